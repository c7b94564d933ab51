#include "life.h"

#include "names.h"

#include <string.h>

bool life_enrolled(const life *who, int day)
{
    for (int i = 0; i < who->stay_count; i++)
        if (day >= who->stays[i].entry && (who->stays[i].exit < 0 || day <= who->stays[i].exit))
            return true;
    return false;
}

/* ---- who ---- */

static void invent_person(life *who, chance *dice, int index)
{
    who->id = 410003 + (long)index * 7 + chance_below(dice, 6);
    who->first_name = demo_first_names[chance_below(dice, (int)demo_first_name_count)];
    who->last_name = demo_last_names[chance_below(dice, (int)demo_last_name_count)];
    who->counselor = demo_counselors[chance_below(dice, (int)demo_counselor_count)];
    who->feeder_school = demo_feeder_schools[chance_below(dice, (int)demo_feeder_school_count)];
    bool repeats = chance_permille(dice, 35);
    who->grade = chance_permille(dice, 15) ? 10 : 9;
    who->first_grade9_year = who->grade == 10 || repeats ? 2025 : 2026;
    who->birth = demo_date("2011-03-01") - (who->first_grade9_year == 2025 ? 365 : 0) -
                 chance_below(dice, 365) + 90;
}

/* How often somebody is away, and how well the courses go, hang together. */
static void invent_habits(life *who, chance *dice)
{
    int luck = chance_below(dice, 100);
    who->absence = luck < 52   ? chance_from(dice, 8, 34)
                   : luck < 78 ? chance_from(dice, 35, 70)
                   : luck < 91 ? chance_from(dice, 71, 125)
                   : luck < 98 ? chance_from(dice, 126, 230)
                               : chance_from(dice, 260, 430);
    who->unexcused = 180 + (who->absence > 90 ? 300 : 0) + chance_below(dice, 200);
    who->ability = 88 - who->absence / 12 + chance_from(dice, -13, 9);
}

/* ---- where ---- */

static stay *add_stay(life *who, const char *school, int entry, int exit)
{
    stay *made = &who->stays[who->stay_count++];
    *made = (stay){school, entry == 0 ? "02" : "11", exit < 0 ? NULL : "13", entry, exit};
    return made;
}

static void leave_and_return(life *who, const demo_year *year, chance *dice)
{
    int left = demo_next_session(year, chance_from(dice, 40, 110));
    int back = demo_next_session(year, left + chance_from(dice, 18, 45));
    bool elsewhere = chance_permille(dice, 500);
    add_stay(who, "JHS", 0, left);
    if (elsewhere)
        add_stay(who, "JOA", demo_next_session(year, left + 3), back - 2)->exit_code = "13";
    add_stay(who, "JHS", back, -1);
    who->transition = "REENTRY";
    who->transition_text = elsewhere ? "Back from Juniper Online Academy" : "Back after a gap";
    who->transition_day = back;
}

static void invent_stays(life *who, const demo_year *year, chance *dice)
{
    int luck = chance_below(dice, 1000);
    int day = demo_next_session(year, chance_from(dice, 12, 190));
    const char *school = chance_permille(dice, 45) ? "JOA" : "JHS";
    if (luck < 60) {
        add_stay(who, school, day, -1);
    } else if (luck < 105) {
        stay *last = add_stay(who, school, 0, day);
        last->exit_code = chance_permille(dice, 120) ? "40" : "13";
    } else if (luck < 130) {
        leave_and_return(who, year, dice);
    } else {
        add_stay(who, school, 0, -1);
    }
}

static void invent_transition(life *who, const demo_year *year, chance *dice)
{
    static const char *const events[][2] = {
        {"HOUSING", "Family moved in with relatives"},
        {"GUARDIAN", "Lives with a new guardian"},
        {"PROGRAM", "Left the band program"},
        {"HEALTH", "Back after a long illness"},
    };
    if (who->transition != NULL || !chance_permille(dice, 45)) return;
    int kind = chance_below(dice, (int)(sizeof events / sizeof *events));
    who->transition = events[kind][0];
    who->transition_text = events[kind][1];
    who->transition_day = demo_next_session(year, chance_from(dice, 20, 195));
}

/* ---- what happened ---- */

static const struct {
    const char *code, *description, *action;
    int half_days, weight;
} incident_kinds[] = {
    {"DISRUPT", "Would not stop talking during a quiz", "DET", 0, 30},
    {"DEFIANCE", "Refused to put the phone away", "DET", 0, 22},
    {"SKIP", "Left campus during 4th hour", "DET", 0, 16},
    {"VAPE", "Vape found in the restroom", "ISS", 2, 12},
    {"DEFIANCE", "Walked out of class,\nthen came back with the dean", "ISS", 1, 8},
    {"BULLY", "Repeated messages in a group chat", "ISS", 4, 5},
    {"FIGHT", "Fight near the gym", "OSS", 4, 4},
    {"FIGHT", "Fight at the bus loop, two others involved", "OSS", 6, 2},
    {"THEFT", "Took a calculator", NULL, 0, 1},
};

static void add_incident(life *who, const demo_year *year, chance *dice)
{
    int luck = chance_below(dice, 100), kind = 0;
    while (luck >= incident_kinds[kind].weight)
        luck -= incident_kinds[kind++].weight;
    int day = demo_next_session(year, chance_from(dice, 4, 205));
    if (!life_enrolled(who, day) || day > year->as_of_index) return;
    who->incidents[who->incident_count++] =
        (incident){day, incident_kinds[kind].code, incident_kinds[kind].description,
                   incident_kinds[kind].action, incident_kinds[kind].half_days};
}

static void invent_incidents(life *who, const demo_year *year, chance *dice)
{
    int luck = chance_below(dice, 1000) - who->absence;
    int count = luck > 130 ? 0 : luck > 0 ? chance_from(dice, 1, 2) : chance_from(dice, 1, 7);
    while (count-- > 0)
        add_incident(who, year, dice);
}

/* ---- day by day ---- */

static void put_mark(life *who, int day, const char *code, bool half)
{
    who->marks[day] = (mark){code, half};
    if (strcmp(code, "T") != 0 && strcmp(code, "FLD") != 0) who->half_days_absent += half ? 1 : 2;
}

/* A suspension begins on the school day after it was given. */
static void serve_suspensions(life *who, const demo_year *year)
{
    for (int i = 0; i < who->incident_count; i++) {
        const incident *cause = &who->incidents[i];
        int day = cause->day;
        if (cause->action == NULL || strcmp(cause->action, "DET") == 0) continue;
        for (int left = cause->half_days; left > 0; left -= 2) {
            day = demo_next_session(year, day + 1);
            if (day <= year->as_of_index && life_enrolled(who, day) && who->marks[day].code == NULL)
                put_mark(who, day, cause->action, left == 1);
        }
    }
}

static void fall_ill(life *who, const demo_year *year, chance *dice, int day)
{
    int days = chance_from(dice, 1, 4);
    bool note = chance_permille(dice, 400);
    for (; days > 0 && day <= year->as_of_index; days--) {
        if (life_enrolled(who, day) && who->marks[day].code == NULL)
            put_mark(who, day, note ? "MED" : "EX", false);
        day = demo_next_session(year, day + 1);
    }
}

static void live_day(life *who, const demo_year *year, chance *dice, int day)
{
    bool long_weekend = (year->days[day].date + 3) % 7 == 4;
    if (who->marks[day].code != NULL) return;
    if (chance_permille(dice, who->absence * (long_weekend ? 5 : 3) / 5)) {
        bool half = chance_permille(dice, 110);
        if (chance_permille(dice, who->unexcused))
            put_mark(who, day, "UX", half);
        else if (half || chance_permille(dice, 550))
            put_mark(who, day, "EX", half);
        else
            fall_ill(who, year, dice, day);
    } else if (chance_permille(dice, 10 + who->absence / 4)) {
        put_mark(who, day, "T", false);
    }
}

static void live_year(life *who, const demo_year *year, chance *dice)
{
    int trip = demo_index(demo_date("2026-02-20"));
    if (chance_permille(dice, 30) && life_enrolled(who, trip))
        put_mark(who, trip, "FLD", false); /* a code the rule sets were never told about */
    for (int day = demo_next_session(year, 0); day <= year->as_of_index;
         day = demo_next_session(year, day + 1))
        if (life_enrolled(who, day)) live_day(who, year, dice, day);
}

void life_invent(life *out, const demo_year *year, uint64_t seed, int index)
{
    chance dice = chance_new(seed, (uint64_t)index + 1);
    memset(out, 0, sizeof *out);
    invent_person(out, &dice, index);
    invent_habits(out, &dice);
    invent_stays(out, year, &dice);
    invent_transition(out, year, &dice);
    invent_incidents(out, year, &dice);
    serve_suspensions(out, year);
    live_year(out, year, &dice);
    life_take_courses(out, year, &dice);
}
