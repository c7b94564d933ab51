#include "ingest/layout_shape.h"

#define TEXT (1u << ONTRACK__JSON_STRING)
#define WHOLE (1u << ONTRACK__JSON_INTEGER)
#define TRUTH (1u << ONTRACK__JSON_BOOL)
#define LIST (1u << ONTRACK__JSON_ARRAY)
#define OBJECT (1u << ONTRACK__JSON_OBJECT)
#define VALUE (TEXT | LIST | OBJECT)
#define OPTIONAL false
#define REQUIRED true

static const ontrack__json_shape document_keys[] = {
    {"ontrack_layout", WHOLE, REQUIRED}, {"id", TEXT, REQUIRED},    {"version", TEXT, REQUIRED},
    {"title", TEXT, OPTIONAL},           {"about", TEXT, OPTIONAL}, {"source", TEXT, OPTIONAL},
    {"dates", TEXT, OPTIONAL},           {"empty", LIST, OPTIONAL}, {"lookups", OBJECT, OPTIONAL},
    {"files", LIST, REQUIRED},
};

/* What a file may be told to look like. */
#define FILE_KEYS                                                                                  \
    {"file", TEXT | LIST, REQUIRED}, {"header", LIST, OPTIONAL}, {"encoding", TEXT, OPTIONAL},     \
        {"backslash", TRUTH, OPTIONAL}, {"empty", LIST, OPTIONAL}, {"dates", TEXT, OPTIONAL},      \
    {                                                                                              \
        "about", TEXT, OPTIONAL                                                                    \
    }

static const ontrack__json_shape file_keys[] = {FILE_KEYS, {"to", LIST, REQUIRED}};

static const ontrack__json_shape lookup_keys[] = {
    FILE_KEYS,
    {"find", OBJECT, OPTIONAL},
    {"keep", LIST, OPTIONAL},
    {"drop", LIST, OPTIONAL},
    {"key", TEXT | LIST, REQUIRED},
    {"give", OBJECT, REQUIRED},
    {"several", TEXT, OPTIONAL},
    {"by", VALUE, OPTIONAL},
};

static const ontrack__json_shape target_keys[] = {
    {"table", TEXT, REQUIRED},  {"about", TEXT, OPTIONAL},  {"columns", OBJECT, OPTIONAL},
    {"find", OBJECT, OPTIONAL}, {"keep", LIST, OPTIONAL},   {"drop", LIST, OPTIONAL},
    {"slots", VALUE, OPTIONAL}, {"days", OBJECT, OPTIONAL},
};

static const ontrack__json_shape find_keys[] = {
    {"in", TEXT, OPTIONAL},
    {"key", TEXT | LIST, REQUIRED},
    {"missing", TEXT, OPTIONAL},
    {"because", TEXT, OPTIONAL},
};

static const ontrack__json_shape condition_keys[] = {
    {"value", VALUE, REQUIRED},
    {"is", TEXT | LIST, OPTIONAL},
    {"matches", TEXT, OPTIONAL},
    {"because", TEXT, REQUIRED},
};

static const ontrack__json_shape slots_keys[] = {
    {"columns", TEXT | LIST, REQUIRED},
    {"is", TEXT | LIST, OPTIONAL},
};

static const ontrack__json_shape days_keys[] = {
    {"from", VALUE, REQUIRED},
    {"to", VALUE, REQUIRED},
    {"weekdays", TRUTH, OPTIONAL},
};

static const ontrack__json_shape value_keys[] = {
    {"column", TEXT | LIST, OPTIONAL}, {"constant", TEXT, OPTIONAL},
    {"text", TEXT, OPTIONAL},          {"sum", TEXT | LIST, OPTIONAL},
    {"less", TEXT | LIST, OPTIONAL},   {"first_of", TEXT, OPTIONAL},
    {"last_of", TEXT, OPTIONAL},       {"date", TEXT, OPTIONAL},
    {"add_days", WHOLE, OPTIONAL},     {"map", OBJECT, OPTIONAL},
    {"else", TEXT, OPTIONAL},          {"default", TEXT, OPTIONAL},
};

#define PART(keys)                                                                                 \
    {                                                                                              \
        keys, sizeof(keys) / sizeof *(keys)                                                        \
    }

static const struct {
    const ontrack__json_shape *keys;
    size_t count;
} parts[] = {
    [ONTRACK__LAYOUT_DOCUMENT] = PART(document_keys),
    [ONTRACK__LAYOUT_FILE] = PART(file_keys),
    [ONTRACK__LAYOUT_LOOKUP] = PART(lookup_keys),
    [ONTRACK__LAYOUT_TARGET] = PART(target_keys),
    [ONTRACK__LAYOUT_FIND] = PART(find_keys),
    [ONTRACK__LAYOUT_CONDITION] = PART(condition_keys),
    [ONTRACK__LAYOUT_SLOTS] = PART(slots_keys),
    [ONTRACK__LAYOUT_DAYS] = PART(days_keys),
    [ONTRACK__LAYOUT_VALUE] = PART(value_keys),
};

ontrack_status ontrack__layout_check(const ontrack__json_cursor *at, ontrack__layout_part part,
                                     ontrack_error *error)
{
    return ontrack__json_check(at, parts[part].keys, parts[part].count, error);
}
