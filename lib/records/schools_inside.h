/* schools_inside.h - how schools are kept; for schools*.c alone. Layer: records. */
#ifndef ONTRACK_RECORDS_SCHOOLS_INSIDE_H
#define ONTRACK_RECORDS_SCHOOLS_INSIDE_H

#include "records/dataset.h"
#include "records/schools.h"

/* One school. The first of all stands for "every school" (code 0): its days and terms are those of
 * schools that have none of their own. */
typedef struct ontrack__school {
    ontrack__code code;
    ontrack__code theirs; /* of the same school among the others; 0: they do not know it */
    bool named;           /* by a calendar, terms, feeds or a student */
    bool own_calendar;
    ontrack__day_set session; /* in session */
    ontrack_date *days;       /* the same, one by one */
    size_t day_count;
    ontrack__day_set marked;                   /* with attendance rows of the school's students */
    ontrack__array terms;                      /* of ontrack__term, own and general */
    ontrack_date through[ONTRACK_TABLE_COUNT]; /* by feeds; NONE when it says nothing */
} ontrack__school;

struct ontrack__schools {
    ontrack_allocator allocator;
    ontrack__school *items; /* by code */
    size_t count, capacity;
    uint32_t *by_code; /* position + 1; 0: no school's code */
    size_t code_count;
    /* Who tell, too, how far attendance is known; NULL: nobody. `borrowed`: their calendars are
     * these, and they say when a school year begins. */
    const ontrack__schools *others;
    bool borrowed;
    size_t lasting; /* so many are borrowed; those behind them are the student's at hand */
    const ontrack_student *only; /* whose attendance rows are all there are; NULL: see `marked` */
};

/* The school of that code, or NULL. */
static inline ontrack__school *ontrack__school_find(const ontrack__schools *schools,
                                                    ontrack__code code)
{
    const uint32_t place = code < schools->code_count ? schools->by_code[code] : 0;
    return place == 0 ? NULL : &schools->items[place - 1];
}
/* The same; the entry for every school when there is none. */
static inline const ontrack__school *ontrack__school_or_general(const ontrack__schools *schools,
                                                                ontrack__code code)
{
    const ontrack__school *one = ontrack__school_find(schools, code);
    return one != NULL ? one : &schools->items[0];
}

/* The school whose calendar holds for that one. */
static inline const ontrack__school *ontrack__school_calendar(const ontrack__schools *schools,
                                                              ontrack__code code)
{
    const ontrack__school *one = ontrack__school_or_general(schools, code);
    return one->own_calendar ? one : &schools->items[0];
}

/* Fill in what a table of the dataset says; false when memory is out. */
bool ontrack__schools_read_calendar(ontrack__schools *schools, const ontrack_dataset *dataset);
bool ontrack__schools_read_terms(ontrack__schools *schools, const ontrack_dataset *dataset);
void ontrack__schools_read_feeds(ontrack__schools *schools, const ontrack_dataset *dataset);

#endif
