/* The options of a measure: what is written beside "measure". */
#include "rulesets/loader.h"

#include "base/text.h"
#include "measures/catalogue.h"

#include <ontrack/date.h>
#include <stdio.h>

enum { MOST_DAYS = 10000, MOST_PERIODS = 48 };

typedef struct reader {
    ontrack__loader *loader;
    const ontrack_measure *measure;
    ontrack__options *out;
    size_t variable; /* whose options they are */
    size_t option;   /* which of the options is being read */
} reader;

typedef ontrack_status read_option(const reader *to, const ontrack__json_cursor *at);

/* ---- numbers ---- */

/* Notes that a number of the options follows a parameter. */
static ontrack_status note_use(const reader *to, int parameter, const ontrack__number *number,
                               const int32_t *out)
{
    if (parameter < 0) return ONTRACK_OK;
    ontrack_ruleset *ruleset = to->loader->ruleset;
    ontrack__parameter_use *use =
        ontrack__array_add(&ruleset->allocator, &ruleset->uses, sizeof *use);
    if (use == NULL) return ontrack__no_memory(to->loader->error);
    use->parameter = (size_t)parameter;
    use->variable = to->variable;
    use->option = to->option;
    use->offset = (size_t)((const char *)out - (const char *)to->out);
    use->number = *number;
    return ONTRACK_OK;
}

static ontrack_status read_number(const reader *to, const ontrack__json_cursor *at,
                                  const ontrack__number *number, int32_t *out)
{
    int parameter = -1;
    const ontrack_status status = ontrack__load_number(to->loader, at, number, &parameter, out);
    return status == ONTRACK_OK ? note_use(to, parameter, number, out) : status;
}

static ontrack_status read_decimal(const reader *to, const ontrack__json_cursor *at,
                                   ontrack_decimal *out)
{
    static const ontrack__number decimal = {false, 0, INT32_MAX};
    return read_number(to, at, &decimal, out);
}

static ontrack_status read_whole(const reader *to, const ontrack__json_cursor *at, int32_t least,
                                 int32_t most, int32_t *out)
{
    const ontrack__number whole = {true, least, most};
    return read_number(to, at, &whole, out);
}

/* What is written later for the same option takes the place of what was noted before. */
static void forget_uses(const reader *to)
{
    ontrack_ruleset *ruleset = to->loader->ruleset;
    ontrack__parameter_use *uses = ruleset->uses.items;
    size_t kept = 0;
    for (size_t i = 0; i < ruleset->uses.count; i++)
        if (uses[i].variable != to->variable || uses[i].option != to->option)
            uses[kept++] = uses[i];
    ruleset->uses.count = kept;
}

/* ---- windows ---- */

static ontrack_status window_days(const reader *to, const ontrack__json_cursor *window,
                                  const char *key, ontrack__window_kind kind)
{
    const ontrack__json_cursor at = ontrack__json_member(window, key);
    to->out->window.kind = kind;
    return read_whole(to, &at, 1, MOST_DAYS, &to->out->window.days);
}

static ontrack_status window_term(const reader *to, const ontrack__json_cursor *window)
{
    const ontrack__json_cursor at = ontrack__json_member(window, "term");
    const ontrack_text name = ontrack__json_text(at.value);
    to->out->window.kind = ONTRACK__WINDOW_TERM;
    if (name.size == 0)
        return ontrack__json_fail(&at, to->loader->error,
                                  "must be \"current\" or the name of a term");
    if (ontrack__text_is(name, "current")) return ONTRACK_OK;
    const char *copy = ontrack__keep_text(to->loader, at.value);
    if (copy == NULL) return ontrack__no_memory(to->loader->error);
    to->out->window.term = ontrack_text_of(copy);
    return ONTRACK_OK;
}

static ontrack_status window_date(const reader *to, const ontrack__json_cursor *window,
                                  const char *key, ontrack_date *out)
{
    const ontrack__json_cursor at = ontrack__json_member(window, key);
    if (at.value == NULL || !ontrack_date_parse(ontrack__json_text(at.value), out))
        return ontrack__json_fail(at.value == NULL ? window : &at, to->loader->error,
                                  "\"%s\" must be a date, YYYY-MM-DD", key);
    return ONTRACK_OK;
}

static ontrack_status window_between(const reader *to, const ontrack__json_cursor *window)
{
    to->out->window.kind = ONTRACK__WINDOW_FROM_TO;
    ontrack_status status = window_date(to, window, "from", &to->out->window.from);
    if (status == ONTRACK_OK) status = window_date(to, window, "to", &to->out->window.to);
    if (status == ONTRACK_OK && to->out->window.from > to->out->window.to)
        status = ontrack__json_fail(window, to->loader->error,
                                    "ends before it begins; swap \"from\" and \"to\"");
    return status;
}

static ontrack_status window_year(const reader *to, const ontrack__json_cursor *window)
{
    const ontrack__json_cursor at = ontrack__json_member(window, "year_to_date");
    if (!ontrack__json_bool(at.value))
        return ontrack__json_fail(&at, to->loader->error, "must be true, or name another window");
    return ONTRACK_OK;
}

static ontrack_status read_window(const reader *to, const ontrack__json_cursor *at)
{
    static const struct {
        const char *key;
        ontrack__window_kind kind;
    } lengths[] = {
        {"first_instructional_days", ONTRACK__WINDOW_FIRST_INSTRUCTIONAL_DAYS},
        {"last_instructional_days", ONTRACK__WINDOW_LAST_INSTRUCTIONAL_DAYS},
        {"last_calendar_days", ONTRACK__WINDOW_LAST_CALENDAR_DAYS},
    };
    const bool between =
        ontrack__json_get(at->value, "from") != NULL || ontrack__json_get(at->value, "to") != NULL;
    const size_t both =
        ontrack__json_get(at->value, "from") != NULL && ontrack__json_get(at->value, "to") != NULL;
    if (ontrack__json_count(at->value) != 1 + both)
        return ontrack__json_fail(at, to->loader->error,
                                  "must be one window, such as {\"last_calendar_days\": 45}");
    const ontrack__window year = {ONTRACK__WINDOW_YEAR_TO_DATE, 0, {NULL, 0}, 0, 0};
    to->out->window = year;
    if (between) return window_between(to, at);
    if (ontrack__json_get(at->value, "term") != NULL) return window_term(to, at);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        if (ontrack__json_get(at->value, lengths[i].key) != NULL)
            return window_days(to, at, lengths[i].key, lengths[i].kind);
    return window_year(to, at);
}

/* ---- categories ---- */

/* The kinds whose categories an option chooses among: one, or for subjects two. */
typedef struct kinds {
    ontrack_code_kind kind[2];
    size_t count;
} kinds;

static ontrack_status unknown_category(const reader *to, const kinds *among,
                                       const ontrack__json_cursor *at)
{
    char name[ONTRACK_VALUE_SIZE + 24];
    const ontrack_value value = ontrack_value_text(ontrack__json_text(at->value));
    ontrack_value_format(&value, 0, name, sizeof name);
    const char *nearest = NULL;
    for (size_t i = 0; nearest == NULL && i < among->count; i++) {
        const ontrack__code_map *map = &to->loader->ruleset->maps[among->kind[i]];
        nearest = ontrack__json_nearest(name, map->categories, map->category_count);
    }
    if (nearest != NULL)
        return ontrack__json_fail(at, to->loader->error, "no such category; did you mean \"%s\"?",
                                  nearest);
    return ontrack__json_fail(at, to->loader->error,
                              "no such category; add a line with it to /codes/%s",
                              ontrack_code_kind_name(among->kind[0]));
}

static ontrack_status add_category(const reader *to, const kinds *among,
                                   const ontrack__json_cursor *at, ontrack__categories sets[2])
{
    bool found = false;
    for (size_t i = 0; i < among->count; i++) {
        const int bit = ontrack__find_category(to->loader->ruleset, among->kind[i],
                                               ontrack__json_text(at->value));
        if (bit < 0) continue;
        sets[i] |= (ontrack__categories)1 << bit;
        found = true;
    }
    return found ? ONTRACK_OK : unknown_category(to, among, at);
}

static ontrack_status read_categories(const reader *to, const kinds *among,
                                      const ontrack__json_cursor *at, ontrack__categories sets[2])
{
    sets[0] = sets[1] = 0;
    if (ontrack__json_kind_of(at->value) == ONTRACK__JSON_STRING)
        return add_category(to, among, at, sets);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < ontrack__json_count(at->value); i++) {
        const ontrack__json_cursor item = ontrack__json_item(at, i);
        status = add_category(to, among, &item, sets);
    }
    return status;
}

static ontrack_status own_kind(const reader *to, const ontrack__json_cursor *at, kinds *out)
{
    out->count = 1;
    if (ontrack__category_kind(ontrack_text_of(to->measure->name), &out->kind[0]))
        return ONTRACK_OK;
    return ontrack__json_fail(at, to->loader->error, "no code map belongs to this measure");
}

static ontrack_status read_own(const reader *to, const ontrack__json_cursor *at)
{
    kinds among;
    ontrack__categories sets[2];
    ontrack_status status = own_kind(to, at, &among);
    if (status == ONTRACK_OK) status = read_categories(to, &among, at, sets);
    if (status != ONTRACK_OK) return status;
    to->out->categories.narrowed = true;
    to->out->categories.any = sets[0];
    return ONTRACK_OK;
}

static ontrack_status read_except_own(const reader *to, const ontrack__json_cursor *at)
{
    kinds among;
    ontrack__categories sets[2];
    ontrack_status status = own_kind(to, at, &among);
    if (status == ONTRACK_OK) status = read_categories(to, &among, at, sets);
    if (status == ONTRACK_OK) to->out->categories.none = sets[0];
    return status;
}

static const kinds subject_kinds = {{ONTRACK_CODES_SUBJECT, ONTRACK_CODES_COURSE}, 2};
static const kinds term_kinds = {{ONTRACK_CODES_TERM, ONTRACK_CODES_TERM}, 1};
static const kinds mark_kinds = {{ONTRACK_CODES_MARK, ONTRACK_CODES_MARK}, 1};

static ontrack_status read_subjects(const reader *to, const ontrack__json_cursor *at)
{
    ontrack__categories sets[2];
    const ontrack_status status = read_categories(to, &subject_kinds, at, sets);
    if (status != ONTRACK_OK) return status;
    to->out->subjects.narrowed = to->out->courses.narrowed = true;
    to->out->subjects.any = sets[0];
    to->out->courses.any = sets[1];
    return ONTRACK_OK;
}

static ontrack_status read_except_subjects(const reader *to, const ontrack__json_cursor *at)
{
    ontrack__categories sets[2];
    const ontrack_status status = read_categories(to, &subject_kinds, at, sets);
    if (status != ONTRACK_OK) return status;
    to->out->subjects.none = sets[0];
    to->out->courses.none = sets[1];
    return ONTRACK_OK;
}

static ontrack_status read_terms(const reader *to, const ontrack__json_cursor *at)
{
    ontrack__categories sets[2];
    const ontrack_status status = read_categories(to, &term_kinds, at, sets);
    if (status != ONTRACK_OK) return status;
    to->out->terms.narrowed = true;
    to->out->terms.any = sets[0];
    return ONTRACK_OK;
}

static ontrack_status read_except_terms(const reader *to, const ontrack__json_cursor *at)
{
    ontrack__categories sets[2];
    const ontrack_status status = read_categories(to, &term_kinds, at, sets);
    if (status == ONTRACK_OK) to->out->terms.none = sets[0];
    return status;
}

static ontrack_status read_marks(const reader *to, const ontrack__json_cursor *at)
{
    ontrack__categories sets[2];
    const ontrack_status status = read_categories(to, &mark_kinds, at, sets);
    if (status == ONTRACK_OK) to->out->marks = sets[0];
    return status;
}

/* ---- one value each ---- */

static ontrack_status read_gap(const reader *to, const ontrack__json_cursor *at)
{
    return read_whole(to, at, 0, MOST_DAYS, &to->out->min_gap_days);
}

static ontrack_status read_required(const reader *to, const ontrack__json_cursor *at)
{
    return read_decimal(to, at, &to->out->required);
}

static ontrack_status read_future(const reader *to, const ontrack__json_cursor *at)
{
    return read_decimal(to, at, &to->out->future_term_credits);
}

static ontrack_status read_span(const reader *to, const ontrack__json_cursor *at)
{
    return read_whole(to, at, 0, MOST_DAYS, &to->out->span_days);
}

static ontrack_status read_above(const reader *to, const ontrack__json_cursor *at)
{
    return read_decimal(to, at, &to->out->above);
}

static ontrack_status read_at_least(const reader *to, const ontrack__json_cursor *at)
{
    return read_decimal(to, at, &to->out->at_least);
}

static ontrack_status read_at_most(const reader *to, const ontrack__json_cursor *at)
{
    return read_decimal(to, at, &to->out->at_most);
}

static ontrack_status read_below(const reader *to, const ontrack__json_cursor *at)
{
    return read_decimal(to, at, &to->out->below);
}

static ontrack_status read_course_credits(const reader *to, const ontrack__json_cursor *at)
{
    static const ontrack__number above_zero = {false, 1, INT32_MAX};
    return read_number(to, at, &above_zero, &to->out->course_credits);
}

static ontrack_status read_periods(const reader *to, const ontrack__json_cursor *at)
{
    return read_whole(to, at, 1, MOST_PERIODS, &to->out->periods_per_day);
}

/* Position of a text among words, or -1 with a complaint that lists them. */
static ontrack_status read_word(const reader *to, const ontrack__json_cursor *at,
                                const char *const *words, size_t count, const char *advice,
                                size_t *out)
{
    for (*out = 0; *out < count; *out += 1)
        if (ontrack__text_is(ontrack__json_text(at->value), words[*out])) return ONTRACK_OK;
    return ontrack__json_fail(at, to->loader->error, "must be %s", advice);
}

static ontrack_status read_partial(const reader *to, const ontrack__json_cursor *at)
{
    static const char *const words[] = {"share", "majority", "any", "whole"};
    size_t word = 0;
    const ontrack_status status =
        read_word(to, at, words, 4, "\"share\", \"majority\", \"any\" or \"whole\"", &word);
    if (status == ONTRACK_OK) to->out->partial_day = (ontrack__partial_day)word;
    return status;
}

static ontrack_status read_prior(const reader *to, const ontrack__json_cursor *at)
{
    to->out->include_prior = ontrack__json_bool(at->value);
    return ONTRACK_OK;
}

/* Whether a text is the second of two words; neither is a complaint. */
static ontrack_status read_choice(const reader *to, const ontrack__json_cursor *at,
                                  const char *first, const char *second, bool *out)
{
    const char *const words[] = {first, second};
    char advice[64];
    size_t word = 0;
    snprintf(advice, sizeof advice, "\"%s\" or \"%s\"", first, second);
    const ontrack_status status = read_word(to, at, words, 2, advice, &word);
    if (status == ONTRACK_OK) *out = word == 1;
    return status;
}

static ontrack_status read_recovered(const reader *to, const ontrack__json_cursor *at)
{
    return read_choice(to, at, "keep", "erase", &to->out->erase_recovered);
}

static ontrack_status read_by(const reader *to, const ontrack__json_cursor *at)
{
    return read_choice(to, at, "course", "semester", &to->out->by_semester);
}

static ontrack_status read_repeats(const reader *to, const ontrack__json_cursor *at)
{
    return read_choice(to, at, "once", "each", &to->out->each_repeat);
}

static ontrack_status read_results(const reader *to, const ontrack__json_cursor *at)
{
    return read_choice(to, at, "at_term_end", "as_recorded", &to->out->as_recorded);
}

static ontrack_status read_without_rows(const reader *to, const ontrack__json_cursor *at)
{
    return read_choice(to, at, "unknown", "zero", &to->out->without_zero);
}

static const struct {
    const char *key;
    ontrack_option option;
    read_option *read;
} options[] = {
    {"window", ONTRACK_OPTION_WINDOW, read_window},
    {"categories", ONTRACK_OPTION_CATEGORIES, read_own},
    {"except_categories", ONTRACK_OPTION_CATEGORIES, read_except_own},
    {"subjects", ONTRACK_OPTION_SUBJECTS, read_subjects},
    {"except_subjects", ONTRACK_OPTION_SUBJECTS, read_except_subjects},
    {"terms", ONTRACK_OPTION_TERMS, read_terms},
    {"except_terms", ONTRACK_OPTION_TERMS, read_except_terms},
    {"marks", ONTRACK_OPTION_MARKS, read_marks},
    {"min_gap_days", ONTRACK_OPTION_MIN_GAP_DAYS, read_gap},
    {"required", ONTRACK_OPTION_REQUIRED, read_required},
    {"future_term_credits", ONTRACK_OPTION_FUTURE_TERM_CREDITS, read_future},
    {"periods_per_day", ONTRACK_OPTION_PERIODS, read_periods},
    {"partial_day", ONTRACK_OPTION_PERIODS, read_partial},
    {"include_prior", ONTRACK_OPTION_INCLUDE_PRIOR, read_prior},
    {"recovered", ONTRACK_OPTION_RECOVERED, read_recovered},
    {"by", ONTRACK_OPTION_BY, read_by},
    {"repeats", ONTRACK_OPTION_REPEATS, read_repeats},
    {"results", ONTRACK_OPTION_RESULTS, read_results},
    {"without_rows", ONTRACK_OPTION_WITHOUT_ROWS, read_without_rows},
    {"span_days", ONTRACK_OPTION_SPAN_DAYS, read_span},
    {"above", ONTRACK_OPTION_ABOVE, read_above},
    {"at_least", ONTRACK_OPTION_AT_LEAST, read_at_least},
    {"at_most", ONTRACK_OPTION_AT_MOST, read_at_most},
    {"below", ONTRACK_OPTION_BELOW, read_below},
    {"course_credits", ONTRACK_OPTION_COURSE_CREDITS, read_course_credits},
};

bool ontrack__takes_option(const ontrack_measure *measure, const char *key)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(options[i].key, key) == 0)
            return (measure->options & (unsigned)options[i].option) != 0;
    return false;
}

ontrack_status ontrack__load_options(ontrack__loader *loader, const ontrack__json_cursor *at,
                                     ontrack__variable *variable, bool defaults)
{
    const ontrack_measure *measure = variable->measure;
    reader to = {loader, measure, &variable->options,
                 (size_t)(variable - loader->ruleset->variables), 0};
    ontrack_status status = ONTRACK_OK;
    for (; status == ONTRACK_OK && to.option < sizeof options / sizeof *options; to.option++) {
        const char *key = options[to.option].key;
        const ontrack__json_cursor option = ontrack__json_member(at, key);
        if (option.value == NULL) continue;
        if (ontrack__takes_option(measure, key)) {
            forget_uses(&to);
            status = options[to.option].read(&to, &option);
        } else if (!defaults) {
            status = ontrack__json_fail(&option, loader->error,
                                        "\"%s\" takes no such option; remove it", measure->name);
        }
    }
    return status;
}
