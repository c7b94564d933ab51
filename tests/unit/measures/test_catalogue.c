#include "measures/catalogue.h"

#include "base/text.h"
#include "support/failing.h"
#include <criterion/criterion.h>
#include <ontrack/ontrack.h>

/* The names that rule sets are written with. */
static const char *const names[] = {"attendance.rate",
                                    "attendance.days_enrolled",
                                    "attendance.days_absent",
                                    "attendance.tardies",
                                    "attendance.periods_absent",
                                    "attendance.most_absent_in_month",
                                    "attendance.longest_absence",
                                    "attendance.change",
                                    "attendance.days_can_miss",
                                    "attendance.pace",
                                    "behavior.incidents",
                                    "behavior.days_since_incident",
                                    "credits.attempted",
                                    "credits.earned",
                                    "credits.in_progress",
                                    "credits.projected",
                                    "credits.attainable",
                                    "credits.expected",
                                    "credits.behind",
                                    "credits.needed",
                                    "credits.courses_needed",
                                    "credits.pace",
                                    "credits.failures",
                                    "credits.failed",
                                    "credits.low_marks",
                                    "credits.gpa",
                                    "credits.mark_average",
                                    "credits.mark_lowest",
                                    "credits.marks_within",
                                    "discipline.actions",
                                    "discipline.days",
                                    "transitions.school_changes",
                                    "transitions.schools",
                                    "transitions.days_not_enrolled",
                                    "transitions.entry_delay",
                                    "transitions.events",
                                    "student.grade_level",
                                    "student.school_id",
                                    "student.age",
                                    "student.first_time_grade9",
                                    "student.attributes"};

static ontrack_catalogue *new_catalogue(void)
{
    ontrack_catalogue *catalogue = NULL;
    cr_assert_eq(ontrack_catalogue_new(NULL, &catalogue, NULL), ONTRACK_OK);
    return catalogue;
}

Test(catalogue, holds_the_built_in_measures)
{
    ontrack_catalogue *catalogue = new_catalogue();
    cr_expect_eq(ontrack_catalogue_count(catalogue), sizeof names / sizeof *names);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const ontrack_measure *measure =
            ontrack_catalogue_find(catalogue, ontrack_text_of(names[i]));
        cr_assert(measure != NULL, "%s", names[i]);
        cr_expect_eq(measure, ontrack_catalogue_at(catalogue, i), "%s", names[i]);
        cr_expect(measure->about != NULL && measure->compute != NULL, "%s", names[i]);
    }
    cr_expect_null(ontrack_catalogue_at(catalogue, sizeof names / sizeof *names));
    cr_expect_null(ontrack_catalogue_find(catalogue, ontrack_text_of("attendance.rat")));
    cr_expect_null(ontrack_catalogue_find(catalogue, ontrack_text_of("")));
    ontrack_catalogue_free(catalogue);
    ontrack_catalogue_free(NULL);
}

static ontrack_status nothing(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    (void)question;
    *out = ontrack_value_count(7);
    return ONTRACK_OK;
}

static void count_release(void *user)
{
    ++*(int *)user;
}

Test(catalogue, takes_a_hosts_measure)
{
    ontrack_catalogue *catalogue = new_catalogue();
    int released = 0;
    char name[] = "sports.practices_missed", unit[] = "count";
    ontrack_measure mine = ONTRACK_MEASURE_INIT;
    mine.name = name;
    mine.unit = unit;
    mine.compute = nothing;
    mine.release = count_release;
    mine.user = &released;
    mine.options = ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_BY;
    cr_assert_eq(ontrack_catalogue_add(catalogue, &mine, NULL), ONTRACK_OK);
    name[0] = unit[0] = '!'; /* copied */
    const ontrack_measure *found =
        ontrack_catalogue_find(catalogue, ontrack_text_of("sports.practices_missed"));
    cr_assert(found != NULL);
    cr_expect_str_eq(found->unit, "count");
    cr_expect_null(found->about);
    cr_expect_eq(found->user, &released);
    cr_expect_eq(released, 0);
    ontrack_catalogue_free(catalogue);
    cr_expect_eq(released, 1);
}

Test(catalogue, refuses)
{
    static const struct {
        const char *label, *name;
        ontrack_type type;
        unsigned options;
        bool no_compute;
    } rows[] = {
        {"no name", NULL, ONTRACK_TYPE_COUNT, 0, false},
        {"an empty name", "", ONTRACK_TYPE_COUNT, 0, false},
        {"one word", "sports", ONTRACK_TYPE_COUNT, 0, false},
        {"three words", "a.b.c", ONTRACK_TYPE_COUNT, 0, false},
        {"no second word", "sports.", ONTRACK_TYPE_COUNT, 0, false},
        {"no first word", ".missed", ONTRACK_TYPE_COUNT, 0, false},
        {"upper case", "Sports.missed", ONTRACK_TYPE_COUNT, 0, false},
        {"a digit first", "sports.1", ONTRACK_TYPE_COUNT, 0, false},
        {"a blank", "sports.a b", ONTRACK_TYPE_COUNT, 0, false},
        {"taken", "attendance.rate", ONTRACK_TYPE_COUNT, 0, false},
        {"a parameter's", "params.mine", ONTRACK_TYPE_COUNT, 0, false},
        {"no such type", "sports.missed", (ontrack_type)6, 0, false},
        {"no such option", "sports.missed", ONTRACK_TYPE_COUNT, 1u << 31, false},
        {"nothing to compute", "sports.missed", ONTRACK_TYPE_COUNT, 0, true},
    };
    ontrack_catalogue *catalogue = new_catalogue();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int released = 0;
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_measure mine = ONTRACK_MEASURE_INIT;
        mine.name = rows[i].name;
        mine.type = rows[i].type;
        mine.options = rows[i].options;
        mine.compute = rows[i].no_compute ? NULL : nothing;
        mine.release = count_release;
        mine.user = &released;
        cr_expect_eq(ontrack_catalogue_add(catalogue, &mine, &error), ONTRACK_INVALID_ARGUMENT,
                     "%s", rows[i].label);
        cr_expect_eq(released, 1, "%s", rows[i].label);
        cr_expect_neq(error.message[0], '\0', "%s", rows[i].label);
    }
    ontrack_measure small = ONTRACK_MEASURE_INIT;
    small.struct_size = sizeof small - 1;
    small.name = "sports.missed";
    small.compute = nothing;
    cr_expect_eq(ontrack_catalogue_add(catalogue, &small, NULL), ONTRACK_INVALID_ARGUMENT);
    cr_expect_eq(ontrack_catalogue_count(catalogue), sizeof names / sizeof *names);
    ontrack_catalogue_free(catalogue);
}

Test(catalogue, runs_out_of_memory)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        ontrack_catalogue *catalogue = NULL;
        int released = 0;
        memory.calls = 0;
        ontrack_status status = ontrack_catalogue_new(&allocator, &catalogue, NULL);
        /* Enough of them that the list must grow. */
        for (char letter = 'a'; status == ONTRACK_OK && letter <= 'z'; letter++) {
            char name[] = "sports.?";
            ontrack_measure mine = ONTRACK_MEASURE_INIT;
            name[7] = letter;
            mine.name = name;
            mine.compute = nothing;
            mine.release = count_release;
            mine.user = &released;
            status = ontrack_catalogue_add(catalogue, &mine, NULL);
            if (status != ONTRACK_OK) cr_expect_eq(released, 1);
        }
        const bool failed = memory.calls >= memory.fail_at;
        cr_expect_eq(status, failed ? ONTRACK_NO_MEMORY : ONTRACK_OK);
        ontrack_catalogue_free(catalogue);
        cr_expect_eq(memory.live, 0);
        if (!failed) {
            cr_expect_eq(released, 26);
            break;
        }
    }
}

Test(catalogue, names_of_options_types_and_kinds)
{
    cr_expect_str_eq(ontrack_option_name(ONTRACK_OPTION_WINDOW), "window");
    cr_expect_str_eq(ontrack_option_name(ONTRACK_OPTION_BY), "by");
    cr_expect_null(ontrack_option_name((ontrack_option)0));
    cr_expect_null(ontrack_option_name((ontrack_option)3));
    cr_expect_str_eq(ontrack_type_name(ONTRACK_TYPE_BOOLEAN), "boolean");
    cr_expect_str_eq(ontrack_type_name(ONTRACK_TYPE_MAP), "map");
    cr_expect_str_eq(ontrack_type_name((ontrack_type)99), "unknown");
    ontrack_code_kind kind;
    cr_expect(ontrack__category_kind(ontrack_text_of("behavior.incidents"), &kind));
    cr_expect_eq(kind, ONTRACK_CODES_INCIDENT);
    cr_expect(ontrack__category_kind(ontrack_text_of("discipline.days"), &kind));
    cr_expect_eq(kind, ONTRACK_CODES_ACTION);
    cr_expect(ontrack__category_kind(ontrack_text_of("transitions.events"), &kind));
    cr_expect_eq(kind, ONTRACK_CODES_TRANSITION);
    cr_expect(ontrack__category_kind(ontrack_text_of("attendance.rate"), &kind));
    cr_expect_eq(kind, ONTRACK_CODES_ATTENDANCE);
    cr_expect_not(ontrack__category_kind(ontrack_text_of("credits.earned"), &kind));
    cr_expect_not(ontrack__category_kind(ontrack_text_of("attendance"), &kind));
}
