/* Reading images: never from elsewhere than the source's folder. */
#include "source/images.h"
#include "image/image.h"

#include <stdio.h>
#include <string.h>

enum { LARGEST = 64 << 20 };

static bool is_remote(const char *url)
{
	size_t scheme = strcspn(url, ":/?#");
	return str_starts(url, "//") || (url[scheme] == ':' && scheme > 0);
}

/* "%20" and the like undone; a NUL ends nothing since it is refused. */
static const char *decode(Arena *arena, const char *url)
{
	Buf out = {0};
	for (; *url; url++) {
		unsigned value;
		if (*url == '%' && url[1] && url[2] && sscanf(url + 1, "%2x", &value) == 1 && value) {
			buf_char(&out, (char)value);
			url += 2;
		} else {
			buf_char(&out, *url);
		}
	}
	const char *copy = arena_strndup(arena, out.data ? out.data : "", out.len);
	buf_free(&out);
	return copy;
}

/* The name in the folder that is nearest to a file's that is not there, with its path
 * as the author has it; NULL if none is. */
static const char *near_name(Arena *arena, const char *root, const char *folder, const char *name)
{
	enum { MOST = 2000 };
	const char *slash = strrchr(name, '/'), *names[MOST];
	size_t before = slash ? (size_t)(slash - name) + 1 : 0;
	const char *below = before ? arena_strndup(arena, name, before) : ".";
	size_t count = path_names_under(arena, root, folder, below, names, MOST);
	const char *near = str_nearest(name + before, names, count);
	return near && !str_eq(near, ".") ? arena_printf(arena, "%.*s%s", (int)before, name, near) : NULL;
}

/* Who has many wrong names has one mistake, and looking for each is dear. */
static void tell_unreadable(Doc *doc, const char *folder, const char *name, PathStatus status, Pos pos, Diag *diag)
{
	enum { SOUGHT = 100 };
	Arena *arena = arena_new();
	bool seek = status == PATH_MISSING && doc->missing_count++ < SOUGHT;
	const char *near = seek ? near_name(arena, doc->root_folder, folder, name) : NULL;
	if (near && str_eq(near, name))
		diag_report(diag, DIAG_WARNING, pos, "image-unreadable",
		            "the image '%s' is a link to a file that is not there; put the file there", name);
	else if (near)
		diag_report(diag, DIAG_WARNING, pos, "image-unreadable",
		            "the image '%s' is not there; did you mean '%s'?", name, near);
	else
		/* That a file is there but its bytes are not to be had is no author's choice: nothing is made without.
		 */
		diag_report(diag, status == PATH_UNREADABLE ? DIAG_ERROR : DIAG_WARNING, pos, "image-unreadable",
		            "the image '%s' is not taken: %s", name, path_reason(arena, status, LARGEST));
	arena_free(arena);
}

static DocImage *known(const Doc *doc, const char *path)
{
	for (size_t i = 0; i < doc->image_count; i++) {
		if (str_eq(doc->images[i]->path, path))
			return doc->images[i];
	}
	return NULL;
}

/* The bytes, which may be many, are the document's from here on, without a copy. */
static const char *hand_over(Doc *doc, Buf *data)
{
	char *bytes = base_realloc(data->data, data->len + 1);
	bytes[data->len] = '\0';
	arena_take(doc->arena, bytes);
	*data = (Buf){0};
	return bytes;
}

static DocImage *enter(Doc *doc, const char *path, Buf *data, Pos pos, Diag *diag)
{
	ImgInfo info;
	const char *fault = img_probe(data->data ? data->data : "", data->len, &info);
	if (fault) {
		diag_report(diag, DIAG_WARNING, pos, "image-broken", "the image '%s' cannot be used: it %s", path,
		            fault);
		return NULL;
	}
	DocImage *image = arena_alloc(doc->arena, sizeof *image);
	*image = (DocImage){.path = path, .len = data->len, .info = info, .pos = pos};
	image->data = hand_over(doc, data);
	doc_add_image(doc, image);
	return image;
}

const DocImage *src_image(Doc *doc, const char *url, Pos pos, Diag *diag)
{
	if (is_remote(url)) {
		diag_report(diag, DIAG_WARNING, pos, "image-remote",
		            "the image '%s' is not a file beside the source, and nothing is fetched; save it "
		            "and name the file",
		            url);
		return NULL;
	}
	if (!*url) {
		diag_report(diag, DIAG_WARNING, pos, "image-no-file",
		            "this image names no file; write its name between the round brackets");
		return NULL;
	}
	const char *folder = pos.file && !str_eq(pos.file, "-") ? path_folder(doc->arena, pos.file) : ".",
	           *said = decode(doc->arena, url), *name = said + strspn(said, "/");
	bool of_root = *said == '/'; /* a site's own address: "/img/a.png" */
	folder = of_root ? doc->root_folder : folder;
	const char *path = path_normal(doc->arena, path_join(doc->arena, folder, name));
	DocImage *image = str_ends(name, "/") ? NULL : known(doc, path);
	if (image)
		return image;
	Buf data = {0};
	PathStatus status = path_read_under(doc->root_folder, folder, name, LARGEST, &data);
	if (of_root && status == PATH_MISSING)
		status = PATH_OUTSIDE;
	if (status == PATH_OK || status == PATH_TOO_LARGE)
		doc_add_file(doc, path); /* which no output is written over, whatever it holds */
	if (status != PATH_OK)
		tell_unreadable(doc, folder, said, status, pos, diag);
	else
		image = enter(doc, path, &data, pos, diag);
	buf_free(&data);
	return image;
}

/* A size that is none is told, for neither edition heeds it. */
static void check_size(Doc *doc, DocNode *image, const char *key, Diag *diag)
{
	Dimension size;
	const char *said = doc_key(image, key);
	if (!said || !*said || str_eq(said, "auto") || (dimension_read(said, UNIT_PX, &size) && size.value > 0))
		return;
	diag_report(
	        diag, DIAG_WARNING, image->pos, "image-size",
	        "'%s' is no %s of a picture, so it has its own; write a length such as 6cm, or per cent such as 50%%",
	        said, key);
	doc_set_key(doc, image, key, "auto");
}

/* A drawing that its author has not described is what it says of itself. */
static void describe(Doc *doc, DocNode *node)
{
	const DocImage *image = node->u.image.image;
	Buf words = {0};
	if (!image || image->info.type != IMG_SVG || doc_key(node, "alt"))
		return;
	doc_plain_text(node, &words);
	if (words.len)
		buf_clear(&words);
	else
		img_probe_words(image->data, image->len, &words);
	if (words.len)
		doc_set_key(doc, node, "alt", arena_strndup(doc->arena, words.data, words.len));
	buf_free(&words);
}

void src_images(Doc *doc, Diag *diag)
{
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type != DOC_IMAGE)
				continue;
			check_size(doc, node, "width", diag);
			check_size(doc, node, "height", diag);
			if (node->u.image.image) /* it was drawn, not read */
				doc_add_image(doc, (DocImage *)(uintptr_t)node->u.image.image);
			else
				node->u.image.image = src_image(doc, node->u.image.url, node->pos, diag);
			describe(doc, node);
			if (!node->u.image.image)
				node = src_stand_in(doc, node);
		}
	}
}

static bool is_damaged(const DocImage *image)
{
	return image && image->damaged;
}

static const DocNode *whole_line(const DocNode *line)
{
	return line && is_damaged(line->first->u.image.image) ? NULL : line;
}

static void drop_from_text(Doc *doc)
{
	for (size_t i = 0; i <= doc->note_count; i++) {
		DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type != DOC_IMAGE || !is_damaged(node->u.image.image))
				continue;
			node->u.image.image = NULL;
			node = src_stand_in(doc, node);
		}
	}
}

void src_drop_damaged(Doc *doc)
{
	DocMeta *meta = &doc->meta;
	size_t kept = 0;
	for (size_t i = 0; i < doc->image_count; i++) {
		if (!doc->images[i]->damaged)
			doc->images[kept++] = doc->images[i];
	}
	if (kept == doc->image_count)
		return;
	drop_from_text(doc);
	doc->image_count = kept;
	meta->cover = is_damaged(meta->cover) ? NULL : meta->cover;
	meta->logo = whole_line(meta->logo);
	meta->ornament = whole_line(meta->ornament);
}
