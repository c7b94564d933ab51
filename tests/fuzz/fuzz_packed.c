/* A packed student from a stranger. Nothing is pushed of bytes that are not whole and valid; those
 * that are taken are the only form of their facts: encoding again gives them, and so does merging
 * them with themselves. */
#include "fuzz.h"

#include <ontrack/error.h>
#include <ontrack/packed.h>
#include <string.h>

static void must_be(const ontrack_buffer *out, const uint8_t *data, size_t size)
{
    MUST(out->size == size && memcmp(out->data, data, size) == 0);
}

/* What is wrong by itself stays so beside a student whose bytes are nearly the same. */
static void merge_with_changed(const uint8_t *data, size_t size, ontrack_buffer *out)
{
    uint8_t changed[512];
    if (size == 0 || size > sizeof changed) return;
    memcpy(changed, data, size);
    changed[data[size - 1] % size] ^= data[size / 2];
    if (ontrack_packed_merge(changed, size, changed, size, out, NULL) == ONTRACK_OK) return;
    MUST(ontrack_packed_merge(data, size, changed, size, out, NULL) != ONTRACK_OK);
    MUST(ontrack_packed_merge(changed, size, data, size, out, NULL) != ONTRACK_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    MUST(ontrack_builder_new(NULL, &builder, NULL) == ONTRACK_OK);
    const ontrack_status pushed = ontrack_builder_push_packed(builder, data, size, NULL);
    const ontrack_status merged = ontrack_packed_merge(data, size, data, size, &out, NULL);
    MUST(merged == pushed);
    MUST(ontrack_builder_seal(builder, &dataset, NULL) == ONTRACK_OK);
    MUST(ontrack_dataset_count(dataset) == (pushed == ONTRACK_OK));
    if (pushed == ONTRACK_OK) {
        must_be(&out, data, size);
        MUST(ontrack_student_encode(ontrack_dataset_at(dataset, 0), &out, NULL) == ONTRACK_OK);
        must_be(&out, data, size);
    }
    merge_with_changed(data, size, &out);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
    ontrack_buffer_dispose(&out);
    return 0;
}
