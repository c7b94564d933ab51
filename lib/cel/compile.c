/* From text to program: read, parse, check, flatten. */
#include "base/error.h"
#include "base/text.h"
#include "cel/checker.h"
#include "cel/flat.h"
#include "cel/parser.h"

static ontrack_status refuse_text(ontrack_text expression, ontrack_error *error)
{
    size_t bad = 0;
    if (expression.size > ONTRACK__CEL_LENGTH_LIMIT)
        return ontrack__fail(error, ONTRACK_LIMIT, "the expression is longer than %d bytes",
                             ONTRACK__CEL_LENGTH_LIMIT);
    if (ontrack__utf8_valid(expression, &bad)) return ONTRACK_OK;
    return ontrack__fail_at(error, ONTRACK_INVALID_RULES, ontrack__cel_place(expression, bad),
                            "the expression is not valid UTF-8");
}

static ontrack_status build(ontrack__cel_program *program, ontrack_text expression,
                            const ontrack__cel_options *options, ontrack_error *error)
{
    const char *copy = ontrack__arena_copy(&program->arena, expression);
    if (copy == NULL) return ontrack__no_memory(error);
    program->expression.data = copy;
    program->expression.size = expression.size;
    ontrack_status status =
        ontrack__cel_parse(&program->arena, program->expression, &program->root, error);
    if (status == ONTRACK_OK) status = ontrack__cel_check(program, options, error);
    if (status != ONTRACK_OK) return status;
    return ontrack__cel_flatten(program, options) ? ONTRACK_OK : ontrack__no_memory(error);
}

ontrack_status ontrack__cel_compile(const ontrack_allocator *allocator, ontrack_text expression,
                                    const ontrack__cel_options *options, ontrack__cel_program **out,
                                    ontrack_error *error)
{
    const ontrack__cel_options none = {0};
    const ontrack_allocator memory = ontrack__allocator(allocator);
    ontrack_status status = refuse_text(expression, error);
    if (status != ONTRACK_OK) return status;
    ontrack__cel_program *program = ontrack__allocate_zero(&memory, 1, sizeof *program);
    if (program == NULL) return ontrack__no_memory(error);
    ontrack__arena_init(&program->arena, &memory);
    status = build(program, expression, options != NULL ? options : &none, error);
    if (status != ONTRACK_OK) {
        ontrack__cel_free(program);
        return status;
    }
    *out = program;
    return ONTRACK_OK;
}
