#include "records/settle.h"

#include "base/sort.h"

#include <string.h>

enum { POSTED = 6 }; /* the kept column of grades that dates them */

void ontrack__settling_dispose(ontrack__settling *settling)
{
    ontrack__array_free(&settling->allocator, &settling->words, sizeof(uint32_t));
    ontrack__array_free(&settling->allocator, &settling->entries, sizeof(ontrack__entry));
}

void ontrack__settling_begin(ontrack__settling *settling)
{
    memset(settling->counts, 0, sizeof settling->counts);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        settling->counts[table].first = settling->counts[table].last = ONTRACK_DATE_NONE;
}

static void *room_for(ontrack__settling *settling, ontrack__array *array, size_t count, size_t size)
{
    if (count > array->capacity) {
        void *items = ontrack__resize(&settling->allocator, array->items, array->capacity,
                                      count + count / 2, size);
        if (items == NULL) return NULL;
        array->items = items;
        array->capacity = count + count / 2;
    }
    return array->items;
}

void ontrack__note_date(ontrack_table_counts *counts, ontrack_date date)
{
    if (date == ONTRACK_DATE_NONE) return;
    if (counts->first == ONTRACK_DATE_NONE || date < counts->first) counts->first = date;
    if (date > counts->last) counts->last = date;
}

void ontrack__settling_count(const ontrack__settling *settling,
                             ontrack_table_counts counts[ONTRACK_TABLE_COUNT])
{
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        const ontrack_table_counts *more = &settling->counts[table];
        counts[table].used += more->used;
        counts[table].duplicates += more->duplicates;
        counts[table].conflicts += more->conflicts;
        ontrack__note_date(&counts[table], more->first);
        ontrack__note_date(&counts[table], more->last);
    }
}

/* ---- kinds ---- */

static void renumber_column(ontrack__kinds *kinds, size_t column, const ontrack__symbol *numbers)
{
    int32_t *cell = kinds->cells + column;
    for (size_t kind = 0; kind < kinds->count; kind++, cell += kinds->width)
        *cell = (int32_t)numbers[*cell];
}

bool ontrack__settle_kinds(ontrack__settling *settling, ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__column *columns = ontrack__kept_columns(info) + info->kind_first;
    ontrack__kinds *kinds = &settling->facts->kinds[table];
    if (kinds->count == 0) return true;
    for (size_t i = 0; i < kinds->width; i++) {
        const bool code = columns[i].type == ONTRACK__COLUMN_CODE;
        const ontrack__symbol *numbers = code ? settling->codes : settling->texts;
        if (columns[i].type <= ONTRACK__COLUMN_TEXT && numbers != NULL)
            renumber_column(kinds, i, numbers);
    }
    return ontrack__kinds_sort(kinds, &settling->allocator, &settling->kinds[table]);
}

/* ---- rows ---- */

/* Rows of one size: the cells before the kind, the kind, the cells behind it. */
typedef struct shape {
    const ontrack__table_info *info;
    size_t words, before;
} shape;

static shape shape_of(ontrack_table table)
{
    const ontrack__table_info *info = ontrack__table(table);
    const shape made = {info, ontrack__row_size(info), (size_t)info->kind_first};
    return made;
}

/* In the order of the kept columns: kinds are numbered in the order of their cells. */
static int compare_rows(const void *a, const void *b, const void *context)
{
    const int32_t *left = a, *right = b;
    const shape *of = context;
    for (size_t i = 1; i <= of->before; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    const uint32_t kind = (uint32_t)left[0], other = (uint32_t)right[0];
    if (kind != other) return kind < other ? -1 : 1;
    for (size_t i = of->before + 1; i < of->words; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

static bool sort_rows(const ontrack__settling *settling, const shape *of, uint32_t *rows,
                      size_t count)
{
    return ontrack__sort(&settling->allocator, rows, count, of->words * sizeof *rows, compare_rows,
                         of);
}

/* Old numbers of kinds and texts become new ones. */
static void renumber_row(const ontrack__settling *settling, const shape *of, uint32_t *row)
{
    const ontrack__column *columns = ontrack__kept_columns(of->info) + of->info->kind_end;
    const ontrack_table table = ontrack__row_table(row);
    row[0] = (uint32_t)table << ONTRACK__KIND_BITS | settling->kinds[table][ontrack__row_kind(row)];
    for (size_t i = of->before + 1; i < of->words; i++, columns++) {
        const bool code = columns->type == ONTRACK__COLUMN_CODE;
        const ontrack__symbol *numbers = code ? settling->codes : settling->texts;
        if (columns->type <= ONTRACK__COLUMN_TEXT && numbers != NULL) row[i] = numbers[row[i]];
    }
}

/* Deals the rows out by table; begins[t] tells where those of table t begin. */
static void deal_rows(const ontrack__settling *settling, const ontrack_student *student,
                      uint32_t *words, size_t begins[ONTRACK_TABLE_COUNT + 1])
{
    const uint32_t *row = student->rows, *end = row + student->row_words;
    memset(begins, 0, (ONTRACK_TABLE_COUNT + 1) * sizeof *begins);
    for (size_t size; row != end; row += size) {
        size = ontrack__row_size(ontrack__table(ontrack__row_table(row)));
        begins[ontrack__row_table(row) + 1] += size;
    }
    size_t next[ONTRACK_TABLE_COUNT] = {0};
    for (size_t table = 1; table < ONTRACK_TABLE_COUNT; table++)
        next[table] = begins[table] += begins[table - 1];
    begins[ONTRACK_TABLE_COUNT] += begins[ONTRACK_TABLE_COUNT - 1];
    for (row = student->rows; row != end;) {
        const ontrack_table table = ontrack__row_table(row);
        const shape of = shape_of(table);
        memcpy(words + next[table], row, of.words * sizeof *words);
        renumber_row(settling, &of, words + next[table]);
        next[table] += of.words;
        row += of.words;
    }
}

/* Given cells of a row: for texts a number above 0, for others anything but "none". */
static size_t fullness(const ontrack__table_info *info, const int32_t *cells)
{
    const ontrack__column *columns = ontrack__kept_columns(info);
    size_t full = 0;
    for (size_t i = 0; i < ontrack__table_width(info); i++)
        full += columns[i].type <= ONTRACK__COLUMN_TEXT ? cells[i] != 0 : cells[i] != INT32_MIN;
    return full;
}

/* Whether two rows agree in the columns that tell rows apart; *fuller tells whether the later of
 * them in order is at least as full. */
static bool in_conflict(const ontrack__settling *settling, const shape *of, const uint32_t *row,
                        const uint32_t *later, bool *fuller)
{
    const ontrack__kinds *kinds = &settling->facts->kinds[ontrack__row_table(row)];
    int32_t cells[ONTRACK__MOST_COLUMNS], others[ONTRACK__MOST_COLUMNS];
    if (of->info->key_columns < 0) return false;
    ontrack__row_cells(of->info, kinds, row, cells);
    ontrack__row_cells(of->info, kinds, later, others);
    if (memcmp(cells, others, (size_t)of->info->key_columns * sizeof *cells) != 0) return false;
    *fuller = fullness(of->info, others) >= fullness(of->info, cells);
    return true;
}

/* Counts a row that stays, and writes behind it how often it was given. Returns the place behind
 * that. */
static uint32_t *end_row(ontrack__settling *settling, const shape *of, uint32_t *row,
                         uint32_t times)
{
    const ontrack_table table = ontrack__row_table(row);
    ontrack_table_counts *counts = &settling->counts[table];
    counts->used++;
    if (of->info->date_column == 0)
        ontrack__note_date(counts, (ontrack_date)row[1]);
    else if (table == ONTRACK_TABLE_GRADES)
        ontrack__note_date(counts, ontrack__kind_cells(&settling->facts->kinds[table],
                                                       ontrack__row_kind(row))[POSTED]);
    uint32_t *to = row + of->words;
    if (times > ONTRACK__MOST_KINDS) times = ONTRACK__MOST_KINDS;
    if (times > 1 && of->info->repeats)
        *to++ = (uint32_t)ONTRACK__AGAIN << ONTRACK__KIND_BITS | times;
    return to;
}

/* Sorted rows of one table; the survivors go to `to`. Returns the place behind them. */
static uint32_t *thin_rows(ontrack__settling *settling, const shape *of, const uint32_t *rows,
                           size_t count, uint32_t *to)
{
    const size_t words = of->words, size = words * sizeof *rows;
    ontrack_table_counts *counts = &settling->counts[ontrack__row_table(rows)];
    uint32_t *last = NULL, times = 1;
    for (size_t i = 0; i < count; i++, rows += words) {
        bool fuller;
        if (i > 0 && memcmp(rows - words, rows, size) == 0) {
            counts->duplicates++;
            times++;
        } else if (last != NULL && in_conflict(settling, of, last, rows, &fuller)) {
            counts->conflicts++;
            /* Sorted, so an equally full later row is the greater one. */
            if (fuller) memcpy(last, rows, size);
        } else {
            if (last != NULL) to = end_row(settling, of, last, times);
            last = memcpy(to, rows, size);
            times = 1;
        }
    }
    return last == NULL ? to : end_row(settling, of, last, times);
}

bool ontrack__settle_table(ontrack__settling *settling, uint32_t *rows, size_t words, uint32_t **to)
{
    if (words == 0) return true;
    const shape of = shape_of(ontrack__row_table(rows));
    const size_t count = words / of.words;
    if (!sort_rows(settling, &of, rows, count)) return false;
    *to = thin_rows(settling, &of, rows, count, *to);
    return true;
}

static bool settle_rows(ontrack__settling *settling, ontrack_student *student)
{
    size_t begins[ONTRACK_TABLE_COUNT + 1];
    if (student->row_words == 0) return true;
    uint32_t *words = room_for(settling, &settling->words, student->row_words, sizeof *words);
    if (words == NULL) return false;
    deal_rows(settling, student, words, begins);
    uint32_t *to = student->rows;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        if (!ontrack__settle_table(settling, words + begins[table],
                                   begins[table + 1] - begins[table], &to))
            return false;
    student->row_words = (uint32_t)(to - student->rows);
    return true;
}

/* ---- marks ---- */

/* Sets the bit of a mark that came before there was one; false when there is none. */
static bool fold_into_bit(ontrack__settling *settling, uint32_t number, ontrack__entry entry)
{
    const ontrack__days *days = &settling->facts->days;
    const ontrack_date date = ontrack__entry_date(entry);
    if (ontrack__entry_kind(entry) != days->common) return false;
    ontrack__day_column *column = &days->columns[ontrack__day_column_of(date)];
    if (number >= column->students) return false;
    const uint64_t bit = ontrack__day_bit(date);
    settling->counts[ONTRACK_TABLE_ATTENDANCE].duplicates += (column->bits[number] & bit) != 0;
    column->bits[number] |= bit;
    return true;
}

/* The entries that are no bits, renumbered, sorted, each once. */
static bool collect_entries(ontrack__settling *settling, const ontrack_student *student,
                            uint32_t number, ontrack__entry *entries, size_t *count)
{
    const uint32_t *kinds = settling->kinds[ONTRACK_TABLE_ATTENDANCE];
    const size_t all = ontrack__entry_count(student);
    size_t kept = 0, unique = 0;
    for (size_t i = 0; i < all; i++) {
        const ontrack__entry entry = ontrack__entry_at(student, i);
        if (!fold_into_bit(settling, number, entry))
            entries[kept++] =
                ontrack__entry_of(ontrack__entry_date(entry), kinds[ontrack__entry_kind(entry)]);
    }
    if (!ontrack__sort_numbers(&settling->allocator, entries, kept)) return false;
    for (size_t i = 0; i < kept; i++)
        if (unique == 0 || entries[i] != entries[unique - 1]) entries[unique++] = entries[i];
    settling->counts[ONTRACK_TABLE_ATTENDANCE].duplicates += (int64_t)(kept - unique);
    *count = unique;
    return true;
}

/* Entries that need more room than was there: kinds got higher numbers. Others may be moving, too.
 */
static bool move_entries(const ontrack__settling *settling, ontrack_student *student,
                         const ontrack__entry *entries, size_t count)
{
    bool done = true;
    ontrack__crew_lock(settling->crew);
    for (size_t i = 0; i < count && done; i++)
        done = ontrack__facts_put_entry(settling->facts, &settling->allocator, student, entries[i]);
    ontrack__crew_unlock(settling->crew);
    return done;
}

/* The entries in place of those that were there. */
static bool put_entries(const ontrack__settling *settling, ontrack_student *student,
                        const ontrack__entry *entries, size_t count)
{
    const bool was_wide = student->wide_marks;
    bool wide = false;
    for (size_t i = 0; i < count; i++)
        wide = wide || ontrack__entry_kind(entries[i]) >= ONTRACK__NARROW_KINDS;
    student->wide_marks = wide;
    student->mark_words = 0;
    if (wide && !was_wide) return move_entries(settling, student, entries, count);
    for (size_t i = 0; i < count; i++)
        ontrack__facts_set_entry(student, entries[i]);
    return true;
}

/* Gives words that are no bits and lie in order, one a day, their new kinds where they are; false
 * when they are not so. */
static bool renumber_in_place(const ontrack__settling *settling, ontrack_student *student)
{
    const uint32_t *kinds = settling->kinds[ONTRACK_TABLE_ATTENDANCE];
    const uint32_t kind_bits = ONTRACK__NARROW_KINDS - 1;
    uint32_t *words = student->marks;
    if (student->wide_marks || settling->facts->days.common != ONTRACK__NO_KIND ||
        settling->facts->kinds[ONTRACK_TABLE_ATTENDANCE].count > ONTRACK__NARROW_KINDS)
        return false;
    for (size_t i = 1; i < student->mark_words; i++)
        if (words[i] >> ONTRACK__MARK_KIND_BITS <= words[i - 1] >> ONTRACK__MARK_KIND_BITS)
            return false;
    for (size_t i = 0; i < student->mark_words; i++)
        words[i] = (words[i] & ~kind_bits) | kinds[words[i] & kind_bits];
    return true;
}

static void count_marks(ontrack__settling *settling, ontrack__entry first, ontrack__entry last,
                        size_t count)
{
    ontrack_table_counts *counts = &settling->counts[ONTRACK_TABLE_ATTENDANCE];
    counts->used += (int64_t)count;
    ontrack__note_date(counts, ontrack__entry_date(first));
    ontrack__note_date(counts, ontrack__entry_date(last));
}

static bool settle_marks(ontrack__settling *settling, ontrack_student *student, uint32_t number)
{
    size_t count = ontrack__entry_count(student);
    if (count == 0) return true;
    if (renumber_in_place(settling, student)) {
        count_marks(settling, ontrack__entry_at(student, 0), ontrack__entry_at(student, count - 1),
                    count);
        return true;
    }
    ontrack__entry *entries = room_for(settling, &settling->entries, count, sizeof *entries);
    if (entries == NULL || !collect_entries(settling, student, number, entries, &count))
        return false;
    if (count > 0) count_marks(settling, entries[0], entries[count - 1], count);
    return put_entries(settling, student, entries, count);
}

bool ontrack__settle_student(ontrack__settling *settling, uint32_t number)
{
    ontrack_student *student = &settling->facts->students[number];
    return settle_rows(settling, student) && settle_marks(settling, student, number);
}

/* ---- shared tables ---- */

static int compare_cells(const void *a, const void *b, const void *context)
{
    const int32_t *left = a, *right = b;
    const size_t width = *(const size_t *)context;
    for (size_t i = 0; i < width; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

bool ontrack__settle_shared(ontrack__settling *settling, ontrack_table table, int32_t *cells,
                            size_t *count)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack_table_counts *counts = &settling->counts[table];
    const size_t width = info->column_count, size = width * sizeof *cells;
    size_t kept = 0;
    for (size_t i = 0; i < *count * width; i++)
        if (info->columns[i % width].type == ONTRACK__COLUMN_CODE)
            cells[i] = (int32_t)settling->codes[cells[i]];
    if (!ontrack__sort(&settling->allocator, cells, *count, size, compare_cells, &width))
        return false;
    for (size_t i = 0; i < *count; i++) {
        const int32_t *row = cells + i * width;
        if (kept > 0 && memcmp(cells + (kept - 1) * width, row, size) == 0) continue;
        memmove(cells + kept++ * width, row, size);
        ontrack__note_date(counts, row[info->date_column]);
    }
    counts->used = (int64_t)kept;
    counts->duplicates = (int64_t)(*count - kept);
    *count = kept;
    return true;
}
