/* The plan: which file holds what, under which ids and names. */
#include "epub/inner.h"

#include "image/image.h"

#include <stdlib.h>
#include <string.h>

/* ---- ids ----------------------------------------------------------------- */

const char *ep_new_id(Ep *ep, const char *wish)
{
	Buf id = {0};
	for (const char *at = wish; *at; at++) {
		bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
		bool later = (*at >= '0' && *at <= '9') || *at == '-' || *at == '_' || *at == '.';
		if (later && !id.len)
			buf_str(&id, "id-");
		if (letter || later)
			buf_char(&id, *at);
	}
	if (!id.len)
		buf_str(&id, "id");
	size_t base = id.len;
	for (unsigned n = 2; map_has(ep->ids, id.data); n++) {
		id.len = base;
		buf_printf(&id, "-%u", n);
	}
	map_set(ep->ids, id.data, ep);
	const char *copy = arena_strndup(ep->arena, id.data, id.len);
	buf_free(&id);
	return copy;
}

/* Names of notes and their references are fixed, so they are taken first. */
static void take_note_ids(Ep *ep)
{
	char name[48];
	for (size_t i = 0; i < ep->doc->note_count; i++) {
		const DocNode *note = ep->doc->notes[i];
		snprintf(name, sizeof name, "fn-%u", note->u.note.number);
		map_set(ep->ids, name, ep);
		for (uint32_t k = 1; k <= note->u.note.refs; k++) {
			snprintf(name, sizeof name, "fnref-%u-%u", note->u.note.number, k);
			map_set(ep->ids, name, ep);
		}
	}
}

const char *ep_note_id(const Ep *ep, const DocNode *note)
{
	return arena_printf(ep->arena, "fn-%u", note->u.note.number);
}

static void give_id(Ep *ep, const DocNode *node)
{
	if (node->serial > ep->doc->serials || ep->id_of[node->serial])
		return;
	if (node->type == DOC_NOTE)
		ep->id_of[node->serial] = ep_note_id(ep, node);
	else
		ep->id_of[node->serial] = ep_new_id(ep, doc_id(node) ? doc_id(node) : "id");
}

static const DocNode *top_at(const Ep *ep, size_t i)
{
	if (!i)
		return ep->doc->root;
	return i <= ep->doc->note_count ? ep->doc->notes[i - 1] : NULL;
}

/* First the authors' ids, then those of what is only linked to. */
static void plan_ids(Ep *ep)
{
	const DocNode *top;
	take_note_ids(ep);
	for (size_t i = 0; (top = top_at(ep, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			if (doc_id(node) || node->type == DOC_NOTE)
				give_id(ep, node);
	for (size_t i = 0; i < ep->doc->section_count; i++) {
		const DocSection *section = &ep->doc->sections[i];
		give_id(ep, section->header);
		ep->section_of[section->header->serial] = section;
	}
	for (size_t i = 0; (top = top_at(ep, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			if (node->type == DOC_LINK && node->u.link.target)
				give_id(ep, node->u.link.target);
}

/* ---- files --------------------------------------------------------------- */

/* The section that opens a file of its own at node, or NULL. */
static const DocSection *opens_file(const Ep *ep, const DocNode *node)
{
	const DocSection *section = node->type == DOC_HEADER ? ep->section_of[node->serial] : NULL;
	return section && section->level == 1 ? section : NULL;
}

static void add_file(Ep *ep, const DocNode *first, const DocSection *section)
{
	EpFile *file = &ep->files[ep->file_count++];
	file->name = arena_printf(ep->arena, "text-%03zu.xhtml", ep->file_count);
	file->first = first;
	file->section = section;
	file->title = section && *section->text ? section->text : ep->meta->title;
}

static void plan_files(Ep *ep)
{
	size_t count = 2;
	for (const DocNode *node = ep->doc->root->first; node; node = node->next)
		count += opens_file(ep, node) != NULL;
	ep->files = arena_alloc(ep->arena, count * sizeof *ep->files);
	for (const DocNode *node = ep->doc->root->first; node; node = node->next) {
		const DocSection *section = opens_file(ep, node);
		if (!section && ep->file_count)
			continue;
		if (ep->file_count)
			ep->files[ep->file_count - 1].end = node;
		add_file(ep, node, section);
	}
	if (!ep->file_count)
		add_file(ep, NULL, NULL);
	ep->note_files = arena_alloc(ep->arena, (ep->doc->note_count + 1) * sizeof(EpFile *));
	for (size_t i = 0; i < ep->doc->note_count; i++) {
		const DocNode *ref = ep->doc->notes[i]->u.note.ref;
		ep->note_files[i] = ref ? ep_file_of(ep, ref) : &ep->files[0];
	}
}

const EpFile *ep_file_of(const Ep *ep, const DocNode *node)
{
	const DocNode *top = node;
	while (top->parent)
		top = top->parent;
	if (top->type == DOC_NOTE && top->u.note.number && ep->note_files[top->u.note.number - 1])
		return ep->note_files[top->u.note.number - 1];
	size_t low = 0, high = ep->file_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (ep->files[middle].first->serial <= node->serial)
			low = middle;
		else
			high = middle;
	}
	return &ep->files[low];
}

/* ---- images -------------------------------------------------------------- */

static const char *const media_types[] = {
        [DOC_IMAGE_NONE] = NULL,        [DOC_IMAGE_PNG] = "image/png", [DOC_IMAGE_JPEG] = "image/jpeg",
        [DOC_IMAGE_SVG] = "image/svg+xml", [DOC_IMAGE_GIF] = "image/gif", [DOC_IMAGE_WEBP] = "image/webp"};
static const char *const endings[] = {
        [DOC_IMAGE_NONE] = "", [DOC_IMAGE_PNG] = "png", [DOC_IMAGE_JPEG] = "jpg",
        [DOC_IMAGE_SVG] = "svg", [DOC_IMAGE_GIF] = "gif", [DOC_IMAGE_WEBP] = "webp"};

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
	size_t base = name.len;
	buf_printf(&name, ".%s", endings[image->type]);
	for (unsigned n = 2; map_has(names, name.data); n++) {
		name.len = base;
		buf_printf(&name, "-%u.%s", n, endings[image->type]);
	}
	map_set(names, name.data, ep);
	const char *copy = arena_strndup(ep->arena, name.data, name.len);
	buf_free(&name);
	return copy;
}

static void add_image(Ep *ep, Map *names, const DocImage *image)
{
	EpImage *made = &ep->images[ep->image_count++];
	*made = (EpImage){.image = image, .media = media_types[image->type]};
	if (!made->media)
		return;
	if (image->type == DOC_IMAGE_SVG) {
		const char *why = img_svg_clean(image->data, image->len, &made->svg);
		if (why) {
			diag_report(ep->job->diag, DIAG_WARNING, ep->meta->pos, "image-unreadable",
			            "'%s' %s, so the e-book shows its text; save it anew", image->path, why);
			return;
		}
	}
	made->href = image_name(ep, names, image);
}

const EpImage *ep_image(const Ep *ep, const DocImage *image)
{
	for (size_t i = 0; i < ep->image_count; i++)
		if (ep->images[i].image == image)
			return &ep->images[i];
	return NULL;
}

static void plan_images(Ep *ep)
{
	Map *names = map_new(ep->arena);
	map_set(names, "images/cover.png", ep);
	ep->images = arena_alloc(ep->arena, (ep->doc->image_count + 1) * sizeof *ep->images);
	for (size_t i = 0; i < ep->doc->image_count; i++)
		add_image(ep, names, ep->doc->images[i]);
	if (ep->meta->cover && !ep_image(ep, ep->meta->cover))
		add_image(ep, names, ep->meta->cover);
	ep->cover = ep->meta->cover ? ep_image(ep, ep->meta->cover) : NULL;
	if (ep->cover && ep->cover->href) {
		ep->cover_href = ep->cover->href;
		ep->cover_media = ep->cover->media;
	} else if (ep->job->cover_png) {
		ep->cover = NULL;
		ep->cover_href = "images/cover.png";
		ep->cover_media = "image/png";
	}
}

/* ---- pages --------------------------------------------------------------- */

static void plan_pages(Ep *ep)
{
	const DocPageMap *map = ep->job->pages;
	size_t count = map ? map->count : 0;
	ep->page_of = arena_alloc(ep->arena, (ep->doc->serials + 1) * sizeof *ep->page_of);
	ep->page_next = arena_alloc(ep->arena, (count + 1) * sizeof *ep->page_next);
	ep->pages = arena_alloc(ep->arena, (count + 1) * sizeof *ep->pages);
	for (size_t i = count; i-- > 0;) {
		uint32_t serial = map->pages[i].serial;
		if (!serial || serial > ep->doc->serials || !map->pages[i].label || !*map->pages[i].label)
			continue;
		ep->page_next[i] = ep->page_of[serial];
		ep->page_of[serial] = i + 1;
	}
}

void ep_plan(Ep *ep)
{
	const DocMeta *meta = ep->meta;
	size_t serials = ep->doc->serials + 1;
	ep->ids = map_new(ep->arena);
	ep->id_of = arena_alloc(ep->arena, serials * sizeof *ep->id_of);
	ep->section_of = arena_alloc(ep->arena, serials * sizeof *ep->section_of);
	ep->identifier = meta->identifier && *meta->identifier ? meta->identifier : meta->uuid_epub;
	if (!ep->identifier)
		ep->identifier = arena_printf(ep->arena, "urn:bifolio:%016llx",
		                              (unsigned long long)str_hash(meta->title, strlen(meta->title)));
	plan_ids(ep);
	plan_files(ep);
	plan_images(ep);
	plan_pages(ep);
	ep->toc_page = meta->toc == 1 || (meta->toc < 0 && ep->file_count > 2);
}

void ep_plan_free(Ep *ep)
{
	for (size_t i = 0; i < ep->image_count; i++)
		buf_free(&ep->images[i].svg);
}
