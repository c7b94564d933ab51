#include "support.h"

static const outcome_row refused[] = {
    {"credits.earnd < 6",
     "refused 1:1: undeclared name \"credits.earnd\"; did you mean \"credits.earned\"?"},
    {"true &&\n  Credits.Earned < 6",
     "refused 2:3: undeclared name \"Credits.Earned\"; did you mean \"credits.earned\"?"},
    {"earned < 6", "refused 1:1: undeclared name \"earned\"; did you mean \"credits.earned\"?"},
    {"xyzzy", "refused 1:1: undeclared name \"xyzzy\""},
    {"x", "refused 1:1: undeclared name \"x\""},
    {"1 + x.y.z", "refused 1:5: undeclared name \"x.y.z\""},
    {"has(x.y)", "refused 1:5: undeclared name \"x\""},
    {"has(credits.earned)", "refused 1:13: has() asks for a key of a map, and this is a variable"},
    {"[1].all(item, itme > 0)", "refused 1:15: undeclared name \"itme\"; did you mean \"item\"?"},
    {"[1].all(x, true) && x", "refused 1:21: undeclared name \"x\""},
    {"credits.earned < '6'", "refused 1:16: \"<\" does not take decimal and string"},
    {"student.grade_level == 9", "refused 1:21: \"==\" does not take string and int"},
    {"student.first_time == 'true'", "refused 1:20: \"==\" does not take bool and string"},
    {"credits.earned == null", "refused 1:16: \"==\" does not take decimal and null_type"},
    {"behavior.incidents + 0.5",
     "refused 1:20: \"+\" does not take int and double; convert one side, as in double(x)"},
    {"1 + 1u", "refused 1:3: \"+\" does not take int and uint; convert one side, as in double(x)"},
    {"credits.earned % 2",
     "refused 1:16: \"%\" does not take decimal and int; convert one side, as in double(x)"},
    {"credits.earned + 'x'", "refused 1:16: \"+\" does not take decimal and string"},
    {"!behavior.incidents", "refused 1:1: \"!\" does not take int"},
    {"-student.grade_level", "refused 1:1: \"-\" does not take string"},
    {"-1u", "refused 1:1: \"-\" does not take uint"},
    {"true && behavior.incidents", "refused 1:9: && takes bool, not int"},
    {"'x' || true", "refused 1:1: || takes bool, not string"},
    {"1 ? 2 : 3", "refused 1:1: a choice takes bool, not int"},
    {"true ? 1 : 'x'", "refused 1:6: a choice between int and string: give both one type"},
    {"credits.earned.x", "refused 1:16: \"x\" cannot be selected from decimal"},
    {"{1: 2}.x", "refused 1:8: a map with keys of int has no key \"x\""},
    {"{1: 2}['x']", "refused 1:7: a map with keys of int has no key of string"},
    {"[1]['x']", "refused 1:4: a list is indexed by int, not by string"},
    {"[1][1.0]", "refused 1:4: a list is indexed by int, not by double"},
    {"'x'[0]", "refused 1:4: \"[]\" does not take string and int"},
    {"{1.5: 2}", "refused 1:2: a map's key is bool, int, uint or string, not double"},
    {"'9' in [9, 10]", "refused 1:5: string is never in a list of int"},
    {"student.grade_level in [9]", "refused 1:21: string is never in a list of int"},
    {"1 in {'x': 1}", "refused 1:3: int is never in a map of string"},
    {"1 in 2", "refused 1:3: \"in\" does not take int and int"},
    {"[1] == ['x']", "refused 1:5: \"==\" does not take list and list"},
    {"1.all(x, true)", "refused 1:3: all() goes through a list or a map, not int"},
    {"[1].filter(x, x)", "refused 1:15: filter() takes bool, not int"},
    {"[1].map(x, x, x)", "refused 1:12: map() takes bool, not int"},
    {"['a'].all(x, x > 1)", "refused 1:16: \">\" does not take string and int"},
    {"{'a': 1}.all(k, k > 1)", "refused 1:19: \">\" does not take string and int"},
    {"[1].map(x, 'a')[0] > 1", "refused 1:20: \">\" does not take string and int"},
    {"([1] + [2])[0] == 'a'", "refused 1:16: \"==\" does not take int and string"},
    {"sizee('x')", "refused 1:1: there is no function \"sizee\"; did you mean \"size\"?"},
    {"frobnicate(1)", "refused 1:1: there is no function \"frobnicate\""},
    {"'x'.startswith('y')",
     "refused 1:5: there is no function \"startswith\"; did you mean \"startsWith\"?"},
    {"contains('x', 'y')", "refused 1:1: \"contains\" stands behind a value, as in x.contains()"},
    {"'1'.int()", "refused 1:5: \"int\" stands before its argument, as in int(x)"},
    {"size('x', 'y')", "refused 1:1: \"size\" takes 1 argument here"},
    {"'x'.size('y')", "refused 1:5: \"size\" takes 0 arguments here"},
    {"'x'.contains()", "refused 1:5: \"contains\" takes 1 argument here"},
    {"'x'.contains(1)", "refused 1:5: \"contains\" does not take string and int"},
    {"size(1)", "refused 1:1: \"size\" does not take int"},
    {"student.attributes.lunch == 1", "refused 1:26: \"==\" does not take string and int"},
    {"student.attributes[1]", "refused 1:19: a map with keys of string has no key of int"},
    {"'x'.matches('a(b')", "refused 1:17: the pattern is not valid: missing closing parenthesis"},
    {"'x'.matches(r'a(b')", "refused 1:18: the pattern is not valid: missing closing parenthesis"},
    {"'x'.matches('\\x61(b')",
     "refused 1:13: the pattern is not valid: missing closing parenthesis"},
    {"'x'.matches('a(?=b)')", "refused 1:15: the pattern is not valid: this is not supported (only "
                              "what RE2 knows is)"},
    {"google.protobuf.Int64Value", "refused 1:1: message types are not supported"},
    {"a.b{c: 1}", "refused 1:4: messages are not supported"},
    {"a.?b", "refused 1:3: optional values are not supported"},
    {"a[?'b']", "refused 1:3: optional values are not supported"},
    {"[?a]", "refused 1:2: optional values are not supported"},
    {"{?'a': 1}", "refused 1:2: optional values are not supported"},
};

Test(checker, refuses_with_place_and_hint)
{
    EXPECT_OUTCOMES(refused);
}

static const outcome_row accepted[] = {
    {"attendance.rate < 1 && credits.earned >= 5u", "true"},
    {"student.attributes.lunch in ['free', 'reduced']", "true"},
    {"true ? credits.earned : 0", "55000/10000"},
    {"true ? null : 'x'", "null"},
    {"[1, 'x', null].size()", "3"},
    {"[] == [1]", "false"},
    {"[[], [1]][1] == [1]", "true"},
    {"{} == {'x': 1}", "false"},
    {"dyn(1) == null", "false"},
    {"a.b.c == 'two' && a.b.c != 2", "true"},
    {"1.5 in [1, 1.5]", "true"},
};

Test(checker, accepts)
{
    EXPECT_OUTCOMES(accepted);
}

static const outcome_row conditions[] = {
    {"credits.earned < 6", "true"},
    {"late", "unknown late"},
    {"a.b.c", "'two'"}, /* its type is not known before */
    {"credits.earned", "refused 1:1: the condition gives decimal, not bool"},
    {"  'x' + 'y'", "refused 1:7: the condition gives string, not bool"},
    {"true ? 1 : 2", "refused 1:6: the condition gives int, not bool"},
};

Test(checker, must_be_bool)
{
    const ontrack__cel_options options = {.must_be_bool = true};
    expect_outcomes(conditions, COUNT_OF(conditions), &options);
}

static const outcome_row lenient[] = {
    {"nowhere", "error 0: undeclared name \"nowhere\""},
    {"nowhere || true", "true"},
    {"nowhere.field.x && false", "false"},
    {"nowhere.call(1) || true", "true"},
    {"call(nowhere, 1) || true", "true"},
    {"size() || true", "true"},
    {"'horses' && false", "false"},
    {"1 + 'x'", "error 2: no overload of \"+\" for int and string"},
    {"credits.earned.x", "error 15: only maps have keys to select"},
    {"1.5 in 3", "error 4: no overload of \"in\" for double and int"},
    {"1.all(x, true)", "error 2: a list or a map is needed here"},
    {"{1.5: 2}", "error 1: a map's key is bool, int, uint or string"},
    {"'x'.matches('(')", "error 4: the pattern is not valid"},
    {"'x'.matches('x')", "true"},
    {"duration('x')", "error 0: the text is no duration within 292 years: write it as in '36h' or "
                      "'1h30m'"},
    {"1 +", "refused 1:4: expected a value, but the expression ends"},
};

Test(checker, lenient_leaves_it_to_the_evaluation)
{
    const ontrack__cel_options options = {.lenient = true};
    expect_outcomes(lenient, COUNT_OF(lenient), &options);
}
