/* visit.h - reading a checked expression's tree from outside, without changing it. Layer: cel. */
#ifndef ONTRACK_CEL_VISIT_H
#define ONTRACK_CEL_VISIT_H

#include "cel/cel.h"

struct ontrack__cel_node;

/* The kinds of nodes that a reader outside can make sense of. */
typedef enum ontrack__cel_form {
    ONTRACK__FORM_LITERAL,  /* value */
    ONTRACK__FORM_VARIABLE, /* position */
    ONTRACK__FORM_CALL,     /* name(parts), operators too, comparisons and `!` among them */
    ONTRACK__FORM_AND,      /* all of two or more parts */
    ONTRACK__FORM_OR,       /* one of two or more parts */
    ONTRACK__FORM_CHOICE,   /* first ? second : third */
    ONTRACK__FORM_OTHER     /* anything else, with its parts */
} ontrack__cel_form;

/* A node as it is seen; all borrowed from the program. */
typedef struct ontrack__cel_view {
    ontrack__cel_form form;
    ontrack_text name;                     /* of a call: "<", "size" */
    const ontrack__cel_value *value;       /* of a literal */
    uint32_t position;                     /* of a variable, among the declared ones */
    size_t offset;                         /* of the literal, name or operator */
    const struct ontrack__cel_node *first; /* the first part, NULL: none */
    const struct ontrack__cel_node *next;  /* the part beside, NULL: none */
    size_t parts;
} ontrack__cel_view;

/* The outermost node. */
const struct ontrack__cel_node *ontrack__cel_root(const ontrack__cel_program *program);
/* What a node is. */
ontrack__cel_view ontrack__cel_look(const struct ontrack__cel_node *node);
/* "<", "<=", ">", ">=", "==" or "!=" when the node is a comparison, else NULL; static. */
const char *ontrack__cel_compares(const ontrack__cel_view *view);
/* The expression as it was written; borrowed. */
ontrack_text ontrack__cel_text(const ontrack__cel_program *program);

#endif
