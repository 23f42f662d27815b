/*
 * Outputs: all or none.  Every file is written and synced beside its target
 * first; then the old ones are set aside as hard links, the new ones renamed
 * over them, and on a failure in between the old ones are renamed back.  Signals
 * that would end the process wait until no temporary is left.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
	char *temp;   /* the new file beside its target; NULL once renamed or removed */
	char *backup; /* the old file's second name; NULL if there was none */
	bool placed;
} Work;

static char *beside(const char *path, const char *what, unsigned attempt)
{
	Buf name = {0};
	const char *slash = strrchr(path, '/');
	size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
	buf_add(&name, path, folder);
	buf_printf(&name, ".%s.%s%ld-%u", path + folder, what, (long)getpid(), attempt);
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

/* A fresh name beside the target, opened; -1 with errno. */
static int open_temp(const char *path, char **name)
{
	for (unsigned attempt = 0; attempt < 100; attempt++) {
		*name = beside(path, "new", attempt);
		int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (fd >= 0)
			return fd;
		int error = errno;
		free(*name);
		*name = NULL;
		errno = error;
		if (error != EEXIST)
			break;
	}
	return -1;
}

static bool stage(const OutFile *file, Work *work)
{
	int fd = open_temp(file->path, &work->temp);
	if (fd < 0)
		return false;
	bool good = write_all(fd, file->data, file->len) && !fsync(fd);
	int error = errno;
	if (close(fd) && good) {
		good = false;
		error = errno;
	}
	errno = error;
	return good;
}

/* Keeps the old file under a second name until all the new ones stand. */
static bool set_aside(const OutFile *file, Work *work)
{
	struct stat info;
	if (lstat(file->path, &info))
		return errno == ENOENT;
	if (S_ISDIR(info.st_mode)) {
		errno = EISDIR;
		return false;
	}
	for (unsigned attempt = 0; attempt < 100; attempt++) {
		work->backup = beside(file->path, "old", attempt);
		if (!link(file->path, work->backup))
			return true;
		int error = errno;
		free(work->backup);
		work->backup = NULL;
		errno = error;
		if (error != EEXIST)
			return false;
	}
	return false;
}

static bool place(const OutFile *file, Work *work)
{
	if (rename(work->temp, file->path))
		return false;
	free(work->temp);
	work->temp = NULL;
	work->placed = true;
	return true;
}

static void undo(const OutFile *file, Work *work)
{
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

static void finish(Work *work)
{
	if (work->backup)
		unlink(work->backup);
}

/* The folder's entry is on the disk too; some file systems cannot, and need not. */
static void sync_folder(const char *path)
{
	Arena *arena = arena_new();
	int fd = open(path_folder(arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	arena_free(arena);
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

static void hold_signals(sigset_t *old)
{
	sigset_t held;
	sigemptyset(&held);
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ};
	for (size_t i = 0; i < BASE_LEN(signals); i++)
		sigaddset(&held, signals[i]);
	sigprocmask(SIG_BLOCK, &held, old);
}

bool out_commit(const OutFile *files, size_t count, Diag *diag)
{
	sigset_t old;
	hold_signals(&old);
	Work *work = base_calloc(count, sizeof *work);
	bool done = for_all(stage, files, work, count, diag) &&
	            for_all(set_aside, files, work, count, diag) && for_all(place, files, work, count, diag);
	for (size_t i = 0; i < count; i++) {
		if (done)
			finish(&work[i]);
		else
			undo(&files[i], &work[i]);
		if (done)
			sync_folder(files[i].path);
		free(work[i].temp);
		free(work[i].backup);
	}
	free(work);
	sigprocmask(SIG_SETMASK, &old, NULL);
	return done;
}
