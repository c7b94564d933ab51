/* A student taken whole, and what stays from one to the next. */
#include "base/error.h"
#include "records/schools.h"
#include "records/single_inside.h"

#include <string.h>

/* ---- what stays ---- */

void ontrack__single_init(ontrack__single *single, const ontrack_allocator *kept,
                          const ontrack_dataset *from)
{
    memset(single, 0, sizeof *single);
    single->kept = single->dataset.allocator = *kept;
    single->from = from;
    ontrack__region_init(&single->region, kept);
    single->own = ontrack__region_allocator(&single->region);
    ontrack__dictionary_init(&single->dictionary, kept);
    single->dataset.facts.students = &single->student;
    single->dataset.facts.count = single->dataset.student_count = 1;
    single->student.dataset = &single->dataset;
    single->student.id = 1;
    single->student.has_line = true;
}

void ontrack__single_free(ontrack__single *single)
{
    ontrack__days *days = &single->dataset.facts.days;
    ontrack__single_free_schools(single);
    ontrack__release(&single->kept, days->columns, ONTRACK__DAY_COLUMNS, sizeof *days->columns);
    ontrack__release(&single->kept, single->bits, ONTRACK__DAY_COLUMNS, sizeof *single->bits);
    ontrack__dictionary_free(&single->dictionary);
    ontrack__region_free(&single->region);
}

/* ---- a student ---- */

/* Nothing has come yet. */
static void begin(ontrack__single *single)
{
    static const ontrack__array nothing = {NULL, 0, 0};
    ontrack_dataset *dataset = &single->dataset;
    ontrack_student *student = &single->student;
    dataset->edition++;
    ontrack__interner_init(&dataset->texts, &single->own);
    ontrack__interner_init(&dataset->ids, &single->own);
    memset(dataset->facts.kinds, 0, sizeof dataset->facts.kinds);
    dataset->facts.days.common = ONTRACK__NO_KIND;
    student->rows = student->marks = NULL;
    student->row_words = student->mark_words = 0;
    memset(single->taken, 0, sizeof single->taken);
    single->texts = single->entries = nothing;
    single->id_fits = false;
    for (int table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        dataset->counts[table].given = false;
}

/* Room for all rows that are to come, and whose they are. */
static bool make_room(ontrack__single *single, const ontrack_records *tables, size_t count)
{
    size_t rows[ONTRACK_TABLE_COUNT] = {0}, all = 0;
    for (size_t i = 0; i < count; i++) {
        rows[tables[i].table] += tables[i].count;
        single->dataset.counts[tables[i].table].given = true;
        if (tables[i].table == ONTRACK_TABLE_STUDENTS && tables[i].count > 0)
            single->id = ((const ontrack_student_record *)tables[i].records)->student_id;
    }
    for (int table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++) {
        const size_t width = ontrack__table((ontrack_table)table)->column_count;
        ontrack__taken *taken = &single->taken[table];
        if (table == ONTRACK_TABLE_ATTENDANCE || rows[table] == 0) continue;
        all += rows[table];
        taken->cells = ontrack__allocate(&single->own, rows[table], width * sizeof *taken->cells);
        if (taken->cells == NULL) return false;
    }
    return ontrack__array_reach(&single->own, &single->entries, rows[ONTRACK_TABLE_ATTENDANCE],
                                sizeof(ontrack__entry)) &&
           ontrack__array_reach(&single->own, &single->texts, all, sizeof(ontrack__text_taken));
}

static ontrack_status take_all(ontrack__single *single, const ontrack_records *tables, size_t count,
                               ontrack_error *error)
{
    ontrack_status status =
        make_room(single, tables, count) ? ONTRACK_OK : ontrack__no_memory(error);
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++)
        status = tables[i].table == ONTRACK_TABLE_ATTENDANCE
                     ? ontrack__single_days(single, &tables[i], error)
                     : ontrack__single_rows(single, &tables[i], error);
    return status;
}

static void note_last_date(ontrack_dataset *dataset, const ontrack__settling *settling)
{
    dataset->last_date = ONTRACK_DATE_NONE;
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (ontrack__dates_data((ontrack_table)table) &&
            settling->counts[table].last > dataset->last_date)
            dataset->last_date = settling->counts[table].last;
}

static bool settle(ontrack__single *single, const ontrack__symbol *codes)
{
    ontrack__settling settling = {.allocator = single->own, .facts = &single->dataset.facts};
    settling.codes = codes;
    ontrack__settling_begin(&settling);
    if (!ontrack__interner_fill(&single->dataset.ids, &single->id, 1) ||
        !ontrack__single_settle_days(single, &settling) ||
        !ontrack__single_settle_rows(single, &settling))
        return false;
    note_last_date(&single->dataset, &settling);
    return ontrack__schools_turn(single->dataset.schools, &single->student);
}

ontrack_status ontrack__single_take(ontrack__single *single, const ontrack_records *tables,
                                    size_t count, bool *renumbered, ontrack_error *error)
{
    ontrack__symbol *codes = NULL;
    begin(single);
    ontrack_status status = take_all(single, tables, count, error);
    if (status == ONTRACK_OK) status = ontrack__single_order_codes(single, &codes, error);
    *renumbered = codes != NULL;
    if (status != ONTRACK_OK) return status;
    single->dataset.codes = single->dictionary.codes;
    return settle(single, codes) ? ONTRACK_OK : ontrack__no_memory(error);
}

void ontrack__single_end(ontrack__single *single)
{
    ontrack__single_clear_days(single);
    ontrack__region_reset(&single->region);
}
