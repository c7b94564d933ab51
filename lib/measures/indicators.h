/* indicators.h - the built-in measures: a list from each indicator's file. Layer: measures. */
#ifndef ONTRACK_MEASURES_INDICATORS_H
#define ONTRACK_MEASURES_INDICATORS_H

#include <ontrack/measure.h>

/* A built-in indicator's measures. */
typedef struct ontrack__measure_list {
    const ontrack_measure *measures;
    size_t count;
} ontrack__measure_list;

extern const ontrack__measure_list ontrack__attendance_measures;
extern const ontrack__measure_list ontrack__attendance_mark_measures;   /* of attendance too */
extern const ontrack__measure_list ontrack__attendance_spread_measures; /* and these */
extern const ontrack__measure_list ontrack__pace_measures;              /* and these */
extern const ontrack__measure_list ontrack__behavior_measures;
extern const ontrack__measure_list ontrack__credits_measures;
extern const ontrack__measure_list ontrack__numeric_marks_measures; /* of credits too */
extern const ontrack__measure_list ontrack__discipline_measures;
extern const ontrack__measure_list ontrack__transitions_measures;
extern const ontrack__measure_list ontrack__student_measures;

#endif
