#include "records/meanings.h"

#define MOST_FIXED 6

static const char *const fixed[ONTRACK_CODES_COUNT][MOST_FIXED] = {
    [ONTRACK_CODES_ATTENDANCE] = {"absent", "present", "tardy", "excused", "unexcused",
                                  "suspended"},
    [ONTRACK_CODES_COURSE] = {"recovery"},
    [ONTRACK_CODES_MARK] = {"passing", "failing", "incomplete", "withdrawn", "in_progress"},
    [ONTRACK_CODES_TERM] = {"semester", "quarter", "trimester", "year", "summer"},
};

const char *ontrack__fixed_category(ontrack_code_kind kind, size_t bit)
{
    return bit < MOST_FIXED ? fixed[kind][bit] : NULL;
}

const char *ontrack_code_kind_name(ontrack_code_kind kind)
{
    static const char *const names[ONTRACK_CODES_COUNT] = {
        [ONTRACK_CODES_ATTENDANCE] = "attendance",
        [ONTRACK_CODES_SUBJECT] = "subject",
        [ONTRACK_CODES_COURSE] = "course",
        [ONTRACK_CODES_MARK] = "mark",
        [ONTRACK_CODES_TERM] = "term",
        [ONTRACK_CODES_INCIDENT] = "incident",
        [ONTRACK_CODES_ACTION] = "action",
        [ONTRACK_CODES_TRANSITION] = "transition",
    };
    return (unsigned)kind < ONTRACK_CODES_COUNT ? names[kind] : NULL;
}
