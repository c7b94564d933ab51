#include "review/data.h"

#include "evaluation/codes.h"
#include "evaluation/needs.h"
#include "records/dataset.h"

#include <inttypes.h>
#include <stdio.h>

enum { PATH = 80, CODE = 80 };

/* The lines of one code map against the codes of the data. */
typedef struct met {
    ontrack__review *review;
    const ontrack_dataset *dataset;
    ontrack_code_kind kind;
    ontrack_date as_of;
    bool as_recorded;
    int64_t *rows; /* by code number */
    bool *lines;   /* by line: some code meets it */
} met;

/* ---- codes that no line maps ---- */

static ontrack_status tell_unmapped(ontrack__review *review, const ontrack_unmapped *item)
{
    char path[PATH], code[CODE];
    const char *kind = ontrack_code_kind_name(item->kind);
    const ontrack_value value = ontrack_value_text(item->code);
    snprintf(path, sizeof path, "/codes/%s", kind);
    ontrack_value_format(&value, 0, code, sizeof code);
    ontrack__spot spot = ontrack__spot_at(path);
    spot.rows = item->rows;
    return ontrack__find(review, ONTRACK__FINDING_UNMAPPED_CODE, spot,
                         "no line maps the code \"%s\", which stands in %" PRId64 " row%s; add a "
                         "line with its category",
                         code, item->rows, item->rows == 1 ? "" : "s");
}

/* ---- lines that no code meets ---- */

static bool count_column(met *in, ontrack__page *page, const ontrack__code_column *column)
{
    int32_t cells[ONTRACK__MOST_COLUMNS];
    for (size_t i = 0; i < ontrack_dataset_count(in->dataset); i++) {
        const ontrack_student *student = ontrack_dataset_at(in->dataset, i);
        ontrack__walk walk = ontrack__walk_start(student, column->table);
        if (!ontrack__page_turn(page, student)) return false;
        while (ontrack__walk_next(&walk, cells))
            in->rows[ontrack__code_in(column, cells)] +=
                ontrack__code_seen(column, page, cells, in->as_of, in->as_recorded);
    }
    return true;
}

static bool count_columns(met *in)
{
    ontrack__page page;
    bool good = true;
    ontrack__page_init(&page, &in->review->ruleset->allocator);
    for (size_t i = 0; good && i < ontrack__code_column_count; i++)
        if (ontrack__code_columns[i].kind == in->kind)
            good = count_column(in, &page, &ontrack__code_columns[i]);
    ontrack__page_dispose(&page);
    return good;
}

/* The line that decides a code, as the map does. */
static ontrack_status meet(met *in, ontrack__code code)
{
    const ontrack__code_map *map = &in->review->ruleset->maps[in->kind];
    const ontrack_text text = ontrack__code_text(in->dataset, code);
    for (size_t i = 0; i < map->line_count; i++) {
        bool matched = false;
        const ontrack_status status =
            ontrack__pattern_match(map->lines[i].pattern, text, &matched, in->review->error);
        if (status != ONTRACK_OK) return status;
        if (!matched) continue;
        in->lines[i] = true;
        return ONTRACK_OK;
    }
    return ONTRACK_OK;
}

/* Own lines one by one; of inherited ones how many. */
static ontrack_status tell_unmet(met *in)
{
    char path[PATH];
    const char *kind = ontrack_code_kind_name(in->kind);
    const size_t own = ontrack__own_lines(in->review, in->kind);
    const size_t count = in->review->ruleset->maps[in->kind].line_count;
    size_t inherited = 0;
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < count; i++) {
        snprintf(path, sizeof path, "/codes/%s/%zu/match", kind, i);
        if (in->lines[i]) continue;
        if (i >= own)
            inherited++;
        else
            status = ontrack__find(in->review, ONTRACK__FINDING_UNMET_LINE, ontrack__spot_at(path),
                                   "no code of the data meets this line");
    }
    if (status != ONTRACK_OK || inherited == 0) return status;
    snprintf(path, sizeof path, "/codes/%s", kind);
    return ontrack__find(in->review, ONTRACK__FINDING_UNMET_INHERITED, ontrack__spot_at(path),
                         "%zu of %zu inherited lines are met by no code of the data", inherited,
                         count - own);
}

static ontrack_status check_kind(met *in)
{
    const size_t codes = (size_t)ontrack__interner_count(&in->dataset->codes);
    const size_t lines = in->review->ruleset->maps[in->kind].line_count;
    ontrack_status status = ONTRACK_OK;
    ontrack__arena_reset(&in->review->arena);
    in->rows = ontrack__arena_allocate(&in->review->arena, codes, sizeof *in->rows);
    in->lines = ontrack__arena_allocate(&in->review->arena, lines, sizeof *in->lines);
    if (in->rows == NULL || in->lines == NULL || !count_columns(in))
        return ontrack__review_no_memory(in->review);
    for (size_t code = 1; status == ONTRACK_OK && code < codes; code++)
        if (in->rows[code] > 0) status = meet(in, (ontrack__code)code);
    return status == ONTRACK_OK ? tell_unmet(in) : status;
}

static ontrack_status check_lines(ontrack__review *review, const ontrack_dataset *dataset,
                                  ontrack_date as_of)
{
    met in = {review, dataset, ONTRACK_CODES_ATTENDANCE, as_of, false, NULL, NULL};
    ontrack_status status = ONTRACK_OK;
    in.as_recorded = ontrack__reads_as_recorded(review->ruleset);
    for (int kind = 0; status == ONTRACK_OK && kind < ONTRACK_CODES_COUNT; kind++) {
        in.kind = (ontrack_code_kind)kind;
        if (review->ruleset->maps[kind].given && ontrack__reads_codes(review->ruleset, in.kind))
            status = check_kind(&in);
    }
    return status;
}

/* ---- a run ---- */

static ontrack_status tell_report(ontrack__review *review, const ontrack_report *report)
{
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < report->unmapped_count; i++)
        status = tell_unmapped(review, &report->unmapped[i]);
    for (size_t i = 0; status == ONTRACK_OK && i < report->warning_count; i++)
        status = ontrack__find(review, ONTRACK__FINDING_DATA, ontrack__spot_at(""), "%s",
                               report->warnings[i]);
    return status;
}

ontrack_status ontrack__check_data(ontrack__review *review, const ontrack_dataset *dataset)
{
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_evaluator *evaluator = NULL;
    const ontrack_report *report = NULL;
    options.allocator = &review->ruleset->allocator;
    options.as_of = review->options->as_of;
    ontrack_status status =
        ontrack_evaluator_new(review->ruleset, dataset, &options, &evaluator, review->error);
    if (status == ONTRACK_OK)
        status = ontrack_evaluator_run(evaluator, 0, ontrack_dataset_count(dataset), NULL,
                                       review->error);
    if (status == ONTRACK_OK) status = ontrack_evaluator_report(evaluator, &report, review->error);
    if (status == ONTRACK_OK) status = tell_report(review, report);
    if (status == ONTRACK_OK) status = check_lines(review, dataset, report->as_of);
    ontrack_evaluator_free(evaluator);
    return status;
}
