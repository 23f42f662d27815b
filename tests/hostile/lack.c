/* Runs a program on a kernel that seems to lack something: lack WHAT PROGRAM ARGUMENT..., WHAT being letters:
 * f, Landlock; c, seccomp; k, locks. */
#include <errno.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <seccomp.h>

static int take(scmp_filter_ctx filter, char what)
{
	unsigned no = SCMP_ACT_ERRNO(ENOSYS);
	switch (what) {
	case 'f':
		return seccomp_rule_add(filter, no, SCMP_SYS(landlock_create_ruleset), 0);
	case 'c':
		return seccomp_rule_add(filter, no, SCMP_SYS(seccomp), 0) ||
		       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) ||
		       seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_GET_SECCOMP));
	default:
		return seccomp_rule_add(filter, no, SCMP_SYS(flock), 0);
	}
}

int main(int count, char **words)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	for (const char *what = words[1]; count > 2 && *what; what++) {
		if (take(filter, *what))
			return 99;
	}
	if (count < 3 || seccomp_load(filter))
		return 99;
	execv(words[2], words + 2);
	perror(words[2]);
	return 99;
}
