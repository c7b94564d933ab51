/* both_ways.h - one CSV text read in two ways into an answer that can be compared: row by row
 * through libcsv, and as files are read, in blocks, with the shortcut and a crew. */
#ifndef ONTRACK_TESTS_BOTH_WAYS_H
#define ONTRACK_TESTS_BOTH_WAYS_H

#include "base/buffer.h"
#include "ingest/pipeline.h"
#include "records/columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct both_ways {
    const char *table;
    const char *data;
    size_t size;
    size_t field_limit;    /* 0: 64 */
    ontrack_status refuse; /* what the reject callback answers */
} both_ways;

static inline void both_ways_put(ontrack_buffer *out, const char *text)
{
    if (!ontrack__buffer_string(out, text)) abort();
}

static inline void both_ways_put_text(ontrack_buffer *out, ontrack_text text)
{
    if (!ontrack__buffer_char(out, '|') || !ontrack__buffer_text(out, text)) abort();
}

static inline void both_ways_put_number(ontrack_buffer *out, int64_t number)
{
    if (!ontrack__buffer_char(out, ' ') || !ontrack__buffer_integer(out, number)) abort();
}

typedef struct both_ways_answer {
    ontrack_buffer *out;
    ontrack_status refuse;
} both_ways_answer;

static inline ontrack_status both_ways_reject(void *user, const ontrack_reject *told)
{
    const both_ways_answer *answer = user;
    both_ways_put(answer->out, "reject");
    both_ways_put_number(answer->out, told->line);
    both_ways_put_number(answer->out, told->column);
    both_ways_put_text(answer->out, ontrack_text_of(told->reason));
    for (size_t i = 0; i < told->field_count; i++)
        both_ways_put_text(answer->out, told->fields[i]);
    both_ways_put(answer->out, "\n");
    return answer->refuse;
}

/* One record by its columns. */
static inline void both_ways_put_record(ontrack_buffer *out, const ontrack__table_info *info,
                                        const char *record)
{
    for (size_t i = 0; i < info->column_count; i++) {
        const ontrack__column *column = &info->columns[i];
        ontrack_text text;
        int32_t number;
        if (column->type <= ONTRACK__COLUMN_TEXT) {
            memcpy(&text, record + column->offset, sizeof text);
            both_ways_put_text(out, text);
        } else {
            memcpy(&number, record + column->offset, sizeof number);
            both_ways_put_number(out, number);
        }
    }
    both_ways_put(out, "\n");
}

static inline void both_ways_put_dataset(ontrack_buffer *out, const ontrack_dataset *dataset)
{
    union {
        max_align_t align;
        char bytes[512];
    } record;
    for (size_t table = 0; table < ONTRACK_TABLE_COUNT; table++) {
        const ontrack__table_info *info = ontrack__table((ontrack_table)table);
        const ontrack_table_counts counts = ontrack_dataset_counts(dataset, (ontrack_table)table);
        if (!counts.given) continue;
        both_ways_put(out, info->name);
        both_ways_put_number(out, counts.records);
        both_ways_put_number(out, counts.used);
        both_ways_put_number(out, counts.duplicates);
        both_ways_put_number(out, counts.conflicts);
        both_ways_put_number(out, counts.orphans);
        both_ways_put(out, "\n");
        for (size_t i = 0;
             ontrack_dataset_shared_at(dataset, (ontrack_table)table, i, &record) == ONTRACK_OK;
             i++)
            both_ways_put_record(out, info, record.bytes);
        for (size_t s = 0; s < ontrack_dataset_count(dataset); s++)
            for (size_t i = 0;
                 ontrack_student_record_at(ontrack_dataset_at(dataset, s), (ontrack_table)table, i,
                                           &record) == ONTRACK_OK;
                 i++)
                both_ways_put_record(out, info, record.bytes);
    }
}

/* Two students who are known before, so that the rows of the other tables are somebody's. */
static inline void both_ways_students(ontrack_builder *builder)
{
    static const char *const ids[] = {"S1", "S2", "S3"};
    for (size_t i = 0; i < 3; i++) {
        const ontrack_student_record record = {ontrack_text_of(ids[i]),
                                               ontrack_text_of("9"),
                                               {NULL, 0},
                                               {NULL, 0},
                                               {NULL, 0},
                                               ONTRACK_DATE_NONE,
                                               INT32_MIN};
        if (ontrack_builder_add_student(builder, &record, NULL) != ONTRACK_OK) abort();
    }
}

/* `block` is the size of blocks; with `plainly` every row goes through libcsv and the intake. */
static inline void both_ways_read(const both_ways *what, bool plainly, size_t block,
                                  const ontrack_crew *crew, ontrack_buffer *out)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    both_ways_answer answer = {out, what->refuse};
    ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    options.reject = both_ways_reject;
    options.user = &answer;
    ontrack_file_counts counts = {"x.csv", what->table, 0, 0, 0, 0, 0, 0, 0, 0};
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack__bytes *source = NULL, *text = NULL;
    ontrack__intake intake;
    const size_t limit = what->field_limit == 0 ? 64 : what->field_limit;
    if (ontrack_builder_new(NULL, &builder, NULL) != ONTRACK_OK) abort();
    both_ways_students(builder);
    ontrack__intake_init(&intake, &allocator, builder, &options,
                         ontrack__layout_find(ontrack_text_of(what->table)), &counts);
    if (ontrack__bytes_memory(&allocator, what->data, what->size, &source, NULL) != ONTRACK_OK ||
        ontrack__bytes_text(&allocator, source, false, &text, NULL) != ONTRACK_OK)
        abort();
    ontrack_status status;
    if (plainly) {
        const ontrack__csv_options reading = {"x.csv", limit,  block, ontrack__intake_row,
                                              NULL,    &intake};
        status = ontrack__csv_read(&allocator, text, &reading, &error);
        if (status == ONTRACK_OK) status = ontrack__intake_finish(&intake, &error);
    } else {
        status = ontrack__pipeline_run(&allocator, crew, text, &intake, limit, block, &error);
    }
    text->close(text);
    ontrack__intake_free(&intake);
    char place[640];
    ontrack_error_format(&error, place, sizeof place);
    both_ways_put_number(out, (int64_t)status);
    both_ways_put(out, place);
    both_ways_put_number(out, counts.read);
    both_ways_put_number(out, counts.rejected);
    both_ways_put_number(out, counts.duplicate_headers);
    both_ways_put_number(out, counts.unread_cells);
    both_ways_put_number(out, counts.unread_line);
    both_ways_put_number(out, counts.unread_column);
    both_ways_put(out, "\n");
    if (ontrack_builder_seal(builder, &dataset, NULL) != ONTRACK_OK) abort();
    both_ways_put_dataset(out, dataset);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
}

/* Where two answers part, or end. */
static inline size_t both_ways_parting(const ontrack_buffer *a, const ontrack_buffer *b)
{
    size_t at = 0;
    while (a->data[at] != '\0' && a->data[at] == b->data[at])
        at++;
    return at;
}

#endif
