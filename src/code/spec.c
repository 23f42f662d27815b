/* Reading specifications from where the system keeps them. */
#include "code/spec.h"

#include <dirent.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef CODE_FOLDERS
#define CODE_FOLDERS "/usr/share/gtksourceview-4/language-specs:/usr/share/gtksourceview-5/language-specs"
#endif

/* A file tells who it is in its first bytes. */
enum { LARGEST = 4 << 20, HEAD = 4096 };

typedef struct {
	const char *file, *id, *name, *globs;
} Entry;

struct CodeShelf {
	Arena *arena;
	const char *folder; /* NULL: none */
	bool looked, listed;
	Entry *entries; /* in the order of their files' names */
	size_t count;
	const char **ids;
};

CodeShelf *code_shelf_new(Arena *arena)
{
	CodeShelf *shelf = arena_alloc(arena, sizeof *shelf);
	shelf->arena = arena;
	return shelf;
}

/* ---- XML ------------------------------------------------------------------ */

bool code_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && str_eq((const char *)node->name, name);
}

const xmlNode *code_child(const xmlNode *node, const char *name)
{
	for (const xmlNode *child = node ? node->children : NULL; child; child = child->next)
		if (code_is(child, name))
			return child;
	return NULL;
}

const char *code_attribute(const xmlNode *node, const char *name)
{
	const xmlAttr *attribute = xmlHasProp((xmlNode *)(uintptr_t)node, (const xmlChar *)name);
	const xmlNode *text = attribute ? attribute->children : NULL;
	return text && text->content ? (const char *)text->content : NULL;
}

bool code_flag(const xmlNode *node, const char *name, bool otherwise)
{
	const char *value = code_attribute(node, name);
	return value ? str_eq(value, "true") : otherwise;
}

int code_options(const xmlNode *node, int otherwise)
{
	bool extended = code_flag(node, "extended", otherwise & CODE_EXTENDED);
	bool cased = code_flag(node, "case-sensitive", !(otherwise & CODE_CASELESS));
	bool dupnames = code_flag(node, "dupnames", otherwise & CODE_DUPNAMES);
	return (extended ? CODE_EXTENDED : 0) | (cased ? 0 : CODE_CASELESS) | (dupnames ? CODE_DUPNAMES : 0);
}

const char *code_content(Arena *arena, const xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);
	const char *copy = arena_strdup(arena, text ? (const char *)text : "");
	xmlFree(text);
	return copy;
}

/* ---- the folder ----------------------------------------------------------- */

/* The first folder that holds what all specifications stand on: GtkSourceView's from 5.16 on keeps its own inside
 * the library and leaves a folder without any. */
static const char *find_folder(Arena *arena)
{
	for (const char *at = CODE_FOLDERS; *at;) {
		size_t len = strcspn(at, ":");
		const char *folder = arena_strndup(arena, at, len);
		if (!access(path_join(arena, folder, "def.lang"), R_OK))
			return folder;
		at += len + (at[len] == ':');
	}
	return NULL;
}

static const char *folder_of(CodeShelf *shelf)
{
	if (!shelf->looked)
		shelf->folder = find_folder(shelf->arena);
	shelf->looked = true;
	return shelf->folder;
}

bool code_shelf_is_empty(CodeShelf *shelf)
{
	return !folder_of(shelf);
}

/* What stands between two marks of a file's head; NULL. */
static const char *between(Arena *arena, const char *text, const char *before, const char *after)
{
	const char *from = strstr(text, before);
	const char *end = from ? strstr(from + strlen(before), after) : NULL;
	return end ? arena_strndup(arena, from + strlen(before), (size_t)(end - from) - strlen(before)) : NULL;
}

/* Two hundred files are not parsed to learn their names. */
static bool read_head(CodeShelf *shelf, const char *file, Entry *out)
{
	char head[HEAD + 1];
	FILE *stream = fopen(path_join(shelf->arena, shelf->folder, file), "rb");
	size_t len = stream ? fread(head, 1, HEAD, stream) : 0;
	if (stream)
		fclose(stream);
	head[len] = '\0';
	const char *language = strstr(head, "<language ");
	if (!language)
		return false;
	*out = (Entry){.file = arena_strdup(shelf->arena, file),
	               .id = between(shelf->arena, language, "id=\"", "\""),
	               .name = between(shelf->arena, language, "name=\"", "\""),
	               .globs = between(shelf->arena, language, "\"globs\">", "<")};
	return out->id != NULL;
}

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const Entry *)a)->file, ((const Entry *)b)->file);
}

static void list_files(CodeShelf *shelf)
{
	size_t cap = 0;
	Entry *entries = NULL;
	DIR *dir = folder_of(shelf) ? opendir(shelf->folder) : NULL;
	for (const struct dirent *at; dir && (at = readdir(dir));) {
		if (!str_ends(at->d_name, ".lang"))
			continue;
		entries = base_grow(entries, shelf->count, &cap, sizeof *entries);
		shelf->count += read_head(shelf, at->d_name, &entries[shelf->count]);
	}
	if (dir)
		closedir(dir);
	if (shelf->count)
		qsort(entries, shelf->count, sizeof *entries, compare_entries);
	shelf->entries = arena_alloc(shelf->arena, (shelf->count + 1) * sizeof *entries);
	shelf->ids = arena_alloc(shelf->arena, (shelf->count + 1) * sizeof *shelf->ids);
	for (size_t i = 0; i < shelf->count; i++) {
		shelf->entries[i] = entries[i];
		shelf->ids[i] = entries[i].id;
	}
	free(entries);
	shelf->listed = true;
}

static const char *file_of(CodeShelf *shelf, const char *id)
{
	if (!shelf->listed)
		list_files(shelf);
	for (size_t i = 0; i < shelf->count; i++)
		if (str_eq(shelf->entries[i].id, id))
			return shelf->entries[i].file;
	return NULL;
}

const char *const *code_shelf_ids(CodeShelf *shelf, size_t *count)
{
	if (!shelf->listed)
		list_files(shelf);
	*count = shelf->count;
	return shelf->ids;
}

static bool same_letters(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && ((*a | 32) != (*b | 32) || (*a | 32) < 'a' || (*a | 32) > 'z'))
			return false;
	return *a == *b;
}

/* Whether "*.hs;*.lhs" has "*.hs". */
static bool has_glob(const char *globs, const char *ending)
{
	size_t len = strlen(ending);
	for (const char *at = globs; at; at = strchr(at, ';')) {
		at += *at == ';';
		if (str_starts(at, "*.") && !strncmp(at + 2, ending, len) && (!at[2 + len] || at[2 + len] == ';'))
			return true;
	}
	return false;
}

const char *code_shelf_find(CodeShelf *shelf, const char *name)
{
	if (!shelf->listed)
		list_files(shelf);
	for (size_t i = 0; i < shelf->count; i++)
		if (same_letters(shelf->entries[i].id, name))
			return shelf->entries[i].id;
	for (size_t i = 0; i < shelf->count; i++)
		if (shelf->entries[i].name && same_letters(shelf->entries[i].name, name))
			return shelf->entries[i].id;
	for (size_t i = 0; i < shelf->count; i++)
		if (shelf->entries[i].globs && has_glob(shelf->entries[i].globs, name))
			return shelf->entries[i].id;
	return NULL;
}

/* ---- one file ------------------------------------------------------------- */

/* What has an id, wherever it stands. */
static void index_ids(CodeSpec *spec, const xmlNode *top)
{
	for (const xmlNode *node = top->children; node; node = node->next) {
		const char *id = node->type == XML_ELEMENT_NODE ? code_attribute(node, "id") : NULL;
		Map *map = !id                             ? NULL
		           : code_is(node, "context")      ? spec->contexts
		           : code_is(node, "define-regex") ? spec->regexes
		           : code_is(node, "style")        ? spec->styles
		                                           : NULL;
		if (map)
			map_set(map, id, (void *)(uintptr_t)node);
		if (node->type == XML_ELEMENT_NODE)
			index_ids(spec, node);
	}
}

void code_spec_index(CodeSpec *spec)
{
	spec->contexts = map_new(spec->arena);
	spec->regexes = map_new(spec->arena);
	spec->styles = map_new(spec->arena);
	index_ids(spec, xmlDocGetRootElement(spec->xml));
}

static void set_defaults(CodeSpec *spec, Arena *arena, const xmlNode *root)
{
	const xmlNode *options = code_child(root, "default-regex-options");
	const xmlNode *letters = code_child(root, "keyword-char-class");
	const char *class = letters ? code_content(arena, letters) : NULL;
	spec->options = options ? code_options(options, 0) : 0;
	spec->opening = class ? arena_printf(arena, "(?<!%s)(?=%s)", class, class) : "\\b";
	spec->closing = class ? arena_printf(arena, "(?<=%s)(?!%s)", class, class) : "\\b";
}

CodeSpec *code_spec_read(CodeShelf *shelf, Arena *arena, const char *id)
{
	const char *file = file_of(shelf, id);
	Buf text = {0};
	xmlDoc *xml = NULL;
	if (file && path_read(path_join(arena, shelf->folder, file), LARGEST, &text) == PATH_OK && text.len)
		xml = xmlReadMemory(text.data, (int)text.len, NULL, NULL,
		                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	buf_free(&text);
	const xmlNode *root = xml ? xmlDocGetRootElement(xml) : NULL;
	if (!root || !code_is(root, "language")) {
		xmlFreeDoc(xml);
		return NULL;
	}
	CodeSpec *spec = arena_alloc(arena, sizeof *spec);
	*spec = (CodeSpec){.id = arena_strdup(arena, id), .xml = xml, .arena = arena};
	set_defaults(spec, arena, root);
	code_spec_index(spec);
	return spec;
}

void code_spec_free(CodeSpec *spec)
{
	if (spec)
		xmlFreeDoc(spec->xml);
}
