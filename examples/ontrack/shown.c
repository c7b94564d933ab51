#include "shown.h"

#include "plain.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 2, DEEP = 4, VALUE_SIZE = 96 };

typedef struct showing {
    const ontrack_ruleset *ruleset;
    bool origins;
    size_t width;
} showing;

/* A label and its text, wrapped under the text's beginning. Nothing for an empty text. */
static void print_line(const showing *to, size_t indent, const char *label, const char *text)
{
    if (text == NULL || text[0] == '\0') return;
    size_t column = indent + words_length(label);
    printf("%*s%s", (int)indent, "", label);
    words_wrap(stdout, column, column, to->width, text);
    fputc('\n', stdout);
}

static const char *text_of(const showing *to, ontrack_ruleset_field field)
{
    return ontrack_ruleset_text(to->ruleset, field);
}

/* ---- the head ---- */

static void print_condition(const showing *to, size_t indent, const char *label, const char *when)
{
    char *words = plain_condition(to->ruleset, when);
    print_line(to, indent, label, words == NULL ? when : words);
    free(words);
}

static void print_levels(const showing *to)
{
    static const char label[] = "Levels, the best first:";
    size_t count = ontrack_ruleset_level_count(to->ruleset), column = sizeof label - 1;
    fputs(label, stdout);
    for (size_t i = 0; i < count; i++) {
        const char *level = ontrack_ruleset_level(to->ruleset, (int)i);
        size_t size = words_length(level) + 2;
        if (column + size > to->width) {
            printf("\n%*s", INDENT - 1, "");
            column = INDENT - 1;
        }
        printf(" %s%s", level, i + 1 < count ? "," : "");
        column += size;
    }
    fputc('\n', stdout);
    words_wrap(
        stdout, 0, 0, to->width,
        "A student has the worst level of a rule that fired; without one, the best level, or "
        "\"unknown\" while a rule could not be decided.");
    fputc('\n', stdout);
}

static void print_head(const showing *to)
{
    printf("%s %s\n", text_of(to, ONTRACK_RULESET_ID), text_of(to, ONTRACK_RULESET_VERSION));
    print_line(to, 0, "", text_of(to, ONTRACK_RULESET_TITLE));
    fputc('\n', stdout);
    print_line(to, 0, "Source: ", text_of(to, ONTRACK_RULESET_SOURCE));
    print_line(to, 0, "Misuse: ", text_of(to, ONTRACK_RULESET_MISUSE));
    if (text_of(to, ONTRACK_RULESET_APPLIES_TO)[0] != '\0')
        print_condition(to, 0, "Applies where: ", text_of(to, ONTRACK_RULESET_APPLIES_TO));
    fputc('\n', stdout);
    print_levels(to);
}

/* ---- where things come from ---- */

static void print_override(const showing *to, const ontrack_override *override)
{
    char from[ONTRACK_DATE_SIZE], until[ONTRACK_DATE_SIZE];
    ontrack_date_format(override->from, from);
    ontrack_date_format(override->until, until);
    printf("%*soverride %s of %s, for %s, %s to %s\n", DEEP, "", override->id, override->document,
           override->scope, from, until);
    if (override->parameter != NULL)
        print_line(to, DEEP + INDENT, "parameter ", override->parameter);
    print_line(to, DEEP + INDENT, "", override->change);
    print_line(to, DEEP + INDENT, "why: ", override->reason);
    print_line(to, DEEP + INDENT, "by: ", override->author);
}

/* ---- rules ---- */

static void print_patience(const ontrack_rule *rule)
{
    if (rule->min_days_enrolled > 0)
        printf("%*sonly from %lld known school day%s on\n", DEEP, "",
               (long long)rule->min_days_enrolled, words_plural(rule->min_days_enrolled));
    if (rule->weekly_dates > 1)
        printf("%*sonly when it held on %lld weekly dates in a row\n", DEEP, "",
               (long long)rule->weekly_dates);
}

static void print_origin(const showing *to, const ontrack_rule_origin *origin)
{
    if (!to->origins) return;
    print_line(to, DEEP, "written in: ",
               origin->document[0] == '\0' ? text_of(to, ONTRACK_RULESET_ID) : origin->document);
    for (size_t i = 0; i < origin->override_count; i++)
        print_override(to, origin->overrides[i]);
}

static void print_sentence(const showing *to, size_t indent, const char *written)
{
    char *sentence = plain_reason(to->ruleset, written);
    print_line(to, indent, "", sentence == NULL ? written : sentence);
    free(sentence);
}

static void print_rule(const showing *to, size_t index)
{
    const ontrack_rule *rule = ontrack_ruleset_rule_at(to->ruleset, index);
    ontrack_rule_origin origin;
    ontrack_ruleset_rule_origin(to->ruleset, index, &origin);
    printf("\n%*s%s: %s\n", INDENT, "", rule->id,
           origin.off ? "switched off" : ontrack_ruleset_level(to->ruleset, rule->level));
    print_sentence(to, DEEP, rule->because);
    print_condition(to, DEEP, "when ", rule->when);
    print_patience(rule);
    for (size_t i = 0; i < rule->respond_count; i++)
        print_line(to, DEEP, "then: ", rule->respond[i]);
    print_line(to, DEEP, "source: ", rule->source);
    print_origin(to, &origin);
}

static void print_rules(const showing *to)
{
    for (size_t i = 0; i < ontrack_ruleset_indicator_count(to->ruleset); i++) {
        bool any = false;
        for (size_t rule = 0; rule < ontrack_ruleset_rule_count(to->ruleset); rule++) {
            if (ontrack_ruleset_rule_at(to->ruleset, rule)->indicator != i) continue;
            if (!any) printf("\nRules on %s\n", ontrack_ruleset_indicator(to->ruleset, i));
            any = true;
            print_rule(to, rule);
        }
    }
}

static void print_notes(const showing *to)
{
    const size_t count = ontrack_ruleset_note_count(to->ruleset);
    if (count > 0) fputs("\nNotes, said of every student, flagged or not\n", stdout);
    for (size_t i = 0; i < count; i++)
        print_sentence(to, INDENT, ontrack_ruleset_note_at(to->ruleset, i));
}

/* ---- numbers ---- */

static void print_parameter(const showing *to, const ontrack_parameter *parameter)
{
    char value[VALUE_SIZE], label[VALUE_SIZE + 128];
    plain_value(parameter, true, value, sizeof value);
    snprintf(label, sizeof label, "%s: %s%s", parameter->name, value,
             parameter->about[0] == '\0' ? "" : ". ");
    printf("%*s%s", INDENT, "", label);
    words_wrap(stdout, INDENT + words_length(label), DEEP, to->width, parameter->about);
    fputc('\n', stdout);
    if (!to->origins) return;
    print_line(to, DEEP, "given in: ",
               parameter->document[0] == '\0' ? text_of(to, ONTRACK_RULESET_ID)
                                              : parameter->document);
    if (parameter->overridden != NULL) print_override(to, parameter->overridden);
}

static void print_parameters(const showing *to)
{
    ontrack_parameter parameter;
    if (ontrack_ruleset_parameter_count(to->ruleset) == 0) return;
    fputs("\nNumbers that can be changed\n", stdout);
    for (size_t i = 0; ontrack_ruleset_parameter_at(to->ruleset, i, &parameter); i++)
        print_parameter(to, &parameter);
}

/* ---- what it reads ---- */

static void print_readings(const showing *to)
{
    fputs("\nWhat it reads of a student\n", stdout);
    for (size_t i = 0; i < ontrack_ruleset_reading_count(to->ruleset); i++) {
        const ontrack_reading *reading = ontrack_ruleset_reading_at(to->ruleset, i);
        char label[160];
        snprintf(label, sizeof label, "%s%s%s: ", reading->name,
                 reading->unit[0] == '\0' ? "" : ", ", reading->unit);
        print_line(to, INDENT, label,
                   reading->about[0] == '\0' ? reading->measure : reading->about);
        if (strcmp(reading->name, reading->measure) != 0)
            print_line(to, DEEP, "measure ", reading->measure);
        print_line(to, DEEP, "with ", reading->options);
    }
}

/* ---- codes ---- */

static void print_kind(const showing *to, ontrack_code_kind kind)
{
    char patterns[ONTRACK_PATTERNS_SIZE];
    bool any = false;
    for (size_t i = 0; i < ontrack_ruleset_category_count(to->ruleset, kind); i++) {
        if (ontrack_ruleset_category_patterns(to->ruleset, kind, i, patterns) == 0) continue;
        if (!any) printf("%*s%s\n", INDENT, "", ontrack_code_kind_name(kind));
        any = true;
        char label[96];
        snprintf(label, sizeof label, "%s: ", ontrack_ruleset_category(to->ruleset, kind, i));
        print_line(to, DEEP, label, patterns);
    }
}

static void print_codes(const showing *to)
{
    fputs("\nCodes that it knows, by what they mean (patterns)\n", stdout);
    for (int kind = 0; kind < ONTRACK_CODES_COUNT; kind++)
        print_kind(to, (ontrack_code_kind)kind);
}

void shown_print(const ontrack_ruleset *ruleset, bool origins, size_t width)
{
    const showing to = {ruleset, origins, width};
    print_head(&to);
    print_rules(&to);
    print_notes(&to);
    print_parameters(&to);
    print_readings(&to);
    print_codes(&to);
}
