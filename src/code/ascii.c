/*
 * Expressions for lines of ASCII.  A code point beyond ASCII is written as the byte FF, which no such line has:
 * a range that ends there keeps its part of ASCII, one that lies there matches nothing.
 */
#include "code/ascii.h"

#include <stdlib.h>
#include <string.h>

/* What a category has of ASCII, as it stands in a class. */
static const struct {
	const char *name, *members;
} categories[] = {{"L", "A-Za-z"}, {"Lu", "A-Z"},   {"Ll", "a-z"},   {"Lt", "\\xFF"}, {"Lm", "\\xFF"},
                  {"Lo", "\\xFF"}, {"Nl", "\\xFF"}, {"No", "\\xFF"}, {"N", "0-9"},    {"Nd", "0-9"},
                  {"M", "\\xFF"},  {"Mn", "\\xFF"}, {"Mc", "\\xFF"}, {"Me", "\\xFF"}, {"Pc", "_"}};

typedef struct {
	const char *at;
	bool in_class;
	Buf *out;
} Translator;

static void put_point(Translator *own, unsigned long point)
{
	buf_printf(own->out, "\\x%02lX", point < 0x80 ? point : 0xFF);
}

/* \N{U+2028} or \x{2028} */
static bool put_number(Translator *own, size_t prefix)
{
	char *end;
	unsigned long point = strtoul(own->at + prefix, &end, 16);
	if (*end != '}')
		return false;
	put_point(own, point);
	own->at = end + 1;
	return true;
}

/* \p{Lu}, in a class or as one. */
static bool put_category(Translator *own)
{
	const char *name = own->at + 3;
	size_t len = strcspn(name, "}");
	for (size_t i = 0; i < BASE_LEN(categories); i++) {
		if (strlen(categories[i].name) != len || memcmp(categories[i].name, name, len))
			continue;
		buf_printf(own->out, own->in_class ? "%s" : "[%s]", categories[i].members);
		own->at = name + len + 1;
		return name[len] == '}';
	}
	return false;
}

static bool put_escape(Translator *own)
{
	const char *at = own->at;
	if (str_starts(at, "\\N{U+"))
		return put_number(own, 5);
	if (str_starts(at, "\\x{"))
		return put_number(own, 3);
	if (str_starts(at, "\\p{"))
		return put_category(own);
	if (!at[1] || strchr("pPXRCQ", at[1]))
		return false;
	buf_add(own->out, at, 2);
	own->at += 2;
	return true;
}

/* [:alpha:] in a class; a ] that is a class's first stands for itself. */
static void put_class_part(Translator *own)
{
	const char *end = str_starts(own->at, "[:") ? strstr(own->at, ":]") : NULL;
	size_t len = end ? (size_t)(end - own->at) + 2 : 1;
	own->in_class = len > 1 || *own->at != ']';
	buf_add(own->out, own->at, len);
	own->at += len;
}

static void open_class(Translator *own)
{
	size_t len = 1;
	len += own->at[len] == '^';
	len += own->at[len] == ']';
	buf_add(own->out, own->at, len);
	own->at += len;
	own->in_class = true;
}

bool code_ascii_pattern(const char *pattern, Buf *out)
{
	Translator own = {.at = pattern, .out = out};
	while (*own.at) {
		if ((unsigned char)*own.at >= 0x80)
			return false;
		if (*own.at == '\\') {
			if (!put_escape(&own))
				return false;
		} else if (own.in_class) {
			put_class_part(&own);
		} else if (*own.at == '[') {
			open_class(&own);
		} else {
			buf_char(out, *own.at++);
		}
	}
	return true;
}
