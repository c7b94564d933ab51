/* Counts the rows whose codes a rule set reads but does not map. */
#include "evaluation/codes.h"
#include "evaluation/needs.h"
#include "evaluation/parts.h"

#include <string.h>

static bool reported(const ontrack__binding *binding, ontrack_code_kind kind)
{
    return binding->ruleset->maps[kind].given && ontrack__reads_codes(binding->ruleset, kind);
}

static bool mapped(const ontrack__binding *binding, ontrack_code_kind kind, ontrack__code code)
{
    return binding->meanings.of[kind][code].mapped;
}

/* A course is chosen by its subject or by itself, so a row with either mapped is understood; one
 * with neither is reported by its subject, or by its course where it has none. */
static bool understood_by_other(const ontrack__binding *binding, ontrack_code_kind kind,
                                const int32_t *cells)
{
    if (kind != ONTRACK_CODES_SUBJECT && kind != ONTRACK_CODES_COURSE) return false;
    if (!reported(binding, ONTRACK_CODES_SUBJECT) || !reported(binding, ONTRACK_CODES_COURSE))
        return false;
    const ontrack__grade_row *row = (const ontrack__grade_row *)cells;
    if (kind == ONTRACK_CODES_SUBJECT)
        return row->subject == 0 || mapped(binding, ONTRACK_CODES_COURSE, row->course);
    return row->subject != 0 || mapped(binding, ONTRACK_CODES_SUBJECT, row->course);
}

/* A row's code, when it says nothing; 0: none. */
static ontrack__code unmapped_code(const ontrack__binding *binding,
                                   const ontrack__code_column *column, const int32_t *cells)
{
    const ontrack__code code = ontrack__code_in(column, cells);
    if (code == 0 || mapped(binding, column->kind, code)) return 0;
    return understood_by_other(binding, column->kind, cells) ? 0 : code;
}

/* All columns of codes lie in the kind, so that mostly no row need be looked at. */
static bool any_unmapped(const ontrack__binding *binding, const ontrack__code_column *column)
{
    const ontrack__table_info *info = ontrack__table(column->table);
    const ontrack__kinds *kinds = ontrack__kinds_of(binding->dataset, column->table);
    int32_t cells[ONTRACK__MOST_COLUMNS] = {0};
    for (uint32_t i = 0; i < kinds->count; i++) {
        memcpy(cells + info->kind_first, ontrack__kind_cells(kinds, i),
               kinds->width * sizeof *cells);
        if (unmapped_code(binding, column, cells) != 0) return true;
    }
    return false;
}

static bool count_column(const ontrack__binding *binding, const ontrack__code_column *column,
                         ontrack__page *page, int64_t *counts)
{
    const ontrack_dataset *dataset = binding->dataset;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    const bool as_recorded = ontrack__reads_as_recorded(binding->ruleset);
    if (!any_unmapped(binding, column)) return true;
    for (size_t i = 0; i < dataset->student_count; i++) {
        const ontrack_student *student = ontrack_dataset_at(dataset, i);
        ontrack__walk walk = ontrack__walk_start(student, column->table);
        if (!ontrack__page_turn(page, student)) return false;
        while (ontrack__walk_next(&walk, cells)) {
            const ontrack__code code = unmapped_code(binding, column, cells);
            if (code != 0)
                counts[code] +=
                    ontrack__code_seen(column, page, cells, binding->as_of, as_recorded);
        }
    }
    return true;
}

/* Codes are numbered by their bytes, so the list comes out sorted. */
static bool list_kind(ontrack__binding *binding, ontrack_code_kind kind, const int64_t *counts)
{
    for (size_t code = 1; code < binding->meanings.count; code++) {
        if (counts[code] == 0) continue;
        ontrack_unmapped *item =
            ontrack__array_add(&binding->allocator, &binding->unmapped, sizeof *item);
        if (item == NULL) return false;
        item->kind = kind;
        item->code = ontrack__code_text(binding->dataset, (ontrack__code)code);
        item->rows = counts[code];
    }
    return true;
}

bool ontrack__bind_unmapped(ontrack__binding *binding)
{
    const size_t codes = binding->meanings.count;
    int64_t *counts = ontrack__allocate(&binding->allocator, codes, sizeof *counts);
    bool done = counts != NULL;
    ontrack__page page;
    ontrack__page_init(&page, &binding->allocator);
    for (int kind = 0; kind < ONTRACK_CODES_COUNT && done; kind++) {
        if (!reported(binding, (ontrack_code_kind)kind)) continue;
        memset(counts, 0, codes * sizeof *counts);
        for (size_t i = 0; i < ontrack__code_column_count && done; i++)
            if ((int)ontrack__code_columns[i].kind == kind)
                done = count_column(binding, &ontrack__code_columns[i], &page, counts);
        done = done && list_kind(binding, (ontrack_code_kind)kind, counts);
    }
    ontrack__page_dispose(&page);
    ontrack__release(&binding->allocator, counts, codes, sizeof *counts);
    return done;
}
