/* names.h - names of files and columns as people write them. Layer: ingest. */
#ifndef ONTRACK_INGEST_NAMES_H
#define ONTRACK_INGEST_NAMES_H

#include <ontrack/text.h>
#include <stdbool.h>

/* Whether a name as somebody wrote it is `name`: without case (ASCII), blanks, '_' and '-'. */
bool ontrack__name_matches(ontrack_text written, ontrack_text name);

/* A name in which one '*' may stand for anything and one '#' for digits; not both, not twice. */
bool ontrack__name_is_pattern(ontrack_text name);
bool ontrack__name_is_well_formed(ontrack_text name);
/* The same as ontrack__name_matches() for a name that may be such a pattern. `digits` (may be NULL)
 * receives what '#' stands for, borrowed from `written`; empty without '#'. */
bool ontrack__name_like(ontrack_text written, ontrack_text pattern, ontrack_text *digits);

/* Takes `ending` (in lower case) off the end of *text, whatever its case. */
bool ontrack__name_take_ending(ontrack_text *text, const char *ending);
/* Whether two texts are equal but for the case of ASCII letters. */
bool ontrack__name_is_word(ontrack_text written, ontrack_text word);

#endif
