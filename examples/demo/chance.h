/* chance.h - dice whose throws are the same on every machine (SplitMix64, integers only). */
#ifndef DEMO_CHANCE_H
#define DEMO_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct chance {
    uint64_t state;
} chance;

/* Dice of their own for number `stream`, so that one student's life changes nobody else's. */
static inline chance chance_new(uint64_t seed, uint64_t stream)
{
    chance made = {seed * UINT64_C(0x9e3779b97f4a7c15) ^ stream * UINT64_C(0xd1342543de82ef95)};
    return made;
}

static inline uint64_t chance_next(chance *dice)
{
    uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 0 to below - 1. */
static inline int chance_below(chance *dice, int below)
{
    return (int)((chance_next(dice) >> 33) % (uint64_t)below);
}

/* low to high, both included. */
static inline int chance_from(chance *dice, int low, int high)
{
    return low + chance_below(dice, high - low + 1);
}

/* True so many times in a thousand. */
static inline bool chance_permille(chance *dice, int permille)
{
    return chance_below(dice, 1000) < permille;
}

#endif
