#include "records/schools.h"

#include "base/bits.h"
#include "base/error.h"
#include "base/text.h"
#include "records/dataset.h"
#include "records/meanings.h"
#include "records/walk.h"

#include <string.h>

/* One school. The first of all stands for "every school" (code 0): its days and terms are those of
 * schools that have none of their own. */
typedef struct school {
    ontrack__code code;
    bool own_calendar;
    ontrack__day_set session; /* in session */
    ontrack_date *days;       /* the same, one by one */
    size_t day_count;
    ontrack__day_set marked;                   /* with attendance rows of the school's students */
    ontrack__array terms;                      /* of ontrack__term, own and general */
    ontrack_date through[ONTRACK_TABLE_COUNT]; /* by feeds; NONE when it says nothing */
} school;

struct ontrack__schools {
    ontrack_allocator allocator;
    school *items; /* by code */
    size_t count;
    uint32_t *by_code; /* position + 1; 0: no school's code */
    size_t code_count;
    /* Whose calendars are borrowed and who say when a school year begins; NULL: these. */
    const ontrack__schools *others;
};

const char *ontrack__term_kind_name(ontrack__term_kind kind)
{
    return kind == ONTRACK__TERM_NONE
               ? NULL
               : ontrack__fixed_category(ONTRACK_CODES_TERM, (size_t)kind - 1);
}

void ontrack__schools_free(ontrack__schools *schools)
{
    if (schools == NULL) return;
    const ontrack_allocator allocator = schools->allocator;
    for (size_t i = 0; i < schools->count; i++) {
        school *one = &schools->items[i];
        if (schools->others == NULL) {
            ontrack__release(&allocator, one->days, one->day_count, sizeof *one->days);
            ontrack__day_set_free(&one->session, &allocator);
        }
        ontrack__day_set_free(&one->marked, &allocator);
        ontrack__array_free(&allocator, &one->terms, sizeof(ontrack__term));
    }
    ontrack__release(&allocator, schools->items, schools->count, sizeof *schools->items);
    ontrack__release(&allocator, schools->by_code, schools->code_count, sizeof *schools->by_code);
    ontrack__release(&allocator, schools, 1, sizeof *schools);
}

/* The school of that code, or NULL. */
static school *find(const ontrack__schools *schools, ontrack__code code)
{
    const uint32_t place = code < schools->code_count ? schools->by_code[code] : 0;
    return place == 0 ? NULL : &schools->items[place - 1];
}

/* The same; the entry for every school when there is none. */
static const school *find_or_general(const ontrack__schools *schools, ontrack__code code)
{
    const school *one = find(schools, code);
    return one != NULL ? one : &schools->items[0];
}

/* The school whose calendar holds for that one. */
static const school *calendar_of(const ontrack__schools *schools, ontrack__code code)
{
    const school *one = find_or_general(schools, code);
    return one->own_calendar ? one : &schools->items[0];
}

/* ---- which schools there are ---- */

/* Where a table names schools: the kept column. */
static const struct {
    ontrack_table table;
    size_t column;
} school_columns[] = {
    {ONTRACK_TABLE_CALENDAR, 1}, {ONTRACK_TABLE_TERMS, 4},       {ONTRACK_TABLE_FEEDS, 2},
    {ONTRACK_TABLE_STUDENTS, 1}, {ONTRACK_TABLE_ENROLLMENTS, 2},
};

static void mark_shared(const ontrack__rows *rows, size_t column, uint32_t *seen)
{
    for (size_t row = 0; row < rows->count; row++)
        seen[rows->cells[row * rows->width + column]] = 1;
}

static void mark_of_students(const ontrack_dataset *dataset, ontrack_table table, size_t column,
                             uint32_t *seen)
{
    int32_t cells[ONTRACK__MOST_COLUMNS];
    for (size_t i = 0; i < dataset->student_count; i++) {
        ontrack__walk walk = ontrack__walk_start(&dataset->facts.students[i], table);
        while (ontrack__walk_next(&walk, cells))
            seen[cells[column]] = 1;
    }
}

static void mark_schools(const ontrack_dataset *dataset, uint32_t *seen)
{
    seen[0] = 1;
    for (size_t i = 0; i < sizeof school_columns / sizeof *school_columns; i++) {
        const ontrack_table table = school_columns[i].table;
        const size_t column = school_columns[i].column;
        if (ontrack__table(table)->shared)
            mark_shared(&dataset->shared[table], column, seen);
        else
            mark_of_students(dataset, table, column, seen);
    }
}

static bool list_schools(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack_allocator *allocator = &schools->allocator;
    const size_t codes = ontrack__interner_count(&dataset->codes);
    schools->by_code = ontrack__allocate_zero(allocator, codes, sizeof *schools->by_code);
    if (schools->by_code == NULL) return false;
    schools->code_count = codes;
    mark_schools(dataset, schools->by_code);
    size_t count = 0;
    for (size_t code = 0; code < codes; code++)
        if (schools->by_code[code] != 0) schools->by_code[code] = (uint32_t)++count;
    schools->items = ontrack__allocate_zero(allocator, count, sizeof *schools->items);
    if (schools->items == NULL) return false;
    schools->count = count;
    for (size_t code = 0; code < codes; code++) {
        school *one = find(schools, (ontrack__code)code);
        if (one == NULL) continue;
        one->code = (ontrack__code)code;
        for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
            one->through[table] = ONTRACK_DATE_NONE;
    }
    return true;
}

/* ---- calendar ---- */

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
        find(schools, lines->rows[i].school)->own_calendar = true;
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
            ontrack__day_set_put(&find(schools, row->school)->session, row->date, session);
    }
}

static bool list_days(ontrack__schools *schools, school *one)
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

static bool build_calendars(ontrack__schools *schools, const ontrack_dataset *dataset)
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

/* The calendar that holds for each school elsewhere becomes its own. */
static bool borrow_calendars(ontrack__schools *schools, const ontrack_dataset *dataset,
                             const ontrack_dataset *from)
{
    for (size_t i = 0; i < schools->count; i++) {
        school *one = &schools->items[i];
        ontrack__code code = 0;
        ontrack__intern_find(&from->codes, ontrack__code_text(dataset, one->code), &code);
        const school *theirs = calendar_of(from->schools, code);
        one->own_calendar = true;
        one->session = theirs->session;
        one->days = theirs->days;
        one->day_count = theirs->day_count;
    }
    return true;
}

/* ---- terms ---- */

static ontrack__term_kind kind_of(const ontrack_dataset *dataset, ontrack__code code)
{
    const ontrack_text text = ontrack__code_text(dataset, code);
    for (int kind = ONTRACK__TERM_SEMESTER; kind < ONTRACK__TERM_KIND_COUNT; kind++)
        if (ontrack__text_is(text, ontrack__term_kind_name((ontrack__term_kind)kind)))
            return (ontrack__term_kind)kind;
    return ONTRACK__TERM_NONE;
}

static bool add_term(ontrack__schools *schools, school *one, const ontrack__term *term)
{
    ontrack__term *place = ontrack__array_add(&schools->allocator, &one->terms, sizeof *place);
    if (place != NULL) *place = *term;
    return place != NULL;
}

/* Rows are in order of start, end and name, and so are the lists. */
static bool build_terms(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_TERMS];
    const ontrack__term_row *rows = (const ontrack__term_row *)table->cells;
    for (size_t row = 0; row < table->count; row++) {
        const ontrack__term term = {rows[row].term, rows[row].school, rows[row].start,
                                    rows[row].end, kind_of(dataset, rows[row].kind)};
        const bool general = term.school == 0;
        school *first = general ? schools->items : find(schools, term.school);
        for (size_t i = 0; i < (general ? schools->count : 1); i++)
            if (!add_term(schools, first + i, &term)) return false;
    }
    return true;
}

/* ---- how far tables are complete ---- */

static void read_feeds(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_FEEDS];
    const ontrack__feed_row *rows = (const ontrack__feed_row *)table->cells;
    for (size_t row = 0; row < table->count; row++) {
        const ontrack_text name = ontrack__code_text(dataset, rows[row].table);
        school *one = find(schools, rows[row].school);
        for (size_t i = 0; i < ONTRACK_TABLE_COUNT; i++)
            if (ontrack__text_is(name, ontrack_table_name((ontrack_table)i)) &&
                rows[row].through > one->through[i])
                one->through[i] = rows[row].through;
    }
}

/* Marks the student's attendance days within a stay. */
static void mark_stay(const ontrack_student *student, school *one, ontrack_date entry,
                      ontrack_date exit)
{
    const ontrack__days *days = &student->dataset->facts.days;
    for (size_t column = days->first; column < days->end; column++) {
        const uint64_t bits = ontrack__day_bits(student, column);
        if (bits != 0)
            one->marked.words[column - one->marked.first] |=
                bits & ontrack__days_between(column, entry, exit);
    }
    for (size_t i = 0; i < ontrack__entry_count(student); i++) {
        const ontrack_date date = ontrack__entry_date(ontrack__entry_at(student, i));
        if (date >= entry && date <= exit) ontrack__day_set_put(&one->marked, date, true);
    }
}

/* Marks the student's attendance days for the schools of the stays that hold them; without an
 * enrollments table for the school of the student's own line. */
static void mark_student(const ontrack__schools *schools, const ontrack_student *student)
{
    ontrack__enrollment_row stay;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    if (!ontrack__table_given(student->dataset, ONTRACK_TABLE_ENROLLMENTS))
        mark_stay(student, find(schools, ontrack__student_line(student).school), ONTRACK__FIRST_DAY,
                  ONTRACK__LAST_DAY);
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_ENROLLMENTS);
    while (ontrack__walk_next(&walk, cells)) {
        memcpy(&stay, cells, sizeof stay);
        mark_stay(student, find(schools, stay.school), stay.entry,
                  stay.exit == ONTRACK_DATE_NONE ? ONTRACK__LAST_DAY : stay.exit);
    }
}

static bool build_marked(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack_table_counts counts = dataset->counts[ONTRACK_TABLE_ATTENDANCE];
    if (counts.used == 0) return true;
    for (size_t i = 0; i < schools->count; i++)
        if (!ontrack__day_set_reach(&schools->items[i].marked, &schools->allocator, counts.first,
                                    counts.last))
            return false;
    for (size_t i = 0; i < dataset->student_count; i++)
        mark_student(schools, &dataset->facts.students[i]);
    return true;
}

ontrack_status ontrack__schools_new(const ontrack_dataset *dataset,
                                    const ontrack_dataset *calendars, ontrack__schools **out,
                                    ontrack_error *error)
{
    ontrack__schools *schools = ontrack__allocate_zero(&dataset->allocator, 1, sizeof *schools);
    if (schools == NULL) return ontrack__no_memory(error);
    schools->allocator = dataset->allocator;
    if (calendars != NULL) schools->others = calendars->schools;
    bool done = list_schools(schools, dataset) &&
                (calendars != NULL ? borrow_calendars(schools, dataset, calendars)
                                   : build_calendars(schools, dataset)) &&
                build_terms(schools, dataset) && build_marked(schools, dataset);
    if (!done) {
        ontrack__schools_free(schools);
        return ontrack__no_memory(error);
    }
    read_feeds(schools, dataset);
    *out = schools;
    return ONTRACK_OK;
}

/* ---- questions ---- */

const ontrack_date *ontrack__school_days(const ontrack__schools *schools, ontrack__code code,
                                         size_t *count)
{
    const school *one = calendar_of(schools, code);
    *count = one->day_count;
    return one->days;
}

const ontrack__day_set *ontrack__school_day_set(const ontrack__schools *schools, ontrack__code code)
{
    return &calendar_of(schools, code)->session;
}

const ontrack__term *ontrack__school_terms(const ontrack__schools *schools, ontrack__code code,
                                           size_t *count)
{
    const school *one = find_or_general(schools, code);
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

/* What feeds says of a table for a school: its own line, else that of every school. */
static ontrack_date fed_through(const ontrack__schools *schools, ontrack_table table,
                                ontrack__code code)
{
    const ontrack_date own = find_or_general(schools, code)->through[table];
    return own != ONTRACK_DATE_NONE ? own : schools->items[0].through[table];
}

bool ontrack__attendance_through(const ontrack__schools *schools, ontrack__code code,
                                 ontrack_date as_of, ontrack_date *out)
{
    const school *one = find(schools, code);
    ontrack_date through =
        one == NULL ? ONTRACK_DATE_NONE : ontrack__day_set_latest(&one->marked, as_of);
    ontrack_date fed = fed_through(schools, ONTRACK_TABLE_ATTENDANCE, code);
    if (fed > as_of) fed = as_of;
    if (fed > through) through = fed;
    if (through == ONTRACK_DATE_NONE) return false;
    *out = through;
    return true;
}

bool ontrack__table_fed(const ontrack__schools *schools, ontrack_table table, ontrack__code code)
{
    const school *one = find(schools, code);
    return one != NULL && one->through[table] != ONTRACK_DATE_NONE;
}

ontrack_date ontrack__table_through(const ontrack__schools *schools, ontrack_table table,
                                    ontrack__code code, ontrack_date as_of)
{
    const ontrack_date fed = fed_through(schools, table, code);
    return fed == ONTRACK_DATE_NONE || fed > as_of ? as_of : fed;
}

/* Whether a school year is seen to have begun between two days: a school day, or the start of a
 * term other than summer. `any` tells whether there is anything to see at all. */
static bool begun(const ontrack__schools *schools, ontrack_date from, ontrack_date to, bool *any)
{
    bool found = false;
    for (size_t i = 0; i < schools->count; i++) {
        const school *one = &schools->items[i];
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
    if (schools->others != NULL) schools = schools->others;
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

size_t ontrack__school_count(const ontrack__schools *schools)
{
    return schools->count;
}

ontrack__code ontrack__school_at(const ontrack__schools *schools, size_t index)
{
    return schools->items[index].code;
}
