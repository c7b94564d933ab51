/* shown.h - a rule set in words: what it is for, what each rule says, its numbers, its codes. */
#ifndef ONTRACK_SHOWN_H
#define ONTRACK_SHOWN_H

#include <ontrack/ruleset.h>
#include <stdbool.h>

/* On standard output. `origins`: where each number and rule comes from, too. */
void shown_print(const ontrack_ruleset *ruleset, bool origins, size_t width);

#endif
