#include "explanation.h"

#include "distance.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 4, RATIO_DIGITS = 4 };

typedef struct telling {
    const ontrack_result *result;
    distance_view view;
    size_t width;
} telling;

/* ---- who ---- */

static void print_text(const ontrack_result *result, ontrack_result_field field)
{
    words_print_safe(stdout, ontrack_result_text(result, field));
}

static void print_who(const ontrack_result *result)
{
    char as_of[ONTRACK_DATE_SIZE];
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    print_text(result, ONTRACK_RESULT_STUDENT_ID);
    if (ontrack_result_text(result, ONTRACK_RESULT_LAST_NAME).size > 0) {
        fputs("  ", stdout);
        print_text(result, ONTRACK_RESULT_LAST_NAME);
        fputs(", ", stdout);
        print_text(result, ONTRACK_RESULT_FIRST_NAME);
    }
    fputs("\ngrade ", stdout);
    print_text(result, ONTRACK_RESULT_GRADE_LEVEL);
    if (ontrack_result_text(result, ONTRACK_RESULT_SCHOOL_ID).size > 0) {
        fputs(", school ", stdout);
        print_text(result, ONTRACK_RESULT_SCHOOL_ID);
    }
    ontrack_date_format(ontrack_result_as_of(result), as_of);
    printf("\nas of %s\nrule set %s %s", as_of, ontrack_ruleset_text(ruleset, ONTRACK_RULESET_ID),
           ontrack_ruleset_text(ruleset, ONTRACK_RULESET_VERSION));
    if (ontrack_ruleset_text(ruleset, ONTRACK_RULESET_TITLE)[0] != '\0')
        printf(": %s", ontrack_ruleset_text(ruleset, ONTRACK_RULESET_TITLE));
    fputc('\n', stdout);
}

static void print_status(const ontrack_result *result)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    printf("\nStatus: %s\n", ontrack_ruleset_level(ruleset, ontrack_result_status(result)));
    for (size_t i = 0; i < ontrack_ruleset_indicator_count(ruleset); i++) {
        int level = ontrack_result_indicator(result, i);
        printf("%*s%-16s%s\n", INDENT, "", ontrack_ruleset_indicator(ruleset, i),
               level == ONTRACK_LEVEL_NONE ? "no rule looks at it"
                                           : ontrack_ruleset_level(ruleset, level));
    }
}

/* ---- records ---- */

typedef union any_record {
    ontrack_student_record students;
    ontrack_enrollment_record enrollments;
    ontrack_attendance_record attendance;
    ontrack_attendance_totals_record attendance_totals;
    ontrack_grade_record grades;
    ontrack_incident_record incidents;
    ontrack_action_record actions;
    ontrack_transition_record transitions;
    ontrack_intervention_record interventions;
} any_record;

/* The day on which a record begins to exist. */
static const struct {
    ontrack_table table;
    size_t date;
} dated_tables[] = {
    {ONTRACK_TABLE_ENROLLMENTS, offsetof(ontrack_enrollment_record, entry_date)},
    {ONTRACK_TABLE_ATTENDANCE, offsetof(ontrack_attendance_record, date)},
    {ONTRACK_TABLE_ATTENDANCE_TOTALS, offsetof(ontrack_attendance_totals_record, through_date)},
    {ONTRACK_TABLE_GRADES, offsetof(ontrack_grade_record, posted_date)},
    {ONTRACK_TABLE_INCIDENTS, offsetof(ontrack_incident_record, date)},
    {ONTRACK_TABLE_ACTIONS, offsetof(ontrack_action_record, date)},
    {ONTRACK_TABLE_TRANSITIONS, offsetof(ontrack_transition_record, date)},
    {ONTRACK_TABLE_INTERVENTIONS, offsetof(ontrack_intervention_record, start_date)},
};

static size_t count_later(const ontrack_student *student, ontrack_table table, size_t date_at,
                          ontrack_date as_of)
{
    size_t later = 0;
    for (size_t i = 0; i < ontrack_student_count(student, table); i++) {
        any_record record;
        ontrack_date date;
        if (ontrack_student_record_at(student, table, i, &record) != ONTRACK_OK) continue;
        memcpy(&date, (const char *)&record + date_at, sizeof date);
        later += date != ONTRACK_DATE_NONE && date > as_of;
    }
    return later;
}

static void print_records(const ontrack_student *student, ontrack_date as_of)
{
    fputs("\nRecords\n", stdout);
    for (size_t i = 0; i < sizeof dated_tables / sizeof *dated_tables; i++) {
        ontrack_table table = dated_tables[i].table;
        size_t count = ontrack_student_count(student, table);
        size_t later = count_later(student, table, dated_tables[i].date, as_of);
        if (count == 0) continue;
        printf("%*s%-20s%zu", INDENT, "", ontrack_table_name(table), count);
        if (later > 0)
            printf(", of which %zu dated after the as-of date %s not looked at", later,
                   later == 1 ? "is" : "are");
        fputc('\n', stdout);
    }
}

/* ---- measures ---- */

static void print_value(const ontrack_value *value, const char *unit)
{
    char text[ONTRACK_VALUE_SIZE];
    if (value->kind == ONTRACK_KIND_UNKNOWN) {
        fputs("unknown: ", stdout);
        words_print_safe(stdout, value->text);
    } else if (value->kind == ONTRACK_KIND_TEXT) {
        words_print_safe(stdout, value->text);
    } else if (value->kind == ONTRACK_KIND_MAP) {
        for (size_t i = 0; i < value->count; i++) {
            fputs(i == 0 ? "" : "; ", stdout);
            words_print_safe(stdout, value->pairs[i].key);
            fputs(": ", stdout);
            words_print_safe(stdout, value->pairs[i].value);
        }
    } else {
        words_format_value(value, RATIO_DIGITS, text, sizeof text);
        printf("%s%s%s", text, unit[0] == '\0' ? "" : " ", unit);
    }
}

/* " (31 of 34 days)" behind a rate of attendance. */
static void print_days(const telling *to, const ontrack_reading *reading,
                       const ontrack_value *value)
{
    bool to_date = strcmp(reading->name, reading->measure) == 0;
    char part[ONTRACK_DECIMAL_SIZE], whole[ONTRACK_DECIMAL_SIZE];
    if (value->kind != ONTRACK_KIND_RATIO || strcmp(reading->measure, "attendance.rate") != 0 ||
        !(to_date ? to->view.days_to_date : to->view.days_within))
        return;
    ontrack_decimal_format(value->number, part);
    ontrack_decimal_format(value->denominator, whole);
    printf(" (%s of %s days)", part, whole);
}

static void print_measures(const telling *to)
{
    const ontrack_ruleset *ruleset = to->view.ruleset;
    size_t longest = 0;
    for (size_t i = 0; i < ontrack_ruleset_reading_count(ruleset); i++) {
        size_t size = words_length(ontrack_ruleset_reading_at(ruleset, i)->name);
        longest = size > longest ? size : longest;
    }
    fputs("\nMeasures\n", stdout);
    for (size_t i = 0; i < ontrack_ruleset_reading_count(ruleset); i++) {
        const ontrack_reading *reading = ontrack_ruleset_reading_at(ruleset, i);
        printf("%*s%s", INDENT, "", reading->name);
        words_pad(stdout, INDENT + words_length(reading->name), INDENT + longest + 2);
        print_value(ontrack_result_value(to->result, i), reading->unit);
        print_days(to, reading, ontrack_result_value(to->result, i));
        fputc('\n', stdout);
    }
}

/* ---- rules ---- */

static void print_line(const char *label, const char *text, size_t width)
{
    size_t indent = INDENT + words_length(label);
    printf("%*s%s", INDENT, "", label);
    words_wrap(stdout, indent, indent, width, text);
    fputc('\n', stdout);
}

static void print_distances(const telling *to, size_t index)
{
    char text[DISTANCE_SIZE];
    size_t count;
    const ontrack_comparison *comparisons = ontrack_result_comparisons(to->result, index, &count);
    const ontrack_rule *rule = ontrack_result_rule(to->result, index)->rule;
    /* A condition with one comparison and no "and", "or" or "not" turns over with it. */
    bool alone = count == 1 && strpbrk(rule->when, "&|!?") == NULL;
    for (size_t i = 0; i < count; i++) {
        distance_describe(&comparisons[i], &to->view, alone, text);
        print_line("", text, to->width);
    }
}

static void print_missing(const telling *to, const ontrack_rule_result *rule)
{
    const ontrack_result *result = to->result;
    const ontrack_ruleset *ruleset = to->view.ruleset;
    print_line("", rule->why, to->width);
    for (size_t i = 0; i < rule->missing_count; i++) {
        const ontrack_value *value = ontrack_result_value(result, rule->missing[i]);
        printf("%*s%s is unknown: ", INDENT, "",
               ontrack_ruleset_reading_at(ruleset, rule->missing[i])->name);
        words_print_safe(stdout, value->text);
        fputc('\n', stdout);
    }
}

/* "by the principal, 2026-09-08 to 2027-01-31: the bus is late" */
static void print_decision(const char *label, const char *author, ontrack_date from,
                           ontrack_date until, const char *reason, size_t width)
{
    char first[ONTRACK_DATE_SIZE], last[ONTRACK_DATE_SIZE];
    ontrack_date_format(from, first);
    ontrack_date_format(until, last);
    size_t size = strlen(author) + strlen(reason) + sizeof first + sizeof last + 16;
    char *text = malloc(size);
    if (text == NULL) return;
    snprintf(text, size, "by %s, %s to %s: %s", author, first, last, reason);
    print_line(label, text, width);
    free(text);
}

static void print_overrides(const telling *to, const ontrack_rule_result *rule)
{
    for (size_t i = 0; i < rule->override_count; i++) {
        const ontrack_override *override = rule->overrides[i];
        printf("%*soverride %s of %s, for %s\n", INDENT, "", override->id, override->document,
               override->scope);
        if (override->parameter != NULL) print_line("  parameter ", override->parameter, to->width);
        print_line("  ", override->change, to->width);
        print_decision("  ", override->author, override->from, override->until, override->reason,
                       to->width);
    }
    if (rule->exemption == NULL) return;
    print_decision("exempt ", rule->exemption->author, rule->exemption->from,
                   rule->exemption->until, rule->exemption->reason, to->width);
}

/* A rule that must hold on several weekly dates: since when it does. */
static void print_held(const telling *to, const ontrack_rule_result *rule)
{
    char since[ONTRACK_DATE_SIZE], text[160];
    if (rule->rule->weekly_dates <= 1) return;
    ontrack_date_format(rule->held_since, since);
    snprintf(text, sizeof text, "must hold on %lld weekly dates in a row; %s%s",
             (long long)rule->rule->weekly_dates,
             rule->held_since == ONTRACK_DATE_NONE ? "it does not hold now" : "it has since ",
             since);
    print_line("", text, to->width);
}

static void print_notes(const telling *to)
{
    if (ontrack_ruleset_note_count(to->view.ruleset) == 0) return;
    puts("\nNotes");
    for (size_t i = 0; i < ontrack_ruleset_note_count(to->view.ruleset); i++)
        print_line("", ontrack_result_note(to->result, i), to->width);
}

static void print_rule(const telling *to, size_t index)
{
    const ontrack_rule_result *rule = ontrack_result_rule(to->result, index);
    const ontrack_ruleset *ruleset = to->view.ruleset;
    const ontrack_rule *about = rule->rule;
    printf("  %s (%s, %s)\n", about->id, ontrack_ruleset_indicator(ruleset, about->indicator),
           ontrack_ruleset_level(ruleset, about->level));
    if (rule->outcome == ONTRACK_OUTCOME_FIRED) print_line("", rule->message, to->width);
    if (rule->outcome == ONTRACK_OUTCOME_UNKNOWN) print_missing(to, rule);
    print_held(to, rule);
    print_overrides(to, rule);
    print_line("when: ", about->when, to->width);
    print_distances(to, index);
    if (rule->outcome != ONTRACK_OUTCOME_FIRED) return;
    for (size_t i = 0; i < about->respond_count; i++)
        print_line("respond: ", about->respond[i], to->width);
    if (about->source[0] != '\0') print_line("source: ", about->source, to->width);
}

static void print_rules(const telling *to, ontrack_outcome outcome, const char *heading)
{
    size_t count = 0;
    for (size_t i = 0; ontrack_result_rule(to->result, i) != NULL; i++) {
        if (ontrack_result_outcome(to->result, i) != outcome) continue;
        if (count++ == 0)
            printf("\n%s\n", heading);
        else
            fputc('\n', stdout);
        print_rule(to, i);
    }
}

/* ---- days ---- */

/* Attendance by periods counts in parts of a period, so many of which make a day as only the
 * library knows. */
static bool is_by_day(const ontrack_student *student)
{
    for (size_t i = 0; i < ontrack_student_count(student, ONTRACK_TABLE_ATTENDANCE); i++) {
        ontrack_attendance_record mark;
        if (ontrack_student_record_at(student, ONTRACK_TABLE_ATTENDANCE, i, &mark) != ONTRACK_OK ||
            mark.period.size > 0)
            return false;
    }
    return true;
}

static bool mentions_periods(const ontrack_ruleset *ruleset)
{
    ontrack_buffer json = ONTRACK_BUFFER_INIT;
    bool mentions = ontrack_ruleset_print(ruleset, &json, NULL) != ONTRACK_OK ||
                    strstr(json.data, "\"periods_per_day\"") != NULL;
    ontrack_buffer_dispose(&json);
    return mentions;
}

void explanation_print(const ontrack_result *result, const ontrack_student *student, size_t width)
{
    telling to = {result, {ontrack_result_ruleset(result), false, false}, width};
    to.view.days_to_date = is_by_day(student);
    to.view.days_within = to.view.days_to_date && !mentions_periods(to.view.ruleset);
    print_who(result);
    print_status(result);
    print_notes(&to);
    print_rules(&to, ONTRACK_OUTCOME_FIRED, "Flags: rules that fired");
    print_rules(&to, ONTRACK_OUTCOME_UNKNOWN, "Rules that could not be decided");
    print_rules(&to, ONTRACK_OUTCOME_CLEAR, "Rules that did not fire");
    print_rules(&to, ONTRACK_OUTCOME_OFF, "Rules that are switched off");
    print_measures(&to);
    print_records(student, ontrack_result_as_of(result));
}
