/* The flat evaluation of a condition: what it answers, what it leaves, and that the tree agrees. */
#include "cel/flat.h"

#include "support.h"
#include "support/dice.h"
#include "support/failing.h"

static ontrack_status compile(const ontrack_allocator *allocator, const char *expression,
                              ontrack__cel_program **out)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack__cel_options options = {.variables = variables,
                                          .variable_count = COUNT_OF(variables)};
    const ontrack_status status =
        ontrack__cel_compile(allocator, ontrack_text_of(expression), &options, out, &error);
    cr_expect_neq(status, ONTRACK_INVALID_RULES, "%s: %s", expression, error.message);
    return status;
}

static const char *answer_to(const char *expression)
{
    static const char *const names[] = {"false", "open", "true"};
    bindings b;
    bind(&b);
    ontrack__cel_program *program = NULL;
    cr_assert_eq(compile(NULL, expression, &program), ONTRACK_OK);
    const char *answer =
        program->flat == NULL ? "tree" : names[ontrack__cel_ask(program, b.values)];
    ontrack__cel_free(program);
    return answer;
}

static const struct {
    const char *expression, *answer;
} answers[] = {
    /* 153 of 170 days are 0.9, and 3 incidents are 3 */
    {"attendance.rate <= 0.9", "true"},
    {"attendance.rate < 0.9", "false"},
    {"0.9 >= attendance.rate", "true"},
    {"attendance.rate > 0.8999", "true"},
    {"attendance.rate == 0.9", "true"},
    {"attendance.rate != 0.9", "false"},
    {"behavior.incidents >= 3", "true"},
    {"behavior.incidents > 3", "false"},
    {"behavior.incidents == credits.earned", "false"},
    {"credits.earned < 6", "true"},
    {"1 < 2 && 3 >= 4 || 5 == 6", "false"},
    /* sums */
    {"credits.earned + 0.5 <= 6", "true"},
    {"credits.earned - credits.earned * 0.5 == 2.75", "true"},
    {"(credits.earned - 0.5) * behavior.incidents == 15.0", "true"},
    {"behavior.incidents + 9223372036854775807 > 0", "open"},
    {"behavior.incidents - 9223372036854775807 < 0", "true"},
    {"behavior.incidents * 9223372036854775807 > 0", "open"},
    /* texts and bools */
    {"student.grade_level == '09'", "true"},
    {"'9' != student.grade_level", "true"},
    {"student.grade_level == ''", "false"},
    {"student.first_time", "true"},
    {"!student.first_time || false", "false"},
    /* late is unknown: one part that decides is enough, on either side */
    {"late", "open"},
    {"!late", "open"},
    {"late && student.first_time", "open"},
    {"late && credits.earned > 6", "false"},
    {"credits.earned > 6 && late", "false"},
    {"late || credits.earned < 6", "true"},
    {"credits.earned < 6 || late", "true"},
    {"late || credits.earned > 6", "open"},
    {"!(late || credits.earned < 6) || late", "open"},
    {"(late || student.first_time) && (late && !student.first_time) == false", "tree"},
    {"(late || student.first_time) && !(late && !student.first_time)", "true"},
    {"late && student.first_time && late && !student.first_time && late", "false"},
    {"(1 > 2 || 2 > 1) && (3 > 4 || 4 > 3)", "true"},
    {"(1 > 2 || 2 > 1) && (3 > 4 || 4 > 5)", "false"},
    {"(2 > 1 || late) && (3 > 4 || late)", "open"},
    {"(late && 2 > 1) || (late || 1 > 2) || !(late || 2 > 1)", "open"},
    {"(late && 1 > 2) || (1 > 2 || 3 > 2 && 4 > 3) && !(1 > 2)", "true"},
    {"((1 > 2 && late) && late) || late && !late", "open"},
    {"!(1 > 2 || 2 > 1) || !(1 > 2 && 2 > 1)", "true"},
    {"!(student.first_time && (late || !(credits.earned >= 5.5)))", "open"},
    /* what steps cannot say */
    {"share < 0.9", "tree"},
    {"behavior.incidents > 1.5", "tree"},
    {"behavior.incidents / 2 == 1", "tree"},
    {"-behavior.incidents < 0", "tree"},
    {"missing == 1", "tree"},
    {"notes || true", "tree"},
    {"student.grade_level < '1'", "tree"},
    {"student.grade_level + '9' == '099'", "tree"},
    {"student.first_time ? late : true", "tree"},
    {"student.grade_level in ['09', '10']", "tree"},
    {"student.first_time == true", "tree"},
    {"credits.earned", "tree"},
    {"credits.earned + 1.0", "tree"},
};

Test(flat, answers)
{
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        cr_expect_str_eq(answer_to(answers[i].expression), answers[i].answer, "%s: %s",
                         answers[i].expression, answer_to(answers[i].expression));
}

/* Fills `text` with `first` and then `more` as many times as wanted. */
static const char *repeat(char *text, const char *first, const char *more, int times)
{
    size_t size = strlen(first);
    memcpy(text, first, size);
    for (int i = 0; i < times; i++, size += strlen(more))
        memcpy(text + size, more, strlen(more));
    text[size] = '\0';
    return text;
}

Test(flat, leaves_what_is_large_to_the_tree)
{
    static char text[8192];
    /* A step for each comparison; one more joins what is no comparison alone. */
    cr_expect_str_eq(answer_to(repeat(text, "1 > 2", " || 1 > 2", 127)), "false");
    cr_expect_str_eq(answer_to(repeat(text, "1 > 2", " || 1 > 2", 128)), "tree");
    cr_expect_str_eq(answer_to(repeat(text, "late", " || !late", 42)), "open");
    cr_expect_str_eq(answer_to(repeat(text, "1 > 2", " || !late", 43)), "tree");
    cr_expect_str_eq(answer_to(repeat(text, "1", " + 1", 7)), "tree", "no bool");
    cr_expect_str_eq(answer_to(repeat(text, "9 == 1", " + 1", 8)), "true");
    cr_expect_str_eq(answer_to(repeat(text, "9 == 1", " + 1", 9)), "tree");
    /* Each parenthesis has one more answer that waits. */
    for (int depth = 14; depth <= 16; depth++) {
        repeat(text, "", "late || (late && (", depth / 2);
        repeat(text + strlen(text), depth % 2 != 0 ? "late || late" : "late", "))", depth / 2);
        cr_expect_str_eq(answer_to(text), depth <= 15 ? "open" : "tree", "depth %d", depth);
    }
}

static const struct {
    const char *expression;
    const char *answers; /* when incidents are 2, 3, 4 and unknown; the rate stays 153/170 */
} openings[] = {
    {"behavior.incidents < 3", "true false false open"},
    {"3 <= behavior.incidents", "false true true open"},
    {"3 != behavior.incidents", "true false true open"},
    {"behavior.incidents >= 3 && late", "false open open open"},
    {"behavior.incidents >= 3 && behavior.incidents < 4", "false true false open"},
    {"behavior.incidents < 3 || 4 <= behavior.incidents", "true false true open"},
    {"behavior.incidents > 2 && behavior.incidents > 3 && late", "false false open open"},
    {"behavior.incidents > 3 && late || behavior.incidents > 2", "open open open open"},
    {"behavior.incidents >= 3 && !(behavior.incidents < 4)", "false open open open"},
    {"behavior.incidents >= 3 && (behavior.incidents < 4 || late)", "false open open open"},
    {"behavior.incidents >= 3 || late", "open true true open"},
    {"behavior.incidents >= 3 && late || late", "open open open open"},
    {"!(behavior.incidents < 3)", "open open open open"},
    {"attendance.rate * 3 < behavior.incidents", "open open open open"},
    {"attendance.rate < behavior.incidents", "true true true open"},
    {"attendance.rate < 0.95", "open open open open"},
    {"behavior.incidents < credits.earned", "open open open open"},
    {"late && behavior.incidents < 3", "open open open open"},
    {"behavior.incidents > 1.5", "open open open open"},
};

Test(flat, openings)
{
    static const char *const names[] = {"false", "open", "true"};
    static const bool fixed[COUNT_OF(variables)] = {[RATE] = true};
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        char found[64] = "";
        bindings b;
        bind(&b);
        ontrack__cel_program *program = NULL;
        cr_assert_eq(compile(NULL, openings[i].expression, &program), ONTRACK_OK);
        const ontrack__cel_opening opening = ontrack__cel_open(program, b.values, fixed);
        for (int64_t incidents = 2; incidents <= 5; incidents++) {
            b.values[INCIDENTS].as.integer = incidents;
            if (incidents == 5) b.values[INCIDENTS].kind = ONTRACK__CEL_UNKNOWN;
            if (incidents > 2) strcat(found, " ");
            strcat(found, names[ontrack__cel_ask_opening(&opening, b.values)]);
        }
        cr_expect_str_eq(found, openings[i].answers, "%s: %s", openings[i].expression, found);
        ontrack__cel_free(program);
    }
}

/* A text so long that comparing it has a price. */
Test(flat, leaves_long_texts_to_the_tree)
{
    static char text[4097];
    bindings b;
    bind(&b);
    memset(text, 'x', sizeof text);
    ontrack__cel_program *program = NULL;
    cr_assert_eq(compile(NULL, "student.grade_level == 'x'", &program), ONTRACK_OK);
    b.values[GRADE].as.text = (ontrack_text){text, 4096};
    cr_expect_eq(ontrack__cel_ask(program, b.values), ONTRACK__ANSWER_FALSE);
    b.values[GRADE].as.text.size++;
    cr_expect_eq(ontrack__cel_ask(program, b.values), ONTRACK__ANSWER_OPEN);
    ontrack__cel_free(program);
}

static const char plain[] = "attendance.rate <= 0.9 && (credits.earned + 0.5 < 7 || late)";

Test(flat, takes_no_memory)
{
    bindings b;
    bind(&b);
    failing memory = {.fail_at = 1};
    const ontrack_allocator allocator = failing_allocator(&memory);
    ontrack__cel_program *program = NULL;
    ontrack__arena arena;
    ontrack__cel_value value = {.kind = ONTRACK__CEL_NULL};
    cr_assert_eq(compile(NULL, plain, &program), ONTRACK_OK);
    ontrack__arena_init(&arena, &allocator);
    cr_expect_eq(ontrack__cel_evaluate(program, b.values, &arena, NULL, &value), ONTRACK_OK);
    cr_expect(value.kind == ONTRACK__CEL_BOOL && value.as.boolean);
    cr_expect_eq(memory.calls, 0);
    ontrack__arena_free(&arena);
    ontrack__cel_free(program);
}

Test(flat, every_allocation_may_fail)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        ontrack__cel_program *program = NULL;
        const ontrack_status status = compile(&allocator, plain, &program);
        if (status == ONTRACK_OK) cr_expect_not_null(program->flat);
        ontrack__cel_free(program);
        cr_assert_eq(memory.live, 0, "call %zu", memory.fail_at);
        if (memory.calls < memory.fail_at) break;
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu", memory.fail_at);
    }
}

/* --- any condition over any values: the tree agrees --- */

enum { CONDITIONS = 4000, STUDENTS = 25, TEXT = 4000 };

static const char *pick(dice *d, const char *const *from, size_t count)
{
    return from[roll(d, count)];
}
#define PICK(from) pick(d, from, COUNT_OF(from))

static const char *const numbers[] = {"attendance.rate",
                                      "credits.earned",
                                      "behavior.incidents",
                                      "0.9",
                                      "0.5",
                                      "3",
                                      "6",
                                      "0",
                                      "-1",
                                      "9223372036854775807",
                                      "-9223372036854775808",
                                      "922337203685477.5807"};
static const char *const all_signs[] = {"<", "<=", ">", ">=", "==", "!="};
static const char *const operators[] = {"+", "-", "*"};
static const char *const bools[] = {"late", "student.first_time", "true", "false"};

static void write_on(char *text, const char *part)
{
    cr_assert_lt(strlen(text) + strlen(part), (size_t)TEXT);
    strcat(text, part);
}

static void write_number(dice *d, char *text, int depth)
{
    /* Not every sum of these is accepted: a double literal is exact only beside a decimal. */
    if (depth == 0 || roll(d, 4) != 0) {
        write_on(text, PICK(numbers));
        return;
    }
    write_on(text, "(");
    write_number(d, text, depth - 1);
    write_on(text, PICK(operators));
    write_number(d, text, depth - 1);
    write_on(text, ")");
}

static void write_leaf(dice *d, char *text)
{
    const size_t side = roll(d, 8);
    if (side == 0) {
        write_on(text, PICK(bools));
        return;
    }
    if (side == 1) {
        write_on(text, "student.grade_level");
        write_on(text, pick(d, all_signs + 4, 2));
        write_on(text, roll(d, 2) == 0 ? "'09'" : "'9'");
        return;
    }
    write_number(d, text, 2);
    write_on(text, PICK(all_signs));
    write_number(d, text, 2);
}

static void write_condition(dice *d, char *text, int depth)
{
    if (depth == 0 || roll(d, 5) == 0) {
        write_leaf(d, text);
        return;
    }
    const char *const joint = roll(d, 2) == 0 ? " && " : " || ";
    write_on(text, roll(d, 3) == 0 ? "!(" : "(");
    write_condition(d, text, depth - 1);
    for (size_t more = roll(d, 3); more > 0; more--) {
        write_on(text, joint);
        write_condition(d, text, depth - 1);
    }
    write_on(text, ")");
}

/* Numbers at and beside what the conditions compare with, and at the ends. */
static int64_t any_integer(dice *d)
{
    static const int64_t edges[] = {0,
                                    1,
                                    -1,
                                    2,
                                    3,
                                    4,
                                    6,
                                    9,
                                    10,
                                    153,
                                    170,
                                    INT32_MAX,
                                    INT32_MIN,
                                    INT64_MAX,
                                    INT64_MAX - 1,
                                    INT64_MIN,
                                    INT64_MIN + 1};
    return edges[roll(d, roll(d, 3) == 0 ? COUNT_OF(edges) : 11)];
}

static ontrack__cel_value any_value(dice *d, ontrack__cel_kind kind)
{
    ontrack__cel_value made = {.kind = kind};
    const size_t side = roll(d, 24);
    if (side < 4) {
        made.kind = ONTRACK__CEL_UNKNOWN;
    } else if (side == 4) {
        made.kind = ONTRACK__CEL_ERROR;
        made.as.text = ontrack_text_of("it is broken");
    } else if (side == 5) { /* not as declared */
        made.kind = roll(d, 2) == 0 ? ONTRACK__CEL_DOUBLE : ONTRACK__CEL_NULL;
        made.as.number = 0.9;
    } else if (kind == ONTRACK__CEL_INT) {
        made.as.integer = any_integer(d);
    } else if (kind == ONTRACK__CEL_DECIMAL) {
        const int64_t under = any_integer(d);
        made = decimal_value(any_integer(d), under > 0 ? under : 10000);
    } else if (kind == ONTRACK__CEL_BOOL) {
        made.as.boolean = roll(d, 2) == 0;
    } else {
        made = text_value(roll(d, 2) == 0 ? "09" : "9");
    }
    return made;
}

static page shown(ontrack_status status, const ontrack__cel_value *value)
{
    page p = {{0}, 0};
    if (status == ONTRACK_OK)
        show_on(&p, value);
    else
        snprintf(p.text, sizeof p.text, "status %d", (int)status);
    return p;
}

typedef struct tally {
    size_t flat, answered, open, settled_by_tree, opened;
} tally;

/* Any variable may be one that stays. */
static ontrack__cel_opening open_with(dice *d, const ontrack__cel_program *program,
                                      const bindings *b)
{
    bool fixed[COUNT_OF(variables)];
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        fixed[i] = roll(d, 2) == 0;
    return ontrack__cel_open(program, b->values, fixed);
}

static void agree(dice *d, const ontrack__cel_program *program, const char *text, tally *t)
{
    static const uint32_t read[] = {RATE, EARNED, INCIDENTS, GRADE, FIRST_TIME, LATE};
    const ontrack__cel_trace everything = {NULL, NULL};
    bindings b;
    bind(&b);
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    for (int i = 0; i < STUDENTS; i++) {
        for (size_t j = 0; j < COUNT_OF(read); j++)
            b.values[read[j]] = any_value(d, variables[read[j]].kind);
        ontrack__cel_value tree = {.kind = ONTRACK__CEL_NULL}, value = tree;
        /* With a trace there is only the tree. */
        const ontrack_status a =
            ontrack__cel_evaluate(program, b.values, &arena, &everything, &tree);
        const ontrack_status c = ontrack__cel_evaluate(program, b.values, &arena, NULL, &value);
        const page wanted = shown(a, &tree), got = shown(c, &value);
        cr_assert_str_eq(got.text, wanted.text, "%s\n gives %s,\n by the tree %s", text, got.text,
                         wanted.text);
        const ontrack__cel_answer flat = ontrack__cel_ask(program, b.values);
        t->answered += flat != ONTRACK__ANSWER_OPEN;
        t->open += flat == ONTRACK__ANSWER_OPEN;
        t->settled_by_tree += flat == ONTRACK__ANSWER_OPEN && tree.kind == ONTRACK__CEL_BOOL;
        const ontrack__cel_opening opening = open_with(d, program, &b);
        const ontrack__cel_answer opened = ontrack__cel_ask_opening(&opening, b.values);
        t->opened += opened != ONTRACK__ANSWER_OPEN;
        cr_assert(opened == flat || opened == ONTRACK__ANSWER_OPEN, "%s\n by its opening", text);
        if (flat != ONTRACK__ANSWER_OPEN)
            cr_assert(a == ONTRACK_OK && tree.kind == ONTRACK__CEL_BOOL &&
                          tree.as.boolean == (flat == ONTRACK__ANSWER_TRUE),
                      "%s\n is %s by the tree", text, wanted.text);
        ontrack__arena_reset(&arena);
    }
    ontrack__arena_free(&arena);
}

Test(flat, agrees_with_the_tree)
{
    static char text[TEXT];
    dice d = {20261126};
    tally t = {0};
    const ontrack__cel_options options = {variables, COUNT_OF(variables), true, false};
    for (int i = 0; i < CONDITIONS; i++) {
        text[0] = '\0';
        write_condition(&d, text, (int)roll(&d, 4));
        ontrack__cel_program *program = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const ontrack_status status =
            ontrack__cel_compile(NULL, ontrack_text_of(text), &options, &program, &error);
        if (status != ONTRACK_OK) continue;
        t.flat += program->flat != NULL;
        if (program->flat != NULL) agree(&d, program, text, &t);
        ontrack__cel_free(program);
    }
    cr_log_info("%zu flat, %zu answered, %zu open, %zu of them settled by the tree", t.flat,
                t.answered, t.open, t.settled_by_tree);
    cr_expect_gt(t.flat, CONDITIONS / 4);
    cr_expect_gt(t.answered, t.flat * STUDENTS / 3);
    cr_expect_gt(t.open, t.flat * STUDENTS / 10);
    cr_expect_gt(t.settled_by_tree, 0);
    cr_expect_gt(t.opened, t.answered / 20);
}
