/* days.h - the days of the commonest mark, a bit for each student and day. Layer: records.
 * Bits lie in columns of 64 days over all students. A column is made once such marks of its days
 * have come for a quarter as many as there are students, so that a wild date costs no more than its
 * row. */
#ifndef ONTRACK_RECORDS_DAYS_H
#define ONTRACK_RECORDS_DAYS_H

#include "base/alloc.h"
#include <ontrack/date.h>
#include <stdbool.h>
#include <stdint.h>

/* Dates lie from 1900 to 2199. */
#define ONTRACK__FIRST_DAY (-25567)
#define ONTRACK__LAST_DAY 84005
enum {
    ONTRACK__DAYS_EACH = 64,
    ONTRACK__DAY_COLUMNS = (ONTRACK__LAST_DAY - ONTRACK__FIRST_DAY) / ONTRACK__DAYS_EACH + 1
};
#define ONTRACK__NO_KIND UINT32_MAX

/* Bit n of bits[i]: student i bears the mark on the n-th day of the column. */
typedef struct ontrack__day_column {
    uint64_t *bits;
    uint32_t students; /* places for them; 0: there is no column yet */
    uint32_t waiting;  /* marks that came before there was one */
} ontrack__day_column;

/* Days of one column, a bit each. */
typedef struct ontrack__some_days {
    uint64_t bits; /* not 0 */
    uint32_t column;
} ontrack__some_days;

/* Begin it zeroed, with common = ONTRACK__NO_KIND. */
typedef struct ontrack__days {
    uint32_t common;              /* the kind of the commonest mark */
    ontrack__day_column *columns; /* ONTRACK__DAY_COLUMNS, once the kind is chosen */
    size_t first, end;            /* once closed: those that there are lie within */
} ontrack__days;

/* A date as the days from the first one. */
static inline uint32_t ontrack__day_of(ontrack_date date)
{
    return (uint32_t)date - (uint32_t)ONTRACK__FIRST_DAY;
}
/* Where a date's bit is. */
static inline size_t ontrack__day_column_of(ontrack_date date)
{
    return ontrack__day_of(date) / ONTRACK__DAYS_EACH;
}
static inline uint64_t ontrack__day_bit(ontrack_date date)
{
    return UINT64_C(1) << ontrack__day_of(date) % ONTRACK__DAYS_EACH;
}
/* The date of a column's lowest bit. */
static inline ontrack_date ontrack__day_column_date(size_t column)
{
    return (ontrack_date)(column * ONTRACK__DAYS_EACH) + ONTRACK__FIRST_DAY;
}

/* Begins to keep the marks of that kind as bits. */
bool ontrack__days_choose(ontrack__days *days, const ontrack_allocator *allocator, uint32_t kind);
/* A mark for which its column has no place: makes or widens the column where it is worth it, and
 * tells in *place whether there is one now. `students` are known. false when memory is out. */
bool ontrack__days_make_place(ontrack__days *days, const ontrack_allocator *allocator,
                              ontrack_date date, uint32_t student, uint32_t students, bool *place);
/* Finds where the columns lie: no mark is added any more. */
void ontrack__days_close(ontrack__days *days);
/* Puts the students of every column in a new order: places[i] is the new place of student i of
 * `count`; those whose place is at or beyond `kept` go. */
bool ontrack__days_settle(ontrack__days *days, const ontrack_allocator *allocator,
                          const uint32_t *places, size_t count, size_t kept);
void ontrack__days_free(ontrack__days *days, const ontrack_allocator *allocator);

#endif
