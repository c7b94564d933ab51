/* failing.h - an allocator that fails the nth call and counts what is not given back.
 *
 *   failing memory = {0, 0, 0, 0};
 *   const ontrack_allocator allocator = failing_allocator(&memory);
 *   for (memory.fail_at = 1;; memory.fail_at++) {
 *       memory.calls = 0;
 *       const ontrack_status status = work(&allocator);
 *       cr_assert_eq(memory.live, 0);
 *       if (memory.calls < memory.fail_at) break; // nothing failed: every call was tried
 *       cr_assert_eq(status, ONTRACK_NO_MEMORY);
 *   }
 */
#ifndef ONTRACK_TESTS_SUPPORT_FAILING_H
#define ONTRACK_TESTS_SUPPORT_FAILING_H

#include <ontrack/allocator.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct failing {
    size_t fail_at; /* the call that fails, from 1; 0: none */
    size_t calls;   /* allocations and resizes so far */
    size_t live;    /* blocks not given back */
    size_t bytes;   /* bytes not given back, by the sizes that callers name */
} failing;

static inline int failing_now(failing *state)
{
    return ++state->calls == state->fail_at;
}

static inline void *failing_allocate(void *user, size_t size)
{
    failing *state = user;
    void *block = failing_now(state) ? NULL : malloc(size);
    if (block != NULL) {
        state->live++;
        state->bytes += size;
    }
    return block;
}

static inline void *failing_resize(void *user, void *block, size_t old_size, size_t new_size)
{
    failing *state = user;
    void *moved = failing_now(state) ? NULL : realloc(block, new_size);
    if (moved != NULL) state->bytes += new_size - old_size;
    return moved;
}

static inline void failing_release(void *user, void *block, size_t size)
{
    failing *state = user;
    state->live--;
    state->bytes -= size;
    free(block);
}

static inline ontrack_allocator failing_allocator(failing *state)
{
    const ontrack_allocator allocator = {failing_allocate, failing_resize, failing_release, state};
    return allocator;
}

#endif
