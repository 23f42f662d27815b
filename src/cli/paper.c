/* The paper that the system prints on. */
#include "cli/cli.h"

#include <paper.h>
#include <stdlib.h>

/* Asked of both libpaper 1 and 2: PAPERSIZE, the system's configuration, the locale. */
const char *cli_system_paper(Arena *arena)
{
	char *name = systempapername();
	const char *copy = name && *name ? arena_strdup(arena, name) : NULL;
	free(name);
	return copy;
}
