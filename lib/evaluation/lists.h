/* lists.h - the lists of records that conditions read. Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_LISTS_H
#define ONTRACK_EVALUATION_LISTS_H

#include "measures/question.h"
#include "rulesets/ruleset.h"

/* A list of one student's records. */
typedef struct ontrack__made_list {
    ontrack_value count;     /* how many records it holds, or why it is not known */
    ontrack__cel_value list; /* as conditions see it */
    const char *unclear;     /* why a field of a record is not known; NULL: all are */
} ontrack__made_list;

/* Makes the list of a variable of kind LIST that stands at `position`. The question has its
 * options. What the list borrows stands in `arena`, the rule set and the dataset. */
ontrack_status ontrack__list_make(const ontrack_question *question,
                                  const ontrack__variable *variable, size_t position,
                                  ontrack__arena *arena, ontrack__made_list *out);

#endif
