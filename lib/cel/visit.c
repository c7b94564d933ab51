#include "cel/visit.h"

#include "cel/functions.h"
#include "cel/program.h"

const ontrack__cel_node *ontrack__cel_root(const ontrack__cel_program *program)
{
    return program->root;
}

static ontrack__cel_form form_of(ontrack__cel_node_kind kind)
{
    switch (kind) {
    case ONTRACK__NODE_LITERAL:
        return ONTRACK__FORM_LITERAL;
    case ONTRACK__NODE_VARIABLE:
        return ONTRACK__FORM_VARIABLE;
    case ONTRACK__NODE_CALL:
        return ONTRACK__FORM_CALL;
    case ONTRACK__NODE_AND:
        return ONTRACK__FORM_AND;
    case ONTRACK__NODE_OR:
        return ONTRACK__FORM_OR;
    case ONTRACK__NODE_CHOICE:
        return ONTRACK__FORM_CHOICE;
    default:
        return ONTRACK__FORM_OTHER;
    }
}

ontrack__cel_view ontrack__cel_look(const ontrack__cel_node *node)
{
    const ontrack__cel_view view = {form_of(node->kind), node->name,  &node->value, node->position,
                                    node->offset,        node->first, node->next,   node->count};
    return view;
}

const char *ontrack__cel_compares(const ontrack__cel_view *view)
{
    return view->form == ONTRACK__FORM_CALL && view->parts == 2
               ? ontrack__cel_sign_text(ontrack__cel_sign_of(view->name))
               : NULL;
}

ontrack_text ontrack__cel_text(const ontrack__cel_program *program)
{
    return program->expression;
}
