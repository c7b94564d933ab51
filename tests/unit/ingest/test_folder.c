#define _POSIX_C_SOURCE 200809L

#include "base/buffer.h"
#include "packed.h"
#include "support/failing.h"

#include <criterion/criterion.h>
#include <ontrack/source.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FILES = 8 };

typedef struct file {
    const char *name, *text;
} file;

/* A folder of its own with up to MOST_FILES files; ".gz" ones are packed. */
static void make_folder(char *path, const file *files)
{
    strcpy(path, "/tmp/ontrack-test-XXXXXX");
    cr_assert_not_null(mkdtemp(path));
    for (size_t i = 0; i < MOST_FILES && files[i].name != NULL; i++) {
        char name[256];
        snprintf(name, sizeof name, "%s/%s", path, files[i].name);
        FILE *out = fopen(name, "wb");
        cr_assert_not_null(out);
        size_t size = strlen(files[i].text);
        const bool pack = strstr(files[i].name, ".gz") != NULL;
        unsigned char *data = pack ? packed(files[i].text, size, &size) : NULL;
        const void *bytes = pack ? (const void *)data : (const void *)files[i].text;
        cr_assert_eq(fwrite(bytes, 1, size, out), size);
        cr_assert_eq(fclose(out), 0);
        free(data);
    }
}

static void drop_folder(const char *path, const file *files)
{
    for (size_t i = 0; i < MOST_FILES && files[i].name != NULL; i++) {
        char name[256];
        snprintf(name, sizeof name, "%s/%s", path, files[i].name);
        unlink(name);
    }
    rmdir(path);
}

/* Files read and ignored as text: "attendance.csv=attendance:3-1 notes.csv ". */
static void write_counts(const ontrack_reader *reader, ontrack_buffer *out)
{
    char text[160];
    for (size_t i = 0; i < ontrack_reader_file_count(reader); i++) {
        const ontrack_file_counts counts = ontrack_reader_counts(reader, i);
        snprintf(text, sizeof text, "%s=%s:%d-%d ", counts.file, counts.table, (int)counts.read,
                 (int)counts.rejected);
        ontrack__buffer_string(out, text);
    }
    for (size_t i = 0; i < ontrack_reader_ignored_count(reader); i++) {
        ontrack__buffer_string(out, ontrack_reader_ignored_at(reader, i));
        ontrack__buffer_char(out, ' ');
    }
}

static const struct {
    const char *label;
    file files[MOST_FILES];
    ontrack_status status;
    const char *counts;
    int marks;           /* attendance rows in the dataset */
    const char *source;  /* the end of the error's, or NULL */
    const char *message; /* its beginning */
} folders[] = {
    {"students alone",
     {{"students.csv", "student_id,grade_level\nS1,9\n"}},
     ONTRACK_OK,
     "students.csv=students:1-0 ",
     0,
     NULL,
     NULL},
    {"order of reading, others are told",
     {{"attendance.csv", "student_id,date,code\nS1,2025-09-01,U\nS1,never,U\n"},
      {"calendar.csv", "date\n2025-09-01\n"},
      {"students.csv", "student_id,grade_level\nS1,9\n"},
      {"measures.csv", "student_id,x\nS1,1\n"},
      {"notes.csv", "\"\n"},
      {"Bus routes.csv", ""},
      {"readme.txt", ""}},
     ONTRACK_OK,
     "students.csv=students:1-0 calendar.csv=calendar:1-0 measures.csv=measures:1-0 "
     "attendance.csv=attendance:2-1 Bus routes.csv notes.csv ",
     1,
     NULL,
     NULL},
    {"packed instead",
     {{"students.csv.gz", "student_id,grade_level\nS1,9\n"},
      {"attendance.csv.gz", "student_id,date,code\nS1,2025-09-01,U\n"}},
     ONTRACK_OK,
     "students.csv.gz=students:1-0 attendance.csv.gz=attendance:1-0 ",
     1,
     NULL,
     NULL},
    {"packed beside: both are read, what is in both counts once",
     {{"students.csv", "student_id,grade_level\nS1,9\n"},
      {"attendance.csv", "student_id,date,code\nS1,2025-09-01,U\nS1,2025-09-02,U\n"},
      {"attendance.csv.gz", "student_id,date,code\nS1,2025-09-02,U\nS1,2025-09-03,U\n"}},
     ONTRACK_OK,
     "students.csv=students:1-0 attendance.csv=attendance:2-0 attendance.csv.gz=attendance:2-0 ",
     3,
     NULL,
     NULL},
    {"no students",
     {{"attendance.csv", "student_id,date,code\n"}},
     ONTRACK_IO,
     "",
     0,
     "",
     "students.csv is missing; a data folder needs it"},
    {"nothing",
     {{NULL, NULL}},
     ONTRACK_IO,
     "",
     0,
     "",
     "students.csv is missing; a data folder needs it"},
    {"a bad file ends it",
     {{"students.csv", "student_id,grade_level\nS1,9\n"},
      {"grades.csv", "student_id,course_code\n"},
      {"attendance.csv", "student_id,date,code\n"}},
     ONTRACK_INVALID_DATA,
     "students.csv=students:1-0 grades.csv=grades:0-0 ",
     0,
     "grades.csv",
     "column \"credits_attempted\" is missing"},
};

Test(folder, tables_in_order)
{
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[64];
        make_folder(path, folders[i].files);
        ontrack_builder *builder = NULL;
        ontrack_reader *reader = NULL;
        ontrack_dataset *dataset = NULL;
        ontrack_buffer counts = ONTRACK_BUFFER_INIT;
        ontrack_error error = ONTRACK_ERROR_INIT;
        cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
        cr_assert_eq(ontrack_reader_new(builder, NULL, &reader, NULL), ONTRACK_OK);
        cr_expect_eq(ontrack_reader_folder(reader, path, &error), folders[i].status, "%s: %s",
                     folders[i].label, error.message);
        write_counts(reader, &counts);
        cr_expect_str_eq(counts.data == NULL ? "" : counts.data, folders[i].counts, "%s",
                         folders[i].label);
        if (folders[i].message != NULL) {
            const char *source = folders[i].source[0] == '\0' ? path : folders[i].source;
            cr_expect_str_eq(error.source, source, "%s", folders[i].label);
            cr_expect(strncmp(error.message, folders[i].message, strlen(folders[i].message)) == 0,
                      "%s: %s", folders[i].label, error.message);
        }
        cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
        cr_expect_eq(ontrack_dataset_counts(dataset, ONTRACK_TABLE_ATTENDANCE).used,
                     folders[i].marks, "%s", folders[i].label);
        ontrack_dataset_free(dataset);
        ontrack_buffer_dispose(&counts);
        ontrack_reader_free(reader);
        ontrack_builder_free(builder);
        drop_folder(path, folders[i].files);
    }
}

Test(folder, what_cannot_be_read_is_told)
{
    static const file files[MOST_FILES] = {{"students.csv", "student_id,grade_level\n"}};
    char path[64], inner[128];
    make_folder(path, files);
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_reader_new(builder, NULL, &reader, NULL), ONTRACK_OK);
    static const struct {
        const char *label, *inner, *table; /* NULL: read as a folder */
        ontrack_status status;
        const char *message;
    } cases[] = {
        {"no folder", "none", NULL, ONTRACK_IO, "there is no such folder, or it may not be read"},
        {"file as folder", "students.csv", NULL, ONTRACK_IO,
         "there is no such folder, or it may not be read"},
        {"no file", "none.csv", "students", ONTRACK_IO, "there is no such file"},
        {"folder as file", "", "students", ONTRACK_IO, "it is a folder, not a file"},
        {"no such table", "students.csv", "pupils", ONTRACK_INVALID_ARGUMENT,
         "no table has that name; docs/tables.md lists them"},
        {"a table without a file", "students.csv", "attributes", ONTRACK_INVALID_ARGUMENT,
         "no table has that name; docs/tables.md lists them"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        snprintf(inner, sizeof inner, "%s/%s", path, cases[i].inner);
        const ontrack_status status =
            cases[i].table == NULL ? ontrack_reader_folder(reader, inner, &error)
                                   : ontrack_reader_file(reader, cases[i].table, inner, &error);
        cr_expect_eq(status, cases[i].status, "%s: %d", cases[i].label, (int)status);
        cr_expect_str_eq(error.message, cases[i].message, "%s", cases[i].label);
        cr_expect_str_eq(error.source, status == ONTRACK_IO ? inner : "", "%s", cases[i].label);
    }
    cr_expect_eq(ontrack_reader_file_count(reader), 0);
    cr_expect_null(ontrack_reader_counts(reader, 0).file);
    cr_expect_null(ontrack_reader_ignored_at(reader, 0));
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    drop_folder(path, files);
}

typedef struct watching {
    int64_t last, all, calls, stop_at;
} watching;

static ontrack_status watch_progress(void *user, const char *name, int64_t read, int64_t all)
{
    watching *seen = user;
    cr_expect_str_eq(name, "students.csv");
    cr_expect_gt(read, seen->last);
    seen->last = read;
    seen->all = all;
    return ++seen->calls == seen->stop_at ? ONTRACK_UNKNOWN : ONTRACK_OK;
}

Test(folder, progress_reaches_the_end_and_may_stop)
{
    enum { ROWS = 300000 };
    static char text[16 * ROWS + 64] = "student_id,grade_level\n";
    size_t size = strlen(text);
    for (int row = 0; row < ROWS; row++)
        size += (size_t)snprintf(text + size, sizeof text - size, "S%d,9\n", row);
    file files[MOST_FILES] = {{"students.csv", NULL}};
    files[0].text = text;
    char path[64];
    make_folder(path, files);
    for (int64_t stop_at = 0; stop_at <= 2; stop_at++) {
        watching seen = {0, 0, 0, stop_at};
        ontrack_builder *builder = NULL;
        ontrack_reader *reader = NULL;
        ontrack_error error = ONTRACK_ERROR_INIT;
        ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
        options.progress = watch_progress;
        options.user = &seen;
        cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
        cr_assert_eq(ontrack_reader_new(builder, &options, &reader, NULL), ONTRACK_OK);
        const ontrack_status status = ontrack_reader_folder(reader, path, &error);
        cr_expect_eq(status, stop_at == 0 ? ONTRACK_OK : ONTRACK_UNKNOWN, "%s", error.message);
        cr_expect_eq(seen.all, (int64_t)size);
        if (stop_at == 0) {
            cr_expect_eq(seen.last, (int64_t)size);
            cr_expect_eq(seen.calls, (int64_t)size / (1 << 20) + 1);
            cr_expect_eq(ontrack_reader_counts(reader, 0).read, ROWS);
        } else {
            cr_expect_eq(seen.calls, stop_at);
            cr_expect_str_eq(error.message, "the progress callback ended the reading");
        }
        ontrack_reader_free(reader);
        ontrack_builder_free(builder);
    }
    drop_folder(path, files);
}

/* Options of an older caller end where its struct ended. */
Test(folder, options_are_checked_and_may_be_shorter)
{
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    cr_expect_eq(ontrack_reader_new(NULL, &options, &reader, NULL), ONTRACK_INVALID_ARGUMENT);
    options.field_limit = SIZE_MAX;
    cr_expect_eq(ontrack_reader_new(builder, &options, &reader, NULL), ONTRACK_INVALID_ARGUMENT);
    options.struct_size = offsetof(ontrack_reader_options, field_limit);
    cr_assert_eq(ontrack_reader_new(builder, &options, &reader, NULL), ONTRACK_OK);
    static const char text[] = "student_id,grade_level\nS1,9\n";
    cr_expect_eq(ontrack_reader_bytes(reader, "students", NULL, text, sizeof text - 1, NULL),
                 ONTRACK_OK);
    ontrack_reader_free(reader);
    options.struct_size = 0;
    cr_expect_eq(ontrack_reader_new(builder, &options, &reader, NULL), ONTRACK_INVALID_ARGUMENT);
    ontrack_reader_free(NULL);
    ontrack_builder_free(builder);
}

Test(folder, latin1_and_cell_limit_are_options)
{
    static const char text[] = "student_id,grade_level,last_name\nS1,9,Jos\xE9\n";
    for (int latin1 = 0; latin1 <= 1; latin1++) {
        for (size_t limit = 3; limit <= 12; limit += 9) {
            ontrack_builder *builder = NULL;
            ontrack_reader *reader = NULL;
            ontrack_error error = ONTRACK_ERROR_INIT;
            ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
            options.latin1 = latin1 == 1;
            options.field_limit = limit;
            cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
            cr_assert_eq(ontrack_reader_new(builder, &options, &reader, NULL), ONTRACK_OK);
            const ontrack_status wanted = limit == 3    ? ONTRACK_LIMIT
                                          : latin1 == 1 ? ONTRACK_OK
                                                        : ONTRACK_INVALID_DATA;
            cr_expect_eq(
                ontrack_reader_bytes(reader, "students", NULL, text, sizeof text - 1, &error),
                wanted, "%s", error.message);
            ontrack_reader_free(reader);
            ontrack_builder_free(builder);
        }
    }
}

/* Everything from the builder to the dataset, in the failing memory. */
static ontrack_status work(const ontrack_allocator *allocator, const char *path)
{
    ontrack_builder *builder = NULL;
    ontrack_reader *reader = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
    options.allocator = allocator;
    ontrack_status status = ontrack_builder_new(allocator, &builder, &error);
    if (status == ONTRACK_OK) status = ontrack_reader_new(builder, &options, &reader, &error);
    if (status == ONTRACK_OK) status = ontrack_reader_folder(reader, path, &error);
    if (status == ONTRACK_OK) status = ontrack_builder_seal(builder, &dataset, &error);
    cr_assert_eq(status, error.status);
    ontrack_reader_free(reader);
    ontrack_builder_free(builder);
    ontrack_dataset_free(dataset);
    return status;
}

Test(folder, memory_may_run_out_anywhere)
{
    static const file files[MOST_FILES] = {
        {"students.csv", "student_id,grade_level,iep\nS1,9,Y\nS2,9,N\n"},
        {"calendar.csv", "date,term\n2025-09-01,F\n2025-09-02,F\n"},
        {"attendance.csv.gz", "student_id,date,code\nS1,2025-09-01,U\nS2,never,U\n"},
        {"measures.csv", "student_id,x\nS1,1\n"},
        {"zoo.csv", ""},
    };
    char path[64];
    make_folder(path, files);
    failing memory = {0, 0, 0, 0};
    const ontrack_allocator allocator = failing_allocator(&memory);
    for (memory.fail_at = 1;; memory.fail_at++) {
        memory.calls = 0;
        const ontrack_status status = work(&allocator, path);
        cr_assert_eq(memory.live, 0, "call %zu", memory.fail_at);
        cr_assert_eq(memory.bytes, 0, "call %zu", memory.fail_at);
        if (memory.calls < memory.fail_at) {
            cr_assert_eq(status, ONTRACK_OK);
            break;
        }
        cr_assert_eq(status, ONTRACK_NO_MEMORY, "call %zu: %d", memory.fail_at, (int)status);
    }
    cr_expect_gt(memory.fail_at, 60);
    drop_folder(path, files);
}
