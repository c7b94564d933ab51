/* Counts the rows of grades whose results nothing dates. Each distinct row is looked at once; of a
 * student only which of them are there, and at which schools the terms were. */
#include "evaluation/needs.h"
#include "evaluation/parts.h"
#include "records/schools.h"
#include "records/walk.h"

#include <string.h>

typedef struct term_note {
    size_t student;  /* place among the students, from 1, of the last one who was asked about; 0:
                      * nobody yet */
    bool dates;      /* that student's results */
    bool looked;     /* whether it dates everybody's */
    bool everywhere; /* it does: each school of students.csv has it */
} term_note;

typedef struct counting {
    const ontrack__binding *binding;
    const ontrack__kinds *kinds; /* of rows of grades */
    ontrack__code *terms;        /* by kind: the term that must date it, or DATED */
    term_note *notes;            /* by code of a term */
    size_t codes;
    ontrack__array schools; /* of ontrack__code: where the student at hand was */
} counting;

#define DATED ((ontrack__code)UINT32_MAX) /* no code */

/* Without a posted date a result is dated by its term alone. Answers how many terms must do so. */
static size_t look_at_kinds(counting *c)
{
    ontrack__grade_row row;
    size_t terms = 0;
    for (uint32_t i = 0; i < c->kinds->count; i++) {
        memcpy(&row, ontrack__kind_cells(c->kinds, i), sizeof row);
        const bool open = row.posted == ONTRACK_DATE_NONE && ontrack__has_result(&row);
        c->terms[i] = open ? row.term : DATED;
        if (!open || c->notes[row.term].looked) continue;
        c->notes[row.term].looked = true;
        terms++;
    }
    return terms;
}

static bool has_term(const counting *c, ontrack__code school, ontrack__code term)
{
    const ontrack__binding *binding = c->binding;
    return term != 0 &&
           ontrack__school_term(binding->dataset->schools, school, term, binding->as_of) != NULL;
}

/* Every student is at some school of students.csv, or at none, which is looked at alike. */
static bool is_everywhere(const counting *c, ontrack__code term)
{
    const ontrack__kinds *lines = ontrack__kinds_of(c->binding->dataset, ONTRACK_TABLE_STUDENTS);
    ontrack__student_row line;
    for (uint32_t i = 0; i < lines->count; i++) {
        memcpy(&line, ontrack__kind_cells(lines, i), lines->width * sizeof(int32_t));
        if (!has_term(c, line.school, term)) return false;
    }
    return true;
}

/* Most districts have the same terms at every school: then no student need be looked at. Answers
 * whether some must be. */
static bool settle_terms(counting *c)
{
    bool any = false;
    for (uint32_t i = 0; i < c->kinds->count; i++) {
        if (c->terms[i] == DATED) continue;
        term_note *note = &c->notes[c->terms[i]];
        if (note->looked) note->everywhere = is_everywhere(c, c->terms[i]);
        note->looked = false;
        if (note->everywhere) c->terms[i] = DATED;
        any = any || !note->everywhere;
    }
    return any;
}

/* Whether some result's date hangs on its student. */
static bool look_at_terms(counting *c)
{
    const ontrack_dataset *dataset = c->binding->dataset;
    const size_t terms = look_at_kinds(c);
    const size_t lines = ontrack__kinds_of(dataset, ONTRACK_TABLE_STUDENTS)->count;
    if (terms == 0) return false;
    /* Not worth it where it is as much as looking at each student. */
    return lines > dataset->student_count / terms || settle_terms(c);
}

/* ---- students ---- */

static bool add_school(counting *c, ontrack__code code)
{
    ontrack__code *item = ontrack__array_add(&c->binding->allocator, &c->schools, sizeof *item);
    if (item != NULL) *item = code;
    return item != NULL;
}

/* Those of the stays that have begun, and that of the student's own line. */
static bool find_schools(counting *c, const ontrack_student *student)
{
    int32_t cells[ONTRACK__MOST_COLUMNS];
    ontrack__enrollment_row stay;
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_ENROLLMENTS);
    c->schools.count = 0;
    while (ontrack__walk_next(&walk, cells)) {
        memcpy(&stay, cells, sizeof stay);
        if (stay.entry > c->binding->as_of) break;
        if (!add_school(c, stay.school)) return false;
    }
    return add_school(c, ontrack__student_line(student).school);
}

static bool dates(const counting *c, ontrack__code term)
{
    const ontrack__code *schools = c->schools.items;
    for (size_t i = 0; i < c->schools.count; i++)
        if (has_term(c, schools[i], term)) return true;
    return false;
}

static bool count_student(counting *c, size_t index, int64_t *rows)
{
    const ontrack_student *student = ontrack_dataset_at(c->binding->dataset, index);
    bool placed = false;
    uint32_t kind;
    ontrack__walk walk = ontrack__walk_start(student, ONTRACK_TABLE_GRADES);
    while (ontrack__walk_kind(&walk, &kind)) {
        const ontrack__code term = c->terms[kind];
        if (term == DATED) continue;
        if (!placed && !find_schools(c, student)) return false;
        placed = true;
        term_note *note = &c->notes[term];
        if (note->student != index + 1) note->dates = dates(c, term);
        note->student = index + 1;
        *rows += !note->dates;
    }
    return true;
}

bool ontrack__bind_undated(ontrack__binding *binding)
{
    const ontrack_dataset *dataset = binding->dataset;
    const ontrack_allocator *allocator = &binding->allocator;
    counting c = {.binding = binding};
    if (!ontrack__reads_table(binding->ruleset, ONTRACK_TABLE_GRADES)) return true;
    c.kinds = ontrack__kinds_of(dataset, ONTRACK_TABLE_GRADES);
    c.codes = ontrack__interner_count(&dataset->codes);
    if (c.kinds->count == 0) return true;
    c.terms = ontrack__allocate(allocator, c.kinds->count, sizeof *c.terms);
    c.notes = ontrack__allocate_zero(allocator, c.codes, sizeof *c.notes);
    bool done = c.terms != NULL && c.notes != NULL;
    if (done && look_at_terms(&c))
        for (size_t i = 0; i < dataset->student_count && done; i++)
            done = count_student(&c, i, &binding->undated_grades);
    ontrack__release(allocator, c.terms, c.kinds->count, sizeof *c.terms);
    ontrack__release(allocator, c.notes, c.codes, sizeof *c.notes);
    ontrack__array_free(allocator, &c.schools, sizeof(ontrack__code));
    return done;
}
