/* dice.h - the same random choices from the same seed. */
#ifndef ONTRACK_TESTS_DICE_H
#define ONTRACK_TESTS_DICE_H

#include <stddef.h>
#include <stdint.h>

/* Begin it with a seed that is not 0. */
typedef struct dice {
    uint64_t state;
} dice;

/* A number below `sides`. */
static inline size_t roll(dice *d, size_t sides)
{
    d->state ^= d->state << 13;
    d->state ^= d->state >> 7;
    d->state ^= d->state << 17;
    return (size_t)(d->state % sides);
}

#endif
