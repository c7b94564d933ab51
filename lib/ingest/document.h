/* document.h - a layout as it is kept once it was loaded: immutable. Layer: ingest.
 *
 * A file of an export feeds targets, each a table; a row of it becomes some records of each target.
 * Everything that a layout may say of a record is a value: made of cells of the row, of what
 * another file says of it (a find in a lookup), or of the part of the row that is at hand (a slot,
 * a day).
 */
#ifndef ONTRACK_INGEST_DOCUMENT_H
#define ONTRACK_INGEST_DOCUMENT_H

#include "base/arena.h"
#include "base/pattern.h"
#include "ingest/layout.h"
#include "records/columns.h"
#include <ontrack/layout.h>

/* Most of each; a document that needs more is refused. */
enum {
    ONTRACK__LAYOUT_FILES = 64,
    ONTRACK__LAYOUT_NAMES = 256, /* names of columns in one file */
    ONTRACK__LAYOUT_ITEMS = 256  /* of any list */
};

typedef enum ontrack__reference_kind {
    ONTRACK__REFERENCE_CELL,
    ONTRACK__REFERENCE_SLOT_NAME,   /* "slot.name": the column's name, as the layout writes it */
    ONTRACK__REFERENCE_SLOT_NUMBER, /* "slot.number": what '#' stands for, or its place from 1 */
    ONTRACK__REFERENCE_SLOT_VALUE,  /* "slot.value": the cell */
    ONTRACK__REFERENCE_DAY,         /* "day.date" */
    ONTRACK__REFERENCE_FOUND        /* "FIND.NAME" */
} ontrack__reference_kind;

typedef struct ontrack__reference {
    ontrack__reference_kind kind;
    size_t index;      /* CELL: of the source's names; FOUND: of the selection's finds */
    size_t give;       /* FOUND: of the lookup's */
    const char *label; /* as the layout writes it */
} ontrack__reference;

typedef struct ontrack__map_line {
    ontrack_text from, to;
} ontrack__map_line;

typedef enum ontrack__value_kind {
    ONTRACK__VALUE_FIRST, /* the first of the references that is not empty */
    ONTRACK__VALUE_TEXT,  /* pieces with references between; a constant has one piece */
    ONTRACK__VALUE_SUM    /* of decimals, less those from `added` on */
} ontrack__value_kind;

typedef struct ontrack__value {
    ontrack__value_kind kind;
    ontrack__reference *references;
    size_t reference_count;
    ontrack_text *pieces; /* TEXT: one more than references */
    size_t added;         /* SUM */
    char first_of;        /* the text ends before the first of these, 0: it does not */
    char last_of;         /* the text begins behind the last of these, 0: it does not */
    ontrack_text date;    /* form; empty: no date */
    int32_t add_days;     /* to a date */
    ontrack__map_line *lines;
    size_t line_count;
    bool closed; /* what the map does not hold becomes `otherwise` */
    ontrack_text otherwise, fallback;
    const char *label; /* how the layout speaks of it: "event_date", "{school}:{code}" */
} ontrack__value;

/* Whether a row stays. */
typedef struct ontrack__condition {
    ontrack__value value;
    ontrack_text *is; /* words, compared without case */
    size_t is_count;
    ontrack__pattern *pattern; /* or NULL */
    bool drops;                /* rows that meet it go; else those that do not */
    const char *because;
} ontrack__condition;

typedef enum ontrack__missing {
    ONTRACK__MISSING_REJECT,
    ONTRACK__MISSING_EMPTY,
    ONTRACK__MISSING_SKIP
} ontrack__missing;

typedef struct ontrack__lookup_use {
    const char *name;
    size_t lookup;
    ontrack__value *keys;
    size_t key_count;
    ontrack__missing missing;
    const char *because; /* of a row that is left out, or rejected */
    bool by_part;        /* its key hangs on a slot or a day */
} ontrack__lookup_use;

/* Which rows, and what other files say of them. */
typedef struct ontrack__selection {
    ontrack__lookup_use *finds;
    size_t find_count;
    ontrack__condition *conditions;
    size_t condition_count;
} ontrack__selection;

/* A file of the export: how it is known, and how its cells are read. */
typedef struct ontrack__source {
    ontrack_text *files; /* names without endings; "m365/Session", "attendance_*" */
    size_t file_count;
    bool latin1, backslash;
    ontrack_text *header; /* of a file without a header row */
    size_t header_count;
    ontrack_text *empty; /* texts that mean nothing */
    size_t empty_count;
    ontrack_text *names; /* of columns that values read */
    size_t name_count;
} ontrack__source;

typedef enum ontrack__several {
    ONTRACK__SEVERAL_REFUSE, /* rows of one key that differ give no answer */
    ONTRACK__SEVERAL_LEAST,
    ONTRACK__SEVERAL_GREATEST /* by `by` */
} ontrack__several;

typedef struct ontrack__lookup_rule {
    const char *name;
    ontrack__source source;
    ontrack__selection selection;
    ontrack__value *keys;
    size_t key_count;
    const char **give_names;
    ontrack__value *gives;
    size_t give_count;
    ontrack__several several;
    ontrack__value by;
} ontrack__lookup_rule;

typedef struct ontrack__target_column {
    const ontrack__column *column; /* NULL: an attribute, or a measure */
    const char *name;
    ontrack__value value;
} ontrack__target_column;

/* Several records of a row: one for each slot that is filled, or for each day. */
typedef struct ontrack__slots {
    size_t *names;    /* of the source */
    size_t count;     /* 0: none */
    ontrack_text *is; /* only slots that say one of these; none: any that is not empty */
    size_t is_count;
} ontrack__slots;

typedef struct ontrack__each_day {
    bool given, weekdays;
    ontrack__value from, to;
} ontrack__each_day;

typedef struct ontrack__target {
    const ontrack__layout_file *table;
    bool plain; /* the file has the table's own columns */
    ontrack__target_column *columns;
    size_t column_count;
    ontrack__selection selection;
    ontrack__slots slots;
    ontrack__each_day days;
} ontrack__target;

typedef struct ontrack__layout_source {
    ontrack__source source;
    ontrack__target *targets;
    size_t target_count;
} ontrack__layout_source;

struct ontrack_layout {
    ontrack_allocator allocator;
    ontrack__arena arena;
    ontrack__array patterns; /* ontrack__pattern *, to be freed */
    const char *texts[ONTRACK_LAYOUT_TEXT_COUNT];
    ontrack__lookup_rule *lookups; /* each may find in those before it */
    size_t lookup_count;
    ontrack__layout_source *files; /* in the order of reading */
    size_t file_count;
};

#endif
