/* The courses of a freshman year: six or seven a semester, a half credit each, band a whole one. */
#include "life.h"

#include <stddef.h>
#include <string.h>

typedef struct offer {
    const char *code, *title, *subject;
} offer;

/* A row is one slot of the timetable; a student draws one of its courses. Each is taught in both
 * semesters, under -1 and -2. */
static const offer english[] = {{"ENG-101", "English 9", "ENG"},
                                {"ENG-111", "Honors English 9", "ENG"}};
static const offer math[] = {{"MAT-101", "Algebra 1", "MATH"},
                             {"MAT-101", "Algebra 1", "MATH"},
                             {"MAT-201", "Geometry", "MATH"}};
static const offer science[] = {{"SCI-101", "Biology", "SCI"}, {"SCI-105", "Earth Science", "SCI"}};
static const offer social[] = {{"SOC-101", "American Government", "SOC"},
                               {"SOC-103", "Geography", "SOC"}};
static const offer body[] = {{"PE-101", "Physical Education", "PE"}, {"HLT-101", "Health", "PE"}};
static const offer free_choice[] = {
    {"SPA-101", "Spanish 1", "LANG"},       {"FRE-101", "French 1", "LANG"},
    {"ART-101", "Drawing", "ART"},          {"ART-115", "Ceramics", "ART"},
    {"CTE-121", "Computer Science", "CTE"}, {"CTE-101", "Intro to Business", "CTE"}};
static const offer seventh[] = {{"SEM-101", "Freshman Seminar", "SEM"},
                                {"CTE-131", "Yearbook", "CTE"}};

static const struct {
    const offer *offers;
    int count;
    int harder; /* points off the score */
} slots[] = {
    {english, 2, 1}, {math, 3, 5},         {science, 2, 2},  {social, 2, 0},
    {body, 2, -9},   {free_choice, 6, -3}, {seventh, 2, -8},
};
enum { SLOTS = sizeof slots / sizeof *slots, SOCIAL = 3 };

static const char *letter(int score)
{
    return score >= 90 ? "A" : score >= 80 ? "B" : score >= 70 ? "C" : score >= 60 ? "D" : "F";
}

static course *add_course(life *who, const offer *what, const char *term)
{
    course *made = &who->courses[who->course_count++];
    *made = (course){what->code, what->title, what->subject, term, 5000, NULL, NULL, false, NULL};
    return made;
}

static int count_half_days(const life *who, int from, int to)
{
    int count = 0;
    for (int day = from; day <= to; day++)
        if (who->marks[day].code != NULL && strcmp(who->marks[day].code, "T") != 0)
            count += who->marks[day].half ? 1 : 2;
    return count;
}

static int score_of(const life *who, chance *dice, int harder, int half_days)
{
    return who->ability - harder - half_days / 3 + chance_from(dice, -15, 13);
}

static void post(course *done, int score, const char *posted)
{
    done->mark = letter(score);
    done->earned = score >= 60;
    done->posted = posted;
}

/* Who was not here at the end of the first semester brings marks from elsewhere, or none. */
static void take_fall(life *who, chance *dice, const int *choice, int taken)
{
    int end = demo_index(demo_date(demo_semester_end));
    int half_days = count_half_days(who, 0, end);
    bool here = life_enrolled(who, end), later = life_enrolled(who, end + 60);
    if (!here && !later) return;
    for (int slot = 0; slot < taken; slot++) {
        course *done = add_course(who, &slots[slot].offers[choice[slot]], "S1");
        int score = score_of(who, dice, slots[slot].harder, half_days);
        post(done, score, here ? demo_marks_posted : "2026-02-02");
        if (score >= 60 || !chance_permille(dice, 60)) continue;
        done->mark = "I"; /* incomplete: no credit yet, and no failure either */
    }
}

static void take_spring(life *who, const demo_year *year, chance *dice, const int *choice,
                        int taken)
{
    int from = demo_index(demo_date(demo_semester_start));
    int half_days = count_half_days(who, from, year->as_of_index) * 2;
    if (!life_enrolled(who, year->as_of_index)) return;
    for (int slot = 0; slot < taken; slot++) {
        int pick =
            slot == SOCIAL ? 1 - choice[slot] : choice[slot]; /* government, then geography */
        course *now = add_course(who, &slots[slot].offers[pick], "S2");
        now->period_mark = letter(score_of(who, dice, slots[slot].harder, half_days));
    }
}

static void take_band(life *who, chance *dice)
{
    static const offer band = {"MUS-131", "Concert Band", "ART"};
    if (who->stay_count > 1 || who->stays[0].entry > 0 || who->stays[0].exit >= 0) return;
    course *now = add_course(who, &band, "YR");
    now->credits = 10000;
    now->period_mark = letter(score_of(who, dice, -14, 0));
}

/* A failed first semester is made good beside the second. */
static void recover(life *who, chance *dice)
{
    static const offer recovery = {"ENG-101-CR", "English 9 Credit Recovery", "ENG"};
    const course *failed = &who->courses[0];
    if (who->course_count == 0 || failed->mark == NULL || failed->mark[0] != 'F' ||
        who->stays[who->stay_count - 1].exit >= 0 || !chance_permille(dice, 450))
        return;
    course *again = add_course(who, &recovery, "S2");
    if (chance_permille(dice, 350))
        post(again, chance_from(dice, 62, 78), "2026-03-06");
    else
        again->period_mark = letter(chance_from(dice, 52, 80));
}

void life_take_courses(life *who, const demo_year *year, chance *dice)
{
    int choice[SLOTS];
    bool band = chance_permille(dice, 140); /* instead of the free choice */
    int taken = band ? SLOTS - 2 : chance_permille(dice, 300) ? SLOTS : SLOTS - 1;
    for (int slot = 0; slot < SLOTS; slot++)
        choice[slot] = chance_below(dice, slots[slot].count);
    take_fall(who, dice, choice, taken);
    take_spring(who, year, dice, choice, taken);
    if (band) take_band(who, dice);
    recover(who, dice);
    for (int i = 0; i < who->course_count; i++)
        if (who->courses[i].mark != NULL && who->courses[i].mark[0] == 'F') who->failures++;
}
