#include "base/sort.h"

#include <string.h>

/* A merge sort from the bottom up: runs of doubling width move between two halves. */
typedef struct sort_job {
    size_t size;
    ontrack__compare *compare;
    const void *context;
} sort_job;

static bool in_order(const sort_job *job, const char *items, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (job->compare(items + (i - 1) * job->size, items + i * job->size, job->context) > 0)
            return false;
    return true;
}

/* Merges from[start, middle) and from[middle, end) into `to`. */
static void merge(const sort_job *job, const char *from, char *to, size_t start, size_t middle,
                  size_t end)
{
    const size_t size = job->size;
    size_t left = start, right = middle;
    for (size_t at = start; at < end; at++) {
        const bool take_left =
            right >= end || (left < middle && job->compare(from + left * size, from + right * size,
                                                           job->context) <= 0);
        const size_t taken = take_left ? left++ : right++;
        memcpy(to + at * size, from + taken * size, size);
    }
}

static void merge_all(const sort_job *job, const char *from, char *to, size_t count, size_t width)
{
    for (size_t start = 0; start < count; start += 2 * width) {
        const size_t middle = count - start < width ? count : start + width;
        const size_t end = count - middle < width ? count : middle + width;
        merge(job, from, to, start, middle, end);
    }
}

/* As many items move one by one to their places, without memory of their own. */
enum { FEW = 32, LARGEST = 192 };

static void insert_each(const sort_job *job, char *items, size_t count)
{
    char moving[LARGEST];
    for (size_t i = 1; i < count; i++) {
        char *item = items + i * job->size;
        size_t at = i;
        while (at > 0 && job->compare(items + (at - 1) * job->size, item, job->context) > 0)
            at--;
        if (at == i) continue;
        memcpy(moving, item, job->size);
        memmove(items + (at + 1) * job->size, items + at * job->size, (i - at) * job->size);
        memcpy(items + at * job->size, moving, job->size);
    }
}

bool ontrack__sort(const ontrack_allocator *allocator, void *items, size_t count, size_t size,
                   ontrack__compare *compare, const void *context)
{
    const sort_job job = {size, compare, context};
    if (count < 2 || in_order(&job, items, count)) return true;
    if (count <= FEW && size <= LARGEST) {
        insert_each(&job, items, count);
        return true;
    }
    char *spare = ontrack__allocate(allocator, count, size);
    if (spare == NULL) return false;
    char *from = items, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        merge_all(&job, from, to, count, width);
        char *swap = from;
        from = to;
        to = swap;
    }
    if (from != (char *)items) memcpy(items, from, count * size);
    ontrack__release(allocator, spare, count, size);
    return true;
}

/* ---- numbers ---- */

static int compare_numbers(const void *a, const void *b, const void *context)
{
    const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    (void)context;
    return left < right ? -1 : left > right;
}

/* Nearly always they are few, and move to their places one by one. */
bool ontrack__sort_numbers(const ontrack_allocator *allocator, uint64_t *numbers, size_t count)
{
    enum { FEW_NUMBERS = 48 };
    if (count > FEW_NUMBERS)
        return ontrack__sort(allocator, numbers, count, sizeof *numbers, compare_numbers, NULL);
    for (size_t i = 1; i < count; i++) {
        const uint64_t moving = numbers[i];
        size_t at = i;
        for (; at > 0 && numbers[at - 1] > moving; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = moving;
    }
    return true;
}
