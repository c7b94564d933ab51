/* What costs too much ends in an error, and soon. */
#include "support.h"

#include <time.h>

enum { TEXT = ONTRACK__CEL_LENGTH_LIMIT + 100 };

/* Far above what the worst takes (some ten milliseconds), for sanitizers and busy machines. */
static const double most_seconds = 0.5;

typedef struct draft {
    char text[TEXT];
    size_t size;
} draft;

static void append(draft *d, const char *part, size_t times)
{
    const size_t size = strlen(part);
    for (; times > 0 && d->size + size < TEXT; times--) {
        memcpy(d->text + d->size, part, size);
        d->size += size;
    }
}

/* Start, then a part many times, a middle, another part as often, and the end. */
static const struct {
    const char *label, *start, *part, *middle, *behind, *end, *outcome;
    size_t times;
} rows[] = {
    {"nested macros", "", "[0,1,2,3,4,5,6,7].all(x, ", "true", ")", "", "status 6", 40},
    {"nested macros that collect", "", "[1,2].map(x, ", "1", ")", "", "status 6", 60},
    {"doubled strings", "['0123456789abcdef']", ".map(x, x + x)", "", "", "", "status 6", 60},
    {"doubled bytes", "[b'0123456789abcdef']", ".map(x, x + x)", "", "", "", "status 6", 60},
    {"doubled lists", "[[1, 2, 3, 4]]", ".map(x, x + x)", "", "", "", "status 6", 60},
    {"lists in lists compared", "[['a']", ".map(x, [x, x])", "].exists(x, x == x)", "", "",
     "status 6", 60},
    {"patterns that go back", "[1,2,3,4,5,6,7,8].all(a, ",
     "!'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$') && ", "true", "", ")", "status 6",
     20},
    {"patterns that nearly go back too far", "[1,2,3,4,5,6,7,8].all(a, [1,2,3,4,5,6,7,8].all(b, ",
     "!'aaaaaaaaaaaaa!'.matches('(a+)+$') && ", "true", "", "))", "status 6", 20},
    {"patterns made in a loop", "[1,2,3,4,5,6,7,8].all(a, [1,2,3,4,5,6,7,8].all(b, ",
     "!'x'.matches('((a{9}){9}b{8}){9}' + 'c') && ", "true", "", "))", "status 6", 40},
    {"patterns refused in a loop", "[1,2,3,4,5,6,7,8].exists(a, [1,2,3,4,5,6,7,8].exists(b, ",
     "'x'.matches('((a{9}){9}b{8}){9}(' + '') || ", "false", "", "))", "status 6", 40},
    {"time zones", "[1,2,3,4,5,6,7,8].all(a, [1,2,3,4,5,6,7,8].all(b, [1,2,3,4,5,6,7,8].all(c, ",
     "timestamp(a * b * c).getHours('Asia/Gaza') >= 0 && ", "true", "", ")))", "status 6", 100},
    {"large patterns", "", "'x'.matches('((a{9}){9}b{90}){9}') || ", "true", "", "",
     "refused 1:8145: the patterns of the expression are too large together", 999},
    {"nested lists", "", "[", "1", "]", "",
     "refused 1:251: the expression is nested more than 250 deep", 300},
    {"nested parentheses", "", "(", "1", ")", "",
     "refused 1:251: the expression is nested more than 250 deep", 300},
    {"a long sum", "1", " + 1", "", "", "",
     "refused 1:999: the expression is nested more than 250 deep", 300},
    {"signs", "", "-", "1", "", "", "refused 1:250: the expression is nested more than 250 deep",
     300},
    {"a long text", "'", "x", "'", "", "", "refused 0:0: the expression is longer than 65536 bytes",
     65535},
};

Test(limits, end_in_an_error)
{
    static draft d;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        memset(&d, 0, sizeof d);
        append(&d, rows[i].start, 1);
        append(&d, rows[i].part, rows[i].times);
        append(&d, rows[i].middle, 1);
        append(&d, rows[i].behind, rows[i].times);
        append(&d, rows[i].end, 1);
        const clock_t start = clock();
        const page p = outcome_of(d.text, NULL, NULL);
        const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        cr_expect_str_eq(p.text, rows[i].outcome, "%s gives %s", rows[i].label, p.text);
        cr_expect_lt(seconds, most_seconds, "%s takes %f s", rows[i].label, seconds);
    }
}
