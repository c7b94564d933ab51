/* CSV files of other projects, where they are at hand. */
#include "base/buffer.h"
#include "ingest/delimited.h"
#include "pieces.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <ontrack/source.h>

#define SUITES ONTRACK_SHARED_DATA "/csv_suites/"

/* All rows as a JSON array of arrays. */
static ontrack_status add_row(void *user, const ontrack__csv_row *row, ontrack_error *error)
{
    json_t *cells = json_array();
    (void)error;
    for (size_t i = 0; i < row->count; i++)
        json_array_append_new(cells, json_stringn(row->cells[i].data, row->cells[i].size));
    json_array_append_new(user, cells);
    return ONTRACK_OK;
}

static ontrack_status read_suite_file(const char *path, bool latin1, size_t piece, json_t *rows,
                                      ontrack_error *error)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    const ontrack__csv_options options = {"x.csv", (size_t)1 << 20, piece * 1000, add_row, NULL,
                                          rows};
    size_t size = 0;
    char *data = whole_file(path, &size);
    cr_assert_not_null(data, "%s is missing", path);
    pieces source = pieces_of(data, size, piece);
    ontrack__bytes *bytes = NULL;
    cr_assert_eq(ontrack__bytes_text(&allocator, &source.base, latin1, &bytes, error), ONTRACK_OK);
    const ontrack_status status = ontrack__csv_read(&allocator, bytes, &options, error);
    bytes->close(bytes);
    free(data);
    return status;
}

static bool suites_are_here(void)
{
    size_t size = 0;
    char *data = whole_file(SUITES "SOURCE.md", &size);
    free(data);
    if (data == NULL) cr_skip_test("%s is not there", SUITES);
    return data != NULL;
}

/* libcsv trims unquoted cells and is strict about quotes; files that bend RFC 4180 are refused
 * with the place. Counts were made with another reader. */
static const struct {
    const char *file;
    bool latin1;
    ontrack_status status;
    size_t rows, cells;
    int32_t line, column;
} counted[] = {
    {"libcsv/test_01.csv", false, ONTRACK_OK, 1, 5, 0, 0},
    {"libcsv/test_02.csv", false, ONTRACK_OK, 1, 6, 0, 0},
    {"libcsv/test_03.csv", false, ONTRACK_OK, 1, 3, 0, 0},
    {"libcsv/test_04.csv", false, ONTRACK_OK, 1, 1, 0, 0},
    {"libcsv/test_05.csv", false, ONTRACK_OK, 1, 6, 0, 0},
    {"libcsv/test_06.csv", false, ONTRACK_OK, 1, 3, 0, 0},
    {"libcsv/test_07.csv", false, ONTRACK_INVALID_DATA, 0, 0, 1, 1},
    {"libcsv/test_08.csv", false, ONTRACK_INVALID_DATA, 0, 0, 1, 1},
    {"libcsv/test_10.csv", false, ONTRACK_OK, 1, 1, 0, 0},
    {"libcsv/test_11.csv", false, ONTRACK_OK, 1, 4, 0, 0},
    {"libcsv/test_12.csv", false, ONTRACK_OK, 0, 0, 0, 0},
    {"libcsv/test_13.csv", false, ONTRACK_OK, 1, 1, 0, 0},
    {"zsv/Excel.tsv", false, ONTRACK_OK, 3, 6, 0, 0},
    {"zsv/bigger-than-buff.csv", false, ONTRACK_OK, 3, 6, 0, 0},
    {"zsv/blank-leading-rows.csv", false, ONTRACK_OK, 7, 52, 0, 0},
    {"zsv/buffsplit_quote.csv", false, ONTRACK_OK, 1000, 86000, 0, 0},
    {"zsv/check.csv", false, ONTRACK_OK, 8, 27, 0, 0},
    {"zsv/crlf-line-ending.csv", false, ONTRACK_OK, 4099, 12297, 0, 0},
    {"zsv/mixed-line-endings.csv", false, ONTRACK_OK, 4099, 12297, 0, 0},
    {"zsv/embedded.csv", false, ONTRACK_OK, 5, 15, 0, 0},
    {"zsv/embedded_dos.csv", false, ONTRACK_OK, 5, 15, 0, 0},
    {"zsv/white_utf8.csv", false, ONTRACK_OK, 2, 6, 0, 0},
    {"zsv/latin1.csv", false, ONTRACK_INVALID_DATA, 1, 5, 2, 2},
    {"zsv/latin1.csv", true, ONTRACK_OK, 8, 40, 0, 0},
    {"zsv/loans_1.csv", false, ONTRACK_INVALID_DATA, 4, 764, 5, 5},
    {"zsv/loans_1.csv", true, ONTRACK_OK, 517, 98747, 0, 0},
    {"zsv/invalid_surrogate_pair.csv", false, ONTRACK_INVALID_DATA, 1, 7, 2, 3},
    {"zsv/echo-quoted.csv", false, ONTRACK_INVALID_DATA, 1, 3, 2, 2},
    {"zsv/quoted.csv", false, ONTRACK_INVALID_DATA, 2, 6, 5, 3},
    {"zsv/quoted_nonstandard.csv", false, ONTRACK_INVALID_DATA, 1, 10, 2, 5},
};

static size_t count_cells(const json_t *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(rows); i++)
        count += json_array_size(json_array_get(rows, i));
    return count;
}

Test(suites, rows_and_cells_of_libcsv_and_zsv)
{
    if (!suites_are_here()) return;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        for (size_t piece = 0; piece <= 11; piece += 11) {
            char path[512];
            snprintf(path, sizeof path, "%s%s", SUITES, counted[i].file);
            ontrack_error error = ONTRACK_ERROR_INIT;
            json_t *rows = json_array();
            const ontrack_status status =
                read_suite_file(path, counted[i].latin1, piece, rows, &error);
            cr_expect_eq(status, counted[i].status, "%s: %s", path, error.message);
            cr_expect_eq(json_array_size(rows), counted[i].rows, "%s: %zu rows", path,
                         json_array_size(rows));
            cr_expect_eq(count_cells(rows), counted[i].cells, "%s: %zu cells", path,
                         count_cells(rows));
            cr_expect_eq(error.line, counted[i].line, "%s:%d", path, (int)error.line);
            cr_expect_eq(error.column, counted[i].column, "%s: %d", path, (int)error.column);
            json_decref(rows);
        }
    }
}

/* The rows behind the header as objects, as csv-spectrum has them. */
static json_t *objects_of(const json_t *rows)
{
    json_t *objects = json_array();
    const json_t *header = json_array_get(rows, 0);
    for (size_t i = 1; i < json_array_size(rows); i++) {
        json_t *object = json_object();
        for (size_t cell = 0; cell < json_array_size(header); cell++)
            json_object_set(object, json_string_value(json_array_get(header, cell)),
                            json_array_get(json_array_get(rows, i), cell));
        json_array_append_new(objects, object);
    }
    return objects;
}

Test(suites, csv_spectrum)
{
    static const char *const names[] = {
        "comma_in_quotes",
        "empty",
        "empty_crlf",
        "escaped_quotes",
        "json",
        "newlines",
        "newlines_crlf",
        "quotes_and_newlines",
        "simple",
        "simple_crlf",
        "utf8",
    };
    if (!suites_are_here()) return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[512];
        ontrack_error error = ONTRACK_ERROR_INIT;
        json_t *rows = json_array();
        snprintf(path, sizeof path, "%scsv-spectrum/csvs/%s.csv", SUITES, names[i]);
        cr_expect_eq(read_suite_file(path, false, 0, rows, &error), ONTRACK_OK, "%s: %s", path,
                     error.message);
        snprintf(path, sizeof path, "%scsv-spectrum/json/%s.json", SUITES, names[i]);
        json_t *wanted = json_load_file(path, 0, NULL);
        json_t *objects = objects_of(rows);
        cr_expect(json_equal(objects, wanted), "%s", names[i]);
        json_decref(objects);
        json_decref(wanted);
        json_decref(rows);
    }
}

/* A real export that holds its header row three times more among the rows. Its section stands in
 * for the course, by a name of the same length. */
Test(suites, repeated_headers_of_an_export)
{
    size_t size = 0;
    char *data = whole_file(ONTRACK_SHARED_DATA "/contoso_sis/studentsectionmark.csv", &size);
    if (data == NULL) {
        cr_skip_test("contoso_sis is not there");
        return;
    }
    for (size_t at = 0; at + 10 <= size; at++)
        if (memcmp(data + at, "section_id", 10) == 0) memcpy(data + at, "coursecode", 10);
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_reader_new(builder, NULL, &reader, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack_reader_bytes(reader, "grades", "marks.csv", data, size, &error),
                 ONTRACK_OK, "%s", error.message);
    const ontrack_file_counts counts = ontrack_reader_counts(reader, 0);
    cr_expect_eq(counts.read, 4803);
    cr_expect_eq(counts.duplicate_headers, 3);
    cr_expect_eq(counts.rejected, 3);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    free(data);
}
