/* The JSON parsing test suite (nst/JSONTestSuite), where it is at hand. */
#include "json/json.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

static const char folder[] = ONTRACK_SHARED_DATA "/json_suite/test_parsing";

/* Well-formed JSON that is refused here, and why: docs/rule-sets.md says so too. */
static const char *const refused[] = {
    "y_object_duplicated_key.json",           /* duplicate keys */
    "y_object_duplicated_key_and_value.json", /* the same */
    "y_string_null_escape.json",              /* NUL in a string */
    "y_object_escaped_null_in_key.json",      /* NUL in a key */
    "y_number_double_close_to_zero.json",     /* a number of more than 15 characters */
};

static bool is_refused(const char *name)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(name, refused[i]) == 0) return true;
    return false;
}

static void check_file(const char *name)
{
    static char bytes[1 << 18];
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    const ontrack_text text = {bytes, size};
    ontrack__json *document = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    const ontrack_status status = ontrack__json_parse(text, sizeof bytes, name, &document, &error);
    if (name[0] == 'y')
        cr_expect_eq(status == ONTRACK_OK, !is_refused(name), "%s: %s", name, error.message);
    if (name[0] == 'n')
        cr_expect(status == ONTRACK_INVALID_RULES || status == ONTRACK_LIMIT, "%s: %d", name,
                  (int)status);
    cr_expect_eq(document != NULL, status == ONTRACK_OK, "%s", name);
    if (document != NULL)
        ontrack__json_free(document);
    else
        cr_expect_gt(strlen(error.message), 0, "%s", name);
}

Test(suite, parsing)
{
    DIR *listing = opendir(folder);
    if (listing == NULL) cr_skip_test("skipped: no JSON parsing suite at hand");
    size_t files = 0;
    for (const struct dirent *entry = readdir(listing); entry != NULL; entry = readdir(listing)) {
        const size_t length = strlen(entry->d_name);
        if (length < 5 || strcmp(entry->d_name + length - 5, ".json") != 0) continue;
        check_file(entry->d_name);
        files++;
    }
    closedir(listing);
    cr_expect_gt(files, 300, "%zu files", files);
}
