/* docs/measures.md says of every measure what the catalogue says, and explains every "unknown". */
#include "measures/catalogue.h"
#include "measures/why.h"

#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_docs(void)
{
    FILE *file = fopen(ONTRACK_SOURCE_DIR "/docs/measures.md", "rb");
    cr_assert(file != NULL, "docs/measures.md is missing");
    enum { LIMIT = 1 << 18 };
    char *text = calloc(LIMIT, 1);
    cr_assert(text != NULL);
    const size_t size = fread(text, 1, LIMIT - 1, file);
    cr_assert_lt(size, (size_t)LIMIT - 1);
    fclose(file);
    return text;
}

static void add_option(char *line, size_t size, bool first, const char *name)
{
    const size_t at = strlen(line);
    snprintf(line + at, size - at, "%s`%s`", first ? "" : ", ", name);
}

/* The two lines that head a measure's section, as the catalogue has them. */
static void head_of(const ontrack_measure *measure, char *out, size_t size)
{
    char options[400] = "";
    for (int bit = 0; bit < 31; bit++) {
        const unsigned option = 1u << bit;
        if (!(measure->options & option)) continue;
        add_option(options, sizeof options, options[0] == '\0',
                   ontrack_option_name((ontrack_option)option));
        if (option == ONTRACK_OPTION_PERIODS)
            add_option(options, sizeof options, false, "partial_day");
    }
    snprintf(out, size, "\n### %s\n\n*%s%s%s · options: %s*\n\n%s.", measure->name,
             ontrack_type_name(measure->type), measure->unit == NULL ? "" : " · ",
             measure->unit == NULL ? "" : measure->unit, options[0] == '\0' ? "none" : options,
             measure->about);
}

Test(docs, every_measure)
{
    char *docs = read_docs(), head[1000];
    ontrack_catalogue *catalogue = NULL;
    cr_assert_eq(ontrack_catalogue_new(NULL, &catalogue, NULL), ONTRACK_OK);
    for (size_t i = 0; i < ontrack_catalogue_count(catalogue); i++) {
        head_of(ontrack_catalogue_at(catalogue, i), head, sizeof head);
        cr_expect(strstr(docs, head) != NULL, "docs/measures.md lacks:%s", head);
    }
    ontrack_catalogue_free(catalogue);
    free(docs);
}

Test(docs, nothing_that_is_no_measure)
{
    char *docs = read_docs();
    ontrack_catalogue *catalogue = NULL;
    cr_assert_eq(ontrack_catalogue_new(NULL, &catalogue, NULL), ONTRACK_OK);
    size_t sections = 0;
    for (const char *at = docs; (at = strstr(at, "\n### ")) != NULL; sections++) {
        at += 5;
        const ontrack_text name = {at, strcspn(at, "\n")};
        cr_expect(ontrack_catalogue_find(catalogue, name) != NULL, "no such measure: %.*s",
                  (int)name.size, name.data);
    }
    cr_expect_eq(sections, ontrack_catalogue_count(catalogue));
    ontrack_catalogue_free(catalogue);
    free(docs);
}

Test(docs, every_reason_not_to_know)
{
    char *docs = read_docs(), line[200];
    for (int why = ONTRACK__KNOWN + 1; why < ONTRACK__WHY_COUNT; why++) {
        snprintf(line, sizeof line, "\n| %s |", ontrack__why_text((ontrack__why)why));
        cr_expect(strstr(docs, line) != NULL, "docs/measures.md lacks:%s", line);
    }
    free(docs);
}
