/* The book's images: under which names, and what has to be made of them. */
#include "epub/plan.h"

#include "image/image.h"

#include <stdlib.h>
#include <string.h>

/* Kindle, Kobo and Apple take no larger ones. */
enum { MOST_PIXELS = 4000000, QUALITY = 88 };

static const struct {
	const char *media, *ending;
} types[] = {
        [IMG_NONE] = {NULL, ""},
        [IMG_PNG] = {"image/png", "png"},
        [IMG_JPEG] = {"image/jpeg", "jpg"},
        [IMG_SVG] = {"image/svg+xml", "svg"},
        [IMG_GIF] = {"image/gif", "gif"},
        [IMG_WEBP] = {"image/webp", "webp"},
};

/* A name of plain lower-case letters that no other image has. */
static const char *image_name(Ep *ep, Map *names, const DocImage *image)
{
	const char *stem = image->path ? path_stem(ep->arena, image->path) : "image";
	Buf name = {0};
	buf_str(&name, "images/");
	for (; *stem && name.len < 60; stem++) {
		char c = *stem >= 'A' && *stem <= 'Z' ? (char)(*stem - 'A' + 'a') : *stem;
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
		buf_char(&name, plain ? c : '_');
	}
	ep_make_unique(names, &name, arena_printf(ep->arena, ".%s", types[image->info.type].ending));
	const char *copy = arena_strndup(ep->arena, name.data, name.len);
	buf_free(&name);
	return copy;
}

/* Too large, lying on its side, or in the colours of print: made anew. */
static const char *make_pixels(const DocImage *image, Buf *out)
{
	ImgPixels pixels;
	const char *why = img_decode(image->data, image->len, &image->info, MOST_PIXELS, &pixels);
	if (why)
		return why;
	bool made = image->info.type == IMG_JPEG ? img_write_jpeg(&pixels, QUALITY, out) : img_write_png(&pixels, out);
	img_pixels_free(&pixels);
	return made ? NULL : "cannot be written anew";
}

/* A picture while it is prepared. */
typedef struct {
	EpImage *image;
	const char *why; /* it cannot be shown; NULL */
	PoolTask *task;  /* NULL: it is not made anew */
} Making;

static void make(void *closure)
{
	Making *making = closure;
	making->why = make_pixels(making->image->image, &making->image->made);
}

static bool is_made(const ImgInfo *info)
{
	bool pixels = info->type == IMG_PNG || info->type == IMG_JPEG,
	     large = (uint64_t)info->width * info->height > MOST_PIXELS;
	return pixels && (large || info->orientation > 1 || info->components == 4);
}

static void begin_image(Ep *ep, Making *making, const DocImage *image)
{
	EpImage *made = &ep->images[ep->image_count++];
	const ImgInfo *info = &image->info;
	*made = (EpImage){.image = image,
	                  .media = types[info->type].media,
	                  .see_through = info->type == IMG_SVG ||
	                                 (info->alpha && (info->type == IMG_PNG || info->type == IMG_JPEG))};
	making->image = made;
	if (info->type == IMG_SVG)
		making->why = img_svg_clean(image->data, image->len, &made->made);
	else if (is_made(info))
		making->task = pool_add(ep->job->pool, make, making);
}

static void end_image(Ep *ep, Map *names, Making *making)
{
	EpImage *made = making->image;
	pool_wait(ep->job->pool, making->task);
	if (making->why)
		diag_report(ep->job->diag, DIAG_ERROR, made->image->pos, "image-broken",
		            "the image '%s' cannot be shown: it %s; save it anew", made->image->path, making->why);
	else if (made->media)
		made->href = image_name(ep, names, made->image);
}

const EpImage *ep_image(const Ep *ep, const DocImage *image)
{
	for (size_t i = 0; i < ep->image_count; i++)
		if (ep->images[i].image == image)
			return &ep->images[i];
	return NULL;
}

static bool is_shown_below(const DocNode *top, const DocImage *image)
{
	const DocNode *node = top;
	while (node && !(node->type == DOC_IMAGE && node->u.image.image == image))
		node = doc_next(node, top, false);
	return node != NULL;
}

/* Whether the book has no use for a picture: it is the cover, for which another stands, and nothing else. */
static bool is_replaced(const Ep *ep, const DocImage *image)
{
	bool shown = !ep->job->cover_png || image != ep->meta->cover || is_shown_below(ep->doc->root, image);
	for (size_t i = 0; i < ep->doc->note_count && !shown; i++)
		shown = is_shown_below(ep->doc->notes[i], image);
	return !shown;
}

void ep_plan_images(Ep *ep)
{
	Map *names = map_new(ep->arena);
	Making *all = base_calloc(ep->doc->image_count + 1, sizeof *all);
	map_set(names, "images/cover.png", ep);
	ep->images = arena_alloc(ep->arena, (ep->doc->image_count + 1) * sizeof *ep->images);
	for (size_t i = 0; i < ep->doc->image_count; i++) {
		if (!is_replaced(ep, ep->doc->images[i]))
			begin_image(ep, &all[ep->image_count], ep->doc->images[i]);
	}
	const DocImage *given = ep->job->cover_png ? NULL : ep->meta->cover;
	if (given && !ep_image(ep, given))
		begin_image(ep, &all[ep->image_count], given);
	for (size_t i = 0; i < ep->image_count; i++)
		end_image(ep, names, &all[i]);
	free(all);
	ep->cover = given ? ep_image(ep, given) : NULL;
	if (ep->cover && ep->cover->href) {
		ep->cover_href = ep->cover->href;
		ep->cover_media = ep->cover->media;
	} else if (ep->job->cover_png) {
		ep->cover_href = "images/cover.png";
		ep->cover_media = "image/png";
	}
}
