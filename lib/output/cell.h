/* cell.h - a cell of words in a CSV file. Layer: output. */
#ifndef ONTRACK_OUTPUT_CELL_H
#define ONTRACK_OUTPUT_CELL_H

#include <ontrack/buffer.h>
#include <ontrack/text.h>
#include <stdbool.h>

/* Quoted where it must be, and never a formula. false when memory is out. */
bool ontrack__put_cell(ontrack_buffer *out, ontrack_text text);

#endif
