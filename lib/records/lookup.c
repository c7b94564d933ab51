/* What a sealed dataset tells of its students and tables, and its end. */
#include "base/text.h"
#include "records/dataset.h"
#include "records/schools.h"
#include "records/walk.h"

#include <string.h>

void ontrack_dataset_free(ontrack_dataset *dataset)
{
    if (dataset == NULL) return;
    const ontrack_allocator allocator = dataset->allocator;
    ontrack__schools_free(dataset->schools);
    for (size_t table = 0; table < ONTRACK__SHARED_TABLES; table++) {
        ontrack__rows *rows = &dataset->shared[table];
        ontrack__release(&allocator, rows->cells, rows->capacity,
                         rows->width * sizeof *rows->cells);
    }
    ontrack__facts_free(&dataset->facts, &allocator);
    ontrack__interner_free(&dataset->codes);
    ontrack__interner_free(&dataset->texts);
    ontrack__interner_free(&dataset->ids);
    ontrack__release(&allocator, dataset, 1, sizeof *dataset);
}

size_t ontrack_dataset_count(const ontrack_dataset *dataset)
{
    return dataset->student_count;
}

const ontrack_student *ontrack_dataset_at(const ontrack_dataset *dataset, size_t index)
{
    return index < dataset->student_count ? &dataset->facts.students[index] : NULL;
}

bool ontrack_dataset_find(const ontrack_dataset *dataset, ontrack_text student_id, size_t *index)
{
    size_t low = 0, high = dataset->student_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const ontrack_text id = ontrack_student_id(&dataset->facts.students[middle]);
        const int order = ontrack__text_compare(id, student_id);
        if (order == 0) {
            *index = middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
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

size_t ontrack_student_count(const ontrack_student *student, ontrack_table table)
{
    size_t counts[ONTRACK_TABLE_COUNT];
    if ((unsigned)table >= ONTRACK_TABLE_COUNT) return 0;
    ontrack__walk_count(student, counts);
    return counts[table];
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
    if ((unsigned)table >= ONTRACK_TABLE_COUNT || ontrack__table(table)->shared)
        return ONTRACK_NOT_FOUND;
    int32_t cells[ONTRACK__MOST_COLUMNS];
    ontrack__walk walk = ontrack__walk_start(student, table);
    for (size_t i = 0; i <= index; i++)
        if (!ontrack__walk_next(&walk, cells)) return ONTRACK_NOT_FOUND;
    fill_record(student->dataset, table, cells, record);
    const ontrack_text id = ontrack_student_id(student);
    memcpy((char *)record + ontrack__table(table)->columns[0].offset, &id, sizeof id);
    return ONTRACK_OK;
}

size_t ontrack_dataset_shared_count(const ontrack_dataset *dataset, ontrack_table table)
{
    return (unsigned)table < ONTRACK__SHARED_TABLES ? dataset->shared[table].count : 0;
}

ontrack_status ontrack_dataset_shared_at(const ontrack_dataset *dataset, ontrack_table table,
                                         size_t index, void *record)
{
    if (index >= ontrack_dataset_shared_count(dataset, table)) return ONTRACK_NOT_FOUND;
    const ontrack__rows *rows = &dataset->shared[table];
    fill_record(dataset, table, rows->cells + index * rows->width, record);
    return ONTRACK_OK;
}
