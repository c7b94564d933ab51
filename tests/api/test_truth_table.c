/* The truth table of the definitions' sources, with real rows through the public interface: the
 * same student in four rule sets, at the end of the school year. */
#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <string.h>

enum { RULE_SETS = 4, COURSES = 16 };
static const char *const rule_sets[RULE_SETS] = {"jeffco-grade9", "illinois-grade9",
                                                 "oregon-grade9", "washington-grade9"};

/* On track or off track. */
typedef enum verdict { ON, OFF } verdict;

/* Courses as words: subject, mark. E, M, S, H: core (English, mathematics, science, social
 * science); P, A: physical education, art. One semester course each, half a credit. */
static const struct {
    const char *label;
    const char *courses;
    verdict expected[RULE_SETS]; /* by the levels of the credits indicator */
} vectors[] = {
    {"1: twelve courses, an elective failed, 5.5 credits",
     "EA MB SC HB PA AA EB MC SC HA PB AF",
     {OFF, ON, OFF, OFF}},
    {"3: 5.0 credits, one F in English",
     "EF MB SC HB PA EB MC SC HA PB AF AA",
     {OFF, ON, OFF, OFF}},
    {"4: 5.0 credits, Fs in English and algebra",
     "EF MF SC HB PA AA EB MC SC HA PB AA",
     {OFF, OFF, OFF, OFF}},
    {"5: nine courses attempted, nine earned", "EA MB SC HB PA EB MC SC HA", {OFF, OFF, OFF, ON}},
    {"6: 6.5 credits, two Fs, both outside the core",
     "EA MB SC HB PF AF EB MC SC HA PB AA EA MB HA",
     {ON, ON, ON, OFF}},
    {"6.0 credits exactly, nothing failed",
     "EA MB SC HB PA AA EB MC SC HA PB AA",
     {ON, ON, ON, ON}},
    {"a D is passing", "ED MD SD HD PD AD ED MD SD HD PD AD", {ON, ON, ON, ON}},
    {"4.5 credits, one F in the core", "EF MB SC HB PA EB MC SC HA PB", {OFF, OFF, OFF, OFF}},
};

static ontrack_date day(const char *text)
{
    ontrack_date date = 0;
    cr_assert(ontrack_date_parse(ontrack_text_of(text), &date), "%s", text);
    return date;
}

static void add_year(ontrack_builder *builder)
{
    static const char *const terms[][4] = {{"S1", "2025-08-13", "2025-12-19", "semester"},
                                           {"S2", "2026-01-06", "2026-05-22", "semester"}};
    for (size_t i = 0; i < 2; i++) {
        ontrack_term_record term = ONTRACK_TERM_RECORD_INIT;
        term.term = ontrack_text_of(terms[i][0]);
        term.start_date = day(terms[i][1]);
        term.end_date = day(terms[i][2]);
        term.kind = ontrack_text_of(terms[i][3]);
        cr_assert_eq(ontrack_builder_add_term(builder, &term, NULL), ONTRACK_OK);
    }
    for (ontrack_date date = day("2025-08-13"); date <= day("2026-05-22"); date++) {
        ontrack_calendar_record line = ONTRACK_CALENDAR_RECORD_INIT;
        line.date = date;
        if ((date + 3) % 7 < 5) /* Monday to Friday: 1970-01-01 was a Thursday */
            cr_assert_eq(ontrack_builder_add_calendar(builder, &line, NULL), ONTRACK_OK);
    }
    const ontrack_feed_record feed = {ontrack_text_of("attendance"), day("2026-05-22"), {NULL, 0}};
    cr_assert_eq(ontrack_builder_add_feed(builder, &feed, NULL), ONTRACK_OK);
}

static void add_student(ontrack_builder *builder)
{
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    student.student_id = ontrack_text_of("s");
    student.grade_level = ontrack_text_of("9");
    student.first_grade9_year = 2026;
    cr_assert_eq(ontrack_builder_add_student(builder, &student, NULL), ONTRACK_OK);
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    stay.student_id = student.student_id;
    stay.school_id = ontrack_text_of("JHS");
    stay.entry_date = day("2025-08-13");
    cr_assert_eq(ontrack_builder_add_enrollment(builder, &stay, NULL), ONTRACK_OK);
    const ontrack_table none[] = {ONTRACK_TABLE_ATTENDANCE, ONTRACK_TABLE_INCIDENTS,
                                  ONTRACK_TABLE_ACTIONS, ONTRACK_TABLE_TRANSITIONS};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        cr_assert_eq(ontrack_builder_declare(builder, none[i], NULL), ONTRACK_OK);
}

static const char *subject_of(char letter)
{
    static const char *const subjects[][2] = {{"E", "ELA"}, {"M", "MATH"}, {"S", "SCI"},
                                              {"H", "SOC"}, {"P", "PE"},   {"A", "ART"}};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (subjects[i][0][0] == letter) return subjects[i][1];
    cr_assert(false, "no subject %c", letter);
    return NULL;
}

static void add_courses(ontrack_builder *builder, const char *courses)
{
    const size_t count = (strlen(courses) + 1) / 3;
    for (size_t i = 0; i < count; i++) {
        const char subject = courses[3 * i];
        const bool first = i < (count + 1) / 2;
        char course[32], mark[2] = {courses[3 * i + 1], '\0'};
        snprintf(course, sizeof course, "%s-%zu", subject_of(subject), 100 + i);
        ontrack_grade_record grade = ONTRACK_GRADE_RECORD_INIT;
        grade.student_id = ontrack_text_of("s");
        grade.course_code = ontrack_text_of(course);
        grade.subject = ontrack_text_of(subject_of(subject));
        grade.term = ontrack_text_of(first ? "S1" : "S2");
        grade.credits_attempted = 5000;
        grade.credits_earned = mark[0] == 'F' ? 0 : 5000;
        grade.mark = ontrack_text_of(mark);
        cr_assert_eq(ontrack_builder_add_grade(builder, &grade, NULL), ONTRACK_OK);
    }
}

static ontrack_dataset *year_of(const char *courses)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    add_year(builder);
    add_student(builder);
    add_courses(builder, courses);
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

static size_t credits_indicator(const ontrack_ruleset *rules)
{
    size_t at = 0;
    while (strcmp(ontrack_ruleset_indicator(rules, at), "credits") != 0)
        at++;
    return at;
}

/* Level of the credits indicator on a day, 0 for on track. */
static int credits_level(const ontrack_dataset *dataset, const char *rule_set, const char *as_of)
{
    ontrack_ruleset *rules = NULL;
    ontrack_results *results = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_ruleset_load_builtin(rule_set, NULL, &rules, &error), ONTRACK_OK, "%s: %s",
                 rule_set, error.message);
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    options.as_of = day(as_of);
    cr_assert_eq(ontrack_evaluate(rules, dataset, &options, &results, &error), ONTRACK_OK, "%s",
                 error.message);
    cr_assert_eq(ontrack_results_count(results), 1, "%s", rule_set);
    const int level =
        ontrack_result_indicator(ontrack_results_at(results, 0), credits_indicator(rules));
    ontrack_results_free(results);
    ontrack_ruleset_free(rules);
    return level;
}

Test(truth_table, credits_at_the_end_of_the_year)
{
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        ontrack_dataset *dataset = year_of(vectors[i].courses);
        for (size_t set = 0; set < RULE_SETS; set++) {
            const int level = credits_level(dataset, rule_sets[set], "2026-06-01");
            cr_expect_neq(level, ONTRACK_LEVEL_UNKNOWN, "%s: %s: unknown", rule_sets[set],
                          vectors[i].label);
            cr_expect_eq(level > 0, vectors[i].expected[set] == OFF, "%s: %s: level %d",
                         rule_sets[set], vectors[i].label, level);
        }
        ontrack_dataset_free(dataset);
    }
}

/* Before any result is posted nobody is off track: courses in progress and the term to come are
 * still within reach. */
Test(truth_table, nobody_is_off_track_in_october)
{
    ontrack_dataset *dataset = year_of("EA MB SC HB PA AA EB MC SC HA PB AA");
    for (size_t set = 0; set < RULE_SETS; set++)
        cr_expect_eq(credits_level(dataset, rule_sets[set], "2025-10-15"), 0, "%s: %d",
                     rule_sets[set], credits_level(dataset, rule_sets[set], "2025-10-15"));
    ontrack_dataset_free(dataset);
}

/* One failed half credit in the first semester puts six credits out of reach in January. */
Test(truth_table, a_failed_half_credit_is_seen_in_january)
{
    ontrack_dataset *dataset = year_of("EA MF SC HB PA AA EB MC SC HA PB AA");
    cr_expect_gt(credits_level(dataset, "jeffco-grade9", "2026-01-20"), 0);
    cr_expect_eq(credits_level(dataset, "jeffco-grade9", "2025-11-20"), 0, "not known before");
    cr_expect_eq(credits_level(dataset, "illinois-grade9", "2026-01-20"), 0);
    ontrack_dataset_free(dataset);
}
