#include "base/text.h"
#include "records/meanings.h"
#include "records/schools_inside.h"

const char *ontrack__term_kind_name(ontrack__term_kind kind)
{
    return kind == ONTRACK__TERM_NONE
               ? NULL
               : ontrack__fixed_category(ONTRACK_CODES_TERM, (size_t)kind - 1);
}

static ontrack__term_kind kind_of(const ontrack_dataset *dataset, ontrack__code code)
{
    const ontrack_text text = ontrack__code_text(dataset, code);
    for (int kind = ONTRACK__TERM_SEMESTER; kind < ONTRACK__TERM_KIND_COUNT; kind++)
        if (ontrack__text_is(text, ontrack__term_kind_name((ontrack__term_kind)kind)))
            return (ontrack__term_kind)kind;
    return ONTRACK__TERM_NONE;
}

static bool add_term(ontrack__schools *schools, ontrack__school *one, const ontrack__term *term)
{
    ontrack__term *place = ontrack__array_add(&schools->allocator, &one->terms, sizeof *place);
    if (place != NULL) *place = *term;
    return place != NULL;
}

/* Rows are in order of start, end and name, and so are the lists. */
bool ontrack__schools_read_terms(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_TERMS];
    const ontrack__term_row *rows = (const ontrack__term_row *)table->cells;
    for (size_t row = 0; row < table->count; row++) {
        const ontrack__term term = {rows[row].term, rows[row].school, rows[row].start,
                                    rows[row].end, kind_of(dataset, rows[row].kind)};
        const bool general = term.school == 0;
        ontrack__school *first =
            general ? schools->items : ontrack__school_find(schools, term.school);
        for (size_t i = 0; i < (general ? schools->count : 1); i++)
            if (!add_term(schools, first + i, &term)) return false;
    }
    return true;
}

/* ---- questions ---- */

const ontrack__term *ontrack__school_terms(const ontrack__schools *schools, ontrack__code code,
                                           size_t *count)
{
    const ontrack__school *one = ontrack__school_or_general(schools, code);
    *count = one->terms.count;
    return one->terms.items;
}

/* How well a term of the right name fits a day: the one that holds it, else the latest begun by
 * then, else the earliest to come. Higher is better. */
static int64_t fit(const ontrack__term *term, ontrack_date near)
{
    if (term->start <= near && near <= term->end) return INT64_C(1) << 40;
    return term->start <= near ? (INT64_C(1) << 33) + term->start : -(int64_t)term->start;
}

const ontrack__term *ontrack__school_term(const ontrack__schools *schools, ontrack__code code,
                                          ontrack__code name, ontrack_date near)
{
    size_t count;
    const ontrack__term *terms = ontrack__school_terms(schools, code, &count);
    const ontrack__term *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (terms[i].term == name && (best == NULL || fit(&terms[i], near) > fit(best, near)))
            best = &terms[i];
    return best;
}

/* ---- school years ---- */

/* Whether a school year is seen to have begun between two days: a school day, or the start of a
 * term other than summer. `any` tells whether there is anything to see at all. */
static bool begun(const ontrack__schools *schools, ontrack_date from, ontrack_date to, bool *any)
{
    bool found = false;
    for (size_t i = 0; i < schools->count; i++) {
        const ontrack__school *one = &schools->items[i];
        const ontrack__term *terms = one->terms.items;
        const ontrack_date day = ontrack__day_set_latest(&one->session, to);
        *any = *any || one->day_count > 0;
        found = found || (day != ONTRACK_DATE_NONE && day >= from);
        for (size_t k = 0; k < one->terms.count; k++) {
            if (terms[k].kind == ONTRACK__TERM_SUMMER) continue;
            *any = true;
            found = found || (terms[k].start >= from && terms[k].start <= to);
        }
    }
    return found;
}

/* The month and day in that year, or the year before it, whichever is the latest at or before
 * as_of; the first day there is where that day would lie before all days. */
static ontrack_date anniversary(ontrack_date as_of, int month, int day, int years_back)
{
    int year;
    ontrack_date date = as_of;
    ontrack_date_split(as_of, &year, NULL, NULL);
    ontrack_date_make(year, month, day, &date);
    if (date > as_of) years_back++;
    return ontrack_date_make(year - years_back, month, day, &date) ? date : ONTRACK__FIRST_DAY;
}

ontrack_date ontrack__year_start(const ontrack__schools *schools, ontrack_date as_of, int month,
                                 int day)
{
    if (schools->borrowed && schools->others != NULL) schools = schools->others;
    bool any = false;
    const ontrack_date start = anniversary(as_of, month, day, 0);
    const ontrack_date before = anniversary(as_of, month, day, 1);
    if (begun(schools, start, as_of, &any) || !any) return start;
    return begun(schools, before, start - 1, &any) ? before : start;
}

ontrack_date ontrack__year_end(ontrack_date year_start)
{
    int year, month, day;
    ontrack_date end = year_start;
    ontrack_date_split(year_start, &year, &month, &day);
    return ontrack_date_make(year + 1, month, day, &end) ? end - 1 : ONTRACK__LAST_DAY;
}
