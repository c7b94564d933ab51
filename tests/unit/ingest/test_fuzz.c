/* Changed texts through the whole door: never a crash, never a lost row, never a cell in a message,
 * and the same answer whatever the allocator or the way the bytes come. */
#include "base/buffer.h"
#include "ingest/intake.h"
#include "pieces.h"
#include "support/both_ways.h"

#include <criterion/criterion.h>

/* The first block must hold the first row, which decides on the delimiter. */
enum { ROUNDS = 6000, MOST = 512, LEAST_BLOCK = 8 };

static const struct {
    const char *table, *text;
} seeds[] = {
    {"attendance",
     "student_id,date,code,portion\nS1,2025-09-01,UX,0.5\r\nS2,2025-09-02,\"T,1\",1\n"},
    {"students", "\xEF\xBB\xBFstudent_id;grade level;iep\r\"S\"\"1\";9;\xC3\xA9\rS2;10;\r"},
    {"grades", "student_id\tcourse_code\tcredits_attempted\tgrade\nS1\tM\t.5\tA\n\nS2\tE\t1\tF\n"},
    {"measures", "student_id,a,b\nS1,\"1\n2\",3\n\n\nstudent_id,a,b\nS2,,\n"},
    {"calendar", "date|term\n2025-09-01|F\n2025-09-02|\n"},
    {"outcomes", "student_id,outcome\nS1,1\nS2,\n"},
};

static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* One to four changes: a byte set, dropped, doubled, or the text cut. */
static size_t change(char *text, size_t size, uint32_t *state)
{
    static const char special[] = ",;|\t\"\"\"\n\r\0\xFF\xFE\xC3\x1F\x8B x9-";
    for (uint32_t left = 1 + next(state) % 4; left > 0 && size > 1; left--) {
        const size_t at = next(state) % size;
        switch (next(state) % 4) {
        case 0:
            text[at] = special[next(state) % (sizeof special - 1)];
            break;
        case 1:
            memmove(text + at, text + at + 1, size - at - 1);
            size--;
            break;
        case 2:
            if (size == MOST) break;
            memmove(text + at + 1, text + at, size - at);
            size++;
            break;
        default:
            if (next(state) % 4 == 0) size = at;
        }
    }
    return size;
}

/* What a reading answered, as text. */
static void read_once(const char *table, const char *text, size_t size, size_t piece, size_t block,
                      ontrack_buffer *answer)
{
    const ontrack_allocator allocator = ontrack__allocator(NULL);
    const ontrack_reader_options reading = ONTRACK_READER_OPTIONS_INIT;
    ontrack_file_counts counts = {"x.csv", table, 0, 0, 0, 0, 0, 0, 0, 0};
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    ontrack__intake intake;
    const ontrack__layout_file *file = ontrack__layout_find(ontrack_text_of(table));
    ontrack__intake_init(&intake, &allocator, builder, &reading, file, &counts);
    pieces source = pieces_of(text, size, piece);
    ontrack__bytes *bytes = NULL;
    cr_assert_eq(ontrack__bytes_text(&allocator, &source.base, false, &bytes, NULL), ONTRACK_OK);
    const ontrack__csv_options options = {"x.csv", 64, block, ontrack__intake_row, NULL, &intake};
    ontrack_status status = ontrack__csv_read(&allocator, bytes, &options, &error);
    if (status == ONTRACK_OK) status = ontrack__intake_finish(&intake, &error);
    bytes->close(bytes);
    ontrack__intake_free(&intake);
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    const ontrack_table_counts kept = ontrack_dataset_counts(dataset, file->table);
    if (file->others != file->table)
        cr_assert_eq(counts.read, kept.records + counts.rejected, "a row is lost");
    char line[640], place[512];
    ontrack_error_format(&error, place, sizeof place);
    snprintf(line, sizeof line, "%d %s read %d rejected %d kept %d", (int)status, place,
             (int)counts.read, (int)counts.rejected, (int)kept.records);
    cr_assert(ontrack__buffer_string(answer, line));
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
}

Test(fuzz, changed_texts_in_any_pieces)
{
    uint32_t state = 20250901;
    size_t good = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        char text[MOST];
        const size_t seed = round % (sizeof seeds / sizeof *seeds);
        size_t size = strlen(seeds[seed].text);
        memcpy(text, seeds[seed].text, size);
        size = change(text, size, &state);
        ontrack_buffer whole = ONTRACK_BUFFER_INIT, split = ONTRACK_BUFFER_INIT;
        read_once(seeds[seed].table, text, size, 0, 0, &whole);
        /* Blocks that hold the first row, however it was changed. */
        read_once(seeds[seed].table, text, size, 1 + next(&state) % 9, size + 1, &split);
        cr_assert_str_eq(whole.data, split.data, "round %zu", round);
        good += whole.data[0] == '0';
        ontrack_buffer_dispose(&whole);
        ontrack_buffer_dispose(&split);
    }
    cr_expect_gt(good, ROUNDS / 5);
    cr_expect_lt(good, ROUNDS);
}

/* Blocks, the shortcut and the converter against libcsv and the intake, row by row. */
Test(fuzz, changed_texts_in_both_ways)
{
    uint32_t state = 20260901;
    for (size_t round = 0; round < ROUNDS; round++) {
        char text[MOST];
        const size_t seed = round % (sizeof seeds / sizeof *seeds);
        const size_t before = strlen(seeds[seed].text);
        memcpy(text, seeds[seed].text, before);
        const size_t size = change(text, before, &state);
        const both_ways what = {seeds[seed].table, text, size, 0, ONTRACK_OK};
        ontrack_buffer plain = ONTRACK_BUFFER_INIT, fast = ONTRACK_BUFFER_INIT;
        both_ways_read(&what, true, 0, NULL, &plain);
        both_ways_read(&what, false, LEAST_BLOCK + next(&state) % 60, NULL, &fast);
        const size_t at = both_ways_parting(&fast, &plain);
        cr_expect_eq(fast.data[at], plain.data[at], "round %zu: \"%.200s\", not \"%.200s\"", round,
                     fast.data + at, plain.data + at);
        ontrack_buffer_dispose(&plain);
        ontrack_buffer_dispose(&fast);
    }
}
