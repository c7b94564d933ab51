/* The schools of another dataset, as a dataset of one student sees them. */
#include "base/error.h"
#include "records/schools_inside.h"
#include "records/walk.h"

#include <string.h>

static bool borrow_terms(ontrack__schools *schools, ontrack__school *one,
                         const ontrack__school *theirs, const ontrack__code *codes)
{
    const ontrack__term *terms = theirs->terms.items;
    for (size_t i = 0; i < theirs->terms.count; i++) {
        ontrack__term *term = ontrack__array_add(&schools->allocator, &one->terms, sizeof *term);
        if (term == NULL) return false;
        *term = terms[i];
        term->term = codes[terms[i].term];
        term->school = codes[terms[i].school];
    }
    return true;
}

static bool borrow_school(ontrack__schools *schools, const ontrack__school *theirs,
                          const ontrack__code *codes)
{
    ontrack__school *one = &schools->items[schools->count++];
    const ontrack__school *calendar = ontrack__school_calendar(schools->others, theirs->code);
    one->code = codes[theirs->code];
    one->theirs = theirs->code;
    one->named = one->own_calendar = true;
    one->session = calendar->session;
    one->days = calendar->days;
    one->day_count = calendar->day_count;
    memcpy(one->through, theirs->through, sizeof one->through);
    schools->by_code[one->code] = (uint32_t)schools->count;
    return borrow_terms(schools, one, theirs, codes);
}

/* A school of which nothing is known but what holds for every school. */
static ontrack__school *put_unknown(ontrack__schools *schools, ontrack__code code)
{
    ontrack__school *one = &schools->items[schools->count++];
    memset(one, 0, sizeof *one);
    one->code = code;
    one->named = true;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        one->through[table] = ONTRACK_DATE_NONE;
    schools->by_code[code] = (uint32_t)schools->count;
    return one;
}

static bool borrow_all(ontrack__schools *schools, const ontrack_dataset *dataset,
                       const ontrack__schools *others, const ontrack__code *codes)
{
    const ontrack_allocator *allocator = &schools->allocator;
    const size_t count = others == NULL ? 1 : others->count;
    const size_t code_count = ontrack__interner_count(&dataset->codes);
    schools->by_code = ontrack__allocate_zero(allocator, code_count, sizeof *schools->by_code);
    if (schools->by_code == NULL) return false;
    schools->code_count = code_count;
    schools->items = ontrack__allocate_zero(allocator, count, sizeof *schools->items);
    if (schools->items == NULL) return false;
    schools->capacity = count;
    if (others == NULL) put_unknown(schools, 0);
    for (size_t i = 0; others != NULL && i < count; i++)
        if (!borrow_school(schools, &others->items[i], codes)) return false;
    return true;
}

ontrack_status ontrack__schools_borrow(const ontrack_dataset *dataset, const ontrack_dataset *from,
                                       const ontrack__code *codes, ontrack__schools **out,
                                       ontrack_error *error)
{
    ontrack__schools *schools = ontrack__allocate_zero(&dataset->allocator, 1, sizeof *schools);
    if (schools == NULL) return ontrack__no_memory(error);
    schools->allocator = dataset->allocator;
    schools->borrowed = true;
    schools->others = from == NULL ? NULL : from->schools;
    const bool done = borrow_all(schools, dataset, schools->others, codes);
    schools->lasting = schools->count;
    if (!done) {
        ontrack__schools_free(schools);
        return ontrack__no_memory(error);
    }
    *out = schools;
    return ONTRACK_OK;
}

/* ---- the student's own ---- */

static void drop_own(ontrack__schools *schools)
{
    for (size_t i = schools->lasting; i < schools->count; i++)
        schools->by_code[schools->items[i].code] = 0;
    schools->count = schools->lasting;
}

static bool see(ontrack__schools *schools, ontrack__code code)
{
    if (ontrack__school_find(schools, code) != NULL) return true;
    if (schools->count == schools->capacity) {
        const size_t wanted = schools->capacity * 2;
        ontrack__school *items = ontrack__resize(&schools->allocator, schools->items,
                                                 schools->capacity, wanted, sizeof *items);
        if (items == NULL) return false;
        schools->items = items;
        schools->capacity = wanted;
    }
    put_unknown(schools, code)->terms = schools->items[0].terms;
    return true;
}

bool ontrack__schools_turn(ontrack__schools *schools, const ontrack_student *student)
{
    ontrack__enrollment_row stay;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    drop_own(schools);
    schools->only = student;
    bool done = see(schools, ontrack__student_line(student).school);
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_ENROLLMENTS);
    while (done && ontrack__walk_next(&walk, cells)) {
        memcpy(&stay, cells, sizeof stay);
        done = see(schools, stay.school);
    }
    return done;
}
