#include "measures/marks.h"

#include "base/sort.h"
#include "measures/notes.h"

#include <string.h>

/* Unexcused before unspecified before excused absence, before tardy, before anything else. */
static int severity_of(ontrack__categories categories)
{
    if (categories & ONTRACK__ABSENT)
        return categories & ONTRACK__UNEXCUSED ? 4 : categories & ONTRACK__EXCUSED ? 2 : 3;
    return categories & ONTRACK__TARDY ? 1 : 0;
}

static ontrack__resolved resolve(const ontrack_question *question, const int32_t *cells)
{
    ontrack__attendance_row row = {0};
    memcpy(&row.code, cells, sizeof row - offsetof(ontrack__attendance_row, code));
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, ONTRACK_CODES_ATTENDANCE, row.code);
    const ontrack_decimal share = row.portion != ONTRACK_DECIMAL_NONE       ? row.portion
                                  : meaning.portion != ONTRACK_DECIMAL_NONE ? meaning.portion
                                                                            : ONTRACK_DECIMAL_ONE;
    const ontrack__resolved resolved = {
        row.period,    row.code, meaning.categories, share, severity_of(meaning.categories),
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
                                              const ontrack__mark_kind *kinds,
                                              const ontrack__dated_mark *marks, size_t count)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    ontrack__array *group = &question->notes->group;
    group->count = 0;
    ontrack__resolved *all = ontrack__array_extend(allocator, group, count, sizeof *all);
    if (all == NULL) return NULL;
    for (size_t i = 0; i < count; i++)
        all[i] = kinds[marks[i].kind].mark;
    return ontrack__sort(allocator, all, count, sizeof *all, compare, NULL) ? all : NULL;
}

/* Absences of one day or period fill it in order of severity until it is full: of two whole ones
 * the more severe counts alone, two halves add up. Tells how many there are. */
static uint32_t fill(const ontrack__resolved *group, size_t count, ontrack__absence *absences)
{
    ontrack_decimal left = ONTRACK_DECIMAL_ONE;
    uint32_t filled = 0;
    for (size_t i = 0; i < count && left > 0; i++) {
        if (!(group[i].categories & ONTRACK__ABSENT) || group[i].share <= 0) continue;
        ontrack__absence *absence = &absences[filled++];
        absence->missed = group[i].share < left ? group[i].share : left;
        absence->categories = group[i].categories;
        left -= absence->missed;
    }
    return filled;
}

static size_t group_end(const ontrack__resolved *all, size_t count, size_t from)
{
    size_t to = from + 1;
    while (to < count && all[to].period == all[from].period)
        to++;
    return to;
}

/* The marks of a day in that order. */
static ontrack__settled settle(ontrack_date date, const ontrack__resolved *all, size_t count,
                               ontrack__absence *absences)
{
    ontrack__settled day = {0, 0, false};
    for (size_t from = 0, to; from < count; from = to) {
        to = group_end(all, count, from);
        for (size_t i = from; i < to; i++)
            day.unclear = day.unclear || !all[i].mapped;
        day.absences += fill(all + from, to - from, absences + day.absences);
        if (all[from].period == 0) break; /* a mark for the day decides over its periods */
        day.periods++;
    }
    for (uint32_t i = 0; i < day.absences; i++) {
        absences[i].date = date;
        absences[i].periods = day.periods;
    }
    if (day.unclear) day.absences = 0;
    return day;
}

/* The day of one mark is settled like any other, once for all that bear it. */
static bool read_kinds(const ontrack_question *question)
{
    const ontrack__kinds *told =
        ontrack__kinds_of(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE);
    ontrack__array *kinds = &question->notes->mark_kinds;
    kinds->count = 0;
    for (uint32_t i = 0; i < told->count; i++) {
        ontrack__mark_kind *kind =
            ontrack__array_add(ontrack__notes_allocator(question), kinds, sizeof *kind);
        if (kind == NULL) return false;
        kind->mark = resolve(question, ontrack__kind_cells(told, i));
        kind->day = settle(0, &kind->mark, 1, &kind->absence);
        kind->simple = !kind->day.unclear && kind->day.periods == 0;
    }
    return true;
}

ontrack_status ontrack__mark_kinds(const ontrack_question *question, const ontrack__mark_kind **out)
{
    ontrack__notes *notes = question->notes;
    if (!notes->has_mark_kinds) notes->has_mark_kinds = read_kinds(question);
    *out = notes->mark_kinds.items;
    return notes->has_mark_kinds ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

ontrack_status ontrack__settle_day(const ontrack_question *question,
                                   const ontrack__mark_kind *kinds,
                                   const ontrack__dated_mark *marks, size_t count,
                                   ontrack__absence *absences, ontrack__settled *out)
{
    if (count == 1) {
        *out = kinds[marks->kind].day;
        *absences = kinds[marks->kind].absence;
        absences->date = marks->date;
        return ONTRACK_OK;
    }
    const ontrack__resolved *all = ontrack__resolve_day(question, kinds, marks, count);
    if (all == NULL) return ONTRACK_NO_MEMORY;
    *out = settle(marks->date, all, count, absences);
    return ONTRACK_OK;
}
