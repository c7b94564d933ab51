#include "records/piles.h"

#include <assert.h>
#include <string.h>

static_assert(sizeof(ontrack__sheet) <= ONTRACK__SHEET_WORDS * sizeof(uint32_t),
              "a sheet does not fit into its place");

bool ontrack__piles_reach(ontrack__piles *piles, const ontrack_allocator *allocator,
                          size_t students)
{
    const size_t count = (students + ONTRACK__PILE_STUDENTS - 1) / ONTRACK__PILE_STUDENTS;
    if (count <= piles->count) return true;
    ontrack__pile *items =
        ontrack__resize(allocator, piles->items, piles->count, count, sizeof *items);
    if (items == NULL) return false;
    memset(items + piles->count, 0, (count - piles->count) * sizeof *items);
    piles->items = items;
    piles->count = count;
    return true;
}

bool ontrack__piles_put_anew(ontrack__piles *piles, ontrack__runs *runs,
                             const ontrack_allocator *allocator, uint32_t student, uint32_t word)
{
    ontrack__pile *pile = &piles->items[student / ONTRACK__PILE_STUDENTS];
    uint32_t *place = NULL;
    if (!ontrack__run_reserve(runs, allocator, &place, 0, ONTRACK__SHEET_WORDS)) return false;
    ontrack__sheet *sheet = (void *)place;
    sheet->next = NULL;
    *(pile->first == NULL ? &pile->first : &pile->last->next) = sheet;
    pile->last = sheet;
    pile->left = ONTRACK__SHEET_MARKS;
    return ontrack__piles_put(piles, student, word);
}

void ontrack__pile_leave(ontrack__pile *pile, ontrack__runs *runs)
{
    for (ontrack__sheet *sheet = pile->first, *next; sheet != NULL; sheet = next) {
        next = sheet->next;
        ontrack__run_leave(runs, (void *)sheet, ONTRACK__SHEET_WORDS);
    }
    memset(pile, 0, sizeof *pile);
}

void ontrack__piles_free(ontrack__piles *piles, const ontrack_allocator *allocator)
{
    ontrack__release(allocator, piles->items, piles->count, sizeof *piles->items);
    memset(piles, 0, sizeof *piles);
}
