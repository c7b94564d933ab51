/* docs/tables.md against the column table and the layout: neither can change alone. */
#include "base/buffer.h"
#include "ingest/layout.h"
#include "pieces.h"
#include "records/columns.h"

#include <criterion/criterion.h>
#include <inttypes.h>

static const char *const types[] = {
    [ONTRACK__COLUMN_CODE] = "code",       [ONTRACK__COLUMN_TEXT] = "text",
    [ONTRACK__COLUMN_DATE] = "date",       [ONTRACK__COLUMN_DECIMAL] = "decimal",
    [ONTRACK__COLUMN_INTEGER] = "integer",
};

static const char *needed(ontrack_table table, const ontrack__column *column)
{
    for (size_t i = 0; ontrack__layout_at(i) != NULL; i++) {
        const ontrack__layout_file *file = ontrack__layout_at(i);
        if (file->table == table && file->needed != NULL && strcmp(file->needed, column->name) == 0)
            return "column";
    }
    if (column->required) return "required";
    return column->spared ? "spared" : "optional";
}

static void write_bound(ontrack_buffer *out, ontrack__column_type type, int64_t number)
{
    char text[ONTRACK_DECIMAL_SIZE + ONTRACK_DATE_SIZE] = "";
    if (type == ONTRACK__COLUMN_DATE) ontrack_date_format((ontrack_date)number, text);
    if (type == ONTRACK__COLUMN_DECIMAL) ontrack_decimal_format(number, text);
    if (type == ONTRACK__COLUMN_INTEGER) snprintf(text, sizeof text, "%" PRId64, number);
    cr_assert(ontrack__buffer_string(out, text));
}

/* "| 1 | date | date | required | 1900-01-01 to 2199-12-31 | letter, grade |" */
static void write_column(ontrack_buffer *out, ontrack_table table, size_t index)
{
    const ontrack__column *column = &ontrack__table(table)->columns[index];
    char start[160];
    snprintf(start, sizeof start, "| %zu | %s | %s | %s |", index + 1, column->name,
             types[column->type], needed(table, column));
    cr_assert(ontrack__buffer_string(out, start));
    if (column->type > ONTRACK__COLUMN_TEXT) {
        ontrack__buffer_char(out, ' ');
        write_bound(out, column->type, column->lowest);
        ontrack__buffer_string(out, " to ");
        write_bound(out, column->type, column->highest);
    }
    ontrack__buffer_string(out, " |");
    for (const char *at = column->aliases; at != NULL && *at != '\0'; at++) {
        if (at == column->aliases) ontrack__buffer_char(out, ' ');
        if (*at == ' ') ontrack__buffer_char(out, ',');
        ontrack__buffer_char(out, *at);
    }
    cr_assert(ontrack__buffer_string(out, " |"));
}

/* The section of a table: from behind its heading to the next. */
static ontrack_text section_of(const char *page, const char *table)
{
    const ontrack_text none = {NULL, 0};
    char heading[64];
    snprintf(heading, sizeof heading, "\n## %s", table);
    for (const char *at = strstr(page, heading); at != NULL; at = strstr(at + 1, heading)) {
        const char *behind = at + strlen(heading);
        if (strncmp(behind, ".csv\n", 5) != 0 && behind[0] != '\n') continue;
        const char *end = strstr(behind, "\n## ");
        const ontrack_text section = {behind,
                                      end == NULL ? strlen(behind) : (size_t)(end - behind)};
        return section;
    }
    return none;
}

static size_t count_rows(ontrack_text section)
{
    size_t count = 0;
    for (size_t at = 0; at + 3 < section.size; at++)
        count += section.data[at] == '\n' && section.data[at + 1] == '|' &&
                 section.data[at + 3] >= '0' && section.data[at + 3] <= '9';
    return count;
}

Test(tables, the_page_has_every_column)
{
    size_t size = 0;
    char *page = whole_file(ONTRACK_SOURCE_DIR "/docs/tables.md", &size);
    cr_assert_not_null(page);
    page = realloc(page, size + 1);
    cr_assert_not_null(page);
    page[size] = '\0';
    for (int table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        const ontrack__table_info *info = ontrack__table((ontrack_table)table);
        const ontrack_text section = section_of(page, info->name);
        cr_assert_not_null(section.data, "%s has no section", info->name);
        cr_expect_eq(count_rows(section), info->column_count, "%s: %zu columns on the page",
                     info->name, count_rows(section));
        for (size_t i = 0; i < info->column_count; i++) {
            ontrack_buffer row = ONTRACK_BUFFER_INIT;
            ontrack__buffer_char(&row, '\n');
            write_column(&row, (ontrack_table)table, i);
            const char *found = strstr(section.data, row.data);
            cr_expect(found != NULL && found < section.data + section.size, "%s lacks: %s",
                      info->name, row.data + 1);
            ontrack_buffer_dispose(&row);
        }
        const char *conflicts = strstr(section.data, "\nConflicts: ");
        cr_expect(conflicts != NULL && conflicts < section.data + section.size,
                  "%s: how are conflicts settled?", info->name);
    }
    free(page);
}
