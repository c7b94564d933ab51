/* Texts become records, rejects or errors, through the public reader. */
#include "base/buffer.h"

#include <criterion/criterion.h>
#include <ontrack/source.h>
#include <stdio.h>
#include <string.h>

/* Rejects as text: "x.csv:3:2: reason [cell|cell]\n". */
static ontrack_status write_reject(void *user, const ontrack_reject *reject)
{
    ontrack_buffer *out = user;
    char place[64];
    snprintf(place, sizeof place, "%s:%d:%d: ", reject->file, (int)reject->line,
             (int)reject->column);
    bool fits = ontrack__buffer_string(out, place) && ontrack__buffer_string(out, reject->reason) &&
                ontrack__buffer_string(out, " [");
    for (size_t i = 0; i < reject->field_count; i++) {
        fits = fits && (i == 0 || ontrack__buffer_char(out, '|'));
        fits = fits && ontrack__buffer_text(out, reject->fields[i]);
    }
    fits = fits && ontrack__buffer_string(out, "]\n");
    return fits ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

typedef struct outcome {
    ontrack_status status;
    ontrack_error error;
    ontrack_buffer rejects;
    ontrack_file_counts counts;
    ontrack_dataset *dataset;
} outcome;

static const char students[] = "student_id,grade_level\nS1,9\nS2,09\n";

static outcome take_with(const char *table, const char *text, bool skip_attributes)
{
    outcome out = {ONTRACK_OK, ONTRACK_ERROR_INIT, ONTRACK_BUFFER_INIT, {0}, NULL};
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    options.reject = write_reject;
    options.user = &out.rejects;
    options.skip_attributes = skip_attributes;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_reader_new(builder, &options, &reader, NULL), ONTRACK_OK);
    if (strcmp(table, "students") != 0)
        cr_assert_eq(
            ontrack_reader_bytes(reader, "students", "s.csv", students, sizeof students - 1, NULL),
            ONTRACK_OK);
    out.status = ontrack_reader_bytes(reader, table, "x.csv", text, strlen(text), &out.error);
    out.counts = ontrack_reader_counts(reader, ontrack_reader_file_count(reader) - 1);
    cr_expect_str_eq(out.counts.file, "x.csv");
    cr_expect_str_eq(out.counts.table, table);
    out.counts.file = NULL;
    ontrack_reader_free(reader);
    cr_assert_eq(ontrack_builder_seal(builder, &out.dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return out;
}

static outcome take(const char *table, const char *text)
{
    return take_with(table, text, false);
}

static void drop(outcome *out)
{
    ontrack_buffer_dispose(&out->rejects);
    ontrack_dataset_free(out->dataset);
}

static const char *rejects_of(const outcome *out)
{
    return out->rejects.data == NULL ? "" : out->rejects.data;
}

static const struct {
    const char *label, *table, *text;
    int used, read, rejected;
    const char *rejects;
} readings[] = {
    {"header only", "attendance", "student_id,date,code\n", 0, 0, 0, ""},
    {"plain", "attendance", "student_id,date,code\nS1,2025-09-01,UX\nS2,2025-09-01,UX\n", 2, 2, 0,
     ""},
    {"names without case, blanks, _ and -", "attendance",
     "Student ID;DATE;co-de\nS1;2025-09-01;UX\n", 1, 1, 0, ""},
    {"columns in any order, others ignored twice", "attendance",
     "note,code,note,date,student_id,\nhm,UX,ho,2025-09-01,S1,\n", 1, 1, 0, ""},
    {"aliases", "grades",
     "student_id,course_code,credits_attempted,Letter\nS1,ENG,0.5,A\nS1,MAT,.5,\n", 2, 2, 0, ""},
    {"alias action", "actions", "student_id,date,action\nS1,2025-09-01,OSS\n", 1, 1, 0, ""},
    {"dates", "attendance",
     "student_id,date,code\nS1,2025-02-29,UX\nS1,9/1/2025,UX\nS1,2025-9-1,UX\nS1,1899-12-31,UX\n"
     "S1,2025-09-01 ,UX\nS1,2025-09-01T00:00,UX\n",
     1, 6, 5,
     "x.csv:2:2: column \"date\" is not a date of the form YYYY-MM-DD from 1900 to 2199 "
     "[S1|2025-02-29|UX]\n"
     "x.csv:3:2: column \"date\" is not a date of the form YYYY-MM-DD from 1900 to 2199 "
     "[S1|9/1/2025|UX]\n"
     "x.csv:4:2: column \"date\" is not a date of the form YYYY-MM-DD from 1900 to 2199 "
     "[S1|2025-9-1|UX]\n"
     "x.csv:5:2: column \"date\" is not a date of the form YYYY-MM-DD from 1900 to 2199 "
     "[S1|1899-12-31|UX]\n"
     "x.csv:7:2: column \"date\" is not a date of the form YYYY-MM-DD from 1900 to 2199 "
     "[S1|2025-09-01T00:00|UX]\n"},
    {"required cells, by file's column", "attendance",
     "code,date,student_id\nUX,2025-09-01,\n,2025-09-01,S1\n\n\nUX,,S1\n", 0, 3, 3,
     "x.csv:2:3: attendance: column \"student_id\" is empty [UX|2025-09-01|]\n"
     "x.csv:3:1: attendance: column \"code\" is empty [|2025-09-01|S1]\n"
     "x.csv:6:2: attendance: column \"date\" is not given [UX||S1]\n"},
    {"numbers", "attendance",
     "student_id,date,code,portion,minutes\nS1,2025-09-01,UX,0.5,30\nS1,2025-09-02,UX,half,30\n"
     "S1,2025-09-03,UX,0.5,30.5\nS1,2025-09-04,UX,1.5,30\nS1,2025-09-05,UX,1,-1\n"
     "S1,2025-09-06,UX,0.12345,1\nS1,2025-09-07,UX,,\n",
     2, 7, 5,
     "x.csv:3:4: column \"portion\" is not a number with at most four decimal places "
     "[S1|2025-09-02|UX|half|30]\n"
     "x.csv:4:5: column \"minutes\" is not a whole number [S1|2025-09-03|UX|0.5|30.5]\n"
     "x.csv:5:4: attendance: column \"portion\" is out of range [S1|2025-09-04|UX|1.5|30]\n"
     "x.csv:6:5: attendance: column \"minutes\" is out of range [S1|2025-09-05|UX|1|-1]\n"
     "x.csv:7:4: column \"portion\" is not a number with at most four decimal places "
     "[S1|2025-09-06|UX|0.12345|1]\n"},
    {"short and long rows", "attendance",
     "student_id,date,code,period\nS1,2025-09-01,UX\nS1,2025-09-02\nS1,2025-09-03,UX,1,,\n"
     "S1,2025-09-04,UX,1,,7\n",
     2, 4, 2,
     "x.csv:3:3: attendance: column \"code\" is empty [S1|2025-09-02]\n"
     "x.csv:5:6: the row has more cells than the header row [S1|2025-09-04|UX|1||7]\n"},
    {"header again", "attendance",
     "student_id,date,code\nS1,2025-09-01,UX\nstudent_id,date,code\nS1,2025-09-02,UX\n", 2, 3, 1,
     "x.csv:3:0: the header row again [student_id|date|code]\n"},
    {"orphans and duplicates are read", "attendance",
     "student_id,date,code\nS1,2025-09-01,UX\nS1,2025-09-01,UX\nS9,2025-09-01,UX\n", 1, 3, 0, ""},
    {"rules of two columns", "enrollments",
     "student_id,school_id,exit_date,entry_date\nS1,A,2025-08-01,2025-09-01\n", 0, 1, 1,
     "x.csv:2:3: enrollments: column \"exit_date\" lies before entry_date "
     "[S1|A|2025-08-01|2025-09-01]\n"},
    {"lines behind quoted line ends", "incidents",
     "student_id,date,code,description\nS1,2025-09-01,F,\"one\ntwo\r\nthree\"\nS1,no,F,x\n", 1, 2,
     1,
     "x.csv:5:2: column \"date\" is not a date of the form YYYY-MM-DD from 1900 to 2199 "
     "[S1|no|F|x]\n"},
    {"shared table", "calendar", "date\n2025-09-01\n2025-09-02\nnever\n", 2, 3, 1,
     "x.csv:4:1: column \"date\" is not a date of the form YYYY-MM-DD from 1900 to 2199 "
     "[never]\n"},
    {"outcomes may be empty", "outcomes", "student_id,outcome\nS1,1\nS2,\n", 2, 2, 0, ""},
};

static ontrack_table table_of(const char *name)
{
    for (int i = 0; i < ONTRACK_TABLE_COUNT; i++)
        if (strcmp(ontrack_table_name((ontrack_table)i), name) == 0) return (ontrack_table)i;
    return ONTRACK_TABLE_VALUES;
}

Test(intake, rows_are_used_or_set_aside)
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        outcome out = take(readings[i].table, readings[i].text);
        const ontrack_table_counts counts =
            ontrack_dataset_counts(out.dataset, table_of(readings[i].table));
        cr_expect_eq(out.status, ONTRACK_OK, "%s: %s", readings[i].label, out.error.message);
        cr_expect_eq(counts.used, readings[i].used, "%s: used %d", readings[i].label,
                     (int)counts.used);
        cr_expect_eq(out.counts.read, readings[i].read, "%s: read %d", readings[i].label,
                     (int)out.counts.read);
        cr_expect_eq(out.counts.rejected, readings[i].rejected, "%s: rejected %d",
                     readings[i].label, (int)out.counts.rejected);
        cr_expect_eq(out.counts.read,
                     counts.used + counts.duplicates + counts.conflicts + counts.orphans +
                         out.counts.rejected,
                     "%s: a row is lost", readings[i].label);
        cr_expect_str_eq(rejects_of(&out), readings[i].rejects, "%s: %s", readings[i].label,
                         rejects_of(&out));
        drop(&out);
    }
}

static const struct {
    const char *label, *table, *text;
    ontrack_status status;
    int32_t line, column;
    const char *message;
} faults[] = {
    {"nothing", "attendance", "", ONTRACK_INVALID_DATA, 1, 0,
     "the file is empty; it needs a header row with the names of its columns"},
    {"blank", "attendance", "\n\n", ONTRACK_INVALID_DATA, 1, 0,
     "the file is empty; it needs a header row with the names of its columns"},
    {"missing", "attendance", "\nstudent_id,code\n", ONTRACK_INVALID_DATA, 2, 0,
     "column \"date\" is missing from the header row; give the column that holds it this name"},
    {"missing with an alias", "actions", "student_id,date\n", ONTRACK_INVALID_DATA, 1, 0,
     "column \"code\" is missing from the header row; give the column that holds it this name "
     "(or one of: action)"},
    {"no header row", "students", "S1,9\nS2,9\n", ONTRACK_INVALID_DATA, 1, 0,
     "column \"student_id\" is missing from the header row; give the column that holds it this "
     "name"},
    {"outcome's column is needed", "outcomes", "student_id,date\n", ONTRACK_INVALID_DATA, 1, 0,
     "column \"outcome\" is missing from the header row; give the column that holds it this name"},
    {"twice", "attendance", "student_id,date,code,x,Date\n", ONTRACK_INVALID_DATA, 1, 5,
     "column \"date\" is given twice, here and in column 2; rename or remove one"},
    {"twice by an alias", "grades", "student_id,course_code,credits_attempted,mark,grade\n",
     ONTRACK_INVALID_DATA, 1, 5,
     "column \"mark\" is given twice, here and in column 4; rename or remove one"},
    {"attribute twice", "students", "student_id,iep,grade_level, iep\n", ONTRACK_INVALID_DATA, 1, 4,
     "this column has the name of column 2; rename or remove one"},
    {"measure twice", "measures", "student_id,a,a\n", ONTRACK_INVALID_DATA, 1, 3,
     "this column has the name of column 2; rename or remove one"},
    {"never closed", "attendance", "student_id,date,code\nS1,2025-09-01,\"UX\n\n",
     ONTRACK_INVALID_DATA, 2, 3,
     "a quote is opened in this cell and never closed; close it, or double each quote inside a "
     "cell"},
    {"no UTF-8", "attendance", "student_id,date,code\nS1,2025-09-01,\xC9\n", ONTRACK_INVALID_DATA,
     2, 3,
     "bytes that are not UTF-8; export the file as UTF-8, or, when it is Latin-1, read it with the "
     "option latin1"},
};

Test(intake, faults_of_whole_files_have_a_place)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        outcome out = take(faults[i].table, faults[i].text);
        cr_expect_eq(out.status, faults[i].status, "%s", faults[i].label);
        cr_expect_str_eq(out.error.source, "x.csv", "%s", faults[i].label);
        cr_expect_eq(out.error.line, faults[i].line, "%s: line %d", faults[i].label,
                     (int)out.error.line);
        cr_expect_eq(out.error.column, faults[i].column, "%s: column %d", faults[i].label,
                     (int)out.error.column);
        cr_expect_str_eq(out.error.message, faults[i].message, "%s: %s", faults[i].label,
                         out.error.message);
        drop(&out);
    }
}

static void expect_other(const outcome *out, ontrack_table table, size_t index, const char *name,
                         const char *value)
{
    const ontrack_student *student = ontrack_dataset_at(out->dataset, 0);
    ontrack_attribute_record record = ONTRACK_ATTRIBUTE_RECORD_INIT;
    cr_assert_eq(ontrack_student_record_at(student, table, index, &record), ONTRACK_OK);
    cr_expect_eq(record.name.size, strlen(name));
    cr_expect(memcmp(record.name.data, name, strlen(name)) == 0, "%s", name);
    cr_expect_eq(record.value.size, strlen(value), "%s", name);
    cr_expect(memcmp(record.value.data == NULL ? "" : record.value.data, value, strlen(value)) == 0,
              "%s", name);
}

Test(intake, other_columns_of_students_are_attributes)
{
    outcome out =
        take("students", "student_id, Home Room ,grade level,iep,,\"a,b\"\nS1, 12 ,9,,x,c\n");
    cr_assert_eq(out.status, ONTRACK_OK, "%s", out.error.message);
    cr_assert_eq(
        ontrack_student_count(ontrack_dataset_at(out.dataset, 0), ONTRACK_TABLE_ATTRIBUTES), 3);
    expect_other(&out, ONTRACK_TABLE_ATTRIBUTES, 0, "Home Room", "12");
    expect_other(&out, ONTRACK_TABLE_ATTRIBUTES, 1, "a,b", "c");
    expect_other(&out, ONTRACK_TABLE_ATTRIBUTES, 2, "iep", "");
    drop(&out);
}

/* The first row has no quote, the second has one: they go different ways. */
Test(intake, attributes_may_be_skipped)
{
    for (int skip = 0; skip < 2; skip++) {
        outcome out = take_with(
            "students", "student_id,iep,grade_level,home\nS1,N,9,Elm\nS2,\"N\",8,Oak\nS3,N,,Elm\n",
            skip == 1);
        const ontrack_dataset *kept = out.dataset;
        cr_assert_eq(out.status, ONTRACK_OK, "%s", out.error.message);
        cr_expect_eq(ontrack_dataset_counts(kept, ONTRACK_TABLE_STUDENTS).used, 2);
        cr_expect_eq(ontrack_dataset_counts(kept, ONTRACK_TABLE_ATTRIBUTES).given, skip == 0);
        cr_expect_eq(ontrack_dataset_counts(kept, ONTRACK_TABLE_ATTRIBUTES).used,
                     skip == 0 ? 4 : 0);
        cr_expect_str_eq(rejects_of(&out), "x.csv:4:3: students: column \"grade_level\" is empty "
                                           "[S3|N||Elm]\n");
        drop(&out);
    }
}

Test(intake, an_attribute_twice_is_a_fault_though_it_is_skipped)
{
    outcome out = take_with("students", "student_id,iep,grade_level,iep\nS1,N,9,N\n", true);
    cr_expect_eq(out.status, ONTRACK_INVALID_DATA);
    cr_expect_eq(out.error.column, 4);
    drop(&out);
}

/* "value" and "name" are columns of the table, yet measures like any other in the file. */
Test(intake, columns_of_measures_are_values)
{
    outcome out =
        take("measures", "reading.score,student_id,value,name\n31.5,S1,,4\n,S2,,\n,,,5\n");
    cr_assert_eq(out.status, ONTRACK_OK, "%s", out.error.message);
    cr_expect_eq(out.counts.read, 3);
    cr_expect_eq(out.counts.rejected, 1);
    cr_expect_str_eq(rejects_of(&out), "x.csv:4:2: column \"student_id\" is empty [|||5]\n");
    cr_assert_eq(ontrack_student_count(ontrack_dataset_at(out.dataset, 0), ONTRACK_TABLE_VALUES),
                 2);
    expect_other(&out, ONTRACK_TABLE_VALUES, 0, "name", "4");
    expect_other(&out, ONTRACK_TABLE_VALUES, 1, "reading.score", "31.5");
    drop(&out);
}

Test(intake, a_table_is_given_unless_all_its_rows_were_set_aside)
{
    static const struct {
        const char *label, *text;
        bool given;
    } cases[] = {
        {"no rows", "student_id,date,code\n", true},
        {"a row", "student_id,date,code\nS1,2025-09-01,F\n", true},
        {"only the header again", "student_id,date,code\nstudent_id,date,code\n", true},
        {"only bad rows", "student_id,date,code\nS1,9/1/2025,F\n", false},
        {"bad rows and the header", "student_id,date,code\nstudent_id,date,code\nS1,9/1/2025,F\n",
         false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        outcome out = take("incidents", cases[i].text);
        cr_expect_eq(ontrack_dataset_counts(out.dataset, ONTRACK_TABLE_INCIDENTS).given,
                     cases[i].given, "%s", cases[i].label);
        drop(&out);
    }
}

static ontrack_status check_header(void *user, const ontrack_reject *reject)
{
    int *told = user;
    const char *const names[] = {"Student ID", "date", "code"};
    cr_assert_eq(reject->header_count, 3);
    for (size_t i = 0; i < 3; i++)
        cr_expect(reject->header[i].size == strlen(names[i]) &&
                  memcmp(reject->header[i].data, names[i], strlen(names[i])) == 0);
    return ++*told < 2 ? ONTRACK_OK : ONTRACK_STOPPED;
}

Test(intake, a_reject_has_its_header_and_may_end_the_reading)
{
    static const char text[] =
        "Student ID,date,code\nS1,x,UX\nS1,2025-09-01,UX\nS1,y,UX\nS1,z,UX\n";
    int told = 0;
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    options.reject = check_header;
    options.user = &told;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_reader_new(builder, &options, &reader, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack_reader_bytes(reader, "attendance", NULL, text, sizeof text - 1, &error),
                 ONTRACK_STOPPED);
    cr_expect_eq(told, 2);
    cr_expect_str_eq(error.source, "attendance");
    cr_expect_eq(error.line, 4);
    cr_expect_eq(error.column, 2);
    const ontrack_file_counts counts = ontrack_reader_counts(reader, 0);
    cr_expect_eq(counts.read, 3);
    cr_expect_eq(counts.rejected, 2);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
}

/* A student is worth more than a birth date: the cell is taken as not given and counted. */
Test(intake, a_students_spared_cell_does_not_cost_the_row)
{
    outcome out = take("students", "student_id,birth_date,grade_level,first_grade9_year\n"
                                   "S1,2011-02-03,9,2026\nS2,01/09/2011,9,soon\nS3,,9,12\n"
                                   ",5/5/2011,9,\n");
    cr_assert_eq(out.status, ONTRACK_OK, "%s", out.error.message);
    cr_expect_eq(out.counts.rejected, 1);
    cr_expect_eq(out.counts.unread_cells, 3);
    cr_expect_eq(out.counts.unread_line, 3);
    cr_expect_eq(out.counts.unread_column, 2);
    cr_assert_eq(ontrack_dataset_count(out.dataset), 3);
    ontrack_student_record record;
    ontrack_student_record_at(ontrack_dataset_at(out.dataset, 0), ONTRACK_TABLE_STUDENTS, 0,
                              &record);
    cr_expect_eq(record.first_grade9_year, 2026);
    for (size_t i = 1; i < 3; i++) {
        ontrack_student_record_at(ontrack_dataset_at(out.dataset, i), ONTRACK_TABLE_STUDENTS, 0,
                                  &record);
        cr_expect_eq(record.birth_date, ONTRACK_DATE_NONE);
        cr_expect_eq(record.first_grade9_year, ONTRACK_INTEGER_NONE);
    }
    drop(&out);
}
