/* The style sheet: what every book has (assets/epub/base.css), then the style's
 * named values, lengths in proportion to the text's size. */
#include "epub/plan.h"

static void rule(Buf *out, const char *selector)
{
	buf_printf(out, "\n%s {\n", selector);
}

static void end(Buf *out)
{
	buf_str(out, "}\n");
}

static void put(Buf *out, const char *property, const char *value)
{
	buf_printf(out, "\t%s: %s;\n", property, value);
}

/* length / base, to the hundredth: in em, or as a plain number. */
static void put_ratio(Buf *out, const char *property, Length length, Length base, const char *unit)
{
	buf_printf(out, "\t%s: ", property);
	buf_fixed(out, base > 0 ? ((long long)length * 100 + base / 2) / base : 0, 2);
	buf_printf(out, "%s;\n", length ? unit : "");
}

static void put_em(Buf *out, const char *property, Length length, Length base)
{
	put_ratio(out, property, length, base, "em");
}

/* A text as a string of the style sheet. */
static void put_string(Buf *out, const char *text)
{
	buf_char(out, '"');
	for (const char *c = text; *c; c++)
		buf_printf(out, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
	buf_char(out, '"');
}

/* ---- text ---------------------------------------------------------------- */

/* OpenType's features, those of figures with the others: a style sheet knows no words. */
static void put_features(Buf *out, const StyFamily *tags, const StyFamily *numbers)
{
	const StyFamily *lists[] = {tags, numbers};
	size_t count = 0;
	for (size_t i = 0; i < 2 * STY_NAMES; i++) {
		const char *tag = lists[i / STY_NAMES]->names[i % STY_NAMES];
		if (!tag)
			continue;
		buf_printf(out, "%s\"%s\" %d", count++ ? ", " : "\tfont-feature-settings: ", tag + (*tag == '-'),
		           *tag != '-');
	}
	buf_str(out, count ? ";\n" : "");
}

/* Families that go with the book, then the reader's own of the style's kind. */
static void put_family(const Ep *ep, Buf *out, const char *generic)
{
	buf_str(out, "\tfont-family: ");
	for (size_t i = 0; i < ep->font_count; i++) {
		bool again = false;
		for (size_t k = 0; k < i; k++)
			again = again || str_eq(ep->fonts[k].family, ep->fonts[i].family);
		if (!again && str_eq(ep->fonts[i].generic, generic))
			buf_printf(out, "\"%s\", ", ep->fonts[i].family);
	}
	buf_printf(out, "%s;\n", generic);
}

static void put_text(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	rule(out, "body");
	put_family(ep, out, style->text.sans ? "sans-serif" : "serif");
	if (style->text.rag != STY_JUSTIFIED) /* else the reader's own setting decides, which a value here would hide */
		put(out, "text-align", "start");
	if (style->text.hyphenate) {
		put(out, "-webkit-hyphens", "auto");
		put(out, "-epub-hyphens", "auto");
		put(out, "hyphens", "auto");
	}
	if (style->text.oldstyle_figures)
		put(out, "font-variant-numeric", "oldstyle-nums");
	put_features(out, &style->features.text, &style->features.numbers);
	put(out, "widows", "2");
	put(out, "orphans", "2");
	end(out);
	if (style->text.paragraph_space) {
		rule(out, "p");
		put_em(out, "margin-bottom", style->text.paragraph_space, style->text.size);
	} else {
		rule(out, style->text.indent_all ? "p + p, p.anew, h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p"
		                                 : "p + p, p.anew");
		put_em(out, "text-indent", style->text.indent, style->text.size);
	}
	end(out);
}

/* Emphasis where italics are not wanted. */
static void put_emphasis(Buf *out, const Style *style)
{
	if (style->text.italics)
		return;
	rule(out, "em, cite");
	put(out, "font-style", "normal");
	put(out, "font-weight", "bold");
	end(out);
}

/* ---- headings ------------------------------------------------------------ */

/* A heading keeps its look in a file in which it is of a higher level. */
static void put_head_selector(Buf *out, int level)
{
	buf_printf(out, "\nh%d", level);
	for (int base = 2; base <= level; base++)
		buf_printf(out, ", .level-%d h%d", base, level - base + 1);
	buf_str(out, " {\n");
}

/* The look of a heading's letters. */
static void put_letters(const Ep *ep, Buf *out, const StyHeading *look, Length base)
{
	const Style *style = ep->job->style;
	if (look->sans != style->text.sans)
		put_family(ep, out, look->sans ? "sans-serif" : "serif");
	put_em(out, "font-size", look->size, base);
	put(out, "font-weight", look->weight >= 600 ? "bold" : "normal");
	put(out, "font-style", look->italic ? "italic" : "normal");
	put(out, "font-variant", look->small_caps ? "small-caps" : "normal");
	if (style->text.oldstyle_figures)
		put(out, "font-variant-numeric", "oldstyle-nums");
	put_features(out, &style->features.headings, &style->features.numbers);
	if (look->upper_case)
		put(out, "text-transform", "uppercase");
	put_em(out, "letter-spacing", look->tracking, look->size);
	put_ratio(out, "line-height", look->leading, look->size, "");
}

/* What stands before a paragraph floats there: what has no room goes on below it. */
static void put_run_in(Buf *out, int level)
{
	put(out, "float", "left");
	put(out, "clear", "both");
	put(out, "line-height", "inherit");
	put(out, "margin-top", "0");
	put(out, "margin-bottom", "0");
	put(out, "margin-inline-end", "1em");
	end(out);
	buf_printf(out, "\n[dir=\"rtl\"] h%d {\n", level);
	put(out, "float", "right");
	end(out);
}

static void put_heading(const Ep *ep, Buf *out, const StyHeading *look)
{
	put_letters(ep, out, look, ep->job->style->text.size);
	put(out, "text-align", look->centered ? "center" : "start");
	put_em(out, "margin-top", look->before, look->size);
	put_em(out, "margin-bottom", look->after, look->size);
	put(out, "margin-left", "0");
	put(out, "margin-right", "0");
	if (!look->rule)
		return;
	put_em(out, "border-bottom-width", look->rule, look->size);
	put(out, "border-bottom-style", "solid");
	put(out, "padding-bottom", "0.25em");
}

static void put_head(const Ep *ep, Buf *out, int level)
{
	const StyHeading *look = &ep->job->style->heading[level - 1];
	put_head_selector(out, level);
	put_heading(ep, out, look);
	if (look->run_in && level > 1)
		put_run_in(out, level);
	else
		end(out);
}

/* Labels of parts and chapters: in a line of their own, or in the title's. */
static void put_labels(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	const struct {
		StyOpening opening;
		const StyHeading *title;
		const char *selector, *sign;
	} kinds[] = {{sty_opening(style, false), &style->heading[0], "h1 .division", "h1 .division::after"},
	             {sty_opening(style, true), &style->heading[STY_PART], ".part > h1 .division",
	              ".part > h1 .division::after"}};
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		bool above = kinds[i].opening.label != LANG_COUNT_NONE && kinds[i].opening.place == STY_LABEL_ABOVE;
		if (!above && !(i && ep_has_parts(ep))) /* which may begin with labels of their own */
			continue;
		rule(out, kinds[i].selector);
		put(out, "display", "block");
		put_letters(ep, out, &style->heading[STY_LABEL], kinds[i].title->size);
		put_em(out, "margin-bottom", style->heading[STY_LABEL].after, style->heading[STY_LABEL].size);
		end(out);
		if (!*kinds[i].opening.ornament)
			continue;
		rule(out, kinds[i].sign);
		put(out, "display", "block");
		buf_str(out, "\tcontent: ");
		put_string(out, kinds[i].opening.ornament);
		buf_str(out, ";\n");
		end(out);
	}
}

static void put_title(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	const char *align = style->title.align == STY_CENTER ? "center" : "start";
	rule(out, ".titlepage h1");
	if (style->title.sans != style->text.sans)
		put_family(ep, out, style->title.sans ? "sans-serif" : "serif");
	put_em(out, "font-size", style->title.title_size, style->text.size);
	put(out, "font-weight", style->title.weight >= 600 ? "bold" : "normal");
	put(out, "font-style", "normal");
	put(out, "font-variant", style->title.small_caps ? "small-caps" : "normal");
	put_em(out, "letter-spacing", style->title.tracking, style->title.title_size);
	put(out, "line-height", "1.2");
	put(out, "margin-top", "25%");
	put_em(out, "margin-bottom", style->title.subtitle_size * 2 / 3, style->title.title_size);
	put(out, "text-align", align);
	end(out);
	rule(out, ".titlepage, .titlepage p");
	put(out, "text-align", align);
	end(out);
	rule(out, ".titlepage .subtitle");
	put_em(out, "font-size", style->title.subtitle_size, style->text.size);
	put(out, "font-style", style->text.italics ? "italic" : "normal");
	end(out);
	rule(out, ".titlepage .author");
	put_em(out, "font-size", style->title.author_size, style->text.size);
	if (!style->title.author_small_caps) {
		put(out, "font-variant", "normal");
		put(out, "font-variant-caps", "normal");
		put(out, "letter-spacing", "0");
	}
	end(out);
}

/* The first letter of a chapter's first paragraph, as many lines high as in print: where
 * a reader knows how, since a floating letter fits no leading but its maker's. */
static void put_drop_cap(Buf *out, int lines)
{
	static const char *const openings[] = {"chapter",    "prologue", "epilogue", "introduction",
	                                       "conclusion", "preface",  "foreword", "afterword"};
	if (lines < 2)
		return;
	buf_printf(out, "\n@supports (initial-letter: %d) or (-webkit-initial-letter: %d) {", lines, lines);
	for (size_t i = 0; i < BASE_LEN(openings); i++)
		buf_printf(out, "%s.%s > p:first-of-type::first-letter", i ? ", " : "\n", openings[i]);
	buf_printf(out, " {\n\t-webkit-initial-letter: %d;\n\tinitial-letter: %d;\n", lines, lines);
	put(out, "margin-right", "0.25em");
	end(out);
	rule(out, "[dir=\"rtl\"] p:first-of-type::first-letter");
	put(out, "-webkit-initial-letter", "normal !important");
	put(out, "initial-letter", "normal !important");
	put(out, "margin", "0 !important");
	end(out);
	end(out);
}

/* A part's page has the heading alone, lower than others. */
static void put_part(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	if (!style->chapter.new_page)
		return;
	rule(out, ".part > h1");
	put_heading(ep, out, &style->heading[STY_PART]);
	put(out, "margin-top", "25%");
	end(out);
}

/* ---- what is set off from the text ---------------------------------------- */

/* The poem's longest line in the middle, or its edge under those of others. */
static void put_verse(Buf *out, const Style *style)
{
	Length size = style->text.size;
	rule(out, ".verse");
	if (style->verse.centered) {
		put(out, "width", "fit-content");
		put(out, "max-width", "100%");
		put(out, "margin", "1em auto");
	} else {
		put_em(out, "margin-inline-start", style->verse.indent, size);
	}
	end(out);
	rule(out, ".verse p > span, p.lines > span");
	put_em(out, "padding-inline-start", style->verse.turnover, size);
	put_em(out, "text-indent", -style->verse.turnover, size);
	end(out);
}

/* The author's picture, as high as a letter is large. */
static void put_break_image(const EpImage *image, Buf *out)
{
	buf_printf(out, "\tbackground: url(\"%s\") center / contain no-repeat;\n", image->href);
	put(out, "height", "1em");
	end(out);
}

/* A thematic break: the author's picture, the style's ornament, or white alone. */
static void put_break(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	const EpImage *image = ep->meta->ornament ? ep_image(ep, ep->meta->ornament->first->u.image.image) : NULL;
	rule(out, "hr");
	put(out, "border", "0");
	put(out, "width", "auto");
	put(out, "text-align", "center");
	put_em(out, "margin-top", style->breaks.before + style->text.leading / 2, style->text.size);
	put_em(out, "margin-bottom", style->breaks.after + style->text.leading / 2, style->text.size);
	if (image && image->href) {
		put_break_image(image, out);
		return;
	}
	end(out);
	if (!*style->breaks.ornament)
		return;
	rule(out, "hr::before");
	buf_str(out, "\tcontent: ");
	put_string(out, style->breaks.ornament);
	buf_str(out, ";\n");
	end(out);
}

/* Ends the rule of what is set in italics or not; emphasis is the other way in it. */
static void put_italic(Buf *out, const char *selector, bool italic)
{
	put(out, "font-style", italic ? "italic" : "normal");
	end(out);
	if (!italic)
		return;
	buf_printf(out, "\n%s em {\n", selector);
	put(out, "font-style", "normal");
	end(out);
	buf_printf(out, "\n%s .attribution em {\n", selector);
	put(out, "font-style", "italic");
	end(out);
}

static void put_set_off(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	Length size = style->text.size;
	put_verse(out, style);
	put_break(ep, out);
	rule(out, ".epigraph");
	put_em(out, "font-size", style->epigraph.size, size);
	put_italic(out, ".epigraph", style->epigraph.italic);
	rule(out, ".pullquote");
	put_em(out, "font-size", style->pullquote.size, size);
	put_ratio(out, "line-height", style->pullquote.leading, style->pullquote.size, "");
	put_italic(out, ".pullquote", style->pullquote.italic);
	rule(out, ".admonition");
	put_em(out, "font-size", style->admonition.size, size);
	put_em(out, "border-inline-start-width", style->admonition.rule, style->admonition.size);
	put_em(out, "padding-inline-start", style->admonition.pad, style->admonition.size);
	end(out);
	rule(out, ".grave");
	put_em(out, "border-inline-start-width", 2 * style->admonition.rule, style->admonition.size);
	end(out);
}

/* Lists that their author counts 1, 2, 3, by depth. */
static void put_counters(Buf *out, const Style *style)
{
	static const char *const names[] = {[STY_DECIMAL] = "decimal",
	                                    [STY_LOWER_ALPHA] = "lower-alpha",
	                                    [STY_UPPER_ALPHA] = "upper-alpha",
	                                    [STY_LOWER_ROMAN] = "lower-roman",
	                                    [STY_UPPER_ROMAN] = "upper-roman"};
	static const char *const depths[STY_MARKS] = {"ol:not([type])", "ol ol:not([type])", "ol ol ol:not([type])"};
	const StyList *numbers = &style->list.numbers;
	if (numbers->count == 1 && numbers->values[0] == STY_DECIMAL)
		return;
	for (int i = 0; i < STY_MARKS; i++) {
		rule(out, depths[i]);
		put(out, "list-style-type", names[numbers->values[i % numbers->count]]);
		end(out);
	}
}

/* Marks that are a reader's own stay so. */
static void put_bullets(Buf *out, const Style *style)
{
	static const char *const usual[STY_MARKS] = {"•", "–", "·"};
	static const char *const depths[STY_MARKS] = {"ul", "ul ul, ol ul", "ul ul ul, ol ul ul, ul ol ul, ol ol ul"};
	size_t count = 0;
	while (count < STY_MARKS && style->list.bullets[count])
		count++;
	for (size_t i = 0; i < STY_MARKS; i++) {
		const char *bullet = style->list.bullets[i % count];
		if (str_eq(bullet, usual[i]))
			continue;
		rule(out, depths[i]);
		buf_str(out, "\tlist-style-type: ");
		put_string(out, bullet);
		buf_str(out, ";\n");
		end(out);
	}
}

static void put_label(Buf *out, StyLabel label)
{
	static const char *const looks[][2] = {[STY_LABEL_PLAIN] = {"font-weight", "normal"},
	                                       [STY_LABEL_BOLD] = {"font-weight", "bold"},
	                                       [STY_LABEL_ITALIC] = {"font-style", "italic"},
	                                       [STY_LABEL_SMALL_CAPS] = {"font-variant", "small-caps"}};
	put(out, looks[label][0], looks[label][1]);
}

/* Where pictures stand in the line, and captions above or below. */
static void put_figures(Buf *out, const Style *style)
{
	if (style->figure.align != STY_CENTER) {
		rule(out, "figure");
		put(out, "text-align", "start");
		end(out);
	}
	if (style->figure.side == STY_SIDE_ABOVE) {
		rule(out, "figure");
		put(out, "display", "table");
		put(out, "width", "100%");
		end(out);
		rule(out, "figure > figcaption, figure.columns > figcaption");
		put(out, "display", "table-caption");
		put(out, "caption-side", "top");
		end(out);
	}
	if (style->table.side == STY_SIDE_BELOW) {
		rule(out, "caption");
		put(out, "caption-side", "bottom");
		end(out);
	}
}

static void put_captions(Buf *out, const Style *style)
{
	rule(out, "figcaption, caption");
	put_em(out, "font-size", style->figure.caption_size, style->text.size);
	put(out, "margin", "0.5em 0");
	put(out, "text-align", style->figure.caption == STY_CENTER ? "center" : "start");
	end(out);
	put_figures(out, style);
	if (style->figure.label == STY_LABEL_PLAIN)
		return;
	rule(out, "figcaption .label, caption .label");
	put_label(out, style->figure.label);
	end(out);
}

/* A term beside its definition floats there: what has no room goes on below it. */
static void put_definitions(Buf *out, const Style *style)
{
	Length size = style->text.size;
	bool below = style->definition.form == STY_DEFINED_BELOW, column = style->definition.form == STY_DEFINED_BESIDE;
	rule(out, "dd");
	put_em(out, "margin-inline-start", below ? style->definition.indent * 4 / 3 : style->definition.indent, size);
	end(out);
	rule(out, "dt");
	if (style->definition.term != STY_LABEL_BOLD)
		put(out, "font-weight", "normal");
	put_label(out, style->definition.term);
	if (!below) {
		put(out, "float", "left");
		put(out, "clear", "both");
		put(out, "margin-top", "0");
		put(out, "margin-inline-end", "0.67em");
		if (column)
			put_em(out, "max-width", style->definition.indent - size * 2 / 3, size);
	}
	end(out);
	if (below)
		return;
	rule(out, "[dir=\"rtl\"] dt");
	put(out, "float", "right");
	end(out);
	rule(out, "dt + dd");
	put_em(out, "margin-bottom", style->definition.before, size);
	end(out);
}

/* Notes beside the text, where the page has room: the margin's share of it as in print.  Else they stand in it. */
static void put_asides(Buf *out, const Style *style)
{
	Length note = style->notes.side_width, beside = note + style->notes.side_gap,
	       text = style->page.width - style->page.inner - style->page.outer;
	if (style->notes.place != STY_NOTES_SIDE)
		return;
	rule(out, ":not(.footnote) + .footnote");
	put(out, "margin-top", "0.5em");
	end(out);
	rule(out, ".footnote");
	put(out, "margin-inline-start", "1.5em");
	end(out);
	rule(out, "@media (min-width: 45em)");
	rule(out, "body");
	put_ratio(out, "margin-right", beside * 100, text + beside, "%");
	end(out);
	rule(out, ".footnote, :not(.footnote) + .footnote");
	put(out, "float", "right");
	put(out, "clear", "right");
	put_ratio(out, "width", note * 100, text, "%");
	put(out, "margin", "0 0 1em 0");
	put_ratio(out, "margin-right", -beside * 100, text, "%");
	end(out);
	end(out);
}

/* ---- blocks -------------------------------------------------------------- */

static void put_blocks(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	Length size = style->text.size;
	rule(out, "blockquote");
	put_em(out, "font-size", style->quote.size, size);
	put_em(out, "margin", style->quote.before, style->quote.size);
	put_em(out, "margin-left", style->quote.indent, style->quote.size);
	put_em(out, "margin-right", style->quote.indent, style->quote.size);
	end(out);
	rule(out, "ul, ol");
	put_em(out, "padding-inline-start", style->list.indent * 4 / 3, size);
	end(out);
	/* The style's size is that of its own wide font; readers have narrower ones. */
	Length least = size * 17 / 20,
	       code = style->code.size > least || style->ebook.embed_fonts ? style->code.size : least;
	rule(out, "pre, code, kbd, samp");
	if (style->ebook.embed_fonts && ep->font_count)
		put_family(ep, out, "monospace");
	put_em(out, "font-size", code, size);
	end(out);
	rule(out, "table");
	put_em(out, "font-size", style->table.size, size);
	if (style->table.full_width)
		put(out, "width", "100%");
	end(out);
	put_bullets(out, style);
	put_counters(out, style);
	put_captions(out, style);
	put_definitions(out, style);
	rule(out, ".footnote");
	put_em(out, "font-size", style->notes.size, size);
	end(out);
	put_asides(out, style);
}

/* ---- fonts --------------------------------------------------------------- */

static void put_fonts(const Ep *ep, Buf *out)
{
	for (size_t i = 0; i < ep->font_count; i++) {
		const EpFont *font = &ep->fonts[i];
		rule(out, "@font-face");
		buf_printf(out, "\tfont-family: \"%s\";\n", font->family);
		buf_printf(out, "\tfont-weight: %u;\n", font->weight);
		put(out, "font-style", font->italic ? "italic" : "normal");
		buf_printf(out, "\tsrc: url(\"%s\");\n", font->href);
		put(out, "unicode-range", font->range);
		end(out);
	}
}

/* Displays are in the middle by themselves. */
static void put_displays(Buf *out, const Style *style)
{
	if (style->formula.align == STY_CENTER)
		return;
	rule(out, "math[display=\"block\"]");
	put(out, "width", "fit-content");
	put_em(out, "margin-inline-start", style->formula.indent, style->text.size);
	end(out);
	rule(out, ".equation::before");
	put_em(out, "width", style->formula.indent, style->text.size);
	end(out);
	rule(out, ".numbered, .edge");
	put(out, "width", "auto");
	end(out);
	rule(out, ".equation > span:first-child");
	put(out, "text-align", "start");
	end(out);
}

void ep_css(Ep *ep, Buf *out)
{
	const Asset *base = asset_get("epub/base.css");
	buf_add(out, base->data, base->len);
	if (ep->content.tokens)
		buf_str(out, asset_get("epub/code.css")->data);
	if (ep->content.math)
		buf_str(out, asset_get("epub/math.css")->data);
	put_fonts(ep, out);
	put_text(ep, out);
	put_emphasis(out, ep->job->style);
	for (int level = 1; level <= STY_HEADINGS; level++)
		put_head(ep, out, level);
	put_title(ep, out);
	put_part(ep, out);
	put_labels(ep, out);
	put_drop_cap(out, ep->job->style->chapter.drop_cap);
	put_set_off(ep, out);
	put_blocks(ep, out);
	if (ep->content.math)
		put_displays(out, ep->job->style);
}
