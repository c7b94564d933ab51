/* Two results side by side: students in step, then rules and levels. */
#include <ontrack/comparison.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "comparison/causes.h"
#include "evaluation/change.h"

#include <string.h>

/* One of the two results, a line at a time. */
typedef struct side {
    const ontrack_lines *lines;
    int64_t number; /* of the line that is held */
    bool ended;
    ontrack__line line;
    ontrack_buffer last_id; /* of the line before, to hold the order */
} side;

typedef struct comparing {
    side then, now;
    ontrack__arena arena; /* of one student's differences */
    ontrack_status (*each)(void *user, const ontrack_difference *difference);
    void *user;
    ontrack_error *error;
} comparing;

/* ---- reading ---- */

static ontrack_status fail_order(const side *self, ontrack_error *error)
{
    const ontrack__place place = {self->lines->name, NULL, (int32_t)self->number, 0};
    return ontrack__fail_at(error, ONTRACK_INVALID_DATA, place,
                            "lines are not in the order of student_id, or a student is there "
                            "twice; compare results as ontrack wrote them");
}

static bool keep_id(side *self)
{
    ontrack__buffer_clear(&self->last_id);
    return ontrack__buffer_text(&self->last_id, self->line.student_id);
}

/* Moves to the next line that is not blank. */
static ontrack_status advance(comparing *self, side *at)
{
    ontrack_text text = {NULL, 0};
    if (at->line.document != NULL && !keep_id(at)) return ontrack__no_memory(self->error);
    ontrack__line_free(&at->line);
    do {
        const ontrack_status status = at->lines->next(at->lines->user, &text);
        at->number++;
        if (status != ONTRACK_OK)
            return ontrack__fail(self->error, status, "a result could not be read: %s",
                                 ontrack_status_text(status));
    } while (text.data != NULL && ontrack__text_trim(text).size == 0);
    at->ended = text.data == NULL;
    if (at->ended) return ONTRACK_OK;
    const ontrack_status status =
        ontrack__line_read(text, at->lines->name, at->number, &at->line, self->error);
    if (status != ONTRACK_OK) return status;
    const bool rises =
        at->last_id.size == 0 ||
        ontrack__text_compare(ontrack__buffer_view(&at->last_id), at->line.student_id) < 0;
    return rises ? ONTRACK_OK : fail_order(at, self->error);
}

/* ---- one student ---- */

static ontrack_text member_text(const ontrack__json_value *object, const char *name)
{
    const ontrack__json_value *value = object == NULL ? NULL : ontrack__json_get(object, name);
    return value == NULL ? (ontrack_text){NULL, 0} : ontrack__json_text(value);
}

static ontrack_text level_text(ontrack__rule_then at)
{
    if (at.outcome == ONTRACK_OUTCOME_UNKNOWN) return ontrack_text_of("unknown");
    return member_text(at.flag, "level");
}

/* A line of nobody, for a student who is on one side alone: no flag, nothing unknown. */
static const ontrack__line nobody;

static void fill_rule(const ontrack__line *then, const ontrack__line *now, ontrack_text rule,
                      ontrack_changed *out)
{
    const ontrack__rule_then before = ontrack__rule_at(&then->now, rule);
    const ontrack__rule_then after = ontrack__rule_at(&now->now, rule);
    const ontrack__json_value *flag = after.flag != NULL ? after.flag : before.flag;
    out->name = rule;
    out->indicator = member_text(flag, "indicator");
    out->change = ontrack__rule_change(then, before, now, after);
    out->old_level = level_text(before);
    out->new_level = level_text(after);
    out->message = member_text(flag, "message");
    if (then != &nobody && now != &nobody) out->causes = ontrack__causes_of_rule(then, now, rule);
    if (then == &nobody && out->change != ONTRACK_CHANGE_NONE) out->causes = ONTRACK_CAUSE_NEW_DATA;
}

/* Whether one of the first `count` is about the rule. */
static bool is_told(const ontrack_changed *rules, size_t count, ontrack_text rule)
{
    for (size_t i = 0; i < count; i++)
        if (ontrack__text_equal(rules[i].name, rule)) return true;
    return false;
}

/* The rules of an array of flags or unknowns that were not told yet. */
static void add_rules(const ontrack__line *then, const ontrack__line *now,
                      const ontrack__json_value *array, ontrack_changed *rules, size_t *count)
{
    for (size_t i = 0; array != NULL && i < ontrack__json_count(array); i++) {
        const ontrack_text rule = member_text(ontrack__json_at(array, i), "rule");
        if (rule.size == 0 || is_told(rules, *count, rule)) continue;
        fill_rule(then, now, rule, &rules[(*count)++]);
    }
}

static size_t count_of(const ontrack__json_value *value)
{
    return value == NULL ? 0 : ontrack__json_count(value);
}

static bool compare_rules(const ontrack__line *then, const ontrack__line *now,
                          ontrack__arena *arena, ontrack_difference *out)
{
    const ontrack__json_value *const arrays[] = {now->now.flags, then->now.flags, now->now.unknown,
                                                 then->now.unknown};
    size_t most = 0;
    for (size_t i = 0; i < 4; i++)
        most += count_of(arrays[i]);
    ontrack_changed *rules = ontrack__arena_allocate(arena, most, sizeof *rules);
    if (rules == NULL) return false;
    for (size_t i = 0; i < 4; i++)
        add_rules(then, now, arrays[i], rules, &out->rule_count);
    out->rules = rules;
    return true;
}

/* Together the causes of the rules of an indicator, or of all rules. */
static unsigned causes_together(const ontrack_difference *of, ontrack_text indicator)
{
    unsigned causes = 0;
    for (size_t i = 0; i < of->rule_count; i++)
        if (indicator.size == 0 || ontrack__text_equal(of->rules[i].indicator, indicator))
            causes |= of->rules[i].causes;
    return causes;
}

static void fill_level(const ontrack__line *then, const ontrack__line *now, ontrack_text old_level,
                       ontrack_text new_level, ontrack_changed *out)
{
    out->old_level = old_level;
    out->new_level = new_level;
    out->change = ontrack__change_of_level(ontrack__level_of(then, old_level),
                                           ontrack__level_of(now, new_level));
}

static bool compare_indicators(const ontrack__line *then, const ontrack__line *now,
                               ontrack__arena *arena, ontrack_difference *out)
{
    const ontrack__json_value *names =
        now->now.indicators != NULL ? now->now.indicators : then->now.indicators;
    ontrack_changed *changed = ontrack__arena_allocate(arena, count_of(names), sizeof *changed);
    void *cursor = NULL;
    const char *name = NULL;
    ontrack__json_value *value = NULL;
    if (changed == NULL) return false;
    while (names != NULL && ontrack__json_next(names, &cursor, &name, &value)) {
        ontrack_changed *item = &changed[out->indicator_count];
        item->name = ontrack_text_of(name);
        fill_level(then, now, member_text(then->now.indicators, name),
                   member_text(now->now.indicators, name), item);
        item->causes = causes_together(out, item->name);
        out->indicator_count += item->change != ONTRACK_CHANGE_NONE;
    }
    out->indicators = changed;
    return true;
}

/* A student who is on one side alone has not got better or worse; one who is new has flags that are
 * newly met. */
static bool fill_difference(const ontrack__line *then, const ontrack__line *now,
                            ontrack__arena *arena, ontrack_difference *out)
{
    out->status.name = ontrack_text_of("status");
    out->status.old_level = then->now.status;
    out->status.new_level = now->now.status;
    if (out->in_new && !compare_rules(then, now, arena, out)) return false;
    if (!out->in_old || !out->in_new) return true;
    if (!compare_indicators(then, now, arena, out)) return false;
    fill_level(then, now, then->now.status, now->now.status, &out->status);
    if (out->status.change != ONTRACK_CHANGE_NONE)
        out->status.causes = causes_together(out, (ontrack_text){NULL, 0});
    return true;
}

static ontrack_status compare_student(comparing *self, const ontrack__line *then,
                                      const ontrack__line *now)
{
    ontrack_difference out;
    memset(&out, 0, sizeof out);
    out.in_old = then != &nobody;
    out.in_new = now != &nobody;
    out.student_id = out.in_new ? now->student_id : then->student_id;
    out.old_as_of = out.in_old ? then->now.as_of : ONTRACK_DATE_NONE;
    out.new_as_of = out.in_new ? now->now.as_of : ONTRACK_DATE_NONE;
    ontrack__arena_reset(&self->arena);
    if (!fill_difference(then, now, &self->arena, &out)) return ontrack__no_memory(self->error);
    const ontrack_status status = self->each(self->user, &out);
    return status == ONTRACK_OK
               ? ONTRACK_OK
               : ontrack__fail(self->error, status, "the comparison was ended by its callback");
}

/* ---- all students ---- */

static ontrack_status step(comparing *self)
{
    const int order = self->then.ended  ? 1
                      : self->now.ended ? -1
                                        : ontrack__text_compare(self->then.line.student_id,
                                                                self->now.line.student_id);
    ontrack_status status = compare_student(self, order > 0 ? &nobody : &self->then.line,
                                            order < 0 ? &nobody : &self->now.line);
    if (status == ONTRACK_OK && order <= 0) status = advance(self, &self->then);
    if (status == ONTRACK_OK && order >= 0) status = advance(self, &self->now);
    return status;
}

static void dispose(comparing *self)
{
    ontrack__line_free(&self->then.line);
    ontrack__line_free(&self->now.line);
    ontrack_buffer_dispose(&self->then.last_id);
    ontrack_buffer_dispose(&self->now.last_id);
    ontrack__arena_free(&self->arena);
}

ontrack_status ontrack_compare(const ontrack_lines *old_result, const ontrack_lines *new_result,
                               ontrack_status (*each)(void *user,
                                                      const ontrack_difference *difference),
                               void *user, const ontrack_allocator *allocator, ontrack_error *error)
{
    if (old_result == NULL || new_result == NULL || each == NULL)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "two results and a callback are needed");
    const ontrack_allocator memory = ontrack__allocator(allocator);
    comparing self;
    memset(&self, 0, sizeof self);
    self.then.lines = old_result;
    self.now.lines = new_result;
    self.then.last_id.allocator = self.now.last_id.allocator = memory;
    self.each = each;
    self.user = user;
    self.error = error;
    ontrack__arena_init(&self.arena, &memory);
    ontrack_status status = advance(&self, &self.then);
    if (status == ONTRACK_OK) status = advance(&self, &self.now);
    while (status == ONTRACK_OK && !(self.then.ended && self.now.ended))
        status = step(&self);
    dispose(&self);
    return status;
}
