/* A host that holds its records in memory pushes them one by one: no files. */
#include <ontrack/ontrack.h>
#include <stdio.h>

static ontrack_status push_student(ontrack_builder *builder, ontrack_date first_day,
                                   ontrack_error *error)
{
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    student.student_id = stay.student_id = ontrack_text_of("1001");
    student.grade_level = ontrack_text_of("9");
    student.school_id = stay.school_id = ontrack_text_of("JHS");
    stay.entry_date = first_day;
    ontrack_status status = ontrack_builder_add_student(builder, &student, error);
    if (status == ONTRACK_OK) status = ontrack_builder_add_enrollment(builder, &stay, error);
    return status;
}

/* Two weeks of school; absent on the second and the third day. */
static ontrack_status push_days(ontrack_builder *builder, ontrack_date first_day,
                                ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    for (int i = 0; status == ONTRACK_OK && i < 12; i++) {
        ontrack_calendar_record day = ONTRACK_CALENDAR_RECORD_INIT;
        ontrack_attendance_record mark = ONTRACK_ATTENDANCE_RECORD_INIT;
        if (i == 5 || i == 6) /* the weekend */
            continue;
        day.date = mark.date = first_day + i;
        mark.student_id = ontrack_text_of("1001");
        mark.code = ontrack_text_of(i == 1 || i == 2 ? "UX" : "P");
        status = ontrack_builder_add_calendar(builder, &day, error);
        if (status == ONTRACK_OK) status = ontrack_builder_add_attendance(builder, &mark, error);
    }
    return status;
}

static const char rules[] =
    "{\"ontrack\": 1, \"id\": \"attendance-only\", \"version\": \"1\","
    " \"levels\": [\"on_track\", \"off_track\"],"
    " \"codes\": {\"attendance\": [{\"match\": \"^UX$\", \"category\": [\"absent\"]},"
    "                            {\"match\": \"^P$\", \"category\": [\"present\"]}]},"
    " \"rules\": [{\"id\": \"chronic-absence\", \"indicator\": \"attendance\","
    "   \"level\": \"off_track\", \"when\": \"attendance.rate <= 0.9\","
    "   \"because\": \"Present on {attendance.rate} of the days\"}]}";

int main(void)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_ruleset *ruleset = NULL;
    ontrack_results *results = NULL;
    ontrack_date first_day = 0;
    ontrack_date_make(2025, 8, 18, &first_day); /* a Monday */
    ontrack_status status = ontrack_builder_new(NULL, &builder, &error);
    if (status == ONTRACK_OK) status = push_student(builder, first_day, &error);
    if (status == ONTRACK_OK) status = push_days(builder, first_day, &error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, &error);
    if (status == ONTRACK_OK)
        status = ontrack_ruleset_load(ontrack_text_of(rules), NULL, &ruleset, &error);
    if (status == ONTRACK_OK) status = ontrack_evaluate(ruleset, dataset, NULL, &results, &error);
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack_results_count(results); i++) {
        const ontrack_result *result = ontrack_results_at(results, i);
        printf("%s: %s\n", ontrack_ruleset_level(ruleset, ontrack_result_status(result)),
               ontrack_result_rule(result, 0)->message);
    }
    if (status != ONTRACK_OK) fprintf(stderr, "%s: %s\n", error.path, error.message);
    ontrack_results_free(results);
    ontrack_ruleset_free(ruleset);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    return status == ONTRACK_OK ? 0 : 1;
}
