/* Completing the tree: images, tables, notes, serials. */
#include "document/resolve.h"

#include <string.h>

/* ---- single nodes ---- */

/* The alternative is the attribute alt, else the text in the brackets. */
static void describe_image(Doc *doc, DocNode *image, Diag *diag)
{
	const char *given = doc_key(image, "alt");
	Buf text = {0};
	image->u.image.alt = NULL;
	if (given)
		buf_str(&text, given);
	else
		doc_plain_text(image, &text);
	image->u.image.decorative = given && !*given;
	if (!text.len && !image->u.image.decorative) {
		diag_report(diag, DIAG_WARNING, image->pos, "image-no-alt",
		            "this image has no alternative text, so it is treated as decoration; say what it shows "
		            "in the brackets or with {alt=\"…\"}");
		image->u.image.decorative = true;
	}
	image->u.image.alt = arena_strndup(doc->arena, text.data ? text.data : "", text.len);
	buf_free(&text);
}

static bool is_empty_head(const DocNode *head)
{
	Buf text = {0};
	if (head)
		doc_plain_text(head, &text);
	bool empty = text.len == 0;
	buf_free(&text);
	return empty;
}

static void check_table(const DocNode *table, Diag *diag)
{
	const DocNode *head = table->first;
	while (head && head->type != DOC_TABLE_HEAD)
		head = head->next;
	if (is_empty_head(head))
		diag_report(diag, DIAG_WARNING, table->pos, "table-no-head",
		            "this table has no head, so readers who listen do not hear what its columns are; name them "
		            "in its first row");
}

static void resolve_node(Doc *doc, DocNode *node, Diag *diag)
{
	switch (node->type) {
	case DOC_DIV:
		res_div(node);
		break;
	case DOC_IMAGE:
		describe_image(doc, node, diag);
		break;
	case DOC_TABLE:
		check_table(node, diag);
		break;
	default:
		break;
	}
}

/* ---- notes ---- */

/* Numbers the notes by their first references; a note inside a note comes after it.
 * Marks in what an image says in words are not seen: a figure's caption has them too. */
static void order_notes(Doc *doc)
{
	DocNode **found = doc->notes;
	size_t all = doc->note_count;
	DocNode *top;
	for (size_t i = 0; i < all; i++)
		found[i]->u.note.number = found[i]->u.note.refs = 0;
	doc->notes = NULL;
	doc->note_count = 0;
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, node->type == DOC_IMAGE)) {
			if (node->type != DOC_NOTE_REF || !node->u.note_ref.note)
				continue;
			DocNode *note = node->u.note_ref.note;
			if (!note->u.note.number) {
				doc_add_note(doc, note);
				note->u.note.number = (uint32_t)doc->note_count;
				note->u.note.ref = node;
			}
			node->u.note_ref.ordinal = ++note->u.note.refs;
		}
	}
}

/* ---- the whole ---- */

static void name_document(Doc *doc, Diag *diag)
{
	DocMeta *meta = &doc->meta;
	meta->titled = meta->title != NULL;
	if (meta->titled)
		return;
	if (doc->section_count && *doc->sections[0].text) {
		meta->title = doc->sections[0].text;
	} else {
		const char *file = doc->file_count ? doc->files[0] : "-";
		meta->title = str_eq(file, "-") ? "Untitled" : path_stem(doc->arena, file);
	}
	if (!meta->broken)
		diag_report(diag, DIAG_WARNING, meta->pos, "title-missing",
		            "the document has no title, so it is called '%s'; add title: to the front matter",
		            meta->title);
}

static void count_serials(Doc *doc)
{
	DocNode *top;
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false))
			node->serial = ++doc->serials;
	}
}

static void check_text(const Doc *doc, Diag *diag)
{
	if (!doc->root->first && !doc->meta.broken)
		diag_report(diag, DIAG_WARNING, doc->meta.pos, "document-empty",
		            "there is no text here; write some below the front matter");
}

void doc_resolve(Doc *doc, Diag *diag)
{
	DocNode *top;
	order_notes(doc);
	res_languages(doc, diag);
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		res_soft_breaks(top);
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false))
			resolve_node(doc, node, diag);
	}
	if (doc->formulas)
		res_equations(doc);
	res_ids(doc, diag);
	res_outline(doc, diag);
	res_references(doc, diag);
	name_document(doc, diag);
	check_text(doc, diag);
	count_serials(doc);
}
