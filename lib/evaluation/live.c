/* Students one by one from a host's memory: each a dataset of one, evaluated. What is kept from one
 * to the next is what codes mean. */
#include "base/error.h"
#include "base/region.h"
#include "base/text.h"
#include "evaluation/evaluator.h"
#include "evaluation/own_schools.h"
#include "records/builder.h"
#include "records/dataset.h"
#include "records/schools.h"
#include <ontrack/evaluation.h>

#include <string.h>

enum { MARKS_KEPT = 8 };

struct ontrack_live {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    const ontrack_dataset *schools;   /* NULL: none */
    ontrack_evaluate_options options; /* with the allocator of one question */
    ontrack__memo memo;
    ontrack__region region; /* the memory of one question */
    ontrack_allocator of_question;
};

/* What goes into the dataset of one. */
typedef struct given {
    const ontrack_dataset *schools; /* NULL: none */
    const ontrack_records *tables;
    size_t count;
} given;

/* Room for a record of any shared table. */
typedef union shared_record {
    ontrack_calendar_record calendar;
    ontrack_term_record term;
    ontrack_feed_record feed;
} shared_record;

static ontrack_status push_shared(ontrack_builder *builder, const ontrack_dataset *schools,
                                  ontrack_table table, ontrack_error *error)
{
    shared_record record;
    ontrack_status status = ONTRACK_OK;
    if (ontrack__table_given(schools, table))
        status = ontrack_builder_declare(builder, table, error);
    const size_t count = ontrack_dataset_shared_count(schools, table);
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++) {
        ontrack_dataset_shared_at(schools, table, i, &record);
        status = ontrack_builder_push(builder, table, &record, error);
    }
    return status;
}

static ontrack_status push_through(ontrack_builder *builder, const ontrack_dataset *dataset,
                                   ontrack_date as_of, ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < ontrack__school_count(dataset->schools) && status == ONTRACK_OK; i++)
        status = ontrack__push_through(builder, dataset, ontrack__school_at(dataset->schools, i),
                                       as_of, error);
    return status;
}

/* A host's texts for one code are mostly the same bytes. */
static bool same_text(ontrack_text a, ontrack_text b)
{
    return a.size == b.size && (a.data == b.data || ontrack__text_equal(a, b));
}

static bool same_mark(const ontrack_attendance_record *a, const ontrack_attendance_record *b)
{
    return a->portion == b->portion && a->minutes == b->minutes && same_text(a->code, b->code) &&
           same_text(a->period, b->period);
}

/* What attendance said before, so that days which say it again need no look at its texts. */
typedef struct said {
    const ontrack_attendance_record *last; /* of whom it is */
    uint32_t student;
    struct {
        const ontrack_attendance_record *record;
        uint32_t mark;
    } marks[MARKS_KEPT];
    size_t count; /* of all that were kept; the newest take the place of the oldest */
} said;

static ontrack_status mark_of(ontrack_builder *builder, const ontrack_attendance_record *record,
                              said *before, uint32_t *mark, ontrack_error *error)
{
    for (size_t i = 0; i < before->count && i < MARKS_KEPT; i++)
        if (same_mark(before->marks[i].record, record)) {
            *mark = before->marks[i].mark;
            return ONTRACK_OK;
        }
    const ontrack_status status = ontrack_builder_mark(builder, record, mark, error);
    if (status != ONTRACK_OK) return status;
    before->marks[before->count % MARKS_KEPT].record = record;
    before->marks[before->count++ % MARKS_KEPT].mark = *mark;
    return ONTRACK_OK;
}

static ontrack_status push_day(ontrack_builder *builder, const ontrack_attendance_record *record,
                               said *before, ontrack_error *error)
{
    uint32_t mark;
    ontrack_status status = mark_of(builder, record, before, &mark, error);
    if (status == ONTRACK_OK &&
        (before->last == NULL || !same_text(before->last->student_id, record->student_id))) {
        status = ontrack_builder_student(builder, record->student_id, &before->student, error);
        before->last = status == ONTRACK_OK ? record : NULL;
    }
    return status == ONTRACK_OK
               ? ontrack_builder_push_mark(builder, before->student, record->date, mark, error)
               : status;
}

static ontrack_status push_attendance(ontrack_builder *builder, const ontrack_records *records,
                                      ontrack_error *error)
{
    const ontrack_attendance_record *days = records->records;
    said before = {0};
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < records->count && status == ONTRACK_OK; i++)
        status = push_day(builder, &days[i], &before, error);
    return status;
}

static ontrack_status push_table(ontrack_builder *builder, const ontrack_records *records,
                                 ontrack_error *error)
{
    const size_t size = ontrack__table(records->table)->record_size;
    const char *record = records->records;
    ontrack_status status = ontrack_builder_declare(builder, records->table, error);
    if (status == ONTRACK_OK && records->table == ONTRACK_TABLE_ATTENDANCE)
        return push_attendance(builder, records, error);
    for (size_t i = 0; i < records->count && status == ONTRACK_OK; i++)
        status = ontrack_builder_push(builder, records->table, record + i * size, error);
    return status;
}

/* Whether the host gives shared tables of its own beside those of the schools: lines then add up,
 * and all are needed. */
static bool gives_shared(const given *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (ontrack__table(from->tables[i].table)->shared) return true;
    return false;
}

static ontrack_status push_schools(ontrack_builder *builder, const given *from, ontrack_date as_of,
                                   ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    if (from->schools == NULL) return ONTRACK_OK;
    if (!gives_shared(from))
        return ontrack__push_own_schools(builder, from->schools, from->tables, from->count, as_of,
                                         error);
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (status == ONTRACK_OK && ontrack__table((ontrack_table)table)->shared)
            status = push_shared(builder, from->schools, (ontrack_table)table, error);
    if (status == ONTRACK_OK && as_of != ONTRACK_DATE_NONE)
        status = push_through(builder, from->schools, as_of, error);
    return status;
}

static ontrack_status push_all(ontrack_builder *builder, const given *from, ontrack_date as_of,
                               ontrack_error *error)
{
    ontrack_status status = push_schools(builder, from, as_of, error);
    for (size_t i = 0; i < from->count && status == ONTRACK_OK; i++)
        status = push_table(builder, &from->tables[i], error);
    return status;
}

static ontrack_status build(const given *from, ontrack_date as_of,
                            const ontrack_allocator *allocator, ontrack_dataset **out,
                            ontrack_error *error)
{
    ontrack_builder *builder = NULL;
    ontrack_status status = ontrack_builder_new(allocator, &builder, error);
    if (status == ONTRACK_OK && from->schools != NULL && !gives_shared(from))
        builder->calendars = from->schools;
    if (status == ONTRACK_OK) ontrack__facts_expect_few(&builder->facts);
    if (status == ONTRACK_OK) status = push_all(builder, from, as_of, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, out, error);
    ontrack_builder_free(builder);
    return status;
}

static ontrack_status check(const ontrack_records *tables, size_t count, ontrack_error *error)
{
    size_t students = 0;
    for (size_t i = 0; i < count; i++) {
        if ((unsigned)tables[i].table >= ONTRACK_TABLE_COUNT)
            return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                                 "table %zu of the records is none", i);
        if (tables[i].records == NULL && tables[i].count > 0)
            return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                                 "the records of the table %s are missing",
                                 ontrack_table_name(tables[i].table));
        if (tables[i].table == ONTRACK_TABLE_STUDENTS) students += tables[i].count;
    }
    if (students == 1) return ONTRACK_OK;
    return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                         "the records must hold one students record, not %zu", students);
}

/* The day through which attendance is known depends on the as-of date, so that a date which the
 * student's own records tell takes a first look at them. */
static ontrack_status find_date(const given *from, const ontrack_allocator *allocator,
                                ontrack_date *as_of, ontrack_error *error)
{
    ontrack_dataset *dataset = NULL;
    if (*as_of != ONTRACK_DATE_NONE || from->schools == NULL) return ONTRACK_OK;
    const ontrack_status status = build(from, ONTRACK_DATE_NONE, allocator, &dataset, error);
    if (status != ONTRACK_OK) return status;
    *as_of = ontrack_dataset_last_date(dataset);
    ontrack_dataset_free(dataset);
    return ONTRACK_OK;
}

/* ---- earlier dates ---- */

/* How far attendance is known hangs on the as-of date, so that each earlier one that is asked for
 * gets a dataset of its own. */
typedef struct earlier {
    const given *from;
    ontrack_allocator allocator;
    ontrack__array datasets; /* of ontrack_dataset * */
} earlier;

static ontrack_status dataset_at(void *user, ontrack_date as_of, const ontrack_dataset **out,
                                 ontrack_error *error)
{
    earlier *in = user;
    ontrack_dataset **dataset =
        ontrack__array_add(&in->allocator, &in->datasets, sizeof(ontrack_dataset *));
    if (dataset == NULL) return ontrack__no_memory(error);
    const ontrack_status status = build(in->from, as_of, &in->allocator, dataset, error);
    *out = *dataset;
    return status;
}

static void forget(earlier *in)
{
    ontrack_dataset **datasets = in->datasets.items;
    for (size_t i = 0; i < in->datasets.count; i++)
        ontrack_dataset_free(datasets[i]);
    ontrack__array_free(&in->allocator, &in->datasets, sizeof(ontrack_dataset *));
}

static ontrack_status run(ontrack_live *live, const ontrack_dataset *dataset, const given *from,
                          ontrack_date as_of, const ontrack_sink *sink, ontrack_error *error)
{
    ontrack_evaluator *evaluator = NULL;
    ontrack_evaluate_options options = live->options;
    earlier past = {from, live->of_question, {NULL, 0, 0}};
    const ontrack__history history = {dataset_at, &past};
    options.as_of = as_of;
    ontrack_status status =
        ontrack__evaluator_new(live->ruleset, dataset, &options, &live->memo, &evaluator, error);
    if (status == ONTRACK_OK) {
        ontrack__evaluator_remember(evaluator, history);
        ontrack__evaluator_spare_report(evaluator);
        status = ontrack_evaluator_run(evaluator, 0, 1, sink, error);
    }
    ontrack_evaluator_free(evaluator);
    forget(&past);
    return status;
}

/* ---- the public object ---- */

ontrack_status ontrack_live_new(const ontrack_ruleset *ruleset, const ontrack_dataset *schools,
                                const ontrack_evaluate_options *options, ontrack_live **out,
                                ontrack_error *error)
{
    ontrack_evaluate_options known;
    const ontrack_status status = ontrack__evaluate_options(options, &known, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_allocator allocator = ontrack__allocator(known.allocator);
    ontrack_live *live = ontrack__allocate(&allocator, 1, sizeof *live);
    if (live == NULL) return ontrack__no_memory(error);
    live->allocator = allocator;
    live->ruleset = ruleset;
    live->schools = schools;
    live->options = known;
    ontrack__region_init(&live->region, &live->allocator);
    live->of_question = ontrack__region_allocator(&live->region);
    live->options.allocator = &live->of_question;
    ontrack__memo_init(&live->memo, &allocator, ruleset);
    *out = live;
    return ONTRACK_OK;
}

ontrack_status ontrack_live_evaluate(ontrack_live *live, const ontrack_records *tables,
                                     size_t table_count, const ontrack_sink *sink,
                                     ontrack_error *error)
{
    const given from = {live->schools, tables, table_count};
    ontrack_date as_of = live->options.as_of;
    ontrack_dataset *dataset = NULL;
    ontrack_status status = check(tables, table_count, error);
    if (status == ONTRACK_OK) status = find_date(&from, &live->of_question, &as_of, error);
    if (status == ONTRACK_OK) status = build(&from, as_of, &live->of_question, &dataset, error);
    if (status == ONTRACK_OK) status = run(live, dataset, &from, as_of, sink, error);
    ontrack_dataset_free(dataset);
    ontrack__region_reset(&live->region);
    return status;
}

void ontrack_live_free(ontrack_live *live)
{
    if (live == NULL) return;
    const ontrack_allocator allocator = live->allocator;
    ontrack__memo_dispose(&live->memo);
    ontrack__region_free(&live->region);
    ontrack__release(&allocator, live, 1, sizeof *live);
}

ontrack_status ontrack_evaluate_records(const ontrack_ruleset *ruleset,
                                        const ontrack_dataset *schools,
                                        const ontrack_records *tables, size_t table_count,
                                        const ontrack_evaluate_options *options,
                                        const ontrack_sink *sink, ontrack_error *error)
{
    ontrack_live *live = NULL;
    ontrack_status status = ontrack_live_new(ruleset, schools, options, &live, error);
    if (status == ONTRACK_OK)
        status = ontrack_live_evaluate(live, tables, table_count, sink, error);
    ontrack_live_free(live);
    return status;
}
