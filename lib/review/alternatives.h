/* alternatives.h - the texts that a simple pattern stands for. Layer: review.
 *
 * Simple patterns are made of plain characters, groups, `|`, `?`, small classes and counted
 * repeats, anchored at the start. Of anything else nothing is claimed. */
#ifndef ONTRACK_REVIEW_ALTERNATIVES_H
#define ONTRACK_REVIEW_ALTERNATIVES_H

#include "base/arena.h"

#define ONTRACK__ALTERNATIVE_LIMIT 200 /* texts of one pattern */

typedef struct ontrack__alternative {
    ontrack_text text;
    bool open; /* whatever begins with it matches, too */
} ontrack__alternative;

typedef struct ontrack__alternatives {
    const ontrack__alternative *items;
    size_t count;
    bool complete;   /* there are no other texts that the pattern matches */
    bool simple;     /* the whole pattern was understood */
    bool any_case;   /* capitals and small letters are one */
    bool everything; /* it matches every code */
} ontrack__alternatives;

/* false when memory is out. */
bool ontrack__alternatives_of(ontrack_text pattern, ontrack__arena *arena,
                              ontrack__alternatives *out);

#endif
