/* Keys of front matter that are not known here: other programs' own, and what may be meant by a wrong one. */
#include "source/frontkeys.h"

#include <string.h>
#include <strings.h>

/* What other programs read there, which says nothing of a book here. */
static const char *const theirs[] = {
        "aliases",
        "biblio-style",
        "bibliography",
        "book",
        "categories",
        "citation-style",
        "classoption",
        "code-fold",
        "colorlinks",
        "crossref",
        "csl",
        "documentclass",
        "draft",
        "editor_options",
        "engine",
        "execute",
        "filters",
        "fontfamily",
        "fontsize",
        "format",
        "geometry",
        "github-repo",
        "header-includes",
        "ibooks",
        "jupyter",
        "knit",
        "layout",
        "link-citations",
        "linkcolor",
        "linestretch",
        "mainfont",
        "monofont",
        "nav_order",
        "nocite",
        "output",
        "params",
        "parent",
        "permalink",
        "pdf-engine",
        "reference-section-title",
        "runtime",
        "sansfont",
        "sidebar_position",
        "site",
        "slug",
        "suppress-bibliography",
        "template",
        "urlcolor",
        "vignette",
        "weight",
};

bool src_front_is_theirs(const char *key)
{
	for (size_t i = 0; i < BASE_LEN(theirs); i++) {
		if (str_eq(theirs[i], key))
			return true;
	}
	return false;
}

void src_front_tell_theirs(const YmlValue *map, Diag *diag)
{
	Buf names = {0};
	Pos pos = {0};
	for (size_t i = 0; i < map->count; i++) {
		if (!src_front_is_theirs(map->keys[i]))
			continue;
		pos = names.len ? pos : map->key_pos[i];
		buf_printf(&names, "%s%s", names.len ? ", " : "", map->keys[i]);
	}
	if (names.len)
		diag_report(diag, DIAG_WARNING, pos, "front-theirs",
		            "what other programs read in the front matter means nothing here and is left out: %s",
		            names.data);
	buf_free(&names);
}

/* What others call these, and what is written here. */
static const struct {
	const char *name, *here;
} synonyms[] = {
        {"authors", "author"},
        {"by", "author"},
        {"copyright", "rights"},
        {"collection", "series"},
        {"cover", "cover-image"},
        {"doi", "identifier"},
        {"editor", "author: {name: …, role: edt}"},
        {"illustrator", "author: {name: …, role: ill}"},
        {"issued", "date"},
        {"language", "lang"},
        {"license", "rights"},
        {"locale", "lang"},
        {"paper", "papersize"},
        {"published", "date"},
        {"summary", "description"},
        {"tags", "keywords"},
        {"theme", "style"},
        {"translator", "author: {name: …, role: trl}"},
        {"volume", "series-position"},
        {"website", "url"},
};

const char *src_front_meant(const char *key, const char *const *names, size_t count)
{
	for (size_t i = 0; i < BASE_LEN(synonyms); i++) {
		size_t len = strlen(synonyms[i].name);
		bool same = !strncasecmp(synonyms[i].name, key, len);
		if (same && (!key[len] || str_eq(key + len, "s"))) /* of several, too */
			return synonyms[i].here;
	}
	for (size_t i = 0; i < count; i++) {
		if (!strcasecmp(names[i], key))
			return names[i];
	}
	return str_nearest(key, names, count);
}
