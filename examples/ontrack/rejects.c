#include "rejects.h"

#include "output.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* One row: its cells lie in `bytes` one after the other, each ended by a NUL. */
typedef struct row {
    size_t file;
    int64_t line;
    int32_t column;
    size_t cells; /* file's columns first, then cells that no column names */
    char *bytes;  /* the reason, then the cells */
} row;

typedef struct file {
    char *name;
    size_t columns;
    size_t *places; /* of each of its columns in `names` */
} file;

struct rejects {
    row *rows;
    size_t row_count, row_capacity;
    file *files;
    size_t file_count;
    char **names; /* the union of the files' columns */
    size_t name_count;
    size_t surplus; /* most cells that a row has beyond its header */
};

rejects *rejects_new(void)
{
    return calloc(1, sizeof(rejects));
}

void rejects_free(rejects *kept)
{
    if (kept == NULL) return;
    for (size_t i = 0; i < kept->row_count; i++)
        free(kept->rows[i].bytes);
    for (size_t i = 0; i < kept->file_count; i++) {
        free(kept->files[i].name);
        free(kept->files[i].places);
    }
    for (size_t i = 0; i < kept->name_count; i++)
        free(kept->names[i]);
    free(kept->rows);
    free(kept->files);
    free(kept->names);
    free(kept);
}

static char *copy(ontrack_text text)
{
    char *made = malloc(text.size + 1);
    if (made == NULL) return NULL;
    if (text.size > 0) memcpy(made, text.data, text.size);
    made[text.size] = '\0';
    return made;
}

static bool equal(const char *name, ontrack_text text)
{
    return strlen(name) == text.size && memcmp(name, text.data, text.size) == 0;
}

/* Position of a column in the union, added when it is new. A file that has a column twice keeps
 * both: `from` is where to begin to look. */
static bool place_of(rejects *kept, ontrack_text column, const file *owner, size_t *place)
{
    for (size_t i = 0; i < kept->name_count; i++) {
        bool taken = false;
        for (size_t j = 0; j < owner->columns; j++)
            taken = taken || owner->places[j] == i;
        if (!taken && equal(kept->names[i], column)) {
            *place = i;
            return true;
        }
    }
    char **grown = realloc(kept->names, (kept->name_count + 1) * sizeof *grown);
    if (grown == NULL) return false;
    kept->names = grown;
    grown[kept->name_count] = copy(column);
    if (grown[kept->name_count] == NULL) return false;
    *place = kept->name_count++;
    return true;
}

static bool add_file(rejects *kept, const ontrack_reject *from)
{
    file *grown = realloc(kept->files, (kept->file_count + 1) * sizeof *grown);
    if (grown == NULL) return false;
    kept->files = grown;
    file *made = &grown[kept->file_count];
    made->name = copy(ontrack_text_of(from->file));
    made->places = calloc(from->header_count + 1, sizeof *made->places);
    made->columns = 0;
    kept->file_count++; /* from here on rejects_free() finds it */
    if (made->name == NULL || made->places == NULL) return false;
    for (size_t i = 0; i < from->header_count; i++) {
        if (!place_of(kept, from->header[i], made, &made->places[i])) return false;
        made->columns = i + 1;
    }
    return true;
}

static bool find_file(rejects *kept, const ontrack_reject *from, size_t *index)
{
    for (size_t i = kept->file_count; i > 0; i--) {
        if (strcmp(kept->files[i - 1].name, from->file) == 0) {
            *index = i - 1;
            return true;
        }
    }
    *index = kept->file_count;
    return add_file(kept, from);
}

static char *pack(const ontrack_reject *from)
{
    size_t size = strlen(from->reason) + 1;
    for (size_t i = 0; i < from->field_count; i++)
        size += from->fields[i].size + 1;
    char *bytes = malloc(size);
    if (bytes == NULL) return NULL;
    char *at = bytes + strlen(from->reason) + 1;
    memcpy(bytes, from->reason, (size_t)(at - bytes));
    for (size_t i = 0; i < from->field_count; i++) {
        for (size_t j = 0; j < from->fields[i].size; j++) /* a NUL byte becomes a blank */
            *at++ = from->fields[i].data[j] == '\0' ? ' ' : from->fields[i].data[j];
        *at++ = '\0';
    }
    return bytes;
}

ontrack_status rejects_take(rejects *kept, const ontrack_reject *from)
{
    if (kept->row_count == kept->row_capacity) {
        size_t capacity = kept->row_capacity * 2 + 16;
        row *grown = realloc(kept->rows, capacity * sizeof *grown);
        if (grown == NULL) return ONTRACK_NO_MEMORY;
        kept->rows = grown;
        kept->row_capacity = capacity;
    }
    row made = {0, from->line, from->column, from->field_count, NULL};
    if (!find_file(kept, from, &made.file)) return ONTRACK_NO_MEMORY;
    made.bytes = pack(from);
    if (made.bytes == NULL) return ONTRACK_NO_MEMORY;
    kept->rows[kept->row_count++] = made;
    size_t columns = kept->files[made.file].columns;
    if (from->field_count > columns && from->field_count - columns > kept->surplus)
        kept->surplus = from->field_count - columns;
    return ONTRACK_OK;
}

/* ---- writing ---- */

static void put(output *out, const char *text)
{
    (void)output_write(out, text, strlen(text)); /* out->failed keeps it */
}

static void put_cell(output *out, const char *cell)
{
    if (strpbrk(cell, ",\"\r\n") == NULL && cell[0] != ' ' &&
        (cell[0] == '\0' || cell[strlen(cell) - 1] != ' ')) {
        put(out, cell);
        return;
    }
    put(out, "\"");
    for (; *cell != '\0'; cell++) {
        if (*cell == '"') put(out, "\"");
        (void)output_write(out, cell, 1);
    }
    put(out, "\"");
}

static void put_header(output *out, const rejects *kept)
{
    put(out, "file,line,column,reason");
    for (size_t i = 0; i < kept->name_count; i++) {
        put(out, ",");
        put_cell(out, kept->names[i]);
    }
    for (size_t i = 0; i < kept->surplus; i++) {
        char name[32];
        snprintf(name, sizeof name, ",surplus_%zu", i + 1);
        put(out, name);
    }
    put(out, "\n");
}

static void put_row(output *out, const rejects *kept, const row *from, const char **cells)
{
    const file *owner = &kept->files[from->file];
    char numbers[64];
    for (size_t i = 0; i < kept->name_count + kept->surplus; i++)
        cells[i] = "";
    const char *at = from->bytes + strlen(from->bytes) + 1;
    for (size_t i = 0; i < from->cells; i++) {
        cells[i < owner->columns ? owner->places[i] : kept->name_count + i - owner->columns] = at;
        at += strlen(at) + 1;
    }
    put_cell(out, owner->name);
    snprintf(numbers, sizeof numbers, ",%lld,%ld,", (long long)from->line, (long)from->column);
    put(out, numbers);
    put_cell(out, from->bytes);
    for (size_t i = 0; i < kept->name_count + kept->surplus; i++) {
        put(out, ",");
        put_cell(out, cells[i]);
    }
    put(out, "\n");
}

bool rejects_write(const rejects *kept, const char *path)
{
    output out;
    const char **cells = malloc((kept->name_count + kept->surplus + 1) * sizeof *cells);
    bool done = false;
    if (cells == NULL) {
        words_say("out of memory");
        return false;
    }
    if (output_open(&out, path)) {
        put_header(&out, kept);
        for (size_t i = 0; i < kept->row_count && !out.failed; i++)
            put_row(&out, kept, &kept->rows[i], cells);
        done = output_commit(&out);
    }
    output_close(&out);
    free(cells);
    return done;
}
