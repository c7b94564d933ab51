#include "cel/zones.h"
#include "support.h"

enum {
    FOUND = ONTRACK__ZONE_FOUND,
    NOT = ONTRACK__ZONE_NOT_KNOWN,
    EARLY = ONTRACK__ZONE_TOO_EARLY
};

static const struct {
    const char *zone, *when;
    int answer;
    int32_t offset;
} rows[] = {
    {"UTC", "1900-01-01T00:00:00Z", FOUND, 0},
    {"+00:00", "2026-01-01T00:00:00Z", FOUND, 0},
    {"-00:00", "2026-01-01T00:00:00Z", FOUND, 0},
    {"+05:30", "2026-01-01T00:00:00Z", FOUND, 19800},
    {"-09:30", "1900-01-01T00:00:00Z", FOUND, -34200},
    {"02:00", "2026-01-01T00:00:00Z", FOUND, 7200},
    {"+23:59", "2026-01-01T00:00:00Z", FOUND, 86340},
    {"+24:00", "2026-01-01T00:00:00Z", NOT, 0},
    {"+05:60", "2026-01-01T00:00:00Z", NOT, 0},
    {"+5:30", "2026-01-01T00:00:00Z", NOT, 0},
    {"+0530", "2026-01-01T00:00:00Z", NOT, 0},
    {"+05:3a", "2026-01-01T00:00:00Z", NOT, 0},
    {"", "2026-01-01T00:00:00Z", NOT, 0},
    {"America/denver", "2026-01-01T00:00:00Z", NOT, 0},
    {"America/Denver ", "2026-01-01T00:00:00Z", NOT, 0},
    {"Local", "2026-01-01T00:00:00Z", NOT, 0},
    {"America/Denver", "1969-12-31T23:59:59Z", EARLY, 0},
    {"America/Denver", "1970-01-01T00:00:00Z", FOUND, -25200},
    {"America/Denver", "2026-01-15T00:00:00Z", FOUND, -25200},
    {"America/Denver", "2026-07-15T00:00:00Z", FOUND, -21600},
    /* the second of the change in 2026, by the rule, and in 2006, before it */
    {"America/Denver", "2026-03-08T08:59:59Z", FOUND, -25200},
    {"America/Denver", "2026-03-08T09:00:00Z", FOUND, -21600},
    {"America/Denver", "2026-11-01T07:59:59Z", FOUND, -21600},
    {"America/Denver", "2026-11-01T08:00:00Z", FOUND, -25200},
    {"America/Denver", "2006-10-29T07:59:59Z", FOUND, -21600},
    {"America/Denver", "2006-10-29T08:00:00Z", FOUND, -25200},
    {"America/Denver", "2006-11-02T00:00:00Z", FOUND, -25200},
    {"America/Denver", "9999-07-01T00:00:00Z", FOUND, -21600},
    /* summer over the turn of the year, a half hour of summer, and a summer behind standard */
    {"Australia/Sydney", "2026-01-01T00:00:00Z", FOUND, 39600},
    {"Australia/Sydney", "2026-06-01T00:00:00Z", FOUND, 36000},
    {"Australia/Lord_Howe", "2026-01-01T00:00:00Z", FOUND, 39600},
    {"Australia/Lord_Howe", "2026-06-01T00:00:00Z", FOUND, 37800},
    {"Europe/Dublin", "2026-01-01T00:00:00Z", FOUND, 0},
    {"Europe/Dublin", "2026-06-01T00:00:00Z", FOUND, 3600},
    {"America/St_Johns", "2009-02-13T02:00:00Z", FOUND, -12600},
    {"Asia/Kathmandu", "1980-01-01T00:00:00Z", FOUND, 19800},
    {"Asia/Kathmandu", "2009-02-13T00:00:00Z", FOUND, 20700},
    {"US/Central", "2009-02-13T00:00:00Z", FOUND, -21600},
    {"EST5EDT", "2026-07-01T00:00:00Z", FOUND, -14400},
    {"Africa/Abidjan", "2026-01-01T00:00:00Z", FOUND, 0},
    {"Zulu", "2026-01-01T00:00:00Z", FOUND, 0},
};

Test(zones, offsets)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ontrack__cel_instant at;
        int32_t offset;
        const ontrack_text zone = ontrack_text_of(rows[i].zone);
        cr_assert(ontrack__instant_parse(ontrack_text_of(rows[i].when), &at));
        const int answer = (int)ontrack__zone_offset(zone, at.seconds, &offset);
        cr_expect_eq(answer, rows[i].answer, "%s at %s", rows[i].zone, rows[i].when);
        if (answer == FOUND)
            cr_expect_eq(offset, rows[i].offset, "%s at %s: %d", rows[i].zone, rows[i].when,
                         (int)offset);
    }
}
