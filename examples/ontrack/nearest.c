#include "nearest.h"

#include <string.h>

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
static size_t edits(const char *left, size_t left_size, const char *right, size_t right_size)
{
    size_t before[LONGEST + 1], last[LONGEST + 1], now[LONGEST + 1];
    for (size_t j = 0; j <= right_size; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= left_size; i++) {
        now[0] = i;
        for (size_t j = 1; j <= right_size; j++) {
            size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + change);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
        memcpy(before, last, sizeof last);
        memcpy(last, now, sizeof now);
    }
    return last[right_size];
}

int nearest_is_closer(const char *typed, const char *candidate, size_t *distance)
{
    size_t typed_size = strlen(typed), candidate_size = strlen(candidate);
    if (typed_size > LONGEST || candidate_size > LONGEST) return 0;
    size_t found = edits(typed, typed_size, candidate, candidate_size);
    if (found > (candidate_size < 6 ? 1 : candidate_size / 3) || found >= candidate_size ||
        found >= *distance)
        return 0;
    *distance = found;
    return 1;
}
