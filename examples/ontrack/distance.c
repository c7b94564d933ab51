#include "distance.h"

#include "words.h"

#include <stdio.h>
#include <string.h>

enum { FEW_DIGITS = 4, MANY_DIGITS = 9 };

/* ---- arithmetic ---- */

/* left / right rounded towards minus infinity; right is above 0. */
static int64_t floor_divide(int64_t left, int64_t right)
{
    return left / right - (left % right < 0 ? 1 : 0);
}

/* The least k >= 0 with k * step >= need (or > need). */
static int64_t least_steps(int64_t need, int64_t step, bool or_equal)
{
    int64_t k = or_equal ? floor_divide(need - 1, step) + 1 : floor_divide(need, step) + 1;
    return k < 0 ? 0 : k;
}

static bool is_upper(int64_t present, int64_t enrolled, int64_t bar, bool or_equal)
{
    int64_t left = present * ONTRACK_DECIMAL_ONE, right = bar * enrolled;
    return or_equal ? left >= right : left > right;
}

int64_t distance_days_ahead(int64_t present, int64_t enrolled, int64_t day, int64_t bar,
                            bool or_equal)
{
    int64_t lead = present * ONTRACK_DECIMAL_ONE - bar * enrolled;
    if (is_upper(present, enrolled, bar, or_equal)) /* each absence moves the bar by bar * day */
        return bar <= 0 ? -1 : least_steps(lead, bar * day, !or_equal);
    if (bar >= ONTRACK_DECIMAL_ONE) return -1;
    return least_steps(-lead, (ONTRACK_DECIMAL_ONE - bar) * day, or_equal);
}

int64_t distance_days_within(int64_t present, int64_t enrolled, int64_t day, int64_t bar,
                             bool or_equal)
{
    int64_t lead = present * ONTRACK_DECIMAL_ONE - bar * enrolled;
    bool upper = is_upper(present, enrolled, bar, or_equal);
    int64_t room = upper ? present : enrolled - present;
    int64_t days = upper ? least_steps(lead, day * ONTRACK_DECIMAL_ONE, !or_equal)
                         : least_steps(-lead, day * ONTRACK_DECIMAL_ONE, or_equal);
    return days * day <= room ? days : -1;
}

/* ---- the comparison with its named side on the left ---- */

typedef struct sides {
    const char *operator_, *name, *bar_name;
    const ontrack_value *value, *bar;
} sides;

static const char *mirrored(const char *operator_)
{
    static const char *const pairs[][2] = {{"<", ">"}, {"<=", ">="}, {">", "<"}, {">=", "<="}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(operator_, pairs[i][0]) == 0) return pairs[i][1];
    return operator_;
}

static sides named_side_left(const ontrack_comparison *c)
{
    if (c->left_name == NULL && c->right_name != NULL)
        return (sides){mirrored(c->operator_), c->right_name, NULL, &c->right, &c->left};
    return (sides){c->operator_, c->left_name, c->right_name, &c->left, &c->right};
}

/* Whether equality belongs to the upper side of the bar: "x >= bar" and "x < bar" part there. */
static bool equal_is_upper(const char *operator_)
{
    return strcmp(operator_, ">=") == 0 || strcmp(operator_, "<") == 0;
}

static bool is_order(const char *operator_)
{
    return operator_[0] == '<' || operator_[0] == '>';
}

/* ---- sentences ---- */

typedef struct sentence {
    char *text;
    size_t size;
} sentence;

static void append(sentence *to, const char *text)
{
    for (; *text != '\0' && to->size + 1 < DISTANCE_SIZE; text++)
        to->text[to->size++] = *text;
    to->text[to->size] = '\0';
}

static void append_number(sentence *to, int64_t number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    append(to, digits);
}

static int64_t denominator(const ontrack_value *value)
{
    return value->kind == ONTRACK_KIND_RATIO     ? value->denominator
           : value->kind == ONTRACK_KIND_DECIMAL ? ONTRACK_DECIMAL_ONE
                                                 : 1;
}

/* -1, 0 or 1; the products of a state's days and credits stay far below 64 bits. */
static int compare(const ontrack_value *left, const ontrack_value *right)
{
    long double a = (long double)left->number * (long double)denominator(right);
    long double b = (long double)right->number * (long double)denominator(left);
    return a < b ? -1 : a > b;
}

/* Few digits, unless two different values would then read the same. */
static int digits_for(const ontrack_value *left, const ontrack_value *right)
{
    char a[ONTRACK_VALUE_SIZE], b[ONTRACK_VALUE_SIZE];
    for (int digits = FEW_DIGITS; digits < MANY_DIGITS; digits++) {
        words_format_value(left, digits, a, sizeof a);
        words_format_value(right, digits, b, sizeof b);
        if (strcmp(a, b) != 0) return digits;
    }
    return MANY_DIGITS;
}

static void append_value(sentence *to, const ontrack_value *value, int digits)
{
    char text[ONTRACK_VALUE_SIZE];
    words_format_value(value, digits, text, sizeof text);
    append(to, text);
}

static void append_bar(sentence *to, const sides *at, int digits)
{
    if (at->bar_name != NULL) {
        append(to, at->bar_name);
        append(to, ", which is ");
    }
    append_value(to, at->bar, digits);
}

static void append_distance(sentence *to, const sides *at, const ontrack_value *margin)
{
    int order = compare(at->value, at->bar);
    int digits = order == 0 ? FEW_DIGITS : digits_for(at->value, at->bar);
    append(to, at->name == NULL ? "the left side" : at->name);
    append(to, order == 0 ? " is exactly " : " is ");
    if (order != 0) {
        append_value(to, at->value, digits);
        append(to, ", ");
        if (margin->kind != ONTRACK_KIND_UNKNOWN) {
            append_value(to, margin, digits);
            append(to, " ");
        }
        append(to, order < 0 ? "below " : "above ");
    }
    append_bar(to, at, digits);
}

/* What would follow: "would flag", "would clear the flag", or only this part would turn. */
static const char *consequence(bool holds, bool alone)
{
    if (!alone) return " would turn this part of the condition over";
    return holds ? " would clear it" : " would flag";
}

/* Whole numbers: the first one on the upper side of the bar, and how many lie between. */
static void append_count_steps(sentence *to, const sides *at, bool holds, bool alone)
{
    int64_t bar = at->bar->kind == ONTRACK_KIND_COUNT ? at->bar->number * ONTRACK_DECIMAL_ONE
                                                      : at->bar->number;
    int64_t upper = equal_is_upper(at->operator_) ? floor_divide(bar - 1, ONTRACK_DECIMAL_ONE) + 1
                                                  : floor_divide(bar, ONTRACK_DECIMAL_ONE) + 1;
    bool fewer = at->value->number >= upper;
    int64_t steps = fewer ? at->value->number - upper + 1 : upper - at->value->number;
    if (fewer && upper <= 0) return; /* a count below 0 is none */
    append(to, "; ");
    append_number(to, steps);
    append(to, fewer ? " fewer" : " more");
    append(to, consequence(holds, alone));
}

static void append_day_steps(sentence *to, const sides *at, bool to_date, bool holds, bool alone)
{
    bool or_equal = equal_is_upper(at->operator_);
    int64_t bar = at->bar->kind == ONTRACK_KIND_COUNT ? at->bar->number * ONTRACK_DECIMAL_ONE
                                                      : at->bar->number;
    const ontrack_value *rate = at->value;
    int64_t days = (to_date ? distance_days_ahead : distance_days_within)(
        rate->number, rate->denominator, ONTRACK_DECIMAL_ONE, bar, or_equal);
    bool upper = is_upper(rate->number, rate->denominator, bar, or_equal);
    if (days < 0) return;
    append(to, "; ");
    append_number(to, days);
    append(to, to_date ? (upper ? " more absent day" : " more present day")
                       : (upper ? " more counted absent day" : " fewer counted absent day"));
    append(to, days == 1 ? "" : "s");
    append(to, to_date ? (days == 1 ? ", the next one," : ", the next ones,")
                       : " in a window of as many days");
    append(to, consequence(holds, alone));
}

/* The reading's measure: a rate over the year to date goes on with the next school days, one with
 * a window of its own does not. */
static bool is_attendance_rate(const distance_view *view, const char *name, bool *to_date)
{
    for (size_t i = 0; name != NULL && i < ontrack_ruleset_reading_count(view->ruleset); i++) {
        const ontrack_reading *reading = ontrack_ruleset_reading_at(view->ruleset, i);
        if (strcmp(reading->name, name) != 0) continue;
        *to_date = strcmp(reading->name, reading->measure) == 0;
        return strcmp(reading->measure, "attendance.rate") == 0 &&
               (*to_date ? view->days_to_date : view->days_within);
    }
    return false;
}

void distance_describe(const ontrack_comparison *comparison, const distance_view *view, bool alone,
                       char out[DISTANCE_SIZE])
{
    sentence text = {out, 0};
    sides at = named_side_left(comparison);
    bool to_date = false;
    bool plain_bar = at.bar->kind == ONTRACK_KIND_COUNT || at.bar->kind == ONTRACK_KIND_DECIMAL;
    append_distance(&text, &at, &comparison->margin);
    if (!is_order(at.operator_) || !plain_bar) return;
    if (at.value->kind == ONTRACK_KIND_COUNT)
        append_count_steps(&text, &at, comparison->holds, alone);
    else if (at.value->kind == ONTRACK_KIND_RATIO && is_attendance_rate(view, at.name, &to_date))
        append_day_steps(&text, &at, to_date, comparison->holds, alone);
}
