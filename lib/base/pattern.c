#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include "base/alloc.h"
#include "base/error.h"

#include <pcre2.h>

enum {
    MATCH_LIMIT =
        102400, /* steps, some milliseconds; a title with two `.*` needs some ten thousand */
    TIERS = 6,  /* of limits, each the quarter of the next: a counted match tries them in turn */
    DEPTH_LIMIT = 1000, /* nested backtracking */
    HEAP_LIMIT = 4096,  /* KiB */
    NESTING_LIMIT = 50, /* parentheses */
    ALIGNMENT = 16
};

struct ontrack__pattern {
    ontrack_allocator allocator;
    pcre2_general_context *memory;
    pcre2_compile_context *settings;
    pcre2_match_context *limits[TIERS]; /* only read by matches, so threads may share them */
    pcre2_code *code;
};

/* PCRE2 gives blocks back without their size, which an ontrack_allocator is told: it is kept in
 * front of each block. */
static void *take_block(size_t size, void *user)
{
    if (size > SIZE_MAX - ALIGNMENT) return NULL;
    char *block = ontrack__allocate(user, 1, size + ALIGNMENT);
    if (block == NULL) return NULL;
    memcpy(block, &size, sizeof size);
    return block + ALIGNMENT;
}

static void give_block(void *data, void *user)
{
    if (data == NULL) return;
    char *block = (char *)data - ALIGNMENT;
    size_t size;
    memcpy(&size, block, sizeof size);
    ontrack__release(user, block, 1, size + ALIGNMENT);
}

static uint32_t tier_limit(size_t tier)
{
    return (uint32_t)MATCH_LIMIT >> 2 * (TIERS - 1 - tier);
}

static bool make_contexts(ontrack__pattern *pattern)
{
    pattern->memory = pcre2_general_context_create(take_block, give_block, &pattern->allocator);
    if (pattern->memory == NULL) return false;
    pattern->settings = pcre2_compile_context_create(pattern->memory);
    if (pattern->settings == NULL) return false;
    /* One newline and one nesting limit, however PCRE2 was built. */
    pcre2_set_newline(pattern->settings, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(pattern->settings, NESTING_LIMIT);
    for (size_t i = 0; i < TIERS; i++) {
        pcre2_match_context *limits = pcre2_match_context_create(pattern->memory);
        if (limits == NULL) return false;
        pcre2_set_match_limit(limits, tier_limit(i));
        pcre2_set_depth_limit(limits, DEPTH_LIMIT);
        pcre2_set_heap_limit(limits, HEAP_LIMIT);
        pattern->limits[i] = limits;
    }
    return true;
}

static ontrack_status refuse(int code, size_t offset, ontrack_error *error)
{
    if (code == PCRE2_ERROR_HEAP_FAILED) return ontrack__no_memory(error);
    char reason[160] = "it cannot be read";
    pcre2_get_error_message(code, (PCRE2_UCHAR *)reason, sizeof reason);
    const ontrack__place place = {NULL, NULL, 0, (int32_t)offset + 1};
    return ontrack__fail_at(error, ONTRACK_INVALID_RULES, place, "the pattern is not valid: %s",
                            reason);
}

/* `$` is the end of the text alone, not also the place before a last newline. */
static ontrack_status compile(ontrack__pattern *pattern, ontrack_text text, ontrack_error *error)
{
    const uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
    int code = 0;
    PCRE2_SIZE offset = 0;
    const char *data = text.size == 0 ? "" : text.data;
    pattern->code =
        pcre2_compile((PCRE2_SPTR)data, text.size, options, &code, &offset, pattern->settings);
    return pattern->code == NULL ? refuse(code, offset, error) : ONTRACK_OK;
}

ontrack_status ontrack__pattern_compile(const ontrack_allocator *allocator, ontrack_text text,
                                        ontrack__pattern **out, ontrack_error *error)
{
    if (text.size > ONTRACK__PATTERN_LIMIT)
        return ontrack__fail(error, ONTRACK_LIMIT, "the pattern is longer than %d bytes",
                             ONTRACK__PATTERN_LIMIT);
    const ontrack_allocator memory = ontrack__allocator(allocator);
    ontrack__pattern *pattern = ontrack__allocate_zero(&memory, 1, sizeof *pattern);
    if (pattern == NULL) return ontrack__no_memory(error);
    pattern->allocator = memory;
    const ontrack_status status =
        make_contexts(pattern) ? compile(pattern, text, error) : ontrack__no_memory(error);
    if (status != ONTRACK_OK) {
        ontrack__pattern_free(pattern);
        return status;
    }
    *out = pattern;
    return ONTRACK_OK;
}

void ontrack__pattern_free(ontrack__pattern *pattern)
{
    if (pattern == NULL) return;
    pcre2_code_free(pattern->code);
    for (size_t i = 0; i < TIERS; i++)
        pcre2_match_context_free(pattern->limits[i]);
    pcre2_compile_context_free(pattern->settings);
    pcre2_general_context_free(pattern->memory);
    const ontrack_allocator allocator = pattern->allocator;
    ontrack__release(&allocator, pattern, 1, sizeof *pattern);
}

static ontrack_status judge(int code, bool *matched, ontrack_error *error)
{
    switch (code) {
    case PCRE2_ERROR_NOMATCH:
        *matched = false;
        return ONTRACK_OK;
    case PCRE2_ERROR_NOMEMORY:
        return ontrack__no_memory(error);
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
        return ontrack__fail(error, ONTRACK_LIMIT,
                             "the pattern needs too many steps: write it without nested "
                             "repetitions");
    case PCRE2_ERROR_RECURSELOOP:
        return ontrack__fail(error, ONTRACK_LIMIT,
                             "the pattern calls itself without end: write it without recursion");
    default:
        break;
    }
    if (code < 0)
        return ontrack__fail(error, ONTRACK_INVALID_DATA, "a text to match is not valid UTF-8");
    *matched = true;
    return ONTRACK_OK;
}

/* Only whether it matches is asked, so one pair of offsets is room enough. */
static int match(const ontrack__pattern *pattern, ontrack_text subject, size_t tier)
{
    pcre2_match_data *room = pcre2_match_data_create(1, pattern->memory);
    if (room == NULL) return PCRE2_ERROR_NOMEMORY;
    const char *data = subject.size == 0 ? "" : subject.data;
    const int code = pcre2_match(pattern->code, (PCRE2_SPTR)data, subject.size, 0, 0, room,
                                 pattern->limits[tier]);
    pcre2_match_data_free(room);
    return code;
}

ontrack_status ontrack__pattern_match(const ontrack__pattern *pattern, ontrack_text subject,
                                      bool *matched, ontrack_error *error)
{
    return judge(match(pattern, subject, TIERS - 1), matched, error);
}

ontrack_status ontrack__pattern_match_counted(const ontrack__pattern *pattern, ontrack_text subject,
                                              uint64_t *steps, bool *matched, ontrack_error *error)
{
    int code = PCRE2_ERROR_MATCHLIMIT;
    for (size_t tier = 0; tier < TIERS && code == PCRE2_ERROR_MATCHLIMIT; tier++) {
        *steps += tier_limit(tier);
        code = match(pattern, subject, tier);
    }
    return judge(code, matched, error);
}

size_t ontrack__pattern_size(const ontrack__pattern *pattern)
{
    size_t size = 0;
    pcre2_pattern_info(pattern->code, PCRE2_INFO_SIZE, &size);
    return size;
}
