#include "ingest/layout.h"

#include "base/text.h"
#include "records/columns.h"

#define ALL_COLUMNS SIZE_MAX
#define PLAIN(name, table)                                                                         \
    {                                                                                              \
        name, ONTRACK_TABLE_##table, ALL_COLUMNS, ONTRACK_TABLE_COUNT, NULL                        \
    }

/* Students first, then what all students share. */
static const ontrack__layout_file files[] = {
    {"students", ONTRACK_TABLE_STUDENTS, ALL_COLUMNS, ONTRACK_TABLE_ATTRIBUTES, NULL},
    PLAIN("calendar", CALENDAR),
    PLAIN("terms", TERMS),
    PLAIN("feeds", FEEDS),
    PLAIN("enrollments", ENROLLMENTS),
    PLAIN("attendance", ATTENDANCE),
    PLAIN("attendance_totals", ATTENDANCE_TOTALS),
    PLAIN("grades", GRADES),
    PLAIN("incidents", INCIDENTS),
    PLAIN("actions", ACTIONS),
    PLAIN("transitions", TRANSITIONS),
    PLAIN("interventions", INTERVENTIONS),
    {"outcomes", ONTRACK_TABLE_OUTCOMES, ALL_COLUMNS, ONTRACK_TABLE_COUNT, "outcome"},
    {"measures", ONTRACK_TABLE_VALUES, 1, ONTRACK_TABLE_VALUES, NULL},
};

const ontrack__layout_file *ontrack__layout_at(size_t index)
{
    return index < sizeof files / sizeof *files ? &files[index] : NULL;
}

const ontrack__layout_file *ontrack__layout_find(ontrack_text name)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (ontrack__text_is(name, files[i].name)) return &files[i];
    return NULL;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Takes `ending` off the end of *text, whatever its case. */
static bool take_ending(ontrack_text *text, ontrack_text ending)
{
    if (text->size < ending.size) return false;
    const char *end = text->data + (text->size - ending.size);
    for (size_t i = 0; i < ending.size; i++)
        if (lower(end[i]) != ending.data[i]) return false;
    text->size -= ending.size;
    return true;
}

const ontrack__layout_file *ontrack__layout_of_file(ontrack_text file_name, bool *is_csv)
{
    take_ending(&file_name, ontrack_text_of(".gz"));
    *is_csv = take_ending(&file_name, ontrack_text_of(".csv"));
    for (size_t i = 0; *is_csv && i < sizeof files / sizeof *files; i++)
        if (ontrack__name_matches(file_name, ontrack_text_of(files[i].name))) return &files[i];
    return NULL;
}

/* The next byte that counts, or -1 at the end. */
static int next_letter(ontrack_text text, size_t *at)
{
    while (*at < text.size) {
        const char c = lower(text.data[(*at)++]);
        if (c != ' ' && c != '\t' && c != '_' && c != '-') return (unsigned char)c;
    }
    return -1;
}

bool ontrack__name_matches(ontrack_text written, ontrack_text name)
{
    size_t at = 0, name_at = 0;
    int a, b;
    do {
        a = next_letter(written, &at);
        b = next_letter(name, &name_at);
    } while (a == b && a >= 0);
    return a == b;
}
