/* dayset.h - a set of days, a bit each, in the columns of days.h. Layer: records. */
#ifndef ONTRACK_RECORDS_DAYSET_H
#define ONTRACK_RECORDS_DAYSET_H

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
/* The day of the set before which there are `index` others; the set has more than that. */
ontrack_date ontrack__day_set_nth(const ontrack__day_set *set, size_t index);

#endif
