/* standing.h - where a student stood: one line of a result, read back. Layer: comparison. */
#ifndef ONTRACK_COMPARISON_STANDING_H
#define ONTRACK_COMPARISON_STANDING_H

#include "base/arena.h"
#include "json/json.h"
#include <ontrack/evaluation.h>

/* What a result says of a rule set, or of the same one at an earlier date. */
typedef struct ontrack__standing {
    ontrack_date as_of;
    ontrack_text status;
    const ontrack__json_value *indicators, *flags, *unknown, *measures; /* NULL where absent */
} ontrack__standing;

typedef struct ontrack__line {
    ontrack__json *document;
    ontrack_text student_id;
    ontrack_text ruleset, version, fingerprint, codes; /* the last two may be empty */
    const ontrack__json_value *levels;                 /* NULL where absent */
    ontrack__standing now;
    bool has_since; /* the line also says how the student stood earlier, by its own rules */
    ontrack__standing since;
} ontrack__line;

/* Reads a line; ontrack__line_free() takes it in any state once zeroed. INVALID_DATA with the line
 * for what is no result. */
ontrack_status ontrack__line_read(ontrack_text text, const char *name, int64_t number,
                                  ontrack__line *out, ontrack_error *error);
void ontrack__line_free(ontrack__line *line);

/* The flag of a rule, or NULL. */
const ontrack__json_value *ontrack__flag_of(const ontrack__standing *standing, ontrack_text rule);
bool ontrack__is_unknown(const ontrack__standing *standing, ontrack_text rule);
/* The position of a level's name among the line's; ONTRACK_LEVEL_UNKNOWN for "unknown", 0 for any
 * other text. */
int ontrack__level_of(const ontrack__line *line, ontrack_text name);

#endif
