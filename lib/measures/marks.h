/* marks.h - what the attendance rows of one day say together. Layer: measures. */
#ifndef ONTRACK_MEASURES_MARKS_H
#define ONTRACK_MEASURES_MARKS_H

#include "measures/ledger.h"

/* A row as the rule set understands it. */
typedef struct ontrack__resolved {
    ontrack__code period, code;
    ontrack__categories categories;
    ontrack_decimal share; /* of the day or period that the code stands for */
    int severity;          /* the higher decides */
    bool mapped;
} ontrack__resolved;

ontrack__resolved ontrack__resolve(const ontrack_question *question,
                                   const ontrack__attendance_row *row);

/* A mark that shows that presence is recorded, not absences and tardies alone. */
static inline bool ontrack__shows_presence(const ontrack__resolved *mark)
{
    return mark->mapped && (mark->categories & (ONTRACK__ABSENT | ONTRACK__TARDY)) == 0;
}

/* The rows of one day by period, then the more severe, the larger share, the lesser code. Borrowed
 * from the notes until the next call; NULL when memory is out. */
const ontrack__resolved *ontrack__resolve_day(const ontrack_question *question,
                                              const ontrack__attendance_row *rows, size_t count);

/* Puts the absences of a day's rows behind `marks` (of ontrack__mark) and fills the day. */
ontrack_status ontrack__settle_day(const ontrack_question *question,
                                   const ontrack__attendance_row *rows, size_t count,
                                   ontrack__array *marks, ontrack__day *day);

#endif
