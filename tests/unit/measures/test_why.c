#include "measures/why.h"

#include <criterion/criterion.h>

Test(why, words)
{
    cr_expect_str_eq(ontrack__why_text(ONTRACK__KNOWN), "");
    cr_expect_str_eq(ontrack__why_text(ONTRACK__WHY_COUNT), "");
    cr_expect_str_eq(ontrack__why_text(ONTRACK__WHY_NO_COURSES), "no course rows");
    ontrack_value value;
    cr_expect_eq(ontrack__unknown(&value, ONTRACK__WHY_NO_COURSES), ONTRACK_OK);
    cr_expect_eq(value.kind, ONTRACK_KIND_UNKNOWN);
}

Test(why, exact_quotients)
{
    static const struct {
        const char *label;
        int64_t ten_thousandths, divisor;
        ontrack_kind kind;
        int64_t number, denominator;
    } rows[] = {
        {"whole", 60000, 1, ONTRACK_KIND_DECIMAL, 60000, 1},
        {"half", 10000, 2, ONTRACK_KIND_DECIMAL, 5000, 1},
        {"nothing", 0, 7, ONTRACK_KIND_DECIMAL, 0, 1},
        {"the smallest decimal", 3, 3, ONTRACK_KIND_DECIMAL, 1, 1},
        {"a third", 10000, 3, ONTRACK_KIND_RATIO, 1, 3},
        {"five thirds", 50000, 3, ONTRACK_KIND_RATIO, 5, 3},
        {"less than the smallest decimal", 1, 2, ONTRACK_KIND_RATIO, 1, 20000},
        {"reduced", 20000, 6, ONTRACK_KIND_RATIO, 1, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const ontrack_value value = ontrack__exact(rows[i].ten_thousandths, rows[i].divisor);
        cr_expect_eq(value.kind, rows[i].kind, "%s", rows[i].label);
        cr_expect_eq(value.number, rows[i].number, "%s", rows[i].label);
        cr_expect_eq(value.denominator, rows[i].denominator, "%s", rows[i].label);
    }
}
