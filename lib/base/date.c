#include <ontrack/date.h>

#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199, EPOCH_FROM_CIVIL = 719468 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool ontrack_date_make(int year, int month, int day, ontrack_date *out)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
    if (day < 1 || day > days_in_month(year, month)) return false;
    /* Years counted from March, so that the leap day is the last of its year. */
    const int y = month <= 2 ? year - 1 : year;
    const int m = month <= 2 ? month + 9 : month - 3;
    const int day_of_year = (153 * m + 2) / 5 + day - 1;
    *out = 365 * y + y / 4 - y / 100 + y / 400 + day_of_year - EPOCH_FROM_CIVIL;
    return true;
}

static int digits(const char *text, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool ontrack_date_parse(ontrack_text text, ontrack_date *out)
{
    if (text.size != 10 || text.data[4] != '-' || text.data[7] != '-') return false;
    const int year = digits(text.data, 4);
    const int month = digits(text.data + 5, 2);
    const int day = digits(text.data + 8, 2);
    return ontrack_date_make(year, month, day, out);
}

void ontrack_date_split(ontrack_date date, int *year, int *month, int *day)
{
    const int z = (int)date + EPOCH_FROM_CIVIL;
    const int era = z / 146097; /* dates from 1900 on keep z positive */
    const int day_of_era = z - era * 146097;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int m = (5 * day_of_year + 2) / 153;
    const int civil_month = m < 10 ? m + 3 : m - 9;
    if (year != NULL) *year = year_of_era + era * 400 + (civil_month <= 2 ? 1 : 0);
    if (month != NULL) *month = civil_month;
    if (day != NULL) *day = day_of_year - (153 * m + 2) / 5 + 1;
}

static void put_digits(char *out, int number, size_t count)
{
    for (size_t i = count; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
}

void ontrack_date_format(ontrack_date date, char out[ONTRACK_DATE_SIZE])
{
    ontrack_date first = 0, last = 0;
    ontrack_date_make(FIRST_YEAR, 1, 1, &first);
    ontrack_date_make(LAST_YEAR, 12, 31, &last);
    out[0] = '\0';
    if (date < first || date > last) return;
    int year, month, day;
    ontrack_date_split(date, &year, &month, &day);
    memcpy(out, "0000-00-00", ONTRACK_DATE_SIZE);
    put_digits(out, year, 4);
    put_digits(out + 5, month, 2);
    put_digits(out + 8, day, 2);
}
