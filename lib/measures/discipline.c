#include "measures/events.h"
#include "measures/indicators.h"

static const ontrack__event_table table = {ONTRACK_TABLE_ACTIONS, ONTRACK_CODES_ACTION,
                                           ONTRACK__WHY_NO_ACTIONS, ONTRACK__WHY_ACTIONS_BEHIND};

static ontrack_status actions(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    return ontrack__count_events(question, &table, out);
}

static ontrack_status days(void *user, const ontrack_question *question, ontrack_value *out)
{
    (void)user;
    ontrack__events events;
    ontrack__why why;
    ontrack_status status = ontrack__events_in_window(question, &table, &events, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ontrack__unknown(out, why);
    const ontrack__action_row *rows = (const ontrack__action_row *)events.cells;
    int64_t chosen = 0, sum = 0;
    for (size_t i = 0; i < events.count; i++) {
        const int64_t times = ontrack__event_times(question, &table, &events, i);
        if (times > 0 && rows[i].days == ONTRACK_DECIMAL_NONE)
            return ontrack__unknown(out, ONTRACK__WHY_NO_ACTION_DAYS);
        chosen += times;
        sum += times * rows[i].days;
    }
    status = ontrack__event_count(question, chosen, out);
    if (status == ONTRACK_OK && out->kind != ONTRACK_KIND_UNKNOWN)
        *out = ontrack_value_decimal(sum);
    return status;
}

#define MEASURE(name, type, unit, about, compute)                                                  \
    {                                                                                              \
        sizeof(ontrack_measure), "discipline." name, ONTRACK_TYPE_##type, unit, about,             \
            ONTRACK_OPTION_WINDOW | ONTRACK_OPTION_CATEGORIES | ONTRACK_OPTION_REPEATS |           \
                ONTRACK_OPTION_WITHOUT_ROWS,                                                       \
            compute, NULL, NULL                                                                    \
    }

static const ontrack_measure measures[] = {
    MEASURE("actions", COUNT, "count", "Disciplinary actions", actions),
    MEASURE("days", DECIMAL, "days", "Days of disciplinary actions", days),
};

const ontrack__measure_list ontrack__discipline_measures = {measures,
                                                            sizeof measures / sizeof *measures};
