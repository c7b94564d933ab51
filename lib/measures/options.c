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
