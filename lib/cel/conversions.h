/* conversions.h - what the functions that turn one type into another do. Layer: cel, inner. */
#ifndef ONTRACK_CEL_CONVERSIONS_H
#define ONTRACK_CEL_CONVERSIONS_H

#include "cel/call.h"

ontrack__cel_apply ontrack__cel_keep; /* int(int), dyn(x) */
ontrack__cel_apply ontrack__cel_type_of;
ontrack__cel_apply ontrack__cel_int_of_uint, ontrack__cel_int_of_double,
    ontrack__cel_int_of_decimal, ontrack__cel_int_of_string;
ontrack__cel_apply ontrack__cel_uint_of_int, ontrack__cel_uint_of_double,
    ontrack__cel_uint_of_decimal, ontrack__cel_uint_of_string;
ontrack__cel_apply ontrack__cel_double_of_int, ontrack__cel_double_of_uint,
    ontrack__cel_double_of_decimal, ontrack__cel_double_of_string;
ontrack__cel_apply ontrack__cel_string_of_bool, ontrack__cel_string_of_int,
    ontrack__cel_string_of_uint, ontrack__cel_string_of_double, ontrack__cel_string_of_decimal,
    ontrack__cel_string_of_bytes;
ontrack__cel_apply ontrack__cel_bytes_of_string, ontrack__cel_bool_of_string;

#endif
