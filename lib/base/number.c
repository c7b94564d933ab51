/* The C library's strtod() and printf() follow the host's LC_NUMERIC, and a library can neither
 * set that nor trust it to stay. What the locale changes is the radix character alone, so none is
 * ever shown to them: "12.5" is handed to strtod() as "125e-1", and of what printf() writes only
 * the digits and the exponent are read. Both stay correctly rounded, need no locale object, and
 * are safe whatever other threads do to the locale. */
#include "base/number.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    /* A point halfway between two doubles has at most 767 significant digits; any further ones
     * only matter by being zeros or not. */
    SIGNIFICANT = 800,
    EXPONENT_LIMIT = 100000 /* far beyond any double, far below an overflow of int */
};

typedef struct scan {
    ontrack_text text;
    size_t at;
    size_t seen;                         /* digits read, leading zeros too */
    size_t used;                         /* digits kept */
    int64_t exponent;                    /* of the kept digits taken as an integer */
    char kept[1 + SIGNIFICANT + 1 + 24]; /* sign, digits, one for all that were cut, exponent */
} scan;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(scan *s, char c)
{
    if (s->at >= s->text.size || s->text.data[s->at] != c) return false;
    s->at++;
    return true;
}

/* One digit, before the point or behind it. */
static void keep(scan *s, char digit, bool behind, size_t first)
{
    const bool leading = s->used == first && digit == '0';
    if (!leading && s->used - first < SIGNIFICANT) {
        s->kept[s->used++] = digit;
    } else if (!leading) {
        if (s->used - first == SIGNIFICANT) s->kept[s->used++] = '0';
        if (digit != '0') s->kept[s->used - 1] = '1';
        if (!behind) s->exponent++;
        return;
    }
    if (behind) s->exponent--;
}

static void read_digits(scan *s, bool behind, size_t first)
{
    for (; s->at < s->text.size && is_digit(s->text.data[s->at]); s->at++, s->seen++)
        keep(s, s->text.data[s->at], behind, first);
}

static bool read_exponent(scan *s)
{
    if (!take(s, 'e') && !take(s, 'E')) return true;
    const bool negative = take(s, '-');
    if (!negative) take(s, '+');
    const size_t start = s->at;
    int64_t exponent = 0;
    for (; s->at < s->text.size && is_digit(s->text.data[s->at]); s->at++)
        if (exponent < EXPONENT_LIMIT) exponent = exponent * 10 + (s->text.data[s->at] - '0');
    s->exponent += negative ? -exponent : exponent;
    return s->at > start;
}

bool ontrack__number_parse(ontrack_text text, double *out)
{
    scan s = {.text = text};
    if (take(&s, '-'))
        s.kept[s.used++] = '-';
    else
        take(&s, '+');
    const size_t first = s.used;
    read_digits(&s, false, first);
    if (take(&s, '.')) {
        const size_t before = s.seen;
        read_digits(&s, true, first);
        if (s.seen == before) return false;
    }
    if (s.seen == 0 || !read_exponent(&s) || s.at != text.size) return false;
    /* The digit that stands for the cut ones is one place more. */
    if (s.used - first > SIGNIFICANT) s.exponent--;
    if (s.used == first) s.kept[s.used++] = '0';
    if (s.exponent > EXPONENT_LIMIT) s.exponent = EXPONENT_LIMIT;
    if (s.exponent < -EXPONENT_LIMIT) s.exponent = -EXPONENT_LIMIT;
    snprintf(s.kept + s.used, sizeof s.kept - s.used, "e%d", (int)s.exponent);
    const double number = strtod(s.kept, NULL);
    if (!isfinite(number)) return false;
    *out = number;
    return true;
}

/* The `count` leading digits of a finite number, correctly rounded. */
static ontrack__digits round_to(double number, int count)
{
    ontrack__digits result = {.negative = signbit(number) != 0};
    char text[48];
    snprintf(text, sizeof text, "%.*e", count - 1, fabs(number));
    const char *at = text;
    for (; *at != '\0' && *at != 'e'; at++)
        if (is_digit(*at) && result.count + 1 < sizeof result.digits)
            result.digits[result.count++] = *at;
    result.point = (int)strtol(*at == 'e' ? at + 1 : "0", NULL, 10) + 1;
    return result;
}

static double read_back(const ontrack__digits *digits)
{
    char text[48];
    snprintf(text, sizeof text, "%se%d", digits->digits, digits->point - (int)digits->count);
    return strtod(text, NULL);
}

/* Whether the digits, or the ones one unit above, read back. Below a power of two the doubles lie
 * twice as dense as above it, so there a text above may read back where the nearer one below does
 * not. */
static bool reads_back(ontrack__digits *digits, double number)
{
    int exponent;
    if (read_back(digits) == number) return true;
    char *last = &digits->digits[digits->count - 1];
    if (*last == '9' || frexp(number, &exponent) != 0.5) return false;
    (*last)++;
    return read_back(digits) == number;
}

ontrack__digits ontrack__number_digits(double number)
{
    if (number == 0.0) {
        const ontrack__digits zero = {signbit(number) != 0, 1, 1, "0"};
        return zero;
    }
    ontrack__digits digits = {0};
    /* 17 digits always read back; fewer do when a shorter text means the same double. */
    for (int count = 1; count <= 17; count++) {
        digits = round_to(number, count);
        if (reads_back(&digits, fabs(number))) break;
    }
    while (digits.count > 1 && digits.digits[digits.count - 1] == '0')
        digits.digits[--digits.count] = '\0';
    return digits;
}

static size_t format_plain(const ontrack__digits *d, char *out)
{
    size_t at = 0;
    if (d->negative) out[at++] = '-';
    if (d->point <= 0) out[at++] = '0';
    for (int i = d->point < 0 ? d->point : 0; i < (int)d->count || i < d->point; i++) {
        if (i == d->point) out[at++] = '.';
        out[at++] = i < 0 || i >= (int)d->count ? '0' : d->digits[i];
    }
    out[at] = '\0';
    return at;
}

static size_t format_scientific(const ontrack__digits *d, char *out)
{
    return (size_t)snprintf(out, 40, "%s%c%s%se%c%02d", d->negative ? "-" : "", d->digits[0],
                            d->count > 1 ? "." : "", d->digits + 1, d->point < 1 ? '-' : '+',
                            abs(d->point - 1));
}

size_t ontrack__number_format(double number, char out[40])
{
    if (isnan(number)) return (size_t)snprintf(out, 40, "NaN");
    if (isinf(number)) return (size_t)snprintf(out, 40, "%sInfinity", number < 0 ? "-" : "");
    const ontrack__digits digits = ontrack__number_digits(number);
    /* From 1e-4 up to 1e21 as people write numbers, beyond with an exponent. */
    const bool plain = digits.point >= -3 && digits.point <= 21;
    return plain ? format_plain(&digits, out) : format_scientific(&digits, out);
}
