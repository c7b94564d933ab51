/* question.h - one measure asked about one student. Layer: measures. */
#ifndef ONTRACK_MEASURES_QUESTION_H
#define ONTRACK_MEASURES_QUESTION_H

#include "base/arena.h"
#include "measures/options.h"
#include "records/dataset.h"
#include "records/meanings.h"
#include "records/page.h"
#include "records/schools.h"
#include <ontrack/measure.h>

/* What the measures have worked out about one student at one as-of date and share with each other:
 * the ledger of school days, the course attempts. Belongs to one thread; begun anew for each
 * student. */
typedef struct ontrack__notes ontrack__notes;

ontrack_status ontrack__notes_new(const ontrack_allocator *allocator, ontrack__notes **out);
void ontrack__notes_free(ontrack__notes *notes);
/* Begins a student, whose question may then be asked, and forgets the one before. */
ontrack_status ontrack__notes_begin(ontrack__notes *notes, const ontrack_student *student);
/* The student's rows. */
ontrack__page *ontrack__notes_page(ontrack__notes *notes);

struct ontrack_question {
    const ontrack_student *student;
    ontrack_date as_of;
    ontrack_date year_start; /* of the school year that holds as_of */
    const ontrack__meanings *meanings;
    const ontrack__options *options;
    /* Names of the rule set's categories by kind and bit, for ontrack_question_is(); borrowed. */
    const char *const *category_names[ONTRACK_CODES_COUNT];
    size_t category_count[ONTRACK_CODES_COUNT];
    ontrack__notes *notes;
};

/* Credits attempted and in progress in the courses that the question's options choose, in
 * ten-thousandths; 0 when they are not known. */
ontrack_status ontrack__credits_begun(const ontrack_question *question, int64_t *out);
/* The most credits that any course of the student is worth, in ten-thousandths, of those that have
 * begun; 0 when there is none. */
ontrack_status ontrack__largest_course(const ontrack_question *question, int64_t *out);

#endif
