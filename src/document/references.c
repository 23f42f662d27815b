/* Links to places in the document, and the labels that they call. */
#include "document/resolve.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* A piece of an address, percent signs undone. */
static const char *undone(Doc *doc, const char *text, size_t len)
{
	Buf out = {0};
	for (size_t i = 0; i < len; i++) {
		unsigned value;
		if (text[i] == '%' && len - i > 2 && sscanf(text + i + 1, "%2x", &value) == 1 && value) {
			buf_char(&out, (char)value);
			i += 2;
		} else {
			buf_char(&out, text[i]);
		}
	}
	const char *copy = arena_strndup(doc->arena, out.data ? out.data : "", out.len);
	buf_free(&out);
	return copy;
}

/* The id that was meant, for the first few broken links: a search each is dear. */
static const char *near_id(const Doc *doc, const char *id, unsigned *searches)
{
	enum { MOST_SEARCHES = 100, MOST_IDS = 20000 };
	size_t count = map_count(doc->ids);
	if (count > MOST_IDS || ++*searches > MOST_SEARCHES)
		return NULL;
	const char **ids = base_calloc(count + 1, sizeof *ids);
	for (size_t i = 0; i < count; i++)
		ids[i] = map_key(doc->ids, i);
	const char *near = str_nearest(id, ids, count);
	free(ids);
	return near;
}

/* What a source begins with, by its path; NULL. */
static const DocNode *source_named(Doc *doc, const char *path)
{
	static const char *const endings[] = {".html", ".htm", ".xhtml", ".md", ".markdown", ".qmd", ".Rmd"};
	const DocNode *first = map_get(doc->places, path);
	for (size_t i = 0; i < BASE_LEN(endings) && !first; i++) {
		if (str_ends(path, endings[i]))
			first = map_get(doc->places,
			                arena_strndup(doc->arena, path, strlen(path) - strlen(endings[i])));
	}
	return first;
}

/* The source that an address leads to from a place, as the folders lie: what that source begins with; NULL if it is
 * none of the book's. */
static const DocNode *source_at(Doc *doc, const char *from, const char *url, size_t len)
{
	bool remote = url[strcspn(url, ":/?#")] == ':' || str_starts(url, "//");
	if (remote || !from || !map_count(doc->places))
		return NULL;
	const char *folder = *url == '/' ? path_real(doc->arena, doc->root_folder) : path_folder(doc->arena, from),
	           *path = undone(doc, url, len);
	path += strspn(path, "/");
	return folder ? source_named(doc, path_normal(doc->arena, path_join(doc->arena, folder, path))) : NULL;
}

/* The node that an id names in a source, else in the book. */
static const DocNode *node_called(const Doc *doc, const char *file, const char *id)
{
	const DocNode *found = NULL;
	if (file && map_count(doc->places))
		found = map_get(doc->places, arena_printf(doc->arena, "%s#%s", file, id));
	return found ? found : map_get(doc->ids, id);
}

static void lead_to(DocNode *link, const DocNode *target, const char *id)
{
	link->u.link.target = target;
	link->u.link.row = res_equation_row(target, id);
	link->u.link.kind = link->first ? DOC_LINK_INTERNAL : DOC_LINK_REFERENCE;
}

static void tell_broken(Doc *doc, const DocNode *link, const char *id, unsigned *searches, bool kept, Diag *diag)
{
	const DocNode *elsewhere = kept ? map_get(doc->ids, id) : NULL;
	if (elsewhere && elsewhere->pos.file) {
		diag_report(
		        diag, DIAG_WARNING, link->pos, "link-broken",
		        "nothing there has the id '%s', so the link leads to the file's beginning; it is in '%s', so "
		        "name that",
		        id, elsewhere->pos.file);
		return;
	}
	const char *meant = near_id(doc, id, searches);
	diag_report(diag, DIAG_WARNING, link->pos, "link-broken", "nothing %s has the id '%s', so the link %s; %s%s%s",
	            kept ? "there" : "here", id, kept ? "leads to the file's beginning" : "is left out",
	            meant ? "did you mean #" : "give its target {#id}", meant ? meant : "", meant ? "?" : "");
}

static void find_target(Doc *doc, DocNode *link, unsigned *searches, Diag *diag)
{
	const char *url = link->u.link.url;
	size_t path = url ? strcspn(url, "?#") : 0;
	if (link->u.link.target || !url)
		return;
	const DocNode *source = path ? source_at(doc, link->pos.file, url, path) : NULL;
	const char *hash = strchr(url + path, '#'), *id = hash ? undone(doc, hash + 1, strlen(hash + 1)) : "";
	if (path ? !source : !hash || *url == '?')
		return;
	const DocNode *target = !*id ? source : node_called(doc, source ? source->pos.file : link->pos.file, id);
	if (source && target && target->pos.file != source->pos.file)
		target = NULL;
	if (target || source)
		lead_to(link, target ? target : source, id);
	if (target)
		return;
	tell_broken(doc, link, id, searches, source != NULL, diag);
	if (source)
		return;
	link->type = DOC_SPAN;
	if (!link->first)
		doc_append(link, doc_text(doc, link->pos, id, strlen(id)));
}

static bool is_of_table(DocType type)
{
	return type == DOC_TABLE_HEAD || type == DOC_TABLE_BODY || type == DOC_TABLE_ROW || type == DOC_TABLE_CELL;
}

/* A figure or a table: what a reference to this node calls by its label. */
static const DocNode *labelled(const DocNode *target)
{
	while (target && target->type != DOC_FIGURE && target->type != DOC_TABLE)
		target = target->type == DOC_IMAGE || target->type == DOC_PLAIN || is_of_table(target->type)
		                 ? target->parent
		                 : NULL;
	return target;
}

/* What can be called by its number: it shows it, or is called by its id. */
static bool is_numbered(const DocNode *node)
{
	bool captioned = doc_id(node) != NULL;
	if (node->type == DOC_FIGURE && node->u.figure.part)
		return false;
	if (node->type == DOC_FIGURE && node->u.figure.listing)
		return node->u.figure.counted;
	for (const DocNode *child = node->first; child && !captioned; child = child->next)
		captioned = child->type == DOC_CAPTION;
	return captioned;
}

/* Gives a figure its label, and its parts theirs: "Figure 2", "Figure 2b". */
static void label_figure(Doc *doc, DocNode *figure, LangWord term, const char *digits)
{
	figure->u.figure.number = digits;
	figure->u.figure.label = lang_numbered(doc->arena, doc->meta.lang, term, digits);
	for (DocNode *part = figure->first; part; part = part->next) {
		if (part->type != DOC_FIGURE || !part->u.figure.part)
			continue;
		const char *number = arena_printf(doc->arena, "%s%c", digits, part->u.figure.letter);
		part->u.figure.label = lang_numbered(doc->arena, doc->meta.lang, term, number);
	}
}

static size_t kind_of(const DocNode *of)
{
	return of->type == DOC_TABLE  ? DOC_LISTED_TABLES
	       : of->u.figure.listing ? DOC_LISTED_LISTINGS
	                              : DOC_LISTED_FIGURES;
}

/* The number that a listing or a caption says itself, so that all of its kind show theirs; or the next. */
static const char *next_number(Doc *doc, const DocNode *of, LangWord term, unsigned *number)
{
	const char *said = of->type == DOC_FIGURE ? of->u.figure.number : NULL,
	           *own = said ? said : res_own_label(doc, of, term);
	doc->called[kind_of(of)] |= own != NULL;
	if (own && own[strspn(own, "0123456789")] == '\0' && strlen(own) < 9)
		*number = (unsigned)strtoul(own, NULL, 10);
	else
		++*number;
	return own ? own : lang_digits(doc->arena, doc->meta.lang, arena_printf(doc->arena, "%u", *number));
}

/* Those in notes come last, as the notes do. */
static void number_all(Doc *doc, DocType type, bool listings, LangWord term)
{
	unsigned number = 0;
	DocNode *top;
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type != type || !is_numbered(node) ||
			    (type == DOC_FIGURE && node->u.figure.listing != listings))
				continue;
			const char *digits = next_number(doc, node, term, &number);
			if (type == DOC_FIGURE) {
				label_figure(doc, node, term, digits);
				continue;
			}
			node->u.table.number = digits;
			node->u.table.label = lang_numbered(doc->arena, doc->meta.lang, term, digits);
		}
	}
}

const char *doc_label(const Doc *doc, const DocNode *of, bool all)
{
	if (!of || (of->type != DOC_TABLE && of->type != DOC_FIGURE) || !(all || doc->called[kind_of(of)]))
		return NULL;
	return of->type == DOC_TABLE ? of->u.table.label : of->u.figure.label;
}

/* All figures, tables and listings have numbers; whether captions show them is the style's. */
static void number_captions(Doc *doc)
{
	DocNode *top;
	memcpy(doc->called, doc->meta.lists, sizeof doc->called);
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			bool link = node->type == DOC_LINK && node->u.link.kind == DOC_LINK_REFERENCE;
			const DocNode *target = link ? labelled(node->u.link.target) : NULL;
			if (target)
				doc->called[kind_of(target)] = true;
		}
	}
	number_all(doc, DOC_FIGURE, false, LANG_FIGURE);
	number_all(doc, DOC_FIGURE, true, LANG_LISTING);
	number_all(doc, DOC_TABLE, false, LANG_TABLE);
}

/* ---- where sentences begin ---- */

/* What stands before a node in its block, as text that is read; NULL: nothing does. */
static const DocNode *text_before(const DocNode *node)
{
	while (node && doc_is_inline(node->type)) {
		const DocNode *before = node->prev;
		while (before && before->last)
			before = before->last;
		if (before && (before->type == DOC_TEXT || before->type == DOC_CODE || before->type == DOC_MATH))
			return before;
		node = before ? before : node->parent;
	}
	return NULL;
}

/* Past brackets and quotation marks that close, and spaces, to what ends a sentence. */
static bool ends_sentence(const char *text, size_t len)
{
	static const char *const closers[] = {" ", "\u00A0", ")", "]", "\"", "'", "”", "’", "»", "“", "」"},
	                         *const ends[] = {".", "!", "?", "…", "。", "！", "？", "؟", "।", ";", "։", "۔"};
	bool spaced = false;
	for (size_t i = 0; i < BASE_LEN(closers); i++) {
		size_t size = strlen(closers[i]);
		if (len < size || memcmp(text + len - size, closers[i], size) != 0)
			continue;
		spaced = spaced || *closers[i] == ' ';
		len -= size;
		i = SIZE_MAX; /* from the first again */
	}
	for (size_t i = 0; i < BASE_LEN(ends); i++) {
		size_t size = strlen(ends[i]);
		if (len >= size && !memcmp(text + len - size, ends[i], size))
			return (spaced || size > 2) && *ends[i] != ';';
	}
	return !len;
}

/* Whether a text ends with a word that is cut short before what it refers to: "cf." */
static bool ends_with_see(const char *text, size_t len, const char *list)
{
	char word[20];
	while (len && (text[len - 1] == ' ' || (len > 1 && !memcmp(text + len - 2, "\u00A0", 2))))
		len -= text[len - 1] == ' ' ? 1 : 2;
	size_t from = len;
	while (from && !strchr(" ([", text[from - 1]))
		from--;
	if (!list || from == len || len - from + 3 > sizeof word)
		return false;
	snprintf(word, sizeof word, " %.*s ", (int)(len - from), text + from);
	return strstr(list, word) != NULL;
}

static bool begins_sentence(const DocNode *link)
{
	const DocNode *before = text_before(link);
	if (before && (before->type == DOC_MATH ||
	               ends_with_see(before->u.text.text, before->u.text.len, lang_find(link->lang)->customs.see)))
		return false;
	return !before || ends_sentence(before->u.text.text, before->u.text.len);
}

/* "(3)", but no sentence begins with that. */
static void name_equation(Doc *doc, const DocNode *link, const DocEquation *equation, Buf *out)
{
	const char *number = res_equation_number(equation, link->u.link.row),
	           *bare = math_bare_number(doc->arena, number);
	buf_str(out, begins_sentence(link) ? lang_numbered(doc->arena, link->lang, LANG_EQUATION, bare) : number);
}

/* Leaves one blank between words, and none at the end. */
static void squeeze(Buf *text)
{
	size_t kept = 0;
	for (size_t i = 0; i < text->len; i++) {
		if (!str_is_white(text->data[i]))
			text->data[kept++] = text->data[i];
		else if (kept && text->data[kept - 1] != ' ')
			text->data[kept++] = ' ';
	}
	text->len = kept - (kept && text->data[kept - 1] == ' ');
}

/* The first words of a text, in quotation marks; false if it has none. */
static bool quote_words(Doc *doc, const DocNode *target, const char *lang, Buf *out)
{
	enum { MOST = 40 };
	Buf text = {0};
	LangQuotes quotes = lang_quotes(doc->arena, lang);
	doc_plain_text(target, &text);
	squeeze(&text);
	size_t len = text.len;
	if (len > MOST) {
		for (len = MOST; len && text.data[len] != ' ';)
			len--;
		len = len ? len : utf8_start(text.data, MOST);
	}
	if (len)
		buf_printf(out, "%s%.*s%s%s", quotes.pairs[1][0], (int)len, text.data, len < text.len ? "\u2026" : "",
		           quotes.pairs[1][1]);
	buf_free(&text);
	return len > 0;
}

static void put_item(Doc *doc, const DocNode *item, Buf *out)
{
	Buf number = {0};
	doc_number(&number, item->u.item.number, item->parent->u.list.style);
	buf_str(out, lang_digits(doc->arena, doc->meta.lang, arena_strndup(doc->arena, number.data, number.len)));
	buf_free(&number);
}

/* What a target that has no number is called: a box by its title, an item by its number, others by how they begin. */
static bool name_other(Doc *doc, const DocNode *target, const char *lang, Buf *out)
{
	const char *box = target->type == DOC_DIV ? doc_box_title(target) : NULL;
	if (box && target->attr && doc_key(target, "title"))
		buf_printf(out, "%s%s%s", lang_quotes(doc->arena, lang).pairs[1][0], box,
		           lang_quotes(doc->arena, lang).pairs[1][1]);
	else if (box)
		buf_str(out, box);
	else if (target->type == DOC_LIST_ITEM && target->parent->type == DOC_ORDERED_LIST)
		put_item(doc, target, out);
	else if (target->type == DOC_CODE_BLOCK)
		buf_str(out, lang_word(lang, LANG_LISTING));
	else
		return target->type == DOC_DIV && quote_words(doc, target->first ? target->first : target, lang, out);
	return true;
}

/* A name's first letter, small or a capital. */
static void set_case(Buf *name, bool capital)
{
	size_t used;
	char letter[4];
	uint32_t first = utf8_decode(name->data, name->len, &used);
	utf8proc_int32_t other =
	        capital ? utf8proc_totitle((utf8proc_int32_t)first) : utf8proc_tolower((utf8proc_int32_t)first);
	if (utf8_encode((uint32_t)other, letter) == used)
		memcpy(name->data, letter, used);
}

/* Whether chapters are called chapters: their author says so, or the book has parts. */
static bool has_chapters(const Doc *doc, const DocSection *section)
{
	return doc_has_parts(doc) || doc_has_class(section->header, "chapter");
}

/* What a part, a chapter or an appendix is called by its number; NULL for other sections, and where it is not known. */
static const char *name_division(Doc *doc, const DocNode *link, const char *number)
{
	const DocSection *section = link->u.link.target->u.header.section;
	if (!section || section->division == DOC_DIVISION_SECTION)
		return NULL;
	if (section->appendix)
		return lang_appendix(doc->arena, link->lang, number);
	bool part = section->division == DOC_DIVISION_PART;
	const char *name = part || has_chapters(doc, section)
	                           ? lang_division(doc->arena, link->lang, part, 0, number, true)
	                           : number;
	return str_eq(name, number) ? NULL : name;
}

static bool is_small(const char *text)
{
	size_t used;
	utf8proc_int32_t first = (utf8proc_int32_t)utf8_decode(text, strlen(text), &used);
	return utf8proc_toupper(first) != first;
}

/* A heading's number, with the case of a section's in the language; or its words in quotation marks. */
static void name_section(Doc *doc, const DocNode *link, Buf *out)
{
	const DocNode *header = link->u.link.target;
	const char *number = header->u.header.number;
	const char *name = number ? lang_numbered(doc->arena, link->lang, LANG_SECTION, number) : NULL;
	const char *division = name ? name_division(doc, link, number) : NULL;
	LangQuotes quotes = lang_quotes(doc->arena, link->lang);
	buf_str(out, division ? division : name ? name : quotes.pairs[1][0]);
	if (name && (begins_sentence(link) || is_small(name)))
		set_case(out, begins_sentence(link));
	if (name)
		return;
	doc_plain_text(header, out);
	buf_str(out, quotes.pairs[1][1]);
}

/* A figure's label, as the language writes it within a sentence. */
static void name_label(const DocNode *link, const char *label, Buf *out)
{
	buf_str(out, label);
	if (lang_find(link->lang)->letters.small_labels && !begins_sentence(link))
		set_case(out, false);
}

/* A target's own name: a label, or its words; false if it has none. */
static bool name_target(Doc *doc, const DocNode *link, Buf *out)
{
	const DocNode *target = link->u.link.target, *thing = labelled(target);
	const DocEquation *equation = res_equation(target, link->u.link.row);
	const char *lang = link->lang, *label = thing ? doc_label(doc, thing, true) : NULL;
	if (equation && equation->number)
		name_equation(doc, link, equation, out);
	else if (label)
		name_label(link, label, out);
	else if (target->type == DOC_HEADER)
		name_section(doc, link, out);
	else if (doc_is_inline(target->type))
		doc_plain_text(target, out);
	else
		return name_other(doc, target, lang, out);
	while (out->len && str_is_white(out->data[out->len - 1]))
		out->len--; /* a blank is no name */
	return out->len > 0;
}

/* A number that is called has to be seen where it leads to. */
static void check_caption(const DocNode *link, Diag *diag)
{
	const DocNode *target = link->u.link.target, *thing = labelled(target);
	if (target->type == DOC_CODE_BLOCK)
		diag_report(diag, DIAG_WARNING, target->pos, "caption-missing",
		            "this listing is called, and has no number without a caption; give it caption=\"…\"");
	bool part = thing && thing->type == DOC_FIGURE && thing->u.figure.part;
	for (const DocNode *child = thing ? thing->first : NULL; child; child = child->next)
		part = part || child->type == DOC_CAPTION;
	if (thing && !part)
		diag_report(diag, DIAG_WARNING, thing->pos, "caption-missing",
		            "this is called by its number, which no caption shows; write one");
}

/* It is called by the words around it, which may not be what was meant. */
static void tell_nameless(Doc *doc, const DocNode *link, Buf *name, Diag *diag)
{
	const DocNode *around = link->u.link.target;
	const char *id = doc_id(around);
	diag_report(diag, DIAG_WARNING, link->pos, "reference-nameless",
	            "nothing says what '#%s' is called; write the words between the brackets: [words](#%s)",
	            id ? id : "", id ? id : "");
	while (around->parent && doc_is_inline(around->type))
		around = around->parent;
	if (!quote_words(doc, around, link->lang, name))
		buf_str(name, lang_word(link->lang, LANG_PAGE));
}

static void name_link(Doc *doc, DocNode *link, Diag *diag)
{
	if (link->first)
		return;
	Buf name = {0};
	if (link->u.link.kind == DOC_LINK_REFERENCE) {
		if (!name_target(doc, link, &name))
			tell_nameless(doc, link, &name, diag);
		check_caption(link, diag);
	} else {
		diag_report(diag, DIAG_WARNING, link->pos, "link-empty",
		            "this link has no text, so its address is shown; write some between the brackets");
		buf_str(&name, link->u.link.url ? link->u.link.url : "");
	}
	DocNode *text = doc_text(doc, link->pos, name.data ? name.data : "", name.len);
	text->generated = true;
	text->lang = link->lang;
	text->dir = link->dir;
	if (name.len)
		doc_append(link, text);
	buf_free(&name);
}

bool doc_link_leads(const DocNode *link)
{
	return link->u.link.target || (link->u.link.url && url_is_reachable(link->u.link.url));
}

static bool leads_nowhere(const DocNode *node)
{
	return node->type == DOC_LINK && node->u.link.url && *node->u.link.url && !doc_link_leads(node);
}

/* Of links between the files of a site there may be hundreds: told once. */
static void tell_nowhere(const Doc *doc, Diag *diag)
{
	const DocNode *top, *first = NULL;
	size_t count = 0;
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false)) {
			if (!leads_nowhere(node))
				continue;
			first = count++ ? first : node;
		}
	const char *more = count > 1 ? arena_printf(doc->arena, " (and %zu more such links)", count - 1) : "";
	if (first)
		diag_report(diag, DIAG_WARNING, first->pos, "link-nowhere",
		            "'%s' leads nowhere from a book%s; write a whole address, such as https://example.com/",
		            first->u.link.url, more);
}

void res_references(Doc *doc, Diag *diag)
{
	DocNode *top;
	unsigned searches = 0;
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type == DOC_LINK)
				find_target(doc, node, &searches, diag);
		}
	}
	tell_nowhere(doc, diag);
	number_captions(doc);
	if (doc->formulas)
		res_count_equations(doc, diag);
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type == DOC_LINK)
				name_link(doc, node, diag);
		}
	}
}
