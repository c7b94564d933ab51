#include "output/format.h"

#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "output/listed.h"

/* Bytes are handed on in pieces of about this size. */
enum { PIECE = 1 << 15 };
enum { DEFAULT_WIDTH = 80, LEAST_WIDTH = 20 };

static const ontrack__format *const formats[] = {
    [ONTRACK_FORMAT_TABLE] = &ontrack__format_table,
    [ONTRACK_FORMAT_CSV] = &ontrack__format_csv,
    [ONTRACK_FORMAT_JSONL] = &ontrack__format_jsonl,
};

static ontrack_status check(const ontrack_writer_options *options, ontrack_error *error)
{
    const ontrack_status bad = ONTRACK_INVALID_ARGUMENT;
    if (options == NULL || options->struct_size < sizeof *options)
        return ontrack__fail(error, bad,
                             "struct_size is too small; start with ONTRACK_WRITER_OPTIONS_INIT");
    if ((size_t)options->format >= sizeof formats / sizeof *formats)
        return ontrack__fail(error, bad, "the format is none of ontrack_format");
    if (options->write == NULL) return ontrack__fail(error, bad, "a writer needs a write function");
    return ONTRACK_OK;
}

static size_t choose_width(int wanted)
{
    if (wanted <= 0) return DEFAULT_WIDTH;
    return wanted < LEAST_WIDTH ? (size_t)LEAST_WIDTH : (size_t)wanted;
}

ontrack_status ontrack_writer_new(const ontrack_ruleset *ruleset,
                                  const ontrack_writer_options *options, ontrack_writer **out,
                                  ontrack_error *error)
{
    const ontrack_status status = check(options, error);
    if (status != ONTRACK_OK) return status;
    const ontrack_allocator allocator = ontrack__allocator(options->allocator);
    ontrack_writer *writer = ontrack__allocate_zero(&allocator, 1, sizeof *writer);
    if (writer == NULL) return ontrack__no_memory(error);
    writer->allocator = allocator;
    writer->ruleset = ruleset;
    writer->format = formats[options->format];
    writer->width = choose_width(options->width);
    writer->color = options->color;
    writer->since = options->since;
    writer->write = options->write;
    writer->user = options->user;
    writer->out.allocator = allocator;
    ontrack__arena_init(&writer->arena, &allocator);
    *out = writer;
    return ONTRACK_OK;
}

void ontrack_writer_free(ontrack_writer *writer)
{
    if (writer == NULL) return;
    const ontrack_allocator allocator = writer->allocator;
    ontrack_buffer_dispose(&writer->out);
    ontrack__array_free(&allocator, &writer->listed, sizeof(ontrack__listed));
    ontrack__arena_free(&writer->arena);
    ontrack__release(&allocator, writer, 1, sizeof *writer);
}

/* Hands on what is held once it is worth a call. */
static ontrack_status hand_on(ontrack_writer *writer, size_t at_least)
{
    const bool part = writer->write == NULL;
    if (part || writer->out.size == 0 || writer->out.size < at_least) return ONTRACK_OK;
    const ontrack_status status = writer->write(writer->user, writer->out.data, writer->out.size);
    ontrack__buffer_clear(&writer->out);
    return status;
}

static bool begin(ontrack_writer *writer)
{
    if (writer->begun) return true;
    writer->begun = true;
    return writer->format->begin == NULL || writer->format->begin(writer);
}

static ontrack_status take(void *user, const ontrack_result *result)
{
    ontrack_writer *writer = user;
    if (writer->failed != ONTRACK_OK) return writer->failed;
    if (writer->finished) return ONTRACK_STATE;
    writer->failed = begin(writer) && writer->format->take(writer, result) ? hand_on(writer, PIECE)
                                                                           : ONTRACK_NO_MEMORY;
    return writer->failed;
}

ontrack_sink ontrack_writer_sink(ontrack_writer *writer)
{
    const ontrack_sink sink = {take, writer};
    return sink;
}

static ontrack_status finish(ontrack_writer *writer, const ontrack_report *report)
{
    const ontrack__format *format = writer->format;
    if (writer->failed != ONTRACK_OK) return writer->failed;
    if (!begin(writer)) return ONTRACK_NO_MEMORY;
    if (format->finish != NULL && !format->finish(writer, report)) return ONTRACK_NO_MEMORY;
    return hand_on(writer, 0);
}

ontrack_status ontrack_writer_finish(ontrack_writer *writer, const ontrack_report *report,
                                     ontrack_error *error)
{
    if (writer->finished)
        return ontrack__fail(error, ONTRACK_STATE, "the writer is finished already");
    if (writer->write == NULL)
        return ontrack__fail(error, ONTRACK_STATE,
                             "a part is appended to its writer, not finished");
    if (writer->format->needs_report && report == NULL)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT, "a table needs the run's report");
    writer->failed = finish(writer, report);
    writer->finished = true;
    if (writer->failed == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    if (writer->failed != ONTRACK_OK)
        return ontrack__fail(error, writer->failed, "the output could not be written: %s",
                             ontrack_status_text(writer->failed));
    return ONTRACK_OK;
}

/* ---- parts ---- */

ontrack_status ontrack_writer_part_new(const ontrack_writer *writer, ontrack_writer **out,
                                       ontrack_error *error)
{
    const ontrack_allocator *allocator = &writer->allocator;
    ontrack_writer *part = ontrack__allocate_zero(allocator, 1, sizeof *part);
    if (part == NULL) return ontrack__no_memory(error);
    part->allocator = *allocator;
    part->ruleset = writer->ruleset;
    part->format = writer->format;
    part->since = writer->since;
    part->begun = true; /* what stands at the beginning is the writer's */
    part->out.allocator = *allocator;
    ontrack__arena_init(&part->arena, allocator);
    *out = part;
    return ONTRACK_OK;
}

static bool move(ontrack_writer *writer, ontrack_writer *part)
{
    const ontrack__format *format = writer->format;
    if (!begin(writer) || !ontrack__buffer_text(&writer->out, ontrack__buffer_view(&part->out)))
        return false;
    if (format->append != NULL && !format->append(writer, part)) return false;
    ontrack__buffer_clear(&part->out);
    part->listed.count = 0;
    ontrack__arena_reset(&part->arena);
    return true;
}

ontrack_status ontrack_writer_append(ontrack_writer *writer, ontrack_writer *part,
                                     ontrack_error *error)
{
    if (part->write != NULL || part->ruleset != writer->ruleset || part->format != writer->format)
        return ontrack__fail(error, ONTRACK_INVALID_ARGUMENT,
                             "only a part made with ontrack_writer_part_new() of a writer of the "
                             "same rule set and format can be appended");
    if (writer->finished)
        return ontrack__fail(error, ONTRACK_STATE, "the writer is finished already");
    if (writer->failed == ONTRACK_OK) writer->failed = part->failed;
    if (writer->failed == ONTRACK_OK)
        writer->failed = move(writer, part) ? hand_on(writer, PIECE) : ONTRACK_NO_MEMORY;
    if (writer->failed == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    if (writer->failed == ONTRACK_OK) return ONTRACK_OK;
    return ontrack__fail(error, writer->failed, "the output could not be written: %s",
                         ontrack_status_text(writer->failed));
}
