/* Emoji by GitHub's names, from the table of a package (see the Makefile). */
#include "markdown/extension.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
	const char *name, *text;
} Emoji;

/* sorted by name, as strcmp does */
static const Emoji table[] = {
#include "emoji.inc"
};

static int by_name(const void *key, const void *entry)
{
	return strcmp(key, ((const Emoji *)entry)->name);
}

const char *md_emoji(const char *text, size_t len, const char **name)
{
	char key[64];
	if (len >= sizeof key)
		return NULL;
	memcpy(key, text, len);
	key[len] = '\0';
	const Emoji *found = bsearch(key, table, BASE_LEN(table), sizeof *table, by_name);
	*name = found ? found->name : NULL;
	return found ? found->text : NULL;
}
