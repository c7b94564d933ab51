/* plain.h - conditions and reason texts with their numbers filled in. */
#ifndef ONTRACK_PLAIN_H
#define ONTRACK_PLAIN_H

#include <ontrack/ruleset.h>
#include <stdbool.h>

/* A condition in words: "attendance.rate is at most 0.9 and ...", parameters by their values. NULL
 * when it says more than such words can, or memory is out; else to be freed. */
char *plain_condition(const ontrack_ruleset *ruleset, const char *when);
/* A reason text with parameters by their values and everything else named in brackets. NULL when
 * memory is out; else to be freed. */
char *plain_reason(const ontrack_ruleset *ruleset, const char *because);
/* A parameter's value: "90%", "6", or with its `unit` "6 credits", "1 credit". */
void plain_value(const ontrack_parameter *parameter, bool unit, char *out, size_t size);

#endif
