#include "junit.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

/* ---- keeping ---- */

static bool refuse_memory(void)
{
    words_say("out of memory");
    return false;
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copied = malloc(size);
    return copied == NULL ? NULL : memcpy(copied, text, size);
}

/* Room for one more item; false when memory is out. */
static bool grow(void **items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) return true;
    size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
    void *grown = realloc(*items, wanted * size);
    if (grown == NULL) return false;
    *items = grown;
    *capacity = wanted;
    return true;
}

bool junit_begin(junit *report, const char *suite)
{
    void *items = report->suites;
    bool good = grow(&items, report->count, &report->capacity, sizeof *report->suites);
    report->suites = items;
    if (!good) return refuse_memory();
    junit_suite *added = &report->suites[report->count];
    *added = (junit_suite){0};
    added->name = copy(suite);
    if (added->name == NULL) return refuse_memory();
    report->count++;
    return true;
}

bool junit_add(junit *report, const char *name, const char *failure)
{
    junit_suite *suite = &report->suites[report->count - 1];
    void *items = suite->cases;
    bool good = grow(&items, suite->count, &suite->capacity, sizeof *suite->cases);
    suite->cases = items;
    if (!good) return refuse_memory();
    junit_case *added = &suite->cases[suite->count++];
    added->name = copy(name);
    added->failure = failure == NULL ? NULL : copy(failure);
    if (added->name == NULL || (failure != NULL && added->failure == NULL)) return refuse_memory();
    return true;
}

bool junit_fail(junit *report, const char *error)
{
    junit_suite *suite = &report->suites[report->count - 1];
    suite->error = copy(error);
    return suite->error == NULL ? refuse_memory() : true;
}

void junit_dispose(junit *report)
{
    for (size_t i = 0; i < report->count; i++) {
        junit_suite *suite = &report->suites[i];
        for (size_t j = 0; j < suite->count; j++) {
            free(suite->cases[j].name);
            free(suite->cases[j].failure);
        }
        free(suite->cases);
        free(suite->error);
        free(suite->name);
    }
    free(report->suites);
    *report = (junit){0};
}

/* ---- writing ---- */

static void put(output *out, const char *text)
{
    output_write(out, text, strlen(text));
}

/* Text inside an attribute: XML takes no control characters but these, escaped or not. */
static void put_text(output *out, const char *text)
{
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;
        const char *escape = c == '&'    ? "&amp;"
                             : c == '<'  ? "&lt;"
                             : c == '>'  ? "&gt;"
                             : c == '"'  ? "&quot;"
                             : c == '\n' ? "&#10;"
                             : c == '\t' ? "&#9;"
                             : c < 0x20  ? "?"
                                         : NULL;
        if (escape != NULL)
            put(out, escape);
        else
            output_write(out, text, 1);
    }
}

static void put_attribute(output *out, const char *name, const char *value)
{
    put(out, " ");
    put(out, name);
    put(out, "=\"");
    put_text(out, value);
    put(out, "\"");
}

static void put_counts(output *out, size_t tests, size_t failures, size_t errors)
{
    char text[96];
    snprintf(text, sizeof text, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", tests, failures,
             errors);
    put(out, text);
}

static void put_case(output *out, const char *suite, const char *name, const char *kind,
                     const char *words)
{
    put(out, "    <testcase");
    put_attribute(out, "classname", suite);
    put_attribute(out, "name", name);
    if (words == NULL) {
        put(out, "/>\n");
        return;
    }
    put(out, ">\n      <");
    put(out, kind);
    put_attribute(out, "message", words);
    put(out, "/>\n    </testcase>\n");
}

static size_t failures_of(const junit_suite *suite)
{
    size_t count = 0;
    for (size_t i = 0; i < suite->count; i++)
        count += suite->cases[i].failure != NULL;
    return count;
}

/* A suite that could not be run has one test, which is an error. */
static void put_suite(output *out, const junit_suite *suite)
{
    bool broken = suite->error != NULL;
    put(out, "  <testsuite");
    put_attribute(out, "name", suite->name);
    put_counts(out, suite->count + broken, failures_of(suite), broken);
    put(out, ">\n");
    for (size_t i = 0; i < suite->count; i++)
        put_case(out, suite->name, suite->cases[i].name, "failure", suite->cases[i].failure);
    if (broken) put_case(out, suite->name, "the tests can be run", "error", suite->error);
    put(out, "  </testsuite>\n");
}

bool junit_write(const junit *report, const char *path)
{
    output out;
    size_t tests = 0, failures = 0, errors = 0;
    if (!output_open(&out, path)) return false;
    for (size_t i = 0; i < report->count; i++) {
        const junit_suite *suite = &report->suites[i];
        tests += suite->count + (suite->error != NULL);
        failures += failures_of(suite);
        errors += suite->error != NULL;
    }
    put(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    put_counts(&out, tests, failures, errors);
    put(&out, ">\n");
    for (size_t i = 0; i < report->count; i++)
        put_suite(&out, &report->suites[i]);
    put(&out, "</testsuites>\n");
    bool good = output_commit(&out) || out.broken;
    output_close(&out);
    return good;
}
