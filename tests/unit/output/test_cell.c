/* A text as a cell of CSV. */
#include "output/cell.h"

#include "base/buffer.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *text, *cell;
} cells[] = {
    {"", ""},
    {"on_track", "on_track"},
    {"a b'c", "a b'c"},
    {"a,b", "\"a,b\""},
    {",", "\",\""},
    {"say \"no\"", "\"say \"\"no\"\"\""},
    {"two\nlines", "\"two\nlines\""},
    {"ends\r", "\"ends\r\""},
    /* what a spreadsheet would run */
    {"=1+1", "'=1+1"},
    {"-1", "'-1"},
    {"+1", "'+1"},
    {"@a", "'@a"},
    {"\tx", "'\tx"},
    {"=", "'="},
    {"=a,b", "\"'=a,b\""},
    {"\n", "\"'\n\""},
    {"a=b", "a=b"},
    {"Zo\xC3\xAB", "Zo\xC3\xAB"},
};

Test(cell, put)
{
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        char expected[64];
        snprintf(expected, sizeof expected, "1,%s", cells[i].cell);
        cr_assert(ontrack__buffer_string(&out, "1,"));
        cr_assert(ontrack__put_cell(&out, ontrack_text_of(cells[i].text)));
        cr_expect_str_eq(out.data, expected);
        cr_expect_eq(out.size, strlen(expected), "%s", expected);
        ontrack_buffer_dispose(&out);
    }
}

/* A text that holds a NUL is copied whole. */
Test(cell, nul)
{
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    cr_assert(ontrack__put_cell(&out, (ontrack_text){"a\0b", 3}));
    cr_expect_arr_eq(out.data, "a\0b", 4);
    cr_expect_eq(out.size, 3);
    ontrack_buffer_dispose(&out);
}
