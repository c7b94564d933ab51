/* How far a school's tables are complete. */
#include "base/text.h"
#include "records/attending.h"
#include "records/schools_inside.h"

void ontrack__schools_read_feeds(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_FEEDS];
    const ontrack__feed_row *rows = (const ontrack__feed_row *)table->cells;
    for (size_t row = 0; row < table->count; row++) {
        const ontrack_text name = ontrack__code_text(dataset, rows[row].table);
        ontrack__school *one = ontrack__school_find(schools, rows[row].school);
        for (size_t i = 0; i < ONTRACK_TABLE_COUNT; i++)
            if (ontrack__text_is(name, ontrack_table_name((ontrack_table)i)) &&
                rows[row].through > one->through[i])
                one->through[i] = rows[row].through;
    }
}

/* What feeds says of a table for a school: its own line, else that of every school. */
static ontrack_date fed_through(const ontrack__schools *schools, ontrack_table table,
                                ontrack__code code)
{
    const ontrack_date own = ontrack__school_or_general(schools, code)->through[table];
    return own != ONTRACK_DATE_NONE ? own : schools->items[0].through[table];
}

/* The latest attendance row by the as-of date, or NONE. */
static ontrack_date marked_through(const ontrack__schools *schools, ontrack__code code,
                                   ontrack_date as_of)
{
    if (schools->only != NULL) return ontrack__attending_latest(schools->only, code, as_of);
    const ontrack__school *one = ontrack__school_find(schools, code);
    return one == NULL ? ONTRACK_DATE_NONE : ontrack__day_set_latest(&one->marked, as_of);
}

/* What the others know, or NONE. */
static ontrack_date through_beside(const ontrack__schools *schools, ontrack__code code,
                                   ontrack_date as_of)
{
    const ontrack__school *one = ontrack__school_find(schools, code);
    ontrack_date through = ONTRACK_DATE_NONE;
    if (schools->others != NULL && one != NULL && one->theirs != 0)
        ontrack__attendance_through(schools->others, one->theirs, as_of, &through);
    return through;
}

bool ontrack__attendance_through(const ontrack__schools *schools, ontrack__code code,
                                 ontrack_date as_of, ontrack_date *out)
{
    ontrack_date through = marked_through(schools, code, as_of);
    ontrack_date fed = fed_through(schools, ONTRACK_TABLE_ATTENDANCE, code);
    const ontrack_date beside = through_beside(schools, code, as_of);
    if (fed > as_of) fed = as_of;
    if (fed > through) through = fed;
    if (beside > through) through = beside;
    if (through == ONTRACK_DATE_NONE) return false;
    *out = through;
    return true;
}

bool ontrack__table_fed(const ontrack__schools *schools, ontrack_table table, ontrack__code code)
{
    const ontrack__school *one = ontrack__school_find(schools, code);
    return one != NULL && one->through[table] != ONTRACK_DATE_NONE;
}

ontrack_date ontrack__table_through(const ontrack__schools *schools, ontrack_table table,
                                    ontrack__code code, ontrack_date as_of)
{
    const ontrack_date fed = fed_through(schools, table, code);
    return fed == ONTRACK_DATE_NONE || fed > as_of ? as_of : fed;
}
