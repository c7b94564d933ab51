/* Arena, region, buffer, interner and sort: what they promise, and what they do when memory is out.
 */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/intern.h"
#include "base/meter.h"
#include "base/region.h"
#include "base/sort.h"
#include "base/text.h"
#include "support/failing.h"

#include <criterion/criterion.h>
#include <ontrack/error.h>
#include <stdio.h>

Test(arena, gives_zeroed_aligned_blocks_that_do_not_overlap)
{
    ontrack__arena arena;
    ontrack__arena_init(&arena, NULL);
    unsigned char *blocks[200];
    for (size_t i = 0; i < 200; i++) {
        const size_t size = i * 37 + 1;
        blocks[i] = ontrack__arena_allocate(&arena, size, 1);
        cr_assert_not_null(blocks[i]);
        cr_expect_eq((uintptr_t)blocks[i] % 16, 0);
        for (size_t k = 0; k < size; k++)
            cr_assert_eq(blocks[i][k], 0);
        memset(blocks[i], (int)i, size);
    }
    for (size_t i = 0; i < 200; i++)
        for (size_t k = 0; k < i * 37 + 1; k++)
            cr_assert_eq(blocks[i][k], (unsigned char)i);
    cr_expect_null(ontrack__arena_allocate(&arena, SIZE_MAX / 2, 3), "overflow");
    ontrack__arena_free(&arena);
}

static ontrack_status use_arena(const ontrack_allocator *allocator)
{
    ontrack__arena arena;
    ontrack__arena_init(&arena, allocator);
    ontrack_status status = ONTRACK_OK;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 100 && status == ONTRACK_OK; i++)
            if (ontrack__arena_allocate(&arena, 100, 10) == NULL) status = ONTRACK_NO_MEMORY;
        ontrack__arena_reset(&arena);
    }
    ontrack__arena_free(&arena);
    return status;
}

static ontrack_status use_region(const ontrack_allocator *below)
{
    ontrack__region region;
    ontrack__region_init(&region, below);
    const ontrack_allocator allocator = ontrack__region_allocator(&region);
    bool ok = true;
    for (int round = 0; round < 3; round++) {
        ontrack__array numbers = {NULL, 0, 0}, others = {NULL, 0, 0};
        for (int i = 0; i < 30000 && ok; i++) {
            int *number = ontrack__array_add(&allocator, &numbers, sizeof *number);
            ok = number != NULL && ontrack__array_add(&allocator, &others, 16) != NULL;
            if (ok) *number = i;
        }
        for (int i = 0; i < (int)numbers.count && ok; i++)
            cr_assert_eq(((const int *)numbers.items)[i], i);
        ontrack__array_free(&allocator, &numbers, sizeof(int));
        ontrack__region_reset(&region);
    }
    ontrack__region_free(&region);
    return ok ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

Test(region, gives_aligned_blocks_that_do_not_overlap_and_grows_the_last_one_where_it_is)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator below = failing_allocator(&memory);
    ontrack__region region;
    ontrack__region_init(&region, &below);
    const ontrack_allocator allocator = ontrack__region_allocator(&region);
    for (int round = 0; round < 3; round++) {
        unsigned char *blocks[200];
        for (size_t i = 0; i < 200; i++) {
            const size_t size = i * 37 + 1;
            blocks[i] = ontrack__allocate(&allocator, size, 1);
            cr_assert_not_null(blocks[i]);
            cr_expect_eq((uintptr_t)blocks[i] % 16, 0);
            unsigned char *grown = ontrack__resize(&allocator, blocks[i], size, size + 1, 1);
            cr_expect(grown == blocks[i] || i > 0, "round %d", round);
            blocks[i] = grown;
            memset(blocks[i], (int)i, size + 1);
        }
        for (size_t i = 0; i < 200; i++)
            for (size_t k = 0; k < i * 37 + 2; k++)
                cr_assert_eq(blocks[i][k], (unsigned char)i);
        unsigned char *first = ontrack__resize(&allocator, blocks[0], 2, 100000, 1);
        cr_assert(first != blocks[0] && first[0] == 0 && first[1] == 0);
        ontrack__region_reset(&region);
    }
    const size_t calls = memory.calls;
    cr_assert_not_null(ontrack__allocate(&allocator, 500000, 1));
    cr_expect_eq(memory.calls, calls, "a block that held everything is used again");
    ontrack__region_reset(&region);
    cr_expect_null(ontrack__allocate(&allocator, SIZE_MAX / 2, 2), "overflow");
    ontrack__region_free(&region);
    cr_expect_eq(memory.live, 0);
}

static ontrack_status use_buffer(const ontrack_allocator *allocator)
{
    ontrack_buffer buffer = ONTRACK_BUFFER_INIT;
    buffer.allocator = *allocator;
    bool ok = true;
    for (int i = 0; i < 50 && ok; i++)
        ok = ontrack__buffer_string(&buffer, "some words ") &&
             ontrack__buffer_integer(&buffer, i) &&
             ontrack__buffer_json(&buffer, ontrack_text_of("\"quoted\"\n"));
    ontrack_buffer_dispose(&buffer);
    return ok ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

static ontrack_status use_interner(const ontrack_allocator *allocator)
{
    ontrack__interner interner;
    ontrack__interner_init(&interner, allocator);
    bool ok = true;
    for (int i = 0; i < 300 && ok; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i * 7919 % 1000);
        ontrack__symbol symbol;
        ok = ontrack__intern(&interner, ontrack_text_of(text), &symbol);
    }
    ontrack__symbol *map = NULL;
    const size_t count = ontrack__interner_count(&interner);
    ok = ok && ontrack__interner_sort(&interner, allocator, &map);
    ontrack__release(allocator, map, count, sizeof *map);
    ontrack__interner_free(&interner);
    return ok ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

static ontrack_status (*const users[])(const ontrack_allocator *) = {use_arena, use_region,
                                                                     use_buffer, use_interner};

Test(memory, every_allocation_may_fail)
{
    for (size_t i = 0; i < sizeof users / sizeof *users; i++) {
        failing memory = {0, 0, 0, 0};
        const ontrack_allocator allocator = failing_allocator(&memory);
        for (memory.fail_at = 1;; memory.fail_at++) {
            memory.calls = 0;
            const ontrack_status status = users[i](&allocator);
            cr_assert_eq(memory.live, 0, "user %zu, call %zu", i, memory.fail_at);
            cr_assert_eq(memory.bytes, 0, "user %zu names other sizes on release", i);
            if (memory.calls < memory.fail_at) {
                cr_expect_eq(status, ONTRACK_OK);
                break;
            }
            cr_assert_eq(status, ONTRACK_NO_MEMORY);
        }
        cr_expect_gt(memory.fail_at, 2);
    }
}

Test(sort, numbers_few_and_many)
{
    static const size_t counts[] = {0, 1, 2, 47, 48, 49, 500};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        uint64_t numbers[500] = {0}, sum = 0, sorted = 0;
        for (size_t k = 0; k < counts[i]; k++)
            sum += numbers[k] = (k * UINT64_C(0x9E3779B97F4A7C15) >> 7) % 300 << (k % 3 * 20);
        cr_assert(ontrack__sort_numbers(&allocator, numbers, counts[i]));
        for (size_t k = 0; k < counts[i]; k++) {
            sorted += numbers[k];
            cr_assert(k == 0 || numbers[k - 1] <= numbers[k], "%zu of %zu", k, counts[i]);
        }
        cr_expect_eq(sorted, sum, "%zu numbers", counts[i]);
    }
}

static const struct {
    const char *label, *bytes;
    size_t size;
    const char *json;
} json_rows[] = {
    {"plain", "abc", 3, "\"abc\""},
    {"quote and backslash", "a\"b\\c", 5, "\"a\\\"b\\\\c\""},
    {"short escapes", "\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\""},
    {"other control characters", "\x01\x1F\x7F", 3, "\"\\u0001\\u001f\\u007f\""},
    {"NUL", "a\0b", 3, "\"a\\u0000b\""},
    {"UTF-8 stays", "caf\xC3\xA9", 5, "\"caf\xC3\xA9\""},
    {"bad bytes become the replacement character", "\xE9t\xC3", 3, "\"\xEF\xBF\xBDt\xEF\xBF\xBD\""},
    {"empty", "", 0, "\"\""},
};

Test(buffer, json)
{
    for (size_t i = 0; i < sizeof json_rows / sizeof *json_rows; i++) {
        ontrack_buffer buffer = ONTRACK_BUFFER_INIT;
        const ontrack_text text = {json_rows[i].bytes, json_rows[i].size};
        cr_assert(ontrack__buffer_json(&buffer, text));
        cr_expect_str_eq(buffer.data, json_rows[i].json, "%s", json_rows[i].label);
        ontrack_buffer_dispose(&buffer);
    }
}

Test(interner, numbers_follow_the_bytes_after_sorting)
{
    ontrack__interner interner;
    ontrack__interner_init(&interner, NULL);
    static const char *const words[] = {"pear", "apple", "fig", "apple", ""};
    ontrack__symbol before[5];
    for (size_t i = 0; i < 5; i++)
        cr_assert(ontrack__intern(&interner, ontrack_text_of(words[i]), &before[i]));
    cr_expect_eq(before[1], before[3]);
    cr_expect_eq(before[4], 0);
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    ontrack__symbol *map = NULL;
    cr_assert(ontrack__interner_sort(&interner, &allocator, &map));
    static const char *const sorted[] = {"", "apple", "fig", "pear"};
    cr_assert_eq(ontrack__interner_count(&interner), 4);
    for (ontrack__symbol i = 0; i < 4; i++)
        cr_expect(ontrack__text_is(ontrack__interner_text(&interner, i), sorted[i]));
    for (size_t i = 0; i < 5; i++) {
        ontrack__symbol now = 9;
        cr_expect(ontrack__intern_find(&interner, ontrack_text_of(words[i]), &now));
        cr_expect_eq(now, map[before[i]]);
    }
    ontrack__symbol unseen;
    cr_expect_not(ontrack__intern_find(&interner, ontrack_text_of("kiwi"), &unseen));
    ontrack__release(&allocator, map, 4, sizeof *map);
    ontrack__interner_free(&interner);
}

/* Some that are in order, and more that came later, round after round. */
Test(interner, texts_that_come_later_are_put_among_the_others)
{
    static const size_t more[] = {40, 1, 0, 3, 24, 25, 2, 60, 1};
    ontrack__interner interner;
    ontrack__interner_init(&interner, NULL);
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    unsigned random = 3;
    for (size_t round = 0; round < sizeof more / sizeof *more; round++) {
        for (size_t i = 0; i < more[round]; i++) {
            char text[16];
            ontrack__symbol symbol;
            random = random * 1103515245u + 12345u;
            snprintf(text, sizeof text, "%u", random >> 16);
            cr_assert(ontrack__intern(&interner, ontrack_text_of(text), &symbol));
        }
        cr_assert(ontrack__interner_sort(&interner, &allocator, NULL));
        for (ontrack__symbol i = 1; i < ontrack__interner_count(&interner); i++) {
            const ontrack_text text = ontrack__interner_text(&interner, i);
            ontrack__symbol found;
            cr_assert_lt(ontrack__text_compare(ontrack__interner_text(&interner, i - 1), text), 0,
                         "round %zu, %u", round, i);
            cr_assert(ontrack__intern_find(&interner, text, &found));
            cr_assert_eq(found, i, "round %zu", round);
        }
    }
    ontrack__interner_free(&interner);
}

Test(interner, is_filled_with_texts_in_order)
{
    static char longest[300];
    memset(longest, 'z', sizeof longest);
    const ontrack_text texts[] = {{"a", 1}, {"ab", 2}, {longest, sizeof longest}};
    for (size_t count = 0; count <= 3; count++) {
        ontrack__interner interner;
        ontrack__interner_init(&interner, NULL);
        cr_assert(ontrack__interner_fill(&interner, texts, count));
        cr_expect_eq(ontrack__interner_count(&interner), count + 1);
        cr_expect_eq(ontrack__interner_text(&interner, 0).size, 0);
        for (ontrack__symbol i = 1; i <= count; i++) {
            cr_expect(ontrack__text_equal(ontrack__interner_text(&interner, i), texts[i - 1]));
            cr_expect_neq(ontrack__interner_text(&interner, i).data, texts[i - 1].data);
        }
        ontrack__interner_free(&interner);
    }
}

/* Texts that share long beginnings, some of them whole, and one too long for a size of one byte. */
Test(interner, texts_of_any_length_are_put_in_order)
{
    enum { COUNT = 900, LONGEST = 320 };
    ontrack__interner interner;
    ontrack__interner_init(&interner, NULL);
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    char text[LONGEST + 1];
    unsigned random = 7;
    for (int i = 0; i < COUNT; i++) {
        random = random * 1103515245u + 12345u;
        const size_t size = 1 + (random >> 16) % LONGEST;
        memset(text, 'a', size);
        text[(random >> 8) % size] = (char)((random >> 20) % 3 == 0 ? 0xC3 : 'b');
        const ontrack_text whole = {text, size};
        ontrack__symbol symbol, found;
        cr_assert(ontrack__intern(&interner, whole, &symbol));
        cr_expect(ontrack__text_equal(ontrack__interner_text(&interner, symbol), whole));
        cr_expect(ontrack__intern_find(&interner, whole, &found) && found == symbol);
    }
    cr_assert(ontrack__interner_sort(&interner, &allocator, NULL));
    const size_t count = ontrack__interner_count(&interner);
    cr_expect_gt(count, COUNT / 2);
    for (ontrack__symbol i = 1; i < count; i++) {
        const ontrack_text here = ontrack__interner_text(&interner, i);
        ontrack__symbol found;
        cr_expect(ontrack__text_compare(ontrack__interner_text(&interner, i - 1), here) < 0);
        cr_expect(ontrack__intern_find(&interner, here, &found) && found == i);
        cr_expect_eq(here.data[here.size], '\0');
    }
    ontrack__interner_free(&interner);
}

typedef struct item {
    int key, order;
} item;

static int by_key(const void *a, const void *b, const void *context)
{
    (void)context;
    const int left = ((const item *)a)->key, right = ((const item *)b)->key;
    return left < right ? -1 : left > right;
}

Test(sort, is_stable_at_every_length)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    unsigned random = 1;
    for (int count = 0; count < 200; count++) {
        item items[200];
        for (int i = 0; i < count; i++) {
            random = random * 1103515245u + 12345u;
            items[i].key = (int)(random >> 16) % 20;
            items[i].order = i;
        }
        cr_assert(ontrack__sort(&allocator, items, (size_t)count, sizeof *items, by_key, NULL));
        for (int i = 1; i < count; i++)
            cr_assert(items[i - 1].key < items[i].key ||
                      (items[i - 1].key == items[i].key && items[i - 1].order < items[i].order));
    }
}

Test(sort, tells_when_memory_is_out)
{
    failing memory = {1, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    item items[40];
    int sum = 0;
    for (int i = 0; i < 40; i++) {
        items[i].key = 40 - i;
        items[i].order = 0;
    }
    cr_expect_not(ontrack__sort(&allocator, items, 40, sizeof *items, by_key, NULL));
    for (int i = 0; i < 40; i++)
        sum += items[i].key;
    cr_expect_eq(sum, 820, "nothing is lost");
}

Test(sort, a_few_need_no_memory)
{
    failing memory = {1, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    item items[] = {{2, 0}, {3, 1}, {1, 2}};
    cr_expect(ontrack__sort(&allocator, items, 3, sizeof *items, by_key, NULL));
    cr_expect(items[0].key == 1 && items[1].key == 2 && items[2].key == 3);
    cr_expect_eq(memory.calls, 0);
}

/* ---- meter ---- */

Test(meter, tells_what_is_held_and_nothing_of_what_failed)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator below = failing_allocator(&memory);
    ontrack__meter meter;
    ontrack__meter_init(&meter, &below);
    const ontrack_allocator allocator = ontrack__meter_allocator(&meter);
    char *first = ontrack__allocate(&allocator, 10, 3);
    char *second = ontrack__allocate(&allocator, 1, 5);
    cr_assert(first != NULL && second != NULL);
    cr_expect_eq(meter.held, 35);
    first = ontrack__resize(&allocator, first, 10, 4, 3);
    cr_expect_eq(meter.held, 17);
    memory.fail_at = memory.calls + 1;
    cr_expect_null(ontrack__resize(&allocator, first, 4, 40, 3));
    memory.fail_at = memory.calls + 1;
    cr_expect_null(ontrack__allocate(&allocator, 1, 7));
    cr_expect_eq(meter.held, 17);
    cr_expect_eq(meter.held, memory.bytes);
    ontrack__release(&allocator, first, 4, 3);
    ontrack__release(&allocator, second, 1, 5);
    cr_expect_eq(meter.held, 0);
    cr_expect_eq(memory.live, 0);
}
