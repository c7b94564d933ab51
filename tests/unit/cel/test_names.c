#include "support.h"

static const outcome_row records[] = {
    {"courses.size()", "2"},
    {"courses.exists(c, 'math' in c.subjects && c.failed)", "true"},
    {"courses.exists(c, 'art' in c.subjects)", "false"},
    {"courses.filter(c, c.failed).map(c, c.code)", "['ALG1']"},
    {"courses.map(c, c.subjects.size())", "[2, 0]"},
    {"courses[0].posted.getMonth()", "0"},
    {"courses[0].earned < 0.5", "true"},
    {"courses.filter(c, c.code == 'ALG1')[0].failed", "true"},
    {"[courses[0]][0].code", "'ALG1'"},
    {"(true ? courses[0] : courses[1]).code", "'ALG1'"},
    {"courses[0] == courses[0] && courses[0] != courses[1]", "true"},
    {"courses[0] in courses", "true"},
    {"type(courses[0])", "type course"},
    {"dyn(courses)[0].code", "'ALG1'"},
    {"dyn(courses)[0].cod", "error 16: the record has no such field"},
    /* what is not known of one */
    {"courses[1].earned", "unknown courses"},
    {"courses[1].earned > 0", "unknown courses"},
    {"courses.exists(c, c.earned > 0)", "unknown courses"},
    {"courses.exists(c, c.earned == 0)", "true"},
    {"courses.all(c, c.earned > 0)", "false"},
    {"courses.filter(c, c.earned > 0).size() > 4", "unknown courses"},
    {"courses.filter(c, has(c.earned) && c.earned == 0).size()", "1"},
    {"courses.map(c, has(c.posted))", "[true, false]"},
    {"missing || courses[1].earned > 0", "unknown missing courses"},
    /* mistakes */
    {"courses.exists(c, c.subject == 'math')",
     "refused 1:21: a course has no field \"subject\"; did you mean \"subjects\"?"},
    {"courses.exists(c, has(c.zzz))", "refused 1:25: a course has no field \"zzz\""},
    {"courses[0].title", "refused 1:12: a course has no field \"title\""},
    {"courses.exists(c, c.code == 1)", "refused 1:26: \"==\" does not take string and int"},
    {"courses.exists(c, 1 in c.subjects)", "refused 1:21: int is never in a list of string"},
    {"courses.exists(c, c.failed > 1)", "refused 1:28: \">\" does not take bool and int"},
    {"courses.exists(c, c == 1)", "refused 1:21: \"==\" does not take record and int"},
    {"courses.code", "refused 1:9: \"code\" cannot be selected from list"},
    {"courses[0]['code']", "refused 1:11: \"[]\" does not take record and string"},
    {"courses[0] < courses[1]", "refused 1:12: \"<\" does not take record and record"},
    {"{courses[0]: 1}", "refused 1:9: a map's key is bool, int, uint or string, not record"},
    {"courses > 1", "refused 1:9: \">\" does not take list and int"},
    {"record", "refused 1:1: undeclared name \"record\""},
};

Test(names, records)
{
    EXPECT_OUTCOMES(records);
}
