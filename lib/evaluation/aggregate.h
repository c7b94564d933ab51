/* aggregate.h - counts of students by group, from inside. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_AGGREGATE_H
#define ONTRACK_EVALUATION_AGGREGATE_H

#include "base/intern.h"
#include <ontrack/aggregate.h>

/* What is counted beside the number of students: the status, or an indicator's level. */
typedef struct ontrack__topic {
    const char *name;
    size_t indicator; /* SIZE_MAX: the status */
} ontrack__topic;

/* The groups of one column. A group's counts are `width` numbers: for each topic its levels and
 * unknown, then the students. The last block, once finished, is that of all students. */
typedef struct ontrack__grouping {
    const char *by;
    ontrack__interner names; /* numbers are the groups once 0 was claimed by `nameless` */
    bool nameless;           /* some student has no value: group 0 is real */
    int64_t *counts;         /* by name's number */
    bool *hidden;            /* the same, when finished */
    size_t capacity;         /* groups, that of all students included */
    size_t first, count;     /* when finished: the groups are `first`, `first` + 1, ... */
} ontrack__grouping;

struct ontrack_aggregate {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    ontrack__arena arena; /* names of columns, topics */
    ontrack__topic *topics;
    size_t topic_count, levels, width;
    ontrack__grouping *groupings;
    size_t grouping_count;
    int64_t smallest;
    bool finished;
};

/* Room for `groups` groups and all students. false when memory is out. */
bool ontrack__aggregate_reserve(const ontrack_aggregate *self, ontrack__grouping *group,
                                size_t groups);

#endif
