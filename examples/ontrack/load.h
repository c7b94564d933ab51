/* load.h - a folder becomes a dataset; a name or a file becomes a rule set. */
#ifndef ONTRACK_LOAD_H
#define ONTRACK_LOAD_H

#include "cli.h"
#include "progress.h"
#include "rejects.h"

#include <ontrack/ruleset.h>
#include <ontrack/source.h>

/* The rule set that is meant when none is named. */
#define LOAD_DEFAULT_RULESET "jeffco-grade9"

/* Options that several commands have: rows of their tables. */
#define LOAD_OPTION_RULESET(target)                                                                \
    {                                                                                              \
        CLI_TEXT, 'r', "ruleset", "RULESET", target,                                               \
            "a built-in's name, a JSON file, or - for standard input; " LOAD_DEFAULT_RULESET       \
            " when absent"                                                                         \
    }
#define LOAD_OPTION_AS_OF(target)                                                                  \
    {                                                                                              \
        CLI_TEXT, 0, "as-of", "DATE", target,                                                      \
            "the day the question is asked, YYYY-MM-DD; the last date in the data when absent"     \
    }
#define LOAD_OPTION_OVERRIDES(target)                                                              \
    {                                                                                              \
        CLI_TEXTS, 0, "overrides", "FILE", target,                                                 \
            "change the rule set as an override document says, for the schools, grades or terms "  \
            "that it names; may be given again, and a later one wins"                              \
    }
#define LOAD_OPTION_LAYOUT(target)                                                                 \
    {                                                                                              \
        CLI_TEXT, 0, "layout", "LAYOUT", target,                                                   \
            "how an export's files and columns become the tables: a built-in's name or a JSON "    \
            "file; the canonical tables when absent"                                               \
    }
#define LOAD_OPTION_LATIN1(target)                                                                 \
    {                                                                                              \
        CLI_FLAG, 0, "latin1", NULL, target, "take files that are not UTF-8 as ISO 8859-1"         \
    }

typedef struct load_options {
    bool latin1;
    rejects *rejects; /* NULL: the rows are only counted */
    progress *bar;
    const ontrack_crew *crew;     /* NULL: one thread */
    const ontrack_layout *layout; /* NULL: the canonical tables */
    bool skip_attributes;         /* see load_may_skip() */
} load_options;

/* A folder that was read. Zero it before load_folder(); load_dispose() takes it in any state. */
typedef struct loaded {
    ontrack_builder *builder;
    ontrack_reader *reader; /* for the counts */
    ontrack_dataset *dataset;
    bool by_layout; /* and not as the canonical tables */
} loaded;

/* Both return CLI_GO, or the exit status after a complaint. */
int load_folder(const char *folder, const load_options *options, loaded *out);
void load_dispose(loaded *data);

/* Whether nobody asks for attributes of students; `where` (a condition) may be NULL. */
bool load_may_skip(const ontrack_ruleset *ruleset, const char *where);

/* A rule set and the text that it came from. */
typedef struct loaded_rules {
    ontrack_ruleset *ruleset;
    char *text; /* owned for a file, NULL for a built-in */
    ontrack_text json;
    char *overrides[CLI_TEXTS_MOST]; /* owned */
    size_t override_count;
} loaded_rules;

/* `name`: a built-in, a file, or "-" for standard input. */
int load_rules(const char *name, loaded_rules *out);
/* The same with override documents, each a file or "-". */
int load_rules_with(const char *name, const cli_texts *overrides, loaded_rules *out);
void load_rules_dispose(loaded_rules *rules);

/* Tests of a rule set: its own, or a document of tests and the rule set that it names. */
typedef struct loaded_tests {
    loaded_rules rules;
    char *text;            /* owned; NULL: the tests travel with the rule set */
    ontrack_text document; /* the same; empty */
} loaded_tests;

/* `name`: a built-in, a rule set's or a test document's file, or "-" for standard input. The rule
 * set is loaded with the override documents and with those that the test document names. */
int load_tests(const char *name, const cli_texts *overrides, loaded_tests *out);
void load_tests_dispose(loaded_tests *tests);

/* A layout by a built-in's name, a file's or "-"; NULL for NULL. To be freed with
 * ontrack_layout_free(). */
int load_layout(const char *name, ontrack_layout **out);

/* A whole document of at most ONTRACK_RULESET_LIMIT bytes and a NUL, or "-" for standard input;
 * NULL with errno set. One byte more tells the library that it is too long. To be freed with
 * free(). */
char *load_document(const char *path, size_t *size);

/* "YYYY-MM-DD" of an option ("--as-of"); NULL gives ONTRACK_DATE_NONE. */
int load_day(const char *option, const char *text, ontrack_date *out);

#endif
