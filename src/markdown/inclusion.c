/* mdBook's way to take in a file: "{{#include FILE}}", "{{#include FILE:2:10}}", "{{#include FILE:name}}". */
#include "markdown/markdown.h"

#include <string.h>

/* What follows a file's name: a line, lines from and to, or the name of what stands between two tags. */
static void give_part(Doc *doc, DocNode *node, const char *part, size_t len)
{
	const char *colon = memchr(part, ':', len);
	size_t first = colon ? (size_t)(colon - part) : len, rest = colon ? len - first - 1 : 0;
	if (!len)
		return;
	if (strspn(part, "0123456789:") < len)
		doc_set_key(doc, node, "tag", arena_strndup(doc->arena, part, first));
	else if (!colon)
		doc_set_key(doc, node, "lines", arena_strndup(doc->arena, part, len));
	else
		doc_set_key(doc, node, "lines",
		            arena_printf(doc->arena, "%.*s-%.*s", first ? (int)first : 1, first ? part : "1", (int)rest,
		                         part + first + 1));
}

size_t md_read_inclusion(Doc *doc, const char *text, DocNode *node)
{
	static const char *const names[] = {"{{#include ", "{{#rustdoc_include ", "{{#playground "};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (!str_starts(text, names[i]))
			continue;
		const char *file = text + strlen(names[i]);
		file += strspn(file, " ");
		size_t all = strcspn(file, "}\n"), words = strcspn(file, " }\n"), len = strcspn(file, ": }\n");
		if (!len || !str_starts(file + all, "}}"))
			return 0;
		doc_set_key(doc, node, "include", arena_strndup(doc->arena, file, len));
		if (words > len)
			give_part(doc, node, file + len + 1, words - len - 1);
		return (size_t)(file - text) + all + 2;
	}
	return 0;
}
