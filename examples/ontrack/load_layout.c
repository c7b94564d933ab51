/* load_layout.c - a name or a file becomes a layout. */
#include "cli.h"
#include "load.h"
#include "nearest.h"
#include "words.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int refuse_layout(const char *name, int number)
{
    const char *near = NULL;
    size_t distance = NEAREST_START;
    for (size_t i = 0; i < ontrack_layout_builtin_count(); i++)
        if (nearest_is_closer(name, ontrack_layout_builtin_name(i), &distance))
            near = ontrack_layout_builtin_name(i);
    if (strchr(name, '/') != NULL || number != ENOENT)
        words_system(name, number);
    else
        words_say("no built-in layout and no file is called '%s'%s%s%s", name,
                  near == NULL ? "; 'ontrack layout list' tells the names" : "; did you mean '",
                  near == NULL ? "" : near, near == NULL ? "" : "'?");
    return CLI_EXIT_USAGE;
}

int load_layout(const char *name, ontrack_layout **out)
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_layout_options options = ONTRACK_LAYOUT_OPTIONS_INIT;
    char *text = NULL;
    *out = NULL;
    if (name == NULL) return CLI_GO;
    ontrack_text json = ontrack_layout_builtin_json(name);
    if (json.size == 0) {
        text = load_document(name, &json.size);
        if (text == NULL) return refuse_layout(name, errno);
        json.data = text;
    }
    options.source = strcmp(name, "-") == 0 ? "standard input" : name;
    ontrack_status status = ontrack_layout_load(json, &options, out, &error);
    free(text);
    if (status == ONTRACK_OK) return CLI_GO;
    words_error(&error);
    return status == ONTRACK_NO_MEMORY ? CLI_EXIT_FAILED : CLI_EXIT_USAGE;
}
