/* terms.h - the terms of a student's school. Layer: measures. */
#ifndef ONTRACK_MEASURES_TERMS_H
#define ONTRACK_MEASURES_TERMS_H

#include "measures/question.h"
#include "measures/term_counts.h"
#include "measures/why.h"
#include "records/schools.h"

/* The bit of a term's kind among the categories of terms. */
static inline ontrack__categories ontrack__term_kind_bit(ontrack__term_kind kind)
{
    return kind == ONTRACK__TERM_NONE ? 0 : (ontrack__categories)1 << (kind - 1);
}

/* Categories of a term: what the rule set's map makes of its name, and its kind. `term` is NULL
 * when only the name is known. */
ontrack__categories ontrack__term_categories(const ontrack_question *question, ontrack__code name,
                                             const ontrack__term *term);

/* The term that a course row names: at the student's school or, when that has none of the name, at
 * the school of a stay, the latest first; NULL when there is none. `elsewhere`: it was not found at
 * the student's school, and hangs on the stays. */
ontrack_status ontrack__course_term(const ontrack_question *question, ontrack__code school,
                                    ontrack__code name, ontrack_date near,
                                    const ontrack__term **out, bool *elsewhere);

/* The term that holds the as-of date: a semester, trimester, quarter or one of no kind before a
 * year before a summer, then the shortest, the earliest, the lesser name. */
ontrack__why ontrack__current_term(const ontrack_question *question, const ontrack__term **out);
/* The term of that name, of this school year. */
ontrack__why ontrack__named_term(const ontrack_question *question, ontrack_text name,
                                 const ontrack__term **out);

/* Counts the terms that the question's `terms` choose. */
ontrack__why ontrack__count_terms(const ontrack_question *question, ontrack__term_counts *out);

#endif
