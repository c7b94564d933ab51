#include "measures/options.h"

#include <string.h>

ontrack__options ontrack__options_default(void)
{
    ontrack__options options;
    memset(&options, 0, sizeof options);
    options.window.kind = ONTRACK__WINDOW_YEAR_TO_DATE;
    options.required = ONTRACK_DECIMAL_NONE;
    options.future_term_credits = ONTRACK_DECIMAL_NONE;
    options.above = options.at_least = ONTRACK_DECIMAL_NONE;
    options.at_most = options.below = ONTRACK_DECIMAL_NONE;
    options.course_credits = ONTRACK_DECIMAL_ONE / 2; /* a semester's course */
    return options;
}

bool ontrack__count_alike(const ontrack__options *a, const ontrack__options *b)
{
    return ontrack__same_choice(a->subjects, b->subjects) &&
           ontrack__same_choice(a->courses, b->courses) &&
           ontrack__same_choice(a->terms, b->terms) && a->marks == b->marks &&
           a->include_prior == b->include_prior && a->erase_recovered == b->erase_recovered &&
           a->by_semester == b->by_semester && a->each_repeat == b->each_repeat &&
           a->as_recorded == b->as_recorded && a->without_zero == b->without_zero;
}
