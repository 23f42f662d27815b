/* Pairs of typed quotation marks. */
#include "source/quotes.h"

#include <string.h>
#include <utf8proc.h>

enum { DEEPEST = 32 };

typedef enum { SIDE_WHITE, SIDE_SIGN, SIDE_WORD } Side;

static bool is_mark(const DocNode *node)
{
	return node->type == DOC_TEXT && node->generated;
}

static Side side_of(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	if (c < ' ' || category == UTF8PROC_CATEGORY_ZS)
		return SIDE_WHITE;
	bool sign = (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) ||
	            (c < 0x80 && category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO);
	return sign ? SIDE_SIGN : SIDE_WORD;
}

/* What stands beside a mark: at the ends of an inline, and beside one, that inline's
 * own delimiters. */
static Side beside(const DocNode *parent, const DocNode *node, bool before)
{
	if (!node)
		return doc_is_inline(parent->type) ? SIDE_SIGN : SIDE_WHITE;
	if (node->type == DOC_SOFT_BREAK || node->type == DOC_LINE_BREAK)
		return SIDE_WHITE;
	if (node->type != DOC_TEXT || !node->u.text.len)
		return SIDE_SIGN;
	const char *text = node->u.text.text;
	size_t at = before ? node->u.text.len - 1 : 0, used;
	while (at && (text[at] & 0xc0) == 0x80)
		at--;
	return side_of(utf8_decode(text + at, node->u.text.len - at, &used));
}

typedef struct {
	bool opens, closes;
} Flanks;

static Flanks flanks_of(const DocNode *parent, const DocNode *mark)
{
	Side prev = beside(parent, mark->prev, true), next = beside(parent, mark->next, false);
	bool left = next == SIDE_WORD || (next == SIDE_SIGN && prev != SIDE_WORD);
	bool right = prev == SIDE_WORD || (prev == SIDE_SIGN && next != SIDE_WORD);
	return (Flanks){left && (!right || prev == SIDE_SIGN), right && (!left || next == SIDE_SIGN)};
}

static DocNode *wrap(Doc *doc, DocNode *open, DocNode *close)
{
	DocNode *quoted = doc_node(doc, DOC_QUOTED, open->pos);
	quoted->u.quoted.dbl = *open->u.text.text == '"';
	doc_insert_before(open, quoted);
	while (open->next != close)
		doc_append(quoted, open->next);
	doc_unlink(open);
	doc_unlink(close);
	return quoted;
}

static void curl(DocNode *mark, bool opens)
{
	bool dbl = *mark->u.text.text == '"';
	mark->generated = false;
	mark->u.text.text = !dbl ? "’" : opens ? "“" : "”";
	mark->u.text.len = strlen(mark->u.text.text);
}

/* Marks that opened and wait for their partner. */
typedef struct {
	DocNode *marks[DEEPEST];
	size_t depth;
} Waiting;

static DocNode *close_mark(Doc *doc, Waiting *waiting, DocNode *mark)
{
	size_t at = waiting->depth;
	while (at && *waiting->marks[at - 1]->u.text.text != *mark->u.text.text)
		at--;
	if (!at)
		return NULL;
	while (waiting->depth > at)
		curl(waiting->marks[--waiting->depth], true);
	return wrap(doc, waiting->marks[--waiting->depth], mark);
}

void src_quotes_pair(Doc *doc, DocNode *parent)
{
	Waiting waiting = {.depth = 0};
	for (DocNode *node = parent->first, *next; node; node = next) {
		next = node->next;
		if (!is_mark(node))
			continue;
		Flanks flanks = flanks_of(parent, node);
		if (flanks.closes && close_mark(doc, &waiting, node))
			continue;
		if (flanks.opens && waiting.depth < DEEPEST)
			waiting.marks[waiting.depth++] = node;
		else
			curl(node, flanks.opens && !flanks.closes);
	}
	while (waiting.depth)
		curl(waiting.marks[--waiting.depth], true);
}
