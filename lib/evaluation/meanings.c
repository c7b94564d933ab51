/* Runs a rule set's code maps over the codes that a dataset holds. */
#include "base/error.h"
#include "base/text.h"
#include "evaluation/codes.h"
#include "evaluation/parts.h"
#include "records/schools.h"

#include <string.h>

/* Notes which codes stand anywhere in the columns for that kind of code. */
static void mark_kind(const ontrack_dataset *dataset, ontrack_code_kind kind, bool *occurs)
{
    for (size_t i = 0; i < ontrack__code_column_count; i++) {
        const ontrack__code_column *column = &ontrack__code_columns[i];
        if (column->kind != kind) continue;
        const ontrack__kinds *kinds = ontrack__kinds_of(dataset, column->table);
        for (uint32_t row = 0; row < kinds->count; row++)
            occurs[ontrack__code_in_kind(column, ontrack__kind_cells(kinds, row))] = true;
    }
}

/* Terms that no course names are asked for, too: where credits are due by them. */
static void mark_terms(const ontrack_dataset *dataset, bool *occurs)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_TERMS];
    const ontrack__term_row *rows = (const ontrack__term_row *)table->cells;
    for (size_t row = 0; row < table->count; row++)
        occurs[rows[row].term] = true;
}

static ontrack_status find_meaning(const ontrack__binding *binding, ontrack_code_kind kind,
                                   ontrack__code code, ontrack__meaning *out, ontrack_error *error)
{
    const ontrack_text text = ontrack__code_text(binding->dataset, code);
    return binding->memo != NULL
               ? ontrack__memo_meaning(binding->memo, kind, text, out, error)
               : ontrack__code_map_meaning(binding->ruleset, kind, text, out, error);
}

static ontrack_status map_kind(ontrack__binding *binding, ontrack_code_kind kind,
                               const bool *occurs, ontrack_error *error)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t code = 1; code < binding->meanings.count && status == ONTRACK_OK; code++)
        if (occurs[code])
            status = find_meaning(binding, kind, (ontrack__code)code,
                                  &binding->meanings.of[kind][code], error);
    return status;
}

/* Kinds that terms.csv gives to each term code, as bits. */
static void collect_term_kinds(const ontrack_dataset *dataset, ontrack__categories *kinds)
{
    const ontrack__rows *table = &dataset->shared[ONTRACK_TABLE_TERMS];
    const ontrack__term_row *rows = (const ontrack__term_row *)table->cells;
    for (size_t row = 0; row < table->count; row++) {
        const ontrack_text text = ontrack__code_text(dataset, rows[row].kind);
        for (int kind = ONTRACK__TERM_SEMESTER; kind < ONTRACK__TERM_KIND_COUNT; kind++)
            if (ontrack__text_is(text, ontrack__term_kind_name((ontrack__term_kind)kind)))
                kinds[rows[row].term] |= (ontrack__categories)1 << (kind - 1);
    }
}

/* A term that terms.csv names is of its kind's category beside what the rule set's map says. Where
 * schools use one name for terms of different kinds the name alone tells none: the measures look
 * at the student's school. */
static bool map_terms(ontrack__binding *binding)
{
    const size_t codes = binding->meanings.count;
    ontrack__categories *kinds = ontrack__allocate_zero(&binding->allocator, codes, sizeof *kinds);
    if (kinds == NULL) return false;
    collect_term_kinds(binding->dataset, kinds);
    for (size_t code = 1; code < codes; code++) {
        if (kinds[code] == 0) continue;
        ontrack__meaning *meaning = &binding->meanings.of[ONTRACK_CODES_TERM][code];
        const bool one_kind = (kinds[code] & (kinds[code] - 1)) == 0;
        if (one_kind) meaning->categories |= kinds[code];
        meaning->mapped = true;
    }
    ontrack__release(&binding->allocator, kinds, codes, sizeof *kinds);
    return true;
}

/* The array of a kind, every code in it without a meaning yet. */
static bool make_kind(ontrack__binding *binding, ontrack_code_kind kind)
{
    const ontrack__meaning none = {0, ONTRACK_DECIMAL_NONE, ONTRACK_DECIMAL_NONE, false};
    ontrack__meanings *meanings = &binding->meanings;
    meanings->of[kind] =
        ontrack__allocate(&binding->allocator, meanings->count, sizeof *meanings->of[kind]);
    if (meanings->of[kind] == NULL) return false;
    for (size_t code = 0; code < meanings->count; code++)
        meanings->of[kind][code] = none;
    return true;
}

static ontrack_status bind_kind(ontrack__binding *binding, ontrack_code_kind kind, bool *occurs,
                                ontrack_error *error)
{
    const bool given = binding->ruleset->maps[kind].given;
    if (!given && kind != ONTRACK_CODES_TERM) return ONTRACK_OK;
    if (!make_kind(binding, kind)) return ontrack__no_memory(error);
    ontrack_status status = ONTRACK_OK;
    if (given) {
        memset(occurs, 0, binding->meanings.count * sizeof *occurs);
        mark_kind(binding->dataset, kind, occurs);
        if (kind == ONTRACK_CODES_TERM) mark_terms(binding->dataset, occurs);
        status = map_kind(binding, kind, occurs, error);
    }
    if (status == ONTRACK_OK && kind == ONTRACK_CODES_TERM && !map_terms(binding))
        return ontrack__no_memory(error);
    return status;
}

ontrack_status ontrack__bind_meanings(ontrack__binding *binding, ontrack_error *error)
{
    binding->meanings.count = ontrack__interner_count(&binding->dataset->codes);
    bool *occurs = ontrack__allocate(&binding->allocator, binding->meanings.count, sizeof *occurs);
    if (occurs == NULL) return ontrack__no_memory(error);
    ontrack_status status = ONTRACK_OK;
    for (int kind = 0; kind < ONTRACK_CODES_COUNT && status == ONTRACK_OK; kind++)
        status = bind_kind(binding, (ontrack_code_kind)kind, occurs, error);
    ontrack__release(&binding->allocator, occurs, binding->meanings.count, sizeof *occurs);
    return status;
}
