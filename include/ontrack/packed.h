/**
 * @file
 * @brief One student's records as bytes: to keep, to send, to merge.
 *
 * The packed form holds facts, sorted and without duplicates, and the codes as text, so it needs
 * no dictionary. The same facts give the same bytes. Merging is commutative, associative and
 * idempotent. The form is versioned; hostile bytes are an ordinary INVALID_DATA or LIMIT.
 */
#ifndef ONTRACK_PACKED_H
#define ONTRACK_PACKED_H

#include <ontrack/buffer.h>
#include <ontrack/dataset.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The largest packed student that decoding accepts, in bytes. */
#define ONTRACK_PACKED_LIMIT (16u * 1024u * 1024u)

/**
 * Encodes all of a student's own records (shared tables are not in it).
 * @param out  Its former contents are replaced.
 * @return LIMIT when the form would be larger than ONTRACK_PACKED_LIMIT or hold more than about 4
 *         million rows; decoding refuses such, too.
 */
ONTRACK_API ontrack_status ontrack_student_encode(const ontrack_student *student,
                                                  ontrack_buffer *out, ontrack_error *error);

/**
 * Pushes every record of a packed student into a builder. Nothing is pushed when the bytes are
 * not a whole, valid packed student; on NO_MEMORY some records may have been.
 */
ONTRACK_API ontrack_status ontrack_builder_push_packed(ontrack_builder *builder, const void *data,
                                                       size_t size, ontrack_error *error);

/**
 * Merges two packed forms of the same student: the union of their facts.
 * @param out  Its former contents are replaced; must be neither input.
 * @return INVALID_DATA when the two are of different students or either is no valid packed form.
 */
ONTRACK_API ontrack_status ontrack_packed_merge(const void *left, size_t left_size,
                                                const void *right, size_t right_size,
                                                ontrack_buffer *out, ontrack_error *error);

#ifdef __cplusplus
}
#endif

#endif
