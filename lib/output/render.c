#include "output/render.h"

#include "base/buffer.h"
#include "base/rational.h"
#include "base/text.h"
#include "output/screen.h"

#include <string.h>

enum {
    GAP = 2,            /* blanks between columns */
    LEAST_REASONS = 32, /* columns below which reasons go under their student */
    LEAST_NAME = 18,    /* columns that names keep when that makes room for reasons beside them */
    STACKED_INDENT = 4, /* of reasons under their student */
    HANGING = 2         /* of a reason's further lines */
};

/* The widest that each field's column gets; longer texts are cut. An id is never cut: when one is
 * longer, reasons go under their students, where ids have the whole line. */
static const size_t most_width[ONTRACK__LISTED_FIELDS] = {20, 24, 6, 12, 16};
static const char *const field_titles[ONTRACK__LISTED_FIELDS] = {"Id", "Name", "Grade", "School",
                                                                 "Status"};

typedef struct layout {
    bool shown[ONTRACK__LISTED_FIELDS];
    size_t widths[ONTRACK__LISTED_FIELDS];
    size_t reasons; /* column at which reasons begin */
    bool stacked;   /* reasons go under their student */
} layout;

/* A line that is being written. */
typedef struct line {
    ontrack_writer *writer;
    size_t at;   /* columns used */
    size_t goal; /* columns of blanks due before the next text */
} line;

/* ---- lines ---- */

static bool put_blanks(ontrack_buffer *out, size_t count)
{
    bool done = true;
    for (; count > 0 && done; count--)
        done = ontrack__buffer_char(out, ' ');
    return done;
}

static bool put_style(ontrack_writer *writer, const char *style)
{
    return !writer->color || style == NULL || ontrack__buffer_string(&writer->out, style);
}

/* A text in its style at the line's next column, cut to `width` columns. Blanks are written only
 * when a text follows, so that no line ends in one. */
static bool put_field(line *at, ontrack_text text, size_t width, const char *style)
{
    ontrack_writer *writer = at->writer;
    if (text.size == 0) return true;
    const size_t start = at->goal > at->at ? at->goal : at->at;
    if (start + width > writer->width) width = start < writer->width ? writer->width - start : 0;
    const bool cut = ontrack__screen_width(text) > width;
    const ontrack_text fits = ontrack__screen_fit(text, cut && width > 0 ? width - 1 : width);
    if (!put_blanks(&writer->out, start - at->at) || !put_style(writer, style) ||
        !ontrack__buffer_text(&writer->out, fits) ||
        (cut && width > 0 && !ontrack__buffer_string(&writer->out, "\xE2\x80\xA6")) ||
        (style != NULL && !put_style(writer, "\x1b[0m")))
        return false;
    at->at = start + ontrack__screen_width(fits) + (cut && width > 0);
    at->goal = at->at;
    return true;
}

static bool put_words(line *at, const char *words, const char *style)
{
    return put_field(at, ontrack_text_of(words), at->writer->width, style);
}

static bool end_line(line *at)
{
    at->at = at->goal = 0;
    return ontrack__buffer_char(&at->writer->out, '\n');
}

/* A text over as many lines as it needs, the first at the column `first` and the others at
 * `others`. */
static bool put_wrapped(line *at, ontrack_text text, size_t first, size_t others, const char *style)
{
    size_t column = first;
    bool done = true;
    do {
        const size_t width = at->writer->width - column;
        const ontrack_text piece = ontrack__screen_line(&text, width);
        at->goal = column;
        done = put_field(at, piece, width, style) && end_line(at);
        column = others;
    } while (done && text.size > 0);
    return done;
}

static const char *style_of(const ontrack_writer *writer, int level)
{
    const int worst = (int)ontrack_ruleset_level_count(writer->ruleset) - 1;
    if (level == ONTRACK_LEVEL_UNKNOWN) return "\x1b[36m";
    if (level == 0) return "\x1b[32m";
    return level == worst ? "\x1b[1;31m" : "\x1b[33m";
}

/* ---- title and counts ---- */

static bool put_title(line *at, const ontrack_report *report)
{
    const ontrack_ruleset *ruleset = at->writer->ruleset;
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    char date[ONTRACK_DATE_SIZE];
    const char *title = ontrack_ruleset_text(ruleset, ONTRACK_RULESET_TITLE);
    if (title[0] == '\0') title = ontrack_ruleset_text(ruleset, ONTRACK_RULESET_ID);
    ontrack_date_format(report->as_of, date);
    text.allocator = at->writer->allocator;
    const bool done =
        ontrack__screen_clean(&text, ontrack_text_of(title)) &&
        ontrack__buffer_string(&text, ", as of ") && ontrack__buffer_string(&text, date) &&
        put_wrapped(at, ontrack__buffer_view(&text), 0, HANGING, "\x1b[1m") && end_line(at);
    ontrack_buffer_dispose(&text);
    return done;
}

/* Text that ends at a column. */
static bool put_right(line *at, const char *text, size_t column)
{
    const size_t width = strlen(text);
    if (column > at->goal + width) at->goal = column - width;
    return put_words(at, text, NULL);
}

static bool put_count(line *at, const char *name, int64_t count, int64_t all, size_t columns[2],
                      const char *style)
{
    char number[ONTRACK_VALUE_SIZE], share[48];
    const ontrack_value value = ontrack_value_count(count);
    ontrack_value_format(&value, 0, number, sizeof number);
    bool done = put_words(at, name, style) && put_right(at, number, columns[0]);
    if (done && all > 0) {
        const ontrack__rational part = {count * 100, all};
        const size_t size = ontrack__rational_format(part, 1, share);
        memcpy(share + size, " %", 3);
        done = put_right(at, share, columns[1]);
    }
    return done && end_line(at);
}

/* The statuses with their counts and shares, the worst first and the best last. */
static bool put_counts(line *at, const ontrack_report *report)
{
    const ontrack_ruleset *ruleset = at->writer->ruleset;
    const int levels = (int)ontrack_ruleset_level_count(ruleset);
    size_t widest = strlen("students"), columns[2];
    char number[ONTRACK_VALUE_SIZE];
    const ontrack_value all = ontrack_value_count(report->students);
    for (int level = -1; level < levels; level++) {
        const size_t width = strlen(ontrack_ruleset_level(ruleset, level));
        if (width > widest) widest = width;
    }
    columns[0] = widest + GAP + ontrack_value_format(&all, 0, number, sizeof number);
    columns[1] = columns[0] + GAP + strlen("100.0 %");
    bool done = true;
    for (int level = levels - 1; level > 0 && done; level--)
        done = put_count(at, ontrack_ruleset_level(ruleset, level), report->by_level[level],
                         report->students, columns, style_of(at->writer, level));
    return done &&
           put_count(at, ontrack_ruleset_level(ruleset, -1), report->unknown, report->students,
                     columns, style_of(at->writer, -1)) &&
           put_count(at, ontrack_ruleset_level(ruleset, 0), report->by_level[0], report->students,
                     columns, style_of(at->writer, 0)) &&
           put_count(at, "students", report->students, 0, columns, NULL);
}

/* Students at the best level who are in no list; its name as words: "on track". */
static bool put_unlisted(line *at, int64_t count)
{
    const char *name = ontrack_ruleset_level(at->writer->ruleset, 0);
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    if (count == 0) return true;
    text.allocator = at->writer->allocator;
    bool done = ontrack__buffer_integer(&text, count) &&
                ontrack__buffer_string(&text, count == 1 ? " student " : " students ");
    for (size_t i = 0; name[i] != '\0' && done; i++)
        done = ontrack__buffer_char(&text, name[i] == '_' ? ' ' : name[i]);
    done = done &&
           ontrack__buffer_string(&text, count == 1 ? " is not listed; use -f csv for all."
                                                    : " are not listed; use -f csv for all.") &&
           end_line(at) && put_wrapped(at, ontrack__buffer_view(&text), 0, 0, NULL);
    ontrack_buffer_dispose(&text);
    return done;
}

/* ---- layout ---- */

/* Whether a field says something: a name when anybody has one, grade and school when they vary. */
static bool worth_showing(ontrack__listed_field field, const ontrack__listed *students,
                          size_t count)
{
    bool any = false, varies = false;
    for (size_t i = 0; i < count; i++) {
        const ontrack_text text = students[i].fields[field];
        any = any || text.size > 0;
        varies = varies || !ontrack__text_equal(text, students[0].fields[field]);
    }
    if (field == ONTRACK__LISTED_GRADE || field == ONTRACK__LISTED_SCHOOL) return varies;
    return any;
}

static size_t widest(ontrack__listed_field field, const ontrack__listed *students, size_t count)
{
    size_t most = strlen(field_titles[field]);
    for (size_t i = 0; i < count; i++) {
        const size_t width = ontrack__screen_width(students[i].fields[field]);
        if (width > most) most = width;
    }
    return most;
}

/* Narrows the names when that lets the reasons stand beside them. */
static void make_room(layout *shape, size_t width)
{
    size_t *name = &shape->widths[ONTRACK__LISTED_NAME];
    const size_t wanted = shape->reasons + LEAST_REASONS;
    if (wanted <= width || *name <= LEAST_NAME || wanted - width > *name - LEAST_NAME) return;
    shape->reasons -= wanted - width;
    *name -= wanted - width;
}

static layout make_layout(const ontrack_writer *writer, const ontrack__listed *students,
                          size_t count)
{
    layout shape = {{false}, {0}, 0, false};
    for (int i = 0; i < ONTRACK__LISTED_FIELDS; i++) {
        const ontrack__listed_field field = (ontrack__listed_field)i;
        shape.shown[field] = worth_showing(field, students, count);
        if (!shape.shown[field]) continue;
        shape.widths[field] = widest(field, students, count);
        if (shape.widths[field] > most_width[field]) {
            shape.widths[field] = most_width[field];
            shape.stacked = shape.stacked || field == ONTRACK__LISTED_ID;
        }
        shape.reasons += shape.widths[field] + GAP;
    }
    make_room(&shape, writer->width);
    shape.stacked = shape.stacked || shape.reasons + LEAST_REASONS > writer->width;
    return shape;
}

/* ---- students ---- */

static bool put_header(line *at, const layout *shape)
{
    bool done = true;
    size_t column = 0;
    for (size_t i = 0; i < ONTRACK__LISTED_FIELDS && done; i++) {
        if (!shape->shown[i]) continue;
        at->goal = column;
        done = put_words(at, field_titles[i], "\x1b[1m");
        column += shape->widths[i] + GAP;
    }
    at->goal = column;
    return done && put_words(at, "Reasons", "\x1b[1m") && end_line(at);
}

static bool put_reason(line *at, const ontrack__listed *student, size_t index, size_t column)
{
    const ontrack_text reason = student->reasons[index];
    if (student->level != ONTRACK_LEVEL_UNKNOWN)
        return put_wrapped(at, reason, column, column + HANGING, NULL);
    at->goal = column;
    return put_field(at, reason, at->writer->width - column, NULL) && end_line(at);
}

static bool put_beside(line *at, const layout *shape, const ontrack__listed *student)
{
    bool done = true;
    size_t column = 0;
    for (size_t i = 0; i < ONTRACK__LISTED_FIELDS && done; i++) {
        if (!shape->shown[i]) continue;
        at->goal = column;
        done = put_field(at, student->fields[i], shape->widths[i],
                         i == ONTRACK__LISTED_STATUS ? style_of(at->writer, student->level) : NULL);
        column += shape->widths[i] + GAP;
    }
    for (size_t i = 0; i < student->reason_count && done; i++)
        done = put_reason(at, student, i, shape->reasons);
    return done;
}

/* The student's fields on one line, or more when they need them, and the reasons below. */
static bool put_stacked(line *at, const layout *shape, const ontrack__listed *student)
{
    bool done = end_line(at);
    for (size_t i = 0; i < ONTRACK__LISTED_FIELDS && done; i++) {
        const ontrack_text text = student->fields[i];
        const size_t width = ontrack__screen_width(text);
        const char *style =
            i == ONTRACK__LISTED_STATUS ? style_of(at->writer, student->level) : NULL;
        if (!shape->shown[i] || text.size == 0) continue;
        if (at->goal > 0 && at->goal + GAP + width > at->writer->width)
            done = end_line(at);
        else if (at->goal > 0)
            at->goal += GAP;
        ontrack_text rest = text;
        while (done && ontrack__screen_width(rest) > at->writer->width)
            done = put_field(at, ontrack__screen_line(&rest, at->writer->width), at->writer->width,
                             style) &&
                   end_line(at);
        done = done && put_field(at, rest, at->writer->width, style);
    }
    done = done && end_line(at);
    for (size_t i = 0; i < student->reason_count && done; i++)
        done = put_reason(at, student, i, STACKED_INDENT);
    return done;
}

bool ontrack__render(ontrack_writer *writer, const ontrack_report *report,
                     const ontrack__listed *students, size_t count)
{
    line at = {writer, 0, 0};
    int64_t unlisted = report->by_level[0];
    for (size_t i = 0; i < count; i++)
        unlisted -= students[i].level == 0;
    if (!put_title(&at, report) || !put_counts(&at, report) || !put_unlisted(&at, unlisted))
        return false;
    if (count == 0) return true;
    const layout shape = make_layout(writer, students, count);
    if (!shape.stacked && !(end_line(&at) && put_header(&at, &shape))) return false;
    bool done = true;
    for (size_t i = 0; i < count && done; i++)
        done = shape.stacked ? put_stacked(&at, &shape, &students[i])
                             : put_beside(&at, &shape, &students[i]);
    return done;
}
