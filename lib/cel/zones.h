/* zones.h - time zones: how far local time is from UTC. Layer: cel, inner.
 * The library asks no machine for its time zones: a table of the IANA database is built in, from
 * 1970 on, where that database begins to be sure. */
#ifndef ONTRACK_CEL_ZONES_H
#define ONTRACK_CEL_ZONES_H

#include "base/suggest.h"

#include <stdbool.h>

typedef enum ontrack__zone_answer {
    ONTRACK__ZONE_FOUND,
    ONTRACK__ZONE_NOT_KNOWN, /* no such zone */
    ONTRACK__ZONE_TOO_EARLY  /* a named zone, before 1970 */
} ontrack__zone_answer;

/* Seconds east of UTC at an instant, in "UTC", a fixed offset ("-07:00", "05:30"), or a zone of the
 * IANA database ("America/Denver"). */
ontrack__zone_answer ontrack__zone_offset(ontrack_text zone, int64_t seconds, int32_t *offset);
/* Whether there is such a zone. */
bool ontrack__zone_known(ontrack_text zone);
/* Offers every name to a suggestion. */
void ontrack__zone_suggest(ontrack__suggestion *suggestion);

#endif
