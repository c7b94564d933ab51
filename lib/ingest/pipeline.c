#include "ingest/pipeline.h"

#include "base/error.h"
#include "base/share.h"
#include "ingest/admit.h"
#include "ingest/convert.h"
#include "ingest/shortcut.h"
#include "records/builder.h"

#include <string.h>

/* So that the others can go on while one worker is kept from a block that is to be taken first. */
enum { JOBS_A_WORKER = 8 };

/* A block on its way from the cut to the builder. */
typedef struct job {
    struct job *next; /* the block behind it, or the next that is free */
    ontrack__block block;
    ontrack__batch batch;
    ontrack_status status; /* of its parsing */
    ontrack_error error;
    bool parsed;
} job;

/* What a worker keeps from block to block. */
typedef struct station {
    struct pipeline *pipeline;
    ontrack__csv_options options;
    ontrack__csv_parser *parser;
    ontrack__converter converter;
    bool converts;
    job *at; /* the block at hand */
} station;

typedef struct pipeline {
    ontrack_allocator allocator;
    const ontrack_crew *crew;
    ontrack__intake *intake;
    ontrack__blocks blocks;
    unsigned char delimiter;
    size_t field_limit;
    station *stations;
    size_t worker_count;
    job *jobs;
    size_t job_count;
    /* Under the lock: those that are free, the one that was used last before the others, since its
     * memory is at hand; those that were cut and not yet taken, in the order of the file. */
    job *spare, *first, *last;
    job *late; /* those that add students, and so wait until nobody else is there */
    size_t late_count;
    size_t cut;  /* so many were */
    bool taking; /* one of the workers takes a batch: nobody else does meanwhile */
    bool ended;  /* no more shall be cut */
    bool leave;  /* the workers shall leave: one found every job in use, or a batch that is to be
                  * taken alone */
    ontrack_status status; /* of the first failure, in the order of the file */
    ontrack_error *error;
} pipeline;

/* ---- parsing ---- */

static ontrack_status begin_converting(station *self, ontrack_error *error)
{
    const pipeline *line = self->pipeline;
    const ontrack__intake *intake = line->intake;
    if (!intake->has_header || !ontrack__converter_takes(intake->file)) return ONTRACK_OK;
    const ontrack_status status =
        ontrack__converter_init(&self->converter, &line->allocator, line->crew, intake, error);
    if (status != ONTRACK_OK) return status;
    ontrack__shortcut_prepare(&self->converter, line->delimiter, line->field_limit);
    self->converts = true;
    ontrack__converter_begin(&self->converter, &self->at->batch);
    return ONTRACK_OK;
}

/* The header row comes while nobody else works. */
static ontrack_status take_row(void *user, const ontrack__csv_row *row, ontrack_error *error)
{
    station *self = user;
    ontrack__intake *intake = self->pipeline->intake;
    if (!intake->has_header) {
        const ontrack_status status = ontrack__intake_row(intake, row, error);
        return status != ONTRACK_OK ? status : begin_converting(self, error);
    }
    if (self->converts && ontrack__convert_row(&self->converter, row)) return ONTRACK_OK;
    if (self->converter.exhausted) return ontrack__no_memory(error);
    return ontrack__batch_keep(&self->at->batch, row, error);
}

static const char *take_shortcut(void *user, const char *at, const char *end, int64_t *line)
{
    station *self = user;
    return self->converts ? ontrack__shortcut(&self->converter, at, end, line) : at;
}

static ontrack_status prepare(station *self, ontrack_error *error)
{
    const pipeline *line = self->pipeline;
    if (self->parser != NULL) return ONTRACK_OK;
    const ontrack_status status = ontrack__csv_parser_new(&line->allocator, &self->options,
                                                          line->delimiter, &self->parser, error);
    return status != ONTRACK_OK ? status : begin_converting(self, error);
}

/* The widths of the batch's rows; a table that is none has no columns. */
static void begin_batch(const pipeline *self, ontrack__batch *batch)
{
    const ontrack__layout_file *file = self->intake->file;
    const size_t others =
        file->others == ONTRACK_TABLE_COUNT ? 0 : ontrack__appended_width(file->others);
    ontrack__batch_begin(batch, ontrack__appended_width(file->table), others);
}

static void parse(station *self, job *at)
{
    const ontrack_error none = ONTRACK_ERROR_INIT;
    self->at = at;
    at->error = none;
    begin_batch(self->pipeline, &at->batch);
    if (self->converts) ontrack__converter_begin(&self->converter, &at->batch);
    at->status = prepare(self, &at->error);
    if (at->status == ONTRACK_OK)
        at->status = ontrack__csv_parse(self->parser, &at->block, &at->error);
}

/* ---- the order of the blocks; all of it under the lock ---- */

static void fail(pipeline *self, ontrack_status status)
{
    self->ended = true;
    if (self->status == ONTRACK_OK) self->status = status;
}

/* The next block, or NULL when there is none or none can be taken now. */
static job *cut_next(pipeline *self)
{
    job *next = self->spare;
    if (self->ended || self->leave) return NULL;
    if (next == NULL) {
        self->leave = true;
        return NULL;
    }
    const ontrack_status status = ontrack__blocks_next(&self->blocks, &next->block, self->error);
    if (status != ONTRACK_OK) {
        fail(self, status);
        return NULL;
    }
    if (self->cut++ == 0) self->delimiter = ontrack__csv_delimiter(&next->block);
    self->ended = next->block.last;
    self->spare = next->next;
    next->next = NULL;
    next->parsed = false;
    *(self->first == NULL ? &self->first : &self->last->next) = next;
    self->last = next;
    return next;
}

/* What went wrong with a block becomes what went wrong with the file. */
static void fail_as(pipeline *self, const job *from, ontrack_status status)
{
    const ontrack_error *error = &from->error;
    const ontrack__place place = {error->source, error->path, error->line, error->column};
    if (self->status == ONTRACK_OK)
        fail(self, ontrack__fail_at(self->error, status, place, "%s", error->message));
}

static void add_to(job **list, job *at)
{
    at->next = *list;
    *list = at;
}

/* Hands a batch to the intake, while others parse. */
static void admit(pipeline *self, job *at)
{
    self->taking = true;
    ontrack__crew_unlock(self->crew);
    ontrack_status status = ontrack__admit(self->intake, &at->batch, &at->error);
    ontrack__crew_lock(self->crew);
    self->taking = false;
    if (status == ONTRACK_OK) status = at->status;
    if (status != ONTRACK_OK) fail_as(self, at, status);
    add_to(&self->spare, at);
}

/* The same at a later time: the order of rows that are well is of no account. */
static void put_off(pipeline *self, job *at)
{
    const ontrack_status status = ontrack__admit_kinds(self->intake, &at->batch, &at->error);
    if (status != ONTRACK_OK) fail_as(self, at, status);
    add_to(&self->late, at);
    self->late_count++;
}

static bool can_be_put_off(const pipeline *self, const job *at)
{
    return at->status == ONTRACK_OK && at->batch.odd.count == 0 &&
           self->late_count + 2 * self->worker_count < self->job_count;
}

/* Takes the parsed blocks whose turn it is, unless somebody does so already. */
static void take_parsed(pipeline *self, bool alone)
{
    while (!self->taking && self->status == ONTRACK_OK) {
        job *at = self->first;
        if (at == NULL || !at->parsed) return;
        const bool now = alone || ontrack__admit_is_easy(self->intake, &at->batch);
        self->leave = self->leave || (!now && !can_be_put_off(self, at));
        if (!now && self->leave) return;
        self->first = at->next;
        if (now)
            admit(self, at);
        else
            put_off(self, at);
    }
}

/* What waits for that, when nobody else is there. */
static void take_late(pipeline *self)
{
    while (self->late != NULL) {
        job *at = self->late;
        self->late = at->next;
        self->late_count--;
        admit(self, at);
    }
}

static void work(void *task, size_t worker)
{
    pipeline *self = task;
    station *mine = &self->stations[worker];
    ontrack__crew_lock(self->crew);
    for (job *at = cut_next(self); at != NULL; at = cut_next(self)) {
        ontrack__crew_unlock(self->crew);
        parse(mine, at);
        ontrack__crew_lock(self->crew);
        at->parsed = true;
        take_parsed(self, self->crew == NULL);
    }
    ontrack__crew_unlock(self->crew);
}

/* ---- one file ---- */

/* Takes what is parsed, and what waits. */
static void take_alone(pipeline *self)
{
    ontrack__crew_lock(self->crew);
    take_late(self);
    take_parsed(self, true);
    ontrack__crew_unlock(self->crew);
}

/* The header row is read before the workers come. */
static void read_header(pipeline *self)
{
    while (self->status == ONTRACK_OK && !self->ended && !self->intake->has_header) {
        job *at = cut_next(self);
        if (at == NULL) return;
        parse(&self->stations[0], at);
        at->parsed = true;
        take_alone(self);
    }
}

/* Lets the workers work until there is nothing more to do, or something to do alone. */
static void run_crew(pipeline *self)
{
    const ontrack_crew *crew = self->crew;
    const size_t before = self->cut;
    ontrack_status status = ONTRACK_OK;
    self->leave = false;
    if (crew == NULL)
        work(self, 0);
    else
        status = crew->run(crew->user, work, self);
    if (status != ONTRACK_OK)
        fail(self, ontrack__fail(self->error, status, "the crew ended the work"));
    take_alone(self);
    if (self->status == ONTRACK_OK && self->cut == before)
        fail(self, ontrack__fail(self->error, ONTRACK_INVALID_ARGUMENT,
                                 "the crew called no worker; see ontrack/crew.h"));
}

static ontrack_status run_all(pipeline *self)
{
    read_header(self);
    while (self->status == ONTRACK_OK && !self->ended)
        run_crew(self);
    if (self->status == ONTRACK_OK)
        self->status = ontrack__intake_finish(self->intake, self->error);
    return self->status;
}

static bool make_parts(pipeline *self)
{
    self->stations =
        ontrack__allocate_zero(&self->allocator, self->worker_count, sizeof *self->stations);
    self->jobs = ontrack__allocate_zero(&self->allocator, self->job_count, sizeof *self->jobs);
    if (self->stations == NULL || self->jobs == NULL) return false;
    for (size_t i = 0; i < self->job_count; i++) {
        ontrack__batch_init(&self->jobs[i].batch, &self->allocator);
        add_to(&self->spare, &self->jobs[i]);
    }
    return true;
}

static void free_parts(pipeline *self)
{
    for (size_t i = 0; self->stations != NULL && i < self->worker_count; i++) {
        ontrack__csv_parser_free(self->stations[i].parser);
        if (self->stations[i].converts) ontrack__converter_free(&self->stations[i].converter);
    }
    for (size_t i = 0; self->jobs != NULL && i < self->job_count; i++) {
        ontrack__block_free(&self->allocator, &self->jobs[i].block);
        ontrack__batch_free(&self->jobs[i].batch);
    }
    ontrack__release(&self->allocator, self->stations, self->worker_count, sizeof *self->stations);
    ontrack__release(&self->allocator, self->jobs, self->job_count, sizeof *self->jobs);
    ontrack__blocks_free(&self->blocks);
}

ontrack_status ontrack__pipeline_run(const ontrack_allocator *allocator, const ontrack_crew *crew,
                                     ontrack__bytes *bytes, ontrack__intake *intake,
                                     size_t field_limit, size_t block_size, ontrack_error *error)
{
    pipeline self = {.allocator = *allocator, .crew = crew, .intake = intake, .error = error};
    self.field_limit = field_limit;
    self.worker_count = crew == NULL ? 1 : crew->workers;
    self.job_count = self.worker_count == 1 ? 1 : self.worker_count * JOBS_A_WORKER;
    const ontrack__csv_options options = {intake->counts->file, field_limit, block_size, take_row,
                                          take_shortcut,        NULL};
    ontrack__csv_blocks(&self.blocks, allocator, bytes, &options);
    ontrack_status status = ONTRACK_NO_MEMORY;
    if (make_parts(&self)) {
        for (size_t i = 0; i < self.worker_count; i++) {
            self.stations[i].pipeline = &self;
            self.stations[i].options = options;
            self.stations[i].options.user = &self.stations[i];
        }
        status = run_all(&self);
    } else {
        ontrack__no_memory(error);
    }
    free_parts(&self);
    return status;
}
