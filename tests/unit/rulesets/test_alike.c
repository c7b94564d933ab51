/* Options that choose the same courses and count them alike have one number, others never. */
#include "rulesets/loader.h"

#include <criterion/criterion.h>

enum { MOST = 600 };

static ontrack__variable variables[MOST];

/* Defaults but for one of the options that tell courses apart; 0 for none of them. */
static ontrack__options varied(size_t which)
{
    ontrack__options options = ontrack__options_default();
    ontrack__choice *const choices[] = {&options.subjects, &options.courses, &options.terms};
    bool *const flags[] = {&options.include_prior, &options.erase_recovered, &options.by_semester,
                           &options.each_repeat,   &options.as_recorded,     &options.without_zero};
    if (which >= 1 && which <= 3) choices[which - 1]->narrowed = true;
    if (which >= 4 && which <= 6) choices[which - 4]->any = 2;
    if (which >= 7 && which <= 9) choices[which - 7]->none = 2;
    if (which >= 10 && which <= 15) *flags[which - 10] = true;
    if (which >= 16) options.marks = which;
    return options;
}

static void number(size_t count)
{
    ontrack_ruleset ruleset = {.variables = variables, .variable_count = count};
    ontrack__number_alike(&ruleset);
}

static void expect_numbers(size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            const ontrack__options *a = &variables[i].options, *b = &variables[k].options;
            if (a->alike == 0 || b->alike == 0) continue;
            cr_assert_eq(a->alike == b->alike, ontrack__count_alike(a, b), "%zu and %zu", i, k);
        }
}

Test(alike, each_option_tells_apart)
{
    enum { KINDS = 17 };
    for (size_t i = 0; i < 2 * (size_t)KINDS; i++) {
        variables[i].kind = ONTRACK__VARIABLE_MEASURE;
        variables[i].options = varied(i % KINDS);
        variables[i].options.required = (ontrack_decimal)i; /* chooses nothing */
    }
    number(2 * (size_t)KINDS);
    for (size_t i = 0; i < KINDS; i++) {
        cr_expect_eq(variables[i].options.alike, i + 1);
        cr_expect_eq(variables[i + KINDS].options.alike, i + 1);
    }
    expect_numbers(2 * (size_t)KINDS);
}

Test(alike, too_many_have_none)
{
    for (size_t i = 0; i < MOST; i++) {
        variables[i].kind = ONTRACK__VARIABLE_MEASURE;
        variables[i].options = varied(16 + i / 2);
    }
    number(MOST);
    cr_expect_eq(variables[511].options.alike, 256);
    cr_expect_eq(variables[512].options.alike, 0);
    expect_numbers(MOST);
}

Test(alike, parameters_and_inputs_have_none)
{
    variables[0].kind = ONTRACK__VARIABLE_PARAMETER;
    variables[1].kind = ONTRACK__VARIABLE_INPUT;
    number(2);
    cr_expect_eq(variables[0].options.alike, 0);
    cr_expect_eq(variables[1].options.alike, 0);
}
