/* grade_level.h - one way of writing a grade level. Layer: records. */
#ifndef ONTRACK_RECORDS_GRADE_LEVEL_H
#define ONTRACK_RECORDS_GRADE_LEVEL_H

#include <ontrack/text.h>

enum { ONTRACK__GRADE_LEVEL_SIZE = 16 };

/* "9" becomes "09", "kg" becomes "KG"; anything longer than a grade level ever is stays as it is.
 * The answer is `text`, or stands in `out`. */
ontrack_text ontrack__grade_level(ontrack_text text, char out[ONTRACK__GRADE_LEVEL_SIZE]);

#endif
