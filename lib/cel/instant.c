#include "cel/instant.h"

#include <stdio.h>

typedef ontrack__cel_instant instant;
__extension__ typedef unsigned __int128 wide_natural;

enum { DAY = 86400, NANOS = 1000000000, EPOCH_FROM_MARCH = 719468, ERA = 146097 };

static const int64_t first_second = -62135596800, last_second = 253402300799;

/* --- the calendar --- */

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days since 1970 of a day of the years 1 to 9999, counting years from March. */
static int64_t day_number(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int m = month <= 2 ? month + 9 : month - 3;
    return 365 * (int64_t)y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 -
           EPOCH_FROM_MARCH;
}

static int64_t divide_down(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

static void split_day(int64_t day, ontrack__wall *out)
{
    const int64_t z = day + EPOCH_FROM_MARCH;
    const int64_t era = divide_down(z, ERA);
    const int64_t e = z - era * ERA;
    const int64_t y = (e - e / 1460 + e / 36524 - e / 146096) / 365;
    const int64_t from_march = e - (365 * y + y / 4 - y / 100);
    const int64_t m = (5 * from_march + 2) / 153;
    out->month = (int)(m < 10 ? m + 3 : m - 9);
    out->day = (int)(from_march - (153 * m + 2) / 5) + 1;
    out->year = (int)(y + era * 400) + (out->month <= 2);
    out->weekday = (int)(day + 4 - divide_down(day + 4, 7) * 7);
    out->year_day =
        (int)(from_march >= 306 ? from_march - 306 : from_march + 59 + is_leap(y + era * 400));
}

ontrack__wall ontrack__instant_on_wall(instant at, int32_t offset)
{
    ontrack__wall wall = {.nanos = at.nanos};
    const int64_t local = at.seconds + offset;
    const int64_t day = divide_down(local, DAY);
    const int rest = (int)(local - day * DAY);
    split_day(day, &wall);
    wall.hours = rest / 3600;
    wall.minutes = rest / 60 % 60;
    wall.seconds = rest % 60;
    return wall;
}

/* --- arithmetic --- */

bool ontrack__instant_at(int64_t seconds, instant *out)
{
    out->seconds = seconds;
    out->nanos = 0;
    return seconds >= first_second && seconds <= last_second;
}

int ontrack__instant_compare(instant a, instant b)
{
    if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
    return (a.nanos > b.nanos) - (a.nanos < b.nanos);
}

/* Both parts at most some 292 years, so nothing here overflows. */
static bool move(instant at, int64_t seconds, int64_t nanos, instant *out)
{
    const int64_t sum = at.nanos + nanos;
    const int64_t carry = divide_down(sum, NANOS);
    if (!ontrack__instant_at(at.seconds + seconds + carry, out)) return false;
    out->nanos = (int32_t)(sum - carry * NANOS);
    return true;
}

bool ontrack__instant_add(instant at, int64_t span, instant *out)
{
    return move(at, span / NANOS, span % NANOS, out);
}

bool ontrack__instant_subtract(instant at, int64_t span, instant *out)
{
    return move(at, -(span / NANOS), -(span % NANOS), out);
}

bool ontrack__instant_between(instant a, instant b, int64_t *span)
{
    int64_t whole;
    /* Of one sign first: then neither is larger than the span. */
    int64_t seconds = a.seconds - b.seconds, nanos = a.nanos - b.nanos;
    if (seconds < 0 && nanos > 0) {
        seconds++;
        nanos -= NANOS;
    } else if (seconds > 0 && nanos < 0) {
        seconds--;
        nanos += NANOS;
    }
    return !__builtin_mul_overflow(seconds, (int64_t)NANOS, &whole) &&
           !__builtin_add_overflow(whole, nanos, span);
}

/* --- reading --- */

typedef struct cursor {
    ontrack_text text;
    size_t at;
} cursor;

static char peek(const cursor *c)
{
    return c->at < c->text.size ? c->text.data[c->at] : '\0';
}

static bool at_digit(const cursor *c)
{
    return peek(c) >= '0' && peek(c) <= '9';
}

static bool accept(cursor *c, char lower, char upper)
{
    if (c->at == c->text.size || (peek(c) != lower && peek(c) != upper)) return false;
    c->at++;
    return true;
}

/* Exactly `count` digits. */
static bool read_digits(cursor *c, int count, int *out)
{
    *out = 0;
    for (; count > 0; count--, c->at++) {
        if (!at_digit(c)) return false;
        *out = *out * 10 + (peek(c) - '0');
    }
    return true;
}

static bool read_date(cursor *c, int64_t *day)
{
    int year, month, day_of_month;
    if (!read_digits(c, 4, &year) || !accept(c, '-', '-') || !read_digits(c, 2, &month) ||
        !accept(c, '-', '-') || !read_digits(c, 2, &day_of_month))
        return false;
    if (year < 1 || month < 1 || month > 12) return false;
    if (day_of_month < 1 || day_of_month > days_in_month(year, month)) return false;
    *day = day_number(year, month, day_of_month);
    return true;
}

/* "HH:MM" in seconds. */
static bool read_clock(cursor *c, int *seconds)
{
    int hours, minutes;
    if (!read_digits(c, 2, &hours) || !accept(c, ':', ':') || !read_digits(c, 2, &minutes))
        return false;
    *seconds = hours * 3600 + minutes * 60;
    return hours < 24 && minutes < 60;
}

static bool read_fraction(cursor *c, int32_t *nanos)
{
    int32_t unit = NANOS / 10;
    *nanos = 0;
    if (!accept(c, '.', '.')) return true;
    if (!at_digit(c)) return false;
    for (; at_digit(c); c->at++, unit /= 10)
        *nanos += (peek(c) - '0') * unit;
    return true;
}

static bool read_offset(cursor *c, int *offset)
{
    *offset = 0;
    if (accept(c, 'z', 'Z')) return true;
    const bool west = peek(c) == '-';
    if (!accept(c, '+', '-') || !read_clock(c, offset)) return false;
    if (west) *offset = -*offset;
    return true;
}

bool ontrack__instant_parse(ontrack_text text, instant *out)
{
    cursor c = {text, 0};
    int64_t day;
    int clock, seconds, offset;
    int32_t nanos;
    if (!read_date(&c, &day) || !accept(&c, 't', 'T') || !read_clock(&c, &clock) ||
        !accept(&c, ':', ':') || !read_digits(&c, 2, &seconds) || seconds > 59 ||
        !read_fraction(&c, &nanos) || !read_offset(&c, &offset) || c.at < text.size)
        return false;
    if (!ontrack__instant_at(day * DAY + clock + seconds - offset, out)) return false;
    out->nanos = nanos;
    return true;
}

/* Units with the longer names first, so that "ms" is no "m". */
static const struct {
    const char *name;
    uint64_t nanos;
} units[] = {{"ms", 1000000},      {"us", 1000},       {"ns", 1},
             {"h", 3600000000000}, {"m", 60000000000}, {"s", 1000000000}};

static bool read_unit(cursor *c, uint64_t *nanos)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const size_t size = strlen(units[i].name);
        if (c->text.size - c->at < size) continue;
        if (memcmp(c->text.data + c->at, units[i].name, size) != 0) continue;
        c->at += size;
        *nanos = units[i].nanos;
        return true;
    }
    return false;
}

/* A number with its unit, such as "1.5h", as nanoseconds. */
static bool read_part(cursor *c, uint64_t *out)
{
    uint64_t whole = 0, fraction = 0, scale = 1, unit;
    const size_t start = c->at;
    for (; at_digit(c); c->at++)
        if (__builtin_mul_overflow(whole, (uint64_t)10, &whole) ||
            __builtin_add_overflow(whole, (uint64_t)(peek(c) - '0'), &whole))
            return false;
    size_t digits = c->at - start;
    if (accept(c, '.', '.')) {
        for (; at_digit(c); c->at++, digits++) {
            if (scale > INT64_MAX / 10) continue; /* far below a nanosecond */
            scale *= 10;
            fraction = fraction * 10 + (uint64_t)(peek(c) - '0');
        }
    }
    if (digits == 0 || !read_unit(c, &unit)) return false;
    if (__builtin_mul_overflow(whole, unit, &whole)) return false;
    const wide_natural part = (wide_natural)fraction * unit / scale;
    return !__builtin_add_overflow(whole, (uint64_t)part, out);
}

bool ontrack__span_parse(ontrack_text text, int64_t *out)
{
    cursor c = {text, 0};
    const bool negative = peek(&c) == '-';
    uint64_t total = 0, part;
    accept(&c, '+', '-');
    if (c.at == text.size) return false;
    const bool zero = text.size - c.at == 1 && peek(&c) == '0';
    while (!zero && c.at < text.size)
        if (!read_part(&c, &part) || __builtin_add_overflow(total, part, &total)) return false;
    const uint64_t last = (uint64_t)INT64_MAX;
    if (total > last + negative) return false;
    *out = !negative ? (int64_t)total : total > last ? INT64_MIN : -(int64_t)total;
    return true;
}

/* --- writing --- */

/* Writes ".5" for half a second, nothing for none; returns where it ends. */
static char *put_fraction(char *out, int32_t nanos)
{
    if (nanos == 0) return out;
    *out++ = '.';
    for (int32_t unit = NANOS / 10; nanos > 0; unit /= 10) {
        *out++ = (char)('0' + nanos / unit);
        nanos %= unit;
    }
    return out;
}

void ontrack__instant_format(instant at, char out[ONTRACK__INSTANT_SIZE])
{
    const ontrack__wall wall = ontrack__instant_on_wall(at, 0);
    int size = snprintf(out, ONTRACK__INSTANT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d", wall.year,
                        wall.month, wall.day, wall.hours, wall.minutes, wall.seconds);
    char *end = put_fraction(out + size, at.nanos);
    end[0] = 'Z';
    end[1] = '\0';
}

void ontrack__span_format(int64_t span, char out[ONTRACK__SPAN_SIZE])
{
    const int64_t seconds = span / NANOS;
    const int32_t nanos = (int32_t)(span % NANOS);
    const int size = snprintf(out, ONTRACK__SPAN_SIZE, "%s%lld", span < 0 ? "-" : "",
                              (long long)(seconds < 0 ? -seconds : seconds));
    char *end = put_fraction(out + size, nanos < 0 ? -nanos : nanos);
    end[0] = 's';
    end[1] = '\0';
}
