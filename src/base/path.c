/* Reading files: those the user named, and those a document may name. */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads the open file to its end, in at most limit bytes; closes it. */
static PathStatus read_all(int fd, size_t limit, Buf *out)
{
	PathStatus status = PATH_UNREADABLE;
	for (;;) {
		buf_reserve(out, 65536);
		ssize_t got = read(fd, out->data + out->len, 65536);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		if (!got) {
			status = PATH_OK;
			break;
		}
		out->len += (size_t)got;
		out->data[out->len] = 0;
		if (out->len > limit) {
			status = PATH_TOO_LARGE;
			break;
		}
	}
	int error = errno;
	if (fd != STDIN_FILENO)
		close(fd);
	errno = error;
	return status;
}

static PathStatus status_of_errno(void)
{
	return errno == ENOENT || errno == ENOTDIR ? PATH_MISSING : PATH_UNREADABLE;
}

/* "..", an absolute name, an empty one, a backslash or a NUL's worth of nothing
 * never name a file under the folder. */
static bool stays_inside(const char *name)
{
	if (!*name || *name == '/' || strchr(name, '\\'))
		return false;
	for (const char *part = name; *part;) {
		size_t len = strcspn(part, "/");
		if (len == 2 && part[0] == '.' && part[1] == '.')
			return false;
		part += len;
		part += strspn(part, "/");
	}
	return true;
}

/* What a link points to counts, not where it lies: both ends are resolved. */
static PathStatus resolve_under(const char *folder, const char *name, char **out)
{
	if (!stays_inside(name))
		return PATH_OUTSIDE;
	char *root = realpath(*folder ? folder : ".", NULL);
	if (!root)
		return status_of_errno();
	Buf joined = {0};
	buf_printf(&joined, "%s/%s", root, name);
	char *real = realpath(joined.data, NULL);
	buf_free(&joined);
	PathStatus status = PATH_OK;
	size_t len = strlen(root);
	if (!real)
		status = errno == ELOOP ? PATH_OUTSIDE : status_of_errno();
	else if (len > 1 && (strncmp(real, root, len) != 0 || (real[len] && real[len] != '/')))
		status = PATH_OUTSIDE;
	free(root);
	if (status == PATH_OK)
		*out = real;
	else
		free(real);
	return status;
}

/* Opens without waiting for a pipe's other end, and only what is a plain file. */
static PathStatus open_file(const char *path, int *out)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno == ELOOP ? PATH_OUTSIDE : status_of_errno();
	struct stat info;
	if (fstat(fd, &info) || !S_ISREG(info.st_mode)) {
		close(fd);
		return PATH_NOT_FILE;
	}
	*out = fd;
	return PATH_OK;
}

PathStatus path_read_under(const char *folder, const char *name, size_t limit, Buf *out)
{
	char *real = NULL;
	int fd = -1;
	PathStatus status = resolve_under(folder, name, &real);
	if (status == PATH_OK)
		status = open_file(real, &fd);
	if (status == PATH_OK)
		status = read_all(fd, limit, out);
	free(real);
	return status;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t path_names_under(Arena *arena, const char *folder, const char *name, const char **names, size_t most)
{
	char *real = NULL;
	size_t count = 0;
	DIR *dir = resolve_under(folder, name, &real) == PATH_OK ? opendir(real) : NULL;
	struct dirent *entry;
	while (dir && count < most && (entry = readdir(dir)) != NULL)
		names[count++] = arena_strdup(arena, entry->d_name);
	if (dir)
		closedir(dir);
	free(real);
	qsort(names, count, sizeof *names, by_name);
	return count;
}

PathStatus path_read(const char *path, size_t limit, Buf *out)
{
	if (str_eq(path, "-"))
		return read_all(STDIN_FILENO, limit, out);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return status_of_errno();
	struct stat info;
	if (!fstat(fd, &info) && S_ISDIR(info.st_mode)) {
		close(fd);
		return PATH_NOT_FILE;
	}
	return read_all(fd, limit, out);
}

char *path_folder(Arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return arena_strdup(arena, ".");
	return arena_strndup(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

char *path_stem(Arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	const char *dot = strrchr(base, '.');
	return arena_strndup(arena, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

char *path_join(Arena *arena, const char *folder, const char *name)
{
	if (str_eq(folder, ".") || *name == '/')
		return arena_strdup(arena, name);
	return arena_printf(arena, "%s%s%s", folder, str_ends(folder, "/") ? "" : "/", name);
}

PathFile path_file(const char *path)
{
	struct stat info;
	if (stat(path, &info))
		return (PathFile){0};
	return (PathFile){true, info.st_dev, info.st_ino};
}

bool path_file_same(const PathFile *a, const PathFile *b)
{
	return a->exists && b->exists && a->device == b->device && a->inode == b->inode;
}

bool path_same(const char *a, const char *b)
{
	PathFile left = path_file(a), right = path_file(b);
	return path_file_same(&left, &right);
}
