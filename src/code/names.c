/* Names of languages: the program's table first, then what the specifications say of themselves. */
#include "code/names.h"

#include <string.h>

enum { LONGEST = 64 };

struct CodeNames {
	Arena *arena;
	CodeShelf *shelf;
	Map *table; /* name -> CodeLanguage; made on first use */
};

CodeNames *code_names_new(Arena *arena, CodeShelf *shelf)
{
	CodeNames *names = arena_alloc(arena, sizeof *names);
	*names = (CodeNames){.arena = arena, .shelf = shelf};
	return names;
}

/* The first line that has a name has it: "python" is Python 3, whose specification is called otherwise. */
static void add_name(CodeNames *names, const char *name, CodeLanguage *language)
{
	if (!map_has(names->table, name))
		map_set(names->table, name, language);
}

/* "session sh: console terminal" */
static void read_line(CodeNames *names, const char *line, size_t len)
{
	size_t colon = 0;
	while (colon < len && line[colon] != ':')
		colon++;
	if (!len || *line == '#' || colon == len)
		return;
	bool session = !strncmp(line, "session ", 8);
	CodeLanguage *language = arena_alloc(names->arena, sizeof *language);
	language->id =
	        session ? arena_strndup(names->arena, line + 8, colon - 8) : arena_strndup(names->arena, line, colon);
	language->session = session;
	language->unspecified = str_eq(language->id, "none");
	language->plain = language->unspecified || str_eq(language->id, "text");
	if (!session && !language->unspecified)
		add_name(names, language->id, language);
	for (size_t at = colon + 1; at < len;) {
		size_t word = strcspn(line + at, " \n");
		if (word)
			add_name(names, arena_strndup(names->arena, line + at, word), language);
		at += word + 1;
	}
}

static void read_table(CodeNames *names)
{
	const Asset *asset = asset_get("code/languages");
	names->table = map_new(names->arena);
	for (const char *at = asset ? asset->data : ""; *at;) {
		size_t len = strcspn(at, "\n");
		read_line(names, at, len);
		at += len + (at[len] == '\n');
	}
}

/* "Rust,ignore" is "rust"; false for what is no name at all. */
static bool normalise(const char *name, char out[LONGEST])
{
	size_t len = 0;
	if (str_starts(name, "language-"))
		name += strlen("language-");
	else if (str_starts(name, "lang-"))
		name += strlen("lang-");
	for (; name[len] && name[len] != ',' && len + 1 < LONGEST; len++)
		out[len] = name[len] >= 'A' && name[len] <= 'Z' ? (char)(name[len] | 32) : name[len];
	out[len] = '\0';
	return len > 0;
}

CodeLanguage code_names_find(CodeNames *names, const char *name)
{
	char word[LONGEST];
	if (!normalise(name, word))
		return (CodeLanguage){0};
	if (!names->table)
		read_table(names);
	CodeLanguage *known = map_get(names->table, word);
	const char *id = !known || known->unspecified ? code_shelf_find(names->shelf, word) : NULL;
	if (!known || id) {
		known = arena_alloc(names->arena, sizeof *known);
		known->id = id;
		map_set(names->table, word, known);
	}
	return *known;
}

const char *code_names_nearest(CodeNames *names, const char *name)
{
	char word[LONGEST];
	size_t count, own = 0;
	const char *const *ids = code_shelf_ids(names->shelf, &count);
	const char **all = arena_alloc(names->arena, (count + map_count(names->table)) * sizeof *all);
	if (!normalise(name, word))
		return NULL;
	for (size_t i = 0; i < map_count(names->table); i++)
		if (((CodeLanguage *)map_value(names->table, i))->id)
			all[own++] = map_key(names->table, i);
	memcpy(all + own, ids, count * sizeof *all);
	return str_nearest(word, all, own + count);
}
