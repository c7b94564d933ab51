/* Packed days of attendance: a bitmap, or distances. */
#include "base/bits.h"
#include "records/packed_reading.h"

enum { DAYS = ONTRACK__LAST_DAY - ONTRACK__FIRST_DAY + 1 };

/* Adds the days of a bitmap that begins at a byte, 64 days at a time. There is room. */
static void add_bitmap(ontrack__unpacked *to, uint32_t begin, const unsigned char *bitmap,
                       uint32_t bytes)
{
    ontrack__some_days *days = to->days + to->day_count;
    for (uint32_t i = 0; i < bytes;) {
        const uint32_t column = (begin + i) / 8;
        uint64_t bits = 0;
        for (; i < bytes && (begin + i) / 8 == column; i++)
            bits |= (uint64_t)bitmap[i] << (begin + i) % 8 * 8;
        const ontrack__some_days some = {bits, column};
        if (bits != 0) *days++ = some;
    }
    to->day_count = (size_t)(days - to->days);
}

/* So many bytes of days. */
static ontrack_status get_bitmap(ontrack__reading *read, uint32_t bytes)
{
    ontrack__unpacked *to = read->to;
    const size_t first = to->day_count;
    uint32_t begin;
    size_t days = 0;
    if (!ontrack__get_number(read, &begin) || begin > DAYS / 8 || bytes == 0 ||
        bytes > ontrack__reading_left(read) || bytes > DAYS / 8 + 1 - begin)
        return ontrack__reading_broken(read, "a bitmap of days is wrong");
    const unsigned char *bits = read->at;
    const unsigned past = begin + bytes == DAYS / 8 + 1 ? bits[bytes - 1] >> DAYS % 8 : 0;
    if (bits[0] == 0 || bits[bytes - 1] == 0 || past != 0)
        return ontrack__reading_broken(read, "a bitmap of days is wrong");
    if (!ontrack__unpacked_reserve_days(to, first + bytes / 8 + 2))
        return ontrack__no_memory(read->error);
    add_bitmap(to, begin, bits, bytes);
    for (size_t i = first; i < to->day_count; i++)
        days += (size_t)ontrack__bit_count(to->days[i].bits);
    if (bytes > days) return ontrack__reading_broken(read, "days are not in their shortest form");
    read->at += bytes;
    return ontrack__reading_rows(read, days);
}

static ontrack_status get_distances(ontrack__reading *read, uint32_t count)
{
    const size_t begin = read->to->day_count;
    uint32_t first = 0, day = 0;
    const size_t most = count < ONTRACK__DAY_COLUMNS ? count : ONTRACK__DAY_COLUMNS;
    if (count == 0 || count > ontrack__reading_left(read))
        return ontrack__reading_broken(read, "a count of days is wrong");
    if (!ontrack__unpacked_reserve_days(read->to, begin + most))
        return ontrack__no_memory(read->error);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t distance;
        if (!ontrack__get_number(read, &distance) || distance >= DAYS - day ||
            (i > 0 && distance == 0))
            return ontrack__reading_broken(read, "a day is wrong");
        day += distance;
        if (i == 0) first = day;
        ontrack__unpacked_add_days(read->to, begin, day / ONTRACK__DAYS_EACH,
                                   UINT64_C(1) << day % ONTRACK__DAYS_EACH);
    }
    if (day / 8 - first / 8 + 1 <= count)
        return ontrack__reading_broken(read, "days are not in their shortest form");
    return ontrack__reading_rows(read, count);
}

ontrack_status ontrack__get_days(ontrack__reading *read)
{
    const size_t begin = read->to->day_count;
    int32_t *count = read->word++;
    uint32_t form;
    if (!ontrack__get_number(read, &form))
        return ontrack__reading_broken(read, "a count of days is wrong");
    const ontrack_status status =
        form % 2 == 1 ? get_bitmap(read, form / 2) : get_distances(read, form / 2);
    *count = (int32_t)(read->to->day_count - begin);
    return status;
}
