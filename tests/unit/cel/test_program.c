#include "support.h"
#include "support/failing.h"

static ontrack__cel_program *compile(const char *expression)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack__cel_program *program = NULL;
    const ontrack__cel_options options = {.variables = variables,
                                          .variable_count = COUNT_OF(variables)};
    cr_assert_eq(
        ontrack__cel_compile(NULL, ontrack_text_of(expression), &options, &program, &error),
        ONTRACK_OK, "%s: %s", expression, error.message);
    return program;
}

static const outcome_row reads[] = {
    {"1 < 2", ""},
    {"credits.earned < 6", " 1"},
    {"late || attendance.rate < 0.9 && attendance.rate > credits.earned", " 0 1 8"},
    {"student.attributes.lunch == 'x' ? missing : notes", " 5 6 7"},
    {"[1].all(late, late > 0)", ""},
    {"a.b.c", " 11"},
    {"(a).b.c", " 10"},
};

Test(program, reads)
{
    for (size_t i = 0; i < COUNT_OF(reads); i++) {
        ontrack__cel_program *program = compile(reads[i].expression);
        size_t count = 77;
        const uint32_t *ids = ontrack__cel_reads(program, &count);
        page p = {{0}, 0};
        for (size_t j = 0; j < count; j++) {
            char text[16];
            snprintf(text, sizeof text, " %u", (unsigned)ids[j]);
            print_on(&p, text);
        }
        cr_expect_str_eq(p.text, reads[i].outcome, "%s: %s", reads[i].expression, p.text);
        ontrack__cel_free(program);
    }
}

static bool list_key(void *user, ontrack_text key, int32_t line, int32_t column)
{
    char text[80];
    snprintf(text, sizeof text, "[%.*s]@%d:%d ", (int)key.size, key.data, (int)line, (int)column);
    print_on(user, text);
    return key.size != 4 || memcmp(key.data, "stop", 4) != 0;
}

static const outcome_row keys[] = {
    {"student.attributes.race == 'x'", "[race]@1:1 "},
    {"student.attributes['race'] == 'x' ||\n student.attributes['sex'] == ''",
     "[race]@1:1 [sex]@2:2 "},
    {"has(student.attributes.race)", "[race]@1:5 "},
    {"'race' in student.attributes", "[race]@1:11 "},
    {"student.attributes[student.grade_level] == 'x'", "[]@1:1 "},
    {"student.attributes['ra' + 'ce'] == 'x'", "[]@1:1 "},
    {"student.attributes.exists(k, k == 'race')", "[]@1:1 "},
    {"size(student.attributes) > 1", "[]@1:6 "},
    {"[student.attributes][0].race == 'x'", "[]@1:2 "},
    {"student.attributes", "[]@1:1 "},
    {"{'x': 1}[student.attributes.race] == 1", "[race]@1:10 "},
    {"student.attributes.stop == student.attributes.more", "[stop]@1:1 "},
    {"credits.earned < 6", ""},
};

Test(program, keys)
{
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        ontrack__cel_program *program = compile(keys[i].expression);
        page p = {{0}, 0};
        ontrack__cel_keys(program, ATTRIBUTES, list_key, &p);
        cr_expect_str_eq(p.text, keys[i].outcome, "%s: %s", keys[i].expression, p.text);
        ontrack__cel_free(program);
    }
}

static const struct {
    size_t offset;
    int32_t line, column;
} places[] = {{0, 1, 1}, {1, 1, 2}, {4, 1, 4}, {5, 2, 1}, {7, 3, 1}, {8, 4, 1}, {99, 4, 5}};

Test(program, locate)
{
    ontrack__cel_program *program = compile("'\xC3\xA9'\n\r\n\r+'1'");
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        int32_t line = 0, column = 0;
        ontrack__cel_locate(program, places[i].offset, &line, &column);
        cr_expect_eq(line, places[i].line, "offset %zu: line %d", places[i].offset, (int)line);
        cr_expect_eq(column, places[i].column, "offset %zu: column %d", places[i].offset,
                     (int)column);
    }
    ontrack__cel_free(program);
    ontrack__cel_free(NULL);
}

static const char everything[] =
    "student.attributes.lunch.matches('^fr') && student.grade_level + 'x' in ['a', '09x'] && "
    "{'a': [1, 2]}.a.map(x, x * 2).exists(y, y == 4) && (missing || late || notes || true) && "
    "string(credits.earned) == '5.5' && dyn('x').matches('x' + '') && !(dyn(1) + dyn('x') == 2)";

static ontrack_status run(const ontrack_allocator *allocator, ontrack__cel_value *out)
{
    bindings b;
    bind(&b);
    const ontrack__cel_options options = {.variables = variables,
                                          .variable_count = COUNT_OF(variables)};
    ontrack__cel_program *program = NULL;
    ontrack__arena arena;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_status status =
        ontrack__cel_compile(allocator, ontrack_text_of(everything), &options, &program, &error);
    cr_expect_neq(status, ONTRACK_INVALID_RULES, "%s", error.message);
    if (status != ONTRACK_OK) return status;
    ontrack__arena_init(&arena, allocator);
    status = ontrack__cel_evaluate(program, b.values, &arena, NULL, out);
    ontrack__arena_free(&arena);
    ontrack__cel_free(program);
    return status;
}

Test(program, every_allocation_may_fail)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        ontrack__cel_value value = {.kind = ONTRACK__CEL_NULL};
        const ontrack_status status = run(&allocator, &value);
        cr_assert_eq(memory.live, 0, "call %zu", memory.fail_at);
        cr_assert_eq(memory.bytes, 0, "call %zu", memory.fail_at);
        if (memory.calls < memory.fail_at) {
            cr_expect_eq(status, ONTRACK_OK);
            cr_expect_eq(value.kind, ONTRACK__CEL_ERROR);
            cr_expect_gt(memory.calls, 10);
            break;
        }
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu", memory.fail_at);
    }
}

/* The result of one program over one set of values is the same each time: nothing is kept. */
Test(program, may_be_evaluated_again)
{
    bindings b;
    bind(&b);
    ontrack__cel_program *program = compile("[credits.earned, 6].filter(x, x < 6).size() == 1");
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    for (int i = 0; i < 3; i++) {
        ontrack__cel_value value = {.kind = ONTRACK__CEL_NULL};
        b.values[EARNED] = decimal_value(i == 1 ? 7 : 5, 1);
        cr_assert_eq(ontrack__cel_evaluate(program, b.values, &arena, NULL, &value), ONTRACK_OK);
        cr_expect_eq(value.kind, ONTRACK__CEL_BOOL);
        cr_expect_eq(value.as.boolean, i != 1, "run %d", i);
        ontrack__arena_reset(&arena);
    }
    ontrack__arena_free(&arena);
    ontrack__cel_free(program);
}
