/* Two results of one or a few students, and the differences as CSV. */
#include <ontrack/ontrack.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum { TEXT = 8192 };

/* Lines joined by LF. */
typedef struct text_lines {
    const char *at;
    bool ended;
} text_lines;

static ontrack_status next(void *user, ontrack_text *line)
{
    text_lines *lines = user;
    *line = (ontrack_text){NULL, 0};
    if (lines->ended || lines->at[0] == '\0') return ONTRACK_OK;
    const char *end = strchr(lines->at, '\n');
    lines->ended = end == NULL;
    *line = (ontrack_text){lines->at, end == NULL ? strlen(lines->at) : (size_t)(end - lines->at)};
    lines->at = end == NULL ? lines->at : end + 1;
    return ONTRACK_OK;
}

static ontrack_status append(void *user, const char *data, size_t size)
{
    strncat(user, data, size);
    return ONTRACK_OK;
}

static ontrack_status compare(const char *then, const char *now, char out[TEXT],
                              ontrack_error *error)
{
    text_lines old_lines = {then, false}, new_lines = {now, false};
    const ontrack_lines old_result = {"old.jsonl", next, &old_lines};
    const ontrack_lines new_result = {"new.jsonl", next, &new_lines};
    ontrack_writer_options options = ONTRACK_WRITER_OPTIONS_INIT;
    ontrack_difference_writer *writer = NULL;
    options.format = ONTRACK_FORMAT_CSV;
    options.write = append;
    options.user = out;
    out[0] = '\0';
    cr_assert_eq(ontrack_difference_writer_new(&options, &writer, NULL), ONTRACK_OK);
    const ontrack_status status = ontrack_compare(
        &old_result, &new_result, ontrack_difference_writer_take, writer, NULL, error);
    if (status == ONTRACK_OK)
        cr_assert_eq(ontrack_difference_writer_finish(writer, NULL), ONTRACK_OK);
    ontrack_difference_writer_free(writer);
    return status;
}

#define RULES_1 "\"fingerprint\":\"1\",\"codes\":\"1\""
#define RULES_2 "\"fingerprint\":\"2\",\"codes\":\"1\""
#define CODES_2 "\"fingerprint\":\"3\",\"codes\":\"2\""
#define LEVELS "\"levels\":[\"good\",\"bad\",\"worst\"]"
#define FLAG(level, rate, margin)                                                                  \
    "{\"rule\":\"low\",\"indicator\":\"attendance\",\"level\":\"" level                            \
    "\",\"message\":\"m\",\"values\":{\"rate\":" rate                                              \
    "},\"comparisons\":[{\"left\":\"rate\",\"operator\":\"<=\",\"right\":null,\"margin\":" margin  \
    ",\"holds\":true}]}"
#define UNKNOWN "{\"rule\":\"low\",\"missing\":[\"rate\"],\"why\":\"no rows\"}"
#define STOOD(date, status, flags, unknown, rate)                                                  \
    "\"as_of\":\"" date "\",\"status\":\"" status "\",\"flags\":[" flags "],\"unknown\":[" unknown \
    "],\"measures\":{\"rate\":" rate "}"
#define LINE(id, rules, stood)                                                                     \
    "{\"student_id\":\"" id "\",\"ruleset\":{\"id\":\"r\",\"version\":\"1\"," rules "," LEVELS     \
    "}," stood "}"
#define LINE_SINCE(id, rules, stood, since)                                                        \
    "{\"student_id\":\"" id "\",\"ruleset\":{\"id\":\"r\",\"version\":\"1\"," rules "," LEVELS     \
    "}," stood ",\"since\":{" since "}}"

#define OLD "2025-10-01"
#define NEW "2025-10-08"
#define CLEAR(date, rate) STOOD(date, "good", "", "", rate)
#define BAD(date, rate, margin) STOOD(date, "bad", FLAG("bad", rate, margin), "", rate)
#define WORST(date, rate, margin) STOOD(date, "worst", FLAG("worst", rate, margin), "", rate)
#define NOT_KNOWN(date) STOOD(date, "unknown", "", UNKNOWN, "null")

static const struct {
    const char *label, *then, *now, *rows;
} pairs[] = {
    {"nothing changed", LINE("s", RULES_1, CLEAR(OLD, "0.95")),
     LINE("s", RULES_1, CLEAR(OLD, "0.95")), ""},
    {"still met", LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")),
     LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")), "s,rule,low,still met,bad,bad,,m\n"},
    {"the same day, other values: a late edit", LINE("s", RULES_1, CLEAR(OLD, "0.95")),
     LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")),
     "s,status,status,worsened,good,bad,late edit,\ns,rule,low,newly met,,bad,late edit,m\n"},
    {"the same day and values: a changed rule", LINE("s", RULES_1, CLEAR(OLD, "0.85")),
     LINE("s", RULES_2, BAD(OLD, "0.85", "0.05")),
     "s,status,status,worsened,good,bad,changed rule,\ns,rule,low,newly met,,bad,changed rule,m\n"},
    {"the same day, other values and codes", LINE("s", RULES_1, CLEAR(OLD, "0.95")),
     LINE("s", CODES_2, BAD(OLD, "0.85", "0.05")),
     "s,status,status,worsened,good,bad,late edit;changed code map;uncertain,\n"
     "s,rule,low,newly met,,bad,late edit;changed code map;uncertain,m\n"},
    {"another day, no look back", LINE("s", RULES_1, CLEAR(OLD, "0.95")),
     LINE("s", RULES_1, BAD(NEW, "0.85", "0.05")),
     "s,status,status,worsened,good,bad,new data;late edit;uncertain,\n"
     "s,rule,low,newly met,,bad,new data;late edit;uncertain,m\n"},
    {"another day, as before on the old one: new data", LINE("s", RULES_1, CLEAR(OLD, "0.95")),
     LINE_SINCE("s", RULES_1, BAD(NEW, "0.85", "0.05"), CLEAR(OLD, "0.95")),
     "s,status,status,worsened,good,bad,new data,\ns,rule,low,newly met,,bad,new data,m\n"},
    {"another day, met on the old one now: a late edit", LINE("s", RULES_1, CLEAR(OLD, "0.95")),
     LINE_SINCE("s", RULES_1, BAD(NEW, "0.85", "0.05"), BAD(OLD, "0.85", "0.05")),
     "s,status,status,worsened,good,bad,late edit,\ns,rule,low,newly met,,bad,late edit,m\n"},
    {"another day, a changed rule, then new data", LINE("s", RULES_1, CLEAR(OLD, "0.85")),
     LINE_SINCE("s", RULES_2, WORST(NEW, "0.6", "0.3"), BAD(OLD, "0.85", "0.05")),
     "s,status,status,worsened,good,worst,new data;changed rule,\n"
     "s,rule,low,newly met,,worst,new data;changed rule,m\n"},
    {"a worse level", LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")),
     LINE_SINCE("s", RULES_1, WORST(NEW, "0.8", "0.1"), BAD(OLD, "0.8", "0.1")),
     "s,status,status,worsened,bad,worst,new data,\ns,rule,low,worsened,bad,worst,new data,m\n"},
    {"further beyond its threshold", LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")),
     LINE_SINCE("s", RULES_1, BAD(NEW, "0.7", "0.2"), BAD(OLD, "0.8", "0.1")),
     "s,rule,low,worsened,bad,bad,new data,m\n"},
    {"less far beyond it", LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")),
     LINE_SINCE("s", RULES_1, BAD(NEW, "0.85", "0.05"), BAD(OLD, "0.8", "0.1")),
     "s,rule,low,improved,bad,bad,new data,m\n"},
    {"cleared", LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")),
     LINE_SINCE("s", RULES_1, CLEAR(NEW, "0.91"), BAD(OLD, "0.8", "0.1")),
     "s,status,status,improved,bad,good,new data,\ns,rule,low,cleared,bad,,new data,m\n"},
    {"unknown is not cleared", LINE("s", RULES_1, BAD(OLD, "0.8", "0.1")),
     LINE_SINCE("s", RULES_1, NOT_KNOWN(NEW), BAD(OLD, "0.8", "0.1")),
     "s,status,status,undecided,bad,unknown,new data,\n"
     "s,rule,low,undecided,bad,unknown,new data,m\n"},
    {"decided", LINE("s", RULES_1, NOT_KNOWN(OLD)), LINE("s", RULES_1, CLEAR(OLD, "0.95")),
     "s,status,status,decided,unknown,good,late edit,\ns,rule,low,decided,unknown,,late edit,\n"},
    {"a student more and one less", LINE("a", RULES_1, BAD(OLD, "0.8", "0.1")),
     LINE("b", RULES_1, BAD(NEW, "0.8", "0.1")),
     "a,student,student,only in the old result,bad,,,\n"
     "b,student,student,only in the new result,,bad,,\nb,rule,low,newly met,,bad,new data,m\n"},
    {"blank lines are none", "\n" LINE("s", RULES_1, CLEAR(OLD, "1")) "\n\n",
     LINE("s", RULES_1, CLEAR(OLD, "1")) "\n", ""},
    {"nobody", "", "", ""},
};

Test(compare, pairs)
{
    static const char head[] = "student_id,kind,name,change,old_level,new_level,causes,message\n";
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char out[TEXT];
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_assert_eq(compare(pairs[i].then, pairs[i].now, out, &error), ONTRACK_OK, "%s: %s",
                     pairs[i].label, error.message);
        cr_assert_eq(strncmp(out, head, sizeof head - 1), 0, "%s", pairs[i].label);
        cr_expect_str_eq(out + sizeof head - 1, pairs[i].rows, "%s: %s", pairs[i].label,
                         out + sizeof head - 1);
    }
}

#define GOOD(id) LINE(id, RULES_1, CLEAR(OLD, "1"))

static const struct {
    const char *label, *text;
    ontrack_status status;
    int line;
} bad[] = {
    {"no JSON", GOOD("a") "\nx", ONTRACK_INVALID_DATA, 2},
    {"no object", "[]", ONTRACK_INVALID_DATA, 1},
    {"a line cut off", "{\"student_id\":\"a\",\"as_of\":", ONTRACK_INVALID_DATA, 1},
    {"no rule set", "{\"student_id\":\"a\"," CLEAR(OLD, "1") "}", ONTRACK_INVALID_DATA, 1},
    {"no date",
     "{\"student_id\":\"a\",\"ruleset\":{},\"status\":\"x\",\"flags\":[],\"unknown\":[]}",
     ONTRACK_INVALID_DATA, 1},
    {"no student", "{\"ruleset\":{}," CLEAR(OLD, "1") "}", ONTRACK_INVALID_DATA, 1},
    {"out of order", GOOD("b") "\n\n" GOOD("a"), ONTRACK_INVALID_DATA, 3},
    {"a student twice", GOOD("a") "\n" GOOD("a"), ONTRACK_INVALID_DATA, 2},
    {"a key twice", "{\"student_id\":\"a\",\"student_id\":\"b\"}", ONTRACK_INVALID_DATA, 1},
};

Test(compare, bad_lines)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char out[TEXT];
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_expect_eq(compare(bad[i].text, "", out, &error), bad[i].status, "%s", bad[i].label);
        cr_expect_str_eq(error.source, "old.jsonl", "%s", bad[i].label);
        cr_expect_eq(error.line, bad[i].line, "%s: line %d", bad[i].label, (int)error.line);
    }
}

static ontrack_status stop(void *user, const ontrack_difference *difference)
{
    (void)user;
    (void)difference;
    return ONTRACK_STOPPED;
}

Test(compare, a_callback_ends_it)
{
    text_lines old_lines = {GOOD("a"), false}, new_lines = {GOOD("a"), false};
    const ontrack_lines then = {NULL, next, &old_lines}, now = {NULL, next, &new_lines};
    cr_expect_eq(ontrack_compare(&then, &now, stop, NULL, NULL, NULL), ONTRACK_STOPPED);
}
