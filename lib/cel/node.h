/* node.h - the tree of an expression. Layer: cel, inner.
 * The parser builds it; the checker resolves names and overloads in place; then it is not changed
 * any more. */
#ifndef ONTRACK_CEL_NODE_H
#define ONTRACK_CEL_NODE_H

#include "base/pattern.h"
#include "cel/cel.h"

typedef enum ontrack__cel_node_kind {
    ONTRACK__NODE_LITERAL,  /* value */
    ONTRACK__NODE_NAME,     /* name; the checker makes it a literal, a variable or a local */
    ONTRACK__NODE_VARIABLE, /* position among the declared variables */
    ONTRACK__NODE_LOCAL,    /* position is a slot that a macro fills */
    ONTRACK__NODE_SELECT,   /* first . name */
    ONTRACK__NODE_HAS,      /* has(first . name) */
    ONTRACK__NODE_CALL,     /* name(parts), the receiver first; operators too */
    ONTRACK__NODE_LIST,     /* [parts] */
    ONTRACK__NODE_MAP,      /* {key: value}, keys and values in turn */
    ONTRACK__NODE_AND,      /* all of two or more parts */
    ONTRACK__NODE_OR,       /* one of two or more parts */
    ONTRACK__NODE_CHOICE,   /* first ? second : third */
    ONTRACK__NODE_MACRO,    /* range.macro(name, body [, second body]); position is name's slot */
    ONTRACK__NODE_FAILURE   /* lenient only: name is the error that evaluating it gives */
} ontrack__cel_node_kind;

typedef enum ontrack__cel_macro {
    ONTRACK__MACRO_ALL,
    ONTRACK__MACRO_EXISTS,
    ONTRACK__MACRO_EXISTS_ONE,
    ONTRACK__MACRO_MAP,
    ONTRACK__MACRO_FILTER
} ontrack__cel_macro;

/* A comparison. */
typedef enum ontrack__cel_sign {
    ONTRACK__SIGN_NONE,
    ONTRACK__SIGN_LESS,
    ONTRACK__SIGN_LESS_OR_EQUAL,
    ONTRACK__SIGN_GREATER,
    ONTRACK__SIGN_GREATER_OR_EQUAL,
    ONTRACK__SIGN_EQUAL,
    ONTRACK__SIGN_DIFFERENT
} ontrack__cel_sign;

/* How a function is called; a table row may allow several. */
enum { ONTRACK__STYLE_OPERATOR = 1, ONTRACK__STYLE_GLOBAL = 2, ONTRACK__STYLE_MEMBER = 4 };

typedef struct ontrack__cel_node ontrack__cel_node;
struct ontrack__cel_node {
    ontrack__cel_node_kind kind;
    ontrack__cel_macro macro;
    uint8_t style;  /* of a call */
    bool grouped;   /* stood in parentheses: (a.b).c never means a variable "a.b.c" */
    bool rooted;    /* a name with a leading point: no local is meant */
    bool verbatim;  /* a text literal written without escapes, from `content` on */
    uint16_t depth; /* nodes on the longest way down */
    uint32_t position;
    uint32_t field; /* of a selection from a record: the field's position, from 1; 0: by its name */
    size_t offset;  /* of the literal, name or operator in the expression */
    size_t content; /* of a text literal's first byte */
    ontrack_text name;
    ontrack__cel_value value;
    ontrack__cel_node *first, *last, *next;        /* parts, and the one beside */
    uint32_t count;                                /* parts */
    const struct ontrack__cel_overload *overloads; /* of a call: rows with its name */
    size_t overload_count;
    const struct ontrack__cel_overload *only; /* the one that fits the parts' types, when these are
                                                 known; NULL: not known */
    ontrack__cel_sign sign;    /* of a comparison of what is declared as numbers; else NONE */
    ontrack__pattern *pattern; /* of matches() with a literal pattern */
};

#endif
