/* The style sheet: the style's values as CSS, sizes relative to the reader's. */
#include "epub/inner.h"

/* length / base as em, to the thousandth. */
static void put_em(Buf *out, const char *property, StyUnit length, StyUnit base)
{
	buf_printf(out, "%s: ", property);
	buf_fixed(out, base > 0 ? ((long long)length * 1000 + base / 2) / base : 0, 3);
	buf_str(out, "em; ");
}

static void put_ratio(Buf *out, const char *property, StyUnit length, StyUnit base)
{
	buf_printf(out, "%s: ", property);
	buf_fixed(out, base > 0 ? ((long long)length * 1000 + base / 2) / base : 0, 3);
	buf_str(out, "; ");
}

static void put_color(Buf *out, const char *property, StyColor color)
{
	buf_printf(out, "%s: #%02x%02x%02x; ", property, color.r, color.g, color.b);
}

/* The families in order of wish; a quotation mark cannot be part of a name. */
static void put_family(Buf *out, const StyFamily *family, const char *generic)
{
	buf_str(out, "font-family: ");
	for (size_t i = 0; i < STY_NAMES && family->names[i]; i++) {
		buf_char(out, '"');
		for (const char *at = family->names[i]; *at; at++)
			if (*at != '"' && *at != '\\' && (unsigned char)*at >= ' ')
				buf_char(out, *at);
		buf_str(out, "\", ");
	}
	buf_printf(out, "%s; ", generic);
}

static void put_head(Buf *out, const Style *style, int level)
{
	const StyHead *head = &style->head[level];
	buf_printf(out, "h%d { ", level + 1);
	put_em(out, "font-size", head->size, style->text.size);
	put_ratio(out, "line-height", head->leading, head->size);
	put_em(out, "margin-top", head->before, head->size);
	put_em(out, "margin-bottom", head->after, head->size);
	buf_printf(out, "font-weight: %d; font-style: %s; ", head->weight, head->italic ? "italic" : "normal");
	if (head->small_caps)
		buf_str(out, "font-variant: small-caps; ");
	if (head->centered)
		buf_str(out, "text-align: center; ");
	if (head->tracking)
		put_em(out, "letter-spacing", head->tracking, head->size);
	if (head->sans)
		put_family(out, &style->faces.sans, "sans-serif");
	buf_str(out, "}\n");
}

static void put_text(Buf *out, const Style *style)
{
	buf_str(out, "body { ");
	put_family(out, style->text.sans ? &style->faces.sans : &style->faces.serif,
	           style->text.sans ? "sans-serif" : "serif");
	put_ratio(out, "line-height", style->text.leading, style->text.size);
	buf_printf(out, "text-align: %s; ", style->text.rag == STY_JUSTIFIED ? "justify" : "start");
	if (style->text.hyphenate)
		buf_str(out, "-webkit-hyphens: auto; -epub-hyphens: auto; hyphens: auto; ");
	if (style->text.oldstyle_figures)
		buf_str(out, "font-variant-numeric: oldstyle-nums; ");
	buf_str(out, "widows: 2; orphans: 2; }\np { ");
	put_em(out, "margin", style->text.paragraph_space, style->text.size);
	buf_str(out, "margin-left: 0; margin-right: 0; margin-top: 0; text-indent: 0; }\n");
	if (!style->text.paragraph_space) {
		buf_str(out, "p + p { ");
		put_em(out, "text-indent", style->text.indent, style->text.size);
		buf_str(out, "}\n");
	}
}

static void put_blocks(Buf *out, const Style *style)
{
	StyUnit size = style->text.size;
	buf_str(out, "blockquote { ");
	put_em(out, "font-size", style->quote.size, size);
	put_em(out, "margin", style->quote.before, style->quote.size);
	put_em(out, "margin-left", style->quote.indent, style->quote.size);
	put_em(out, "margin-right", style->quote.indent, style->quote.size);
	buf_str(out, "}\nul, ol { margin: 0.5em 0; padding: 0; ");
	put_em(out, "padding-inline-start", style->list.indent * 3 / 2, size);
	buf_str(out, "}\npre, code { ");
	put_family(out, &style->faces.mono, "monospace");
	put_em(out, "font-size", style->code.size, size);
	buf_str(out, "-webkit-hyphens: none; -epub-hyphens: none; hyphens: none; font-variant-numeric: normal; }\n"
	             "pre code { font-size: 1em; }\npre { ");
	put_ratio(out, "line-height", style->code.leading, style->code.size);
	put_em(out, "margin-inline-start", style->code.indent, style->code.size);
	put_color(out, "background-color", style->code.background);
	buf_str(out, "color: #000; padding: 0.5em; margin-top: 0.8em; margin-bottom: 0.8em; white-space: pre-wrap; "
	             "overflow-wrap: break-word; text-align: start; }\n");
	buf_str(out, "table { border-collapse: collapse; margin: 1em auto; text-align: start; ");
	put_em(out, "font-size", style->table.size, size);
	put_ratio(out, "line-height", style->table.leading, style->table.size);
	buf_str(out, "}\nth, td { ");
	put_em(out, "padding", style->table.cell_pad, style->table.size * 2);
	put_em(out, "padding-left", style->table.cell_pad, style->table.size);
	put_em(out, "padding-right", style->table.cell_pad, style->table.size);
	buf_str(out, "vertical-align: top; text-align: start; }\nfigure { ");
	put_em(out, "margin-top", style->figure.before, size);
	put_em(out, "margin-bottom", style->figure.after, size);
	buf_str(out, "margin-left: 0; margin-right: 0; text-align: center; break-inside: avoid; }\nfigcaption, caption { ");
	put_em(out, "font-size", style->figure.caption_size, size);
	buf_str(out, "margin-top: 0.5em; text-align: center; }\n");
}

static void put_colors(Buf *out, const Style *style)
{
	buf_str(out, "a { ");
	put_color(out, "color", style->colors.link);
	buf_str(out, "}\n.note, .tip, .warning { ");
	put_color(out, "background-color", style->colors.admonition);
	buf_str(out, "color: #000; padding: 0.6em 0.9em; margin: 1em 0; }\n.admonition-title { font-weight: bold; ");
	put_color(out, "color", style->colors.accent);
	buf_str(out, "}\nthead { ");
	put_color(out, "border-color", style->colors.rule);
	buf_str(out, "border-style: solid; border-width: 1px 0; }\ntbody { ");
	put_color(out, "border-color", style->colors.rule);
	buf_str(out, "border-style: solid; border-width: 0 0 1px 0; }\n.footnote { ");
	put_em(out, "font-size", style->notes.size, style->text.size);
	put_ratio(out, "line-height", style->notes.leading, style->notes.size);
	buf_str(out, "margin: 0.4em 0; }\n");
}

/* What does not depend on the style. */
static const char fixed[] =
        "h1, h2, h3, h4, h5, h6 { text-align: start; -webkit-hyphens: none; -epub-hyphens: none; hyphens: none; "
        "break-after: avoid; page-break-after: avoid; }\n"
        "img { max-width: 100%; height: auto; }\n"
        "hr { border: 0; text-align: center; margin: 1.2em 0; }\n"
        "hr::after { content: \"* * *\"; }\n"
        ".smallcaps { font-variant: small-caps; }\n"
        ".left { text-align: left; }\n.center { text-align: center; }\n.right { text-align: right; }\n"
        ".display { display: block; margin: 0.8em 2em; }\n"
        ".tasks { list-style-type: none; }\n"
        ".tasks > li { text-indent: -1.4em; padding-inline-start: 1.4em; }\n"
        ".epigraph { margin: 1em 0 2em 30%; font-style: italic; }\n"
        ".verse { margin: 1em 2em; text-align: start; }\n.verse p { margin-bottom: 0.8em; text-indent: 0; }\n"
        ".pullquote { margin: 1.2em 10%; text-align: center; font-size: 1.2em; }\n"
        ".dedication { margin: 20% 10%; text-align: center; font-style: italic; }\n"
        ".page-break { break-before: page; page-break-before: always; }\n"
        ".noteref { vertical-align: super; font-size: 0.75em; line-height: 0; text-decoration: underline; }\n"
        ".backlink { text-decoration: underline; }\n"
        ".footnotes { border-top: 1px solid; margin-top: 2em; padding-top: 0.5em; }\n"
        "sup, sub { font-size: 0.75em; line-height: 0; }\n"
        "dt { font-weight: bold; margin-top: 0.6em; }\ndd { margin-inline-start: 1.5em; }\n"
        ".cover { margin: 0; padding: 0; text-align: center; }\n.cover img { max-height: 100vh; }\n"
        ".title-page { text-align: center; }\n.title-page h1 { text-align: center; margin-top: 25%; }\n"
        ".title-page p { text-indent: 0; margin: 1em 0; text-align: center; }\n"
        ".title-page .subtitle { font-size: 1.25em; }\n.title-page .rights { margin-top: 4em; font-size: 0.85em; }\n"
        "nav ol { list-style-type: none; padding-inline-start: 1.2em; }\nnav li { margin: 0.3em 0; text-align: start; }\n"
        "nav a { text-decoration: underline; }\n";

void ep_css(const Style *style, Buf *out)
{
	put_text(out, style);
	buf_str(out, fixed);
	for (int level = 0; level < STY_HEADS; level++)
		put_head(out, style, level);
	put_blocks(out, style);
	put_colors(out, style);
}
