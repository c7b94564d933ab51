/* Differences of two results as CSV, JSON Lines or a table for a reader. */
#include "base/alloc.h"
#include "base/buffer.h"
#include "base/error.h"
#include "output/cell.h"
#include "output/screen.h"

#include <ontrack/output.h>

enum { PIECE = 1 << 15, CHANGES = ONTRACK_CHANGE_DECIDED + 1, CHANGE_WIDTH = 11 };

struct ontrack_difference_writer {
    ontrack_allocator allocator;
    ontrack_format format;
    ontrack_status (*write)(void *user, const char *data, size_t size);
    void *user;
    ontrack_buffer out; /* bytes not yet handed on; of a table all but its head */
    bool begun;
    int64_t changed, unchanged, only_old, only_new; /* students */
    int64_t rules[CHANGES];                         /* rules by change */
};

ontrack_status ontrack_difference_writer_new(const ontrack_writer_options *options,
                                             ontrack_difference_writer **out, ontrack_error *error)
{
    const ontrack_status bad = ONTRACK_INVALID_ARGUMENT;
    if (options == NULL || options->struct_size < sizeof *options)
        return ontrack__fail(error, bad,
                             "struct_size is too small; start with ONTRACK_WRITER_OPTIONS_INIT");
    if (options->write == NULL) return ontrack__fail(error, bad, "a writer needs a write function");
    const ontrack_allocator allocator = ontrack__allocator(options->allocator);
    ontrack_difference_writer *writer = ontrack__allocate_zero(&allocator, 1, sizeof *writer);
    if (writer == NULL) return ontrack__no_memory(error);
    writer->allocator = writer->out.allocator = allocator;
    writer->format = options->format;
    writer->write = options->write;
    writer->user = options->user;
    *out = writer;
    return ONTRACK_OK;
}

void ontrack_difference_writer_free(ontrack_difference_writer *writer)
{
    if (writer == NULL) return;
    const ontrack_allocator allocator = writer->allocator;
    ontrack_buffer_dispose(&writer->out);
    ontrack__release(&allocator, writer, 1, sizeof *writer);
}

/* ---- pieces ---- */

static const char only_old[] = "only in the old result", only_new[] = "only in the new result";

/* "new data; late edit", the causes joined. */
static bool put_causes(ontrack_buffer *out, unsigned causes, const char *join,
                       bool (*put)(ontrack_buffer *, const char *))
{
    bool any = false, done = true;
    for (unsigned bit = 1; bit <= ONTRACK_CAUSE_UNCERTAIN && done; bit <<= 1) {
        if ((causes & bit) == 0) continue;
        done = (!any || ontrack__buffer_string(out, join)) &&
               put(out, ontrack_cause_name((ontrack_cause)bit));
        any = true;
    }
    return done;
}

/* Whether there is more to say of it than that it was and is no flag. */
static bool is_told(const ontrack_changed *item)
{
    return item->change != ONTRACK_CHANGE_NONE;
}

static bool is_change(const ontrack_changed *item)
{
    return is_told(item) && item->change != ONTRACK_CHANGE_STILL_MET;
}

/* Rules first, since they say what became of the levels. */
static bool any_change(const ontrack_difference *of)
{
    if (!of->in_old || !of->in_new || is_change(&of->status)) return true;
    for (size_t i = 0; i < of->rule_count; i++)
        if (is_change(&of->rules[i])) return true;
    return of->indicator_count > 0;
}

/* ---- CSV ---- */

static bool put_row(ontrack_buffer *out, const ontrack_difference *of, const char *kind,
                    const ontrack_changed *item)
{
    if (!is_told(item)) return true;
    return ontrack__put_cell(out, of->student_id) && ontrack__buffer_char(out, ',') &&
           ontrack__buffer_string(out, kind) && ontrack__buffer_char(out, ',') &&
           ontrack__put_cell(out, item->name) && ontrack__buffer_char(out, ',') &&
           ontrack__buffer_string(out, ontrack_change_name(item->change)) &&
           ontrack__buffer_char(out, ',') && ontrack__put_cell(out, item->old_level) &&
           ontrack__buffer_char(out, ',') && ontrack__put_cell(out, item->new_level) &&
           ontrack__buffer_char(out, ',') &&
           put_causes(out, item->causes, ";", ontrack__buffer_string) &&
           ontrack__buffer_char(out, ',') && ontrack__put_cell(out, item->message) &&
           ontrack__buffer_char(out, '\n');
}

/* A student who is in one result alone. */
static bool put_presence(ontrack_buffer *out, const ontrack_difference *of)
{
    return ontrack__put_cell(out, of->student_id) &&
           ontrack__buffer_string(out, ",student,student,") &&
           ontrack__buffer_string(out, of->in_old ? only_old : only_new) &&
           ontrack__buffer_char(out, ',') && ontrack__put_cell(out, of->status.old_level) &&
           ontrack__buffer_char(out, ',') && ontrack__put_cell(out, of->status.new_level) &&
           ontrack__buffer_string(out, ",,\n");
}

static bool put_csv(ontrack_difference_writer *writer, const ontrack_difference *of)
{
    ontrack_buffer *out = &writer->out;
    bool done =
        of->in_old && of->in_new ? put_row(out, of, "status", &of->status) : put_presence(out, of);
    for (size_t i = 0; i < of->indicator_count && done; i++)
        done = put_row(out, of, "indicator", &of->indicators[i]);
    for (size_t i = 0; i < of->rule_count && done; i++)
        done = put_row(out, of, "rule", &of->rules[i]);
    return done;
}

/* ---- JSON Lines ---- */

static bool put_json_string(ontrack_buffer *out, const char *string)
{
    return ontrack__buffer_json(out, ontrack_text_of(string));
}

static bool put_member(ontrack_buffer *out, const char *name, ontrack_text text)
{
    return ontrack__buffer_string(out, name) && ontrack__buffer_json(out, text);
}

static bool put_changed(ontrack_buffer *out, const ontrack_changed *item)
{
    return put_member(out, "{\"name\":", item->name) &&
           put_member(out, ",\"change\":", ontrack_text_of(ontrack_change_name(item->change))) &&
           put_member(out, ",\"old_level\":", item->old_level) &&
           put_member(out, ",\"new_level\":", item->new_level) &&
           ontrack__buffer_string(out, ",\"causes\":[") &&
           put_causes(out, item->causes, ",", put_json_string) &&
           put_member(out, "],\"message\":", item->message) && ontrack__buffer_char(out, '}');
}

static bool put_array(ontrack_buffer *out, const char *name, const ontrack_changed *items,
                      size_t count)
{
    bool any = false, done = ontrack__buffer_string(out, name);
    for (size_t i = 0; i < count && done; i++) {
        if (!is_told(&items[i])) continue;
        done = (!any || ontrack__buffer_char(out, ',')) && put_changed(out, &items[i]);
        any = true;
    }
    return done && ontrack__buffer_char(out, ']');
}

static bool put_date(ontrack_buffer *out, const char *name, ontrack_date date)
{
    char text[ONTRACK_DATE_SIZE];
    if (date == ONTRACK_DATE_NONE)
        return ontrack__buffer_string(out, name) && ontrack__buffer_string(out, "null");
    ontrack_date_format(date, text);
    return put_member(out, name, ontrack_text_of(text));
}

static bool put_jsonl(ontrack_difference_writer *writer, const ontrack_difference *of)
{
    ontrack_buffer *out = &writer->out;
    return put_member(out, "{\"student_id\":", of->student_id) &&
           put_date(out, ",\"old_as_of\":", of->old_as_of) &&
           put_date(out, ",\"new_as_of\":", of->new_as_of) &&
           ontrack__buffer_string(out, ",\"status\":") && put_changed(out, &of->status) &&
           put_array(out, ",\"indicators\":[", of->indicators, of->indicator_count) &&
           put_array(out, ",\"rules\":[", of->rules, of->rule_count) &&
           ontrack__buffer_string(out, "}\n");
}

/* ---- table ---- */

static bool put_blanks(ontrack_buffer *out, size_t count)
{
    for (; count > 0; count--)
        if (!ontrack__buffer_char(out, ' ')) return false;
    return true;
}

/* "status on_track -> at_risk", or on which side the student is. */
static bool put_student(ontrack_buffer *out, const ontrack_difference *of)
{
    if (!ontrack__screen_clean(out, of->student_id)) return false;
    if (!ontrack__buffer_string(out, "  ")) return false;
    if (!of->in_new)
        return ontrack__buffer_string(out, only_old) && ontrack__buffer_char(out, '\n');
    if (!of->in_old &&
        !(ontrack__buffer_string(out, only_new) && ontrack__buffer_string(out, ": ")))
        return false;
    if (!ontrack__buffer_string(out, "status ")) return false;
    if (of->in_old && is_change(&of->status) &&
        !(ontrack__screen_clean(out, of->status.old_level) && ontrack__buffer_string(out, " -> ")))
        return false;
    return ontrack__screen_clean(out, of->status.new_level) && ontrack__buffer_char(out, '\n');
}

/* "    newly met   core-failed (at_risk): Core courses failed: 1  [new data]" */
static bool put_rule(ontrack_buffer *out, const ontrack_changed *rule)
{
    const ontrack_text change = ontrack_text_of(ontrack_change_name(rule->change));
    const bool level = rule->new_level.size > 0, message = rule->message.size > 0;
    return ontrack__buffer_string(out, "    ") && ontrack__buffer_text(out, change) &&
           put_blanks(out, CHANGE_WIDTH - change.size) && ontrack__screen_clean(out, rule->name) &&
           ontrack__buffer_string(out, level ? " (" : "") &&
           ontrack__screen_clean(out, rule->new_level) &&
           ontrack__buffer_string(out, level ? ")" : "") &&
           ontrack__buffer_string(out, message ? ": " : "") &&
           ontrack__screen_clean(out, rule->message) && ontrack__buffer_string(out, "  [") &&
           put_causes(out, rule->causes & ~(unsigned)ONTRACK_CAUSE_UNCERTAIN,
                      (rule->causes & ONTRACK_CAUSE_UNCERTAIN) != 0 ? " or " : ", ",
                      ontrack__buffer_string) &&
           ontrack__buffer_string(out, "]\n");
}

static bool put_table(ontrack_difference_writer *writer, const ontrack_difference *of)
{
    if (!any_change(of)) return true;
    bool done = put_student(&writer->out, of);
    for (size_t i = 0; i < of->rule_count && done; i++)
        if (is_change(&of->rules[i])) done = put_rule(&writer->out, &of->rules[i]);
    return done;
}

static bool put_count(ontrack_buffer *out, int64_t count, const char *words)
{
    return ontrack__buffer_integer(out, count) && ontrack__buffer_string(out, words);
}

/* The counts, which stand before the students. */
static bool put_head(const ontrack_difference_writer *writer, ontrack_buffer *out)
{
    bool done = put_count(out, writer->changed, " students changed, ") &&
                put_count(out, writer->unchanged, " did not; ") &&
                put_count(out, writer->only_old, " only in the old result, ") &&
                put_count(out, writer->only_new, " only in the new one\nFlags: ");
    for (int change = ONTRACK_CHANGE_NEWLY_MET; change < CHANGES && done; change++)
        done = ontrack__buffer_string(out, change == ONTRACK_CHANGE_NEWLY_MET ? "" : ", ") &&
               put_count(out, writer->rules[change], " ") &&
               ontrack__buffer_string(out, ontrack_change_name((ontrack_change)change));
    return done && ontrack__buffer_string(out, writer->out.size > 0 ? "\n\n" : "\n");
}

/* ---- writing ---- */

static const struct {
    const char *head;
    bool (*put)(ontrack_difference_writer *writer, const ontrack_difference *of);
} formats[] = {
    [ONTRACK_FORMAT_TABLE] = {"", put_table},
    [ONTRACK_FORMAT_CSV] = {"student_id,kind,name,change,old_level,new_level,causes,message\n",
                            put_csv},
    [ONTRACK_FORMAT_JSONL] = {"", put_jsonl},
};

static void count(ontrack_difference_writer *writer, const ontrack_difference *of)
{
    writer->only_old += !of->in_new;
    writer->only_new += !of->in_old;
    if (of->in_old && of->in_new) *(any_change(of) ? &writer->changed : &writer->unchanged) += 1;
    for (size_t i = 0; i < of->rule_count; i++)
        writer->rules[of->rules[i].change]++;
}

static ontrack_status hand_on(ontrack_difference_writer *writer)
{
    if (writer->out.size == 0) return ONTRACK_OK;
    const ontrack_status status = writer->write(writer->user, writer->out.data, writer->out.size);
    ontrack__buffer_clear(&writer->out);
    return status;
}

ontrack_status ontrack_difference_writer_take(void *user, const ontrack_difference *difference)
{
    ontrack_difference_writer *writer = user;
    count(writer, difference);
    if (!writer->begun && !ontrack__buffer_string(&writer->out, formats[writer->format].head))
        return ONTRACK_NO_MEMORY;
    writer->begun = true;
    if (!formats[writer->format].put(writer, difference)) return ONTRACK_NO_MEMORY;
    return writer->format == ONTRACK_FORMAT_TABLE || writer->out.size < PIECE ? ONTRACK_OK
                                                                              : hand_on(writer);
}

static ontrack_status finish(ontrack_difference_writer *writer)
{
    if (!writer->begun && !ontrack__buffer_string(&writer->out, formats[writer->format].head))
        return ONTRACK_NO_MEMORY;
    if (writer->format == ONTRACK_FORMAT_TABLE) {
        ontrack_buffer head = ONTRACK_BUFFER_INIT;
        head.allocator = writer->allocator;
        const ontrack_status status = put_head(writer, &head)
                                          ? writer->write(writer->user, head.data, head.size)
                                          : ONTRACK_NO_MEMORY;
        ontrack_buffer_dispose(&head);
        if (status != ONTRACK_OK) return status;
    }
    return hand_on(writer);
}

ontrack_status ontrack_difference_writer_finish(ontrack_difference_writer *writer,
                                                ontrack_error *error)
{
    const ontrack_status status = finish(writer);
    if (status == ONTRACK_OK) return ONTRACK_OK;
    if (status == ONTRACK_NO_MEMORY) return ontrack__no_memory(error);
    return ontrack__fail(error, status, "the output could not be written: %s",
                         ontrack_status_text(status));
}
