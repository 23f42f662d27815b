/* Reading the tree: types, walks, plain text. */
#include "document/resolve.h"

#include <string.h>

static const char *const names[DOC_TYPES] = {
        [DOC_ROOT] = "Document",
        [DOC_PARA] = "Para",
        [DOC_PLAIN] = "Plain",
        [DOC_HEADER] = "Header",
        [DOC_BULLET_LIST] = "BulletList",
        [DOC_ORDERED_LIST] = "OrderedList",
        [DOC_LIST_ITEM] = "Item",
        [DOC_BLOCK_QUOTE] = "BlockQuote",
        [DOC_CODE_BLOCK] = "CodeBlock",
        [DOC_RULE] = "HorizontalRule",
        [DOC_TABLE] = "Table",
        [DOC_CAPTION] = "Caption",
        [DOC_TABLE_HEAD] = "TableHead",
        [DOC_TABLE_BODY] = "TableBody",
        [DOC_TABLE_ROW] = "Row",
        [DOC_TABLE_CELL] = "Cell",
        [DOC_FIGURE] = "Figure",
        [DOC_DEFINITION_LIST] = "DefinitionList",
        [DOC_TERM] = "Term",
        [DOC_DEFINITION] = "Definition",
        [DOC_DIV] = "Div",
        [DOC_PAGE_BREAK] = "PageBreak",
        [DOC_NOTE] = "Note",
        [DOC_RAW_BLOCK] = "RawBlock",
        [DOC_TEXT] = "Str",
        [DOC_SOFT_BREAK] = "SoftBreak",
        [DOC_LINE_BREAK] = "LineBreak",
        [DOC_EMPH] = "Emph",
        [DOC_STRONG] = "Strong",
        [DOC_STRIKEOUT] = "Strikeout",
        [DOC_SUPERSCRIPT] = "Superscript",
        [DOC_SUBSCRIPT] = "Subscript",
        [DOC_SMALL_CAPS] = "SmallCaps",
        [DOC_UNDERLINE] = "Underline",
        [DOC_QUOTED] = "Quoted",
        [DOC_CODE] = "Code",
        [DOC_MATH] = "Math",
        [DOC_LINK] = "Link",
        [DOC_IMAGE] = "Image",
        [DOC_SPAN] = "Span",
        [DOC_RUBY] = "Ruby",
        [DOC_READING] = "Reading",
        [DOC_RUBY_PAREN] = "RubyParen",
        [DOC_NOTE_REF] = "NoteRef",
        [DOC_RAW_INLINE] = "RawInline",
};

const char *doc_type_name(DocType type)
{
	return names[type];
}

bool doc_is_paragraph(const DocNode *node)
{
	return node && (node->type == DOC_PARA || node->type == DOC_PLAIN);
}

bool doc_is_block(DocType type)
{
	return type < DOC_TEXT;
}

bool doc_is_inline(DocType type)
{
	return type >= DOC_TEXT;
}

bool doc_is_format(DocType type)
{
	return type >= DOC_EMPH && type < DOC_QUOTED;
}

const DocNode *doc_next(const DocNode *node, const DocNode *top, bool skip)
{
	if (node->first && !skip)
		return node->first;
	while (node != top && !node->next)
		node = node->parent;
	return node == top ? NULL : node->next;
}

DocNode *doc_next_mutable(DocNode *node, const DocNode *top, bool skip)
{
	return (DocNode *)doc_next(node, top, skip); /* it is of the same tree */
}

DocNode *res_top(const Doc *doc, size_t index)
{
	if (!index)
		return doc->root;
	return index <= doc->note_count ? doc->notes[index - 1] : NULL;
}

const DocNode *doc_ancestor(const DocNode *node, DocType type)
{
	while (node && node->type != type)
		node = node->parent;
	return node;
}

DocWalk doc_walk(const DocNode *top)
{
	return (DocWalk){.top = top};
}

bool doc_step(DocWalk *walk)
{
	const DocNode *node = walk->node;
	if (!walk->started) {
		*walk = (DocWalk){.node = walk->top, .enter = true, .top = walk->top, .started = true};
		return true;
	}
	if (walk->enter && node->first) {
		walk->node = node->first;
		return true;
	}
	if (walk->enter && names[node->type] && node->type != DOC_TEXT && node->type != DOC_SOFT_BREAK) {
		walk->enter = false;
		return true;
	}
	if (node == walk->top)
		return false;
	walk->enter = node->next != NULL;
	walk->node = node->next ? node->next : node->parent;
	return true;
}

void doc_skip(DocWalk *walk)
{
	/* The leave of a node follows its last child's; pretend to stand there. */
	walk->enter = false;
	if (walk->node->last) {
		walk->node = walk->node->last;
		walk->started = true;
	} else if (walk->node->type != DOC_TEXT && walk->node->type != DOC_SOFT_BREAK) {
		walk->enter = true;
	}
}

/* Without soft hyphens, which are for lines alone. */
static void add_words(const char *text, size_t len, Buf *out)
{
	const char *soft;
	while ((soft = strstr(text, "\u00AD")) != NULL && (size_t)(soft - text) < len) {
		buf_add(out, text, (size_t)(soft - text));
		len -= (size_t)(soft - text) + 2;
		text = soft + 2;
	}
	buf_add(out, text, len);
}

void doc_plain_text(const DocNode *top, Buf *out)
{
	DocWalk walk = doc_walk(top);
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		switch (node->type) {
		case DOC_QUOTED:
			if (node->u.quoted.open)
				buf_str(out, walk.enter ? node->u.quoted.open : node->u.quoted.close);
			break;
		case DOC_TEXT:
			if (walk.enter)
				add_words(node->u.text.text, node->u.text.len, out);
			break;
		case DOC_CODE:
		case DOC_CODE_BLOCK:
			if (walk.enter)
				buf_add(out, node->u.text.text, node->u.text.len);
			break;
		case DOC_MATH:
			if (walk.enter && node->u.math.tree)
				math_plain(node->u.math.tree, out);
			else if (walk.enter)
				buf_add(out, node->u.text.text, node->u.text.len);
			break;
		case DOC_SOFT_BREAK:
		case DOC_LINE_BREAK:
			if (walk.enter)
				buf_char(out, ' ');
			break;
		case DOC_IMAGE:
			if (walk.enter && node->u.image.alt)
				buf_str(out, node->u.image.alt);
			if (walk.enter && node->first && node->u.image.alt)
				doc_skip(&walk);
			break;
		default:
			break;
		}
	}
}
