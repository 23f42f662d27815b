/* MathML -> the tree: what an element says of itself, and the elements that hold signs alone. */
#include "math/mathml.h"

#include <string.h>

/* ---- what stands in an element ---- */

const char *math_attribute(const MathElement *element, const char *name)
{
	const char *const *at = element->attributes;
	for (; at && *at; at += 2) {
		if (str_eq(*at, name))
			return at[1];
	}
	return NULL;
}

bool math_says(const MathElement *element, const char *name, const char *value)
{
	return str_eq(math_attribute(element, name), value);
}

void math_set_switch(const MathElement *element, const char *name, bool *out)
{
	if (math_says(element, name, "true") || math_says(element, name, "false"))
		*out = math_says(element, name, "true");
}

bool math_set_length(const MathElement *element, const char *name, MathLength *out)
{
	const char *given = math_attribute(element, name);
	return given && math_length(given, strlen(given), out);
}

static void add_text(const MathElement *element, Buf *out)
{
	if (!element->name)
		buf_str(out, element->text);
	for (size_t i = 0; i < element->count; i++)
		add_text(element->kids[i], out);
}

/* White space is one space, and none at the ends. */
const char *math_text_in(Parser *p, const MathElement *element)
{
	Buf text = {0}, out = {0};
	add_text(element, &text);
	for (size_t i = 0; i < text.len; i++) {
		bool blank = strchr(" \t\r\n", text.data[i]) != NULL;
		if (!blank)
			buf_char(&out, text.data[i]);
		else if (out.len && out.data[out.len - 1] != ' ')
			buf_char(&out, ' ');
	}
	while (out.len && out.data[out.len - 1] == ' ')
		out.len--;
	const char *copy = arena_strndup(p->arena, out.len ? out.data : "", out.len);
	buf_free(&text);
	buf_free(&out);
	return copy;
}

/* The elements among the kids, those without meaning for the eye left out. */
const MathElement **math_elements(Parser *p, const MathElement *element, size_t *count)
{
	const MathElement **found = arena_alloc(p->scratch, (element->count + 1) * sizeof *found);
	*count = 0;
	for (size_t i = 0; i < element->count; i++) {
		if (element->kids[i]->name)
			found[(*count)++] = element->kids[i];
	}
	return found;
}

MathNode *math_empty(Parser *p)
{
	return math_parent(p, MATH_ROW, MATH_ORD, 0, 0, NULL);
}

/* ---- tokens ---- */

static MathVariant variant_of(const MathElement *element, MathVariant usual)
{
	static const struct {
		const char *name;
		MathVariant variant;
	} names[] = {{"normal", MATH_NORMAL},
	             {"bold", MATH_BOLD},
	             {"italic", MATH_ITALIC},
	             {"bold-italic", MATH_BOLD_ITALIC},
	             {"double-struck", MATH_DOUBLE_STRUCK},
	             {"script", MATH_SCRIPT},
	             {"bold-script", MATH_BOLD_SCRIPT},
	             {"fraktur", MATH_FRAKTUR},
	             {"bold-fraktur", MATH_BOLD_FRAKTUR},
	             {"sans-serif", MATH_SANS},
	             {"bold-sans-serif", MATH_BOLD_SANS},
	             {"sans-serif-italic", MATH_SANS_ITALIC},
	             {"sans-serif-bold-italic", MATH_SANS_BOLD_ITALIC},
	             {"monospace", MATH_MONOSPACE}};
	const char *given = math_attribute(element, "mathvariant");
	for (size_t i = 0; i < BASE_LEN(names); i++) {
		if (str_eq(names[i].name, given))
			return names[i].variant;
	}
	return usual;
}

MathNode *math_token_id(Parser *p, const MathElement *element, int arg)
{
	const char *text = math_text_in(p, element);
	size_t len = strlen(text), used = 0;
	if (len)
		utf8_decode(text, len, &used);
	const Command *name = math_command(text);
	MathNode *node = math_letters(p, text, len, variant_of(element, used == len ? MATH_ITALIC : MATH_NORMAL), 0);
	if (name && name->read == math_read_name)
		node->class = MATH_LARGE;
	(void)arg;
	return node;
}

MathNode *math_token_number(Parser *p, const MathElement *element, int arg)
{
	const char *text = math_text_in(p, element);
	MathNode *node = math_letters(p, text, strlen(text), variant_of(element, MATH_NORMAL), 0);
	node->kind = MATH_NUM;
	(void)arg;
	return node;
}

MathNode *math_token_words(Parser *p, const MathElement *element, int arg)
{
	const char *text = math_text_in(p, element), *style = math_attribute(element, "style");
	bool bold = style && strstr(style, "bold"), mono = style && strstr(style, "monospace");
	(void)arg;
	MathNode *words = math_words(p, text, strlen(text), 0);
	words->variant = variant_of(element, bold ? MATH_BOLD : mono ? MATH_MONOSPACE : words->variant);
	return words;
}

MathNode *math_token_space(Parser *p, const MathElement *element, int arg)
{
	MathLength length = {0, 0};
	(void)arg;
	math_set_length(element, "width", &length);
	MathNode *node = math_gap(p, length, 0);
	math_set_length(element, "height", &node->u.space.height);
	math_set_length(element, "depth", &node->u.space.depth);
	node->u.space.breaks = math_says(element, "linebreak", "newline");
	return node;
}

/* Bars and the like open at a row's begin and close at its end, what is a fence anywhere. */
static MathClass class_of(const MathElement *element, const char *text, MathForm form, const MathEntry *entry)
{
	size_t used, len = strlen(text);
	uint32_t cp = utf8_decode(text, len, &used);
	if (cp == 0x2026 || cp == 0x22ef)
		return MATH_INNER; /* dots */
	bool name = (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
	MathClass class = used == len ? math_class_of(cp == 0x2212 ? '-' : cp) : name ? MATH_LARGE : MATH_REL;
	bool bar = cp == '|' || cp == 0x2016 || cp == 0x2223 || cp == 0x2225;
	if (bar && (entry->stretchy || math_says(element, "fence", "true")) && form != FORM_INFIX)
		return form == FORM_PREFIX ? MATH_OPEN : MATH_CLOSE;
	return class;
}

static MathForm given_form(const MathElement *element, MathForm form)
{
	return math_says(element, "form", "prefix")    ? FORM_PREFIX
	       : math_says(element, "form", "infix")   ? FORM_INFIX
	       : math_says(element, "form", "postfix") ? FORM_POSTFIX
	                                               : form;
}

MathNode *math_token_operator(Parser *p, const MathElement *element, MathForm place)
{
	const char *text = math_text_in(p, element);
	size_t used, len = strlen(text);
	uint32_t cp = len ? utf8_decode(text, len, &used) : 0;
	if (!len || (cp >= 0x2061 && cp <= 0x2064)) /* applications, and products that are not seen */
		return NULL;
	text = str_eq(text, "-") ? "−" : text;
	MathForm form = given_form(element, place);
	MathEntry entry = math_dictionary(text, form);
	MathNode *node = math_operator(p, text, class_of(element, text, form, &entry), 0);
	node->u.op.stretchy = entry.stretchy;
	node->u.op.large_op = entry.large_op;
	node->u.op.movable_limits = entry.movable_limits;
	node->u.op.symmetric = entry.symmetric || node->class == MATH_LARGE;
	node->u.op.fence = node->class == MATH_OPEN || node->class == MATH_CLOSE;
	node->u.op.prime = cp >= 0x2032 && cp <= 0x2034;
	math_set_length(element, "minsize", &node->u.op.min_size);
	math_set_switch(element, "stretchy", &node->u.op.stretchy);
	math_set_switch(element, "largeop", &node->u.op.large_op);
	math_set_switch(element, "movablelimits", &node->u.op.movable_limits);
	return node;
}
