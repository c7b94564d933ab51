#include "review/span.h"

#include "base/buffer.h"

#include <string.h>

enum { DIGITS = 4 };

/* ---- whole numbers ---- */

static bool is_whole(ontrack__rational number)
{
    return number.numerator % number.denominator == 0;
}

/* The greatest whole number not above it. */
static int64_t floor_of(ontrack__rational number)
{
    const int64_t cut = number.numerator / number.denominator;
    return number.numerator < 0 && !is_whole(number) ? cut - 1 : cut;
}

/* Of whole numbers, "above 5" is "from 6". */
static void tighten(ontrack__span *span)
{
    if (!span->whole) return;
    if (span->low.given) {
        const int64_t below = floor_of(span->low.at);
        const bool next = span->low.open || !is_whole(span->low.at);
        span->low.at = (ontrack__rational){next ? below + 1 : below, 1};
        span->low.open = false;
    }
    if (span->high.given) {
        const int64_t below = floor_of(span->high.at);
        const bool before = span->high.open && is_whole(span->high.at);
        span->high.at = (ontrack__rational){before ? below - 1 : below, 1};
        span->high.open = false;
    }
}

/* ---- making ---- */

ontrack__span ontrack__span_all(bool whole)
{
    const ontrack__span all = {{false, false, {0, 1}}, {false, false, {0, 1}}, whole};
    return all;
}

ontrack__span ontrack__span_at(ontrack__rational number)
{
    const ontrack__span one = {{true, false, number}, {true, false, number}, false};
    return one;
}

ontrack__span ontrack__span_between(int64_t low, int64_t high)
{
    const ontrack__span span = {{true, false, {low, 1}}, {true, false, {high, 1}}, false};
    return span;
}

/* The end that leaves less: `sign` 1 for the greater one, -1 for the smaller one. */
static ontrack__end narrower(ontrack__end a, ontrack__end b, int sign)
{
    if (!a.given) return b;
    if (!b.given) return a;
    const int order = ontrack__rational_compare(a.at, b.at) * sign;
    if (order != 0) return order > 0 ? a : b;
    return a.open ? a : b;
}

ontrack__span ontrack__span_common(const ontrack__span *a, const ontrack__span *b)
{
    ontrack__span common = {narrower(a->low, b->low, 1), narrower(a->high, b->high, -1),
                            a->whole || b->whole};
    tighten(&common);
    return common;
}

ontrack__span ontrack__span_between_two(const ontrack__span *a, const ontrack__span *b)
{
    ontrack__span gap = {a->high, b->low, a->whole || b->whole};
    gap.low.open = !a->high.open;
    gap.high.open = !b->low.open;
    tighten(&gap);
    return gap;
}

/* ---- asking ---- */

bool ontrack__span_is_empty(const ontrack__span *span)
{
    if (!span->low.given || !span->high.given) return false;
    const int order = ontrack__rational_compare(span->low.at, span->high.at);
    return order > 0 || (order == 0 && (span->low.open || span->high.open));
}

bool ontrack__span_is_point(const ontrack__span *span)
{
    return span->low.given && span->high.given && !ontrack__span_is_empty(span) &&
           ontrack__rational_compare(span->low.at, span->high.at) == 0;
}

static bool same_end(ontrack__end a, ontrack__end b)
{
    if (!a.given || !b.given) return a.given == b.given;
    return a.open == b.open && ontrack__rational_compare(a.at, b.at) == 0;
}

bool ontrack__span_equal(const ontrack__span *a, const ontrack__span *b)
{
    return same_end(a->low, b->low) && same_end(a->high, b->high);
}

bool ontrack__span_covers(const ontrack__span *outer, const ontrack__span *inner)
{
    const ontrack__span common = ontrack__span_common(outer, inner);
    return ontrack__span_is_empty(inner) || ontrack__span_equal(&common, inner);
}

bool ontrack__span_begins_below(const ontrack__span *a, const ontrack__span *b)
{
    if (!b->low.given) return false;
    if (!a->low.given) return true;
    const int order = ontrack__rational_compare(a->low.at, b->low.at);
    return order < 0 || (order == 0 && !a->low.open && b->low.open);
}

/* ---- printing ---- */

/* Up to four places, without trailing zeros. */
static bool put_number(ontrack__rational number, ontrack_buffer *out)
{
    char text[48];
    size_t size = ontrack__rational_format(number, DIGITS, text);
    while (strchr(text, '.') != NULL && (text[size - 1] == '0' || text[size - 1] == '.'))
        text[--size] = '\0';
    return ontrack__buffer_append(out, text, size);
}

static bool put_end(const char *words, ontrack__rational at, ontrack_buffer *out)
{
    return ontrack__buffer_string(out, words) && put_number(at, out);
}

bool ontrack__span_print(const ontrack__span *span, ontrack_buffer *out)
{
    const ontrack__end low = span->low, high = span->high;
    if (!low.given && !high.given) return ontrack__buffer_string(out, "any value");
    if (ontrack__span_is_point(span)) return put_end("exactly ", low.at, out);
    if (!low.given) return put_end(high.open ? "below " : "up to ", high.at, out);
    if (!high.given)
        return put_end(low.open ? "above " : "from ", low.at, out) &&
               (low.open || ontrack__buffer_string(out, " on"));
    return put_end(low.open ? "above " : "from ", low.at, out) &&
           put_end(high.open ? " to below " : " to ", high.at, out);
}
