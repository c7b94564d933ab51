#include "ingest/dateform.h"

#include <criterion/criterion.h>

Test(dateform, forms_that_can_be_read)
{
    static const struct {
        const char *form;
        bool good;
    } rows[] = {
        {"YYYY-MM-DD", true},     {"M/D/YYYY", true},
        {"MM/DD/YYYY", true},     {"YYYYMMDD", true},
        {"DD-Mon-YYYY", true},    {"YYYY-MM-DD*", true},
        {"D.M.YYYY", true},       {"Mon D, YYYY", true},
        {"YYYY-MM", false},       {"", false},
        {"YYYY-MM-DD-DD", false}, {"MDYYYY", false},
        {"YYYYMD", false},        {"YY-MM-DD", false},
        {"YYYY-MM-DDTHH", false}, {"*YYYY-MM-DD", false},
        {"YYYY-*MM-DD", false},   {"DD/MM/YYYY MM", false},
        {"YYYY-MM-DD**", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(ontrack__dateform_fault(ontrack_text_of(rows[i].form)) == NULL, rows[i].good,
                     "%s", rows[i].form);
}

Test(dateform, texts_are_dates_of_one_form_and_never_guessed)
{
    static const struct {
        const char *form, *text, *date; /* NULL: no date */
    } rows[] = {
        {"YYYY-MM-DD", "2025-09-01", "2025-09-01"},
        {"YYYY-MM-DD", "2025-9-1", NULL},
        {"YYYY-MM-DD", "2025-02-29", NULL},
        {"YYYY-MM-DD", "2024-02-29", "2024-02-29"},
        {"YYYY-MM-DD", "2025-09-01T00:00:00", NULL},
        {"YYYY-MM-DD*", "2025-09-01T18:25:43.511Z", "2025-09-01"},
        {"YYYY-MM-DD*", "2025-09-01", "2025-09-01"},
        {"YYYY-MM-DD*", "2025-09-011", NULL},
        {"YYYY-MM-DD*", "1/05/2023", NULL},
        {"M/D/YYYY", "9/1/2019", "2019-09-01"},
        {"M/D/YYYY", "09/01/2019", "2019-09-01"},
        {"M/D/YYYY", "12/31/2019", "2019-12-31"},
        {"M/D/YYYY", "31/12/2019", NULL},
        {"M/D/YYYY", "9/1/19", NULL},
        {"M/D/YYYY*", "8/13/2020 10:09:43 AM", "2020-08-13"},
        {"D/M/YYYY", "28/05/2020", "2020-05-28"},
        {"D/M/YYYY", "5/28/2020", NULL},
        {"D/M/YYYY", "/5/2020", NULL},
        {"MM/DD/YYYY", "9/01/2019", NULL},
        {"YYYYMMDD", "20190901", "2019-09-01"},
        {"YYYYMMDD", "2019-09-01", NULL},
        {"DD-Mon-YYYY", "01-SEP-2019", "2019-09-01"},
        {"DD-Mon-YYYY", "01-Sept-2019", NULL},
        {"DD-Mon-YYYY", "01-Foo-2019", NULL},
        {"Mon D, YYYY", "may 3, 2021", "2021-05-03"},
        {"YYYY-MM-DD", "1899-12-31", NULL},
        {"YYYY-MM-DD", "2200-01-01", NULL},
        {"YYYY-MM-DD", "", NULL},
        {"YYYY-MM-DD", "2025-09-", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_date date = 0;
        char text[ONTRACK_DATE_SIZE] = "";
        const bool read = ontrack__dateform_read(ontrack_text_of(rows[i].form),
                                                 ontrack_text_of(rows[i].text), &date);
        cr_expect_eq(read, rows[i].date != NULL, "%s as %s", rows[i].text, rows[i].form);
        if (read) ontrack_date_format(date, text);
        if (read && rows[i].date != NULL) cr_expect_str_eq(text, rows[i].date);
    }
}
