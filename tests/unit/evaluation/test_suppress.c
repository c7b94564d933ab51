/* Held against every table that agrees with what is shown, counted out one by one. */
#include "evaluation/suppress.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MOST = 6, CELLS = MOST * MOST };

typedef struct table {
    size_t rows, columns; /* with totals */
    int64_t counts[CELLS];
    bool hidden[CELLS];
} table;

static ontrack__grid grid_of(table *t)
{
    return (ontrack__grid){t->rows, t->columns, t->counts, t->hidden};
}

/* Totals from the inner cells. */
static void add_up(table *t)
{
    const size_t last_row = t->rows - 1, last = t->columns - 1;
    for (size_t c = 0; c < t->columns; c++)
        t->counts[last_row * t->columns + c] = 0;
    for (size_t r = 0; r < last_row; r++) {
        int64_t *row = t->counts + r * t->columns;
        row[last] = 0;
        for (size_t c = 0; c < last; c++)
            row[last] += row[c];
        for (size_t c = 0; c < t->columns; c++)
            t->counts[last_row * t->columns + c] += row[c];
    }
}

static void suppress(table *t, int64_t smallest)
{
    size_t scratch[4 * MOST];
    bool sizes[MOST] = {false};
    const ontrack__grid grid = grid_of(t);
    memset(t->hidden, 0, sizeof t->hidden);
    ontrack__suppress_sizes(t->counts + t->columns - 1, t->columns, sizes, t->rows - 1, smallest);
    for (size_t r = 0; r + 1 < t->rows; r++)
        t->hidden[r * t->columns + t->columns - 1] = sizes[r];
    ontrack__suppress_table(&grid, smallest, scratch);
}

/* All ways to fill the hidden cells so that the shown ones stay true. */
typedef struct search {
    const table *t;
    table guess;
    int64_t low[CELLS], high[CELLS];
} search;

static bool agrees(const search *s)
{
    table sums = s->guess;
    add_up(&sums);
    for (size_t i = 0; i < s->t->rows * s->t->columns; i++)
        if (!s->t->hidden[i] && sums.counts[i] != s->t->counts[i]) return false;
    return true;
}

static void note(search *s)
{
    table sums = s->guess;
    add_up(&sums);
    for (size_t i = 0; i < s->t->rows * s->t->columns; i++) {
        if (sums.counts[i] < s->low[i]) s->low[i] = sums.counts[i];
        if (sums.counts[i] > s->high[i]) s->high[i] = sums.counts[i];
    }
}

/* A line of which so much is placed that it cannot add up any more. */
static bool line_is_full(const search *s, size_t first, size_t step, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i + 1 < count; i++)
        sum += s->guess.counts[first + i * step];
    const size_t total = first + (count - 1) * step;
    return !s->t->hidden[total] && sum > s->t->counts[total];
}

static bool too_much(const search *s, size_t cell)
{
    const size_t columns = s->t->columns;
    return line_is_full(s, cell - cell % columns, 1, columns) ||
           line_is_full(s, cell % columns, columns, s->t->rows);
}

static void fill(search *s, size_t cell)
{
    const size_t columns = s->t->columns, inner = (s->t->rows - 1) * columns;
    while (cell < inner && (!s->t->hidden[cell] || cell % columns == columns - 1))
        cell++;
    if (cell >= inner) {
        if (agrees(s)) note(s);
        return;
    }
    const int64_t most = s->t->counts[s->t->rows * columns - 1];
    for (int64_t count = 0; count <= most; count++) {
        s->guess.counts[cell] = count;
        if (too_much(s, cell)) break;
        fill(s, cell + 1);
    }
    s->guess.counts[cell] = 0;
}

/* The first hidden cell that has just one value; SIZE_MAX when there is none. */
static size_t solved(const table *t)
{
    search s = {t, *t, {0}, {0}};
    const size_t cells = t->rows * t->columns;
    for (size_t i = 0; i < cells; i++) {
        s.low[i] = INT64_MAX;
        s.high[i] = -1;
        if (t->hidden[i]) s.guess.counts[i] = 0;
    }
    fill(&s, 0);
    for (size_t i = 0; i < cells; i++)
        if (t->hidden[i] && s.low[i] == s.high[i]) return i;
    return SIZE_MAX;
}

/* A small generator of its own, so that a failure can be seen again. */
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static table draw(uint32_t *state)
{
    table t = {3 + next(state) % 2, 3 + next(state) % 2, {0}, {false}};
    for (size_t r = 0; r + 1 < t.rows; r++)
        for (size_t c = 0; c + 1 < t.columns; c++)
            t.counts[r * t.columns + c] = next(state) % 3 == 0 ? 0 : next(state) % 3;
    for (size_t r = 0; r + 1 < t.rows; r++)
        t.counts[r * t.columns]++; /* a group has students */
    add_up(&t);
    return t;
}

Test(suppress, no_hidden_cell_can_be_solved)
{
    uint32_t state = 2026;
    size_t hidden = 0, shown = 0;
    for (int round = 0; round < 100; round++) {
        table t = draw(&state);
        const int64_t all = t.counts[t.rows * t.columns - 1];
        const int64_t smallest = 2 + next(&state) % 2;
        if (all < smallest || all > 8) continue;
        suppress(&t, smallest);
        const size_t cell = solved(&t);
        cr_assert_eq(cell, SIZE_MAX, "round %d: cell %zu of %zu x %zu follows", round, cell, t.rows,
                     t.columns);
        for (size_t i = 0; i < t.rows * t.columns; i++) {
            const bool small = t.counts[i] > 0 && t.counts[i] < smallest;
            cr_assert(t.hidden[i] || !small, "round %d: cell %zu is small and shown", round, i);
            hidden += t.hidden[i];
            shown += !t.hidden[i];
        }
    }
    cr_expect_gt(hidden, 80);
    cr_expect_gt(shown, hidden / 2, "suppression hides nearly everything");
}

static const struct {
    const char *label;
    size_t rows, columns;
    int64_t smallest;
    int64_t counts[12];
    const char *hidden; /* by cell, rows joined: x hidden, . shown; totals included */
} tables[] = {
    {"nothing is small", 3, 3, 10, {10, 20, 0, 15, 10, 0}, ". . . . . . . . ."},
    {"0 is shown", 3, 3, 10, {30, 0, 0, 15, 0, 0}, ". . . . . . . . ."},
    {"exactly the smallest is shown", 3, 3, 10, {10, 10, 0, 10, 10, 0}, ". . . . . . . . ."},
    {"one small cell takes three more", 3, 3, 10, {9, 20, 0, 15, 10, 0}, "x x . x x . . . ."},
    {"a small group hides another whole",
     4,
     3,
     10,
     {30, 30, 0, 4, 1, 0, 12, 11, 0, 0, 0, 0},
     ". . . x x x x x x . . ."},
    {"a single group is all students", 2, 3, 10, {5, 25, 0}, "x x . x x ."},
    {"few students in all", 3, 3, 10, {2, 1, 0, 3, 1, 0}, "x x x x x x x x x"},
};

Test(suppress, tables)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        table t = {tables[i].rows, tables[i].columns, {0}, {false}};
        memcpy(t.counts, tables[i].counts,
               (t.rows - 1) * t.columns * sizeof *t.counts); /* totals are added up */
        add_up(&t);
        suppress(&t, tables[i].smallest);
        char got[2 * CELLS + 1] = "";
        for (size_t k = 0; k < t.rows * t.columns; k++)
            memcpy(got + 2 * k, t.hidden[k] ? "x " : ". ", 3);
        got[2 * t.rows * t.columns - 1] = '\0';
        cr_expect_str_eq(got, tables[i].hidden, "%s: %s", tables[i].label, got);
    }
}
