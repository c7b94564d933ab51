/* A bare csv_parse with empty callbacks over files: what reading costs before anything is done with
 * it, and the anchor of one figure. usage: bench_scan FILE... */
#include <csv.h>
#include <stdio.h>

enum { BLOCK = 1 << 20 };

static void cell(void *data, size_t size, void *user)
{
    (void)data;
    (void)size;
    ++*(size_t *)user;
}

static void row(int end, void *user)
{
    (void)end;
    (void)user;
}

int main(int argc, char **argv)
{
    static char block[BLOCK];
    size_t cells = 0;
    for (int i = 1; i < argc; i++) {
        struct csv_parser parser;
        FILE *file = fopen(argv[i], "rb");
        size_t size;
        if (file == NULL || csv_init(&parser, CSV_STRICT) != 0) {
            perror(argv[i]);
            return 1;
        }
        while ((size = fread(block, 1, sizeof block, file)) > 0)
            csv_parse(&parser, block, size, cell, row, &cells);
        csv_fini(&parser, cell, row, &cells);
        csv_free(&parser);
        fclose(file);
    }
    printf("%zu cells\n", cells);
    return 0;
}
