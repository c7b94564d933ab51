/* The absences of a student as a list: a record for each day of which something was missed. */
#include "measures/attendance.h"
#include "measures/list.h"

enum { DATE, CATEGORIES, MISSED, FIELDS };

static const ontrack__field fields[] = {
    [DATE] = {"date", ONTRACK__FIELD_DATE, "the day"},
    [CATEGORIES] = {"categories", ONTRACK__FIELD_CATEGORIES,
                    "what the rule set's attendance codes make of the day's absences, together"},
    [MISSED] = {"missed", ONTRACK__FIELD_NUMBER, "the share of the day that was missed"},
};

static ontrack__categories categories_of(const ontrack_question *question,
                                         const ontrack__ledger *ledger, const ontrack__day *day)
{
    const ontrack__mark *marks = ledger->marks + day->first;
    ontrack__categories all = 0;
    for (uint32_t i = 0; i < day->count; i++)
        if (ontrack__chosen(question->options->categories, marks[i].categories))
            all |= marks[i].categories;
    return all;
}

/* A day with a code that is not mapped is neither present nor absent, as for the measures. */
static ontrack_status read(const ontrack_question *question, const ontrack__list_sink *sink,
                           ontrack__why *why)
{
    ontrack__day_range range;
    ontrack__span span;
    ontrack_status status = ontrack__marked_days(question, &range, &span, why);
    if (status != ONTRACK_OK || *why != ONTRACK__KNOWN) return status;
    if (ontrack__day_set_count(&range.ledger->clear, range.from, range.to) == 0)
        *why = ONTRACK__WHY_NO_DAYS;
    for (size_t i = range.first; i < range.end && status == ONTRACK_OK; i++) {
        const ontrack__day *day = &range.ledger->days[i];
        const int64_t missed =
            day->unclear || day->count == 0 ? 0 : ontrack__missed_on(question, &range, day);
        if (missed <= 0) continue;
        ontrack__cell cells[FIELDS];
        cells[DATE] = ontrack__cell_date(day->date);
        cells[CATEGORIES] = ontrack__cell_categories(ONTRACK_CODES_ATTENDANCE,
                                                     categories_of(question, range.ledger, day));
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
