#include "rulesets/builtin.h"

#include "base/text.h"

#include <ontrack/ruleset.h>

/* A name that begins so is a base for others to extend: it can be printed, but is not listed. */
static const char base_prefix[] = "common-";

static bool is_base(const ontrack__embedded *builtin)
{
    return strncmp(builtin->name, base_prefix, sizeof base_prefix - 1) == 0;
}

size_t ontrack_builtin_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < ontrack__builtins_total; i++)
        count += !is_base(&ontrack__builtins[i]);
    return count;
}

const char *ontrack_builtin_name(size_t index)
{
    for (size_t i = 0; i < ontrack__builtins_total; i++)
        if (!is_base(&ontrack__builtins[i]) && index-- == 0) return ontrack__builtins[i].name;
    return NULL;
}

ontrack_text ontrack_builtin_json(const char *name)
{
    ontrack_text json = {"", 0};
    for (size_t i = 0; name != NULL && i < ontrack__builtins_total; i++) {
        if (strcmp(ontrack__builtins[i].name, name) != 0) continue;
        json.data = (const char *)ontrack__builtins[i].json;
        json.size = ontrack__builtins[i].size;
    }
    return json;
}
