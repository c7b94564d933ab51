/* shortcut.h - records of the plain forms, read straight from the text. Layer: ingest.
 * Where no quote stands the rule of libcsv is short: a record ends at CR or LF, a cell at a
 * delimiter too, blanks at both ends of a cell go, and a line of nothing else is no record. A cell
 * that begins with a quote holds what stands before the next quote that is not doubled, which must
 * stand right before a delimiter or line end, on the same line; two quotes in it are one. The
 * shortcut takes the records that these rules and the converter make rows of, and leaves every
 * other one to libcsv. tests/fuzz holds it to libcsv. */
#ifndef ONTRACK_INGEST_SHORTCUT_H
#define ONTRACK_INGEST_SHORTCUT_H

#include "ingest/convert.h"

/* Prepares a converter for texts with this delimiter and limit of a cell's bytes. */
void ontrack__shortcut_prepare(ontrack__converter *converter, unsigned char delimiter,
                               size_t field_limit);
/* For ontrack__csv_options.shortcut. Behind the text ONTRACK__BLOCK_PADDING bytes can be read, and
 * a NUL is among the first of them that end no cell. */
const char *ontrack__shortcut(ontrack__converter *converter, const char *at, const char *end,
                              int64_t *line);

#endif
