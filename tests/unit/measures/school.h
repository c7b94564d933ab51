/* school.h - a small school in a few lines, and questions about its first student.
 *
 * Records are lines of words, "-" for an empty one; words at the end may be left out:
 *   student GRADE SCHOOL BIRTH FIRST9      stay SCHOOL ENTRY EXIT
 *   student ID/GRADE ...                   from here on another student
 *   attribute NAME VALUE                   declare TABLE
 *   days SCHOOL FROM TO (its weekdays)     day SCHOOL DATE TYPE
 *   term NAME KIND START END SCHOOL        feed TABLE THROUGH SCHOOL
 *   mark DATE CODE PERIOD PORTION MINUTES  marks CODE FROM TO (a mark for each weekday)
 *   total THROUGH ENROLLED ABSENT UNEXCUSED TARDIES
 *   grade COURSE TERM ATTEMPTED EARNED MARK POSTED SO_FAR SUBJECT
 *   incident DATE CODE ID                  action DATE CODE DAYS
 *   transition DATE CODE
 *
 * Options are words "categories=a,b except=c subjects=core,-pe courses=... terms=... marks=d
 * window=term|term:S1|first:20|last:20|calendar:45|2024-09-01..2024-09-30 gap=10 required=6
 * future=3 periods=6 partial=majority|any|whole prior erase by=semester each recorded zero
 * course=0.5 span=30 above=65 at_least=60 at_most=69 below=65".
 *
 * Codes mean, by kind (see school.c): attendance A U E S HU HE Q T P ACT, mark A B C D F I W IP P
 * Z, subjects ELA MATH PE, courses ending in "-CR", terms, incidents FIGHT LATE, actions OSS ISS,
 * transitions HOME. Any other code is not mapped. */
#ifndef ONTRACK_TESTS_MEASURES_SCHOOL_H
#define ONTRACK_TESTS_MEASURES_SCHOOL_H

#include "measures/question.h"
#include <ontrack/ontrack.h>

/* One question and its answer: "17" or "2.5" for counts and decimals, "153/170" for a ratio
 * (compared as fractions), "true", a text, "{a=b,c=d}", "? why" for an unknown. */
typedef struct asked {
    const char *label;
    const char *records;
    const char *as_of;
    const char *measure;
    const char *options; /* may be NULL */
    const char *answer;
} asked;

/* Asks all and complains of each answer that is another. Each question is put again with the lines
 * reversed, with every line twice (not where each repeat counts), with records after the as-of
 * date, by other notes used before, and with every allocation failing once: the answer must stay
 * the same, or be NO_MEMORY. */
void ask_all(const asked *rows, size_t count);

/* A question put by hand, for what ask_all() cannot say. */
typedef struct small_school {
    ontrack_dataset *dataset;
    ontrack__meanings meanings;
    ontrack__options options;
    ontrack_catalogue *catalogue;
    ontrack__notes *notes;
    ontrack_question question;
} small_school;

void school_open(small_school *school, const char *records, const char *as_of, const char *options);
void school_close(small_school *school);

#define ASK_ALL(rows) ask_all(rows, sizeof(rows) / sizeof *(rows))

#endif
