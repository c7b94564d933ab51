/* One object that is asked about student after student: it answers as a run over all of them does,
 * and what was asked before changes nothing. */
#include "support/failing.h"

#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STUDENTS = 12, MOST = 8, MOST_DAYS = 64, LINES = 4000, UNFED = -1 };

static const char rules[] =
    "{\"ontrack\": 1, \"id\": \"base\", \"version\": \"1\","
    " \"levels\": [\"on_track\", \"watch\", \"off_track\"],"
    " \"codes\": {\"attendance\": [{\"match\": \"^A\", \"category\": \"absent\"},"
    "   {\"match\": \"^P\", \"category\": \"present\"}],"
    "  \"incident\": [{\"match\": \"^F\", \"category\": \"fight\"},"
    "   {\"match\": \"^B\", \"category\": \"bullying\"}]},"
    " \"parameters\": {\"bar\": {\"value\": 3, \"about\": \"x\"}},"
    " \"measures\": {\"fights\": {\"measure\": \"behavior.incidents\", \"categories\": "
    "[\"fight\"]},"
    "   \"days\": {\"measure\": \"attendance.days_enrolled\"}},"
    " \"rules\": [{\"id\": \"fights\", \"indicator\": \"behavior\", \"level\": \"watch\","
    "   \"when\": \"fights >= params.bar\", \"because\": \"{fights} fights in {days} days\"},"
    "  {\"id\": \"lasting\", \"indicator\": \"behavior\", \"level\": \"off_track\","
    "   \"when\": \"fights >= 1\", \"for\": 2, \"because\": \"{fights} fights\"},"
    "  {\"id\": \"away\", \"indicator\": \"attendance\", \"level\": \"watch\", \"for\": 2,"
    "   \"when\": \"attendance.days_absent >= 4\","
    "   \"because\": \"{attendance.days_absent} of {attendance.days_enrolled}\"}]}";

static const char overrides[] =
    "{\"ontrack_overrides\": 1, \"id\": \"local\", \"ruleset\": \"base\", \"overrides\": ["
    "{\"id\": \"n\", \"scope\": {\"school\": \"N\"}, \"parameter\": \"bar\", \"value\": 2,"
    " \"reason\": \"x\", \"author\": \"y\", \"from\": \"2025-08-01\", \"until\": \"2026-06-30\"}]}";

static ontrack_text text(const char *string)
{
    return ontrack_text_of(string);
}

static ontrack_date day(int n)
{
    ontrack_date date = ONTRACK_DATE_NONE;
    ontrack_date_make(2025, 8, 13, &date);
    return date + n;
}

/* What a host holds of a student. */
typedef struct held {
    char id[8];
    ontrack_student_record student;
    ontrack_enrollment_record stay;
    ontrack_incident_record incidents[MOST];
    size_t count;
    ontrack_attendance_record days[MOST_DAYS];
    size_t day_count;
} held;

static void hold(held *out, int number)
{
    static const char *const codes[] = {"F1", "B", "F2", "X", "F1"};
    const ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    const ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    snprintf(out->id, sizeof out->id, "s%02d", number);
    out->student = student;
    out->stay = stay;
    out->student.student_id = out->stay.student_id = text(out->id);
    out->student.grade_level = text("9");
    out->student.school_id = out->stay.school_id = text(number % 3 == 0 ? "S" : "N");
    out->stay.entry_date = day(0);
    out->count = (size_t)(number % MOST);
    for (size_t i = 0; i < out->count; i++) {
        const ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
        out->incidents[i] = incident;
        out->incidents[i].student_id = text(out->id);
        out->incidents[i].code = text(codes[((size_t)number + i) % 5]);
        out->incidents[i].date = day(8 * (int)i + number);
    }
    out->day_count = (size_t)(15 + 4 * number);
    for (size_t i = 0; i < out->day_count; i++) {
        const ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
        out->days[i] = mark;
        out->days[i].student_id = text(out->id);
        out->days[i].code = text((7 * i + (size_t)number) % 5 == 0 ? "A" : "P");
        out->days[i].date = day((int)i);
    }
}

static void push_held(ontrack_builder *builder, const held *one)
{
    cr_assert_eq(ontrack_builder_add_student(builder, &one->student, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_add_enrollment(builder, &one->stay, NULL), ONTRACK_OK);
    for (size_t i = 0; i < one->count; i++)
        cr_assert_eq(ontrack_builder_add_incident(builder, &one->incidents[i], NULL), ONTRACK_OK);
    for (size_t i = 0; i < one->day_count; i++)
        cr_assert_eq(ontrack_builder_add_attendance(builder, &one->days[i], NULL), ONTRACK_OK);
}

/* Terms of one name end on other days at other schools. */
static void add_terms(ontrack_builder *builder)
{
    static const struct {
        const char *school, *term;
        int start, end;
    } lines[] = {{"N", "S0", 0, 80}, {"N", "S1", 1, 90}, {"N", "S2", 41, 90}, {"N", "S3", 20, 70},
                 {"S", "S1", 0, 70}, {"S", "S0", 5, 45}, {"Z1", "S3", 0, 30}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        ontrack_term_record line = ONTRACK_TERM_RECORD_INIT;
        line.school_id = text(lines[i].school);
        line.term = text(lines[i].term);
        line.kind = text("semester");
        line.start_date = day(lines[i].start);
        line.end_date = day(lines[i].end);
        cr_assert_eq(ontrack_builder_add_term(builder, &line, NULL), ONTRACK_OK);
    }
}

/* The schools, with all students or none; feeds reach as far as the day `fed`. */
static ontrack_dataset *sealed_until(bool students, int fed)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    for (int n = 0; n < 100; n++) {
        ontrack_calendar_record line = ONTRACK_CALENDAR_RECORD_INIT;
        line.date = day(n);
        line.school_id = text(n % 4 == 0 ? "N" : "");
        line.day_type = text(n % 4 == 0 ? "closed" : "instructional");
        cr_assert_eq(ontrack_builder_add_calendar(builder, &line, NULL), ONTRACK_OK);
    }
    add_terms(builder);
    const ontrack_feed_record feed = {text("attendance"), day(fed), {NULL, 0}};
    if (fed != UNFED) cr_assert_eq(ontrack_builder_add_feed(builder, &feed, NULL), ONTRACK_OK);
    for (int number = 0; students && number < STUDENTS; number++) {
        held one;
        hold(&one, number);
        push_held(builder, &one);
    }
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

static ontrack_dataset *sealed(bool students)
{
    return sealed_until(students, 90);
}

static ontrack_ruleset *loaded(void)
{
    const ontrack_override_document given = {text(overrides), "local"};
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    options.overrides = &given;
    options.override_count = 1;
    cr_assert_eq(ontrack_ruleset_load(text(rules), &options, &ruleset, &error), ONTRACK_OK,
                 "%s%s: %s", error.source, error.path, error.message);
    return ruleset;
}

/* A line for each result: who, status, each rule's outcome and words, the status before. */
static ontrack_status tell(void *user, const ontrack_result *result)
{
    char *out = user;
    const ontrack_text id = ontrack_result_text(result, ONTRACK_RESULT_STUDENT_ID);
    const ontrack_result *since = ontrack_result_since(result);
    size_t used = strlen(out);
    used += (size_t)snprintf(out + used, LINES - used, "%.*s %d %d", (int)id.size, id.data,
                             ontrack_result_status(result),
                             since == NULL ? -9 : ontrack_result_status(since));
    for (size_t i = 0; i < ontrack_ruleset_rule_count(ontrack_result_ruleset(result)); i++) {
        const ontrack_rule_result *rule = ontrack_result_rule(result, i);
        used += (size_t)snprintf(out + used, LINES - used, ", %d %s %s", (int)rule->outcome,
                                 rule->message, rule->why);
    }
    snprintf(out + used, LINES - used, "\n");
    return ONTRACK_OK;
}

static ontrack_status ask(ontrack_live *live, int number, bool backwards, char *out,
                          ontrack_error *error)
{
    held one;
    hold(&one, number);
    for (size_t i = 0; backwards && i < one.count / 2; i++) {
        const ontrack_incident_record swapped = one.incidents[i];
        one.incidents[i] = one.incidents[one.count - 1 - i];
        one.incidents[one.count - 1 - i] = swapped;
    }
    const ontrack_records tables[] = {{ONTRACK_TABLE_INCIDENTS, one.incidents, one.count},
                                      {ONTRACK_TABLE_ENROLLMENTS, &one.stay, 1},
                                      {ONTRACK_TABLE_ATTENDANCE, one.days, one.day_count},
                                      {ONTRACK_TABLE_STUDENTS, &one.student, 1}};
    const ontrack_sink sink = {tell, out};
    return ontrack_live_evaluate(live, tables, 4, &sink, error);
}

static const struct {
    const char *label, *where;
    int as_of, since, fed;
    bool beside; /* the schools are those of all students, whose rows tell how far all is known */
} asked[] = {
    {"a day", NULL, 60, 0, 90, false},
    {"and one before", NULL, 60, 30, 90, false},
    {"filtered", "fights >= 2", 60, 20, 90, false},
    {"early", NULL, 9, 2, 90, false},
    {"beside all students", NULL, 60, 30, 90, true},
    {"known by rows alone", NULL, 70, 40, UNFED, true},
    {"known until between the days", NULL, 80, 20, UNFED, true},
    {"known until before both days", NULL, 90, 75, UNFED, true},
    {"feeds end before the rows", NULL, 70, 50, 10, true},
    {"feeds end behind the rows", NULL, 90, 66, 65, true},
};

Test(live, answers_as_a_run_over_all)
{
    ontrack_ruleset *ruleset = loaded();
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        ontrack_dataset *all = sealed_until(true, asked[i].fed);
        ontrack_dataset *schools = sealed_until(asked[i].beside, asked[i].fed);
        ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_evaluator *evaluator = NULL;
        ontrack_live *live = NULL;
        char expected[LINES] = "", forwards[LINES] = "", again[LINES] = "";
        const ontrack_sink sink = {tell, expected};
        options.where = asked[i].where;
        options.as_of = day(asked[i].as_of);
        if (asked[i].since > 0) options.since = day(asked[i].since);
        cr_assert_eq(ontrack_evaluator_new(ruleset, all, &options, &evaluator, &error), ONTRACK_OK,
                     "%s: %s", asked[i].label, error.message);
        cr_assert_eq(ontrack_evaluator_run(evaluator, 0, STUDENTS, &sink, &error), ONTRACK_OK);
        cr_assert_eq(ontrack_live_new(ruleset, schools, &options, &live, &error), ONTRACK_OK);
        for (int number = 0; number < STUDENTS; number++)
            cr_assert_eq(ask(live, number, false, forwards, &error), ONTRACK_OK, "%s: %s",
                         asked[i].label, error.message);
        for (int number = 0; number < STUDENTS; number++) {
            char unseen[LINES] = "";
            cr_assert_eq(ask(live, STUDENTS - 1 - number, false, unseen, &error), ONTRACK_OK);
            cr_assert_eq(ask(live, number, true, again, &error), ONTRACK_OK);
        }
        cr_expect_neq(strlen(expected), 0, "%s", asked[i].label);
        cr_expect_str_eq(forwards, expected, "%s", asked[i].label);
        cr_expect_str_eq(again, expected, "%s, again", asked[i].label);
        ontrack_live_free(live);
        ontrack_evaluator_free(evaluator);
        ontrack_dataset_free(schools);
        ontrack_dataset_free(all);
    }
    ontrack_ruleset_free(ruleset);
}

/* Days with more marks than are kept from day to day, `alike` rows after each other saying the
 * same, and rows of somebody else among them: the same rate as from a dataset of all these rows. */
static void expect_the_same_rate(int alike, const char *enrolled)
{
    static const char rate[] =
        "{\"ontrack\": 1, \"id\": \"rate\", \"version\": \"1\","
        " \"levels\": [\"clear\", \"flagged\"],"
        " \"codes\": {\"attendance\": [{\"match\": \"^A\", \"category\": \"absent\"},"
        "   {\"match\": \"^P\", \"category\": \"present\"}]},"
        " \"rules\": [{\"id\": \"fights\", \"indicator\": \"attendance\", \"level\": \"flagged\","
        "   \"when\": \"attendance.days_absent >= 0\","
        "   \"because\": \"{attendance.days_absent} of {attendance.days_enrolled}\"},"
        "  {\"id\": \"lasting\", \"indicator\": \"attendance\", \"level\": \"flagged\","
        "   \"when\": \"attendance.tardies > 0\", \"because\": \"late\"}]}";
    enum { ROWS = 60 };
    char codes[ROWS][8];
    ontrack_attendance_record rows[ROWS];
    held one;
    hold(&one, 5);
    for (int i = 0; i < ROWS; i++) {
        const ontrack_attendance_record row = ONTRACK_ATTENDANCE_RECORD_INIT;
        const int said = i / alike;
        snprintf(codes[i], sizeof codes[i], "%c%d", said % 5 == 0 ? 'A' : 'P', said % 23);
        rows[i] = row;
        rows[i].student_id = text(said % 7 == 3 ? "another" : one.id);
        rows[i].code = text(codes[i]);
        rows[i].date = day(i / 2);
        rows[i].portion = said % 11 == 0 ? ONTRACK_DECIMAL_ONE / 2 : ONTRACK_DECIMAL_NONE;
    }
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_evaluator *evaluator = NULL;
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    char expected[LINES] = "", told[LINES] = "";
    const ontrack_sink sink = {tell, expected}, live_sink = {tell, told};
    const ontrack_records tables[] = {{ONTRACK_TABLE_ATTENDANCE, rows, ROWS},
                                      {ONTRACK_TABLE_STUDENTS, &one.student, 1}};
    options.as_of = day(60);
    cr_assert_eq(ontrack_ruleset_load(text(rate), NULL, &ruleset, &error), ONTRACK_OK, "%s",
                 error.message);
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_add_student(builder, &one.student, NULL), ONTRACK_OK);
    for (int i = ROWS; i > 0; i--)
        cr_assert_eq(ontrack_builder_add_attendance(builder, &rows[i - 1], NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_evaluator_new(ruleset, dataset, &options, &evaluator, &error), ONTRACK_OK);
    cr_assert_eq(ontrack_evaluator_run(evaluator, 0, 1, &sink, &error), ONTRACK_OK);
    cr_assert_eq(ontrack_evaluate_records(ruleset, NULL, tables, 2, &options, &live_sink, &error),
                 ONTRACK_OK, "%s", error.message);
    cr_expect_str_eq(told, expected, "%d alike", alike);
    cr_expect_not_null(strstr(told, enrolled), "%d alike: %s", alike, told);
    rows[ROWS - 1].date = INT32_MAX;
    cr_expect_eq(ontrack_evaluate_records(ruleset, NULL, tables, 2, &options, NULL, &error),
                 ONTRACK_INVALID_DATA, "%d alike", alike);
    ontrack_evaluator_free(evaluator);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    ontrack_ruleset_free(ruleset);
}

Test(live, marks_of_many_kinds_and_of_others)
{
    expect_the_same_rate(1, " of 30");
}

Test(live, marks_that_say_what_the_one_before_said)
{
    expect_the_same_rate(9, " of 26");
}

/* ---- whoever was asked about before ---- */

/* Records of a student whose texts come from a sequence: some are many students', some are new with
 * every question; one student in four has codes that nobody had before. */
typedef struct stranger {
    char id[16], school[16], other_school[16], course[4][24], term[2][8], code[3][16], name[24];
    ontrack_student_record student;
    ontrack_enrollment_record stays[2];
    ontrack_attendance_record days[40];
    ontrack_grade_record grades[6];
    ontrack_incident_record incidents[3];
} stranger;

static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

static void make_texts(stranger *out, unsigned *seed, int number)
{
    static const char *const codes[] = {"A", "P", "T", "AU", "PX"};
    const unsigned schools = number % 4 == 0 ? 50 : 3, courses = number % 4 == 0 ? 100000 : 5;
    snprintf(out->id, sizeof out->id, "id%u", draw(seed, 1000000));
    snprintf(out->school, sizeof out->school, draw(seed, 4) == 0 ? "own%u" : "N",
             draw(seed, schools));
    snprintf(out->other_school, sizeof out->other_school, draw(seed, 2) == 0 ? "S" : "Z%u",
             draw(seed, 2));
    snprintf(out->name, sizeof out->name, "%c%u", (char)('a' + number % 26), draw(seed, 99999));
    for (size_t i = 0; i < 4; i++)
        snprintf(out->course[i], sizeof out->course[i], "%c-%u", "MEXQ"[draw(seed, 4)],
                 draw(seed, draw(seed, 3) == 0 ? courses : 5));
    for (size_t i = 0; i < 2; i++)
        snprintf(out->term[i], sizeof out->term[i], "S%u", draw(seed, 4));
    for (size_t i = 0; i < 3; i++)
        snprintf(out->code[i], sizeof out->code[i], "%s", codes[draw(seed, 5)]);
}

static void make_stranger(stranger *out, int number)
{
    unsigned seed = (unsigned)number * 7919u + 17u;
    const ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    const ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    const ontrack_attendance_record day_of = ONTRACK_ATTENDANCE_RECORD_INIT;
    const ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
    const ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
    make_texts(out, &seed, number);
    out->student = student;
    out->student.student_id = text(out->id);
    out->student.school_id = text(out->school);
    out->student.grade_level = text(draw(&seed, 5) == 0 ? "10" : "9");
    out->student.last_name = text(out->name);
    for (size_t i = 0; i < 2; i++) {
        out->stays[i] = stay;
        out->stays[i].student_id = text(out->id);
        out->stays[i].school_id = text(i == 0 ? out->school : out->other_school);
        out->stays[i].entry_date = day((int)(i * 30));
        if (i == 0) out->stays[i].exit_date = day(29);
    }
    for (size_t i = 0; i < 40; i++) {
        out->days[i] = day_of;
        out->days[i].student_id = text(draw(&seed, 30) == 0 ? "somebody" : out->id);
        out->days[i].code = text(out->code[draw(&seed, 3)]);
        out->days[i].date = day((int)draw(&seed, 70));
    }
    for (size_t i = 0; i < 6; i++) {
        out->grades[i] = grade;
        out->grades[i].student_id = text(out->id);
        out->grades[i].course_code = text(out->course[draw(&seed, 4)]);
        out->grades[i].term = text(out->term[draw(&seed, 2)]);
        out->grades[i].course_title = text(out->course[draw(&seed, 4)]);
        out->grades[i].mark = text(draw(&seed, 3) == 0 ? "F" : "A");
        out->grades[i].credits_attempted = ONTRACK_DECIMAL_ONE / 2;
        out->grades[i].credits_earned = draw(&seed, 3) == 0 ? 0 : ONTRACK_DECIMAL_ONE / 2;
        if (draw(&seed, 2) == 0) out->grades[i].posted_date = day((int)draw(&seed, 60));
    }
    for (size_t i = 0; i < 3; i++) {
        out->incidents[i] = incident;
        out->incidents[i].student_id = text(out->id);
        out->incidents[i].code = text(draw(&seed, 2) == 0 ? "F1" : out->course[i]);
        out->incidents[i].date = day((int)draw(&seed, 60));
    }
}

/* A host's measure that asks about codes which are other students': it must not know them. */
static ontrack_status count_known(void *user, const ontrack_question *question, ontrack_value *out)
{
    static const char *const codes[] = {"A", "P", "T", "AU", "PX"};
    int64_t known = 0;
    (void)user;
    for (size_t i = 0; i < 5; i++) {
        const ontrack_text code = text(codes[i]);
        known = known * 3 +
                ontrack_question_is(question, ONTRACK_CODES_ATTENDANCE, code, "absent") +
                2 * ontrack_question_is(question, ONTRACK_CODES_ATTENDANCE, code, "present");
    }
    *out = ontrack_value_count(known);
    return ONTRACK_OK;
}

static const char all_rules[] =
    "{\"ontrack\": 1, \"id\": \"all\", \"version\": \"1\", \"applies_to\": "
    "\"student.grade_level == '09'\","
    " \"levels\": [\"clear\", \"flagged\"],"
    " \"codes\": {\"attendance\": [{\"match\": \"^A\", \"category\": \"absent\"},"
    "   {\"match\": \"^P\", \"category\": \"present\"}, {\"match\": \"^T\", \"category\": "
    "[\"present\", \"tardy\"]}],"
    "  \"mark\": [{\"match\": \"^F\", \"category\": \"failing\"}, {\"match\": \".\", \"category\": "
    "\"passing\"}],"
    "  \"incident\": [{\"match\": \"^F\", \"category\": \"fight\"}]},"
    " \"rules\": [{\"id\": \"days\", \"indicator\": \"attendance\", \"level\": \"flagged\","
    "   \"when\": \"attendance.days_absent >= 0 && host.known >= 0\", \"because\": \"{host.known}: "
    "{attendance.days_absent} of {attendance.days_enrolled}, {attendance.tardies}, "
    "{behavior.incidents}\"},"
    "  {\"id\": \"lasting\", \"indicator\": \"credits\", \"level\": \"flagged\", \"for\": 2,"
    "   \"when\": \"credits.earned >= 0.5\", \"because\": \"{credits.earned} of "
    "{credits.attempted}, {credits.failures}, {student.school_id}\"}]}";

static ontrack_ruleset *load_all(ontrack_catalogue **catalogue)
{
    ontrack_measure measure = ONTRACK_MEASURE_INIT;
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    measure.name = "host.known";
    measure.compute = count_known;
    cr_assert_eq(ontrack_catalogue_new(NULL, catalogue, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_catalogue_add(*catalogue, &measure, NULL), ONTRACK_OK);
    options.catalogue = *catalogue;
    cr_assert_eq(ontrack_ruleset_load(text(all_rules), &options, &ruleset, &error), ONTRACK_OK,
                 "%s: %s", error.path, error.message);
    return ruleset;
}

static ontrack_status ask_stranger(ontrack_live *live, int number, bool apart, char *out)
{
    stranger one;
    make_stranger(&one, number);
    /* A shared table without a line says nothing, but the whole way is taken. */
    const ontrack_records tables[] = {
        {ONTRACK_TABLE_ATTENDANCE, one.days, 40},    {ONTRACK_TABLE_GRADES, one.grades, 6},
        {ONTRACK_TABLE_STUDENTS, &one.student, 1},   {ONTRACK_TABLE_ENROLLMENTS, one.stays, 2},
        {ONTRACK_TABLE_INCIDENTS, one.incidents, 3}, {ONTRACK_TABLE_CALENDAR, NULL, 0}};
    const ontrack_sink sink = {tell, out};
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack_live_evaluate(live, tables, apart ? 6 : 5, &sink, &error);
    cr_assert(status == ONTRACK_OK || strlen(error.message) > 0);
    return status;
}

/* A question that fails once its codes have been seen. */
static void ask_wrongly(ontrack_live *live, int number)
{
    stranger one;
    make_stranger(&one, number);
    one.grades[5].credits_attempted = -1;
    const ontrack_records tables[] = {{ONTRACK_TABLE_STUDENTS, &one.student, 1},
                                      {ONTRACK_TABLE_GRADES, one.grades, 6}};
    cr_assert_eq(ontrack_live_evaluate(live, tables, 2, NULL, NULL), ONTRACK_INVALID_DATA);
}

/* One object that is asked about strangers in any order, with mistakes between them, against one
 * made for each, which takes both ways. */
static void expect_the_same(const ontrack_evaluate_options *options, int fed, const char *label,
                            int count)
{
    ontrack_catalogue *catalogue = NULL;
    ontrack_dataset *schools = sealed_until(false, fed);
    ontrack_ruleset *ruleset = load_all(&catalogue);
    ontrack_live *live = NULL;
    unsigned seed = 5;
    cr_assert_eq(ontrack_live_new(ruleset, schools, options, &live, NULL), ONTRACK_OK);
    for (int i = 0; i < count; i++) {
        const int number = (int)draw(&seed, 200);
        char kept[LINES] = "", fresh[LINES] = "", whole[LINES] = "";
        ontrack_live *once = NULL;
        if (draw(&seed, 10) == 0) ask_wrongly(live, number + 1000);
        cr_assert_eq(ontrack_live_new(ruleset, schools, options, &once, NULL), ONTRACK_OK);
        const ontrack_status status = ask_stranger(live, number, false, kept);
        cr_assert_eq(ask_stranger(once, number, false, fresh), status, "%s %d", label, number);
        cr_assert_eq(ask_stranger(once, number, true, whole), status, "%s %d", label, number);
        cr_assert_str_eq(kept, fresh, "%s: student %d", label, number);
        cr_assert_str_eq(kept, whole, "%s: student %d, whole", label, number);
        ontrack_live_free(once);
    }
    ontrack_live_free(live);
    ontrack_ruleset_free(ruleset);
    ontrack_catalogue_free(catalogue);
    ontrack_dataset_free(schools);
}

Test(live, no_answer_depends_on_who_was_asked_about_before)
{
    static const struct {
        const char *label, *where;
        int as_of, since, fed;
    } cases[] = {
        {"a day", NULL, 60, 0, 90},
        {"a day before", NULL, 60, 25, 90},
        {"their own last days", NULL, -1, 0, 90},
        {"a condition", "behavior.incidents > 0", 50, 0, 90},
        {"known by their own rows alone", NULL, 90, 40, UNFED},
        {"and by feeds that end before", NULL, 90, 66, 35},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
        options.where = cases[i].where;
        if (cases[i].as_of >= 0) options.as_of = day(cases[i].as_of);
        if (cases[i].since > 0) options.since = day(cases[i].since);
        expect_the_same(&options, cases[i].fed, cases[i].label, 150);
    }
}

/* Codes that are as long as they may be fill what is kept: it begins anew, and memory is bounded.
 */
Test(live, what_is_kept_is_bounded)
{
    enum { LONG = 1 << 20, QUESTIONS = 12, BOUND = 10 };
    ontrack_dataset *schools = sealed(false);
    ontrack_ruleset *ruleset = loaded();
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_live *live = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    char before[LINES] = "", *code = malloc(LONG);
    cr_assert_not_null(code);
    memset(code, 'c', LONG);
    options.allocator = &allocator;
    options.as_of = day(60);
    cr_assert_eq(ontrack_live_new(ruleset, schools, &options, &live, NULL), ONTRACK_OK);
    cr_assert_eq(ask(live, 7, false, before, &error), ONTRACK_OK);
    for (int i = 0; i < QUESTIONS; i++) {
        char after[LINES] = "";
        held one;
        hold(&one, 7);
        code[0] = (char)('a' + i);
        one.incidents[0].code = (ontrack_text){code, LONG};
        const ontrack_records tables[] = {{ONTRACK_TABLE_INCIDENTS, one.incidents, one.count},
                                          {ONTRACK_TABLE_STUDENTS, &one.student, 1}};
        cr_assert_eq(ontrack_live_evaluate(live, tables, 2, NULL, &error), ONTRACK_OK, "%s",
                     error.message);
        cr_assert_eq(ask(live, 7, false, after, &error), ONTRACK_OK);
        cr_expect_str_eq(after, before, "question %d", i);
        cr_expect_lt(memory.bytes, (size_t)BOUND * LONG, "question %d", i);
    }
    ontrack_live_free(live);
    cr_expect_eq(memory.live, 0);
    free(code);
    ontrack_ruleset_free(ruleset);
    ontrack_dataset_free(schools);
}

Test(live, an_error_leaves_it_as_it_was)
{
    ontrack_dataset *schools = sealed(false);
    ontrack_ruleset *ruleset = loaded();
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_live *live = NULL;
    char before[LINES] = "", after[LINES] = "";
    const ontrack_student_record nobody = ONTRACK_STUDENT_RECORD_INIT;
    const ontrack_records none = {ONTRACK_TABLE_STUDENTS, &nobody, 1};
    cr_assert_eq(ontrack_live_new(ruleset, schools, NULL, &live, &error), ONTRACK_OK);
    cr_assert_eq(ask(live, 7, false, before, &error), ONTRACK_OK, "%s", error.message);
    cr_expect_eq(ontrack_live_evaluate(live, NULL, 0, NULL, &error), ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_live_evaluate(live, &none, 1, NULL, &error), ONTRACK_INVALID_DATA);
    cr_assert_eq(ask(live, 7, false, after, &error), ONTRACK_OK, "%s", error.message);
    cr_expect_str_eq(after, before);
    ontrack_live_free(live);
    ontrack_ruleset_free(ruleset);
    ontrack_dataset_free(schools);
}

Test(live, options_of_a_wrong_size)
{
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_ruleset *ruleset = loaded();
    ontrack_live *live = NULL;
    options.struct_size = 1;
    cr_expect_eq(ontrack_live_new(ruleset, NULL, &options, &live, NULL), ONTRACK_INVALID_ARGUMENT);
    cr_expect_null(live);
    ontrack_live_free(NULL);
    ontrack_ruleset_free(ruleset);
}

/* Whichever allocation fails, nothing is lost, and the next question is answered. */
Test(live, memory_runs_out)
{
    ontrack_dataset *schools = sealed(false);
    ontrack_ruleset *ruleset = loaded();
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    options.allocator = &allocator;
    options.as_of = day(60);
    options.since = day(30);
    for (size_t fail_at = 1;; fail_at++) {
        ontrack_live *live = NULL;
        char out[LINES] = "", again[LINES] = "";
        memory.calls = 0;
        memory.fail_at = fail_at;
        ontrack_status status = ontrack_live_new(ruleset, schools, &options, &live, &error);
        if (status == ONTRACK_OK) status = ask(live, 7, false, out, &error);
        const bool failed = memory.calls >= fail_at;
        memory.fail_at = 0;
        cr_assert(!failed || status == ONTRACK_NO_MEMORY, "call %zu: %d", fail_at, (int)status);
        if (live != NULL) {
            cr_assert_eq(ask(live, 7, false, again, &error), ONTRACK_OK, "call %zu", fail_at);
            cr_assert_neq(strlen(again), 0);
        }
        ontrack_live_free(live);
        cr_assert_eq(memory.live, 0, "call %zu: %zu blocks", fail_at, memory.live);
        if (!failed) break;
    }
    ontrack_ruleset_free(ruleset);
    ontrack_dataset_free(schools);
}
