/* Gives files to a fuzz target, one after the other: fuzz_NAME FILE|FOLDER... */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

enum { PATH = 4096 };

/* The bytes lie in a block of just their size, so that a sanitizer sees a step behind it. */
static size_t replay_file(FILE *file)
{
    size_t size = 0, room = 1024;
    uint8_t *data = malloc(room);
    for (int c; data != NULL && (c = getc(file)) != EOF; data[size++] = (uint8_t)c)
        if (size == room) data = realloc(data, room *= 2);
    uint8_t *fitted = data == NULL ? NULL : malloc(size > 0 ? size : 1);
    MUST(fitted != NULL);
    memcpy(fitted, data, size);
    free(data);
    LLVMFuzzerTestOneInput(fitted, size);
    free(fitted);
    return 1;
}

static size_t replay(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        FILE *file = fopen(path, "rb");
        const size_t count = file == NULL ? 0 : replay_file(file);
        if (file == NULL || fclose(file) != 0) perror(path);
        return count;
    }
    size_t count = 0;
    char inner[PATH];
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.') continue;
        MUST(snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) < PATH);
        count += replay(inner);
    }
    closedir(folder);
    return count;
}

int main(int argc, char **argv)
{
    size_t count = 0;
    for (int i = 1; i < argc; i++)
        count += replay(argv[i]);
    printf("%zu inputs\n", count);
    return count > 0 ? 0 : 1;
}
