#include "school.h"
#include <criterion/criterion.h>

Test(student, facts)
{
    static const asked rows[] = {
        {"grade level", "student 9 HS\n", "2024-10-01", "student.grade_level", NULL, "09"},
        {"school of the student's line", "student 09 HS\n", "2024-10-01", "student.school_id", NULL,
         "HS"},
        {"school of the last stay", "student 09 HS\nstay A 2024-08-19\nstay B 2024-09-02\n",
         "2024-10-01", "student.school_id", NULL, "B"},
        {"begun by the as-of date", "student 09 HS\nstay A 2024-08-19\nstay B 2024-09-02\n",
         "2024-09-01", "student.school_id", NULL, "A"},
        {"begun together: the one that lasts",
         "student 09 HS\nstay A 2024-08-19 2024-08-23\nstay B 2024-08-19\n", "2024-10-01",
         "student.school_id", NULL, "B"},
        {"begun together and lasting: the lesser name",
         "student 09 HS\nstay B 2024-08-19\nstay A 2024-08-19\n", "2024-10-01", "student.school_id",
         NULL, "A"},
        {"no stay yet", "student 09 HS\nstay A 2024-08-19\n", "2024-08-01", "student.school_id",
         NULL, "HS"},
        {"no school", "student 09 -\n", "2024-10-01", "student.school_id", NULL, "? no school"},
        {"the day before a birthday", "student 09 HS 2010-03-15\n", "2025-03-14", "student.age",
         NULL, "14"},
        {"a birthday", "student 09 HS 2010-03-15\n", "2025-03-15", "student.age", NULL, "15"},
        {"born on a leap day", "student 09 HS 2008-02-29\n", "2025-02-28", "student.age", NULL,
         "16"},
        {"a day later", "student 09 HS 2008-02-29\n", "2025-03-01", "student.age", NULL, "17"},
        {"no birth date", "student 09 HS\n", "2025-03-15", "student.age", NULL, "? no birth date"},
        {"born later", "student 09 HS 2025-03-16\n", "2025-03-15", "student.age", NULL,
         "? no birth date"},
        {"first time in grade 9", "student 09 HS - 2025\n", "2024-10-01",
         "student.first_time_grade9", NULL, "true"},
        {"also in spring", "student 09 HS - 2025\n", "2025-05-01", "student.first_time_grade9",
         NULL, "true"},
        {"repeating", "student 09 HS - 2024\n", "2024-10-01", "student.first_time_grade9", NULL,
         "false"},
        {"not told", "student 09 HS\n", "2024-10-01", "student.first_time_grade9", NULL,
         "? no year of first ninth grade"},
        {"attributes by name", "student 09 HS\nattribute lunch free\nattribute gifted no\n",
         "2024-10-01", "student.attributes", NULL, "{gifted=no,lunch=free}"},
        {"an empty one", "student 09 HS\nattribute lunch -\n", "2024-10-01", "student.attributes",
         NULL, "{lunch=}"},
        {"none", "student 09 HS\n", "2024-10-01", "student.attributes", NULL, "{}"},
    };
    ASK_ALL(rows);
}
