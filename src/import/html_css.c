/* What style sheets say of words: many books have no emphasis but in a class.  Of CSS, rules are read whose selector is
 * a class, with an element before it or not; what depends on more is left out. */
#include "import/html.h"

#include <string.h>
#include <strings.h>

/* Properties and values that make a format. */
static const struct {
	const char *property, *value;
	unsigned format;
} declarations[] = {
        {"font-style", "italic", FORMAT_EMPH},
        {"font-style", "oblique", FORMAT_EMPH},
        {"font-weight", "bold", FORMAT_STRONG},
        {"font-weight", "600", FORMAT_STRONG},
        {"font-weight", "700", FORMAT_STRONG},
        {"font-weight", "800", FORMAT_STRONG},
        {"font-variant", "small-caps", FORMAT_SMALL_CAPS},
        {"font-variant-caps", "small-caps", FORMAT_SMALL_CAPS},
        {"font-variant", "all-small-caps", FORMAT_SMALL_CAPS},
        {"vertical-align", "super", FORMAT_SUPERSCRIPT},
        {"vertical-align", "sub", FORMAT_SUBSCRIPT},
        {"text-decoration", "underline", FORMAT_UNDERLINE},
        {"text-decoration", "line-through", FORMAT_STRIKEOUT},
};

static const char white[] = " \t\r\n\f";

static bool is_word(const char *text, size_t len, const char *word)
{
	return strlen(word) == len && !strncasecmp(text, word, len);
}

/* What the declarations up to the end, or a brace, make of words. */
static unsigned read_declarations(const char *at, const char *end)
{
	unsigned formats = 0;
	while (at < end) {
		at += strspn(at, white);
		size_t name = strcspn(at, ":;}\"");
		const char *value = at + name + (at[name] == ':');
		size_t len = strcspn(value, ";}"), trimmed;
		value += strspn(value, white);
		trimmed = strcspn(value, ";}! \t\r\n\f");
		while (name && strchr(white, at[name - 1]))
			name--;
		for (size_t i = 0; i < BASE_LEN(declarations); i++) {
			if (is_word(at, name, declarations[i].property) &&
			    is_word(value, trimmed, declarations[i].value))
				formats |= declarations[i].format;
		}
		(void)len;
		at = value + strcspn(value, ";}");
		at += *at == ';';
		if (!*at || *at == '}')
			break;
	}
	return formats;
}

/* One of a rule's selectors: "em.x", ".x". */
static void add_selector(Import *import, const HtmlPage *page, const char *from, size_t len, unsigned formats)
{
	size_t skip = strspn(from, white);
	skip = skip < len ? skip : len;
	from += skip;
	len -= skip;
	while (len && strchr(white, from[len - 1]))
		len--;
	const char *dot = memchr(from, '.', len);
	size_t name = dot ? strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") : 0;
	if (!dot || !name || dot + 1 + name != from + len || strcspn(from, " >+~:[#*") < (size_t)(dot - from))
		return;
	const char *key = arena_strndup(import->doc->arena, from, len);
	uintptr_t before = (uintptr_t)map_get(page->formats, key);
	map_set(page->formats, key, (void *)(before | formats));
}

/* After a comment, if one begins here. */
static const char *skip_comment(const char *at)
{
	const char *end = str_starts(at, "/*") ? strstr(at + 2, "*/") : at;
	return end == at ? at : end ? end + 2 : at + strlen(at);
}

void html_read_css(Import *import, const HtmlPage *page, const char *css)
{
	for (const char *at = css; *at;) {
		const char *past = skip_comment(at);
		at = past + strspn(past, white);
		if (past != at || *at == '}' || str_starts(at, "/*")) {
			at += *at == '}';
			continue;
		}
		const char *brace = at + strcspn(at, "{;");
		if (*brace == ';' ||
		    *at == '@') { /* a rule of another kind: what it holds is read as if it stood alone */
			at = brace + (*brace != '\0');
			continue;
		}
		if (!*brace)
			break;
		const char *end = brace + strcspn(brace, "}");
		unsigned formats = read_declarations(brace + 1, end);
		for (size_t len; formats && at < brace; at += len + 1) {
			len = strcspn(at, ",{");
			add_selector(import, page, at, len, formats);
		}
		at = end;
	}
}

unsigned html_formats(Import *import, const HtmlPage *page, const xmlNode *node)
{
	Arena *arena = import->doc->arena;
	const char *style = xml_get(import, node, "style"), *at = xml_get(import, node, "class");
	unsigned formats = style ? read_declarations(style, style + strlen(style)) : 0;
	for (size_t len; at && *at && map_count(page->formats); at += len) {
		at += strspn(at, white);
		len = strcspn(at, white);
		formats |= (unsigned)(uintptr_t)map_get(page->formats, arena_printf(arena, ".%.*s", (int)len, at));
		formats |= (unsigned)(uintptr_t)map_get(
		        page->formats, arena_printf(arena, "%s.%.*s", xml_name(import, node), (int)len, at));
	}
	return formats;
}
