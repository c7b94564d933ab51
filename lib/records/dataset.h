/* dataset.h - a sealed dataset. Layer: records.
 * Rows of one student are read one by one (walk.h) or all at once (page.h). What most rows say is
 * said once: */
#ifndef ONTRACK_RECORDS_DATASET_H
#define ONTRACK_RECORDS_DATASET_H

#include "base/intern.h"
#include "records/columns.h"
#include "records/facts.h"
#include "records/rows.h"
#include <ontrack/dataset.h>

/* What all students share; schools.h reads it. */
struct ontrack__schools;

/* The rows of a shared table. */
typedef struct ontrack__rows {
    int32_t *cells; /* count * width */
    size_t count, width, capacity;
} ontrack__rows;

struct ontrack_dataset {
    ontrack_allocator allocator;
    /* Sorted: numbers follow the order of bytes. Only codes are looked up by their text. */
    ontrack__interner codes, texts, ids;
    ontrack__rows shared[ONTRACK__SHARED_TABLES];
    ontrack__facts facts; /* students by id bytes, kinds by their cells */
    size_t student_count; /* of the facts' students, the first ones are the dataset's */
    ontrack_table_counts counts[ONTRACK_TABLE_COUNT];
    struct ontrack__schools *schools;
    ontrack_date last_date;
    uint32_t edition; /* of what it holds (single.h); 0: it is always the same */
};

/* Whether the table was given, be it with no rows. */
static inline bool ontrack__table_given(const ontrack_dataset *dataset, ontrack_table table)
{
    return dataset->counts[table].given;
}

static inline ontrack_text ontrack__code_text(const ontrack_dataset *dataset, ontrack__code code)
{
    return ontrack__interner_text(&dataset->codes, code);
}

static inline ontrack_text ontrack__free_text_of(const ontrack_dataset *dataset,
                                                 ontrack__free_text text)
{
    return ontrack__interner_text(&dataset->texts, text);
}

/* ---- kinds: what rows say, but for whom and when ---- */

/* The kinds of a student's table: `count` of them, each the cells of the kept columns kind_first ..
 * kind_end - 1. A kind may be no row's. What depends on these columns alone can be worked out once
 * for each kind and looked up for each row. */
static inline const ontrack__kinds *ontrack__kinds_of(const ontrack_dataset *dataset,
                                                      ontrack_table table)
{
    return &dataset->facts.kinds[table];
}

/* ---- attendance: the days of the commonest kind, and the other marks ----
 *
 *   const ontrack__days *days = &dataset->facts.days;
 *   for (size_t column = days->first; column < days->end; column++)
 *       ... ontrack__day_bits(student, column): bit n is ontrack__day_column_date(column) + n,
 *           a mark of the kind days->common
 *   for (size_t i = 0; i < ontrack__entry_count(student); i++)
 *       ... ontrack__entry_at(student, i): ontrack__entry_date(), ontrack__entry_kind(), ascending;
 *           of the kind days->common, too, where there is no bit for it
 */
static inline size_t ontrack__student_index(const ontrack_student *student)
{
    return (size_t)(student - student->dataset->facts.students);
}
/* 0 where the column is none or, while it is sealed, has no place for the student. */
static inline uint64_t ontrack__day_bits(const ontrack_student *student, size_t column)
{
    const ontrack__day_column *days = &student->dataset->facts.days.columns[column];
    const size_t index = ontrack__student_index(student);
    return index < days->students ? days->bits[index] : 0;
}

#endif
