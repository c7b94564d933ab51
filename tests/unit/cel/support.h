/* support.h - a few variables, and values as text, for the tests of the condition language. */
#ifndef ONTRACK_TESTS_CEL_SUPPORT_H
#define ONTRACK_TESTS_CEL_SUPPORT_H

#include "cel/instant.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum {
    RATE,
    EARNED,
    INCIDENTS,
    GRADE,
    FIRST_TIME,
    ATTRIBUTES,
    NOTES,
    MISSING,
    LATE,
    SHARE,
    A,
    A_B,
    COURSES
};

static const ontrack__cel_field course_fields[] = {{"code", ONTRACK__CEL_STRING},
                                                   {"subjects", ONTRACK__CEL_LIST},
                                                   {"earned", ONTRACK__CEL_DECIMAL},
                                                   {"failed", ONTRACK__CEL_BOOL},
                                                   {"posted", ONTRACK__CEL_TIMESTAMP}};
static const ontrack__cel_object course_type = {"course", course_fields, COUNT_OF(course_fields)};

static const ontrack__cel_variable variables[] = {
    [RATE] = {"attendance.rate", ONTRACK__CEL_DECIMAL, NULL},
    [EARNED] = {"credits.earned", ONTRACK__CEL_DECIMAL, NULL},
    [INCIDENTS] = {"behavior.incidents", ONTRACK__CEL_INT, NULL},
    [GRADE] = {"student.grade_level", ONTRACK__CEL_STRING, NULL},
    [FIRST_TIME] = {"student.first_time", ONTRACK__CEL_BOOL, NULL},
    [ATTRIBUTES] = {"student.attributes", ONTRACK__CEL_MAP, NULL},
    [NOTES] = {"notes", ONTRACK__CEL_DYN, NULL},
    [MISSING] = {"missing", ONTRACK__CEL_DYN, NULL},
    [LATE] = {"late", ONTRACK__CEL_BOOL, NULL},
    [SHARE] = {"share", ONTRACK__CEL_DOUBLE, NULL},
    [A] = {"a", ONTRACK__CEL_DYN, NULL},
    [A_B] = {"a.b", ONTRACK__CEL_DYN, NULL},
    [COURSES] = {"courses", ONTRACK__CEL_LIST, &course_type},
};

typedef struct bindings {
    ontrack__cel_value values[COUNT_OF(variables)];
    ontrack__cel_value attributes[4], inner[2], outer[2], other[2];
    ontrack__cel_value courses[2], fields[2][COUNT_OF(course_fields)], subjects[2];
} bindings;

static inline ontrack__cel_value text_value(const char *text)
{
    const ontrack__cel_value made = {.kind = ONTRACK__CEL_STRING, .as.text = ontrack_text_of(text)};
    return made;
}

static inline ontrack__cel_value map_value(ontrack__cel_value *items, size_t pairs)
{
    const ontrack__cel_value made = {.kind = ONTRACK__CEL_MAP, .as.list = {items, pairs}};
    return made;
}

static inline ontrack__cel_value decimal_value(int64_t numerator, int64_t denominator)
{
    const ontrack__cel_value made = {.kind = ONTRACK__CEL_DECIMAL,
                                     .as.decimal = {numerator, denominator}};
    return made;
}

static inline ontrack__cel_value list_value(ontrack__cel_value *items, size_t count)
{
    const ontrack__cel_value made = {.kind = ONTRACK__CEL_LIST, .as.list = {items, count}};
    return made;
}

/* ALG1, in math, failed, posted 2026-01-15; ENG1, in nothing, whose credits are not known, open. */
static inline void bind_courses(bindings *b)
{
    static const uint32_t hangs_on[] = {COURSES};
    const ontrack__cel_value unknown = {.kind = ONTRACK__CEL_UNKNOWN, .as.unknown = {hangs_on, 1}};
    b->subjects[0] = text_value("math");
    b->subjects[1] = text_value("core");
    for (size_t i = 0; i < COUNT_OF(b->courses); i++) {
        ontrack__cel_value *fields = b->fields[i];
        fields[0] = text_value(i == 0 ? "ALG1" : "ENG1");
        fields[1] = list_value(b->subjects, i == 0 ? 2 : 0);
        fields[2] = i == 0 ? decimal_value(0, 1) : unknown;
        fields[3].kind = ONTRACK__CEL_BOOL;
        fields[3].as.boolean = i == 0;
        fields[4] = unknown;
        b->courses[i].kind = ONTRACK__CEL_OBJECT;
        b->courses[i].as.object.type = &course_type;
        b->courses[i].as.object.fields = fields;
    }
    b->fields[0][4].kind = ONTRACK__CEL_TIMESTAMP;
    b->fields[0][4].as.instant.seconds = 1768435200;
    b->fields[0][4].as.instant.nanos = 0;
    b->values[COURSES] = list_value(b->courses, COUNT_OF(b->courses));
}

/* 153 of 170 days, 5.5 credits, 3 incidents; notes, missing and late are unknown. */
static inline void bind(bindings *b)
{
    const ontrack__cel_value unknown = {.kind = ONTRACK__CEL_UNKNOWN};
    const ontrack__cel_value one = {.kind = ONTRACK__CEL_INT, .as.integer = 1};
    b->values[RATE] = decimal_value(153, 170);
    b->values[EARNED] = decimal_value(55000, 10000);
    b->values[INCIDENTS] = one;
    b->values[INCIDENTS].as.integer = 3;
    b->values[GRADE] = text_value("09");
    b->values[FIRST_TIME].kind = ONTRACK__CEL_BOOL;
    b->values[FIRST_TIME].as.boolean = true;
    b->attributes[0] = text_value("lunch");
    b->attributes[1] = text_value("free");
    b->attributes[2] = text_value("home language");
    b->attributes[3] = text_value("es");
    b->values[ATTRIBUTES] = map_value(b->attributes, 2);
    b->values[NOTES] = b->values[MISSING] = b->values[LATE] = unknown;
    b->values[SHARE].kind = ONTRACK__CEL_DOUBLE;
    b->values[SHARE].as.number = 0.9;
    b->inner[0] = text_value("c");
    b->inner[1] = one;
    b->outer[0] = text_value("b");
    b->outer[1] = map_value(b->inner, 1);
    b->values[A] = map_value(b->outer, 1);
    b->other[0] = text_value("c");
    b->other[1] = text_value("two");
    b->values[A_B] = map_value(b->other, 1);
    bind_courses(b);
}

typedef struct page {
    char text[400];
    size_t size;
} page;

static inline void print_on(page *p, const char *text)
{
    p->size += (size_t)snprintf(p->text + p->size, sizeof p->text - p->size, "%s", text);
    if (p->size >= sizeof p->text) p->size = sizeof p->text - 1;
}

static inline void show_on(page *p, const ontrack__cel_value *v)
{
    char text[200] = "null";
    switch (v->kind) {
    case ONTRACK__CEL_BOOL:
        snprintf(text, sizeof text, "%s", v->as.boolean ? "true" : "false");
        break;
    case ONTRACK__CEL_INT:
        snprintf(text, sizeof text, "%" PRId64, v->as.integer);
        break;
    case ONTRACK__CEL_UINT:
        snprintf(text, sizeof text, "%" PRIu64 "u", v->as.natural);
        break;
    case ONTRACK__CEL_DOUBLE:
        snprintf(text, sizeof text, "%.17g double", v->as.number);
        break;
    case ONTRACK__CEL_DECIMAL:
        snprintf(text, sizeof text, "%" PRId64 "/%" PRId64, v->as.decimal.numerator,
                 v->as.decimal.denominator);
        break;
    case ONTRACK__CEL_STRING:
        snprintf(text, sizeof text, "'%.*s'", (int)v->as.text.size, v->as.text.data);
        break;
    case ONTRACK__CEL_TYPE:
        snprintf(text, sizeof text, "type %.*s", (int)v->as.text.size, v->as.text.data);
        break;
    case ONTRACK__CEL_BYTES:
        snprintf(text, sizeof text, "b'");
        for (size_t i = 0; i < v->as.text.size && i < 40; i++)
            snprintf(text + 2 + 2 * i, sizeof text - 2 - 2 * i, "%02x",
                     (unsigned)(unsigned char)v->as.text.data[i]);
        snprintf(text + strlen(text), sizeof text - strlen(text), "'");
        break;
    case ONTRACK__CEL_TIMESTAMP:
        ontrack__instant_format(v->as.instant, text);
        break;
    case ONTRACK__CEL_DURATION:
        ontrack__span_format(v->as.integer, text);
        break;
    case ONTRACK__CEL_ERROR:
        snprintf(text, sizeof text, "error %zu: %.*s", v->offset, (int)v->as.text.size,
                 v->as.text.data);
        break;
    default:
        break;
    }
    const bool list = v->kind == ONTRACK__CEL_LIST, map = v->kind == ONTRACK__CEL_MAP;
    if (v->kind == ONTRACK__CEL_UNKNOWN) {
        print_on(p, "unknown");
        for (size_t i = 0; i < v->as.unknown.count; i++) {
            print_on(p, " ");
            print_on(p, variables[v->as.unknown.ids[i]].name);
        }
    } else if (list || map) {
        print_on(p, list ? "[" : "{");
        for (size_t i = 0; i < v->as.list.count * (map ? 2 : 1); i++) {
            if (i > 0) print_on(p, map && i % 2 != 0 ? ": " : ", ");
            show_on(p, &v->as.list.items[i]);
        }
        print_on(p, list ? "]" : "}");
    } else {
        print_on(p, text);
    }
}

/* Compiles over the variables and evaluates; what comes of it as text: a value, or
 * "refused LINE:COLUMN: MESSAGE". */
static inline page outcome_of(const char *expression, const ontrack__cel_options *wanted,
                              const ontrack__cel_trace *trace)
{
    page p = {{0}, 0};
    bindings b;
    bind(&b);
    ontrack__cel_options options = {.lenient = false};
    if (wanted != NULL) options = *wanted;
    options.variables = variables;
    options.variable_count = COUNT_OF(variables);
    ontrack__cel_program *program = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status =
        ontrack__cel_compile(NULL, ontrack_text_of(expression), &options, &program, &error);
    if (status != ONTRACK_OK) {
        snprintf(p.text, sizeof p.text, "refused %d:%d: %s", (int)error.line, (int)error.column,
                 error.message);
        return p;
    }
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    ontrack__cel_value value = {.kind = ONTRACK__CEL_NULL};
    status = ontrack__cel_evaluate(program, b.values, &arena, trace, &value);
    if (status == ONTRACK_OK)
        show_on(&p, &value);
    else
        snprintf(p.text, sizeof p.text, "status %d", (int)status);
    ontrack__arena_free(&arena);
    ontrack__cel_free(program);
    return p;
}

typedef struct outcome_row {
    const char *expression, *outcome;
} outcome_row;

static inline void expect_outcomes(const outcome_row *rows, size_t count,
                                   const ontrack__cel_options *options)
{
    for (size_t i = 0; i < count; i++) {
        const page p = outcome_of(rows[i].expression, options, NULL);
        cr_expect_str_eq(p.text, rows[i].outcome, "%s\n  gives   %s\n  not     %s",
                         rows[i].expression, p.text, rows[i].outcome);
    }
}

#define EXPECT_OUTCOMES(rows) expect_outcomes(rows, COUNT_OF(rows), NULL)

#endif
