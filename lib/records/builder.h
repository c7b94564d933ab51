/* builder.h - records as they were pushed, before they are sealed. Layer: records.
 *
 * A record is pushed whole (ontrack_builder_push), or in steps by those who read many at once: its
 * texts are interned to cells and its numbers checked (cells.h), its student is found, and the rows
 * are appended. A student's number is that of the id in the dictionary: from 1, in the order of
 * arrival. Threads: whoever interns or appends holds the builder alone; students may be found
 * meanwhile, unless ids are interned. */
#ifndef ONTRACK_RECORDS_BUILDER_H
#define ONTRACK_RECORDS_BUILDER_H

#include "records/cells.h"
#include "records/facts.h"
#include <ontrack/dataset.h>

/* Where the last student was found, so that the next is mostly found without hashing. One for each
 * thread; begin it zeroed. */
typedef struct ontrack__guess {
    uint32_t last;
    bool skips; /* whether some were left out when one was last found by its hash */
    bool step;  /* whether the row before was of the student after the one before that */
} ontrack__guess;

/* Rows of a shared table in the order they came, a cell for each column. */
typedef struct ontrack__pushed {
    int32_t *cells;
    size_t count, capacity; /* rows */
} ontrack__pushed;

struct ontrack_builder {
    ontrack_allocator allocator;
    ontrack__dictionary dictionary;
    ontrack__pushed shared[ONTRACK__SHARED_TABLES];
    ontrack__facts facts; /* student i is the one of id i + 1 */
    bool given[ONTRACK_TABLE_COUNT];
    int64_t records[ONTRACK_TABLE_COUNT];
    const ontrack_dataset *beside; /* as ontrack__schools_new() has it; NULL: none */
    ontrack__guess guess;
    /* A table's record before: the next one mostly bears some of the same texts. */
    int32_t before[ONTRACK_TABLE_COUNT][ONTRACK__MOST_COLUMNS];
};

/* As when nothing had come; what came is another's by now. */
void ontrack__builder_forget(ontrack_builder *builder);

/* ---- students ---- */

/* The number of a student whose id was pushed in any table; false when it never was. */
bool ontrack__builder_find_student(const ontrack_builder *builder, ontrack_text id,
                                   ontrack__guess *guess, uint32_t *student);

/* The same for the two students who are tried first, by the bytes from `at` to `end` that begin
 * with an id; how many bytes the id has, or 0. *again tells whether the second was it. */
static inline size_t ontrack__builder_find_near(const ontrack_builder *builder, const char *at,
                                                const char *end, ontrack__guess *guess, bool *again)
{
    const ontrack__interner *ids = &builder->dictionary.ids;
    const size_t left = (size_t)(end - at);
    uint32_t student = guess->last + guess->step;
    size_t size = ontrack__interner_begins(ids, student, at, left);
    *again = size == 0;
    if (size == 0) {
        student = guess->last + !guess->step;
        size = ontrack__interner_begins(ids, student, at, left);
        if (size == 0) return 0;
        guess->step = !guess->step;
    }
    guess->last = student;
    return size;
}

/* ---- rows ---- */

/* The number of a row's repeating cells, as ontrack__facts_kind(). */
ontrack_status ontrack__builder_kind(ontrack_builder *builder, ontrack_table table,
                                     const int32_t *cells, uint32_t *kind, ontrack_error *error);

/* Room in the facts for all students whose ids are known. false when memory is out. */
bool ontrack__builder_reach(ontrack_builder *builder);
/* A row of attendance: whose, when, and what, as its kind. */
typedef struct ontrack__attendance_mark {
    uint32_t student;
    ontrack_date date; /* checked */
    uint32_t kind;     /* from ontrack__builder_kind() */
} ontrack__attendance_mark;

/* Appends rows of attendance. On NO_MEMORY some may have been. */
ontrack_status ontrack__builder_append_marks(ontrack_builder *builder,
                                             const ontrack__attendance_mark *marks, size_t count,
                                             ontrack_error *error);
/* Cells of a row that is appended: those of a shared table; else the student's number and the words
 * of ontrack__row_words(). */
static inline size_t ontrack__appended_width(ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    return info->shared ? info->column_count : 1 + ontrack__row_size(info);
}
/* Appends checked rows of any table but attendance. On NO_MEMORY some may have been. */
ontrack_status ontrack__builder_append_rows(ontrack_builder *builder, ontrack_table table,
                                            const int32_t *cells, size_t count,
                                            ontrack_error *error);

#endif
