/* Finishing an aggregate: groups in order, totals, and what may not be shown. */
#include "base/error.h"
#include "evaluation/aggregate.h"
#include "evaluation/suppress.h"

#include <string.h>

/* Puts the groups in the order of their names. */
static bool order(const ontrack_aggregate *self, ontrack__grouping *group)
{
    ontrack__symbol *map = NULL;
    const size_t count = ontrack__interner_count(&group->names), width = self->width;
    const size_t cells = group->capacity * width;
    int64_t *ordered = ontrack__allocate_zero(&self->allocator, cells, sizeof *ordered);
    if (ordered == NULL || !ontrack__interner_sort(&group->names, &self->allocator, &map)) {
        ontrack__release(&self->allocator, ordered, cells, sizeof *ordered);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        memcpy(ordered + map[i] * width, group->counts + i * width, width * sizeof *ordered);
    ontrack__release(&self->allocator, map, count, sizeof *map);
    ontrack__release(&self->allocator, group->counts, cells, sizeof *group->counts);
    group->counts = ordered;
    group->first = group->nameless ? 0 : 1;
    group->count = count - group->first;
    return true;
}

/* The block of all students, behind those of the groups. */
static int64_t *totals_of(const ontrack_aggregate *self, const ontrack__grouping *group)
{
    return group->counts + (group->first + group->count) * self->width;
}

static void add_up(const ontrack_aggregate *self, ontrack__grouping *group)
{
    int64_t *totals = totals_of(self, group);
    memset(totals, 0, self->width * sizeof *totals);
    for (size_t i = group->first; i < group->first + group->count; i++)
        for (size_t k = 0; k < self->width; k++)
            totals[k] += group->counts[i * self->width + k];
}

/* Where a topic's table has its cells among the groups' blocks; the last column is the students. */
static size_t cell_of(const ontrack_aggregate *self, const ontrack__grouping *group, size_t topic,
                      size_t row, size_t column)
{
    const size_t within = column == self->levels ? self->width - 1 : topic * self->levels + column;
    return (group->first + row) * self->width + within;
}

static void settle_topic(const ontrack_aggregate *self, const ontrack__grouping *group,
                         size_t topic, int64_t *counts, bool *hidden, size_t *scratch)
{
    const size_t rows = group->count + 1, columns = self->levels + 1;
    const ontrack__grid grid = {rows, columns, counts, hidden};
    for (size_t i = 0; i < rows * columns; i++) {
        const size_t cell = cell_of(self, group, topic, i / columns, i % columns);
        counts[i] = group->counts[cell];
        hidden[i] = group->hidden[cell];
    }
    ontrack__suppress_table(&grid, self->smallest, scratch);
    for (size_t i = 0; i < rows * columns; i++)
        group->hidden[cell_of(self, group, topic, i / columns, i % columns)] = hidden[i];
}

static void settle_sizes(const ontrack_aggregate *self, const ontrack__grouping *group,
                         bool *hidden)
{
    const size_t first = group->first * self->width + self->width - 1;
    ontrack__suppress_sizes(group->counts + first, self->width, hidden, group->count,
                            self->smallest);
    for (size_t i = 0; i < group->count; i++)
        group->hidden[first + i * self->width] = hidden[i];
}

static bool settle(const ontrack_aggregate *self, ontrack__grouping *group)
{
    const ontrack_allocator *allocator = &self->allocator;
    const size_t lines = group->count + 1 + self->levels + 1;
    const size_t cells = (group->count + 1) * (self->levels + 1);
    int64_t *counts = ontrack__allocate(allocator, cells, sizeof *counts);
    bool *hidden = ontrack__allocate(allocator, cells, sizeof *hidden);
    size_t *scratch = ontrack__allocate(allocator, 2 * lines, sizeof *scratch);
    group->hidden =
        ontrack__allocate_zero(allocator, group->capacity * self->width, sizeof *group->hidden);
    const bool done = counts != NULL && hidden != NULL && scratch != NULL && group->hidden != NULL;
    if (done) settle_sizes(self, group, hidden);
    for (size_t topic = 0; topic < self->topic_count && done; topic++)
        settle_topic(self, group, topic, counts, hidden, scratch);
    ontrack__release(allocator, counts, cells, sizeof *counts);
    ontrack__release(allocator, hidden, cells, sizeof *hidden);
    ontrack__release(allocator, scratch, 2 * lines, sizeof *scratch);
    return done;
}

ontrack_status ontrack_aggregate_finish(ontrack_aggregate *self, ontrack_error *error)
{
    if (self->finished)
        return ontrack__fail(error, ONTRACK_STATE, "the aggregate is finished already");
    for (size_t i = 0; i < self->grouping_count; i++) {
        ontrack__grouping *group = &self->groupings[i];
        if (!ontrack__aggregate_reserve(self, group, 1) || !order(self, group))
            return ontrack__no_memory(error);
        add_up(self, group);
        if (!settle(self, group)) return ontrack__no_memory(error);
    }
    self->finished = true;
    return ONTRACK_OK;
}
