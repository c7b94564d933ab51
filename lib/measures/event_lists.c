/* Incidents, actions and transitions as lists. */
#include "base/sort.h"
#include "measures/events.h"
#include "measures/list.h"
#include "measures/notes.h"

enum { DATE, CODE, CATEGORIES, DAYS, ACTION_FIELDS, EVENT_FIELDS = DAYS };

static const ontrack__event_table incidents = {ONTRACK_TABLE_INCIDENTS, ONTRACK_CODES_INCIDENT,
                                               ONTRACK__WHY_NO_INCIDENTS,
                                               ONTRACK__WHY_INCIDENTS_BEHIND};
static const ontrack__event_table actions = {ONTRACK_TABLE_ACTIONS, ONTRACK_CODES_ACTION,
                                             ONTRACK__WHY_NO_ACTIONS, ONTRACK__WHY_ACTIONS_BEHIND};
static const ontrack__event_table transitions = {
    ONTRACK_TABLE_TRANSITIONS, ONTRACK_CODES_TRANSITION, ONTRACK__WHY_NO_TRANSITIONS,
    ONTRACK__WHY_TRANSITIONS_BEHIND};

static ontrack__categories categories_of(const ontrack_question *question,
                                         const ontrack__event_table *table, const int32_t *row)
{
    return ontrack__meaning_of(question->meanings, table->kind, (ontrack__code)row[1]).categories;
}

static void fill(const ontrack_question *question, const ontrack__event_table *table,
                 const int32_t *row, ontrack__cell *cells)
{
    cells[DATE] = ontrack__cell_date(row[0]);
    cells[CODE] = ontrack__cell_text(
        ontrack__code_text(ontrack__dataset_of(question), (ontrack__code)row[1]));
    cells[CATEGORIES] = ontrack__cell_categories(table->kind, categories_of(question, table, row));
    if (table->table != ONTRACK_TABLE_ACTIONS) return;
    const ontrack_decimal days = ((const ontrack__action_row *)row)->days;
    cells[DAYS] = days != ONTRACK_DECIMAL_NONE ? ontrack__cell_number(days)
                                               : ontrack__cell_unknown(ONTRACK__WHY_NO_ACTION_DAYS);
}

/* No rows of a student who was not enrolled are no answer. */
static ontrack_status settle(const ontrack_question *question, int64_t count, ontrack__why *why)
{
    ontrack_value value;
    const ontrack_status status = ontrack__event_count(question, count, &value);
    if (status == ONTRACK_OK && value.kind == ONTRACK_KIND_UNKNOWN)
        *why = ONTRACK__WHY_NOT_ENROLLED;
    return status;
}

/* Each chosen row, as often as it counts. */
static ontrack_status read_rows(const ontrack_question *question, const ontrack__event_table *table,
                                const ontrack__list_sink *sink, ontrack__why *why)
{
    ontrack__events events;
    ontrack_status status = ontrack__events_in_window(question, table, &events, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    int64_t count = 0;
    for (size_t i = 0; i < events.count && status == ONTRACK_OK; i++) {
        ontrack__cell cells[ACTION_FIELDS];
        fill(question, table, ontrack__event(&events, i), cells);
        for (int64_t n = ontrack__event_times(question, table, &events, i);
             n > 0 && status == ONTRACK_OK; n--, count++)
            status = sink->add(sink->user, cells);
    }
    return status == ONTRACK_OK ? settle(question, count, why) : status;
}

/* ---- incidents: rows with one id are one ---- */

typedef struct incident {
    ontrack__free_text id; /* 0: a row of its own */
    size_t row;            /* its first chosen one */
    ontrack__categories categories;
} incident;

static int by_id(const void *a, const void *b, const void *context)
{
    const incident *left = a, *right = b;
    (void)context;
    if (left->id != right->id) return left->id < right->id ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

static int by_row(const void *a, const void *b, const void *context)
{
    const incident *left = a, *right = b;
    (void)context;
    return left->row < right->row ? -1 : left->row > right->row;
}

/* Puts rows of one id together, in the place of the first; how many are left. */
static size_t join(incident *all, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && all[i].id != 0 && all[kept - 1].id == all[i].id)
            all[kept - 1].categories |= all[i].categories;
        else
            all[kept++] = all[i];
    }
    return kept;
}

static ontrack_status add_incidents(const ontrack_question *question, const ontrack__events *events,
                                    const ontrack__list_sink *sink, incident *all, int64_t *count)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    size_t chosen = 0;
    for (size_t i = 0; i < events->count; i++) {
        const int32_t *row = ontrack__event(events, i);
        if (!ontrack__event_chosen(question, &incidents, row)) continue;
        all[chosen].id = ((const ontrack__incident_row *)row)->incident;
        all[chosen].row = i;
        all[chosen++].categories = categories_of(question, &incidents, row);
    }
    if (!ontrack__sort(allocator, all, chosen, sizeof *all, by_id, NULL)) return ONTRACK_NO_MEMORY;
    chosen = join(all, chosen);
    if (!ontrack__sort(allocator, all, chosen, sizeof *all, by_row, NULL)) return ONTRACK_NO_MEMORY;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < chosen && status == ONTRACK_OK; i++) {
        ontrack__cell cells[EVENT_FIELDS];
        fill(question, &incidents, ontrack__event(events, all[i].row), cells);
        cells[CATEGORIES].categories = all[i].categories;
        status = sink->add(sink->user, cells);
    }
    *count = (int64_t)chosen;
    return status;
}

static ontrack_status read_incidents(const ontrack_question *question,
                                     const ontrack__list_sink *sink, ontrack__why *why)
{
    if (question->options->each_repeat) return read_rows(question, &incidents, sink, why);
    ontrack__events events;
    int64_t count = 0;
    ontrack_status status = ontrack__events_in_window(question, &incidents, &events, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    incident *all = ontrack__allocate(allocator, events.count, sizeof *all);
    if (all == NULL) return ONTRACK_NO_MEMORY;
    status = add_incidents(question, &events, sink, all, &count);
    ontrack__release(allocator, all, events.count, sizeof *all);
    return status == ONTRACK_OK ? settle(question, count, why) : status;
}

static ontrack_status read_actions(const ontrack_question *question, const ontrack__list_sink *sink,
                                   ontrack__why *why)
{
    return read_rows(question, &actions, sink, why);
}

static ontrack_status read_transitions(const ontrack_question *question,
                                       const ontrack__list_sink *sink, ontrack__why *why)
{
    return read_rows(question, &transitions, sink, why);
}

#define EVENT(of)                                                                                  \
    [DATE] = {"date", ONTRACK__FIELD_DATE, "the day"},                                             \
    [CODE] = {"code", ONTRACK__FIELD_TEXT, "the code as the data have it"},                        \
    [CATEGORIES] = {"categories", ONTRACK__FIELD_CATEGORIES,                                       \
                    "what the rule set's " of " codes make of it"}

static const ontrack__field incident_fields[] = {EVENT("incident")};
static const ontrack__field transition_fields[] = {EVENT("transition")};
static const ontrack__field action_fields[] = {
    EVENT("action"), [DAYS] = {"days", ONTRACK__FIELD_NUMBER, "how many days it took"}};

const ontrack__record_list ontrack__incidents_list = {
    "incidents",
    "incident",
    "the incidents of the school year; lines with one id are one",
    "behavior.incidents",
    ONTRACK_TABLE_INCIDENTS,
    1u << ONTRACK_CODES_INCIDENT,
    incident_fields,
    EVENT_FIELDS,
    read_incidents};

const ontrack__record_list ontrack__actions_list = {"actions",
                                                    "action",
                                                    "the disciplinary actions of the school year",
                                                    "discipline.actions",
                                                    ONTRACK_TABLE_ACTIONS,
                                                    1u << ONTRACK_CODES_ACTION,
                                                    action_fields,
                                                    ACTION_FIELDS,
                                                    read_actions};

const ontrack__record_list ontrack__transitions_list = {"transitions",
                                                        "transition",
                                                        "the transitions of the school year",
                                                        "transitions.events",
                                                        ONTRACK_TABLE_TRANSITIONS,
                                                        1u << ONTRACK_CODES_TRANSITION,
                                                        transition_fields,
                                                        EVENT_FIELDS,
                                                        read_transitions};
