/* dayset.h - a set of days, a bit each, in the columns of days.h. Layer: records. */
#ifndef ONTRACK_RECORDS_DAYSET_H
#define ONTRACK_RECORDS_DAYSET_H

#include "base/bits.h"
#include "records/days.h"

/* Word i holds the days of column first + i. Begin it zeroed: no day. */
typedef struct ontrack__day_set {
    uint64_t *words;
    size_t first, count;
} ontrack__day_set;

/* Room for the days from one date to another, too. false when memory is out. */
bool ontrack__day_set_reach(ontrack__day_set *set, const ontrack_allocator *allocator,
                            ontrack_date from, ontrack_date to);
/* Puts a day that it reaches into the set, or takes it out. */
static inline void ontrack__day_set_put(ontrack__day_set *set, ontrack_date date, bool in_it)
{
    uint64_t *word = &set->words[ontrack__day_column_of(date) - set->first];
    *word = in_it ? *word | ontrack__day_bit(date) : *word & ~ontrack__day_bit(date);
}
/* Adds the days of another set, which is empty then if that was quicker. false when memory is out.
 */
bool ontrack__day_set_join(ontrack__day_set *set, const ontrack_allocator *allocator,
                           ontrack__day_set *other);
void ontrack__day_set_free(ontrack__day_set *set, const ontrack_allocator *allocator);

/* The days of a column, none where the set does not reach. */
static inline uint64_t ontrack__day_set_word(const ontrack__day_set *set, size_t column)
{
    return column >= set->first && column - set->first < set->count
               ? set->words[column - set->first]
               : 0;
}

/* The bits of a column's days from `from` to `to`, both included; from <= to, both in 1900 to 2199.
 */
static inline uint64_t ontrack__days_between(size_t column, ontrack_date from, ontrack_date to)
{
    uint64_t bits = UINT64_MAX;
    if (column < ontrack__day_column_of(from) || column > ontrack__day_column_of(to)) return 0;
    if (column == ontrack__day_column_of(from)) bits &= 0 - ontrack__day_bit(from);
    if (column == ontrack__day_column_of(to)) bits &= ontrack__day_bit(to) * 2 - 1;
    return bits;
}

static inline bool ontrack__day_set_has(const ontrack__day_set *set, ontrack_date date)
{
    return (ontrack__day_set_word(set, ontrack__day_column_of(date)) & ontrack__day_bit(date)) != 0;
}
/* How many days the set has. */
int64_t ontrack__day_set_size(const ontrack__day_set *set);
/* How many days of the set lie from `from` to `to`, both included. */
int64_t ontrack__day_set_count(const ontrack__day_set *set, ontrack_date from, ontrack_date to);
/* The latest day at or before a date, or NONE. */
ontrack_date ontrack__day_set_latest(const ontrack__day_set *set, ontrack_date until);

/* A set that changes no more, with how many days lie before each of its columns: to count again and
 * again. */
typedef struct ontrack__counted_days {
    ontrack__day_set set;
    const uint64_t *before; /* set.count + 1: the last are all */
} ontrack__counted_days;

/* Counts the days of a set into `before`, which has room for set->count + 1. */
ontrack__counted_days ontrack__count_days(const ontrack__day_set *set, uint64_t *before);
static inline int64_t ontrack__days_of(const ontrack__counted_days *days)
{
    return (int64_t)days->before[days->set.count];
}
/* How many days lie before a date. */
static inline int64_t ontrack__days_before(const ontrack__counted_days *days, ontrack_date date)
{
    const int64_t at = (int64_t)date - ontrack__day_column_date(days->set.first);
    if (at <= 0) return 0;
    const size_t word = (size_t)at / ONTRACK__DAYS_EACH;
    if (word >= days->set.count) return ontrack__days_of(days);
    const uint64_t until = (UINT64_C(1) << (size_t)at % ONTRACK__DAYS_EACH) - 1;
    return (int64_t)days->before[word] + ontrack__bit_count(days->set.words[word] & until);
}
/* How many days lie from `from` to `to`, both included. */
static inline int64_t ontrack__days_from_to(const ontrack__counted_days *days, ontrack_date from,
                                            ontrack_date to)
{
    if (from > to) return 0;
    return (to == INT32_MAX ? ontrack__days_of(days) : ontrack__days_before(days, to + 1)) -
           ontrack__days_before(days, from);
}
/* The day before which there are `index` others; there are more than that. */
ontrack_date ontrack__nth_day(const ontrack__counted_days *days, size_t index);

#endif
