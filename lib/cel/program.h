/* program.h - a compiled expression from inside. Layer: cel, inner. */
#ifndef ONTRACK_CEL_PROGRAM_H
#define ONTRACK_CEL_PROGRAM_H

#include "cel/node.h"

typedef struct ontrack__cel_flat ontrack__cel_flat;

struct ontrack__cel_program {
    ontrack__arena arena;    /* everything below */
    ontrack_text expression; /* a copy */
    ontrack__cel_node *root;
    const ontrack__cel_flat *flat; /* NULL: only the tree evaluates */
    uint32_t slots;                /* for the names that macros bind */
    uint32_t *reads;
    size_t read_count;
    size_t pattern_bytes;
    struct ontrack__cel_held {
        struct ontrack__cel_held *next;
        ontrack__pattern *pattern;
    } * patterns; /* to be freed with the program */
};

#endif
