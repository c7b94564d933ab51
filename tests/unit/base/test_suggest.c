#include "base/suggest.h"

#include <criterion/criterion.h>

static const char *const known[] = {"credits.earned", "credits.attempted", "attendance.rate",
                                    "behavior.incidents", "size"};

static const struct {
    const char *wanted, *best;
} rows[] = {
    {"credits.earnd", "credits.earned"},
    {"credits.earned", "credits.earned"},
    {"Credits.Earned", "credits.earned"},
    {"cerdits.earned", "credits.earned"},
    {"creditsearned", "credits.earned"},
    {"rate", "attendance.rate"},
    {"sice", "size"},
    {"sixes", ""},
    {"si", ""},
    {"", ""},
    {"discipline.days", ""},
    {"a name that is far longer than any that could have been meant, so it is left", ""},
};

Test(suggest, nearest)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack__suggestion near = {.wanted = ontrack_text_of(rows[i].wanted)};
        for (size_t j = 0; j < sizeof known / sizeof *known; j++)
            ontrack__suggest(&near, ontrack_text_of(known[j]));
        cr_expect(near.best.size == strlen(rows[i].best) &&
                      strncmp(near.best.size > 0 ? near.best.data : "", rows[i].best,
                              near.best.size) == 0,
                  "%s: %.*s", rows[i].wanted, (int)near.best.size,
                  near.best.size > 0 ? near.best.data : "");
    }
}

Test(suggest, ties_keep_the_earlier)
{
    ontrack__suggestion near = {.wanted = ontrack_text_of("abcd")};
    ontrack__suggest(&near, ontrack_text_of("abcx"));
    ontrack__suggest(&near, ontrack_text_of("abcy"));
    cr_expect_eq(near.best.data[3], 'x');
    ontrack__suggest(&near, ontrack_text_of("abcd"));
    cr_expect_eq(near.best.data[3], 'd');
}
