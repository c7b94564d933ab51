#include "records/grade_level.h"

#include "base/text.h"

ontrack_text ontrack__grade_level(ontrack_text text, char out[ONTRACK__GRADE_LEVEL_SIZE])
{
    text = ontrack__text_trim(text);
    if (text.size == 0 || text.size >= ONTRACK__GRADE_LEVEL_SIZE - 1) return text;
    size_t size = 0;
    if (text.size == 1 && text.data[0] >= '0' && text.data[0] <= '9') out[size++] = '0';
    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];
        out[size++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    const ontrack_text normal = {out, size};
    return normal;
}
