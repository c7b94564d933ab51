/**
 * @file
 * @brief Layouts: how the export of a product becomes the tables.
 *
 * A layout is a JSON document that names an export's files and columns, its form of dates and its
 * codes, so that the export is read as it is. docs/layouts.md describes it.
 *
 * Threads: a loaded layout does not change and may be shared.
 */
#ifndef ONTRACK_LAYOUT_H
#define ONTRACK_LAYOUT_H

#include <ontrack/allocator.h>
#include <ontrack/error.h>
#include <ontrack/export.h>
#include <ontrack/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A loaded layout. */
typedef struct ontrack_layout ontrack_layout;

/** Most bytes in a layout's document: 1 MiB. */
#define ONTRACK_LAYOUT_LIMIT ((size_t)1 << 20)

/** How a layout is loaded. Start it with #ONTRACK_LAYOUT_OPTIONS_INIT. */
typedef struct ontrack_layout_options {
    size_t struct_size;                 /**< sizeof of this struct. */
    const ontrack_allocator *allocator; /**< Copied; NULL: malloc, realloc, free. */
    const char *source; /**< Names the document in errors; NULL: its errors name no file. */
} ontrack_layout_options;
/** Initial value of ::ontrack_layout_options. */
#define ONTRACK_LAYOUT_OPTIONS_INIT                                                                \
    {                                                                                              \
        sizeof(ontrack_layout_options), NULL, NULL                                                 \
    }

/**
 * Loads a layout from JSON.
 * @param json     Borrowed for the call; untrusted.
 * @param options  May be NULL.
 * @param out      Receives the layout, to be freed with ontrack_layout_free().
 * @return INVALID_RULES when the document is wrong, with a JSON pointer to the place, or a line and
 *         column where it is no JSON; LIMIT when it is too large or too deep.
 */
ONTRACK_API ontrack_status ontrack_layout_load(ontrack_text json,
                                               const ontrack_layout_options *options,
                                               ontrack_layout **out, ontrack_error *error);
/** Frees a layout; NULL is fine. No reader may use it any more. */
ONTRACK_API void ontrack_layout_free(ontrack_layout *layout);

/** The texts of a layout. */
typedef enum ontrack_layout_text_kind {
    ONTRACK_LAYOUT_ID,        /**< "powerschool" */
    ONTRACK_LAYOUT_VERSION,   /**< "1" */
    ONTRACK_LAYOUT_TITLE,     /**< One line. */
    ONTRACK_LAYOUT_ABOUT,     /**< What it assumes and what is not known. */
    ONTRACK_LAYOUT_SOURCE,    /**< Where the facts come from. */
    ONTRACK_LAYOUT_TEXT_COUNT /**< How many texts there are. */
} ontrack_layout_text_kind;
/** A text of the layout, borrowed from it; empty where the document has none. */
ONTRACK_API const char *ontrack_layout_text(const ontrack_layout *layout,
                                            ontrack_layout_text_kind kind);

/** How many layouts are built in. */
ONTRACK_API size_t ontrack_layout_builtin_count(void);
/** Name of a built-in layout, in order of the bytes; NULL when out of range. */
ONTRACK_API const char *ontrack_layout_builtin_name(size_t index);
/** Its JSON document as it was written, with a NUL behind; empty for a name that is none. */
ONTRACK_API ontrack_text ontrack_layout_builtin_json(const char *name);

/** A table that a file of the layout feeds; all texts are borrowed from the layout. */
typedef struct ontrack_layout_feed {
    const char *file;  /**< Name as the layout writes it: "m365/Session", "attendance_*". */
    const char *table; /**< "attendance", "measures"; NULL for a file that is only looked up. */
} ontrack_layout_feed;
/** How many pairs of a file's name and a table the layout has. */
ONTRACK_API size_t ontrack_layout_feed_count(const ontrack_layout *layout);
/** Such a pair, in the order of reading; all NULL when out of range. */
ONTRACK_API ontrack_layout_feed ontrack_layout_feed_at(const ontrack_layout *layout, size_t index);

/** How well a layout fits a folder. */
typedef struct ontrack_layout_fit {
    size_t files;    /**< Files of the folder that the layout names and can read. */
    size_t columns;  /**< Columns of tables that their header rows can feed. */
    size_t students; /**< Columns of students among them; 0: the folder cannot be read with it. */
} ontrack_layout_fit;
/**
 * Looks at the header rows of a folder's files, and at nothing else, to tell how well a layout
 * fits. A file that cannot be read counts as none.
 * @return IO when the folder cannot be listed.
 */
ONTRACK_API ontrack_status ontrack_layout_fits(const ontrack_layout *layout, const char *path,
                                               ontrack_layout_fit *out, ontrack_error *error);

#ifdef __cplusplus
}
#endif

#endif
