/* suggest.h - which known name a mistyped one may have meant. Layer: base. */
#ifndef ONTRACK_BASE_SUGGEST_H
#define ONTRACK_BASE_SUGGEST_H

#include <ontrack/text.h>
#include <stdint.h>

/* Start it with `wanted` set and the rest zero, then offer every known name. */
typedef struct ontrack__suggestion {
    ontrack_text wanted;
    ontrack_text best; /* borrowed from the offers; empty while none is near */
    size_t distance;   /* letters that differ */
} ontrack__suggestion;

/* Keeps `known` when it is nearer than what was offered before; ties keep the earlier one. */
void ontrack__suggest(ontrack__suggestion *suggestion, ontrack_text known);

#endif
