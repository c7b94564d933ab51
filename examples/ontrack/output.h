/* output.h - where data goes: standard output, or a file that appears whole or not at all. */
#ifndef ONTRACK_OUTPUT_FILE_H
#define ONTRACK_OUTPUT_FILE_H

#include "cli.h"

#include <ontrack/output.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The option --output: a row of a command's table. */
#define OUTPUT_OPTION(target)                                                                      \
    {                                                                                              \
        CLI_TEXT, 'o', "output", "FILE", target,                                                   \
            "write to FILE, which appears whole or not at all; - is standard output"               \
    }

/* What --format names: "csv", "jsonl", or "table". */
ontrack_format output_format(const char *name);

/* A file is written under a temporary name in its own folder, mode 0600, and takes its name when
 * everything is on disk. Standard output can be held back until the end. */
typedef struct output {
    const char *path; /* borrowed; NULL: standard output */
    char *temporary;  /* NULL when there is none */
    FILE *stream;
    bool hold;  /* set after output_open(): standard output gets nothing before output_commit() */
    char *held; /* what is held back */
    size_t held_size, held_capacity;
    bool failed; /* something could not be written; it was said */
    bool broken; /* the reader of standard output went away; nothing is said about that */
} output;

/* `path`: NULL or "-" is standard output. False after a complaint. */
bool output_open(output *out, const char *path);
/* Takes all bytes or answers IO (STOPPED when the reader went away). For ontrack_writer. */
ontrack_status output_write(void *user, const char *data, size_t size);
/* Everything written gets its place. False after a complaint, or when out->broken. */
bool output_commit(output *out);
/* Frees; what was not committed is gone. */
void output_close(output *out);

/* Forgets nothing on standard output: false after a complaint; true when the reader went away. */
bool output_finish_stdout(void);

#endif
