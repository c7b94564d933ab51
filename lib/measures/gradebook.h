/* gradebook.h - what grade rows say under the rule set, as the notes keep it. Layer: measures.
 * Many rows say the same but for the course and its title: what does not hang on the student is
 * worked out once for all rows with these cells, and looked up for each row. */
#ifndef ONTRACK_MEASURES_GRADEBOOK_H
#define ONTRACK_MEASURES_GRADEBOOK_H

#include "measures/question.h"
#include "measures/why.h"
#include "records/kinds.h"
#include "records/schools.h"

typedef enum ontrack__course_state {
    ONTRACK__COURSE_WITHDRAWN,   /* as if it had not been attempted */
    ONTRACK__COURSE_IN_PROGRESS, /* no result yet */
    ONTRACK__COURSE_INCOMPLETE,  /* attempted, not earned, still open */
    ONTRACK__COURSE_FAILED,
    ONTRACK__COURSE_DONE,   /* none of these: what was earned says the rest */
    ONTRACK__COURSE_UNCLEAR /* a result whose mark does not say which */
} ontrack__course_state;

/* What a row says, apart from which course it is and when that was. What every sum of credits reads
 * comes first: it is a line of the cache. */
typedef struct ontrack__grade {
    uint32_t time; /* the number of its course time */
    /* What it adds to the sums of credits. */
    ontrack_decimal weight;        /* credits that bear points */
    ontrack_decimal result_points; /* grade points of these */
    ontrack_decimal tried;         /* credits with a result */
    ontrack_decimal gained;        /* credits earned by a result */
    ontrack_decimal open;          /* credits still open */
    ontrack_decimal open_passing;  /* of those, with a passing mark so far */
    ontrack_decimal failed;        /* credits failed */
    ontrack__categories courses, subjects;
    ontrack__categories result_marks; /* of the mark of a result */
    bool failure;                     /* a result, and failed */
    bool passed;                      /* nothing is left to earn */
    bool is_result;                   /* neither in progress nor withdrawn */
    bool in_progress;
    bool unclear;  /* one of those below is not KNOWN */
    bool told;     /* the row tells a result, and it is known */
    bool recovery; /* a recovery course */

    ontrack__course_state state;
    ontrack__why unclear_earned;  /* why `earned` is not known; KNOWN when it is */
    ontrack__why unclear_failure; /* why it is not known whether it was failed */
    ontrack__why unclear_mark;    /* why it is not known what the mark is worth */
    ontrack__why unclear_so_far;  /* why it is not known whether the mark so far passes */
    ontrack__categories marks;
    ontrack__code subject, mark;
    ontrack__code so_far; /* the mark so far of a course without a result; 0: none */
    bool passing_so_far;
    ontrack_decimal attempted, earned;
    ontrack_decimal points; /* NONE: does not count in a GPA */
    ontrack_date posted;    /* NONE: not told, or not known yet */
} ontrack__grade;

/* When a course was taken, by the term and the posted date of its row. The rest is as it was found
 * for a student of `school`. */
typedef struct ontrack__course_time {
    ontrack__code term;
    ontrack_date posted;
    bool found;
    ontrack__code school;
    const ontrack_student *only; /* whom it holds for; NULL: every student of the school */
    uint32_t edition;            /* of the dataset that holds `only` */
    const ontrack__term *in;     /* NULL: not known */
    ontrack__categories terms;
    ontrack_date start; /* when the course was taken, for the order of attempts */
    int year;           /* calendar year in which its school year began; THIS_YEAR: this one */
    bool known;         /* the result is, where it is waited for */
    bool recorded;      /* the result is, where results count as recorded */
    bool begun;
    bool ended; /* by the as-of date, as far as the term is known */
    bool prior; /* from before this school year */
    bool summer, year_long;
} ontrack__course_time;

#define ONTRACK__THIS_YEAR INT32_MAX /* later than any before it */

/* Rows that say the same: what they do once the result is known, and before. */
typedef struct ontrack__grade_faces {
    ontrack__grade known, hidden;
} ontrack__grade_faces;

/* A kind of row. */
typedef struct ontrack__grade_kind {
    ontrack__code course;
    uint32_t faces; /* their number */
} ontrack__grade_kind;

/* What is written of cells holds as long as codes have their numbers, which kind says what as long
 * as an edition of the dataset. Begin it zeroed. */
typedef struct ontrack__gradebook {
    bool there;            /* the kinds are */
    ontrack__array kinds;  /* of ontrack__grade_kind, by the kind of row */
    ontrack__array faces;  /* of ontrack__grade_faces */
    ontrack__array times;  /* of ontrack__course_time */
    ontrack__array topics; /* of uint32_t: for each course and subject that is named the number of
                            * what the rule set says of it */
    /* The cells by which these have numbers. */
    ontrack__kinds faces_by, times_by, topics_by, named;
} ontrack__gradebook;

#endif
