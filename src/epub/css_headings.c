/* What the style sheet says of headings, of title pages and of how chapters begin. */
#include "epub/css.h"

/* A heading keeps its look in a file in which it is of a higher level; after: what its selectors end with. */
static void put_head_selector(Buf *out, int level, const char *after)
{
	buf_printf(out, "\nh%d%s", level, after);
	for (int base = 2; base <= level; base++)
		buf_printf(out, ", .level-%d h%d%s", base, level - base + 1, after);
	buf_str(out, " {\n");
}

/* The look of a heading's letters. */
static void put_letters(const Ep *ep, Buf *out, const StyHeading *look, Length base)
{
	const Style *style = ep->job->style;
	if (look->sans != style->text.sans)
		ep_css_family(ep, out, look->sans ? "sans-serif" : "serif");
	ep_css_em(out, "font-size", look->size, base);
	ep_css_put(out, "font-weight", look->weight >= 600 ? "bold" : "normal");
	ep_css_put(out, "font-style", look->italic ? "italic" : "normal");
	ep_css_put(out, "font-variant", look->small_caps ? "small-caps" : "normal");
	if (style->text.oldstyle_figures)
		ep_css_put(out, "font-variant-numeric", "oldstyle-nums");
	ep_css_features(out, &style->features.headings, &style->features.numbers);
	if (look->upper_case)
		ep_css_put(out, "text-transform", "uppercase");
	ep_css_em(out, "letter-spacing", look->tracking, look->size);
	ep_css_ratio(out, "line-height", look->leading, look->size, "");
}

/* What stands before a paragraph floats there: what has no room goes on below it.  Margins do not join around what
 * floats, so that the white above is within both. */
static void put_run_in(Buf *out, int level, const StyHeading *look, Length base)
{
	put_head_selector(out, level, ".run-in");
	ep_css_put(out, "float", "left");
	ep_css_put(out, "clear", "both");
	ep_css_put(out, "line-height", "inherit");
	ep_css_put(out, "margin-top", "0");
	ep_css_put(out, "margin-bottom", "0");
	ep_css_put(out, "margin-inline-end", "1em");
	ep_css_em(out, "padding-top", look->before, look->size);
	ep_css_end(out);
	put_head_selector(out, level, ".run-in + p");
	ep_css_em(out, "padding-top", look->before, base);
	ep_css_end(out);
	buf_printf(out, "\n[dir=\"rtl\"] h%d.run-in {\n", level);
	ep_css_put(out, "float", "right");
	ep_css_end(out);
}

static void put_heading(const Ep *ep, Buf *out, const StyHeading *look)
{
	put_letters(ep, out, look, ep->job->style->text.size);
	ep_css_put(out, "text-align", look->centered ? "center" : "start");
	ep_css_em(out, "margin-top", look->before, look->size);
	ep_css_em(out, "margin-bottom", look->after, look->size);
	ep_css_put(out, "margin-left", "0");
	ep_css_put(out, "margin-right", "0");
	if (!look->rule)
		return;
	ep_css_em(out, "border-bottom-width", look->rule, look->size);
	ep_css_put(out, "border-bottom-style", "solid");
	ep_css_put(out, "padding-bottom", "0.25em");
}

static void put_head(const Ep *ep, Buf *out, int level)
{
	const StyHeading *look = &ep->job->style->heading[level - 1];
	put_head_selector(out, level, "");
	put_heading(ep, out, look);
	ep_css_end(out);
	if (look->run_in && level > 1)
		put_run_in(out, level, look, ep->job->style->text.size);
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
		if (!above && !(i && doc_has_parts(ep->doc))) /* which may begin with labels of their own */
			continue;
		ep_css_rule(out, kinds[i].selector);
		ep_css_put(out, "display", "block");
		put_letters(ep, out, &style->heading[STY_LABEL], kinds[i].title->size);
		ep_css_em(out, "margin-bottom", style->heading[STY_LABEL].after, style->heading[STY_LABEL].size);
		ep_css_end(out);
		if (!*kinds[i].opening.ornament)
			continue;
		ep_css_rule(out, kinds[i].sign);
		ep_css_put(out, "display", "block");
		buf_str(out, "\tcontent: ");
		ep_css_string(out, kinds[i].opening.ornament);
		buf_str(out, ";\n");
		ep_css_end(out);
	}
}

static void put_title(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	const char *align = style->title.align == STY_CENTER ? "center" : "start";
	ep_css_rule(out, ".titlepage h1");
	if (style->title.sans != style->text.sans)
		ep_css_family(ep, out, style->title.sans ? "sans-serif" : "serif");
	ep_css_em(out, "font-size", style->title.title_size, style->text.size);
	ep_css_put(out, "font-weight", style->title.weight >= 600 ? "bold" : "normal");
	ep_css_put(out, "font-style", "normal");
	ep_css_put(out, "font-variant", style->title.small_caps ? "small-caps" : "normal");
	ep_css_em(out, "letter-spacing", style->title.tracking, style->title.title_size);
	ep_css_put(out, "line-height", "1.2");
	ep_css_put(out, "margin-top", "25%");
	ep_css_em(out, "margin-bottom", style->title.subtitle_size * 2 / 3, style->title.title_size);
	ep_css_put(out, "text-align", align);
	ep_css_end(out);
	ep_css_rule(out, ".titlepage, .titlepage p");
	ep_css_put(out, "text-align", align);
	ep_css_end(out);
	ep_css_rule(out, ".titlepage .subtitle");
	ep_css_em(out, "font-size", style->title.subtitle_size, style->text.size);
	ep_css_put(out, "font-style", style->text.italics ? "italic" : "normal");
	ep_css_end(out);
	ep_css_rule(out, ".titlepage .author");
	ep_css_em(out, "font-size", style->title.author_size, style->text.size);
	if (!style->title.author_small_caps) {
		ep_css_put(out, "font-variant", "normal");
		ep_css_put(out, "font-variant-caps", "normal");
		ep_css_put(out, "letter-spacing", "0");
	}
	ep_css_end(out);
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
	ep_css_put(out, "margin-right", "0.25em");
	ep_css_end(out);
	ep_css_rule(out, "[dir=\"rtl\"] p:first-of-type::first-letter");
	ep_css_put(out, "-webkit-initial-letter", "normal !important");
	ep_css_put(out, "initial-letter", "normal !important");
	ep_css_put(out, "margin", "0 !important");
	ep_css_end(out);
	ep_css_end(out);
}

/* A part's page has the heading alone, lower than others. */
static void put_part(const Ep *ep, Buf *out)
{
	const Style *style = ep->job->style;
	if (!style->chapter.new_page)
		return;
	ep_css_rule(out, ".part > h1");
	put_heading(ep, out, &style->heading[STY_PART]);
	ep_css_put(out, "margin-top", "25%");
	ep_css_end(out);
}

void ep_css_headings(const Ep *ep, Buf *out)
{
	for (int level = 1; level <= STY_HEADINGS; level++)
		put_head(ep, out, level);
	put_title(ep, out);
	put_part(ep, out);
	put_labels(ep, out);
	put_drop_cap(out, ep->job->style->chapter.drop_cap);
}
