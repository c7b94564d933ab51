/* builtin.h - the rule sets that are compiled in. Layer: rulesets. */
#ifndef ONTRACK_RULESETS_BUILTIN_H
#define ONTRACK_RULESETS_BUILTIN_H

#include "base/embedded.h"

/* In order of the names; made by the build from lib/rulesets/builtin. */
extern const ontrack__embedded ontrack__builtins[];
extern const size_t ontrack__builtins_total;

#endif
