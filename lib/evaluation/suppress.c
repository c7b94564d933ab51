#include "evaluation/suppress.h"

#include <string.h>

static bool is_small(int64_t count, int64_t smallest)
{
    return count > 0 && count < smallest;
}

/* ---- totals ---- */

/* The smallest shown count above 0; `count` when there is none. */
static size_t least_shown(const int64_t *counts, size_t stride, const bool *hidden, size_t count)
{
    size_t least = count;
    for (size_t i = 0; i < count; i++)
        if (!hidden[i] && counts[i * stride] > 0 &&
            (least == count || counts[i * stride] < counts[least * stride]))
            least = i;
    return least;
}

/* Hides what is small, and one more where just one is. Returns how many are hidden. */
static size_t hide_small(const int64_t *counts, size_t stride, bool *hidden, size_t count,
                         int64_t smallest)
{
    size_t hidden_count = 0;
    for (size_t i = 0; i < count; i++) {
        hidden[i] = is_small(counts[i * stride], smallest);
        hidden_count += hidden[i];
    }
    if (hidden_count != 1) return hidden_count;
    const size_t other = least_shown(counts, stride, hidden, count);
    if (other == count) return hidden_count;
    hidden[other] = true;
    return hidden_count + 1;
}

void ontrack__suppress_sizes(const int64_t *sizes, size_t stride, bool *hidden, size_t count,
                             int64_t smallest)
{
    hide_small(sizes, stride, hidden, count, smallest);
}

/* ---- does a hidden cell follow? ---- */

static size_t at(const ontrack__grid *grid, size_t row, size_t column)
{
    return row * grid->columns + column;
}

/* A total stands on the other side of its equation, the total of totals on the same one. */
static bool is_total(const ontrack__grid *grid, size_t row, size_t column)
{
    return (row == grid->rows - 1) != (column == grid->columns - 1);
}

/* Whether a hidden cell lets a unit pass from its row to its column, or back: by going up where the
 * way is with its sign, by going down, which 0 cannot, where it is against. */
static bool passes(const ontrack__grid *grid, size_t row, size_t column, bool from_row)
{
    const size_t cell = at(grid, row, column);
    const bool up = from_row != is_total(grid, row, column);
    return grid->hidden[cell] && (up || grid->counts[cell] > 0);
}

/* Whether a unit can pass from a node to another without the cell (row, column), which joins them.
 * Nodes are the rows, then the columns. */
static bool reaches(const ontrack__grid *grid, size_t row, size_t column, bool from_row,
                    size_t *scratch)
{
    const size_t nodes = grid->rows + grid->columns;
    size_t *queue = scratch, *seen = scratch + nodes, head = 0, tail = 0;
    const size_t start = from_row ? row : grid->rows + column;
    const size_t goal = from_row ? grid->rows + column : row;
    memset(seen, 0, nodes * sizeof *seen);
    queue[tail++] = start;
    seen[start] = 1;
    while (head < tail && !seen[goal]) {
        const size_t node = queue[head++];
        const bool is_row = node < grid->rows;
        const size_t others = is_row ? grid->columns : grid->rows;
        for (size_t i = 0; i < others; i++) {
            const size_t r = is_row ? node : i, c = is_row ? i : node - grid->rows;
            const size_t next = is_row ? grid->rows + i : i;
            if (seen[next] || (r == row && c == column) || !passes(grid, r, c, is_row)) continue;
            seen[next] = 1;
            queue[tail++] = next;
        }
    }
    return seen[goal] != 0;
}

bool ontrack__suppress_follows(const ontrack__grid *grid, size_t row, size_t column,
                               size_t *scratch)
{
    for (int from_row = 0; from_row < 2; from_row++)
        if (passes(grid, row, column, from_row == 1) &&
            reaches(grid, row, column, from_row == 0, scratch))
            return false;
    return true;
}

/* ---- all cells ---- */

static void hide_totals(const ontrack__grid *grid, int64_t smallest)
{
    const size_t row = at(grid, grid->rows - 1, 0), last = grid->columns - 1;
    bool *hidden = grid->hidden + row;
    hide_small(grid->counts + row, 1, hidden, last, smallest);
    hidden[last] = is_small(grid->counts[row + last], smallest);
    for (size_t i = 0; i < last && hidden[last]; i++)
        hidden[i] = true; /* so few students in all: nothing can be told of them */
}

/* A column in which nobody is: its cells are 0 for everybody to see. */
static bool is_void(const ontrack__grid *grid, size_t column)
{
    return grid->counts[at(grid, grid->rows - 1, column)] == 0;
}

static void hide_first(const ontrack__grid *grid, int64_t smallest)
{
    for (size_t row = 0; row + 1 < grid->rows; row++) {
        const bool whole = grid->hidden[at(grid, row, grid->columns - 1)];
        for (size_t column = 0; column + 1 < grid->columns; column++)
            grid->hidden[at(grid, row, column)] =
                !is_void(grid, column) &&
                (whole || is_small(grid->counts[at(grid, row, column)], smallest));
    }
}

/* A line of the table that has just one hidden cell gets another one, its smallest above 0. Returns
 * whether one was hidden. */
static bool pair_up(const ontrack__grid *grid, size_t first, size_t step, size_t count)
{
    size_t hidden = 0, least = count;
    for (size_t i = 0; i < count; i++) {
        const size_t cell = first + i * step;
        hidden += grid->hidden[cell];
        if (i + 1 == count || grid->hidden[cell] || grid->counts[cell] == 0) continue;
        if (least == count || grid->counts[cell] < grid->counts[first + least * step]) least = i;
    }
    if (hidden != 1 || least == count) return false;
    grid->hidden[first + least * step] = true;
    return true;
}

static void pair_all(const ontrack__grid *grid)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t row = 0; row + 1 < grid->rows; row++)
            more = pair_up(grid, at(grid, row, 0), 1, grid->columns) || more;
        for (size_t column = 0; column + 1 < grid->columns; column++)
            more = pair_up(grid, column, grid->columns, grid->rows) || more;
    }
}

/* Hides one more cell of the row or the column of a hidden one, if that alone makes it safe. */
static bool add_one(const ontrack__grid *grid, size_t row, size_t column, size_t *scratch)
{
    for (size_t i = 0; i + 1 < grid->rows || i + 1 < grid->columns; i++)
        for (int across = 0; across < 2; across++) {
            const size_t r = across == 1 ? row : i, c = across == 1 ? i : column;
            if (r + 1 >= grid->rows || c + 1 >= grid->columns) continue;
            bool *hidden = &grid->hidden[at(grid, r, c)];
            if (*hidden || is_void(grid, c)) continue;
            *hidden = true;
            if (!ontrack__suppress_follows(grid, row, column, scratch)) return true;
            *hidden = false;
        }
    return false;
}

/* The smallest row of which something is shown; grid->rows when there is none. */
static size_t next_row(const ontrack__grid *grid)
{
    size_t least = grid->rows;
    for (size_t row = 0; row + 1 < grid->rows; row++) {
        bool shown = false;
        for (size_t column = 0; column + 1 < grid->columns && !shown; column++)
            shown = !is_void(grid, column) && !grid->hidden[at(grid, row, column)];
        const size_t total = grid->columns - 1;
        if (shown && (least == grid->rows ||
                      grid->counts[at(grid, row, total)] < grid->counts[at(grid, least, total)]))
            least = row;
    }
    return least;
}

static void hide_row(const ontrack__grid *grid, size_t row)
{
    for (size_t column = 0; column + 1 < grid->columns; column++)
        if (!is_void(grid, column)) grid->hidden[at(grid, row, column)] = true;
}

/* One more cell where that is enough, else whole rows, the smallest first. */
static void make_safe(const ontrack__grid *grid, size_t row, size_t column, size_t *scratch)
{
    if (add_one(grid, row, column, scratch)) return;
    size_t more = next_row(grid);
    while (more < grid->rows && ontrack__suppress_follows(grid, row, column, scratch)) {
        hide_row(grid, more);
        more = next_row(grid);
    }
}

/* Hiding a cell never lays another one open, so each is looked at until a round finds none. */
void ontrack__suppress_table(const ontrack__grid *grid, int64_t smallest, size_t *scratch)
{
    const size_t cells = grid->rows * grid->columns - 1; /* without the total of totals */
    hide_totals(grid, smallest);
    hide_first(grid, smallest);
    pair_all(grid);
    for (size_t looked = 0, cell = 0; looked < cells; looked++, cell = (cell + 1) % cells) {
        const size_t row = cell / grid->columns, column = cell % grid->columns;
        if (!grid->hidden[cell] || !ontrack__suppress_follows(grid, row, column, scratch)) continue;
        const size_t before = next_row(grid);
        make_safe(grid, row, column, scratch);
        if (before < grid->rows) looked = 0;
    }
}
