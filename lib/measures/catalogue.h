/* catalogue.h - measures by name. Layer: measures.
 * The built-in ones are tables of ontrack_measure, one in each indicator's file, added through
 * ontrack_catalogue_add() like a host's own. */
#ifndef ONTRACK_MEASURES_CATALOGUE_H
#define ONTRACK_MEASURES_CATALOGUE_H

#include <ontrack/measure.h>

/* The code kind that a measure's "categories" choose among, by the first word of its name
 * (attendance, behavior: incident, discipline: action, transitions); false for others. */
bool ontrack__category_kind(ontrack_text measure_name, ontrack_code_kind *out);

/* Whether the measure came with the library. Its answers borrow from the dataset, the question's
 * notes or constants, so that they need no copy while the student is at hand. */
bool ontrack__is_built_in(const ontrack_catalogue *catalogue, const ontrack_measure *measure);

#endif
