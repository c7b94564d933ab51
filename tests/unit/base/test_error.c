#include "base/error.h"

#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

Test(error, keeps_the_first_cause)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(ontrack__fail(&error, ONTRACK_LIMIT, "first %d", 1), ONTRACK_LIMIT);
    cr_expect_eq(ontrack__fail(&error, ONTRACK_IO, "second"), ONTRACK_IO);
    cr_expect_eq(error.status, ONTRACK_LIMIT);
    cr_expect_str_eq(error.message, "first 1");
    cr_expect_eq(ontrack__fail(NULL, ONTRACK_IO, "nobody listens"), ONTRACK_IO);
}

static const struct {
    ontrack__place place;
    const char *line;
} format_rows[] = {
    {{NULL, NULL, 0, 0}, "fact"},
    {{"a.csv", NULL, 0, 0}, "a.csv: fact"},
    {{"a.csv", NULL, 7, 0}, "a.csv:7: fact"},
    {{"a.csv", NULL, 7, 3}, "a.csv:7:3: fact"},
    {{"r.json", "/rules/3/when", 1, 14}, "r.json: /rules/3/when 1:14: fact"},
    {{"r.json", "/rules/3/when", 0, 0}, "r.json: /rules/3/when: fact"},
    {{NULL, "/rules/3/when", 2, 0}, "/rules/3/when 2: fact"},
    {{NULL, NULL, 2, 5}, "2:5: fact"},
    {{NULL, "/rules/3", 0, 0}, "/rules/3: fact"},
};

Test(error, format)
{
    for (size_t i = 0; i < sizeof format_rows / sizeof *format_rows; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack__fail_at(&error, ONTRACK_INVALID_DATA, format_rows[i].place, "fact");
        char line[256];
        const size_t length = ontrack_error_format(&error, line, sizeof line);
        cr_expect_str_eq(line, format_rows[i].line);
        cr_expect_eq(length, strlen(format_rows[i].line));
    }
    char line[8];
    cr_expect_eq(ontrack_error_format(NULL, line, sizeof line), 7);
    cr_expect_str_eq(line, "success");
}

Test(error, cuts_long_texts_between_characters)
{
    char path[400];
    for (size_t i = 0; i + 2 < sizeof path; i += 2)
        memcpy(path + i, "\xC3\xA9", 3);
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack__place place = {path, path, 0, 0};
    ontrack__fail_at(&error, ONTRACK_INVALID_DATA, place, "%s", path);
    cr_expect(ontrack__utf8_valid(ontrack_text_of(error.source), NULL));
    cr_expect(ontrack__utf8_valid(ontrack_text_of(error.path), NULL));
    cr_expect(ontrack__utf8_valid(ontrack_text_of(error.message), NULL));
    cr_expect_gt(strlen(error.message), 200);
}

Test(error, every_status_has_a_text)
{
#define EXPECT_TEXT(name, number, text)                                                            \
    cr_expect_str_eq(ontrack_status_text((ontrack_status)(number)), text);
    ONTRACK_STATUS_MAP(EXPECT_TEXT)
#undef EXPECT_TEXT
    cr_expect_str_eq(ontrack_status_text((ontrack_status)999), "unknown status");
}
