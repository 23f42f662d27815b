/* Rules of the style sheet, as they are written. */
#include "epub/css.h"

void ep_css_rule(Buf *out, const char *selector)
{
	buf_printf(out, "\n%s {\n", selector);
}

void ep_css_end(Buf *out)
{
	buf_str(out, "}\n");
}

void ep_css_put(Buf *out, const char *property, const char *value)
{
	buf_printf(out, "\t%s: %s;\n", property, value);
}

void ep_css_ratio(Buf *out, const char *property, Length length, Length base, const char *unit)
{
	buf_printf(out, "\t%s: ", property);
	buf_fixed(out, base > 0 ? ((long long)length * 100 + base / 2) / base : 0, 2);
	buf_printf(out, "%s;\n", length ? unit : "");
}

void ep_css_em(Buf *out, const char *property, Length length, Length base)
{
	ep_css_ratio(out, property, length, base, "em");
}

void ep_css_string(Buf *out, const char *text)
{
	buf_char(out, '"');
	for (const char *c = text; *c; c++)
		buf_printf(out, *c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
	buf_char(out, '"');
}

void ep_css_features(Buf *out, const StyFamily *tags, const StyFamily *numbers)
{
	const StyFamily *lists[] = {tags, numbers};
	size_t count = 0;
	for (size_t i = 0; i < (size_t)2 * STY_NAMES; i++) {
		const char *tag = lists[i / STY_NAMES]->names[i % STY_NAMES];
		if (!tag)
			continue;
		buf_printf(out, "%s\"%s\" %d", count++ ? ", " : "\tfont-feature-settings: ", tag + (*tag == '-'),
		           *tag != '-');
	}
	buf_str(out, count ? ";\n" : "");
}

void ep_css_family(const Ep *ep, Buf *out, const char *generic)
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
