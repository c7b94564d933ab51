/* convert.h - cells become the numbers that the builder keeps. Layer: ingest.
 * A converter takes the rows in which all is as it should be, and leaves the odd ones alone: for
 * those ontrack__intake_row() says what is wrong with them. It remembers what it converted, since
 * the cells of a column repeat. One thread at a time uses a converter. */
#ifndef ONTRACK_INGEST_CONVERT_H
#define ONTRACK_INGEST_CONVERT_H

#include "ingest/batch.h"
#include "ingest/intake.h"
#include "ingest/known.h"
#include "ingest/tails.h"
#include <ontrack/crew.h>

typedef enum ontrack__converting {
    ONTRACK__CONVERT_NOT, /* no column has the cell */
    ONTRACK__CONVERT_STUDENT,
    ONTRACK__CONVERT_TEXT,
    ONTRACK__CONVERT_DATE,
    ONTRACK__CONVERT_NUMBER
} ontrack__converting;

/* Up to 16 bytes as they stood in a text, as numbers, and which of them count. Start it with
 * ontrack__repeat_clear(). */
typedef struct ontrack__repeat {
    uint64_t bytes[2], mask[2];
    size_t size;
} ontrack__repeat;

/* A cell of the file's rows. */
typedef struct ontrack__converted {
    ontrack__converting how;
    ontrack_table table;
    size_t column; /* of that table */
    const ontrack__column *about;
    int32_t *out;           /* in the row at hand */
    ontrack_text header;    /* of the first cell: no row begins with it */
    ontrack__repeat before; /* the cell of a row before, with the byte that ended it */
    int32_t number;         /* what it became */
} ontrack__converted;

/* A month in which a date was. */
typedef struct ontrack__month {
    char text[8]; /* "2025-09-" */
    int32_t begins, days;
} ontrack__month;
enum { ONTRACK__MONTHS = 16 };

/* Where the month of a text of the form of a date stands, when it is known. */
static inline size_t ontrack__month_place(const char *date)
{
    return ((unsigned char)date[5] * 10u + (unsigned char)date[6]) % ONTRACK__MONTHS;
}

/* The last cells of a row, as they stood together; see shortcut.c. */
typedef struct ontrack__tail {
    ontrack__repeat before;
    uint32_t kind;                      /* of the row, where that is all a tail holds */
    int32_t row[ONTRACK__MOST_COLUMNS]; /* the row, where it is not */
} ontrack__tail;
enum { ONTRACK__TAILS = 64 };

typedef struct ontrack__converter {
    ontrack_allocator allocator;
    ontrack_builder *builder;
    const ontrack_crew *crew; /* its lock is about the dictionary; NULL: nobody else is there */
    const ontrack__layout_file *file;
    const ontrack__bound_header *binding;
    ontrack__batch *batch; /* where rows go */
    ontrack__guess guess;  /* of the next student */
    bool met;              /* see the intake */
    ontrack__converted *cells;
    size_t cell_count;
    ontrack__month months[ONTRACK__MONTHS], *month; /* the last one */
    ontrack__known *known;                          /* ONTRACK__KNOWN_TEXTS */
    ontrack__own_kinds own; /* unless nobody else is there: then rows have the builder's kinds */
    /* The row at hand: the columns of the file's table, the other cells, a place for the cells that
     * nobody wants. */
    int32_t *row;
    size_t width, other_count;
    size_t kind_first, kind_end; /* the cells of it that are its kind; 0: the table is shared */
    uint32_t *names;             /* of the other cells, as kinds of the builder */
    bool has_names;
    bool exhausted;       /* memory was out; the row at hand counts as odd */
    int64_t unread_cells; /* of the row at hand */
    int32_t unread_column;
    uint32_t kind; /* of the row at hand, unless its table is shared */
    bool has_kind; /* it is known without looking at the cells */
    /* For the shortcut. */
    unsigned char stops[256]; /* what ends a cell */
    char undoubled[256];      /* the text at hand, when quotes stand doubled in it */
    size_t longest;           /* bytes of a record that no limit can mind */
    ontrack__tail *tails;     /* ONTRACK__TAILS */
    ontrack__tails kinds_of;  /* tails that are longer, where they are kinds */
    size_t tail;              /* the first cell that belongs to one; cell_count: none does */
    bool tail_is_kind;        /* it holds all that makes a row's kind, and nothing else */
    bool is_plain;            /* and before it stand the student and date of attendance */
} ontrack__converter;

/* A converter for rows of a file; `crew` (may be NULL) and the intake are borrowed. */
ontrack_status ontrack__converter_init(ontrack__converter *converter,
                                       const ontrack_allocator *allocator, const ontrack_crew *crew,
                                       const ontrack__intake *intake, ontrack_error *error);
void ontrack__converter_free(ontrack__converter *converter);
/* Rows go into this batch from now on. */
void ontrack__converter_begin(ontrack__converter *converter, ontrack__batch *batch);

/* Whether a file's rows can be converted at all. */
bool ontrack__converter_takes(const ontrack__layout_file *file);

/* Takes a row into the batch; false when it is odd. */
bool ontrack__convert_row(ontrack__converter *converter, const ontrack__csv_row *row);

/* The parts of it. */
void ontrack__convert_begin(ontrack__converter *converter);
bool ontrack__convert_cell(ontrack__converter *converter, size_t cell, ontrack_text text);
/* All cells from `cell` on are empty. */
bool ontrack__convert_rest(ontrack__converter *converter, size_t cell);
bool ontrack__convert_end(ontrack__converter *converter, int64_t line);
/* A row of attendance that is known whole. */
static inline bool ontrack__convert_mark(ontrack__converter *converter,
                                         ontrack__attendance_mark mark)
{
    ontrack__batch_marks *marks = &converter->batch->marks;
    if (marks->count == marks->capacity && !ontrack__batch_mark_room(converter->batch)) {
        converter->exhausted = true;
        return false;
    }
    marks->items[marks->count++] = mark;
    return true;
}

void ontrack__repeat_clear(ontrack__repeat *repeat);

#endif
