/* Results as a table for a reader: gathers the students that are flagged or unknown, puts the worst
 * first and has them rendered. */
#include "base/buffer.h"
#include "base/sort.h"
#include "base/text.h"
#include "output/format.h"
#include "output/listed.h"
#include "output/render.h"
#include "output/screen.h"

/* A text made of a few, cleaned and kept in the writer's arena; one with NULL data when memory is
 * out. */
static ontrack_text keep(ontrack_writer *writer, ontrack_text a, const char *between,
                         ontrack_text b)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    ontrack_text kept = {NULL, 0};
    text.allocator = writer->allocator;
    if (ontrack__screen_clean(&text, a) && ontrack__buffer_string(&text, between) &&
        ontrack__screen_clean(&text, b)) {
        kept.data = ontrack__arena_copy(&writer->arena, ontrack__buffer_view(&text));
        kept.size = text.size;
    }
    ontrack_buffer_dispose(&text);
    return kept;
}

static ontrack_text keep_one(ontrack_writer *writer, ontrack_text text)
{
    const ontrack_text none = {NULL, 0};
    return keep(writer, text, "", none);
}

/* ---- fields ---- */

static bool keep_fields(ontrack_writer *writer, const ontrack_result *result,
                        ontrack__listed *student)
{
    const ontrack_text last = ontrack_result_text(result, ONTRACK_RESULT_LAST_NAME);
    const ontrack_text first = ontrack_result_text(result, ONTRACK_RESULT_FIRST_NAME);
    const char *between = last.size > 0 && first.size > 0 ? ", " : "";
    ontrack_text *fields = student->fields;
    fields[ONTRACK__LISTED_ID] =
        keep_one(writer, ontrack_result_text(result, ONTRACK_RESULT_STUDENT_ID));
    fields[ONTRACK__LISTED_NAME] = keep(writer, last, between, first);
    fields[ONTRACK__LISTED_GRADE] =
        keep_one(writer, ontrack_result_text(result, ONTRACK_RESULT_GRADE_LEVEL));
    fields[ONTRACK__LISTED_SCHOOL] =
        keep_one(writer, ontrack_result_text(result, ONTRACK_RESULT_SCHOOL_ID));
    fields[ONTRACK__LISTED_STATUS] =
        keep_one(writer, ontrack_text_of(ontrack_ruleset_level(writer->ruleset, student->level)));
    for (size_t i = 0; i < ONTRACK__LISTED_FIELDS; i++)
        if (fields[i].data == NULL) return false;
    return true;
}

/* ---- reasons ---- */

/* Puts a reason behind those that the student has. */
static bool add_reason(ontrack_writer *writer, const ontrack_buffer *text, ontrack__listed *student)
{
    const ontrack_text reason = ontrack__buffer_view(text);
    const ontrack_text kept = {ontrack__arena_copy(&writer->arena, reason), reason.size};
    student->reasons[student->reason_count++] = kept;
    return kept.data != NULL;
}

/* "at_risk, exempt: ": below the student's own status a flag's level is named, and so is an
 * exemption. */
static bool put_label(ontrack_buffer *text, const char *level, bool exempt)
{
    const bool any = level[0] != '\0' || exempt;
    return ontrack__buffer_string(text, level) &&
           ontrack__buffer_string(text, level[0] != '\0' && exempt ? ", " : "") &&
           ontrack__buffer_string(text, exempt ? "exempt" : "") &&
           ontrack__buffer_string(text, any ? ": " : "");
}

/* "at_risk: Core courses failed: 1 [newly met]": since an earlier day, what became of it. */
static bool put_flag(ontrack_buffer *text, const ontrack_result *result, size_t rule, int status)
{
    const ontrack_ruleset *ruleset = ontrack_result_ruleset(result);
    const ontrack_rule_result *flag = ontrack_result_rule(result, rule);
    const ontrack_change change = ontrack_result_change(result, rule);
    const int level = flag->rule->level;
    const bool told = change != ONTRACK_CHANGE_NONE && change != ONTRACK_CHANGE_STILL_MET;
    return put_label(text, level == status ? "" : ontrack_ruleset_level(ruleset, level),
                     flag->exemption != NULL) &&
           ontrack__screen_clean(text, ontrack_text_of(flag->message)) &&
           (!told || (ontrack__buffer_string(text, " [") &&
                      ontrack__buffer_string(text, ontrack_change_name(change)) &&
                      ontrack__buffer_char(text, ']')));
}

/* "cleared: several-incidents" */
static bool put_former_flag(ontrack_buffer *text, const ontrack_result *result, size_t rule)
{
    const ontrack_rule *cleared = ontrack_ruleset_rule_at(ontrack_result_ruleset(result), rule);
    return ontrack__buffer_string(text, ontrack_change_name(ontrack_result_change(result, rule))) &&
           ontrack__buffer_string(text, ": ") && ontrack__buffer_string(text, cleared->id);
}

static bool is_former_flag(const ontrack_result *result, size_t rule)
{
    const ontrack_result *since = ontrack_result_since(result);
    return since != NULL && ontrack_result_outcome(result, rule) != ONTRACK_OUTCOME_FIRED &&
           ontrack_result_outcome(since, rule) == ONTRACK_OUTCOME_FIRED;
}

static bool has_former_flag(const ontrack_result *result)
{
    const size_t rules = ontrack_ruleset_rule_count(ontrack_result_ruleset(result));
    for (size_t i = 0; i < rules; i++)
        if (is_former_flag(result, i)) return true;
    return false;
}

/* The flags, the worst level first, then those of the earlier day that are none any more. */
static bool keep_reasons(ontrack_writer *writer, const ontrack_result *result,
                         ontrack__listed *student)
{
    const size_t rules = ontrack_ruleset_rule_count(writer->ruleset);
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    text.allocator = writer->allocator;
    student->reasons = ontrack__arena_allocate(&writer->arena, rules, sizeof *student->reasons);
    bool done = student->reasons != NULL;
    for (int level = student->level; level >= 0; level--)
        for (size_t i = 0; i < rules && done; i++) {
            const bool flag = ontrack_result_outcome(result, i) == ONTRACK_OUTCOME_FIRED &&
                              ontrack_result_rule(result, i)->rule->level == level;
            if (!flag && (level > 0 || !is_former_flag(result, i))) continue;
            ontrack__buffer_clear(&text);
            done = (flag ? put_flag(&text, result, i, student->level)
                         : put_former_flag(&text, result, i)) &&
                   add_reason(writer, &text, student);
        }
    ontrack_buffer_dispose(&text);
    return done;
}

/* ---- what is missing ---- */

/* Whether a rule before this one misses the reading, or has the same words when it misses none. */
static bool told_before(const ontrack_result *result, size_t rule, size_t reading)
{
    for (size_t i = 0; i < rule; i++) {
        const ontrack_rule_result *other = ontrack_result_rule(result, i);
        for (size_t k = 0; k < other->missing_count; k++)
            if (other->missing[k] == reading) return true;
    }
    return false;
}

static bool same_why_before(const ontrack_result *result, size_t rule)
{
    const ontrack_text why = ontrack_text_of(ontrack_result_rule(result, rule)->why);
    for (size_t i = 0; i < rule; i++) {
        const ontrack_rule_result *other = ontrack_result_rule(result, i);
        if (other->outcome == ONTRACK_OUTCOME_UNKNOWN && other->missing_count == 0 &&
            ontrack__text_is(why, other->why))
            return true;
    }
    return false;
}

/* Puts words behind what is there, with `first` before the first of their sort. */
static bool add_words(ontrack_buffer *text, const char *first, bool any, const char *words)
{
    const char *before = any ? ", " : text->size > 0 ? "; " : "";
    return ontrack__buffer_string(text, before) && ontrack__buffer_string(text, any ? "" : first) &&
           ontrack__screen_clean(text, ontrack_text_of(words));
}

/* "missing: attendance.rate, credits.earned" */
static bool list_readings(ontrack_writer *writer, const ontrack_result *result,
                          ontrack_buffer *text)
{
    bool done = true;
    for (size_t i = 0; i < ontrack_ruleset_rule_count(writer->ruleset) && done; i++) {
        const ontrack_rule_result *rule = ontrack_result_rule(result, i);
        for (size_t k = 0; k < rule->missing_count && done; k++) {
            const size_t reading = rule->missing[k];
            if (!told_before(result, i, reading))
                done = add_words(text, "missing: ", text->size > 0,
                                 ontrack_ruleset_reading_at(writer->ruleset, reading)->name);
        }
    }
    return done;
}

/* Why rules are unknown that miss no reading. */
static bool list_whys(ontrack_writer *writer, const ontrack_result *result, ontrack_buffer *text)
{
    bool any = false, done = true;
    for (size_t i = 0; i < ontrack_ruleset_rule_count(writer->ruleset) && done; i++) {
        const ontrack_rule_result *rule = ontrack_result_rule(result, i);
        if (rule->outcome != ONTRACK_OUTCOME_UNKNOWN || rule->missing_count > 0) continue;
        if (same_why_before(result, i)) continue;
        done = add_words(text, "", any, rule->why);
        any = true;
    }
    return done;
}

static bool keep_missing(ontrack_writer *writer, const ontrack_result *result,
                         ontrack__listed *student)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    text.allocator = writer->allocator;
    student->reasons = ontrack__arena_allocate(&writer->arena, 1, sizeof *student->reasons);
    if (student->reasons != NULL && list_readings(writer, result, &text) &&
        list_whys(writer, result, &text)) {
        student->reasons->data = ontrack__arena_copy(&writer->arena, ontrack__buffer_view(&text));
        student->reasons->size = text.size;
        student->reason_count = 1;
    }
    ontrack_buffer_dispose(&text);
    return student->reason_count == 1 && student->reasons->data != NULL;
}

/* ---- the format ---- */

static bool take(ontrack_writer *writer, const ontrack_result *result)
{
    const int status = ontrack_result_status(result);
    if (status == 0 && !has_former_flag(result)) return true;
    ontrack__listed *student =
        ontrack__array_add(&writer->allocator, &writer->listed, sizeof *student);
    if (student == NULL) return false;
    student->level = status;
    return keep_fields(writer, result, student) &&
           (status == ONTRACK_LEVEL_UNKNOWN ? keep_missing(writer, result, student)
                                            : keep_reasons(writer, result, student));
}

/* Texts of another writer's arena into this one's. */
static bool copy_texts(ontrack_writer *writer, const ontrack_text *from, ontrack_text *to,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        to[i].data = ontrack__arena_copy(&writer->arena, from[i]);
        to[i].size = from[i].size;
        if (to[i].data == NULL) return false;
    }
    return true;
}

static bool append(ontrack_writer *writer, const ontrack_writer *part)
{
    const ontrack__listed *from = part->listed.items;
    for (size_t i = 0; i < part->listed.count; i++) {
        ontrack__listed *to = ontrack__array_add(&writer->allocator, &writer->listed, sizeof *to);
        if (to == NULL) return false;
        *to = from[i];
        to->reasons =
            ontrack__arena_allocate(&writer->arena, to->reason_count, sizeof *to->reasons);
        if (to->reasons == NULL ||
            !copy_texts(writer, from[i].fields, to->fields, ONTRACK__LISTED_FIELDS) ||
            !copy_texts(writer, from[i].reasons, to->reasons, to->reason_count))
            return false;
    }
    return true;
}

/* Worst level first, unknown last; then the most flags; then the id. */
static int compare(const void *a, const void *b, const void *context)
{
    const ontrack__listed *left = a, *right = b;
    (void)context;
    if (left->level != right->level) return left->level > right->level ? -1 : 1;
    if (left->reason_count != right->reason_count)
        return left->reason_count > right->reason_count ? -1 : 1;
    return ontrack__text_compare(left->fields[ONTRACK__LISTED_ID],
                                 right->fields[ONTRACK__LISTED_ID]);
}

static bool finish(ontrack_writer *writer, const ontrack_report *report)
{
    ontrack__array *listed = &writer->listed;
    return ontrack__sort(&writer->allocator, listed->items, listed->count, sizeof(ontrack__listed),
                         compare, NULL) &&
           ontrack__render(writer, report, listed->items, listed->count);
}

const ontrack__format ontrack__format_table = {NULL, take, finish, append, true};
