/* options.h - a measure's options, after a rule set was loaded. Layer: measures. */
#ifndef ONTRACK_MEASURES_OPTIONS_H
#define ONTRACK_MEASURES_OPTIONS_H

#include "records/meanings.h"

typedef enum ontrack__window_kind {
    ONTRACK__WINDOW_YEAR_TO_DATE,
    ONTRACK__WINDOW_TERM,                     /* name empty: the current one */
    ONTRACK__WINDOW_FIRST_INSTRUCTIONAL_DAYS, /* the student's first N enrolled school days */
    ONTRACK__WINDOW_LAST_INSTRUCTIONAL_DAYS,
    ONTRACK__WINDOW_LAST_CALENDAR_DAYS, /* the as-of date and the N-1 days before it */
    ONTRACK__WINDOW_FROM_TO
} ontrack__window_kind;

typedef struct ontrack__window {
    ontrack__window_kind kind;
    int32_t days;          /* N */
    ontrack_text term;     /* TERM: its name; borrowed from the rule set */
    ontrack_date from, to; /* FROM_TO, both included */
} ontrack__window;

/* Rows are chosen when they are in any of `any` (when narrowed) and in none of `none`. */
typedef struct ontrack__choice {
    bool narrowed;
    ontrack__categories any, none;
} ontrack__choice;

static inline bool ontrack__chosen(ontrack__choice choice, ontrack__categories categories)
{
    return (!choice.narrowed || (choice.any & categories) != 0) && (choice.none & categories) == 0;
}

static inline bool ontrack__same_choice(ontrack__choice a, ontrack__choice b)
{
    return a.narrowed == b.narrowed && a.any == b.any && a.none == b.none;
}

typedef enum ontrack__partial_day {
    ONTRACK__PARTIAL_SHARE,    /* a day counts by the share of it that was missed */
    ONTRACK__PARTIAL_MAJORITY, /* absent for the day when at least half of it was missed */
    ONTRACK__PARTIAL_ANY,      /* absent for the day when any of it was missed */
    ONTRACK__PARTIAL_WHOLE     /* absent for the day only when all of it was missed */
} ontrack__partial_day;

typedef struct ontrack__options {
    ontrack__window window;
    ontrack__choice
        categories; /* of the measure's own code kind: attendance, incident, action, transition */
    ontrack__choice subjects, courses; /* "subjects": in either map; excepted in either */
    ontrack__choice terms;
    ontrack__categories marks;           /* "marks" */
    int32_t min_gap_days;                /* 0: any gap */
    ontrack_decimal required;            /* NONE: not told */
    ontrack_decimal future_term_credits; /* NONE: not told */
    int32_t periods_per_day;             /* 0: not told */
    ontrack__partial_day partial_day;
    int32_t span_days;                               /* 0: a calendar month */
    ontrack_decimal above, at_least, at_most, below; /* NONE: not told */
    ontrack_decimal course_credits;                  /* above 0 */
    bool include_prior;
    bool erase_recovered;
    bool by_semester;
    bool each_repeat;  /* "repeats": every row counts, as often as it was given */
    bool as_recorded;  /* "results": a mark that was not posted needs no term's end */
    bool without_zero; /* "without_rows": zero, not unknown */
    uint32_t alike; /* of options that have numbers those with the same one count the same courses
                     * alike; 0: no number */
} ontrack__options;

/* Year to date, nothing narrowed, nothing told. */
ontrack__options ontrack__options_default(void);

/* Whether the options choose the same courses and count them alike. */
bool ontrack__count_alike(const ontrack__options *a, const ontrack__options *b);

#endif
