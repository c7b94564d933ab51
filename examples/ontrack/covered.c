#include "covered.h"

#include <string.h>

static bool is_comparison(const ontrack_covered *item)
{
    return item->line > 0;
}

static bool is_scope(const ontrack_covered *item)
{
    return item->rule[0] == '\0';
}

static bool is_rule(const ontrack_covered *item)
{
    return !is_comparison(item) && !is_scope(item);
}

/* How many things of a kind there are, and how many of them were reached in each way. */
typedef struct share {
    size_t all, both, unknown, equal;
} share;

static share count(const ontrack_coverage *coverage, bool (*kind)(const ontrack_covered *))
{
    share of = {0, 0, 0, 0};
    for (size_t i = 0; i < ontrack_coverage_count(coverage); i++) {
        const ontrack_covered *item = ontrack_coverage_at(coverage, i);
        if (!kind(item)) continue;
        of.all++;
        of.both += item->yes > 0 && item->no > 0;
        of.unknown += item->unknown > 0;
        of.equal += item->equal > 0;
    }
    return of;
}

/* What was never seen of one thing. */
static void print_gaps(FILE *stream, const char *const gaps[3])
{
    const char *joint = ": never ";
    for (size_t i = 0; i < 3; i++) {
        if (gaps[i] == NULL) continue;
        fprintf(stream, "%s%s", joint, gaps[i]);
        joint = ", never ";
    }
    fputc('\n', stream);
}

static void print_missing(FILE *stream, const ontrack_covered *item)
{
    const bool pair = is_comparison(item), scope = is_scope(item);
    const char *const gaps[3] = {
        item->yes > 0 ? NULL
        : pair        ? "true"
        : scope       ? "true"
                      : "fired",
        item->no > 0 ? NULL
        : pair       ? "false"
        : scope      ? "false"
                     : "clear",
        pair                ? item->equal > 0 ? NULL : "with both sides equal"
        : scope             ? NULL
        : item->unknown > 0 ? NULL
                            : "unknown",
    };
    if (gaps[0] == NULL && gaps[1] == NULL && gaps[2] == NULL) return;
    if (scope)
        fputs("  applies_to", stream);
    else if (pair)
        fprintf(stream, "  %s, %d:%d, %s", item->rule, (int)item->line, (int)item->column,
                item->text);
    else
        fprintf(stream, "  %s", item->rule);
    print_gaps(stream, gaps);
}

bool covered_print(FILE *stream, const char *name, const ontrack_coverage *coverage)
{
    const share rules = count(coverage, is_rule), pairs = count(coverage, is_comparison);
    const share scopes = count(coverage, is_scope);
    fprintf(stream,
            "%s: of %zu rules %zu fired and clear, %zu unknown; of %zu comparisons %zu "
            "true and false, %zu with both sides equal\n",
            name, rules.all, rules.both, rules.unknown, pairs.all, pairs.both, pairs.equal);
    for (size_t i = 0; i < ontrack_coverage_count(coverage); i++)
        print_missing(stream, ontrack_coverage_at(coverage, i));
    return rules.both == rules.all && pairs.both == pairs.all && scopes.both == scopes.all;
}
