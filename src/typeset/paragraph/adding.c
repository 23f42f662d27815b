/* Adding atoms, and what is known of them while the paragraph grows. */
#include "typeset/paragraph/collect.h"

size_t par_span_end(const Collector *c, size_t span)
{
	return span + 1 < c->span_count ? c->spans[span + 1].start : c->text.len;
}

Length par_narrowest_line(const ParSpec *spec)
{
	Length indent = (spec->first > 0 ? spec->first : 0) + (spec->drop_lines ? spec->drop_width : 0);
	return spec->measure - spec->left - spec->right - spec->turnover - indent;
}

Atom *par_add_atom(Collector *c, AtomKind kind, size_t start, size_t len, size_t span)
{
	c->atoms = base_grow(c->atoms, c->atom_count, &c->atom_cap, sizeof *c->atoms);
	Atom *atom = &c->atoms[c->atom_count++];
	*atom = (Atom){.start = (uint32_t)start, .len = (uint32_t)len, .span = (uint16_t)span, .kind = (uint8_t)kind};
	return atom;
}

static Length image_width(const Collector *c, const DocNode *node)
{
	Length width, height, most = c->narrowest;
	par_picture(node, c->par->context->job->style, most > LENGTH_PT ? most : LENGTH_PT, false, &width, &height);
	return width;
}

void par_add_word(Collector *c, size_t start, size_t len, size_t span, bool rtl)
{
	const Span *of = &c->spans[span];
	Pos pos = of->node ? of->node->pos : (Pos){0};
	Atom *atom = par_add_atom(c, ATOM_WORD, start, len, span);
	if (len == 3 && of->node && of->node->type == DOC_IMAGE) {
		atom->kind = ATOM_IMAGE;
		atom->width = image_width(c, of->node);
		return;
	}
	TxtFonts *fonts = c->par->context->job->fonts;
	if (c->plain)
		atom->shape = txt_shape(fonts, &of->style, rtl, c->text.data + start, len, pos);
	else
		atom->shape =
		        txt_shape_part(fonts, &of->style, rtl, c->text.data, c->text.len, start, start + len, pos);
	atom->width = par_narrowed(c->par->spec, atom->shape->advance);
}
