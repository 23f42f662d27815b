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
	base_heed(errno);
	if (errno == ENXIO) /* a socket */
		return PATH_NOT_FILE;
	return errno == ENOENT || errno == ENOTDIR ? PATH_MISSING : PATH_UNREADABLE;
}

/* An absolute name, an empty one, a backslash and more steps up than there are folders
 * between the root and where it starts never name a file under the root. */
static bool stays_inside(const char *name, size_t depth)
{
	if (!*name || *name == '/' || strchr(name, '\\'))
		return false;
	for (const char *part = name; *part;) {
		size_t len = strcspn(part, "/");
		bool up = len == 2 && part[0] == '.' && part[1] == '.';
		if (up && !depth--)
			return false;
		depth += !up && !(len == 1 && part[0] == '.');
		part += len;
		part += strspn(part, "/");
	}
	return true;
}

/* What stands below the root in a path, both resolved: "/a/b"; NULL if it is not under it. */
static const char *below_root(const char *root, const char *path)
{
	size_t len = str_eq(root, "/") ? 0 : strlen(root);
	return strncmp(path, root, len) != 0 || (path[len] && path[len] != '/') ? NULL : path + len;
}

static size_t depth_of(const char *below)
{
	size_t depth = 0;
	for (; *below; below++)
		depth += *below == '/' && below[1];
	return depth;
}

/* The name from a folder, both resolved. */
static PathStatus resolve_from(const char *root, const char *folder, const char *name, char **out)
{
	const char *below = below_root(root, folder);
	if (!below || !stays_inside(name, depth_of(below)))
		return PATH_OUTSIDE;
	Buf joined = {0};
	buf_printf(&joined, "%s/%s", folder, name);
	char *real = realpath(joined.data, NULL);
	buf_free(&joined);
	if (!real)
		return errno == ELOOP ? PATH_OUTSIDE : status_of_errno();
	if (!below_root(root, real)) {
		free(real);
		return PATH_OUTSIDE;
	}
	*out = real;
	return PATH_OK;
}

/* What a link points to counts, not where it lies: all ends are resolved. */
static PathStatus resolve_under(const char *root, const char *folder, const char *name, char **out)
{
	char *real_root = realpath(*root ? root : ".", NULL), *real_folder = realpath(*folder ? folder : ".", NULL);
	PathStatus status =
	        real_root && real_folder ? resolve_from(real_root, real_folder, name, out) : status_of_errno();
	free(real_root);
	free(real_folder);
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

const char *path_reason(Arena *arena, PathStatus status, size_t limit)
{
	static const char *const reasons[] = {
	        [PATH_OK] = "",
	        [PATH_MISSING] = "there is no such file; check its name",
	        [PATH_OUTSIDE] = ("it leads out of the folder that holds the sources; put the file there, or name a "
	                          "folder that holds all by --root"),
	        [PATH_NOT_FILE] = "it is a folder or a device; name a file",
	        [PATH_UNREADABLE] = "it cannot be read; check its permissions and the disk",
	};
	return status == PATH_TOO_LARGE ? arena_printf(arena, "it is larger than %zu MB; make it smaller", limit >> 20)
	                                : reasons[status];
}

/* Reads a file that is resolved, unless it was not to be; the path is freed. */
static PathStatus read_real(PathStatus status, char *real, size_t limit, Buf *out)
{
	int fd = -1;
	if (status == PATH_OK)
		status = open_file(real, &fd);
	if (status == PATH_OK)
		status = read_all(fd, limit, out);
	free(real);
	return status;
}

PathStatus path_read_under(const char *root, const char *folder, const char *name, size_t limit, Buf *out)
{
	char *real = NULL;
	PathStatus status = resolve_under(root, folder, name, &real);
	return read_real(status, real, limit, out);
}

PathStatus path_read_within(const char *root, const char *path, size_t limit, Buf *out)
{
	char *real_root = realpath(*root ? root : ".", NULL), *real = real_root ? realpath(path, NULL) : NULL;
	PathStatus status = real ? PATH_OK : errno == ELOOP ? PATH_OUTSIDE : status_of_errno();
	if (real && !below_root(real_root, real))
		status = PATH_OUTSIDE;
	free(real_root);
	return read_real(status, real, limit, out);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t path_names_under(Arena *arena, const char *root, const char *folder, const char *name, const char **names,
                        size_t most)
{
	char *real = NULL;
	size_t count = 0;
	DIR *dir = resolve_under(root, folder, name, &real) == PATH_OK ? opendir(real) : NULL;
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
	while (str_starts(name, "./"))
		name += 2;
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

char *path_normal(Arena *arena, const char *path)
{
	Buf out = {0};
	size_t fixed = *path == '/';
	buf_str(&out, fixed ? "/" : "");
	for (const char *part = path; *part;) {
		size_t len = strcspn(part, "/"), back = out.len;
		while (back > fixed && out.data[back - 1] != '/')
			back--;
		bool up = len == 2 && part[0] == '.' && part[1] == '.';
		bool climbs = up && out.len > fixed && !str_eq(out.data + back, "..");
		if (climbs) {
			out.len = back > fixed ? back - 1 : fixed;
			out.data[out.len] = '\0';
		} else if (len && !(len == 1 && part[0] == '.') && !(up && fixed)) {
			buf_str(&out, out.len > fixed ? "/" : "");
			buf_add(&out, part, len);
		}
		part += len;
		part += strspn(part, "/");
	}
	char *copy = arena_strdup(arena, out.len ? out.data : ".");
	buf_free(&out);
	return copy;
}

char *path_real(Arena *arena, const char *path)
{
	char *real = realpath(path, NULL), *copy = real ? arena_strdup(arena, real) : NULL;
	free(real);
	return copy;
}

char *path_common(Arena *arena, const char *const *paths, size_t count)
{
	char *common = NULL;
	for (size_t i = 0; i < count; i++) {
		char *folder = realpath(str_eq(paths[i], "-") ? "." : path_folder(arena, paths[i]), NULL);
		size_t same = 0, end = 0;
		for (; common && folder && (!common[same] || !folder[same] || common[same] == folder[same]); same++) {
			bool ends = (!common[same] || common[same] == '/') && (!folder[same] || folder[same] == '/');
			end = ends ? same : end;
			if (!common[same] || !folder[same])
				break;
		}
		if (common)
			common[end ? end : 1] = '\0';
		else if (folder)
			common = arena_strdup(arena, folder);
		free(folder);
	}
	return common;
}

bool path_same(const char *a, const char *b)
{
	PathFile left = path_file(a), right = path_file(b);
	return path_file_same(&left, &right);
}
