/* columns.h - the tables and their columns, as data. Layer: records.
 * A new column is a member of the public record, a row in columns.c and a member in rows.h. */
#ifndef ONTRACK_RECORDS_COLUMNS_H
#define ONTRACK_RECORDS_COLUMNS_H

#include <ontrack/records.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ontrack__column_type {
    ONTRACK__COLUMN_CODE,    /* a short text that repeats: interned with the codes */
    ONTRACK__COLUMN_TEXT,    /* free text: interned apart, so that code maps stay small */
    ONTRACK__COLUMN_DATE,    /* ontrack_date */
    ONTRACK__COLUMN_DECIMAL, /* ontrack_decimal */
    ONTRACK__COLUMN_INTEGER  /* int32_t */
} ontrack__column_type;

typedef struct ontrack__column {
    const char *name;    /* canonical: "course_code" */
    const char *aliases; /* other names, separated by blanks, or NULL */
    ontrack__column_type type;
    bool required;
    bool spared; /* a cell of a file that cannot be read is taken as not given, and counted: the row
                  * is worth more than the cell */
    size_t offset;           /* of the member in the public record */
    int64_t lowest, highest; /* a given DATE, DECIMAL or INTEGER lies within, both included */
    bool grade_level;        /* a code that is brought to one form: "9" to "09" */
} ontrack__column;

/* A table. A student's table has student_id as columns[0]; it is not kept in the rows. The other
 * columns are kept in this order, which is also the order of the rows: the date comes first where
 * there is one. */
typedef struct ontrack__table_info {
    const char *name;
    size_t record_size; /* of the public record */
    const ontrack__column *columns;
    size_t column_count;
    bool shared;     /* belongs to the schools, has no student_id */
    int date_column; /* the kept column that as-of dates cut, or -1 */
    int key_columns; /* so many leading kept columns tell a student's rows apart: of rows that agree
                      * in them one stays, the fullest, then the greatest; -1: rows never conflict
                      */
    int kind_first, kind_end; /* kept columns that repeat over rows: together they are the row's
                               * kind (kinds.h); nothing of a shared table */
    bool repeats; /* how often a row was given is kept: some rule sets count each time */
} ontrack__table_info;

/* The most columns that any table has, and how many tables, the first ones, are shared. */
enum { ONTRACK__MOST_COLUMNS = 10, ONTRACK__SHARED_TABLES = 3 };
extern const ontrack__table_info ontrack__tables[ONTRACK_TABLE_COUNT];
/* Of a table below ONTRACK_TABLE_COUNT. */
static inline const ontrack__table_info *ontrack__table(ontrack_table table)
{
    return &ontrack__tables[table];
}
/* Columns that are kept in rows: all, but a student's id. */
static inline size_t ontrack__table_width(const ontrack__table_info *info)
{
    return info->shared ? info->column_count : info->column_count - 1;
}
static inline const ontrack__column *ontrack__kept_columns(const ontrack__table_info *info)
{
    return info->shared ? info->columns : info->columns + 1;
}

#endif
