/* Records as tests write them: rows of the tables, with the tables' own column names. */
#include "rulesets/cases.h"

#include "base/text.h"
#include "records/columns.h"
#include "rulesets/case_days.h"

/* The grade of a student of whom a test says nothing. */
#define GRADE_LEVEL "09"

/* The records of one test on their way. */
typedef struct pushing {
    const ontrack__case *test;
    ontrack__arena *arena;
    ontrack_builder *builder; /* NULL: the records are only checked */
    ontrack_error *error;
    ontrack__case_days school; /* days of the test's calendar in session */
    size_t rows;
} pushing;

/* The table at hand. */
typedef struct filling {
    pushing *in;
    ontrack_table table;
    const ontrack__table_info *info;
    const ontrack__column *date; /* the column "date", which a range fills; NULL: there is none */
    void *record;
    ontrack_date next; /* where a range without "from" begins */
} filling;

static const ontrack__column *find_column(const ontrack__table_info *info, const char *name)
{
    for (size_t i = 0; i < info->column_count; i++)
        if (strcmp(name, info->columns[i].name) == 0) return &info->columns[i];
    return NULL;
}

/* ---- pushing ---- */

/* What the builder refuses is told with the row's place. */
static ontrack_status take(pushing *in, const ontrack__json_cursor *at, ontrack_table table,
                           const void *record)
{
    ontrack_error refusal = ONTRACK_ERROR_INIT;
    if (++in->rows > ONTRACK__CASE_ROWS_LIMIT)
        return ontrack__json_fail(at, in->error, "is one row too many; a test has at most %d",
                                  ONTRACK__CASE_ROWS_LIMIT);
    if (in->builder == NULL) return ONTRACK_OK;
    const ontrack_status status = ontrack_builder_push(in->builder, table, record, &refusal);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(in->error);
    return ontrack__json_fail(at, in->error, "%s", refusal.message);
}

static ontrack_status push_days(filling *to, const ontrack__json_cursor *row)
{
    ontrack__case_days days;
    const ontrack__case_days any = {NULL, 0};
    const bool is_calendar = to->table == ONTRACK_TABLE_CALENDAR;
    ontrack_status status = ontrack__range_days(row, is_calendar ? &any : &to->in->school,
                                                &to->next, to->in->arena, &days, to->in->error);
    for (size_t i = 0; status == ONTRACK_OK && i < days.count; i++) {
        memcpy((char *)to->record + to->date->offset, &days.days[i], sizeof days.days[i]);
        status = take(to->in, row, to->table, to->record);
    }
    return status;
}

/* ---- one row ---- */

/* A record with nothing given, but the student. */
static void clear_record(filling *to)
{
    const int32_t none = INT32_MIN;
    memset(to->record, 0, to->info->record_size);
    for (size_t i = 0; i < to->info->column_count; i++)
        if (to->info->columns[i].type > ONTRACK__COLUMN_TEXT)
            memcpy((char *)to->record + to->info->columns[i].offset, &none, sizeof none);
    if (!to->info->shared)
        memcpy((char *)to->record + to->info->columns[0].offset, &to->in->test->student,
               sizeof(ontrack_text));
}

static ontrack_status read_number(const filling *to, const ontrack__json_cursor *at,
                                  const ontrack__column *column, int32_t *out)
{
    if (column->type == ONTRACK__COLUMN_DATE) return ontrack__case_date(at, out, to->in->error);
    const bool whole = column->type == ONTRACK__COLUMN_INTEGER;
    const int64_t number = ontrack__json_integer(at->value);
    const bool good = whole ? ontrack__json_kind_of(at->value) == ONTRACK__JSON_INTEGER &&
                                  number > INT32_MIN && number <= INT32_MAX
                            : ontrack__json_decimal(at->value, out);
    if (whole && good) *out = (int32_t)number;
    if (!good)
        return ontrack__json_fail(at, to->in->error,
                                  whole ? "must be a whole number"
                                        : "must be a number with four decimal places at most");
    if (*out >= column->lowest && *out <= column->highest) return ONTRACK_OK;
    return ontrack__json_fail(at, to->in->error, "is out of the column's range");
}

static ontrack_status read_cell(const filling *to, const ontrack__json_cursor *at,
                                const ontrack__column *column)
{
    char *member = (char *)to->record + column->offset;
    if (ontrack__json_kind_of(at->value) == ONTRACK__JSON_NULL) return ONTRACK_OK;
    if (column->type > ONTRACK__COLUMN_TEXT) {
        int32_t number = 0;
        const ontrack_status status = read_number(to, at, column, &number);
        if (status == ONTRACK_OK) memcpy(member, &number, sizeof number);
        return status;
    }
    if (ontrack__json_kind_of(at->value) != ONTRACK__JSON_STRING)
        return ontrack__json_fail(at, to->in->error, "must be a text");
    const ontrack_text text = ontrack__json_text(at->value);
    memcpy(member, &text, sizeof text);
    return ONTRACK_OK;
}

/* Any other column of students.csv is an attribute. */
static ontrack_status push_attribute(filling *to, const ontrack__json_cursor *at,
                                     ontrack_text student)
{
    if (ontrack__json_kind_of(at->value) != ONTRACK__JSON_STRING)
        return ontrack__json_fail(at, to->in->error,
                                  "is an attribute of the student and must be a text");
    const ontrack_attribute_record attribute = {student, ontrack_text_of(at->name),
                                                ontrack__json_text(at->value)};
    return take(to->in, at, ONTRACK_TABLE_ATTRIBUTES, &attribute);
}

static ontrack_status unknown_column(const filling *to, const ontrack__json_cursor *at)
{
    for (size_t i = 0; i < to->info->column_count; i++) {
        const char *known = to->info->columns[i].name;
        if (ontrack__json_nearest(at->name, &known, 1) != NULL)
            return ontrack__json_fail(at, to->in->error,
                                      "is no column of this table; did you mean \"%s\"?", known);
    }
    return ontrack__json_fail(at, to->in->error,
                              "is no column of the table \"%s\"; docs/tables.md lists them",
                              to->info->name);
}

static ontrack_text row_student(const filling *to, const ontrack__json_cursor *row)
{
    const ontrack_text id = ontrack__json_text(ontrack__json_get(row->value, "student_id"));
    return id.size > 0 ? id : to->in->test->student;
}

static ontrack_status read_member(filling *to, const ontrack__json_cursor *row,
                                  const ontrack__json_cursor *at)
{
    const ontrack__column *column = find_column(to->info, at->name);
    if (column != NULL) return read_cell(to, at, column);
    if (to->date != NULL && ontrack__is_range_key(at->name)) return ONTRACK_OK;
    if (to->table == ONTRACK_TABLE_STUDENTS) return push_attribute(to, at, row_student(to, row));
    return unknown_column(to, at);
}

static ontrack_status check_required(const filling *to, const ontrack__json_cursor *row,
                                     bool ranged)
{
    for (size_t i = 0; i < to->info->column_count; i++) {
        const ontrack__column *column = &to->info->columns[i];
        const bool given = ontrack__json_get(row->value, column->name) != NULL;
        const bool filled = i == 0 && !to->info->shared;
        if (column == to->date && ranged && given)
            return ontrack__json_fail(row, to->in->error,
                                      "has both \"date\" and a range of days; remove one");
        if (!column->required || given || filled || (column == to->date && ranged)) continue;
        return ontrack__json_fail(row, to->in->error, "\"%s\" is missing; add it", column->name);
    }
    return ONTRACK_OK;
}

/* In a table with a column "days" (actions) a row with a date says by it how long the action was.
 */
static bool is_ranged(const filling *to, const ontrack__json_value *row)
{
    if (to->date == NULL || !ontrack__has_range(row)) return false;
    const bool length =
        find_column(to->info, "days") != NULL && ontrack__json_get(row, "date") != NULL;
    return !length || ontrack__json_get(row, "from") != NULL ||
           ontrack__json_get(row, "to") != NULL || ontrack__json_get(row, "except") != NULL;
}

static ontrack_status push_row(filling *to, const ontrack__json_cursor *row)
{
    const bool ranged = is_ranged(to, row->value);
    ontrack_status status = ontrack__json_expect(row, 1u << ONTRACK__JSON_OBJECT, to->in->error);
    if (status == ONTRACK_OK) status = check_required(to, row, ranged);
    if (status != ONTRACK_OK) return status;
    clear_record(to);
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    while (status == ONTRACK_OK && ontrack__json_next(row->value, &cursor, &key, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(row, key);
        status = read_member(to, row, &member);
    }
    if (status != ONTRACK_OK) return status;
    return ranged ? push_days(to, row) : take(to->in, row, to->table, to->record);
}

/* ---- a table ---- */

static ontrack_status declare(const pushing *in, ontrack_table table)
{
    return in->builder == NULL ? ONTRACK_OK
                               : ontrack_builder_declare(in->builder, table, in->error);
}

static ontrack_status push_table(pushing *in, const ontrack__json_cursor *at, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    filling to = {in, table, info, find_column(info, "date"), NULL, ONTRACK_DATE_NONE};
    if (in->school.count > 0) to.next = in->school.days[0];
    to.record = ontrack__arena_allocate(in->arena, 1, info->record_size);
    if (to.record == NULL) return ontrack__no_memory(in->error);
    ontrack_status status = ontrack__json_expect(at, 1u << ONTRACK__JSON_ARRAY, in->error);
    if (status == ONTRACK_OK) status = declare(in, table);
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(at->value); i++) {
        const ontrack__json_cursor row = ontrack__json_item(at, i);
        status = push_row(&to, &row);
    }
    return status;
}

/* ---- the calendar, which comes first: ranges of other tables fall on its days ---- */

static bool in_session(const ontrack__json_value *row)
{
    const ontrack_text type = ontrack__json_text(ontrack__json_get(row, "day_type"));
    return type.size == 0 || ontrack__text_is(type, "instructional");
}

static void add_day(ontrack_date *days, size_t *count, ontrack_date day)
{
    size_t at = *count;
    while (at > 0 && days[at - 1] > day)
        at--;
    if (at > 0 && days[at - 1] == day) return;
    memmove(days + at + 1, days + at, (*count - at) * sizeof *days);
    days[at] = day;
    *count += 1;
}

static ontrack_status calendar_row(const pushing *in, const ontrack__json_cursor *row,
                                   ontrack_date *next, ontrack__case_days *out)
{
    const ontrack__json_cursor date = ontrack__json_member(row, "date");
    const ontrack__case_days any = {NULL, 0};
    ontrack_date *one = ontrack__arena_allocate(in->arena, 1, sizeof *one);
    if (one == NULL) return ontrack__no_memory(in->error);
    if (date.value == NULL) return ontrack__range_days(row, &any, next, in->arena, out, in->error);
    out->days = one;
    out->count = 1;
    return ontrack__case_date(&date, one, in->error);
}

static ontrack_status find_school_days(pushing *in, const ontrack__json_cursor *at)
{
    ontrack_date next = ONTRACK_DATE_NONE;
    ontrack_status status = ONTRACK_OK;
    size_t count = 0;
    ontrack_date *days =
        ontrack__arena_allocate(in->arena, ONTRACK__CASE_CALENDAR_LIMIT, sizeof *days);
    if (days == NULL) return ontrack__no_memory(in->error);
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(at->value); i++) {
        ontrack__case_days some = {NULL, 0};
        const ontrack__json_cursor row = ontrack__json_item(at, i);
        status = calendar_row(in, &row, &next, &some);
        if (status == ONTRACK_OK && count + some.count > ONTRACK__CASE_CALENDAR_LIMIT)
            status = ontrack__json_fail(&row, in->error,
                                        "is one too many; a test's calendar has at most %d days",
                                        ONTRACK__CASE_CALENDAR_LIMIT);
        for (size_t j = 0; status == ONTRACK_OK && j < some.count; j++)
            if (in_session(row.value)) add_day(days, &count, some.days[j]);
    }
    in->school.days = days;
    in->school.count = count;
    return status;
}

static ontrack_status push_calendar(pushing *in, const ontrack__json_cursor *records)
{
    const ontrack__json_cursor at = ontrack__json_member(records, "calendar");
    if (at.value == NULL) return ONTRACK_OK;
    ontrack_status status = push_table(in, &at, ONTRACK_TABLE_CALENDAR);
    if (status == ONTRACK_OK) status = find_school_days(in, &at);
    return status;
}

/* ---- all ---- */

static ontrack_status push_named(pushing *in, const ontrack__json_cursor *at)
{
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        const char *known = ontrack_table_name((ontrack_table)table);
        if (strcmp(at->name, known) != 0) continue;
        return table == ONTRACK_TABLE_CALENDAR ? ONTRACK_OK
                                               : push_table(in, at, (ontrack_table)table);
    }
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        const char *known = ontrack_table_name((ontrack_table)table);
        if (ontrack__json_nearest(at->name, &known, 1) != NULL)
            return ontrack__json_fail(at, in->error, "is no table; did you mean \"%s\"?", known);
    }
    return ontrack__json_fail(at, in->error, "is no table; docs/tables.md lists them");
}

/* A test that names no student is about a ninth grader. */
static ontrack_status push_student(pushing *in, const ontrack__json_cursor *at,
                                   const ontrack__json_cursor *records)
{
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    if (ontrack__json_count(ontrack__json_get(records->value, "students")) > 0) return ONTRACK_OK;
    student.student_id = in->test->student;
    student.grade_level = ontrack_text_of(GRADE_LEVEL);
    return take(in, at, ONTRACK_TABLE_STUDENTS, &student);
}

ontrack_status ontrack__case_push(const ontrack__case *test, const ontrack__json_cursor *at,
                                  ontrack__arena *arena, ontrack_builder *builder,
                                  ontrack_error *error)
{
    pushing in = {test, arena, builder, error, {NULL, 0}, 0};
    const ontrack__json_cursor records = ontrack__json_member(at, "records");
    ontrack_status status = push_student(&in, at, &records);
    if (status == ONTRACK_OK) status = push_calendar(&in, &records);
    void *cursor = NULL;
    const char *key = NULL;
    ontrack__json_value *value = NULL;
    while (status == ONTRACK_OK && records.value != NULL &&
           ontrack__json_next(records.value, &cursor, &key, &value)) {
        const ontrack__json_cursor member = ontrack__json_member(&records, key);
        status = push_named(&in, &member);
    }
    return status;
}
