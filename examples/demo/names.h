/* names.h - lists that invented people and places are put together from. */
#ifndef DEMO_NAMES_H
#define DEMO_NAMES_H

#include <stddef.h>

extern const char *const demo_first_names[];
extern const size_t demo_first_name_count;
extern const char *const demo_last_names[];
extern const size_t demo_last_name_count;
extern const char *const demo_counselors[];
extern const size_t demo_counselor_count;
extern const char *const demo_feeder_schools[];
extern const size_t demo_feeder_school_count;

#endif
