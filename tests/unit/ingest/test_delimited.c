#include "base/buffer.h"
#include "ingest/delimited.h"
#include "pieces.h"
#include "support/failing.h"

#include <criterion/criterion.h>

enum { FIELD_LIMIT = 4096 };

/* Rows as text: "1|a|b\n" is a row of two cells on line 1. */
static ontrack_status write_row(void *user, const ontrack__csv_row *row, ontrack_error *error)
{
    ontrack_buffer *out = user;
    bool fits = ontrack__buffer_integer(out, row->line);
    for (size_t i = 0; i < row->count; i++)
        fits = fits && ontrack__buffer_char(out, '|') && ontrack__buffer_text(out, row->cells[i]);
    fits = fits && ontrack__buffer_char(out, '\n');
    return fits ? ONTRACK_OK : ontrack__no_memory(error);
}

typedef struct reading {
    size_t piece, block, field_limit;
} reading;

static ontrack_status read_rows(const char *data, size_t size, reading how, ontrack_buffer *out,
                                ontrack_error *error)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    const ontrack__csv_options options = {"x.csv", how.field_limit, how.block, write_row, NULL,
                                          out};
    pieces source = pieces_of(data, size, how.piece);
    return ontrack__csv_read(&allocator, &source.base, &options, error);
}

static const struct {
    const char *label, *text, *rows;
} good[] = {
    {"nothing", "", ""},
    {"blank lines only", "\n \n\t\r\n", ""},
    {"LF", "a,b\nc,d\n", "1|a|b\n2|c|d\n"},
    {"CRLF", "a,b\r\nc,d\r\n", "1|a|b\n2|c|d\n"},
    {"CR", "a,b\rc,d\r", "1|a|b\n2|c|d\n"},
    {"LF then CR is two line ends", "a\n\rb", "1|a\n3|b\n"},
    {"mixed", "a\r\nb\rc\nd", "1|a\n2|b\n3|c\n4|d\n"},
    {"no last line end", "a,b\nc,d", "1|a|b\n2|c|d\n"},
    {"blank lines count", "\n\na,b\n\r\n\r\n \t \nc,d\n\n", "3|a|b\n7|c|d\n"},
    {"blank CR lines count", "a\r\r\rb\r", "1|a\n4|b\n"},
    {"empty cells", ",\na,,\n\"\"\n", "1||\n2|a||\n3|\n"},
    {"quotes", "a,\"b,\"\"c\"\"\"\n\"\"\"\",d\n", "1|a|b,\"c\"\n2|\"|d\n"},
    {"line ends in quotes", "a,\"b\nc\"\nd,\"e\r\n\r\nf\"\r\ng,h\n",
     "1|a|b\nc\n3|d|e\r\n\r\nf\n6|g|h\n"},
    {"CR in quotes", "\"a\rb\"\rc\r", "1|a\rb\n3|c\n"},
    {"row that begins with an open quote", "\n\"\n\",a\nb,c\n", "2|\n|a\n4|b|c\n"},
    {"blanks about cells", " a , b\t,\" c \" \n", "1|a|b| c \n"},
    {"blanks within cells", "a  b,c d\n", "1|a  b|c d\n"},
    {"tabs", "a\tb\tc\n1\t\t3\n\t2,5\t\n", "1|a|b|c\n2|1||3\n3||2,5|\n"},
    {"semicolons", "a;b\n1,5;2\n", "1|a|b\n2|1,5|2\n"},
    {"pipes", "a|b\n1|2\n", "1|a|b\n2|1|2\n"},
    {"delimiter in quotes does not count", "\"a,b,c\";d\n1;2\n", "1|a,b,c|d\n2|1|2\n"},
    {"only the first row decides", "a,b\n1;2;3,4\n", "1|a|b\n2|1;2;3|4\n"},
    {"a tie is a comma's", "a,b;c\n1,2\n", "1|a|b;c\n2|1|2\n"},
    {"a line of tabs is blank", "\t\t\t\na,b\n1,2\n", "2|a|b\n3|1|2\n"},
    {"first row behind blank lines", "\r\n\r\na;b\n1;2\n", "3|a|b\n4|1|2\n"},
    {"first row over two lines", "\"a\n,,\";b\n1;2\n", "1|a\n,,|b\n3|1|2\n"},
    {"quoted at the very end", "a,\"b\"", "1|a|b\n"},
};

Test(delimited, rows_and_lines)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ontrack_buffer rows = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const reading how = {0, 0, FIELD_LIMIT};
        const ontrack_status status =
            read_rows(good[i].text, strlen(good[i].text), how, &rows, &error);
        cr_expect_eq(status, ONTRACK_OK, "%s: %s", good[i].label, error.message);
        cr_expect_str_eq(rows.data == NULL ? "" : rows.data, good[i].rows, "%s", good[i].label);
        ontrack_buffer_dispose(&rows);
    }
}

/* The delimiter is looked for in the first block, which must hold the first row unless it is the
 * comma. */
Test(delimited, any_split_gives_the_same_rows)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const size_t size = strlen(good[i].text);
        const size_t least = strpbrk(good[i].text, "\t;|") == NULL ? 1 : 12;
        for (size_t piece = 0; piece <= 3; piece++) {
            for (size_t block = least; block <= size + 1; block++) {
                ontrack_buffer rows = ONTRACK_BUFFER_INIT;
                ontrack_error error = ONTRACK_ERROR_INIT;
                const reading how = {piece, block, FIELD_LIMIT};
                cr_expect_eq(read_rows(good[i].text, size, how, &rows, &error), ONTRACK_OK);
                cr_expect_str_eq(rows.data == NULL ? "" : rows.data, good[i].rows,
                                 "%s, blocks of %zu", good[i].label, block);
                ontrack_buffer_dispose(&rows);
            }
        }
    }
}

static const struct {
    const char *label, *text;
    size_t field_limit;
    ontrack_status status;
    int32_t line, column;
    const char *message; /* its beginning */
} bad[] = {
    {"quote within a cell", "a,b\nc,d\"e\n", 64, ONTRACK_INVALID_DATA, 2, 2,
     "a quote is out of place; double"},
    {"text behind a quote", "a,b\n\nc,\"d\"e\n", 64, ONTRACK_INVALID_DATA, 3, 2,
     "a quote is out of place; double"},
    {"found on a later line", "a,b\nc,\"d\ne,f\ng,\"h\"\n", 64, ONTRACK_INVALID_DATA, 4, 2,
     "a quote is out of place in a cell that began on line 2;"},
    {"never closed", "a,b\n\"c,d\n\n\n", 64, ONTRACK_INVALID_DATA, 2, 1, "a quote is opened"},
    {"opened behind a quoted line end", "a,b\n\"c\n\",\"d", 64, ONTRACK_INVALID_DATA, 3, 2,
     "a quote is opened"},
    {"opened in the last line", "a,b\nc,d\n e,f,\"", 64, ONTRACK_INVALID_DATA, 3, 3,
     "a quote is opened"},
    {"lone quote", "\"", 64, ONTRACK_INVALID_DATA, 1, 1, "a quote is opened"},
    {"cell over the limit", "a,b\nc,12345\n", 4, ONTRACK_LIMIT, 2, 2, "a cell is longer"},
    {"far over the limit", "a,b\nc,1234567890123456789\n", 4, ONTRACK_LIMIT, 2, 2,
     "a cell is longer"},
    {"over the limit in quotes", "a,b\nc,\"\n\n\n\n\n\n\n\n\n\"", 4, ONTRACK_LIMIT, 2, 2,
     "a cell is longer"},
    {"row over the limit",
     "a\n1234,1234,1234,1234,1234,1234,1234,1234,1234,1234,1234,1234,1234,"
     "1234,1234,1234,1\n",
     4, ONTRACK_LIMIT, 2, 17, "a row is longer"},
};

Test(delimited, faults_have_a_place)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        for (size_t piece = 0; piece <= 2; piece++) {
            ontrack_buffer rows = ONTRACK_BUFFER_INIT;
            ontrack_error error = ONTRACK_ERROR_INIT;
            const reading how = {piece, piece == 0 ? 0 : 3 + piece, bad[i].field_limit};
            const ontrack_status status =
                read_rows(bad[i].text, strlen(bad[i].text), how, &rows, &error);
            cr_expect_eq(status, bad[i].status, "%s: %d", bad[i].label, (int)status);
            cr_expect_eq(error.line, bad[i].line, "%s: line %d", bad[i].label, (int)error.line);
            cr_expect_eq(error.column, bad[i].column, "%s: %d", bad[i].label, (int)error.column);
            cr_expect_str_eq(error.source, "x.csv", "%s", bad[i].label);
            cr_expect(strncmp(error.message, bad[i].message, strlen(bad[i].message)) == 0, "%s: %s",
                      bad[i].label, error.message);
            ontrack_buffer_dispose(&rows);
        }
    }
}

Test(delimited, a_cell_may_be_as_long_as_the_limit)
{
    static const struct {
        const char *label, *text, *rows;
        size_t limit;
    } cases[] = {
        {"plain", "ab,cd\nef,gh", "1|ab|cd\n2|ef|gh\n", 2},
        {"quoted", "\"ab\",\"c\"\"\"\n", "1|ab|c\"\n", 2},
        {"one byte", "a,b\n,c\n", "1|a|b\n2||c\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_buffer rows = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const reading how = {0, 0, cases[i].limit};
        cr_expect_eq(read_rows(cases[i].text, strlen(cases[i].text), how, &rows, &error),
                     ONTRACK_OK, "%s: %s", cases[i].label, error.message);
        cr_expect_str_eq(rows.data, cases[i].rows, "%s", cases[i].label);
        ontrack_buffer_dispose(&rows);
    }
}

Test(delimited, cells_in_a_row_are_limited)
{
    char text[ONTRACK__CSV_CELLS + 1];
    for (size_t extra = 0; extra <= 1; extra++) {
        /* So many delimiters part one cell more. */
        const size_t size = (size_t)ONTRACK__CSV_CELLS - 1 + extra;
        memset(text, ',', size);
        ontrack_buffer rows = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const reading how = {0, 0, FIELD_LIMIT};
        cr_expect_eq(read_rows(text, size, how, &rows, &error),
                     extra == 0 ? ONTRACK_OK : ONTRACK_LIMIT);
        ontrack_buffer_dispose(&rows);
    }
}

Test(delimited, a_broken_source_is_told_with_its_line)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (size_t block = 1; block <= 20; block++) {
        ontrack_buffer rows = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const ontrack__csv_options options = {"x.csv", FIELD_LIMIT, block, write_row, NULL, &rows};
        pieces source = pieces_of("a,b\nc,d\ne,", 10, 0);
        source.broken = true;
        cr_expect_eq(ontrack__csv_read(&allocator, &source.base, &options, &error), ONTRACK_IO);
        cr_expect_str_eq(rows.data, "1|a|b\n2|c|d\n", "blocks of %zu", block);
        cr_expect_eq(error.line, 3, "line %d", (int)error.line);
        cr_expect_eq(error.column, 2, "column %d", (int)error.column);
        cr_expect_str_eq(error.message, "the disk is gone");
        ontrack_buffer_dispose(&rows);
    }
}

static ontrack_status stop_at_second(void *user, const ontrack__csv_row *row, ontrack_error *error)
{
    int *seen = user;
    (void)row;
    return ++*seen < 2 ? ONTRACK_OK : ontrack__fail(error, ONTRACK_STOPPED, "enough");
}

Test(delimited, a_refused_row_is_the_last)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    int seen = 0;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack__csv_options options = {"x.csv", FIELD_LIMIT, 0, stop_at_second, NULL, &seen};
    pieces source = pieces_of("a\nb\nc\nd\n\"", 9, 0);
    cr_expect_eq(ontrack__csv_read(&allocator, &source.base, &options, &error), ONTRACK_STOPPED);
    cr_expect_eq(seen, 2);
    cr_expect_str_eq(error.message, "enough");
}

static ontrack_status count_row(void *user, const ontrack__csv_row *row, ontrack_error *error)
{
    int64_t *last = user;
    (void)error;
    *last = row->line;
    return ONTRACK_OK;
}

Test(delimited, lines_are_counted_past_a_million)
{
    enum { LINES = 1200000 };
    static char text[3 * LINES + 8];
    const char *const ends[] = {"\n", "\r", "\r\n"};
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = 0;
        for (size_t line = 0; line < LINES; line++) {
            if (line % 3 == 0) text[size++] = 'x';
            memcpy(text + size, ends[i], strlen(ends[i]));
            size += strlen(ends[i]);
        }
        text[size++] = 'y';
        int64_t last = 0;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const ontrack__csv_options options = {"x.csv", FIELD_LIMIT, 0, count_row, NULL, &last};
        pieces source = pieces_of(text, size, 0);
        cr_expect_eq(ontrack__csv_read(&allocator, &source.base, &options, &error), ONTRACK_OK);
        cr_expect_eq(last, LINES + 1, "line end %zu: %lld", i, (long long)last);
    }
}

/* Cells and rows longer than every first buffer, so that each buffer grows. */
Test(delimited, memory_may_run_out_anywhere)
{
    static char text[60000];
    memset(text, 'x', sizeof text);
    for (size_t at = 0; at < sizeof text; at += 20000)
        text[at] = ',';
    for (size_t at = 1; at < 400; at += 2)
        text[at] = ',';
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        int64_t last = 0;
        memory.calls = 0;
        ontrack_error error = ONTRACK_ERROR_INIT;
        const ontrack__csv_options options = {"x.csv", sizeof text, 0, count_row, NULL, &last};
        pieces source = pieces_of(text, sizeof text, 0);
        const ontrack_status status = ontrack__csv_read(&allocator, &source.base, &options, &error);
        cr_assert_eq(memory.live, 0);
        cr_assert_eq(memory.bytes, 0);
        if (memory.calls < memory.fail_at) {
            cr_assert_eq(status, ONTRACK_OK);
            break;
        }
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu: %d", memory.fail_at, (int)status);
        cr_assert_eq(error.status, ONTRACK_NO_MEMORY);
    }
    cr_assert_gt(memory.fail_at, 6);
}
