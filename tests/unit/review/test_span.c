/* Spans of numbers: what they share, what lies between them, how they read. */
#include "review/span.h"

#include "base/buffer.h"

#include <criterion/criterion.h>
#include <string.h>

/* "<6", ">=2", "=5" and two of them joined by a blank, "" for all. */
static ontrack__span span(const char *text, bool whole)
{
    ontrack__span all = ontrack__span_all(whole);
    char copy[64];
    strcpy(copy, text);
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        ontrack__span one = ontrack__span_all(false);
        const bool closed = word[1] == '=';
        ontrack__rational at;
        cr_assert(ontrack__rational_from_double(strtod(word + 1 + closed, NULL), &at));
        const ontrack__end end = {true, !closed, at};
        if (word[0] == '<') one.high = end;
        if (word[0] == '>') one.low = end;
        if (word[0] == '=') one = ontrack__span_at(at);
        all = ontrack__span_common(&all, &one);
    }
    return all;
}

static const struct {
    const char *text;
    bool whole;
    const char *words; /* NULL: it is empty */
} rows[] = {
    {"", false, "any value"},
    {"<6", false, "below 6"},
    {"<=6", false, "up to 6"},
    {">0.9", false, "above 0.9"},
    {">=2", false, "from 2 on"},
    {">=2 <6", false, "from 2 to below 6"},
    {">2 <=6", false, "above 2 to 6"},
    {">=6 <=6", false, "exactly 6"},
    {">6 <=6", false, NULL},
    {">6 <5", false, NULL},
    {">2 <6", true, "from 3 to 5"},
    {">2.5 <4.5", true, "from 3 to 4"},
    {">2 <3", true, NULL},
    {">-3 <-1", true, "exactly -2"},
    {">=-2.5", true, "from -2 on"},
};

Test(span, read_in_words)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_buffer text = ONTRACK_BUFFER_INIT;
        const ontrack__span one = span(rows[i].text, rows[i].whole);
        cr_expect_eq(ontrack__span_is_empty(&one), rows[i].words == NULL, "%s", rows[i].text);
        if (rows[i].words != NULL && ontrack__span_print(&one, &text))
            cr_expect_str_eq(text.data, rows[i].words, "%s: %s", rows[i].text, text.data);
        ontrack_buffer_dispose(&text);
    }
}

static const struct {
    const char *low, *high;
    bool whole;
    const char *between; /* NULL: nothing */
} pairs[] = {
    {">=2 <5", ">=6", false, "from 5 to below 6"}, {">=2 <6", ">=6", false, NULL},
    {">=2 <6", ">6", false, "exactly 6"},          {">=2 <=5", ">=6", true, NULL},
    {">=2 <5", ">5", true, "exactly 5"},           {">=2 <=6", ">=6", false, NULL},
};

Test(span, what_lies_between)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ontrack_buffer text = ONTRACK_BUFFER_INIT;
        const ontrack__span low = span(pairs[i].low, pairs[i].whole);
        const ontrack__span high = span(pairs[i].high, pairs[i].whole);
        const ontrack__span gap = ontrack__span_between_two(&low, &high);
        cr_expect(ontrack__span_begins_below(&low, &high));
        cr_expect_not(ontrack__span_begins_below(&high, &low));
        cr_expect_eq(ontrack__span_is_empty(&gap), pairs[i].between == NULL, "%s %s", pairs[i].low,
                     pairs[i].high);
        if (pairs[i].between != NULL && ontrack__span_print(&gap, &text))
            cr_expect_str_eq(text.data, pairs[i].between, "%s", text.data);
        ontrack_buffer_dispose(&text);
    }
}

Test(span, covering)
{
    const ontrack__span wide = span(">=2", false), narrow = span(">2 <6", false);
    cr_expect(ontrack__span_covers(&wide, &narrow));
    cr_expect_not(ontrack__span_covers(&narrow, &wide));
    cr_expect(ontrack__span_covers(&wide, &wide));
}
