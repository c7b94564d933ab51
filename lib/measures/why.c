#include "measures/why.h"

#include <ontrack/decimal.h>

const char *ontrack__why_text(ontrack__why why)
{
    static const char *const words[ONTRACK__WHY_COUNT] = {"",
#define WORDS(name, text) text,
                                                          ONTRACK__WHY_MAP(WORDS)
#undef WORDS
    };
    return (unsigned)why < ONTRACK__WHY_COUNT ? words[why] : "";
}

ontrack_status ontrack__unknown(ontrack_value *out, ontrack__why why)
{
    *out = ontrack_value_unknown(ontrack__why_text(why));
    return ONTRACK_OK;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

ontrack_value ontrack__exact(int64_t ten_thousandths, int64_t divisor)
{
    if (ten_thousandths % divisor == 0) return ontrack_value_decimal(ten_thousandths / divisor);
    const int64_t shared = common_divisor(ten_thousandths, divisor);
    ten_thousandths /= shared;
    divisor /= shared;
    /* Reduced against 10,000 as well, so that the denominator stays as small as it can be. */
    const int64_t places = common_divisor(ten_thousandths, ONTRACK_DECIMAL_ONE);
    return ontrack_value_ratio(ten_thousandths / places, divisor * (ONTRACK_DECIMAL_ONE / places));
}
