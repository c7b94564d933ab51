#include "evaluation/aggregate.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

enum { BY_LIMIT = 16 };

/* ---- making and freeing ---- */

static bool looks_at(const ontrack_ruleset *ruleset, size_t indicator)
{
    for (size_t i = 0; i < ontrack_ruleset_rule_count(ruleset); i++)
        if (ontrack_ruleset_rule_at(ruleset, i)->indicator == indicator) return true;
    return false;
}

static bool make_topics(ontrack_aggregate *self)
{
    const size_t indicators = ontrack_ruleset_indicator_count(self->ruleset);
    self->topics = ontrack__arena_allocate(&self->arena, indicators + 1, sizeof *self->topics);
    if (self->topics == NULL) return false;
    self->topics[self->topic_count++] = (ontrack__topic){"status", SIZE_MAX};
    for (size_t i = 0; i < indicators; i++)
        if (looks_at(self->ruleset, i))
            self->topics[self->topic_count++] =
                (ontrack__topic){ontrack_ruleset_indicator(self->ruleset, i), i};
    self->levels = ontrack_ruleset_level_count(self->ruleset) + 1;
    self->width = self->topic_count * self->levels + 1;
    return true;
}

static bool make_groupings(ontrack_aggregate *self, const ontrack_aggregate_options *options)
{
    self->groupings =
        ontrack__arena_allocate(&self->arena, options->by_count, sizeof *self->groupings);
    if (self->groupings == NULL) return false;
    for (size_t i = 0; i < options->by_count; i++) {
        ontrack__grouping *group = &self->groupings[i];
        ontrack__interner_init(&group->names, &self->allocator);
        self->grouping_count++;
        group->by = ontrack__arena_copy(&self->arena, ontrack_text_of(options->by[i]));
        if (group->by == NULL) return false;
    }
    return true;
}

static ontrack_status check(const ontrack_aggregate_options *options, ontrack_error *error)
{
    const ontrack_status bad = ONTRACK_INVALID_ARGUMENT;
    if (options == NULL || options->struct_size < sizeof *options)
        return ontrack__fail(error, bad,
                             "struct_size is too small; start with ONTRACK_AGGREGATE_OPTIONS_INIT");
    if (options->by == NULL || options->by_count == 0 || options->by_count > BY_LIMIT)
        return ontrack__fail(error, bad, "an aggregate groups by 1 to %d columns", BY_LIMIT);
    if (options->smallest < 1)
        return ontrack__fail(error, bad, "the smallest count shown is 1 or more");
    for (size_t i = 0; i < options->by_count; i++)
        if (options->by[i] == NULL || options->by[i][0] == '\0')
            return ontrack__fail(error, bad, "a column to group by needs a name");
    return ONTRACK_OK;
}

ontrack_status ontrack_aggregate_new(const ontrack_ruleset *ruleset,
                                     const ontrack_aggregate_options *options,
                                     ontrack_aggregate **out, ontrack_error *error)
{
    const ontrack_status status = check(options, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_allocator allocator = ontrack__allocator(options->allocator);
    ontrack_aggregate *self = ontrack__allocate_zero(&allocator, 1, sizeof *self);
    if (self == NULL) return ontrack__no_memory(error);
    self->allocator = allocator;
    self->ruleset = ruleset;
    self->smallest = options->smallest;
    ontrack__arena_init(&self->arena, &allocator);
    if (!make_topics(self) || !make_groupings(self, options)) {
        ontrack_aggregate_free(self);
        return ontrack__no_memory(error);
    }
    *out = self;
    return ONTRACK_OK;
}

static void free_grouping(const ontrack_aggregate *self, ontrack__grouping *group)
{
    const size_t cells = group->capacity * self->width;
    ontrack__interner_free(&group->names);
    ontrack__release(&self->allocator, group->counts, cells, sizeof *group->counts);
    ontrack__release(&self->allocator, group->hidden, cells, sizeof *group->hidden);
}

void ontrack_aggregate_free(ontrack_aggregate *self)
{
    if (self == NULL) return;
    const ontrack_allocator allocator = self->allocator;
    for (size_t i = 0; i < self->grouping_count; i++)
        free_grouping(self, &self->groupings[i]);
    ontrack__arena_free(&self->arena);
    ontrack__release(&allocator, self, 1, sizeof *self);
}

/* ---- counting ---- */

bool ontrack__aggregate_reserve(const ontrack_aggregate *self, ontrack__grouping *group,
                                size_t groups)
{
    if (groups < group->capacity) return true;
    const size_t capacity = groups < 8 ? 16 : 2 * groups, width = self->width;
    int64_t *counts = ontrack__resize(&self->allocator, group->counts, group->capacity * width,
                                      capacity * width, sizeof *counts);
    if (counts == NULL) return false;
    memset(counts + group->capacity * width, 0,
           (capacity - group->capacity) * width * sizeof *counts);
    group->counts = counts;
    group->capacity = capacity;
    return true;
}

/* The counts of a group, which begins with all 0; NULL when memory is out. */
static int64_t *counts_of(const ontrack_aggregate *self, ontrack__grouping *group,
                          ontrack_text name)
{
    ontrack__symbol number = 0;
    if (name.size > 0 && !ontrack__intern(&group->names, name, &number)) return NULL;
    if (!ontrack__aggregate_reserve(self, group, (size_t)number + 1)) return NULL;
    group->nameless = group->nameless || name.size == 0;
    return group->counts + (size_t)number * self->width;
}

/* The student's text in a column of students.csv that is no column of ours. */
static ontrack_text attribute(const ontrack_student *student, const char *name)
{
    ontrack_attribute_record record = ONTRACK_ATTRIBUTE_RECORD_INIT;
    const size_t count = ontrack_student_count(student, ONTRACK_TABLE_ATTRIBUTES);
    for (size_t i = 0; i < count; i++)
        if (ontrack_student_record_at(student, ONTRACK_TABLE_ATTRIBUTES, i, &record) ==
                ONTRACK_OK &&
            ontrack__text_is(record.name, name))
            return record.value;
    return (ontrack_text){NULL, 0};
}

static ontrack_text group_name(const ontrack_result *result, const char *by)
{
    if (strcmp(by, "school_id") == 0) return ontrack_result_text(result, ONTRACK_RESULT_SCHOOL_ID);
    if (strcmp(by, "grade_level") == 0)
        return ontrack_result_text(result, ONTRACK_RESULT_GRADE_LEVEL);
    return attribute(ontrack_result_student(result), by);
}

/* Where a level is counted within a topic: unknown stands behind the levels. */
static size_t place_of(const ontrack_aggregate *self, size_t topic, int level)
{
    return topic * self->levels + (level < 0 ? self->levels - 1 : (size_t)level);
}

ontrack_status ontrack_aggregate_add(ontrack_aggregate *self, const ontrack_result *result)
{
    if (self->finished) return ONTRACK_STATE;
    for (size_t i = 0; i < self->grouping_count; i++) {
        ontrack__grouping *group = &self->groupings[i];
        int64_t *counts = counts_of(self, group, group_name(result, group->by));
        if (counts == NULL) return ONTRACK_NO_MEMORY;
        for (size_t k = 0; k < self->topic_count; k++) {
            const size_t indicator = self->topics[k].indicator;
            const int level = indicator == SIZE_MAX ? ontrack_result_status(result)
                                                    : ontrack_result_indicator(result, indicator);
            counts[place_of(self, k, level)]++;
        }
        counts[self->width - 1]++;
    }
    return ONTRACK_OK;
}

static ontrack_status take(void *user, const ontrack_result *result)
{
    return ontrack_aggregate_add(user, result);
}

ontrack_sink ontrack_aggregate_sink(ontrack_aggregate *self)
{
    return (ontrack_sink){take, self};
}

/* ---- merging ---- */

static bool alike(const ontrack_aggregate *a, const ontrack_aggregate *b)
{
    if (a == b || a->ruleset != b->ruleset || a->grouping_count != b->grouping_count) return false;
    for (size_t i = 0; i < a->grouping_count; i++)
        if (strcmp(a->groupings[i].by, b->groupings[i].by) != 0) return false;
    return !a->finished && !b->finished;
}

static bool merge_grouping(const ontrack_aggregate *self, ontrack__grouping *group,
                           const ontrack__grouping *other)
{
    const size_t names = ontrack__interner_count(&other->names);
    for (size_t i = other->nameless ? 0 : 1; i < names; i++) {
        const ontrack_text name = ontrack__interner_text(&other->names, (ontrack__symbol)i);
        int64_t *counts = counts_of(self, group, name);
        if (counts == NULL) return false;
        for (size_t k = 0; k < self->width; k++)
            counts[k] += other->counts[i * self->width + k];
    }
    return true;
}

ontrack_status ontrack_aggregate_merge(ontrack_aggregate *self, const ontrack_aggregate *other,
                                       ontrack_error *error)
{
    if (!alike(self, other))
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "only another, unfinished aggregate of the same rule set and columns "
                             "can be merged");
    for (size_t i = 0; i < self->grouping_count; i++)
        if (!merge_grouping(self, &self->groupings[i], &other->groupings[i]))
            return ontrack__no_memory(error);
    return ONTRACK_OK;
}

/* ---- reading ---- */

const ontrack_ruleset *ontrack_aggregate_ruleset(const ontrack_aggregate *self)
{
    return self->ruleset;
}

int64_t ontrack_aggregate_smallest(const ontrack_aggregate *self)
{
    return self->smallest;
}

size_t ontrack_aggregate_by_count(const ontrack_aggregate *self)
{
    return self->grouping_count;
}

const char *ontrack_aggregate_by(const ontrack_aggregate *self, size_t by)
{
    return by < self->grouping_count ? self->groupings[by].by : NULL;
}

size_t ontrack_aggregate_group_count(const ontrack_aggregate *self, size_t by)
{
    return self->finished && by < self->grouping_count ? self->groupings[by].count : 0;
}

ontrack_text ontrack_aggregate_group(const ontrack_aggregate *self, size_t by, size_t group)
{
    if (group >= ontrack_aggregate_group_count(self, by)) return (ontrack_text){NULL, 0};
    const ontrack__grouping *groups = &self->groupings[by];
    return ontrack__interner_text(&groups->names, (ontrack__symbol)(groups->first + group));
}

size_t ontrack_aggregate_topic_count(const ontrack_aggregate *self)
{
    return self->topic_count;
}

const char *ontrack_aggregate_topic(const ontrack_aggregate *self, size_t topic)
{
    return topic < self->topic_count ? self->topics[topic].name : NULL;
}

/* The cell at a place within a group's block. */
static ontrack_cell read_cell(const ontrack_aggregate *self, size_t by, size_t group, size_t place)
{
    const ontrack_cell none = {true, -1};
    if (!self->finished || by >= self->grouping_count) return none;
    const ontrack__grouping *groups = &self->groupings[by];
    if (group >= groups->count && group != ONTRACK_AGGREGATE_ALL) return none;
    const size_t row = group == ONTRACK_AGGREGATE_ALL ? groups->count : group;
    const size_t cell = (groups->first + row) * self->width + place;
    return groups->hidden[cell] ? none : (ontrack_cell){false, groups->counts[cell]};
}

ontrack_cell ontrack_aggregate_students(const ontrack_aggregate *self, size_t by, size_t group)
{
    return read_cell(self, by, group, self->width - 1);
}

ontrack_cell ontrack_aggregate_cell(const ontrack_aggregate *self, size_t by, size_t group,
                                    size_t topic, int level)
{
    const bool is_level =
        level == ONTRACK_LEVEL_UNKNOWN || (level >= 0 && (size_t)level + 1 < self->levels);
    if (topic >= self->topic_count || !is_level) return (ontrack_cell){true, -1};
    return read_cell(self, by, group, place_of(self, topic, level));
}
