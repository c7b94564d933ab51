/* layout_shape.h - which keys a layout document may have, and of what kind. Layer: ingest. */
#ifndef ONTRACK_INGEST_LAYOUT_SHAPE_H
#define ONTRACK_INGEST_LAYOUT_SHAPE_H

#include "json/json.h"

typedef enum ontrack__layout_part {
    ONTRACK__LAYOUT_DOCUMENT,
    ONTRACK__LAYOUT_FILE,
    ONTRACK__LAYOUT_LOOKUP,
    ONTRACK__LAYOUT_TARGET,
    ONTRACK__LAYOUT_FIND,
    ONTRACK__LAYOUT_CONDITION,
    ONTRACK__LAYOUT_SLOTS,
    ONTRACK__LAYOUT_DAYS,
    ONTRACK__LAYOUT_VALUE
} ontrack__layout_part;

/* Fails unless the cursor is an object with the keys of such a part. */
ontrack_status ontrack__layout_check(const ontrack__json_cursor *at, ontrack__layout_part part,
                                     ontrack_error *error);

#endif
