#include "records/attended.h"

#include "records/attending.h"
#include "records/walk.h"

#include <string.h>

bool ontrack__attended_begin(ontrack__attended *attended, const ontrack_allocator *allocator,
                             const ontrack__schools *schools, bool by_stays)
{
    const size_t count = ontrack__school_count(schools);
    attended->allocator = *allocator;
    attended->schools = schools;
    attended->by_stays = by_stays;
    attended->items = ontrack__allocate_zero(allocator, count, sizeof *attended->items);
    attended->count = attended->items == NULL ? 0 : count;
    return attended->items != NULL;
}

void ontrack__attended_free(ontrack__attended *attended)
{
    for (size_t i = 0; i < attended->count; i++)
        ontrack__day_set_free(&attended->items[i].days, &attended->allocator);
    ontrack__release(&attended->allocator, attended->items, attended->count,
                     sizeof *attended->items);
}

static bool add_bits(const ontrack__attended *self, ontrack__day_set *to, size_t column,
                     uint64_t bits)
{
    const ontrack_date date = ontrack__day_column_date(column);
    if (bits == 0) return true;
    if (column - to->first >= to->count &&
        !ontrack__day_set_reach(to, &self->allocator, date, date))
        return false;
    to->words[column - to->first] |= bits;
    return true;
}

/* The student's attendance days within a stay. */
static bool add_stay(ontrack__attended *self, const ontrack_student *student, ontrack__code school,
                     ontrack_date entry, ontrack_date exit)
{
    const ontrack__days *days = &student->dataset->facts.days;
    ontrack__day_set *to = &self->items[ontrack__school_place(self->schools, school)].days;
    bool done = true;
    for (size_t column = days->first; column < days->end && done; column++)
        done = add_bits(self, to, column,
                        ontrack__day_bits(student, column) &
                            ontrack__days_between(column, entry, exit));
    for (size_t i = 0; i < ontrack__entry_count(student) && done; i++) {
        const ontrack_date date = ontrack__entry_date(ontrack__entry_at(student, i));
        if (date >= entry && date <= exit)
            done = add_bits(self, to, ontrack__day_column_of(date), ontrack__day_bit(date));
    }
    return done;
}

typedef struct adding {
    ontrack__attended *to;
    const ontrack_student *student;
} adding;

static void name(ontrack__attended *self, ontrack__code school)
{
    self->items[ontrack__school_place(self->schools, school)].named = true;
}

static bool add_days(void *user, ontrack__code school, ontrack_date entry, ontrack_date exit)
{
    const adding *in = user;
    name(in->to, school);
    return add_stay(in->to, in->student, school, entry, exit);
}

bool ontrack__attended_add(ontrack__attended *attended, const ontrack_student *student)
{
    adding in = {attended, student};
    name(attended, ontrack__student_line(student).school);
    return ontrack__attending_tour(student, attended->by_stays, add_days, &in);
}
