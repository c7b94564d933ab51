#include "base/suggest.h"

#include <stdbool.h>

enum { NAME_LIMIT = 64 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to add, drop, change or swap with their neighbour to turn `a` into `b`; case aside. */
static size_t distance(ontrack_text a, ontrack_text b)
{
    size_t rows[3][NAME_LIMIT + 1]; /* two rows back, the row before, this row */
    for (size_t j = 0; j <= b.size; j++)
        rows[1][j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        size_t *here = rows[2];
        here[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            const bool same = lower(a.data[i - 1]) == lower(b.data[j - 1]);
            here[j] = least(least(rows[1][j], here[j - 1]) + 1, rows[1][j - 1] + !same);
            const bool swapped = i > 1 && j > 1 && lower(a.data[i - 1]) == lower(b.data[j - 2]) &&
                                 lower(a.data[i - 2]) == lower(b.data[j - 1]);
            if (swapped) here[j] = least(here[j], rows[0][j - 2] + 1);
        }
        memmove(rows[0], rows[1], 2 * sizeof rows[0]);
    }
    return rows[1][b.size];
}

/* "earned" for "credits.earned": only the group was left out. */
static bool lacks_group(ontrack_text wanted, ontrack_text known)
{
    if (known.size <= wanted.size) return false;
    const char *tail = known.data + (known.size - wanted.size);
    return tail[-1] == '.' && memcmp(tail, wanted.data, wanted.size) == 0;
}

void ontrack__suggest(ontrack__suggestion *suggestion, ontrack_text known)
{
    const ontrack_text wanted = suggestion->wanted;
    if (wanted.size < 3 || wanted.size > NAME_LIMIT || known.size > NAME_LIMIT) return;
    const size_t near = lacks_group(wanted, known) ? 1 : distance(wanted, known);
    if (near > least(wanted.size / 3, 4)) return;
    if (suggestion->best.size > 0 && near >= suggestion->distance) return;
    suggestion->best = known;
    suggestion->distance = near;
}
