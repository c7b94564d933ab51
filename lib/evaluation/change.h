/* change.h - how a rule or a level of now differs from that of an earlier time. Layer: evaluation.
 */
#ifndef ONTRACK_EVALUATION_CHANGE_H
#define ONTRACK_EVALUATION_CHANGE_H

#include <ontrack/evaluation.h>

/* A rule's outcome and, of a flag, its level: 0 where levels cannot be told apart. */
typedef struct ontrack__verdict_then {
    ontrack_outcome outcome;
    int level;
} ontrack__verdict_then;

/* `further` is above 0 when a flag of both times is further beyond its threshold now, below 0 when
 * it is nearer, 0 when that is not known or there is no one answer. */
ontrack_change ontrack__change_of_rule(ontrack__verdict_then then, ontrack__verdict_then now,
                                       int further);
/* Of a status or an indicator; levels as in a result, ONTRACK_LEVEL_NONE counting as the best. */
ontrack_change ontrack__change_of_level(int then, int now);

#endif
