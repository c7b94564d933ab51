/* Parts of a writer: filled apart, appended in order, the same bytes. */
#include "support/failing.h"

#include <ontrack/ontrack.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { STUDENTS = 40, MOST = 1 << 16 };

static const char rules_json[] =
    "{\"ontrack\":1,\"id\":\"suspensions\",\"version\":\"1\",\"levels\":[\"on_track\",\"watch\","
    "\"off_track\"],\"rules\":["
    "{\"id\":\"once\",\"indicator\":\"discipline\",\"level\":\"watch\","
    "\"when\":\"discipline.actions >= 1\",\"because\":\"Suspended\"},"
    "{\"id\":\"twice\",\"indicator\":\"discipline\",\"level\":\"off_track\","
    "\"when\":\"discipline.actions >= 2\",\"because\":\"Suspended {discipline.actions} times\"},"
    "{\"id\":\"late\",\"indicator\":\"attendance\",\"level\":\"watch\","
    "\"when\":\"attendance.rate < 0.9\",\"because\":\"Away\"}]}";

typedef struct world {
    ontrack_dataset *dataset;
    ontrack_ruleset *rules;
    ontrack_evaluator *evaluator;
} world;

typedef struct text {
    char bytes[MOST];
    size_t size;
} text;

static ontrack_status keep(void *user, const char *data, size_t size)
{
    text *out = user;
    cr_assert_lt(out->size + size, sizeof out->bytes);
    memcpy(out->bytes + out->size, data, size);
    out->size += size;
    out->bytes[out->size] = '\0';
    return ONTRACK_OK;
}

static ontrack_status push_students(ontrack_builder *builder, ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    for (int i = 0; i < STUDENTS && status == ONTRACK_OK; i++) {
        char id[16];
        snprintf(id, sizeof id, "S%03d", i);
        ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
        ontrack_action_record action = ONTRACK_ACTION_RECORD_INIT;
        student.student_id = action.student_id = ontrack_text_of(id);
        student.grade_level = ontrack_text_of("9");
        student.last_name = ontrack_text_of("O\"Neill, of \x1B[1m");
        action.code = ontrack_text_of("OSS");
        status = ontrack_builder_add_student(builder, &student, error);
        for (int k = 0; k < i % 4 && status == ONTRACK_OK; k++) {
            action.date = 20000 + k;
            status = ontrack_builder_add_action(builder, &action, error);
        }
    }
    return status;
}

static void begin(world *self)
{
    ontrack_builder *builder = NULL;
    ontrack_evaluate_options asked = ONTRACK_EVALUATE_OPTIONS_INIT;
    asked.as_of = 20100;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(push_students(builder, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_seal(builder, &self->dataset, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_ruleset_load(ontrack_text_of(rules_json), NULL, &self->rules, NULL),
                 ONTRACK_OK);
    cr_assert_eq(ontrack_evaluator_new(self->rules, self->dataset, &asked, &self->evaluator, NULL),
                 ONTRACK_OK);
    ontrack_builder_free(builder);
}

static void end(world *self)
{
    ontrack_evaluator_free(self->evaluator);
    ontrack_ruleset_free(self->rules);
    ontrack_dataset_free(self->dataset);
}

static ontrack_status finish(world *self, ontrack_writer *writer)
{
    const ontrack_report *report = NULL;
    const ontrack_status status = ontrack_evaluator_report(self->evaluator, &report, NULL);
    return status != ONTRACK_OK ? status : ontrack_writer_finish(writer, report, NULL);
}

static ontrack_writer *new_writer(const world *self, ontrack_format format, text *out)
{
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    ontrack_writer *writer = NULL;
    options.format = format;
    options.write = keep;
    options.user = out;
    cr_assert_eq(ontrack_writer_new(self->rules, &options, &writer, NULL), ONTRACK_OK);
    return writer;
}

/* The first students by the writer itself, the others by one part, some at a time. */
static void write_by_parts(world *self, ontrack_format format, size_t step, text *out)
{
    ontrack_writer *writer = new_writer(self, format, out), *part = NULL;
    const ontrack_sink first = ontrack_writer_sink(writer);
    cr_assert_eq(ontrack_writer_part_new(writer, &part, NULL), ONTRACK_OK);
    const ontrack_sink others = ontrack_writer_sink(part);
    for (size_t at = 0; at < STUDENTS; at += step) {
        cr_assert_eq(
            ontrack_evaluator_run(self->evaluator, at, step, at == 0 ? &first : &others, NULL),
            ONTRACK_OK);
        if (at > 0) cr_assert_eq(ontrack_writer_append(writer, part, NULL), ONTRACK_OK);
    }
    ontrack_writer_free(part);
    cr_assert_eq(finish(self, writer), ONTRACK_OK);
    ontrack_writer_free(writer);
}

Test(writer, parts_give_the_bytes_of_one_run)
{
    for (int format = ONTRACK_FORMAT_TABLE; format <= ONTRACK_FORMAT_JSONL; format++) {
        static text whole;
        for (size_t step = STUDENTS; step >= 1; step /= 3) {
            static text parts;
            world self;
            begin(&self);
            parts.size = 0;
            write_by_parts(&self, (ontrack_format)format, step, &parts);
            if (step == STUDENTS) whole = parts;
            cr_expect_gt(parts.size, 100);
            cr_expect_str_eq(parts.bytes, whole.bytes, "format %d, steps of %zu", format, step);
            end(&self);
        }
    }
}

Test(writer, only_its_parts_can_be_appended)
{
    static text out;
    world self;
    begin(&self);
    ontrack_writer *csv = new_writer(&self, ONTRACK_FORMAT_CSV, &out), *part = NULL;
    ontrack_writer *jsonl = new_writer(&self, ONTRACK_FORMAT_JSONL, &out);
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_writer_part_new(csv, &part, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack_writer_append(jsonl, part, &error), ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_writer_append(csv, jsonl, NULL), ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_writer_finish(part, NULL, NULL), ONTRACK_STATE);
    cr_expect_eq(finish(&self, csv), ONTRACK_OK);
    cr_expect_eq(ontrack_writer_append(csv, part, NULL), ONTRACK_STATE);
    ontrack_writer_free(part);
    ontrack_writer_free(csv);
    ontrack_writer_free(jsonl);
    end(&self);
}

/* Writes by a part with memory that fails; what it answered. */
static ontrack_status write_with(const ontrack_allocator *allocator, world *self, text *out)
{
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    ontrack_writer *writer = NULL, *part = NULL;
    options.allocator = allocator;
    options.write = keep;
    options.user = out;
    ontrack_status status = ontrack_writer_new(self->rules, &options, &writer, NULL);
    if (status == ONTRACK_OK) status = ontrack_writer_part_new(writer, &part, NULL);
    if (status == ONTRACK_OK) {
        const ontrack_sink sink = ontrack_writer_sink(part);
        status = ontrack_evaluator_run(self->evaluator, 0, SIZE_MAX, &sink, NULL);
    }
    if (status == ONTRACK_OK) status = ontrack_writer_append(writer, part, NULL);
    if (status == ONTRACK_OK) status = finish(self, writer);
    ontrack_writer_free(part);
    ontrack_writer_free(writer);
    return status;
}

Test(writer, memory_may_run_out)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    static text out;
    world self;
    begin(&self);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        out.size = 0;
        const ontrack_status status = write_with(&allocator, &self, &out);
        cr_assert_eq(memory.live, 0);
        if (memory.calls < memory.fail_at) break;
        cr_assert_eq(status, ONTRACK_NO_MEMORY);
    }
    end(&self);
}
