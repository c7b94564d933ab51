/* A dataset of one student, made again and again: it holds what a builder makes of the same
 * records, and refuses what a builder refuses, whoever came before. */
#include "records/single.h"
#include "records/walk.h"

#include "support/failing.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TABLES = 24, MOST_BYTES = 1 << 16 };

/* ---- records written as lines ----
 * A table's letter and the cells of its columns; "-" is none, those at the end may be missing.
 * "100+60" as a date: sixty records, a day each. "*300": so many times the letter x. */

static const struct {
    char letter;
    ontrack_table table;
} letters[] = {
    {'s', ONTRACK_TABLE_STUDENTS},      {'e', ONTRACK_TABLE_ENROLLMENTS},
    {'d', ONTRACK_TABLE_ATTENDANCE},    {'t', ONTRACK_TABLE_ATTENDANCE_TOTALS},
    {'g', ONTRACK_TABLE_GRADES},        {'i', ONTRACK_TABLE_INCIDENTS},
    {'a', ONTRACK_TABLE_ACTIONS},       {'r', ONTRACK_TABLE_TRANSITIONS},
    {'n', ONTRACK_TABLE_INTERVENTIONS}, {'o', ONTRACK_TABLE_OUTCOMES},
    {'b', ONTRACK_TABLE_ATTRIBUTES},    {'v', ONTRACK_TABLE_VALUES},
};

typedef struct written {
    ontrack_records tables[MOST_TABLES];
    size_t count;
    _Alignas(16) char records[MOST_BYTES]; /* of each table one behind the other */
    char texts[MOST_BYTES];
    size_t used;
    bool shared; /* equal texts of two records lie in one place */
} written;

static ontrack_table table_of(char letter)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == letter) return letters[i].table;
    cr_assert(false, "no table is called %c", letter);
    return ONTRACK_TABLE_COUNT;
}

/* A text of its own, or the one that is there already. */
static ontrack_text put_text(written *w, const char *cell, size_t size)
{
    char *at = w->texts + w->used;
    const bool many = cell[0] == '*';
    const size_t wanted = many ? (size_t)atoi(cell + 1) : size;
    cr_assert(w->used + wanted < MOST_BYTES);
    if (many)
        memset(at, 'x', wanted);
    else
        memcpy(at, cell, wanted);
    ontrack_text text = {at, wanted};
    for (char *old = w->texts; w->shared && old + wanted <= at; old++)
        if (memcmp(old, at, wanted) == 0) {
            text.data = old;
            return text;
        }
    w->used += wanted;
    return text;
}

/* The record of a line, so many days behind its date; `days`: how many there are. */
static void put_record(written *w, ontrack_table table, const char *line, int day, int *days,
                       char *record)
{
    const ontrack__table_info *info = ontrack__table(table);
    memset(record, 0, info->record_size);
    *days = 1;
    for (size_t i = 0; i < info->column_count; i++) {
        const ontrack__column *column = &info->columns[i];
        const size_t size = strcspn(line, " \n");
        const bool given = size > 1 || (size == 1 && line[0] != '-');
        int32_t number = given ? atoi(line) : INT32_MIN;
        const char *more = memchr(line, '+', size);
        ontrack_text text = {NULL, 0};
        if (column->type <= ONTRACK__COLUMN_TEXT) {
            if (given) text = put_text(w, line, size);
            memcpy(record + column->offset, &text, sizeof text);
        } else {
            if (more != NULL) *days = atoi(more + 1);
            if (more != NULL) number += day;
            memcpy(record + column->offset, &number, sizeof number);
        }
        line += size + (line[size] == ' ');
    }
}

/* Lines of one table behind each other are handed on together. */
static void write_lines(written *w, const char *lines, bool shared)
{
    size_t size = 0;
    memset(w, 0, sizeof *w);
    w->shared = shared;
    for (const char *line = lines; *line != '\0'; line = strchr(line, '\n') + 1) {
        const ontrack_table table = table_of(line[0]);
        const size_t width = ontrack__table(table)->record_size;
        ontrack_records *last = w->count == 0 ? NULL : &w->tables[w->count - 1];
        if (last == NULL || last->table != table) {
            size = (size + 15) / 16 * 16;
            last = &w->tables[w->count++];
            cr_assert(w->count <= MOST_TABLES);
            last->table = table;
            last->records = w->records + size;
        }
        if (line[1] != ' ') continue; /* a table without rows */
        for (int day = 0, days = 1; day < days; day++, size += width, last->count++) {
            cr_assert(size + width <= sizeof w->records);
            put_record(w, table, line + 2, day, &days, w->records + size);
        }
    }
}

/* ---- what a builder makes of them ---- */

static ontrack_status build(const written *w, ontrack_dataset **out, ontrack_error *error)
{
    ontrack_builder *builder = NULL;
    ontrack_status status = ontrack_builder_new(NULL, &builder, error);
    for (size_t i = 0; i < w->count && status == ONTRACK_OK; i++) {
        const ontrack_records *table = &w->tables[i];
        const size_t size = ontrack__table(table->table)->record_size;
        status = ontrack_builder_declare(builder, table->table, error);
        for (size_t k = 0; k < table->count && status == ONTRACK_OK; k++)
            status = ontrack_builder_push(builder, table->table,
                                          (const char *)table->records + k * size, error);
    }
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, out, error);
    ontrack_builder_free(builder);
    return status;
}

static ontrack_text text_of(const ontrack_dataset *dataset, const ontrack__column *column,
                            int32_t cell)
{
    return column->type == ONTRACK__COLUMN_CODE
               ? ontrack__code_text(dataset, (ontrack__code)cell)
               : ontrack__free_text_of(dataset, (ontrack__free_text)cell);
}

static bool same_cell(const ontrack_student *a, const ontrack_student *b,
                      const ontrack__column *column, int32_t cell, int32_t other)
{
    if (column->type > ONTRACK__COLUMN_TEXT) return cell == other;
    return ontrack__text_equal(text_of(a->dataset, column, cell),
                               text_of(b->dataset, column, other));
}

static void expect_same_rows(const ontrack_student *a, const ontrack_student *b,
                             ontrack_table table, const char *label)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__walk one = ontrack__walk_start(a, table), other = ontrack__walk_start(b, table);
    int32_t cells[ONTRACK__MOST_COLUMNS], others[ONTRACK__MOST_COLUMNS];
    for (size_t row = 0;; row++) {
        const bool more = ontrack__walk_next(&one, cells);
        cr_assert_eq(ontrack__walk_next(&other, others), more, "%s: %s has %zu rows", label,
                     info->name, row);
        if (!more) return;
        cr_expect_eq(one.times, other.times, "%s: %s, row %zu", label, info->name, row);
        for (size_t i = 0; i < ontrack__table_width(info); i++)
            cr_expect(same_cell(a, b, &ontrack__kept_columns(info)[i], cells[i], others[i]),
                      "%s: %s, row %zu, column %s", label, info->name, row,
                      ontrack__kept_columns(info)[i].name);
    }
}

/* Kinds are numbered in the order of their cells, and stand there once. */
static void expect_order(const ontrack_dataset *dataset, ontrack_table table, const char *label)
{
    const ontrack__kinds *kinds = ontrack__kinds_of(dataset, table);
    for (uint32_t i = 1; i < kinds->count; i++) {
        const int32_t *a = ontrack__kind_cells(kinds, i - 1), *b = ontrack__kind_cells(kinds, i);
        size_t same = 0;
        while (same < kinds->width && a[same] == b[same])
            same++;
        cr_expect(same < kinds->width && a[same] < b[same], "%s: kind %u", label, i);
    }
}

static void expect_same(const ontrack_dataset *single, const ontrack_dataset *built,
                        const char *label)
{
    cr_assert_eq(ontrack_dataset_count(single), 1, "%s", label);
    cr_assert_eq(ontrack_dataset_count(built), 1, "%s", label);
    const ontrack_student *a = ontrack_dataset_at(single, 0), *b = ontrack_dataset_at(built, 0);
    cr_expect(ontrack__text_equal(ontrack_student_id(a), ontrack_student_id(b)), "%s", label);
    cr_expect_eq(ontrack_dataset_last_date(single), ontrack_dataset_last_date(built), "%s", label);
    for (int table = ONTRACK__SHARED_TABLES; table < ONTRACK_TABLE_COUNT; table++) {
        cr_expect_eq(ontrack__table_given(single, (ontrack_table)table),
                     ontrack__table_given(built, (ontrack_table)table), "%s", label);
        expect_same_rows(a, b, (ontrack_table)table, label);
        expect_order(single, (ontrack_table)table, label);
    }
}

/* ---- cases ---- */

static const struct {
    const char *label, *lines;
} cases[] = {
    {"nothing but a line", "s a 9 N\n"},
    {"every column", "s a 9 N Li Mei 14000 2024\n"},
    {"the line comes last", "g a ENG S1 10000\nd a 100 P\ns a 9 N\n"},
    {"tables without rows", "d\ng\ni\ns a 9 N\n"},
    {"a grade level in other words", "s a kg N\ne a 100 - N - - 9\n"},
    {"rows given twice, in any order",
     "s a 9 N\ng a ENG S1 10000 5000 B\ng a ALG S1 10000\ng a ENG S1 10000 5000 B\n"
     "i a 120 F 7 hit\ni a 90 F 7 hit\ni a 120 F 7 hit\ni a 120 F 8 hit\n"},
    {"a table in two pieces",
     "g a ENG S1 10000\nd a 100+40 P\ng a ALG S1 10000\ng a ENG S1 10000\nd a 120+40 P\n"
     "d a 130 A\ns a 9 N\n"},
    {"texts that are codes, too",
     "s a F F F F\ng a F F 10000 - F F - F F\ni a 100 F F F\nv a F F\nb a F N\n"},
    {"texts that begin alike",
     "s a 9 N abcdefgh abcdefghi\ng a 1 S 1 - - - - - abcdefg\ng a 2 S 1 - - - - - abcdefgha\n"
     "g a 3 S 1 - - - - - \xc3\xa9\ng a 4 S 1 - - - - - abcdefgh\ng a 5 S 1 - - - - - z\n"},
    {"codes of every size",
     "s a 9 N\ni a 1 a\ni a 1 ab\ni a 1 abc\ni a 1 abcd\ni a 1 abcde\ni a 1 abcdefg\n"
     "i a 1 abcdefgh\ni a 1 abcdefghi\ni a 1 abcdefghijklmnop\ni a 1 abcdefghijklmnopq\n"
     "i a 1 *254\ni a 1 *255\ni a 1 *300\ni a 1 axc\ni a 1 abxd\n"},
    {"long texts", "s a 9 N *300 *254\ng a 1 S 1 - - - - - *255\ng a 2 S 1 - - - - - *300\n"},
    {"conflicts",
     "s a 9 N\nb a race x\nb a race\nb a race xy\nv a score 1\nv a score 2\nv a other 3\n"
     "b a meal y\n"},
    {"all the other tables",
     "s a 9 N\nt a 150 900000 90000\nt a 100 500000 50000 10000 3\na a 110 OSS 20000 7\n"
     "a a 110 OSS 20000 7\nr a 50 in moved\nn a 60 90 tutor attendance 2\nn a 60 - call\n"
     "o a graduated 400\ne a 1 50 N E X\ne a 51 - S\n"},
    {"most days say the same", "s a 9 N\nd a 100+60 P\nd a 130 A\nd a 161 A\nd a 162+20 P\n"},
    {"days before and behind", "s a 9 N\nd a 500+30 P\nd a 20+3 P\nd a 900+3 P\nd a 21 A\n"},
    {"days given twice", "s a 9 N\nd a 100+60 P\nd a 110+20 P\nd a 120 A\nd a 120 A\nd a 120 T\n"},
    {"days at the ends of time", "s a 9 N\nd a 100+60 P\nd a -25567 P\nd a 84005 P\nd a 84005 A\n"},
    {"exceptions alone", "s a 9 N\nd a 3 A\nd a 1 T - 5000 20\nd a 2 A 3\nd a 2 A 1\n"},
    {"marks by period, portion and minutes",
     "s a 9 N\nd a 100+30 P 1\nd a 100+30 P 2\nd a 105 A 1 5000\nd a 105 A 1 - 30\n"
     "d a 105 A 1\nd a 105 A 2 5000 30\n"},
    {"more marks than are kept",
     "s a 9 N\nd a 1+40 P\nd a 1 A\nd a 2 B\nd a 3 C\nd a 4 D\nd a 5 E\nd a 6 F\nd a 7 G\nd a 8 H\n"
     "d a 9 I\nd a 10 J\nd a 11 P\nd a 90 P\nd a 12 A\nd a 1 A\n"},
    {"rows of others",
     "s a 9 N\nd b 500+3 X\nd a 100+60 P\nd b 100 P\ng b Z Z9 10000\ng a ENG S1 10000\n"
     "i b 700 F\ne b 1 2 Q\n"},
    {"only others have days", "s a 9 N\nd b 500+30 X\n"},
    {"many rows",
     "s a 9 N\ni a 340+40 B 1 x\ni a 300+40 F 2 y\ni a 320+40 F 1 x\ni a 300+10 F 2 y\n"
     "g a Z S1 1 - - - - - z\n"},
};

static const struct {
    const char *label, *lines;
} refused[] = {
    {"no id", "s - 9 N\n"},
    {"no id in another table", "d - 100 P\ns a 9 N\n"},
    {"an id that is no text", "s \xff 9 N\n"},
    {"the same, met first elsewhere", "g \xff ENG S1 10000\ns \xff 9 N\n"},
    {"somebody else's id", "s a 9 N\nd \xff 100 P\n"},
    {"no grade level", "s a - N\n"},
    {"no code", "s a 9 N\nd a 100 -\n"},
    {"a code that is no text", "s a 9 N\ng a \xff S1 10000\n"},
    {"a text that is none", "s a 9 N\ng a ENG S1 10000 - - - - - \xff\n"},
    {"no date", "s a 9 N\nd a - P\n"},
    {"a date out of range", "s a 9 N\nd a 100+30 P\nd a 84006 P\n"},
    {"among days that say the same", "s a 9 N\nd a 83990+30 P\n"},
    {"before the first day", "s a 9 N\nd a -25568 P\n"},
    {"two mistakes: the first column's counts", "s a 9 N\nd a 84006 \xff\n"},
    {"a number out of range", "s a 9 N\nd a 100 P - - 1441\n"},
    {"a number that is required", "s a 9 N\ng a ENG S1 -\n"},
    {"columns in the wrong order", "s a 9 N\ne a 100 99 N\n"},
    {"a record of somebody else", "s a 9 N\ni b 84006 F\n"},
    {"the first of two", "s a 9 N\ni a 84006 F\ng a ENG S1 -1\n"},
};

/* ---- whoever came before ---- */

static void take(ontrack__single *single, const written *w, ontrack_dataset *built,
                 const char *label)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    bool renumbered;
    cr_assert_eq(ontrack__single_take(single, w->tables, w->count, &renumbered, &error), ONTRACK_OK,
                 "%s: %s", label, error.message);
    expect_same(&single->dataset, built, label);
    ontrack__single_end(single);
}

Test(single, holds_what_a_builder_makes_of_the_same_records)
{
    static written w;
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__single single;
    ontrack__single_init(&single, &allocator, NULL);
    for (int round = 0; round < 4; round++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            ontrack_dataset *built = NULL;
            write_lines(&w, cases[i].lines, round % 2 == 1);
            cr_assert_eq(build(&w, &built, NULL), ONTRACK_OK, "%s", cases[i].label);
            take(&single, &w, built, cases[i].label);
            ontrack_dataset_free(built);
        }
    ontrack__single_free(&single);
}

static bool same_error(const ontrack_error *a, const ontrack_error *b)
{
    return strcmp(a->message, b->message) == 0 && strcmp(a->source, b->source) == 0 &&
           strcmp(a->path, b->path) == 0 && a->line == b->line && a->column == b->column;
}

Test(single, refuses_what_a_builder_refuses)
{
    static written w;
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__single single;
    ontrack__single_init(&single, &allocator, NULL);
    for (size_t i = 0; i < 2 * sizeof refused / sizeof *refused; i++) {
        const char *label = refused[i / 2].label;
        ontrack_error expected = ONTRACK_ERROR_INIT, error = ONTRACK_ERROR_INIT;
        ontrack_dataset *built = NULL;
        bool renumbered;
        write_lines(&w, refused[i / 2].lines, i % 2 == 1);
        cr_assert_eq(build(&w, &built, &expected), ONTRACK_INVALID_DATA, "%s", label);
        cr_expect_eq(ontrack__single_take(&single, w.tables, w.count, &renumbered, &error),
                     ONTRACK_INVALID_DATA, "%s", label);
        cr_expect(same_error(&error, &expected), "%s: %s", label, error.message);
        ontrack__single_end(&single);
        write_lines(&w, cases[i % (sizeof cases / sizeof *cases)].lines, false);
        cr_assert_eq(build(&w, &built, NULL), ONTRACK_OK);
        take(&single, &w, built, label);
        ontrack_dataset_free(built);
    }
    ontrack__single_free(&single);
}

/* More kinds of marks than fit into a word beside their day. */
Test(single, marks_of_very_many_kinds)
{
    enum { KINDS = 40000 };
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack_attendance_record *days = calloc(KINDS, sizeof *days);
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_dataset *built = NULL;
    ontrack__single single;
    static written w;
    cr_assert_not_null(days);
    student.student_id = ontrack_text_of("a");
    student.grade_level = ontrack_text_of("9");
    for (int i = 0; i < KINDS; i++) {
        const ontrack_attendance_record day = ONTRACK_ATTENDANCE_RECORD_INIT;
        days[i] = day;
        days[i].student_id = ontrack_text_of("a");
        days[i].code = ontrack_text_of(i % 2 == 0 ? "P" : "A");
        days[i].date = (i * 7919 + 11) % 365;
        days[i].minutes = i % 1440;
        days[i].portion = i / 1440 * 10;
    }
    memset(&w, 0, sizeof w);
    w.count = 2;
    w.tables[0] = (ontrack_records){ONTRACK_TABLE_STUDENTS, &student, 1};
    w.tables[1] = (ontrack_records){ONTRACK_TABLE_ATTENDANCE, days, KINDS};
    cr_assert_eq(build(&w, &built, NULL), ONTRACK_OK);
    ontrack__single_init(&single, &allocator, NULL);
    take(&single, &w, built, "many kinds");
    write_lines(&w, cases[0].lines, false);
    ontrack_dataset_free(built);
    cr_assert_eq(build(&w, &built, NULL), ONTRACK_OK);
    take(&single, &w, built, "and few again");
    ontrack__single_free(&single);
    ontrack_dataset_free(built);
    free(days);
}

/* Whichever allocation fails, the next student is taken, and nothing is lost. */
Test(single, memory_runs_out)
{
    static written w;
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_dataset *built = NULL;
        bool failed = true;
        write_lines(&w, cases[i].lines, false);
        cr_assert_eq(build(&w, &built, NULL), ONTRACK_OK);
        for (size_t fail_at = 1; failed; fail_at++) {
            ontrack__single single;
            bool renumbered;
            memory.calls = 0;
            memory.fail_at = fail_at;
            ontrack__single_init(&single, &allocator, NULL);
            const ontrack_status status =
                ontrack__single_take(&single, w.tables, w.count, &renumbered, NULL);
            failed = memory.calls >= fail_at;
            memory.fail_at = 0;
            cr_assert_eq(status, failed ? ONTRACK_NO_MEMORY : ONTRACK_OK, "%s: call %zu",
                         cases[i].label, fail_at);
            ontrack__single_end(&single);
            take(&single, &w, built, cases[i].label);
            ontrack__single_free(&single);
            cr_assert_eq(memory.live, 0, "%s: call %zu", cases[i].label, fail_at);
        }
        ontrack_dataset_free(built);
    }
}
