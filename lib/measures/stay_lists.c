/* Enrollments and interventions as lists: spans of days of which the end may lie ahead. */
#include "measures/list.h"
#include "measures/notes.h"
#include "measures/stays.h"

static ontrack__cell end_of(ontrack_date end, bool over, ontrack__why why)
{
    return over ? ontrack__cell_date(end) : ontrack__cell_unknown(why);
}

/* ---- enrollments ---- */

enum { SCHOOL, ENTRY, EXIT, STAY_FIELDS };

static const ontrack__field stay_fields[] = {
    [SCHOOL] = {"school", ONTRACK__FIELD_TEXT, "the school"},
    [ENTRY] = {"entry", ONTRACK__FIELD_DATE, "the first day"},
    [EXIT] = {"exit", ONTRACK__FIELD_DATE, "the last day, once it has come"},
};

static ontrack_status read_stays(const ontrack_question *question, const ontrack__list_sink *sink,
                                 ontrack__why *why)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    *why = ONTRACK__WHY_NO_ENROLLMENTS;
    if (!ontrack__table_given(dataset, ONTRACK_TABLE_ENROLLMENTS)) return ONTRACK_OK;
    *why = ONTRACK__KNOWN;
    const ontrack__stay *stays;
    size_t count;
    ontrack_status status = ontrack__stays(question, &stays, &count);
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++) {
        if (stays[i].exit < question->year_start) continue;
        ontrack__cell cells[STAY_FIELDS];
        cells[SCHOOL] = ontrack__cell_text(ontrack__code_text(dataset, stays[i].school));
        cells[ENTRY] = ontrack__cell_date(stays[i].entry);
        cells[EXIT] =
            end_of(stays[i].exit, stays[i].exit != ONTRACK__STILL_THERE, ONTRACK__WHY_NOT_ENDED);
        status = sink->add(sink->user, cells);
    }
    return status;
}

const ontrack__record_list ontrack__enrollments_list = {
    "enrollments",
    "enrollment",
    "the stays at schools that reach into the school year; those that adjoin at one school are one",
    NULL,
    ONTRACK_TABLE_ENROLLMENTS,
    0,
    stay_fields,
    STAY_FIELDS,
    read_stays};

/* ---- interventions ---- */

enum { NAME, INDICATOR, TIER, START, END, HELP_FIELDS };

static const ontrack__field help_fields[] = {
    [NAME] = {"name", ONTRACK__FIELD_TEXT, "the intervention"},
    [INDICATOR] = {"indicator", ONTRACK__FIELD_TEXT, "the indicator that it is for"},
    [TIER] = {"tier", ONTRACK__FIELD_TEXT, "its tier"},
    [START] = {"start", ONTRACK__FIELD_DATE, "the first day"},
    [END] = {"end", ONTRACK__FIELD_DATE, "the last day, once it has come"},
};

static void fill_help(const ontrack_question *question, const ontrack__intervention_row *row,
                      ontrack__cell *cells)
{
    const ontrack_dataset *dataset = ontrack__dataset_of(question);
    cells[NAME] = ontrack__cell_text(ontrack__free_text_of(dataset, row->name));
    cells[INDICATOR] = ontrack__cell_text(ontrack__code_text(dataset, row->indicator));
    cells[TIER] = ontrack__cell_text(ontrack__code_text(dataset, row->tier));
    cells[START] = ontrack__cell_date(row->start);
    cells[END] = end_of(row->end, row->end != ONTRACK_DATE_NONE && row->end <= question->as_of,
                        ONTRACK__WHY_NOT_ENDED);
}

static ontrack_status read_help(const ontrack_question *question, const ontrack__list_sink *sink,
                                ontrack__why *why)
{
    *why = ONTRACK__WHY_NO_INTERVENTIONS;
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_INTERVENTIONS))
        return ONTRACK_OK;
    *why = ONTRACK__KNOWN;
    size_t count;
    const ontrack__intervention_row *rows =
        (const ontrack__intervention_row *)ontrack__page_rows_until(
            &question->notes->page, ONTRACK_TABLE_INTERVENTIONS, question->as_of, &count);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; i < count && status == ONTRACK_OK; i++) {
        ontrack__cell cells[HELP_FIELDS];
        if (rows[i].end != ONTRACK_DATE_NONE && rows[i].end < question->year_start) continue;
        fill_help(question, &rows[i], cells);
        status = sink->add(sink->user, cells);
    }
    return status;
}

const ontrack__record_list ontrack__interventions_list = {
    "interventions",
    "intervention",
    "the interventions begun by the as-of date that reach into the school year",
    NULL,
    ONTRACK_TABLE_INTERVENTIONS,
    0,
    help_fields,
    HELP_FIELDS,
    read_help};
