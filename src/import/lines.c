/* Lines of plain text as nodes. */
#include "import/lines.h"

#include <stdlib.h>
#include <string.h>

/* ---- emphasis ---- */

/* The next underscore of a block that is one of a pair, by line and byte. */
typedef struct {
	size_t *at; /* numbers, in order */
	size_t pairs, cap;
} Italics;

static bool is_letter_byte(const ImportLine *line, size_t at)
{
	char c = at < line->len ? line->text[at] : '\0';
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c & 0x80);
}

static bool is_blank_byte(const ImportLine *line, size_t at)
{
	return at >= line->len || line->text[at] == ' ' || line->text[at] == '\t';
}

static bool opens(const ImportLine *line, size_t at)
{
	bool alone = line->text[at ? at - 1 : at] != '_' || !at;
	return alone && (!at || !is_letter_byte(line, at - 1)) && !is_blank_byte(line, at + 1) &&
	       line->text[at + 1] != '_';
}

static bool closes(const ImportLine *line, size_t at)
{
	return at && !is_blank_byte(line, at - 1) && line->text[at - 1] != '_' && !is_letter_byte(line, at + 1) &&
	       (at + 1 == line->len || line->text[at + 1] != '_');
}

/* An underscore's number is its line's times 65,536 and its byte. */
static void keep(Italics *italics, size_t number)
{
	italics->at = base_grow(italics->at, italics->pairs, &italics->cap, sizeof *italics->at);
	italics->at[italics->pairs++] = number;
}

static Italics find_italics(const ImportLine *lines, size_t count)
{
	Italics italics = {0};
	size_t open = SIZE_MAX;
	for (size_t i = 0; i < count; i++) {
		for (size_t at = 0; at < lines[i].len && at < 0xffff; at++) {
			if (lines[i].text[at] != '_')
				continue;
			if (open != SIZE_MAX && closes(&lines[i], at)) {
				keep(&italics, open);
				keep(&italics, i << 16 | at);
				open = SIZE_MAX;
			} else if (open == SIZE_MAX && opens(&lines[i], at)) {
				open = i << 16 | at;
			}
		}
	}
	return italics;
}

/* ---- blocks ---- */

static DocNode *add(ImportLines *lines, DocNode *parent, DocType type)
{
	DocNode *node = doc_node(lines->import->doc, type, import_at(lines->import));
	doc_append(parent, node);
	return node;
}

static uint32_t least_indent(const ImportLine *lines, size_t count)
{
	uint32_t least = UINT32_MAX;
	for (size_t i = 0; i < count; i++)
		least = lines[i].indent < least ? lines[i].indent : least;
	return least;
}

/* A line's text, cut where emphasis begins and ends.  *pair: the first of the underscores to come. */
static void put_words(ImportLines *all, DocNode *para, const ImportLine *line, const Italics *italics, size_t index,
                      size_t *pair)
{
	size_t from = 0;
	for (size_t at = 0; at <= line->len; at++) {
		bool mark = *pair < italics->pairs && italics->at[*pair] == (index << 16 | at);
		if (!mark && at < line->len)
			continue;
		DocNode *into = *pair % 2 ? para->last : para;
		if (*pair % 2 && into->type != DOC_EMPH)
			into = add(all, para, DOC_EMPH);
		import_words(all->import, into, line->text + from, at - from);
		if (mark && *pair % 2 == 0)
			add(all, para, DOC_EMPH);
		*pair += mark;
		from = at + 1;
	}
}

static void put_indent(ImportLines *all, DocNode *para, uint32_t count)
{
	enum { WIDEST = 40 };
	for (uint32_t i = 0; i < count && i < WIDEST; i++)
		import_words(all->import, para, "\u00A0", strlen("\u00A0"));
}

static void put_lines(ImportLines *all, DocNode *para, const ImportLine *lines, size_t count, ImportKind kind)
{
	Italics italics = find_italics(lines, all->italics ? count : 0);
	uint32_t indent = least_indent(lines, count);
	DocType end = kind == IMPORT_VERSE || kind == IMPORT_LINES ? DOC_LINE_BREAK : DOC_SOFT_BREAK;
	size_t pair = 0;
	for (size_t i = 0; i < count; i++) {
		if (i)
			add(all, pair % 2 ? para->last : para, end);
		if (kind == IMPORT_VERSE)
			put_indent(all, para, lines[i].indent - indent);
		put_words(all, para, &lines[i], &italics, i, &pair);
	}
	free(italics.at);
}

/* What keeps its columns is shown as it is typed. */
static void put_table(ImportLines *all, const ImportLine *lines, size_t count)
{
	Doc *doc = all->import->doc;
	DocNode *code = add(all, doc->root, DOC_CODE_BLOCK);
	uint32_t indent = least_indent(lines, count);
	Buf text = {0};
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%*s%.*s", i ? "\n" : "", (int)(lines[i].indent - indent), "", (int)lines[i].len,
		           lines[i].text);
	code->u.code.text = arena_strndup(doc->arena, text.data, text.len);
	code->u.code.len = text.len;
	buf_free(&text);
}

/* ---- lists ---- */

ImportMarker import_marker(const ImportLine *line)
{
	static const char *const bullets[] = {"* ", "- ", "+ ", "• ", "◦ ", "‣ ", "▪ "};
	ImportMarker marker = {0};
	for (size_t i = 0; i < BASE_LEN(bullets); i++) {
		size_t len = strlen(bullets[i]);
		if (line->len > len && !memcmp(line->text, bullets[i], len))
			return (ImportMarker){.len = len};
	}
	enum { MOST_DIGITS = 4 };
	size_t first = line->len && *line->text == '(', at = first;
	while (at < line->len && at - first < MOST_DIGITS && line->text[at] >= '0' && line->text[at] <= '9')
		marker.number = marker.number * 10 + (line->text[at++] - '0');
	bool paren = at < line->len && line->text[at] == ')', point = at < line->len && line->text[at] == '.';
	if (at == first || !(paren || (point && !first)) || at + 2 >= line->len || line->text[at + 1] != ' ')
		return (ImportMarker){0};
	marker.len = at + 2;
	marker.paren = paren;
	marker.parens = paren && first;
	return marker;
}

static bool is_next(const ImportMarker *before, const ImportMarker *marker, const ImportLine *a, const ImportLine *b)
{
	if (!before->number || !marker->number)
		return !before->number && !marker->number && *a->text == *b->text;
	return marker->number == before->number + 1 && marker->paren == before->paren &&
	       marker->parens == before->parens;
}

/* Lines of a dialogue begin with a dash as items do; they are sentences. */
static bool is_said(const ImportLine *line)
{
	return *line->text == '-' && strchr(".!?\"'", line->text[line->len - 1]) != NULL;
}

bool import_is_list(const ImportLine *lines, size_t count)
{
	ImportMarker before = import_marker(&lines[0]);
	const ImportLine *last = &lines[0];
	size_t items = 1;
	bool said = is_said(last), sure = (unsigned char)*lines[0].text >= 0x80;
	for (size_t i = 1; i < count && before.len; i++) {
		ImportMarker marker = import_marker(&lines[i]);
		if (lines[i].indent > last->indent)
			continue;
		if (!marker.len || lines[i].indent < last->indent || !is_next(&before, &marker, last, &lines[i]))
			return false;
		said |= is_said(&lines[i]);
		before = marker;
		last = &lines[i];
		items++;
	}
	return before.len && (items > 1 || sure) && !said;
}

static DocNode *list_for(ImportLines *all, const ImportMarker *marker)
{
	Import *import = all->import;
	DocNode *root = import->doc->root;
	if (!marker->number)
		return import_holder(import, root, "ul");
	DocNode *list =
	        import_add(import, root, "ol", "start", arena_printf(import->doc->arena, "%ld", marker->number));
	list->u.list.delim = marker->parens ? DOC_DELIM_TWO_PARENS : marker->paren ? DOC_DELIM_PAREN : DOC_DELIM_PERIOD;
	return list;
}

/* An item goes on with the lines that are indented further. */
static void put_list(ImportLines *all, const ImportLine *lines, size_t count)
{
	ImportMarker marker = import_marker(&lines[0]);
	DocNode *list = list_for(all, &marker);
	ImportLine *item = base_alloc(count * sizeof *item);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && lines[end].indent > lines[i].indent; end++)
			;
		memcpy(item, lines + i, (end - i) * sizeof *item);
		size_t len = import_marker(&lines[i]).len;
		while (len < item->len && item->text[len] == ' ')
			len++;
		item->text += len;
		item->len -= len;
		put_lines(all, add(all, import_add(all->import, list, "li", NULL, NULL), DOC_PLAIN), item, end - i,
		          IMPORT_PARAGRAPH);
	}
	free(item);
}

/* Verses and quotations that follow each other are one. */
static DocNode *holder(ImportLines *all, ImportKind kind)
{
	DocNode *root = all->import->doc->root;
	DocType type = kind == IMPORT_VERSE ? DOC_DIV : DOC_BLOCK_QUOTE;
	if (kind != IMPORT_VERSE && kind != IMPORT_QUOTE)
		return root;
	if (root->last && root->last->type == type)
		return root->last;
	DocNode *node = add(all, root, type);
	if (kind == IMPORT_VERSE)
		doc_add_class(all->import->doc, node, "verse");
	return node;
}

void import_put(ImportLines *all, const ImportLine *lines, size_t count, ImportKind kind)
{
	if (kind == IMPORT_RULE)
		add(all, all->import->doc->root, DOC_RULE);
	else if (kind == IMPORT_TABLE)
		put_table(all, lines, count);
	else if (kind == IMPORT_LIST)
		put_list(all, lines, count);
	else
		put_lines(all, add(all, holder(all, kind), DOC_PARA), lines, count, kind);
}

void import_put_heading(ImportLines *all, const char *text, size_t len, int level)
{
	DocNode *header = add(all, all->import->doc->root, DOC_HEADER);
	header->u.header.level = level;
	import_words(all->import, header, text, len);
}
