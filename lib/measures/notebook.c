/* Notes on one student: begun, cleared for the next, released. */
#include "measures/courses.h"
#include "measures/credit_sums.h"
#include "measures/grade_kinds.h"
#include "measures/marks.h"
#include "measures/notes.h"
#include "measures/school_years.h"
#include "measures/stays.h"

ontrack_status ontrack__notes_new(const ontrack_allocator *allocator, ontrack__notes **out)
{
    const ontrack_allocator kept = ontrack__allocator(allocator);
    ontrack__notes *notes = ontrack__allocate_zero(&kept, 1, sizeof *notes);
    if (notes == NULL) return ONTRACK_NO_MEMORY;
    ontrack__arena_init(&notes->arena, &kept);
    ontrack__page_init(&notes->page, &kept);
    *out = notes;
    return ONTRACK_OK;
}

void ontrack__notes_free(ontrack__notes *notes)
{
    if (notes == NULL) return;
    const ontrack_allocator allocator = notes->arena.allocator;
    ontrack__array_free(&allocator, &notes->stays, sizeof(ontrack__stay));
    ontrack__array_free(&allocator, &notes->mark_kinds, sizeof(ontrack__mark_kind));
    ontrack__array_free(&allocator, &notes->year_marks, sizeof(ontrack__dated_mark));
    ontrack__school_years_free(&notes->school_years, &allocator);
    ontrack__array_free(&allocator, &notes->words, sizeof(uint64_t));
    ontrack__array_free(&allocator, &notes->absences, sizeof(ontrack__absence));
    ontrack__array_free(&allocator, &notes->group, sizeof(ontrack__resolved));
    ontrack__gradebook_free(&notes->gradebook, &allocator);
    ontrack__array_free(&allocator, &notes->attempts, sizeof(ontrack__attempt));
    ontrack__array_free(&allocator, &notes->chosen, sizeof(const ontrack__attempt *));
    ontrack__array_free(&allocator, &notes->places, sizeof(ontrack__course_part));
    ontrack__array_free(&allocator, &notes->credits, sizeof(ontrack__credit_note));
    ontrack__page_dispose(&notes->page);
    ontrack__arena_free(&notes->arena);
    ontrack__release(&allocator, notes, 1, sizeof *notes);
}

ontrack__page *ontrack__notes_page(ontrack__notes *notes)
{
    return &notes->page;
}

/* What hangs on the kinds of rows, and not on whose they are, lasts as long as they do. */
static void turn_edition(ontrack__notes *notes, uint32_t edition)
{
    if (notes->edition == edition) return;
    notes->edition = edition;
    notes->has_mark_kinds = notes->gradebook.there = false;
}

ontrack_status ontrack__notes_begin(ontrack__notes *notes, const ontrack_student *student)
{
    turn_edition(notes, student->dataset->edition);
    ontrack__arena_reset(&notes->arena);
    notes->has_stays = notes->has_ledger = notes->has_attempts = false;
    notes->has_year_marks = notes->has_school = false;
    ontrack__credit_note *credits = notes->credits.items;
    for (size_t i = 0; i < notes->credits.count; i++)
        credits[i].there = false;
    return ontrack__page_turn(&notes->page, student) ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}
