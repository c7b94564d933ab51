#include "records/dataset.h"

#include "base/error.h"

#include <string.h>

size_t ontrack_dataset_count(const ontrack_dataset *dataset)
{
    return dataset->student_count;
}

const ontrack_student *ontrack_dataset_at(const ontrack_dataset *dataset, size_t index)
{
    return index < dataset->student_count ? &dataset->students[index] : NULL;
}

/* Ids that are no student's stand among the others, so a number is searched, not looked up. */
bool ontrack_dataset_find(const ontrack_dataset *dataset, ontrack_text student_id, size_t *index)
{
    ontrack__symbol id;
    if (student_id.size == 0 || !ontrack__intern_find(&dataset->ids, student_id, &id)) return false;
    size_t low = 0, high = dataset->student_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (dataset->students[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == dataset->student_count || dataset->students[low].id != id) return false;
    *index = low;
    return true;
}

ontrack_table_counts ontrack_dataset_counts(const ontrack_dataset *dataset, ontrack_table table)
{
    const ontrack_table_counts none = {false, 0, 0, 0, 0, 0, ONTRACK_DATE_NONE, ONTRACK_DATE_NONE};
    return (unsigned)table < ONTRACK_TABLE_COUNT ? dataset->counts[table] : none;
}

ontrack_date ontrack_dataset_last_date(const ontrack_dataset *dataset)
{
    return dataset->last_date;
}

ontrack_text ontrack_student_id(const ontrack_student *student)
{
    return ontrack__interner_text(&student->dataset->ids, student->id);
}

bool ontrack__table_given(const ontrack_dataset *dataset, ontrack_table table)
{
    return dataset->counts[table].given;
}

const int32_t *ontrack__student_rows(const ontrack_student *student, ontrack_table table,
                                     size_t *count)
{
    const ontrack__rows *rows = &student->dataset->tables[table];
    if (rows->first == NULL) {
        *count = 0;
        return NULL;
    }
    const size_t first = rows->first[student->index];
    *count = rows->first[student->index + 1] - first;
    return rows->cells + first * rows->width;
}

const int32_t *ontrack__student_rows_until(const ontrack_student *student, ontrack_table table,
                                           ontrack_date as_of, size_t *count)
{
    const int32_t *rows = ontrack__student_rows(student, table, count);
    const size_t width = student->dataset->tables[table].width;
    if (ontrack__table(table)->date_column != 0) return rows;
    size_t low = 0, high = *count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (rows[middle * width] <= as_of)
            low = middle + 1;
        else
            high = middle;
    }
    *count = low;
    return rows;
}

uint32_t ontrack__student_row_times(const ontrack_student *student, ontrack_table table,
                                    size_t index)
{
    const ontrack__rows *rows = &student->dataset->tables[table];
    const ontrack__repeat *repeats = rows->repeats.items;
    const size_t row = rows->first == NULL ? index : rows->first[student->index] + index;
    size_t low = 0, high = rows->repeats.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (repeats[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows->repeats.count && repeats[low].row == row ? repeats[low].times : 1;
}

const ontrack__student_row *ontrack__student_line(const ontrack_student *student)
{
    size_t count;
    return (const ontrack__student_row *)ontrack__student_rows(student, ONTRACK_TABLE_STUDENTS,
                                                               &count);
}

size_t ontrack_student_count(const ontrack_student *student, ontrack_table table)
{
    size_t count = 0;
    if ((unsigned)table < ONTRACK_TABLE_COUNT) ontrack__student_rows(student, table, &count);
    return count;
}

/* Puts a row's cells into the public record. */
static void fill_record(const ontrack_dataset *dataset, ontrack_table table, const int32_t *row,
                        char *record)
{
    const ontrack__table_info *info = ontrack__table(table);
    const ontrack__column *columns = ontrack__kept_columns(info);
    for (size_t i = 0; i < ontrack__table_width(info); i++) {
        char *member = record + columns[i].offset;
        if (columns[i].type <= ONTRACK__COLUMN_TEXT) {
            const ontrack__interner *interner =
                columns[i].type == ONTRACK__COLUMN_CODE ? &dataset->codes : &dataset->texts;
            const ontrack_text text = ontrack__interner_text(interner, (ontrack__symbol)row[i]);
            memcpy(member, &text, sizeof text);
        } else {
            memcpy(member, &row[i], sizeof row[i]);
        }
    }
}

ontrack_status ontrack_student_record_at(const ontrack_student *student, ontrack_table table,
                                         size_t index, void *record)
{
    if (index >= ontrack_student_count(student, table)) return ONTRACK_NOT_FOUND;
    size_t count;
    const int32_t *rows = ontrack__student_rows(student, table, &count);
    fill_record(student->dataset, table, rows + index * student->dataset->tables[table].width,
                record);
    const ontrack_text id = ontrack_student_id(student);
    memcpy((char *)record + ontrack__table(table)->columns[0].offset, &id, sizeof id);
    return ONTRACK_OK;
}

size_t ontrack_dataset_shared_count(const ontrack_dataset *dataset, ontrack_table table)
{
    if ((unsigned)table >= ONTRACK_TABLE_COUNT || !ontrack__table(table)->shared) return 0;
    return dataset->tables[table].count;
}

ontrack_status ontrack_dataset_shared_at(const ontrack_dataset *dataset, ontrack_table table,
                                         size_t index, void *record)
{
    if (index >= ontrack_dataset_shared_count(dataset, table)) return ONTRACK_NOT_FOUND;
    const ontrack__rows *rows = &dataset->tables[table];
    fill_record(dataset, table, rows->cells + index * rows->width, record);
    return ONTRACK_OK;
}
