#include "load.h"

#include "nearest.h"
#include "words.h"

#include <errno.h>
#include <ontrack/review.h>
#include <stdlib.h>
#include <string.h>

/* ---- a folder ---- */

static ontrack_status on_reject(void *user, const ontrack_reject *row)
{
    const load_options *options = user;
    return options->rejects == NULL ? ONTRACK_OK : rejects_take(options->rejects, row);
}

static ontrack_status on_progress(void *user, const char *file, int64_t read, int64_t all)
{
    const load_options *options = user;
    progress_show(options->bar, file, read, all);
    return ONTRACK_OK;
}

static ontrack_status read_folder(const char *folder, const load_options *options, loaded *out,
                                  ontrack_error *error)
{
    load_options user = *options;
    ontrack_reader_options reading = ONTRACK_READER_OPTIONS_INIT;
    reading.latin1 = options->latin1;
    reading.reject = on_reject;
    reading.progress = options->bar == NULL ? NULL : on_progress;
    reading.user = &user;
    reading.crew = options->crew;
    reading.layout = options->layout;
    reading.skip_attributes = options->skip_attributes;
    ontrack_seal_options sealing = ONTRACK_SEAL_OPTIONS_INIT;
    sealing.crew = options->crew;
    out->by_layout = options->layout != NULL;
    ontrack_status status = ontrack_builder_new(NULL, &out->builder, error);
    if (status == ONTRACK_OK)
        status = ontrack_reader_new(out->builder, &reading, &out->reader, error);
    if (status == ONTRACK_OK) status = ontrack_reader_folder(out->reader, folder, error);
    if (status == ONTRACK_OK)
        status = ontrack_builder_seal_with(out->builder, &sealing, &out->dataset, error);
    return status;
}

int load_folder(const char *folder, const load_options *options, loaded *out)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status = read_folder(folder, options, out, &error);
    if (options->bar != NULL) progress_end(options->bar);
    if (status == ONTRACK_OK) return CLI_GO;
    words_error(&error);
    return CLI_EXIT_FAILED;
}

void load_dispose(loaded *data)
{
    ontrack_dataset_free(data->dataset);
    ontrack_reader_free(data->reader);
    ontrack_builder_free(data->builder);
    *data = (loaded){0};
}

/* A condition that reads them bears the word, whatever else it is about. */
bool load_may_skip(const ontrack_ruleset *ruleset, const char *where)
{
    return !ontrack_ruleset_reads_attributes(ruleset) &&
           (where == NULL || strstr(where, "attributes") == NULL);
}

/* ---- a rule set ---- */

enum { PATH_MOST = 4096 };

/* A whole document; one byte more than the library takes is enough to be told so by it. */
static char *read_stream(FILE *stream, size_t *size)
{
    char *text = malloc(ONTRACK_RULESET_LIMIT + 2);
    if (text == NULL) return NULL;
    *size = fread(text, 1, ONTRACK_RULESET_LIMIT + 1, stream);
    if (ferror(stream)) {
        int number = errno;
        free(text);
        errno = number;
        return NULL;
    }
    text[*size] = '\0';
    return text;
}

char *load_document(const char *path, size_t *size)
{
    if (strcmp(path, "-") == 0) return read_stream(stdin, size);
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) return NULL;
    char *text = read_stream(stream, size);
    int number = errno;
    fclose(stream);
    errno = number;
    return text;
}

static ontrack_status give_text(ontrack_buffer *out, const char *text, size_t size,
                                ontrack_error *error)
{
    const ontrack_allocator *allocator = &out->allocator;
    out->data = allocator->allocate == NULL ? malloc(size + 1)
                                            : allocator->allocate(allocator->user, size + 1);
    if (out->data == NULL) {
        error->status = ONTRACK_NO_MEMORY;
        return ONTRACK_NO_MEMORY;
    }
    memcpy(out->data, text, size + 1);
    out->size = size;
    out->capacity = size + 1;
    return ONTRACK_OK;
}

/* The path of a file that another file names: beside that one, and nowhere else, since a rule set
 * is untrusted and must not make the program open any file it likes. */
static bool find_beside(const char *path, const char *name, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    int length =
        snprintf(out, size, "%.*s%s", slash == NULL ? 0 : (int)(slash - path) + 1, path, name);
    return name[0] != '.' && strchr(name, '/') == NULL && (size_t)length < size;
}

/* What `extends` names. */
static ontrack_status find_base(void *user, const char *name, ontrack_buffer *out,
                                ontrack_error *error)
{
    const char *path = *(const char *const *)user;
    char beside[PATH_MOST];
    size_t size = 0;
    if (!find_beside(path, name, beside, sizeof beside)) return ONTRACK_NOT_FOUND;
    char *text = load_document(beside, &size);
    if (text == NULL) return errno == ENOMEM ? ONTRACK_NO_MEMORY : ONTRACK_NOT_FOUND;
    ontrack_status status = give_text(out, text, size, error);
    free(text);
    return status;
}

static bool is_builtin(const char *name)
{
    for (size_t i = 0; i < ontrack_builtin_count(); i++)
        if (strcmp(ontrack_builtin_name(i), name) == 0) return true;
    return false;
}

static int refuse_name(const char *name, int number)
{
    const char *near = NULL;
    size_t distance = NEAREST_START;
    for (size_t i = 0; i < ontrack_builtin_count(); i++)
        if (nearest_is_closer(name, ontrack_builtin_name(i), &distance))
            near = ontrack_builtin_name(i);
    if (strchr(name, '/') != NULL || number != ENOENT)
        words_system(name, number);
    else
        words_say("no built-in rule set and no file is called '%s'%s%s%s", name,
                  near == NULL ? "; 'ontrack rules list' tells the names" : "; did you mean '",
                  near == NULL ? "" : near, near == NULL ? "" : "'?");
    return CLI_EXIT_USAGE;
}

/* The texts of the override documents; `read` receives them. */
static int read_overrides(const cli_texts *files, loaded_rules *out,
                          ontrack_override_document *read)
{
    for (; out->override_count < files->count; out->override_count++) {
        const char *file = files->items[out->override_count];
        size_t size = 0;
        char *text = load_document(file, &size);
        if (text == NULL) {
            words_system(file, errno);
            return CLI_EXIT_USAGE;
        }
        out->overrides[out->override_count] = text;
        read[out->override_count].json = (ontrack_text){text, size};
        read[out->override_count].source = strcmp(file, "-") == 0 ? "standard input" : file;
    }
    return CLI_GO;
}

static ontrack_status parse_rules(const char *name, const ontrack_override_document *overrides,
                                  loaded_rules *out, ontrack_error *error)
{
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    options.overrides = overrides;
    options.override_count = out->override_count;
    if (out->text == NULL)
        return ontrack_ruleset_load_builtin(name, &options, &out->ruleset, error);
    options.source = strcmp(name, "-") == 0 ? "standard input" : name;
    options.find = find_base;
    options.user = &name;
    return ontrack_ruleset_load(out->json, &options, &out->ruleset, error);
}

/* Checks the text that was found, with the override documents. */
static int finish_rules(const char *name, const cli_texts *files, loaded_rules *out)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_override_document overrides[CLI_TEXTS_MOST];
    int read = read_overrides(files, out, overrides);
    if (read != CLI_GO) return read;
    ontrack_status status = parse_rules(name, overrides, out, &error);
    if (status == ONTRACK_OK) return CLI_GO;
    words_error(&error);
    return status == ONTRACK_NO_MEMORY ? CLI_EXIT_FAILED : CLI_EXIT_USAGE;
}

int load_rules_with(const char *name, const cli_texts *files, loaded_rules *out)
{
    *out = (loaded_rules){0};
    if (is_builtin(name)) {
        out->json = ontrack_builtin_json(name);
    } else {
        size_t size = 0;
        out->text = load_document(name, &size);
        if (out->text == NULL) return refuse_name(name, errno);
        out->json = (ontrack_text){out->text, size};
    }
    return finish_rules(name, files, out);
}

static const cli_texts no_overrides = {{NULL}, 0};

int load_rules(const char *name, loaded_rules *out)
{
    return load_rules_with(name, &no_overrides, out);
}

void load_rules_dispose(loaded_rules *rules)
{
    ontrack_ruleset_free(rules->ruleset);
    free(rules->text);
    for (size_t i = 0; i < rules->override_count; i++)
        free(rules->overrides[i]);
    *rules = (loaded_rules){0};
}

/* ---- tests of a rule set ---- */

/* What a test document names, each as the path of a file or a built-in's name. */
typedef struct named {
    const char *document; /* the test document's own path */
    char ruleset[PATH_MOST];
    char overrides[CLI_TEXTS_MOST][PATH_MOST];
    cli_texts files; /* the override documents: those of the command line, then the document's */
    size_t own;      /* how many of them the document names */
} named;

/* Room for the path of one more override document; NULL when there are too many. */
static char *next_override(named *all)
{
    if (all->files.count == CLI_TEXTS_MOST) return NULL;
    char *path = all->overrides[all->own++];
    all->files.items[all->files.count++] = path;
    return path;
}

static ontrack_status take_name(void *user, const char *key, const char *name)
{
    named *all = user;
    const bool rules = strcmp(key, "ruleset") == 0;
    char *path = rules ? all->ruleset : next_override(all);
    if (path == NULL) {
        words_say("%s: names more than %d override documents", all->document, CLI_TEXTS_MOST);
        return ONTRACK_STOPPED;
    }
    if (rules && is_builtin(name)) {
        snprintf(path, PATH_MOST, "%s", name);
        return ONTRACK_OK;
    }
    if (find_beside(all->document, name, path, PATH_MOST)) return ONTRACK_OK;
    words_say("%s: /%s: name %sa file in the folder of this one", all->document, key,
              rules ? "a built-in rule set, or " : "");
    return ONTRACK_STOPPED;
}

int load_tests(const char *name, const cli_texts *overrides, loaded_tests *out)
{
    named all = {.document = name, .files = *overrides};
    ontrack_error error = ONTRACK_ERROR_INIT;
    size_t size = 0;
    *out = (loaded_tests){0};
    if (is_builtin(name)) return load_rules_with(name, overrides, &out->rules);
    char *text = load_document(name, &size);
    if (text == NULL) return refuse_name(name, errno);
    const ontrack_text json = {text, size};
    ontrack_status status = ontrack_test_document_names(json, name, take_name, &all, &error);
    if (status == ONTRACK_NOT_FOUND) {
        out->rules.text = text;
        out->rules.json = json;
        return finish_rules(name, overrides, &out->rules);
    }
    out->text = text;
    out->document = json;
    if (status == ONTRACK_OK) return load_rules_with(all.ruleset, &all.files, &out->rules);
    if (status != ONTRACK_STOPPED) words_error(&error);
    return CLI_EXIT_USAGE;
}

void load_tests_dispose(loaded_tests *tests)
{
    load_rules_dispose(&tests->rules);
    free(tests->text);
    *tests = (loaded_tests){0};
}

/* ---- a date ---- */

int load_day(const char *option, const char *text, ontrack_date *out)
{
    *out = ONTRACK_DATE_NONE;
    if (text == NULL || ontrack_date_parse(ontrack_text_of(text), out)) return CLI_GO;
    words_say("%s takes a day as YYYY-MM-DD, not '%s'", option, text);
    return CLI_EXIT_USAGE;
}
