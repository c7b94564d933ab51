/* Students one by one from a host's memory: each a dataset of one, evaluated. What is kept from one
 * to the next is what every dataset of one has in common. */
#include "base/error.h"
#include "base/meter.h"
#include "base/text.h"
#include "evaluation/evaluator.h"
#include "records/builder.h"
#include "records/single.h"
#include <ontrack/evaluation.h>

#include <string.h>

/* Bytes that may be kept beyond those of the first answer. */
enum { MOST_GROWN = 1 << 22 };

/* As-of dates that are kept: where each student's own last date is asked about, most have one of a
 * few. */
enum { MOST_EVALUATORS = 8 };
typedef struct dated_evaluator {
    ontrack_evaluator *evaluator; /* NULL: none yet */
    ontrack_date as_of;
} dated_evaluator;

struct ontrack_live {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    const ontrack_dataset *schools;   /* NULL: none */
    ontrack_evaluate_options options; /* with the allocator of what is kept */
    ontrack__meter meter;             /* of what is kept */
    ontrack_allocator kept;
    ontrack__memo memo;
    ontrack__single single;
    dated_evaluator evaluators[MOST_EVALUATORS]; /* of the single student */
    size_t next;                                 /* the one that is given up for a new date */
    size_t first_weight; /* held after the first answer; 0: none was given */
};

/* ---- the host's own shared tables ---- */

static ontrack_status push_table(ontrack_builder *builder, const ontrack_records *records,
                                 ontrack_error *error)
{
    const size_t size = ontrack__table(records->table)->record_size;
    const char *record = records->records;
    ontrack_status status = ontrack_builder_declare(builder, records->table, error);
    for (size_t i = 0; i < records->count && status == ONTRACK_OK; i++)
        status = ontrack_builder_push(builder, records->table, record + i * size, error);
    return status;
}

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

static bool gives_shared(const ontrack_records *tables, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ontrack__table(tables[i].table)->shared) return true;
    return false;
}

static ontrack_status push_all(ontrack_builder *builder, const ontrack_dataset *schools,
                               const ontrack_records *tables, size_t count, ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    for (int table = 0; schools != NULL && table < ONTRACK__SHARED_TABLES; table++)
        if (status == ONTRACK_OK)
            status = push_shared(builder, schools, (ontrack_table)table, error);
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++)
        status = push_table(builder, &tables[i], error);
    return status;
}

/* Their lines and those of the schools add up, so that the dataset is like no other. */
static ontrack_status ask_apart(ontrack_live *live, const ontrack_records *tables, size_t count,
                                const ontrack_sink *sink, ontrack_error *error)
{
    const ontrack_allocator allocator = live->single.own;
    ontrack_evaluate_options options = live->options;
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_evaluator *evaluator = NULL;
    options.allocator = &allocator;
    ontrack_status status = ontrack_builder_new(&allocator, &builder, error);
    if (status == ONTRACK_OK) builder->beside = live->schools;
    if (status == ONTRACK_OK) status = push_all(builder, live->schools, tables, count, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, error);
    if (status == ONTRACK_OK)
        status = ontrack__evaluator_new(live->ruleset, dataset, &options, &live->memo, &evaluator,
                                        error);
    if (status == ONTRACK_OK) status = ontrack_evaluator_run(evaluator, 0, 1, sink, error);
    ontrack_evaluator_free(evaluator);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    return status;
}

/* ---- the student's tables alone ---- */

static void drop_evaluators(ontrack_live *live)
{
    for (size_t i = 0; i < MOST_EVALUATORS; i++)
        ontrack_evaluator_free(live->evaluators[i].evaluator);
    memset(live->evaluators, 0, sizeof live->evaluators);
    live->next = 0;
}

/* In place of the one that has been there longest, or of all, where they are large. */
static ontrack_status make_evaluator(ontrack_live *live, ontrack_date as_of,
                                     ontrack_evaluator **out, ontrack_error *error)
{
    if (live->meter.held > live->first_weight + MOST_GROWN / 2) drop_evaluators(live);
    dated_evaluator *place = &live->evaluators[live->next];
    ontrack_evaluate_options options = live->options;
    options.as_of = place->as_of = as_of;
    live->next = (live->next + 1) % MOST_EVALUATORS;
    ontrack_evaluator_free(place->evaluator);
    place->evaluator = NULL;
    const ontrack_status status = ontrack__evaluator_new(
        live->ruleset, &live->single.dataset, &options, &live->memo, &place->evaluator, error);
    if (status == ONTRACK_OK) ontrack__evaluator_spare_report(place->evaluator);
    *out = place->evaluator;
    return status;
}

/* The evaluator of a student before serves this one, too, on the same as-of date. */
static ontrack_status find_evaluator(ontrack_live *live, ontrack_evaluator **out,
                                     ontrack_error *error)
{
    ontrack_date as_of = live->options.as_of;
    if (as_of == ONTRACK_DATE_NONE) as_of = live->single.dataset.last_date;
    for (size_t i = 0; i < MOST_EVALUATORS; i++) {
        *out = live->evaluators[i].evaluator;
        if (*out != NULL && live->evaluators[i].as_of == as_of)
            return ontrack__evaluator_again(*out, error);
    }
    return make_evaluator(live, as_of, out, error);
}

static ontrack_status ask(ontrack_live *live, const ontrack_records *tables, size_t count,
                          const ontrack_sink *sink, ontrack_error *error)
{
    ontrack_evaluator *evaluator = NULL;
    bool renumbered = false;
    ontrack_status status = ontrack__single_take(&live->single, tables, count, &renumbered, error);
    if (renumbered) drop_evaluators(live);
    if (status == ONTRACK_OK) status = find_evaluator(live, &evaluator, error);
    if (status == ONTRACK_OK) status = ontrack_evaluator_run(evaluator, 0, 1, sink, error);
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

/* ---- what is kept ---- */

static void keep_nothing(ontrack_live *live)
{
    drop_evaluators(live);
    ontrack__single_free(&live->single);
    ontrack__memo_dispose(&live->memo);
}

static void begin(ontrack_live *live)
{
    ontrack__single_init(&live->single, &live->kept, live->schools);
    ontrack__memo_init(&live->memo, &live->kept, live->ruleset);
    live->first_weight = 0;
}

/* Codes, places and room for large answers add up: where that is too much all begins anew, as it
 * does before editions have no number any more. */
static void weigh(ontrack_live *live)
{
    if (live->first_weight == 0 && live->evaluators[0].evaluator != NULL)
        live->first_weight = live->meter.held;
    if (live->meter.held <= live->first_weight + MOST_GROWN &&
        live->single.dataset.edition < ONTRACK__ALWAYS_ASKED - 1)
        return;
    keep_nothing(live);
    begin(live);
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
    ontrack_live *live = ontrack__allocate_zero(&allocator, 1, sizeof *live);
    if (live == NULL) return ontrack__no_memory(error);
    live->allocator = allocator;
    live->ruleset = ruleset;
    live->schools = schools;
    live->options = known;
    ontrack__meter_init(&live->meter, &live->allocator);
    live->kept = ontrack__meter_allocator(&live->meter);
    live->options.allocator = &live->kept;
    begin(live);
    *out = live;
    return ONTRACK_OK;
}

ontrack_status ontrack_live_evaluate(ontrack_live *live, const ontrack_records *tables,
                                     size_t table_count, const ontrack_sink *sink,
                                     ontrack_error *error)
{
    ontrack_status status = check(tables, table_count, error);
    if (status != ONTRACK_OK) return status;
    status = gives_shared(tables, table_count) ? ask_apart(live, tables, table_count, sink, error)
                                               : ask(live, tables, table_count, sink, error);
    ontrack__single_end(&live->single);
    if (status != ONTRACK_OK) drop_evaluators(live); /* it may have been left in the middle */
    weigh(live);
    return status;
}

void ontrack_live_free(ontrack_live *live)
{
    if (live == NULL) return;
    const ontrack_allocator allocator = live->allocator;
    keep_nothing(live);
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
