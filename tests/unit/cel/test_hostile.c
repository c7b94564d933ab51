/* Expressions that nobody would write, made from ones that somebody did: whatever comes, it ends
 * as a value or as an error with a place. The same ones each run. */
#include "support.h"
#include "support/dice.h"

#include <jansson.h>

static const char *const seeds[] = {
    "attendance.rate <= 0.9 && credits.earned < 6",
    "credits.earned + 0.5 * 2.0 >= 5u || missing > 3",
    "student.attributes['home language'] == 'es' ? late : student.first_time",
    "has(student.attributes.lunch) && student.attributes.lunch in ['free', 'reduced']",
    "student.grade_level.matches('^0?(9|10)$') && size(student.grade_level) == 2",
    "[1, 2u, 3.5, credits.earned].filter(x, x > 1).map(x, string(x)).exists(s, s == '2')",
    "{'a': [1], true: {2: null}}[true][2] == null",
    "[[1, 2], [3]].all(r, r.exists_one(x, x % 2 == 1 && -x < 0))",
    "r'raw\\n' + \"\\u00e9\\x41\\101\" + '''it's''' != \"\"\"quoted\"\"\"",
    "a.b.c == 'two' && (a).b.c == dyn(1) && .a['b'].c == 1",
    "!(int('7') == 7u) || double('1e3') > 9.5e2 || uint(1.9) == 1u || bool('true')",
    "type(1) == int && type([]) == list && type(type) == type",
    "0x1F - -0x10 == 47 // a comment\n && true",
    "(notes ? 1 : 2) + (missing ? 3 : 4) == 0 || 1 / 0 == 1 || 9223372036854775807 + 1 > 0",
};

static const char *const tokens[] = {"&&",
                                     "||",
                                     "!",
                                     "-",
                                     "+",
                                     "*",
                                     "/",
                                     "%",
                                     "==",
                                     "!=",
                                     "<",
                                     "<=",
                                     ">",
                                     ">=",
                                     "in",
                                     "?",
                                     ":",
                                     "(",
                                     ")",
                                     "[",
                                     "]",
                                     "{",
                                     "}",
                                     ",",
                                     ".",
                                     "true",
                                     "false",
                                     "null",
                                     "0",
                                     "1u",
                                     "1.5",
                                     "1e308",
                                     "9223372036854775807",
                                     "'x'",
                                     "r'\\'",
                                     "\"\"\"",
                                     "`a b`",
                                     "b'x'",
                                     "has(",
                                     "size(",
                                     ".map(x,",
                                     ".all(y,",
                                     ".matches('(a+)+$')",
                                     "dyn(",
                                     "missing",
                                     "credits.earned",
                                     "\xC3\xA9",
                                     "\\",
                                     "\xFF",
                                     "//",
                                     "\n",
                                     " ",
                                     "'\\ud83d'",
                                     "timestamp(",
                                     ".exists_one(z, z == z)",
                                     "[0,1,2,3,4,5,6,7].map(q,"};

enum { ROUNDS = 12000, SIZE = 600 };

typedef struct draft {
    char text[SIZE];
    size_t size;
} draft;

/* Puts `count` bytes in the place of `gone` ones at `at`, as far as there is room. */
static void replace(draft *t, size_t at, size_t gone, const char *bytes, size_t count)
{
    if (t->size - gone + count > SIZE) return;
    memmove(t->text + at + count, t->text + at + gone, t->size - at - gone);
    memcpy(t->text + at, bytes, count);
    t->size += count - gone;
}

static void mutate(draft *t, dice *d, ontrack_text other)
{
    char copy[SIZE];
    const size_t at = roll(d, t->size + 1), left = t->size - at;
    const size_t span = left == 0 ? 0 : roll(d, left < 12 ? left + 1 : 13);
    const char *token = tokens[roll(d, COUNT_OF(tokens))];
    const char byte = (char)roll(d, 256);
    memcpy(copy, t->text, t->size);
    switch (roll(d, 6)) {
    case 0:
        replace(t, at, span, token, strlen(token));
        break;
    case 1:
        replace(t, at, 0, token, strlen(token));
        break;
    case 2:
        replace(t, at, span, "", 0);
        break;
    case 3:
        replace(t, at, 0, copy + at, span);
        break;
    case 4:
        replace(t, at, left > 0, &byte, 1);
        break;
    default:
        replace(t, at, left, other.data + other.size / 2, other.size - other.size / 2);
    }
}

static void ignore(void *user, const ontrack__cel_comparison *seen)
{
    cr_assert(seen->line >= 1 && seen->column >= 1);
    ++*(size_t *)user;
}

static bool ignore_key(void *user, ontrack_text key, int32_t line, int32_t column)
{
    *(size_t *)user += key.size;
    return line >= 1 && column >= 1;
}

typedef struct tally {
    size_t compiled, values, unknowns, errors, limits, heard;
} tally;

/* Evaluates with and without a trace; both must give the same, unless a trace reached the limit. */
static void evaluate(const ontrack__cel_program *program, tally *t)
{
    bindings b;
    bind(&b);
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    ontrack__cel_value plain = {.kind = ONTRACK__CEL_NULL}, traced = plain;
    const ontrack__cel_trace trace = {ignore, &t->heard};
    const ontrack_status a = ontrack__cel_evaluate(program, b.values, &arena, NULL, &plain);
    const ontrack_status c = ontrack__cel_evaluate(program, b.values, &arena, &trace, &traced);
    cr_assert(a == ONTRACK_OK || a == ONTRACK_LIMIT);
    cr_assert(c == a || c == ONTRACK_LIMIT);
    if (c == ONTRACK_OK) cr_assert_eq(plain.kind, traced.kind);
    if (c == ONTRACK_OK && plain.kind == ONTRACK__CEL_BOOL)
        cr_assert_eq(plain.as.boolean, traced.as.boolean);
    t->limits += a == ONTRACK_LIMIT;
    t->unknowns += a == ONTRACK_OK && plain.kind == ONTRACK__CEL_UNKNOWN;
    t->errors += a == ONTRACK_OK && plain.kind == ONTRACK__CEL_ERROR;
    t->values += a == ONTRACK_OK && plain.kind < ONTRACK__CEL_UNKNOWN;
    if (a == ONTRACK_OK && plain.kind == ONTRACK__CEL_UNKNOWN)
        cr_assert_gt(plain.as.unknown.count, 0);
    ontrack__arena_free(&arena);
}

static void try_out(ontrack_text text, bool lenient, tally *t)
{
    const ontrack__cel_options options = {variables, COUNT_OF(variables), !lenient, lenient};
    ontrack__cel_program *program = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    size_t seen = 0;
    const ontrack_status status = ontrack__cel_compile(NULL, text, &options, &program, &error);
    if (status != ONTRACK_OK) {
        cr_assert(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT);
        cr_assert(error.status == status && error.message[0] != '\0');
        cr_assert(error.line >= 1 && error.column >= 1, "%s", error.message);
        return;
    }
    t->compiled++;
    ontrack__cel_keys(program, ATTRIBUTES, ignore_key, &seen);
    evaluate(program, t);
    ontrack__cel_free(program);
}

static void torment(const ontrack_text *texts, size_t count, uint64_t seed, tally *t)
{
    dice d = {seed};
    for (int i = 0; i < ROUNDS; i++) {
        const ontrack_text text = texts[roll(&d, count)];
        draft made = {{0}, text.size < SIZE ? text.size : SIZE};
        memcpy(made.text, text.data, made.size);
        for (size_t more = 1 + roll(&d, 4); more > 0; more--)
            mutate(&made, &d, texts[roll(&d, count)]);
        const ontrack_text mutant = {made.text, made.size};
        try_out(mutant, i % 2 == 0, t);
    }
}

Test(hostile, mutations)
{
    ontrack_text texts[COUNT_OF(seeds)];
    tally t = {0};
    for (size_t i = 0; i < COUNT_OF(seeds); i++) {
        texts[i] = ontrack_text_of(seeds[i]);
        try_out(texts[i], false, &t);
        cr_expect_eq(t.compiled, i + 1, "%s", seeds[i]);
    }
    torment(texts, COUNT_OF(seeds), 20240917, &t);
    /* Enough of each came through that the evaluation was tormented too. */
    cr_expect(t.compiled > ROUNDS / 20 && t.values > 100 && t.unknowns > 100 && t.errors > 100,
              "%zu compiled, %zu values, %zu unknown, %zu errors, %zu limits", t.compiled, t.values,
              t.unknowns, t.errors, t.limits);
    cr_expect_gt(t.heard, 100);
}

Test(hostile, mutations_of_the_conformance_cases)
{
    json_t *rows = json_load_file(ONTRACK_SHARED_DATA "/cel/cases.json", JSON_ALLOW_NUL, NULL);
    if (rows == NULL) cr_skip_test("the conformance cases are not here");
    const size_t count = json_array_size(rows);
    ontrack_text *texts = calloc(count, sizeof *texts);
    tally t = {0};
    cr_assert(texts != NULL && count > 100);
    for (size_t i = 0; i < count; i++) {
        json_t *text = json_object_get(json_array_get(rows, i), "expr");
        texts[i].data = json_string_value(text);
        texts[i].size = json_string_length(text);
    }
    torment(texts, count, 314159265, &t);
    cr_expect(t.compiled > ROUNDS / 20 && t.values > 100 && t.errors > 100,
              "%zu compiled, %zu values, %zu errors", t.compiled, t.values, t.errors);
    free(texts);
    json_decref(rows);
}
