#include "measures/catalogue.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "measures/indicators.h"

#include <string.h>

struct ontrack_catalogue {
    ontrack__arena arena;    /* copied texts */
    ontrack__array measures; /* ontrack_measure */
    size_t built_in;         /* so many of them, the first ones, came with the library */
};

static const struct {
    ontrack_option option;
    const char *name;
} option_names[] = {
    {ONTRACK_OPTION_WINDOW, "window"},
    {ONTRACK_OPTION_CATEGORIES, "categories"},
    {ONTRACK_OPTION_SUBJECTS, "subjects"},
    {ONTRACK_OPTION_TERMS, "terms"},
    {ONTRACK_OPTION_MARKS, "marks"},
    {ONTRACK_OPTION_MIN_GAP_DAYS, "min_gap_days"},
    {ONTRACK_OPTION_REQUIRED, "required"},
    {ONTRACK_OPTION_FUTURE_TERM_CREDITS, "future_term_credits"},
    {ONTRACK_OPTION_PERIODS, "periods_per_day"},
    {ONTRACK_OPTION_INCLUDE_PRIOR, "include_prior"},
    {ONTRACK_OPTION_RECOVERED, "recovered"},
    {ONTRACK_OPTION_BY, "by"},
    {ONTRACK_OPTION_REPEATS, "repeats"},
    {ONTRACK_OPTION_RESULTS, "results"},
    {ONTRACK_OPTION_WITHOUT_ROWS, "without_rows"},
    {ONTRACK_OPTION_SPAN_DAYS, "span_days"},
    {ONTRACK_OPTION_ABOVE, "above"},
    {ONTRACK_OPTION_AT_LEAST, "at_least"},
    {ONTRACK_OPTION_AT_MOST, "at_most"},
    {ONTRACK_OPTION_BELOW, "below"},
    {ONTRACK_OPTION_COURSE_CREDITS, "course_credits"},
};

enum { OPTION_COUNT = sizeof option_names / sizeof *option_names };

const char *ontrack_option_name(ontrack_option option)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_names[i].option == option) return option_names[i].name;
    return NULL;
}

const char *ontrack_type_name(ontrack_type type)
{
    switch (type) {
    case ONTRACK_TYPE_BOOLEAN:
        return "boolean";
    case ONTRACK_TYPE_COUNT:
        return "count";
    case ONTRACK_TYPE_DECIMAL:
        return "decimal";
    case ONTRACK_TYPE_RATIO:
        return "ratio";
    case ONTRACK_TYPE_TEXT:
        return "text";
    case ONTRACK_TYPE_MAP:
        return "map";
    }
    return "unknown";
}

bool ontrack__category_kind(ontrack_text measure_name, ontrack_code_kind *out)
{
    static const struct {
        const char *prefix;
        ontrack_code_kind kind;
    } kinds[] = {
        {"attendance.", ONTRACK_CODES_ATTENDANCE},
        {"behavior.", ONTRACK_CODES_INCIDENT},
        {"discipline.", ONTRACK_CODES_ACTION},
        {"transitions.", ONTRACK_CODES_TRANSITION},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const size_t size = strlen(kinds[i].prefix);
        if (measure_name.size < size) continue;
        if (memcmp(measure_name.data, kinds[i].prefix, size) != 0) continue;
        *out = kinds[i].kind;
        return true;
    }
    return false;
}

/* ---- adding ---- */

/* Length of the word at the start: a lower-case letter, then letters, digits and underscores. */
static size_t word(const char *text)
{
    if (text[0] < 'a' || text[0] > 'z') return 0;
    size_t size = 1;
    while ((text[size] >= 'a' && text[size] <= 'z') || (text[size] >= '0' && text[size] <= '9') ||
           text[size] == '_')
        size++;
    return size;
}

static bool good_name(const char *name)
{
    if (name == NULL) return false;
    const size_t first = word(name);
    if (first == 0 || name[first] != '.') return false;
    const size_t second = word(name + first + 1);
    return second > 0 && name[first + 1 + second] == '\0';
}

static bool known_options(unsigned options)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        options &= ~(unsigned)option_names[i].option;
    return options == 0;
}

static ontrack_status check(const ontrack_catalogue *catalogue, const ontrack_measure *measure,
                            ontrack_error *error)
{
    const ontrack_status bad = ONTRACK_INVALID_ARGUMENT;
    if (!good_name(measure->name))
        return ontrack__fail(error, bad,
                             "a measure's name must be two lower-case words joined by a dot");
    if (strncmp(measure->name, "params.", 7) == 0)
        return ontrack__fail(error, bad,
                             "measure \"%s\": names after \"params.\" are a rule set's parameters",
                             measure->name);
    if (ontrack_catalogue_find(catalogue, ontrack_text_of(measure->name)) != NULL)
        return ontrack__fail(error, bad, "measure \"%s\" is there already; choose another name",
                             measure->name);
    if (measure->compute == NULL)
        return ontrack__fail(error, bad, "measure \"%s\" has no compute function", measure->name);
    if ((unsigned)measure->type > ONTRACK_TYPE_MAP)
        return ontrack__fail(error, bad, "measure \"%s\" has a type that is none", measure->name);
    if (!known_options(measure->options))
        return ontrack__fail(error, bad, "measure \"%s\" has an option that is none",
                             measure->name);
    return ONTRACK_OK;
}

static bool copy_text(ontrack__arena *arena, const char **text)
{
    if (*text == NULL) return true;
    *text = ontrack__arena_copy(arena, ontrack_text_of(*text));
    return *text != NULL;
}

static bool add_copy(ontrack_catalogue *catalogue, const ontrack_measure *measure)
{
    ontrack_measure copy = *measure;
    copy.struct_size = sizeof copy;
    if (!copy_text(&catalogue->arena, &copy.name) || !copy_text(&catalogue->arena, &copy.unit) ||
        !copy_text(&catalogue->arena, &copy.about))
        return false;
    ontrack_measure *place =
        ontrack__array_add(&catalogue->arena.allocator, &catalogue->measures, sizeof *place);
    if (place == NULL) return false;
    *place = copy;
    return true;
}

ontrack_status ontrack_catalogue_add(ontrack_catalogue *catalogue, const ontrack_measure *measure,
                                     ontrack_error *error)
{
    /* Of a struct that is too small not even `release` can be read. */
    if (measure->struct_size < sizeof *measure)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "struct_size is too small; start with ONTRACK_MEASURE_INIT");
    ontrack_status status = check(catalogue, measure, error);
    if (status == ONTRACK_OK && !add_copy(catalogue, measure)) status = ontrack__no_memory(error);
    if (status != ONTRACK_OK && measure->release != NULL) measure->release(measure->user);
    return status;
}

/* ---- the catalogue ---- */

static ontrack_status add_built_in(ontrack_catalogue *catalogue, ontrack_error *error)
{
    const ontrack__measure_list *const lists[] = {
        &ontrack__attendance_measures,        &ontrack__attendance_mark_measures,
        &ontrack__attendance_spread_measures, &ontrack__pace_measures,
        &ontrack__behavior_measures,          &ontrack__credits_measures,
        &ontrack__numeric_marks_measures,     &ontrack__discipline_measures,
        &ontrack__transitions_measures,       &ontrack__student_measures,
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; k < lists[i]->count; k++) {
            const ontrack_status status =
                ontrack_catalogue_add(catalogue, &lists[i]->measures[k], error);
            if (status != ONTRACK_OK) return status;
        }
    catalogue->built_in = catalogue->measures.count;
    return ONTRACK_OK;
}

bool ontrack__is_built_in(const ontrack_catalogue *catalogue, const ontrack_measure *measure)
{
    const ontrack_measure *first = catalogue->measures.items;
    return measure < first + catalogue->built_in;
}

ontrack_status ontrack_catalogue_new(const ontrack_allocator *allocator, ontrack_catalogue **out,
                                     ontrack_error *error)
{
    const ontrack_allocator kept = ontrack__allocator(allocator);
    ontrack_catalogue *catalogue = ontrack__allocate_zero(&kept, 1, sizeof *catalogue);
    if (catalogue == NULL) return ontrack__no_memory(error);
    ontrack__arena_init(&catalogue->arena, &kept);
    const ontrack_status status = add_built_in(catalogue, error);
    if (status != ONTRACK_OK) {
        ontrack_catalogue_free(catalogue);
        return status;
    }
    *out = catalogue;
    return ONTRACK_OK;
}

void ontrack_catalogue_free(ontrack_catalogue *catalogue)
{
    if (catalogue == NULL) return;
    const ontrack_allocator allocator = catalogue->arena.allocator;
    const ontrack_measure *measures = catalogue->measures.items;
    for (size_t i = 0; i < catalogue->measures.count; i++)
        if (measures[i].release != NULL) measures[i].release(measures[i].user);
    ontrack__array_free(&allocator, &catalogue->measures, sizeof *measures);
    ontrack__arena_free(&catalogue->arena);
    ontrack__release(&allocator, catalogue, 1, sizeof *catalogue);
}

size_t ontrack_catalogue_count(const ontrack_catalogue *catalogue)
{
    return catalogue->measures.count;
}

const ontrack_measure *ontrack_catalogue_at(const ontrack_catalogue *catalogue, size_t index)
{
    const ontrack_measure *measures = catalogue->measures.items;
    return index < catalogue->measures.count ? &measures[index] : NULL;
}

const ontrack_measure *ontrack_catalogue_find(const ontrack_catalogue *catalogue, ontrack_text name)
{
    const ontrack_measure *measures = catalogue->measures.items;
    for (size_t i = 0; i < catalogue->measures.count; i++)
        if (ontrack__text_is(name, measures[i].name)) return &measures[i];
    return NULL;
}
