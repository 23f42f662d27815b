/* Attributes as Pandoc writes them. */
#include "markdown/attributes.h"

#include <string.h>

/* The longest list of attributes that is read as one. */
enum { LONGEST = 4096, MOST = 64 };

typedef struct {
	const char *text;
	size_t len, at;
	Arena *arena;
	DocAttr *attr;
	const char *classes[MOST], *keys[MOST], *values[MOST];
} Reader;

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80 || c == '-' ||
	       c == '_';
}

/* Letters, digits, "-", "_", and what else the kind of name may have. */
static const char *read_name(Reader *reader, const char *more)
{
	size_t start = reader->at;
	while (reader->at < reader->len && (is_word(reader->text[reader->at]) ||
	                                    (reader->text[reader->at] && strchr(more, reader->text[reader->at]))))
		reader->at++;
	return reader->at > start ? arena_strndup(reader->arena, reader->text + start, reader->at - start) : NULL;
}

/* A value in quotation marks, where a backslash protects the next character. */
static const char *read_quoted(Reader *reader)
{
	Buf value = {0};
	char quote = reader->text[reader->at++];
	while (reader->at < reader->len && reader->text[reader->at] != quote) {
		if (reader->text[reader->at] == '\\' && reader->at + 1 < reader->len)
			reader->at++;
		char c = reader->text[reader->at++];
		buf_char(&value, c == '\n' || c == '\r' ? ' ' : c);
	}
	bool closed = reader->at < reader->len;
	reader->at += closed;
	const char *copy = closed ? arena_strndup(reader->arena, value.data ? value.data : "", value.len) : NULL;
	buf_free(&value);
	return copy;
}

static const char *read_value(Reader *reader)
{
	if (reader->at < reader->len && strchr("\"'", reader->text[reader->at]) && reader->text[reader->at])
		return read_quoted(reader);
	size_t start = reader->at;
	while (reader->at < reader->len && !str_is_white(reader->text[reader->at]) &&
	       !strchr("<>=`'\"}", reader->text[reader->at]))
		reader->at++;
	if (reader->at == start)
		return NULL;
	return arena_strndup(reader->arena, reader->text + start, reader->at - start);
}

static bool read_pair(Reader *reader)
{
	DocAttr *attr = reader->attr;
	const char *key = read_name(reader, ":.");
	if (!key || reader->at >= reader->len || reader->text[reader->at] != '=' || attr->pair_count == MOST)
		return false;
	reader->at++;
	const char *value = read_value(reader);
	if (!value)
		return false;
	if (str_eq(key, "id")) {
		attr->id = value;
	} else if (str_eq(key, "class")) {
		attr->classes[attr->class_count++] = value;
	} else {
		attr->keys[attr->pair_count] = key;
		attr->values[attr->pair_count++] = value;
	}
	return true;
}

static bool read_item(Reader *reader)
{
	DocAttr *attr = reader->attr;
	char c = reader->text[reader->at];
	if (attr->class_count == MOST)
		return false;
	if (c == '-' && reader->at + 1 < reader->len && !is_word(reader->text[reader->at + 1])) {
		reader->at++;
		attr->classes[attr->class_count++] = "unnumbered";
		return true;
	}
	if (c == '#' || c == '.') {
		reader->at++;
		const char *name = read_name(reader, c == '#' ? ":." : "");
		if (name && c == '#')
			attr->id = name;
		else if (name)
			attr->classes[attr->class_count++] = name;
		return name != NULL;
	}
	if (c == '=') { /* a raw format */
		reader->at++;
		const char *name = read_name(reader, "");
		if (!name || attr->pair_count == MOST)
			return false;
		attr->keys[attr->pair_count] = "=";
		attr->values[attr->pair_count++] = name;
		return true;
	}
	return read_pair(reader);
}

/* As large as doc_add_class and doc_set_key have them: a power of two. */
static const char **keep(Arena *arena, const char **items, size_t count)
{
	size_t cap = 1;
	while (cap < count)
		cap *= 2;
	const char **copy = arena_alloc(arena, cap * sizeof *copy);
	memcpy(copy, items, count * sizeof *copy);
	return copy;
}

size_t md_attr_parse(const char *text, size_t len, Arena *arena, DocAttr **out)
{
	DocAttr attr = {0};
	Reader reader = {.text = text, .len = len < LONGEST ? len : LONGEST, .at = 1, .arena = arena, .attr = &attr};
	if (!memchr(text, '}', reader.len))
		return 0;
	attr.classes = reader.classes;
	attr.keys = reader.keys;
	attr.values = reader.values;
	for (bool any = false;; any = true) {
		while (reader.at < reader.len && str_is_white(reader.text[reader.at]))
			reader.at++;
		if (reader.at >= reader.len || (reader.text[reader.at] == '}' && !any))
			return 0;
		if (reader.text[reader.at] == '}')
			break;
		if (any && !str_is_white(reader.text[reader.at - 1]))
			return 0;
		if (!read_item(&reader))
			return 0;
	}
	attr.classes = keep(arena, reader.classes, attr.class_count);
	attr.keys = keep(arena, reader.keys, attr.pair_count);
	attr.values = keep(arena, reader.values, attr.pair_count);
	*out = arena_alloc(arena, sizeof **out);
	**out = attr;
	return reader.at + 1;
}

void md_attr_apply(Doc *doc, DocNode *node, const DocAttr *attr)
{
	DocAttr *own = doc_attr(doc, node);
	if (attr->id && *attr->id)
		own->id = attr->id;
	for (size_t i = 0; i < attr->class_count; i++)
		doc_add_class(doc, node, attr->classes[i]);
	for (size_t i = 0; i < attr->pair_count; i++)
		doc_set_key(doc, node, attr->keys[i], attr->values[i]);
}
