/*
 * The orders of MkDocs (nav: in mkdocs.yml), of Jupyter Book (_toc.yml) and of MyST (toc: in myst.yml): lists of files,
 * or of maps that name a file or words, and what stands below it.
 */
#include "source/contents.h"

#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 6 };

static const char *const files[] = {"mkdocs.yml", "mkdocs.yaml", "_toc.yml", "myst.yml"};

/* What is read of them, and what it is called in front matter; NULL: it is for here. */
static const struct {
	const char *key, *front;
} kept[] = {
        {"nav", NULL},
        {"docs_dir", NULL},
        {"root", NULL},
        {"format", NULL},
        {"parts", NULL},
        {"chapters", NULL},
        {"toc", NULL},
        {"project", NULL},
        {"title", "title"},
        {"subtitle", "subtitle"},
        {"author", "author"},
        {"site_name", "title"},
        {"site_author", "author"},
        {"site_description", "description"},
        {"description", "description"},
};

typedef struct {
	Arena *arena;
	Diag *diag;
	const char *folder;
	SrcParts *out;
} Reader;

bool src_is_contents(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	for (size_t i = 0; i < BASE_LEN(files); i++) {
		if (str_eq(files[i], name))
			return true;
	}
	return false;
}

static size_t find_key(const char *key, size_t len)
{
	size_t at = 0;
	while (at < BASE_LEN(kept) && (strlen(kept[at].key) != len || memcmp(kept[at].key, key, len) != 0))
		at++;
	return at;
}

void src_contents_keep(char *text)
{
	bool keep = true;
	for (char *line = text; *line;) {
		size_t len = strcspn(line, "\n"), key = strcspn(line, " :\n");
		if (len && !strchr(" \t-#\r", *line))
			keep = find_key(line, key) < BASE_LEN(kept);
		if (!keep || *line == '#')
			memset(line, ' ', len);
		line += len + (line[len] == '\n');
	}
}

static bool is_of_kind(const char *path, mode_t kind)
{
	struct stat info;
	return !stat(path, &info) && (info.st_mode & S_IFMT) == kind;
}

static const char *text_at(const YmlValue *map, const char *key)
{
	const YmlValue *value = yml_get(map, key);
	return value && value->kind == YML_SCALAR && *value->text ? value->text : NULL;
}

static int capped(int level)
{
	return level < DEEPEST ? level : DEEPEST;
}

/* What is named by a folder: its files in the order of their names, the face of it first. */
static void add_folder(Reader *reader, const char *folder, int level)
{
	enum { MOST = 10000 };
	const char **names = arena_alloc(reader->arena, MOST * sizeof *names);
	size_t count = path_names_under(reader->arena, reader->folder, folder, ".", names, MOST);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < count; i++) {
			bool face = str_eq(names[i], "index.md") || str_eq(names[i], "README.md");
			if (str_ends(names[i], ".md") && face == !pass)
				src_parts_add(reader->out, (SrcPart){.path = path_join(reader->arena, folder, names[i]),
				                                     .level = capped(level)});
		}
	}
}

/* Jupyter Book leaves a file's ending out, and has chapters that are no Markdown. */
static void add_file(Reader *reader, const char *name, const char *title, int level)
{
	static const char *const endings[] = {"", ".md", ".Rmd", ".ipynb", ".rst"};
	const char *path = path_join(reader->arena, reader->folder, name), *found = path;
	for (size_t i = 0; i < BASE_LEN(endings); i++) {
		found = arena_printf(reader->arena, "%s%s", path, endings[i]);
		if (is_of_kind(found, S_IFREG))
			break;
		found = path;
	}
	const char *markup = file_markup(found, "", 0);
	if (is_of_kind(found, S_IFDIR))
		add_folder(reader, found, level);
	else if (markup)
		diag_report(reader->diag, DIAG_WARNING, (Pos){.file = found}, "contents-foreign",
		            "this chapter is no Markdown, it looks like %s, so the book goes on without it; make a "
		            "source of "
		            "it, as pandoc -t commonmark_x does",
		            markup);
	else if (!strstr(name, "://"))
		src_parts_add(reader->out, (SrcPart){.path = found, .name = title, .level = capped(level)});
}

static void add_group(Reader *reader, const char *name, int level)
{
	src_parts_add(reader->out,
	              (SrcPart){.name = name, .class = level == 1 ? "part" : NULL, .level = capped(level)});
}

static void add_all(Reader *reader, const YmlValue *value, int level);

/* Of MkDocs: "Words: file.md", or "Words:" over a list. */
static void add_pair(Reader *reader, const char *name, const YmlValue *value, int level)
{
	if (str_eq(name, "glob") || str_eq(name, "pattern"))
		diag_report(reader->diag, DIAG_WARNING, value->pos, "contents-glob",
		            "files are taken by their names alone, so these are left out; name each");
	if (str_eq(name, "glob") || str_eq(name, "pattern") || str_eq(name, "header"))
		return;
	if (value->kind == YML_SCALAR) {
		add_file(reader, value->text, name, level);
		return;
	}
	add_group(reader, name, level);
	add_all(reader, value, level + 1);
}

/* A map that names a file or a group by a key, and what is below it by another. */
static bool add_map(Reader *reader, const YmlValue *map, int level)
{
	static const char *const groups[] = {"part", "caption", "title"}, *const below[] = {"chapters", "sections",
	                                                                                    "children", "parts"};
	const char *file = text_at(map, "file"), *name = NULL;
	const YmlValue *inner = NULL;
	for (size_t i = 0; i < BASE_LEN(groups) && !name; i++)
		name = text_at(map, groups[i]);
	for (size_t i = 0; i < BASE_LEN(below) && !inner; i++)
		inner = yml_get(map, below[i]);
	if (file)
		add_file(reader, file, name, level);
	else if (name && inner)
		add_group(reader, name, level);
	if (inner)
		add_all(reader, inner, level + (file || name));
	return file || inner || yml_get(map, "url");
}

static void add_all(Reader *reader, const YmlValue *value, int level)
{
	for (size_t i = 0; value->kind == YML_LIST && i < value->count; i++) {
		const YmlValue *item = value->items[i];
		if (item->kind == YML_SCALAR)
			add_file(reader, item->text, NULL, level);
		else if (item->kind == YML_MAP && !add_map(reader, item, level) && item->count == 1)
			add_pair(reader, item->keys[0], item->items[0], level);
	}
}

static void take_values(const YmlValue *map, YmlValue *values)
{
	for (size_t i = 0; map->kind == YML_MAP && i < map->count && values->count < SRC_CONTENTS_VALUES; i++) {
		size_t at = find_key(map->keys[i], strlen(map->keys[i]));
		if (at == BASE_LEN(kept) || !kept[at].front)
			continue;
		values->keys[values->count] = kept[at].front;
		values->key_pos[values->count] = map->key_pos[i];
		values->items[values->count++] = map->items[i];
	}
}

void src_contents(const char *path, const YmlValue *map, Arena *arena, Diag *diag, SrcParts *out, YmlValue *values,
                  const char **folder)
{
	const YmlValue *project = yml_get(map, "project"), *book = project ? project : map;
	const char *root = text_at(map, "root"), *docs = text_at(map, "docs_dir");
	bool mkdocs = strstr(path, "mkdocs.y") != NULL;
	if (mkdocs)
		*folder = path_join(arena, *folder, docs ? docs : "docs");
	Reader reader = {arena, diag, *folder, out};
	take_values(book, values);
	if (root)
		add_file(&reader, root, NULL, 1);
	for (size_t i = 0; book->kind == YML_MAP && i < book->count; i++) {
		const char *key = book->keys[i];
		bool lists =
		        str_eq(key, "nav") || str_eq(key, "toc") || str_eq(key, "parts") || str_eq(key, "chapters");
		if (lists)
			add_all(&reader, book->items[i], 1);
	}
	if (map->kind == YML_LIST) /* of the first Jupyter Books */
		add_all(&reader, map, 1);
}
