/* From inline nodes to text and spans. */
#include "typeset/paragraph/collect.h"

#include <stdlib.h>
#include <string.h>

/* What text has at a place in the tree. */
typedef struct {
	TxtStyle style;
	StyColor color;
	bool hyphenate, underline, strike, key, at_end;
} Look;

typedef struct {
	Collector *c;
	uint32_t skip, lead_in; /* what is still to be left out, to be set in small capitals */
	Look *looks;            /* by depth */
	size_t depth, look_cap;
} Walker;

/* ---- text and spans ---- */

static void add_span(Collector *c, const DocNode *node, const Look *look, TsRole role, uint32_t offset)
{
	if (c->span_count == UINT16_MAX)
		return;
	c->spans = base_grow(c->spans, c->span_count, &c->span_cap, sizeof *c->spans);
	c->spans[c->span_count++] = (Span){
	        .node = node,
	        .style = look->style,
	        .color = look->color,
	        .role = role,
	        .sub = c->par->spec->sub,
	        .hyphenate = look->hyphenate,
	        .underline = look->underline,
	        .strike = look->strike,
	        .key = look->key,
	        .at_end = look->at_end,
	        .start = (uint32_t)c->text.len,
	        .offset = offset,
	};
}

static uint32_t take(uint32_t *wanted, size_t len)
{
	uint32_t taken = *wanted < len ? *wanted : (uint32_t)len;
	*wanted -= taken;
	return taken;
}

/* A text without what an initial has taken of it, its first words in small capitals
 * where they lead a chapter in. */
static void add_text(Walker *w, const DocNode *node, const Look *look, TsRole role, const char *text, size_t len)
{
	uint32_t at = take(&w->skip, len), lead_in = take(&w->lead_in, len - at);
	if (lead_in) {
		Look small = *look;
		small.style.features |= TXT_SMALL_CAPS;
		add_span(w->c, node, &small, role, at);
		buf_add(&w->c->text, text + at, lead_in);
		at += lead_in;
	}
	if (at == len)
		return;
	add_span(w->c, node, look, role, at);
	if (w->c->par->spec->upper_case)
		buf_str(&w->c->text, txt_upper(w->c->arena, look->style.lang, text + at, len - at));
	else
		buf_add(&w->c->text, text + at, len - at);
}

static bool same_word(const StyWord *one, const StyWord *other)
{
	return one->bold == other->bold && one->italic == other->italic && one->colored == other->colored &&
	       (!one->colored || !memcmp(&one->color, &other->color, sizeof one->color));
}

/* What words of a class have of their own, as far as the style's scheme goes. */
static StyWord word_look(const Style *style, CodeClass class)
{
	StyWord word = style->code.scheme != STY_SCHEME_NONE ? style->words[class] : (StyWord){0};
	word.colored &= style->code.scheme == STY_SCHEME_COLORS;
	return word;
}

/* Code of a language: words that look alike are one piece.  Prompts are not copied. */
static void add_words(Walker *w, const DocNode *node, const Look *look, TsRole role)
{
	const Style *style = w->c->par->context->job->style;
	const CodeTokens *tokens = node->u.code.tokens;
	uint32_t at = 0;
	for (size_t i = 0, next; i < tokens->count; i = next) {
		CodeClass class = tokens->runs[i].class;
		StyWord word = word_look(style, class), other;
		for (next = i + 1; next < tokens->count; next++) {
			other = word_look(style, tokens->runs[next].class);
			bool prompt = class == CODE_PROMPT || tokens->runs[next].class == CODE_PROMPT;
			if (prompt || !same_word(&word, &other))
				break;
		}
		Look own = *look;
		own.style.weight = word.bold ? 700 : own.style.weight;
		own.style.italic |= word.italic;
		own.color = word.colored ? word.color : own.color;
		add_span(w->c, node, &own, class == CODE_PROMPT ? TS_ARTIFACT_MARK : role, at);
		buf_add(&w->c->text, node->u.code.text + at, tokens->runs[next - 1].end - at);
		at = tokens->runs[next - 1].end;
	}
}

static void add_code(Walker *w, const DocNode *node, const Look *look, TsRole role)
{
	if (node->u.code.tokens && !w->skip && !w->lead_in)
		add_words(w, node, look, role);
	else
		add_text(w, node, look, role, node->u.code.text, node->u.code.len);
}

static Look *top_look(const Walker *w)
{
	return &w->looks[w->depth - 1];
}

static void push_look(Walker *w)
{
	w->looks = base_grow(w->looks, w->depth, &w->look_cap, sizeof *w->looks);
	w->looks[w->depth] = w->looks[w->depth - 1];
	w->depth++;
}

/* A size made smaller, but to one of the style's own where that is hardly another: pages have few sizes. */
static Length smaller(const Style *style, Length size, int per_cent)
{
	const Length own[] = {style->text.size, style->notes.size, style->code.size};
	Length made = (Length)((int64_t)size * per_cent / 100);
	for (size_t i = 0; i < BASE_LEN(own); i++) {
		if (made * 50 >= own[i] * 47 && made * 50 <= own[i] * 53) /* 6 per cent */
			return own[i];
	}
	return made;
}

static void make_code(const ParContext *context, Look *look)
{
	look->style.family = context->mono;
	look->style.features = TXT_NO_LIGATURES;
	look->style.more = NULL;
	look->style.size = smaller(context->job->style, look->style.size, 84);
	look->hyphenate = false;
}

static bool is_key(const DocNode *node)
{
	return node->type == DOC_SPAN && (doc_has_class(node, "kbd") || doc_has_class(node, "key"));
}

/* What stands on a key or in a menu is lettering, as the program has it. */
static void make_lettering(const ParContext *context, Look *look, int per_cent)
{
	look->style.family = context->sans;
	look->style.features = 0;
	look->style.more = NULL;
	look->style.italic = false;
	look->style.size = smaller(context->job->style, look->style.size, per_cent);
	look->hyphenate = false;
}

static void change_span_look(const ParContext *context, const DocNode *node, Look *look)
{
	static const char *const code[] = {"code", "samp", "tt", "file", "filename", "path", "placeholder"};
	if (is_key(node) && !look->key) {
		make_lettering(context, look, 82);
		look->key = true;
	}
	if (doc_has_class(node, "menu") || doc_has_class(node, "button")) {
		make_lettering(context, look, 95);
		look->style.weight = 700;
	}
	look->style.italic |= context->job->style->text.italics && doc_has_class(node, "placeholder");
	if (doc_has_class(node, "small"))
		look->style.size = smaller(context->job->style, look->style.size, 90);
	look->underline |= doc_has_class(node, "mark");
	look->at_end |= doc_has_class(node, "marks");
	for (size_t i = 0; i < BASE_LEN(code); i++) {
		if (look->style.family != context->mono && doc_has_class(node, code[i]))
			make_code(context, look);
	}
}

/* The look inside a node. */
static void change_look(Walker *w, const DocNode *node, Look *look)
{
	const ParContext *context = w->c->par->context;
	const Style *style = context->job->style;
	look->style.lang = node->lang;
	switch (node->type) {
	case DOC_EMPH:
		look->style.weight = style->text.italics ? look->style.weight : 700;
		look->style.italic = style->text.italics && !look->style.italic;
		break;
	case DOC_STRONG:
		look->style.weight = 700;
		break;
	case DOC_SMALL_CAPS:
		look->style.features |= TXT_SMALL_CAPS;
		break;
	case DOC_SUPERSCRIPT:
		look->style.features |= TXT_SUPERIOR;
		break;
	case DOC_SUBSCRIPT:
		look->style.features |= TXT_INFERIOR;
		break;
	case DOC_STRIKEOUT:
		look->strike = true;
		break;
	case DOC_UNDERLINE:
		look->underline = true;
		break;
	case DOC_LINK:
		look->color = style->colors.link;
		break;
	case DOC_CODE:
	case DOC_MATH:
		if (par_sets_formula(w->c->par->context, node))
			break;
		make_code(context, look);
		break;
	default:
		change_span_look(context, node, look);
		break;
	}
}

static const char *note_mark(Par *par, const DocNode *note)
{
	if (par_counts_by_page(par->context))
		par_note_labelled(par);
	return par_note_mark(par->context, note);
}

static void enter_note_ref(Walker *w, const DocNode *node)
{
	Look look = *top_look(w);
	if (!node->u.note_ref.note)
		return;
	const char *mark = note_mark(w->c->par, node->u.note_ref.note);
	look.style.features = TXT_SUPERIOR;
	look.style.italic = false;
	look.style.lang = node->lang;
	look.hyphenate = false;
	const char *comma = doc_note_comma(w->c->arena, node);
	if (comma)
		add_text(w, node->parent, &look, w->c->par->spec->role, comma, strlen(comma));
	add_text(w, node, &look, TS_NOTE_MARK, mark, strlen(mark));
}

static void leave_link(Walker *w, const DocNode *node)
{
	const ParContext *context = w->c->par->context;
	bool equation = node->u.link.target && node->u.link.target->type == DOC_MATH; /* its number suffices */
	if (node->u.link.kind != DOC_LINK_REFERENCE || !context->label || equation)
		return;
	const char *label = context->label(context->closure, node);
	par_note_labelled(w->c->par);
	if (!label || !*label)
		return;
	const char *page =
	        lang_aside(w->c->arena, node->lang, lang_numbered(w->c->arena, node->lang, LANG_PAGE, label));
	add_text(w, node, top_look(w), TS_PAGE_REF, page, strlen(page));
}

static void add_math(Walker *w, const DocNode *node, const Look *look, TsRole role)
{
	if (!par_sets_formula(w->c->par->context, node)) {
		add_text(w, node, look, role, node->u.math.text, node->u.math.len);
		return;
	}
	add_span(w->c, node, look, role, 0);
	par_write_formula(w->c->par, node, &look->style, look->color, &w->c->text);
}

static void enter_node(Walker *w, const DocNode *node)
{
	TsRole role = w->c->par->spec->role;
	Look look = *top_look(w);
	change_look(w, node, &look);
	switch (node->type) {
	case DOC_MATH:
		add_math(w, node, &look, role);
		break;
	case DOC_CODE:
	case DOC_CODE_BLOCK:
		add_code(w, node, &look, role);
		break;
	case DOC_TEXT:
		add_text(w, node, &look, role, node->u.text.text, node->u.text.len);
		break;
	case DOC_SOFT_BREAK:
		add_text(w, node, &look, role, w->c->par->spec->ends == PAR_ENDS_OF_VERSE ? "\n" : " ", 1);
		break;
	case DOC_LINE_BREAK:
		add_text(w, node, &look, role, "\n", 1);
		break;
	case DOC_QUOTED:
		if (node->u.quoted.open)
			add_text(w, node, &look, role, node->u.quoted.open, strlen(node->u.quoted.open));
		break;
	case DOC_NOTE_REF:
		enter_note_ref(w, node);
		break;
	case DOC_IMAGE:
		if (node->u.image.image)
			add_text(w, node, &look, role, "\uFFFC", 3);
		break;
	default:
		break;
	}
}

/* The white within a key's frame, which is nobody's text. */
static void pad_key(Walker *w, const DocNode *node)
{
	Look look = *top_look(w);
	if (look.key || !is_key(node))
		return;
	change_look(w, node, &look);
	add_text(w, node, &look, TS_ARTIFACT_MARK, "\u2009", 3);
}

static bool is_leaf(const DocNode *node)
{
	return node->type == DOC_TEXT || node->type == DOC_SOFT_BREAK;
}

static void walk_inlines(Walker *w, const DocNode *top)
{
	DocWalk walk = doc_walk(top);
	while (doc_step(&walk)) {
		const DocNode *node = walk.node;
		if (node == top && top->type != DOC_CODE_BLOCK)
			continue;
		if (!walk.enter) {
			w->depth--;
			if (node->type == DOC_QUOTED && node->u.quoted.close)
				add_text(w, node, top_look(w), w->c->par->spec->role, node->u.quoted.close,
				         strlen(node->u.quoted.close));
			if (node->type == DOC_LINK)
				leave_link(w, node);
			pad_key(w, node);
			continue;
		}
		enter_node(w, node);
		pad_key(w, node);
		if (is_leaf(node))
			continue;
		push_look(w);
		change_look(w, node, top_look(w));
		if (node->type == DOC_IMAGE)
			doc_skip(&walk);
	}
}

/* A number before the text: a heading's needs more white than a caption's. */
static void add_number(Walker *w, const Par *par)
{
	const ParSpec *spec = par->spec;
	const char *white = spec->number_role == TS_NUMBER ? "\u00A0\u00A0 " : "\u00A0 ";
	Look look = *top_look(w);
	look.style.weight = spec->number_look == STY_LABEL_BOLD ? 700 : look.style.weight;
	look.style.italic |= spec->number_look == STY_LABEL_ITALIC;
	look.style.features |= spec->number_look == STY_LABEL_SMALL_CAPS ? TXT_SMALL_CAPS : 0;
	add_text(w, par->node, &look, spec->number_role, par->number, strlen(par->number));
	if (spec->separator)
		add_text(w, par->node, &look, spec->number_role, spec->separator, strlen(spec->separator));
	add_text(w, par->node, top_look(w), spec->number_role, white, strlen(white));
}

void par_collect_text(Collector *c)
{
	Par *par = c->par;
	const ParSpec *spec = par->spec;
	const char *given = spec->role == TS_NOTE_LABEL ? note_mark(par, par->node) : par->given;
	Walker walker = {.c = c, .skip = spec->skip, .lead_in = spec->lead_in, .depth = 1};
	walker.looks = base_grow(NULL, 0, &walker.look_cap, sizeof *walker.looks);
	walker.looks[0] = (Look){.style = spec->style, .color = spec->color, .hyphenate = spec->hyphenate};
	if (par->number)
		add_number(&walker, par);
	if (given)
		add_text(&walker, par->node, top_look(&walker), spec->role, given, strlen(given));
	else if (par->node)
		walk_inlines(&walker, par->node);
	free(walker.looks);
}
