#include "cel/flat.h"

#include "base/text.h"
#include "cel/steps.h"
#include "cel/value.h"

typedef ontrack__cel_answer answer;
typedef ontrack__cel_operand operand;
typedef ontrack__cel_step step;
typedef ontrack__cel_value value;

/* Where operands lie, by source. */
typedef const value *const places[ONTRACK__SOURCES];

static inline const value *operand_of(places from, const step *s, size_t which)
{
    return from[s->operands[which].source] + s->operands[which].at;
}

/* An int or decimal as it is; false for anything else, unknowns among it. */
static inline bool read_exact(const value *v, ontrack__rational *out)
{
    if (v->kind == ONTRACK__CEL_INT) {
        out->numerator = v->as.integer;
        out->denominator = 1;
        return true;
    }
    if (v->kind != ONTRACK__CEL_DECIMAL || v->as.decimal.denominator <= 0) return false;
    *out = v->as.decimal;
    return true;
}

/* --- sums: in 64 bits without reducing, or left to the tree --- */

static bool add(ontrack__rational a, ontrack__rational b, bool minus, ontrack__rational *out)
{
    int64_t left, right;
    if (__builtin_mul_overflow(a.numerator, b.denominator, &left) ||
        __builtin_mul_overflow(b.numerator, a.denominator, &right))
        return false;
    return !__builtin_mul_overflow(a.denominator, b.denominator, &out->denominator) &&
           !(minus ? __builtin_sub_overflow(left, right, &out->numerator)
                   : __builtin_add_overflow(left, right, &out->numerator));
}

static bool multiply(ontrack__rational a, ontrack__rational b, ontrack__rational *out)
{
    return !__builtin_mul_overflow(a.numerator, b.numerator, &out->numerator) &&
           !__builtin_mul_overflow(a.denominator, b.denominator, &out->denominator);
}

/* What is missing is no number but an unknown. */
static void work_out(places from, const step *s, value *out)
{
    ontrack__rational a, b;
    bool done = read_exact(operand_of(from, s, 0), &a) && read_exact(operand_of(from, s, 1), &b);
    if (done)
        done = s->action == ONTRACK__FLAT_MULTIPLY
                   ? multiply(a, b, &out->as.decimal)
                   : add(a, b, s->action == ONTRACK__FLAT_SUBTRACT, &out->as.decimal);
    out->kind = done ? ONTRACK__CEL_DECIMAL : ONTRACK__CEL_UNKNOWN;
}

/* --- answers --- */

static answer answer_of(bool holds)
{
    return holds ? ONTRACK__ANSWER_TRUE : ONTRACK__ANSWER_FALSE;
}

/* `order` is below, at or above 0. */
static answer order_answer(const step *s, int order)
{
    return answer_of((s->holds >> (order + 1) & 1) != 0);
}

static inline answer compare_numbers(const step *s, const value *left, const value *right)
{
    ontrack__rational a, b;
    if (!read_exact(left, &a) || !read_exact(right, &b)) return ONTRACK__ANSWER_OPEN;
    return order_answer(s, ontrack__rational_compare(a, b));
}

static answer compare_texts(places from, const step *s)
{
    const value *a = operand_of(from, s, 0), *b = operand_of(from, s, 1);
    if (a->kind != ONTRACK__CEL_STRING || b->kind != ONTRACK__CEL_STRING ||
        a->as.text.size > ONTRACK__FLAT_TEXT)
        return ONTRACK__ANSWER_OPEN;
    return order_answer(s, ontrack__text_equal(a->as.text, b->as.text) ? 0 : 1);
}

static answer truth_of(const value *v)
{
    return v->kind == ONTRACK__CEL_BOOL ? answer_of(v->as.boolean) : ONTRACK__ANSWER_OPEN;
}

static answer opposite(answer a)
{
    return (answer)(ONTRACK__ANSWER_TRUE - a);
}

/* The answer of a step that is not the commonest. */
static answer find(places from, const step *s, answer last)
{
    if (s->action == ONTRACK__FLAT_NOT) return opposite(last);
    return s->action == ONTRACK__FLAT_TRUTH ? truth_of(operand_of(from, s, 0))
                                            : compare_texts(from, s);
}

/* --- steps --- */

ontrack__cel_answer ontrack__cel_ask(const ontrack__cel_program *program, const value *bindings)
{
    const ontrack__cel_flat *flat = program->flat;
    if (flat == NULL) return ONTRACK__ANSWER_OPEN;
    value results[ONTRACK__FLAT_RESULTS];
    places from = {bindings, flat->literals, results};
    const step *const end = flat->steps + flat->count;
    answer waiting[ONTRACK__FLAT_DEPTH], last = ONTRACK__ANSWER_OPEN;
    size_t height = 0;
    for (const step *s = flat->steps; s < end; s++) {
        answer found;
        if (s->action == ONTRACK__FLAT_COMPARE) {
            found = compare_numbers(s, operand_of(from, s, 0), operand_of(from, s, 1));
        } else if (s->action >= ONTRACK__FLAT_ADD) {
            work_out(from, s, &results[s->to]);
            continue;
        } else {
            found = s->action == ONTRACK__FLAT_JOIN ? waiting[--height] : find(from, s, last);
        }
        if (s->join == ONTRACK__JOIN_WAIT) waiting[height++] = last;
        if (!(s->join == ONTRACK__JOIN_AND && found > last) &&
            !(s->join == ONTRACK__JOIN_OR && found < last))
            last = found;
        if (s->leave == last) s = flat->steps + s->to - 1;
    }
    return last;
}

/* --- openings --- */

/* A number that stays as it is while the opening is used. */
static bool read_fixed(places from, const operand *side, const bool *fixed, ontrack__rational *out)
{
    if (side->source == ONTRACK__FROM_RESULT) return false;
    if (side->source == ONTRACK__FROM_BINDING && !fixed[side->at]) return false;
    return read_exact(from[side->source] + side->at, out);
}

static bool is_varying(const operand *side, const bool *fixed)
{
    return side->source == ONTRACK__FROM_BINDING && !fixed[side->at];
}

/* Whether the step after that one is a comparison whose answer is the condition's so far. */
static bool goes_on(const ontrack__cel_flat *flat, size_t at)
{
    const step *next = &flat->steps[at + 1];
    const answer decides =
        next->join == ONTRACK__JOIN_AND ? ONTRACK__ANSWER_FALSE : ONTRACK__ANSWER_TRUE;
    return next->action == ONTRACK__FLAT_COMPARE && next->join <= ONTRACK__JOIN_OR &&
           next->join != ONTRACK__JOIN_WAIT && flat->steps[at].leave == decides;
}

/* What the condition comes to once the comparison at a step has answered. */
static unsigned answer_after(const ontrack__cel_flat *flat, size_t at, answer found)
{
    const step *s = &flat->steps[at];
    const size_t next = s->leave == found ? s->to : at + 1;
    if (next == flat->count) return found;
    return next == at + 1 && at + 1 < ONTRACK__CEL_OPENING && goes_on(flat, at)
               ? ONTRACK__ANSWER_NEXT
               : ONTRACK__ANSWER_OPEN;
}

static const ontrack__cel_held_against nothing = {
    {0, 1}, 0, {ONTRACK__ANSWER_OPEN, ONTRACK__ANSWER_OPEN, ONTRACK__ANSWER_OPEN}};

static ontrack__cel_held_against open_step(const ontrack__cel_flat *flat, size_t at,
                                           const value *bindings, const bool *fixed)
{
    const step *s = &flat->steps[at];
    if (s->action != ONTRACK__FLAT_COMPARE) return nothing;
    places from = {bindings, flat->literals, NULL};
    const int side = is_varying(&s->operands[0], fixed) ? 0 : 1;
    ontrack__cel_held_against part = nothing;
    if (!is_varying(&s->operands[side], fixed) ||
        !read_fixed(from, &s->operands[1 - side], fixed, &part.bar))
        return nothing;
    part.variable = s->operands[side].at;
    for (int order = -1; order <= 1; order++)
        part.answers[order + 1] =
            (uint8_t)answer_after(flat, at, order_answer(s, side == 0 ? order : -order));
    return part;
}

ontrack__cel_opening ontrack__cel_open(const ontrack__cel_program *program, const value *bindings,
                                       const bool *fixed)
{
    ontrack__cel_opening opening = {{nothing, nothing}};
    const ontrack__cel_flat *flat = program->flat;
    for (size_t at = 0; flat != NULL && at < flat->count && at < ONTRACK__CEL_OPENING; at++)
        opening.parts[at] = open_step(flat, at, bindings, fixed);
    return opening;
}
