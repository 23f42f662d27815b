/* Terms and their definitions: below each other, in one line, or side by side. */
#include "typeset/flow/builder.h"
#include "typeset/flow/prices.h"

/* Whether a term is words alone, in one look or another: what else there may be (a note, a picture, what is linked to)
 * is looked for in lines, and beside them is none. */
static bool is_plain_term(const DocNode *term)
{
	for (const DocNode *node = term; node; node = doc_next(node, term, false)) {
		if (node->attr && node->attr->id)
			return false;
		if (node != term && node->type != DOC_TEXT && node->type != DOC_SOFT_BREAK &&
		    !doc_is_format(node->type) && node->type != DOC_QUOTED && node->type != DOC_CODE)
			return false;
	}
	return true;
}

/* Whether the term's one definition begins with a paragraph, beside which it may stand. */
static bool may_stand_beside(const DocNode *term)
{
	const DocNode *next = term->next, *first = next && next->type == DOC_DEFINITION ? next->first : NULL;
	return first && (first->type == DOC_PARA || first->type == DOC_PLAIN) && is_plain_term(term);
}

static ParSpec term_spec(Flow *flow, const DocNode *term)
{
	StyLabel look = flow->setting->job->style->definition.term;
	ParSpec spec = build_spec(flow, term);
	spec.style.weight = look == STY_LABEL_BOLD ? 700 : spec.style.weight;
	spec.style.italic |= look == STY_LABEL_ITALIC;
	spec.style.features |= look == STY_LABEL_SMALL_CAPS ? TXT_SMALL_CAPS : 0;
	spec.align = PAR_RAGGED;
	return spec;
}

/* Sets the term in the line of its definition, if it has room there. */
static bool set_beside(Flow *flow, const DocNode *term, const ParSpec *spec)
{
	const Style *style = flow->setting->job->style;
	const Context *context = build_top(flow);
	Length gap = spec->style.size * 2 / 3, indent = style->definition.indent;
	ParSpec label = *spec;
	if (style->definition.form == STY_DEFINED_BELOW || !may_stand_beside(term))
		return false;
	label.left = label.right = 0;
	label.hyphenate = false;
	Length width = par_natural(flow->setting->context, &label) + gap;
	if (width > (style->definition.form == STY_DEFINED_BESIDE ? indent : build_width(flow) / 2))
		return false;
	build_label(flow, &label, term->dir == DOC_DIR_RTL ? -context->right : context->left);
	flow->pending.lead = style->definition.form == STY_DEFINED_RUN_IN ? width - indent : 0;
	return true;
}

void build_term(Flow *flow, const DocNode *term)
{
	const Style *style = flow->setting->job->style;
	ParSpec spec = term_spec(flow, term);
	bool tight = term->parent->u.list.tight; /* else a whole line: terms and definitions stand on the grid */
	build_space(flow, !tight ? style->text.leading : term->prev ? style->definition.before : 0);
	if (!set_beside(flow, term, &spec)) {
		build_add(flow, &spec, build_top(flow)->leading);
		build_keep(flow);
	}
	build_apart(flow);
}

void build_enter_definition(Flow *flow, const DocNode *definition)
{
	const Style *style = flow->setting->job->style;
	Context *context = build_push(flow);
	if (definition->prev && definition->prev->type == DOC_DEFINITION) /* another meaning of the same term */
		build_space(flow, flow_half_line(style->text.leading));
	if (style->definition.indent < build_width(flow) / 2)
		build_indent(context, definition, style->definition.indent);
	build_apart(flow);
}
