#include "records/facts.h"

#include "base/bits.h"
#include "base/share.h"

#include <assert.h>
#include <string.h>

static_assert((int)ONTRACK_TABLE_COUNT <= (int)ONTRACK__AGAIN, "a row has four bits for its table");
static_assert(ONTRACK__LAST_DAY - ONTRACK__FIRST_DAY < 1 << (32 - ONTRACK__MARK_KIND_BITS),
              "a day does not fit beside a kind");

enum { EARLY_KINDS = 64 };

bool ontrack__facts_reach(ontrack__facts *facts, const ontrack_allocator *allocator, size_t count)
{
    if (count > facts->capacity) {
        size_t capacity = facts->capacity < 8 ? 8 : facts->capacity * 2;
        if (capacity < count) capacity = count;
        ontrack_student *students = ontrack__resize(allocator, facts->students, facts->capacity,
                                                    capacity, sizeof *students);
        if (students == NULL) return false;
        facts->students = students;
        facts->capacity = capacity;
    }
    if (facts->piles.items != NULL &&
        !ontrack__piles_reach(&facts->piles, allocator, facts->capacity))
        return false;
    if (count > facts->count) {
        memset(facts->students + facts->count, 0, (count - facts->count) * sizeof *facts->students);
        facts->count = count;
    }
    return true;
}

/* ---- rows ---- */

void ontrack__row_cells(const ontrack__table_info *info, const ontrack__kinds *kinds,
                        const uint32_t *row, int32_t *cells)
{
    const size_t first = (size_t)info->kind_first, end = (size_t)info->kind_end;
    const size_t size = ontrack__row_size(info);
    if (first > 0) memcpy(cells, row + 1, first * sizeof *cells);
    memcpy(cells + first, ontrack__kind_cells(kinds, ontrack__row_kind(row)),
           (end - first) * sizeof *cells);
    if (size > 1 + first) memcpy(cells + end, row + 1 + first, (size - 1 - first) * sizeof *cells);
}

ontrack_status ontrack__facts_kind(ontrack__facts *facts, const ontrack_allocator *allocator,
                                   ontrack_table table, const int32_t *cells, uint32_t *kind)
{
    const ontrack__table_info *info = ontrack__table(table);
    ontrack__kinds *kinds = &facts->kinds[table];
    kinds->width = (size_t)(info->kind_end - info->kind_first);
    if (!ontrack__kinds_add(kinds, allocator, cells, kind)) return ONTRACK_NO_MEMORY;
    return *kind > ONTRACK__MOST_KINDS ? ONTRACK_LIMIT : ONTRACK_OK;
}

void ontrack__row_words(ontrack_table table, uint32_t kind, const int32_t *cells, int32_t *words)
{
    const ontrack__table_info *info = ontrack__table(table);
    const size_t first = (size_t)info->kind_first, end = (size_t)info->kind_end;
    *words++ = (int32_t)((uint32_t)table << ONTRACK__KIND_BITS | kind);
    for (size_t i = 0; i < first; i++)
        *words++ = cells[i];
    for (size_t i = end; i < ontrack__table_width(info); i++)
        *words++ = cells[i];
}

bool ontrack__facts_add_row(ontrack__facts *facts, const ontrack_allocator *allocator,
                            uint32_t student, const int32_t *words)
{
    const uint32_t *row = (const uint32_t *)words;
    const ontrack_table table = ontrack__row_table(row);
    const size_t size = ontrack__row_size(ontrack__table(table));
    ontrack_student *of = &facts->students[student];
    if (!ontrack__run_append(&facts->runs, allocator, &of->rows, &of->row_words, row,
                             (uint32_t)size))
        return false;
    if (table == ONTRACK_TABLE_STUDENTS) of->has_line = true;
    return true;
}

/* ---- marks ---- */

/* Gives each of a student's entries its second word. */
static bool widen(ontrack__facts *facts, const ontrack_allocator *allocator,
                  ontrack_student *student)
{
    ontrack_student wide = *student;
    wide.marks = NULL;
    wide.mark_words = 0;
    wide.wide_marks = true;
    for (size_t i = 0; i < student->mark_words; i++)
        if (!ontrack__facts_put_entry(facts, allocator, &wide, ontrack__entry_at(student, i))) {
            ontrack__run_leave(&facts->runs, wide.marks, wide.mark_words);
            return false;
        }
    ontrack__run_leave(&facts->runs, student->marks, student->mark_words);
    *student = wide;
    return true;
}

bool ontrack__facts_put_entry(ontrack__facts *facts, const ontrack_allocator *allocator,
                              ontrack_student *student, ontrack__entry entry)
{
    uint32_t words[2];
    const uint32_t count = ontrack__entry_words(student, entry, words);
    return ontrack__run_append(&facts->runs, allocator, &student->marks, &student->mark_words,
                               words, count);
}

/* Counts the first marks by kind and then chooses the one that came most often. */
static bool choose_common(ontrack__facts *facts, const ontrack_allocator *allocator, uint32_t kind)
{
    if (kind < EARLY_KINDS) facts->early[kind]++;
    if (++facts->early_count < ONTRACK__EARLY) return true;
    uint32_t common = 0;
    for (uint32_t i = 1; i < EARLY_KINDS; i++)
        if (facts->early[i] > facts->early[common]) common = i;
    return ontrack__piles_reach(&facts->piles, allocator, facts->capacity) &&
           ontrack__days_choose(&facts->days, allocator, common);
}

/* Sets the mark's bit where there is a place for one; *done tells whether nothing is left to do. */
static bool set_bit(ontrack__facts *facts, const ontrack_allocator *allocator, uint32_t student,
                    ontrack_date date, bool *done)
{
    if (!ontrack__days_make_place(&facts->days, allocator, date, student, (uint32_t)facts->count,
                                  done))
        return false;
    if (!*done) return true;
    uint64_t *bits = &facts->days.columns[ontrack__day_column_of(date)].bits[student];
    const bool again = (*bits & ontrack__day_bit(date)) != 0;
    *bits |= ontrack__day_bit(date);
    /* Who is not known to be a student may be none: then this row must be counted with the others.
     */
    *done = !again || facts->students[student].has_line;
    facts->repeats += again && *done;
    return true;
}

bool ontrack__facts_add_mark(ontrack__facts *facts, const ontrack_allocator *allocator,
                             uint32_t student, ontrack_date date, uint32_t kind)
{
    ontrack_student *of = &facts->students[student];
    bool done = false;
    if (facts->early_count < ONTRACK__EARLY) {
        if (!choose_common(facts, allocator, kind)) return false;
    } else if (kind == facts->days.common) {
        if (!set_bit(facts, allocator, student, date, &done)) return false;
        if (done) return true;
    }
    const uint32_t word = ontrack__day_of(date) << ONTRACK__MARK_KIND_BITS | kind;
    if (kind < ONTRACK__NARROW_KINDS && facts->piles.items != NULL)
        return ontrack__piles_put(&facts->piles, student, word) ||
               ontrack__piles_put_anew(&facts->piles, &facts->runs, allocator, student, word);
    if (kind >= ONTRACK__NARROW_KINDS && !of->wide_marks && !widen(facts, allocator, of))
        return false;
    return ontrack__facts_put_entry(facts, allocator, of, ontrack__entry_of(date, kind));
}

/* Sets a column's bits at once where there is a place for them. */
static bool set_bits(ontrack__facts *facts, uint32_t student, uint32_t kind,
                     ontrack__some_days days)
{
    if (facts->days.columns == NULL || kind != facts->days.common ||
        !facts->students[student].has_line)
        return false;
    const ontrack__day_column *column = &facts->days.columns[days.column];
    if (student >= column->students) return false;
    facts->repeats += ontrack__bit_count(column->bits[student] & days.bits);
    column->bits[student] |= days.bits;
    return true;
}

bool ontrack__facts_add_days(ontrack__facts *facts, const ontrack_allocator *allocator,
                             uint32_t student, uint32_t kind, const ontrack__some_days *days,
                             size_t count)
{
    for (const ontrack__some_days *end = days + count; days != end; days++) {
        if (set_bits(facts, student, kind, *days)) continue;
        for (uint64_t bits = days->bits; bits != 0; bits &= bits - 1) {
            const ontrack_date date =
                ontrack__day_column_date(days->column) + ontrack__lowest_bit(bits);
            if (!ontrack__facts_take_known(facts, student, ontrack__day_of(date), kind) &&
                !ontrack__facts_add_mark(facts, allocator, student, date, kind))
                return false;
        }
    }
    return true;
}

/* ---- piles ---- */

/* Room for so many more marks of each of a pile's students. */
static bool make_room(ontrack__facts *facts, const ontrack_allocator *allocator,
                      ontrack_student *students, const size_t *counts)
{
    for (size_t i = 0; i < ONTRACK__PILE_STUDENTS; i++) {
        if (counts[i] == 0) continue;
        ontrack_student *of = &students[i];
        const size_t wanted = of->mark_words + counts[i] * (of->wide_marks ? 2 : 1);
        if (wanted > UINT32_MAX || !ontrack__run_reserve(&facts->runs, allocator, &of->marks,
                                                         of->mark_words, (uint32_t)wanted))
            return false;
    }
    return true;
}

static void put_waiting(ontrack_student *student, uint32_t word)
{
    const uint32_t day = word >> ONTRACK__MARK_KIND_BITS, kind = word & (ONTRACK__NARROW_KINDS - 1);
    if (!student->wide_marks)
        student->marks[student->mark_words++] = word;
    else
        ontrack__facts_set_entry(student, (ontrack__entry)day << 32 | kind);
}

/* How many marks of each student lie on a pile; all of it is in the cache then. */
static void count_marks(const ontrack__pile *pile, size_t *counts)
{
    for (const ontrack__sheet *sheet = pile->first; sheet != NULL; sheet = sheet->next) {
        ontrack__sheet_fetch(sheet->next);
        for (uint32_t i = 0, end = ontrack__sheet_count(pile, sheet); i < end; i++)
            counts[sheet->students[i]]++;
    }
}

bool ontrack__facts_deal(ontrack__facts *facts, const ontrack_allocator *allocator,
                         const ontrack_crew *crew, size_t number)
{
    if (number >= facts->piles.count) return true;
    ontrack__pile *pile = &facts->piles.items[number];
    ontrack_student *students = facts->students + number * ONTRACK__PILE_STUDENTS;
    size_t counts[ONTRACK__PILE_STUDENTS] = {0};
    count_marks(pile, counts);
    ontrack__crew_lock(crew);
    const bool done = make_room(facts, allocator, students, counts);
    ontrack__crew_unlock(crew);
    if (!done) return false;
    for (const ontrack__sheet *sheet = pile->first; sheet != NULL; sheet = sheet->next)
        for (uint32_t i = 0, end = ontrack__sheet_count(pile, sheet); i < end; i++)
            put_waiting(&students[sheet->students[i]], sheet->words[i]);
    ontrack__crew_lock(crew);
    ontrack__pile_leave(pile, &facts->runs);
    ontrack__crew_unlock(crew);
    return true;
}

void ontrack__facts_free(ontrack__facts *facts, const ontrack_allocator *allocator)
{
    ontrack__release(allocator, facts->students, facts->capacity, sizeof *facts->students);
    facts->students = NULL;
    facts->count = facts->capacity = 0;
    ontrack__piles_free(&facts->piles, allocator);
    ontrack__runs_free(&facts->runs, allocator);
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++)
        ontrack__kinds_free(&facts->kinds[table], allocator);
    ontrack__days_free(&facts->days, allocator);
}
