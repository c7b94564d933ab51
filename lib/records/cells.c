#include "records/cells.h"

#include "base/error.h"
#include "base/text.h"
#include "records/grade_level.h"

#include <string.h>

enum { TEXT_LIMIT = 1 << 20 };

void ontrack__dictionary_init(ontrack__dictionary *dictionary, const ontrack_allocator *allocator)
{
    ontrack__interner_init(&dictionary->codes, allocator);
    ontrack__interner_init(&dictionary->texts, allocator);
    ontrack__interner_init(&dictionary->ids, allocator);
    dictionary->odd_ids = false;
}

void ontrack__dictionary_free(ontrack__dictionary *dictionary)
{
    ontrack__interner_free(&dictionary->codes);
    ontrack__interner_free(&dictionary->texts);
    ontrack__interner_free(&dictionary->ids);
}

static ontrack_status refuse(ontrack_table table, size_t column, const char *fact,
                             ontrack_error *error)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__place place = {NULL, NULL, 0, (int32_t)column + 1};
    return ontrack__fail_at(error, ONTRACK_INVALID_DATA, place, "%s: column \"%s\" %s", info->name,
                            info->columns[column].name, fact);
}

/* UTF-8 without NULs, so that patterns, JSON and C strings can take it. */
const char *ontrack__text_unfit(ontrack_text text)
{
    if (text.size > TEXT_LIMIT) return "is longer than 1 MiB";
    if (memchr(text.data, '\0', text.size) != NULL) return "holds a NUL byte";
    return ontrack__utf8_valid(text, NULL) ? NULL : "is not UTF-8";
}

ontrack__interner *ontrack__dictionary_of(ontrack__dictionary *dictionary, ontrack_table table,
                                          size_t column)
{
    const ontrack__table_info *info = ontrack__table(table);
    if (info->columns[column].type == ONTRACK__COLUMN_CODE) return &dictionary->codes;
    return column == 0 && !info->shared ? &dictionary->ids : &dictionary->texts;
}

static bool is_odd_id(ontrack_text id)
{
    bool odd = false;
    for (size_t i = 0; i < id.size; i++) {
        const char c = id.data[i];
        odd = odd || c == '"' || c == ',' || c == ';' || c == '|' || (c >= 0 && c <= ' ');
    }
    return odd;
}

ontrack_status ontrack__check_text(ontrack_table table, size_t column, ontrack_text text,
                                   ontrack_error *error)
{
    const bool required = ontrack__table(table)->columns[column].required;
    const char *fact = NULL;
    if (text.size > 0)
        fact = ontrack__text_unfit(text);
    else if (required)
        fact = "is empty";
    return fact == NULL ? ONTRACK_OK : refuse(table, column, fact, error);
}

ontrack_status ontrack__cell_intern(ontrack__dictionary *dictionary, ontrack_table table,
                                    size_t column, ontrack_text text, int32_t *cell,
                                    ontrack_error *error)
{
    const ontrack__column *about = &ontrack__table(table)->columns[column];
    ontrack__interner *interner = ontrack__dictionary_of(dictionary, table, column);
    char buffer[ONTRACK__GRADE_LEVEL_SIZE];
    if (about->grade_level) text = ontrack__grade_level(text, buffer);
    ontrack__symbol symbol;
    if (text.size == 0 || !ontrack__intern_find(interner, text, &symbol)) {
        const ontrack_status status = ontrack__check_text(table, column, text, error);
        if (status != ONTRACK_OK) return status;
        if (!ontrack__intern(interner, text, &symbol)) return ontrack__no_memory(error);
        if (interner == &dictionary->ids && is_odd_id(text)) dictionary->odd_ids = true;
    }
    *cell = (int32_t)symbol;
    return ONTRACK_OK;
}

ontrack_status ontrack__check_number(ontrack_table table, size_t column, int32_t number,
                                     ontrack_error *error)
{
    const ontrack__column *about = &ontrack__table(table)->columns[column];
    if (number == INT32_MIN)
        return about->required ? refuse(table, column, "is not given", error) : ONTRACK_OK;
    if (number < about->lowest || number > about->highest)
        return refuse(table, column, "is out of range", error);
    return ONTRACK_OK;
}

ontrack_status ontrack__check_row(ontrack_table table, const int32_t *cells, ontrack_error *error)
{
    static const struct {
        ontrack_table table;
        size_t first, last;
        const char *fact;
    } orders[] = {
        {ONTRACK_TABLE_TERMS, 0, 1, "lies before start_date"},
        {ONTRACK_TABLE_ENROLLMENTS, 1, 2, "lies before entry_date"},
        {ONTRACK_TABLE_INTERVENTIONS, 1, 2, "lies before start_date"},
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const size_t last = orders[i].last;
        if (orders[i].table != table || cells[last] == ONTRACK_DATE_NONE) continue;
        if (cells[last] < cells[orders[i].first]) return refuse(table, last, orders[i].fact, error);
    }
    return ONTRACK_OK;
}
