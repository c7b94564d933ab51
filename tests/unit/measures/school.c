#include "school.h"

#include "base/rational.h"
#include "base/text.h"
#include "records/schools.h"
#include "support/failing.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { MOST_WORDS = 10, MOST_LINES = 600 };

/* ---- what the codes mean ---- */

typedef struct code_line {
    ontrack_code_kind kind;
    const char *code, *categories;
    ontrack_decimal portion, points;
} code_line;

enum { NONE = ONTRACK_DECIMAL_NONE };

static const code_line code_lines[] = {
    {ONTRACK_CODES_ATTENDANCE, "A", "absent", NONE, NONE},
    {ONTRACK_CODES_ATTENDANCE, "U", "absent unexcused", NONE, NONE},
    {ONTRACK_CODES_ATTENDANCE, "E", "absent excused", NONE, NONE},
    {ONTRACK_CODES_ATTENDANCE, "S", "absent excused suspended", NONE, NONE},
    {ONTRACK_CODES_ATTENDANCE, "HU", "absent unexcused", 5000, NONE},
    {ONTRACK_CODES_ATTENDANCE, "HE", "absent excused", 5000, NONE},
    {ONTRACK_CODES_ATTENDANCE, "Q", "absent excused", 2500, NONE},
    {ONTRACK_CODES_ATTENDANCE, "T", "tardy", NONE, NONE},
    {ONTRACK_CODES_ATTENDANCE, "TU", "tardy unexcused", NONE, NONE},
    {ONTRACK_CODES_ATTENDANCE, "P", "present", NONE, NONE},
    {ONTRACK_CODES_ATTENDANCE, "ACT", "activity", NONE, NONE},
    {ONTRACK_CODES_MARK, "A", "passing", NONE, 40000},
    {ONTRACK_CODES_MARK, "B", "passing", NONE, 30000},
    {ONTRACK_CODES_MARK, "C", "passing", NONE, 20000},
    {ONTRACK_CODES_MARK, "D", "passing d", NONE, 10000},
    {ONTRACK_CODES_MARK, "F", "failing f", NONE, 0},
    {ONTRACK_CODES_MARK, "I", "incomplete", NONE, NONE},
    {ONTRACK_CODES_MARK, "W", "withdrawn", NONE, NONE},
    {ONTRACK_CODES_MARK, "IP", "in_progress", NONE, NONE},
    {ONTRACK_CODES_MARK, "P", "passing", NONE, NONE},
    {ONTRACK_CODES_MARK, "Z", "odd", NONE, NONE},
    {ONTRACK_CODES_SUBJECT, "ELA", "core english", NONE, NONE},
    {ONTRACK_CODES_SUBJECT, "MATH", "core", NONE, NONE},
    {ONTRACK_CODES_SUBJECT, "PE", "pe", NONE, NONE},
    {ONTRACK_CODES_COURSE, "ENG-CR", "recovery", NONE, NONE},
    {ONTRACK_CODES_COURSE, "LIT-CR", "recovery", NONE, NONE},
    {ONTRACK_CODES_COURSE, "ROBOTICS", "core", NONE, NONE},
    {ONTRACK_CODES_TERM, "S1", "first", NONE, NONE},
    {ONTRACK_CODES_TERM, "SUM", "summer", NONE, NONE},
    {ONTRACK_CODES_TERM, "YR", "year", NONE, NONE},
    {ONTRACK_CODES_INCIDENT, "FIGHT", "major", NONE, NONE},
    {ONTRACK_CODES_INCIDENT, "LATE", "minor", NONE, NONE},
    {ONTRACK_CODES_ACTION, "OSS", "oss suspension", NONE, NONE},
    {ONTRACK_CODES_ACTION, "ISS", "iss suspension", NONE, NONE},
    {ONTRACK_CODES_TRANSITION, "HOME", "housing", NONE, NONE},
};
enum { CODE_LINES = sizeof code_lines / sizeof *code_lines };

/* Categories by bit: the fixed ones, then these. */
static const char *const own_categories[ONTRACK_CODES_COUNT][4] = {
    [ONTRACK_CODES_ATTENDANCE] = {"activity"},
    [ONTRACK_CODES_MARK] = {"d", "f", "odd"},
    [ONTRACK_CODES_SUBJECT] = {"core", "english", "pe"},
    [ONTRACK_CODES_COURSE] = {"core"},
    [ONTRACK_CODES_TERM] = {"first"},
    [ONTRACK_CODES_INCIDENT] = {"major", "minor"},
    [ONTRACK_CODES_ACTION] = {"oss", "iss", "suspension"},
    [ONTRACK_CODES_TRANSITION] = {"housing"},
};

enum { MOST_CATEGORIES = 10 };
static const char *names[ONTRACK_CODES_COUNT][MOST_CATEGORIES];
static size_t name_count[ONTRACK_CODES_COUNT];

static void list_categories(void)
{
    if (name_count[ONTRACK_CODES_ATTENDANCE] > 0) return;
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++) {
        const char *name;
        size_t *count = &name_count[kind];
        while ((name = ontrack__fixed_category((ontrack_code_kind)kind, *count)) != NULL)
            names[kind][(*count)++] = name;
        for (size_t i = 0; i < 4 && own_categories[kind][i] != NULL; i++)
            names[kind][(*count)++] = own_categories[kind][i];
    }
}

static ontrack__categories category(ontrack_code_kind kind, ontrack_text name)
{
    for (size_t bit = 0; bit < name_count[kind]; bit++)
        if (ontrack__text_is(name, names[kind][bit])) return (ontrack__categories)1 << bit;
    return 0;
}

/* The next word before `end` of a list; false behind the last. */
static bool next_word(const char **at, char separator, ontrack_text *out)
{
    while (**at == separator)
        ++*at;
    if (**at == '\0') return false;
    out->data = *at;
    while (**at != '\0' && **at != separator)
        ++*at;
    out->size = (size_t)(*at - out->data);
    return true;
}

static ontrack__meaning *meaning_of(small_school *school, const code_line *line)
{
    ontrack__code code;
    if (!ontrack__intern_find(&school->dataset->codes, ontrack_text_of(line->code), &code))
        return NULL;
    return &school->meanings.of[line->kind][code];
}

static void give_meanings(small_school *school)
{
    const size_t count = ontrack__interner_count(&school->dataset->codes);
    school->meanings.count = count;
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++) {
        school->meanings.of[kind] = calloc(count, sizeof(ontrack__meaning));
        for (size_t i = 0; i < count; i++)
            school->meanings.of[kind][i].portion = school->meanings.of[kind][i].points = NONE;
    }
    for (size_t i = 0; i < CODE_LINES; i++) {
        ontrack__meaning *meaning = meaning_of(school, &code_lines[i]);
        if (meaning == NULL) continue;
        const char *at = code_lines[i].categories;
        for (ontrack_text word; next_word(&at, ' ', &word);)
            meaning->categories |= category(code_lines[i].kind, word);
        meaning->portion = code_lines[i].portion;
        meaning->points = code_lines[i].points;
        meaning->mapped = true;
    }
}

/* ---- records ---- */

typedef struct words {
    ontrack_text at[MOST_WORDS];
} words;

static ontrack_date date_of(ontrack_text text)
{
    ontrack_date date = ONTRACK_DATE_NONE;
    cr_assert(text.size == 0 || ontrack_date_parse(text, &date), "bad date %.*s", (int)text.size,
              text.data);
    return date;
}

static ontrack_decimal decimal_of(ontrack_text text)
{
    ontrack_decimal decimal = NONE;
    cr_assert(text.size == 0 || ontrack_decimal_parse(text, &decimal), "bad decimal %.*s",
              (int)text.size, text.data);
    return decimal;
}

static int32_t integer_of(ontrack_text text)
{
    int32_t integer = ONTRACK_INTEGER_NONE;
    cr_assert(text.size == 0 || ontrack__text_integer(text, &integer), "bad integer");
    return integer;
}

typedef struct building {
    ontrack_builder *builder;
    char id[16];
} building;

static void push(const building *b, ontrack_table table, const void *record)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_push(b->builder, table, record, &error), ONTRACK_OK, "%s: %s",
                 ontrack_table_name(table), error.message);
}

static void push_student(building *b, const words *w)
{
    ontrack_student_record record = ONTRACK_STUDENT_RECORD_INIT;
    const char *slash = memchr(w->at[1].data, '/', w->at[1].size);
    record.grade_level = w->at[1];
    if (slash != NULL) {
        const size_t size = (size_t)(slash - w->at[1].data);
        snprintf(b->id, sizeof b->id, "%.*s", (int)size, w->at[1].data);
        record.grade_level.data = slash + 1;
        record.grade_level.size = w->at[1].size - size - 1;
    }
    record.student_id = ontrack_text_of(b->id);
    record.school_id = w->at[2];
    record.birth_date = date_of(w->at[3]);
    record.first_grade9_year = integer_of(w->at[4]);
    push(b, ONTRACK_TABLE_STUDENTS, &record);
}

static void push_attribute(building *b, const words *w)
{
    const ontrack_attribute_record record = {ontrack_text_of(b->id), w->at[1], w->at[2]};
    push(b, ONTRACK_TABLE_ATTRIBUTES, &record);
}

static void push_stay(building *b, const words *w)
{
    ontrack_enrollment_record record = ONTRACK_ENROLLMENT_RECORD_INIT;
    record.student_id = ontrack_text_of(b->id);
    record.school_id = w->at[1];
    record.entry_date = date_of(w->at[2]);
    record.exit_date = date_of(w->at[3]);
    push(b, ONTRACK_TABLE_ENROLLMENTS, &record);
}

static void push_day(building *b, const words *w)
{
    ontrack_calendar_record record = ONTRACK_CALENDAR_RECORD_INIT;
    record.school_id = w->at[1];
    record.date = date_of(w->at[2]);
    record.day_type = w->at[3];
    push(b, ONTRACK_TABLE_CALENDAR, &record);
}

/* 1970-01-01 was a Thursday. */
static bool is_weekday(ontrack_date date)
{
    return (date + 3) % 7 < 5;
}

static void push_days(building *b, const words *w)
{
    ontrack_calendar_record record = ONTRACK_CALENDAR_RECORD_INIT;
    record.school_id = w->at[1];
    for (record.date = date_of(w->at[2]); record.date <= date_of(w->at[3]); record.date++)
        if (is_weekday(record.date)) push(b, ONTRACK_TABLE_CALENDAR, &record);
}

static void push_term(building *b, const words *w)
{
    const ontrack_term_record record = {w->at[1], date_of(w->at[3]), date_of(w->at[4]), w->at[2],
                                        w->at[5]};
    push(b, ONTRACK_TABLE_TERMS, &record);
}

static void push_feed(building *b, const words *w)
{
    const ontrack_feed_record record = {w->at[1], date_of(w->at[2]), w->at[3]};
    push(b, ONTRACK_TABLE_FEEDS, &record);
}

static void push_mark(building *b, const words *w)
{
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    record.student_id = ontrack_text_of(b->id);
    record.date = date_of(w->at[1]);
    record.code = w->at[2];
    record.period = w->at[3];
    record.portion = decimal_of(w->at[4]);
    record.minutes = integer_of(w->at[5]);
    push(b, ONTRACK_TABLE_ATTENDANCE, &record);
}

static void push_marks(building *b, const words *w)
{
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    record.student_id = ontrack_text_of(b->id);
    record.code = w->at[1];
    for (record.date = date_of(w->at[2]); record.date <= date_of(w->at[3]); record.date++)
        if (is_weekday(record.date)) push(b, ONTRACK_TABLE_ATTENDANCE, &record);
}

static void push_total(building *b, const words *w)
{
    const ontrack_attendance_totals_record record = {ontrack_text_of(b->id), date_of(w->at[1]),
                                                     decimal_of(w->at[2]),   decimal_of(w->at[3]),
                                                     decimal_of(w->at[4]),   integer_of(w->at[5])};
    push(b, ONTRACK_TABLE_ATTENDANCE_TOTALS, &record);
}

static void push_grade(building *b, const words *w)
{
    ontrack_grade_record record = ONTRACK_GRADE_RECORD_INIT;
    record.student_id = ontrack_text_of(b->id);
    record.course_code = w->at[1];
    record.term = w->at[2];
    record.credits_attempted = decimal_of(w->at[3]);
    record.credits_earned = decimal_of(w->at[4]);
    record.mark = w->at[5];
    record.posted_date = date_of(w->at[6]);
    record.period_mark = w->at[7];
    record.subject = w->at[8];
    push(b, ONTRACK_TABLE_GRADES, &record);
}

static void push_incident(building *b, const words *w)
{
    ontrack_incident_record record = ONTRACK_INCIDENT_RECORD_INIT;
    record.student_id = ontrack_text_of(b->id);
    record.date = date_of(w->at[1]);
    record.code = w->at[2];
    record.incident_id = w->at[3];
    push(b, ONTRACK_TABLE_INCIDENTS, &record);
}

static void push_action(building *b, const words *w)
{
    ontrack_action_record record = ONTRACK_ACTION_RECORD_INIT;
    record.student_id = ontrack_text_of(b->id);
    record.date = date_of(w->at[1]);
    record.code = w->at[2];
    record.days = decimal_of(w->at[3]);
    push(b, ONTRACK_TABLE_ACTIONS, &record);
}

static void push_transition(building *b, const words *w)
{
    ontrack_transition_record record = ONTRACK_TRANSITION_RECORD_INIT;
    record.student_id = ontrack_text_of(b->id);
    record.date = date_of(w->at[1]);
    record.code = w->at[2];
    push(b, ONTRACK_TABLE_TRANSITIONS, &record);
}

static void declare(building *b, const words *w)
{
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (ontrack__text_is(w->at[1], ontrack_table_name((ontrack_table)table)))
            cr_assert_eq(ontrack_builder_declare(b->builder, (ontrack_table)table, NULL),
                         ONTRACK_OK);
}

static const struct {
    const char *word;
    void (*push)(building *b, const words *w);
} line_kinds[] = {
    {"student", push_student}, {"attribute", push_attribute},
    {"stay", push_stay},       {"day", push_day},
    {"days", push_days},       {"term", push_term},
    {"feed", push_feed},       {"mark", push_mark},
    {"marks", push_marks},     {"total", push_total},
    {"grade", push_grade},     {"incident", push_incident},
    {"action", push_action},   {"transition", push_transition},
    {"declare", declare},
};

static void push_line(building *b, ontrack_text line)
{
    char text[200];
    words w;
    memset(&w, 0, sizeof w);
    cr_assert_lt(line.size, sizeof text);
    snprintf(text, sizeof text, "%.*s", (int)line.size, line.data);
    const char *at = text;
    for (size_t i = 0; i < MOST_WORDS && next_word(&at, ' ', &w.at[i]); i++)
        if (ontrack__text_is(w.at[i], "-")) w.at[i].size = 0;
    for (size_t i = 0; i < sizeof line_kinds / sizeof *line_kinds; i++)
        if (ontrack__text_is(w.at[0], line_kinds[i].word)) {
            line_kinds[i].push(b, &w);
            return;
        }
    cr_assert(w.at[0].size == 0, "no such record: %s", text);
}

/* How the records of a question are given once more; the answer must not change. */
typedef enum telling { AS_WRITTEN, REVERSED, TWICE, WITH_THE_FUTURE, TELLINGS } telling;

static const char *const telling_names[TELLINGS] = {"as written", "reversed", "twice",
                                                    "with the future"};

/* Records after the as-of date, for each table that is given, which must change nothing. */
static void push_future(building *b, const ontrack_dataset *dataset, ontrack_date as_of)
{
    static const struct {
        ontrack_table table;
        const char *line; /* %s: the day after */
    } future[] = {
        {ONTRACK_TABLE_ATTENDANCE, "mark %s U"},
        {ONTRACK_TABLE_ATTENDANCE_TOTALS, "total %s 100 90 80 70"},
        {ONTRACK_TABLE_ENROLLMENTS, "stay ELSEWHERE %s"},
        {ONTRACK_TABLE_GRADES, "grade FUTURE - 0.5 0 F %s F ELA"},
        {ONTRACK_TABLE_INCIDENTS, "incident %s FIGHT future"},
        {ONTRACK_TABLE_ACTIONS, "action %s OSS"},
        {ONTRACK_TABLE_TRANSITIONS, "transition %s HOME"},
    };
    char day[ONTRACK_DATE_SIZE], line[100];
    ontrack_date_format(as_of + 1, day);
    for (size_t i = 0; i < sizeof future / sizeof *future; i++) {
        if (!ontrack_dataset_counts(dataset, future[i].table).given) continue;
        snprintf(line, sizeof line, future[i].line, day);
        push_line(b, ontrack_text_of(line));
    }
}

static ontrack_dataset *seal(building *b)
{
    ontrack_dataset *dataset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_seal(b->builder, &dataset, &error), ONTRACK_OK, "%s",
                 error.message);
    return dataset;
}

static ontrack_dataset *tell(const char *records, telling how, ontrack_date as_of)
{
    static ontrack_text lines[MOST_LINES];
    static char owners[MOST_LINES][16];
    size_t count = 0;
    building b = {NULL, "S1"};
    cr_assert_eq(ontrack_builder_new(NULL, &b.builder, NULL), ONTRACK_OK);
    for (const char *at = records; next_word(&at, '\n', &lines[count]); count++) {
        cr_assert_lt(count + 1, (size_t)MOST_LINES);
        push_line(&b, lines[count]);
        snprintf(owners[count], sizeof owners[count], "%s", b.id);
    }
    if (how != AS_WRITTEN) {
        ontrack_dataset *dataset = seal(&b);
        for (size_t i = 0; i < count * (how == TWICE ? 2 : 1); i++) {
            const size_t line = how == REVERSED ? count - 1 - i : i % count;
            memcpy(b.id, owners[line], sizeof b.id);
            push_line(&b, lines[line]);
        }
        memcpy(b.id, "S1", 3);
        if (how == WITH_THE_FUTURE) push_future(&b, dataset, as_of);
        ontrack_dataset_free(dataset);
    }
    ontrack_dataset *dataset = seal(&b);
    ontrack_builder_free(b.builder);
    return dataset;
}

/* ---- options ---- */

static void read_choice(ontrack_code_kind kind, const char *value, ontrack__choice *choice)
{
    for (ontrack_text word; next_word(&value, ',', &word);) {
        const bool except = word.data[0] == '-';
        const ontrack_text name = {word.data + except, word.size - except};
        const ontrack__categories bit = category(kind, name);
        cr_assert(bit != 0, "no such category: %s", value);
        if (except) {
            choice->none |= bit;
        } else {
            choice->any |= bit;
            choice->narrowed = true;
        }
    }
}

static void read_window(const char *value, ontrack__window *window)
{
    static const struct {
        const char *word;
        ontrack__window_kind kind;
    } kinds[] = {{"first:", ONTRACK__WINDOW_FIRST_INSTRUCTIONAL_DAYS},
                 {"last:", ONTRACK__WINDOW_LAST_INSTRUCTIONAL_DAYS},
                 {"calendar:", ONTRACK__WINDOW_LAST_CALENDAR_DAYS},
                 {"term:", ONTRACK__WINDOW_TERM},
                 {"term", ONTRACK__WINDOW_TERM}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const size_t size = strlen(kinds[i].word);
        if (strncmp(value, kinds[i].word, size) != 0) continue;
        window->kind = kinds[i].kind;
        window->days = atoi(value + size);
        window->term = ontrack_text_of(value + size);
        return;
    }
    const ontrack_text from = {value, 10}, to = {value + 12, 10};
    window->kind = ONTRACK__WINDOW_FROM_TO;
    window->from = date_of(from);
    window->to = date_of(to);
}

static ontrack__partial_day read_partial(const char *value)
{
    return strcmp(value, "majority") == 0 ? ONTRACK__PARTIAL_MAJORITY
           : strcmp(value, "any") == 0    ? ONTRACK__PARTIAL_ANY
           : strcmp(value, "whole") == 0  ? ONTRACK__PARTIAL_WHOLE
                                          : ONTRACK__PARTIAL_SHARE;
}

static ontrack_code_kind own_kind(const char *measure)
{
    return measure[0] == 'b'   ? ONTRACK_CODES_INCIDENT
           : measure[0] == 'd' ? ONTRACK_CODES_ACTION
           : measure[0] == 't' ? ONTRACK_CODES_TRANSITION
                               : ONTRACK_CODES_ATTENDANCE;
}

/* `key=value` with a value that ends at its NUL and lives as long as `keep`. */
static void read_option(const char *measure, const char *key, const char *value,
                        ontrack__options *options)
{
    ontrack__choice marks = {false, 0, 0};
    if (strcmp(key, "categories") == 0)
        read_choice(own_kind(measure), value, &options->categories);
    else if (strcmp(key, "subjects") == 0)
        read_choice(ONTRACK_CODES_SUBJECT, value, &options->subjects);
    else if (strcmp(key, "courses") == 0)
        read_choice(ONTRACK_CODES_COURSE, value, &options->courses);
    else if (strcmp(key, "terms") == 0)
        read_choice(ONTRACK_CODES_TERM, value, &options->terms);
    else if (strcmp(key, "marks") == 0)
        read_choice(ONTRACK_CODES_MARK, value, &marks);
    else if (strcmp(key, "window") == 0)
        read_window(value, &options->window);
    else if (strcmp(key, "gap") == 0)
        options->min_gap_days = atoi(value);
    else if (strcmp(key, "required") == 0)
        options->required = decimal_of(ontrack_text_of(value));
    else if (strcmp(key, "course") == 0)
        options->course_credits = decimal_of(ontrack_text_of(value));
    else if (strcmp(key, "future") == 0)
        options->future_term_credits = decimal_of(ontrack_text_of(value));
    else if (strcmp(key, "periods") == 0)
        options->periods_per_day = atoi(value);
    else if (strcmp(key, "partial") == 0)
        options->partial_day = read_partial(value);
    else if (strcmp(key, "span") == 0)
        options->span_days = atoi(value);
    else if (strcmp(key, "above") == 0)
        options->above = decimal_of(ontrack_text_of(value));
    else if (strcmp(key, "at_least") == 0)
        options->at_least = decimal_of(ontrack_text_of(value));
    else if (strcmp(key, "at_most") == 0)
        options->at_most = decimal_of(ontrack_text_of(value));
    else if (strcmp(key, "below") == 0)
        options->below = decimal_of(ontrack_text_of(value));
    else if (strcmp(key, "prior") == 0)
        options->include_prior = true;
    else if (strcmp(key, "erase") == 0)
        options->erase_recovered = true;
    else if (strcmp(key, "by") == 0)
        options->by_semester = true;
    else if (strcmp(key, "each") == 0)
        options->each_repeat = true;
    else if (strcmp(key, "recorded") == 0)
        options->as_recorded = true;
    else if (strcmp(key, "zero") == 0)
        options->without_zero = true;
    else
        cr_assert_fail("no such option: %s", key);
    if (marks.narrowed) options->marks = marks.any;
}

static ontrack__options read_options(const char *measure, const char *text)
{
    static char keep[300];
    ontrack__options options = ontrack__options_default();
    snprintf(keep, sizeof keep, "%s", text == NULL ? "" : text);
    for (char *word = strtok(keep, " "); word != NULL; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');
        if (value != NULL) *value++ = '\0';
        read_option(measure, word, value == NULL ? "" : value, &options);
    }
    return options;
}

/* ---- asking ---- */

static void open_telling(small_school *school, const char *records, telling how, const char *as_of,
                         const char *measure, const char *options)
{
    memset(school, 0, sizeof *school);
    list_categories();
    const ontrack_date day = date_of(ontrack_text_of(as_of));
    school->dataset = tell(records, how, day);
    give_meanings(school);
    school->options = read_options(measure, options);
    cr_assert_eq(ontrack_catalogue_new(NULL, &school->catalogue, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack__notes_new(NULL, &school->notes), ONTRACK_OK);
    ontrack_question *question = &school->question;
    question->student = ontrack_dataset_at(school->dataset, 0);
    question->as_of = day;
    question->year_start = ontrack__year_start(school->dataset->schools, day, 7, 1);
    question->meanings = &school->meanings;
    question->options = &school->options;
    question->notes = school->notes;
    cr_assert_eq(ontrack__notes_begin(school->notes, question->student), ONTRACK_OK);
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++) {
        question->category_names[kind] = names[kind];
        question->category_count[kind] = name_count[kind];
    }
}

void school_open(small_school *school, const char *records, const char *as_of, const char *options)
{
    open_telling(school, records, AS_WRITTEN, as_of, "attendance", options);
}

void school_close(small_school *school)
{
    for (size_t kind = 0; kind < ONTRACK_CODES_COUNT; kind++)
        free(school->meanings.of[kind]);
    ontrack__notes_free(school->notes);
    ontrack_catalogue_free(school->catalogue);
    ontrack_dataset_free(school->dataset);
}

static const ontrack_measure *measure_of(const small_school *school, const char *name)
{
    const ontrack_measure *measure =
        ontrack_catalogue_find(school->catalogue, ontrack_text_of(name));
    cr_assert(measure != NULL, "no such measure: %s", name);
    return measure;
}

static void write_map(const ontrack_value *value, char *text, size_t size)
{
    size_t at = (size_t)snprintf(text, size, "{");
    for (size_t i = 0; i < value->count; i++)
        at += (size_t)snprintf(text + at, size - at, "%s%.*s=%.*s", i == 0 ? "" : ",",
                               (int)value->pairs[i].key.size, value->pairs[i].key.data,
                               (int)value->pairs[i].value.size, value->pairs[i].value.data);
    snprintf(text + at, size - at, "}");
}

/* Ratios are written in lowest terms. */
static void write_answer(const ontrack_value *value, char *text, size_t size)
{
    const ontrack__rational one = {1, 1}, ratio = {value->number, value->denominator};
    ontrack__rational reduced = {0, 1};
    switch (value->kind) {
    case ONTRACK_KIND_UNKNOWN:
        snprintf(text, size, "? %.*s", (int)value->text.size, value->text.data);
        break;
    case ONTRACK_KIND_RATIO:
        cr_assert(ontrack__rational_multiply(ratio, one, &reduced));
        snprintf(text, size, "%lld/%lld", (long long)reduced.numerator,
                 (long long)reduced.denominator);
        break;
    case ONTRACK_KIND_MAP:
        write_map(value, text, size);
        break;
    default:
        ontrack_value_format(value, 4, text, size);
    }
}

/* An expected ratio in lowest terms too. */
static void reduce_expected(const char *answer, char *text, size_t size)
{
    long long top, bottom;
    char end;
    if (sscanf(answer, "%lld/%lld%c", &top, &bottom, &end) != 2) {
        snprintf(text, size, "%s", answer);
        return;
    }
    const ontrack_value ratio = ontrack_value_ratio(top, bottom);
    write_answer(&ratio, text, size);
}

static bool kind_fits(const ontrack_measure *measure, const ontrack_value *value)
{
    static const ontrack_kind kinds[] = {
        [ONTRACK_TYPE_BOOLEAN] = ONTRACK_KIND_BOOLEAN, [ONTRACK_TYPE_COUNT] = ONTRACK_KIND_COUNT,
        [ONTRACK_TYPE_DECIMAL] = ONTRACK_KIND_DECIMAL, [ONTRACK_TYPE_RATIO] = ONTRACK_KIND_RATIO,
        [ONTRACK_TYPE_TEXT] = ONTRACK_KIND_TEXT,       [ONTRACK_TYPE_MAP] = ONTRACK_KIND_MAP};
    return value->kind == ONTRACK_KIND_UNKNOWN || value->kind == kinds[measure->type] ||
           (measure->type == ONTRACK_TYPE_DECIMAL && value->kind == ONTRACK_KIND_RATIO);
}

/* Fails each allocation of the notes once: NO_MEMORY, and then nothing is left behind. */
static void starve(small_school *school, const asked *row, const ontrack_measure *measure)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        ontrack__notes *notes = NULL;
        ontrack_value value;
        memory.calls = 0;
        ontrack_status status = ontrack__notes_new(&allocator, &notes);
        if (status == ONTRACK_OK) status = ontrack__notes_begin(notes, school->question.student);
        school->question.notes = notes;
        if (status == ONTRACK_OK) status = measure->compute(NULL, &school->question, &value);
        const bool failed = memory.calls >= memory.fail_at;
        cr_expect_eq(status, failed ? ONTRACK_NO_MEMORY : ONTRACK_OK, "%s: allocation %zu",
                     row->label, memory.fail_at);
        /* After a failure the notes still serve. */
        if (failed && notes != NULL)
            cr_expect_eq(ontrack__notes_begin(notes, school->question.student), ONTRACK_OK);
        if (failed && notes != NULL)
            cr_expect_eq(measure->compute(NULL, &school->question, &value), ONTRACK_OK);
        ontrack__notes_free(notes);
        cr_expect_eq(memory.live, 0, "%s: %zu blocks live", row->label, memory.live);
        if (!failed) break;
    }
    school->question.notes = school->notes;
}

static void ask(const asked *row, telling how)
{
    small_school school;
    char expected[300], got[300];
    ontrack_value value;
    open_telling(&school, row->records, how, row->as_of, row->measure, row->options);
    if (how == TWICE && school.options.each_repeat) {
        school_close(&school);
        return;
    }
    const ontrack_measure *measure = measure_of(&school, row->measure);
    reduce_expected(row->answer, expected, sizeof expected);
    for (int again = 0; again < 2; again++) {
        cr_assert_eq(measure->compute(NULL, &school.question, &value), ONTRACK_OK);
        write_answer(&value, got, sizeof got);
        cr_expect_str_eq(got, expected, "%s (%s, %s): %s, not %s", row->label, row->measure,
                         telling_names[how], got, expected);
        cr_expect(kind_fits(measure, &value), "%s: a kind of value that is not declared",
                  row->label);
        cr_assert_eq(ontrack__notes_begin(school.notes, school.question.student), ONTRACK_OK);
    }
    if (how == AS_WRITTEN) starve(&school, row, measure);
    school_close(&school);
}

void ask_all(const asked *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (int how = 0; how < TELLINGS; how++)
            ask(&rows[i], (telling)how);
}
