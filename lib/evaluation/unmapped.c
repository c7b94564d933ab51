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

static void count_column(const ontrack__binding *binding, const ontrack__code_column *column,
                         int64_t *counts)
{
    const ontrack_dataset *dataset = binding->dataset;
    const size_t width = dataset->tables[column->table].width;
    const bool as_recorded = ontrack__reads_as_recorded(binding->ruleset);
    for (size_t i = 0; i < dataset->student_count; i++) {
        size_t count;
        const int32_t *rows = ontrack__student_rows(&dataset->students[i], column->table, &count);
        for (size_t row = 0; row < count; row++) {
            const int32_t *cells = rows + row * width;
            const ontrack__code code = ontrack__code_in(column, cells);
            if (code == 0 || mapped(binding, column->kind, code)) continue;
            if (understood_by_other(binding, column->kind, cells)) continue;
            counts[code] += ontrack__code_seen(column, &dataset->students[i], cells, binding->as_of,
                                               as_recorded);
        }
    }
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
    for (int kind = 0; kind < ONTRACK_CODES_COUNT && done; kind++) {
        if (!reported(binding, (ontrack_code_kind)kind)) continue;
        memset(counts, 0, codes * sizeof *counts);
        for (size_t i = 0; i < ontrack__code_column_count; i++)
            if ((int)ontrack__code_columns[i].kind == kind)
                count_column(binding, &ontrack__code_columns[i], counts);
        done = list_kind(binding, (ontrack_code_kind)kind, counts);
    }
    ontrack__release(&binding->allocator, counts, codes, sizeof *counts);
    return done;
}
