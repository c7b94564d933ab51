#include "measures/totals.h"

#include "measures/notes.h"

static const ontrack__totals_row *rows_of(const ontrack_question *question, size_t *count)
{
    return (const ontrack__totals_row *)ontrack__page_rows_until(
        &question->notes->page, ONTRACK_TABLE_ATTENDANCE_TOTALS, question->as_of, count);
}

ontrack__why ontrack__totals_of(const ontrack_question *question, const ontrack__totals_row **out)
{
    if (!ontrack__table_given(ontrack__dataset_of(question), ONTRACK_TABLE_ATTENDANCE_TOTALS))
        return ONTRACK__WHY_NO_ATTENDANCE;
    if (question->options->window.kind != ONTRACK__WINDOW_YEAR_TO_DATE)
        return ONTRACK__WHY_TOTALS_WINDOW;
    if (question->options->partial_day != ONTRACK__PARTIAL_SHARE) return ONTRACK__WHY_TOTALS_DAYS;
    size_t count;
    const ontrack__totals_row *rows = rows_of(question, &count);
    if (count == 0 || rows[count - 1].through < question->year_start)
        return ONTRACK__WHY_TOTALS_MISSING;
    /* Equal rows were one; two of one day that are left differ. */
    if (count > 1 && rows[count - 2].through == rows[count - 1].through)
        return ONTRACK__WHY_TOTALS_DISAGREE;
    *out = &rows[count - 1];
    return ONTRACK__KNOWN;
}

/* Whether nothing but `category` is asked for; asking for nothing in particular is `otherwise`. */
static bool asks_for(const ontrack_question *question, ontrack__categories category, bool otherwise)
{
    const ontrack__choice choice = question->options->categories;
    if (choice.none != 0) return false;
    return choice.narrowed ? choice.any == category : otherwise;
}

ontrack__why ontrack__totals_absent(const ontrack_question *question,
                                    const ontrack__totals_row *totals, ontrack_decimal *out)
{
    if (asks_for(question, ONTRACK__ABSENT, true))
        *out = totals->absent;
    else if (asks_for(question, ONTRACK__UNEXCUSED, false) &&
             totals->unexcused != ONTRACK_DECIMAL_NONE)
        *out = totals->unexcused;
    else
        return ONTRACK__WHY_TOTALS_CATEGORIES;
    return *out > totals->enrolled ? ONTRACK__WHY_TOTALS_IMPOSSIBLE : ONTRACK__KNOWN;
}

ontrack__why ontrack__totals_tardies(const ontrack_question *question,
                                     const ontrack__totals_row *totals, int32_t *out)
{
    if (!asks_for(question, ONTRACK__TARDY, true) || totals->tardies == ONTRACK_INTEGER_NONE)
        return ONTRACK__WHY_TOTALS_CATEGORIES;
    *out = totals->tardies;
    return ONTRACK__KNOWN;
}
