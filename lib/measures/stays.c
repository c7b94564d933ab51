#include "measures/stays.h"

#include "base/sort.h"

static int compare_by_school(const void *a, const void *b, const void *context)
{
    const ontrack__stay *left = a, *right = b;
    (void)context;
    if (left->school != right->school) return left->school < right->school ? -1 : 1;
    return left->entry != right->entry ? (left->entry < right->entry ? -1 : 1) : 0;
}

static int compare_by_entry(const void *a, const void *b, const void *context)
{
    const ontrack__stay *left = a, *right = b;
    (void)context;
    if (left->entry != right->entry) return left->entry < right->entry ? -1 : 1;
    if (left->exit != right->exit) return left->exit < right->exit ? -1 : 1;
    return left->school != right->school ? (left->school < right->school ? -1 : 1) : 0;
}

/* The row as a stay. An exit after the as-of date is not known yet. */
static ontrack__stay read_stay(const ontrack_question *question, const ontrack__enrollment_row *row)
{
    const bool open = row->exit == ONTRACK_DATE_NONE || row->exit > question->as_of;
    const ontrack__stay stay = {row->entry, open ? ONTRACK__STILL_THERE : row->exit, row->school};
    return stay;
}

static const ontrack__enrollment_row *rows_of(const ontrack_question *question, size_t *count)
{
    return (const ontrack__enrollment_row *)ontrack__page_rows_until(
        &question->notes->page, ONTRACK_TABLE_ENROLLMENTS, question->as_of, count);
}

static bool add_stay(const ontrack_question *question, ontrack__stay stay)
{
    ontrack__stay *place = ontrack__array_add(ontrack__notes_allocator(question),
                                              &question->notes->stays, sizeof *place);
    if (place != NULL) *place = stay;
    return place != NULL;
}

/* Sorted by school and entry, a stay joins the one before it or begins anew. */
static void join(ontrack__array *stays)
{
    ontrack__stay *items = stays->items;
    size_t kept = 0;
    for (size_t i = 0; i < stays->count; i++) {
        ontrack__stay *last = kept == 0 ? NULL : &items[kept - 1];
        const bool joins = last != NULL && last->school == items[i].school &&
                           (last->exit == ONTRACK__STILL_THERE || items[i].entry <= last->exit + 1);
        if (!joins)
            items[kept++] = items[i];
        else if (items[i].exit > last->exit)
            last->exit = items[i].exit;
    }
    stays->count = kept;
}

static bool collect(const ontrack_question *question)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    ontrack__array *stays = &question->notes->stays;
    size_t count;
    const ontrack__enrollment_row *rows = rows_of(question, &count);
    for (size_t i = 0; i < count; i++)
        if (!add_stay(question, read_stay(question, &rows[i]))) return false;
    if (stays->count < 2) return true;
    const size_t size = sizeof(ontrack__stay);
    if (!ontrack__sort(allocator, stays->items, stays->count, size, compare_by_school, NULL))
        return false;
    join(stays);
    return ontrack__sort(allocator, stays->items, stays->count, size, compare_by_entry, NULL);
}

static bool any_this_year(const ontrack_question *question)
{
    const ontrack__stay *stays = question->notes->stays.items;
    for (size_t i = 0; i < question->notes->stays.count; i++)
        if (stays[i].exit >= question->year_start) return true;
    return false;
}

ontrack_status ontrack__read_stays(const ontrack_question *question)
{
    ontrack__notes *notes = question->notes;
    const bool given =
        ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ENROLLMENTS);
    notes->stays.count = 0;
    if (given) {
        if (!collect(question)) return ONTRACK_NO_MEMORY;
    } else {
        const ontrack__stay always = {INT32_MIN, ONTRACK__STILL_THERE,
                                      ontrack__student_line(question->student).school};
        if (!add_stay(question, always)) return ONTRACK_NO_MEMORY;
    }
    notes->enrolled = any_this_year(question);
    notes->has_stays = true;
    return ONTRACK_OK;
}

static ontrack__code find_school(const ontrack_question *question)
{
    size_t count;
    const ontrack__enrollment_row *rows = rows_of(question, &count);
    if (count == 0) return ontrack__student_line(question->student).school;
    ontrack__stay best = read_stay(question, &rows[0]);
    for (size_t i = 1; i < count; i++) {
        const ontrack__stay stay = read_stay(question, &rows[i]);
        const bool later =
            stay.entry > best.entry ||
            (stay.entry == best.entry &&
             (stay.exit > best.exit || (stay.exit == best.exit && stay.school < best.school)));
        if (later) best = stay;
    }
    return best.school;
}

void ontrack__find_school(const ontrack_question *question)
{
    question->notes->school = find_school(question);
    question->notes->has_school = true;
}
