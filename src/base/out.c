/*
 * Outputs: all or none.  Every file is written and synced in its target's folder
 * first, without a name where the system can do that (O_TMPFILE), so that even a
 * killed process leaves nothing; then all get a name beside their targets, the old
 * ones are set aside as hard links, the new ones renamed over them, and on a failure
 * in between the old ones are renamed back.  What is no file, such as /dev/null, is
 * written to as it is.  Signals that would end the process wait until no temporary is
 * left.
 *
 * The folders are locked meanwhile: of two builds into one the second waits, so that
 * never one's e-book stands beside the other's PDF.  Who has the lock knows, too, that
 * names of this kind are those of a build that was killed, and takes them away.
 */
#define _GNU_SOURCE /* O_TMPFILE, flock */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
	int fd;       /* the new file while it has no name; -1 */
	char *temp;   /* the new file beside its target; NULL before it has a name and once renamed */
	char *backup; /* the old file's second name; NULL if there was none */
	bool named;   /* from the start: a process may not have many open files without one */
	bool device;  /* fd is the target itself, which is no file: a device, a pipe */
	bool placed;
} Work;

/* As much of a file's name as leaves room, in the 255 bytes that a name may have, for what a temporary's has beside. */
static size_t name_kept(const char *file)
{
	enum { MOST = 220 };
	size_t len = strlen(file);
	return len > MOST ? utf8_start(file, MOST) : len;
}

static char *beside(const char *path, const char *what, unsigned attempt)
{
	Buf name = {0};
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
	buf_add(&name, path, (size_t)(file - path));
	buf_printf(&name, ".%.*s.%s%ld-%u", (int)name_kept(file), file, what, (long)getpid(), attempt);
	return name.data;
}

static bool write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t put = write(fd, data, len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		data += put;
		len -= (size_t)put;
	}
	return true;
}

/* Makes a file under a fresh name beside path; false with errno. */
typedef bool Make(const char *name, void *closure);

static bool make_beside(const char *path, const char *what, Make *make, void *closure, char **name)
{
	int error = EEXIST;
	for (unsigned attempt = 0; attempt < 100 && error == EEXIST; attempt++) {
		*name = beside(path, what, attempt);
		if (make(*name, closure))
			return true;
		error = errno;
		free(*name);
		*name = NULL;
	}
	errno = error;
	return false;
}

static bool make_open(const char *name, void *closure)
{
	int *fd = closure;
	*fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	return *fd >= 0;
}

/* Gives a file without a name its first one. */
static bool make_name(const char *name, void *closure)
{
	char path[40];
	snprintf(path, sizeof path, "/proc/self/fd/%d", *(const int *)closure);
	return !linkat(AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

/* Opens a file in the target's folder, without a name if that can be had. */
static int open_temp(const char *path, bool named, char **name)
{
	int fd = -1;
#ifdef O_TMPFILE
	Arena *arena = arena_new();
	if (!named && !access("/proc/self/fd", F_OK))
		fd = open(path_folder(arena, path), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
	arena_free(arena);
#endif
	if (fd < 0 && !make_beside(path, "new", make_open, &fd, name))
		return -1;
	return fd;
}

static bool close_file(Work *work)
{
	int fd = work->fd;
	work->fd = -1;
	return fd < 0 || !close(fd);
}

/* A device or a pipe is written to, and never replaced; a pipe wants a reader. */
static bool open_device(const OutFile *file, Work *work)
{
	work->fd = open(file->path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	int flags = work->fd < 0 ? -1 : fcntl(work->fd, F_GETFL);
	return flags >= 0 && !fcntl(work->fd, F_SETFL, flags & ~O_NONBLOCK);
}

static bool is_device(const OutFile *file)
{
	struct stat info;
	return !stat(file->path, &info) && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
}

static bool stage(const OutFile *file, Work *work)
{
	work->device = is_device(file);
	if (work->device)
		return open_device(file, work);
	work->fd = open_temp(file->path, work->named, &work->temp);
	if (work->fd < 0 || !write_all(work->fd, file->data, file->len) || fsync(work->fd))
		return false;
	return !work->temp || close_file(work);
}

/* A second name for the old file, by a link or, where the file system has none, by
 * moving it there. */
static bool make_backup(const char *name, void *closure)
{
	const char *path = closure;
	struct stat info;
	if (!link(path, name))
		return true;
	if (!lstat(name, &info))
		errno = EEXIST;
	return errno != EEXIST && !rename(path, name);
}

/* Keeps the old file under a second name until all the new ones stand. */
static bool set_aside(const OutFile *file, Work *work)
{
	struct stat info;
	if (work->device)
		return true;
	if (lstat(file->path, &info))
		return errno == ENOENT;
	if (S_ISDIR(info.st_mode)) {
		errno = EISDIR;
		return false;
	}
	return make_beside(file->path, "old", make_backup, (void *)file->path /* which it only reads */, &work->backup);
}

/* What was written without a name gets one. */
static bool name_it(const OutFile *file, Work *work)
{
	if (work->device || work->fd < 0)
		return true;
	return make_beside(file->path, "new", make_name, &work->fd, &work->temp) && close_file(work);
}

static bool place(const OutFile *file, Work *work)
{
	if (work->device)
		return write_all(work->fd, file->data, file->len) && close_file(work);
	if (rename(work->temp, file->path))
		return false;
	free(work->temp);
	work->temp = NULL;
	work->placed = true;
	return true;
}

static void undo(const OutFile *file, Work *work)
{
	close_file(work);
	if (work->backup)
		rename(work->backup, file->path);
	else if (work->placed)
		unlink(file->path);
	/* rename() of two names of one file does nothing: see that no second name stays. */
	if (work->backup)
		unlink(work->backup);
	if (work->temp)
		unlink(work->temp);
}

/* ---- folders ---- */

typedef struct {
	int fd;
	dev_t device;
	ino_t inode;
	bool locked;
} Folder;

static bool is_before(const Folder *a, const Folder *b)
{
	return a->device != b->device ? a->device < b->device : a->inode < b->inode;
}

/* Opens a file's folder and enters it, once each and in one order for all processes, so that no two
 * wait for each other. */
static size_t add_folder(const OutFile *file, Folder *folders, size_t count)
{
	Arena *arena = arena_new();
	Folder folder = {.fd = open(path_folder(arena, file->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
	arena_free(arena);
	struct stat info;
	if (folder.fd < 0 || fstat(folder.fd, &info))
		return count; /* writing will tell why */
	folder.device = info.st_dev;
	folder.inode = info.st_ino;
	size_t at = 0;
	while (at < count && is_before(&folders[at], &folder))
		at++;
	if (at < count && !is_before(&folder, &folders[at])) {
		close(folder.fd);
		return count;
	}
	memmove(folders + at + 1, folders + at, (count - at) * sizeof *folders);
	folders[at] = folder;
	return count + 1;
}

/* Waits for whoever writes there; false when that takes too long.  Where a file system has no locks, all
 * goes on without. */
static bool lock_folder(Folder *folder)
{
	static const struct timespec moment = {.tv_nsec = 10000000};
	enum { MOMENTS = 1000 };
	for (int i = 0; i < MOMENTS; i++) {
		folder->locked = !flock(folder->fd, LOCK_EX | LOCK_NB);
		if (folder->locked || (errno != EWOULDBLOCK && errno != EINTR))
			return true;
		nanosleep(&moment, NULL);
	}
	return false;
}

/* ".doc.pdf.new12-0" and ".doc.pdf.old12-0", for doc.pdf. */
static bool is_remnant(const char *name, const char *path)
{
	static const char digits[] = "0123456789";
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
	size_t len = name_kept(file);
	if (*name != '.' || strncmp(name + 1, file, len) != 0)
		return false;
	name += 1 + len;
	if (!str_starts(name, ".new") && !str_starts(name, ".old"))
		return false;
	name += 4;
	size_t number = strspn(name, digits), attempt = name[number] == '-' ? strspn(name + number + 1, digits) : 0;
	return number && attempt && !name[number + 1 + attempt];
}

/* Takes away what a build of the same files that was killed has left. */
static void tidy(const Folder *folder, const OutFile *files, size_t count)
{
	int fd = folder->locked ? dup(folder->fd) : -1;
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	while (dir && (entry = readdir(dir)) != NULL) {
		for (size_t i = 0; *entry->d_name == '.' && i < count; i++) {
			if (is_remnant(entry->d_name, files[i].path))
				unlinkat(folder->fd, entry->d_name, 0);
		}
	}
	if (dir)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
}

typedef bool Step(const OutFile *file, Work *work);

static bool for_all(Step *step, const OutFile *files, Work *work, size_t count, Diag *diag)
{
	for (size_t i = 0; i < count; i++) {
		if (step(&files[i], &work[i]))
			continue;
		diag_report(diag, DIAG_ERROR, (Pos){.file = files[i].path}, "output-failed",
		            "cannot write this file: %s; the old outputs are as they were", strerror(errno));
		return false;
	}
	return true;
}

/* What signals did before. */
typedef struct {
	sigset_t mask;
	struct sigaction too_large;
} Signals;

/* Signals wait; that a file may not grow is told by write, not by a signal. */
static void hold_signals(Signals *old)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigset_t held;
	sigemptyset(&held);
	for (size_t i = 0; i < BASE_LEN(signals); i++)
		sigaddset(&held, signals[i]);
	sigprocmask(SIG_BLOCK, &held, &old->mask);
	sigaction(SIGXFSZ, &ignore, &old->too_large);
}

static void let_signals(const Signals *old)
{
	sigaction(SIGXFSZ, &old->too_large, NULL);
	sigprocmask(SIG_SETMASK, &old->mask, NULL);
}

/* The files in folders that are this process's for now. */
static bool commit(const OutFile *files, Work *work, size_t count, Diag *diag)
{
	static Step *const steps[] = {stage, name_it, set_aside, place};
	bool done = true;
	for (size_t i = 0; i < BASE_LEN(steps) && done; i++)
		done = for_all(steps[i], files, work, count, diag);
	for (size_t i = 0; i < count; i++) {
		if (!done)
			undo(&files[i], &work[i]);
		else if (work[i].backup)
			unlink(work[i].backup);
		free(work[i].temp);
		free(work[i].backup);
	}
	return done;
}

static bool lock_all(Folder *folders, size_t count, const OutFile *files, Diag *diag)
{
	for (size_t i = 0; i < count; i++) {
		if (lock_folder(&folders[i]))
			continue;
		diag_report(diag, DIAG_ERROR, (Pos){.file = files[0].path}, "output-failed",
		            "cannot write this file: another build has been writing to its folder for ten seconds; "
		            "wait for it and try again");
		return false;
	}
	return true;
}

bool out_commit(const OutFile *files, size_t count, Diag *diag)
{
	enum { MOST_UNNAMED = 200 };
	Signals old;
	size_t folder_count = 0;
	Folder *folders = base_calloc(count, sizeof *folders);
	Work *work = base_calloc(count, sizeof *work);
	for (size_t i = 0; i < count; i++) {
		work[i].fd = -1;
		work[i].named = i >= MOST_UNNAMED;
		if (!is_device(&files[i]))
			folder_count = add_folder(&files[i], folders, folder_count);
	}
	bool done = lock_all(folders, folder_count, files, diag);
	hold_signals(&old);
	done = done && commit(files, work, count, diag);
	for (size_t i = 0; i < folder_count; i++) {
		if (done) {
			tidy(&folders[i], files, count);
			fsync(folders[i].fd); /* the entries are on the disk too; some file systems cannot, and need not
			                       */
		}
		close(folders[i].fd);
	}
	let_signals(&old);
	free(folders);
	free(work);
	return done;
}

void out_standard_files(void)
{
	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			open("/dev/null", O_RDONLY);
	}
}
