/* layouts.h - layouts for tests, written with ' for ". */
#ifndef ONTRACK_TESTS_INGEST_LAYOUTS_H
#define ONTRACK_TESTS_INGEST_LAYOUTS_H

#include <ontrack/layout.h>
#include <string.h>

/* Every ' becomes a ". */
static inline ontrack_text layout_json(char *text)
{
    for (char *at = text; *at != '\0'; at++)
        if (*at == '\'') *at = '"';
    return ontrack_text_of(text);
}

#endif
