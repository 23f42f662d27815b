/* Libraries that are opened when they are needed. */
#include "base/base.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>

bool late_load(const char *file, const char *const *names, size_t count, void *functions)
{
	errno = 0;
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	bool fine = library != NULL;
	if (!fine) {
		base_heed(errno);
		base_heed_room();
	}
	for (size_t i = 0; i < count && fine; i++) {
		void *found = dlsym(library, names[i]); /* POSIX: a function's address fits */
		memcpy((char *)functions + i * sizeof found, &found, sizeof found);
		fine = found != NULL;
	}
	return fine;
}
