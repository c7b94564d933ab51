#include "evaluation/comparisons.h"

#define NO_EXACT_FORM "the number has no exact form"

bool ontrack__value_rational(const ontrack_value *value, ontrack__rational *out)
{
    switch (value->kind) {
    case ONTRACK_KIND_COUNT:
        out->denominator = 1;
        break;
    case ONTRACK_KIND_DECIMAL:
        out->denominator = ONTRACK_DECIMAL_ONE;
        break;
    case ONTRACK_KIND_RATIO:
        out->denominator = value->denominator;
        break;
    default:
        return false;
    }
    out->numerator = value->number;
    return true;
}

/* A decimal where ten-thousandths hold it, else a ratio. */
static ontrack_value from_rational(ontrack__rational number)
{
    const ontrack__rational scale = {ONTRACK_DECIMAL_ONE, 1};
    ontrack__rational scaled;
    if (ontrack__rational_multiply(number, scale, &scaled) && scaled.denominator == 1)
        return ontrack_value_decimal(scaled.numerator);
    return ontrack_value_ratio(number.numerator, number.denominator);
}

static ontrack_value from_cel(const ontrack__cel_value *value)
{
    ontrack__rational number;
    switch (value->kind) {
    case ONTRACK__CEL_INT:
        return ontrack_value_count(value->as.integer);
    case ONTRACK__CEL_UINT:
        if (value->as.natural > INT64_MAX) break;
        return ontrack_value_count((int64_t)value->as.natural);
    case ONTRACK__CEL_DOUBLE:
        if (!ontrack__rational_from_double(value->as.number, &number)) break;
        return from_rational(number);
    case ONTRACK__CEL_DECIMAL:
        return from_rational(value->as.decimal);
    default:
        break;
    }
    return ontrack_value_unknown(NO_EXACT_FORM);
}

/* |left - right|: a ratio when either side is one, else a decimal. */
static ontrack_value margin_of(const ontrack_value *left, const ontrack_value *right)
{
    ontrack__rational a, b, gap;
    if (!ontrack__value_rational(left, &a) || !ontrack__value_rational(right, &b))
        return ontrack_value_unknown(NO_EXACT_FORM);
    const bool swapped = ontrack__rational_compare(a, b) < 0;
    if (!(swapped ? ontrack__rational_subtract(b, a, &gap)
                  : ontrack__rational_subtract(a, b, &gap)))
        return ontrack_value_unknown(NO_EXACT_FORM);
    if (left->kind == ONTRACK_KIND_RATIO || right->kind == ONTRACK_KIND_RATIO)
        return ontrack_value_ratio(gap.numerator, gap.denominator);
    return from_rational(gap);
}

/* A side as the variable that it is just, or as the number that an expression gave. */
static ontrack_value side(const ontrack__comparisons *comparisons, int32_t variable,
                          const ontrack__cel_value *value)
{
    return variable >= 0 ? comparisons->values[variable] : from_cel(value);
}

static const char *name_of(const ontrack__comparisons *comparisons, int32_t variable)
{
    return variable >= 0 ? comparisons->ruleset->variables[variable].name : NULL;
}

static void compared(void *user, const ontrack__cel_comparison *seen)
{
    ontrack__comparisons *comparisons = user;
    ontrack__compared *item =
        ontrack__array_add(&comparisons->allocator, &comparisons->found, sizeof *item);
    if (item == NULL) {
        comparisons->failed = true;
        return;
    }
    item->left = seen->left;
    item->right = seen->right;
    item->face.line = seen->line;
    item->face.column = seen->column;
    item->face.operator_ = seen->operator_;
    item->face.left_name = name_of(comparisons, seen->left);
    item->face.right_name = name_of(comparisons, seen->right);
    item->face.left = side(comparisons, seen->left, &seen->a);
    item->face.right = side(comparisons, seen->right, &seen->b);
    item->face.holds = seen->holds;
    item->face.margin = margin_of(&item->face.left, &item->face.right);
}

ontrack__cel_trace ontrack__comparisons_start(ontrack__comparisons *comparisons)
{
    const ontrack__cel_trace trace = {compared, comparisons};
    comparisons->found.count = 0;
    comparisons->failed = false;
    return trace;
}

const ontrack_comparison *ontrack__comparisons_faces(const ontrack__comparisons *comparisons,
                                                     ontrack__arena *arena)
{
    const ontrack__compared *found = comparisons->found.items;
    if (comparisons->failed) return NULL;
    ontrack_comparison *faces =
        ontrack__arena_allocate(arena, comparisons->found.count, sizeof *faces);
    for (size_t i = 0; faces != NULL && i < comparisons->found.count; i++)
        faces[i] = found[i].face;
    return faces;
}

void ontrack__comparisons_dispose(ontrack__comparisons *comparisons)
{
    ontrack__array_free(&comparisons->allocator, &comparisons->found, sizeof(ontrack__compared));
}
