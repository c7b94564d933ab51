/* builtin.h - the rule sets that are compiled in. Layer: rulesets. */
#ifndef ONTRACK_RULESETS_BUILTIN_H
#define ONTRACK_RULESETS_BUILTIN_H

#include <stddef.h>

typedef struct ontrack__builtin {
    const char *name;
    const unsigned char *json; /* a NUL stands behind it */
    size_t size;
} ontrack__builtin;

/* In order of the names; made by the build from lib/rulesets/builtin. */
extern const ontrack__builtin ontrack__builtins[];
extern const size_t ontrack__builtin_total;

#endif
