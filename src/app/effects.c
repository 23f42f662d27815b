/* What a style's file says and nothing on paper shows: told once a build, each reason with its values. */
#include "app/inner.h"

#include <string.h>

/* What has to hold for a value to change anything. */
typedef enum {
	/* the style's other values, and how the text is set */
	HAS_COLUMNS,
	HAS_INDENTS,
	HAS_JUSTIFIED,
	HAS_HYPHENS,
	HAS_PART_LABELS,
	HAS_CHAPTER_LABELS,
	HAS_LABELS,
	HAS_NEW_PAGES,
	HAS_BOOK,
	HAS_TITLE,
	HAS_SIDE_NOTES,
	HAS_NOTE_RULE,
	HAS_HEADS,
	HAS_FOLIOS,
	HAS_FORMULA_INDENT,
	/* what the text has */
	HAS_CHAPTERS,
	HAS_PARTS,
	HAS_CONTENTS,
	HAS_SUBTITLE,
	HAS_AUTHORS,
	HAS_LOGO,
	HAS_QUOTES,
	HAS_VERSE,
	HAS_EPIGRAPHS,
	HAS_PULLQUOTES,
	HAS_BOXES,
	HAS_BREAKS,
	HAS_BULLETS,
	HAS_NUMBERED,
	HAS_LISTS,
	HAS_DEFINITIONS,
	HAS_CODE,
	HAS_LISTINGS,
	HAS_NOTES,
	HAS_TABLES,
	HAS_FIGURES,
	HAS_CAPTIONS,
	HAS_DISPLAYS,
	HAS_FORMULAS,
	NEEDS,
	FIRST_OF_TEXT = HAS_CHAPTERS,
	NOTHING = NEEDS
} Need;

/* Why a value has none; of what the text has: its name. */
static const char *const why[NEEDS] = {
        [HAS_COLUMNS] = "there is one column",
        [HAS_INDENTS] = "paragraph-space sets paragraphs apart",
        [HAS_JUSTIFIED] = "lines are ragged",
        [HAS_HYPHENS] = "nothing is hyphenated",
        [HAS_PART_LABELS] = "parts have no label",
        [HAS_CHAPTER_LABELS] = "chapters have no label",
        [HAS_LABELS] = "neither parts nor chapters have a label",
        [HAS_NEW_PAGES] = "no chapter begins a page (new-page)",
        [HAS_BOOK] = "the text is shorter than a book (block-below-pages)",
        [HAS_TITLE] = "no title is set",
        [HAS_SIDE_NOTES] = "notes do not stand at the side (place)",
        [HAS_NOTE_RULE] = "the notes have no rule",
        [HAS_HEADS] = "there are no running heads (show)",
        [HAS_FOLIOS] = "there are no folios (folio)",
        [HAS_FORMULA_INDENT] = "formulas stand in the middle (align)",
        [HAS_CHAPTERS] = "chapters",
        [HAS_PARTS] = "parts",
        [HAS_CONTENTS] = "contents",
        [HAS_SUBTITLE] = "a subtitle",
        [HAS_AUTHORS] = "authors",
        [HAS_LOGO] = "a logo",
        [HAS_QUOTES] = "quotations",
        [HAS_VERSE] = "verse",
        [HAS_EPIGRAPHS] = "epigraphs",
        [HAS_PULLQUOTES] = "pull quotes",
        [HAS_BOXES] = "boxes",
        [HAS_BREAKS] = "breaks",
        [HAS_BULLETS] = "bulleted lists",
        [HAS_NUMBERED] = "numbered lists",
        [HAS_LISTS] = "lists",
        [HAS_DEFINITIONS] = "definitions",
        [HAS_CODE] = "code",
        [HAS_LISTINGS] = "listings",
        [HAS_NOTES] = "notes",
        [HAS_TABLES] = "tables",
        [HAS_FIGURES] = "figures",
        [HAS_CAPTIONS] = "captions",
        [HAS_DISPLAYS] = "formulas that stand alone",
        [HAS_FORMULAS] = "formulas",
};

/* What the values of a section need, the first that is missing being told; key NULL: all of them that no row before
 * names. */
static const struct {
	const char *section, *key;
	Need needs[3];
	size_t count;
} rows[] = {
        {"page", "column-gap", {HAS_COLUMNS}, 1},
        {"text", "indent", {HAS_INDENTS}, 1},
        {"text", "first-indent", {HAS_INDENTS}, 1},
        {"text", "narrowest", {HAS_JUSTIFIED}, 1},
        {"text", "widest", {HAS_JUSTIFIED}, 1},
        {"text", "before-hyphen", {HAS_HYPHENS}, 1},
        {"text", "after-hyphen", {HAS_HYPHENS}, 1},
        {"penalties", "hyphen", {HAS_HYPHENS}, 1},
        {"penalties", "ladder", {HAS_HYPHENS}, 1},
        {"part", "label", {HAS_PARTS}, 1},
        {"part", NULL, {HAS_PARTS, HAS_PART_LABELS}, 2},
        {"heading-part", NULL, {HAS_PARTS, HAS_BOOK}, 2},
        {"heading-label", NULL, {HAS_CHAPTERS, HAS_LABELS}, 2},
        {"chapter", "new-page", {HAS_CHAPTERS, HAS_BOOK}, 2},
        {"chapter", "label", {HAS_CHAPTERS}, 1},
        {"chapter", "label-word", {HAS_CHAPTERS, HAS_CHAPTER_LABELS}, 2},
        {"chapter", "label-place", {HAS_CHAPTERS, HAS_CHAPTER_LABELS}, 2},
        {"chapter", "ornament", {HAS_CHAPTERS, HAS_CHAPTER_LABELS}, 2},
        {"chapter", NULL, {HAS_CHAPTERS, HAS_NEW_PAGES, HAS_BOOK}, 3},
        {"title", "show", {NOTHING}, 0},
        {"title", "block-below-pages", {NOTHING}, 0},
        {"title", "half-title", {HAS_TITLE, HAS_BOOK}, 2},
        {"title", "height", {HAS_TITLE, HAS_BOOK}, 2},
        {"title", "subtitle-size", {HAS_TITLE, HAS_SUBTITLE}, 2},
        {"title", "author-size", {HAS_TITLE, HAS_AUTHORS}, 2},
        {"title", "author-small-caps", {HAS_TITLE, HAS_AUTHORS}, 2},
        {"title", "logo-height", {HAS_LOGO, HAS_BOOK}, 2},
        {"title", NULL, {HAS_TITLE}, 1},
        {"quote", NULL, {HAS_QUOTES}, 1},
        {"verse", NULL, {HAS_VERSE}, 1},
        {"epigraph", NULL, {HAS_EPIGRAPHS}, 1},
        {"pullquote", NULL, {HAS_PULLQUOTES}, 1},
        {"admonition", NULL, {HAS_BOXES}, 1},
        {"break", NULL, {HAS_BREAKS}, 1},
        {"list", "bullets", {HAS_BULLETS}, 1},
        {"list", "numbers", {HAS_NUMBERED}, 1},
        {"list", NULL, {HAS_LISTS}, 1},
        {"definition", NULL, {HAS_DEFINITIONS}, 1},
        {"code", "width", {HAS_CODE}, 1},
        {"code", NULL, {HAS_LISTINGS}, 1},
        {"code-words", NULL, {HAS_LISTINGS}, 1},
        {"notes", "side-width", {HAS_NOTES, HAS_SIDE_NOTES}, 2},
        {"notes", "side-gap", {HAS_NOTES, HAS_SIDE_NOTES}, 2},
        {"notes", "rule-width", {HAS_NOTES, HAS_NOTE_RULE}, 2},
        {"notes", NULL, {HAS_NOTES}, 1},
        {"table", NULL, {HAS_TABLES}, 1},
        {"figure", "before", {HAS_CAPTIONS}, 1},
        {"figure", "after", {HAS_CAPTIONS}, 1},
        {"figure", "caption-size", {HAS_CAPTIONS}, 1},
        {"figure", "caption", {HAS_CAPTIONS}, 1},
        {"figure", "label", {HAS_CAPTIONS}, 1},
        {"figure", "numbers", {HAS_CAPTIONS}, 1},
        {"figure", "place", {HAS_CAPTIONS}, 1},
        {"figure", NULL, {HAS_FIGURES}, 1},
        {"contents", "depth", {NOTHING}, 0}, /* the e-book's, too */
        {"contents", NULL, {HAS_CONTENTS}, 1},
        {"running", "left", {HAS_HEADS}, 1},
        {"running", "right", {HAS_HEADS}, 1},
        {"running", "align", {HAS_HEADS}, 1},
        {"running", "small-caps", {HAS_HEADS}, 1},
        {"running", "rule", {HAS_HEADS}, 1},
        {"running", "foot-distance", {HAS_HEADS, HAS_FOLIOS}, 2},
        {"running", "total", {HAS_FOLIOS}, 1},
        {"formula", "indent", {HAS_DISPLAYS, HAS_FORMULA_INDENT}, 2},
        {"formula", NULL, {HAS_DISPLAYS}, 1},
        {"ebook", "formula-images", {HAS_FORMULAS}, 1},
};

/* ---- what holds ------------------------------------------------------------ */

static void find_in_style(const Style *style, bool book, bool has[NEEDS])
{
	has[HAS_COLUMNS] = style->page.columns > 1;
	has[HAS_INDENTS] = style->text.paragraph_space == 0;
	has[HAS_JUSTIFIED] = style->text.rag == STY_JUSTIFIED;
	has[HAS_HYPHENS] = style->text.hyphenate;
	has[HAS_PART_LABELS] = style->part.label != LANG_COUNT_NONE;
	has[HAS_CHAPTER_LABELS] = style->chapter.label != LANG_COUNT_NONE;
	has[HAS_LABELS] = has[HAS_PART_LABELS] || has[HAS_CHAPTER_LABELS];
	has[HAS_NEW_PAGES] = style->chapter.new_page;
	has[HAS_BOOK] = book;
	has[HAS_SIDE_NOTES] = style->notes.place == STY_NOTES_SIDE;
	has[HAS_NOTE_RULE] = style->notes.rule > 0;
	has[HAS_HEADS] = style->running.show;
	has[HAS_FOLIOS] = style->running.folio != STY_FOLIO_NONE;
	has[HAS_FORMULA_INDENT] = style->formula.align == STY_START;
}

static void find_in_front(const AppRun *run, bool book, bool has[NEEDS])
{
	const DocMeta *meta = &run->doc->meta;
	has[HAS_TITLE] = run->print_style->title.show;
	has[HAS_SUBTITLE] = meta->subtitle != NULL;
	has[HAS_AUTHORS] = meta->people_count > 0;
	has[HAS_LOGO] = meta->logo != NULL;
	has[HAS_CONTENTS] = meta->toc == 1 || (meta->toc < 0 && book && run->doc->section_count > 2);
	for (size_t i = 0; i < DOC_LISTS; i++)
		has[HAS_CONTENTS] |= meta->lists[i];
	for (size_t i = 0; i < run->doc->section_count; i++) {
		DocDivision division = run->doc->sections[i].division;
		has[HAS_PARTS] |= division == DOC_DIVISION_PART;
		has[HAS_CHAPTERS] |= division != DOC_DIVISION_SECTION;
	}
}

static void find_in_node(const DocNode *node, bool has[NEEDS])
{
	static const Need types[DOC_TYPES] = {
	        [DOC_BLOCK_QUOTE] = HAS_QUOTES,  [DOC_RULE] = HAS_BREAKS,
	        [DOC_BULLET_LIST] = HAS_BULLETS, [DOC_CODE] = HAS_CODE,
	        [DOC_CODE_BLOCK] = HAS_LISTINGS, [DOC_ORDERED_LIST] = HAS_NUMBERED,
	        [DOC_TABLE] = HAS_TABLES,        [DOC_DEFINITION_LIST] = HAS_DEFINITIONS,
	        [DOC_FIGURE] = HAS_FIGURES,      [DOC_NOTE] = HAS_NOTES,
	        [DOC_MATH] = HAS_FORMULAS,
	};
	static const Need divs[DOC_DIV_KINDS] = {
	        [DOC_DIV_NOTE] = HAS_BOXES,         [DOC_DIV_TIP] = HAS_BOXES,   [DOC_DIV_WARNING] = HAS_BOXES,
	        [DOC_DIV_EPIGRAPH] = HAS_EPIGRAPHS, [DOC_DIV_VERSE] = HAS_VERSE, [DOC_DIV_PULLQUOTE] = HAS_PULLQUOTES,
	};
	Need found = node->type == DOC_DIV ? divs[node->u.div.kind] : types[node->type];
	if (found)
		has[found] = true;
	if (node->type == DOC_MATH && node->u.math.display)
		has[HAS_DISPLAYS] = true;
	has[HAS_LISTS] = has[HAS_BULLETS] || has[HAS_NUMBERED];
	has[HAS_CODE] = has[HAS_CODE] || has[HAS_LISTINGS];
	has[HAS_CAPTIONS] = has[HAS_FIGURES] || has[HAS_TABLES] || has[HAS_LISTINGS];
}

/* ---- telling ---------------------------------------------------------------- */

/* What a value needs and is not there, the first of it; NOTHING. */
static Need missing(const StySaid *said, const bool has[NEEDS])
{
	for (size_t i = 0; i < BASE_LEN(rows); i++) {
		if (!str_eq(rows[i].section, said->section) || (rows[i].key && !str_eq(rows[i].key, said->key)))
			continue;
		for (size_t k = 0; k < rows[i].count; k++) {
			if (!has[rows[i].needs[k]])
				return rows[i].needs[k];
		}
		return NOTHING;
	}
	return NOTHING;
}

/* The place of the first value that misses something, and the names of some of them; 0: none does. */
static size_t list_values(const AppRun *run, Need need, const bool has[NEEDS], Pos *pos, Buf *out)
{
	enum { MOST = 4 };
	size_t count = 0;
	for (size_t i = 0; i < run->style->said_count; i++) {
		const StySaid *said = &run->style->said[i];
		if (missing(said, has) != need)
			continue;
		if (!count)
			*pos = said->pos;
		if (count++ < MOST)
			buf_printf(out, "%s%s.%s", count > 1 ? ", " : "", said->section, said->key);
	}
	if (count > MOST)
		buf_printf(out, " and %zu more", count - MOST);
	return count;
}

static void tell(const AppRun *run, Need need, const bool has[NEEDS])
{
	Pos pos;
	Buf values = {0};
	size_t count = list_values(run, need, has, &pos, &values);
	if (count)
		diag_report(run->diag, DIAG_NOTE, pos, "style-idle", "%s: %s, so on paper %s no effect", values.data,
		            why[need], count > 1 ? "these have" : "this has");
	buf_free(&values);
}

/* A style for many texts says of much that one of them has not: one message for all of it. */
static void tell_absent(const AppRun *run, const bool has[NEEDS])
{
	Pos pos, first = {0};
	Buf values = {0}, names = {0};
	for (int need = FIRST_OF_TEXT; need < NEEDS; need++) {
		buf_clear(&values);
		if (!list_values(run, (Need)need, has, &pos, &values))
			continue;
		if (!names.len || pos.line < first.line)
			first = pos;
		buf_printf(&names, "%s%s", names.len ? ", " : "", why[need]);
	}
	if (names.len)
		diag_report(run->diag, DIAG_NOTE, first, "style-idle",
		            "the text has none of these, so on paper what the style says of them has no effect: %s",
		            names.data);
	buf_free(&values);
	buf_free(&names);
}

void app_tell_idle(const AppRun *run)
{
	bool has[NEEDS] = {0}, book = ts_is_book(run->edition);
	const Doc *doc = run->doc;
	if (!run->style->said_count)
		return;
	find_in_style(run->print_style, book, has);
	find_in_front(run, book, has);
	for (size_t i = 0; i <= doc->note_count; i++) {
		const DocNode *top = i ? doc->notes[i - 1] : doc->root;
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			find_in_node(node, has);
	}
	for (int need = 0; need < FIRST_OF_TEXT; need++)
		tell(run, (Need)need, has);
	tell_absent(run, has);
}
