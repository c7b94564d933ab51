#include "base/sort.h"
#include "measures/events.h"
#include "measures/indicators.h"
#include "measures/notes.h"

static const ontrack__event_table table = {ONTRACK_TABLE_INCIDENTS, ONTRACK_CODES_INCIDENT,
                                           ONTRACK__WHY_NO_INCIDENTS,
                                           ONTRACK__WHY_INCIDENTS_BEHIND};

static bool chosen(const ontrack_question *question, const ontrack__incident_row *row)
{
    return ontrack__event_chosen(question, &table, (const int32_t *)row);
}

static int compare_ids(const void *a, const void *b, const void *context)
{
    const ontrack__free_text left = *(const ontrack__free_text *)a;
    const ontrack__free_text right = *(const ontrack__free_text *)b;
    (void)context;
    return left < right ? -1 : left > right;
}

/* Rows with one id are one incident, chosen when any of them is; rows without are each their own.
 */
static ontrack_status count_incidents(const ontrack_question *question,
                                      const ontrack__incident_row *rows, size_t count, int64_t *out)
{
    ontrack__arena *arena = &question->notes->arena;
    ontrack__free_text *ids = ontrack__arena_allocate(arena, count, sizeof *ids);
    if (ids == NULL) return ONTRACK_NO_MEMORY;
    size_t named = 0;
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (!chosen(question, &rows[i])) continue;
        if (rows[i].incident == 0)
            ++*out;
        else
            ids[named++] = rows[i].incident;
    }
    if (!ontrack__sort(&arena->allocator, ids, named, sizeof *ids, compare_ids, NULL))
        return ONTRACK_NO_MEMORY;
    for (size_t i = 0; i < named; i++)
        *out += i == 0 || ids[i] != ids[i - 1];
    return ONTRACK_OK;
}

static ontrack_status incidents(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    if (question->options->each_repeat) return ontrack__count_events(question, &table, out);
    ontrack__events events;
    int64_t number = 0;
    ontrack__why why;
    ontrack_status status = ontrack__events_in_window(question, &table, &events, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    if (events.count > 0)
        status = count_incidents(question, (const ontrack__incident_row *)events.cells,
                                 events.count, &number);
    return status == ONTRACK_OK ? ontrack__event_count(question, number, out) : status;
}

static ontrack_status days_since_incident(void *user, const ontrack_question *question,
                                          ontrack_value *out)
{
    (void)user;
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_INCIDENTS))
        return ontrack__unknown(out, ONTRACK__WHY_NO_INCIDENTS);
    size_t count;
    const ontrack__incident_row *rows = (const ontrack__incident_row *)ontrack__page_rows_until(
        &question->notes->page, ONTRACK_TABLE_INCIDENTS, question->as_of, &count);
    while (count > 0 && !chosen(question, &rows[count - 1]))
        count--;
    if (count == 0) return ontrack__unknown(out, ONTRACK__WHY_NO_INCIDENT);
    *out = ontrack_value_count(question->as_of - rows[count - 1].date);
    return ONTRACK_OK;
}

static const ontrack_measure measures[] = {
    {sizeof(ontrack_measure), "behavior.incidents", ONTRACK_TYPE_COUNT, "count", "Incidents",
     ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_REPEATS |
         ONTRACK_OPTION_WITHOUT_ROWS,
     incidents, NULL, NULL},
    {sizeof(ontrack_measure), "behavior.days_since_incident", ONTRACK_TYPE_COUNT, "days",
     "Calendar days from the last incident to the as-of date", ONTRACK_OPTION_CATEGORIES,
     days_since_incident, NULL, NULL},
};

const ontrack__measure_list ontrack__behavior_measures = {measures,
                                                          sizeof measures / sizeof *measures};
