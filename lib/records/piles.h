/* piles.h - marks of attendance that wait to be put behind their student's others. Layer: records.
 *
 * Marks come in any order. Put where it belongs at once, each would touch memory of its own, and
 * the runs would move as they grow. So the marks of a few hundred students go on one pile; when all
 * have come it is known how many each student has, and the piles are dealt out one by one
 * (ontrack__facts_deal()). A pile is a list of sheets, each a place of the runs, so that those
 * which were dealt out make room for the runs of the next. */
#ifndef ONTRACK_RECORDS_PILES_H
#define ONTRACK_RECORDS_PILES_H

#include "records/runs.h"

enum {
    ONTRACK__PILE_STUDENTS = 256, /* as many as a byte tells apart */
    ONTRACK__SHEET_MARKS = 203,
    ONTRACK__SHEET_WORDS = 256 /* of a run's place; a larger one would not be cut up again */
};

typedef struct ontrack__sheet {
    struct ontrack__sheet *next;
    uint32_t words[ONTRACK__SHEET_MARKS];
    uint8_t students[ONTRACK__SHEET_MARKS]; /* whose the words are, within the pile */
} ontrack__sheet;

/* In the order of arrival. Begins zeroed. */
typedef struct ontrack__pile {
    ontrack__sheet *first, *last;
    uint32_t left; /* places on the last sheet */
} ontrack__pile;

/* Begin it zeroed. */
typedef struct ontrack__piles {
    ontrack__pile *items; /* NULL: no mark waits yet */
    size_t count;
} ontrack__piles;

/* Piles for so many students. false when memory is out. */
bool ontrack__piles_reach(ontrack__piles *piles, const ontrack_allocator *allocator,
                          size_t students);
/* The marks on one of a pile's sheets. */
static inline uint32_t ontrack__sheet_count(const ontrack__pile *pile, const ontrack__sheet *sheet)
{
    return ONTRACK__SHEET_MARKS - (sheet == pile->last ? pile->left : 0);
}
/* Asks for a sheet before it is read; NULL is fine. */
static inline void ontrack__sheet_fetch(const ontrack__sheet *sheet)
{
    enum { LINE = 64 };
    for (size_t at = 0; sheet != NULL && at < sizeof *sheet; at += LINE)
        __builtin_prefetch((const char *)sheet + at);
}
/* Puts the word of a mark on the pile of a student for whom there is one. false: nothing was done,
 * since it needs a new sheet. */
static inline bool ontrack__piles_put(const ontrack__piles *piles, uint32_t student, uint32_t word)
{
    ontrack__pile *pile = &piles->items[student / ONTRACK__PILE_STUDENTS];
    if (pile->left == 0) return false;
    const uint32_t at = ONTRACK__SHEET_MARKS - pile->left--;
    pile->last->words[at] = word;
    pile->last->students[at] = (uint8_t)(student % ONTRACK__PILE_STUDENTS);
    return true;
}
/* The same, on a new sheet. false when memory is out. */
bool ontrack__piles_put_anew(ontrack__piles *piles, ontrack__runs *runs,
                             const ontrack_allocator *allocator, uint32_t student, uint32_t word);
/* Takes a pile away; its sheets become places of the runs. */
void ontrack__pile_leave(ontrack__pile *pile, ontrack__runs *runs);
/* Ends all piles; their sheets end with the runs. */
void ontrack__piles_free(ontrack__piles *piles, const ontrack_allocator *allocator);

#endif
