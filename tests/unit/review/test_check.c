/* What a check finds, and what it leaves alone. */
#include "unit/review/support.h"

/* Findings as "kind path line:column" lines; advice about words and tests is left out. */
static ontrack_status note_finding(void *user, const ontrack_finding *finding)
{
    static const char *const left_out[] = {"no-response", "no-source",     "no-misuse",
                                           "no-tests",    "untested-rule", "unused-category"};
    char *text = user;
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(finding->kind, left_out[i]) == 0) return ONTRACK_OK;
    cr_expect_gt(strlen(finding->message), 20);
    sprintf(text + strlen(text), "%s %s", finding->kind, finding->path);
    if (finding->line > 0)
        sprintf(text + strlen(text), " %d:%d", (int)finding->line, (int)finding->column);
    strcat(text, "\n");
    return ONTRACK_OK;
}

static void check(const char *label, const char *json, const char *found)
{
    char text[4096] = "", place[512];
    ontrack_ruleset *rules = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_check_options options = ONTRACK_CHECK_OPTIONS_INIT;
    const ontrack_status loaded = ontrack_ruleset_load(ontrack_text_of(json), NULL, &rules, &error);
    ontrack_error_format(&error, place, sizeof place);
    cr_assert_eq(loaded, ONTRACK_OK, "%s: %s", label, place);
    options.take = note_finding;
    options.user = text;
    options.document = ontrack_text_of(json);
    cr_expect_eq(ontrack_ruleset_check(rules, &options, &error), ONTRACK_OK, "%s", label);
    cr_expect_str_eq(text, found, "%s:\n%s", label, text);
    ontrack_ruleset_free(rules);
}

/* ---- conditions ---- */

#define HEAD                                                                                       \
    "{\"ontrack\": 1, \"id\": \"c\", \"version\": \"1\", \"levels\": [\"ok\", \"watch\", "         \
    "\"risk\"], \"parameters\": {\"bar\": {\"value\": 0.9}, \"on\": {\"value\": false}}, "         \
    "\"measures\": {\"recent\": {\"measure\": \"attendance.rate\", \"window\": "                   \
    "{\"last_instructional_days\": 20}}}, "
/* Keeps what is not at issue in use. */
#define KEEP                                                                                       \
    "{\"id\": \"keep\", \"indicator\": \"keep\", \"level\": \"watch\", \"because\": \"x\", "       \
    "\"when\": \"params.on && recent < params.bar\"}"

static const struct {
    const char *label, *condition, *found;
} conditions[] = {
    {"nothing to say", "attendance.rate < params.bar", ""},
    {"above the greatest share", "attendance.rate > 1.0", "never-fires /rules/0/when 1:17\n"},
    {"at the greatest share", "attendance.rate >= 1.0", ""},
    {"below zero", "credits.earned < 0", "never-fires /rules/0/when 1:16\n"},
    {"at zero", "credits.earned <= 0", ""},
    {"a change may be negative", "attendance.change < -0.1", ""},
    {"a change has its ends too", "attendance.change < -1.0", "never-fires /rules/0/when 1:19\n"},
    {"days in a month", "attendance.most_absent_in_month > 31", "never-fires /rules/0/when 1:33\n"},
    {"always", "behavior.incidents >= 0", "always-fires /rules/0/when 1:20\n"},
    {"always, by both sides", "credits.earned < 3 || credits.earned > 2",
     "always-fires /rules/0/when\n"},
    {"two that exclude each other", "recent < 0.5 && credits.earned > 1 && recent > params.bar",
     "never-fires /rules/0/when 1:46\n"},
    {"no whole number between", "behavior.incidents > 2 && behavior.incidents < 3",
     "never-fires /rules/0/when 1:46\n"},
    {"but a half credit", "credits.earned > 2 && credits.earned < 3", ""},
    {"three that do together",
     "behavior.incidents >= 1 && behavior.incidents <= 2 && behavior.incidents != 1 && "
     "behavior.incidents != 2",
     "never-fires /rules/0/when\n"},
    {"sums and products", "1 - attendance.rate > 1.5", "never-fires /rules/0/when 1:21\n"},
    {"a factor below zero turns the sign", "-2.0 * attendance.rate < -2.5",
     "never-fires /rules/0/when 1:24\n"},
    {"whole division is left alone", "behavior.incidents / 2 < 0", ""},
    {"two measures are left alone", "credits.earned < credits.expected", ""},
    {"a text that is two", "student.grade_level == '09' && student.grade_level == '10'",
     "never-fires /rules/0/when 1:52\n"},
    {"a text that is one of two", "student.grade_level == '09' || student.grade_level == '10'", ""},
    {"a truth and its contrary", "student.first_time_grade9 && !student.first_time_grade9",
     "never-fires /rules/0/when 1:30\n"},
    {"one comparison among others", "recent < 0.5 || recent > 1.0",
     "never-true /rules/0/when 1:24\n"},
    {"one that says nothing", "recent < 0.5 && recent >= 0.0", "always-true /rules/0/when 1:24\n"},
    {"an alternative", "recent < 0.5 || (recent > 0.8 && recent < 0.7)",
     "never-true /rules/0/when 1:41\n"},
    {"a choice", "student.first_time_grade9 ? recent > 1.0 : recent < -1.0",
     "never-fires /rules/0/when\n"},
    {"a switch among parameters is meant", "params.on && recent < 0.5",
     "switched-off /rules/0/when\n"},
    {"what is not understood may be so", "student.grade_level.startsWith('1') && recent < 0.5", ""},
    {"a negation", "!(attendance.rate <= 1.0)", "never-fires /rules/0/when\n"},
};

Test(check, conditions)
{
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        char json[2048];
        snprintf(json, sizeof json,
                 HEAD "\"rules\": [{\"id\": \"one\", \"indicator\": \"credits\", \"level\": "
                      "\"watch\", \"because\": \"x\", \"when\": \"%s\"}, %s]}",
                 conditions[i].condition,
                 "{\"id\": \"keep\", \"indicator\": \"keep\", \"level\": \"watch\", \"because\": "
                 "\"{params.on}\", \"when\": \"recent < params.bar\"}");
        check(conditions[i].label, json, conditions[i].found);
    }
}

/* Of a condition with too many cases nothing is claimed, though this one can never hold. */
Test(check, too_much_is_given_up_on)
{
    static char condition[32768], json[40000];
    strcpy(condition, "true");
    for (int i = 0; i < 300; i++)
        sprintf(condition + strlen(condition), " && credits.earned != %d", i);
    strcat(condition, " && behavior.incidents > 5 && behavior.incidents < 3");
    snprintf(json, sizeof json,
             "{\"ontrack\": 1, \"id\": \"c\", \"version\": \"1\", \"levels\": [\"ok\", "
             "\"watch\"], \"rules\": [{\"id\": \"one\", \"indicator\": \"behavior\", "
             "\"level\": \"watch\", \"because\": \"x\", \"when\": \"%s\"}]}",
             condition);
    check("three hundred exceptions", json, "");
}

Test(check, scope_and_days)
{
    check("applies to nobody",
          HEAD "\"applies_to\": \"attendance.rate > 1.0\", \"rules\": [" KEEP "]}",
          "applies-to-nobody /applies_to 1:17\nswitched-off /rules/0/when\n");
    check("not for those who are kept",
          HEAD "\"applies_to\": \"student.grade_level == '09'\", \"rules\": [{\"id\": \"one\", "
               "\"indicator\": \"credits\", \"level\": \"watch\", \"because\": \"{params.on}\", "
               "\"when\": \"student.grade_level == '10' && recent < params.bar\"}]}",
          "never-fires /rules/0/when\n");
    check("fewer days than the rule waits for",
          HEAD "\"rules\": [{\"id\": \"one\", \"indicator\": \"attendance\", \"level\": \"watch\", "
               "\"because\": \"{params.on}\", \"min_days_enrolled\": 20, \"when\": "
               "\"attendance.days_enrolled < 20 && recent < params.bar\"}]}",
          "never-fires /rules/0/when 1:26\n");
}

/* ---- bands ---- */

static const struct {
    const char *label, *first, *second, *found;
} bands[] = {
    {"they meet", "x >= 2 && x < 6", "x >= 6", ""},
    {"they meet in whole numbers", "x >= 2 && x <= 5", "x > 5", ""},
    {"a gap of one", "x >= 2 && x < 6", "x > 6", "gap /rules/1/when\n"},
    {"a wide gap", "x >= 2 && x < 4", "x >= 6", "gap /rules/1/when\n"},
    {"the gap is found from either side", "x >= 6", "x >= 2 && x < 4", "gap /rules/0/when\n"},
    {"both ends are watched", "x < 2", "x > 6", ""},
    {"but one number", "x < 6", "x > 6", "gap /rules/1/when\n"},
    {"they share a number", "x >= 2 && x <= 6", "x >= 6", "overlap /rules/1/when\n"},
    {"one within the other", "x >= 2", "x >= 6", "both-fire /rules/1/when\n"},
    {"the same", "x >= 2", "2 <= x", "same-condition /rules/1/when\n"},
    {"the same, but no span", "x >= 2 || y > 1", "x >= 2 || y > 1",
     "same-condition /rules/1/when\n"},
    {"with the same condition beside", "x >= 2 && x < 5 && y > 1", "x > 5 && y > 1",
     "gap /rules/1/when\n"},
    {"with another condition beside", "x >= 2 && x < 5 && y > 1", "x > 5 && y > 2", ""},
    {"of another measure", "x >= 2 && x < 5", "y > 5", ""},
};

/* x is a count, y a decimal. */
static void name(const char *from, char *out)
{
    out[0] = '\0';
    for (; *from != '\0'; from++)
        sprintf(out + strlen(out),
                *from == 'x'   ? "behavior.incidents"
                : *from == 'y' ? "credits.earned"
                               : "%c",
                *from);
}

Test(check, bands)
{
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        char json[2048], first[256], second[256];
        name(bands[i].first, first);
        name(bands[i].second, second);
        snprintf(json, sizeof json,
                 "{\"ontrack\": 1, \"id\": \"c\", \"version\": \"1\", \"levels\": [\"ok\", "
                 "\"watch\", \"risk\"], \"rules\": [{\"id\": \"one\", \"indicator\": \"behavior\", "
                 "\"level\": \"watch\", \"because\": \"x\", \"when\": \"%s\"}, {\"id\": \"two\", "
                 "\"indicator\": \"behavior\", \"level\": \"risk\", \"because\": \"x\", \"when\": "
                 "\"%s\"}]}",
                 first, second);
        check(bands[i].label, json, bands[i].found);
    }
}

/* ---- codes, and what is unused ---- */

#define RULE                                                                                       \
    "\"rules\": [{\"id\": \"one\", \"indicator\": \"attendance\", \"level\": \"watch\", "          \
    "\"because\": \"x\", \"when\": \"late > 3\"}], \"measures\": {\"late\": {\"measure\": "        \
    "\"attendance.days_absent\", \"categories\": \"absent\"}}}"
#define CODES(lines)                                                                               \
    "{\"ontrack\": 1, \"id\": \"c\", \"version\": \"1\", \"levels\": [\"ok\", \"watch\"], "        \
    "\"codes\": {\"attendance\": [" lines "]}, " RULE
#define LINE(pattern) "{\"match\": \"" pattern "\", \"category\": \"absent\"}"

static const struct {
    const char *label, *json, *found;
} codes[] = {
    {"lines apart", CODES(LINE("^A$") "," LINE("^B$")), ""},
    {"the same line", CODES(LINE("^A\\\\d$") "," LINE("^A\\\\d$")),
     "line-never-reached /codes/attendance/1/match\n"},
    {"behind a line that takes all", CODES(LINE(".") "," LINE("^B\\\\d$")),
     "line-never-reached /codes/attendance/1/match\n"},
    {"every code taken", CODES(LINE("^(A|B|C)$") "," LINE("^(A|B)$")),
     "line-never-reached /codes/attendance/1/match\n"},
    {"by two lines", CODES(LINE("^A$") "," LINE("^B$") "," LINE("^(A|B)$")),
     "line-never-reached /codes/attendance/2/match\n"},
    {"some codes taken", CODES(LINE("^A$") "," LINE("^(A|B)$")),
     "code-never-reached /codes/attendance/1/match\n"},
    {"whatever begins so", CODES(LINE("^T") "," LINE("^TDY")),
     "line-never-reached /codes/attendance/1/match\n"},
    {"a longer one first", CODES(LINE("^TDY") "," LINE("^T")), ""},
    {"an end in the way", CODES(LINE("^T$") "," LINE("^T")), ""},
    {"either case behind one case", CODES(LINE("^A$") "," LINE("(?i)^A$")), ""},
    {"one case behind either", CODES(LINE("(?i)^a$") "," LINE("^A$")),
     "line-never-reached /codes/attendance/1/match\n"},
    {"a look ahead takes what it takes", CODES(LINE("^A(?!B)") "," LINE("^(A|AB)$")),
     "code-never-reached /codes/attendance/1/match\n"},
    {"no line gives it", CODES("{\"match\": \"^P$\", \"category\": \"present\"}"),
     "empty-category /measures/late/categories\n"},
    {"a parameter, a measure, an input that nothing reads",
     "{\"ontrack\": 1, \"id\": \"c\", \"version\": \"1\", \"levels\": [\"ok\", \"watch\"], "
     "\"parameters\": {\"p\": {\"value\": 1}, \"days\": {\"value\": 20}}, \"inputs\": {\"i\": "
     "{\"type\": \"number\"}}, \"measures\": {\"used\": {\"measure\": \"attendance.rate\", "
     "\"window\": {\"last_instructional_days\": \"params.days\"}}, \"idle\": {\"measure\": "
     "\"behavior.incidents\"}}, \"rules\": [{\"id\": \"one\", \"indicator\": \"attendance\", "
     "\"level\": \"watch\", \"because\": \"x\", \"when\": \"used < 0.9\"}]}",
     "unused-measure /measures/idle\nunused-input /inputs/i\nunused-parameter /parameters/p\n"},
    {"protected attributes",
     "{\"ontrack\": 1, \"id\": \"c\", \"version\": \"1\", \"levels\": [\"ok\", \"watch\"], "
     "\"protected\": {\"attributes\": [\"race\", \"sex\"], \"why\": \"a test\"}, \"rules\": "
     "[{\"id\": \"one\", \"indicator\": \"attendance\", \"level\": \"watch\", \"because\": \"x\", "
     "\"when\": \"student.attributes['race'] == 'x'\"}]}",
     "protected-read /rules/0/when 1:1\nprotected-unused /protected/attributes\n"},
    {"a test that fails",
     "{\"ontrack\": 1, \"id\": \"c\", \"version\": \"1\", \"levels\": [\"ok\", \"watch\"], "
     "\"rules\": [{\"id\": \"one\", \"indicator\": \"credits\", \"level\": \"watch\", "
     "\"because\": \"x\", \"when\": \"credits.earned < 6\"}], \"tests\": [{\"name\": \"t\", "
     "\"given\": {\"credits.earned\": 5}, \"expect\": {\"flags\": []}}]}",
     "test-fails /tests\n"},
};

Test(check, codes_and_the_unused)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        check(codes[i].label, codes[i].json, codes[i].found);
}

/* ---- advice ---- */

static ontrack_status count_kind(void *user, const ontrack_finding *finding)
{
    static const char *const kinds[] = {"no-response", "no-source", "no-misuse", "no-tests"};
    for (size_t i = 0; i < 4; i++)
        if (strcmp(finding->kind, kinds[i]) == 0) ((int *)user)[i]++;
    return ONTRACK_OK;
}

Test(check, advice)
{
    int counts[4] = {0};
    ontrack_ruleset *rules = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_check_options options = ONTRACK_CHECK_OPTIONS_INIT;
    cr_expect_eq(ontrack_ruleset_check(NULL, &options, &error), ONTRACK_INVALID_ARGUMENT);
    options.take = count_kind;
    options.user = counts;
    cr_assert_eq(ontrack_ruleset_load(ontrack_text_of(CODES(LINE("^A$"))), NULL, &rules, NULL),
                 ONTRACK_OK);
    cr_expect_eq(ontrack_ruleset_check(rules, &options, NULL), ONTRACK_OK);
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(counts[i], 1, "%zu: %d", i, counts[i]);
    ontrack_ruleset_free(rules);
}

/* The built-in rule sets have neither errors nor warnings. */
static ontrack_status refuse(void *user, const ontrack_finding *finding)
{
    cr_expect_eq(finding->severity, ONTRACK_SEVERITY_NOTE, "%s: %s: %s", (const char *)user,
                 finding->path, finding->message);
    return ONTRACK_OK;
}

Test(check, built_ins)
{
    for (size_t i = 0; i < ontrack_builtin_count(); i++) {
        const char *name_of = ontrack_builtin_name(i);
        ontrack_ruleset *rules = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_check_options options = ONTRACK_CHECK_OPTIONS_INIT;
        cr_assert_eq(ontrack_ruleset_load_builtin(name_of, NULL, &rules, &error), ONTRACK_OK);
        options.take = refuse;
        options.user = (void *)(uintptr_t)name_of;
        options.document = ontrack_builtin_json(name_of);
        cr_expect_eq(ontrack_ruleset_check(rules, &options, &error), ONTRACK_OK);
        ontrack_ruleset_free(rules);
    }
}
