/* Runs a rule set's code maps over the codes that a dataset holds. One that holds another student
 * from time to time (records/single.h) is asked about again each time: a code that stood in an
 * earlier edition alone means nothing in this one. */
#include "base/error.h"
#include "base/text.h"
#include "evaluation/codes.h"
#include "evaluation/parts.h"
#include "records/schools.h"

static ontrack_status find_meaning(const ontrack__binding *binding, ontrack_code_kind kind,
                                   ontrack__code code, ontrack__meaning *out, ontrack_error *error)
{
    const ontrack_text text = ontrack__code_text(binding->dataset, code);
    return binding->memo != NULL
               ? ontrack__memo_meaning(binding->memo, kind, text, out, error)
               : ontrack__code_map_meaning(binding->ruleset, kind, text, out, error);
}

/* Finds what a code means, where that is not known from an earlier edition. */
static ontrack_status ask(ontrack__binding *binding, ontrack_code_kind kind, ontrack__code code,
                          uint32_t edition, ontrack_error *error)
{
    ontrack__meaning *meaning = &binding->meanings.of[kind][code];
    ontrack_status status = ONTRACK_OK;
    if (code == 0 || meaning->asked >= edition) return ONTRACK_OK;
    if (meaning->asked == 0) status = find_meaning(binding, kind, code, meaning, error);
    if (status == ONTRACK_OK) meaning->asked = edition;
    return status;
}

/* ---- the students' codes ---- */

static ontrack_status ask_column(ontrack__binding *binding, const ontrack__code_column *column,
                                 uint32_t edition, ontrack_error *error)
{
    const ontrack__kinds *kinds = ontrack__kinds_of(binding->dataset, column->table);
    ontrack_status status = ONTRACK_OK;
    for (uint32_t row = 0; row < kinds->count && status == ONTRACK_OK; row++)
        status =
            ask(binding, column->kind,
                ontrack__code_in_kind(column, ontrack__kind_cells(kinds, row)), edition, error);
    return status;
}

ontrack_status ontrack__bind_edition(ontrack__binding *binding, ontrack_error *error)
{
    const uint32_t edition = binding->dataset->edition;
    ontrack_status status = ONTRACK_OK;
    binding->meanings.asked = edition;
    for (size_t i = 0; i < ontrack__code_column_count && status == ONTRACK_OK; i++)
        if (binding->ruleset->maps[ontrack__code_columns[i].kind].given)
            status =
                ask_column(binding, &ontrack__code_columns[i], edition == 0 ? 1 : edition, error);
    return status;
}

/* ---- terms ---- */

/* Terms that no course names are asked for, too: where credits are due by them. */
static ontrack_status ask_terms(ontrack__binding *binding, ontrack_error *error)
{
    const ontrack__rows *table = &binding->dataset->shared[ONTRACK_TABLE_TERMS];
    const ontrack__term_row *rows = (const ontrack__term_row *)table->cells;
    ontrack_status status = ONTRACK_OK;
    if (!binding->ruleset->maps[ONTRACK_CODES_TERM].given) return ONTRACK_OK;
    for (size_t row = 0; row < table->count && status == ONTRACK_OK; row++)
        status = ask(binding, ONTRACK_CODES_TERM, rows[row].term, ONTRACK__ALWAYS_ASKED, error);
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
        meaning->asked = ONTRACK__ALWAYS_ASKED;
    }
    ontrack__release(&binding->allocator, kinds, codes, sizeof *kinds);
    return true;
}

/* ---- all of it ---- */

/* The array of a kind, every code in it without a meaning yet. */
static bool make_kind(ontrack__binding *binding, ontrack_code_kind kind)
{
    const ontrack__meaning none = {0, ONTRACK_DECIMAL_NONE, ONTRACK_DECIMAL_NONE, false, 0};
    ontrack__meanings *meanings = &binding->meanings;
    meanings->of[kind] =
        ontrack__allocate(&binding->allocator, meanings->count, sizeof *meanings->of[kind]);
    if (meanings->of[kind] == NULL) return false;
    for (size_t code = 0; code < meanings->count; code++)
        meanings->of[kind][code] = none;
    return true;
}

ontrack_status ontrack__bind_meanings(ontrack__binding *binding, ontrack_error *error)
{
    binding->meanings.count = ontrack__interner_count(&binding->dataset->codes);
    for (int kind = 0; kind < ONTRACK_CODES_COUNT; kind++)
        if ((binding->ruleset->maps[kind].given || kind == ONTRACK_CODES_TERM) &&
            !make_kind(binding, (ontrack_code_kind)kind))
            return ontrack__no_memory(error);
    ontrack_status status = ask_terms(binding, error);
    if (status == ONTRACK_OK && !map_terms(binding)) return ontrack__no_memory(error);
    return status == ONTRACK_OK ? ontrack__bind_edition(binding, error) : status;
}
