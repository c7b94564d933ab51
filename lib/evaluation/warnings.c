#include "evaluation/warnings.h"

#include "base/buffer.h"
#include "evaluation/needs.h"

#include <string.h>

typedef struct writing {
    const ontrack__binding *binding;
    const ontrack__tally *tally;
    ontrack__arena *arena;
    ontrack_buffer text; /* the sentence at hand */
    const char **list;
    size_t count;
} writing;

/* Ends the sentence and keeps it. */
static bool keep(writing *w)
{
    w->list[w->count] = ontrack__arena_copy(w->arena, ontrack__buffer_view(&w->text));
    ontrack__buffer_clear(&w->text);
    return w->list[w->count++] != NULL;
}

static bool put(writing *w, const char *words)
{
    return ontrack__buffer_string(&w->text, words);
}

static bool put_number(writing *w, ontrack__rational number)
{
    char digits[ONTRACK_DECIMAL_SIZE];
    const ontrack__rational scale = {ONTRACK_DECIMAL_ONE, 1};
    ontrack__rational scaled;
    char rounded[48];
    if (ontrack__rational_multiply(number, scale, &scaled) && scaled.denominator == 1) {
        ontrack_decimal_format(scaled.numerator, digits);
        return put(w, digits);
    }
    ontrack__rational_format(number, 4, rounded);
    return put(w, rounded);
}

/* ---- tables ---- */

/* The table that a reading lacks, or ONTRACK_TABLE_COUNT. */
static ontrack_table lacks(const ontrack__binding *binding, size_t reading)
{
    const ontrack__variable *variable = ontrack__reading_variable(binding->ruleset, reading);
    const ontrack_dataset *dataset = binding->dataset;
    if (variable->kind == ONTRACK__VARIABLE_INPUT)
        return ontrack__table_given(dataset, ONTRACK_TABLE_VALUES) ? ONTRACK_TABLE_COUNT
                                                                   : ONTRACK_TABLE_VALUES;
    if (variable->kind == ONTRACK__VARIABLE_LIST)
        return ontrack__table_given(dataset, variable->list->table) ? ONTRACK_TABLE_COUNT
                                                                    : variable->list->table;
    const ontrack__family *family = ontrack__family_of(variable->measure);
    if (family == NULL || ontrack__table_given(dataset, family->table) ||
        ontrack__table_given(dataset, family->instead))
        return ONTRACK_TABLE_COUNT;
    return family->table;
}

static bool put_readings(writing *w, ontrack_table table)
{
    const ontrack_ruleset *ruleset = w->binding->ruleset;
    bool any = false, done = true;
    for (size_t i = 0; i < ruleset->reading_count && done; i++) {
        if (lacks(w->binding, i) != table) continue;
        done = (!any || put(w, ", ")) && put(w, ruleset->readings[i].name);
        any = true;
    }
    return done;
}

static bool warn_table(writing *w, ontrack_table table)
{
    bool lacking = false;
    for (size_t i = 0; i < w->binding->ruleset->reading_count; i++)
        lacking = lacking || lacks(w->binding, i) == table;
    if (!lacking) return true;
    if (table == ONTRACK_TABLE_VALUES)
        return put(w,
                   "No measures.csv and no other values of the host were given, so nobody has ") &&
               put_readings(w, table) && put(w, ".") && keep(w);
    return put(w, "The table ") && put(w, ontrack_table_name(table)) &&
           put(w, " was not given, so nobody has ") && put_readings(w, table) &&
           put(w, "; a table that is given without rows says that there was nothing to record.") &&
           keep(w);
}

static bool warn_tables(writing *w)
{
    bool done = true;
    for (int table = 0; table < ONTRACK_TABLE_COUNT && done; table++)
        done = warn_table(w, (ontrack_table)table);
    return done;
}

static bool warn_undated(writing *w)
{
    if (w->binding->undated_grades == 0) return true;
    const bool one = w->binding->undated_grades == 1;
    return ontrack__buffer_integer(&w->text, w->binding->undated_grades) &&
           put(w, one ? " row of grades has" : " rows of grades have") &&
           put(w, " neither a posted_date nor a term that the table terms dates; ") &&
           put(w, one ? "its result counts" : "their results count") &&
           put(w, " as known on every as-of date.") && keep(w);
}

/* ---- students ---- */

static bool warn_scale(writing *w)
{
    const ontrack__scale *scale = &w->tally->scale;
    const char *verdict = ontrack__scale_verdict(scale);
    const ontrack__rational course = {scale->course, ONTRACK_DECIMAL_ONE};
    if (verdict == NULL) return true;
    return put(w, "Credits in the data look ") && put(w, verdict) &&
           put(w, " for the rule set: it asks for ") && put_number(w, scale->bar) &&
           put(w, ", and the largest course is worth ") && put_number(w, course) &&
           put(w, "; state the rule set's credits in the data's unit.") && keep(w);
}

static bool lacks_table(const ontrack__binding *binding, const ontrack__rule_plan *rule)
{
    for (size_t i = 0; i < rule->read_count; i++)
        if (lacks(binding, rule->reads[i]) != ONTRACK_TABLE_COUNT) return true;
    return false;
}

/* A rule that nobody's data can decide; one that lacks a table has been spoken of. */
static bool warn_rule(writing *w, size_t index)
{
    const ontrack__rule_plan *rule = &w->binding->ruleset->rules[index];
    const ontrack__common_why *why = &w->tally->whys[index];
    if (w->tally->students == 0 || w->tally->undecided[index] < w->tally->students) return true;
    if (lacks_table(w->binding, rule)) return true;
    return put(w, "The rule ") && put(w, rule->rule.id) &&
           put(w, " could not be decided for any student") &&
           (why->varies || (put(w, ": ") && put(w, why->text))) && put(w, ".") && keep(w);
}

static bool warn_rules(writing *w)
{
    bool done = true;
    for (size_t i = 0; i < w->binding->ruleset->rule_count && done; i++)
        done = warn_rule(w, i);
    return done;
}

/* Students who are missed without a word would be taken for students who do not meet it. */
static bool warn_left_out(writing *w)
{
    const int64_t count = w->tally->left_out;
    const ontrack__common_why *why = &w->tally->left_out_why;
    if (count == 0) return true;
    return put(w, "The condition of where could not be decided for ") &&
           ontrack__buffer_integer(&w->text, count) &&
           put(w, count == 1 ? " student, who is left out" : " students, who are left out") &&
           (why->varies || why->text[0] == '\0' || (put(w, ": ") && put(w, why->text))) &&
           put(w, ".") && keep(w);
}

/* ---- overrides ---- */

static bool put_override(writing *w, const ontrack__override *item)
{
    return put(w, "The override ") && put(w, item->face.id) && put(w, " of ") &&
           put(w, item->face.document);
}

static bool warn_ended(writing *w, const ontrack__override *item)
{
    char until[ONTRACK_DATE_SIZE];
    if (item->face.until >= w->binding->as_of) return true;
    ontrack_date_format(item->face.until, until);
    return put_override(w, item) && put(w, " ended on ") && put(w, until) &&
           put(w, " and no longer holds.") && keep(w);
}

/* A place that no record bears, a slip perhaps; NULL when there is none. */
static const char *strange_place(const ontrack_dataset *dataset, const ontrack__override *item,
                                 ontrack__dimension kind)
{
    const ontrack__interner *names = kind == ONTRACK__DISTRICT ? &dataset->texts : &dataset->codes;
    const ontrack__texts *places = &item->places[kind];
    ontrack__symbol found;
    for (size_t i = 0; i < places->count; i++)
        if (!ontrack__intern_find(names, ontrack_text_of(places->items[i]), &found))
            return places->items[i];
    return NULL;
}

static bool warn_place(writing *w, const ontrack__override *item)
{
    static const char *const kinds[ONTRACK__DIMENSIONS] = {
        " names the district ", " names the school ", " names the grade ", " names the term "};
    for (int kind = 0; kind < ONTRACK__DIMENSIONS; kind++) {
        const char *name = strange_place(w->binding->dataset, item, (ontrack__dimension)kind);
        if (name != NULL)
            return put_override(w, item) && put(w, kinds[kind]) && put(w, name) &&
                   put(w,
                       ", which nobody in the data is in; is it written as the data writes it?") &&
                   keep(w);
    }
    return true;
}

static bool warn_overrides(writing *w)
{
    const ontrack__overrides *overrides = &w->binding->ruleset->overrides;
    bool done = true;
    for (size_t i = 0; i < overrides->count && done; i++)
        done = warn_ended(w, &overrides->items[i]) && warn_place(w, &overrides->items[i]);
    return done;
}

static bool warn_strangers(writing *w)
{
    const int64_t strangers = w->binding->exempt_strangers;
    if (strangers == 0) return true;
    return ontrack__buffer_integer(&w->text, strangers) &&
           put(w, strangers == 1 ? " exemption names a student who is not in the data."
                                 : " exemptions name students who are not in the data.") &&
           keep(w);
}

bool ontrack__warnings(const ontrack__binding *binding, const ontrack__tally *tally,
                       ontrack__arena *arena, const char *const **out, size_t *count)
{
    /* One for each table and rule, two for an override, and one for each of the dates of grades,
     * the scale, `where` and the exemptions. */
    const size_t most = ONTRACK_TABLE_COUNT + binding->ruleset->rule_count +
                        2 * binding->ruleset->overrides.count + 4;
    writing w = {binding, tally, arena, ONTRACK_BUFFER_INIT, NULL, 0};
    w.text.allocator = binding->allocator;
    w.list = ontrack__arena_allocate(arena, most, sizeof *w.list);
    const bool done = w.list != NULL && warn_tables(&w) && warn_undated(&w) && warn_scale(&w) &&
                      warn_rules(&w) && warn_left_out(&w) && warn_overrides(&w) &&
                      warn_strangers(&w);
    ontrack_buffer_dispose(&w.text);
    *out = w.list;
    *count = w.count;
    return done;
}
