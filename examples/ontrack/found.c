#include "found.h"

#include "words.h"

#include <inttypes.h>
#include <string.h>

/* ---- as a line ---- */

/* Whether it stands in a document that is not the checked one. */
static bool is_elsewhere(const found *all, const ontrack_finding *finding)
{
    return finding->source[0] != '\0' && strcmp(finding->source, all->file) != 0;
}

static void print_place(const found *all, const ontrack_finding *finding)
{
    if (is_elsewhere(all, finding)) printf("%s ", finding->source);
    fputs(finding->path, stdout);
    if (finding->line > 0) printf(" %d:%d", (int)finding->line, (int)finding->column);
    if (finding->path[0] != '\0') fputs(": ", stdout);
}

static void print_line(const found *all, const ontrack_finding *finding)
{
    printf("%s: %s: ", all->file, ontrack_severity_name(finding->severity));
    print_place(all, finding);
    if (finding->rule[0] != '\0') printf("'%s': ", finding->rule);
    words_print_safe(stdout, ontrack_text_of(finding->message));
    printf(" [%s]\n", finding->kind);
}

/* ---- as JSON ---- */

static void put_string(const char *text)
{
    fputc('"', stdout);
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            printf("\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            printf("\\u%04x", c);
        else
            fputc(c, stdout);
    }
    fputc('"', stdout);
}

static void put_member(const char *name, const char *text)
{
    printf("%s\"%s\": ", strcmp(name, "file") == 0 ? "{" : ", ", name);
    put_string(text);
}

static void print_json(const found *all, const ontrack_finding *finding)
{
    put_member("file", all->file);
    put_member("severity", ontrack_severity_name(finding->severity));
    put_member("kind", finding->kind);
    if (finding->rule[0] != '\0') put_member("rule", finding->rule);
    if (is_elsewhere(all, finding)) put_member("source", finding->source);
    put_member("path", finding->path);
    if (finding->line > 0)
        printf(", \"line\": %d, \"column\": %d", (int)finding->line, (int)finding->column);
    if (finding->rows > 0) printf(", \"rows\": %" PRId64, finding->rows);
    put_member("message", finding->message);
    fputs("}\n", stdout);
}

ontrack_status found_take(void *user, const ontrack_finding *finding)
{
    found *all = user;
    all->count[finding->severity]++;
    if (all->json)
        print_json(all, finding);
    else
        print_line(all, finding);
    return ONTRACK_OK;
}

const char *found_summary(const found *all, char *out, size_t size)
{
    size_t at = 0;
    out[0] = '\0';
    for (int severity = ONTRACK_SEVERITY_ERROR; severity >= 0; severity--) {
        const size_t count = all->count[severity];
        if (count == 0 || at >= size) continue;
        const int length = snprintf(out + at, size - at, "%s%zu %s%s", at == 0 ? "" : ", ", count,
                                    ontrack_severity_name((ontrack_severity)severity),
                                    words_plural((int64_t)count));
        at += (size_t)length;
    }
    return out;
}
