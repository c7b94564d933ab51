/* row.h - what a layout's values say of a row. Layer: ingest. */
#ifndef ONTRACK_INGEST_ROW_H
#define ONTRACK_INGEST_ROW_H

#include "base/error.h"
#include "ingest/delimited.h"
#include "ingest/lookup.h"

#define ONTRACK__NO_CELL SIZE_MAX

/* What a find of a row gave. */
typedef struct ontrack__found {
    bool looked;
    int32_t cell;              /* of the key's first part */
    const ontrack_text *given; /* by the lookup's gives; NULL: nothing was found */
} ontrack__found;

/* The part of a row that is at hand. */
typedef struct ontrack__slot {
    size_t cell;
    ontrack_text name, number;
} ontrack__slot;

/* A row while it is read; what it gives lives until `scratch` is reset. */
typedef struct ontrack__row {
    const ontrack__csv_row *csv;
    const ontrack__source *source;
    const size_t *cells; /* by the source's names; ONTRACK__NO_CELL where the file has none */
    const ontrack__selection *selection;
    const ontrack__lookup *lookups; /* by the layout's numbers */
    ontrack__found *found;          /* by the selection's finds; zeroed for a new row */
    const ontrack__slot *slot;
    ontrack_text day;
    ontrack__arena *scratch;
    int32_t cell;       /* 1-based field that the last value was read from, 0: none */
    size_t skip_reason; /* of ontrack__row_select(): a condition, or behind them a find */
} ontrack__row;

/* The text of a value; empty for nothing. INVALID_DATA when the row cannot be used, with the reason
 * as the error's message and row->cell to blame; NOT_FOUND when it shall be left out. */
ontrack_status ontrack__row_value(ontrack__row *row, const ontrack__value *value, ontrack_text *out,
                                  ontrack_error *error);
/* The key of values joined into one text; empty when a part of it is. */
ontrack_status ontrack__row_key(ontrack__row *row, const ontrack__value *values, size_t count,
                                ontrack_text *out, ontrack_error *error);
/* Whether the row stays: OK, or NOT_FOUND with row->skip_reason, or as ontrack__row_value(). The
 * finds of the whole row have been made when it is OK. */
ontrack_status ontrack__row_select(ontrack__row *row, ontrack_error *error);

/* Makes the finds whose keys hang on the slot or the day at hand. */
ontrack_status ontrack__row_part(ontrack__row *row, ontrack_error *error);

/* Where the source's names stand in a header row: `out` has one place for each. INVALID_DATA when
 * two cells fit one name; `place` is the header's. */
ontrack_status ontrack__row_bind(const ontrack__source *source, const ontrack_text *header,
                                 size_t count, ontrack__place place, size_t *out,
                                 ontrack_error *error);
/* Whether a file with these cells can give the value anything but nothing. */
bool ontrack__row_can_give(const ontrack__value *value, const size_t *cells);

#endif
