/* operators.h - what the operators' overloads do. Layer: cel, inner. */
#ifndef ONTRACK_CEL_OPERATORS_H
#define ONTRACK_CEL_OPERATORS_H

#include "cel/call.h"

ontrack__cel_apply ontrack__cel_add_int, ontrack__cel_subtract_int, ontrack__cel_multiply_int,
    ontrack__cel_divide_int, ontrack__cel_modulo_int, ontrack__cel_negate_int;
ontrack__cel_apply ontrack__cel_add_uint, ontrack__cel_subtract_uint, ontrack__cel_multiply_uint,
    ontrack__cel_divide_uint, ontrack__cel_modulo_uint;
ontrack__cel_apply ontrack__cel_add_double, ontrack__cel_subtract_double,
    ontrack__cel_multiply_double, ontrack__cel_divide_double, ontrack__cel_negate_double;
ontrack__cel_apply ontrack__cel_add_decimal, ontrack__cel_subtract_decimal,
    ontrack__cel_multiply_decimal, ontrack__cel_divide_decimal, ontrack__cel_negate_decimal;
ontrack__cel_apply ontrack__cel_less, ontrack__cel_less_or_equal, ontrack__cel_greater,
    ontrack__cel_greater_or_equal, ontrack__cel_equals, ontrack__cel_differs;
ontrack__cel_apply ontrack__cel_not;
ontrack__cel_apply ontrack__cel_size_of_list, ontrack__cel_join_lists;
ontrack__cel_apply ontrack__cel_in_list, ontrack__cel_in_map;
ontrack__cel_apply ontrack__cel_index_list, ontrack__cel_index_map;

#endif
