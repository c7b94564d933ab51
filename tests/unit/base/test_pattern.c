#include "base/pattern.h"
#include "support/failing.h"

#include <criterion/criterion.h>
#include <time.h>

static const struct {
    const char *label, *pattern, *subject;
    bool matched;
} rows[] = {
    {"anywhere", "ubb", "hubba", true},
    {"nowhere", "foo|bar", "", false},
    {"empty pattern", "", "cows", true},
    {"alternatives", "^(U|UX|TRU)$", "UX", true},
    {"anchored", "^(U|UX|TRU)$", "UXX", false},
    {"prefix", "^OSS", "OSS3", true},
    {"any case", "(?i)^alg", "ALGEBRA 1", true},
    {"whole characters", "^.$", "\xC3\xB1", true},
    {"beyond the first plane", "^.$", "\xF0\x9F\x98\x80", true},
    {"dollar is the very end", "a$", "a\n", false},
    {"a dot is no line feed", "a.b", "a\nb", false},
    {"a dot is a carriage return", "a.b", "a\rb", true},
};

Test(pattern, match)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack__pattern *pattern = NULL;
        cr_assert_eq(
            ontrack__pattern_compile(NULL, ontrack_text_of(rows[i].pattern), &pattern, &error),
            ONTRACK_OK, "%s: %s", rows[i].label, error.message);
        bool matched = !rows[i].matched;
        cr_expect_eq(
            ontrack__pattern_match(pattern, ontrack_text_of(rows[i].subject), &matched, &error),
            ONTRACK_OK, "%s: %s", rows[i].label, error.message);
        cr_expect_eq(matched, rows[i].matched, "%s", rows[i].label);
        ontrack__pattern_free(pattern);
    }
}

static const struct {
    const char *label, *pattern;
    int column;
} bad[] = {
    {"open parenthesis", "ab(", 4},     {"open class", "[ab", 4},   {"nothing to repeat", "*a", 1},
    {"bytes of characters", "a\\C", 4}, {"not UTF-8", "ab\xFF", 3}, {"unknown escape", "a\\y", 3},
};

Test(pattern, refuses_with_a_place)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack__pattern *pattern = NULL;
        const ontrack_status status =
            ontrack__pattern_compile(NULL, ontrack_text_of(bad[i].pattern), &pattern, &error);
        cr_expect_eq(status, ONTRACK_INVALID_RULES, "%s", bad[i].label);
        cr_expect_eq(error.column, bad[i].column, "%s: %d", bad[i].label, (int)error.column);
        cr_expect_neq(error.message[0], '\0', "%s", bad[i].label);
        cr_expect_null(pattern, "%s", bad[i].label);
    }
}

Test(pattern, limits)
{
    char text[ONTRACK__PATTERN_LIMIT + 2];
    ontrack__pattern *pattern = NULL;
    memset(text, 'a', sizeof text);
    const ontrack_text fits = {text, ONTRACK__PATTERN_LIMIT}, over = {text, fits.size + 1};
    cr_expect_eq(ontrack__pattern_compile(NULL, over, &pattern, NULL), ONTRACK_LIMIT);
    cr_assert_eq(ontrack__pattern_compile(NULL, fits, &pattern, NULL), ONTRACK_OK);
    ontrack__pattern_free(pattern);

    memset(text, '(', 51);
    memset(text + 51, ')', 51);
    const ontrack_text deep = {text, 102}, shallow = {text + 1, 100};
    cr_expect_eq(ontrack__pattern_compile(NULL, deep, &pattern, NULL), ONTRACK_INVALID_RULES);
    cr_assert_eq(ontrack__pattern_compile(NULL, shallow, &pattern, NULL), ONTRACK_OK);
    ontrack__pattern_free(pattern);
}

/* Patterns that take exponential time end at the limit, soon. */
Test(pattern, catastrophic)
{
    static const char *const patterns[] = {"(a+)+$", "(a|aa)+$", "(a*)*[bc]", "((a+)*)*$",
                                           "^(([a-z])+.)+[A-Z]([a-z])+$"};
    char subject[5000];
    memset(subject, 'a', sizeof subject - 1);
    subject[sizeof subject - 1] = '!';
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack__pattern *pattern = NULL;
        cr_assert_eq(ontrack__pattern_compile(NULL, ontrack_text_of(patterns[i]), &pattern, NULL),
                     ONTRACK_OK);
        bool matched = true;
        const ontrack_text text = {subject, sizeof subject};
        const clock_t start = clock();
        cr_expect_eq(ontrack__pattern_match(pattern, text, &matched, &error), ONTRACK_LIMIT, "%s",
                     patterns[i]);
        cr_expect_lt(clock() - start, CLOCKS_PER_SEC / 2, "%s", patterns[i]);
        cr_expect_eq(error.status, ONTRACK_LIMIT);
        ontrack__pattern_free(pattern);
    }
}

Test(pattern, one_that_calls_itself_is_told_so)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack__pattern *pattern = NULL;
    bool matched = false;
    cr_assert_eq(ontrack__pattern_compile(NULL, ontrack_text_of("(?R)"), &pattern, NULL),
                 ONTRACK_OK);
    cr_expect_eq(ontrack__pattern_match(pattern, ontrack_text_of("x"), &matched, &error),
                 ONTRACK_LIMIT);
    cr_expect_not_null(strstr(error.message, "calls itself without end"));
    ontrack__pattern_free(pattern);
}

/* What districts write stays far below the limits, on a long title too. */
Test(pattern, sensible_patterns_fit)
{
    static const char *const patterns[] = {
        "(?i)\\b(algebra|geometry|math(ematics)?|calculus|statistics)\\b.*\\b(honors|ap|ib)\\b",
        "^[A-Z]{2,4}-?[0-9]{2,4}[A-Z]?$", ".*(fight|assault).*(staff|teacher).*", "\\s+$"};
    char subject[400];
    for (size_t i = 0; i < sizeof subject; i++)
        subject[i] = "algebra math fight "[i % 19];
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack__pattern *pattern = NULL;
        cr_assert_eq(ontrack__pattern_compile(NULL, ontrack_text_of(patterns[i]), &pattern, NULL),
                     ONTRACK_OK);
        bool matched = false;
        const ontrack_text text = {subject, sizeof subject};
        cr_expect_eq(ontrack__pattern_match(pattern, text, &matched, &error), ONTRACK_OK, "%s: %s",
                     patterns[i], error.message);
        ontrack__pattern_free(pattern);
    }
}

Test(pattern, subject_that_is_no_utf8)
{
    ontrack__pattern *pattern = NULL;
    bool matched = false;
    cr_assert_eq(ontrack__pattern_compile(NULL, ontrack_text_of("a"), &pattern, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack__pattern_match(pattern, ontrack_text_of("\xC3(a"), &matched, NULL),
                 ONTRACK_INVALID_DATA);
    cr_expect_not(matched);
    ontrack__pattern_free(pattern);
    ontrack__pattern_free(NULL);
}

static ontrack_status work(const ontrack_allocator *allocator, bool *matched)
{
    ontrack__pattern *pattern = NULL;
    ontrack_status status =
        ontrack__pattern_compile(allocator, ontrack_text_of("(a|b)+c$"), &pattern, NULL);
    if (status == ONTRACK_OK)
        status = ontrack__pattern_match(pattern, ontrack_text_of("ababc"), matched, NULL);
    ontrack__pattern_free(pattern);
    return status;
}

Test(pattern, every_allocation_may_fail)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        bool matched = false;
        const ontrack_status status = work(&allocator, &matched);
        cr_assert_eq(memory.live, 0, "call %zu", memory.fail_at);
        cr_assert_eq(memory.bytes, 0, "call %zu", memory.fail_at);
        if (memory.calls < memory.fail_at) {
            cr_expect(status == ONTRACK_OK && matched);
            cr_expect_gt(memory.calls, 4);
            break;
        }
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu", memory.fail_at);
    }
}
