#include "evaluation/variants.h"

#include "base/error.h"
#include "base/text.h"
#include "records/schools.h"

#include <string.h>

typedef struct ontrack__made_variant {
    const size_t *entries;
    size_t count;
    const ontrack_ruleset *ruleset;
} ontrack__made_variant;

/* Where a student is; empty for what is not known. */
typedef struct place {
    ontrack_text of[ONTRACK__TERM]; /* district, school, grade */
} place;

/* Every catalogue holds these measures, and every rule set a variable for each measure. */
static void find_asked(ontrack__variants *variants)
{
    static const char *const measures[ONTRACK__TERM] = {
        [ONTRACK__DISTRICT] = "student.attributes",
        [ONTRACK__SCHOOL] = "student.school_id",
        [ONTRACK__GRADE] = "student.grade_level",
    };
    const ontrack_ruleset *ruleset = variants->binding->ruleset;
    for (int kind = 0; kind < ONTRACK__TERM; kind++)
        for (size_t i = 0; i < ruleset->variable_count; i++)
            if (strcmp(ruleset->variables[i].name, measures[kind]) == 0)
                variants->places_asked[kind] = i;
}

bool ontrack__variants_init(ontrack__variants *variants, const ontrack__binding *binding)
{
    const size_t *entries = binding->overrides.items;
    variants->binding = binding;
    if (binding->overrides.count > 0) find_asked(variants);
    ontrack__arena_init(&variants->arena, &binding->allocator);
    ontrack__interner_init(&variants->places, &binding->allocator);
    for (size_t i = 0; i < binding->overrides.count; i++)
        variants->ranks |= binding->ruleset->overrides.items[entries[i]].rank;
    variants->entries = ontrack__arena_allocate(&variants->arena, binding->overrides.count,
                                                sizeof *variants->entries);
    return variants->entries != NULL;
}

void ontrack__variants_dispose(ontrack__variants *variants)
{
    if (variants->binding == NULL) return;
    const ontrack_allocator *allocator = &variants->binding->allocator;
    ontrack__array_free(allocator, &variants->of_places, sizeof(const ontrack_ruleset *));
    ontrack__array_free(allocator, &variants->made, sizeof(ontrack__made_variant));
    ontrack__interner_free(&variants->places);
    ontrack__arena_free(&variants->arena);
}

/* ---- where the student is ---- */

/* The value of a measure under its own name; a test may have given it. */
static ontrack_status ask(const ontrack__variants *variants, ontrack__values *values, int kind,
                          ontrack__arena *arena, const ontrack_value **out, ontrack_error *error)
{
    const size_t variable = variants->places_asked[kind];
    *out = &values->of[variable];
    return ontrack__values_need(values, variable, arena, error);
}

/* Whether a column of students.csv names the district: without case, blanks, `_` and `-`. */
static bool is_district(ontrack_text name)
{
    char folded[sizeof "districtid"] = "";
    size_t size = 0;
    for (size_t i = 0; i < name.size; i++) {
        const char c = name.data[i];
        if (c == ' ' || c == '_' || c == '-') continue;
        if (size + 1 == sizeof folded) return false;
        folded[size++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return strcmp(folded, "district") == 0 || strcmp(folded, "districtid") == 0;
}

static ontrack_text district_among(const ontrack_value *attributes)
{
    const ontrack_text none = {"", 0};
    for (size_t i = 0; attributes->kind == ONTRACK_KIND_MAP && i < attributes->count; i++)
        if (is_district(attributes->pairs[i].key)) return attributes->pairs[i].value;
    return none;
}

static ontrack_status find_place(const ontrack__variants *variants, ontrack__values *values,
                                 ontrack__arena *arena, place *out, ontrack_error *error)
{
    /* A term is looked up at the student's school. */
    const unsigned ranks = variants->ranks & 1u << ONTRACK__TERM
                               ? variants->ranks | 1u << ONTRACK__SCHOOL
                               : variants->ranks;
    for (int i = 0; i < ONTRACK__TERM; i++) {
        const ontrack_value *value;
        out->of[i] = (ontrack_text){"", 0};
        if (!(ranks & 1u << i)) continue;
        const ontrack_status status = ask(variants, values, i, arena, &value, error);
        if (status != ONTRACK_OK) return status;
        if (i == ONTRACK__DISTRICT)
            out->of[i] = district_among(value);
        else if (value->kind == ONTRACK_KIND_TEXT)
            out->of[i] = value->text;
    }
    return ONTRACK_OK;
}

/* ---- which overrides hold there ---- */

static bool lists(const ontrack__texts *places, ontrack_text name)
{
    for (size_t i = 0; i < places->count; i++)
        if (ontrack__text_is(name, places->items[i])) return true;
    return false;
}

/* Whether some term of the school that holds the as-of date is listed. */
static bool lists_term(const ontrack__variants *variants, const ontrack__texts *terms,
                       ontrack_text school)
{
    const ontrack_dataset *dataset = variants->binding->dataset;
    const ontrack_date as_of = variants->binding->as_of;
    ontrack__code code = 0;
    size_t count;
    ontrack__intern_find(&dataset->codes, school, &code);
    const ontrack__term *known = ontrack__school_terms(dataset->schools, code, &count);
    for (size_t i = 0; i < count; i++)
        if (known[i].start <= as_of && as_of <= known[i].end &&
            lists(terms, ontrack__code_text(dataset, known[i].term)))
            return true;
    return false;
}

static bool holds(const ontrack__variants *variants, const ontrack__override *item, const place *at)
{
    for (int i = 0; i < ONTRACK__TERM; i++)
        if (item->places[i].count > 0 && !lists(&item->places[i], at->of[i])) return false;
    const ontrack__texts *terms = &item->places[ONTRACK__TERM];
    return terms->count == 0 || lists_term(variants, terms, at->of[ONTRACK__SCHOOL]);
}

static size_t find_entries(ontrack__variants *variants, const place *at)
{
    const ontrack__binding *binding = variants->binding;
    const size_t *entries = binding->overrides.items;
    size_t count = 0;
    for (size_t i = 0; i < binding->overrides.count; i++)
        if (holds(variants, &binding->ruleset->overrides.items[entries[i]], at))
            variants->entries[count++] = entries[i];
    return count;
}

/* ---- variants ---- */

static const ontrack_ruleset *find_made(const ontrack__variants *variants, size_t count)
{
    const ontrack__made_variant *made = variants->made.items;
    for (size_t i = 0; i < variants->made.count; i++)
        if (made[i].count == count &&
            memcmp(made[i].entries, variants->entries, count * sizeof *made[i].entries) == 0)
            return made[i].ruleset;
    return NULL;
}

static const ontrack_ruleset *make(ontrack__variants *variants, size_t count)
{
    const ontrack__binding *binding = variants->binding;
    size_t *entries = ontrack__arena_allocate(&variants->arena, count, sizeof *entries);
    ontrack__made_variant *made =
        ontrack__array_add(&binding->allocator, &variants->made, sizeof *made);
    if (entries == NULL || made == NULL) return NULL;
    memcpy(entries, variants->entries, count * sizeof *entries);
    made->entries = entries;
    made->count = count;
    made->ruleset = ontrack__variant(binding->ruleset, entries, count, &variants->arena);
    return made->ruleset;
}

static const ontrack_ruleset *variant_of(ontrack__variants *variants, size_t count)
{
    if (count == 0) return variants->binding->ruleset;
    const ontrack_ruleset *made = find_made(variants, count);
    return made != NULL ? made : make(variants, count);
}

/* ---- places seen ---- */

/* A text of its own for each place: no code holds a NUL. */
static bool place_key(const place *at, ontrack__arena *arena, ontrack_text *out)
{
    size_t size = 0;
    for (int i = 0; i < ONTRACK__TERM; i++)
        size += at->of[i].size + 1;
    char *key = ontrack__arena_allocate(arena, size, 1);
    if (key == NULL) return false;
    out->data = key;
    out->size = size;
    for (int i = 0; i < ONTRACK__TERM; i++) {
        if (at->of[i].size > 0) memcpy(key, at->of[i].data, at->of[i].size);
        key += at->of[i].size + 1;
    }
    return true;
}

/* Where the variant of the place is kept; it holds NULL before it was found. NULL when memory is
 * out. */
static const ontrack_ruleset **seat_of(ontrack__variants *variants, const place *at,
                                       ontrack__arena *arena)
{
    ontrack__symbol number;
    ontrack_text key;
    if (!place_key(at, arena, &key) || !ontrack__intern(&variants->places, key, &number))
        return NULL;
    while (variants->of_places.count <= number)
        if (ontrack__array_add(&variants->binding->allocator, &variants->of_places,
                               sizeof(const ontrack_ruleset *)) == NULL)
            return NULL;
    const ontrack_ruleset **seats = variants->of_places.items;
    return &seats[number];
}

ontrack_status ontrack__variants_choose(ontrack__variants *variants, ontrack__values *values,
                                        ontrack__arena *arena, const ontrack_ruleset **out,
                                        ontrack_error *error)
{
    place at;
    *out = variants->binding->ruleset;
    if (variants->binding->overrides.count == 0) return ONTRACK_OK;
    const ontrack_status status = find_place(variants, values, arena, &at, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_ruleset **seat = seat_of(variants, &at, arena);
    if (seat == NULL) return ontrack__no_memory(error);
    if (*seat == NULL) *seat = variant_of(variants, find_entries(variants, &at));
    *out = *seat;
    return *out == NULL ? ontrack__no_memory(error) : ONTRACK_OK;
}
