#include "cel/program.h"

#include "base/text.h"
#include "cel/parser.h"

typedef ontrack__cel_node node;

void ontrack__cel_free(ontrack__cel_program *program)
{
    if (program == NULL) return;
    for (const struct ontrack__cel_held *held = program->patterns; held != NULL; held = held->next)
        ontrack__pattern_free(held->pattern);
    const ontrack_allocator allocator = program->arena.allocator;
    ontrack__arena_free(&program->arena);
    ontrack__release(&allocator, program, 1, sizeof *program);
}

const uint32_t *ontrack__cel_reads(const ontrack__cel_program *program, size_t *count)
{
    *count = program->read_count;
    return program->reads;
}

void ontrack__cel_locate(const ontrack__cel_program *program, size_t offset, int32_t *line,
                         int32_t *column)
{
    const ontrack__place place = ontrack__cel_place(program->expression, offset);
    *line = place.line;
    *column = place.column;
}

/* --- the keys that are read of a variable --- */

typedef struct key_walk {
    const ontrack__cel_program *program;
    uint32_t position;
    bool (*each)(void *user, ontrack_text key, int32_t line, int32_t column);
    void *user;
} key_walk;

static bool is_text(const node *n)
{
    return n->kind == ONTRACK__NODE_LITERAL && n->value.kind == ONTRACK__CEL_STRING;
}

/* The constant text that `whole` asks of its part `variable`; empty when there is none. */
static ontrack_text key_asked(const node *whole, const node *variable)
{
    const ontrack_text none = {NULL, 0};
    if (whole == NULL) return none;
    if (whole->kind == ONTRACK__NODE_SELECT || whole->kind == ONTRACK__NODE_HAS) return whole->name;
    if (whole->kind != ONTRACK__NODE_CALL) return none;
    const bool indexed = ontrack__text_is(whole->name, "[]") && whole->first == variable;
    if (indexed && is_text(whole->last)) return whole->last->value.as.text;
    const bool tested = ontrack__text_is(whole->name, "in") && whole->last == variable;
    if (tested && is_text(whole->first)) return whole->first->value.as.text;
    return none;
}

static bool walk_keys(const key_walk *walk, const node *whole, const node *n)
{
    if (n->kind == ONTRACK__NODE_VARIABLE && n->position == walk->position) {
        int32_t line, column;
        ontrack__cel_locate(walk->program, n->offset, &line, &column);
        return walk->each(walk->user, key_asked(whole, n), line, column);
    }
    for (const node *part = n->first; part != NULL; part = part->next)
        if (!walk_keys(walk, n, part)) return false;
    return true;
}

void ontrack__cel_keys(const ontrack__cel_program *program, uint32_t position,
                       bool (*each)(void *user, ontrack_text key, int32_t line, int32_t column),
                       void *user)
{
    const key_walk walk = {program, position, each, user};
    walk_keys(&walk, NULL, program->root);
}
