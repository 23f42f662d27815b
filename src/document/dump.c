/* The tree as text. */
#include "document/document.h"

#include <string.h>

static void put_field(Buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	buf_printf(out, " %s=", name);
	buf_quoted(out, value, strlen(value));
}

static void put_attr(Buf *out, const DocNode *node)
{
	const DocAttr *attr = node->attr;
	if (!attr)
		return;
	if (attr->id)
		buf_printf(out, " #%s", attr->id);
	for (size_t i = 0; i < attr->class_count; i++)
		buf_printf(out, " .%s", attr->classes[i]);
	for (size_t i = 0; i < attr->pair_count; i++)
		put_field(out, attr->keys[i], attr->values[i]);
}

static const char *const aligns[] = {"default", "left", "center", "right"};
static const char *const styles[] = {"decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman", "circled"};
static const char *const delims[] = {"period", "paren", "two-parens"};

static void put_link(Buf *out, const DocNode *node)
{
	static const char *const links[] = {"external", "internal", "reference"};
	buf_printf(out, " %s", links[node->u.link.kind]);
	put_field(out, "url", node->u.link.url);
	put_field(out, "title", node->u.link.title);
	if (node->u.link.target)
		put_field(out, "to", doc_id(node->u.link.target));
}

static void put_image(Buf *out, const DocNode *node)
{
	put_field(out, "url", node->u.image.url);
	put_field(out, "alt", node->u.image.alt);
	put_field(out, "title", node->u.image.title);
	if (node->u.image.decorative)
		buf_str(out, " decorative");
	if (node->u.image.image)
		buf_printf(out, " %ux%u", node->u.image.image->info.width, node->u.image.image->info.height);
}

static void put_table(Buf *out, const DocNode *node)
{
	for (size_t i = 0; i < node->u.table.columns; i++)
		buf_printf(out, " %s", aligns[node->u.table.aligns[i]]);
	put_field(out, "label", node->u.table.label);
}

static void put_text(Buf *out, const DocNode *node)
{
	bool math = node->type == DOC_MATH;
	buf_char(out, ' ');
	buf_quoted(out, node->u.text.text, node->u.text.len);
	if (math && node->u.math.display)
		buf_str(out, " display");
	if (math && !node->u.math.tree)
		buf_str(out, " unread");
	else if (node->generated)
		buf_str(out, " generated");
}

static void put_cell(Buf *out, const DocNode *node)
{
	buf_printf(out, " %s", aligns[node->u.cell.align]);
	if (node->u.cell.colspan > 1)
		buf_printf(out, " colspan=%u", (unsigned)node->u.cell.colspan);
	if (node->u.cell.rowspan > 1)
		buf_printf(out, " rowspan=%u", (unsigned)node->u.cell.rowspan);
}

static void put_list(Buf *out, const DocNode *node)
{
	buf_printf(out, " %ld %s %s", node->u.list.start, styles[node->u.list.style], delims[node->u.list.delim]);
	buf_str(out, node->u.list.reversed ? " reversed" : "");
}

static void put_figure(Buf *out, const DocNode *node)
{
	if (node->u.figure.part)
		buf_printf(out, " (%c)", node->u.figure.letter);
	put_field(out, "label", node->u.figure.label);
}

static void put_quoted(Buf *out, const DocNode *node)
{
	buf_str(out, node->u.quoted.dbl ? " double" : " single");
	put_field(out, "open", node->u.quoted.open);
	put_field(out, "close", node->u.quoted.close);
}

/* What a type has beside attributes. */
static void put_own(Buf *out, const DocNode *node)
{
	switch (node->type) {
	case DOC_TEXT:
	case DOC_CODE:
	case DOC_CODE_BLOCK:
	case DOC_MATH:
	case DOC_RAW_BLOCK:
	case DOC_RAW_INLINE:
		put_text(out, node);
		break;
	case DOC_HEADER:
		buf_printf(out, " %d", node->u.header.level);
		put_field(out, "number", node->u.header.number);
		break;
	case DOC_ORDERED_LIST:
		put_list(out, node);
		break;
	case DOC_LIST_ITEM:
		if (node->u.item.task)
			buf_str(out, node->u.item.task == DOC_TASK_DONE ? " [x]" : " [ ]");
		break;
	case DOC_TABLE:
		put_table(out, node);
		break;
	case DOC_TABLE_CELL:
		put_cell(out, node);
		break;
	case DOC_FIGURE:
		put_figure(out, node);
		break;
	case DOC_DIV:
		if (node->u.div.kind)
			buf_printf(out, " (%s)", doc_div_name(node->u.div.kind));
		break;
	case DOC_QUOTED:
		put_quoted(out, node);
		break;
	case DOC_LINK:
		put_link(out, node);
		break;
	case DOC_IMAGE:
		put_image(out, node);
		break;
	case DOC_NOTE:
		buf_printf(out, " %u", node->u.note.number);
		break;
	case DOC_NOTE_REF:
		buf_printf(out, " %u", node->u.note_ref.note ? node->u.note_ref.note->u.note.number : 0);
		break;
	default:
		break;
	}
}

/* What the words of code are. */
static void put_tokens(Buf *out, const DocNode *node, int depth)
{
	const CodeTokens *tokens = node->u.code.tokens;
	uint32_t at = 0;
	for (size_t i = 0; tokens && i < tokens->count; at = tokens->runs[i++].end) {
		if (tokens->runs[i].class == CODE_PLAIN)
			continue;
		buf_printf(out, "%*s%s ", depth * 2, "", code_class_name(tokens->runs[i].class));
		buf_quoted(out, node->u.code.text + at, tokens->runs[i].end - at);
		buf_char(out, '\n');
	}
}

static void put_tree(Buf *out, const DocNode *top)
{
	DocWalk walk = doc_walk(top);
	int depth = 0;
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (!walk.enter) {
			depth--;
			continue;
		}
		buf_printf(out, "%*s%s", depth * 2, "", doc_type_name(node->type));
		put_own(out, node);
		put_attr(out, node);
		if (node->parent && node->lang && !str_eq(node->lang, node->parent->lang))
			put_field(out, "in", node->lang);
		if (doc_is_block(node->type) && node->pos.line)
			buf_printf(out, " @%u:%u", node->pos.line, node->pos.col);
		buf_char(out, '\n');
		if (node->type == DOC_CODE || node->type == DOC_CODE_BLOCK)
			put_tokens(out, node, depth + 1);
		if (node->type == DOC_MATH && node->u.math.tree)
			math_dump(node->u.math.tree, (size_t)depth + 1, out);
		if (node->type != DOC_TEXT && node->type != DOC_SOFT_BREAK)
			depth++;
	}
}

static void put_meta(Buf *out, const DocMeta *meta)
{
	buf_str(out, "Meta");
	put_field(out, "title", meta->title);
	put_field(out, "subtitle", meta->subtitle);
	put_field(out, "lang", meta->lang);
	put_field(out, "date", meta->date);
	put_field(out, "date-text", meta->date_text);
	put_field(out, "rights", meta->rights);
	put_field(out, "publisher", meta->publisher);
	put_field(out, "identifier", meta->identifier);
	for (size_t i = 0; i < meta->more_identifier_count; i++)
		put_field(out, "identifier", meta->more_identifiers[i]);
	put_field(out, "description", meta->description);
	put_field(out, "series", meta->series);
	if (meta->dir == DOC_DIR_RTL)
		buf_str(out, " rtl");
	buf_char(out, '\n');
	for (size_t i = 0; i < meta->people_count; i++) {
		buf_str(out, "  Person");
		put_field(out, "name", meta->people[i].name);
		put_field(out, "role", meta->people[i].role);
		put_field(out, "file-as", meta->people[i].file_as);
		buf_char(out, '\n');
	}
	for (size_t i = 0; i < meta->subject_count; i++) {
		buf_str(out, "  Subject");
		put_field(out, "name", meta->subjects[i]);
		buf_char(out, '\n');
	}
}

void doc_dump(const Doc *doc, Buf *out)
{
	put_meta(out, &doc->meta);
	put_tree(out, doc->root);
	for (size_t i = 0; i < doc->note_count; i++)
		put_tree(out, doc->notes[i]);
}
