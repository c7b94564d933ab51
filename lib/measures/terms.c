#include "measures/terms.h"

#include "measures/notes.h"
#include "measures/stays.h"

ontrack__categories ontrack__term_categories(const ontrack_question *question, ontrack__code name,
                                             const ontrack__term *term)
{
    const ontrack__meaning meaning =
        ontrack__meaning_of(question->meanings, ONTRACK_CODES_TERM, name);
    return meaning.categories | (term == NULL ? 0 : ontrack__term_kind_bit(term->kind));
}

static const ontrack__schools *schools_of(const ontrack_question *question)
{
    return ontrack__dataset_of(question)->schools;
}

static const ontrack__term *own_terms(const ontrack_question *question, size_t *count)
{
    return ontrack__school_terms(schools_of(question), ontrack__current_school(question), count);
}

ontrack_status ontrack__course_term(const ontrack_question *question, ontrack__code school,
                                    ontrack__code name, ontrack_date near,
                                    const ontrack__term **out, bool *elsewhere)
{
    *out = name == 0 ? NULL : ontrack__school_term(schools_of(question), school, name, near);
    *elsewhere = name != 0 && *out == NULL;
    if (!*elsewhere) return ONTRACK_OK;
    const ontrack__stay *stays;
    size_t count;
    const ontrack_status status = ontrack__stays(question, &stays, &count);
    for (; status == ONTRACK_OK && count > 0 && *out == NULL; count--)
        *out = ontrack__school_term(schools_of(question), stays[count - 1].school, name, near);
    return status;
}

/* ---- the current term ---- */

/* 0: a part of the year, 1: the year, 2: summer. */
static int breadth(const ontrack_question *question, const ontrack__term *term)
{
    const ontrack__categories categories = ontrack__term_categories(question, term->term, term);
    if (categories & ontrack__term_kind_bit(ONTRACK__TERM_SUMMER)) return 2;
    return (categories & ontrack__term_kind_bit(ONTRACK__TERM_YEAR)) != 0;
}

static bool closer(const ontrack_question *question, const ontrack__term *a, const ontrack__term *b)
{
    const int breadth_a = breadth(question, a), breadth_b = breadth(question, b);
    if (breadth_a != breadth_b) return breadth_a < breadth_b;
    const ontrack_date length_a = a->end - a->start, length_b = b->end - b->start;
    if (length_a != length_b) return length_a < length_b;
    return a->start != b->start ? a->start < b->start : a->term < b->term;
}

ontrack__why ontrack__current_term(const ontrack_question *question, const ontrack__term **out)
{
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_TERMS))
        return ONTRACK__WHY_NO_TERMS;
    size_t count;
    const ontrack__term *terms = own_terms(question, &count);
    *out = NULL;
    for (size_t i = 0; i < count; i++) {
        if (terms[i].start > question->as_of || terms[i].end < question->as_of) continue;
        if (*out == NULL || closer(question, &terms[i], *out)) *out = &terms[i];
    }
    return *out == NULL ? ONTRACK__WHY_NO_CURRENT_TERM : ONTRACK__KNOWN;
}

ontrack__why ontrack__named_term(const ontrack_question *question, ontrack_text name,
                                 const ontrack__term **out)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    if (!ontrack__table_given(dataset, ONTRACK_TABLE_TERMS)) return ONTRACK__WHY_NO_TERMS;
    ontrack__code code;
    *out = NULL;
    if (ontrack__intern_find(&dataset->codes, name, &code))
        *out = ontrack__school_term(dataset->schools, ontrack__current_school(question), code,
                                    question->as_of);
    if (*out == NULL || (*out)->end < question->year_start) return ONTRACK__WHY_NO_SUCH_TERM;
    return (*out)->start > question->as_of ? ONTRACK__WHY_WINDOW_AHEAD : ONTRACK__KNOWN;
}

/* ---- the terms in which credits are earned ---- */

/* Whether the term begins in the school year, of which `end` is the last day. */
static bool this_year(const ontrack_question *question, ontrack_date end, const ontrack__term *term)
{
    return term->start >= question->year_start && term->start <= end;
}

/* The kind by which the school earns credits this year, as a category's bit; 0 for none. A school
 * with lines of its own does not heed those for every school. */
static ontrack__categories credit_kind(const ontrack_question *question, const ontrack__term *terms,
                                       size_t count, ontrack_date end, bool *own)
{
    static const ontrack__term_kind order[] = {ONTRACK__TERM_SEMESTER, ONTRACK__TERM_TRIMESTER,
                                               ONTRACK__TERM_QUARTER, ONTRACK__TERM_YEAR};
    ontrack__categories kinds = 0;
    *own = false;
    for (size_t i = 0; i < count; i++)
        *own = *own || (terms[i].school != 0 && this_year(question, end, &terms[i]));
    for (size_t i = 0; i < count; i++)
        if (this_year(question, end, &terms[i]) && (terms[i].school != 0) == *own)
            kinds |= ontrack__term_categories(question, terms[i].term, &terms[i]);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (kinds & ontrack__term_kind_bit(order[i])) return ontrack__term_kind_bit(order[i]);
    return 0;
}

static ontrack__why count_terms(const ontrack_question *question, ontrack__term_counts *out)
{
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_TERMS))
        return ONTRACK__WHY_NO_TERMS;
    size_t count;
    bool own;
    const ontrack__term *terms = own_terms(question, &count), *last = NULL;
    const ontrack_date end = ontrack__year_end(question->year_start);
    const ontrack__categories kind = credit_kind(question, terms, count, end, &own);
    const ontrack__term_counts none = {0, 0, 0};
    *out = none;
    for (size_t i = 0; i < count; i++) {
        const ontrack__term *term = &terms[i];
        const ontrack__categories categories = ontrack__term_categories(question, term->term, term);
        if (!this_year(question, end, term) || (term->school != 0) != own) continue;
        if (!(categories & kind) || !ontrack__chosen(question->options->terms, categories))
            continue;
        /* Two names for the same days are one term. */
        if (last != NULL && last->start == term->start && last->end == term->end) continue;
        last = term;
        out->all++;
        out->ended += term->end <= question->as_of;
        out->ahead += term->start > question->as_of;
    }
    return out->all == 0 ? ONTRACK__WHY_NO_TERM_KINDS : ONTRACK__KNOWN;
}

/* Schools are many students', and their codes are close together. */
ontrack__why ontrack__count_terms(const ontrack_question *question, ontrack__term_counts *out)
{
    const ontrack__code school = ontrack__current_school(question);
    const ontrack__choice terms = question->options->terms;
    ontrack__term_note *note = &question->notes->terms[school % ONTRACK__TERM_NOTES];
    if (!note->there || note->school != school || !ontrack__same_choice(note->terms, terms)) {
        note->there = true;
        note->school = school;
        note->terms = terms;
        note->why = count_terms(question, &note->counts);
    }
    *out = note->counts;
    return note->why;
}
