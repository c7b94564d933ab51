#include "cel/zones.h"

#include "base/text.h"
#include "cel/instant.h"
#include "cel/zone_table.h"

enum { DAY = 86400, NAMES = sizeof names / sizeof *names };

static const zone *find_zone(ontrack_text name)
{
    size_t low = 0, high = NAMES;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = ontrack__text_compare(name, ontrack_text_of(names[middle].name));
        if (order == 0) return &zones[names[middle].zone];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* The first day of a year that is on the wall at an instant, and of its months. */
static int64_t month_start(int64_t day, int year_day, bool leap, int month)
{
    static const int16_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    return day - year_day + before[month - 1] + (leap && month > 2);
}

/* When a change of the year happens, in seconds since 1970; `offset` holds before it. */
static int64_t change_time(const change *c, int64_t day, int year_day, bool leap, int32_t offset)
{
    const int64_t first = month_start(day, year_day, leap, c->month);
    const int64_t behind = month_start(day, year_day, leap, c->month + 1);
    const int weekday = (int)((first + 4) % 7); /* 1970 began on a Thursday */
    int64_t found = first + (c->weekday - weekday + 7) % 7 + 7 * (c->week - 1);
    while (found >= behind)
        found -= 7;
    return found * DAY + c->second - offset;
}

static int32_t by_rule(const yearly *rule, int64_t seconds)
{
    if (rule->standard == rule->summer) return rule->standard;
    const ontrack__cel_instant at = {seconds, 0};
    const ontrack__wall wall = ontrack__instant_on_wall(at, rule->standard);
    const int64_t day = (seconds + rule->standard) / DAY;
    const bool leap = wall.year % 4 == 0 && (wall.year % 100 != 0 || wall.year % 400 == 0);
    const int64_t begins = change_time(&rule->begins, day, wall.year_day, leap, rule->standard);
    const int64_t ends = change_time(&rule->ends, day, wall.year_day, leap, rule->summer);
    const bool summer =
        begins < ends ? seconds >= begins && seconds < ends : seconds >= begins || seconds < ends;
    return summer ? rule->summer : rule->standard;
}

static int32_t offset_in(const zone *z, int64_t seconds)
{
    const uint32_t *times = change_times + z->change;
    size_t low = 0, high = z->count; /* how many changes lie at or before the instant */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (seconds >= times[middle])
            low = middle + 1;
        else
            high = middle;
    }
    if (low == z->count) return by_rule(&rules[z->rule], seconds);
    return low == 0 ? z->first : offsets[change_offsets[z->change + low - 1]];
}

static int digit_at(ontrack_text text, size_t at)
{
    return text.data[at] >= '0' && text.data[at] <= '9' ? text.data[at] - '0' : 100;
}

/* "-07:00", "+05:30", "02:00" */
static bool fixed_offset(ontrack_text text, int32_t *offset)
{
    const bool west = text.size > 0 && text.data[0] == '-';
    const size_t sign = west || (text.size > 0 && text.data[0] == '+');
    if (text.size != sign + 5 || text.data[sign + 2] != ':') return false;
    const int hours = digit_at(text, sign) * 10 + digit_at(text, sign + 1);
    const int minutes = digit_at(text, sign + 3) * 10 + digit_at(text, sign + 4);
    if (hours > 23 || minutes > 59) return false;
    *offset = (hours * 60 + minutes) * (west ? -60 : 60);
    return true;
}

ontrack__zone_answer ontrack__zone_offset(ontrack_text name, int64_t seconds, int32_t *offset)
{
    *offset = 0;
    if (ontrack__text_is(name, "UTC") || fixed_offset(name, offset)) return ONTRACK__ZONE_FOUND;
    const zone *found = find_zone(name);
    if (found == NULL) return ONTRACK__ZONE_NOT_KNOWN;
    if (seconds < 0) return ONTRACK__ZONE_TOO_EARLY;
    *offset = offset_in(found, seconds);
    return ONTRACK__ZONE_FOUND;
}

bool ontrack__zone_known(ontrack_text name)
{
    int32_t offset;
    return ontrack__zone_offset(name, 0, &offset) == ONTRACK__ZONE_FOUND;
}

void ontrack__zone_suggest(ontrack__suggestion *suggestion)
{
    for (size_t i = 0; i < NAMES; i++)
        ontrack__suggest(suggestion, ontrack_text_of(names[i].name));
}
