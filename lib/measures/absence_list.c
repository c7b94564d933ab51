/* The absences of a student as a list: a record for each day of which something was missed. */
#include "measures/day_range.h"
#include "measures/list.h"

enum { DATE, CATEGORIES, MISSED, FIELDS };

static const ontrack__field fields[] = {
    [DATE] = {"date", ONTRACK__FIELD_DATE, "the day"},
    [CATEGORIES] = {"categories", ONTRACK__FIELD_CATEGORIES,
                    "what the rule set's attendance codes make of the day's absences, together"},
    [MISSED] = {"missed", ONTRACK__FIELD_NUMBER, "the share of the day that was missed"},
};

/* Of the absences first .. end - 1, which are those of a day. */
static ontrack__categories categories_of(const ontrack_question *question,
                                         const ontrack__absence *absences, size_t first, size_t end)
{
    ontrack__categories all = 0;
    for (size_t i = first; i < end; i++)
        if (ontrack__chosen(question->options->categories, absences[i].categories))
            all |= absences[i].categories;
    return all;
}

/* A day with a code that is not mapped is neither present nor absent, as for the measures. */
static ontrack_status read(const ontrack_question *question, const ontrack__list_sink *sink,
                           ontrack__why *why)
{
    ontrack__day_range range;
    ontrack_status status = ontrack__marked_days(question, &range, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    if (range.days == 0) *why = ONTRACK__WHY_NO_DAYS;
    const ontrack__absence *absences = range.ledger->absences;
    for (size_t first = range.first, end = first; first < range.end && status == ONTRACK_OK;
         first = end) {
        const int64_t missed = ontrack__missed_on(question, &range, &end);
        if (missed <= 0) continue;
        ontrack__cell cells[FIELDS];
        cells[DATE] = ontrack__cell_date(absences[first].date);
        cells[CATEGORIES] = ontrack__cell_categories(ONTRACK_CODES_ATTENDANCE,
                                                     categories_of(question, absences, first, end));
        cells[MISSED] = ontrack__cell_number(missed);
        cells[MISSED].denominator = range.unit / ONTRACK_DECIMAL_ONE;
        status = sink->add(sink->user, cells);
    }
    return status;
}

const ontrack__record_list ontrack__absences_list = {
    "absences",
    "absence",
    "the school days of the year of which something was missed, each once",
    "attendance.days_absent",
    ONTRACK_TABLE_ATTENDANCE,
    1u << ONTRACK_CODES_ATTENDANCE,
    fields,
    FIELDS,
    read};
