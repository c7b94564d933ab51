/* notes.h - what the notes on one student hold; for the files of this folder alone. Layer:
 * measures. */
#ifndef ONTRACK_MEASURES_NOTES_H
#define ONTRACK_MEASURES_NOTES_H

#include "measures/gradebook.h"
#include "measures/ledger.h"
#include "measures/term_counts.h"
#include "records/page.h"
#include "records/walk.h"

struct ontrack__notes {
    ontrack__page page;   /* the student's rows */
    ontrack__arena arena; /* what answers borrow until the next student */
    ontrack__array stays;
    bool has_stays, enrolled;  /* on some day of this school year */
    uint32_t edition;          /* of the dataset whose student it is */
    ontrack__array mark_kinds; /* of attendance: they outlast the student, but not the edition */
    bool has_mark_kinds;
    ontrack__array year_marks;
    bool has_year_marks;
    ontrack__school_years school_years;
    ontrack__array words, absences, group;
    ontrack__ledger ledger;
    bool has_ledger;
    ontrack__gradebook gradebook; /* outlasts the student */
    ontrack__array attempts, places;
    ontrack__array chosen;          /* of const ontrack__attempt * */
    ontrack__array credits;         /* of ontrack__credit_note */
    size_t credits_asked;           /* the one that was asked for last */
    bool has_attempts, as_recorded; /* the attempts were read with that option */
    size_t settled;                 /* so many attempts come before the extra rows */
    bool repeats, prior;            /* some attempt is a repeat, or from before this year */
    bool given_again;               /* some row was given more than once */
    ontrack_decimal largest; /* credits that an attempt is worth, at most; 0: there is none */
    ontrack__code school;    /* the current one */
    bool has_school;
    ontrack__term_note terms[ONTRACK__TERM_NOTES]; /* outlast the student */
};

static inline const ontrack_allocator *ontrack__notes_allocator(const ontrack_question *question)
{
    return &question->notes->arena.allocator;
}

static inline const ontrack_dataset *ontrack__dataset_of(const ontrack_question *question)
{
    return question->student->dataset;
}

#endif
