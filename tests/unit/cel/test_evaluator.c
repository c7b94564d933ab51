#include "support.h"

static const outcome_row logic[] = {
    {"true && true", "true"},
    {"false && missing", "false"},
    {"missing && false", "false"},
    {"true && missing", "unknown missing"},
    {"true || missing", "true"},
    {"missing || true", "true"},
    {"false || missing", "unknown missing"},
    {"missing || late", "unknown missing late"},
    {"late || missing", "unknown missing late"},
    {"late || missing || late || notes", "unknown notes missing late"},
    {"1/0 > 1 && false", "false"},
    {"false && 1/0 > 1", "false"},
    {"1/0 > 1 || true", "true"},
    {"1/0 > 1 && true", "error 1: division by zero"},
    {"1/0 > 1 && missing", "unknown missing"},
    {"missing && 1/0 > 1", "unknown missing"},
    {"1/0 > 1 || 1 % 0 > 1", "error 1: division by zero"},
    {"1/0 > 1 || missing || true", "true"},
    {"missing && late && (1/0 > 1) && false", "false"},
    {"!missing", "unknown missing"},
    {"!true", "false"},
    {"dyn(1) && true", "error 0: a bool is needed here"},
    {"dyn(1) && false", "false"},
    {"missing ? 1 : 2", "unknown missing"},
    {"true ? 1 : missing", "1"},
    {"false ? 1 : missing", "unknown missing"},
    {"1/0 > 1 ? 1 : 2", "error 1: division by zero"},
    {"dyn('x') ? 1 : 2", "error 0: a bool is needed here"},
    {"true ? (false ? 1 : 2) : 3", "2"},
    {"true ? false ? 1 : 2 : 3", "refused 1:14: expected \":\" of the choice, not \"?\""},
    {"false ? 1 : true ? 2 : 3", "2"},
};

Test(evaluator, logic)
{
    EXPECT_OUTCOMES(logic);
}

static const outcome_row unknowns[] = {
    {"missing == 1", "unknown missing"},
    {"missing + notes", "unknown notes missing"},
    {"missing + 1/0", "unknown missing"},
    {"1/0 + missing", "unknown missing"},
    {"[1, missing, notes]", "unknown notes missing"},
    {"{'k': missing}", "unknown missing"},
    {"missing.field", "unknown missing"},
    {"has(missing.field)", "unknown missing"},
    {"missing['field']", "unknown missing"},
    {"{'x': 1}[missing]", "unknown missing"},
    {"size(missing)", "unknown missing"},
    {"missing.all(x, x > 1)", "unknown missing"},
    {"[1, 2].exists(x, x == 2 || missing)", "true"},
    {"[1, 2].exists(x, x == 3 || missing)", "unknown missing"},
    {"[1, 2].all(x, x == 3 && missing)", "false"},
    {"[1, 2].exists_one(x, x == 1 && missing)", "unknown missing"},
    {"[1, 2].map(x, missing)", "unknown missing"},
    {"[1, 2].filter(x, missing)", "unknown missing"},
};

Test(evaluator, unknowns)
{
    EXPECT_OUTCOMES(unknowns);
}

static const outcome_row decimals[] = {
    {"attendance.rate <= 0.9", "true"},
    {"attendance.rate < 0.9", "false"},
    {"attendance.rate == 0.9", "true"},
    {"0.9 >= attendance.rate", "true"},
    {"attendance.rate == share", "true"},
    {"attendance.rate != share", "false"},
    {"attendance.rate < 0.90000000000000001", "false"},
    {"attendance.rate < 0.9000000000000001", "true"},
    {"attendance.rate > 1e-300", "true"},
    {"attendance.rate < 1e300", "true"},
    {"attendance.rate > -1e300", "true"},
    {"attendance.rate < 1.0/0.0", "true"},
    {"attendance.rate > -1.0/0.0", "true"},
    {"attendance.rate < 0.0/0.0", "false"},
    {"attendance.rate == 0.0/0.0", "false"},
    {"attendance.rate != 0.0/0.0", "true"},
    {"credits.earned < 6", "true"},
    {"credits.earned < 6u", "true"},
    {"credits.earned < 18446744073709551615u", "true"},
    {"6 > credits.earned", "true"},
    {"credits.earned == 5.5", "true"},
    {"credits.earned in [5, 5.5]", "true"},
    {"credits.earned + 1", "13/2"},
    {"1 + credits.earned", "13/2"},
    {"credits.earned + 0.1", "28/5"},
    {"credits.earned - 6u", "-1/2"},
    {"credits.earned * 2", "11/1"},
    {"credits.earned / 3", "11/6"},
    {"1 / credits.earned", "2/11"},
    {"credits.earned * attendance.rate", "99/20"},
    {"-credits.earned", "-11/2"},
    {"credits.earned / 0", "error 15: division by zero"},
    {"credits.earned / 0.0", "error 15: division by zero"},
    {"credits.earned * 9223372036854775807", "error 15: the result does not fit"},
    {"credits.earned + 1.0/0.0", "error 15: a number does not fit an exact fraction"},
    {"credits.earned + 18446744073709551615u", "error 15: a number does not fit an exact fraction"},
    {"double(credits.earned)", "5.5 double"},
    {"int(credits.earned)", "5"},
    {"int(-credits.earned)", "-5"},
    {"uint(credits.earned)", "5u"},
    {"uint(-credits.earned)", "error 0: the value does not fit a uint"},
    {"string(credits.earned)", "'5.5'"},
    {"string(credits.earned / 3)", "'1.8333333333333333'"},
    {"type(credits.earned) == decimal", "true"},
    {"type(credits.earned) == double", "false"},
};

Test(evaluator, decimals_are_exact)
{
    EXPECT_OUTCOMES(decimals);
}

static const outcome_row numbers[] = {
    {"9223372036854775807 + 1", "error 20: the result does not fit"},
    {"-9223372036854775808 - 1", "error 21: the result does not fit"},
    {"9223372036854775807 * 2", "error 20: the result does not fit"},
    {"-9223372036854775808 / -1", "error 21: the result does not fit"},
    {"-9223372036854775808 % -1", "error 21: the result does not fit"},
    {"-(-9223372036854775808)", "error 0: the result does not fit"},
    {"-9223372036854775808", "-9223372036854775808"},
    {"18446744073709551615u + 1u", "error 22: the result does not fit"},
    {"1u - 2u", "error 3: the result does not fit"},
    {"1 / 0", "error 2: division by zero"},
    {"1 % 0", "error 2: remainder of a division by zero"},
    {"1u % 0u", "error 3: remainder of a division by zero"},
    {"1.0 / 0.0 == double('Infinity')", "true"},
    {"-7 / 2", "-3"},
    {"-7 % 2", "-1"},
    {"1 == 1u", "true"},
    {"1 == 1.0", "true"},
    {"dyn(1) == 'x'", "false"},
    {"dyn(1) != 'x'", "true"},
    {"-1 < 0u", "true"},
    {"-1 < 18446744073709551615u", "true"},
    {"9223372036854775807 < 9223372036854775808.0", "false"},
    {"9223372036854775807 == 9223372036854775807.0", "true"},
    {"9007199254740993 > 9007199254740992.0", "false"},
    {"9007199254740993 == 9007199254740992.0", "true"},
    {"-9223372036854775808 == -9223372036854775808.0", "true"},
    {"-9223372036854775808 > -1e19", "true"},
    {"18446744073709551615u < 18446744073709551616.0", "false"},
    {"18446744073709551615u == 18446744073709551615.0", "true"},
    {"9223372036854775807 < 9223372036854777856.0", "true"},
    {"-9223372036854775808 > -9223372036854777856.0", "true"},
    {"18446744073709551615u < 18446744073709555712.0", "true"},
    {"0u > -0.5", "true"},
    {"1 < 1.5", "true"},
    {"-1 > -1.5", "true"},
    {"2u > 1.5", "true"},
    {"1u < 1.5", "true"},
    {"1.5 < 2", "true"},
    {"1 < 0.0/0.0", "false"},
    {"1 > 0.0/0.0", "false"},
    {"0.0/0.0 == 0.0/0.0", "false"},
    {"dyn(1) + 1u", "error 7: no overload of \"+\" for int and uint"},
    {"dyn('x') < 1", "error 9: no overload of \"<\" for string and int"},
    {"-dyn('x')", "error 0: no overload of \"-\" for string"},
};

Test(evaluator, numbers)
{
    EXPECT_OUTCOMES(numbers);
}

static const outcome_row names[] = {
    {"credits.earned", "55000/10000"},
    {".credits.earned", "55000/10000"},
    {"a.b.c", "'two'"},
    {"(a).b.c", "1"},
    {"(a.b).c", "'two'"},
    {"a['b'].c", "1"},
    {"a.b", "{'c': 'two'}"},
    {"has(a.b.c)", "true"},
    {"has(a.b.d)", "false"},
    {"[{'z': 1}].map(a, a.z)", "[1]"},
    {"[{'b': {'c': 3}}].map(a, a.b.c)", "[3]"},
    {"[{'b': 3}].map(a, .a.b.c)", "['two']"},
    {"[1].map(x, [2].map(y, [3].map(x, [x, y])))", "[[[[3, 2]]]]"},
    {"[1].map(x, [2].map(y, x)[0] + x)", "[2]"},
    {"student.attributes.lunch", "'free'"},
    {"student.attributes['home language']", "'es'"},
    {"student.attributes.`home language`", "'es'"},
    {"student.attributes.race", "error 19: the map has no such key"},
    {"student.attributes['race']", "error 18: the map has no such key"},
    {"has(student.attributes.lunch)", "true"},
    {"has(student.attributes.race)", "false"},
    {"'lunch' in student.attributes", "true"},
    {"int", "type int"},
    {"type(1) == int", "true"},
    {"type(type(1)) == type", "true"},
    {"[type(null), type([]), type({}), type('')]",
     "[type null_type, type list, type map, type string]"},
};

Test(evaluator, names)
{
    EXPECT_OUTCOMES(names);
}

static const outcome_row collections[] = {
    {"[1, 2, 3][2]", "3"},
    {"[1, 2, 3][3]", "error 9: the index is outside of the list"},
    {"[1, 2, 3][-1]", "error 9: the index is outside of the list"},
    {"[1, 2][dyn(1u)]", "2"},
    {"[1, 2][dyn(1.0)]", "2"},
    {"[1, 2][dyn(0.5)]", "error 6: the index is not a whole number"},
    {"[1, 2][dyn(-0.5)]", "error 6: the index is not a whole number"},
    {"[1, 2][dyn(1e300)]", "error 6: the index is outside of the list"},
    {"[1] + [] + ['x']", "[1, 'x']"},
    {"[1, 2.0] == [1.0, 2]", "true"},
    {"[1] == [1, 2]", "false"},
    {"{1: 'a', 'b': 2u}", "{1: 'a', 'b': 2u}"},
    {"{1: 'a'}[dyn(1.0)]", "'a'"},
    {"{1: 'a', 1u: 'b'}", "error 9: the map has this key twice"},
    {"{dyn(1.5): 'a'}", "error 1: a map's key is bool, int, uint or string"},
    {"{'a': 1, 'b': 2} == {'b': 2.0, 'a': 1u}", "true"},
    {"{'a': 1} == {'a': 2}", "false"},
    {"{'a': 1} == {'b': 1}", "false"},
    {"2 in [1, 2.0]", "true"},
    {"'x' in {'x': 1}", "true"},
    {"'y' in {'x': 1}", "false"},
    {"[].all(x, false)", "true"},
    {"[].exists(x, true)", "false"},
    {"[1, 2, 3].all(x, x > 0)", "true"},
    {"{'k': 1}.all(x, x == 'k')", "true"},
    {"[1, 2].existsOne(x, x == 1)", "true"},
    {"[1, 2, 3].map(x, x > 1, x * 10)", "[20, 30]"},
    {"[1, 2, 3].filter(x, x % 2 == 1)", "[1, 3]"},
    {"{'a': 1, 'b': 2}.map(k, k + '!')", "['a!', 'b!']"},
    {"[0].map(x, 1 / x)", "error 13: division by zero"},
    {"[1, 0].filter(x, 1 / x > 0)", "error 19: division by zero"},
    {"[1].filter(x, dyn(x))", "error 14: a bool is needed here"},
    {"dyn(1).all(x, true)", "error 7: a list or a map is needed here"},
    {"dyn(1).x", "error 7: only maps have keys to select"},
    {"[1,].size()", "1"},
    {"{'a': 1,}.size()", "1"},
};

Test(evaluator, collections)
{
    EXPECT_OUTCOMES(collections);
}

/* --- the trace --- */

typedef struct log {
    page p;
    size_t count;
} log;

static void note(void *user, const ontrack__cel_comparison *seen)
{
    log *l = user;
    char text[100];
    snprintf(text, sizeof text, "%s%d:%d %d%s%d ", l->count++ > 0 ? "| " : "", (int)seen->line,
             (int)seen->column, (int)seen->left, seen->operator_, (int)seen->right);
    print_on(&l->p, text);
    show_on(&l->p, &seen->a);
    print_on(&l->p, " and ");
    show_on(&l->p, &seen->b);
    print_on(&l->p, seen->holds ? " holds" : " fails");
}

static const outcome_row traces[] = {
    {"attendance.rate < 0.9", "1:17 0<-1 153/170 and 9/10 fails"},
    {"6 >\n credits.earned", "1:3 -1>1 6 and 55000/10000 holds"},
    {"false && credits.earned <= 6.0", "1:25 1<=-1 55000/10000 and 6/1 holds"},
    {"true || behavior.incidents != 2 || share == 0.9",
     "1:28 2!=-1 3 and 2 holds| 1:42 9==-1 0.90000000000000002 double and 0.90000000000000002 "
     "double holds"},
    {"behavior.incidents > 1 ? credits.earned < 6 : credits.earned < 7",
     "1:20 2>-1 3 and 1 holds| 1:41 1<-1 55000/10000 and 6 holds"},
    {"behavior.incidents * 2 >= behavior.incidents", "1:24 -1>=2 6 and 3 holds"},
    {"'a' < 'b' && student.grade_level == '09' && true > false", ""},
    {"missing > 3 || 1/0 > 2", ""},
    {"[1, 5].exists(x, x > 0)", ""}, /* of single items nothing is told */
    {"// \xC3\xA9\n  '\xC3\xA9' == '' || 1 < 2", "2:18 -1<-1 1 and 2 holds"},
};

Test(evaluator, trace)
{
    for (size_t i = 0; i < COUNT_OF(traces); i++) {
        log l = {{{0}, 0}, 0};
        const ontrack__cel_trace trace = {note, &l};
        const page p = outcome_of(traces[i].expression, NULL, &trace);
        cr_expect_neq(strncmp(p.text, "refused", 7), 0, "%s: %s", traces[i].expression, p.text);
        cr_expect_str_eq(l.p.text, traces[i].outcome, "%s\n  gives %s", traces[i].expression,
                         l.p.text);
    }
}

/* A trace changes what is visited, never what comes of it. */
Test(evaluator, trace_does_not_change_the_result)
{
    const ontrack__cel_trace silent = {NULL, NULL};
    for (size_t i = 0; i < COUNT_OF(logic); i++) {
        const page p = outcome_of(logic[i].expression, NULL, &silent);
        cr_expect_str_eq(p.text, logic[i].outcome, "%s: %s", logic[i].expression, p.text);
    }
}

/* --- limits --- */

static const outcome_row limits[] = {
    {"[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, [0,1,2,3,4,5,6,7,8,9].all(c, "
     "[0,1,2,3,4,5,6,7,8,9].all(d, [0,1,2,3,4,5,6,7,8,9].all(e, [0,1,2,3,4,5,6,7,8,9].all(f, "
     "true))))))",
     "status 6"},
    {"[[0], [0]].map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x])"
     ".map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x])"
     ".map(x, [x,x,x,x,x,x,x,x]).exists_one(x, x == dyn([1]))",
     "false"},
    {"[[[0], [0]].map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x])"
     ".map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x]).map(x, [x,x,x,x,x,x,x,x])"
     ".map(x, [x,x,x,x,x,x,x,x])].exists(x, x[0] == x[1])",
     "status 6"},
    {"[['ab', 'ab']].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
     ".map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
     ".map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
     ".map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).size() > 0",
     "status 6"},
};

Test(evaluator, step_limit)
{
    EXPECT_OUTCOMES(limits);
}

Test(evaluator, catastrophic_pattern_is_an_error)
{
    const page p = outcome_of(
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$')", NULL, NULL);
    cr_expect_str_eq(p.text, "error 52: the pattern needs too many steps for this text");
}
