/* marks.h - what the attendance marks of one day say together. Layer: measures. */
#ifndef ONTRACK_MEASURES_MARKS_H
#define ONTRACK_MEASURES_MARKS_H

#include "measures/ledger.h"

/* The marks that a student bears on one day: some entries of the student's, which lie together, and
 * maybe the dataset's commonest mark, which is a bit. */
typedef struct ontrack__day_marks {
    const ontrack_student *student;
    ontrack_date date;
    uint32_t kind; /* of the first mark */
    size_t first, entries;
    bool common;
} ontrack__day_marks;

static inline size_t ontrack__day_mark_count(const ontrack__day_marks *day)
{
    return day->entries + day->common;
}
/* The kind of one of them. */
static inline uint32_t ontrack__day_mark(const ontrack__day_marks *day, size_t index)
{
    return index < day->entries
               ? ontrack__entry_kind(ontrack__entry_at(day->student, day->first + index))
               : day->student->dataset->facts.days.common;
}

/* A kind of mark as the rule set understands it. */
typedef struct ontrack__resolved {
    ontrack__code period, code;
    ontrack__categories categories;
    ontrack_decimal share; /* of the day or period that the code stands for */
    int severity;          /* the higher decides */
    bool mapped;
} ontrack__resolved;

/* What the marks of a day come to, beside its absences. */
typedef struct ontrack__settled {
    uint32_t periods; /* distinct ones that are marked; 0: the day is told as a whole */
    bool unclear;     /* by a code that is not mapped: neither present nor absent */
} ontrack__settled;

/* A kind of mark, and what a day comes to that bears it alone, as nearly every day does. */
typedef struct ontrack__mark_kind {
    ontrack__resolved mark;
    ontrack__settled day;
    ontrack__absence absence; /* of no date; missed 0: there is none */
} ontrack__mark_kind;

/* Every kind of mark in the dataset, by its number: worked out once, borrowed from the notes. */
ontrack_status ontrack__mark_kinds(const ontrack_question *question,
                                   const ontrack__mark_kind **out);

/* A mark that shows that presence is recorded, not absences and tardies alone. */
static inline bool ontrack__shows_presence(const ontrack__resolved *mark)
{
    return mark->mapped && (mark->categories & (ONTRACK__ABSENT | ONTRACK__TARDY)) == 0;
}

/* The marks of a day by period, then the more severe, the larger share, the lesser code. Borrowed
 * from the notes until the next call; NULL when memory is out. */
const ontrack__resolved *ontrack__resolve_day(const ontrack_question *question,
                                              const ontrack__mark_kind *kinds,
                                              const ontrack__day_marks *day);

/* Settles a day; its absences go behind `absences` (of ontrack__absence), none of an unclear day.
 */
ontrack_status ontrack__settle_day(const ontrack_question *question,
                                   const ontrack__mark_kind *kinds, const ontrack__day_marks *day,
                                   ontrack__array *absences, ontrack__settled *out);

#endif
