#include "output.h"

#include "words.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

ontrack_format output_format(const char *name)
{
    if (strcmp(name, "csv") == 0) return ONTRACK_FORMAT_CSV;
    return strcmp(name, "jsonl") == 0 ? ONTRACK_FORMAT_JSONL : ONTRACK_FORMAT_TABLE;
}

/* ---- a killed run leaves no temporary file ---- */

enum { SCRATCH_COUNT = 4, SCRATCH_SIZE = 4096 };

static char scratch[SCRATCH_COUNT][SCRATCH_SIZE];
static volatile sig_atomic_t scratch_used[SCRATCH_COUNT];

static void remove_scratch(int number)
{
    for (int i = 0; i < SCRATCH_COUNT; i++)
        if (scratch_used[i]) unlink(scratch[i]);
    raise(number); /* the default action, see SA_RESETHAND */
}

static void remember_scratch(const char *path)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = remove_scratch;
    action.sa_flags = (int)SA_RESETHAND;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
    for (int i = 0; i < SCRATCH_COUNT; i++) {
        if (scratch_used[i] || strlen(path) >= SCRATCH_SIZE) continue;
        memcpy(scratch[i], path, strlen(path) + 1);
        scratch_used[i] = 1;
        return;
    }
}

static void forget_scratch(const char *path)
{
    for (int i = 0; i < SCRATCH_COUNT; i++)
        if (scratch_used[i] && strcmp(scratch[i], path) == 0) scratch_used[i] = 0;
}

/* ---- a file ---- */

/* Bytes of the folder's part of a path, the last slash included. */
static size_t folder_size(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

static bool refuse_target(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return false; /* nothing there yet, or open() will say what is wrong */
    if (S_ISREG(info.st_mode)) return false;
    words_say("%s: is no ordinary file; name a file, or - for standard output", path);
    return true;
}

static bool open_file(output *out)
{
    size_t folder = folder_size(out->path);
    size_t size = strlen(out->path) + sizeof ".XXXXXX" + 1;
    if (refuse_target(out->path)) return false;
    out->temporary = malloc(size);
    if (out->temporary == NULL) {
        words_say("out of memory");
        return false;
    }
    snprintf(out->temporary, size, "%.*s.%s.XXXXXX", (int)folder, out->path, out->path + folder);
    int file = mkstemp(out->temporary); /* mode 0600 */
    if (file < 0) {
        words_system(out->path, errno);
        free(out->temporary);
        out->temporary = NULL;
        return false;
    }
    remember_scratch(out->temporary);
    out->stream = fdopen(file, "wb");
    if (out->stream != NULL) return true;
    words_system(out->path, errno);
    close(file);
    return false;
}

bool output_open(output *out, const char *path)
{
    *out = (output){0};
    if (path != NULL && strcmp(path, "-") != 0) {
        out->path = path;
        return open_file(out);
    }
    out->stream = stdout;
    return true;
}

/* ---- writing ---- */

static ontrack_status fail(output *out, int number)
{
    if (out->path == NULL && number == EPIPE) {
        out->broken = true;
        return ONTRACK_STOPPED;
    }
    if (!out->failed) words_system(out->path == NULL ? "standard output" : out->path, number);
    out->failed = true;
    return ONTRACK_IO;
}

static ontrack_status hold_back(output *out, const char *data, size_t size)
{
    if (size > out->held_capacity - out->held_size) {
        size_t capacity = (out->held_size + size) * 2;
        char *grown = realloc(out->held, capacity);
        if (grown == NULL) return fail(out, ENOMEM);
        out->held = grown;
        out->held_capacity = capacity;
    }
    memcpy(out->held + out->held_size, data, size);
    out->held_size += size;
    return ONTRACK_OK;
}

ontrack_status output_write(void *user, const char *data, size_t size)
{
    output *out = user;
    if (size == 0) return ONTRACK_OK;
    if (out->hold && out->path == NULL) return hold_back(out, data, size);
    if (fwrite(data, 1, size, out->stream) != size) return fail(out, errno);
    return ONTRACK_OK;
}

/* The name in the folder is on disk only when the folder is. A folder that cannot be synced (some
 * network file systems) still has its file, so nothing is said. */
static void sync_folder(const char *path)
{
    char folder[SCRATCH_SIZE];
    size_t size = folder_size(path);
    if (size >= sizeof folder) return;
    snprintf(folder, sizeof folder, "%.*s", size == 0 ? 1 : (int)size, size == 0 ? "." : path);
    int file = open(folder, O_RDONLY);
    if (file < 0) return;
    (void)fsync(file);
    close(file);
}

static bool commit_file(output *out)
{
    bool written = fflush(out->stream) == 0 && fsync(fileno(out->stream)) == 0;
    if (!written) fail(out, errno);
    if (fclose(out->stream) != 0 && written) {
        fail(out, errno);
        written = false;
    }
    out->stream = NULL;
    if (!written) return false;
    if (rename(out->temporary, out->path) != 0) {
        fail(out, errno);
        return false;
    }
    forget_scratch(out->temporary);
    free(out->temporary);
    out->temporary = NULL;
    sync_folder(out->path);
    return true;
}

bool output_commit(output *out)
{
    if (out->failed || out->broken) return false;
    if (out->path != NULL) return commit_file(out);
    out->hold = false;
    if (output_write(out, out->held, out->held_size) != ONTRACK_OK) return false;
    if (fflush(stdout) != 0) fail(out, errno);
    return !out->failed && !out->broken;
}

void output_close(output *out)
{
    if (out->path != NULL && out->stream != NULL) fclose(out->stream);
    if (out->temporary != NULL) {
        unlink(out->temporary);
        forget_scratch(out->temporary);
    }
    free(out->temporary);
    free(out->held);
    *out = (output){0};
}

bool output_finish_stdout(void)
{
    errno = 0;
    bool bad = ferror(stdout) != 0;
    if (fflush(stdout) == 0 && !bad) return true;
    if (errno == EPIPE || (bad && errno == 0))
        return true; /* what failed earlier was said there, or the reader went away */
    words_system("standard output", errno);
    return false;
}
