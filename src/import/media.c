/* Pictures beside the source. */
#include "import/inner.h"
#include "image/image.h"

#include <string.h>

/* A name that is safe in any folder and in a link: without signs, and not too long. */
static char *safe_name(Arena *arena, const char *name)
{
	enum { LONGEST = 60 };
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
	size_t len = strlen(base);
	char *safe = arena_strndup(arena, base + (len > LONGEST ? len - LONGEST : 0), len > LONGEST ? LONGEST : len);
	for (char *at = safe; *at; at++) {
		bool letter = (*at >= '0' && *at <= '9') || ((*at | 32) >= 'a' && (*at | 32) <= 'z');
		if (!letter && (!strchr("-_.", *at) || at == safe))
			*at = '-';
	}
	return *safe ? safe : arena_strdup(arena, "picture");
}

/* The ending that belongs to what it is, where its name has another or none. */
static const char *ending_of(ImgType type, const char *name)
{
	static const char *const endings[][3] = {
	        [IMG_NONE] = {"", "", ""},          [IMG_PNG] = {".png", ".png", ""},
	        [IMG_JPEG] = {".jpg", ".jpeg", ""}, [IMG_SVG] = {".svg", ".svg", ""},
	        [IMG_GIF] = {".gif", ".gif", ""},   [IMG_WEBP] = {".webp", ".webp", ""}};
	const char *const *known = endings[type];
	return str_ends(name, known[0]) || str_ends(name, known[1]) ? "" : known[0];
}

static const ImportPicture *find(const ImportResult *result, const char *name)
{
	for (size_t i = 0; i < result->count; i++) {
		if (str_eq(result->pictures[i].name, name))
			return &result->pictures[i];
	}
	return NULL;
}

static const char *address(Import *import, const char *name)
{
	return arena_printf(import->doc->arena, "%s/%s", import->request->media, name);
}

const char *import_picture(Import *import, const char *name, const char *data, size_t len)
{
	ImportResult *result = import->result;
	ImgInfo info = {0};
	if (!import->request->media) {
		import_tell(import, "import-picture",
		            "a picture is left out, since no file beside it is named; give -o or --media");
		return NULL;
	}
	bool known = !img_probe(data, len, &info);
	if (!known)
		import_tell(import, "import-picture",
		            "a picture is in a form that cannot be shown; make a PNG or an SVG of it, and name that");
	char *safe = safe_name(result->arena, name);
	const char *ending = ending_of(known ? info.type : IMG_NONE, safe),
	           *free = arena_printf(result->arena, "%s%s", safe, ending);
	const char *dot = strrchr(safe, '.');
	int stem = dot && !*ending ? (int)(dot - safe) : (int)strlen(safe);
	for (unsigned i = 2; find(result, free); i++) {
		const ImportPicture *other = find(result, free);
		if (other->data.len == len && !memcmp(other->data.data, data, len))
			return address(import, free);
		free = arena_printf(result->arena, "%.*s-%u%s", stem, safe, i, *ending ? ending : safe + stem);
	}
	result->pictures = base_grow(result->pictures, result->count, &result->cap, sizeof *result->pictures);
	ImportPicture *picture = &result->pictures[result->count++];
	*picture = (ImportPicture){.name = free};
	buf_add(&picture->data, data, len);
	return address(import, free);
}
