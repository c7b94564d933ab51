/* Aggregates as CSV, JSON Lines or tables for a reader. A suppressed count, 0 and the students
 * whose level is unknown are three things and look like three. */
#include <ontrack/aggregate.h>

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "output/cell.h"
#include "output/screen.h"

#include <string.h>

enum { CELL_SIZE = 64, GAP = 2, WIDEST_GROUP = 32, SHARE_PLACES = 4 };

/* One row of the long forms: a count and what it is of. */
typedef struct entry {
    const char *by, *topic, *level;
    ontrack_text group;
    ontrack_cell count, of;
} entry;

typedef struct long_form {
    const char *head; /* the first line, or "" */
    bool (*put)(ontrack_buffer *out, const entry *row);
} long_form;

/* ---- long forms ---- */

static const char *const all_students = "(all)", *const no_value = "(not given)";

static bool has_share(const entry *row)
{
    return !row->count.suppressed && !row->of.suppressed && row->of.students > 0;
}

static bool put_share(ontrack_buffer *out, const entry *row)
{
    const ontrack_value share = ontrack_value_ratio(row->count.students, row->of.students);
    char text[CELL_SIZE];
    const size_t size = ontrack_value_format(&share, SHARE_PLACES, text, sizeof text);
    return ontrack__buffer_append(out, text, size);
}

static bool put_count_cell(ontrack_buffer *out, ontrack_cell count)
{
    return count.suppressed ? ontrack__buffer_string(out, "suppressed")
                            : ontrack__buffer_integer(out, count.students);
}

static bool put_csv(ontrack_buffer *out, const entry *row)
{
    return ontrack__put_cell(out, ontrack_text_of(row->by)) && ontrack__buffer_char(out, ',') &&
           ontrack__put_cell(out, row->group) && ontrack__buffer_char(out, ',') &&
           ontrack__put_cell(out, ontrack_text_of(row->topic)) && ontrack__buffer_char(out, ',') &&
           ontrack__put_cell(out, ontrack_text_of(row->level)) && ontrack__buffer_char(out, ',') &&
           put_count_cell(out, row->count) && ontrack__buffer_char(out, ',') &&
           put_count_cell(out, row->of) && ontrack__buffer_char(out, ',') &&
           (!has_share(row) || put_share(out, row)) && ontrack__buffer_char(out, '\n');
}

static bool put_member(ontrack_buffer *out, const char *name, ontrack_text text)
{
    return ontrack__buffer_string(out, name) && ontrack__buffer_json(out, text);
}

static bool put_json_count(ontrack_buffer *out, const char *name, ontrack_cell count)
{
    return ontrack__buffer_string(out, name) &&
           (count.suppressed ? ontrack__buffer_string(out, "\"suppressed\"")
                             : ontrack__buffer_integer(out, count.students));
}

static bool put_jsonl(ontrack_buffer *out, const entry *row)
{
    return put_member(out, "{\"by\":", ontrack_text_of(row->by)) &&
           put_member(out, ",\"group\":", row->group) &&
           put_member(out, ",\"topic\":", ontrack_text_of(row->topic)) &&
           put_member(out, ",\"level\":", ontrack_text_of(row->level)) &&
           put_json_count(out, ",\"students\":", row->count) &&
           put_json_count(out, ",\"of\":", row->of) && ontrack__buffer_string(out, ",\"share\":") &&
           (has_share(row) ? put_share(out, row) : ontrack__buffer_string(out, "null")) &&
           ontrack__buffer_string(out, "}\n");
}

static ontrack_text group_name(const ontrack_aggregate *aggregate, size_t by, size_t group)
{
    if (group == ONTRACK_AGGREGATE_ALL) return ontrack_text_of(all_students);
    const ontrack_text name = ontrack_aggregate_group(aggregate, by, group);
    return name.size == 0 ? ontrack_text_of(no_value) : name;
}

/* The levels of a topic, then unknown. */
static int level_at(const ontrack_aggregate *aggregate, size_t index)
{
    const size_t levels = ontrack_ruleset_level_count(ontrack_aggregate_ruleset(aggregate));
    return index < levels ? (int)index : ONTRACK_LEVEL_UNKNOWN;
}

static size_t level_count(const ontrack_aggregate *aggregate)
{
    return ontrack_ruleset_level_count(ontrack_aggregate_ruleset(aggregate)) + 1;
}

/* The groups in order, then all students. */
static size_t group_at(const ontrack_aggregate *aggregate, size_t by, size_t index)
{
    return index < ontrack_aggregate_group_count(aggregate, by) ? index : ONTRACK_AGGREGATE_ALL;
}

static bool put_topic_rows(ontrack_buffer *out, const ontrack_aggregate *aggregate, size_t by,
                           size_t group, size_t topic, const long_form *form)
{
    const ontrack_ruleset *ruleset = ontrack_aggregate_ruleset(aggregate);
    bool done = true;
    for (size_t i = 0; i < level_count(aggregate) && done; i++) {
        const int level = level_at(aggregate, i);
        const entry row = {ontrack_aggregate_by(aggregate, by),
                           ontrack_aggregate_topic(aggregate, topic),
                           ontrack_ruleset_level(ruleset, level),
                           group_name(aggregate, by, group),
                           ontrack_aggregate_cell(aggregate, by, group, topic, level),
                           ontrack_aggregate_students(aggregate, by, group)};
        done = form->put(out, &row);
    }
    return done;
}

static bool put_rows(ontrack_buffer *out, const ontrack_aggregate *aggregate, const long_form *form)
{
    bool done = ontrack__buffer_string(out, form->head);
    for (size_t by = 0; by < ontrack_aggregate_by_count(aggregate); by++)
        for (size_t i = 0; i <= ontrack_aggregate_group_count(aggregate, by); i++)
            for (size_t k = 0; k < ontrack_aggregate_topic_count(aggregate) && done; k++)
                done = put_topic_rows(out, aggregate, by, group_at(aggregate, by, i), k, form);
    return done;
}

/* ---- tables ---- */

/* A table's cells as text; the first column is the group. */
typedef struct sheet_plan {
    const ontrack_aggregate *aggregate;
    size_t by, topic, columns;
    size_t *widths; /* by column */
} sheet_plan;

/* "80 66.7%", "*" for a suppressed one. */
static void format_count(ontrack_cell count, ontrack_cell of, char text[CELL_SIZE])
{
    if (count.suppressed) {
        memcpy(text, "*", 2);
        return;
    }
    const ontrack_value number = ontrack_value_count(count.students);
    size_t size = ontrack_value_format(&number, 0, text, CELL_SIZE);
    if (of.suppressed || of.students == 0 || count.students == 0) return;
    const ontrack_value percent = ontrack_value_ratio(100 * count.students, of.students);
    text[size++] = ' ';
    size += ontrack_value_format(&percent, 1, text + size, CELL_SIZE - size - 1);
    memcpy(text + size, "%", 2);
}

/* What stands at a row (0: the titles) and a column, as clean text. */
static bool put_sheet_cell(ontrack_buffer *out, const sheet_plan *sheet, size_t row, size_t column)
{
    const ontrack_aggregate *aggregate = sheet->aggregate;
    char text[CELL_SIZE];
    if (row == 0) {
        const char *title = column == 0 ? ontrack_aggregate_by(aggregate, sheet->by)
                            : column == 1
                                ? "students"
                                : ontrack_ruleset_level(ontrack_aggregate_ruleset(aggregate),
                                                        level_at(aggregate, column - 2));
        return ontrack__screen_clean(out, ontrack_text_of(title));
    }
    const size_t group = group_at(aggregate, sheet->by, row - 1);
    if (column == 0) return ontrack__screen_clean(out, group_name(aggregate, sheet->by, group));
    const ontrack_cell none = {true, -1};
    const ontrack_cell all = ontrack_aggregate_students(aggregate, sheet->by, group);
    if (column == 1)
        format_count(all, none, text);
    else
        format_count(ontrack_aggregate_cell(aggregate, sheet->by, group, sheet->topic,
                                            level_at(aggregate, column - 2)),
                     all, text);
    return ontrack__buffer_string(out, text);
}

static size_t row_count(const sheet_plan *sheet)
{
    return ontrack_aggregate_group_count(sheet->aggregate, sheet->by) + 2;
}

/* The cell in the buffer, cut to what its column may take. */
static ontrack_text cut_cell(const ontrack_buffer *cell, size_t column)
{
    const ontrack_text text = ontrack__buffer_view(cell);
    return column == 0 ? ontrack__screen_fit(text, WIDEST_GROUP) : text;
}

static bool measure(const sheet_plan *sheet, ontrack_buffer *cell)
{
    memset(sheet->widths, 0, sheet->columns * sizeof *sheet->widths);
    for (size_t row = 0; row < row_count(sheet); row++)
        for (size_t column = 0; column < sheet->columns; column++) {
            ontrack__buffer_clear(cell);
            if (!put_sheet_cell(cell, sheet, row, column)) return false;
            const size_t width = ontrack__screen_width(cut_cell(cell, column));
            if (width > sheet->widths[column]) sheet->widths[column] = width;
        }
    return true;
}

static bool put_blanks(ontrack_buffer *out, size_t count)
{
    for (; count > 0; count--)
        if (!ontrack__buffer_char(out, ' ')) return false;
    return true;
}

/* Names stand left, numbers right. */
static bool put_line(ontrack_buffer *out, const sheet_plan *sheet, size_t row, ontrack_buffer *cell)
{
    for (size_t column = 0; column < sheet->columns; column++) {
        ontrack__buffer_clear(cell);
        if (!put_sheet_cell(cell, sheet, row, column)) return false;
        const ontrack_text text = cut_cell(cell, column);
        const size_t blanks = sheet->widths[column] - ontrack__screen_width(text);
        if (column > 0 && !put_blanks(out, GAP + blanks)) return false;
        if (!ontrack__buffer_text(out, text)) return false;
        if (column == 0 && !put_blanks(out, blanks)) return false;
    }
    return ontrack__buffer_char(out, '\n');
}

static bool put_sheet(ontrack_buffer *out, const sheet_plan *sheet, ontrack_buffer *cell)
{
    const char *topic = ontrack_aggregate_topic(sheet->aggregate, sheet->topic);
    bool done = measure(sheet, cell) && ontrack__buffer_string(out, topic) &&
                ontrack__buffer_string(out, " by ") &&
                ontrack__screen_clean(
                    out, ontrack_text_of(ontrack_aggregate_by(sheet->aggregate, sheet->by))) &&
                ontrack__buffer_string(out, "\n");
    for (size_t row = 0; row < row_count(sheet) && done; row++)
        done = put_line(out, sheet, row, cell);
    return done && ontrack__buffer_char(out, '\n');
}

static bool put_note(ontrack_buffer *out, const ontrack_aggregate *aggregate)
{
    return ontrack__buffer_string(out, "* suppressed: fewer than ") &&
           ontrack__buffer_integer(out, ontrack_aggregate_smallest(aggregate)) &&
           ontrack__buffer_string(out,
                                  " students, or a number from which such a one would follow\n");
}

static bool put_sheets(ontrack_buffer *out, const ontrack_aggregate *aggregate)
{
    ontrack_buffer cell = ONTRACK_BUFFER_INIT;
    sheet_plan sheet = {aggregate, 0, 0, level_count(aggregate) + 2, NULL};
    cell.allocator = out->allocator;
    sheet.widths = ontrack__allocate(&out->allocator, sheet.columns, sizeof *sheet.widths);
    bool done = sheet.widths != NULL;
    for (; sheet.by < ontrack_aggregate_by_count(aggregate); sheet.by++)
        for (sheet.topic = 0; sheet.topic < ontrack_aggregate_topic_count(aggregate) && done;
             sheet.topic++)
            done = put_sheet(out, &sheet, &cell);
    ontrack__release(&out->allocator, sheet.widths, sheet.columns, sizeof *sheet.widths);
    ontrack_buffer_dispose(&cell);
    return done && put_note(out, aggregate);
}

/* ---- writing ---- */

static ontrack_status check(const ontrack_aggregate *aggregate,
                            const ontrack_writer_options *options, ontrack_error *error)
{
    const ontrack_status bad = ONTRACK_INVALID_ARGUMENT;
    if (options == NULL || options->struct_size < sizeof *options)
        return ontrack__fail(error, bad,
                             "struct_size is too small; start with ONTRACK_WRITER_OPTIONS_INIT");
    if (options->write == NULL) return ontrack__fail(error, bad, "a writer needs a write function");
    if (ontrack_aggregate_group_count(aggregate, 0) == 0 &&
        ontrack_aggregate_students(aggregate, 0, ONTRACK_AGGREGATE_ALL).suppressed)
        return ontrack__fail(error, ONTRACK_STATE, "the aggregate is not finished yet");
    return ONTRACK_OK;
}

static bool put_all(ontrack_buffer *out, const ontrack_aggregate *aggregate, ontrack_format format)
{
    static const long_form csv = {"by,group,topic,level,students,of,share\n", put_csv};
    static const long_form jsonl = {"", put_jsonl};
    if (format == ONTRACK_FORMAT_TABLE) return put_sheets(out, aggregate);
    return put_rows(out, aggregate, format == ONTRACK_FORMAT_CSV ? &csv : &jsonl);
}

ontrack_status ontrack_aggregate_write(const ontrack_aggregate *aggregate,
                                       const ontrack_writer_options *options, ontrack_error *error)
{
    ontrack_status status = check(aggregate, options, error);
    if (status != ONTRACK_OK) return status;
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    out.allocator = ontrack__allocator(options->allocator);
    if (!put_all(&out, aggregate, options->format))
        status = ontrack__no_memory(error);
    else if (out.size > 0)
        status = options->write(options->user, out.data, out.size);
    if (status != ONTRACK_OK && status != ONTRACK_NO_MEMORY)
        status = ontrack__fail(error, status, "the output could not be written: %s",
                               ontrack_status_text(status));
    ontrack_buffer_dispose(&out);
    return status;
}
