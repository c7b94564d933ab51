#include "ingest/tails.h"

#include "base/alloc.h"
#include "support/failing.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* What lies behind a text may be anything. */
static ontrack_text text_of(char *room, size_t size, uint32_t number)
{
    memset(room, 'x', size);
    for (size_t i = 0; i < 4 && i < size; i++)
        room[size < 4 ? i : size * i / 4] = (char)('0' + (number >> 4 * i) % 16);
    const ontrack_text text = {room, size};
    return text;
}

/* Numbers that a text of the size can tell apart. */
static uint32_t numbers_of(size_t size)
{
    return size < 4 ? UINT32_C(1) << 4 * size : 2000;
}

static bool finds(const ontrack__tails *tails, ontrack_text text, uint32_t wanted)
{
    uint32_t kind = UINT32_MAX;
    return ontrack__tails_find(tails, text, &kind) && kind == wanted;
}

Test(tails, texts_of_every_size_have_their_kinds)
{
    static const size_t sizes[] = {1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 64, 254, 255};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    char room[256];
    uint32_t kind;
    ontrack__tails tails;
    ontrack__tails_init(&tails, &allocator);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (uint32_t n = 0; n < numbers_of(sizes[i]); n++) {
            const ontrack_text text = text_of(room, sizes[i], n);
            cr_assert_not(ontrack__tails_find(&tails, text, &kind), "%zu bytes, %u", sizes[i], n);
            ontrack__tails_put(&tails, text, n + 1000 * (uint32_t)sizes[i]);
            cr_assert(finds(&tails, text, n + 1000 * (uint32_t)sizes[i]));
        }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint32_t known = 0;
        for (uint32_t n = 0; n < numbers_of(sizes[i]); n++)
            known += finds(&tails, text_of(room, sizes[i], n), n + 1000 * (uint32_t)sizes[i]);
        cr_expect_geq(known, numbers_of(sizes[i]) * 9 / 10, "%zu bytes: %u", sizes[i], known);
    }
    ontrack__tails_free(&tails);
    cr_expect_not(ontrack__tails_find(&tails, text_of(room, 8, 0), &kind), "all are forgotten");
}

Test(tails, long_texts_are_not_remembered)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    char room[512];
    uint32_t kind;
    ontrack__tails tails;
    ontrack__tails_init(&tails, &allocator);
    ontrack__tails_put(&tails, text_of(room, ONTRACK__LONGEST_TAIL + 1, 1), 1);
    cr_expect_not(ontrack__tails_find(&tails, text_of(room, ONTRACK__LONGEST_TAIL + 1, 1), &kind));
    ontrack__tails_free(&tails);
}

/* More than there is room for: what is known is true, and the last is known. */
Test(tails, old_ones_are_forgotten)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    char room[256];
    uint32_t kind, known = 0;
    ontrack__tails tails;
    ontrack__tails_init(&tails, &allocator);
    for (uint32_t n = 0; n < 60000; n++) {
        ontrack__tails_put(&tails, text_of(room, 250, n), n);
        cr_assert(finds(&tails, text_of(room, 250, n), n));
    }
    for (uint32_t n = 0; n < 60000; n++)
        if (ontrack__tails_find(&tails, text_of(room, 250, n), &kind)) {
            cr_assert_eq(kind, n);
            known++;
        }
    cr_expect_lt(known, 60000);
    ontrack__tails_free(&tails);
}

Test(tails, without_memory_nothing_is_known)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    char room[256];
    for (memory.fail_at = 1; memory.fail_at <= 3; memory.fail_at++) {
        uint32_t kind;
        ontrack__tails tails;
        memory.calls = 0;
        ontrack__tails_init(&tails, &allocator);
        for (uint32_t n = 0; n < 1000; n++) {
            const ontrack_text text = text_of(room, 200, n);
            ontrack__tails_put(&tails, text, n);
            cr_assert(!ontrack__tails_find(&tails, text, &kind) || kind == n);
        }
        ontrack__tails_free(&tails);
        cr_assert_eq(memory.live, 0);
    }
}
