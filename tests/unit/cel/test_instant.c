#include "support.h"

/* What a text gives when it is read as a timestamp and written again; "no" when it is none. */
static const struct {
    const char *text, *written;
} timestamps[] = {
    {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
    {"2026-11-26T21:46:36.5-07:00", "2026-11-27T04:46:36.5Z"},
    {"2026-11-26T21:46:36.120000000+05:30", "2026-11-26T16:16:36.12Z"},
    {"2026-11-26t21:46:36z", "2026-11-26T21:46:36Z"},
    {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"},
    {"1900-02-29T00:00:00Z", "no"},
    {"2023-02-29T00:00:00Z", "no"},
    {"2024-04-31T00:00:00Z", "no"},
    {"2024-00-10T00:00:00Z", "no"},
    {"2024-13-10T00:00:00Z", "no"},
    {"2024-01-00T00:00:00Z", "no"},
    {"2024-01-01T24:00:00Z", "no"},
    {"2024-01-01T23:60:00Z", "no"},
    {"2024-01-01T23:59:60Z", "no"},
    {"2024-01-01T23:59:59", "no"},
    {"2024-01-01T23:59:59.Z", "no"},
    {"2024-01-01T23:59:59+24:00", "no"},
    {"2024-01-01T23:59:59+07", "no"},
    {"2024-01-01T23:59:59Z ", "no"},
    {" 2024-01-01T23:59:59Z", "no"},
    {"2024-01-01 23:59:59Z", "no"},
    {"2024-01-01", "no"},
    {"24-01-01T23:59:59Z", "no"},
    {"2024-1-01T23:59:59Z", "no"},
    {"", "no"},
    {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
    {"0001-01-01T00:00:00+00:01", "no"},
    {"0001-01-01T00:00:00-00:01", "0001-01-01T00:01:00Z"},
    {"0000-12-31T23:59:59-01:00", "no"},
    {"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"},
    {"9999-12-31T23:59:59-00:01", "no"},
    {"10000-01-01T00:00:00Z", "no"},
    {"2024-01-01T00:00:00.000000001Z", "2024-01-01T00:00:00.000000001Z"},
    {"2024-01-01T00:00:00.1234567899Z", "2024-01-01T00:00:00.123456789Z"},
};

Test(instant, timestamps_in_text)
{
    for (size_t i = 0; i < COUNT_OF(timestamps); i++) {
        ontrack__cel_instant at;
        char written[ONTRACK__INSTANT_SIZE] = "no";
        if (ontrack__instant_parse(ontrack_text_of(timestamps[i].text), &at))
            ontrack__instant_format(at, written);
        cr_expect_str_eq(written, timestamps[i].written, "%s gives %s", timestamps[i].text,
                         written);
    }
}

static const struct {
    const char *text, *written;
} durations[] = {
    {"0", "0s"},
    {"-0", "0s"},
    {"0s", "0s"},
    {"1h30m", "5400s"},
    {"1h34us", "3600.000034s"},
    {"-1.5h", "-5400s"},
    {"+2s", "2s"},
    {".5s", "0.5s"},
    {"5.s", "5s"},
    {"1m1ms", "60.001s"},
    {"3ns", "0.000000003s"},
    {"-1ns", "-0.000000001s"},
    {"1.9ns", "0.000000001s"},
    {"0.33333333333333333333h", "1199.999999999s"},
    {"9223372036.854775807s", "9223372036.854775807s"},
    {"9223372036.854775808s", "no"},
    {"-9223372036854775808ns", "-9223372036.854775808s"},
    {"-9223372036854775809ns", "no"},
    {"99999999999999999999s", "no"},
    {"9223372036s9223372036s", "no"},
    {"1d", "no"},
    {"1", "no"},
    {"00", "no"},
    {"s", "no"},
    {".s", "no"},
    {"1h ", "no"},
    {"1 h", "no"},
    {"--1s", "no"},
    {"1h-1m", "no"},
    {"1H", "no"},
    {"1e3s", "no"},
    {"-", "no"},
    {"", "no"},
};

Test(instant, durations_in_text)
{
    for (size_t i = 0; i < COUNT_OF(durations); i++) {
        int64_t span;
        char written[ONTRACK__SPAN_SIZE] = "no";
        if (ontrack__span_parse(ontrack_text_of(durations[i].text), &span))
            ontrack__span_format(span, written);
        cr_expect_str_eq(written, durations[i].written, "%s gives %s", durations[i].text, written);
    }
}

/* Each day follows the one before, over all the years that there are. */
Test(instant, the_calendar_has_no_gap)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 1, month = 1, day = 1, year_day = 0, weekday = 1; /* a Monday */
    for (int64_t seconds = -62135596800; seconds <= 253402300799; seconds += 86400) {
        const ontrack__cel_instant at = {seconds, 0};
        const ontrack__wall wall = ontrack__instant_on_wall(at, 0);
        cr_assert(wall.year == year && wall.month == month && wall.day == day &&
                      wall.year_day == year_day && wall.weekday == weekday,
                  "%04d-%02d-%02d is %04d-%02d-%02d", year, month, day, wall.year, wall.month,
                  wall.day);
        const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        weekday = (weekday + 1) % 7;
        year_day++;
        if (++day <= days[month - 1] + (month == 2 && leap)) continue;
        day = 1;
        if (++month <= 12) continue;
        month = 1;
        year_day = 0;
        year++;
    }
    cr_expect_eq(year, 10000);
}

Test(instant, arithmetic_turns_back)
{
    static const int64_t spans[] = {0,          1,          -1,        999999999,
                                    -999999999, 1000000000, INT64_MAX, INT64_MIN};
    static const ontrack__cel_instant starts[] = {
        {0, 0}, {1, 999999999}, {-1, 1}, {1794000000, 500000000}};
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        for (size_t j = 0; j < COUNT_OF(spans); j++) {
            ontrack__cel_instant moved, back;
            int64_t between;
            cr_assert(ontrack__instant_add(starts[i], spans[j], &moved));
            cr_expect(moved.nanos >= 0 && moved.nanos < 1000000000);
            cr_assert(ontrack__instant_between(moved, starts[i], &between));
            cr_expect_eq(between, spans[j], "%zu %zu", i, j);
            cr_assert(ontrack__instant_subtract(moved, spans[j], &back));
            cr_expect_eq(ontrack__instant_compare(back, starts[i]), 0, "%zu %zu", i, j);
        }
    }
}
