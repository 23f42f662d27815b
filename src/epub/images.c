/* The book's images: under which names, and what has to be made of them. */
#include "epub/plan.h"

#include "image/image.h"

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

static const char *prepare(EpImage *image)
{
	const DocImage *given = image->image;
	const ImgInfo *info = &given->info;
	if (info->type == IMG_SVG) {
		image->see_through = true;
		return img_svg_clean(given->data, given->len, &image->made);
	}
	if (info->type != IMG_PNG && info->type != IMG_JPEG)
		return NULL;
	image->see_through = info->alpha;
	bool large = (uint64_t)info->width * info->height > MOST_PIXELS;
	return large || info->orientation > 1 || info->components == 4 ? make_pixels(given, &image->made) : NULL;
}

static void add_image(Ep *ep, Map *names, const DocImage *image)
{
	EpImage *made = &ep->images[ep->image_count++];
	*made = (EpImage){.image = image, .media = types[image->info.type].media};
	if (!made->media)
		return;
	const char *why = prepare(made);
	if (why)
		diag_report(ep->job->diag, DIAG_WARNING, ep->meta->pos, "image-unreadable",
		            "'%s' %s, so the e-book shows its text; save it anew", image->path, why);
	else
		made->href = image_name(ep, names, image);
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
	map_set(names, "images/cover.png", ep);
	ep->images = arena_alloc(ep->arena, (ep->doc->image_count + 1) * sizeof *ep->images);
	for (size_t i = 0; i < ep->doc->image_count; i++) {
		if (!is_replaced(ep, ep->doc->images[i]))
			add_image(ep, names, ep->doc->images[i]);
	}
	const DocImage *given = ep->job->cover_png ? NULL : ep->meta->cover;
	if (given && !ep_image(ep, given))
		add_image(ep, names, given);
	ep->cover = given ? ep_image(ep, given) : NULL;
	if (ep->cover && ep->cover->href) {
		ep->cover_href = ep->cover->href;
		ep->cover_media = ep->cover->media;
	} else if (ep->job->cover_png) {
		ep->cover_href = "images/cover.png";
		ep->cover_media = "image/png";
	}
}
