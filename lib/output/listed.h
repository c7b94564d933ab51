/* listed.h - the students that a table lists, before they are put in order. Layer: output. */
#ifndef ONTRACK_OUTPUT_LISTED_H
#define ONTRACK_OUTPUT_LISTED_H

#include <ontrack/text.h>
#include <stddef.h>

/* What a student's line is made of. */
typedef enum ontrack__listed_field {
    ONTRACK__LISTED_ID,
    ONTRACK__LISTED_NAME,
    ONTRACK__LISTED_GRADE,
    ONTRACK__LISTED_SCHOOL,
    ONTRACK__LISTED_STATUS,
    ONTRACK__LISTED_FIELDS
} ontrack__listed_field;

/* A student of a table; texts are cleaned and stand in the writer's arena. */
typedef struct ontrack__listed {
    int level; /* ONTRACK_LEVEL_UNKNOWN: what is missing is the only reason */
    ontrack_text fields[ONTRACK__LISTED_FIELDS];
    ontrack_text *reasons; /* worst flag first */
    size_t reason_count;
} ontrack__listed;

#endif
