/* What a layout makes of files: each feature as a case, from files to records. */
#define _POSIX_C_SOURCE 200809L

#include "base/buffer.h"
#include "layouts.h"
#include "records/columns.h"
#include "support/failing.h"

#include <criterion/criterion.h>
#include <ontrack/source.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FILES = 4, TEXT_SIZE = 4096 };

typedef struct file {
    const char *name, *text;
} file;

/* A layout in three parts, and what comes of the files of a folder read by it. */
typedef struct export_case {
    const char *label;
    const char *head; /* members of the document, each with a comma behind */
    const char *file; /* members of the file "x" besides its name */
    file files[MOST_FILES];
    ontrack_table table; /* that is shown */
    const char *records; /* "S1 2025-09-01 U\n": the columns that are given */
    const char *rejects; /* "x.csv:2:3 reason\n" */
    const char *skips;   /* "2 reason\n" */
} export_case;

#define ROWS(text)                                                                                 \
    {                                                                                              \
        {                                                                                          \
            "x.csv", text                                                                          \
        }                                                                                          \
    }
#define ATTENDANCE(columns, more)                                                                  \
    "'to': [{'table': 'attendance', 'columns': {" columns "}" more "}]"
#define PLAIN "'student_id': 'id', 'date': 'day', 'code': 'code'"
#define LOOKUP_Y(more) "'lookups': {'y': {'file': 'y', 'key': 'k', 'give': {'v': 'v'}" more "}}, "
#define FIND_Y(more) ", 'find': {'y': {'key': 'ref'" more "}}"
#define FOUND "'student_id': 'id', 'date': 'day', 'code': 'y.v'"

static const export_case cases[] = {
    {"columns by name, without case and blanks", "", ATTENDANCE(PLAIN, ""),
     ROWS("Code,DAY,other,I-D\nU,2025-09-01,?,S1\nE,2025-09-02,?,S2\n"), ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 U\nS2 2025-09-02 E\n", "", ""},
    {"the first name that is not empty", "",
     ATTENDANCE("'student_id': ['sid', 'id', 'old'], 'date': 'day', 'code': 'code'", ""),
     ROWS("id,old,day,code\nS1,S9,2025-09-01,U\n,S2,2025-09-01,U\n"), ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 U\nS2 2025-09-01 U\n", "", ""},
    {"a column by pattern", "",
     ATTENDANCE("'student_id': 'id', 'date': 'day', 'code': 'code*'", ""),
     ROWS("id,day,Code (local)\nS1,2025-09-01,U\n"), ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 U\n",
     "", ""},
    {"constants, defaults, texts with columns", "",
     ATTENDANCE("'student_id': 'id', 'date': {'text': '{year}-09-0{n}'}, 'code': {'text': "
                "'{school}:{code}'}, 'period': {'column': 'p', 'default': '1'}",
                ""),
     ROWS("id,year,n,school,code,p\nS1,2025,1,JHS,U,\nS1,2025,2,JHS,U,3\nS1,2025,3,,U,\n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 JHS:U 1\nS1 2025-09-02 JHS:U 3\n",
     "x.csv:4:4 attendance: column \"code\" is empty\n", ""},
    {"dates of one form", "'dates': 'M/D/YYYY', ", ATTENDANCE(PLAIN, ""),
     ROWS("id,day,code\nS1,9/1/2025,U\nS1,2025-09-02,U\nS1,13/1/2025,U\n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 U\n",
     "x.csv:3:2 the cell is not a date of the form M/D/YYYY from 1900 to 2199\n"
     "x.csv:4:2 the cell is not a date of the form M/D/YYYY from 1900 to 2199\n",
     ""},
    {"a column's own form outranks the file's, and that the document's", "'dates': 'M/D/YYYY', ",
     "'dates': 'YYYYMMDD', "
     "'to': [{'table': 'interventions', 'columns': {'student_id': 'id', 'name': 'n', 'start_date': "
     "'a', 'end_date': {'column': 'b', 'date': 'DD-Mon-YYYY'}}}]",
     ROWS("id,n,a,b\nS1,Tutor,20250901,05-SEP-2025\n"), ONTRACK_TABLE_INTERVENTIONS,
     "S1 2025-09-01 2025-09-05 Tutor\n", "", ""},
    {"a day after the last is not the last", "",
     "'to': [{'table': 'enrollments', 'columns': {'student_id': 'id', 'school_id': 's', "
     "'entry_date': 'a', 'exit_date': {'column': 'b', 'add_days': -1}}}]",
     ROWS("id,s,a,b\nS1,JHS,2025-09-01,2026-03-01\nS2,JHS,2025-09-01,\n"),
     ONTRACK_TABLE_ENROLLMENTS, "S1 2025-09-01 2026-02-28 JHS\nS2 2025-09-01 JHS\n", "", ""},
    {"maps, with and without what they do not hold", "",
     ATTENDANCE("'student_id': 'id', 'date': 'day', 'code': {'column': 'c', 'map': {'1': 'A', '0': "
                "''}}, 'period': {'column': 'p', 'map': {'one': '1'}, 'else': '9'}",
                ""),
     ROWS("id,day,c,p\nS1,2025-09-01,1,one\nS1,2025-09-02,x,two\nS1,2025-09-03,0,\n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 A 1\nS1 2025-09-02 x 9\n",
     "x.csv:4:3 attendance: column \"code\" is empty\n", ""},
    {"parts of a cell", "",
     ATTENDANCE(
         "'student_id': {'column': 'id', 'first_of': ','}, 'date': 'day', 'code': {'column': "
         "'c', 'last_of': '#'}",
         ""),
     ROWS("id,day,c\n\"S1, S2\",2025-09-01,uri://x#y#Excused Absence\nS2,2025-09-01,Tardy\n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 Excused Absence\nS2 2025-09-01 Tardy\n", "", ""},
    {"texts that mean nothing", "'empty': ['NULL', '-'], ", ATTENDANCE(PLAIN, ""),
     ROWS("id,day,code\nS1,2025-09-01,U\nNULL,2025-09-01,U\nS1,2025-09-02, - \n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 U\n",
     "x.csv:3:1 attendance: column \"student_id\" is empty\n"
     "x.csv:4:3 attendance: column \"code\" is empty\n",
     ""},
    {"sums and differences, exact", "",
     "'to': [{'table': 'attendance_totals', 'columns': {'student_id': 'id', 'through_date': 'day', "
     "'days_enrolled': 'en', 'days_absent': {'sum': ['ae', 'au'], 'less': 'back'}}}]",
     ROWS("id,day,en,ae,au,back\nS1,2025-09-01,10,1.1,2.2,0.3\nS2,2025-09-01,10,1,,0\n"
          "S1,2025-09-02,10,1,many,0\n"),
     ONTRACK_TABLE_ATTENDANCE_TOTALS, "S1 2025-09-01 10 3\n",
     "x.csv:3:5 attendance_totals: column \"days_absent\" is not given\n"
     "x.csv:4:5 the cell is not a number with at most four decimal places\n",
     ""},
    {"rows that stay and rows that go", "",
     ATTENDANCE(PLAIN, ", 'keep': [{'value': 'role', 'is': ['student', 'pupil'], 'because': 'no "
                       "student'}], 'drop': [{'value': 'sectionid', 'matches': '^-', 'because': "
                       "'dropped section'}]"),
     ROWS("id,day,code,role,sectionid\nS1,2025-09-01,U,Student,5\nS1,2025-09-02,U,teacher,5\n"
          "S2,2025-09-02,U,pupil,-5\nS2,2025-09-03,U,,-5\n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 U\n", "", "2 no student\n1 dropped section\n"},
    {"wide: a record for each slot that is filled", "",
     ATTENDANCE("'student_id': 'id', 'date': 'day', 'code': 'slot.value', 'period': 'slot.number'",
                ", 'slots': 'A#'"),
     ROWS("id,day,AL,A1,A2,A10\nS1,2025-09-01,x,U,,E\nS2,2025-09-01,x,,,\n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 E 10\nS1 2025-09-01 U 1\n", "",
     "1 no slot is filled\n"},
    {"several codes in a row, named one by one", "",
     "'to': [{'table': 'incidents', 'slots': ['CD', 'CD2', 'CD3'], 'columns': {'student_id': 'id', "
     "'date': 'day', 'code': 'slot.value', 'incident_id': 'n', 'description': 'slot.name'}}]",
     ROWS("id,day,n,CD,CD2\nS1,2025-09-01,7,F,D\n"), ONTRACK_TABLE_INCIDENTS,
     "S1 2025-09-01 D 7 CD2\nS1 2025-09-01 F 7 CD\n", "", ""},
    {"flags: the slots that say so", "",
     ATTENDANCE("'student_id': 'id', 'date': 'day', 'code': {'text': '{slot.name}/{excused}'}",
                ", 'slots': {'columns': ['absence', 'tardy'], 'is': ['1', 'true']}"),
     ROWS("id,day,absence,tardy,excused\nS1,2025-09-01,1,0,0\nS1,2025-09-02,0,TRUE,1\n"
          "S1,2025-09-03,0,0,0\n"),
     ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 absence/0\nS1 2025-09-02 tardy/1\n", "",
     "1 no slot is filled\n"},
    {"marks of terms", "",
     "'to': [{'table': 'grades', 'slots': ['M4', 'M8'], 'columns': {'student_id': 'id', "
     "'course_code': 'cn', 'credits_attempted': {'constant': '0.5'}, 'mark': 'slot.value', 'term': "
     "{'column': 'slot.name', 'map': {'M4': 'S1', 'M8': 'S2'}}}}]",
     ROWS("id,cn,m1,m4,m8\nS1,ENG,A,B,C\n"), ONTRACK_TABLE_GRADES,
     "S1 ENG S1 0.5 B\nS1 ENG S2 0.5 C\n", "", ""},
    {"a fault that all slots share is told once, a slot's own for it alone", "",
     "'to': [{'table': 'attendance', 'slots': 'M#', 'columns': {'student_id': 'id', 'date': 'day', "
     "'code': {'constant': 'L'}, 'period': 'slot.number', 'minutes': 'slot.value'}}]",
     ROWS("id,day,M1,M2,M3\nS1,never,5,6,7\nS1,2025-09-01,5,much,7\n"), ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 L 1 5\nS1 2025-09-01 L 3 7\n",
     "x.csv:2:2 the cell is not a date of the form YYYY-MM-DD from 1900 to 2199\n"
     "x.csv:3:4 column \"minutes\" is not a whole number\n",
     ""},
    {"days of a range", "",
     "'to': [{'table': 'calendar', 'days': {'from': 'a', 'to': 'b', 'weekdays': true}, 'columns': "
     "{'date': 'day.date', 'school_id': 's'}}]",
     ROWS("s,a,b\nJHS,2025-09-05,2025-09-09\nJHS,2025-09-06,2025-09-07\n"
          "JHS,2025-09-09,2025-09-08\nJHS,2025-01-01,2027-01-01\nJHS,,2027-01-01\n"),
     ONTRACK_TABLE_CALENDAR, "2025-09-05 JHS\n2025-09-08 JHS\n2025-09-09 JHS\n",
     "x.csv:4:3 the last day lies before the first\n"
     "x.csv:5:3 more than 400 days stand in one row\n"
     "x.csv:6:2 the first and the last day are needed\n",
     ""},
    {"a file without a header row", "",
     "'header': ['code', '', 'id', 'day'], " ATTENDANCE(PLAIN, ""),
     ROWS("U,?,S1,2025-09-01\nU,?,S2,2025-09-01,more\n"), ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 U\n", "x.csv:2:5 the row has more cells than the header row\n", ""},
    {"the header row again", "", ATTENDANCE(PLAIN, ""),
     ROWS("id,day,code\nS1,2025-09-01,U\nid,day,code\n"), ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 U\n", "x.csv:3:0 the header row again\n", ""},
    {"a backslash before a quote", "",
     "'backslash': true, 'to': [{'table': 'incidents', 'columns': {'student_id': 'id', 'date': "
     "'day', 'code': 'code', 'description': 'text'}}]",
     ROWS("id,day,code,text\nS1,2025-09-01,F,\"said \\\"NO\\\" \\\\\"\n"), ONTRACK_TABLE_INCIDENTS,
     "S1 2025-09-01 F said \"NO\" \\\n", "", ""},
    {"bytes that are no UTF-8", "", "'encoding': 'latin1', " ATTENDANCE(PLAIN, ""),
     ROWS("id,day,code\nS1,2025-09-01,\xE9\n"), ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 \xC3\xA9\n", "", ""},
    {"found by key",
     LOOKUP_Y(""),
     ATTENDANCE(FOUND, FIND_Y("")),
     {{"x.csv", "id,day,ref\nS1,2025-09-01,a\nS1,2025-09-02,b\nS1,2025-09-03,\n"},
      {"y.csv", "k,v\na,Absent\na,Absent\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 Absent\n",
     "x.csv:3:3 no row of the lookup \"y\" has this key\n"
     "x.csv:4:3 no row of the lookup \"y\" has this key\n",
     ""},
    {"nothing found may leave a row out",
     LOOKUP_Y(""),
     ATTENDANCE(FOUND, FIND_Y(", 'missing': 'skip', 'because': 'no such section'")),
     {{"x.csv", "id,day,ref\nS1,2025-09-01,a\nS1,2025-09-02,b\n"}, {"y.csv", "k,v\na,U\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 U\n",
     "",
     "1 no such section\n"},
    {"nothing found may be nothing, and the file may be missing", LOOKUP_Y(""),
     ATTENDANCE("'student_id': 'id', 'date': 'day', 'code': ['y.v', 'ref']",
                FIND_Y(", 'missing': 'empty'")),
     ROWS("id,day,ref\nS1,2025-09-01,a\n"), ONTRACK_TABLE_ATTENDANCE, "S1 2025-09-01 a\n", "", ""},
    {"rows of a key that differ give no answer",
     LOOKUP_Y(""),
     ATTENDANCE(FOUND, FIND_Y("")),
     {{"x.csv", "id,day,ref\nS1,2025-09-01,a\n"}, {"y.csv", "k,v\na,U\na,E\na,U\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "",
     "x.csv:2:3 several rows of the lookup \"y\" have this key and do not agree\n",
     ""},
    {"or the greatest by something does",
     LOOKUP_Y(", 'several': 'greatest', 'by': 'n'"),
     ATTENDANCE(FOUND, FIND_Y("")),
     {{"x.csv", "id,day,ref\nS1,2025-09-01,a\nS2,2025-09-01,b\n"},
      {"y.csv", "k,v,n\na,U,1\na,E,3\na,T,2\nb,U,1\nb,E,1\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 E\n",
     "x.csv:3:3 several rows of the lookup \"y\" have this key and do not agree\n",
     ""},
    {"or the least",
     LOOKUP_Y(", 'several': 'least', 'by': 'n'"),
     ATTENDANCE(FOUND, FIND_Y("")),
     {{"x.csv", "id,day,ref\nS1,2025-09-01,a\n"}, {"y.csv", "k,v,n\na,U,2\na,E,3\na,T,1\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 T\n",
     "",
     ""},
    {"rows of a lookup that go",
     LOOKUP_Y(", 'drop': [{'value': 'v', 'is': 'x', 'because': 'b'}]"),
     ATTENDANCE(FOUND, FIND_Y("")),
     {{"x.csv", "id,day,ref\nS1,2025-09-01,a\n"}, {"y.csv", "k,v\na,X\na,E\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 E\n",
     "",
     ""},
    {"a lookup that finds in another, by a key of two parts",
     "'lookups': {'z': {'file': 'z', 'key': ['a', 'b'], 'give': {'v': 'v'}}, 'y': {'file': 'y', "
     "'find': {'z': {'key': ['p', {'constant': '1'}], 'missing': 'empty'}}, 'key': 'k', 'give': "
     "{'v': 'z.v'}}}, ",
     ATTENDANCE(FOUND, FIND_Y("")),
     {{"x.csv", "id,day,ref\nS1,2025-09-01,a\n"},
      {"y.csv", "k,p\na,q\n"},
      {"z.csv", "a,b,v\nq,1,E\nq,2,U\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 E\n",
     "",
     ""},
    {"a find by each slot",
     LOOKUP_Y(""),
     ATTENDANCE("'student_id': 'id', 'date': 'day', 'code': 'y.v', 'period': 'slot.number'",
                ", 'slots': 'P#', 'find': {'y': {'key': 'slot.value'}}"),
     {{"x.csv", "id,day,P1,P2,P3\nS1,2025-09-01,a,z,b\n"}, {"y.csv", "k,v\na,U\nb,E\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-01 E 3\nS1 2025-09-01 U 1\n",
     "x.csv:2:4 no row of the lookup \"y\" has this key\n",
     ""},
    {"a condition over what is found",
     LOOKUP_Y(""),
     ATTENDANCE(PLAIN, FIND_Y(", 'missing': 'empty'") ", 'drop': [{'value': 'y.v', 'is': 'gone', "
                                                      "'because': 'the class is gone'}]"),
     {{"x.csv", "id,day,code,ref\nS1,2025-09-01,U,a\nS1,2025-09-02,U,b\n"},
      {"y.csv", "k,v\na,gone\n"}},
     ONTRACK_TABLE_ATTENDANCE,
     "S1 2025-09-02 U\n",
     "",
     "1 the class is gone\n"},
    {"other columns of students are attributes", "",
     "'to': [{'table': 'students', 'columns': {'student_id': 'id', 'grade_level': 'g', "
     "'birth_date': "
     "{'column': 'b', 'date': 'M/D/YYYY'}, 'house': 'h'}}]",
     ROWS("id,g,b,h\nS3,9,1/2/2010,Elm\nS4,9,2010-01-02,\n"), ONTRACK_TABLE_ATTRIBUTES,
     "S3 house Elm\nS4 house\n", "", ""},
};

static void make_folder(char *path, const file *files)
{
    strcpy(path, "/tmp/ontrack-test-XXXXXX");
    cr_assert_not_null(mkdtemp(path));
    for (size_t i = 0; i < MOST_FILES && files[i].name != NULL; i++) {
        char name[256];
        snprintf(name, sizeof name, "%s/%s", path, files[i].name);
        FILE *out = fopen(name, "wb");
        cr_assert_not_null(out);
        cr_assert_geq(fputs(files[i].text, out), 0);
        cr_assert_eq(fclose(out), 0);
    }
}

static void drop_folder(const char *path, const file *files)
{
    for (size_t i = 0; i < MOST_FILES && files[i].name != NULL; i++) {
        char name[256];
        snprintf(name, sizeof name, "%s/%s", path, files[i].name);
        unlink(name);
    }
    rmdir(path);
}

/* ---- records as text ---- */

static void show_column(ontrack_buffer *out, const ontrack__column *column, const void *record)
{
    const char *member = (const char *)record + column->offset;
    char text[ONTRACK_DECIMAL_SIZE + ONTRACK_DATE_SIZE] = "";
    ontrack_text words;
    int32_t number;
    if (column->type <= ONTRACK__COLUMN_TEXT) {
        memcpy(&words, member, sizeof words);
        if (words.size == 0) return;
        ontrack__buffer_char(out, ' ');
        ontrack__buffer_text(out, words);
        return;
    }
    memcpy(&number, member, sizeof number);
    if (number == INT32_MIN) return;
    if (column->type == ONTRACK__COLUMN_DATE) ontrack_date_format(number, text);
    if (column->type == ONTRACK__COLUMN_DECIMAL) ontrack_decimal_format(number, text);
    if (column->type == ONTRACK__COLUMN_INTEGER) snprintf(text, sizeof text, "%d", (int)number);
    ontrack__buffer_char(out, ' ');
    ontrack__buffer_string(out, text);
}

static void show_record(ontrack_buffer *out, ontrack_table table, ontrack_text student,
                        const void *record)
{
    const ontrack__table_info *info = ontrack__table(table);
    const size_t begin = out->size;
    ontrack__buffer_text(out, student);
    for (size_t i = info->shared ? 0 : 1; i < info->column_count; i++)
        show_column(out, &info->columns[i], record);
    if (out->data[begin] == ' ')
        memmove(out->data + begin, out->data + begin + 1, out->size-- - begin);
    ontrack__buffer_char(out, '\n');
}

static void show_records(ontrack_buffer *out, const ontrack_dataset *dataset, ontrack_table table)
{
    union {
        ontrack_grade_record largest;
        char bytes[512];
    } record;
    const ontrack_text nobody = {NULL, 0};
    for (size_t i = 0; i < ontrack_dataset_shared_count(dataset, table); i++) {
        cr_assert_eq(ontrack_dataset_shared_at(dataset, table, i, &record), ONTRACK_OK);
        show_record(out, table, nobody, &record);
    }
    for (size_t i = 0; i < ontrack_dataset_count(dataset); i++) {
        const ontrack_student *student = ontrack_dataset_at(dataset, i);
        for (size_t j = 0; j < ontrack_student_count(student, table); j++) {
            cr_assert_eq(ontrack_student_record_at(student, table, j, &record), ONTRACK_OK);
            show_record(out, table, ontrack_student_id(student), &record);
        }
    }
}

static ontrack_status show_reject(void *user, const ontrack_reject *reject)
{
    char place[64];
    snprintf(place, sizeof place, "%s:%d:%d ", reject->file, (int)reject->line,
             (int)reject->column);
    ontrack__buffer_string(user, place);
    ontrack__buffer_string(user, reject->reason);
    ontrack__buffer_char(user, '\n');
    return ONTRACK_OK;
}

/* Rows by reason, and that every row of every file was used, left out or told. */
static void show_skips(ontrack_buffer *out, const ontrack_reader *reader)
{
    char text[64];
    for (size_t i = 0; i < ontrack_reader_file_count(reader); i++) {
        int64_t skipped = 0;
        for (size_t j = 0; j < ontrack_reader_skip_count(reader, i); j++) {
            const ontrack_file_skip skip = ontrack_reader_skip_at(reader, i, j);
            snprintf(text, sizeof text, "%d ", (int)skip.rows);
            ontrack__buffer_string(out, text);
            ontrack__buffer_string(out, skip.because);
            ontrack__buffer_char(out, '\n');
            skipped += skip.rows;
        }
        cr_expect_eq(ontrack_reader_counts(reader, i).skipped, skipped);
    }
}

/* ---- the cases ---- */

static void write_layout(const export_case *one, char json[TEXT_SIZE])
{
    const int size = snprintf(
        json, TEXT_SIZE,
        "{'ontrack_layout': 1, 'id': 't', 'version': '1', %s'files': [{'file': 'students', 'to': "
        "[{'table': 'students'}]}, {'file': 'x', %s}]}",
        one->head, one->file);
    cr_assert_lt(size, TEXT_SIZE);
}

typedef struct outcome {
    ontrack_buffer records, rejects, skips;
} outcome;

static ontrack_status read_folder(const ontrack_allocator *allocator, const char *path,
                                  ontrack_text json, ontrack_table table, outcome *out,
                                  ontrack_error *error)
{
    ontrack_layout *layout = NULL;
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_layout_options loading = ONTRACK_LAYOUT_OPTIONS_INIT;
    ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    loading.allocator = options.allocator = allocator;
    options.reject = out == NULL ? NULL : show_reject;
    options.user = out == NULL ? NULL : &out->rejects;
    ontrack_status status = ontrack_layout_load(json, &loading, &layout, error);
    options.layout = layout;
    if (status == ONTRACK_OK) status = ontrack_builder_new(allocator, &builder, error);
    if (status == ONTRACK_OK) status = ontrack_reader_new(builder, &options, &reader, error);
    if (status == ONTRACK_OK) status = ontrack_reader_folder(reader, path, error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, error);
    if (status == ONTRACK_OK && out != NULL) {
        show_records(&out->records, dataset, table);
        show_skips(&out->skips, reader);
    }
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    ontrack_dataset_free(dataset);
    ontrack_layout_free(layout);
    return status;
}

/* The case's files with a students.csv beside them. */
static void case_folder(const export_case *one, char *path, file *files)
{
    static const file students = {"students.csv", "student_id,grade_level\nS1,9\nS2,9\n"};
    memcpy(files, one->files, sizeof one->files);
    files[MOST_FILES - 1] = students;
    for (size_t i = 0; i + 1 < MOST_FILES; i++)
        if (files[i].name == NULL) {
            files[i] = students;
            files[i + 1].name = NULL;
            break;
        }
    make_folder(path, files);
}

static const char *text_of(const ontrack_buffer *buffer)
{
    return buffer->data == NULL ? "" : buffer->data;
}

Test(export, files_become_records)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[64], json[TEXT_SIZE];
        file files[MOST_FILES];
        outcome out = {ONTRACK_BUFFER_INIT, ONTRACK_BUFFER_INIT, ONTRACK_BUFFER_INIT};
        ontrack_error error = ONTRACK_ERROR_INIT;
        case_folder(&cases[i], path, files);
        write_layout(&cases[i], json);
        const ontrack_status status =
            read_folder(NULL, path, layout_json(json), cases[i].table, &out, &error);
        cr_expect_eq(status, ONTRACK_OK, "%s: %s:%d: %s: %s", cases[i].label, error.source,
                     (int)error.line, error.path, error.message);
        cr_expect_str_eq(text_of(&out.records), cases[i].records, "%s: records:\n%s",
                         cases[i].label, text_of(&out.records));
        cr_expect_str_eq(text_of(&out.rejects), cases[i].rejects, "%s: rejects:\n%s",
                         cases[i].label, text_of(&out.rejects));
        cr_expect_str_eq(text_of(&out.skips), cases[i].skips, "%s: skips:\n%s", cases[i].label,
                         text_of(&out.skips));
        ontrack_buffer_dispose(&out.records);
        ontrack_buffer_dispose(&out.rejects);
        ontrack_buffer_dispose(&out.skips);
        drop_folder(path, files);
    }
}

Test(export, memory_may_run_out_anywhere)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (strstr(cases[i].label, "lookup that finds") == NULL &&
            strstr(cases[i].label, "wide") == NULL && strstr(cases[i].label, "backslash") == NULL)
            continue;
        char path[64], json[TEXT_SIZE];
        file files[MOST_FILES];
        case_folder(&cases[i], path, files);
        write_layout(&cases[i], json);
        const ontrack_text text = layout_json(json);
        failing memory = {0, 0, 0, 0};
        const ontrack_allocator allocator = failing_allocator(&memory);
        for (memory.fail_at = 1;; memory.fail_at++) {
            ontrack_error error = ONTRACK_ERROR_INIT;
            memory.calls = 0;
            const ontrack_status status =
                read_folder(&allocator, path, text, cases[i].table, NULL, &error);
            cr_assert_eq(memory.live, 0, "%s: call %zu", cases[i].label, memory.fail_at);
            if (memory.calls < memory.fail_at) break;
            cr_assert_eq(status, ONTRACK_NO_MEMORY, "%s: call %zu: %d", cases[i].label,
                         memory.fail_at, (int)status);
        }
        cr_expect_gt(memory.fail_at, 30);
        drop_folder(path, files);
    }
}

/* ---- files that are unusable as a whole ---- */

static const struct {
    const char *label, *head, *file;
    file files[MOST_FILES];
    ontrack_status status;
    const char *source, *message;
} faults[] = {
    {"a column that the table needs", "", ATTENDANCE(PLAIN, ""), ROWS("id,day\n"),
     ONTRACK_INVALID_DATA, "x.csv",
     "column \"code\" is missing from the header row; the layout takes code of the table "
     "\"attendance\" from it"},
    {"a column that keeps rows", "",
     ATTENDANCE(PLAIN, ", 'keep': [{'value': 'role', 'is': 'student', 'because': 'b'}]"),
     ROWS("id,day,code\n"), ONTRACK_INVALID_DATA, "x.csv",
     "column \"role\" is missing from the header row; the layout takes the choice of rows of the "
     "table \"attendance\" from it"},
    {"no slot", "",
     ATTENDANCE("'student_id': 'id', 'date': 'day', 'code': 'slot.value'", ", 'slots': 'A#'"),
     ROWS("id,day,AL\n"), ONTRACK_INVALID_DATA, "x.csv",
     "column \"A#\" is missing from the header row; the layout takes the slots of the table "
     "\"attendance\" from it"},
    {"a column that is there twice", "", ATTENDANCE(PLAIN, ""), ROWS("id,day,code,I D\n"),
     ONTRACK_INVALID_DATA, "x.csv",
     "the layout's column \"id\" is there twice, here and in column 1; rename or remove one"},
    {"the key of a lookup",
     LOOKUP_Y(""),
     ATTENDANCE(FOUND, FIND_Y("")),
     {{"x.csv", "id,day,ref\n"}, {"y.csv", "key,v\n"}},
     ONTRACK_INVALID_DATA,
     "y.csv",
     "column \"k\" is missing; the layout looks up rows by it"},
    {"an empty file", "", ATTENDANCE(PLAIN, ""), ROWS(""), ONTRACK_INVALID_DATA, "x.csv",
     "the file is empty; it needs a header row with the names of its columns"},
};

Test(export, files_that_are_unusable_end_the_reading)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char path[64], json[TEXT_SIZE];
        file files[MOST_FILES];
        ontrack_error error = ONTRACK_ERROR_INIT;
        export_case one = {.head = faults[i].head, .file = faults[i].file};
        memcpy(one.files, faults[i].files, sizeof one.files);
        case_folder(&one, path, files);
        write_layout(&one, json);
        const ontrack_status status =
            read_folder(NULL, path, layout_json(json), ONTRACK_TABLE_STUDENTS, NULL, &error);
        cr_expect_eq(status, faults[i].status, "%s: %d", faults[i].label, (int)status);
        cr_expect_str_eq(error.source, faults[i].source, "%s", faults[i].label);
        cr_expect_str_eq(error.message, faults[i].message, "%s", faults[i].label);
        drop_folder(path, files);
    }
}
