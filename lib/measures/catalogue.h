/* catalogue.h - measures by name. Layer: measures.
 * The built-in ones are tables of ontrack_measure, one in each indicator's file, added through
 * ontrack_catalogue_add() like a host's own. */
#ifndef ONTRACK_MEASURES_CATALOGUE_H
#define ONTRACK_MEASURES_CATALOGUE_H

#include <ontrack/measure.h>

/* A built-in indicator's measures. */
typedef struct ontrack__measure_list {
    const ontrack_measure *measures;
    size_t count;
} ontrack__measure_list;

extern const ontrack__measure_list ontrack__attendance_measures;
extern const ontrack__measure_list ontrack__behavior_measures;
extern const ontrack__measure_list ontrack__credits_measures;
extern const ontrack__measure_list ontrack__discipline_measures;
extern const ontrack__measure_list ontrack__transitions_measures;
extern const ontrack__measure_list ontrack__student_measures;

/* The code kind that a measure's "categories" choose among, by the first word of its name
 * (attendance, behavior: incident, discipline: action, transitions); false for others. */
bool ontrack__category_kind(ontrack_text measure_name, ontrack_code_kind *out);

#endif
