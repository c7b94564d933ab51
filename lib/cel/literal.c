#include "cel/literal.h"

#include "base/number.h"
#include "base/text.h"

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 16;
}

/* All of the text as digits of a base. */
static bool read_natural(ontrack_text text, unsigned base, uint64_t *out)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.size; i++) {
        const unsigned digit = (unsigned)digit_value(text.data[i]);
        if (digit >= base || number > (UINT64_MAX - digit) / base) return false;
        number = number * base + digit;
    }
    *out = number;
    return text.size > 0;
}

static bool to_integer(uint64_t size, bool negative, int64_t *out)
{
    const uint64_t last = (uint64_t)INT64_MAX;
    if (size > last + negative) return false;
    *out = !negative ? (int64_t)size : size > last ? INT64_MIN : -(int64_t)size;
    return true;
}

static ontrack_text behind(ontrack_text text, size_t count)
{
    const ontrack_text rest = {text.data + count, text.size - count};
    return rest;
}

bool ontrack__cel_parse_uint(ontrack_text text, uint64_t *out)
{
    return read_natural(text, 10, out);
}

bool ontrack__cel_parse_int(ontrack_text text, int64_t *out)
{
    const bool negative = text.size > 0 && text.data[0] == '-';
    const bool sign = negative || (text.size > 0 && text.data[0] == '+');
    uint64_t size;
    return read_natural(sign ? behind(text, 1) : text, 10, &size) &&
           to_integer(size, negative, out);
}

static ontrack__cel_fault fault(ontrack_status status, size_t at, const char *problem)
{
    const ontrack__cel_fault result = {status, problem, at};
    return result;
}

static ontrack__cel_fault fine(void)
{
    return fault(ONTRACK_OK, 0, NULL);
}

ontrack__cel_fault ontrack__cel_number(const ontrack__cel_token *token, bool negative,
                                       ontrack__cel_value *out)
{
    ontrack_text digits = token->text;
    if (token->kind == ONTRACK__TOKEN_DOUBLE) {
        out->kind = ONTRACK__CEL_DOUBLE;
        if (!ontrack__number_parse(digits, &out->as.number))
            return fault(ONTRACK_INVALID_RULES, token->offset, "a number too large for a double");
        if (negative) out->as.number = -out->as.number;
        return fine();
    }
    if (token->kind == ONTRACK__TOKEN_UINT) digits.size--;
    const bool hex = digits.size > 2 && digits.data[1] == 'x';
    uint64_t size = 0;
    const bool read = read_natural(hex ? behind(digits, 2) : digits, hex ? 16 : 10, &size);
    if (token->kind == ONTRACK__TOKEN_UINT) {
        out->kind = ONTRACK__CEL_UINT;
        out->as.natural = size;
        return read ? fine()
                    : fault(ONTRACK_INVALID_RULES, token->offset, "a number too large for a uint");
    }
    out->kind = ONTRACK__CEL_INT;
    if (!read || !to_integer(size, negative, &out->as.integer))
        return fault(ONTRACK_INVALID_RULES, token->offset, "a number too large for an int");
    return fine();
}

/* Escapes of a fixed number of digits, as code points. */
static const struct {
    char letter;
    uint8_t digits, base;
    bool octet; /* in bytes: the byte itself. The others name characters, which bytes have not. */
} coded[] = {{'x', 2, 16, true}, {'X', 2, 16, true}, {'u', 4, 16, false}, {'U', 8, 16, false}};

static const struct {
    char letter, meaning;
} plain[] = {{'\\', '\\'}, {'?', '?'},  {'"', '"'},  {'\'', '\''}, {'`', '`'},  {'a', '\a'},
             {'b', '\b'},  {'f', '\f'}, {'n', '\n'}, {'r', '\r'},  {'t', '\t'}, {'v', '\v'}};

/* Reads `digits` digits at *at; false when there are fewer. */
static bool read_code(ontrack_text text, size_t *at, size_t digits, unsigned base, uint32_t *out)
{
    if (text.size - *at < digits) return false;
    const ontrack_text part = {text.data + *at, digits};
    uint64_t number;
    if (!read_natural(part, base, &number)) return false;
    *at += digits;
    *out = (uint32_t)number;
    return true;
}

/* The second half of a surrogate pair, written as \uDC00 to \uDFFF. */
static bool join_surrogates(ontrack_text text, size_t *at, uint32_t *point)
{
    size_t next = *at + 2;
    uint32_t low;
    if (text.size - *at < 6 || text.data[*at] != '\\' || text.data[*at + 1] != 'u') return false;
    if (!read_code(text, &next, 4, 16, &low) || low < 0xDC00 || low > 0xDFFF) return false;
    *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
    *at = next;
    return true;
}

/* One escape; *at stands behind its backslash. NULL when fine. */
static const char *read_escape(ontrack_text text, bool bytes, size_t *at, uint32_t *point)
{
    const char letter = text.data[*at];
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (letter != plain[i].letter) continue;
        *point = (unsigned char)plain[i].meaning;
        (*at)++;
        return NULL;
    }
    if (letter >= '0' && letter <= '3')
        return read_code(text, at, 3, 8, point) ? NULL : "an octal escape has three digits";
    for (size_t i = 0; i < sizeof coded / sizeof *coded; i++) {
        if (letter != coded[i].letter) continue;
        if (bytes && !coded[i].octet)
            return "bytes have no escape \\u or \\U: write \\x with two digits";
        (*at)++;
        if (!read_code(text, at, coded[i].digits, coded[i].base, point))
            return "an escape has too few hexadecimal digits";
        const bool high = *point >= 0xD800 && *point <= 0xDBFF;
        if (high && letter == 'u' && join_surrogates(text, at, point)) return NULL;
        if ((*point >= 0xD800 && *point <= 0xDFFF) || *point > 0x10FFFF)
            return "an escape names no character";
        return NULL;
    }
    return "an unknown escape: a backslash itself is written \\\\, or put r before the text";
}

ontrack__cel_fault ontrack__cel_string(ontrack__arena *arena, ontrack_text source,
                                       const ontrack__cel_token *token, ontrack_text *out)
{
    const ontrack_text text = token->content;
    const bool bytes = token->kind == ONTRACK__TOKEN_BYTES;
    const size_t start = (size_t)(text.data - source.data);
    /* No escape is shorter than the character it stands for. */
    char *data = ontrack__arena_copy(arena, text);
    if (data == NULL) return fault(ONTRACK_NO_MEMORY, start, NULL);
    size_t size = 0;
    for (size_t at = 0; at < text.size;) {
        const size_t begin = at;
        if (token->raw || text.data[at] != '\\') {
            data[size++] = text.data[at++];
            continue;
        }
        uint32_t point = 0;
        at++;
        const char *problem = read_escape(text, bytes, &at, &point);
        if (problem != NULL) return fault(ONTRACK_INVALID_RULES, start + begin, problem);
        if (bytes)
            data[size++] = (char)point;
        else
            size += ontrack__utf8_put(point, data + size);
    }
    out->data = data;
    out->size = size;
    return fine();
}
