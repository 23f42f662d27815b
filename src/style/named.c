/* The styles that come with the program. */
#include "style/fields.h"

#include <string.h>

const char *sty_listed(Arena *arena, const char *const *names, size_t count)
{
	Buf text = {0};
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%s", !i ? "" : i + 1 < count ? ", " : " or ", names[i]);
	const char *copy = arena_strndup(arena, text.data ? text.data : "", text.len);
	buf_free(&text);
	return copy;
}

const Asset *sty_named(const char *name)
{
	char path[80];
	snprintf(path, sizeof path, "styles/%s.yaml", name);
	return asset_get(path);
}

enum { MOST_NAMED = 64 };

/* What a style is for is its file's first line. */
static const char *purpose_of(Arena *arena, const Asset *asset)
{
	const char *line = asset->data + strspn(asset->data, "# ");
	return arena_strndup(arena, line, strcspn(line, "\n"));
}

size_t sty_list(Arena *arena, StyNamed *out, size_t most)
{
	static const char folder[] = "styles/", ending[] = ".yaml";
	size_t count = 0;
	const Asset *asset;
	for (size_t i = 0; (asset = asset_at(i)) && count < most; i++) {
		if (!str_starts(asset->name, folder) || !str_ends(asset->name, ending))
			continue;
		const char *name = asset->name + sizeof folder - 1;
		out[count++] = (StyNamed){arena_strndup(arena, name, strlen(name) - (sizeof ending - 1)),
		                          purpose_of(arena, asset)};
	}
	return count;
}

static size_t list_names(Arena *arena, const char **names)
{
	StyNamed named[MOST_NAMED];
	size_t count = sty_list(arena, named, MOST_NAMED);
	for (size_t i = 0; i < count; i++)
		names[i] = named[i].name;
	return count;
}

const char *sty_names(Arena *arena)
{
	const char *names[MOST_NAMED];
	size_t count = list_names(arena, names);
	return sty_listed(arena, names, count);
}

const char *sty_advice(Arena *arena, const char *name, const char *more)
{
	const char *names[MOST_NAMED], *near = str_nearest(name, names, list_names(arena, names));
	return near ? arena_printf(arena, "did you mean '%s'?", near)
	            : arena_printf(arena, "name %s%s", sty_names(arena), more);
}
