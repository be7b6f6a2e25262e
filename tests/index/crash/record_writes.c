/* Preloaded into a process: every change that it makes to the files below $RECORD_FOLDER is done, and then written to
   $RECORD_LOG, in the order in which they happened, one thread at a time. A record is five numbers (operation, offset,
   length of the path, length of the second path, length of the data) and what they count. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR, RMDIR };

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int log_file = -1;
static char folder[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("RECORD_LOG"), *root = getenv("RECORD_FOLDER");
    if (!path || !root || strlen(root) >= sizeof folder) return;
    strcpy(folder, root);
    log_file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(const void *data, size_t length) {
    const char *from = data;
    while (length > 0) {
        ssize_t done = syscall(SYS_write, log_file, from, length);
        if (done <= 0) { fprintf(stderr, "the record of writes is broken\n"); abort(); }
        from += done, length -= done;
    }
}

static int within(const char *path) {
    size_t length = strlen(folder);
    return log_file >= 0 && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void record(int what, const char *path, const char *second, int64_t offset, const void *data, int64_t length) {
    int saved = errno;
    if (within(path) || (second && within(second))) {
        int64_t head[5] = {what, offset, strlen(path), second ? strlen(second) : 0, length};
        put(head, sizeof head);
        put(path, head[2]);
        if (second) put(second, head[3]);
        if (length) put(data, length);
    }
    errno = saved;
}

/* The path behind a descriptor, and behind a name that may be relative. */
static int path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return length > 0;
}

static void absolute(int at, const char *name, char *path) {
    if (name[0] == '/') { snprintf(path, PATH_MAX, "%s", name); return; }
    char base[PATH_MAX] = "";
    if (at == AT_FDCWD) { if (!getcwd(base, sizeof base)) base[0] = 0; } else path_of(at, base);
    if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) path[0] = 0;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))
#define LOCKED(type, call, after) \
    pthread_mutex_lock(&lock); \
    type result = call; \
    if (result >= 0) { after; } \
    pthread_mutex_unlock(&lock); \
    return result

static void wrote(int descriptor, int64_t offset, const void *data, int64_t length) {
    char path[PATH_MAX];
    if (length > 0 && path_of(descriptor, path)) record(WRITE, path, NULL, offset, data, length);
}

static void wrote_pieces(int descriptor, int64_t offset, const struct iovec *pieces, int count, int64_t length) {
    for (int i = 0; i < count && length > 0; i++) {
        int64_t part = (int64_t)pieces[i].iov_len < length ? (int64_t)pieces[i].iov_len : length;
        wrote(descriptor, offset, pieces[i].iov_base, part);
        offset += part, length -= part;
    }
}

static int64_t place(int descriptor, int64_t done) {
    int flags = fcntl(descriptor, F_GETFL);
    struct stat status;
    if (flags >= 0 && (flags & O_APPEND) && fstat(descriptor, &status) == 0) return status.st_size - done;
    return lseek(descriptor, 0, SEEK_CUR) - done;
}

ssize_t write(int descriptor, const void *data, size_t length) {
    LOCKED(ssize_t, syscall(SYS_write, descriptor, data, length), wrote(descriptor, place(descriptor, result), data, result));
}
ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    LOCKED(ssize_t, syscall(SYS_writev, descriptor, pieces, count),
           wrote_pieces(descriptor, place(descriptor, result), pieces, count, result));
}
ssize_t pwrite64(int descriptor, const void *data, size_t length, off64_t offset) {
    LOCKED(ssize_t, syscall(SYS_pwrite64, descriptor, data, length, offset), wrote(descriptor, offset, data, result));
}
ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset) {
    return pwrite64(descriptor, data, length, offset);
}
ssize_t pwritev64(int descriptor, const struct iovec *pieces, int count, off64_t offset) {
    LOCKED(ssize_t, REAL(pwritev64)(descriptor, pieces, count, offset),
           wrote_pieces(descriptor, offset, pieces, count, result));
}
ssize_t pwritev(int descriptor, const struct iovec *pieces, int count, off_t offset) {
    return pwritev64(descriptor, pieces, count, offset);
}

/* What is copied within the kernel is read back; programs fall back to reading and writing where this is refused. */
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *to_at, size_t length, unsigned flags) {
    (void)from, (void)at, (void)to, (void)to_at, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
    (void)to, (void)from, (void)offset, (void)count;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
    (void)to, (void)from, (void)offset, (void)count;
    errno = ENOSYS;
    return -1;
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t length) { (void)descriptor, (void)offset, (void)length; return EOPNOTSUPP; }
int posix_fallocate(int descriptor, off_t offset, off_t length) { (void)descriptor, (void)offset, (void)length; return EOPNOTSUPP; }
int fallocate64(int descriptor, int mode, off64_t offset, off64_t length) {
    (void)descriptor, (void)mode, (void)offset, (void)length;
    errno = EOPNOTSUPP;
    return -1;
}
int fallocate(int descriptor, int mode, off_t offset, off_t length) { return fallocate64(descriptor, mode, offset, length); }

int ftruncate64(int descriptor, off64_t length) {
    char path[PATH_MAX];
    LOCKED(int, syscall(SYS_ftruncate, descriptor, length),
           if (path_of(descriptor, path)) record(TRUNCATE, path, NULL, length, NULL, 0));
}
int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

static int synced(int descriptor, int result) {
    char path[PATH_MAX];
    if (result == 0 && path_of(descriptor, path)) record(SYNC, path, NULL, 0, NULL, 0);
    return result;
}
int fsync(int descriptor) { LOCKED(int, syscall(SYS_fsync, descriptor), synced(descriptor, result)); }
int fdatasync(int descriptor) { LOCKED(int, syscall(SYS_fdatasync, descriptor), synced(descriptor, result)); }

static int opened(int at, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    absolute(at, name, path);
    pthread_mutex_lock(&lock);
    struct stat status;
    int was_there = stat(path, &status) == 0;
    int result = syscall(SYS_openat, at, name, flags, mode);
    if (result >= 0 && (flags & O_CREAT) && !was_there) record(CREATE, path, NULL, 0, NULL, 0);
    if (result >= 0 && (flags & O_TRUNC) && was_there) record(TRUNCATE, path, NULL, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    return result;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags | O_LARGEFILE, mode); }
int openat(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags, mode); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags) return opened(at, name, flags | O_LARGEFILE, mode); }

/* Streams write by calls within libc that nothing can stand before: what is given to them is recorded. */
FILE *fopen64(const char *name, const char *mode) {
    char path[PATH_MAX];
    struct stat status;
    absolute(AT_FDCWD, name, path);
    pthread_mutex_lock(&lock);
    int was_there = stat(path, &status) == 0;
    FILE *result = REAL(fopen64)(name, mode);
    if (result && mode[0] == 'w') record(was_there ? TRUNCATE : CREATE, path, NULL, 0, NULL, 0);
    if (result && mode[0] == 'a' && !was_there) record(CREATE, path, NULL, 0, NULL, 0);
    if (result && within(path)) setvbuf(result, NULL, _IONBF, 0);
    pthread_mutex_unlock(&lock);
    return result;
}
FILE *fopen(const char *name, const char *mode) { return fopen64(name, mode); }

size_t fwrite(const void *data, size_t size, size_t count, FILE *stream) {
    pthread_mutex_lock(&lock);
    int64_t offset = ftello64(stream);
    size_t result = REAL(fwrite)(data, size, count, stream);
    if (offset >= 0) wrote(fileno(stream), offset, data, size * result);
    pthread_mutex_unlock(&lock);
    return result;
}

int renameat2(int at, const char *name, int to, const char *second, unsigned flags) {
    char from[PATH_MAX], target[PATH_MAX];
    absolute(at, name, from), absolute(to, second, target);
    LOCKED(int, syscall(SYS_renameat2, at, name, to, second, flags), record(RENAME, from, target, 0, NULL, 0));
}
int renameat(int at, const char *name, int to, const char *second) { return renameat2(at, name, to, second, 0); }
int rename(const char *name, const char *second) { return renameat2(AT_FDCWD, name, AT_FDCWD, second, 0); }

int unlinkat(int at, const char *name, int flags) {
    char path[PATH_MAX];
    absolute(at, name, path);
    LOCKED(int, syscall(SYS_unlinkat, at, name, flags), record(flags & AT_REMOVEDIR ? RMDIR : UNLINK, path, NULL, 0, NULL, 0));
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int at, const char *name, mode_t mode) {
    char path[PATH_MAX];
    absolute(at, name, path);
    LOCKED(int, syscall(SYS_mkdirat, at, name, mode), record(MKDIR, path, NULL, 0, NULL, 0));
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
