/* Words with how they are read, as East Asia sets them: HTML's ruby, and spans with ruby="reading".  An e-book's reader
 * sets readings beside the words; in print they follow them in brackets. */
#include "source/html.h"

#include <string.h>

static bool is_part(const DocNode *node)
{
	return node->type == DOC_READING || node->type == DOC_RUBY_PAREN;
}

/* A reading whose end was left out ends where the next part begins. */
static void end_part(DocNode *part)
{
	DocNode *child = part->first;
	while (child && !is_part(child))
		child = child->next;
	for (DocNode *after = part, *next; child; after = child, child = next) {
		next = child->next;
		doc_insert_after(after, child);
	}
}

/* Brackets of the reading's script. */
static void put_brackets(Doc *doc, DocNode *reading, bool wide, DocType type)
{
	const char *const marks[] = {wide ? "（" : "(", wide ? "）" : ")"};
	for (size_t i = 0; i < 2; i++) {
		DocNode *text = doc_text(doc, reading->pos, marks[i], strlen(marks[i])), *node = text;
		if (type != DOC_TEXT) {
			node = doc_node(doc, type, reading->pos);
			doc_append(node, text);
		}
		if (i)
			doc_insert_after(reading, node);
		else
			doc_insert_before(reading, node);
	}
}

/* Whether a reading has words, and whether these are as wide as East Asia's. */
static bool has_words(const DocNode *reading, bool *wide)
{
	Buf text = {0};
	doc_plain_text(reading, &text);
	size_t skip = text.len ? strspn(text.data, " \t\r\n") : 0;
	bool any = skip < text.len;
	*wide = any && (unsigned char)text.data[skip] >= 0xE3;
	buf_free(&text);
	return any;
}

/* A reading that has no words to stand beside is words in brackets. */
static void put_reading(Doc *doc, DocNode *reading)
{
	bool wide, within = reading->parent->type == DOC_RUBY;
	if (!has_words(reading, &wide)) {
		doc_unwrap(reading);
		return;
	}
	put_brackets(doc, reading, wide, within ? DOC_RUBY_PAREN : DOC_TEXT);
	if (!within)
		reading->type = DOC_SPAN;
}

static void put_ruby(DocNode *ruby)
{
	bool any = false;
	for (DocNode *part = ruby->first, *next; part; part = next) {
		if (is_part(part))
			end_part(part);
		next = part->next;
		bool wide, reads = part->type == DOC_READING && has_words(part, &wide);
		any = any || reads;
		if (part->type == DOC_RUBY_PAREN) /* the author's, for which ours stand */
			doc_unlink(part);
	}
	if (!any || doc_ancestor(ruby->parent, DOC_RUBY))
		ruby->type = DOC_SPAN;
}

/* [words]{ruby="reading"} */
static void read_key(Doc *doc, DocNode *span)
{
	const char *words = doc_key(span, "ruby");
	if (!words || !*words || !span->first)
		return;
	DocNode *reading = doc_node(doc, DOC_READING, span->pos);
	doc_append(reading, doc_text(doc, span->pos, words, strlen(words)));
	doc_append(span, reading);
	span->type = DOC_RUBY;
}

void src_ruby(Doc *doc, DocNode *top)
{
	for (DocNode *node = top, *next; node; node = next) {
		if (node->type == DOC_SPAN && node->attr)
			read_key(doc, node);
		if (node->type == DOC_RUBY)
			put_ruby(node);
		next = doc_next_mutable(node, top, false);
		if (node->type == DOC_READING)
			put_reading(doc, node);
		else if (node->type == DOC_RUBY_PAREN && node->parent->type != DOC_RUBY)
			node->type = DOC_SPAN;
	}
}
