/* What notes are called by in print: by numbers or signs, through the book or each chapter's from the first again. */
#include "document/document.h"

#include <stdlib.h>
#include <string.h>

const DocNode *doc_note_call(const DocNode *note)
{
	const DocNode *ref = note->u.note.ref, *around;
	while (ref && (around = doc_ancestor(ref, DOC_NOTE)) != NULL && around->u.note.ref)
		ref = around->u.note.ref;
	return ref;
}

size_t doc_note_chapter(const Doc *doc, const DocNode *note)
{
	const DocNode *ref = doc_note_call(note);
	size_t chapter = 0;
	for (size_t i = 0; ref && i < doc->section_count && doc->sections[i].header->serial < ref->serial; i++) {
		if (doc->sections[i].division != DOC_DIVISION_SECTION)
			chapter = i + 1;
	}
	return chapter;
}

/* The printers' six, then each twice, and so on. */
static const char *sign_of(Arena *arena, size_t number)
{
	static const char *const signs[] = {"*", "†", "‡", "§", "‖", "¶"};
	Buf text = {0};
	for (size_t i = 0; i <= (number - 1) / BASE_LEN(signs); i++)
		buf_str(&text, signs[(number - 1) % BASE_LEN(signs)]);
	const char *copy = arena_strndup(arena, text.data, text.len);
	buf_free(&text);
	return copy;
}

const char **doc_note_marks(const Doc *doc, Arena *arena, const size_t *groups, bool signs)
{
	const char **marks = arena_alloc(arena, (doc->note_count + 1) * sizeof *marks);
	size_t most = 0;
	for (size_t i = 0; groups && i < doc->note_count; i++)
		most = groups[i] > most ? groups[i] : most;
	size_t *counts = base_calloc(most + 1, sizeof *counts);
	for (size_t i = 0; i < doc->note_count; i++) {
		size_t number = ++counts[groups ? groups[i] : 0];
		marks[i] = signs ? sign_of(arena, number)
		                 : lang_digits(arena, doc->meta.lang, arena_printf(arena, "%zu", number));
	}
	free(counts);
	return marks;
}

const char *doc_note_comma(Arena *arena, const DocNode *ref)
{
	const DocNode *before = ref->prev;
	if (!before || before->type != DOC_NOTE_REF || !before->u.note_ref.note)
		return NULL;
	const char *comma = lang_comma(ref->lang);
	int len = (int)strcspn(comma, " ");
	return arena_printf(arena, "%.*s%s", len, comma, comma[len] ? "\u202F" : "");
}
