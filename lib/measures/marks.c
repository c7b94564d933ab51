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
                                              const ontrack__day_marks *day)
{
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    ontrack__array *group = &question->notes->group;
    const size_t count = ontrack__day_mark_count(day), size = sizeof(ontrack__resolved);
    group->count = 0;
    ontrack__resolved *marks = ontrack__array_extend(allocator, group, count, size);
    if (marks == NULL) return NULL;
    for (size_t i = 0; i < count; i++)
        marks[i] = kinds[ontrack__day_mark(day, i)].mark;
    return ontrack__sort(allocator, marks, count, size, compare, NULL) ? marks : NULL;
}

/* Absences of one day or period fill it in order of severity until it is full: of two whole ones
 * the more severe counts alone, two halves add up. */
static bool fill(const ontrack_question *question, const ontrack__resolved *group, size_t count,
                 ontrack__array *absences)
{
    ontrack_decimal left = ONTRACK_DECIMAL_ONE;
    for (size_t i = 0; i < count && left > 0; i++) {
        if (!(group[i].categories & ONTRACK__ABSENT) || group[i].share <= 0) continue;
        ontrack__absence *absence =
            ontrack__array_extend(ontrack__notes_allocator(question), absences, 1, sizeof *absence);
        if (absence == NULL) return false;
        absence->missed = group[i].share < left ? group[i].share : left;
        absence->categories = group[i].categories;
        left -= absence->missed;
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

/* The marks of a day in that order: fills its periods or the whole of it, and tells what came. */
static bool fill_day(const ontrack_question *question, const ontrack__resolved *all, size_t count,
                     ontrack__array *absences, ontrack__settled *out)
{
    const ontrack__settled nothing = {0, false};
    *out = nothing;
    for (size_t from = 0, to; from < count; from = to) {
        to = group_end(all, count, from);
        for (size_t i = from; i < to; i++)
            out->unclear = out->unclear || !all[i].mapped;
        if (!fill(question, all + from, to - from, absences)) return false;
        if (all[from].period == 0) break; /* a mark for the day decides over its periods */
        out->periods++;
    }
    return true;
}

static bool settle(const ontrack_question *question, ontrack_date date,
                   const ontrack__resolved *all, size_t count, ontrack__array *absences,
                   ontrack__settled *out)
{
    const size_t before = absences->count;
    if (!fill_day(question, all, count, absences, out)) return false;
    if (out->unclear) absences->count = before;
    ontrack__absence *items = absences->items;
    for (size_t i = before; i < absences->count; i++) {
        items[i].date = date;
        items[i].periods = out->periods;
    }
    return true;
}

/* The day of one mark is settled like any other, once for all that bear it. */
static bool settle_kind(const ontrack_question *question, ontrack__array *absences,
                        ontrack__mark_kind *kind)
{
    absences->count = 0;
    if (!settle(question, 0, &kind->mark, 1, absences, &kind->day)) return false;
    if (absences->count > 0) kind->absence = *(const ontrack__absence *)absences->items;
    return true;
}

static bool read_kinds(const ontrack_question *question)
{
    const ontrack__kinds *told =
        ontrack__kinds_of(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE);
    const ontrack_allocator *allocator = ontrack__notes_allocator(question);
    ontrack__array *kinds = &question->notes->mark_kinds, absences = {NULL, 0, 0};
    bool done = true;
    kinds->count = 0;
    for (uint32_t i = 0; i < told->count && done; i++) {
        ontrack__mark_kind *kind = ontrack__array_add(allocator, kinds, sizeof *kind);
        if (kind != NULL) kind->mark = resolve(question, ontrack__kind_cells(told, i));
        done = kind != NULL && settle_kind(question, &absences, kind);
    }
    ontrack__array_free(allocator, &absences, sizeof(ontrack__absence));
    return done;
}

ontrack_status ontrack__mark_kinds(const ontrack_question *question, const ontrack__mark_kind **out)
{
    ontrack__notes *notes = question->notes;
    if (!notes->has_mark_kinds) notes->has_mark_kinds = read_kinds(question);
    *out = notes->mark_kinds.items;
    return notes->has_mark_kinds ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}

static bool settle_alone(const ontrack_question *question, const ontrack__mark_kind *kind,
                         ontrack_date date, ontrack__array *absences, ontrack__settled *out)
{
    *out = kind->day;
    if (kind->absence.missed == 0) return true;
    ontrack__absence *absence =
        ontrack__array_extend(ontrack__notes_allocator(question), absences, 1, sizeof *absence);
    if (absence == NULL) return false;
    *absence = kind->absence;
    absence->date = date;
    return true;
}

ontrack_status ontrack__settle_day(const ontrack_question *question,
                                   const ontrack__mark_kind *kinds, const ontrack__day_marks *day,
                                   ontrack__array *absences, ontrack__settled *out)
{
    const size_t count = ontrack__day_mark_count(day);
    bool done;
    if (count == 1) {
        done = settle_alone(question, &kinds[day->kind], day->date, absences, out);
    } else {
        const ontrack__resolved *all = ontrack__resolve_day(question, kinds, day);
        done = all != NULL && settle(question, day->date, all, count, absences, out);
    }
    return done ? ONTRACK_OK : ONTRACK_NO_MEMORY;
}
