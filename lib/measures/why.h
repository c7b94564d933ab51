/* why.h - the words in which a measure says that the data cannot answer. Layer: measures.
 * One list makes the enumeration and the words; docs/measures.md explains each. */
#ifndef ONTRACK_MEASURES_WHY_H
#define ONTRACK_MEASURES_WHY_H

#include <ontrack/error.h>
#include <ontrack/value.h>

#define ONTRACK__WHY_MAP(X)                                                                        \
    X(NO_ATTENDANCE, "the table attendance was not given")                                         \
    X(NO_ENROLLMENTS, "the table enrollments was not given")                                       \
    X(NO_GRADES, "the table grades was not given")                                                 \
    X(NO_INCIDENTS, "the table incidents was not given")                                           \
    X(NO_ACTIONS, "the table actions was not given")                                               \
    X(NO_TRANSITIONS, "the table transitions was not given")                                       \
    X(NO_INTERVENTIONS, "the table interventions was not given")                                   \
    X(NOT_ENROLLED, "no enrollment in this school year")                                           \
    X(NO_STAY, "no enrollment by the as-of date")                                                  \
    X(NO_CALENDAR, "no calendar")                                                                  \
    X(NO_PRESENCE, "no calendar, and no mark of presence to count days by")                        \
    X(NO_DAYS, "no enrolled school day is known")                                                  \
    X(NO_DAYS_BEFORE, "no enrolled school day is known before the window")                         \
    X(NO_ATTENDANCE_CODES, "the rule set maps no attendance codes")                                \
    X(NO_PERIODS_PER_DAY, "periods_per_day is not told and only absences are recorded")            \
    X(TOO_MANY_PERIODS, "the numbers of periods in a day differ too much to add up")               \
    X(NO_PERIODS, "no mark names a period")                                                        \
    X(TOTALS_MISSING, "no attendance totals for this school year")                                 \
    X(TOTALS_WINDOW, "attendance totals only answer for the year to date")                         \
    X(TOTALS_CATEGORIES, "attendance totals do not tell these categories")                         \
    X(TOTALS_DAYS, "attendance totals do not tell days or their parts")                            \
    X(TOTALS_DISAGREE, "attendance totals of one day disagree")                                    \
    X(TOTALS_IMPOSSIBLE, "attendance totals hold more days absent than enrolled")                  \
    X(WINDOW_AHEAD, "the window has not begun")                                                    \
    X(NO_TERMS, "the table terms was not given")                                                   \
    X(NO_SUCH_TERM, "no such term this school year")                                               \
    X(NO_CURRENT_TERM, "no term holds the as-of date")                                             \
    X(NO_TERM_KINDS, "no semester, trimester, quarter or year among the terms")                    \
    X(INCIDENTS_BEHIND, "incidents are complete only through an earlier day")                      \
    X(ACTIONS_BEHIND, "actions are complete only through an earlier day")                          \
    X(TRANSITIONS_BEHIND, "transitions are complete only through an earlier day")                  \
    X(NO_INCIDENT, "no incident")                                                                  \
    X(NO_ACTION_DAYS, "an action has no days")                                                     \
    X(NOT_POSTED, "a result has no posted date")                                                   \
    X(NOT_ENDED, "it has not ended")                                                               \
    X(NO_COURSES, "no course rows")                                                                \
    X(MARK_NOT_MAPPED, "a mark is not mapped")                                                     \
    X(MARK_SAYS_NOTHING, "a mark says neither passing nor failing")                                \
    X(NO_MARK, "a result has no mark")                                                             \
    X(NO_POINTS, "no result with grade points")                                                    \
    X(NO_MARKS_OPTION, "marks is not told")                                                        \
    X(MARK_NO_NUMBER, "a mark is no number")                                                       \
    X(NO_NUMBERS, "no course has a mark")                                                          \
    X(NO_BOUNDS, "neither above, at_least, at_most nor below is told")                             \
    X(NO_BAR, "neither above nor at_least is told")                                                \
    X(NO_REQUIRED, "required is not told")                                                         \
    X(GRADES_BEHIND, "grades of an ended term are not posted")                                     \
    X(NO_GRADE_LEVEL, "no grade level")                                                            \
    X(NO_SCHOOL, "no school")                                                                      \
    X(NO_BIRTH_DATE, "no birth date")                                                              \
    X(NO_FIRST_GRADE9, "no year of first ninth grade")

typedef enum ontrack__why {
    ONTRACK__KNOWN, /* nothing stands against an answer */
#define ONTRACK__WHY_ENUM(name, words) ONTRACK__WHY_##name,
    ONTRACK__WHY_MAP(ONTRACK__WHY_ENUM)
#undef ONTRACK__WHY_ENUM
        ONTRACK__WHY_COUNT
} ontrack__why;

/* The words, static; empty for KNOWN and for a number that is none. */
const char *ontrack__why_text(ontrack__why why);

/* An answer that is unknown. Always ONTRACK_OK: not to know is no failure. */
ontrack_status ontrack__unknown(ontrack_value *out, ontrack__why why);

/* The exact quotient of ten-thousandths and a whole number above 0: a decimal where
 * ten-thousandths can hold it, else a ratio. */
ontrack_value ontrack__exact(int64_t ten_thousandths, int64_t divisor);

#endif
