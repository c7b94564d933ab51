/* scan.h - a first look at a document's bytes, before any memory is spent on it. Layer: json. */
#ifndef ONTRACK_JSON_SCAN_H
#define ONTRACK_JSON_SCAN_H

#include <ontrack/text.h>
#include <stddef.h>
#include <stdint.h>

#define ONTRACK__JSON_DEPTH_LIMIT 32 /* arrays and objects in each other */
/* A number longer than this is refused: no rule set needs one, and jansson, when memory is out
 * while it grows a number's text, would drop digits without a word. */
#define ONTRACK__JSON_NUMBER_LIMIT 15

typedef enum ontrack__json_excess {
    ONTRACK__JSON_FITS,
    ONTRACK__JSON_TOO_DEEP,
    ONTRACK__JSON_NUL_BYTE, /* jansson may take one behind a number for the end */
    ONTRACK__JSON_NUMBER_TOO_LONG
} ontrack__json_excess;

typedef struct ontrack__json_scan {
    ontrack__json_excess excess;
    int32_t line, column; /* where the limit was passed; 1-based, in characters */
    size_t string_bytes;  /* of all strings and keys, escapes decoded; right for well-formed text */
} ontrack__json_scan;

/* Looks for limits only: what is no JSON at all is left to the parser. */
ontrack__json_scan ontrack__json_scan_text(ontrack_text text);

#endif
