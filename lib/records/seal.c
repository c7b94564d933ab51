/* Sealing: numbers put in the order of bytes, every student's rows settled, the students put in the
 * order of their ids. Everything stays in its place but the students themselves. */
#include "base/bits.h"
#include "base/error.h"
#include "records/attended.h"
#include "records/builder.h"
#include "records/dataset.h"
#include "records/schools.h"
#include "records/settle.h"

#include <string.h>

/* What one of those who settle students at the same time has found. */
typedef struct worker {
    ontrack__settling settling;
    ontrack__attended attended;
} worker;

/* What sealing works on; everything in it is released when it is done. */
typedef struct sealing {
    const ontrack_allocator *allocator;
    ontrack_builder *builder;
    ontrack_dataset *dataset;
    ontrack__symbol *codes, *texts, *ids; /* new number by old */
    size_t code_count, text_count, id_count;
    uint32_t *places;           /* of each id's student, by its new number */
    const ontrack_crew *crew;   /* or NULL */
    ontrack__settling settling; /* what all workers have in common; of shared tables */
    worker *workers;
} sealing;

/* Students that a worker settles at a time: those whose marks lie on one pile. */
enum { STUDENTS_EACH = ONTRACK__PILE_STUDENTS };

static void sealing_free(sealing *seal)
{
    const ontrack_allocator *allocator = seal->allocator;
    ontrack__release(allocator, seal->codes, seal->code_count, sizeof *seal->codes);
    ontrack__release(allocator, seal->texts, seal->text_count, sizeof *seal->texts);
    ontrack__release(allocator, seal->ids, seal->id_count, sizeof *seal->ids);
    ontrack__release(allocator, seal->places, seal->id_count, sizeof *seal->places);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        ontrack__release(allocator, seal->settling.kinds[table],
                         seal->settling.facts->kinds[table].count,
                         sizeof *seal->settling.kinds[table]);
    const size_t workers = ontrack__crew_workers(seal->crew);
    for (size_t i = 0; seal->workers != NULL && i < workers; i++) {
        ontrack__settling_dispose(&seal->workers[i].settling);
        ontrack__attended_free(&seal->workers[i].attended);
    }
    ontrack__release(allocator, seal->workers, workers, sizeof *seal->workers);
    ontrack__settling_dispose(&seal->settling);
}

/* ---- numbers ---- */

static bool sort_texts(sealing *seal)
{
    ontrack_dataset *dataset = seal->dataset;
    const ontrack_allocator *allocator = seal->allocator;
    seal->code_count = ontrack__interner_count(&dataset->codes);
    seal->text_count = ontrack__interner_count(&dataset->texts);
    seal->id_count = ontrack__interner_count(&dataset->ids);
    ontrack__interner_close(&dataset->texts);
    ontrack__interner_close(&dataset->ids);
    const bool done = ontrack__interner_sort(&dataset->codes, allocator, &seal->codes) &&
                      ontrack__interner_sort(&dataset->texts, allocator, &seal->texts);
    seal->settling.codes = seal->codes;
    seal->settling.texts = seal->texts;
    return done;
}

static bool sort_ids(sealing *seal)
{
    return ontrack__interner_sort(&seal->dataset->ids, seal->allocator, &seal->ids);
}

static bool sort_table(sealing *seal, ontrack_table table)
{
    if (!ontrack__table(table)->shared) return ontrack__settle_kinds(&seal->settling, table);
    ontrack__rows *rows = &seal->dataset->shared[table];
    return ontrack__settle_shared(&seal->settling, table, rows->cells, &rows->count);
}

/* The ids and the tables, once codes and texts are in order. Two at the same time would save a
 * hundredth of a whole run, and cost some 35 bytes a student. */
static bool sort_all(sealing *seal)
{
    bool done = sort_ids(seal);
    for (int table = 0; table < ONTRACK_TABLE_COUNT && done; table++)
        done = sort_table(seal, (ontrack_table)table);
    return done;
}

/* ---- students ---- */

/* A student's place: those in the students table first, in the order of their ids; then the others,
 * who go. */
static bool find_places(sealing *seal)
{
    const ontrack_student *students = seal->dataset->facts.students;
    const size_t count = seal->dataset->facts.count;
    seal->places = ontrack__allocate_zero(seal->allocator, seal->id_count, sizeof *seal->places);
    if (seal->places == NULL) return false;
    for (size_t i = 0; i < count; i++)
        seal->places[seal->ids[i + 1]] = students[i].has_line;
    uint32_t kept = 0, gone = 0;
    for (size_t id = 1; id < seal->id_count; id++)
        kept += seal->places[id];
    seal->dataset->student_count = kept;
    for (size_t id = 1, next = 0; id < seal->id_count; id++)
        seal->places[id] = seal->places[id] != 0 ? (uint32_t)next++ : kept + gone++;
    return true;
}

/* The marks that are bits. */
static void count_bits(const ontrack_student *student, ontrack_table_counts *counts)
{
    const ontrack__days *days = &student->dataset->facts.days;
    for (size_t column = days->first; column < days->end; column++) {
        const uint64_t bits = ontrack__day_bits(student, column);
        if (bits == 0) continue;
        const ontrack_date date = ontrack__day_column_date(column);
        counts->used += ontrack__bit_count(bits);
        ontrack__note_date(counts, date + ontrack__lowest_bit(bits));
        ontrack__note_date(counts, date + ontrack__highest_bit(bits));
    }
}

static bool settle_one(const sealing *seal, worker *by, uint32_t number)
{
    ontrack_student *student = &seal->dataset->facts.students[number];
    student->dataset = seal->dataset;
    if (!student->has_line) return true;
    if (!ontrack__settle_student(&by->settling, number)) return false;
    count_bits(student, &by->settling.counts[ONTRACK_TABLE_ATTENDANCE]);
    return ontrack__attended_add(&by->attended, student);
}

static bool settle_some(void *task, size_t number, size_t first, size_t end)
{
    const sealing *seal = task;
    bool done = ontrack__facts_deal(&seal->dataset->facts, seal->allocator, seal->crew,
                                    first / STUDENTS_EACH);
    for (size_t i = first; i < end && done; i++)
        done = settle_one(seal, &seal->workers[number], (uint32_t)i);
    return done;
}

static bool begin_workers(sealing *seal, size_t count)
{
    const bool by_stays = seal->builder->given[ONTRACK_TABLE_ENROLLMENTS];
    seal->workers = ontrack__allocate_zero(seal->allocator, count, sizeof *seal->workers);
    bool done = seal->workers != NULL;
    for (size_t i = 0; i < count && done; i++) {
        worker *one = &seal->workers[i];
        one->settling = seal->settling;
        ontrack__settling_begin(&one->settling);
        done = ontrack__attended_begin(&one->attended, seal->allocator, seal->dataset->schools,
                                       by_stays);
    }
    return done;
}

/* What the workers found is added up, so that it does not matter who settles whom. */
static bool add_up(sealing *seal, size_t workers)
{
    ontrack__schools *schools = seal->dataset->schools;
    bool done = true;
    for (size_t i = 0; i < workers && done; i++) {
        ontrack__settling_count(&seal->workers[i].settling, seal->dataset->counts);
        done = ontrack__schools_attended(schools, seal->workers[i].attended.items);
    }
    if (done) ontrack__schools_close(schools);
    return done;
}

static ontrack_status settle_students(sealing *seal, ontrack_error *error)
{
    ontrack__facts *facts = &seal->dataset->facts;
    const size_t workers = ontrack__crew_workers(seal->crew);
    if (!begin_workers(seal, workers)) return ontrack__no_memory(error);
    const ontrack_status status =
        ontrack__share(seal->crew, facts->count, STUDENTS_EACH, settle_some, seal, error);
    if (status != ONTRACK_OK) return status;
    /* Bits and entries were told apart by the old number. */
    if (facts->days.common != ONTRACK__NO_KIND)
        facts->days.common = seal->settling.kinds[ONTRACK_TABLE_ATTENDANCE][facts->days.common];
    return add_up(seal, workers) ? ONTRACK_OK : ontrack__no_memory(error);
}

/* Each circle of students who take one another's places moves on by one. */
static void move_students(ontrack_student *students, uint32_t *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        while (places[i] != i) {
            const uint32_t place = places[i];
            const ontrack_student moved = students[place];
            students[place] = students[i];
            students[i] = moved;
            places[i] = places[place];
            places[place] = place;
        }
}

static bool place_students(sealing *seal)
{
    ontrack_dataset *dataset = seal->dataset;
    ontrack__facts *facts = &dataset->facts;
    uint32_t *places = seal->ids + 1; /* by old number - 1, as the students are */
    for (size_t i = 0; i < facts->count; i++) {
        facts->students[i].id = seal->ids[i + 1];
        places[i] = seal->places[seal->ids[i + 1]];
    }
    if (!ontrack__days_settle(&facts->days, seal->allocator, places, facts->count,
                              dataset->student_count))
        return false;
    move_students(facts->students, places, facts->count);
    return true;
}

/* ---- counts ---- */

static void note_counts(sealing *seal, ontrack_table table)
{
    ontrack_dataset *dataset = seal->dataset;
    ontrack_table_counts *counts = &dataset->counts[table];
    counts->given = seal->builder->given[table];
    counts->records = seal->builder->records[table];
    counts->orphans = counts->records - counts->used - counts->duplicates - counts->conflicts;
    if (ontrack__dates_data(table) && counts->last > dataset->last_date)
        dataset->last_date = counts->last;
}

/* ---- all of it ---- */

static ontrack_status seal_all(sealing *seal, ontrack_error *error)
{
    ontrack_dataset *dataset = seal->dataset;
    if (!sort_texts(seal) ||
        !ontrack__facts_reach(&dataset->facts, seal->allocator, seal->id_count - 1) ||
        !sort_all(seal))
        return ontrack__no_memory(error);
    ontrack__settling_count(&seal->settling, dataset->counts);
    dataset->counts[ONTRACK_TABLE_ATTENDANCE].duplicates += dataset->facts.repeats;
    ontrack__days_close(&dataset->facts.days);
    ontrack_status status =
        ontrack__schools_new(dataset, seal->builder->beside, &dataset->schools, error);
    if (status == ONTRACK_OK) status = settle_students(seal, error);
    if (status != ONTRACK_OK) return status;
    if (!find_places(seal) || !place_students(seal)) return ontrack__no_memory(error);
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++)
        note_counts(seal, (ontrack_table)table);
    return ONTRACK_OK;
}

/* Options of any age: members that the caller does not know keep their defaults. */
static ontrack_status know_options(const ontrack_seal_options *options, ontrack_seal_options *known,
                                   ontrack_error *error)
{
    const ontrack_seal_options none = ONTRACK_SEAL_OPTIONS_INIT;
    *known = none;
    if (options == NULL) return ONTRACK_OK;
    if (options->struct_size == 0)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "options are to be made with ONTRACK_SEAL_OPTIONS_INIT");
    memcpy(known, options,
           options->struct_size < sizeof *known ? options->struct_size : sizeof *known);
    return ontrack__crew_check(known->crew, error);
}

/* Everything that was pushed becomes the dataset's, so that one of the two frees it. */
static void take_over(ontrack_builder *builder, ontrack_dataset *dataset)
{
    dataset->allocator = builder->allocator;
    dataset->last_date = ONTRACK_DATE_NONE;
    dataset->codes = builder->dictionary.codes;
    dataset->texts = builder->dictionary.texts;
    dataset->ids = builder->dictionary.ids;
    dataset->facts = builder->facts;
    for (int table = 0; table < ONTRACK__SHARED_TABLES; table++) {
        const ontrack__pushed *pushed = &builder->shared[table];
        const ontrack__rows rows = {pushed->cells, pushed->count,
                                    ontrack__table_width(ontrack__table((ontrack_table)table)),
                                    pushed->capacity};
        dataset->shared[table] = rows;
    }
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++)
        dataset->counts[table].first = dataset->counts[table].last = ONTRACK_DATE_NONE;
}

ontrack_status ontrack_builder_seal(ontrack_builder *builder, ontrack_dataset **out,
                                    ontrack_error *error)
{
    return ontrack_builder_seal_with(builder, NULL, out, error);
}

ontrack_status ontrack_builder_seal_with(ontrack_builder *builder,
                                         const ontrack_seal_options *options, ontrack_dataset **out,
                                         ontrack_error *error)
{
    ontrack_seal_options known;
    ontrack_status status = know_options(options, &known, error);
    if (status != ONTRACK_OK) return status;
    ontrack_dataset *dataset = ontrack__allocate_zero(&builder->allocator, 1, sizeof *dataset);
    if (dataset == NULL) return ontrack__no_memory(error);
    take_over(builder, dataset);
    sealing seal = {.allocator = &dataset->allocator, .builder = builder, .dataset = dataset};
    seal.crew = seal.settling.crew = known.crew;
    seal.settling.allocator = dataset->allocator;
    seal.settling.facts = &dataset->facts;
    ontrack__settling_begin(&seal.settling);
    status = seal_all(&seal, error);
    sealing_free(&seal);
    ontrack__builder_forget(builder);
    if (status != ONTRACK_OK) {
        ontrack_dataset_free(dataset);
        return status;
    }
    *out = dataset;
    return ONTRACK_OK;
}
