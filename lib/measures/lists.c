#include "measures/lists.h"

static const ontrack__record_list *const lists[] = {
    &ontrack__courses_list,       &ontrack__absences_list,    &ontrack__incidents_list,
    &ontrack__actions_list,       &ontrack__transitions_list, &ontrack__enrollments_list,
    &ontrack__interventions_list,
};

const ontrack__record_list *const *ontrack__record_lists(size_t *count)
{
    *count = sizeof lists / sizeof *lists;
    return lists;
}

typedef struct counting {
    const ontrack__list_sink *sink;
    int64_t count;
} counting;

static ontrack_status count_and_add(void *user, const ontrack__cell *cells)
{
    counting *c = user;
    c->count++;
    return c->sink->add(c->sink->user, cells);
}

ontrack_status ontrack__list_read(const ontrack__record_list *list,
                                  const ontrack_question *question, const ontrack__list_sink *sink,
                                  ontrack_value *out)
{
    counting c = {sink, 0};
    const ontrack__list_sink counted = {count_and_add, &c};
    ontrack__why why = ONTRACK__KNOWN;
    const ontrack_status status = list->read(question, &counted, &why);
    if (status != ONTRACK_OK) return status;
    *out = ontrack_value_count(c.count);
    return why == ONTRACK__KNOWN ? ONTRACK_OK : ontrack__unknown(out, why);
}

const char *ontrack__cell_why(const ontrack__cell *cell)
{
    return ontrack__why_text(cell->why);
}
