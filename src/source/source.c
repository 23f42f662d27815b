/* Reading the parts of one document. */
#include "source/source.h"
#include "source/chapters.h"
#include "source/code.h"
#include "source/editions.h"
#include "source/encoding.h"
#include "source/nesting.h"
#include "source/frontmatter.h"
#include "source/html.h"
#include "source/images.h"
#include "source/include.h"
#include "markdown/markdown.h"
#include "source/mdbook.h"
#include "source/metadata.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <uuid/uuid.h>

enum { LARGEST = 256 << 20, LARGE = 1 << 20 };
enum { PARSED = 6 }; /* bytes of the parser's tree for each of a novel's text */

typedef struct {
	Doc *doc;
	Diag *diag;
	SrcFront front;
	const SrcProject *project; /* NULL */
	Pool *pool;                /* NULL */
	uuid_t digest;             /* of all that was read */
	Buf digested;              /* that a task adds to it meanwhile */
	PoolTask *digesting;       /* NULL: none does */
} Source;

/* ---- the digest ---- */

static void digest(void *closure)
{
	Source *source = closure;
	uuid_generate_sha1(source->digest, source->digest, source->digested.data, source->digested.len);
}

static void end_digest(Source *source)
{
	if (source->digesting)
		pool_wait(source->pool, source->digesting);
	source->digesting = NULL;
	buf_free(&source->digested);
}

/* Adds a text to the digest; of a long one that is done while it is read, from a copy. */
static void add_digest(Source *source, const Buf *text)
{
	enum { SHORT = 1 << 16, LONG = 1 << 24 };
	end_digest(source);
	if (source->pool && pool_threads(source->pool) && text->len >= SHORT && text->len < LONG) {
		buf_add(&source->digested, text->data, text->len);
		source->digesting = pool_add(source->pool, digest, source);
	} else {
		uuid_generate_sha1(source->digest, source->digest, text->data ? text->data : "", text->len);
	}
}

/* ---- parts ---- */

/* The abstract is text like any other, before all of it. */
static void add_abstract(Source *source)
{
	const char *text = source->front.abstract;
	if (!text)
		return;
	DocNode *div = doc_node(source->doc, DOC_DIV, source->front.abstract_pos);
	div->u.div.kind = DOC_DIV_ABSTRACT;
	doc_append(source->doc->root, div);
	md_parse(source->doc, div, text, strlen(text), source->front.abstract_pos, source->diag);
}

static void tell_open_front(Source *source, Pos pos, bool first)
{
	source->doc->meta.broken |= first;
	diag_report(source->diag, first ? DIAG_ERROR : DIAG_WARNING, pos, "front-unclosed",
	            "front matter begins here and never ends; close it with a line of ---");
}

/* The first part's front matter is the book's, where no file of its own names it; of the others it names the chapter.
 */
static void read_part(Source *source, SrcPart *part, const Buf *text)
{
	const char *file = part->path;
	const char *at = text->data ? text->data : "";
	size_t len = text->len;
	uint32_t lines = 0;
	if (len >= 3 && !memcmp(at, "\xEF\xBB\xBF", 3)) {
		at += 3;
		len -= 3;
	}
	bool named = source->project && yml_get(source->project->values, "title"),
	     first = source->doc->source_count == 1 && !named;
	size_t front = src_front_find(at, len, &lines);
	if (first)
		source->doc->meta.pos = (Pos){.file = file};
	if (front && first) {
		src_front_read(source->doc, at, front, file, source->diag, &source->front);
		add_abstract(source);
	} else if (front)
		part->name = src_front_title(source->doc, at, front, file, source->diag);
	else if (src_front_is_open(at, len, &lines))
		tell_open_front(source, (Pos){file, lines, 1}, first);
	Pos start = {file, front ? lines + 1 : 1, 1};
	md_parse(source->doc, source->doc->root, at + front, len - front, start, source->diag);
}

/* The file that was meant by a name that is none: of this name and an ending, else the nearest; NULL. */
static const char *near_file(Arena *arena, const char *path)
{
	enum { MOST = 2000 };
	const char *folder = path_folder(arena, path), *names[MOST], *slash = strrchr(path, '/'),
	           *name = slash ? slash + 1 : path, *meant = NULL;
	size_t count = path_names_under(arena, folder, folder, ".", names, MOST);
	for (size_t i = 0; i < count && !meant; i++) {
		if (str_eq(path_stem(arena, names[i]), name) &&
		    (str_ends(names[i], ".md") || str_ends(names[i], ".markdown")))
			meant = names[i];
	}
	meant = meant ? meant : str_nearest(name, names, count);
	return meant ? path_join(arena, folder, meant) : NULL;
}

static const char *why_not(Arena *arena, const char *path, PathStatus status)
{
	if (status == PATH_TOO_LARGE)
		return "it is larger than 256 MB; split it into parts";
	if (status == PATH_NOT_FILE)
		return "it is a folder or a device; name a file of text";
	if (status == PATH_OUTSIDE)
		return path_reason(arena, status, LARGEST);
	if (errno != ENOENT)
		return strerror(errno);
	const char *meant = near_file(arena, path);
	return meant ? arena_printf(arena, "there is no such file; did you mean %s?", meant)
	             : "there is no such file; check its name";
}

/* What the user names is read from wherever it is; what a book names, from its own folder, or the root that the user
 * gave it. */
static PathStatus read_text(const Source *source, const char *path, Buf *out)
{
	const Doc *doc = source->doc;
	if (!source->project)
		return path_read(path, LARGEST, out);
	PathStatus status = path_read_within(doc->root_folder, path, LARGEST, out);
	if (status != PATH_OUTSIDE)
		return status;
	return path_read_within(path_folder(doc->arena, source->project->file), path, LARGEST, out);
}

static bool add_part(Source *source, SrcPart *part)
{
	const char *path = part->path;
	Buf text = {0};
	PathStatus status = read_text(source, path, &text);
	if (status != PATH_OK)
		diag_report(source->diag, DIAG_ERROR, (Pos){.file = path}, "source-unreadable",
		            "cannot read this file: %s", why_not(source->doc->arena, path, status));
	if (status != PATH_OK || !src_is_text(&text, path, source->diag)) {
		buf_free(&text);
		return false;
	}
	doc_add_file(source->doc, path);
	source->doc->source_count++;
	add_digest(source, &text);
	src_bytes(&text, path, source->diag);
	bool large = text.len > LARGE;
	if (large)
		base_expect(text.len * PARSED);
	read_part(source, part, &text);
	buf_free(&text);
	if (large)
		base_give_back(); /* the parser's tree takes more than ours */
	return true;
}

/* When the newest of the files that were read was changed; 0: it is not known. */
static int64_t newest_of(const Doc *doc)
{
	struct stat info;
	int64_t newest = 0;
	for (size_t i = 0; i < doc->file_count; i++) {
		if (!stat(doc->files[i], &info) && info.st_mtime > newest)
			newest = info.st_mtime;
	}
	return newest;
}

static void set_times(Source *source, const char *epoch, bool newest)
{
	DocMeta *meta = &source->doc->meta;
	char *end = NULL;
	long long seconds = epoch && *epoch ? strtoll(epoch, &end, 10) : -1;
	meta->modified = 315532800; /* 1980-01-01: a zip file's earliest */
	meta->dated = end && !*end && seconds >= 315532800 && seconds < 4102444800;
	if (meta->dated)
		meta->modified = seconds;
	else
		meta->dated = meta->date && src_date(meta->date, &meta->modified);
	int64_t changed = newest && !meta->dated ? newest_of(source->doc) : 0;
	if (changed)
		meta->modified = changed;
	meta->dated |= changed != 0;
	if (meta->modified < 315532800)
		meta->modified = 315532800;
}

static const char *urn_of(Source *source, const uuid_t space, const char *name, size_t len)
{
	uuid_t id;
	char text[37];
	uuid_generate_sha1(id, space, name, len);
	uuid_unparse_lower(id, text);
	return arena_printf(source->doc->arena, "urn:uuid:%s", text);
}

/* A book is the same one in a later edition: readers keep their place and their notes
 * by its identifier.  It is known by its title and who has made it. */
static const char *book_urn(Source *source)
{
	const DocMeta *meta = &source->doc->meta;
	const char *const said[] = {meta->title,  meta->subtitle,        meta->lang,
	                            meta->series, meta->series_position, meta->publisher};
	uuid_t none;
	Buf name = {0};
	if (!meta->title || !meta->people_count)
		return urn_of(source, source->digest, "epub", 4);
	uuid_clear(none);
	buf_str(&name, "bifolio epub");
	for (size_t i = 0; i < BASE_LEN(said); i++)
		buf_printf(&name, "\n%s", said[i] ? said[i] : "");
	for (size_t i = 0; i < meta->people_count; i++)
		buf_printf(&name, "\n%s", meta->people[i].name ? meta->people[i].name : "");
	const char *urn = urn_of(source, none, name.data, name.len);
	buf_free(&name);
	return urn;
}

static void set_identity(Source *source)
{
	DocMeta *meta = &source->doc->meta;
	end_digest(source);
	for (size_t i = 0; i < source->doc->image_count; i++)
		uuid_generate_sha1(source->digest, source->digest, source->doc->images[i]->data,
		                   source->doc->images[i]->len);
	meta->uuid_epub = book_urn(source);
	meta->uuid_pdf = urn_of(source, source->digest, "pdf", 3);
}

/* The folder that nothing is read from outside of; where the sources have none in common but the root of all, it is
 * the one that the program runs in. */
static void set_root(Source *source, const SrcRequest *request)
{
	const char **paths = arena_alloc(source->doc->arena, (request->count + 1) * sizeof *paths);
	size_t count = 0;
	for (size_t i = 0; i < request->count; i++) {
		if (request->parts[i].path)
			paths[count++] = request->parts[i].path;
	}
	const char *common = path_common(source->doc->arena, paths, count);
	struct stat info;
	if (request->root && (stat(request->root, &info) || !S_ISDIR(info.st_mode)))
		diag_report(source->diag, DIAG_ERROR, (Pos){0}, "root-missing",
		            "the root '%s' is no folder; name the one that holds all sources and pictures",
		            request->root);
	if (request->root)
		source->doc->root_folder = request->root;
	else if (common && !str_eq(common, "/"))
		source->doc->root_folder = common;
}

static void take_project(Source *source)
{
	const SrcProject *project = source->project;
	doc_add_file(source->doc, project->file);
	source->doc->meta.title = project->title;
	source->doc->meta.mdbook = project->mdbook;
	if (project->values) {
		src_front_take(source->doc, project->values, source->diag, &source->front);
		add_abstract(source);
	}
}

/* A source that is named again stands in the book again, which is seldom meant. */
static void tell_twice(Source *source, const SrcPart *parts, size_t part)
{
	for (size_t i = 0; i < part; i++) {
		if (parts[part].path && parts[i].path && str_eq(parts[i].path, parts[part].path)) {
			diag_report(source->diag, DIAG_WARNING, (Pos){.file = parts[part].path}, "source-twice",
			            "this source is named twice, so the book holds it twice; name it once");
			return;
		}
	}
}

/* Whether the text is written for Quarto or R Markdown, whose dialect is Pandoc's if it does not say another. */
static bool is_pandocs(const SrcRequest *request)
{
	const char *path = request->count ? request->parts[0].path : NULL;
	return (request->project && request->project->pandoc) ||
	       (path && (str_ends(path, ".qmd") || str_ends(path, ".Rmd") || str_ends(path, ".rmd")));
}

static SrcPart *add_parts(Source *source, const SrcRequest *request)
{
	SrcPart *parts = arena_alloc(source->doc->arena, (request->count + 1) * sizeof *parts);
	bool read = true;
	set_root(source, request);
	source->doc->meta.pandoc = is_pandocs(request);
	if (source->project)
		take_project(source);
	for (size_t i = 0; i < request->count; i++) {
		parts[i] = request->parts[i];
		if (!source->project)
			tell_twice(source, parts, i);
		read &= !parts[i].path || add_part(source, &parts[i]);
	}
	return read ? parts : NULL;
}

/* A line of a picture that says nothing, child of no block; NULL without one. */
static const DocNode *picture_line(Doc *doc, const DocImage *image, const char *height)
{
	if (!image)
		return NULL;
	DocNode *line = doc_node(doc, DOC_PLAIN, image->pos), *node = doc_node(doc, DOC_IMAGE, image->pos);
	doc_append(line, node);
	node->u.image.image = image;
	node->u.image.url = image->path;
	node->u.image.decorative = true;
	if (height)
		doc_set_key(doc, node, "height", height);
	return line;
}

/* What front matter names besides the text's: a cover; a logo and an ornament, which are decoration. */
static void read_pictures(Source *source)
{
	const DocImage *images[SRC_PICTURES] = {NULL};
	for (int i = 0; i < SRC_PICTURES; i++) {
		if (source->front.pictures[i].path)
			images[i] = src_image(source->doc, source->front.pictures[i].path,
			                      source->front.pictures[i].pos, source->diag);
	}
	source->doc->meta.cover = images[SRC_COVER];
	source->doc->meta.logo = picture_line(source->doc, images[SRC_LOGO], NULL);
	source->doc->meta.ornament = picture_line(source->doc, images[SRC_ORNAMENT], "1em");
}

SrcStatus src_read(const SrcRequest *request, Diag *diag, Doc **out)
{
	Source source = {.doc = doc_new(), .diag = diag, .project = request->project, .pool = request->pool};
	source.doc->styled = request->styled;
	const SrcPart *parts = add_parts(&source, request);
	if (!parts) {
		end_digest(&source);
		doc_free(source.doc);
		*out = NULL;
		return SRC_UNREADABLE;
	}
	src_includes(source.doc, diag);
	if (source.doc->meta.mdbook)
		src_mdbook_code(source.doc, diag);
	src_listings(source.doc, diag);
	src_divide(source.doc, request->edition, true, diag);
	src_html(source.doc, diag);
	src_listing_elements(source.doc, diag);
	src_styles(source.doc, diag);
	src_flatten(source.doc, diag);
	src_divide(source.doc, request->edition, false, diag);
	src_trim(source.doc);
	src_chapters(source.doc, parts, request->count, diag);
	src_code(source.doc, diag);
	src_images(source.doc, diag);
	read_pictures(&source);
	set_times(&source, request->source_date_epoch, request->newest);
	set_identity(&source);
	*out = source.doc;
	return SRC_OK;
}

void src_complete(Doc *doc, Diag *diag)
{
	doc_resolve(doc, diag);
	src_words(doc, diag);
}
