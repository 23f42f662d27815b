/*
 * mdBook's book.toml.  Of its table [book] the keys that are known here become front matter: TOML writes its texts and
 * lists as YAML does, so that only the signs between keys and values differ.
 */
#include "source/mdbook.h"

#include <string.h>

enum { LARGEST = 1 << 20 };

/* What is said of a book, and what it is called here. */
static const struct {
	const char *theirs, *ours;
} names[] = {
        {"title", "title"},   {"description", "description"}, {"authors", "author"},
        {"language", "lang"}, {"text-direction", "dir"},      {"src", "src"},
};

/* Where the value of a line "key = value" begins; 0: it is another line. */
static size_t value_of(const char *line, size_t len, size_t *key)
{
	size_t at = strspn(line, " \t"), end;
	*key = strspn(line + at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
	end = at + *key + strspn(line + at + *key, " \t");
	return *key && end < len && line[end] == '=' ? end + 1 : 0;
}

static const char *name_of(const char *key, size_t len)
{
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (strlen(names[i].theirs) == len && !memcmp(names[i].theirs, key, len))
			return names[i].ours;
	}
	return NULL;
}

/* A text of several lines is not YAML's. */
static bool is_long_text(const char *value)
{
	value += strspn(value, " \t");
	return str_starts(value, "\"\"\"") || str_starts(value, "'''");
}

/* A line of the table; what goes over several lines is kept with its first.  Returns whether it is. */
static bool add_line(const char *line, size_t len, bool kept, Buf *out)
{
	size_t key, value = value_of(line, len, &key);
	const char *name = value ? name_of(line + strspn(line, " \t"), key) : NULL;
	if (name && !is_long_text(line + value))
		buf_printf(out, "%s: %.*s", name, (int)(len - value), line + value);
	else if (!value && kept)
		buf_printf(out, " %.*s", (int)len, line);
	return value ? name && !is_long_text(line + value) : kept;
}

/* The table as YAML, each line of it in its place. */
static void read_table(const char *text, Buf *out)
{
	bool within = false, kept = false;
	for (size_t len; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		size_t used = len && text[len - 1] == '\r' ? len - 1 : len;
		if (*text == '[' && !kept)
			within = str_starts(text, "[book]");
		else if (*text == '[')
			within = kept = false;
		else if (within)
			kept = add_line(text, used, kept, out);
		buf_char(out, '\n');
	}
}

const YmlValue *src_mdbook(const char *path, Arena *arena, Diag *diag)
{
	Buf text = {0}, yaml = {0};
	const YmlValue *map = NULL;
	if (path_read(path, LARGEST, &text) == PATH_OK) {
		read_table(text.data ? text.data : "", &yaml);
		const char *copy = arena_strndup(arena, yaml.data ? yaml.data : "", yaml.len);
		map = yml_parse(copy, yaml.len, (Pos){path, 1, 1}, arena, diag);
	} else {
		diag_report(diag, DIAG_ERROR, (Pos){.file = path}, "project-unreadable",
		            "cannot read this book's file; check its name");
	}
	buf_free(&text);
	buf_free(&yaml);
	return map;
}
