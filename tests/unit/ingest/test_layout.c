#include "ingest/layout.h"

#include <criterion/criterion.h>

Test(layout, files_are_known_by_their_names)
{
    static const struct {
        const char *file, *table;
        bool is_csv;
    } rows[] = {
        {"students.csv", "students", true},
        {"students.csv.gz", "students", true},
        {"Students.CSV", "students", true},
        {"attendance-totals.csv", "attendance_totals", true},
        {"measures.csv.GZ", "measures", true},
        {"values.csv", NULL, true},
        {"attributes.csv", NULL, true},
        {"notes.csv", NULL, true},
        {"students.txt", NULL, false},
        {"students.gz", NULL, false},
        {"students", NULL, false},
        {".csv", NULL, true},
        {"students.csv.bak", NULL, false},
        {"csv", NULL, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_csv = false;
        const ontrack__layout_file *file =
            ontrack__layout_of_file(ontrack_text_of(rows[i].file), &is_csv);
        cr_expect_eq(is_csv, rows[i].is_csv, "%s", rows[i].file);
        cr_expect_str_eq(file == NULL ? "" : file->name, rows[i].table == NULL ? "" : rows[i].table,
                         "%s", rows[i].file);
    }
}

/* Every table has one file, but attributes, which stand in students.csv. */
Test(layout, every_table_has_its_file)
{
    size_t files[ONTRACK_TABLE_COUNT] = {0};
    for (size_t i = 0; ontrack__layout_at(i) != NULL; i++) {
        const ontrack__layout_file *file = ontrack__layout_at(i);
        files[file->table]++;
        cr_expect_eq(ontrack__layout_find(ontrack_text_of(file->name)), file, "%s", file->name);
        if (file->table != ONTRACK_TABLE_VALUES)
            cr_expect_str_eq(file->name, ontrack_table_name(file->table));
    }
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++)
        cr_expect_eq(files[table], table == ONTRACK_TABLE_ATTRIBUTES ? 0 : 1, "%s",
                     ontrack_table_name((ontrack_table)table));
    cr_expect_eq(ontrack__layout_at(0)->table, ONTRACK_TABLE_STUDENTS);
    cr_expect_null(ontrack__layout_find(ontrack_text_of("Students")));
}
