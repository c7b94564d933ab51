#include "cel/times.h"

#include "cel/instant.h"
#include "cel/zones.h"

typedef ontrack__cel_call call;
typedef ontrack__cel_value value;

enum { NANOS_A_MILLISECOND = 1000000, ZONE_COST = 4 };
static const int64_t nanos_a_second = 1000000000;

static const char timestamp_range[] = "the timestamp is out of range: the years 1 to 9999";
static const char duration_range[] = "the duration is out of range: 292 years either way";

static bool give_instant(call *c, bool fits, ontrack__cel_instant at)
{
    if (!fits) return ontrack__cel_fails(c, timestamp_range);
    c->result->kind = ONTRACK__CEL_TIMESTAMP;
    c->result->as.instant = at;
    return true;
}

static bool give_span(call *c, bool fits, int64_t span)
{
    if (!fits) return ontrack__cel_fails(c, duration_range);
    c->result->kind = ONTRACK__CEL_DURATION;
    c->result->as.integer = span;
    return true;
}

static ontrack__cel_instant instant_at(const call *c, size_t i)
{
    return c->arguments[i].as.instant;
}

static int64_t span_at(const call *c, size_t i)
{
    return c->arguments[i].as.integer;
}

/* --- conversions --- */

bool ontrack__cel_timestamp_of_string(call *c)
{
    ontrack__cel_instant at;
    if (!ontrack__instant_parse(c->arguments[0].as.text, &at))
        return ontrack__cel_fails(c, "the text is no timestamp of the years 1 to 9999: write it as "
                                     "in '2026-09-01T00:00:00Z'");
    return give_instant(c, true, at);
}

bool ontrack__cel_timestamp_of_int(call *c)
{
    ontrack__cel_instant at;
    const bool fits = ontrack__instant_at(c->arguments[0].as.integer, &at);
    return give_instant(c, fits, at);
}

bool ontrack__cel_duration_of_string(call *c)
{
    int64_t span;
    if (!ontrack__span_parse(c->arguments[0].as.text, &span))
        return ontrack__cel_fails(c, "the text is no duration within 292 years: write it as in "
                                     "'36h' or '1h30m'");
    return give_span(c, true, span);
}

bool ontrack__cel_int_of_timestamp(call *c)
{
    return ontrack__cel_gives_int(c, instant_at(c, 0).seconds);
}

bool ontrack__cel_string_of_timestamp(call *c)
{
    char text[ONTRACK__INSTANT_SIZE];
    ontrack__instant_format(instant_at(c, 0), text);
    return ontrack__cel_gives_text(c, text);
}

bool ontrack__cel_string_of_duration(call *c)
{
    char text[ONTRACK__SPAN_SIZE];
    ontrack__span_format(span_at(c, 0), text);
    return ontrack__cel_gives_text(c, text);
}

/* --- arithmetic --- */

bool ontrack__cel_add_timestamp_duration(call *c)
{
    ontrack__cel_instant at;
    const bool fits = ontrack__instant_add(instant_at(c, 0), span_at(c, 1), &at);
    return give_instant(c, fits, at);
}

bool ontrack__cel_add_duration_timestamp(call *c)
{
    ontrack__cel_instant at;
    const bool fits = ontrack__instant_add(instant_at(c, 1), span_at(c, 0), &at);
    return give_instant(c, fits, at);
}

bool ontrack__cel_subtract_timestamp_duration(call *c)
{
    ontrack__cel_instant at;
    const bool fits = ontrack__instant_subtract(instant_at(c, 0), span_at(c, 1), &at);
    return give_instant(c, fits, at);
}

bool ontrack__cel_subtract_timestamps(call *c)
{
    int64_t span = 0;
    const bool fits = ontrack__instant_between(instant_at(c, 0), instant_at(c, 1), &span);
    return give_span(c, fits, span);
}

bool ontrack__cel_add_durations(call *c)
{
    int64_t span = 0;
    const bool fits = !__builtin_add_overflow(span_at(c, 0), span_at(c, 1), &span);
    return give_span(c, fits, span);
}

bool ontrack__cel_subtract_durations(call *c)
{
    int64_t span = 0;
    const bool fits = !__builtin_sub_overflow(span_at(c, 0), span_at(c, 1), &span);
    return give_span(c, fits, span);
}

/* --- parts of a timestamp --- */

/* The clock on a wall in the time zone of the call; false when there is an error instead. */
static bool on_wall(call *c, ontrack__wall *wall)
{
    int32_t offset = 0;
    const ontrack__cel_instant at = instant_at(c, 0);
    if (c->node->count == 2) {
        c->cost += ZONE_COST;
        switch (ontrack__zone_offset(c->arguments[1].as.text, at.seconds, &offset)) {
        case ONTRACK__ZONE_FOUND:
            break;
        case ONTRACK__ZONE_NOT_KNOWN:
            ontrack__cel_fails(c, "there is no such time zone: write it as in 'America/Denver', "
                                  "'-07:00' or 'UTC'");
            return false;
        case ONTRACK__ZONE_TOO_EARLY:
            ontrack__cel_fails(c, "time zones have names from 1970 on: before, write an offset, "
                                  "such as '-07:00'");
            return false;
        }
    }
    *wall = ontrack__instant_on_wall(at, offset);
    return true;
}

#define PART(name, part)                                                                           \
    bool ontrack__cel_get_##name(call *c)                                                          \
    {                                                                                              \
        ontrack__wall wall;                                                                        \
        return !on_wall(c, &wall) || ontrack__cel_gives_int(c, (part));                            \
    }

PART(full_year, wall.year)
PART(month, wall.month - 1)
PART(date, wall.day)
PART(day_of_month, wall.day - 1)
PART(day_of_week, wall.weekday)
PART(day_of_year, wall.year_day)
PART(hours, wall.hours)
PART(minutes, wall.minutes)
PART(seconds, wall.seconds)
PART(milliseconds, wall.nanos / NANOS_A_MILLISECOND)

/* --- durations in units, toward zero --- */

bool ontrack__cel_hours_of(call *c)
{
    return ontrack__cel_gives_int(c, span_at(c, 0) / (3600 * nanos_a_second));
}

bool ontrack__cel_minutes_of(call *c)
{
    return ontrack__cel_gives_int(c, span_at(c, 0) / (60 * nanos_a_second));
}

bool ontrack__cel_seconds_of(call *c)
{
    return ontrack__cel_gives_int(c, span_at(c, 0) / nanos_a_second);
}

bool ontrack__cel_milliseconds_of(call *c)
{
    return ontrack__cel_gives_int(c, span_at(c, 0) % nanos_a_second / NANOS_A_MILLISECOND);
}
