#include "base/text.h"

bool ontrack__text_equal(ontrack_text a, ontrack_text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool ontrack__text_is(ontrack_text a, const char *b)
{
    return ontrack__text_equal(a, ontrack_text_of(b));
}

int ontrack__text_compare(ontrack_text a, ontrack_text b)
{
    const size_t shared = a.size < b.size ? a.size : b.size;
    const int order = shared == 0 ? 0 : memcmp(a.data, b.data, shared);
    if (order != 0) return order;
    return a.size < b.size ? -1 : a.size > b.size;
}

bool ontrack__text_integer(ontrack_text text, int32_t *out)
{
    size_t at = 0;
    const bool negative = text.size > 0 && text.data[0] == '-';
    if (text.size > 0 && (text.data[0] == '-' || text.data[0] == '+')) at = 1;
    if (at == text.size || text.size - at > 10) return false;
    int64_t number = 0;
    for (; at < text.size; at++) {
        if (text.data[at] < '0' || text.data[at] > '9') return false;
        number = number * 10 + (text.data[at] - '0');
    }
    if (negative) number = -number;
    if (number < -INT32_MAX || number > INT32_MAX) return false;
    *out = (int32_t)number;
    return true;
}

/* Length of the well-formed sequence at `p` with `left` bytes behind it, or 0. */
static size_t sequence(const unsigned char *p, size_t left)
{
    if (p[0] < 0x80) return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    const size_t length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < length) return 0;
    for (size_t i = 1; i < length; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0; /* longer than need be */
    if (p[0] == 0xED && p[1] > 0x9F) return 0; /* surrogates */
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0; /* above U+10FFFF */
    return length;
}

/* How many bytes at the beginning are ASCII, eight at a time. */
static size_t ascii_begin(ontrack_text text)
{
    size_t at = 0;
    for (uint64_t eight; text.size - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text.data + at, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0) break;
    }
    return at;
}

bool ontrack__utf8_valid(ontrack_text text, size_t *bad)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    for (size_t at = ascii_begin(text); at < text.size;) {
        const size_t length = sequence(bytes + at, text.size - at);
        if (length == 0) {
            if (bad != NULL) *bad = at;
            return false;
        }
        at += length;
    }
    return true;
}

uint32_t ontrack__utf8_next(ontrack_text text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.data + *at;
    const size_t length = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t point = length == 1 ? p[0] : p[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++)
        point = point << 6 | (p[i] & 0x3Fu);
    *at += length;
    return point;
}

size_t ontrack__utf8_put(uint32_t code_point, char out[4])
{
    static const unsigned char lead[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    const size_t length = code_point < 0x80      ? 1
                          : code_point < 0x800   ? 2
                          : code_point < 0x10000 ? 3
                                                 : 4;
    for (size_t i = length; i-- > 1;) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    out[0] = (char)(lead[length] | code_point);
    return length;
}

uint64_t ontrack__hash(uint64_t seed, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    uint64_t hash = seed == 0 ? 14695981039346656037u : seed;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}
