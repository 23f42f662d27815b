/* Which file holds what: one for each chapter, none too large, each named by its
 * heading. */
#include "epub/plan.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* Bytes of XHTML, by an estimate from above: readers choke on more than 250 KB, and begin a page with each file, so
 * that what is short shares one. */
enum { FILE_MOST = 215000, FILE_SHARED = 5000, NAME_MOST = 48 };

/* ---- names --------------------------------------------------------------- */

/* Adds c's letter without its accents, if ASCII has it; else nothing. */
static void add_plain(Buf *out, utf8proc_int32_t c)
{
	utf8proc_int32_t parts[8];
	int boundary = 0;
	utf8proc_ssize_t count =
	        utf8proc_decompose_char(c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
	for (utf8proc_ssize_t i = 0; i < count && i < 8; i++)
		if (parts[i] < 0x80)
			buf_char(out, (char)parts[i]);
}

/* A heading's words in lower-case ASCII, joined by hyphens. */
static void slug(const char *text, Buf *out)
{
	Buf letters = {0};
	size_t used, len = strlen(text);
	for (size_t i = 0; i < len; i += used)
		add_plain(&letters, (utf8proc_int32_t)utf8_decode(text + i, len - i, &used));
	for (const char *at = letters.data ? letters.data : ""; *at && out->len < NAME_MOST; at++) {
		bool word = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9');
		if (word)
			buf_char(out, *at);
		else if (*at != '\'' && out->len && out->data[out->len - 1] != '-')
			buf_char(out, '-');
	}
	while (out->len && out->data[out->len - 1] == '-')
		out->data[--out->len] = '\0';
	buf_free(&letters);
}

/* The section that this one is part of; NULL for the outermost. */
static const DocSection *outer_of(const Ep *ep, const DocSection *section)
{
	const DocSection *outer = section;
	while (outer > ep->doc->sections && outer->level >= section->level)
		outer--;
	return outer->level < section->level ? outer : NULL;
}

/* A free name from a heading; a numeral is not enough, so that the name of what is
 * around it comes first; without letters of ours, the name is what it is. */
static const char *file_name(Ep *ep, const DocSection *section)
{
	enum { SHORT = 6 };
	Buf name = {0}, own = {0};
	if (section)
		slug(section->text, &own);
	const DocSection *outer = section && own.len <= SHORT ? outer_of(ep, section) : NULL;
	if (outer)
		slug(outer->text, &name);
	if (!own.len)
		buf_str(&own, section ? section->kind ? section->kind : "section" : "opening");
	buf_printf(&name, "%s%s", name.len ? "-" : "", own.data);
	ep_make_unique(ep->names, &name, "");
	const char *copy = arena_printf(ep->arena, "%s.xhtml", name.data);
	buf_free(&own);
	buf_free(&name);
	return copy;
}

static EpFile *add_file(Ep *ep, const DocNode *first, const DocSection *section, bool opens)
{
	ep->files = base_grow(ep->files, ep->file_count, &ep->file_cap, sizeof *ep->files);
	EpFile *file = &ep->files[ep->file_count++];
	*file = (EpFile){.first = first, .section = section, .opens = opens, .base = section ? section->rank : 1};
	file->title = section && ep_has_text(section->text) ? section->text : ep->meta->title;
	file->name = file_name(ep, section);
	return file;
}

/* ---- sizes --------------------------------------------------------------- */

/* As XHTML; a listing's lines are elements, with their share in the markers of pages,
 * and code may be cut after signs. */
static size_t escaped(const char *text, size_t len, bool code)
{
	static const uint8_t more[256] = {['&'] = 4, ['<'] = 4, ['>'] = 4, ['\n'] = 16};
	size_t sum = len;
	for (size_t i = 0; i < len; i++)
		sum += more[(unsigned char)text[i]];
	for (size_t i = 0; code && i < len; i++)
		sum += text[i] > ' ' && strchr("/._-:,(=&?#", text[i]) ? 6 : 0;
	return sum;
}

static bool is_code(const DocNode *node)
{
	return node->type == DOC_CODE || node->type == DOC_CODE_BLOCK;
}

/* What a node itself adds, its children left out. */
static size_t size_of(const DocNode *node)
{
	size_t attrs = node->attr ? 60 : 0;
	switch (node->type) {
	case DOC_TEXT:
		return escaped(node->u.text.text, node->u.text.len, false);
	case DOC_SOFT_BREAK:
		return 8;
	case DOC_MATH:
		if (node->u.math.tree)
			return 200 + 12 * node->u.math.len + attrs;
		return escaped(node->u.text.text, node->u.text.len, is_code(node)) + 60 + attrs;
	case DOC_CODE:
	case DOC_CODE_BLOCK:
		return escaped(node->u.text.text, node->u.text.len, is_code(node)) + 60 + attrs;
	case DOC_LINK:
		return 60 + (node->u.link.url ? strlen(node->u.link.url) : 60) + attrs;
	case DOC_IMAGE:
		return 160 + (node->u.image.alt ? strlen(node->u.image.alt) : 0) + attrs;
	case DOC_HEADER:
		return 200;
	case DOC_NOTE_REF:
		return 130;
	case DOC_NOTE:
		return 260 + 160 * (size_t)(node->u.note.refs < EP_BACK_LINKS ? node->u.note.refs : EP_BACK_LINKS);
	default:
		return 24 + attrs;
	}
}

static size_t size_of_tree(const DocNode *top)
{
	size_t sum = 0;
	for (const DocNode *node = top; node; node = doc_next(node, top, false))
		sum += size_of(node);
	return sum;
}

/* sums[s] is the size of all that comes before the node of serial s in the text,
 * the last one that of the whole; a note counts where it is first called. */
static size_t *sum_up(const Ep *ep)
{
	size_t *sums = base_calloc((size_t)ep->doc->serials + 2, sizeof *sums), sum = 0;
	for (const DocNode *node = ep->doc->root; node; node = doc_next(node, ep->doc->root, false)) {
		sums[node->serial] = sum;
		sum += size_of(node);
		if (node->type == DOC_NOTE_REF && node->u.note_ref.note && node->u.note_ref.ordinal == 1)
			sum += size_of_tree(node->u.note_ref.note);
	}
	sums[ep->doc->serials + 1] = sum;
	return sums;
}

/* ---- division ------------------------------------------------------------ */

static size_t start_of(const Ep *ep, const size_t *sums, size_t section)
{
	return section < ep->doc->section_count ? sums[ep->doc->sections[section].header->serial]
	                                        : sums[ep->doc->serials + 1];
}

static bool is_said(const DocSection *section)
{
	return doc_has_class(section->header, "part") || doc_has_class(section->header, "chapter");
}

/* Whether nothing stands between a section's heading and the next one. */
static bool is_name_alone(const Ep *ep, const DocSection *section)
{
	const DocNode *node = doc_next(section->header, ep->doc->root, true);
	while (node && (node->type == DOC_DIV || node->type == DOC_PAGE_BREAK))
		node = doc_next(node, ep->doc->root, false);
	return node == section[1].header;
}

/* Whether a chapter goes on in the file that the section `file` opened: a part's name alone is no page of a reader, nor
 * are a few lines, unless the author says that they are a chapter. */
static bool shares(const Ep *ep, const size_t *sums, size_t file, size_t chapter, size_t end)
{
	const DocSection *first = &ep->doc->sections[file], *section = &ep->doc->sections[chapter];
	size_t before = start_of(ep, sums, chapter) - start_of(ep, sums, file),
	       size = start_of(ep, sums, end) - start_of(ep, sums, chapter);
	bool part = section[-1].division == DOC_DIVISION_PART && section->level > section[-1].level;
	if (part || is_name_alone(ep, section - 1))
		return before <= FILE_SHARED && before + size <= FILE_MOST;
	return section->division == DOC_DIVISION_CHAPTER && section->matter == first->matter && !is_said(section) &&
	       !is_said(first) && before + size <= FILE_SHARED;
}

static size_t next_opener(const Ep *ep, const bool *opens, size_t section)
{
	do
		section++;
	while (section < ep->doc->section_count && !opens[section]);
	return section;
}

/* Chapters open files, but for short ones. */
static void open_chapters(const Ep *ep, const size_t *sums, bool *opens)
{
	size_t count = ep->doc->section_count, file = count;
	for (size_t i = 0; i < count; i++)
		opens[i] = ep->doc->sections[i].division != DOC_DIVISION_SECTION;
	for (size_t i = 0; i < count; i++) {
		if (!opens[i])
			continue;
		opens[i] = file == count || !shares(ep, sums, file, i, next_opener(ep, opens, i));
		file = opens[i] ? i : file;
	}
}

/* The sections of a chapter that is too large for one file open files too. */
static void choose_openers(const Ep *ep, const size_t *sums, bool *opens)
{
	const DocSection *sections = ep->doc->sections;
	open_chapters(ep, sums, opens);
	for (size_t i = 0, end; i < ep->doc->section_count; i = end) {
		end = next_opener(ep, opens, i);
		if (!opens[i] || start_of(ep, sums, end) - start_of(ep, sums, i) <= FILE_MOST)
			continue;
		for (size_t k = i + 1; k < end; k++)
			opens[k] = sections[k].level == sections[i].level + 1 && !sections[k].boxed;
	}
}

/* The outermost block that begins with node: nothing of it stands before. */
static const DocNode *outermost(const DocNode *node)
{
	while (!node->prev && node->parent && node->parent->type != DOC_ROOT)
		node = node->parent;
	return node;
}

/* The size of a node with all that it holds. */
static size_t whole_size(const Ep *ep, const size_t *sums, const DocNode *node)
{
	const DocNode *after = doc_next(node, ep->doc->root, true);
	return sums[after ? after->serial : ep->doc->serials + 1] - sums[node->serial];
}

/* Blocks that can be closed at a file's end and go on in the next; a paragraph only
 * where it is a book of its own. */
static bool divides(const Ep *ep, const size_t *sums, const DocNode *node)
{
	switch (node->type) {
	case DOC_ROOT:
	case DOC_BLOCK_QUOTE:
	case DOC_BULLET_LIST:
	case DOC_ORDERED_LIST:
	case DOC_TABLE:
	case DOC_TABLE_BODY:
		return true;
	case DOC_DIV:
		return node->u.div.kind == DOC_DIV_PLAIN;
	case DOC_PARA:
		return whole_size(ep, sums, node) > FILE_MOST;
	default:
		return false;
	}
}

/* Where a file begins: in a text too long for one, at a byte of it. */
typedef struct {
	const DocNode *node;
	size_t byte;
} Cut;

/* A file can end before the node; not between a heading and its text, nor between the
 * parts of a table. */
static bool can_begin(const DocNode *node)
{
	return node->prev && node->prev->type != DOC_HEADER && node->parent->type != DOC_TABLE;
}

/* The last line's end, or space, in a text after `from` that leaves `room` bytes of
 * XHTML before it; 0 if there is none, the text's length if all has room. */
static size_t cut_in_text(const DocNode *node, size_t from, size_t room)
{
	char gap = node->type == DOC_CODE_BLOCK ? '\n' : ' ';
	size_t at = from;
	while (at < node->u.text.len && room) {
		size_t size = escaped(node->u.text.text + at++, 1, is_code(node));
		room -= size < room ? size : room;
	}
	if (at == node->u.text.len)
		return at;
	while (at > from && node->u.text.text[at - 1] != gap)
		at--;
	return at > from ? at : 0;
}

/* Whether a node is a text that itself takes most of a file. */
static bool is_long_text(const DocNode *node)
{
	bool text = node->type == DOC_CODE_BLOCK || (node->type == DOC_TEXT && node->parent->type == DOC_PARA);
	return text && node->u.text.len > FILE_MOST / 2;
}

/* The last place behind start at which a file can end and still be small enough. */
static Cut find_cut(const Ep *ep, const size_t *sums, Cut start, const DocNode *end)
{
	Cut best = {NULL, 0};
	size_t from = sums[start.node->serial] + start.byte;
	const DocNode *node = start.node;
	for (bool deep; node && node != end; node = doc_next(node, ep->doc->root, !deep)) {
		size_t at = sums[node->serial];
		if (at > from + FILE_MOST && best.node)
			break;
		if (at > from && can_begin(node))
			best = (Cut){node, 0};
		size_t own = node == start.node ? start.byte : 0,
		       room = from + FILE_MOST > at + own ? from + FILE_MOST - at - own : 0;
		size_t byte = is_long_text(node) ? cut_in_text(node, own, room) : 0;
		if (byte && byte < node->u.text.len)
			return (Cut){node, byte};
		deep = divides(ep, sums, node);
	}
	return best;
}

/* Adds the files from first to end: one, or as many as its size asks for. */
static void add_range(Ep *ep, const size_t *sums, const DocNode *first, const DocNode *end, const DocSection *section)
{
	size_t last = sums[end ? end->serial : ep->doc->serials + 1];
	Cut cut = {first, 0};
	add_file(ep, first, section, section != NULL);
	while (cut.node && last - sums[cut.node->serial] - cut.byte > FILE_MOST) {
		cut = find_cut(ep, sums, cut, end);
		if (cut.node)
			add_file(ep, cut.node, section, false)->byte = cut.byte;
	}
}

void ep_plan_files(Ep *ep)
{
	size_t *sums = sum_up(ep);
	bool *opens = base_calloc(ep->doc->section_count + 1, sizeof *opens);
	const DocNode *start = ep->doc->root->first;
	const DocSection *section = NULL;
	choose_openers(ep, sums, opens);
	for (size_t i = 0; i < ep->doc->section_count; i++) {
		if (!opens[i])
			continue;
		const DocNode *first = outermost(ep->doc->sections[i].header);
		if (first != start)
			add_range(ep, sums, start, first, section);
		start = first;
		section = &ep->doc->sections[i];
	}
	add_range(ep, sums, start, NULL, section);
	free(opens);
	free(sums);
}

/* The file of a note is that of its first reference. */
const EpFile *ep_file_of(const Ep *ep, const DocNode *node)
{
	const DocNode *top = node;
	while (top->parent)
		top = top->parent;
	if (top->type == DOC_NOTE && top->u.note.number && ep->notes[top->u.note.number - 1].file)
		return ep->notes[top->u.note.number - 1].file;
	size_t low = 0, high = ep->file_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (ep->files[middle].first->serial <= node->serial)
			low = middle;
		else
			high = middle;
	}
	return &ep->files[low];
}
