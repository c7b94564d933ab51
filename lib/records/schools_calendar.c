#include "base/bits.h"
#include "records/schools_inside.h"

#include <string.h>

/* The lines of the calendar, by date and then by school. */
typedef struct calendar {
    const ontrack__calendar_row *rows;
    size_t count;
    ontrack__code instructional; /* 0: nobody writes it */
} calendar;

static bool in_session(const calendar *lines, const ontrack__calendar_row *row)
{
    return row->day_type == 0 || row->day_type == lines->instructional;
}

/* What the calendar says for every school; and, of schools with lines of their own, the same to
 * begin with. */
static bool begin_sessions(ontrack__schools *schools, const calendar *lines)
{
    const ontrack_date first = lines->rows[0].date, last = lines->rows[lines->count - 1].date;
    ontrack__day_set *general = &schools->items[0].session;
    for (size_t i = 0; i < lines->count; i++)
        ontrack__school_find(schools, lines->rows[i].school)->own_calendar = true;
    for (size_t i = 0; i < schools->count; i++)
        if ((i == 0 || schools->items[i].own_calendar) &&
            !ontrack__day_set_reach(&schools->items[i].session, &schools->allocator, first, last))
            return false;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->rows[i].school == 0 && in_session(lines, &lines->rows[i]))
            ontrack__day_set_put(general, lines->rows[i].date, true);
    for (size_t i = 1; i < schools->count; i++)
        if (schools->items[i].own_calendar)
            memcpy(schools->items[i].session.words, general->words,
                   general->count * sizeof *general->words);
    return true;
}

/* A school's own lines of a date outrank those for every school; where two of them disagree, school
 * is in session, since a day that is left out hides absences. */
static void set_own_days(ontrack__schools *schools, const calendar *lines)
{
    for (size_t from = 0, to; from < lines->count; from = to) {
        const ontrack__calendar_row *row = &lines->rows[from];
        bool session = false;
        for (to = from; to < lines->count && lines->rows[to].date == row->date &&
                        lines->rows[to].school == row->school;
             to++)
            session = session || in_session(lines, &lines->rows[to]);
        if (row->school != 0)
            ontrack__day_set_put(&ontrack__school_find(schools, row->school)->session, row->date,
                                 session);
    }
}

static bool list_days(ontrack__schools *schools, ontrack__school *one)
{
    ontrack__day_set *session = &one->session;
    size_t count = 0;
    for (size_t i = 0; i < session->count; i++)
        count += (size_t)ontrack__bit_count(session->words[i]);
    if (count == 0) { /* no days: as without a calendar */
        ontrack__day_set_free(session, &schools->allocator);
        memset(session, 0, sizeof *session);
        return true;
    }
    one->days = ontrack__allocate(&schools->allocator, count, sizeof *one->days);
    if (one->days == NULL) return false;
    one->day_count = count;
    ontrack_date *day = one->days;
    for (size_t i = 0; i < session->count; i++)
        for (uint64_t bits = session->words[i]; bits != 0; bits &= bits - 1)
            *day++ = ontrack__day_column_date(session->first + i) + ontrack__lowest_bit(bits);
    return true;
}

bool ontrack__schools_read_calendar(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_CALENDAR];
    calendar lines = {(const ontrack__calendar_row *)table->cells, table->count, 0};
    if (lines.count == 0) return true;
    ontrack__intern_find(&dataset->codes, ontrack_text_of("instructional"), &lines.instructional);
    if (!begin_sessions(schools, &lines)) return false;
    set_own_days(schools, &lines);
    for (size_t i = 0; i < schools->count; i++)
        if (!list_days(schools, &schools->items[i])) return false;
    return true;
}

/* ---- questions ---- */

const ontrack_date *ontrack__school_days(const ontrack__schools *schools, ontrack__code code,
                                         size_t *count)
{
    const ontrack__school *one = ontrack__school_calendar(schools, code);
    *count = one->day_count;
    return one->days;
}

const ontrack__day_set *ontrack__school_day_set(const ontrack__schools *schools, ontrack__code code)
{
    return &ontrack__school_calendar(schools, code)->session;
}
