/* bits.h - bits of a word counted and found. Layer: base. */
#ifndef ONTRACK_BASE_BITS_H
#define ONTRACK_BASE_BITS_H

#include <stdint.h>

/* How many bits are set. */
static inline int ontrack__bit_count(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (int)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* Place of the lowest bit that is set; 64 when none is. */
static inline int ontrack__lowest_bit(uint64_t bits)
{
    return ontrack__bit_count((bits & (0 - bits)) - 1);
}

/* Place of the highest bit that is set; 0 when none is. */
static inline int ontrack__highest_bit(uint64_t bits)
{
    int place = 0;
    for (int step = 32; step > 0; step /= 2)
        if (bits >> step != 0) {
            bits >>= step;
            place += step;
        }
    return place;
}

#endif
