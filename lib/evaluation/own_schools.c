#include "evaluation/own_schools.h"

#include "base/error.h"
#include "base/text.h"
#include "records/builder.h"
#include "records/schools.h"

typedef struct pushing {
    ontrack_builder *builder;
    const ontrack_dataset *dataset;
    ontrack_date as_of;
    ontrack__array done; /* of ontrack_text: the schools that were pushed */
    ontrack_error *error;
} pushing;

/* A school that the dataset does not know shares what every school does. */
static ontrack__code code_of(const pushing *to, ontrack_text school)
{
    ontrack__code code = 0;
    if (school.size > 0) ontrack__intern_find(&to->dataset->codes, school, &code);
    return code;
}

/* Its own terms and those of every school, which stay apart. */
static ontrack_status push_terms(const pushing *to, ontrack_text school)
{
    size_t count;
    const ontrack__term *terms =
        ontrack__school_terms(to->dataset->schools, code_of(to, school), &count);
    ontrack_term_record term = ONTRACK_TERM_RECORD_INIT;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++) {
        const char *kind = ontrack__term_kind_name(terms[i].kind);
        term.term = ontrack__code_text(to->dataset, terms[i].term);
        term.start_date = terms[i].start;
        term.end_date = terms[i].end;
        term.kind = ontrack_text_of(kind == NULL ? "" : kind);
        term.school_id = ontrack__code_text(to->dataset, terms[i].school);
        status = ontrack_builder_add_term(to->builder, &term, to->error);
    }
    return status;
}

/* The lines of feeds for the school. */
static ontrack_status push_feeds(const pushing *to, ontrack__code school)
{
    const ontrack__rows *table = &to->dataset->shared[ONTRACK_TABLE_FEEDS];
    const ontrack__feed_row *rows = (const ontrack__feed_row *)table->cells;
    ontrack_feed_record feed = ONTRACK_FEED_RECORD_INIT;
    ontrack_status status = ONTRACK_OK;
    feed.school_id = ontrack__code_text(to->dataset, school);
    for (size_t i = 0; i < table->count && status == ONTRACK_OK; i++) {
        if (rows[i].school != school) continue;
        feed.table = ontrack__code_text(to->dataset, rows[i].table);
        feed.through_date = rows[i].through;
        status = ontrack_builder_add_feed(to->builder, &feed, to->error);
    }
    return status;
}

ontrack_status ontrack__push_through(ontrack_builder *builder, const ontrack_dataset *schools,
                                     ontrack__code school, ontrack_date as_of, ontrack_error *error)
{
    ontrack_feed_record feed = ONTRACK_FEED_RECORD_INIT;
    if (school == 0 ||
        !ontrack__attendance_through(schools->schools, school, as_of, &feed.through_date))
        return ONTRACK_OK;
    feed.table = ontrack_text_of(ontrack_table_name(ONTRACK_TABLE_ATTENDANCE));
    feed.school_id = ontrack__code_text(schools, school);
    return ontrack_builder_add_feed(builder, &feed, error);
}

static bool was_pushed(const pushing *to, ontrack_text school)
{
    const ontrack_text *done = to->done.items;
    for (size_t i = 0; i < to->done.count; i++)
        if (ontrack__text_equal(done[i], school)) return true;
    return false;
}

static ontrack_status push_school(pushing *to, ontrack_text school)
{
    const ontrack__code code = code_of(to, school);
    if (was_pushed(to, school)) return ONTRACK_OK;
    ontrack_text *done = ontrack__array_add(&to->builder->allocator, &to->done, sizeof *done);
    if (done == NULL) return ontrack__no_memory(to->error);
    *done = school;
    ontrack_status status = push_terms(to, school);
    if (status == ONTRACK_OK && code != 0) status = push_feeds(to, code);
    if (status == ONTRACK_OK && to->as_of != ONTRACK_DATE_NONE)
        status = ontrack__push_through(to->builder, to->dataset, code, to->as_of, to->error);
    return status;
}

static ontrack_status push_named(pushing *to, const ontrack_records *records)
{
    const ontrack_student_record *students = records->records;
    const ontrack_enrollment_record *stays = records->records;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < records->count && status == ONTRACK_OK; i++) {
        if (records->table == ONTRACK_TABLE_STUDENTS)
            status = push_school(to, students[i].school_id);
        else if (records->table == ONTRACK_TABLE_ENROLLMENTS)
            status = push_school(to, stays[i].school_id);
    }
    return status;
}

/* Mostly the line before has the same name and kind. */
static bool seen_before(const ontrack__term_row *rows, size_t row)
{
    for (size_t i = row; i > 0; i--)
        if (rows[i - 1].term == rows[row].term && rows[i - 1].kind == rows[row].kind) return true;
    return false;
}

/* Where other schools use a term's name for another kind, the name alone tells none: one line for
 * each kind that a name has somewhere. */
static ontrack_status push_names(const pushing *to)
{
    const ontrack__rows *table = &to->dataset->shared[ONTRACK_TABLE_TERMS];
    const ontrack__term_row *rows = (const ontrack__term_row *)table->cells;
    ontrack_term_record term = ONTRACK_TERM_RECORD_INIT;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < table->count && status == ONTRACK_OK; i++) {
        const ontrack_text school = ontrack__code_text(to->dataset, rows[i].school);
        if (rows[i].school == 0 || was_pushed(to, school) || seen_before(rows, i)) continue;
        term.term = ontrack__code_text(to->dataset, rows[i].term);
        term.start_date = rows[i].start;
        term.end_date = rows[i].end;
        term.kind = ontrack__code_text(to->dataset, rows[i].kind);
        term.school_id = school;
        status = ontrack_builder_add_term(to->builder, &term, to->error);
    }
    return status;
}

static ontrack_status declare(const pushing *to)
{
    static const ontrack_table shared[] = {ONTRACK_TABLE_CALENDAR, ONTRACK_TABLE_TERMS,
                                           ONTRACK_TABLE_FEEDS};
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < sizeof shared / sizeof *shared && status == ONTRACK_OK; i++)
        if (ontrack__table_given(to->dataset, shared[i]))
            status = ontrack_builder_declare(to->builder, shared[i], to->error);
    return status;
}

ontrack_status ontrack__push_own_schools(ontrack_builder *builder, const ontrack_dataset *schools,
                                         const ontrack_records *tables, size_t count,
                                         ontrack_date as_of, ontrack_error *error)
{
    pushing to = {builder, schools, as_of, {NULL, 0, 0}, error};
    ontrack_status status = declare(&to);
    if (status == ONTRACK_OK) status = push_feeds(&to, 0);
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++)
        status = push_named(&to, &tables[i]);
    if (status == ONTRACK_OK) status = push_names(&to);
    ontrack__array_free(&builder->allocator, &to.done, sizeof(ontrack_text));
    return status;
}
