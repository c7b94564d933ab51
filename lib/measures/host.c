/* What a host's measure may ask. */
#include "base/text.h"
#include "measures/notes.h"
#include "measures/window.h"

const ontrack_student *ontrack_question_student(const ontrack_question *question)
{
    return question->student;
}

ontrack_date ontrack_question_as_of(const ontrack_question *question)
{
    return question->as_of;
}

ontrack_status ontrack_question_window(const ontrack_question *question, ontrack_date *from,
                                       ontrack_date *to)
{
    ontrack__dates span;
    ontrack__why why;
    const ontrack_status status = ontrack__window_span(question, &span, &why);
    if (status != ONTRACK_OK) return status;
    if (why != ONTRACK__KNOWN) return ONTRACK_UNKNOWN;
    *from = span.from;
    *to = span.to;
    return ONTRACK_OK;
}

/* What a code means; unmapped when no record bears it. */
static ontrack__meaning meaning_of_text(const ontrack_question *question, ontrack_code_kind kind,
                                        ontrack_text text)
{
    ontrack__code code;
    if (!ontrack__intern_find(&ontrack__dataset_of(question)->codes, text, &code))
        code = UINT32_MAX;
    return ontrack__meaning_of(question->meanings, kind, code);
}

static bool category_bit(const ontrack_question *question, ontrack_code_kind kind,
                         const char *category, size_t *bit)
{
    const ontrack_text wanted = ontrack_text_of(category);
    for (*bit = 0; *bit < question->category_count[kind]; ++*bit)
        if (ontrack__text_is(wanted, question->category_names[kind][*bit])) return true;
    return false;
}

bool ontrack_question_is(const ontrack_question *question, ontrack_code_kind kind,
                         ontrack_text code, const char *category)
{
    size_t bit;
    if ((unsigned)kind >= ONTRACK_CODES_COUNT || category == NULL) return false;
    if (!category_bit(question, kind, category, &bit)) return false;
    const ontrack__meaning meaning = meaning_of_text(question, kind, code);
    return (meaning.categories >> bit & 1) != 0;
}

bool ontrack_question_chooses(const ontrack_question *question, ontrack_code_kind kind,
                              ontrack_text code)
{
    if ((unsigned)kind >= ONTRACK_CODES_COUNT) return false;
    const ontrack__options *options = question->options;
    const ontrack__categories categories = meaning_of_text(question, kind, code).categories;
    switch (kind) {
    case ONTRACK_CODES_SUBJECT:
        return ontrack__chosen(options->subjects, categories);
    case ONTRACK_CODES_COURSE:
        return ontrack__chosen(options->courses, categories);
    case ONTRACK_CODES_TERM:
        return ontrack__chosen(options->terms, categories);
    case ONTRACK_CODES_MARK:
        return options->marks == 0 || (options->marks & categories) != 0;
    default:
        return ontrack__chosen(options->categories, categories);
    }
}
