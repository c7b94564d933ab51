#include "measures/marks.h"

#include "base/sort.h"
#include "measures/notes.h"

/* Unexcused before unspecified before excused absence, before tardy, before anything else. */
static int severity_of(ontrack__categories categories)
{
    if (categories & ONTRACK__ABSENT)
        return categories & ONTRACK__UNEXCUSED ? 4 : categories & ONTRACK__EXCUSED ? 2 : 3;
    return categories & ONTRACK__TARDY ? 1 : 0;
}

ontrack__resolved ontrack__resolve(const ontrack_question *question,
                                   const ontrack__attendance_row *row)
{
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, ONTRACK_CODES_ATTENDANCE, row->code);
    const ontrack_decimal share = row->portion != ONTRACK_DECIMAL_NONE      ? row->portion
                                  : meaning.portion != ONTRACK_DECIMAL_NONE ? meaning.portion
                                                                            : ONTRACK_DECIMAL_ONE;
    const ontrack__resolved resolved = {
        row->period,   row->code, meaning.categories, share, severity_of(meaning.categories),
        meaning.mapped};
    return resolved;
}

static int compare(const void *a, const void *b, const void *context)
{
    const ontrack__resolved *left = a, *right = b;
    (void)context;
    if (left->period != right->period) return left->period < right->period ? -1 : 1;
    if (left->severity != right->severity) return left->severity > right->severity ? -1 : 1;
    if (left->share != right->share) return left->share > right->share ? -1 : 1;
    return left->code != right->code ? (left->code < right->code ? -1 : 1) : 0;
}

const ontrack__resolved *ontrack__resolve_day(const ontrack_question *question,
                                              const ontrack__attendance_row *rows, size_t count)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    ontrack__array *groups = &question->notes->groups;
    groups->count = 0;
    for (size_t i = 0; i < count; i++) {
        ontrack__resolved *place = ontrack__array_add(allocator, groups, sizeof *place);
        if (place == NULL) return NULL;
        *place = ontrack__resolve(question, &rows[i]);
    }
    const size_t size = sizeof(ontrack__resolved);
    return ontrack__sort(allocator, groups->items, count, size, compare, NULL) ? groups->items
                                                                               : NULL;
}

static bool add_mark(const ontrack_question *question, ontrack__array *marks,
                     ontrack__categories categories, ontrack_decimal missed)
{
    ontrack__mark *mark =
        ontrack__array_add(ontrack__notes_allocator(question), marks, sizeof *mark);
    if (mark == NULL) return false;
    mark->categories = categories;
    mark->missed = missed;
    return true;
}

/* Absences of one day or period fill it in order of severity until it is full: of two whole ones
 * the more severe counts alone, two halves add up. */
static bool fill(const ontrack_question *question, const ontrack__resolved *group, size_t count,
                 ontrack__array *marks)
{
    ontrack_decimal left = ONTRACK_DECIMAL_ONE;
    for (size_t i = 0; i < count && left > 0; i++) {
        if (!(group[i].categories & ONTRACK__ABSENT) || group[i].share <= 0) continue;
        const ontrack_decimal taken = group[i].share < left ? group[i].share : left;
        if (!add_mark(question, marks, group[i].categories, taken)) return false;
        left -= taken;
    }
    return true;
}

static size_t group_end(const ontrack__resolved *all, size_t count, size_t from)
{
    size_t to = from + 1;
    while (to < count && all[to].period == all[from].period)
        to++;
    return to;
}

ontrack_status ontrack__settle_day(const ontrack_question *question,
                                   const ontrack__attendance_row *rows, size_t count,
                                   ontrack__array *marks, ontrack__day *day)
{
    /* Nearly always a day bears one mark, which needs no order. */
    const ontrack__resolved one = ontrack__resolve(question, &rows[0]);
    const ontrack__resolved *all = count == 1 ? &one : ontrack__resolve_day(question, rows, count);
    if (all == NULL) return ONTRACK_NO_MEMORY;
    day->first = (uint32_t)marks->count;
    for (size_t from = 0, to; from < count; from = to) {
        to = group_end(all, count, from);
        for (size_t i = from; i < to; i++)
            day->unclear = day->unclear || !all[i].mapped;
        if (!fill(question, all + from, to - from, marks)) return ONTRACK_NO_MEMORY;
        if (all[from].period == 0) break; /* a mark for the day decides over its periods */
        day->periods++;
    }
    day->count = (uint32_t)marks->count - day->first;
    return ONTRACK_OK;
}
