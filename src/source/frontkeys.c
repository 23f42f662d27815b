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
        {"asin", "identifier"},
        {"by", "author"},
        {"copyright", "rights"},
        {"collection", "series"},
        {"cover", "cover-image"},
        {"doi", "identifier"},
        {"editor", "author: {name: …, role: edt}"},
        {"illustrator", "author: {name: …, role: ill}"},
        {"genre", "subject"},
        {"homepage", "url"},
        {"imprint", "rights"},
        {"issn", "identifier"},
        {"issued", "date"},
        {"language", "lang"},
        {"license", "rights"},
        {"locale", "lang"},
        {"link", "url"},
        {"page-progression-direction", "dir"},
        {"paper", "papersize"},
        {"pubdate", "date"},
        {"published", "date"},
        {"summary", "description"},
        {"tags", "keywords"},
        {"theme", "style"},
        {"translator", "author: {name: …, role: trl}"},
        {"uuid", "identifier"},
        {"volume", "series-position"},
        {"website", "url"},
};

/* What is said in the text itself: by a div, or by a heading that is called so. */
static const struct {
	const char *name, *place;
} in_text[] = {
        {"acknowledgements", "below a heading, # Acknowledgments"},
        {"acknowledgments", "below a heading, # Acknowledgments"},
        {"afterword", "below a heading, # Afterword"},
        {"appendix", "below a heading, # Its name {.appendix}"},
        {"colophon", "below a heading, # Colophon"},
        {"dedication", "as ::: dedication and, at its end, :::"},
        {"epigraph", "as ::: epigraph and, at its end, :::"},
        {"epilogue", "below a heading, # Epilogue"},
        {"foreword", "below a heading, # Foreword"},
        {"glossary", "below a heading, # Glossary"},
        {"introduction", "below a heading, # Introduction"},
        {"motto", "as ::: epigraph and, at its end, :::"},
        {"preface", "below a heading, # Preface"},
        {"prologue", "below a heading, # Prologue"},
        {"thanks", "below a heading, # Acknowledgments"},
};

const char *src_front_place(const char *key)
{
	for (size_t i = 0; i < BASE_LEN(in_text); i++) {
		if (!strcasecmp(in_text[i].name, key))
			return in_text[i].place;
	}
	return NULL;
}

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
