/**
 * @file
 * @brief The door: a folder of CSV exports, read into a builder.
 *
 * Every row is used, or counted and set aside with its file, line, column and reason.
 *
 * Threads: a reader belongs to one thread at a time.
 */
#ifndef ONTRACK_SOURCE_H
#define ONTRACK_SOURCE_H

#include <ontrack/crew.h>
#include <ontrack/dataset.h>
#include <ontrack/layout.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Reads files into a builder and keeps count. */
typedef struct ontrack_reader ontrack_reader;

/** A row that was set aside; borrowed for the call. */
typedef struct ontrack_reject {
    const char *file;           /**< "attendance.csv", without its folder. */
    int64_t line;               /**< 1-based line on which the record starts. */
    int32_t column;             /**< 1-based field, 0 when the whole row is meant. */
    const char *reason;         /**< One line, without the cell's contents. */
    const ontrack_text *header; /**< The file's header cells as written. */
    size_t header_count;
    const ontrack_text *fields; /**< The row's cells as written. */
    size_t field_count;
} ontrack_reject;

/** How files are read. Start it with #ONTRACK_READER_OPTIONS_INIT. */
typedef struct ontrack_reader_options {
    size_t struct_size;                 /**< sizeof of this struct. */
    const ontrack_allocator *allocator; /**< Copied; NULL: malloc, realloc, free. */
    /** Take bytes that are not UTF-8 as ISO 8859-1 (0x80 to 0x9F as Windows-1252). */
    bool latin1;
    size_t field_limit; /**< Longest cell in bytes; 0: 1 MiB; at most 1 GiB. */
    /** Told of each rejected row; may be NULL. Any status but OK ends the reading. */
    ontrack_status (*reject)(void *user, const ontrack_reject *reject);
    /** Told once a MiB and at a file's end how far the reading is, in bytes of the file (bytes_all
     * is 0 when its length is not known); may be NULL. Any status but OK ends the reading. */
    ontrack_status (*progress)(void *user, const char *file, int64_t bytes_read, int64_t bytes_all);
    void *user; /**< For both. */
    /** Threads to read with; borrowed until the reader is freed; NULL: the caller's alone. The
     * callbacks are then called by one worker at a time, in the order of the file, and the
     * allocator by several at once. A folder read by a layout is read by the caller alone. */
    const ontrack_crew *crew;
    /** How the folder's files become tables; borrowed until the reader is freed. NULL: the
     * canonical files. Single files are always canonical ones. */
    const ontrack_layout *layout;
    /** Leave out the columns of students.csv that are none of ours, for a host who knows that
     * nobody asks for `student.attributes` (ontrack_ruleset_reads_attributes()): they take a fifth
     * of the memory of a large folder. The dataset is then one that has none. */
    bool skip_attributes;
} ontrack_reader_options;
/** Initial value of ::ontrack_reader_options. */
#define ONTRACK_READER_OPTIONS_INIT                                                                \
    {                                                                                              \
        sizeof(ontrack_reader_options), NULL, false, 0, NULL, NULL, NULL, NULL, NULL, false        \
    }

/** A reader that fills @p builder (borrowed until the reader is freed). */
ONTRACK_API ontrack_status ontrack_reader_new(ontrack_builder *builder,
                                              const ontrack_reader_options *options,
                                              ontrack_reader **out, ontrack_error *error);
/** Frees a reader; NULL is fine. */
ONTRACK_API void ontrack_reader_free(ontrack_reader *reader);

/**
 * Reads every file that the option `layout` names, in the order of the layout, and where it is NULL
 * every table of the canonical layout that the folder holds, `.csv` or `.csv.gz`, and
 * measures.csv. students.csv is required. When both `.csv` and `.csv.gz` are there, both are read:
 * rows that stand in both count once, as any duplicate does. A table without rows is declared; one
 * of which every row was set aside is not, for it is not known to be empty.
 * @return IO when the folder or a file cannot be read or students.csv is missing; INVALID_DATA
 *         when a file as a whole is unusable (a required column is missing, an unclosed quote,
 *         bytes that are no UTF-8), with file, line and column; LIMIT when a cell, a row or packed
 *         data is too long; what a callback answered. What was pushed before stays in the builder.
 */
ONTRACK_API ontrack_status ontrack_reader_folder(ontrack_reader *reader, const char *path,
                                                 ontrack_error *error);
/** Reads one file into a table. @p name is the canonical table's name ("attendance", "measures").
 */
ONTRACK_API ontrack_status ontrack_reader_file(ontrack_reader *reader, const char *name,
                                               const char *path, ontrack_error *error);
/** Reads CSV text from memory into a table; @p source names it in errors. */
ONTRACK_API ontrack_status ontrack_reader_bytes(ontrack_reader *reader, const char *name,
                                                const char *source, const void *data, size_t size,
                                                ontrack_error *error);

/** What the rows of a file became for one table, before the dataset was sealed. Of a file that
 * feeds several tables there are several. read = pushed + rejected. */
typedef struct ontrack_file_counts {
    const char *file;          /**< "attendance.csv"; borrowed from the reader. */
    const char *table;         /**< "attendance", "measures". */
    int64_t read;              /**< Records that the rows gave, or were to give: without a layout
                                    one for each row, the header and blank lines apart. */
    int64_t rejected;          /**< Set aside with a reason. */
    int64_t duplicate_headers; /**< Rows equal to the header, among the rejected. */
    int64_t unread_cells;  /**< Cells of pushed rows that could not be read and were taken as not
                                given: birth_date and first_grade9_year of students. */
    int64_t unread_line;   /**< Line of the first of them, 0 when there is none. */
    int32_t unread_column; /**< Its field, 1-based. */
    int64_t rows;          /**< Data rows. */
    int64_t skipped; /**< Rows that the layout leaves out; ontrack_reader_skip_at() says why. */
} ontrack_file_counts;
/** How many files were read. */
ONTRACK_API size_t ontrack_reader_file_count(const ontrack_reader *reader);
/** Counts of a file, by order of reading; all zero when out of range. */
ONTRACK_API ontrack_file_counts ontrack_reader_counts(const ontrack_reader *reader, size_t index);
/** Rows that the layout leaves out for one reason; borrowed from the reader. */
typedef struct ontrack_file_skip {
    const char *because; /**< The layout's words. */
    int64_t rows;
} ontrack_file_skip;
/** For how many reasons rows of a file were left out. */
ONTRACK_API size_t ontrack_reader_skip_count(const ontrack_reader *reader, size_t file);
/** Such a reason, in the order of the layout; all zero when out of range. */
ONTRACK_API ontrack_file_skip ontrack_reader_skip_at(const ontrack_reader *reader, size_t file,
                                                     size_t index);

/** A column of a table, and what it is read from; borrowed from the reader. */
typedef struct ontrack_file_column {
    const char *column; /**< Of the table, or an attribute's name; NULL: the cell is not kept. */
    const char *from;   /**< Header cell, or the layout's words for it; NULL: the file has none. */
    bool found;         /**< Whether the file has it. */
} ontrack_file_column;
/** How many columns are known of a file. */
ONTRACK_API size_t ontrack_reader_column_count(const ontrack_reader *reader, size_t file);
/** Such a column; all zero when out of range. Of a file that feeds several tables the cells that
 * nothing reads are with the first. */
ONTRACK_API ontrack_file_column ontrack_reader_column_at(const ontrack_reader *reader, size_t file,
                                                         size_t index);

/** How many `.csv` files of the folders were not read because no table has their name. */
ONTRACK_API size_t ontrack_reader_ignored_count(const ontrack_reader *reader);
/** Name of such a file, borrowed from the reader; NULL when out of range. */
ONTRACK_API const char *ontrack_reader_ignored_at(const ontrack_reader *reader, size_t index);

#ifdef __cplusplus
}
#endif

#endif
