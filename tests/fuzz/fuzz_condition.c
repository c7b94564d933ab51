/* A condition from a stranger: compiled, asked what it reads, and evaluated. */
#include "fuzz.h"

#include "base/text.h"
#include "cel/cel.h"

enum { RATE, COUNT, GRADE, FIRST, ATTRIBUTES, NOTES, WHEN, COURSES, VARIABLES };

enum { CODE, SUBJECTS, EARNED, FAILED, POSTED, FIELDS };

static const ontrack__cel_field course_fields[] = {[CODE] = {"code", ONTRACK__CEL_STRING},
                                                   [SUBJECTS] = {"subjects", ONTRACK__CEL_LIST},
                                                   [EARNED] = {"earned", ONTRACK__CEL_DECIMAL},
                                                   [FAILED] = {"failed", ONTRACK__CEL_BOOL},
                                                   [POSTED] = {"posted", ONTRACK__CEL_TIMESTAMP}};
static const ontrack__cel_object course = {"course", course_fields, FIELDS};

static const ontrack__cel_variable variables[] = {
    [RATE] = {"attendance.rate", ONTRACK__CEL_DECIMAL, NULL},
    [COUNT] = {"behavior.incidents", ONTRACK__CEL_INT, NULL},
    [GRADE] = {"student.grade_level", ONTRACK__CEL_STRING, NULL},
    [FIRST] = {"student.first_time", ONTRACK__CEL_BOOL, NULL},
    [ATTRIBUTES] = {"student.attributes", ONTRACK__CEL_MAP, NULL},
    [NOTES] = {"notes", ONTRACK__CEL_DYN, NULL},
    [WHEN] = {"when", ONTRACK__CEL_TIMESTAMP, NULL},
    [COURSES] = {"courses", ONTRACK__CEL_LIST, &course},
};

typedef struct bindings {
    ontrack__cel_value values[VARIABLES], attributes[2], courses[2], fields[2][FIELDS], subjects[2];
} bindings;

/* ALG1 in math, failed, whose credits are not known; a course of which next to nothing is told. */
static void bind_courses(bindings *b)
{
    static const uint32_t hangs_on[] = {COURSES};
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < FIELDS; j++)
            b->fields[i][j].kind = course_fields[j].kind;
        b->fields[i][EARNED].kind = ONTRACK__CEL_UNKNOWN;
        b->fields[i][EARNED].as.unknown.ids = hangs_on;
        b->fields[i][EARNED].as.unknown.count = 1;
        b->subjects[i].kind = ONTRACK__CEL_STRING;
        b->subjects[i].as.text = ontrack_text_of(i == 0 ? "math" : "core");
        b->courses[i].kind = ONTRACK__CEL_OBJECT;
        b->courses[i].as.object.type = &course;
        b->courses[i].as.object.fields = b->fields[i];
    }
    b->fields[0][CODE].as.text = ontrack_text_of("ALG1");
    b->fields[0][SUBJECTS].as.list.items = b->subjects;
    b->fields[0][SUBJECTS].as.list.count = 2;
    b->fields[0][FAILED].as.boolean = true;
    b->values[COURSES].as.list.items = b->courses;
    b->values[COURSES].as.list.count = 2;
}

/* 153 of 170 days, 3 incidents, grade 09; notes are unknown. */
static void bind(bindings *b)
{
    for (size_t i = 0; i < VARIABLES; i++)
        b->values[i].kind = variables[i].kind;
    b->values[RATE].as.decimal.numerator = 153;
    b->values[RATE].as.decimal.denominator = 170;
    b->values[COUNT].as.integer = 3;
    b->values[GRADE].as.text = ontrack_text_of("09");
    b->values[FIRST].as.boolean = true;
    b->attributes[0].kind = b->attributes[1].kind = ONTRACK__CEL_STRING;
    b->attributes[0].as.text = ontrack_text_of("lunch");
    b->attributes[1].as.text = ontrack_text_of("free");
    b->values[ATTRIBUTES].as.list.items = b->attributes;
    b->values[ATTRIBUTES].as.list.count = 1;
    b->values[NOTES].kind = ONTRACK__CEL_UNKNOWN;
    b->values[WHEN].as.instant.seconds = 1794000000;
    bind_courses(b);
}

static bool see_key(void *user, ontrack_text key, int32_t line, int32_t column)
{
    (void)user;
    MUST(ontrack__utf8_valid(key, NULL));
    return line >= 1 && column >= 1;
}

static void see_comparison(void *user, const ontrack__cel_comparison *seen)
{
    (void)user;
    MUST(seen->line >= 1 && seen->column >= 1 && seen->operator_ != NULL);
    MUST(seen->left < VARIABLES && seen->right < VARIABLES);
}

/* A value is whole: a string is UTF-8, an unknown says on what it hangs. */
static void look_at(const ontrack__cel_value *v, int depth)
{
    MUST(v->kind != ONTRACK__CEL_DYN);
    if (v->kind == ONTRACK__CEL_STRING) MUST(ontrack__utf8_valid(v->as.text, NULL));
    if (v->kind == ONTRACK__CEL_ERROR) MUST(v->as.text.size > 0);
    if (v->kind == ONTRACK__CEL_UNKNOWN) MUST(v->as.unknown.count > 0);
    if ((v->kind != ONTRACK__CEL_LIST && v->kind != ONTRACK__CEL_MAP) || depth == 0) return;
    const size_t width = v->kind == ONTRACK__CEL_MAP ? 2 : 1;
    for (size_t i = 0; i < width * v->as.list.count; i++)
        look_at(&v->as.list.items[i], depth - 1);
}

/* Evaluates while one variable more is unknown, or none.
 * With a trace more is visited, so that alone may reach the limit; and only the tree evaluates,
 * which says what the steps have to answer. */
static void evaluate(const ontrack__cel_program *program, size_t hidden)
{
    bindings b = {0};
    bind(&b);
    if (hidden < VARIABLES) b.values[hidden] = (ontrack__cel_value){.kind = ONTRACK__CEL_UNKNOWN};
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    const ontrack__cel_trace trace = {see_comparison, NULL};
    ontrack__cel_value plain = {.kind = ONTRACK__CEL_NULL}, traced = plain;
    const ontrack_status first = ontrack__cel_evaluate(program, b.values, &arena, NULL, &plain);
    const ontrack_status second = ontrack__cel_evaluate(program, b.values, &arena, &trace, &traced);
    MUST(first == ONTRACK_OK || first == ONTRACK_LIMIT);
    MUST(second == first || second == ONTRACK_LIMIT);
    if (first == ONTRACK_OK) look_at(&plain, 3);
    if (second == ONTRACK_OK) MUST(plain.kind == traced.kind);
    if (second == ONTRACK_OK && plain.kind == ONTRACK__CEL_BOOL)
        MUST(plain.as.boolean == traced.as.boolean);
    ontrack__arena_free(&arena);
}

static void try_out(ontrack_text text, bool lenient)
{
    const ontrack__cel_options options = {variables, VARIABLES, !lenient, lenient};
    ontrack__cel_program *program = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack__cel_compile(NULL, text, &options, &program, &error);
    if (status != ONTRACK_OK) {
        MUST(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT);
        MUST(error.status == status && error.message[0] != '\0');
        return;
    }
    ontrack__cel_keys(program, ATTRIBUTES, see_key, NULL);
    evaluate(program, VARIABLES);
    evaluate(program, RATE);
    evaluate(program, FIRST);
    ontrack__cel_free(program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ontrack_text text = {(const char *)data, size};
    try_out(text, false);
    try_out(text, true);
    return 0;
}
