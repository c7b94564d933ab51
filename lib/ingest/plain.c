#define _POSIX_C_SOURCE 200809L

#include "base/error.h"
#include "ingest/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct file_source {
    ontrack__bytes base;
    ontrack_allocator allocator;
    int descriptor;
} file_source;

/* strerror() follows the locale. */
static ontrack_status fail_errno(ontrack_error *error, const char *path, int number)
{
    const ontrack__place place = {path, NULL, 0, 0};
    const char *text = NULL;
    if (number == ENOENT || number == ENOTDIR) text = "there is no such file";
    if (number == EACCES || number == EPERM) text = "it may not be read; check its permissions";
    if (number == EISDIR) text = "it is a folder, not a file";
    if (number == EMFILE || number == ENFILE) text = "too many files are open";
    if (text != NULL) return ontrack__fail_at(error, ONTRACK_IO, place, "%s", text);
    return ontrack__fail_at(error, ONTRACK_IO, place, "it could not be read (system error %d)",
                            number);
}

static ontrack_status read_file(ontrack__bytes *self, void *out, size_t size, size_t *got,
                                ontrack_error *error)
{
    const file_source *source = (const file_source *)self;
    ssize_t count;
    do {
        count = read(source->descriptor, out, size < INT_MAX ? size : INT_MAX);
    } while (count < 0 && errno == EINTR);
    *got = count < 0 ? 0 : (size_t)count;
    return count < 0 ? fail_errno(error, NULL, errno) : ONTRACK_OK;
}

static void close_file(ontrack__bytes *self)
{
    file_source *source = (file_source *)self;
    const ontrack_allocator allocator = source->allocator;
    if (source->descriptor >= 0) close(source->descriptor);
    ontrack__release(&allocator, source, 1, sizeof *source);
}

static int open_retried(const char *path)
{
    int descriptor;
    do {
        descriptor = open(path, O_RDONLY | O_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

ontrack_status ontrack__bytes_file(const ontrack_allocator *allocator, const char *path,
                                   ontrack__bytes **out, int64_t *size, ontrack_error *error)
{
    file_source *source = ontrack__allocate_zero(allocator, 1, sizeof *source);
    if (source == NULL) return ontrack__no_memory(error);
    source->base.read = read_file;
    source->base.close = close_file;
    source->allocator = *allocator;
    source->descriptor = open_retried(path);
    if (source->descriptor < 0) {
        const int number = errno;
        close_file(&source->base);
        return fail_errno(error, path, number);
    }
    struct stat facts;
    const bool known = fstat(source->descriptor, &facts) == 0;
    if (known && S_ISDIR(facts.st_mode)) {
        close_file(&source->base);
        return fail_errno(error, path, EISDIR);
    }
    *size = known && S_ISREG(facts.st_mode) ? (int64_t)facts.st_size : 0;
    *out = &source->base;
    return ONTRACK_OK;
}

typedef struct memory_source {
    ontrack__bytes base;
    ontrack_allocator allocator;
    const char *data;
    size_t left;
} memory_source;

static ontrack_status read_memory(ontrack__bytes *self, void *out, size_t size, size_t *got,
                                  ontrack_error *error)
{
    memory_source *source = (memory_source *)self;
    (void)error;
    *got = size < source->left ? size : source->left;
    if (*got == 0) return ONTRACK_OK;
    memcpy(out, source->data, *got);
    source->data += *got;
    source->left -= *got;
    return ONTRACK_OK;
}

static void close_memory(ontrack__bytes *self)
{
    memory_source *source = (memory_source *)self;
    const ontrack_allocator allocator = source->allocator;
    ontrack__release(&allocator, source, 1, sizeof *source);
}

ontrack_status ontrack__bytes_memory(const ontrack_allocator *allocator, const void *data,
                                     size_t size, ontrack__bytes **out, ontrack_error *error)
{
    memory_source *source = ontrack__allocate_zero(allocator, 1, sizeof *source);
    if (source == NULL) return ontrack__no_memory(error);
    source->base.read = read_memory;
    source->base.close = close_memory;
    source->allocator = *allocator;
    source->data = data;
    source->left = size;
    *out = &source->base;
    return ONTRACK_OK;
}
