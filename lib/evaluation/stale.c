/* Finds the schools whose tables end before the as-of date. */
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
    const ontrack__day_set *days = ontrack__school_day_set(schools, school);
    if (days->count == 0) return (int64_t)until - through;
    return through >= until ? 0 : ontrack__day_set_count(days, through + 1, until);
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

static bool stale_table(ontrack__binding *binding, ontrack_table table)
{
    const ontrack__schools *schools = binding->dataset->schools;
    for (size_t i = 0; i < ontrack__school_count(schools); i++) {
        const ontrack__code school = ontrack__school_at(schools, i);
        if (!ontrack__table_fed(schools, table, school)) continue;
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
