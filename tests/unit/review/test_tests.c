/* Tests of rule sets: what is given or recorded, what is expected, what is said when they differ.
 */
#include "unit/review/support.h"

/* One test each, and the failure that it must come to; NULL: it passes. */
static const struct {
    const char *label, *test, *failure;
} runs[] = {
    {"given values", "\"given\": {\"credits.earned\": 5.5}, \"expect\": {\"flags\": [\"credits\"]}",
     NULL},
    {"an empty list asserts silence",
     "\"given\": {\"credits.earned\": 5.5}, \"expect\": {\"flags\": []}",
     "credits: expected not to fire, got fired (credits.earned 5.5)"},
    {"a flag that does not come",
     "\"given\": {\"credits.earned\": 6}, \"expect\": {\"flags\": [\"credits\"]}",
     "credits: expected to fire, got clear (credits.earned 6)"},
    {"a flag that cannot be decided", "\"given\": {}, \"expect\": {\"flags\": [\"credits\"]}",
     "credits: expected to fire, got unknown (credits.earned: not given)"},
    {"unknown, exactly",
     "\"given\": {\"credits.earned\": 6}, \"expect\": {\"unknown\": [\"absent\"]}",
     "incidents: expected to be decided, got unknown (behavior.incidents: not given; score: not "
     "given)"},
    {"unknown, and why",
     "\"given\": {\"credits.earned\": 6, \"attendance.days_enrolled\": 9, \"behavior.incidents\": "
     "0},"
     "\"expect\": {\"unknown\": {\"absent\": \"too few days enrolled yet: 9 of 10\"}}",
     NULL},
    {"unknown for another reason",
     "\"given\": {\"credits.earned\": 6, \"behavior.incidents\": 0},"
     "\"expect\": {\"unknown\": {\"absent\": \"no reason\"}}",
     "absent: expected the why \"no reason\", got \"attendance.days_enrolled: not given\""},
    {"exactly the bar of a parameter",
     "\"given\": {\"attendance.rate\": \"153/170\", \"attendance.days_enrolled\": 170},"
     "\"expect\": {\"flags\": [\"absent\"], \"status\": \"watch\"}",
     NULL},
    {"another parameter for one test",
     "\"given\": {\"attendance.rate\": \"153/170\", \"attendance.days_enrolled\": 170,"
     "\"late_rate\": 1}, \"params\": {\"rate\": 0.8999}, \"expect\": {\"flags\": []}",
     NULL},
    {"status and indicators",
     "\"given\": {\"credits.earned\": 5},"
     "\"expect\": {\"status\": \"watch\", \"indicators\": {\"credits\": "
     "\"off_track\", \"behavior\": \"on_track\"}}",
     "status: expected watch, got off_track\nbehavior: expected on_track, got unknown"},
    {"a reason",
     "\"given\": {\"credits.earned\": 5},"
     "\"expect\": {\"reasons\": {\"credits\": \"5 credits\"}}",
     NULL},
    {"another reason",
     "\"given\": {\"credits.earned\": 5.5},"
     "\"expect\": {\"reasons\": {\"credits\": \"5 credits\"}}",
     "credits: expected the reason \"5 credits\", got \"5.5 credits\""},
    {"a reason of a rule that is clear",
     "\"given\": {\"credits.earned\": 6},"
     "\"expect\": {\"reasons\": {\"credits\": \"6 credits\"}}",
     "credits: expected to fire, got clear (credits.earned 6)"},
    {"it is told once",
     "\"given\": {\"credits.earned\": 6}, \"expect\": {\"flags\": [\"credits\"], \"reasons\": "
     "{\"credits\": \"6 credits\"}}",
     "credits: expected to fire, got clear (credits.earned 6)"},
    {"out of scope",
     "\"given\": {\"student.grade_level\": \"10\"}, \"expect\": {\"applies\": false, "
     "\"flags\": [], \"unknown\": []}",
     NULL},
    {"out of scope, but expected",
     "\"given\": {\"student.grade_level\": \"10\", \"credits.earned\": 0},"
     "\"expect\": {\"applies\": true, \"flags\": [\"credits\"]}",
     "applies: expected true, got false\n"
     "credits: expected to fire, got the rule set does not apply to the student (applies_to is "
     "false)"},
    {"in scope, but not expected", "\"given\": {}, \"expect\": {\"applies\": false}",
     "applies: expected false, got true"},
    {"days without a line for each: 17 of 170",
     "\"records\": {\"calendar\": [{\"from\": \"2025-08-18\", \"days\": 170}],"
     "\"enrollments\": [{\"school_id\": \"S\", \"entry_date\": \"2025-08-18\"}],"
     "\"attendance\": [{\"days\": 17, \"code\": \"A\"}, {\"days\": 153, \"code\": \"P\"}]},"
     "\"expect\": {\"flags\": [\"absent\"], \"measures\": {\"attendance.rate\": \"153/170\","
     "\"attendance.days_enrolled\": 170}}",
     NULL},
    {"16 of 170 is fewer",
     "\"records\": {\"calendar\": [{\"from\": \"2025-08-18\", \"days\": 170}],"
     "\"enrollments\": [{\"school_id\": \"S\", \"entry_date\": \"2025-08-18\"}],"
     "\"attendance\": [{\"days\": 16, \"code\": \"A\"}, {\"days\": 154, \"code\": \"P\"}]},"
     "\"expect\": {\"flags\": [\"absent\"]}",
     "absent: expected to fire, got clear (attendance.rate 0.9059 (154/170), "
     "attendance.days_enrolled 170, late_rate 1 (5/5))"},
    {"an as-of date cuts",
     "\"as_of\": \"2025-09-05\","
     "\"records\": {\"calendar\": [{\"from\": \"2025-08-18\", \"days\": 170}],"
     "\"enrollments\": [{\"school_id\": \"S\", \"entry_date\": \"2025-08-18\"}],"
     "\"attendance\": [{\"days\": 14, \"code\": \"P\"}, {\"days\": 156, \"code\": \"A\"}]},"
     "\"expect\": {\"flags\": [], \"measures\": {\"attendance.days_enrolled\": 15}}",
     NULL},
    {"records and a value given beside them",
     "\"records\": {\"incidents\": [{\"from\": \"2025-09-01\", \"days\": 2, \"code\": \"X\"}]},"
     "\"given\": {\"score\": 2}, \"expect\": {\"flags\": [\"incidents\"],"
     "\"measures\": {\"behavior.incidents\": 2, \"score\": 2, \"credits.earned\": null}}",
     NULL},
    {"a value of a host's own",
     "\"as_of\": \"2025-09-01\", \"records\": {\"incidents\": [],"
     "\"values\": [{\"name\": \"score\", \"value\": \"7\"}]},"
     "\"expect\": {\"measures\": {\"score\": 7, \"behavior.incidents\": 1}}",
     "behavior.incidents: expected 1, got 0"},
    {"a parameter that is an option of a measure",
     "\"params\": {\"recent\": 4}, "
     "\"records\": {\"calendar\": [{\"from\": \"2025-09-01\", \"to\": \"2025-09-19\"}],"
     "\"enrollments\": [{\"school_id\": \"S\", \"entry_date\": \"2025-09-01\"}],"
     "\"attendance\": [{\"days\": 12, \"code\": \"P\"}, {\"days\": 3, \"code\": \"A\"}]},"
     "\"expect\": {\"measures\": {\"late_rate\": \"1/4\"}}",
     NULL},
    {"grades with their own names of columns",
     "\"records\": {\"terms\": [{\"term\": \"S1\", \"start_date\": \"2025-08-18\", \"end_date\": "
     "\"2025-12-19\", \"kind\": \"semester\"}], \"grades\": [{\"course_code\": \"M1\", \"term\": "
     "\"S1\", \"credits_attempted\": 0.5, \"credits_earned\": 0.5, \"posted_date\": "
     "\"2025-12-19\"}]}, \"expect\": {\"measures\": {\"credits.earned\": 0.5}}",
     NULL},
    {"another student's row makes no flag",
     "\"records\": {\"students\": [{\"student_id\": \"a\", \"grade_level\": \"9\"},"
     "{\"student_id\": \"b\", \"grade_level\": \"9\"}], \"incidents\": [{\"date\": \"2025-09-01\", "
     "\"code\": \"X\"}, {\"student_id\": \"b\", \"date\": \"2025-09-02\", \"code\": \"X\"}]},"
     "\"expect\": {\"measures\": {\"behavior.incidents\": 1}}",
     NULL},
};

Test(tests, what_they_say)
{
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        char tests[4096], said[4096] = "", wanted[1024];
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
        ontrack_test_counts counts = {0, 0, 0};
        snprintf(tests, sizeof tests, "[{\"name\": \"one\", %s}]", runs[i].test);
        ontrack_ruleset *rules = load_with(tests, &error);
        cr_assert_not_null(rules, "%s: %s %s", runs[i].label, error.path, error.message);
        options.each = note_failure;
        options.user = said;
        cr_expect_eq(ontrack_ruleset_test_run(rules, &options, &counts, &error), ONTRACK_OK,
                     "%s: %s", runs[i].label, error.message);
        snprintf(wanted, sizeof wanted, "%s|", runs[i].failure == NULL ? "ok" : runs[i].failure);
        cr_expect_str_eq(said, wanted, "%s: %s", runs[i].label, said);
        cr_expect_eq(counts.passed, runs[i].failure == NULL, "%s", runs[i].label);
        cr_expect_eq(counts.failed, runs[i].failure != NULL, "%s", runs[i].label);
        ontrack_ruleset_free(rules);
    }
}

/* Tests that are wrong, the place that is named and a piece of what is said. */
static const struct {
    const char *label, *test, *path, *message;
} faults[] = {
    {"nothing given", "\"expect\": {\"flags\": []}", "/tests/0", "gives nothing"},
    {"nothing expected", "\"given\": {}, \"expect\": {}", "/tests/0/expect", "expects nothing"},
    {"an unknown measure", "\"given\": {\"x\": 1}, \"expect\": {\"flags\": []}", "/tests/0/given/x",
     "is no measure"},
    {"a measure that no rule reads",
     "\"given\": {\"student.age\": 15}, \"expect\": {\"flags\": []}", "/tests/0/given/student.age",
     "is read by no rule"},
    {"a parameter given", "\"given\": {\"params.rate\": 1}, \"expect\": {\"flags\": []}",
     "/tests/0/given/params.rate", "give it in \"params\""},
    {"a parameter of another type",
     "\"given\": {}, \"params\": {\"rate\": \"9/10\"}, \"expect\": {\"flags\": []}",
     "/tests/0/params/rate", "must be a value"},
    {"a flag that is no rule", "\"given\": {}, \"expect\": {\"flags\": [\"x\"]}",
     "/tests/0/expect/flags/0", "is the id of no rule"},
    {"why of no rule", "\"given\": {}, \"expect\": {\"unknown\": {\"x\": \"\"}}",
     "/tests/0/expect/unknown/x", "is the id of no rule"},
    {"a reason of no rule", "\"given\": {}, \"expect\": {\"reasons\": {\"x\": \"\"}}",
     "/tests/0/expect/reasons/x", "is the id of no rule"},
    {"a reason that is no text", "\"given\": {}, \"expect\": {\"reasons\": {\"credits\": 1}}",
     "/tests/0/expect/reasons/credits", "must be a text"},
    {"no level", "\"given\": {}, \"expect\": {\"status\": \"bad\"}", "/tests/0/expect/status",
     "must be one of"},
    {"no indicator", "\"given\": {}, \"expect\": {\"indicators\": {\"credit\": \"watch\"}}",
     "/tests/0/expect/indicators/credit", "is no indicator"},
    {"a value of another type", "\"given\": {}, \"expect\": {\"measures\": {\"score\": 1.5}}",
     "/tests/0/expect/measures/score", "must be a whole number"},
    {"no date", "\"as_of\": \"2025-02-29\", \"given\": {}, \"expect\": {\"flags\": []}",
     "/tests/0/as_of", "must be a day"},
    {"no table", "\"records\": {\"attendence\": []}, \"expect\": {\"flags\": []}",
     "/tests/0/records/attendence", "did you mean \"attendance\"?"},
    {"no column",
     "\"records\": {\"grades\": [{\"course_code\": \"M\", \"credits_attempted\": 1, "
     "\"marks\": \"A\"}]}, \"expect\": {\"flags\": []}",
     "/tests/0/records/grades/0/marks", "did you mean \"mark\"?"},
    {"a column that is missing",
     "\"records\": {\"incidents\": [{\"date\": \"2025-09-01\"}]}, "
     "\"expect\": {\"flags\": []}",
     "/tests/0/records/incidents/0", "\"code\" is missing"},
    {"a cell out of its range",
     "\"records\": {\"grades\": [{\"course_code\": \"M\", \"credits_attempted\": -1}]}, "
     "\"expect\": {\"flags\": []}",
     "/tests/0/records/grades/0/credits_attempted", "out of the column's range"},
    {"both a day and days",
     "\"records\": {\"incidents\": [{\"date\": \"2025-09-01\", \"days\": 2, \"from\": "
     "\"2025-09-01\", \"code\": \"X\"}]}, \"expect\": {\"flags\": []}",
     "/tests/0/records/incidents/0", "has both"},
    {"a range without an end",
     "\"records\": {\"incidents\": [{\"from\": \"2025-09-01\", \"code\": \"X\"}]}, "
     "\"expect\": {\"flags\": []}",
     "/tests/0/records/incidents/0", "needs either \"to\" or \"days\""},
    {"a range without a beginning",
     "\"records\": {\"incidents\": [{\"days\": 2, \"code\": \"X\"}]}, \"expect\": {\"flags\": []}",
     "/tests/0/records/incidents/0", "needs \"from\""},
    {"more days than the calendar has",
     "\"records\": {\"calendar\": [{\"from\": \"2025-09-01\", \"days\": 5}], \"incidents\": "
     "[{\"days\": 6, \"code\": \"X\"}]}, \"expect\": {\"flags\": []}",
     "/tests/0/records/incidents/0", "has only 5"},
    {"too many days",
     "\"records\": {\"incidents\": [{\"from\": \"2025-09-01\", \"days\": 401, \"code\": \"X\"}]}, "
     "\"expect\": {\"flags\": []}",
     "/tests/0/records/incidents/0/days", "from 1 to 400"},
    {"an attribute that is no text",
     "\"records\": {\"students\": [{\"grade_level\": \"9\", \"team\": 1}]}, "
     "\"expect\": {\"flags\": []}",
     "/tests/0/records/students/0/team", "must be a text"},
};

Test(tests, wrong_ones_are_refused_at_load)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char tests[2048];
        ontrack_error error = ONTRACK_ERROR_INIT;
        snprintf(tests, sizeof tests, "[{\"name\": \"one\", %s}]", faults[i].test);
        ontrack_ruleset *rules = load_with(tests, &error);
        cr_expect_null(rules, "%s", faults[i].label);
        cr_expect_eq(error.status, ONTRACK_INVALID_RULES, "%s", faults[i].label);
        cr_expect_str_eq(error.path, faults[i].path, "%s: %s", faults[i].label, error.path);
        cr_expect_not_null(strstr(error.message, faults[i].message), "%s: %s", faults[i].label,
                           error.message);
        ontrack_ruleset_free(rules);
    }
}

Test(tests, a_range_leaves_out_weekends_and_exceptions)
{
    static const struct {
        const char *label, *range;
        int days;
    } rows[] = {
        {"two weeks", "\"from\": \"2025-09-01\", \"to\": \"2025-09-14\"", 10},
        {"without Labor Day",
         "\"from\": \"2025-09-01\", \"to\": \"2025-09-14\", \"except\": [\"2025-09-01\"]", 9},
        {"a weekend", "\"from\": \"2025-09-06\", \"to\": \"2025-09-07\"", 0},
        {"seven days from a Friday", "\"from\": \"2025-09-05\", \"days\": 7", 7},
        {"before 1970", "\"from\": \"1969-12-29\", \"to\": \"1970-01-04\"", 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char tests[1024];
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_test_counts counts = {0, 0, 0};
        snprintf(tests, sizeof tests,
                 "[{\"name\": \"one\", \"as_of\": \"%s\", \"records\": {\"incidents\": [{%s, "
                 "\"code\": \"X\"}]}, \"expect\": {\"measures\": {\"behavior.incidents\": %d}}}]",
                 strstr(rows[i].range, "1969") == NULL ? "2025-10-01" : "1970-02-01", rows[i].range,
                 rows[i].days);
        ontrack_ruleset *rules = load_with(tests, &error);
        cr_assert_not_null(rules, "%s: %s", rows[i].label, error.message);
        cr_expect_eq(ontrack_ruleset_test_run(rules, NULL, &counts, &error), ONTRACK_OK);
        cr_expect_eq(counts.passed, 1, "%s", rows[i].label);
        ontrack_ruleset_free(rules);
    }
}

#define TWO_TESTS                                                                                  \
    "[{\"name\": \"few credits\", \"given\": {\"credits.earned\": 1}, \"expect\": {\"flags\": "    \
    "[\"credits\"]}}, {\"name\": \"many\", \"given\": {\"credits.earned\": 7}, \"expect\": "       \
    "{\"flags\": [\"credits\"]}}]"

Test(tests, names_choose)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_test_counts counts = {0, 0, 0};
    ontrack_ruleset *rules = load_with(TWO_TESTS, &error);
    options.run = "^few";
    cr_expect_eq(ontrack_ruleset_test_run(rules, &options, &counts, &error), ONTRACK_OK);
    cr_expect_eq(counts.passed, 1);
    cr_expect_eq(counts.failed, 0);
    cr_expect_eq(counts.left_out, 1);
    options.run = "(";
    cr_expect_eq(ontrack_ruleset_test_run(rules, &options, &counts, &error),
                 ONTRACK_INVALID_ARGUMENT);
    cr_expect_not_null(strstr(error.message, "pattern"), "%s", error.message);
    ontrack_ruleset_free(rules);
}

static ontrack_status stop(void *user, const ontrack_ruleset_test *test)
{
    (void)test;
    *(int *)user += 1;
    return ONTRACK_STOPPED;
}

Test(tests, whoever_is_told_can_stop)
{
    int told = 0;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
    ontrack_ruleset *rules = load_with(TWO_TESTS, &error);
    options.each = stop;
    options.user = &told;
    cr_expect_eq(ontrack_ruleset_test_run(rules, &options, NULL, &error), ONTRACK_STOPPED);
    cr_expect_eq(told, 1);
    ontrack_ruleset_free(rules);
}

Test(tests, every_built_in_passes_its_own)
{
    for (size_t i = 0; i < ontrack_builtin_count(); i++) {
        const char *name = ontrack_builtin_name(i);
        char said[65536] = "";
        ontrack_ruleset *rules = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_test_options options = ONTRACK_TEST_OPTIONS_INIT;
        ontrack_test_counts counts = {0, 0, 0};
        cr_assert_eq(ontrack_ruleset_load_builtin(name, NULL, &rules, &error), ONTRACK_OK, "%s",
                     error.message);
        options.each = note_failure;
        options.user = said;
        cr_expect_eq(ontrack_ruleset_test_run(rules, &options, &counts, &error), ONTRACK_OK,
                     "%s: %s", name, error.message);
        cr_expect_gt(counts.passed, 8, "%s: %zu", name, counts.passed);
        cr_expect_eq(counts.failed, 0, "%s: %s", name, said);
        ontrack_ruleset_free(rules);
    }
}
