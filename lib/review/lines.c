/* Lines of code maps to which earlier lines leave nothing. Only what is certain is said. */
#include "review/pieces.h"

#include "base/buffer.h"
#include "base/text.h"
#include "review/alternatives.h"

#include <stdio.h>

/* Texts tried on earlier lines of one map: a hostile map is not looked through to its end. */
enum { MOST_TRIES = 200000 };

enum { PATH = 80, LISTED = 120 };

/* A code map whose lines are looked through. */
typedef struct map {
    ontrack__review *review;
    ontrack_code_kind kind;
    const ontrack__code_map *lines;
    const ontrack__alternatives *texts; /* by line */
    size_t *tries;
} map;

/* What was found out about one line. */
typedef struct verdict {
    size_t lost;  /* of its texts */
    size_t first; /* the line that takes the first of them */
    bool several; /* other lines take others */
    char list[LISTED];
    size_t size;
} verdict;

static bool has_letters(ontrack_text text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((text.data[i] | 0x20) >= 'a' && (text.data[i] | 0x20) <= 'z') return true;
    return false;
}

/* Whether an earlier line surely matches whatever a later one's text stands for: all its ways to be
 * written, and all that begins with it. */
static ontrack_status takes(const map *in, size_t earlier, const ontrack__alternatives *later,
                            const ontrack__alternative *text, bool *out)
{
    const ontrack__alternatives *first = &in->texts[earlier];
    ontrack_error fault = ONTRACK_ERROR_INIT;
    *out = first->everything;
    if (first->everything) return ONTRACK_OK;
    if (later->any_case && has_letters(text->text) && !(first->any_case && first->simple))
        return ONTRACK_OK;
    if (text->open) {
        /* A match on the text holds on with more behind it only without an end in the pattern. */
        for (size_t i = 0; i < first->count; i++)
            if (!first->simple || !first->items[i].open) return ONTRACK_OK;
        if (first->count == 0) return ONTRACK_OK;
    }
    const ontrack_status status =
        ontrack__pattern_match(in->lines->lines[earlier].pattern, text->text, out, &fault);
    if (status == ONTRACK_NO_MEMORY) return ontrack__review_no_memory(in->review);
    return ONTRACK_OK; /* a pattern that gives up has taken nothing */
}

static void list(verdict *found, ontrack_text text)
{
    char plain[LISTED];
    const ontrack_value value = ontrack_value_text(text);
    if (found->size >= LISTED) return;
    ontrack_value_format(&value, 0, plain, sizeof plain);
    const int size = snprintf(found->list + found->size, LISTED - found->size, "%s%s",
                              found->size == 0 ? "" : ", ", plain);
    found->size += (size_t)size;
}

static ontrack_status look(const map *in, size_t line, verdict *found)
{
    const ontrack__alternatives *texts = &in->texts[line];
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 0; status == ONTRACK_OK && i < texts->count; i++) {
        bool taken = false;
        size_t earlier = 0;
        for (; status == ONTRACK_OK && !taken && earlier < line; earlier++)
            status = takes(in, earlier, texts, &texts->items[i], &taken);
        if (!taken) continue;
        if (found->lost++ == 0) found->first = earlier - 1;
        found->several = found->several || found->first != earlier - 1;
        list(found, texts->items[i].text);
    }
    return status;
}

/* The earlier line that matches everything, or that has the same pattern; `line` when there is
 * none. */
static size_t whole(const map *in, size_t line, const ontrack__json_value *codes)
{
    const ontrack_text own =
        ontrack__json_text(ontrack__json_get(ontrack__json_at(codes, line), "match"));
    size_t i = 0;
    while (i < line && !in->texts[i].everything &&
           !ontrack__text_equal(
               own, ontrack__json_text(ontrack__json_get(ontrack__json_at(codes, i), "match"))))
        i++;
    return i;
}

static ontrack_status tell(const map *in, size_t line, const verdict *found, bool all)
{
    char path[PATH], taker[PATH];
    const char *kind = ontrack_code_kind_name(in->kind);
    snprintf(path, sizeof path, "/codes/%s/%zu/match", kind, line);
    snprintf(taker, sizeof taker, "/codes/%s/%zu%s", kind, found->first,
             found->several ? " and others match" : " matches");
    if (all)
        return ontrack__find(in->review, ONTRACK__FINDING_LINE_NEVER_REACHED,
                             ontrack__spot_at(path),
                             "no code reaches this line: %s them first; move it before, or remove "
                             "it",
                             taker);
    return ontrack__find(in->review, ONTRACK__FINDING_CODE_NEVER_REACHED, ontrack__spot_at(path),
                         "some of its codes never reach this line, since %s them first: %s%s",
                         taker, found->list, found->size >= LISTED ? "..." : "");
}

static ontrack_status check_line(const map *in, size_t line, const ontrack__json_value *codes)
{
    verdict found = {0, 0, false, "", 0};
    const ontrack__alternatives *texts = &in->texts[line];
    found.first = whole(in, line, codes);
    if (found.first < line) return tell(in, line, &found, true);
    const ontrack_status status = look(in, line, &found);
    if (status != ONTRACK_OK || found.lost == 0) return status;
    return tell(in, line, &found, texts->complete && found.lost == texts->count);
}

static ontrack_status check_map(ontrack__review *review, ontrack_code_kind kind,
                                const ontrack__json_value *codes)
{
    const ontrack__code_map *lines = &review->ruleset->maps[kind];
    const size_t own = ontrack__own_lines(review, kind);
    ontrack__arena_reset(&review->arena);
    ontrack__alternatives *texts =
        ontrack__arena_allocate(&review->arena, lines->line_count, sizeof *texts);
    if (texts == NULL) return ontrack__review_no_memory(review);
    size_t tries = 0;
    const map in = {review, kind, lines, texts, &tries};
    for (size_t i = 0; i < lines->line_count; i++)
        if (!ontrack__alternatives_of(
                ontrack__json_text(ontrack__json_get(ontrack__json_at(codes, i), "match")),
                &review->arena, &texts[i]))
            return ontrack__review_no_memory(review);
    ontrack_status status = ONTRACK_OK;
    for (size_t i = 1; status == ONTRACK_OK && i < own; i++)
        status = check_line(&in, i, codes);
    return status;
}

ontrack_status ontrack__check_lines(ontrack__review *review)
{
    const ontrack__json_value *all =
        ontrack__json_get(ontrack__json_root(review->ruleset->document), "codes");
    ontrack_status status = ONTRACK_OK;
    for (int kind = 0; status == ONTRACK_OK && kind < ONTRACK_CODES_COUNT; kind++) {
        const ontrack__json_value *codes =
            ontrack__json_get(all, ontrack_code_kind_name((ontrack_code_kind)kind));
        if (codes != NULL) status = check_map(review, (ontrack_code_kind)kind, codes);
    }
    return status;
}
