/* junit.h - the results of tests as JUnit XML, which continuous integration reads. */
#ifndef ONTRACK_JUNIT_H
#define ONTRACK_JUNIT_H

#include "output.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct junit_case {
    char *name;
    char *failure; /* NULL: it passed */
} junit_case;

/* The tests of one file; all copied. */
typedef struct junit_suite {
    char *name;
    char *error; /* NULL, or why its tests could not be run */
    junit_case *cases;
    size_t count, capacity;
} junit_suite;

/* All zero is an empty report. */
typedef struct junit {
    junit_suite *suites;
    size_t count, capacity;
} junit;

/* Each answers false after a complaint. */
bool junit_begin(junit *report, const char *suite);
bool junit_add(junit *report, const char *name, const char *failure);
bool junit_fail(junit *report, const char *error);
bool junit_write(const junit *report, const char *path);
void junit_dispose(junit *report);

#endif
