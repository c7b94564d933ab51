/* parser.h - an expression's text into its tree. Layer: cel, inner. */
#ifndef ONTRACK_CEL_PARSER_H
#define ONTRACK_CEL_PARSER_H

#include "base/error.h"
#include "cel/node.h"

/* Parses a whole expression; the tree lies in `arena` and borrows from `source`, which is
 * well-formed UTF-8. */
ontrack_status ontrack__cel_parse(ontrack__arena *arena, ontrack_text source,
                                  ontrack__cel_node **out, ontrack_error *error);

/* Line and column (1-based, in characters) of a byte offset. */
ontrack__place ontrack__cel_place(ontrack_text source, size_t offset);

#endif
