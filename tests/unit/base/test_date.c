#include <criterion/criterion.h>
#include <ontrack/date.h>
#include <time.h>

static const struct {
    const char *label, *text;
    bool ok;
    ontrack_date days;
} parse_rows[] = {
    {"epoch", "1970-01-01", true, 0},
    {"leap day", "2024-02-29", true, 19782},
    {"leap day of a century by 400", "2000-02-29", true, 11016},
    {"no such leap day", "2023-02-29", false, 0},
    {"century without leap day", "1900-02-29", false, 0},
    {"first day", "1900-01-01", true, -25567},
    {"before the first day", "1899-12-31", false, 0},
    {"last day", "2199-12-31", true, 84005},
    {"after the last day", "2200-01-01", false, 0},
    {"month 0", "2024-00-10", false, 0},
    {"month 13", "2024-13-10", false, 0},
    {"day 0", "2024-01-00", false, 0},
    {"day 31 of April", "2024-04-31", false, 0},
    {"US order", "01/02/2024", false, 0},
    {"no leading zero", "2024-1-02", false, 0},
    {"blank before", " 2024-01-02", false, 0},
    {"text behind", "2024-01-02x", false, 0},
    {"sign in the day", "2024-01-+2", false, 0},
    {"empty", "", false, 0},
};

Test(date, parse)
{
    for (size_t i = 0; i < sizeof parse_rows / sizeof *parse_rows; i++) {
        ontrack_date got = -1;
        const bool ok = ontrack_date_parse(ontrack_text_of(parse_rows[i].text), &got);
        cr_expect_eq(ok, parse_rows[i].ok, "%s", parse_rows[i].label);
        cr_expect_eq(got, ok ? parse_rows[i].days : -1, "%s: %d", parse_rows[i].label, (int)got);
    }
}

/* Every day of three centuries, against the C library's calendar. */
Test(date, agrees_with_timegm_on_every_day)
{
    for (ontrack_date date = -25567; date <= 84005; date++) {
        const time_t seconds = (time_t)date * 86400;
        struct tm civil;
        cr_assert_not_null(gmtime_r(&seconds, &civil));
        int year, month, day;
        ontrack_date_split(date, &year, &month, &day);
        cr_assert(year == civil.tm_year + 1900 && month == civil.tm_mon + 1 && day == civil.tm_mday,
                  "day %d", (int)date);
        char text[ONTRACK_DATE_SIZE];
        ontrack_date back = 0;
        ontrack_date_format(date, text);
        cr_assert(ontrack_date_parse(ontrack_text_of(text), &back) && back == date, "%s", text);
    }
}

Test(date, formats_nothing_outside_its_range)
{
    const ontrack_date outside[] = {ONTRACK_DATE_NONE, -25568, 84006, INT32_MAX};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        char text[ONTRACK_DATE_SIZE] = "x";
        ontrack_date_format(outside[i], text);
        cr_expect_str_eq(text, "");
    }
}
