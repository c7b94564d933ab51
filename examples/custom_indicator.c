/* A host adds a measure of its own, and a rule reads it beside a built-in one. */
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <string.h>

/* The host's own data: practices missed, by student. */
typedef struct practice {
    const char *student_id;
    int missed;
} practice;
static practice practices[] = {{"1001", 6}, {"1002", 1}};

/* A pure function of the question and of `user`; who is on no team has no answer. */
static ontrack_status practices_missed(void *user, const ontrack_question *question,
                                       ontrack_value *out)
{
    const practice *table = user;
    ontrack_text id = ontrack_student_id(ontrack_question_student(question));
    *out = ontrack_value_unknown("is on no team");
    for (size_t i = 0; i < sizeof practices / sizeof *practices; i++)
        if (strlen(table[i].student_id) == id.size &&
            memcmp(table[i].student_id, id.data, id.size) == 0)
            *out = ontrack_value_count(table[i].missed);
    return ONTRACK_OK;
}

static const char rules[] =
    "{\"ontrack\": 1, \"id\": \"with-sports\", \"version\": \"1\","
    " \"levels\": [\"on_track\", \"watch\"],"
    " \"rules\": [{\"id\": \"drifting\", \"indicator\": \"sports\", \"level\": \"watch\","
    "   \"when\": \"sports.practices_missed > 4 || behavior.incidents > 2\","
    "   \"because\": \"Missed {sports.practices_missed} practices\"}]}";

static ontrack_status show(void *user, const ontrack_result *result)
{
    (void)user;
    const ontrack_rule_result *rule = ontrack_result_rule(result, 0);
    ontrack_text id = ontrack_result_text(result, ONTRACK_RESULT_STUDENT_ID);
    printf("%.*s: %s%s%s\n", (int)id.size, id.data,
           ontrack_ruleset_level(ontrack_result_ruleset(result), ontrack_result_status(result)),
           rule->outcome == ONTRACK_OUTCOME_CLEAR ? "" : ", ",
           rule->outcome == ONTRACK_OUTCOME_FIRED ? rule->message : rule->why);
    return ONTRACK_OK;
}

/* One student at a time, with an incident table that has no rows: nobody misbehaved. */
static ontrack_status evaluate(const ontrack_ruleset *ruleset, const char *student_id,
                               ontrack_error *error)
{
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_sink sink = {show, NULL};
    student.student_id = stay.student_id = ontrack_text_of(student_id);
    student.grade_level = ontrack_text_of("9");
    stay.school_id = ontrack_text_of("JHS");
    ontrack_date_make(2025, 8, 13, &stay.entry_date);
    ontrack_date_make(2025, 11, 3, &options.as_of);
    const ontrack_records tables[] = {{ONTRACK_TABLE_STUDENTS, &student, 1},
                                      {ONTRACK_TABLE_ENROLLMENTS, &stay, 1},
                                      {ONTRACK_TABLE_INCIDENTS, NULL, 0}};
    return ontrack_evaluate_records(ruleset, NULL, tables, 3, &options, &sink, error);
}

int main(void)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_catalogue *catalogue = NULL;
    ontrack_ruleset *ruleset = NULL;
    ontrack_measure measure = ONTRACK_MEASURE_INIT;
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    measure.name = "sports.practices_missed";
    measure.type = ONTRACK_TYPE_COUNT;
    measure.compute = practices_missed;
    measure.user = practices;
    ontrack_status status = ontrack_catalogue_new(NULL, &catalogue, &error);
    if (status == ONTRACK_OK) status = ontrack_catalogue_add(catalogue, &measure, &error);
    options.catalogue = catalogue;
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_load(ontrack_text_of(rules), &options, &ruleset, &error);
    for (size_t i = 0; status == ONTRACK_OK && i < 3; i++)
        status = evaluate(ruleset, (const char *[]){"1001", "1002", "1003"}[i], &error);
    if (status != ONTRACK_OK) fprintf(stderr, "%s: %s\n", error.path, error.message);
    ontrack_ruleset_free(ruleset);
    ontrack_catalogue_free(catalogue);
    return status == ONTRACK_OK ? 0 : 1;
}
