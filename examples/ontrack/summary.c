#include "summary.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

enum { CODES_SHOWN = 10, CODE_SIZE = 40, SCHOOLS_SHOWN = 10, FILES_SHOWN = 10 };

/* ---- rows ---- */

static void add(summary *to, const summary *from)
{
    to->read += from->read;
    to->used += from->used;
    to->duplicates += from->duplicates;
    to->conflicts += from->conflicts;
    to->orphans += from->orphans;
    to->rejected += from->rejected;
    to->unread_cells += from->unread_cells;
}

/* The dataset's table of that name; ONTRACK_TABLE_COUNT for a file whose rows are several records
 * each (measures.csv). */
static ontrack_table table_named(const char *name)
{
    ontrack_table table = 0;
    while (table < ONTRACK_TABLE_COUNT && strcmp(ontrack_table_name(table), name) != 0)
        table++;
    return table;
}

/* Rows of all files of one table. */
static summary count_table(const loaded *data, const char *name)
{
    summary sum = {0};
    for (size_t i = 0; i < ontrack_reader_file_count(data->reader); i++) {
        ontrack_file_counts file = ontrack_reader_counts(data->reader, i);
        if (strcmp(file.table, name) == 0) {
            sum.read += file.read;
            sum.rejected += file.rejected;
            sum.unread_cells += file.unread_cells;
        }
    }
    ontrack_table table = table_named(name);
    if (table == ONTRACK_TABLE_COUNT) {
        sum.used = sum.read - sum.rejected;
        return sum;
    }
    ontrack_table_counts counts = ontrack_dataset_counts(data->dataset, table);
    sum.used = counts.used;
    sum.duplicates = counts.duplicates;
    sum.conflicts = counts.conflicts;
    sum.orphans = counts.orphans;
    return sum;
}

/* Whether an earlier file was of the same table. */
static bool was_counted(const loaded *data, size_t index)
{
    const char *table = ontrack_reader_counts(data->reader, index).table;
    for (size_t i = 0; i < index; i++)
        if (strcmp(ontrack_reader_counts(data->reader, i).table, table) == 0) return true;
    return false;
}

bool summary_count(const loaded *data, summary *out)
{
    *out = (summary){0};
    for (size_t i = 0; i < ontrack_reader_file_count(data->reader); i++) {
        const char *name = ontrack_reader_counts(data->reader, i).table;
        if (was_counted(data, i)) continue;
        summary sum = count_table(data, name);
        if (sum.read != sum.used + sum.duplicates + sum.conflicts + sum.orphans + sum.rejected) {
            words_say("%s: the counts of its rows do not add up; please report this", name);
            return false;
        }
        add(out, &sum);
    }
    return true;
}

static void say_part(int64_t number, const char *what)
{
    char digits[WORDS_NUMBER_SIZE];
    if (number > 0) fprintf(stderr, ", %s %s", words_number(number, digits), what);
}

static void say_table(const char *name, const summary *sum)
{
    char digits[WORDS_NUMBER_SIZE];
    fprintf(stderr, "  %s: %s read", name, words_number(sum->read, digits));
    say_part(sum->duplicates, sum->duplicates == 1 ? "duplicate" : "duplicates");
    say_part(sum->conflicts, "outranked by another row of the same key");
    say_part(sum->orphans, "of students who are not in students.csv");
    say_part(sum->rejected, "rejected");
    fputc('\n', stderr);
}

static void say_rows(const loaded *data, const summary *totals, bool rejects_written)
{
    char n[6][WORDS_NUMBER_SIZE];
    if (totals->read == totals->used) return;
    words_say("rows: %s read = %s used + %s duplicate + %s conflicting + %s out of scope + "
              "%s rejected",
              words_number(totals->read, n[0]), words_number(totals->used, n[1]),
              words_number(totals->duplicates, n[2]), words_number(totals->conflicts, n[3]),
              words_number(totals->orphans, n[4]), words_number(totals->rejected, n[5]));
    for (size_t i = 0; i < ontrack_reader_file_count(data->reader); i++) {
        const char *name = ontrack_reader_counts(data->reader, i).table;
        if (was_counted(data, i)) continue;
        summary sum = count_table(data, name);
        if (sum.read != sum.used) say_table(name, &sum);
    }
    if (totals->rejected > 0 && !rejects_written)
        words_say("'ontrack evaluate --rejects FILE' writes the rejected rows, each with its line "
                  "and the reason");
}

static void say_unread(const loaded *data)
{
    char digits[WORDS_NUMBER_SIZE];
    for (size_t i = 0; i < ontrack_reader_file_count(data->reader); i++) {
        ontrack_file_counts file = ontrack_reader_counts(data->reader, i);
        if (file.unread_cells == 0) continue;
        words_say("%s: %s cell%s could not be read and %s taken as not given; the first is in "
                  "line %lld, column %d",
                  file.file, words_number(file.unread_cells, digits),
                  words_plural(file.unread_cells), file.unread_cells == 1 ? "was" : "were",
                  (long long)file.unread_line, (int)file.unread_column);
    }
}

/* Only a layout leaves rows out. */
static void say_skipped(const loaded *data)
{
    char digits[WORDS_NUMBER_SIZE];
    for (size_t i = 0; i < ontrack_reader_file_count(data->reader); i++) {
        ontrack_file_counts file = ontrack_reader_counts(data->reader, i);
        for (size_t j = 0; j < ontrack_reader_skip_count(data->reader, i); j++) {
            ontrack_file_skip skip = ontrack_reader_skip_at(data->reader, i, j);
            fputs("ontrack: left out by the layout: ", stderr);
            words_print_safe(stderr, ontrack_text_of(file.file));
            fprintf(stderr, " for %s, %s row%s: ", file.table, words_number(skip.rows, digits),
                    words_plural(skip.rows));
            words_print_safe(stderr, ontrack_text_of(skip.because));
            fputc('\n', stderr);
        }
    }
}

/* ---- files ---- */

static void say_ignored(const loaded *data)
{
    size_t count = ontrack_reader_ignored_count(data->reader);
    for (size_t i = 0; i < count && i < FILES_SHOWN; i++) {
        if (i == 0)
            fprintf(stderr, "ontrack: ignored, %s has this name: ",
                    data->by_layout ? "no file of the layout" : "no table");
        else
            fputs(", ", stderr);
        words_print_safe(stderr, ontrack_text_of(ontrack_reader_ignored_at(data->reader, i)));
    }
    if (count > FILES_SHOWN) fprintf(stderr, " and %zu more", count - FILES_SHOWN);
    if (count > 0) fputc('\n', stderr);
}

/* ---- codes ---- */

static int compare_rows(const void *left, const void *right)
{
    const ontrack_unmapped *a = *(const ontrack_unmapped *const *)left;
    const ontrack_unmapped *b = *(const ontrack_unmapped *const *)right;
    if (a->rows != b->rows) return a->rows > b->rows ? -1 : 1;
    return a < b ? -1 : 1; /* the report's order: by the code's bytes */
}

static void print_code(FILE *stream, const ontrack_unmapped *code)
{
    ontrack_text text = code->code;
    char digits[WORDS_NUMBER_SIZE];
    if (text.size > CODE_SIZE) {
        text.size = CODE_SIZE;
        while (text.size > 0 && ((unsigned char)text.data[text.size] & 0xc0) == 0x80)
            text.size--;
    }
    words_print_safe(stream, text);
    fprintf(stream, "%s (%s)", text.size < code->code.size ? "..." : "",
            words_number(code->rows, digits));
}

/* The codes first[0 .. count), all of one kind, the most frequent ones first. */
static void print_kind(FILE *stream, const ontrack_unmapped *first, size_t count)
{
    char rows_text[WORDS_NUMBER_SIZE], count_text[WORDS_NUMBER_SIZE];
    const ontrack_unmapped **order = malloc(count * sizeof *order);
    int64_t rows = 0;
    for (size_t i = 0; i < count; i++)
        rows += first[i].rows;
    fprintf(stream, "  %s: %s code%s in %s row%s", ontrack_code_kind_name(first->kind),
            words_number((int64_t)count, count_text), words_plural((int64_t)count),
            words_number(rows, rows_text), words_plural(rows));
    if (order != NULL) {
        for (size_t i = 0; i < count; i++)
            order[i] = first + i;
        qsort(order, count, sizeof *order, compare_rows);
        for (size_t i = 0; i < count && i < CODES_SHOWN; i++) {
            fputs(i == 0 ? ": " : ", ", stream);
            print_code(stream, order[i]);
        }
        if (count > CODES_SHOWN)
            fprintf(stream, " and %s more",
                    words_number((int64_t)(count - CODES_SHOWN), count_text));
        free(order);
    }
    fputc('\n', stream);
}

static void print_unmapped(FILE *stream, const ontrack_report *report)
{
    for (size_t from = 0, to; from < report->unmapped_count; from = to) {
        to = from + 1;
        while (to < report->unmapped_count &&
               report->unmapped[to].kind == report->unmapped[from].kind)
            to++;
        print_kind(stream, report->unmapped + from, to - from);
    }
}

/* ---- feeds and warnings ---- */

static void say_stale(const ontrack_stale_feed *feed)
{
    char through[ONTRACK_DATE_SIZE], digits[WORDS_NUMBER_SIZE];
    ontrack_date_format(feed->through, through);
    fprintf(stderr, "ontrack: %s", ontrack_table_name(feed->table));
    if (feed->school_id.size > 0) {
        fputs(" of school ", stderr);
        words_print_safe(stderr, feed->school_id);
    }
    fprintf(stderr, " is known through %s only, %s school day%s before the as-of date\n", through,
            words_number(feed->days_behind, digits), words_plural(feed->days_behind));
}

static void say_report(const ontrack_report *report)
{
    if (report->unmapped_count > 0) {
        words_say("codes that no line of the rule set maps; they count neither for nor against "
                  "a student:");
        print_unmapped(stderr, report);
    }
    for (size_t i = 0; i < report->stale_count && i < SCHOOLS_SHOWN; i++)
        say_stale(&report->stale[i]);
    if (report->stale_count > SCHOOLS_SHOWN)
        words_say("and %zu more schools' tables end before the as-of date",
                  report->stale_count - SCHOOLS_SHOWN);
    for (size_t i = 0; i < report->warning_count; i++) {
        fputs("ontrack: warning: ", stderr);
        words_print_safe(stderr, ontrack_text_of(report->warnings[i]));
        fputc('\n', stderr);
    }
}

/* ---- all of it ---- */

void summary_say_as_of(ontrack_date last)
{
    char as_of[ONTRACK_DATE_SIZE];
    ontrack_date_format(last, as_of);
    words_say("as of %s, the last date in the data (--as-of DATE asks for another day)", as_of);
}

void summary_say(const loaded *data, const summary *totals, const ontrack_report *report,
                 bool rejects_written)
{
    say_rows(data, totals, rejects_written);
    say_skipped(data);
    say_unread(data);
    say_ignored(data);
    say_report(report);
}
