#include "evaluation/change.h"

const char *ontrack_change_name(ontrack_change change)
{
    static const char *const names[] = {
        [ONTRACK_CHANGE_NONE] = "unchanged",      [ONTRACK_CHANGE_NEWLY_MET] = "newly met",
        [ONTRACK_CHANGE_STILL_MET] = "still met", [ONTRACK_CHANGE_WORSENED] = "worsened",
        [ONTRACK_CHANGE_IMPROVED] = "improved",   [ONTRACK_CHANGE_CLEARED] = "cleared",
        [ONTRACK_CHANGE_UNDECIDED] = "undecided", [ONTRACK_CHANGE_DECIDED] = "decided",
    };
    return (size_t)change < sizeof names / sizeof *names ? names[change] : NULL;
}

/* Both times a flag. */
static ontrack_change of_flags(int levels, int further)
{
    const int worse = levels != 0 ? levels : further;
    if (worse == 0) return ONTRACK_CHANGE_STILL_MET;
    return worse > 0 ? ONTRACK_CHANGE_WORSENED : ONTRACK_CHANGE_IMPROVED;
}

/* A flag, unknown, or anything else: no flag. */
static size_t stand(ontrack_outcome outcome)
{
    return outcome == ONTRACK_OUTCOME_FIRED ? 1 : outcome == ONTRACK_OUTCOME_UNKNOWN ? 2 : 0;
}

ontrack_change ontrack__change_of_rule(ontrack__verdict_then then, ontrack__verdict_then now,
                                       int further)
{
    static const ontrack_change changes[3][3] = {
        /* then, by now: no flag, flag, unknown */
        {ONTRACK_CHANGE_NONE, ONTRACK_CHANGE_NEWLY_MET, ONTRACK_CHANGE_UNDECIDED},
        {ONTRACK_CHANGE_CLEARED, ONTRACK_CHANGE_STILL_MET, ONTRACK_CHANGE_UNDECIDED},
        {ONTRACK_CHANGE_DECIDED, ONTRACK_CHANGE_NEWLY_MET, ONTRACK_CHANGE_NONE},
    };
    const ontrack_change change = changes[stand(then.outcome)][stand(now.outcome)];
    return change == ONTRACK_CHANGE_STILL_MET ? of_flags(now.level - then.level, further) : change;
}

ontrack_change ontrack__change_of_level(int then, int now)
{
    if (then == ONTRACK_LEVEL_NONE) then = 0;
    if (now == ONTRACK_LEVEL_NONE) now = 0;
    if (then == now) return ONTRACK_CHANGE_NONE;
    if (now == ONTRACK_LEVEL_UNKNOWN) return ONTRACK_CHANGE_UNDECIDED;
    if (then == ONTRACK_LEVEL_UNKNOWN)
        return now == 0 ? ONTRACK_CHANGE_DECIDED : ONTRACK_CHANGE_WORSENED;
    return now > then ? ONTRACK_CHANGE_WORSENED : ONTRACK_CHANGE_IMPROVED;
}
