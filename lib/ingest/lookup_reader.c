#include "ingest/lookup_reader.h"

static ontrack_status take_header(ontrack__lookup_reader *self, const ontrack_text *header,
                                  size_t count, ontrack_error *error)
{
    const ontrack__lookup_rule *rule = self->lookup->rule;
    const ontrack__source *source = &rule->source;
    const ontrack__place place = {self->file, NULL, 1, 0};
    self->cells = ontrack__arena_allocate(&self->arena, source->name_count, sizeof *self->cells);
    self->found =
        ontrack__arena_allocate(&self->arena, rule->selection.find_count, sizeof *self->found);
    if (self->cells == NULL || self->found == NULL) return ontrack__no_memory(error);
    ontrack_status status = ontrack__row_bind(source, header, count, place, self->cells, error);
    for (size_t i = 0; status == ONTRACK_OK && i < rule->key_count; i++)
        if (!ontrack__row_can_give(&rule->keys[i], self->cells))
            status = ontrack__fail_at(error, ONTRACK_INVALID_DATA, place,
                                      "column \"%s\" is missing; the layout looks up rows by it",
                                      rule->keys[i].label);
    return status;
}

ontrack_status ontrack__lookup_reader_init(ontrack__lookup_reader *self, ontrack__lookup *lookup,
                                           const ontrack__lookup *lookups, const char *file,
                                           ontrack_error *error)
{
    const ontrack__source *source = &lookup->rule->source;
    memset(self, 0, sizeof *self);
    self->lookup = lookup;
    lookup->given = true;
    self->lookups = lookups;
    self->file = file;
    ontrack__arena_init(&self->arena, &lookup->allocator);
    ontrack__arena_init(&self->scratch, &lookup->allocator);
    if (source->header_count == 0) return ONTRACK_OK;
    const ontrack_status status = take_header(self, source->header, source->header_count, error);
    if (status != ONTRACK_OK) ontrack__lookup_reader_free(self);
    return status;
}

void ontrack__lookup_reader_free(ontrack__lookup_reader *self)
{
    ontrack__arena_free(&self->arena);
    ontrack__arena_free(&self->scratch);
}

static ontrack_status take_row(ontrack__lookup_reader *self, ontrack__row *row,
                               ontrack_error *error)
{
    const ontrack__lookup_rule *rule = self->lookup->rule;
    ontrack_text key = {NULL, 0}, by = {NULL, 0};
    ontrack_text *given = ontrack__arena_allocate(&self->scratch, rule->give_count, sizeof *given);
    if (given == NULL) return ontrack__no_memory(error);
    ontrack_status status = ontrack__row_select(row, error);
    if (status == ONTRACK_OK)
        status = ontrack__row_key(row, rule->keys, rule->key_count, &key, error);
    if (status != ONTRACK_OK || key.size == 0) return status;
    for (size_t i = 0; status == ONTRACK_OK && i < rule->give_count; i++)
        status = ontrack__row_value(row, &rule->gives[i], &given[i], error);
    if (status == ONTRACK_OK && rule->several != ONTRACK__SEVERAL_REFUSE)
        status = ontrack__row_value(row, &rule->by, &by, error);
    return status == ONTRACK_OK ? ontrack__lookup_add(self->lookup, key, given, by, error) : status;
}

ontrack_status ontrack__lookup_reader_row(void *user, const ontrack__csv_row *csv,
                                          ontrack_error *error)
{
    ontrack__lookup_reader *self = user;
    const ontrack__lookup_rule *rule = self->lookup->rule;
    if (self->cells == NULL) return take_header(self, csv->cells, csv->count, error);
    ontrack__arena_reset(&self->scratch);
    if (rule->selection.find_count > 0)
        memset(self->found, 0, rule->selection.find_count * sizeof *self->found);
    ontrack__row row = {.csv = csv,
                        .source = &rule->source,
                        .cells = self->cells,
                        .selection = &rule->selection,
                        .lookups = self->lookups,
                        .found = self->found,
                        .scratch = &self->scratch};
    ontrack_error cause = ONTRACK_ERROR_INIT;
    const ontrack_status status = take_row(self, &row, &cause);
    if (status == ONTRACK_OK || status == ONTRACK_NOT_FOUND || status == ONTRACK_INVALID_DATA)
        return ONTRACK_OK;
    const ontrack__place place = {self->file, NULL,
                                  csv->line < INT32_MAX ? (int32_t)csv->line : INT32_MAX, 0};
    return ontrack__fail_at(error, status, place, "%s", cause.message);
}
