/* What the readers add to the tree. */
#include "import/inner.h"
#include "source/source.h"

#include <string.h>

Pos import_at(const Import *import)
{
	return (Pos){.file = import->request->file};
}

void import_tell(Import *import, const char *code, const char *what)
{
	tally_add(&import->tally, import_at(import), code, what);
}

bool import_fail(Import *import, const char *code, const char *what)
{
	diag_report(import->diag, DIAG_ERROR, import_at(import), code, "%s", what);
	return false;
}

DocNode *import_add(Import *import, DocNode *parent, const char *name, const char *key, const char *value)
{
	const char *attributes[] = {key, value, NULL};
	DocNode *node = src_add_element(import->doc, parent, name, key && value ? attributes : NULL, import_at(import));
	return node ? node : parent;
}

DocNode *import_holder(Import *import, DocNode *parent, const char *name)
{
	DocNode *before = parent->last, *made = import_add(import, parent, name, NULL, NULL);
	if (!before || before->type != made->type)
		return made;
	doc_unlink(made);
	return before;
}

void import_words(Import *import, DocNode *parent, const char *text, size_t len)
{
	Buf clean = {0};
	size_t used;
	for (size_t at = 0; at < len; at += used) {
		uint32_t c = utf8_decode(text + at, len - at, &used);
		if (!utf8_is_barred(c))
			buf_add(&clean, text + at, used);
	}
	if (clean.len)
		doc_append(parent, doc_text(import->doc, import_at(import), clean.data, clean.len));
	import->read += clean.len;
	buf_free(&clean);
}

void import_call_note(Import *import, DocNode *parent, DocNode *note)
{
	DocNode *ref = doc_node(import->doc, DOC_NOTE_REF, import_at(import));
	ref->u.note_ref.note = note;
	doc_append(parent, ref);
}

DocNode *import_note(Import *import, DocNode *parent)
{
	DocNode *note = doc_node(import->doc, DOC_NOTE, import_at(import));
	doc_add_note(import->doc, note);
	note->u.note.number = (uint32_t)import->doc->note_count;
	import_call_note(import, parent, note);
	note->u.note.ref = parent->last;
	return note;
}

bool import_is_empty(const DocNode *top)
{
	for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
		if (node->type == DOC_IMAGE || node->type == DOC_RULE || node->type == DOC_NOTE_REF ||
		    node->type == DOC_PAGE_BREAK || node->type == DOC_MATH || node->type == DOC_RAW_INLINE)
			return false;
		bool text = node->type == DOC_TEXT || node->type == DOC_CODE || node->type == DOC_CODE_BLOCK;
		if (text && node->u.text.text && node->u.text.text[strspn(node->u.text.text, " \t\r\n")])
			return false;
	}
	return true;
}

const char *import_id(Import *import, const char *name)
{
	Buf id = {0};
	for (; *name; name++) {
		bool word = (*name >= '0' && *name <= '9') || ((*name | 32) >= 'a' && (*name | 32) <= 'z') ||
		            (unsigned char)*name >= 0x80 || strchr("-_:.", *name);
		buf_char(&id, word ? *name : '-');
	}
	const char *copy = arena_strndup(import->doc->arena, id.data ? id.data : "id", id.data ? id.len : 2);
	buf_free(&id);
	return copy;
}

/* A text on one line without white space around it and without what no source can hold; NULL if nothing is left. */
static const char *one_line(Import *import, const char *value)
{
	Buf line = {0};
	size_t used, left = strlen(value);
	for (; left; value += used, left -= used) {
		uint32_t c = utf8_decode(value, left, &used);
		bool white = c == ' ' || c == '\t' || c == '\r' || c == '\n';
		if (!white && !utf8_is_barred(c))
			buf_utf8(&line, c);
		else if (white && line.len && line.data[line.len - 1] != ' ')
			buf_char(&line, ' ');
	}
	size_t len = line.len && line.data[line.len - 1] == ' ' ? line.len - 1 : line.len;
	const char *copy = len ? arena_strndup(import->doc->arena, line.data, len) : NULL;
	buf_free(&line);
	return copy;
}

void import_set(const char **field, Import *import, const char *value)
{
	if (value && !*field)
		*field = one_line(import, value);
}

void import_person(Import *import, const char *name)
{
	DocMeta *meta = &import->doc->meta;
	const char *line = one_line(import, name);
	for (size_t i = 0; i < meta->people_count && line; i++)
		line = str_eq(meta->people[i].name, line) ? NULL : line;
	if (!line)
		return;
	DocPerson *people = arena_alloc(import->doc->arena, (meta->people_count + 1) * sizeof *people);
	if (meta->people_count)
		memcpy(people, meta->people, meta->people_count * sizeof *people);
	people[meta->people_count++] = (DocPerson){.name = line};
	meta->people = people;
}

DocNode *import_format(Import *import, DocNode *parent, unsigned formats)
{
	static const struct {
		unsigned format;
		const char *tag, *class;
	} tags[] = {{FORMAT_STRIKEOUT, "s", NULL},
	            {FORMAT_STRONG, "strong", NULL},
	            {FORMAT_EMPH, "em", NULL},
	            {FORMAT_UNDERLINE, "u", NULL},
	            {FORMAT_SUPERSCRIPT, "sup", NULL},
	            {FORMAT_SUBSCRIPT, "sub", NULL},
	            {FORMAT_SMALL_CAPS, "span", "smallcaps"},
	            {FORMAT_MARK, "mark", NULL},
	            {FORMAT_CODE, "code", NULL}};
	if (parent->type == DOC_CODE_BLOCK)
		return parent;
	for (size_t i = 0; i < BASE_LEN(tags); i++) {
		if (formats & tags[i].format)
			parent = import_add(import, parent, tags[i].tag, "class", tags[i].class);
	}
	return parent;
}

void import_tell_furniture(Import *import, const char *text)
{
	if (text[strspn(text, " \t\r\n0123456789")]) /* more than a page's number */
		import_tell(
		        import, "import-furniture",
		        "heads and feet of pages are left out; a style says what stands in them (bifolio help styles)");
}

const char *import_field_link(Import *import, const char *code)
{
	code += strspn(code, " ");
	if (!str_starts(code, "HYPERLINK"))
		return NULL;
	const char *local = strstr(code, "\\l"), *from = strchr(local ? local : code, '"');
	size_t len = from ? strcspn(from + 1, "\"") : 0;
	return from ? arena_printf(import->doc->arena, "%s%.*s", local ? "#" : "", (int)len, from + 1) : NULL;
}
