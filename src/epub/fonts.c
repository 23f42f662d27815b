/* Fonts that go with the book, each subset to what it is needed for.
 *
 * Without being asked: for scripts that reading systems may lack.  All have Latin,
 * Greek and Cyrillic; those that set Arabic, Thai or the scripts of India bring fonts
 * for them, and Chinese, Japanese and Korean ones are theirs too and would be large.
 * Armenian, Georgian, Hebrew, Ethiopic and all others are missing on one e-ink reader
 * or another, and take 5 to 30 KB.  When the style asks (ebook: embed-fonts): its own
 * faces.  Never one that its maker does not let be embedded (OS/2 fsType). */
#include "epub/plan.h"

#include <stdlib.h>
#include <string.h>

/* Bytes that are added without asking. */
enum { MOST_BYTES = 400 * 1024, PLANES = 0x110000 };

#define TAG(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

/* Manners of writing: any of these together; OTHER is the style's sans in a text with
 * serifs, or the other way. */
enum { BOLD = 1, ITALIC = 2, MONO = 4, OTHER = 8, MANNERS = 16 };

/* A face and what it is needed for. */
typedef struct {
	const TxtFace *face;
	TxtGeneric generic;
	uint32_t *points;
	size_t count, cap;
} Need;

typedef struct {
	Ep *ep;
	uint8_t *used[MANNERS]; /* a bit a code point */
	Need *needs;
	size_t count, cap;
} Search;

static bool is_carried(uint32_t codepoint)
{
	static const uint32_t tags[] = {TAG('L', 'a', 't', 'n'), TAG('G', 'r', 'e', 'k'), TAG('C', 'y', 'r', 'l'),
	                                TAG('Z', 'y', 'y', 'y'), TAG('Z', 'i', 'n', 'h'), TAG('Z', 'z', 'z', 'z'),
	                                TAG('H', 'a', 'n', 'i'), TAG('H', 'i', 'r', 'a'), TAG('K', 'a', 'n', 'a'),
	                                TAG('B', 'o', 'p', 'o'), TAG('H', 'a', 'n', 'g'), TAG('A', 'r', 'a', 'b'),
	                                TAG('T', 'h', 'a', 'i'), TAG('D', 'e', 'v', 'a'), TAG('B', 'e', 'n', 'g'),
	                                TAG('G', 'u', 'j', 'r'), TAG('G', 'u', 'r', 'u'), TAG('K', 'n', 'd', 'a'),
	                                TAG('M', 'l', 'y', 'm'), TAG('T', 'a', 'm', 'l'), TAG('T', 'e', 'l', 'u')};
	uint32_t script = txt_script(codepoint);
	for (size_t i = 0; i < BASE_LEN(tags); i++)
		if (tags[i] == script)
			return true;
	return false;
}

/* ---- what is used -------------------------------------------------------- */

static void use_point(Search *search, int manner, uint32_t codepoint)
{
	uint8_t *set = search->used[manner];
	if (!set)
		set = search->used[manner] = base_calloc(PLANES / 8, 1);
	set[codepoint / 8] |= (uint8_t)(1 << codepoint % 8);
}

static void use_text(Search *search, int manner, const char *text, size_t len)
{
	bool all = search->ep->job->style->ebook.embed_fonts;
	size_t used;
	for (size_t i = 0; i < len; i += used) {
		uint32_t c = (unsigned char)text[i];
		used = 1;
		if (c >= 0x80)
			c = utf8_decode(text + i, len - i, &used);
		if (c >= (all ? 0x20 : 0x80))
			use_point(search, manner, c);
	}
}

static bool in_italics(const Style *style, DocDivKind kind)
{
	return kind == DOC_DIV_EPIGRAPH    ? style->epigraph.italic
	       : kind == DOC_DIV_PULLQUOTE ? style->pullquote.italic
	                                   : kind == DOC_DIV_DEDICATION;
}

/* What stands in italics may stand upright in what does (see css.c): taken for both. */
static int manner_of(const Search *search, const DocNode *node)
{
	const Style *style = search->ep->job->style;
	int manner = 0;
	for (const DocNode *at = node; at; at = at->parent) {
		if (at->type == DOC_STRONG || at->type == DOC_TERM || (at->type == DOC_TABLE_CELL && at->u.cell.head))
			manner |= BOLD;
		if (at->type == DOC_EMPH || (at->type == DOC_DIV && in_italics(style, at->u.div.kind)))
			manner |= ITALIC;
		if (at->type == DOC_HEADER && at->u.header.section) {
			const StyHeading *look = &style->heading[(at->u.header.section->rank - 1) % STY_HEADINGS];
			manner |= (look->weight >= 600 ? BOLD : 0) | (look->italic ? ITALIC : 0) |
			          (look->sans != style->text.sans ? OTHER : 0);
		}
		if (at->type == DOC_CODE || at->type == DOC_CODE_BLOCK || at->type == DOC_MATH)
			manner |= MONO;
	}
	return manner;
}

static void use_node(Search *search, const DocNode *node)
{
	int manner = manner_of(search, node);
	use_text(search, manner, node->u.text.text, node->u.text.len);
	if (manner & ITALIC)
		use_text(search, manner & ~ITALIC, node->u.text.text, node->u.text.len);
}

static void use_string(Search *search, int manner, const char *text)
{
	if (text)
		use_text(search, manner, text, strlen(text));
}

/* What the program adds to the text. */
static void use_words(Search *search)
{
	const DocMeta *meta = search->ep->meta;
	const char *const plain[] = {meta->title, meta->date, meta->publisher, meta->rights};
	for (size_t i = 0; i < BASE_LEN(plain); i++)
		use_string(search, 0, plain[i]);
	for (size_t i = 0; i < meta->people_count; i++)
		use_string(search, 0, meta->people[i].name);
	use_string(search, ITALIC, meta->subtitle);
	for (int term = 0; term < LANG_WORDS; term++)
		use_string(search, 0, lang_word(meta->lang, (LangWord)term));
}

/* A face that goes with the book has all the letters of the text, so that none stands
 * in another where a reader or a style of its own sets it otherwise. */
static void share_all(Search *search)
{
	for (int manner = 0; manner < MANNERS; manner++) {
		if (!search->used[manner])
			continue;
		for (uint32_t c = 0x20; c < 0x7F; c++)
			use_point(search, manner, c);
		for (int other = 0; other < MANNERS && !(manner & MONO); other++)
			for (size_t i = 0; search->used[other] && !(other & MONO) && i < PLANES / 8; i++)
				search->used[manner][i] |= search->used[other][i];
	}
}

static void use_all(Search *search)
{
	const Ep *ep = search->ep;
	const DocNode *top;
	for (size_t i = 0; (top = ep_top(ep, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			if (node->type == DOC_TEXT || node->type == DOC_CODE || node->type == DOC_CODE_BLOCK ||
			    (node->type == DOC_MATH && !node->u.math.tree))
				use_node(search, node);
	use_words(search);
	if (ep->job->style->ebook.embed_fonts)
		share_all(search);
}

/* ---- which faces have it ------------------------------------------------- */

static void need(Search *search, const TxtFace *face, TxtGeneric generic, uint32_t codepoint)
{
	size_t i = 0;
	while (i < search->count && search->needs[i].face != face)
		i++;
	if (i == search->count) {
		search->needs = base_grow(search->needs, search->count, &search->cap, sizeof *search->needs);
		search->needs[search->count++] = (Need){.face = face, .generic = generic};
	}
	Need *of = &search->needs[i];
	for (size_t k = of->count; k-- > 0;)
		if (of->points[k] == codepoint)
			return;
	of->points = base_grow(of->points, of->count, &of->cap, sizeof *of->points);
	of->points[of->count++] = codepoint;
}

static TxtFamily family_of(const Search *search, TxtGeneric generic)
{
	const Style *style = search->ep->job->style;
	const StyFamily *faces[] = {&style->faces.serif, &style->faces.sans, &style->faces.mono};
	size_t count = 0;
	while (count < STY_NAMES && faces[generic]->names[count])
		count++;
	return txt_family(search->ep->job->fonts, faces[generic]->names, count, generic);
}

static void find_faces(Search *search, int manner)
{
	const Style *style = search->ep->job->style;
	bool sans = style->text.sans != ((manner & OTHER) != 0);
	TxtGeneric generic = manner & MONO ? TXT_MONO : sans ? TXT_SANS : TXT_SERIF;
	TxtStyle like = {.family = family_of(search, generic),
	                 .weight = manner & BOLD ? 700 : 400,
	                 .italic = manner & ITALIC,
	                 .size = style->text.size,
	                 .lang = search->ep->meta->lang};
	for (uint32_t c = 0; search->used[manner] && c < PLANES; c++) {
		char text[4];
		if (!search->used[manner][c / 8]) {
			c |= 7;
			continue;
		}
		if (!(search->used[manner][c / 8] >> c % 8 & 1) || (!style->ebook.embed_fonts && is_carried(c)))
			continue;
		const TxtShape *shape =
		        txt_shape(search->ep->job->fonts, &like, false, text, utf8_encode(c, text), (Pos){0});
		if (shape->count && shape->runs[0].count && !shape->runs[0].lacks)
			need(search, shape->runs[0].face, generic, c);
	}
}

/* ---- the files ----------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
	return (one > other) - (one < other);
}

/* "U+531-556, U+561": sorted points as CSS wants them. */
static const char *range_of(Ep *ep, const Need *of)
{
	Buf out = {0};
	for (size_t i = 0; i < of->count;) {
		size_t end = i;
		while (end + 1 < of->count && of->points[end + 1] == of->points[end] + 1)
			end++;
		buf_printf(&out, "%sU+%X", i ? ", " : "", of->points[i]);
		if (end > i)
			buf_printf(&out, "-%X", of->points[end]);
		i = end + 1;
	}
	const char *copy = arena_strndup(ep->arena, out.data, out.len);
	buf_free(&out);
	return copy;
}

static const char *file_of(Ep *ep, const TxtFaceInfo *info)
{
	Buf name = {0};
	for (const char *at = info->postscript_name; at && *at && name.len < 60; at++) {
		bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
		buf_char(&name, plain ? *at : '-');
	}
	const char *copy = arena_printf(ep->arena, "fonts/%s-%zu.%s", name.data ? name.data : "font",
	                                ep->font_count + 1, info->cff ? "otf" : "ttf");
	buf_free(&name);
	return copy;
}

static bool needs_point(const Need *of, uint32_t codepoint)
{
	return bsearch(&codepoint, of->points, of->count, sizeof codepoint, by_value) != NULL;
}

/* Whether a face has the script of the document's language, which the language's own words are in. */
static bool has_own_script(const Ep *ep, const Need *of)
{
	for (int term = 0; term < LANG_WORDS; term++) {
		const char *word = lang_word(ep->meta->lang, (LangWord)term);
		size_t len = word ? strlen(word) : 0, used;
		for (size_t i = 0; i < len; i += used) {
			if (needs_point(of, utf8_decode(word + i, len - i, &used)))
				return true;
		}
	}
	return false;
}

/* A face that is likely to set whole pages has what stands between words of its script, too: a reading system that does
 * not know unicode-range looks for all signs in the first face. */
static bool subset(const Search *search, const Need *of, bool own, Buf *out)
{
	size_t count = of->count;
	if (!own)
		return txt_subset_unicode(of->face, of->points, count, out);
	uint32_t *points = base_calloc(count + PLANES, sizeof *points);
	memcpy(points, of->points, count * sizeof *points);
	for (uint32_t c = 0x20; c < PLANES; c++) {
		bool used = c < 0x7F || (c >= 0x2010 && c <= 0x203A); /* quotation marks are no text's */
		for (int manner = 0; manner < MANNERS && !used; manner++)
			used = search->used[manner] && (search->used[manner][c / 8] >> c % 8 & 1);
		if (used)
			points[count++] = c;
	}
	bool done = txt_subset_unicode(of->face, points, count, out);
	free(points);
	return done;
}

static void add_font(Search *search, Need *of, size_t *bytes)
{
	static const char *const generics[] = {
	        [TXT_SERIF] = "serif", [TXT_SANS] = "sans-serif", [TXT_MONO] = "monospace"};
	Ep *ep = search->ep;
	bool all = ep->job->style->ebook.embed_fonts;
	const TxtFaceInfo *info = txt_face_info(of->face);
	Buf data = {0};
	qsort(of->points, of->count, sizeof *of->points, by_value);
	bool own = !all && has_own_script(ep, of);
	if (!info->may_subset || !subset(search, of, own, &data) || (!all && *bytes + data.len > MOST_BYTES)) {
		buf_free(&data);
		return;
	}
	*bytes += data.len;
	ep->fonts[ep->font_count] = (EpFont){
	        .href = file_of(ep, info),
	        .family = info->family,
	        .media = info->cff ? "font/otf" : "font/ttf",
	        .generic = generics[of->generic],
	        .range = range_of(ep, of),
	        .weight = info->weight >= 600 ? 700 : 400,
	        .italic = info->italic,
	        .partial = !all && !own,
	        .data = data,
	};
	ep->font_count++;
}

void ep_plan_fonts(Ep *ep)
{
	Search search = {.ep = ep};
	size_t bytes = 0;
	use_all(&search);
	for (int manner = 0; manner < MANNERS; manner++)
		find_faces(&search, manner);
	ep->fonts = arena_alloc(ep->arena, (search.count + 1) * sizeof *ep->fonts);
	for (size_t i = 0; i < search.count; i++)
		add_font(&search, &search.needs[i], &bytes);
	for (size_t i = 0; i < search.count; i++)
		free(search.needs[i].points);
	for (int manner = 0; manner < MANNERS; manner++)
		free(search.used[manner]);
	free(search.needs);
}
