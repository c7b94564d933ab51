#include "ingest/dateform.h"

#include "ingest/names.h"

enum { LITERAL, YEAR, MONTH, DAY, PARTS };

/* A piece of a form, in the order in which they are tried. */
typedef struct piece {
    const char *token;
    int part;
    size_t fewest, most; /* digits; 0 for the name of a month */
} piece;

static const piece pieces[] = {
    {"YYYY", YEAR, 4, 4}, {"Mon", MONTH, 0, 0}, {"MM", MONTH, 2, 2},
    {"M", MONTH, 1, 2},   {"DD", DAY, 2, 2},    {"D", DAY, 1, 2},
};

static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

static bool starts_with(ontrack_text text, const char *token)
{
    const size_t size = strlen(token);
    return text.size >= size && memcmp(text.data, token, size) == 0;
}

static ontrack_text skip(ontrack_text text, size_t size)
{
    const ontrack_text rest = {text.data + size, text.size - size};
    return rest;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The piece that the form begins with; NULL for a sign that stands for itself. */
static const piece *first_piece(ontrack_text form)
{
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        if (starts_with(form, pieces[i].token)) return &pieces[i];
    return NULL;
}

const char *ontrack__dateform_fault(ontrack_text form)
{
    int seen[PARTS] = {0};
    const piece *before = NULL;
    while (form.size > 0) {
        const piece *next = first_piece(form);
        if (next == NULL && is_alphanumeric(form.data[0]))
            return "a form of dates is made of YYYY, MM, M, Mon, DD and D";
        if (next == NULL && form.data[0] == '*' && form.size > 1)
            return "\"*\" may only end a form of dates";
        if (next != NULL && next->most > 0 && before != NULL && before->fewest < before->most)
            return "a number of one or two digits must not touch the next one; use MM and DD";
        if (next != NULL) seen[next->part]++;
        before = next;
        form = skip(form, next == NULL ? 1 : strlen(next->token));
    }
    if (seen[YEAR] != 1 || seen[MONTH] != 1 || seen[DAY] != 1)
        return "a form of dates has the year (YYYY), the month and the day, each once";
    return NULL;
}

static bool read_digits(const piece *wanted, ontrack_text *text, int *out)
{
    size_t count = 0;
    *out = 0;
    while (count < wanted->most && count < text->size && text->data[count] >= '0' &&
           text->data[count] <= '9')
        *out = *out * 10 + (text->data[count++] - '0');
    *text = skip(*text, count);
    return count >= wanted->fewest;
}

static bool read_month_name(ontrack_text *text, int *out)
{
    if (text->size < 3) return false;
    const ontrack_text name = {text->data, 3};
    for (*out = 1; *out <= 12; ++*out) {
        const ontrack_text month = {months + (*out - 1) * 3, 3};
        if (!ontrack__name_is_word(name, month)) continue;
        *text = skip(*text, 3);
        return true;
    }
    return false;
}

bool ontrack__dateform_read(ontrack_text form, ontrack_text text, ontrack_date *out)
{
    int parts[PARTS] = {0};
    while (form.size > 0 && form.data[0] != '*') {
        const piece *next = first_piece(form);
        if (next == NULL) {
            if (text.size == 0 || text.data[0] != form.data[0]) return false;
            text = skip(text, 1);
        } else if (!(next->most == 0 ? read_month_name(&text, &parts[next->part])
                                     : read_digits(next, &text, &parts[next->part]))) {
            return false;
        }
        form = skip(form, next == NULL ? 1 : strlen(next->token));
    }
    /* Where anything may follow, a further digit would belong to the date. */
    if (text.size > 0 && (form.size == 0 || (text.data[0] >= '0' && text.data[0] <= '9')))
        return false;
    return ontrack_date_make(parts[YEAR], parts[MONTH], parts[DAY], out);
}
