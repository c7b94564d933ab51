/* dateform.h - forms of dates that a layout names. Layer: ingest.
 * A form is made of YYYY, MM or M, DD or D, Mon ("Jan"), each of year, month and day once; other
 * signs that are no letters or digits stand for themselves; a '*' at the end lets anything follow
 * the date (a time). MM and DD are two digits, M and D one or two. */
#ifndef ONTRACK_INGEST_DATEFORM_H
#define ONTRACK_INGEST_DATEFORM_H

#include <ontrack/date.h>

/* NULL for a form that can be read, else what is wrong with it. */
const char *ontrack__dateform_fault(ontrack_text form);
/* Reads a day that exists, from 1900 to 2199; `form` is without fault. */
bool ontrack__dateform_read(ontrack_text form, ontrack_text text, ontrack_date *out);

#endif
