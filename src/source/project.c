/*
 * A book that one file describes: bifolio's own book.yaml, which is front matter with the order of the sources; the
 * defaults of Pandoc, the _quarto.yml of Quarto and the _bookdown.yml of bookdown, as far as they say the same; or the
 * book.toml and SUMMARY.md of mdBook; or what contents.h reads.
 */
#include "source/contents.h"
#include "source/frontmatter.h"
#include "source/mdbook.h"
#include "source/source.h"
#include "source/summary.h"
#include "yaml/yml.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST = 16 << 20, MOST_FILES = 10000 };

/* What a key of a book's file is for: beside these all are front matter's. */
typedef enum { USE_SOURCES, USE_APPENDICES, USE_SUMMARY, USE_ROOT, USE_OPTION, USE_OURS, USE_INNER, USE_NOT } Use;

static const struct {
	const char *key;
	Use use;
} uses[] = {
        {"sources", USE_SOURCES},    {"chapters", USE_SOURCES},  {"input-files", USE_SOURCES},
        {"input-file", USE_SOURCES}, {"rmd_files", USE_SOURCES}, {"appendices", USE_APPENDICES},
        {"summary", USE_SUMMARY},    {"root", USE_ROOT},         {"to", USE_OPTION},
        {"outputs", USE_OPTION},     {"paper", USE_OPTION},      {"draft", USE_OPTION},
        {"grey", USE_OPTION},        {"watermark", USE_OPTION},  {"handout", USE_OPTION},
        {"output", USE_OURS},        {"output-dir", USE_OURS},   {"output-file", USE_OURS},
        {"depfile", USE_OURS},       {"strict", USE_OURS},       {"jobs", USE_OURS},
        {"limits", USE_OURS},        {"fit-sheets", USE_OURS},   {"now", USE_OURS},
        {"book", USE_INNER},         {"metadata", USE_INNER},    {"project", USE_INNER},
        {"format", USE_NOT},         {"from", USE_NOT},          {"reader", USE_NOT},
        {"standalone", USE_NOT},     {"type", USE_NOT},          {"website", USE_NOT},
        {"book_filename", USE_NOT},  {"output_dir", USE_NOT},    {"delete_merged_file", USE_NOT},
        {"execute", USE_NOT},
};

typedef struct {
	Arena *arena;
	Diag *diag;
	SrcProject *project;
	const char *folder;
	SrcParts parts, appendices;
	YmlValue *values; /* what is front matter's */
	bool foreign;     /* the file is of another program, */
	Buf passed;       /* and these of its keys mean nothing here: the first one's place is */
	Pos passed_pos;
	bool failed;
} Reader;

static bool is_folder(const char *path)
{
	struct stat info;
	return !stat(path, &info) && S_ISDIR(info.st_mode);
}

static bool is_file(const char *path)
{
	struct stat info;
	return !stat(path, &info) && S_ISREG(info.st_mode);
}

static bool is_named(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	return str_eq(slash ? slash + 1 : path, name);
}

static bool is_summary(const char *path)
{
	return is_named(path, "SUMMARY.md");
}

static bool is_toml(const char *path)
{
	return is_named(path, "book.toml");
}

static bool is_foreign(const char *path)
{
	return is_named(path, "_quarto.yml") || is_named(path, "_bookdown.yml");
}

bool src_is_project(const char *path)
{
	return str_ends(path, ".yaml") || str_ends(path, ".yml") || is_summary(path) || is_toml(path) ||
	       is_folder(path);
}

/* ---- values ---- */

static void wrong(Reader *reader, const YmlValue *value, const char *key, const char *what)
{
	yml_tell_wrong(reader->diag, "project-value", key, value, what);
	reader->failed = true;
}

/* A text, or the texts of a list with commas; NULL if it is neither. */
static const char *text_of(Reader *reader, const YmlValue *value)
{
	Buf text = {0};
	bool fits = value->kind == YML_LIST && value->count;
	if (value->kind == YML_SCALAR)
		return value->text;
	for (size_t i = 0; fits && i < value->count; i++) {
		fits = value->items[i]->kind == YML_SCALAR;
		buf_printf(&text, "%s%s", i ? "," : "", fits ? value->items[i]->text : "");
	}
	const char *copy = fits ? arena_strdup(reader->arena, text.data) : NULL;
	buf_free(&text);
	return copy;
}

static const char *path_in(Reader *reader, const char *name)
{
	return path_join(reader->arena, reader->folder, name);
}

static void add_option(Reader *reader, const char *name, const YmlValue *value)
{
	SrcProject *project = reader->project;
	const char *text = text_of(reader, value);
	bool flag;
	if (!text) {
		wrong(reader, value, name, "one text, or a list of them");
		return;
	}
	if (value->plain && yml_bool(value, &flag))
		text = flag ? NULL : "";
	if (!text || *text)
		project->options[project->option_count++] = (struct SrcOption){name, text, value->pos};
}

/* ---- sources ---- */

static void add_source(Reader *reader, SrcParts *out, const YmlValue *value, int level);

static void add_sources(Reader *reader, SrcParts *out, const YmlValue *value, int level)
{
	if (value->kind != YML_LIST)
		add_source(reader, out, value, level);
	for (size_t i = 0; value->kind == YML_LIST && i < value->count; i++)
		add_source(reader, out, value->items[i], level);
}

/* A file, or Quarto's map of a part and its chapters; the part may be a file itself. */
static void add_source(Reader *reader, SrcParts *out, const YmlValue *value, int level)
{
	const YmlValue *part = yml_get(value, "part"), *chapters = yml_get(value, "chapters"),
	               *file = yml_get(value, "file");
	file = value->kind == YML_SCALAR ? value : file;
	if (file && file->kind == YML_SCALAR && *file->text) {
		src_parts_add(out, (SrcPart){.path = path_in(reader, file->text), .level = level});
	} else if (part && part->kind == YML_SCALAR) {
		bool named =
		        str_ends(part->text, ".md") || str_ends(part->text, ".qmd") || str_ends(part->text, ".Rmd");
		src_parts_add(out, (SrcPart){.path = named ? path_in(reader, part->text) : NULL,
		                             .name = named ? NULL : part->text,
		                             .class = "part",
		                             .level = 1});
		if (chapters)
			add_sources(reader, out, chapters, 2);
	} else {
		wrong(reader, value, "sources", "a list of files, or of maps with part: and chapters:");
	}
}

static void add_file(Reader *reader, const char *name)
{
	src_parts_add(&reader->parts, (SrcPart){.path = path_in(reader, name)});
}

/* The files of one ending in the order of their names, what opens a folder first; bookdown and Quarto leave out what
 * begins with a line. */
static void add_files(Reader *reader, const char *const *names, size_t count, const char *ending)
{
	const char *face = arena_printf(reader->arena, "index%s", ending);
	bool md = str_eq(ending, ".md");
	if (is_file(path_in(reader, face)))
		add_file(reader, face);
	if (md && is_file(path_in(reader, "README.md")))
		add_file(reader, "README.md");
	for (size_t i = 0; i < count; i++) {
		bool known = str_eq(names[i], face) || (md && str_eq(names[i], "README.md"));
		if (str_ends(names[i], ending) && !known && *names[i] != '_' && is_file(path_in(reader, names[i])))
			add_file(reader, names[i]);
	}
}

/* mdBook's list of files. */
static void take_summary(Reader *reader, const char *path)
{
	SrcProject *project = reader->project;
	project->mdbook = true;
	reader->failed |=
	        !src_summary(project->root, path, reader->arena, reader->diag, &reader->parts, &project->title);
}

/* Nobody names the sources: they are in mdBook's order if there is one, else in that of their names. */
static void find_sources(Reader *reader)
{
	static const char *const summaries[] = {"SUMMARY.md", "src/SUMMARY.md"}, *const endings[] = {".Rmd", ".qmd",
	                                                                                             ".md"};
	for (size_t i = 0; i < BASE_LEN(summaries); i++) {
		const char *path = path_in(reader, summaries[i]);
		if (is_file(path)) {
			take_summary(reader, path);
			return;
		}
	}
	const char **names = arena_alloc(reader->arena, MOST_FILES * sizeof *names);
	size_t count = path_names_under(reader->arena, reader->folder, reader->folder, ".", names, MOST_FILES);
	for (size_t i = reader->foreign ? 0 : BASE_LEN(endings) - 1; i < BASE_LEN(endings) && !reader->parts.count; i++)
		add_files(reader, names, count, endings[i]);
	if (!reader->foreign && reader->parts.count)
		diag_report(
		        reader->diag, DIAG_WARNING, (Pos){.file = reader->project->file}, "project-order",
		        "this book names no files, so the %zu beside it are taken in the order of their names; write "
		        "sources: and a list of them",
		        reader->parts.count);
}

/* ---- keys ---- */

static void take_map(Reader *reader, const YmlValue *map);

static void take_appendices(Reader *reader, const YmlValue *value)
{
	size_t first = reader->appendices.count;
	add_sources(reader, &reader->appendices, value, 1);
	for (size_t i = first; i < reader->appendices.count; i++)
		reader->appendices.items[i].class = "appendix";
}

/* Of a file that was written for another program, what is not for here is told in one message. */
static void pass_key(Reader *reader, const char *key, Pos pos)
{
	if (!reader->passed.len)
		reader->passed_pos = pos;
	buf_printf(&reader->passed, "%s%s", reader->passed.len ? ", " : "", key);
}

static void keep_value(Reader *reader, const YmlValue *map, size_t index)
{
	if (reader->foreign && !src_front_knows(map->keys[index])) {
		pass_key(reader, map->keys[index], map->key_pos[index]);
		return;
	}
	YmlValue *values = reader->values;
	values->keys[values->count] = map->keys[index];
	values->key_pos[values->count] = map->key_pos[index];
	values->items[values->count++] = map->items[index];
}

/* The folder that nothing is read from outside of can be made smaller here; what lies outside of the book's own folder
 * is for who builds it to open. */
static void take_root(Reader *reader, Pos pos, const char *text)
{
	const char *root = path_normal(reader->arena, path_in(reader, text)),
	           *home = path_normal(reader->arena, reader->folder);
	size_t len = strlen(home);
	bool within = str_eq(home, ".") ? *root != '/' && !str_starts(root, "..")
	                                : !strncmp(root, home, len) && (!root[len] || root[len] == '/');
	if (within)
		reader->project->root = root;
	else
		diag_report(reader->diag, DIAG_WARNING, pos, "project-root",
		            "this root leads out of the book's own folder, which the command line alone may allow; "
		            "give it --root %s",
		            root);
}

static void take_key(Reader *reader, Use use, const char *name, const YmlValue *value)
{
	const char *text = value->kind == YML_SCALAR ? value->text : NULL;
	if (use == USE_SOURCES) {
		add_sources(reader, &reader->parts, value, 0);
	} else if (use == USE_APPENDICES) {
		take_appendices(reader, value);
	} else if (use == USE_INNER && value->kind == YML_MAP) {
		take_map(reader, value);
	} else if (use == USE_OPTION) {
		add_option(reader, str_eq(name, "outputs") ? "to" : name, value);
	} else if (use == USE_OURS && reader->foreign) {
		pass_key(reader, name, value->pos);
	} else if (use == USE_OURS) {
		diag_report(
		        reader->diag, DIAG_WARNING, value->pos, "project-output",
		        "how a book is built, and where to, is said on the command line alone, so '%s' is left out; "
		        "give it --%s",
		        name, str_starts(name, "output") ? "output" : name);
	} else if (use != USE_NOT && !text) {
		wrong(reader, value, name, "one text");
	} else if (use == USE_ROOT) {
		take_root(reader, value->pos, text);
	} else if (use == USE_SUMMARY) {
		take_summary(reader, path_in(reader, text));
	}
}

static void take_map(Reader *reader, const YmlValue *map)
{
	for (size_t i = 0; i < map->count; i++) {
		size_t at = 0;
		while (at < BASE_LEN(uses) && !str_eq(uses[at].key, map->keys[i]))
			at++;
		if (at == BASE_LEN(uses))
			keep_value(reader, map, i);
		else
			take_key(reader, uses[at].use, uses[at].key, map->items[i]);
	}
}

/* How many keys a map and those within it have. */
static size_t count_keys(const YmlValue *map)
{
	size_t sum = 0;
	for (size_t i = 0; map->kind == YML_MAP && i < map->count; i++)
		sum += 1 + count_keys(map->items[i]);
	return sum;
}

/* NULL: there is none, which is a failure only if diag holds why. */
static const YmlValue *load_yaml(Reader *reader, const char *path)
{
	Buf text = {0};
	if (path_read(path, LARGEST, &text) != PATH_OK) {
		diag_report(reader->diag, DIAG_ERROR, (Pos){.file = path}, "project-unreadable",
		            "cannot read this book's file; check its name");
		reader->failed = true;
	}
	char *copy = arena_strndup(reader->arena, text.data ? text.data : "", text.len);
	if (src_is_contents(reader->project->file))
		src_contents_keep(copy);
	const YmlValue *map = yml_parse(copy, text.len, (Pos){path, 1, 1}, reader->arena, reader->diag);
	buf_free(&text);
	reader->failed |= !map;
	return map;
}

/* An empty map with room for so many. */
static YmlValue *new_values(Reader *reader, Pos pos, size_t most)
{
	YmlValue *values = arena_alloc(reader->arena, sizeof *values);
	*values = (YmlValue){.kind = YML_MAP, .pos = pos};
	values->keys = arena_alloc(reader->arena, most * sizeof *values->keys);
	values->key_pos = arena_alloc(reader->arena, most * sizeof *values->key_pos);
	values->items = arena_alloc(reader->arena, most * sizeof *values->items);
	return values;
}

/* Jupyter Book says what a book is called in a file of its own. */
static void read_contents(Reader *reader, const char *path)
{
	const char *config = path_in(reader, "_config.yml");
	const YmlValue *map = load_yaml(reader, path), none = {.kind = YML_NULL};
	const YmlValue *own = is_named(path, "_toc.yml") && is_file(config) ? load_yaml(reader, config) : &none;
	if (!map || !own)
		return;
	YmlValue *values = new_values(reader, map->pos, SRC_CONTENTS_VALUES);
	SrcParts nothing = {0};
	src_contents(config, own, reader->arena, reader->diag, &nothing, values, &reader->folder);
	src_contents(path, map, reader->arena, reader->diag, &reader->parts, values, &reader->folder);
	free(nothing.items);
	reader->project->root = reader->folder;
	reader->project->values = values->count ? values : NULL;
}

static void read_yaml(Reader *reader, const char *path)
{
	const YmlValue *map = load_yaml(reader, path);
	if (map && map->kind != YML_MAP && map->kind != YML_NULL)
		wrong(reader, map, "book", "keys and values: one 'key: value' a line");
	if (!map || map->kind != YML_MAP)
		return;
	size_t most = count_keys(map) + 1;
	YmlValue *values = reader->values = new_values(reader, map->pos, most);
	reader->project->options = arena_alloc(reader->arena, most * sizeof *reader->project->options);
	take_map(reader, map);
	reader->project->values = values->count ? values : NULL;
	if (reader->passed.len)
		diag_report(reader->diag, DIAG_NOTE, reader->passed_pos, "project-keys",
		            "of this file's keys some mean nothing here and are left out: %s", reader->passed.data);
	buf_free(&reader->passed);
}

/* mdBook's file, and the list of files in the folder of the text. */
static void read_toml(Reader *reader, const char *path)
{
	const YmlValue *map = src_mdbook(path, reader->arena, reader->diag);
	YmlValue *values = arena_alloc(reader->arena, sizeof *values);
	const char *folder = "src";
	reader->failed |= !map;
	*values = map && map->kind == YML_MAP ? *map : (YmlValue){.kind = YML_NULL};
	for (size_t i = 0; i < values->count; i++) {
		if (!str_eq(values->keys[i], "src") || values->items[i]->kind != YML_SCALAR)
			continue;
		folder = values->items[i]->text;
		values->count--;
		values->keys[i] = values->keys[values->count];
		values->key_pos[i] = values->key_pos[values->count];
		values->items[i] = values->items[values->count];
	}
	reader->project->values = values->count ? values : NULL;
	take_summary(reader, path_join(reader->arena, path_in(reader, folder), "SUMMARY.md"));
}

/* ---- the whole ---- */

/* A folder's own file; NULL if it has none. */
static const char *file_in(Arena *arena, const char *folder)
{
	static const char *const names[] = {"book.yaml",     "book.yml",   "book.toml",      "_quarto.yml",
	                                    "_bookdown.yml", "SUMMARY.md", "src/SUMMARY.md", "mkdocs.yml",
	                                    "mkdocs.yaml",   "_toc.yml",   "myst.yml"};
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		const char *path = path_join(arena, folder, names[i]);
		if (is_file(path))
			return path;
	}
	return NULL;
}

/* A folder is called by itself, and so is what is called alike in every book: by where it lies. */
static const char *folder_stem(Arena *arena, const char *path)
{
	char *folder = realpath(path, NULL), *end = folder ? strrchr(folder, '/') : NULL;
	if (end && str_eq(end, "/src") && end > folder) {
		*end = '\0';
		end = strrchr(folder, '/');
	}
	const char *name = end && end[1] ? arena_strdup(arena, end + 1) : "book";
	free(folder);
	return name;
}

const char *src_book(Arena *arena, const char *path)
{
	const char *folder = is_summary(path) ? path_folder(arena, path) : path;
	char *real = is_file(path_join(arena, folder, "SUMMARY.md")) ? realpath(folder, NULL) : NULL;
	const char *file = path_normal(arena, arena_printf(arena, "%s/../book.toml", folder));
	bool within = real && is_named(real, "src") && is_file(file);
	free(real);
	return within ? file : path;
}

const char *src_stem(Arena *arena, const char *path)
{
	if (str_eq(path, "-"))
		return "stdin";
	if (is_summary(path) || is_toml(path) || is_foreign(path) || src_is_contents(path))
		return folder_stem(arena, path_folder(arena, path));
	return is_folder(path) ? folder_stem(arena, path) : path_stem(arena, path);
}

static void take_parts(Reader *reader)
{
	SrcProject *project = reader->project;
	for (size_t i = 0; i < reader->appendices.count; i++)
		src_parts_add(&reader->parts, reader->appendices.items[i]);
	project->count = reader->parts.count;
	project->parts = arena_alloc(reader->arena, (project->count + 1) * sizeof *project->parts);
	for (size_t i = 0; i < project->count; i++)
		project->parts[i] = reader->parts.items[i];
	free(reader->parts.items);
	free(reader->appendices.items);
}

bool src_project(const char *path, Arena *arena, Diag *diag, SrcProject *out)
{
	const char *file = is_folder(path) ? file_in(arena, path) : path;
	if (!file) {
		diag_report(diag, DIAG_ERROR, (Pos){.file = path}, "project-missing",
		            "this folder holds no book.yaml, nor a book of mdBook, Quarto, bookdown, MkDocs or Jupyter "
		            "Book; write one, or name files of text");
		return false;
	}
	Reader reader = {.arena = arena, .diag = diag, .project = out, .folder = path_folder(arena, file)};
	*out = (SrcProject){.file = file, .root = reader.folder};
	out->pandoc = is_foreign(file);
	reader.foreign = out->pandoc || src_is_contents(file);
	if (is_toml(file))
		read_toml(&reader, file);
	else if (is_summary(file))
		take_summary(&reader, file);
	else if (src_is_contents(file))
		read_contents(&reader, file);
	else
		read_yaml(&reader, file);
	if (!reader.failed && !reader.parts.count)
		find_sources(&reader);
	take_parts(&reader);
	if (!reader.failed && !out->count) {
		diag_report(diag, DIAG_ERROR, (Pos){.file = file}, "project-empty",
		            "this book has no text: it names no files, and none lies beside it; write sources: and a "
		            "list of them");
		return false;
	}
	return !reader.failed;
}
