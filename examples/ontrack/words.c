#include "words.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void words_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("ontrack: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

void words_error(const ontrack_error *error)
{
    char line[1024];
    ontrack_error_format(error, line, sizeof line);
    fputs("ontrack: ", stderr);
    words_print_safe(stderr, ontrack_text_of(line));
    fputc('\n', stderr);
}

void words_system(const char *file, int number)
{
    words_say("%s: %s", file, strerror(number));
}

void words_print_safe(FILE *stream, ontrack_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        unsigned char next = i + 1 < text.size ? (unsigned char)text.data[i + 1] : 0;
        if (byte < 0x20 || byte == 0x7f) {
            fputc('?', stream);
        } else if (byte == 0xc2 && next >= 0x80 && next < 0xa0) { /* a C1 control */
            fputc('?', stream);
            i++;
        } else {
            fputc(byte, stream);
        }
    }
}

const char *words_number(int64_t number, char out[WORDS_NUMBER_SIZE])
{
    char digits[WORDS_NUMBER_SIZE];
    int size = snprintf(digits, sizeof digits, "%lld", (long long)number);
    char *end = out;
    for (int i = 0; i < size; i++) {
        *end++ = digits[i];
        if (digits[i] != '-' && i + 1 < size && (size - 1 - i) % 3 == 0) *end++ = ',';
    }
    *end = '\0';
    return out;
}

const char *words_plural(int64_t number)
{
    return number == 1 ? "" : "s";
}

static size_t characters(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

size_t words_length(const char *text)
{
    return characters(text, strlen(text));
}

void words_wrap(FILE *stream, size_t column, size_t indent, size_t width, const char *text)
{
    bool first = true;
    for (;;) {
        text += strspn(text, " \t\r\n");
        size_t size = strcspn(text, " \t\r\n");
        if (size == 0) return;
        size_t length = characters(text, size);
        if (!first && column + 1 + length > width) {
            fprintf(stream, "\n%*s", (int)indent, "");
            column = indent;
        } else if (!first) {
            fputc(' ', stream);
            column++;
        }
        words_print_safe(stream, (ontrack_text){text, size});
        column += length;
        text += size;
        first = false;
    }
}

void words_pad(FILE *stream, size_t column, size_t until)
{
    if (column >= until) {
        fputc('\n', stream);
        column = 0;
    }
    fprintf(stream, "%*s", (int)(until - column), "");
}

size_t words_width(void)
{
    struct winsize window;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 &&
        window.ws_col >= 40)
        return window.ws_col;
    return 80;
}

void words_format_value(const ontrack_value *value, int ratio_digits, char *text, size_t size)
{
    ontrack_value_format(value, ratio_digits, text, size);
    if (value->kind != ONTRACK_KIND_RATIO || strchr(text, '.') == NULL) return;
    size_t end = strlen(text);
    while (text[end - 1] == '0')
        end--;
    if (text[end - 1] == '.') end--;
    text[end] = '\0';
}
