/* Finds the schools whose tables end before the as-of date. */
#include "base/text.h"
#include "evaluation/needs.h"
#include "evaluation/parts.h"
#include "records/schools.h"

/* School days that attendance may lag: marks of the last day are often still to come. */
enum { ATTENDANCE_GRACE = 1 };

/* Instructional days after `through`, up to and including `until`; calendar days without a
 * calendar. */
static int64_t days_after(const ontrack__schools *schools, ontrack__code school,
                          ontrack_date through, ontrack_date until)
{
    size_t count;
    const ontrack_date *days = ontrack__school_days(schools, school, &count);
    if (count == 0) return (int64_t)until - through;
    int64_t after = 0;
    for (size_t i = count; i > 0 && days[i - 1] > through; i--)
        after += days[i - 1] <= until;
    return after;
}

static bool add_stale(ontrack__binding *binding, ontrack_table table, ontrack__code school,
                      ontrack_date through, int64_t grace)
{
    const int64_t behind = days_after(binding->dataset->schools, school, through, binding->as_of);
    if (behind <= grace) return true;
    ontrack_stale_feed *item =
        ontrack__array_add(&binding->allocator, &binding->stale, sizeof *item);
    if (item == NULL) return false;
    item->table = table;
    item->school_id = ontrack__code_text(binding->dataset, school);
    item->through = through;
    item->days_behind = behind;
    return true;
}

static bool stale_attendance(ontrack__binding *binding)
{
    const ontrack__schools *schools = binding->dataset->schools;
    for (size_t i = 0; i < ontrack__school_count(schools); i++) {
        const ontrack__code school = ontrack__school_at(schools, i);
        ontrack_date through;
        if (school == 0 || !ontrack__attendance_through(schools, school, binding->as_of, &through))
            continue;
        if (!add_stale(binding, ONTRACK_TABLE_ATTENDANCE, school, through, ATTENDANCE_GRACE))
            return false;
    }
    return true;
}

/* Whether feeds has a line for the table and school. */
static bool named_in_feeds(const ontrack_dataset *dataset, ontrack_table table,
                           ontrack__code school)
{
    const ontrack__rows *feeds = &dataset->shared[ONTRACK_TABLE_FEEDS];
    const ontrack__feed_row *rows = (const ontrack__feed_row *)feeds->cells;
    for (size_t i = 0; i < feeds->count; i++)
        if (rows[i].school == school &&
            ontrack__text_is(ontrack__code_text(dataset, rows[i].table), ontrack_table_name(table)))
            return true;
    return false;
}

static bool stale_table(ontrack__binding *binding, ontrack_table table)
{
    const ontrack__schools *schools = binding->dataset->schools;
    for (size_t i = 0; i < ontrack__school_count(schools); i++) {
        const ontrack__code school = ontrack__school_at(schools, i);
        if (!named_in_feeds(binding->dataset, table, school)) continue;
        const ontrack_date through = ontrack__table_through(schools, table, school, binding->as_of);
        if (through < binding->as_of && !add_stale(binding, table, school, through, 0))
            return false;
    }
    return true;
}

bool ontrack__bind_stale(ontrack__binding *binding)
{
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        if (!ontrack__reads_table(binding->ruleset, (ontrack_table)table)) continue;
        const bool done = table == ONTRACK_TABLE_ATTENDANCE
                              ? stale_attendance(binding)
                              : stale_table(binding, (ontrack_table)table);
        if (!done) return false;
    }
    return true;
}
