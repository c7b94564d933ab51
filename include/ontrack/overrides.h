/**
 * @file
 * @brief Override documents: what a district changes of a rule set without touching its file, and
 * which students are exempt from which rules.
 *
 * An override document is JSON (docs/overrides.md, docs/overrides.schema.json). It is handed over
 * with the rule set (::ontrack_ruleset_options) and checked against it. Every entry holds from one
 * as-of date until another, for everybody or for a district, school, grade or term; results say
 * which entries they come from.
 *
 * Threads: like the rule set that they belong to.
 */
#ifndef ONTRACK_OVERRIDES_H
#define ONTRACK_OVERRIDES_H

#include <ontrack/date.h>
#include <ontrack/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An override document, as a rule set is loaded with it. */
typedef struct ontrack_override_document {
    ontrack_text json;  /**< Borrowed for the call; at most #ONTRACK_RULESET_LIMIT bytes. */
    const char *source; /**< Name for errors, a file's; copied; NULL: none. */
} ontrack_override_document;

/** One override; all members borrowed from the rule set. */
typedef struct ontrack_override {
    const char *id;        /**< Its own, unlike that of any other in its document. */
    const char *document;  /**< Id of the document that holds it. */
    const char *rule;      /**< Id of the rule that it changes; NULL: it changes a parameter. */
    const char *parameter; /**< Name of the parameter that it changes; NULL: it changes a rule. */
    const char *scope;     /**< For whom, in words: "school JHS, grade 09"; "everybody". */
    const char *change;    /**< What, in words: "0.92 instead of 0.9". */
    const char *reason;
    const char *author;
    ontrack_date from;  /**< First as-of date on which it holds. */
    ontrack_date until; /**< Last as-of date on which it holds. */
} ontrack_override;

/** One exemption of a student; all members borrowed from the rule set. It names no student: the
 * result that it belongs to does. */
typedef struct ontrack_exemption {
    const char *document; /**< Id of the document that holds it. */
    const char *reason;
    const char *author;
    ontrack_date from;  /**< First as-of date on which it holds. */
    ontrack_date until; /**< Last as-of date on which it holds. */
} ontrack_exemption;

#ifdef __cplusplus
}
#endif

#endif
