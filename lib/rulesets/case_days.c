#include "rulesets/case_days.h"

#include "rulesets/cases.h"

static const ontrack__json_shape range_keys[] = {
    {"from", 1u << ONTRACK__JSON_STRING, false},
    {"to", 1u << ONTRACK__JSON_STRING, false},
    {"days", 1u << ONTRACK__JSON_INTEGER, false},
    {"except", 1u << ONTRACK__JSON_ARRAY, false},
};
enum { KEYS = sizeof range_keys / sizeof *range_keys };

bool ontrack__is_range_key(const char *name)
{
    for (size_t i = 0; i < KEYS; i++)
        if (strcmp(name, range_keys[i].name) == 0) return true;
    return false;
}

bool ontrack__has_range(const ontrack__json_value *row)
{
    for (size_t i = 0; i < KEYS; i++)
        if (ontrack__json_get(row, range_keys[i].name) != NULL) return true;
    return false;
}

ontrack_status ontrack__case_date(const ontrack__json_cursor *at, ontrack_date *out,
                                  ontrack_error *error)
{
    if (ontrack__json_kind_of(at->value) == ONTRACK__JSON_STRING &&
        ontrack_date_parse(ontrack__json_text(at->value), out))
        return ONTRACK_OK;
    return ontrack__json_fail(at, error, "must be a day as YYYY-MM-DD, from 1900 to 2199");
}

/* A range as it is written. */
typedef struct range {
    ontrack_date from, to; /* to: NONE when days are counted */
    int64_t days;          /* 0: up to `to` */
    ontrack__case_days except;
} range;

static ontrack_status read_except(const ontrack__json_cursor *row, ontrack__arena *arena,
                                  range *out, ontrack_error *error)
{
    const ontrack__json_cursor list = ontrack__json_member(row, "except");
    const size_t count = list.value == NULL ? 0 : ontrack__json_count(list.value);
    ontrack_date *days = ontrack__arena_allocate(arena, count, sizeof *days);
    if (days == NULL) return ontrack__no_memory(error);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        const ontrack__json_cursor item = ontrack__json_item(&list, i);
        status = ontrack__case_date(&item, &days[i], error);
    }
    out->except.days = days;
    out->except.count = count;
    return status;
}

static ontrack_status read_ends(const ontrack__json_cursor *row, ontrack_date next, range *out,
                                ontrack_error *error)
{
    const ontrack__json_cursor from = ontrack__json_member(row, "from");
    const ontrack__json_cursor to = ontrack__json_member(row, "to");
    const ontrack__json_cursor days = ontrack__json_member(row, "days");
    ontrack_status status = ONTRACK_OK;
    out->from = next;
    out->to = ONTRACK_DATE_NONE;
    out->days = days.value == NULL ? 0 : ontrack__json_integer(days.value);
    if ((to.value == NULL) == (days.value == NULL))
        return ontrack__json_fail(row, error, "needs either \"to\" or \"days\"");
    if (days.value != NULL && (out->days < 1 || out->days > ONTRACK__CASE_DAYS_LIMIT))
        return ontrack__json_fail(&days, error, "must lie from 1 to %d", ONTRACK__CASE_DAYS_LIMIT);
    if (from.value != NULL) status = ontrack__case_date(&from, &out->from, error);
    if (status == ONTRACK_OK && to.value != NULL) status = ontrack__case_date(&to, &out->to, error);
    if (status != ONTRACK_OK) return status;
    if (out->from == ONTRACK_DATE_NONE)
        return ontrack__json_fail(row, error, "needs \"from\": no range stands before it");
    if (to.value != NULL && (out->to < out->from || out->to - out->from > 2 * 366))
        return ontrack__json_fail(&to, error, "must lie from the day of \"from\" to two years on");
    return ONTRACK_OK;
}

/* A school's days are ascending. */
static bool is_held(const ontrack__case_days *school, ontrack_date day)
{
    size_t low = 0, high = school->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (school->days[middle] == day) return true;
        if (school->days[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool contains(const ontrack__case_days *list, ontrack_date day)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->days[i] == day) return true;
    return false;
}

/* 1970-01-01 was a Thursday. */
static bool is_weekday(ontrack_date day)
{
    const int32_t weekday = ((day % 7) + 7 + 3) % 7; /* Monday is 0 */
    return weekday < 5;
}

/* The last day that could be one: there is nothing behind a calendar's end. */
static ontrack_date last_candidate(const range *in, const ontrack__case_days *school)
{
    if (in->to != ONTRACK_DATE_NONE) return in->to;
    if (school->count > 0) return school->days[school->count - 1];
    return in->from + 3 * 366;
}

ontrack_status ontrack__range_days(const ontrack__json_cursor *row,
                                   const ontrack__case_days *school, ontrack_date *next,
                                   ontrack__arena *arena, ontrack__case_days *out,
                                   ontrack_error *error)
{
    range in;
    ontrack_status status = read_ends(row, *next, &in, error);
    if (status == ONTRACK_OK) status = read_except(row, arena, &in, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_date last = last_candidate(&in, school);
    const size_t room = in.days > 0 ? (size_t)in.days : (size_t)(in.to - in.from) + 1;
    ontrack_date *days = ontrack__arena_allocate(arena, room, sizeof *days);
    if (days == NULL) return ontrack__no_memory(error);
    size_t count = 0;
    ontrack_date day = in.from;
    for (; day <= last && count < room; day++) {
        const bool held = school->count > 0 ? is_held(school, day) : is_weekday(day);
        if (held && !contains(&in.except, day)) days[count++] = day;
    }
    if (in.days > 0 && count < room)
        return ontrack__json_fail(row, error,
                                  "counts %d days, but the test's calendar has only %zu from there",
                                  (int)in.days, count);
    *next = in.days > 0 ? day : in.to + 1;
    out->days = days;
    out->count = count;
    return ONTRACK_OK;
}
