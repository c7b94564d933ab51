/* A student information system keeps one student's result up to date: after each new record it
 * asks again, over the records that it holds in memory. */
#include <ontrack/ontrack.h>
#include <stdio.h>

enum { MOST_INCIDENTS = 4 };

static const char rules[] =
    "{\"ontrack\": 1, \"id\": \"live\", \"version\": \"1\","
    " \"levels\": [\"on_track\", \"watch\", \"off_track\"],"
    " \"rules\": [{\"id\": \"incidents\", \"indicator\": \"behavior\", \"level\": \"watch\","
    "   \"when\": \"behavior.incidents >= 2\","
    "   \"because\": \"{behavior.incidents} incidents this year\"},"
    "  {\"id\": \"many-incidents\", \"indicator\": \"behavior\", \"level\": \"off_track\","
    "   \"when\": \"behavior.incidents >= 4\","
    "   \"because\": \"{behavior.incidents} incidents this year\"}]}";

/* Called with the one result. */
static ontrack_status show(void *user, const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    printf("after %zu incidents: %s\n", *(const size_t *)user,
           ontrack_ruleset_level(ruleset, ontrack_result_status(result)));
    return ONTRACK_OK;
}

int main(void)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_ruleset *ruleset = NULL;
    ontrack_live *live = NULL;
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_enrollment_record stay = ONTRACK_ENROLLMENT_RECORD_INIT;
    ontrack_incident_record incidents[MOST_INCIDENTS];
    size_t count = 0;
    ontrack_sink sink = {show, &count};
    student.student_id = stay.student_id = ontrack_text_of("1001");
    student.grade_level = ontrack_text_of("9");
    stay.school_id = ontrack_text_of("JHS");
    ontrack_date_make(2025, 8, 13, &stay.entry_date);
    ontrack_status status = ontrack_ruleset_load(ontrack_text_of(rules), NULL, &ruleset, &error);
    /* Without an as-of date each answer is as of the last record. */
    if (status == ONTRACK_OK) status = ontrack_live_new(ruleset, NULL, NULL, &live, &error);

    while (status == ONTRACK_OK && count < MOST_INCIDENTS) {
        ontrack_incident_record incident = ONTRACK_INCIDENT_RECORD_INIT;
        incident.student_id = student.student_id;
        incident.code = ontrack_text_of("DISRUPT");
        incident.date = stay.entry_date + 10 * (ontrack_date)(count + 1);
        incidents[count++] = incident;
        const ontrack_records tables[] = {
            {ONTRACK_TABLE_STUDENTS, &student, 1},
            {ONTRACK_TABLE_ENROLLMENTS, &stay, 1},
            {ONTRACK_TABLE_INCIDENTS, incidents, count},
        };
        status = ontrack_live_evaluate(live, tables, 3, &sink, &error);
    }
    if (status != ONTRACK_OK) fprintf(stderr, "%s: %s\n", error.path, error.message);
    ontrack_live_free(live);
    ontrack_ruleset_free(ruleset);
    return status == ONTRACK_OK ? 0 : 1;
}
