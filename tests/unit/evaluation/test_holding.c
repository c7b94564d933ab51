/* Rules that must hold on several weekly as-of dates. */
#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <string.h>

/* What the dataset of a test holds, all of the one student s1 at the school N. */
typedef struct facts {
    const char *incidents[4]; /* days */
    const char *totals;       /* 10 of 20 days absent, known through that day */
    const char *attendance;   /* days on which another student of the school is absent */
} facts;

typedef struct seen {
    ontrack_outcome outcome;
    char since[ONTRACK_DATE_SIZE];
    char why[200];
    int taken;
} seen;

static ontrack_date day(const char *text)
{
    ontrack_date date = ONTRACK_DATE_NONE;
    cr_assert(ontrack_date_parse(ontrack_text_of(text), &date), "%s", text);
    return date;
}

static ontrack_text text(const char *string)
{
    return ontrack_text_of(string);
}

static void push(ontrack_builder *builder, ontrack_table table, const void *record)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_push(builder, table, record, &error), ONTRACK_OK, "%s",
                 error.message);
}

static void push_student(ontrack_builder *builder, const char *id)
{
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    student.student_id = stay.student_id = text(id);
    student.grade_level = text("9");
    student.school_id = stay.school_id = text("N");
    stay.entry_date = day("2025-08-13");
    push(builder, ONTRACK_TABLE_STUDENTS, &student);
    push(builder, ONTRACK_TABLE_ENROLLMENTS, &stay);
}

/* "2025-09-26 2025-10-02" */
static void push_attendance(ontrack_builder *builder, const char *days)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_builder_declare(builder, ONTRACK_TABLE_ATTENDANCE, &error);
    for (; days != NULL && strlen(days) >= 10; days += strlen(days) > 10 ? 11 : 10) {
        ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
        char date[ONTRACK_DATE_SIZE];
        snprintf(date, sizeof date, "%.10s", days);
        mark.student_id = text("s2");
        mark.code = text("A");
        mark.date = day(date);
        push(builder, ONTRACK_TABLE_ATTENDANCE, &mark);
    }
}

static void push_weekdays(ontrack_builder *builder)
{
    for (ontrack_date date = day("2025-08-13"); date <= day("2026-05-22"); date++) {
        ontrack_calendar_record line = ONTRACK_CALENDAR_RECORD_INIT;
        if ((date + 3) % 7 >= 5) continue; /* 1970-01-01 was a Thursday */
        line.date = date;
        push(builder, ONTRACK_TABLE_CALENDAR, &line);
    }
}

static ontrack_dataset *dataset_of(const facts *given)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, &error), ONTRACK_OK);
    push_student(builder, "s1");
    ontrack_builder_declare(builder, ONTRACK_TABLE_INCIDENTS, &error);
    for (size_t i = 0; i < 4 && given->incidents[i] != NULL; i++) {
        ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
        incident.student_id = text("s1");
        incident.code = text("X");
        incident.date = day(given->incidents[i]);
        push(builder, ONTRACK_TABLE_INCIDENTS, &incident);
    }
    if (given->totals != NULL) {
        ontrack_attendance_totals_record totals = ONTRACK_ATTENDANCE_TOTALS_RECORD_INIT;
        totals.student_id = text("s1");
        totals.through_date = day(given->totals);
        totals.days_enrolled = 20 * ONTRACK_DECIMAL_ONE;
        totals.days_absent = 10 * ONTRACK_DECIMAL_ONE;
        push(builder, ONTRACK_TABLE_ATTENDANCE_TOTALS, &totals);
    }
    if (given->attendance != NULL) {
        push_student(builder, "s2");
        push_attendance(builder, given->attendance);
        push_weekdays(builder);
    }
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, &error), ONTRACK_OK, "%s", error.message);
    ontrack_builder_free(builder);
    return dataset;
}

static ontrack_ruleset *rules_of(const char *when, const char *more)
{
    char json[800];
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    snprintf(json, sizeof json,
             "{\"ontrack\": 1, \"id\": \"h\", \"version\": \"1\", \"levels\": [\"good\", \"bad\"],"
             " \"parameters\": {\"weeks\": {\"value\": 2}},"
             " \"codes\": {\"attendance\": [{\"match\": \"A\", \"category\": \"absent\"}]},"
             " \"rules\": [{\"id\": \"r\", \"indicator\": \"behavior\", \"level\": \"bad\","
             " \"when\": \"%s\", \"because\": \"so\"%s}]}",
             when, more);
    cr_assert_eq(ontrack_ruleset_load(text(json), NULL, &ruleset, &error), ONTRACK_OK, "%s %s",
                 error.path, error.message);
    return ruleset;
}

static ontrack_status see(void *user, const ontrack_result *result)
{
    seen *out = user;
    const ontrack_rule_result *rule = ontrack_result_rule(result, 0);
    if (strncmp(ontrack_result_text(result, ONTRACK_RESULT_STUDENT_ID).data, "s1", 2) != 0)
        return ONTRACK_OK;
    out->outcome = rule->outcome;
    ontrack_date_format(rule->held_since, out->since);
    snprintf(out->why, sizeof out->why, "%s", rule->why);
    out->taken++;
    return ONTRACK_OK;
}

static seen evaluate(const facts *given, const ontrack_ruleset *ruleset, const char *as_of)
{
    seen out = {0};
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_dataset *dataset = dataset_of(given);
    ontrack_evaluator *evaluator = NULL;
    const ontrack_sink sink = {see, &out};
    options.as_of = day(as_of);
    cr_assert_eq(ontrack_evaluator_new(ruleset, dataset, &options, &evaluator, &error), ONTRACK_OK);
    cr_assert_eq(ontrack_evaluator_run(evaluator, 0, 2, &sink, &error), ONTRACK_OK);
    cr_assert_eq(out.taken, 1);
    ontrack_evaluator_free(evaluator);
    ontrack_dataset_free(dataset);
    return out;
}

static const char incident_rule[] = "behavior.incidents >= 1";
static const char absence_rule[] = "behavior.incidents >= 1 && attendance.rate < 0.9";

static const struct {
    const char *label, *when, *more;
    facts given;
    const char *as_of;
    ontrack_outcome outcome;
    const char *since, *why;
} rows[] = {
    {"one date is as none",
     incident_rule,
     ", \"for\": 1",
     {{"2025-10-01"}, NULL, NULL},
     "2025-10-01",
     ONTRACK_OUTCOME_FIRED,
     "",
     ""},
    {"the first day",
     incident_rule,
     ", \"for\": 3",
     {{"2025-10-01"}, NULL, NULL},
     "2025-10-01",
     ONTRACK_OUTCOME_CLEAR,
     "2025-10-01",
     ""},
    {"a week later",
     incident_rule,
     ", \"for\": 3",
     {{"2025-10-01"}, NULL, NULL},
     "2025-10-08",
     ONTRACK_OUTCOME_CLEAR,
     "2025-10-01",
     ""},
    {"13 days later",
     incident_rule,
     ", \"for\": 3",
     {{"2025-10-01"}, NULL, NULL},
     "2025-10-14",
     ONTRACK_OUTCOME_CLEAR,
     "2025-10-07",
     ""},
    {"14 days later",
     incident_rule,
     ", \"for\": 3",
     {{"2025-10-01"}, NULL, NULL},
     "2025-10-15",
     ONTRACK_OUTCOME_FIRED,
     "2025-10-01",
     ""},
    {"it does not hold now",
     incident_rule,
     ", \"for\": 3",
     {{NULL}, NULL, NULL},
     "2025-10-15",
     ONTRACK_OUTCOME_CLEAR,
     "",
     ""},
    {"a parameter says how long",
     incident_rule,
     ", \"for\": \"params.weeks\"",
     {{"2025-10-01"}, NULL, NULL},
     "2025-10-07",
     ONTRACK_OUTCOME_CLEAR,
     "2025-10-07",
     ""},
    {"a parameter says how long, and it is",
     incident_rule,
     ", \"for\": \"params.weeks\"",
     {{"2025-10-01"}, NULL, NULL},
     "2025-10-08",
     ONTRACK_OUTCOME_FIRED,
     "2025-10-01",
     ""},
    {"the year's first day is looked at",
     incident_rule,
     ", \"for\": 2",
     {{"2025-07-01"}, NULL, NULL},
     "2025-07-08",
     ONTRACK_OUTCOME_FIRED,
     "2025-07-01",
     ""},
    {"the day before the year is not",
     incident_rule,
     ", \"for\": 2",
     {{"2025-07-01"}, NULL, NULL},
     "2025-07-07",
     ONTRACK_OUTCOME_UNKNOWN,
     "2025-07-07",
     "on 2025-06-30: the school year had not begun"},
    {"unknown on an earlier date",
     absence_rule,
     ", \"for\": 2",
     {{"2025-10-01"}, "2025-10-08", NULL},
     "2025-10-08",
     ONTRACK_OUTCOME_UNKNOWN,
     "2025-10-08",
     "on 2025-10-01: attendance.rate: "},
    {"unknown on one, false on another",
     absence_rule,
     ", \"for\": 3",
     {{"2025-10-01"}, "2025-10-08", NULL},
     "2025-10-08",
     ONTRACK_OUTCOME_CLEAR,
     "2025-10-08",
     ""},
    {"known on both",
     absence_rule,
     ", \"for\": 2",
     {{"2025-10-01"}, "2025-10-01", NULL},
     "2025-10-08",
     ONTRACK_OUTCOME_FIRED,
     "2025-10-01",
     ""},
};

Test(holding, boundaries)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_ruleset *ruleset = rules_of(rows[i].when, rows[i].more);
        const seen got = evaluate(&rows[i].given, ruleset, rows[i].as_of);
        cr_expect_eq(got.outcome, rows[i].outcome, "%s: %d", rows[i].label, (int)got.outcome);
        cr_expect_str_eq(got.since, rows[i].since, "%s: %s", rows[i].label, got.since);
        cr_expect_eq(strncmp(got.why, rows[i].why, strlen(rows[i].why)), 0, "%s: %s", rows[i].label,
                     got.why);
        cr_expect(rows[i].why[0] != '\0' || got.why[0] == '\0', "%s: %s", rows[i].label, got.why);
        ontrack_ruleset_free(ruleset);
    }
}

/* 20 days are there from 2025-09-09 on: a rule may wait for them on each of its dates. */
Test(holding, a_minimum_of_days_counts_on_each_date)
{
    const facts given = {{"2025-08-14"}, NULL, "2025-08-14 2025-09-02 2025-09-09 2025-09-16"};
    ontrack_ruleset *ruleset = rules_of(incident_rule, ", \"for\": 2, \"min_days_enrolled\": 20");
    const seen early = evaluate(&given, ruleset, "2025-09-09");
    cr_expect_eq(early.outcome, ONTRACK_OUTCOME_UNKNOWN);
    cr_expect_str_eq(early.why, "on 2025-09-02: too few days enrolled yet: 15 of 20");
    cr_expect_eq(evaluate(&given, ruleset, "2025-09-16").outcome, ONTRACK_OUTCOME_FIRED);
    ontrack_ruleset_free(ruleset);
}

/* ---- live ---- */

static seen evaluate_live(const facts *given, const ontrack_ruleset *ruleset, const char *as_of)
{
    seen out = {0};
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_dataset *schools = dataset_of(given);
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    student.student_id = stay.student_id = text("s1");
    student.grade_level = text("9");
    student.school_id = stay.school_id = text("N");
    stay.entry_date = day("2025-08-13");
    const ontrack_records tables[] = {{ONTRACK_TABLE_STUDENTS, &student, 1},
                                      {ONTRACK_TABLE_ENROLLMENTS, &stay, 1},
                                      {ONTRACK_TABLE_ATTENDANCE, NULL, 0}};
    const ontrack_sink sink = {see, &out};
    options.as_of = day(as_of);
    cr_assert_eq(ontrack_evaluate_records(ruleset, schools, tables, 3, &options, &sink, &error),
                 ONTRACK_OK, "%s", error.message);
    ontrack_dataset_free(schools);
    return out;
}

/* On 2025-10-01 the school's attendance was known through 2025-09-26 only; what came in since must
 * not be known then, whether the student is evaluated alone or with all. */
Test(holding, one_student_alone_as_among_all)
{
    const facts given = {{NULL}, NULL, "2025-09-26 2025-10-02 2025-10-08"};
    int fired = 0, clear = 0;
    for (int days = 25; days <= 45; days++) {
        char when[80];
        snprintf(when, sizeof when,
                 "attendance.days_enrolled <= %d || attendance.days_enrolled >= 40", days);
        ontrack_ruleset *ruleset = rules_of(when, ", \"for\": 2");
        const seen all = evaluate(&given, ruleset, "2025-10-08");
        const seen alone = evaluate_live(&given, ruleset, "2025-10-08");
        cr_expect_eq(all.outcome, alone.outcome, "%d days: %d, alone %d", days, (int)all.outcome,
                     (int)alone.outcome);
        cr_expect_str_eq(all.since, alone.since, "%d days", days);
        fired += all.outcome == ONTRACK_OUTCOME_FIRED;
        clear += all.outcome == ONTRACK_OUTCOME_CLEAR;
        ontrack_ruleset_free(ruleset);
    }
    cr_expect_gt(fired, 0);
    cr_expect_gt(clear, 0);
}
