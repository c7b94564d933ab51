#include "records/schools.h"

#include "base/error.h"
#include "base/sort.h"
#include "base/text.h"
#include "records/dataset.h"
#include "records/meanings.h"
#include "records/walk.h"

#include <string.h>

/* Dates in ascending order, without repeats. */
typedef struct dates {
    ontrack_date *items;
    size_t count, capacity;
} dates;

/* One school. The first of all stands for "every school" (code 0): its days and terms are those of
 * schools that have none of their own. */
typedef struct school {
    ontrack__code code;
    bool own_calendar;
    dates days;                                /* in session */
    ontrack__day_set set;                      /* the same */
    dates marked;                              /* with attendance rows of the school's students */
    ontrack__array terms;                      /* of ontrack__term, own and general */
    ontrack_date through[ONTRACK_TABLE_COUNT]; /* by feeds; NONE when it says nothing */
} school;

struct ontrack__schools {
    ontrack_allocator allocator;
    school *items; /* by code */
    size_t count;
    const ontrack__schools *others; /* who say when a school year begins; NULL: these */
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
        ontrack__release(&allocator, one->days.items, one->days.capacity, sizeof(ontrack_date));
        ontrack__day_set_free(&one->set, &allocator);
        ontrack__release(&allocator, one->marked.items, one->marked.capacity, sizeof(ontrack_date));
        ontrack__array_free(&allocator, &one->terms, sizeof(ontrack__term));
    }
    ontrack__release(&allocator, schools->items, schools->count, sizeof *schools->items);
    ontrack__release(&allocator, schools, 1, sizeof *schools);
}

/* The school of that code, or NULL. */
static school *find(const ontrack__schools *schools, ontrack__code code)
{
    size_t low = 0, high = schools->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (schools->items[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < schools->count && schools->items[low].code == code ? &schools->items[low] : NULL;
}

/* The same; the entry for every school when there is none. */
static const school *find_or_general(const ontrack__schools *schools, ontrack__code code)
{
    const school *one = find(schools, code);
    return one != NULL ? one : &schools->items[0];
}

static bool add_date(const ontrack_allocator *allocator, dates *list, ontrack_date date)
{
    if (list->count > 0 && list->items[list->count - 1] == date) return true;
    ontrack__array array = {list->items, list->count, list->capacity};
    ontrack_date *item = ontrack__array_add(allocator, &array, sizeof *item);
    if (item == NULL) return false;
    *item = date;
    list->items = array.items;
    list->count = array.count;
    list->capacity = array.capacity;
    return true;
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

static void mark_shared(const ontrack__rows *rows, size_t column, bool *seen)
{
    for (size_t row = 0; row < rows->count; row++)
        seen[rows->cells[row * rows->width + column]] = true;
}

static void mark_of_students(const ontrack_dataset *dataset, ontrack_table table, size_t column,
                             bool *seen)
{
    int32_t cells[ONTRACK__MOST_COLUMNS];
    for (size_t i = 0; i < dataset->student_count; i++) {
        ontrack__walk walk = ontrack__walk_start(&dataset->facts.students[i], table);
        while (ontrack__walk_next(&walk, cells))
            seen[cells[column]] = true;
    }
}

static void mark_schools(const ontrack_dataset *dataset, bool *seen)
{
    seen[0] = true;
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
    const size_t codes = ontrack__interner_count(&dataset->codes);
    bool *seen = ontrack__allocate_zero(&schools->allocator, codes, sizeof *seen);
    if (seen == NULL) return false;
    mark_schools(dataset, seen);
    size_t count = 0;
    for (size_t code = 0; code < codes; code++)
        count += seen[code];
    schools->items = ontrack__allocate_zero(&schools->allocator, count, sizeof *schools->items);
    if (schools->items != NULL) {
        for (size_t code = 0; code < codes; code++)
            if (seen[code]) schools->items[schools->count++].code = (ontrack__code)code;
        for (size_t i = 0; i < schools->count; i++)
            for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
                schools->items[i].through[table] = ONTRACK_DATE_NONE;
    }
    ontrack__release(&schools->allocator, seen, codes, sizeof *seen);
    return schools->items != NULL;
}

/* ---- calendar ---- */

static bool in_session(const ontrack_dataset *dataset, const ontrack__calendar_row *row)
{
    return row->day_type == 0 ||
           ontrack__text_is(ontrack__code_text(dataset, row->day_type), "instructional");
}

/* What the lines of one date say about a school: its own before those for every school; where two
 * disagree, school is in session, since a day that is left out hides absences. */
static bool school_in_session(const ontrack_dataset *dataset, const ontrack__calendar_row *rows,
                              size_t count, ontrack__code code)
{
    bool own = false, own_session = false, general_session = false;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].school == code && code != 0) {
            own = true;
            own_session = own_session || in_session(dataset, &rows[i]);
        } else if (rows[i].school == 0) {
            general_session = general_session || in_session(dataset, &rows[i]);
        }
    }
    return own ? own_session : general_session;
}

static bool build_days(ontrack__schools *schools, const ontrack_dataset *dataset, school *one)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_CALENDAR];
    const ontrack__calendar_row *rows = (const ontrack__calendar_row *)table->cells;
    for (size_t from = 0; from < table->count;) {
        size_t to = from + 1;
        while (to < table->count && rows[to].date == rows[from].date)
            to++;
        if (school_in_session(dataset, rows + from, to - from, one->code) &&
            !add_date(&schools->allocator, &one->days, rows[from].date))
            return false;
        from = to;
    }
    return ontrack__day_set_make(&one->set, &schools->allocator, one->days.items, one->days.count);
}

static bool build_calendars(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_CALENDAR];
    const ontrack__calendar_row *rows = (const ontrack__calendar_row *)table->cells;
    for (size_t i = 0; i < table->count; i++)
        find(schools, rows[i].school)->own_calendar = true;
    for (size_t i = 0; i < schools->count; i++) {
        school *one = &schools->items[i];
        if ((i == 0 || one->own_calendar) && !build_days(schools, dataset, one)) return false;
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

/* Rows are in order of start, end and name, and so are the lists. */
static bool build_terms(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_TERMS];
    const ontrack__term_row *rows = (const ontrack__term_row *)table->cells;
    for (size_t row = 0; row < table->count; row++)
        for (size_t i = 0; i < schools->count; i++) {
            school *one = &schools->items[i];
            if (rows[row].school != 0 && rows[row].school != one->code) continue;
            ontrack__term *term =
                ontrack__array_add(&schools->allocator, &one->terms, sizeof *term);
            if (term == NULL) return false;
            term->term = rows[row].term;
            term->school = rows[row].school;
            term->start = rows[row].start;
            term->end = rows[row].end;
            term->kind = kind_of(dataset, rows[row].kind);
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

/* Days with attendance rows, by school: a bit for each school and day between the first and last.
 */
typedef struct marked_days {
    unsigned char *bits;
    size_t bytes;
    ontrack_date first;
    size_t span;
} marked_days;

static void set_bit(marked_days *days, size_t school_index, ontrack_date date)
{
    const size_t bit = school_index * days->span + (size_t)(date - days->first);
    days->bits[bit / 8] = (unsigned char)(days->bits[bit / 8] | 1u << bit % 8);
}

static bool get_bit(const marked_days *days, size_t school_index, size_t day)
{
    const size_t bit = school_index * days->span + day;
    return (days->bits[bit / 8] >> bit % 8 & 1) != 0;
}

static size_t index_of(const ontrack__schools *schools, ontrack__code code)
{
    return (size_t)(find(schools, code) - schools->items);
}

/* Marks the student's attendance days within a stay. */
static void mark_stay(const ontrack_student *student, size_t school_index, ontrack_date entry,
                      ontrack_date exit, marked_days *days)
{
    ontrack__attendance_row row;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_ATTENDANCE);
    while (ontrack__walk_next(&walk, cells)) {
        memcpy(&row, cells, sizeof row);
        if (row.date >= entry && row.date <= exit) set_bit(days, school_index, row.date);
    }
}

/* Marks the student's attendance days for the schools of the stays that hold them; without an
 * enrollments table for the school of the student's own line. */
static void mark_student(const ontrack__schools *schools, const ontrack_student *student,
                         marked_days *days)
{
    ontrack__enrollment_row stay;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    if (!ontrack__table_given(student->dataset, ONTRACK_TABLE_ENROLLMENTS))
        mark_stay(student, index_of(schools, ontrack__student_line(student).school), INT32_MIN,
                  INT32_MAX, days);
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_ENROLLMENTS);
    while (ontrack__walk_next(&walk, cells)) {
        memcpy(&stay, cells, sizeof stay);
        mark_stay(student, index_of(schools, stay.school), stay.entry,
                  stay.exit == ONTRACK_DATE_NONE ? INT32_MAX : stay.exit, days);
    }
}

static bool collect_marked(ontrack__schools *schools, const marked_days *days)
{
    for (size_t i = 0; i < schools->count; i++)
        for (size_t day = 0; day < days->span; day++)
            if (get_bit(days, i, day) && !add_date(&schools->allocator, &schools->items[i].marked,
                                                   days->first + (ontrack_date)day))
                return false;
    return true;
}

static bool build_marked(ontrack__schools *schools, const ontrack_dataset *dataset)
{
    const ontrack_table_counts counts = dataset->counts[ONTRACK_TABLE_ATTENDANCE];
    if (counts.used == 0) return true;
    marked_days days = {NULL, 0, counts.first, (size_t)(counts.last - counts.first) + 1};
    days.bytes = (schools->count * days.span + 7) / 8;
    days.bits = ontrack__allocate_zero(&schools->allocator, days.bytes, 1);
    if (days.bits == NULL) return false;
    for (size_t i = 0; i < dataset->student_count; i++)
        mark_student(schools, &dataset->facts.students[i], &days);
    const bool done = collect_marked(schools, &days);
    ontrack__release(&schools->allocator, days.bits, days.bytes, 1);
    return done;
}

ontrack_status ontrack__schools_new(const ontrack_dataset *dataset, ontrack__schools **out,
                                    ontrack_error *error)
{
    ontrack__schools *schools = ontrack__allocate_zero(&dataset->allocator, 1, sizeof *schools);
    if (schools == NULL) return ontrack__no_memory(error);
    schools->allocator = dataset->allocator;
    bool done = list_schools(schools, dataset) && build_calendars(schools, dataset) &&
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

/* The school whose calendar holds for that one. */
static const school *calendar_of(const ontrack__schools *schools, ontrack__code code)
{
    const school *one = find_or_general(schools, code);
    return one->own_calendar ? one : &schools->items[0];
}

const ontrack_date *ontrack__school_days(const ontrack__schools *schools, ontrack__code code,
                                         size_t *count)
{
    const school *one = calendar_of(schools, code);
    *count = one->days.count;
    return one->days.items;
}

const ontrack__day_set *ontrack__school_day_set(const ontrack__schools *schools, ontrack__code code)
{
    return &calendar_of(schools, code)->set;
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

/* The latest of the dates at or before `until`, or NONE. */
static ontrack_date latest(const dates *list, ontrack_date until)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list->items[middle] <= until)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? ONTRACK_DATE_NONE : list->items[low - 1];
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
    ontrack_date through = one == NULL ? ONTRACK_DATE_NONE : latest(&one->marked, as_of);
    ontrack_date fed = fed_through(schools, ONTRACK_TABLE_ATTENDANCE, code);
    if (fed > as_of) fed = as_of;
    if (fed > through) through = fed;
    if (through == ONTRACK_DATE_NONE) return false;
    *out = through;
    return true;
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
        const ontrack_date day = latest(&one->days, to);
        *any = *any || one->days.count > 0;
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
 * as_of. */
static ontrack_date anniversary(ontrack_date as_of, int month, int day, int years_back)
{
    int year;
    ontrack_date date = as_of;
    ontrack_date_split(as_of, &year, NULL, NULL);
    ontrack_date_make(year, month, day, &date);
    if (date > as_of) years_back++;
    ontrack_date_make(year - years_back, month, day, &date);
    return date;
}

void ontrack__schools_follow(ontrack__schools *schools, const ontrack__schools *others)
{
    schools->others = others;
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
    ontrack_date_make(year + 1, month, day, &end);
    return end - 1;
}

size_t ontrack__school_count(const ontrack__schools *schools)
{
    return schools->count;
}

ontrack__code ontrack__school_at(const ontrack__schools *schools, size_t index)
{
    return schools->items[index].code;
}
