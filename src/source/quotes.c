/* Quotation marks, typed and curled. */
#include "source/quotes.h"

#include <string.h>

enum { MARK = 3 }; /* bytes of each */

static const struct {
	const char *shown, *hidden;
} marks[] = {
        {"“", "\uF8F0"},
        {"”", "\uF8F1"},
        {"‘", "\uF8F2"},
        {"’", "\uF8F3"},
};

static void exchange(char *text, size_t len, bool hide)
{
	for (size_t i = 0; i + MARK <= len; i++) {
		if ((unsigned char)text[i] < 0xE2)
			continue;
		for (size_t k = 0; k < BASE_LEN(marks); k++) {
			if (!memcmp(text + i, hide ? marks[k].shown : marks[k].hidden, MARK)) {
				memcpy(text + i, hide ? marks[k].hidden : marks[k].shown, MARK);
				i += MARK - 1;
				break;
			}
		}
	}
}

void src_quotes_hide(char *text, size_t len)
{
	exchange(text, len, true);
}

void src_quotes_show(char *text, size_t len)
{
	exchange(text, len, false);
}

/* Which mark stands at text, or -1. */
static int mark_at(const char *text, size_t len)
{
	for (size_t k = 0; len >= MARK && k < BASE_LEN(marks); k++) {
		if (!memcmp(text, marks[k].shown, MARK))
			return (int)k;
	}
	return -1;
}

static DocNode *add(Doc *doc, DocNode *parent, Pos pos, const char *text, size_t len)
{
	DocNode *node = doc_text(doc, pos, text, len);
	src_quotes_show((char *)node->u.text.text, len); /* the arena's own copy */
	doc_append(parent, node);
	return node;
}

static bool is_word(const char *text, size_t len)
{
	unsigned char c = len ? (unsigned char)*text : ' ';
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= 0xC3 && c < 0xE2);
}

void src_quotes_add(Doc *doc, DocNode *parent, Pos pos, const char *text, size_t len)
{
	size_t start = 0;
	for (size_t i = 0; i < len; i++) {
		int mark = (unsigned char)text[i] == 0xE2 ? mark_at(text + i, len - i) : -1;
		bool apostrophe = mark == 3 && is_word(text + i + MARK, len - i - MARK);
		if (mark < 0 || apostrophe)
			continue;
		if (i > start)
			add(doc, parent, pos, text + start, i - start);
		add(doc, parent, pos, text + i, MARK)->generated = true;
		start = i + MARK;
		i += MARK - 1;
	}
	if (start < len || !len)
		add(doc, parent, pos, text + start, len - start);
}

static void wrap(Doc *doc, DocNode *open, DocNode *close, bool dbl)
{
	DocNode *quoted = doc_node(doc, DOC_QUOTED, open->pos);
	quoted->u.quoted.dbl = dbl;
	doc_insert_before(open, quoted);
	while (open->next != close)
		doc_append(quoted, open->next);
	doc_unlink(open);
	doc_unlink(close);
}

void src_quotes_pair(Doc *doc, DocNode *parent)
{
	enum { DEEPEST = 32 };
	DocNode *open[DEEPEST];
	size_t depth = 0;
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		if (node->type != DOC_TEXT || !node->generated)
			continue;
		node->generated = false;
		int mark = mark_at(node->u.text.text, node->u.text.len);
		if (mark == 0 || mark == 2) {
			if (depth < DEEPEST)
				open[depth++] = node;
			continue;
		}
		size_t at = depth;
		while (at && mark_at(open[at - 1]->u.text.text, MARK) != mark - 1)
			at--;
		if (!at || (mark == 3 && at != depth))
			continue; /* an apostrophe, or a mark without an opening one */
		depth = at - 1;
		wrap(doc, open[depth], node, mark == 1);
	}
}
