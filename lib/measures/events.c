#include "measures/events.h"

#include "measures/notes.h"
#include "measures/stays.h"

ontrack_status ontrack__events_in_window(const ontrack_question *question,
                                         const ontrack__event_table *table, ontrack__events *out,
                                         ontrack__why *why)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    *why = table->not_given;
    if (!ontrack__table_given(dataset, table->table)) return ONTRACK_OK;
    ontrack__dates span;
    const ontrack_status status = ontrack__window_span(question, &span, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    if (ontrack__table_through(dataset->schools, table->table, ontrack__current_school(question),
                               question->as_of) < span.from)
        *why = table->behind;
    const ontrack__events none = {NULL, 0, ontrack__table_width(ontrack__table(table->table)), 0};
    *out = none;
    out->cells =
        ontrack__page_rows_until(&question->notes->page, table->table, span.to, &out->count);
    for (; out->count > 0 && out->cells[0] < span.from; out->count--, out->first++)
        out->cells += out->width;
    return ONTRACK_OK;
}

bool ontrack__event_chosen(const ontrack_question *question, const ontrack__event_table *table,
                           const int32_t *row)
{
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, table->kind, (ontrack__code)row[1]);
    return ontrack__chosen(question->options->categories, meaning.categories);
}

int64_t ontrack__event_times(const ontrack_question *question, const ontrack__event_table *table,
                             const ontrack__events *events, size_t index)
{
    if (!ontrack__event_chosen(question, table, ontrack__event(events, index))) return 0;
    if (!question->options->each_repeat) return 1;
    return ontrack__page_row_times(&question->notes->page, table->table, events->first + index);
}

ontrack_status ontrack__event_count(const ontrack_question *question, int64_t count,
                                    ontrack_value *out)
{
    bool enrolled = true;
    *out = ontrack_value_count(count);
    if (count > 0 || question->options->without_zero) return ONTRACK_OK;
    const ontrack_status status = ontrack__enrolled_this_year(question, &enrolled);
    if (status == ONTRACK_OK && !enrolled) return ontrack__unknown(out, ONTRACK__WHY_NOT_ENROLLED);
    return status;
}

ontrack_status ontrack__count_events(const ontrack_question *question,
                                     const ontrack__event_table *table, ontrack_value *out)
{
    ontrack__events events;
    ontrack__why why;
    const ontrack_status status = ontrack__events_in_window(question, table, &events, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    int64_t chosen = 0;
    for (size_t i = 0; i < events.count; i++)
        chosen += ontrack__event_times(question, table, &events, i);
    return ontrack__event_count(question, chosen, out);
}
