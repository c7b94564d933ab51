#include "school.h"

const char demo_first_day[] = "2025-08-13", demo_last_day[] = "2026-05-22";
const char demo_as_of[] = "2026-03-13";
const char demo_semester_end[] = "2025-12-19", demo_semester_start[] = "2026-01-06";
const char demo_marks_posted[] = "2026-01-09";

static const struct {
    const char *first, *last, *reason;
} closures[] = {
    {"2025-09-01", "2025-09-01", "holiday"},      {"2025-10-10", "2025-10-13", "fall break"},
    {"2025-11-11", "2025-11-11", "holiday"},      {"2025-11-24", "2025-11-28", "holiday"},
    {"2025-12-03", "2025-12-03", "snow day"},     {"2025-12-22", "2026-01-05", "winter break"},
    {"2026-01-19", "2026-01-19", "holiday"},      {"2026-01-27", "2026-01-28", "snow day"},
    {"2026-02-16", "2026-02-16", "holiday"},      {"2026-02-27", "2026-02-27", "staff day"},
    {"2026-03-16", "2026-03-20", "spring break"}, {"2026-04-24", "2026-04-24", "staff day"},
};

ontrack_date demo_date(const char *text)
{
    ontrack_date date = ONTRACK_DATE_NONE;
    (void)ontrack_date_parse(ontrack_text_of(text), &date);
    return date;
}

static const char *closure(ontrack_date date)
{
    for (size_t i = 0; i < sizeof closures / sizeof *closures; i++)
        if (date >= demo_date(closures[i].first) && date <= demo_date(closures[i].last))
            return closures[i].reason;
    return NULL;
}

void demo_year_fill(demo_year *year)
{
    ontrack_date first = demo_date(demo_first_day);
    year->as_of = demo_date(demo_as_of);
    year->as_of_index = demo_index(year->as_of);
    for (int i = 0; i < DEMO_DAYS; i++) {
        ontrack_date date = first + i;
        int weekday = (int)((date + 3) % 7); /* 1970-01-01 was a Thursday: 0 is Monday */
        year->days[i] = (demo_day){date, weekday < 5, closure(date)};
    }
}

bool demo_in_session(const demo_year *year, int index)
{
    return year->days[index].weekday && year->days[index].reason == NULL;
}

int demo_next_session(const demo_year *year, int index)
{
    while (index < DEMO_DAYS && !demo_in_session(year, index))
        index++;
    return index;
}

int demo_index(ontrack_date date)
{

    return (int)(date - demo_date(demo_first_day));
}
