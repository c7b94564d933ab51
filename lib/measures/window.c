#include "measures/window.h"

#include "measures/days.h"
#include "measures/notes.h"
#include "measures/terms.h"

/* The student's first or last N known school days; what there is when there are fewer. */
static ontrack_status in_school_days(const ontrack_question *question, ontrack__dates *out,
                                     ontrack__why *why)
{
    const ontrack__window *window = &question->options->window;
    const ontrack__ledger *ledger;
    const ontrack_status status = ontrack__ledger_of(question, &ledger);
    if (status != ONTRACK_OK) return status;
    const ontrack__counted_days *days = &ledger->all;
    const size_t count = (size_t)ontrack__days_of(days);
    const size_t wanted = window->days < 0 ? 0 : (size_t)window->days;
    *why = ledger->why != ONTRACK__KNOWN ? ledger->why
           : count == 0 || wanted == 0   ? ONTRACK__WHY_NO_DAYS
                                         : ONTRACK__KNOWN;
    if (*why != ONTRACK__KNOWN) return ONTRACK_OK;
    const bool last = window->kind == ONTRACK__WINDOW_LAST_INSTRUCTIONAL_DAYS;
    out->from = ontrack__nth_day(days, last && wanted <= count ? count - wanted : 0);
    out->to = last || wanted > count ? question->as_of : ontrack__nth_day(days, wanted - 1);
    return ONTRACK_OK;
}

static ontrack__why in_term(const ontrack_question *question, ontrack__dates *out)
{
    const ontrack_text name = question->options->window.term;
    const ontrack__term *term;
    const ontrack__why why = name.size == 0 ? ontrack__current_term(question, &term)
                                            : ontrack__named_term(question, name, &term);
    if (why != ONTRACK__KNOWN) return why;
    out->from = term->start;
    out->to = term->end;
    return ONTRACK__KNOWN;
}

ontrack_status ontrack__any_window(const ontrack_question *question, ontrack__dates *out,
                                   ontrack__why *why)
{
    const ontrack__window *window = &question->options->window;
    ontrack_status status = ONTRACK_OK;
    *why = ONTRACK__KNOWN;
    *out = ontrack__year_to_date(question);
    switch (window->kind) {
    case ONTRACK__WINDOW_YEAR_TO_DATE:
        break;
    case ONTRACK__WINDOW_TERM:
        *why = in_term(question, out);
        break;
    case ONTRACK__WINDOW_FIRST_INSTRUCTIONAL_DAYS:
    case ONTRACK__WINDOW_LAST_INSTRUCTIONAL_DAYS:
        status = in_school_days(question, out, why);
        break;
    case ONTRACK__WINDOW_LAST_CALENDAR_DAYS:
        out->from = question->as_of - window->days + 1;
        break;
    case ONTRACK__WINDOW_FROM_TO:
        out->from = window->from;
        out->to = window->to;
        break;
    }
    if (out->to > question->as_of) out->to = question->as_of;
    if (status == ONTRACK_OK && *why == ONTRACK__KNOWN && out->from > out->to)
        *why = ONTRACK__WHY_WINDOW_AHEAD;
    return status;
}
