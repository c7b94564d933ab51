/* support.h - a small rule set with tests put in, and how they went. */
#ifndef TEST_REVIEW_SUPPORT_H
#define TEST_REVIEW_SUPPORT_H

#include <ontrack/evaluation.h>
#include <ontrack/review.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Three rules: attendance (a least number of days, a parameter), credits, incidents. */
#define RULES_HEAD                                                                                 \
    "{\"ontrack\": 1, \"id\": \"plain\", \"version\": \"1\","                                      \
    "\"levels\": [\"on_track\", \"watch\", \"off_track\"],"                                        \
    "\"applies_to\": \"student.grade_level == '09'\","                                             \
    "\"parameters\": {\"rate\": {\"value\": 0.9}, \"recent\": {\"value\": 5}},"                    \
    "\"codes\": {\"attendance\": [{\"match\": \"^A$\", \"category\": \"absent\"},"                 \
    "{\"match\": \"^P$\", \"category\": \"present\"}]},"                                           \
    "\"inputs\": {\"score\": {\"type\": \"count\"}},"                                              \
    "\"measures\": {\"late_rate\": {\"measure\": \"attendance.rate\","                             \
    "\"window\": {\"last_instructional_days\": \"params.recent\"}}},"                              \
    "\"rules\": ["                                                                                 \
    "{\"id\": \"absent\", \"indicator\": \"attendance\", \"level\": \"watch\","                    \
    "\"when\": \"attendance.rate <= params.rate || late_rate < 0.5\", \"min_days_enrolled\": 10,"  \
    "\"because\": \"Attended {attendance.rate:percent}\"},"                                        \
    "{\"id\": \"credits\", \"indicator\": \"credits\", \"level\": \"off_track\","                  \
    "\"when\": \"credits.earned < 6\", \"because\": \"{credits.earned} credits\"},"                \
    "{\"id\": \"incidents\", \"indicator\": \"behavior\", \"level\": \"watch\","                   \
    "\"when\": \"behavior.incidents >= 2 && score < 3\","                                          \
    "\"because\": \"{behavior.incidents} incidents\"}]"

/* The rule set with `tests` (a JSON array) in it. */
static inline ontrack_ruleset *load_with(const char *tests, ontrack_error *error)
{
    static char json[16384];
    ontrack_ruleset *rules = NULL;
    snprintf(json, sizeof json, RULES_HEAD ", \"tests\": %s}", tests);
    ontrack_ruleset_load(ontrack_text_of(json), NULL, &rules, error);
    return rules;
}

/* What the tests said, one after the other. */
static inline ontrack_status note_failure(void *user, const ontrack_ruleset_test *test)
{
    char *text = user;
    strcat(text, test->passed ? "ok" : test->failure);
    strcat(text, "|");
    return ONTRACK_OK;
}

#endif
