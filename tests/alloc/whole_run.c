/* Fails every allocation of a whole run once: a folder is read, sealed, evaluated and written in
 * each format, a rule set is loaded and printed, a student is packed and merged; and once of a rule
 * set that is tested and checked. All of it
 * is linked statically, libcsv, jansson, PCRE2 and zlib too, so that their allocations fail as
 * well. Each run must answer NO_MEMORY, or the same bytes as without a failure, and leave no block.
 */
#include <ontrack/ontrack.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static long asked, fail_at, live;

static bool fails(void)
{
    return ++asked == fail_at;
}

static void *born(void *block)
{
    live += block != NULL;
    return block;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : born(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : born(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    if (block == NULL) return __wrap_malloc(size);
    return fails() ? NULL : __real_realloc(block, size);
}

void __wrap_free(void *block)
{
    live -= block != NULL;
    __real_free(block);
}

/* What a run wrote, as one number: enough to see whether two runs wrote the same. */
static ontrack_status take_bytes(void *user, const char *data, size_t size)
{
    unsigned long *sum = user;
    for (size_t i = 0; i < size; i++)
        *sum = *sum * 1099511628211ul + (unsigned char)data[i];
    return ONTRACK_OK;
}

static ontrack_status take_buffer(unsigned long *sum, ontrack_buffer *buffer, ontrack_status status)
{
    if (status == ONTRACK_OK) take_bytes(sum, buffer->data, buffer->size);
    ontrack_buffer_dispose(buffer);
    return status;
}

static ontrack_status read_folder(const char *path, ontrack_dataset **out, ontrack_error *error)
{
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_status status = ontrack_builder_new(NULL, &builder, error);
    if (status == ONTRACK_OK) status = ontrack_reader_new(builder, NULL, &reader, error);
    if (status == ONTRACK_OK) status = ontrack_reader_folder(reader, path, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, out, error);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    return status;
}

static ontrack_status write_results(const ontrack_ruleset *rules, const ontrack_dataset *dataset,
                                    ontrack_format format, unsigned long *sum, ontrack_error *error)
{
    ontrack_evaluator *evaluator = NULL;
    ontrack_writer *writer = NULL;
    const ontrack_report *report = NULL;
    ontrack_evaluate_options evaluate = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    evaluate.where = "credits.attempted > 0.0 || student.grade_level != ''";
    options.format = format;
    options.write = take_bytes;
    options.user = sum;
    ontrack_status status = ontrack_evaluator_new(rules, dataset, &evaluate, &evaluator, error);
    if (status == ONTRACK_OK) status = ontrack_writer_new(rules, &options, &writer, error);
    if (status == ONTRACK_OK) {
        const ontrack_sink sink = ontrack_writer_sink(writer);
        status = ontrack_evaluator_run(evaluator, 0, 1000, &sink, error);
    }
    if (status == ONTRACK_OK) status = ontrack_evaluator_report(evaluator, &report, error);
    if (status == ONTRACK_OK) status = ontrack_writer_finish(writer, report, error);
    ontrack_writer_free(writer);
    ontrack_evaluator_free(evaluator);
    return status;
}

static ontrack_status keep_results(const ontrack_ruleset *rules, const ontrack_dataset *dataset,
                                   unsigned long *sum, ontrack_error *error)
{
    ontrack_results *results = NULL;
    const ontrack_status status = ontrack_evaluate(rules, dataset, NULL, &results, error);
    *sum += status == ONTRACK_OK ? ontrack_results_count(results) : 0;
    ontrack_results_free(results);
    return status;
}

static ontrack_status pack(const ontrack_dataset *dataset, unsigned long *sum, ontrack_error *error)
{
    ontrack_buffer packed = ONTRACK_BUFFER_INIT;
    ontrack_buffer merged = ONTRACK_BUFFER_INIT;
    ontrack_status status = ontrack_student_encode(ontrack_dataset_at(dataset, 0), &packed, error);
    if (status == ONTRACK_OK)
        status = ontrack_packed_merge(packed.data, packed.size, packed.data, packed.size, &merged,
                                      error);
    ontrack_buffer_dispose(&packed);
    return take_buffer(sum, &merged, status);
}

static ontrack_status take_finding(void *user, const ontrack_finding *finding)
{
    return take_bytes(user, finding->message, strlen(finding->message));
}

static ontrack_status print_rules(const ontrack_ruleset *rules, unsigned long *sum,
                                  ontrack_error *error)
{
    ontrack_buffer printed = ONTRACK_BUFFER_INIT;
    return take_buffer(sum, &printed, ontrack_ruleset_print(rules, &printed, error));
}

/* As it is for a school, with the overrides that hold there. */
static ontrack_status resolve_rules(const ontrack_ruleset *rules, unsigned long *sum,
                                    ontrack_error *error)
{
    ontrack_resolved *resolved = NULL;
    ontrack_place place = ONTRACK_PLACE_INIT;
    place.school = "JHS";
    place.grade = "9";
    const ontrack_status status = ontrack_resolved_new(rules, &place, &resolved, error);
    ontrack_rule_origin origin;
    for (size_t i = 0; status == ONTRACK_OK &&
                       ontrack_ruleset_rule_origin(ontrack_resolved_ruleset(resolved), i, &origin);
         i++)
        *sum += origin.override_count;
    ontrack_resolved_free(resolved);
    return status;
}

static ontrack_status check_data(const ontrack_ruleset *rules, const ontrack_dataset *dataset,
                                 unsigned long *sum, ontrack_error *error)
{
    ontrack_check_options options = ONTRACK_CHECK_OPTIONS_INIT;
    options.take = take_finding;
    options.user = sum;
    return ontrack_ruleset_check_data(rules, dataset, &options, error);
}

/* A rule set and the overrides that it is loaded with. */
typedef struct documents {
    const char *folder;
    ontrack_text rules;
    ontrack_override_document overrides;
} documents;

static ontrack_status load(const documents *from, ontrack_ruleset **out, ontrack_error *error)
{
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    options.overrides = &from->overrides;
    options.override_count = 1;
    return ontrack_ruleset_load(from->rules, &options, out, error);
}

/* A folder is read and evaluated. */
static ontrack_status whole_run(const documents *from, unsigned long *sum, ontrack_error *error)
{
    ontrack_dataset *dataset = NULL;
    ontrack_ruleset *rules = NULL;
    ontrack_status status = read_folder(from->folder, &dataset, error);
    if (status == ONTRACK_OK) status = load(from, &rules, error);
    if (status == ONTRACK_OK) status = print_rules(rules, sum, error);
    if (status == ONTRACK_OK) status = resolve_rules(rules, sum, error);
    for (int format = ONTRACK_FORMAT_TABLE; status == ONTRACK_OK && format <= ONTRACK_FORMAT_JSONL;
         format++)
        status = write_results(rules, dataset, (ontrack_format)format, sum, error);
    if (status == ONTRACK_OK) status = keep_results(rules, dataset, sum, error);
    if (status == ONTRACK_OK) status = check_data(rules, dataset, sum, error);
    if (status == ONTRACK_OK) status = pack(dataset, sum, error);
    ontrack_ruleset_free(rules);
    ontrack_dataset_free(dataset);
    return status;
}

/* A rule set is tested and checked. */
static ontrack_status review(const documents *from, unsigned long *sum, ontrack_error *error)
{
    ontrack_ruleset *rules = NULL;
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_test_counts counts = {0, 0, 0};
    ontrack_check_options checking = ONTRACK_CHECK_OPTIONS_INIT;
    ontrack_status status = load(from, &rules, error);
    if (status == ONTRACK_OK) status = ontrack_coverage_new(rules, &options.coverage, error);
    options.run = ".";
    if (status == ONTRACK_OK) status = ontrack_ruleset_test_run(rules, &options, &counts, error);
    *sum += counts.passed + 2 * counts.failed;
    checking.take = take_finding;
    checking.user = sum;
    if (status == ONTRACK_OK) status = ontrack_ruleset_check(rules, &checking, error);
    ontrack_coverage_free(options.coverage);
    ontrack_ruleset_free(rules);
    return status;
}

enum { FILE_SIZE = 1 << 16 };

static ontrack_text read_file(const char *path, char bytes[FILE_SIZE])
{
    FILE *file = fopen(path, "rb");
    const ontrack_text text = {bytes, file == NULL ? 0 : fread(bytes, 1, FILE_SIZE, file)};
    if (file != NULL) fclose(file);
    return text;
}

typedef ontrack_status scene(const documents *from, unsigned long *sum, ontrack_error *error);

/* One run whose allocation `n` fails (0: none); counts what it asked for. */
static ontrack_status run(scene *play, const documents *from, long n, unsigned long *sum,
                          ontrack_error *error)
{
    const ontrack_error fresh = ONTRACK_ERROR_INIT;
    *error = fresh;
    *sum = 0;
    asked = 0;
    fail_at = n;
    return play(from, sum, error);
}

/* Fails each allocation of a scene once; false when one of them goes wrong. */
static bool fail_each(scene *play, const char *name, const documents *from)
{
    ontrack_error error;
    unsigned long whole, sum;
    ontrack_status status = run(play, from, 0, &whole, &error);
    const long points = asked;
    if (status != ONTRACK_OK || live != 0) {
        printf("%s without a failure: %s, %ld blocks left\n", name, error.message, live);
        return false;
    }
    long clean = 0, recovered = 0, wrong = 0;
    for (long n = 1; n <= points; n++) {
        status = run(play, from, n, &sum, &error);
        if (status == ONTRACK_NO_MEMORY && live == 0)
            clean++;
        else if (status == ONTRACK_OK && sum == whole && live == 0)
            recovered++;
        else {
            wrong++;
            printf("allocation %ld: status %d (%s), %ld blocks left%s\n", n, (int)status,
                   error.message, live,
                   status == ONTRACK_OK && sum != whole ? ", another answer" : "");
            live = 0;
        }
    }
    printf("%s: %ld allocations failed once each: %ld clean errors, %ld recovered, %ld wrong\n",
           name, points, clean, recovered, wrong);
    return wrong == 0 && points > 100;
}

int main(int argc, char **argv)
{
    static char bytes[4][FILE_SIZE];
    if (argc != 6) return 2;
    const documents from = {
        argv[1], read_file(argv[2], bytes[0]), {read_file(argv[3], bytes[1]), NULL}};
    const documents small = {
        NULL, read_file(argv[4], bytes[2]), {read_file(argv[5], bytes[3]), NULL}};
    const bool evaluated = fail_each(whole_run, "evaluation", &from);
    const bool reviewed = fail_each(review, "review", &small);
    return evaluated && reviewed ? 0 : 1;
}
