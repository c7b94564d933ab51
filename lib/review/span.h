/* span.h - a run of numbers with its two ends. Layer: review. */
#ifndef ONTRACK_REVIEW_SPAN_H
#define ONTRACK_REVIEW_SPAN_H

#include "base/rational.h"
#include <ontrack/buffer.h>

/* One end of a span. */
typedef struct ontrack__end {
    bool given; /* false: it goes on for ever */
    bool open;  /* the number itself is outside */
    ontrack__rational at;
} ontrack__end;

typedef struct ontrack__span {
    ontrack__end low, high;
    bool whole; /* only whole numbers count */
} ontrack__span;

/* All numbers. */
ontrack__span ontrack__span_all(bool whole);
/* One number. */
ontrack__span ontrack__span_at(ontrack__rational number);
/* From `low` to `high`, both included. */
ontrack__span ontrack__span_between(int64_t low, int64_t high);
/* What is in both; whole when one of them is. */
ontrack__span ontrack__span_common(const ontrack__span *a, const ontrack__span *b);
bool ontrack__span_is_empty(const ontrack__span *span);
bool ontrack__span_is_point(const ontrack__span *span);
/* Whether everything of `inner` is in `outer`. */
bool ontrack__span_covers(const ontrack__span *outer, const ontrack__span *inner);
bool ontrack__span_equal(const ontrack__span *a, const ontrack__span *b);
/* What lies between the end of `a` and the beginning of `b`; it may be empty. */
ontrack__span ontrack__span_between_two(const ontrack__span *a, const ontrack__span *b);
/* Whether `a` begins below `b`. */
bool ontrack__span_begins_below(const ontrack__span *a, const ontrack__span *b);
/* "from 2 to below 6", "above 5", "exactly 6", "any value"; false when memory is out. */
bool ontrack__span_print(const ontrack__span *span, ontrack_buffer *out);

#endif
