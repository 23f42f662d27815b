/* The plan: ids, notes, what there is. */
#include "epub/plan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- ids ----------------------------------------------------------------- */

static void give_id(Ep *ep, const DocNode *node)
{
	if (node->serial <= ep->doc->serials && !ep->id_of[node->serial])
		ep->id_of[node->serial] = ep_new_id(ep, doc_id(node)               ? doc_id(node)
		                                        : node->type == DOC_FIGURE ? "figure"
		                                        : node->type == DOC_TABLE  ? "table"
		                                                                   : "id");
}

/* First the authors' ids and the headings', then those of what is only linked to. */
static void plan_ids(Ep *ep)
{
	const DocNode *top;
	for (size_t i = 0; (top = ep_top(ep, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			if (doc_id(node) && node->type != DOC_NOTE)
				give_id(ep, node);
	for (size_t i = 0; i < ep->doc->section_count; i++)
		give_id(ep, ep->doc->sections[i].header);
	for (size_t i = 0; (top = ep_top(ep, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			if ((node->type == DOC_FIGURE || node->type == DOC_TABLE) && ep_has_caption(node))
				give_id(ep, node);
			else if (node->type == DOC_LINK && node->u.link.target && node->u.link.target->type != DOC_NOTE)
				give_id(ep, node->u.link.target);
}

/* ---- notes --------------------------------------------------------------- */

static const char *ref_id(Ep *ep, uint32_t number, uint32_t ordinal)
{
	char wish[48];
	if (ordinal == 1)
		snprintf(wish, sizeof wish, "noteref-%u", number);
	else
		snprintf(wish, sizeof wish, "noteref-%u-%u", number, ordinal);
	return ep_new_id(ep, wish);
}

/* Every reference of every note, found in one pass. */
static void plan_notes(Ep *ep)
{
	const DocNode *top;
	const char **marks = doc_note_marks(ep->doc, ep->arena, NULL, false);
	ep->notes = arena_alloc(ep->arena, (ep->doc->note_count + 1) * sizeof *ep->notes);
	for (size_t i = 0; i < ep->doc->note_count; i++) {
		const DocNode *note = ep->doc->notes[i];
		ep->notes[i].mark = marks[i];
		char wish[24];
		snprintf(wish, sizeof wish, "note-%u", note->u.note.number);
		ep->notes[i].id = ep_new_id(ep, wish);
		ep->notes[i].refs = arena_alloc(ep->arena, note->u.note.refs * sizeof(EpRef));
		ep->id_of[note->serial] = ep->notes[i].id;
	}
	for (size_t i = 0; (top = ep_top(ep, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			const DocNode *note = node->type == DOC_NOTE_REF ? node->u.note_ref.note : NULL;
			if (!note || !note->u.note.number || node->u.note_ref.ordinal > note->u.note.refs)
				continue;
			EpNote *entry = &ep->notes[note->u.note.number - 1];
			const char *id = ref_id(ep, note->u.note.number, node->u.note_ref.ordinal);
			ep->id_of[node->serial] = id;
			/* In an image's text a reference is not written. */
			if (!doc_ancestor(node, DOC_IMAGE))
				entry->refs[entry->count++] = (EpRef){node, id};
		}
}

/* A note within a note goes where that one is. */
static void place_notes(Ep *ep)
{
	for (size_t i = 0; i < ep->doc->note_count; i++) {
		const DocNode *ref = ep->doc->notes[i]->u.note.ref;
		ep->notes[i].file = ref ? ep_file_of(ep, ref) : &ep->files[0];
	}
}

/* ---- content ------------------------------------------------------------- */

static void count_image(EpContent *content, const DocNode *node)
{
	const DocImage *image = node->u.image.image;
	const char *given = doc_key(node, "alt");
	if (!image)
		return;
	if (!node->u.image.decorative)
		content->described++;
	else if (given && !*given)
		content->decorative++;
	else
		content->undescribed++;
	content->animated |= image->info.type == IMG_GIF || image->info.type == IMG_WEBP;
}

/* Whether a block runs the other way than the book: code runs from the left. */
static bool runs_against(const Ep *ep, const DocNode *node)
{
	bool rtl = ep->meta->dir == DOC_DIR_RTL, code = node->type == DOC_CODE_BLOCK;
	return doc_is_block(node->type) && rtl != (node->dir == DOC_DIR_RTL && !code);
}

static void count_content(Ep *ep)
{
	EpContent *content = &ep->content;
	const DocNode *top;
	content->headings = ep->doc->section_count != 0;
	content->math = ep->meta->title_line || ep->meta->subtitle_line;
	for (size_t i = 0; (top = ep_top(ep, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			content->text |=
			        node->type == DOC_TEXT || node->type == DOC_CODE || node->type == DOC_CODE_BLOCK;
			content->code |= node->type == DOC_CODE || node->type == DOC_CODE_BLOCK ||
			                 (node->type == DOC_MATH && !node->u.math.tree);
			content->tokens |=
			        (node->type == DOC_CODE || node->type == DOC_CODE_BLOCK) && node->u.code.tokens;
			content->math |= node->type == DOC_MATH && node->u.math.tree;
			content->verse |= node->type == DOC_DIV && node->u.div.kind == DOC_DIV_VERSE;
			content->both_ways |= runs_against(ep, node);
			content->figures += node->type == DOC_FIGURE && !node->u.figure.listing &&
			                    !node->u.figure.part && ep_has_caption(node);
			content->tokens |=
			        node->type == DOC_CODE_BLOCK && (node->u.code.listing || ep->job->style->code.numbers);
			content->tokens |= node->type == DOC_FIGURE && node->u.figure.listing;
			content->tables += node->type == DOC_TABLE && ep_has_caption(node);
			if (node->type == DOC_IMAGE)
				count_image(content, node);
		}
}

/* ---- the whole ----------------------------------------------------------- */

/* "urn:isbn:9783161484100" for an ISBN of thirteen digits, however written; else NULL. */
static const char *isbn_of(Arena *arena, const char *text)
{
	static const char *const begins[] = {"urn:isbn:", "ISBN-13:", "ISBN:", "ISBN"};
	char digits[14] = "";
	size_t count = 0;
	unsigned sum = 0;
	for (size_t i = 0; text && i < BASE_LEN(begins); i++)
		text += strncasecmp(text, begins[i], strlen(begins[i])) ? 0 : strlen(begins[i]);
	for (; text && *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (*text < '0' || *text > '9' || count == 13)
			return NULL;
		sum += (unsigned)(*text - '0') * (count % 2 ? 3 : 1);
		digits[count++] = *text;
	}
	return count == 13 && sum % 10 == 0 && digits[0] == '9' ? arena_printf(arena, "urn:isbn:%s", digits) : NULL;
}

static void take_names(Ep *ep)
{
	static const char *const names[] = {"nav", "cover", "title"};
	ep->names = map_new(ep->arena);
	for (size_t i = 0; i < BASE_LEN(names); i++)
		map_set(ep->names, names[i], (void *)(uintptr_t)1);
}

void ep_plan(Ep *ep)
{
	const DocMeta *meta = ep->meta;
	size_t serials = (size_t)ep->doc->serials + 1;
	ep->ids = map_new(ep->arena);
	ep->id_of = arena_alloc(ep->arena, serials * sizeof *ep->id_of);
	const char *isbn = isbn_of(ep->arena, meta->identifier);
	ep->isbn = isbn != NULL;
	ep->identifier = isbn ? isbn : ep_has_text(meta->identifier) ? meta->identifier : meta->uuid_epub;
	if (!ep->identifier)
		ep->identifier = arena_printf(ep->arena, "urn:bifolio:%016llx",
		                              (unsigned long long)str_hash(meta->title, strlen(meta->title)));
	take_names(ep);
	plan_ids(ep);
	plan_notes(ep);
	ep_plan_files(ep);
	place_notes(ep);
	count_content(ep);
	ep_plan_pages(ep);
	ep_plan_fonts(ep);
	ep_plan_sheets(ep);
	bool lists =
	        meta->lists[DOC_LISTED_FIGURES] || meta->lists[DOC_LISTED_TABLES] || meta->lists[DOC_LISTED_LISTINGS];
	ep->toc_page = lists || meta->toc == 1 || (meta->toc < 0 && ep->doc->section_count > 1);
}

void ep_plan_free(Ep *ep)
{
	for (size_t i = 0; i < ep->image_count; i++)
		buf_free(&ep->images[i].made);
	for (size_t i = 0; i < ep->font_count; i++)
		buf_free(&ep->fonts[i].data);
	free(ep->files);
}
