/* ledger.h - the ledger of a student's school days, as it is kept. Layer: measures.
 * A day is in the ledger when school was in session for the student, on or after the first day of
 * the school year and by the as-of date, and the school's attendance is known for it. The days are
 * a set of bits; only what was missed on them is listed. */
#ifndef ONTRACK_MEASURES_LEDGER_H
#define ONTRACK_MEASURES_LEDGER_H

#include "measures/question.h"
#include "measures/why.h"
#include "records/dayset.h"

/* So much of a day or period was missed under these categories. Absences of one day or period never
 * add up to more than the whole. */
typedef struct ontrack__absence {
    ontrack_date date;
    ontrack_decimal missed; /* above 0 */
    ontrack__categories categories;
    uint32_t periods; /* distinct periods marked on the day; 0: `missed` is a share of the day */
} ontrack__absence;

typedef struct ontrack__ledger {
    ontrack__why why;            /* KNOWN, or why there are no days to go by */
    ontrack__counted_days all;   /* its days */
    ontrack__counted_days clear; /* those that are known as present or absent: no code of theirs
                                  * that counts is unmapped; mostly the same words */
    const ontrack__absence *absences; /* on clear days, by date: those of a day lie together */
    size_t count;
    bool by_periods;          /* some day is told by its periods */
    bool presence_by_periods; /* some period bears a mark of presence */
    int64_t common;           /* least common multiple of the days' `periods`; 0: too large */
} ontrack__ledger;

/* The days of a school's calendar in the school year, for all its students. */
typedef struct ontrack__school_year {
    bool there;
    uint32_t edition; /* of the dataset, for which it was worked out */
    bool has_calendar;
    /* In session, from the first day of the school year to the last one for which the school's
     * attendance is known; where no attendance is given at all, days are only counted, and every
     * one up to the as-of date is known. Of no column without a calendar. */
    ontrack__counted_days days;
    ontrack_date first, last; /* of them; first > last when there are none */
    ontrack_date opens;       /* first day in session up to the as-of date, known or not; or NONE */
} ontrack__school_year;

/* The years that were asked for, by the place of their school: they outlast the student. */
typedef struct ontrack__school_years {
    ontrack_date as_of, year_start; /* what they were worked out for */
    ontrack__array items, words;
} ontrack__school_years;

#endif
