/* An expression's tree as it is read from outside. */
#include "cel/visit.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

typedef struct ontrack__cel_node node;

static const ontrack__cel_variable variables[] = {{"a", ONTRACK__CEL_DECIMAL, NULL},
                                                  {"b.c", ONTRACK__CEL_INT, NULL},
                                                  {"t", ONTRACK__CEL_STRING, NULL}};

/* The tree in brackets: (&& (< $0 literal) ...). */
static void describe(const node *at, char *out)
{
    const ontrack__cel_view view = ontrack__cel_look(at);
    static const char *const forms[] = {"literal", "$", "", "&&", "||", "?:", "other"};
    sprintf(out + strlen(out), "%s%s", view.parts > 0 ? "(" : "", forms[view.form]);
    if (view.form == ONTRACK__FORM_VARIABLE) sprintf(out + strlen(out), "%u", view.position);
    if (view.form == ONTRACK__FORM_CALL)
        sprintf(out + strlen(out), "%.*s", (int)view.name.size, view.name.data);
    for (const node *part = view.first; part != NULL; part = ontrack__cel_look(part).next) {
        strcat(out, " ");
        describe(part, out);
    }
    if (view.parts > 0) strcat(out, ")");
}

static const struct {
    const char *expression, *tree;
} rows[] = {
    {"a < 1.5", "(< $0 literal)"},
    {"!(a == 1.0) && b.c > 2", "(&& (! (== $0 literal)) (> $1 literal))"},
    {"a + 1.0 <= 2.0 || t == 'x'", "(|| (<= (+ $0 literal) literal) (== $2 literal))"},
    {"b.c > 0 ? true : t.size() != 1", "(?: (> $1 literal) literal (!= (size $2) literal))"},
};

Test(visit, tells_the_tree)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[256] = "";
        ontrack__cel_options options = {variables, 3, true, false};
        ontrack__cel_program *program = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_assert_eq(ontrack__cel_compile(NULL, ontrack_text_of(rows[i].expression), &options,
                                          &program, &error),
                     ONTRACK_OK, "%s: %s", rows[i].expression, error.message);
        describe(ontrack__cel_root(program), text);
        cr_expect_str_eq(text, rows[i].tree, "%s: %s", rows[i].expression, text);
        cr_expect_eq(ontrack__cel_text(program).size, strlen(rows[i].expression));
        ontrack__cel_free(program);
    }
}

Test(visit, tells_comparisons_and_their_places)
{
    ontrack__cel_options options = {variables, 3, true, false};
    ontrack__cel_program *program = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(
        ontrack__cel_compile(NULL, ontrack_text_of("!(a >= 1.0)"), &options, &program, &error),
        ONTRACK_OK);
    const ontrack__cel_view outer = ontrack__cel_look(ontrack__cel_root(program));
    const ontrack__cel_view inner = ontrack__cel_look(outer.first);
    cr_expect_null(ontrack__cel_compares(&outer));
    cr_expect_str_eq(ontrack__cel_compares(&inner), ">=");
    cr_expect_eq(inner.offset, 4);
    const ontrack__cel_view literal = ontrack__cel_look(ontrack__cel_look(inner.first).next);
    cr_expect_eq(literal.form, ONTRACK__FORM_LITERAL);
    cr_expect_eq(literal.value->kind, ONTRACK__CEL_DECIMAL);
    ontrack__cel_free(program);
}
