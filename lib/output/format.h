/* format.h - what a writer holds, and what a format has to do. Layer: output. */
#ifndef ONTRACK_OUTPUT_FORMAT_H
#define ONTRACK_OUTPUT_FORMAT_H

#include "base/arena.h"
#include <ontrack/output.h>

/* A format. Each step answers false when memory is out. */
typedef struct ontrack__format {
    bool (*begin)(ontrack_writer *writer); /* before the first result; may be NULL */
    bool (*take)(ontrack_writer *writer, const ontrack_result *result);
    bool (*finish)(ontrack_writer *writer, const ontrack_report *report); /* may be NULL */
    /* Takes what a part holds besides bytes; may be NULL. */
    bool (*append)(ontrack_writer *writer, const ontrack_writer *part);
    bool needs_report;
} ontrack__format;

extern const ontrack__format ontrack__format_table, ontrack__format_csv, ontrack__format_jsonl;

struct ontrack_writer {
    ontrack_allocator allocator;
    const ontrack_ruleset *ruleset;
    const ontrack__format *format;
    size_t width; /* table */
    bool color;   /* table */
    bool since;   /* results may have one of an earlier day */
    ontrack_status (*write)(void *user, const char *data, size_t size); /* NULL: a part */
    void *user;
    ontrack_buffer out; /* bytes not yet handed on */
    bool begun, finished;
    ontrack_status failed; /* what ended the writing, kept for every later call */
    ontrack__arena arena;  /* table: the listed students' texts */
    ontrack__array listed; /* table: of ontrack__listed */
};

#endif
