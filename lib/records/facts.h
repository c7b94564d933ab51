/* facts.h - every student's records, compact, while they are pushed and after. Layer: records.
 *
 * A row is a few 32-bit words in a run of its student's:
 *
 *   table << 28 | kind, the cells before the kind's, the cells behind them
 *
 * where the kind (kinds.h) stands for the cells that repeat over rows. Once sealed, a word
 * ONTRACK__AGAIN << 28 | times behind a row says that it was given so often. Rows of attendance
 * have a run of their own: a word each, day << 15 | kind with the day counted from
 * ONTRACK__FIRST_DAY, or, once a kind of the student's does not fit, two words: day, kind. The
 * commonest kind of them all is not there but a bit for each student and day (days.h), where that
 * is worth it. Which form a mark has is seen by nothing outside records/. */
#ifndef ONTRACK_RECORDS_FACTS_H
#define ONTRACK_RECORDS_FACTS_H

#include "records/columns.h"
#include "records/days.h"
#include "records/kinds.h"
#include "records/piles.h"
#include "records/runs.h"
#include <ontrack/crew.h>
#include <ontrack/dataset.h>

struct ontrack_student {
    const ontrack_dataset *dataset; /* once sealed */
    uint32_t *rows, *marks;         /* runs; once sealed, in order */
    uint32_t row_words, mark_words;
    uint32_t id;     /* once sealed, in the dataset's ids */
    bool has_line;   /* in the students table */
    bool wide_marks; /* of two words */
};

/* Begin it zeroed, with days.common = ONTRACK__NO_KIND. */
typedef struct ontrack__facts {
    ontrack_student *students;
    size_t count, capacity;
    ontrack__runs runs;
    ontrack__kinds kinds[ONTRACK_TABLE_COUNT];
    ontrack__days days;
    ontrack__piles piles; /* marks that are no bits, from when the commonest kind is chosen on */
    uint32_t early[64];   /* how often each of the first kinds of attendance came */
    uint32_t early_count; /* at most ONTRACK__EARLY: then the commonest is chosen, or none is */
    int64_t repeats;      /* marks of students with a line that were there as a bit already */
} ontrack__facts;

/* Rows of attendance after which the commonest kind is chosen. */
enum { ONTRACK__EARLY = 4096 };
enum { ONTRACK__AGAIN = 15, ONTRACK__KIND_BITS = 28, ONTRACK__MARK_KIND_BITS = 15 };
#define ONTRACK__MOST_KINDS ((UINT32_C(1) << ONTRACK__KIND_BITS) - 1)
#define ONTRACK__NARROW_KINDS (UINT32_C(1) << ONTRACK__MARK_KIND_BITS)

static inline ontrack_table ontrack__row_table(const uint32_t *row)
{
    return (ontrack_table)(row[0] >> ONTRACK__KIND_BITS);
}
static inline uint32_t ontrack__row_kind(const uint32_t *row)
{
    return row[0] & ONTRACK__MOST_KINDS;
}
/* How often the row before the word at `at` was given. */
static inline uint32_t ontrack__row_times(const uint32_t *at, const uint32_t *end)
{
    return at != end && *at >> ONTRACK__KIND_BITS == ONTRACK__AGAIN ? ontrack__row_kind(at) : 1;
}
/* Words of a row of a student's table, but attendance. */
static inline size_t ontrack__row_size(const ontrack__table_info *info)
{
    return 1 + ontrack__table_width(info) - (size_t)(info->kind_end - info->kind_first);
}

/* A mark as one number that sorts by date, then kind. */
typedef uint64_t ontrack__entry;
static inline ontrack__entry ontrack__entry_of(ontrack_date date, uint32_t kind)
{
    return (uint64_t)ontrack__day_of(date) << 32 | kind;
}
static inline ontrack_date ontrack__entry_date(ontrack__entry entry)
{
    return (ontrack_date)(entry >> 32) + ONTRACK__FIRST_DAY;
}
static inline uint32_t ontrack__entry_kind(ontrack__entry entry)
{
    return (uint32_t)entry;
}
static inline size_t ontrack__entry_count(const ontrack_student *student)
{
    return student->wide_marks ? student->mark_words / 2 : student->mark_words;
}
/* Marks of a student that are no bits; once sealed, in order. */
static inline ontrack__entry ontrack__entry_at(const ontrack_student *student, size_t index)
{
    if (student->wide_marks)
        return (uint64_t)student->marks[2 * index] << 32 | student->marks[2 * index + 1];
    const uint32_t word = student->marks[index];
    return (uint64_t)(word >> ONTRACK__MARK_KIND_BITS) << 32 | (word & (ONTRACK__NARROW_KINDS - 1));
}

/* Its day, counted from ONTRACK__FIRST_DAY, and its kind. */
static inline uint32_t ontrack__entry_day(const ontrack_student *student, size_t index,
                                          uint32_t *kind)
{
    const uint32_t *words = student->marks + (student->wide_marks ? 2 * index : index);
    *kind = student->wide_marks ? words[1] : words[0] & (ONTRACK__NARROW_KINDS - 1);
    return student->wide_marks ? words[0] : words[0] >> ONTRACK__MARK_KIND_BITS;
}

/* The words of an entry, and how many. */
static inline uint32_t ontrack__entry_words(const ontrack_student *student, ontrack__entry entry,
                                            uint32_t words[2])
{
    const uint32_t day = (uint32_t)(entry >> 32), kind = ontrack__entry_kind(entry);
    words[0] = student->wide_marks ? day : day << ONTRACK__MARK_KIND_BITS | kind;
    words[1] = kind;
    return student->wide_marks ? 2 : 1;
}

/* Asks for a student's runs before they are read: each lies somewhere else in memory. */
static inline void ontrack__facts_fetch(const ontrack_student *student)
{
    enum { LINE = 16 }; /* words that come into the cache at once, mostly */
    for (uint32_t i = 0; i < student->row_words; i += LINE)
        __builtin_prefetch(student->rows + i);
    for (uint32_t i = 0; i < student->mark_words; i += LINE)
        __builtin_prefetch(student->marks + i);
}

/* The cells of a row, the kind's among them, in the order of the kept columns. */
void ontrack__row_cells(const ontrack__table_info *info, const ontrack__kinds *kinds,
                        const uint32_t *row, int32_t *cells);

/* Room for so many students. */
bool ontrack__facts_reach(ontrack__facts *facts, const ontrack_allocator *allocator, size_t count);
/* The number of a row's repeating cells, kept columns kind_first .. kind_end - 1 of a student's
 * table. NO_MEMORY, or LIMIT when there are too many kinds. */
ontrack_status ontrack__facts_kind(ontrack__facts *facts, const ontrack_allocator *allocator,
                                   ontrack_table table, const int32_t *cells, uint32_t *kind);
/* The ontrack__row_size() words of a row of a student's table, but attendance; `cells` are those of
 * the kept columns. */
void ontrack__row_words(ontrack_table table, uint32_t kind, const int32_t *cells, int32_t *words);
/* Appends such words. */
bool ontrack__facts_add_row(ontrack__facts *facts, const ontrack_allocator *allocator,
                            uint32_t student, const int32_t *words);
/* Sets the bit of a mark of the commonest kind. false: nothing was done, since there is no place or
 * it was set. */
static inline bool ontrack__facts_set_bit(const ontrack__facts *facts, uint32_t student,
                                          uint32_t day)
{
    const ontrack__day_column *column = &facts->days.columns[day / ONTRACK__DAYS_EACH];
    if (student >= column->students) return false;
    uint64_t *bits = &column->bits[student];
    if ((*bits >> day % ONTRACK__DAYS_EACH & 1) != 0) return false;
    *bits |= UINT64_C(1) << day % ONTRACK__DAYS_EACH;
    return true;
}
/* A row of attendance whose like came before: its bit, for which there is a place, is set, or it
 * goes on its pile. false: nothing was done, since it needs a closer look. */
static inline bool ontrack__facts_take_known(ontrack__facts *facts, uint32_t student, uint32_t day,
                                             uint32_t kind)
{
    if (kind == facts->days.common) return ontrack__facts_set_bit(facts, student, day);
    return kind < ONTRACK__NARROW_KINDS && facts->piles.items != NULL &&
           ontrack__piles_put(&facts->piles, student, day << ONTRACK__MARK_KIND_BITS | kind);
}
/* The same where the student's number, the date and the kind may be anything. */
static inline bool ontrack__facts_take_mark(ontrack__facts *facts, uint32_t student,
                                            ontrack_date date, uint32_t kind)
{
    const uint32_t day = ontrack__day_of(date);
    return student < facts->count && day <= ONTRACK__LAST_DAY - ONTRACK__FIRST_DAY &&
           kind < facts->kinds[ONTRACK_TABLE_ATTENDANCE].count &&
           ontrack__facts_take_known(facts, student, day, kind);
}
/* Puts the marks of a pile, if there are so many, behind those of their students, before any is
 * read. Others may deal out other piles meanwhile: the runs are changed under the lock of `crew`
 * (may be NULL). false when memory is out: they wait on. */
bool ontrack__facts_deal(ontrack__facts *facts, const ontrack_allocator *allocator,
                         const ontrack_crew *crew, size_t pile);
/* Any row of attendance. */
bool ontrack__facts_add_mark(ontrack__facts *facts, const ontrack_allocator *allocator,
                             uint32_t student, ontrack_date date, uint32_t kind);
/* Any of which student, date and kind are known: mostly without a call. Kinds may be added
 * meanwhile. */
static inline bool ontrack__facts_put_mark(ontrack__facts *facts,
                                           const ontrack_allocator *allocator, uint32_t student,
                                           ontrack_date date, uint32_t kind)
{
    return ontrack__facts_take_known(facts, student, ontrack__day_of(date), kind) ||
           ontrack__facts_add_mark(facts, allocator, student, date, kind);
}
/* Rows of attendance of one student and kind. On false some may have been added. */
bool ontrack__facts_add_days(ontrack__facts *facts, const ontrack_allocator *allocator,
                             uint32_t student, uint32_t kind, const ontrack__some_days *days,
                             size_t count);
/* Appends an entry to a student's marks, with a second word each when the student's are wide. */
bool ontrack__facts_put_entry(ontrack__facts *facts, const ontrack_allocator *allocator,
                              ontrack_student *student, ontrack__entry entry);
/* The same where it is known that the place has room. */
static inline void ontrack__facts_set_entry(ontrack_student *student, ontrack__entry entry)
{
    uint32_t words[2];
    const uint32_t count = ontrack__entry_words(student, entry, words);
    for (uint32_t i = 0; i < count; i++)
        student->marks[student->mark_words++] = words[i];
}
void ontrack__facts_free(ontrack__facts *facts, const ontrack_allocator *allocator);

#endif
