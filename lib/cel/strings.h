/* strings.h - what the functions over strings and bytes do. Layer: cel, inner. */
#ifndef ONTRACK_CEL_STRINGS_H
#define ONTRACK_CEL_STRINGS_H

#include "cel/call.h"

ontrack__cel_apply ontrack__cel_size_of_string, ontrack__cel_size_of_bytes;
ontrack__cel_apply ontrack__cel_join_texts; /* strings or bytes */
ontrack__cel_apply ontrack__cel_contains, ontrack__cel_starts_with, ontrack__cel_ends_with,
    ontrack__cel_matches;

#endif
