/* codes.h - in which columns the codes of each kind stand, and which rows an as-of date sees.
 * Layer: evaluation. */
#ifndef ONTRACK_EVALUATION_CODES_H
#define ONTRACK_EVALUATION_CODES_H

#include "records/page.h"
#include <ontrack/measure.h>

/* How far a course is at an as-of date. */
typedef enum ontrack__stage {
    ONTRACK__STAGE_AHEAD, /* it has not begun: it does not exist yet */
    ONTRACK__STAGE_OPEN,  /* begun, and no result is known */
    ONTRACK__STAGE_CLOSED /* its result is known */
} ontrack__stage;

/* The page is turned to the student whose row it is. A result is known on its posted date, or at
 * its term's end, or, without either, always. `as_recorded`: no term's end is waited for. */
ontrack__stage ontrack__grade_stage(ontrack__page *page, const ontrack__grade_row *row,
                                    ontrack_date as_of, bool as_recorded);
/* When a code in a column counts as seen. */
typedef enum ontrack__seen {
    ONTRACK__SEEN_ON_DATE, /* the row's date, its first cell, has come */
    ONTRACK__SEEN_BEGUN,   /* the course has begun */
    ONTRACK__SEEN_OPEN,    /* the course is in progress */
    ONTRACK__SEEN_CLOSED   /* the course has its result */
} ontrack__seen;

/* A column that holds codes of a kind. */
typedef struct ontrack__code_column {
    ontrack_code_kind kind;
    ontrack_table table;
    size_t cell;      /* of the code */
    size_t otherwise; /* of the code where that one is empty; the same cell when there is none */
    ontrack__seen seen;
} ontrack__code_column;

extern const ontrack__code_column ontrack__code_columns[];
extern const size_t ontrack__code_column_count;

/* The code in a row; 0 when it has none. */
static inline ontrack__code ontrack__code_in(const ontrack__code_column *column,
                                             const int32_t *cells)
{
    const int32_t code = cells[column->cell];
    return (ontrack__code)(code != 0 ? code : cells[column->otherwise]);
}

/* The same of a row's kind, which holds all columns of codes. */
static inline ontrack__code ontrack__code_in_kind(const ontrack__code_column *column,
                                                  const int32_t *cells)
{
    const size_t first = (size_t)ontrack__table(column->table)->kind_first;
    const int32_t code = cells[column->cell - first];
    return (ontrack__code)(code != 0 ? code : cells[column->otherwise - first]);
}

/* Whether the row's code is seen at the as-of date. */
bool ontrack__code_seen(const ontrack__code_column *column, ontrack__page *page,
                        const int32_t *cells, ontrack_date as_of, bool as_recorded);

#endif
