/*
 * A process gives up what it does not need, for good.  Landlock leaves it a few folders to read from and nothing to
 * write to; seccomp takes away calls that reach beyond the process: sockets, other programs, files opened for
 * writing or changed by name, other processes.  What is taken away answers with an error, so that libraries that
 * ask (for a cache to write, say) go on without.
 */
#define _GNU_SOURCE /* O_PATH, syscall */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <seccomp.h>

#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>

static int landlock_version(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/* Every right that a version of the kernel's knows; it has as many as are handled. */
static uint64_t rights_of(int version)
{
	unsigned count = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
	return ((uint64_t)1 << count) - 1;
}

/* Lets a file, or what is below a folder, be read.  What is not there needs no rule. */
static void let_read(int rules, const char *path)
{
	struct stat info;
	struct landlock_path_beneath_attr beneath = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE};
	beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0) {
		base_heed(errno);
		return;
	}
	if (!fstat(beneath.parent_fd, &info) && S_ISDIR(info.st_mode))
		beneath.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
}

static bool restrict_files(const char *const *readable, size_t count)
{
	int version = landlock_version();
	if (version < 1)
		return false;
	struct landlock_ruleset_attr attr = {.handled_access_fs = rights_of(version)};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
	if (rules < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		let_read(rules, readable[i]);
	bool fine = !syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
	return fine;
}
#else
static int landlock_version(void)
{
	return 0;
}

static bool restrict_files(const char *const *readable, size_t count)
{
	(void)readable, (void)count;
	return false;
}
#endif

/* Calls that a process which only reads, reckons and hands over its result never needs. */
static const char *const refused[] = {"socket",
                                      "socketpair",
                                      "connect",
                                      "bind",
                                      "listen",
                                      "accept",
                                      "accept4",
                                      "sendto",
                                      "sendmsg",
                                      "sendmmsg",
                                      "recvmmsg",
                                      "execve",
                                      "execveat",
                                      "fork",
                                      "vfork",
                                      "creat",
                                      "openat2",
                                      "open_by_handle_at",
                                      "unlink",
                                      "unlinkat",
                                      "rename",
                                      "renameat",
                                      "renameat2",
                                      "link",
                                      "linkat",
                                      "symlink",
                                      "symlinkat",
                                      "mkdir",
                                      "mkdirat",
                                      "rmdir",
                                      "mknod",
                                      "mknodat",
                                      "truncate",
                                      "chmod",
                                      "fchmod",
                                      "fchmodat",
                                      "chown",
                                      "fchown",
                                      "lchown",
                                      "fchownat",
                                      "utime",
                                      "utimes",
                                      "futimesat",
                                      "utimensat",
                                      "setxattr",
                                      "lsetxattr",
                                      "fsetxattr",
                                      "removexattr",
                                      "lremovexattr",
                                      "fremovexattr",
                                      "mount",
                                      "umount2",
                                      "pivot_root",
                                      "chroot",
                                      "setns",
                                      "unshare",
                                      "ptrace",
                                      "process_vm_readv",
                                      "process_vm_writev",
                                      "kill",
                                      "tkill",
                                      "rt_sigqueueinfo",
                                      "rt_tgsigqueueinfo",
                                      "pidfd_open",
                                      "pidfd_getfd",
                                      "pidfd_send_signal",
                                      "bpf",
                                      "perf_event_open",
                                      "userfaultfd",
                                      "keyctl",
                                      "add_key",
                                      "request_key",
                                      "io_uring_setup",
                                      "io_uring_enter",
                                      "io_uring_register",
                                      "init_module",
                                      "finit_module",
                                      "delete_module",
                                      "kexec_load",
                                      "reboot",
                                      "swapon",
                                      "swapoff",
                                      "acct",
                                      "quotactl",
                                      "inotify_init1",
                                      "fanotify_init",
                                      "shmget",
                                      "msgget",
                                      "semget",
                                      "mq_open",
                                      "memfd_create"};

/* Opening for writing, by any of the flags that mean it; at: which argument the flags are. */
static bool refuse_writing(scmp_filter_ctx filter, int call, unsigned at)
{
	static const unsigned flags[][2] = {
	        {O_ACCMODE, O_WRONLY}, {O_ACCMODE, O_RDWR}, {O_CREAT, O_CREAT}, {O_TRUNC, O_TRUNC}};
	bool fine = true;
	for (size_t i = 0; i < BASE_LEN(flags) && fine; i++) {
		struct scmp_arg_cmp has = {at, SCMP_CMP_MASKED_EQ, flags[i][0], flags[i][1]};
		fine = !seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), call, 1, &has);
	}
	return fine;
}

static bool restrict_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter)
		return false;
	for (size_t i = 0; i < BASE_LEN(refused); i++) {
		int call = seccomp_syscall_resolve_name(refused[i]);
		if (call >= 0) /* below: this machine has none of the name */
			seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
	}
	seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* looked up, not gone through */
	bool fine = refuse_writing(filter, SCMP_SYS(openat), 2) && refuse_writing(filter, SCMP_SYS(open), 1);
	fine = fine && !seccomp_load(filter);
	seccomp_release(filter);
	return fine;
}

unsigned sandbox_kinds(void)
{
	bool calls = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 && seccomp_api_get() > 0;
	return (landlock_version() >= 1 ? SANDBOX_FILES : 0u) | (calls ? SANDBOX_CALLS : 0u);
}

unsigned sandbox_enter(const char *const *readable, size_t count)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 0;
	unsigned kinds = restrict_files(readable, count) ? SANDBOX_FILES : 0u;
	return kinds | (restrict_calls() ? SANDBOX_CALLS : 0u);
}
