/* times.h - what the functions over timestamps and durations do. Layer: cel, inner. */
#ifndef ONTRACK_CEL_TIMES_H
#define ONTRACK_CEL_TIMES_H

#include "cel/call.h"

ontrack__cel_apply ontrack__cel_timestamp_of_string, ontrack__cel_timestamp_of_int,
    ontrack__cel_duration_of_string, ontrack__cel_int_of_timestamp,
    ontrack__cel_string_of_timestamp, ontrack__cel_string_of_duration;
ontrack__cel_apply ontrack__cel_add_timestamp_duration, ontrack__cel_add_duration_timestamp,
    ontrack__cel_subtract_timestamps, ontrack__cel_subtract_timestamp_duration,
    ontrack__cel_add_durations, ontrack__cel_subtract_durations;
/* Parts of a timestamp, in UTC or in the time zone that the second argument names. */
ontrack__cel_apply ontrack__cel_get_full_year, ontrack__cel_get_month, ontrack__cel_get_date,
    ontrack__cel_get_day_of_month, ontrack__cel_get_day_of_week, ontrack__cel_get_day_of_year,
    ontrack__cel_get_hours, ontrack__cel_get_minutes, ontrack__cel_get_seconds,
    ontrack__cel_get_milliseconds;
/* A duration in whole units; of milliseconds those behind the whole seconds. */
ontrack__cel_apply ontrack__cel_hours_of, ontrack__cel_minutes_of, ontrack__cel_seconds_of,
    ontrack__cel_milliseconds_of;

#endif
