/* A CSV export from a stranger: in blocks, by the shortcut and the converter, it must give the
 * records, rejects, counts and errors that libcsv and the intake give row by row.
 * The first byte chooses the table, the second the size of the blocks. */
#include "fuzz.h"

#include "support/both_ways.h"

static const char *const tables[] = {"attendance", "students",    "grades",   "measures",
                                     "calendar",   "enrollments", "outcomes", "incidents"};

/* The delimiter is looked for in the first block, which must hold the first row. */
static bool begins_at_once(const char *data, size_t size)
{
    return size > 0 && strchr(" \t\r\n", data[0]) == NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3 || !begins_at_once((const char *)data + 2, size - 2)) return 0;
    const both_ways what = {tables[data[0] % (sizeof tables / sizeof *tables)],
                            (const char *)data + 2, size - 2, 0, ONTRACK_OK};
    ontrack_buffer plain = ONTRACK_BUFFER_INIT, fast = ONTRACK_BUFFER_INIT;
    both_ways_read(&what, true, 0, NULL, &plain);
    both_ways_read(&what, false, 1 + data[1] % 128u, NULL, &fast);
    const size_t at = both_ways_parting(&fast, &plain);
    MUST(fast.data[at] == plain.data[at]);
    ontrack_buffer_dispose(&plain);
    ontrack_buffer_dispose(&fast);
    return 0;
}
