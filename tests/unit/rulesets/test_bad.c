/* A folder of wrong documents, each with one mistake: expected.txt says where it is found. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <string.h>

#define FOLDER ONTRACK_SOURCE_DIR "/tests/unit/rulesets/bad/"
enum { SIZE = 1 << 16, LINE = 300 };

static ontrack_text read_file(const char *name, char bytes[SIZE])
{
    char path[1024];
    snprintf(path, sizeof path, FOLDER "%s", name);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    const ontrack_text text = {bytes, fread(bytes, 1, SIZE, file)};
    fclose(file);
    return text;
}

/* Loads a document as the rule set, or as an override document of base.json. */
static ontrack_status load(const char *name, ontrack_error *error)
{
    static char own[SIZE], base[SIZE];
    ontrack_ruleset *ruleset = NULL;
    ontrack_ruleset_options options = ONTRACK_RULESET_OPTIONS_INIT;
    const ontrack_override_document document = {read_file(name, own), name};
    ontrack_text rules = document.json;
    if (strncmp(name, "overrides/", 10) == 0) {
        rules = read_file("base.json", base);
        options.overrides = &document;
        options.override_count = 1;
    } else {
        options.source = name;
    }
    const ontrack_status status = ontrack_ruleset_load(rules, &options, &ruleset, error);
    ontrack_ruleset_free(ruleset);
    return status;
}

static size_t count_files(const char *folder)
{
    char path[1024];
    snprintf(path, sizeof path, FOLDER "%s", folder);
    DIR *open = opendir(path);
    size_t count = 0;
    cr_assert_not_null(open, "%s", path);
    for (const struct dirent *entry; (entry = readdir(open)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(open);
    return count;
}

Test(bad, the_base_is_good)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    cr_expect_eq(load("base.json", &error), ONTRACK_OK, "%s %s", error.path, error.message);
}

/* "rules/when-empty.json 5 /rules/0/when", "-" for the whole document */
Test(bad, each_is_refused_at_its_place)
{
    char name[LINE], pointer[LINE];
    int status;
    size_t lines = 0;
    FILE *table = fopen(FOLDER "expected.txt", "r");
    cr_assert_not_null(table);
    while (fscanf(table, "%255s %d %255s", name, &status, pointer) == 3) {
        ontrack_error error = ONTRACK_ERROR_INIT;
        const ontrack_status got = load(name, &error);
        cr_expect_eq((int)got, status, "%s: %d", name, (int)got);
        cr_expect_str_eq(error.path, strcmp(pointer, "-") == 0 ? "" : pointer, "%s", name);
        cr_expect_str_eq(error.source, name, "%s", error.source);
        cr_expect_neq(error.message[0], '\0', "%s", name);
        lines++;
    }
    fclose(table);
    cr_expect_eq(lines, count_files("rules") + count_files("overrides"), "%zu lines", lines);
}
