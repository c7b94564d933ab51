/* From a checked tree to steps, where it consists only of what steps can say. */
#include "base/text.h"
#include "cel/flat.h"
#include "cel/functions.h"
#include "cel/steps.h"

typedef ontrack__cel_node node;
typedef ontrack__cel_operand operand;
typedef ontrack__cel_step step;

enum { LITERALS = 2 * ONTRACK__FLAT_STEPS, LEADS_NOWHERE = ONTRACK__FLAT_STEPS };

/* Steps as they are written; whoever finds that something does not fit answers false. */
typedef struct writer {
    const ontrack__cel_options *options;
    step steps[ONTRACK__FLAT_STEPS];
    ontrack__cel_value literals[LITERALS];
    uint32_t step_count, literal_count, result_count, depth;
} writer;

static step *add_step(writer *w, ontrack__cel_action action)
{
    if (w->step_count == ONTRACK__FLAT_STEPS) return NULL;
    step *added = &w->steps[w->step_count++];
    memset(added, 0, sizeof *added);
    added->action = (uint8_t)action;
    added->leave = ONTRACK__LEAVE_NEVER;
    return added;
}

/* A step that gives one more answer. */
static step *add_answer(writer *w, ontrack__cel_action action)
{
    if (w->depth == ONTRACK__FLAT_DEPTH) return NULL;
    w->depth++;
    return add_step(w, action);
}

/* --- operands --- */

/* A variable or a literal of one of some kinds. */
static bool write_plain(writer *w, const node *n, uint32_t kinds, operand *out)
{
    if (n->kind == ONTRACK__NODE_VARIABLE) {
        *out = (operand){ONTRACK__FROM_BINDING, n->position};
        return ontrack__cel_is(w->options->variables[n->position].kind, kinds);
    }
    if (n->kind != ONTRACK__NODE_LITERAL || !ontrack__cel_is(n->value.kind, kinds)) return false;
    if (w->literal_count == LITERALS) return false;
    *out = (operand){ONTRACK__FROM_LITERAL, w->literal_count};
    w->literals[w->literal_count++] = n->value;
    return true;
}

/* Kinds that are fractions without loss; a double compares by rules of its own. */
static const uint32_t exact_kinds =
    ONTRACK__CEL_BIT(ONTRACK__CEL_INT) | ONTRACK__CEL_BIT(ONTRACK__CEL_DECIMAL);

static bool is_operator(const node *n, const char *name)
{
    return n->style == ONTRACK__STYLE_OPERATOR && ontrack__text_is(n->name, name);
}

/* Division is not among them: that of ints is not that of fractions. */
static const struct {
    const char *name;
    ontrack__cel_action action;
} sums[] = {{"+", ONTRACK__FLAT_ADD}, {"-", ONTRACK__FLAT_SUBTRACT}, {"*", ONTRACK__FLAT_MULTIPLY}};

static bool find_sum(const node *n, ontrack__cel_action *out)
{
    if (n->kind != ONTRACK__NODE_CALL || n->count != 2) return false;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (is_operator(n, sums[i].name)) {
            *out = sums[i].action;
            return true;
        }
    return false;
}

static bool write_number(writer *w, const node *n, operand *out)
{
    ontrack__cel_action action;
    operand parts[2];
    if (!find_sum(n, &action)) return write_plain(w, n, exact_kinds, out);
    if (!write_number(w, n->first, &parts[0]) || !write_number(w, n->last, &parts[1])) return false;
    step *sum = add_step(w, action);
    if (sum == NULL || w->result_count == ONTRACK__FLAT_RESULTS) return false;
    memcpy(sum->operands, parts, sizeof parts);
    sum->to = w->result_count++;
    *out = (operand){ONTRACK__FROM_RESULT, sum->to};
    return true;
}

/* --- comparisons --- */

static uint8_t orders_of(ontrack__cel_sign sign)
{
    return (uint8_t)((ontrack__cel_holds(sign, -1) ? ONTRACK__HOLDS_BELOW : 0) |
                     (ontrack__cel_holds(sign, 0) ? ONTRACK__HOLDS_EQUAL : 0) |
                     (ontrack__cel_holds(sign, 1) ? ONTRACK__HOLDS_ABOVE : 0));
}

static bool write_comparison(writer *w, const node *n, ontrack__cel_sign sign)
{
    const uint32_t text = ONTRACK__CEL_BIT(ONTRACK__CEL_STRING);
    const bool equality = sign == ONTRACK__SIGN_EQUAL || sign == ONTRACK__SIGN_DIFFERENT;
    operand parts[2];
    const bool texts = equality && write_plain(w, n->first, text, &parts[0]) &&
                       write_plain(w, n->last, text, &parts[1]);
    if (!texts && (!write_number(w, n->first, &parts[0]) || !write_number(w, n->last, &parts[1])))
        return false;
    step *comparison = add_answer(w, texts ? ONTRACK__FLAT_COMPARE_TEXTS : ONTRACK__FLAT_COMPARE);
    if (comparison == NULL) return false;
    comparison->holds = orders_of(sign);
    memcpy(comparison->operands, parts, sizeof parts);
    return true;
}

/* --- logic --- */

static bool write_answer(writer *w, const node *n);

/* Makes one of the answer of the step written last and the one before it. */
static bool write_join(writer *w, ontrack__cel_join join)
{
    step *last = &w->steps[w->step_count - 1];
    /* What works out one answer takes it to the one before by itself. */
    const bool alone = last->action <= ONTRACK__FLAT_TRUTH && last->join == ONTRACK__JOIN_WAIT;
    if (!alone) last = add_step(w, ONTRACK__FLAT_JOIN);
    if (last == NULL) return false;
    last->join = (uint8_t)join;
    w->depth--;
    return true;
}

/* The first answer that decides leads past the others. Until it is known where these end, each
 * step that leads there names the one before it, and the first names LEADS_NOWHERE. */
static bool write_logic(writer *w, const node *n)
{
    const bool both = n->kind == ONTRACK__NODE_AND;
    uint32_t last = LEADS_NOWHERE;
    if (!write_answer(w, n->first)) return false;
    for (const node *part = n->first->next; part != NULL; part = part->next) {
        step *leave = &w->steps[w->step_count - 1];
        leave->leave = both ? ONTRACK__ANSWER_FALSE : ONTRACK__ANSWER_TRUE;
        leave->to = last;
        last = w->step_count - 1;
        if (!write_answer(w, part) || !write_join(w, both ? ONTRACK__JOIN_AND : ONTRACK__JOIN_OR))
            return false;
    }
    while (last != LEADS_NOWHERE) {
        const uint32_t before = w->steps[last].to;
        w->steps[last].to = w->step_count;
        last = before;
    }
    return true;
}

static bool write_truth(writer *w, const node *n)
{
    operand found;
    if (!write_plain(w, n, ONTRACK__CEL_BIT(ONTRACK__CEL_BOOL), &found)) return false;
    step *truth = add_answer(w, ONTRACK__FLAT_TRUTH);
    if (truth == NULL) return false;
    truth->operands[0] = found;
    return true;
}

static bool write_not(writer *w)
{
    step *turn = add_step(w, ONTRACK__FLAT_NOT);
    if (turn == NULL) return false;
    turn->join = ONTRACK__JOIN_INSTEAD;
    return true;
}

static bool write_call(writer *w, const node *n)
{
    if (n->count == 1 && is_operator(n, "!")) return write_answer(w, n->first) && write_not(w);
    const bool two = n->count == 2 && n->style == ONTRACK__STYLE_OPERATOR;
    const ontrack__cel_sign sign = two ? ontrack__cel_sign_of(n->name) : ONTRACK__SIGN_NONE;
    return sign != ONTRACK__SIGN_NONE && write_comparison(w, n, sign);
}

/* As deep as the tree, which the parser limits. */
static bool write_answer(writer *w, const node *n)
{
    if (n->kind == ONTRACK__NODE_AND || n->kind == ONTRACK__NODE_OR) return write_logic(w, n);
    return n->kind == ONTRACK__NODE_CALL ? write_call(w, n) : write_truth(w, n);
}

bool ontrack__cel_flatten(ontrack__cel_program *program, const ontrack__cel_options *options)
{
    writer w;
    w.options = options;
    w.step_count = w.literal_count = w.result_count = w.depth = 0;
    if (!write_answer(&w, program->root)) return true;
    ontrack__cel_flat *flat = ontrack__arena_allocate(&program->arena, 1, sizeof *flat);
    step *steps = ontrack__arena_allocate(&program->arena, w.step_count, sizeof *steps);
    ontrack__cel_value *literals =
        ontrack__arena_allocate(&program->arena, w.literal_count, sizeof *literals);
    if (flat == NULL || steps == NULL || literals == NULL) return false;
    memcpy(steps, w.steps, w.step_count * sizeof *steps);
    memcpy(literals, w.literals, w.literal_count * sizeof *literals);
    flat->steps = steps;
    flat->count = w.step_count;
    flat->literals = literals;
    program->flat = flat;
    return true;
}
