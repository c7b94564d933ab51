#include "records/dayset.h"

#include <string.h>

bool ontrack__day_set_reach(ontrack__day_set *set, const ontrack_allocator *allocator,
                            ontrack_date from, ontrack_date to)
{
    const ontrack__day_set old = *set;
    size_t first = ontrack__day_column_of(from), end = ontrack__day_column_of(to) + 1;
    if (old.count > 0 && old.first < first) first = old.first;
    if (old.count > 0 && old.first + old.count > end) end = old.first + old.count;
    if (end - first == old.count) return true;
    uint64_t *words = ontrack__allocate_zero(allocator, end - first, sizeof *words);
    if (words == NULL) return false;
    if (old.count > 0) memcpy(words + (old.first - first), old.words, old.count * sizeof *words);
    ontrack__day_set_free(set, allocator);
    set->words = words;
    set->first = first;
    set->count = end - first;
    return true;
}

bool ontrack__day_set_join(ontrack__day_set *set, const ontrack_allocator *allocator,
                           ontrack__day_set *other)
{
    if (other->count == 0) return true;
    if (set->count == 0) {
        const ontrack__day_set none = {NULL, 0, 0};
        *set = *other;
        *other = none;
        return true;
    }
    const ontrack_date first = ontrack__day_column_date(other->first);
    const ontrack_date last = ontrack__day_column_date(other->first + other->count - 1);
    if (!ontrack__day_set_reach(set, allocator, first, last)) return false;
    for (size_t i = 0; i < other->count; i++)
        set->words[other->first + i - set->first] |= other->words[i];
    return true;
}

void ontrack__day_set_free(ontrack__day_set *set, const ontrack_allocator *allocator)
{
    ontrack__release(allocator, set->words, set->count, sizeof *set->words);
}

static int64_t count_words(const uint64_t *words, size_t count)
{
    int64_t days = 0;
    for (size_t i = 0; i < count; i++)
        days += ontrack__bit_count(words[i]);
    return days;
}

int64_t ontrack__day_set_size(const ontrack__day_set *set)
{
    return count_words(set->words, set->count);
}

int64_t ontrack__day_set_count(const ontrack__day_set *set, ontrack_date from, ontrack_date to)
{
    if (set->count == 0) return 0;
    const ontrack_date first = ontrack__day_column_date(set->first);
    const ontrack_date last = ontrack__day_column_date(set->first + set->count) - 1;
    if (from < first) from = first;
    if (to > last) to = last;
    if (from > to) return 0;
    const uint64_t *begin = set->words + (ontrack__day_column_of(from) - set->first);
    const uint64_t *end = set->words + (ontrack__day_column_of(to) - set->first);
    const uint64_t before = ontrack__day_bit(from) - 1;
    const uint64_t through = ontrack__day_bit(to) * 2 - 1;
    /* The days up to the end of a column, less those in it that lie outside. */
    return count_words(begin, (size_t)(end - begin)) - ontrack__bit_count(*begin & before) +
           ontrack__bit_count(*end & through);
}

ontrack_date ontrack__day_set_latest(const ontrack__day_set *set, ontrack_date until)
{
    const ontrack_date from = ontrack__day_column_date(set->first);
    if (until > ONTRACK__LAST_DAY) until = ONTRACK__LAST_DAY;
    for (size_t i = until < from ? 0 : set->count; i > 0; i--) {
        const size_t column = set->first + i - 1;
        const uint64_t bits = set->words[i - 1] & ontrack__days_between(column, from, until);
        if (bits != 0) return ontrack__day_column_date(column) + ontrack__highest_bit(bits);
    }
    return ONTRACK_DATE_NONE;
}

ontrack__counted_days ontrack__count_days(const ontrack__day_set *set, uint64_t *before)
{
    const ontrack__counted_days days = {*set, before};
    before[0] = 0;
    for (size_t i = 0; i < set->count; i++)
        before[i + 1] = before[i] + (uint64_t)ontrack__bit_count(set->words[i]);
    return days;
}

ontrack_date ontrack__nth_day(const ontrack__counted_days *days, size_t index)
{
    size_t word = 0;
    while (days->before[word + 1] <= index)
        word++;
    uint64_t bits = days->set.words[word];
    for (uint64_t left = index - days->before[word]; left > 0; left--)
        bits &= bits - 1;
    return ontrack__day_column_date(days->set.first + word) + ontrack__lowest_bit(bits);
}
