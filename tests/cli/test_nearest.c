#include "nearest.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *const known[] = {"evaluate", "explain", "rules", "measures"};

static const char *nearest(const char *typed)
{
    const char *found = "";
    size_t distance = NEAREST_START;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (nearest_is_closer(typed, known[i], &distance)) found = known[i];
    return found;
}

static const struct {
    const char *typed, *meant;
} rows[] = {
    {"evaluate", "evaluate"},
    {"evalute", "evaluate"},
    {"evlauate", "evaluate"},
    {"rule", "rules"},
    {"rulse", "rules"},
    {"mesures", "measures"},
    {"explane", "explain"},
    {"validate", ""},
    {"diff", ""},
    {"", ""},
    {"x", ""},
    {"a-word-that-is-much-longer-than-any-command-of-the-program-could-be-x", ""},
};

Test(nearest, commands)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(nearest(rows[i].typed), rows[i].meant, "%s: %s", rows[i].typed,
                         nearest(rows[i].typed));
}
