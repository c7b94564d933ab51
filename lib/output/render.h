/* render.h - a table's lines for a terminal of a given width. Layer: output. */
#ifndef ONTRACK_OUTPUT_RENDER_H
#define ONTRACK_OUTPUT_RENDER_H

#include "output/format.h"
#include "output/listed.h"

/* Writes the whole table: title, counts, and the students in their order. false when memory is
 * out. */
bool ontrack__render(ontrack_writer *writer, const ontrack_report *report,
                     const ontrack__listed *students, size_t count);

#endif
