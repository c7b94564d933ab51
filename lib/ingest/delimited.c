#include "ingest/delimited.h"

#include "base/error.h"

#include <csv.h>
#include <inttypes.h>
#include <string.h>

#define CELL_TOO_LONG "a cell is longer than the limit; is a quote left open?"
#define ROW_TOO_LONG "a row is longer than the limit; is this a CSV file?"

enum { BLOCK_SIZE = 1 << 18, CELL_STEP = 4096, ROW_FACTOR = 16 };

/* libcsv's hooks get no user pointer, so what they need to know stands before libcsv's buffer. */
typedef union cell_header {
    struct {
        ontrack_allocator allocator;
        size_t capacity, limit; /* bytes behind the header */
        bool failed;            /* memory was out */
    } facts;
    max_align_t align;
} cell_header;

/* The next line ends in a block, or its end where there are no more. Both are kept from line to
 * line, for most files hold only one of the two. */
typedef struct line_ends {
    const char *lf, *cr;
} line_ends;

struct ontrack__csv_parser {
    struct csv_parser csv;
    int between_rows; /* csv.pstate when no row has begun */
    ontrack_allocator allocator;
    const ontrack__csv_options *options;
    ontrack_status status; /* of the first failure: libcsv's callbacks cannot stop it */
    ontrack_error *error;
    int64_t line;      /* of the byte that comes next */
    int64_t row_line;  /* on which the row began */
    int64_t cell_line; /* on which the cell began that libcsv is in */
    line_ends ends;    /* of the block at hand */
    char *bytes;       /* the row's cells, one behind the other */
    size_t size, capacity;
    ontrack_text *cells; /* their sizes; `data` is set once the row is whole */
    size_t count, cell_capacity;
};

typedef ontrack__csv_parser parser;

static ontrack__place place_of(const parser *self, int64_t line)
{
    const ontrack__place place = {self->options->source, NULL,
                                  line < INT32_MAX ? (int32_t)line : INT32_MAX,
                                  (int32_t)self->count + 1};
    return place;
}

static ontrack_status fail_here(parser *self, ontrack_status status, int64_t line,
                                const char *message)
{
    if (self->status == ONTRACK_OK) self->status = status;
    return ontrack__fail_at(self->error, status, place_of(self, line), "%s", message);
}

static ontrack_status fail_memory(parser *self)
{
    if (self->status == ONTRACK_OK) self->status = ONTRACK_NO_MEMORY;
    return ontrack__no_memory(self->error);
}

/* libcsv asks again for less when it is refused, down to one byte: once memory was out it stays
 * out, and the limit is met exactly. */
static void *resize_cell(void *data, size_t size)
{
    cell_header *header = (cell_header *)data - 1;
    if (header->facts.failed || size <= header->facts.capacity)
        return header->facts.failed ? NULL : data;
    if (size > header->facts.limit) return NULL;
    size_t capacity = header->facts.capacity * 2;
    if (capacity < size) capacity = size;
    if (capacity > header->facts.limit) capacity = header->facts.limit;
    const ontrack_allocator allocator = header->facts.allocator;
    cell_header *grown = ontrack__resize(
        &allocator, header, sizeof *header + header->facts.capacity, sizeof *header + capacity, 1);
    if (grown == NULL) {
        header->facts.failed = true;
        return NULL;
    }
    grown->facts.capacity = capacity;
    return grown + 1;
}

static void release_cell(void *data)
{
    cell_header *header = (cell_header *)data - 1;
    const ontrack_allocator allocator = header->facts.allocator;
    ontrack__release(&allocator, header, sizeof *header + header->facts.capacity, 1);
}

/* Hands libcsv its first buffer, so that resize_cell() always finds a header before it. libcsv
 * keeps a closing quote in the buffer for a while, and grows it before it looks at the byte that
 * ends the cell: two bytes above the limit. */
static bool prepare(parser *self)
{
    const size_t limit = self->options->field_limit + 2;
    const size_t first = limit < CELL_STEP ? limit : CELL_STEP;
    cell_header *header = ontrack__allocate(&self->allocator, sizeof *header + first, 1);
    if (header == NULL) return false;
    memset(header, 0, sizeof *header);
    header->facts.allocator = self->allocator;
    header->facts.capacity = first;
    header->facts.limit = limit;
    csv_init(&self->csv, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_realloc_func(&self->csv, resize_cell);
    csv_set_free_func(&self->csv, release_cell);
    csv_set_blk_size(&self->csv, CELL_STEP);
    self->csv.entry_buf = (unsigned char *)(header + 1);
    self->csv.entry_size = first;
    self->between_rows = self->csv.pstate;
    return true;
}

static bool reserve_bytes(parser *self, size_t more)
{
    if (more <= self->capacity - self->size) return true;
    size_t capacity = self->capacity * 2;
    if (capacity - self->size < more) capacity = self->size + more;
    char *bytes = ontrack__resize(&self->allocator, self->bytes, self->capacity, capacity, 1);
    if (bytes == NULL) return false;
    self->bytes = bytes;
    self->capacity = capacity;
    return true;
}

static bool reserve_cell(parser *self)
{
    if (self->count < self->cell_capacity) return true;
    const size_t capacity = self->cell_capacity == 0 ? 64 : self->cell_capacity * 2;
    ontrack_text *cells = ontrack__resize(&self->allocator, self->cells, self->cell_capacity,
                                          capacity, sizeof *cells);
    if (cells == NULL) return false;
    self->cells = cells;
    self->cell_capacity = capacity;
    return true;
}

static void take_cell(void *data, size_t size, void *user)
{
    parser *self = user;
    if (self->status != ONTRACK_OK) return;
    if (size > self->options->field_limit) {
        fail_here(self, ONTRACK_LIMIT, self->cell_line, CELL_TOO_LONG);
    } else if (self->count == ONTRACK__CSV_CELLS ||
               size > self->options->field_limit * ROW_FACTOR - self->size) {
        fail_here(self, ONTRACK_LIMIT, self->row_line, ROW_TOO_LONG);
    } else if (!reserve_cell(self) || !reserve_bytes(self, size)) {
        fail_memory(self);
    } else {
        if (size > 0) memcpy(self->bytes + self->size, data, size);
        self->size += size;
        self->cells[self->count++].size = size;
        self->cell_line = self->line;
    }
}

static void take_row(int terminator, void *user)
{
    parser *self = user;
    (void)terminator;
    if (self->status != ONTRACK_OK) return;
    const char *data = self->bytes == NULL ? "" : self->bytes;
    for (size_t i = 0; i < self->count; i++) {
        self->cells[i].data = data;
        data += self->cells[i].size;
    }
    const ontrack__csv_row row = {self->row_line, self->cells, self->count};
    self->status = self->options->row(self->options->user, &row, self->error);
    self->size = self->count = 0;
}

static ontrack_status fail_quote(parser *self)
{
    if (self->cell_line == self->line)
        return fail_here(self, ONTRACK_INVALID_DATA, self->line,
                         "a quote is out of place; double each quote inside a cell and put the "
                         "whole cell in quotes");
    return ontrack__fail_at(self->error, ONTRACK_INVALID_DATA, place_of(self, self->line),
                            "a quote is out of place in a cell that began on line %" PRId64
                            "; look there for a quote that is not closed or not doubled",
                            self->cell_line);
}

/* What libcsv's refusal means. */
static ontrack_status explain(parser *self)
{
    const cell_header *header = (const cell_header *)self->csv.entry_buf - 1;
    if (self->status != ONTRACK_OK) return self->status;
    if (csv_error(&self->csv) == CSV_EPARSE) return fail_quote(self);
    if (header->facts.failed) return fail_memory(self);
    return fail_here(self, ONTRACK_LIMIT, self->cell_line, CELL_TOO_LONG);
}

/* Feeds bytes of one line, its end included or not: at most one row ends in them. */
static ontrack_status feed(parser *self, const char *bytes, size_t size)
{
    if (self->csv.pstate == self->between_rows) self->row_line = self->cell_line = self->line;
    const size_t fed = csv_parse(&self->csv, bytes, size, take_cell, take_row, self);
    return fed == size ? self->status : explain(self);
}

static const char *find(const char *at, const char *end, char byte)
{
    const char *found = memchr(at, byte, (size_t)(end - at));
    return found == NULL ? end : found;
}

/* Bytes up to and with the first line end, or all. */
static size_t line_size(line_ends *ends, const char *at, const char *end)
{
    if (ends->lf < at) ends->lf = find(at, end, '\n');
    if (ends->cr < at) ends->cr = find(at, end, '\r');
    const char *stop = ends->lf < ends->cr ? ends->lf : ends->cr;
    const bool pair = stop == ends->cr && end - stop > 1 && stop[1] == '\n';
    return (size_t)(stop - at) + (stop != end) + pair;
}

static bool is_between_rows(const parser *self)
{
    return self->csv.pstate == self->between_rows;
}

/* One record, or the lines up to the block's end; behind the last of them in *at. */
static ontrack_status feed_record(parser *self, const char **at, const char *end)
{
    bool whole = false;
    while (*at < end && !whole) {
        const size_t length = line_size(&self->ends, *at, end);
        const ontrack_status status = feed(self, *at, length);
        if (status != ONTRACK_OK) return status;
        *at += length;
        if ((*at)[-1] == '\n' || (*at)[-1] == '\r') self->line++;
        whole = is_between_rows(self);
    }
    return ONTRACK_OK;
}

/* Hands records to who wants them; where the first begins that libcsv is to read. */
static const char *take_shortcut(parser *self, const char *at, const char *end)
{
    if (self->options->shortcut == NULL) return at;
    return self->options->shortcut(self->options->user, at, end, &self->line);
}

static ontrack_status feed_block(parser *self, const char *at, const char *end)
{
    self->ends.lf = find(at, end, '\n');
    self->ends.cr = find(at, end, '\r');
    while (at < end) {
        at = take_shortcut(self, at, end);
        const ontrack_status status = feed_record(self, &at, end);
        if (status != ONTRACK_OK) return status;
    }
    return ONTRACK_OK;
}

/* The candidate that stands most often outside quotes in the first row; the earlier at a tie. */
static unsigned char find_delimiter(const char *block, size_t size)
{
    static const char candidates[] = {',', '\t', ';', '|'};
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false, begun = false;
    for (size_t at = 0; at < size; at++) {
        const char c = block[at];
        const bool line_end = c == '\n' || c == '\r';
        if (line_end && begun && !quoted) break;
        if (line_end && !begun) memset(counts, 0, sizeof counts); /* a line of tabs is blank */
        if (c == '"') quoted = !quoted;
        begun = begun || (c != ' ' && c != '\t' && !line_end);
        for (size_t i = 0; i < sizeof candidates && !quoted; i++)
            counts[i] += c == candidates[i];
    }
    for (size_t i = 1; i < sizeof candidates && begun; i++)
        if (counts[i] > counts[best]) best = i;
    return (unsigned char)candidates[best];
}

static ontrack_status finish(parser *self)
{
    if (csv_fini(&self->csv, take_cell, take_row, self) == 0) return self->status;
    return fail_here(self, ONTRACK_INVALID_DATA, self->cell_line,
                     "a quote is opened in this cell and never closed; close it, or double each "
                     "quote inside a cell");
}

unsigned char ontrack__csv_delimiter(const ontrack__block *first)
{
    return find_delimiter(first->bytes, first->size);
}

ontrack_status ontrack__csv_parser_new(const ontrack_allocator *allocator,
                                       const ontrack__csv_options *options, unsigned char delimiter,
                                       ontrack__csv_parser **out, ontrack_error *error)
{
    parser *self = ontrack__allocate_zero(allocator, 1, sizeof *self);
    if (self == NULL) return ontrack__no_memory(error);
    self->allocator = *allocator;
    self->options = options;
    if (!prepare(self)) {
        ontrack__release(allocator, self, 1, sizeof *self);
        return ontrack__no_memory(error);
    }
    csv_set_delim(&self->csv, delimiter);
    *out = self;
    return ONTRACK_OK;
}

void ontrack__csv_parser_free(ontrack__csv_parser *self)
{
    if (self == NULL) return;
    const ontrack_allocator allocator = self->allocator;
    csv_free(&self->csv);
    ontrack__release(&allocator, self->bytes, self->capacity, 1);
    ontrack__release(&allocator, self->cells, self->cell_capacity, sizeof *self->cells);
    ontrack__release(&allocator, self, 1, sizeof *self);
}

/* What the source could not give, or what is no text, stands where the parser is now. */
static ontrack_status fail_source(parser *self, ontrack_status status, const ontrack_error *cause)
{
    return fail_here(self, status, self->line,
                     cause->status == ONTRACK_OK ? ontrack_status_text(status) : cause->message);
}

ontrack_status ontrack__csv_parse(ontrack__csv_parser *self, const ontrack__block *block,
                                  ontrack_error *error)
{
    ontrack_error fault = ONTRACK_ERROR_INIT;
    size_t good = 0;
    const ontrack_status text = ontrack__text_check(block->bytes, block->size, &good, &fault);
    self->error = error;
    self->line = block->line;
    const ontrack_status status = feed_block(self, block->bytes, block->bytes + good);
    if (status != ONTRACK_OK) return status;
    if (text != ONTRACK_OK) return fail_source(self, text, &fault);
    if (block->status != ONTRACK_OK) return fail_source(self, block->status, &block->cause);
    if (block->last) return finish(self);
    if (is_between_rows(self)) return ONTRACK_OK;
    return fail_here(self, ONTRACK_LIMIT, self->row_line, ROW_TOO_LONG);
}

void ontrack__csv_blocks(ontrack__blocks *blocks, const ontrack_allocator *allocator,
                         ontrack__bytes *bytes, const ontrack__csv_options *options)
{
    const size_t size = options->block_size == 0 ? BLOCK_SIZE : options->block_size;
    /* Twice a row's bytes: each may be a quote, which is written double. */
    ontrack__blocks_init(blocks, allocator, bytes, size,
                         options->field_limit * 2 * ROW_FACTOR + size);
}

static ontrack_status parse_all(ontrack__blocks *blocks, ontrack__block *block,
                                const ontrack__csv_options *options, ontrack_error *error)
{
    ontrack__csv_parser *made = NULL;
    ontrack_status status = ontrack__blocks_next(blocks, block, error);
    if (status == ONTRACK_OK)
        status = ontrack__csv_parser_new(&blocks->allocator, options, ontrack__csv_delimiter(block),
                                         &made, error);
    if (status == ONTRACK_OK) status = ontrack__csv_parse(made, block, error);
    while (status == ONTRACK_OK && !block->last) {
        status = ontrack__blocks_next(blocks, block, error);
        if (status == ONTRACK_OK) status = ontrack__csv_parse(made, block, error);
    }
    ontrack__csv_parser_free(made);
    return status;
}

ontrack_status ontrack__csv_read(const ontrack_allocator *allocator, ontrack__bytes *bytes,
                                 const ontrack__csv_options *options, ontrack_error *error)
{
    ontrack__blocks blocks;
    ontrack__block block = {0};
    ontrack__csv_blocks(&blocks, allocator, bytes, options);
    const ontrack_status status = parse_all(&blocks, &block, options, error);
    ontrack__block_free(allocator, &block);
    ontrack__blocks_free(&blocks);
    return status;
}
