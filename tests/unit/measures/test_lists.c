#include "measures/lists.h"

#include "measures/catalogue.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_docs(void)
{
    FILE *file = fopen(ONTRACK_SOURCE_DIR "/docs/conditions.md", "rb");
    char *text = calloc(1, 100000);
    cr_assert(file != NULL && text != NULL);
    cr_assert_gt(fread(text, 1, 99999, file), 1000);
    fclose(file);
    return text;
}

/* docs/conditions.md tells each list and field as the code does, and no others. */
Test(lists, are_documented)
{
    static const char *const types[] = {"bool", "decimal", "string", "list of strings",
                                        "timestamp"};
    char *docs = read_docs(), line[400];
    size_t count, documented = 0;
    const ontrack__record_list *const *lists = ontrack__record_lists(&count);
    for (size_t i = 0; i < count; i++) {
        const ontrack__record_list *list = lists[i];
        snprintf(line, sizeof line, "\n#### `%s`\n\nRecords of the type `%s`: %s.\n", list->name,
                 list->record, list->about);
        const char *at = strstr(docs, line);
        cr_expect(at != NULL, "docs/conditions.md lacks:%s", line);
        for (size_t j = 0; at != NULL && j < list->field_count; j++) {
            const ontrack__field *field = &list->fields[j];
            snprintf(line, sizeof line, "\n| `%s` | %s | %s |\n", field->name, types[field->type],
                     field->about);
            const char *found = strstr(at, line);
            cr_expect(found != NULL, "docs/conditions.md lacks for %s:%s", list->name, line);
            at = found != NULL ? found + strlen(line) - 1 : at;
        }
    }
    for (const char *at = docs; (at = strstr(at, "\n#### `")) != NULL; at++)
        documented++;
    cr_expect_eq(documented, count);
    free(docs);
}

/* What the evaluation counts on. */
Test(lists, have_their_shape)
{
    size_t count;
    const ontrack__record_list *const *lists = ontrack__record_lists(&count);
    ontrack_catalogue *catalogue = NULL;
    cr_assert_eq(ontrack_catalogue_new(NULL, &catalogue, NULL), ONTRACK_OK);
    cr_expect_gt(count, 0);
    for (size_t i = 0; i < count; i++) {
        const ontrack__record_list *list = lists[i];
        cr_expect(list->field_count > 0 && list->field_count <= ONTRACK__FIELDS, "%s", list->name);
        cr_expect(list->table < ONTRACK_TABLE_COUNT && list->read != NULL, "%s", list->name);
        cr_expect(list->like == NULL ||
                      ontrack_catalogue_find(catalogue, ontrack_text_of(list->like)) != NULL,
                  "%s: %s", list->name, list->like);
        for (size_t j = 0; j < list->field_count; j++)
            cr_expect(list->fields[j].name != NULL && list->fields[j].about != NULL, "%s %zu",
                      list->name, j);
    }
    ontrack_catalogue_free(catalogue);
}
