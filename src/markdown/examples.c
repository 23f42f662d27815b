/* Pandoc's examples: items "(@)" and "(@name)" that are counted through the whole text, and "@name" that calls one. */
#include "markdown/extension.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 100 };

static size_t name_length(const char *text, size_t len)
{
	size_t at = 0;
	while (at < len && at < LONGEST &&
	       (strchr("-_", text[at]) || (text[at] >= '0' && text[at] <= '9') ||
	        ((text[at] | 32) >= 'a' && (text[at] | 32) <= 'z')))
		at++;
	return at;
}

bool md_read_example(const MdExtensions *own, const char *text, size_t len, MdMarker *out)
{
	if (!own->pandoc || len < 3 || memcmp(text, "(@", 2))
		return false;
	size_t name = name_length(text + 2, len - 2), end = name + 2;
	if (end >= len || text[end] != ')' || (end + 1 < len && !strchr(" \t\r\n", text[end + 1])))
		return false;
	*out = (MdMarker){.start = (int)own->example_count + 1,
	                  .style = MD_EXAMPLE,
	                  .delim = (cmark_delim_type)MD_TWO_PARENS,
	                  .len = end + 1};
	return true;
}

void md_count_example(MdExtensions *own, const char *text, const MdMarker *marker)
{
	own->example_count++;
	if (!own->examples)
		own->examples = map_new(own->arena);
	const char *name = arena_strndup(own->arena, text + 2, marker->len - 3);
	if (*name && !map_has(own->examples, name))
		map_set(own->examples, name, arena_printf(own->arena, "%zu", own->example_count));
}

const char *md_example_called(const MdExtensions *own, const char *text, size_t len, size_t *used)
{
	size_t name = len > 1 ? name_length(text + 1, len - 1) : 0;
	*used = name + 1;
	return name && own->examples ? map_get(own->examples, arena_strndup(own->arena, text + 1, name)) : NULL;
}
