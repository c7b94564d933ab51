#include "ingest/layout.h"

#include "base/text.h"
#include "ingest/names.h"
#include "records/columns.h"

#define ALL_COLUMNS SIZE_MAX
#define PLAIN(name, table)                                                                         \
    {                                                                                              \
        name, ONTRACK_TABLE_##table, ALL_COLUMNS, ONTRACK_TABLE_COUNT, NULL                        \
    }

/* Students first, then what all students share; attendance last, since its many small rows fit into
 * the places that the others leave while they grow (records/runs.h). */
static const ontrack__layout_file files[] = {
    {"students", ONTRACK_TABLE_STUDENTS, ALL_COLUMNS, ONTRACK_TABLE_ATTRIBUTES, NULL},
    PLAIN("calendar", CALENDAR),
    PLAIN("terms", TERMS),
    PLAIN("feeds", FEEDS),
    PLAIN("enrollments", ENROLLMENTS),
    PLAIN("attendance_totals", ATTENDANCE_TOTALS),
    PLAIN("grades", GRADES),
    PLAIN("incidents", INCIDENTS),
    PLAIN("actions", ACTIONS),
    PLAIN("transitions", TRANSITIONS),
    PLAIN("interventions", INTERVENTIONS),
    {"outcomes", ONTRACK_TABLE_OUTCOMES, ALL_COLUMNS, ONTRACK_TABLE_COUNT, "outcome"},
    {"measures", ONTRACK_TABLE_VALUES, 1, ONTRACK_TABLE_VALUES, NULL},
    PLAIN("attendance", ATTENDANCE),
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

const ontrack__layout_file *ontrack__layout_of_file(ontrack_text file_name, bool *is_csv)
{
    ontrack__name_take_ending(&file_name, ".gz");
    *is_csv = ontrack__name_take_ending(&file_name, ".csv");
    for (size_t i = 0; *is_csv && i < sizeof files / sizeof *files; i++)
        if (ontrack__name_matches(file_name, ontrack_text_of(files[i].name))) return &files[i];
    return NULL;
}
