#include "cel/checking.h"

#include "cel/parser.h"

#include <stdarg.h>
#include <stdio.h>

typedef ontrack__cel_checker checker;
typedef ontrack__cel_node node;
typedef ontrack__cel_type type;

enum { MESSAGE_SIZE = 256 };

static const type *fail(checker *c, ontrack_status status, size_t offset, const char *message)
{
    if (c->status == ONTRACK_OK)
        c->status = ontrack__fail_at(
            c->error, status, ontrack__cel_place(c->program->expression, offset), "%s", message);
    return NULL;
}

const type *ontrack__cel_exceed(checker *c, size_t offset, const char *message)
{
    return fail(c, ONTRACK_LIMIT, offset, message);
}

const type *ontrack__cel_no_memory(checker *c)
{
    if (c->status == ONTRACK_OK) c->status = ontrack__no_memory(c->error);
    return NULL;
}

const type *ontrack__cel_refuse(checker *c, size_t offset, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return fail(c, ONTRACK_INVALID_RULES, offset, message);
}

const type *ontrack__cel_mismatch(checker *c, size_t offset, const char *format, ...)
{
    if (c->options->lenient) return ontrack__cel_basic(ONTRACK__CEL_DYN);
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return fail(c, ONTRACK_INVALID_RULES, offset, message);
}

const type *ontrack__cel_missing(checker *c, node *n, size_t offset, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (!c->options->lenient) return fail(c, ONTRACK_INVALID_RULES, offset, message);
    const char *kept = ontrack__arena_copy(&c->program->arena, ontrack_text_of(message));
    if (kept == NULL) return ontrack__cel_no_memory(c);
    n->kind = ONTRACK__NODE_FAILURE;
    n->name = ontrack_text_of(kept);
    n->first = n->last = NULL;
    n->count = 0;
    return ontrack__cel_basic(ONTRACK__CEL_DYN);
}
