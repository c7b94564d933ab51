/* Documents that are refused, each with the place, and those that are built in. */
#include "ingest/layout.h"
#include "layouts.h"
#include "support/failing.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define HEAD "{'ontrack_layout': 1, 'id': 't', 'version': '1', "
#define STUDENTS "{'file': 'students', 'to': [{'table': 'students'}]}"
/* A document with one more file, or with one more target of a file with some columns. */
#define FILE_(text) HEAD "'files': [" STUDENTS ", " text "]}"
#define TO(text) FILE_("{'file': 'x', 'to': [" text "]}")
#define MARKS(columns, more)                                                                       \
    TO("{'table': 'attendance', 'columns': {'student_id': 'a', 'date': 'b', " columns "}" more "}")
#define LOOKUP(text) HEAD "'lookups': {'l': " text "}, 'files': [" STUDENTS "]}"

static const struct {
    const char *label, *json, *path, *message;
} faults[] = {
    {"no object", "[]", "", "must be an object"},
    {"a key that is none", HEAD "'fils': [], 'files': []}", "/fils", "did you mean \"files\""},
    {"no files", HEAD "'title': 'x'}", "", "\"files\" is missing"},
    {"another form", "{'ontrack_layout': 2, 'id': 't', 'version': '1', 'files': []}",
     "/ontrack_layout", "form 1"},
    {"an empty id", "{'ontrack_layout': 1, 'id': '', 'version': '1', 'files': []}", "/id", "empty"},
    {"no students", HEAD "'files': []}", "/files", "feeds the table \"students\""},
    {"a form of dates", HEAD "'dates': 'YY', 'files': [" STUDENTS "]}", "/dates", "YYYY"},
    {"a file without a name", FILE_("{'file': [], 'to': [{'table': 'feeds'}]}"), "/files/1/file",
     "names no file"},
    {"a file outside", FILE_("{'file': '../x', 'to': [{'table': 'feeds'}]}"), "/files/1/file",
     "without its ending"},
    {"a file at the root", FILE_("{'file': '/etc/x', 'to': [{'table': 'feeds'}]}"), "/files/1/file",
     "without its ending"},
    {"a pattern of folders", FILE_("{'file': 'a*/x', 'to': [{'table': 'feeds'}]}"), "/files/1/file",
     "without its ending"},
    {"a pattern alone", FILE_("{'file': ['x', '*'], 'to': [{'table': 'feeds'}]}"),
     "/files/1/file/1", "without its ending"},
    {"a file for nothing", FILE_("{'file': 'x', 'to': []}"), "/files/1/to", "1 to 64 tables"},
    {"an encoding", FILE_("{'file': 'x', 'encoding': 'ebcdic', 'to': [{'table': 'feeds'}]}"),
     "/files/1/encoding", "latin1"},
    {"an empty header", FILE_("{'file': 'x', 'header': [], 'to': [{'table': 'feeds'}]}"),
     "/files/1/header", "names no column"},
    {"a table that is none", TO("{'table': 'attendence'}"), "/files/1/to/0/table",
     "did you mean \"attendance\""},
    {"plain beside another", TO("{'table': 'feeds'}, {'table': 'terms'}"), "/files/1",
     "needs \"columns\""},
    {"a form of dates for a plain file",
     FILE_("{'file': 'x', 'dates': 'M/D/YYYY', 'to': [{'table': 'feeds'}]}"), "/files/1",
     "\"dates\" means nothing"},
    {"conditions without columns", TO("{'table': 'feeds', 'keep': []}"), "/files/1/to/0",
     "\"keep\" means nothing"},
    {"a column that is none", MARKS("'cod': 'c'", ""), "/files/1/to/0/columns/cod",
     "did you mean \"code\""},
    {"a column that is needed", MARKS("'period': 'c'", ""), "/files/1/to/0/columns",
     "needs \"code\""},
    {"a value of two kinds", MARKS("'code': {'column': 'c', 'constant': 'x'}", ""),
     "/files/1/to/0/columns/code", "needs one of"},
    {"a value of no kind", MARKS("'code': {'default': 'x'}", ""), "/files/1/to/0/columns/code",
     "needs one of"},
    {"a number for a value", MARKS("'code': 1", ""), "/files/1/to/0/columns/code", "must be"},
    {"no columns in a list", MARKS("'code': []", ""), "/files/1/to/0/columns/code", "1 to 256"},
    {"a number in a list", MARKS("'code': ['c', 1]", ""), "/files/1/to/0/columns/code/1",
     "must be a text"},
    {"a column of wildcards", MARKS("'code': '**'", ""), "/files/1/to/0/columns/code", "letters"},
    {"an open brace", MARKS("'code': {'text': 'a{b'}", ""), "/files/1/to/0/columns/code/text",
     "not closed"},
    {"less without sum", MARKS("'code': {'column': 'c', 'less': 'd'}", ""),
     "/files/1/to/0/columns/code", "without \"sum\""},
    {"else without map", MARKS("'code': {'column': 'c', 'else': 'd'}", ""),
     "/files/1/to/0/columns/code/else", "without \"map\""},
    {"a map to numbers", MARKS("'code': {'column': 'c', 'map': {'1': 2}}", ""),
     "/files/1/to/0/columns/code/map/1", "must be a text"},
    {"two signs", MARKS("'code': {'column': 'c', 'first_of': ', '}", ""),
     "/files/1/to/0/columns/code/first_of", "one sign"},
    {"days beyond a year", MARKS("'code': {'column': 'c', 'add_days': 367}", ""),
     "/files/1/to/0/columns/code/add_days", "from -366 to 366"},
    {"a slot without slots", MARKS("'code': 'slot.value'", ""), "/files/1/to/0/columns/code",
     "needs \"slots\""},
    {"a day without days", MARKS("'code': 'day.date'", ""), "/files/1/to/0/columns/code",
     "needs \"days\""},
    {"slots and days", MARKS("'code': 'c'", ", 'slots': 'A#', 'days': {'from': 'x', 'to': 'y'}"),
     "/files/1/to/0", "not both"},
    {"no slots", MARKS("'code': 'c'", ", 'slots': []"), "/files/1/to/0/slots", "1 to 256"},
    {"a find of no lookup", MARKS("'code': 'c'", ", 'find': {'l': {'key': 'a'}}"),
     "/files/1/to/0/find/l", "no lookup"},
    {"a condition of no kind", MARKS("'code': 'c'", ", 'drop': [{'value': 'c', 'because': 'b'}]"),
     "/files/1/to/0/drop/0", "needs one of"},
    {"a condition without a reason", MARKS("'code': 'c'", ", 'drop': [{'value': 'c', 'is': 'x'}]"),
     "/files/1/to/0/drop/0", "\"because\" is missing"},
    {"a pattern",
     MARKS("'code': 'c'", ", 'drop': [{'value': 'c', 'matches': '(', 'because': 'b'}]"),
     "/files/1/to/0/drop/0/matches", ""},
    {"a lookup without a key", LOOKUP("{'file': 'y', 'give': {'a': 'b'}}"), "/lookups/l",
     "\"key\" is missing"},
    {"several without by", LOOKUP("{'file': 'y', 'key': 'k', 'give': {}, 'several': 'least'}"),
     "/lookups/l", "\"by\""},
    {"several of another word", LOOKUP("{'file': 'y', 'key': 'k', 'give': {}, 'several': 'last'}"),
     "/lookups/l/several", "\"refuse\""},
    {"a lookup that finds in itself",
     LOOKUP("{'file': 'y', 'key': 'k', 'give': {}, 'find': {'l': {'key': 'k'}}}"),
     "/lookups/l/find/l", "no lookup before"},
    {"a key of another length",
     HEAD "'lookups': {'l': {'file': 'y', 'key': ['k', 'm'], 'give': {}}}, 'files': [" STUDENTS
          ", {'file': 'x', 'to': [{'table': 'feeds', 'find': {'l': {'key': 'k'}}, 'columns': "
          "{'table': 't', 'through_date': 'd'}}]}]}",
     "/files/1/to/0/find/l/key", "has 1 parts"},
    {"what a lookup does not give",
     HEAD "'lookups': {'l': {'file': 'y', 'key': 'k', 'give': {'g': 'g'}}}, 'files': [" STUDENTS
          ", {'file': 'x', 'to': [{'table': 'feeds', 'find': {'l': {'key': 'k'}}, 'columns': "
          "{'table': 'l.h', 'through_date': 'd'}}]}]}",
     "/files/1/to/0/columns/table", "gives no such thing"},
    {"a slot that leaves a row out",
     HEAD "'lookups': {'l': {'file': 'y', 'key': 'k', 'give': {'g': 'g'}}}, 'files': [" STUDENTS
          ", {'file': 'x', 'to': [{'table': 'feeds', 'slots': 'A#', 'find': {'l': {'key': "
          "'slot.value', 'missing': 'skip'}}, 'columns': {'table': 't', 'through_date': 'd'}}]}]}",
     "/files/1/to/0/find/l", "cannot leave the row out"},
    {"a condition on a slot",
     HEAD "'lookups': {'l': {'file': 'y', 'key': 'k', 'give': {'g': 'g'}}}, 'files': [" STUDENTS
          ", {'file': 'x', 'to': [{'table': 'feeds', 'slots': 'A#', 'find': {'l': {'key': "
          "'slot.value'}}, 'keep': [{'value': 'l.g', 'is': 'x', 'because': 'b'}], 'columns': "
          "{'table': 't', 'through_date': 'd'}}]}]}",
     "/files/1/to/0/keep/0/value", "hangs on a slot"},
    {"what is done where nothing is found",
     HEAD "'lookups': {'l': {'file': 'y', 'key': 'k', 'give': {}}}, 'files': [" STUDENTS
          ", {'file': 'x', 'to': [{'table': 'feeds', 'find': {'l': {'key': 'k', 'missing': "
          "'guess'}}, 'columns': {'table': 't', 'through_date': 'd'}}]}]}",
     "/files/1/to/0/find/l/missing", "\"reject\""},
};

Test(layout_load, faults_are_told_with_their_place)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char json[1024];
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_layout *layout = NULL;
        ontrack_layout_options options = ONTRACK_LAYOUT_OPTIONS_INIT;
        options.source = "x.json";
        snprintf(json, sizeof json, "%s", faults[i].json);
        const ontrack_status status =
            ontrack_layout_load(layout_json(json), &options, &layout, &error);
        cr_expect_eq(status, ONTRACK_INVALID_RULES, "%s: %d", faults[i].label, (int)status);
        cr_expect_null(layout, "%s", faults[i].label);
        cr_expect_str_eq(error.path, faults[i].path, "%s: %s", faults[i].label, error.path);
        cr_expect_str_eq(error.source, "x.json");
        cr_expect_not_null(strstr(error.message, faults[i].message), "%s: %s", faults[i].label,
                           error.message);
        ontrack_layout_free(layout);
    }
}

Test(layout_load, json_that_is_none_has_a_line)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_layout *layout = NULL;
    cr_expect_eq(ontrack_layout_load(ontrack_text_of("{\n,"), NULL, &layout, &error),
                 ONTRACK_INVALID_RULES);
    cr_expect_eq(error.line, 2);
}

Test(layout_load, every_built_in_layout_loads)
{
    cr_expect_geq(ontrack_layout_builtin_count(), 3);
    for (size_t i = 0; i < ontrack_layout_builtin_count(); i++) {
        const char *name = ontrack_layout_builtin_name(i);
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_layout *layout = NULL;
        cr_assert_eq(ontrack_layout_load(ontrack_layout_builtin_json(name), NULL, &layout, &error),
                     ONTRACK_OK, "%s: %s: %s", name, error.path, error.message);
        cr_expect_str_eq(ontrack_layout_text(layout, ONTRACK_LAYOUT_ID), name);
        for (int text = 0; text < ONTRACK_LAYOUT_TEXT_COUNT; text++)
            cr_expect_str_not_empty(ontrack_layout_text(layout, (ontrack_layout_text_kind)text),
                                    "%s: text %d", name, text);
        ontrack_layout_free(layout);
    }
    cr_expect_null(ontrack_layout_builtin_name(ontrack_layout_builtin_count()));
    cr_expect_eq(ontrack_layout_builtin_json("none").size, 0);
    cr_expect_eq(ontrack_layout_builtin_json(NULL).size, 0);
}

/* What is read without a layout and what the layout "ontrack" says are the same. */
Test(layout_load, the_canonical_layout_is_the_one_without)
{
    ontrack_layout *layout = NULL;
    cr_assert_eq(ontrack_layout_load(ontrack_layout_builtin_json("ontrack"), NULL, &layout, NULL),
                 ONTRACK_OK);
    size_t count = ontrack_layout_feed_count(layout);
    for (size_t i = 0; i < count; i++) {
        const ontrack_layout_feed feed = ontrack_layout_feed_at(layout, i);
        cr_assert_not_null(ontrack__layout_at(i), "%s", feed.file);
        cr_expect_str_eq(feed.file, ontrack__layout_at(i)->name);
        cr_expect_str_eq(feed.table, ontrack__layout_at(i)->name);
    }
    cr_expect_null(ontrack__layout_at(count));
    cr_expect_null(ontrack_layout_feed_at(layout, count).file);
    ontrack_layout_free(layout);
}

Test(layout_load, memory_may_run_out_anywhere)
{
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    ontrack_layout_options options = ONTRACK_LAYOUT_OPTIONS_INIT;
    options.allocator = &allocator;
    for (memory.fail_at = 1;; memory.fail_at++) {
        ontrack_layout *layout = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        memory.calls = 0;
        const ontrack_status status = ontrack_layout_load(
            ontrack_layout_builtin_json("oneroster-1.2"), &options, &layout, &error);
        ontrack_layout_free(layout);
        cr_assert_eq(memory.live, 0, "call %zu", memory.fail_at);
        if (memory.calls < memory.fail_at) break;
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu: %d", memory.fail_at, (int)status);
    }
    cr_expect_gt(memory.fail_at, 3);
}
