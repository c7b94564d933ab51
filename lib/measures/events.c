#include "measures/events.h"

#include "measures/notes.h"
#include "measures/stays.h"

static size_t width_of(const ontrack_question *question, ontrack_table table)
{
    return ontrack__dataset_of(question)->tables[table].width;
}

ontrack_status ontrack__events_in_window(const ontrack_question *question,
                                         const ontrack__event_table *table, const int32_t **rows,
                                         size_t *count, ontrack__why *why)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    *why = table->not_given;
    if (!ontrack__table_given(dataset, table->table)) return ONTRACK_OK;
    ontrack__span span;
    const ontrack_status status = ontrack__window_span(question, &span, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    if (ontrack__table_through(dataset->schools, table->table, ontrack__current_school(question),
                               question->as_of) < span.from)
        *why = table->behind;
    *rows = ontrack__student_rows_until(question->student, table->table, span.to, count);
    const size_t width = width_of(question, table->table);
    while (*count > 0 && **rows < span.from) {
        *rows += width;
        --*count;
    }
    return ONTRACK_OK;
}

bool ontrack__event_chosen(const ontrack_question *question, const ontrack__event_table *table,
                           const int32_t *row)
{
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, table->kind, (ontrack__code)row[1]);
    return ontrack__chosen(question->options->categories, meaning.categories);
}

ontrack_status ontrack__event_count(const ontrack_question *question, int64_t count,
                                    ontrack_value *out)
{
    bool enrolled = true;
    *out = ontrack_value_count(count);
    if (count > 0) return ONTRACK_OK;
    const ontrack_status status = ontrack__enrolled_this_year(question, &enrolled);
    if (status == ONTRACK_OK && !enrolled) return ontrack__unknown(out, ONTRACK__WHY_NOT_ENROLLED);
    return status;
}

ontrack_status ontrack__count_events(const ontrack_question *question,
                                     const ontrack__event_table *table, ontrack_value *out)
{
    const int32_t *rows;
    size_t count;
    ontrack__why why;
    const ontrack_status status = ontrack__events_in_window(question, table, &rows, &count, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    const size_t width = width_of(question, table->table);
    int64_t chosen = 0;
    for (size_t i = 0; i < count; i++)
        chosen += ontrack__event_chosen(question, table, rows + i * width);
    return ontrack__event_count(question, chosen, out);
}
