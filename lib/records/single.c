#include "records/single.h"

#include "base/error.h"
#include "records/schools.h"
#include "records/settle.h"

#include <string.h>

void ontrack__single_init(ontrack__single *single, const ontrack_allocator *kept,
                          const ontrack_dataset *from)
{
    memset(single, 0, sizeof *single);
    single->kept = single->dataset.allocator = *kept;
    single->from = from;
    ontrack__region_init(&single->region, kept);
    single->builder.allocator = ontrack__region_allocator(&single->region);
    ontrack__interner_init(&single->builder.dictionary.codes, kept);
}

/* ---- what stays ---- */

static void free_schools(ontrack__single *single)
{
    for (size_t table = 0; table < ONTRACK__SHARED_TABLES; table++) {
        ontrack__rows *rows = &single->dataset.shared[table];
        ontrack__release(&single->kept, rows->cells, rows->capacity,
                         rows->width * sizeof *rows->cells);
        memset(rows, 0, sizeof *rows);
    }
    ontrack__schools_free(single->dataset.schools);
    single->dataset.schools = NULL;
    single->ordered = 0;
}

void ontrack__single_free(ontrack__single *single)
{
    free_schools(single);
    ontrack__interner_free(&single->builder.dictionary.codes);
    ontrack__region_free(&single->region);
}

/* The rows of a shared table, which stay in order since the codes do. */
static bool copy_rows(ontrack__single *single, ontrack_table table, const ontrack__code *codes)
{
    const ontrack__column *columns = ontrack__table(table)->columns;
    const ontrack__rows *from = &single->from->shared[table];
    ontrack__rows *rows = &single->dataset.shared[table];
    const size_t width = ontrack__table_width(ontrack__table(table));
    int32_t *cells = ontrack__allocate(&single->kept, from->count, width * sizeof *cells);
    if (cells == NULL) return false;
    for (size_t i = 0; i < from->count * width; i++)
        cells[i] = columns[i % width].type == ONTRACK__COLUMN_CODE ? (int32_t)codes[from->cells[i]]
                                                                   : from->cells[i];
    const ontrack__rows copied = {cells, from->count, width, from->count};
    *rows = copied;
    return true;
}

/* Calendars are looked up where they are, and nothing else is said of their rows. */
static bool copy_shared(ontrack__single *single, const ontrack__code *codes)
{
    for (int table = 0; table < ONTRACK__SHARED_TABLES; table++)
        single->dataset.counts[table].given =
            ontrack__table_given(single->from, (ontrack_table)table);
    return copy_rows(single, ONTRACK_TABLE_TERMS, codes) &&
           copy_rows(single, ONTRACK_TABLE_FEEDS, codes);
}

/* The codes of the dataset whose schools these are are among those that stay. Tells the number of
 * each. */
static bool take_codes(ontrack__single *single, ontrack__code *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!ontrack__intern(&single->builder.dictionary.codes,
                             ontrack__interner_text(&single->from->codes, (ontrack__code)i),
                             &codes[i]))
            return false;
    return true;
}

/* Puts the codes in order and the schools over them; `numbers` tells the new number of each. */
static ontrack_status put_in_order(ontrack__single *single, ontrack__symbol **numbers,
                                   ontrack_error *error)
{
    const ontrack_allocator *allocator = &single->builder.allocator;
    const size_t count = single->from == NULL ? 0 : ontrack__interner_count(&single->from->codes);
    ontrack__interner *codes = &single->builder.dictionary.codes;
    ontrack__code *theirs = ontrack__allocate(allocator, count, sizeof *theirs);
    free_schools(single);
    if (theirs == NULL || !take_codes(single, theirs, count) ||
        !ontrack__interner_sort(codes, allocator, numbers))
        return ontrack__no_memory(error);
    for (size_t i = 0; i < count; i++)
        theirs[i] = (*numbers)[theirs[i]];
    single->dataset.codes = *codes;
    if (single->from != NULL && !copy_shared(single, theirs)) return ontrack__no_memory(error);
    const ontrack_status status = ontrack__schools_borrow(&single->dataset, single->from, theirs,
                                                          &single->dataset.schools, error);
    if (status == ONTRACK_OK) single->ordered = ontrack__interner_count(codes);
    return status;
}

/* ---- a student ---- */

void ontrack__single_begin(ontrack__single *single)
{
    const ontrack__interner codes = single->builder.dictionary.codes;
    ontrack__builder_forget(&single->builder);
    single->builder.dictionary.codes = codes;
    ontrack__facts_expect_few(&single->builder.facts);
    single->dataset.edition++;
}

static void take_over(ontrack__single *single)
{
    const ontrack_builder *builder = &single->builder;
    ontrack_dataset *dataset = &single->dataset;
    dataset->codes = builder->dictionary.codes;
    dataset->texts = builder->dictionary.texts;
    dataset->ids = builder->dictionary.ids;
    dataset->facts = builder->facts;
    for (int table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++)
        dataset->counts[table].given = builder->given[table];
}

/* The one who is in the students table becomes the first; others are none of the dataset's. */
static void place_student(ontrack_dataset *dataset)
{
    ontrack_student *students = dataset->facts.students;
    dataset->student_count = 0;
    for (size_t i = 0; i < dataset->facts.count && dataset->student_count == 0; i++) {
        if (!students[i].has_line) continue;
        students[i].id = (uint32_t)i + 1;
        students[i].dataset = dataset;
        students[0] = students[i];
        dataset->student_count = 1;
    }
}

static bool settle(ontrack__single *single, ontrack__settling *settling)
{
    ontrack_dataset *dataset = &single->dataset;
    ontrack__symbol *texts = NULL;
    bool done = ontrack__interner_sort(&dataset->texts, &settling->allocator, &texts);
    settling->texts = texts;
    for (int table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT && done; table++)
        done = ontrack__settle_kinds(settling, (ontrack_table)table);
    place_student(dataset);
    return done && (dataset->student_count == 0 || ontrack__settle_student(settling, 0));
}

static void note_last_date(ontrack_dataset *dataset, const ontrack__settling *settling)
{
    dataset->last_date = ONTRACK_DATE_NONE;
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (ontrack__dates_data((ontrack_table)table) &&
            settling->counts[table].last > dataset->last_date)
            dataset->last_date = settling->counts[table].last;
}

ontrack_status ontrack__single_seal(ontrack__single *single, bool *renumbered, ontrack_error *error)
{
    ontrack__settling settling = {.allocator = single->builder.allocator,
                                  .facts = &single->dataset.facts};
    ontrack__symbol *numbers = NULL;
    ontrack_status status = ONTRACK_OK;
    *renumbered = ontrack__interner_count(&single->builder.dictionary.codes) != single->ordered;
    if (*renumbered) status = put_in_order(single, &numbers, error);
    if (status != ONTRACK_OK) return status;
    settling.codes = numbers;
    ontrack__settling_begin(&settling);
    take_over(single);
    if (!settle(single, &settling)) return ontrack__no_memory(error);
    note_last_date(&single->dataset, &settling);
    return ontrack__schools_turn(single->dataset.schools, single->dataset.facts.students)
               ? ONTRACK_OK
               : ontrack__no_memory(error);
}

void ontrack__single_end(ontrack__single *single)
{
    ontrack__region_reset(&single->region);
}
