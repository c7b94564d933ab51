/* lists.h - the lists of records by name, and reading one. Layer: measures. */
#ifndef ONTRACK_MEASURES_LISTS_H
#define ONTRACK_MEASURES_LISTS_H

#include "measures/list.h"

/* Reads a list; `out` is how many records it holds, or unknown and why. */
ontrack_status ontrack__list_read(const ontrack__record_list *list,
                                  const ontrack_question *question, const ontrack__list_sink *sink,
                                  ontrack_value *out);
/* Why a cell is not known, in words; static. */
const char *ontrack__cell_why(const ontrack__cell *cell);
/* All lists, each behind a pointer. */
const ontrack__record_list *const *ontrack__record_lists(size_t *count);

#endif
