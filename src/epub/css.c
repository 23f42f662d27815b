/* The style sheet: what every book has (assets/epub/base.css), then the style's
 * named values, lengths in proportion to the text's size. */
#include "epub/css.h"

/* ---- text ---------------------------------------------------------------- */

static void put_text(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	ep_css_rule(out, "body");
	ep_css_family(ep, out, style->text.sans ? "sans-serif" : "serif");
	if (style->text.rag != STY_JUSTIFIED) /* else the reader's own setting decides, which a value here would hide */
		ep_css_put(out, "text-align", "start");
	if (style->text.hyphenate) {
		ep_css_put(out, "-webkit-hyphens", "auto");
		ep_css_put(out, "-epub-hyphens", "auto");
		ep_css_put(out, "hyphens", "auto");
	}
	if (style->text.oldstyle_figures)
		ep_css_put(out, "font-variant-numeric", "oldstyle-nums");
	ep_css_features(out, &style->features.text, &style->features.numbers);
	ep_css_put(out, "widows", "2");
	ep_css_put(out, "orphans", "2");
	ep_css_end(out);
	if (style->text.paragraph_space) {
		ep_css_rule(out, "p");
		ep_css_em(out, "margin-bottom", style->text.paragraph_space, style->text.size);
	} else {
		ep_css_rule(out, style->text.indent_all
		                         ? "p + p, p.anew, h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, h6 + p"
		                         : "p + p, p.anew");
		ep_css_em(out, "text-indent", style->text.indent, style->text.size);
	}
	ep_css_end(out);
}

/* Emphasis where italics are not wanted. */
static void put_emphasis(Buf *out, const Style *style)
{
	if (style->text.italics)
		return;
	ep_css_rule(out, "em, cite");
	ep_css_put(out, "font-style", "normal");
	ep_css_put(out, "font-weight", "bold");
	ep_css_end(out);
}

/* ---- what is set off from the text ---------------------------------------- */

/* The poem's longest line in the middle, or its edge under those of others. */
static void put_verse(Buf *out, const Style *style)
{
	Length size = style->text.size;
	ep_css_rule(out, ".verse");
	if (style->verse.centered) {
		ep_css_put(out, "width", "fit-content");
		ep_css_put(out, "max-width", "100%");
		ep_css_put(out, "margin", "1em auto");
	} else {
		ep_css_em(out, "margin-inline-start", style->verse.indent, size);
	}
	ep_css_end(out);
	ep_css_rule(out, ".verse p > span, p.lines > span");
	ep_css_em(out, "padding-inline-start", style->verse.turnover, size);
	ep_css_em(out, "text-indent", -style->verse.turnover, size);
	ep_css_end(out);
}

/* The author's picture, as high as a letter is large. */
static void put_break_image(const EpImage *image, Buf *out)
{
	buf_printf(out, "\tbackground: url(\"%s\") center / contain no-repeat;\n", image->href);
	ep_css_put(out, "height", "1em");
	ep_css_end(out);
}

/* A thematic break: the author's picture, the style's ornament, or white alone. */
static void put_break(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	const EpImage *image = ep->meta->ornament ? ep_image(ep, ep->meta->ornament->first->u.image.image) : NULL;
	ep_css_rule(out, "hr");
	ep_css_put(out, "border", "0");
	ep_css_put(out, "width", "auto");
	ep_css_put(out, "text-align", "center");
	ep_css_em(out, "margin-top", style->breaks.before + style->text.leading / 2, style->text.size);
	ep_css_em(out, "margin-bottom", style->breaks.after + style->text.leading / 2, style->text.size);
	if (image && image->href) {
		put_break_image(image, out);
		return;
	}
	ep_css_end(out);
	if (!*style->breaks.ornament)
		return;
	ep_css_rule(out, "hr::before");
	buf_str(out, "\tcontent: ");
	ep_css_string(out, style->breaks.ornament);
	buf_str(out, ";\n");
	ep_css_end(out);
}

/* Ends the rule of what is set in italics or not; emphasis is the other way in it. */
static void put_italic(Buf *out, const char *selector, bool italic)
{
	ep_css_put(out, "font-style", italic ? "italic" : "normal");
	ep_css_end(out);
	if (!italic)
		return;
	buf_printf(out, "\n%s em {\n", selector);
	ep_css_put(out, "font-style", "normal");
	ep_css_end(out);
	buf_printf(out, "\n%s .attribution em {\n", selector);
	ep_css_put(out, "font-style", "italic");
	ep_css_end(out);
}

static void put_set_off(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	Length size = style->text.size;
	put_verse(out, style);
	put_break(ep, out);
	ep_css_rule(out, ".epigraph");
	ep_css_em(out, "font-size", style->epigraph.size, size);
	put_italic(out, ".epigraph", style->epigraph.italic);
	ep_css_rule(out, ".pullquote");
	ep_css_em(out, "font-size", style->pullquote.size, size);
	ep_css_ratio(out, "line-height", style->pullquote.leading, style->pullquote.size, "");
	put_italic(out, ".pullquote", style->pullquote.italic);
	ep_css_rule(out, ".admonition");
	ep_css_em(out, "font-size", style->admonition.size, size);
	ep_css_em(out, "border-inline-start-width", style->admonition.rule, style->admonition.size);
	ep_css_em(out, "padding-inline-start", style->admonition.pad, style->admonition.size);
	ep_css_end(out);
	ep_css_rule(out, ".grave");
	ep_css_em(out, "border-inline-start-width", 2 * style->admonition.rule, style->admonition.size);
	ep_css_end(out);
}

/* CSS's name for a language's digits, by the first of them. */
static const char *name_of_digits(const char *digits)
{
	static const char *const names[][2] = {{"٠", "arabic-indic"}, {"۰", "persian"}, {"०", "devanagari"},
	                                       {"০", "bengali"},      {"༠", "tibetan"}, {"၀", "myanmar"}};
	const char *name = "decimal";
	for (size_t i = 0; digits && i < BASE_LEN(names); i++)
		name = str_starts(digits, names[i][0]) ? names[i][1] : name;
	return name;
}

/* Lists that their author counts 1, 2, 3, by depth. */
static void put_counters(Buf *out, const Style *style, const char *decimal)
{
	const char *const names[] = {[STY_DECIMAL] = decimal,
	                             [STY_LOWER_ALPHA] = "lower-alpha",
	                             [STY_UPPER_ALPHA] = "upper-alpha",
	                             [STY_LOWER_ROMAN] = "lower-roman",
	                             [STY_UPPER_ROMAN] = "upper-roman"};
	static const char *const depths[STY_MARKS] = {"ol:not([type])", "ol ol:not([type])", "ol ol ol:not([type])"};
	const StyList *numbers = &style->list.numbers;
	if (numbers->count == 1 && numbers->values[0] == STY_DECIMAL && str_eq(decimal, "decimal"))
		return;
	for (int i = 0; i < STY_MARKS; i++) {
		ep_css_rule(out, depths[i]);
		ep_css_put(out, "list-style-type", names[numbers->values[i % numbers->count]]);
		ep_css_end(out);
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
		ep_css_rule(out, depths[i]);
		buf_str(out, "\tlist-style-type: ");
		ep_css_string(out, bullet);
		buf_str(out, ";\n");
		ep_css_end(out);
	}
}

static void put_label(Buf *out, StyLabel label)
{
	static const char *const looks[][2] = {[STY_LABEL_PLAIN] = {"font-weight", "normal"},
	                                       [STY_LABEL_BOLD] = {"font-weight", "bold"},
	                                       [STY_LABEL_ITALIC] = {"font-style", "italic"},
	                                       [STY_LABEL_SMALL_CAPS] = {"font-variant", "small-caps"}};
	ep_css_put(out, looks[label][0], looks[label][1]);
}

/* Where pictures stand in the line, and captions above or below. */
static void put_figures(Buf *out, const Style *style)
{
	if (style->figure.align != STY_CENTER) {
		ep_css_rule(out, "figure");
		ep_css_put(out, "text-align", "start");
		ep_css_end(out);
	}
	if (style->figure.side == STY_SIDE_ABOVE) {
		ep_css_rule(out, "figure");
		ep_css_put(out, "display", "table");
		ep_css_put(out, "width", "100%");
		ep_css_end(out);
		ep_css_rule(out, "figure > figcaption, figure.columns > figcaption");
		ep_css_put(out, "display", "table-caption");
		ep_css_put(out, "caption-side", "top");
		ep_css_end(out);
	}
	if (style->table.side == STY_SIDE_BELOW) {
		ep_css_rule(out, "caption");
		ep_css_put(out, "caption-side", "bottom");
		ep_css_end(out);
	}
}

static void put_captions(Buf *out, const Style *style)
{
	ep_css_rule(out, "figcaption, caption");
	ep_css_em(out, "font-size", style->figure.caption_size, style->text.size);
	ep_css_put(out, "margin", "0.5em 0");
	ep_css_put(out, "text-align", style->figure.caption == STY_CENTER ? "center" : "start");
	ep_css_end(out);
	put_figures(out, style);
	if (style->figure.label == STY_LABEL_PLAIN)
		return;
	ep_css_rule(out, "figcaption .label, caption .label");
	put_label(out, style->figure.label);
	ep_css_end(out);
}

/* A term beside its definition floats there: what has no room goes on below it. */
static void put_definitions(Buf *out, const Style *style)
{
	Length size = style->text.size;
	bool below = style->definition.form == STY_DEFINED_BELOW, column = style->definition.form == STY_DEFINED_BESIDE;
	ep_css_rule(out, "dd");
	ep_css_em(out, "margin-inline-start", below ? style->definition.indent * 4 / 3 : style->definition.indent,
	          size);
	ep_css_end(out);
	ep_css_rule(out, "dt");
	if (style->definition.term != STY_LABEL_BOLD)
		ep_css_put(out, "font-weight", "normal");
	put_label(out, style->definition.term);
	if (!below) {
		ep_css_put(out, "float", "left");
		ep_css_put(out, "clear", "both");
		ep_css_put(out, "margin-top", "0");
		ep_css_put(out, "margin-inline-end", "0.67em");
		if (column)
			ep_css_em(out, "max-width", style->definition.indent - size * 2 / 3, size);
	}
	ep_css_end(out);
	if (below)
		return;
	ep_css_rule(out, "[dir=\"rtl\"] dt");
	ep_css_put(out, "float", "right");
	ep_css_end(out);
	ep_css_rule(out, "dt + dd");
	ep_css_em(out, "margin-bottom", style->definition.before, size);
	ep_css_end(out);
}

/* Notes beside the text, where the page has room: the margin's share of it as in print.  Else they stand in it. */
static void put_asides(Buf *out, const Style *style)
{
	Length note = style->notes.side_width, beside = note + style->notes.side_gap,
	       text = style->page.width - style->page.inner - style->page.outer;
	if (style->notes.place != STY_NOTES_SIDE)
		return;
	ep_css_rule(out, ":not(.footnote) + .footnote");
	ep_css_put(out, "margin-top", "0.5em");
	ep_css_end(out);
	ep_css_rule(out, ".footnote");
	ep_css_put(out, "margin-inline-start", "1.5em");
	ep_css_end(out);
	ep_css_rule(out, "@media (min-width: 45em)");
	ep_css_rule(out, "body");
	ep_css_ratio(out, "margin-right", beside * 100, text + beside, "%");
	ep_css_end(out);
	ep_css_rule(out, ".footnote, :not(.footnote) + .footnote");
	ep_css_put(out, "float", "right");
	ep_css_put(out, "clear", "right");
	ep_css_ratio(out, "width", note * 100, text, "%");
	ep_css_put(out, "margin", "0 0 1em 0");
	ep_css_ratio(out, "margin-right", -beside * 100, text, "%");
	ep_css_end(out);
	ep_css_end(out);
}

/* ---- blocks -------------------------------------------------------------- */

static void put_blocks(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	Length size = style->text.size;
	ep_css_rule(out, "blockquote");
	ep_css_em(out, "font-size", style->quote.size, size);
	ep_css_em(out, "margin", style->quote.before, style->quote.size);
	ep_css_em(out, "margin-left", style->quote.indent, style->quote.size);
	ep_css_em(out, "margin-right", style->quote.indent, style->quote.size);
	ep_css_end(out);
	ep_css_rule(out, "ul, ol");
	ep_css_em(out, "padding-inline-start", style->list.indent * 4 / 3, size);
	ep_css_end(out);
	/* The style's size is that of its own wide font; readers have narrower ones. */
	Length least = size * 17 / 20,
	       code = style->code.size > least || style->ebook.embed_fonts ? style->code.size : least;
	ep_css_rule(out, "pre, code, kbd, samp");
	if (style->ebook.embed_fonts && ep->font_count)
		ep_css_family(ep, out, "monospace");
	ep_css_em(out, "font-size", code, size);
	ep_css_end(out);
	ep_css_rule(out, "table");
	ep_css_em(out, "font-size", style->table.size, size);
	if (style->table.full_width)
		ep_css_put(out, "width", "100%");
	ep_css_end(out);
	put_bullets(out, style);
	put_counters(out, style, name_of_digits(lang_find(ep->meta->lang)->letters.digits));
	put_captions(out, style);
	put_definitions(out, style);
	ep_css_rule(out, ".footnote");
	ep_css_em(out, "font-size", style->notes.size, size);
	ep_css_end(out);
	put_asides(out, style);
}

/* ---- fonts --------------------------------------------------------------- */

/* Who knows no unicode-range would set the whole text in a partial face, most of it as empty boxes: those know no
 * @supports either. */
static void put_fonts(const Ep *ep, Buf *out)
{
	for (size_t i = 0; i < ep->font_count; i++) {
		const EpFont *font = &ep->fonts[i];
		if (font->partial)
			buf_str(out, "\n@supports (display: grid) {");
		ep_css_rule(out, "@font-face");
		buf_printf(out, "\tfont-family: \"%s\";\n", font->family);
		buf_printf(out, "\tfont-weight: %u;\n", font->weight);
		ep_css_put(out, "font-style", font->italic ? "italic" : "normal");
		buf_printf(out, "\tsrc: url(\"%s\");\n", font->href);
		ep_css_put(out, "unicode-range", font->range);
		ep_css_end(out);
		if (font->partial)
			ep_css_end(out);
	}
}

/* Displays are in the middle by themselves. */
static void put_displays(Buf *out, const Style *style)
{
	if (style->formula.align == STY_CENTER)
		return;
	ep_css_rule(out, "math[display=\"block\"]");
	ep_css_put(out, "width", "fit-content");
	ep_css_em(out, "margin-inline-start", style->formula.indent, style->text.size);
	ep_css_end(out);
	ep_css_rule(out, ".equation::before");
	ep_css_em(out, "width", style->formula.indent, style->text.size);
	ep_css_end(out);
	ep_css_rule(out, ".numbered, .edge");
	ep_css_put(out, "width", "auto");
	ep_css_end(out);
	ep_css_rule(out, ".equation, .equation > span:first-child");
	ep_css_put(out, "text-align", "left");
	ep_css_put(out, "text-align", "start");
	ep_css_end(out);
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
	ep_css_headings(ep, out);
	put_set_off(ep, out);
	put_blocks(ep, out);
	if (ep->content.math)
		put_displays(out, ep->job->style);
	if (!ep->content.both_ways)
		ep_css_sides(ep->meta->dir == DOC_DIR_RTL, out);
}
