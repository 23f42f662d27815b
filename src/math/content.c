/* Content MathML, which says what is meant and not how it looks: written as TeX, which is then read. */
#include "math/mathml.h"

#include <string.h>

/* How tightly a formula's parts are bound: what binds less stands in brackets. */
typedef enum { BOUND_RELATION, BOUND_SUM, BOUND_PRODUCT, BOUND_POWER, BOUND_WHOLE } Bound;

/* Signs between arguments. */
static const struct {
	const char *name, *sign;
	Bound bound;
} signs[] = {
        {"and", "\\land ", BOUND_RELATION},
        {"approx", "\\approx ", BOUND_RELATION},
        {"cartesianproduct", "\\times ", BOUND_PRODUCT},
        {"compose", "\\circ ", BOUND_PRODUCT},
        {"eq", "=", BOUND_RELATION},
        {"equivalent", "\\equiv ", BOUND_RELATION},
        {"factorof", "\\mid ", BOUND_RELATION},
        {"geq", "\\ge ", BOUND_RELATION},
        {"gt", ">", BOUND_RELATION},
        {"implies", "\\Rightarrow ", BOUND_RELATION},
        {"in", "\\in ", BOUND_RELATION},
        {"intersect", "\\cap ", BOUND_PRODUCT},
        {"leq", "\\le ", BOUND_RELATION},
        {"lt", "<", BOUND_RELATION},
        {"minus", "-", BOUND_SUM},
        {"neq", "\\ne ", BOUND_RELATION},
        {"notin", "\\notin ", BOUND_RELATION},
        {"notsubset", "\\not\\subseteq ", BOUND_RELATION},
        {"or", "\\lor ", BOUND_RELATION},
        {"plus", "+", BOUND_SUM},
        {"prsubset", "\\subset ", BOUND_RELATION},
        {"rem", "\\bmod ", BOUND_PRODUCT},
        {"scalarproduct", "\\cdot ", BOUND_PRODUCT},
        {"setdiff", "\\setminus ", BOUND_PRODUCT},
        {"subset", "\\subseteq ", BOUND_RELATION},
        {"tendsto", "\\to ", BOUND_RELATION},
        {"times", "\\,", BOUND_PRODUCT},
        {"union", "\\cup ", BOUND_SUM},
        {"vectorproduct", "\\times ", BOUND_PRODUCT},
        {"xor", "\\oplus ", BOUND_RELATION},
};

/* What stands around arguments. */
static const struct {
	const char *name, *before, *after;
} around[] = {
        {"abs", "\\left|", "\\right|"},
        {"card", "\\left|", "\\right|"},
        {"ceiling", "\\left\\lceil ", "\\right\\rceil "},
        {"conjugate", "\\overline{", "}"},
        {"exp", "e^{", "}"},
        {"floor", "\\left\\lfloor ", "\\right\\rfloor "},
        {"imaginary", "\\Im\\left(", "\\right)"},
        {"real", "\\Re\\left(", "\\right)"},
};

/* What stands alone; the names of functions, too. */
static const struct {
	const char *name, *tex;
} constants[] = {
        {"arccos", "\\arccos "},
        {"arcsin", "\\arcsin "},
        {"arctan", "\\arctan "},
        {"arg", "\\arg "},
        {"complexes", "\\mathbb{C}"},
        {"cos", "\\cos "},
        {"cosh", "\\cosh "},
        {"cot", "\\cot "},
        {"csc", "\\csc "},
        {"curl", "\\nabla\\times "},
        {"determinant", "\\det "},
        {"divergence", "\\nabla\\cdot "},
        {"emptyset", "\\emptyset "},
        {"eulergamma", "\\gamma "},
        {"exponentiale", "e"},
        {"false", "\\text{false}"},
        {"gcd", "\\gcd "},
        {"grad", "\\nabla "},
        {"imaginaryi", "i"},
        {"infinity", "\\infty "},
        {"integers", "\\mathbb{Z}"},
        {"laplacian", "\\nabla^2 "},
        {"lcm", "\\operatorname{lcm}"},
        {"ln", "\\ln "},
        {"log", "\\log "},
        {"max", "\\max "},
        {"min", "\\min "},
        {"naturalnumbers", "\\mathbb{N}"},
        {"not", "\\lnot "},
        {"pi", "\\pi "},
        {"primes", "\\mathbb{P}"},
        {"rationals", "\\mathbb{Q}"},
        {"reals", "\\mathbb{R}"},
        {"sec", "\\sec "},
        {"sin", "\\sin "},
        {"sinh", "\\sinh "},
        {"tan", "\\tan "},
        {"tanh", "\\tanh "},
        {"true", "\\text{true}"},
};

/* Lists in their brackets. */
static const struct {
	const char *name, *open, *between, *close;
} lists[] = {
        {"interval", "\\left[", ", ", "\\right]"},
        {"list", "\\left(", ", ", "\\right)"},
        {"matrix", "\\begin{pmatrix}", "\\\\", "\\end{pmatrix}"},
        {"matrixrow", "", "&", ""},
        {"otherwise", "", "", "&\\text{otherwise}"},
        {"piece", "", "&\\text{if }", ""},
        {"piecewise", "\\begin{cases}", "\\\\", "\\end{cases}"},
        {"set", "\\left\\{", ", ", "\\right\\}"},
        {"vector", "\\left(", ", ", "\\right)"},
};

typedef struct {
	Parser *p;
	Buf *out;
} Content;

static void put(Content *to, const MathElement *element, Bound least);

static bool is(const MathElement *element, const char *name)
{
	return element && str_eq(element->name, name);
}

/* A qualifier of an apply, such as what it is bound to; what it holds.  NULL. */
static const MathElement *qualifier(Content *to, const MathElement *apply, const char *name)
{
	size_t count, inner;
	const MathElement **kids = math_elements(to->p, apply, &count);
	for (size_t i = 0; i < count; i++) {
		if (!is(kids[i], name))
			continue;
		const MathElement **held = math_elements(to->p, kids[i], &inner);
		return inner ? held[0] : NULL;
	}
	return NULL;
}

/* The arguments of an apply without its qualifiers. */
static const MathElement **arguments(Content *to, const MathElement *apply, size_t *count)
{
	static const char *const names[] = {"bvar",      "lowlimit",           "uplimit", "degree", "logbase",
	                                    "condition", "domainofapplication"};
	size_t all;
	const MathElement **kids = math_elements(to->p, apply, &all);
	*count = 0;
	for (size_t i = 1; i < all; i++) {
		bool qualifies = false;
		for (size_t k = 0; k < BASE_LEN(names); k++)
			qualifies = qualifies || is(kids[i], names[k]);
		if (!qualifies)
			kids[(*count)++] = kids[i];
	}
	return kids;
}

static void put_all(Content *to, const MathElement *const *kids, size_t count, const char *between, Bound least)
{
	for (size_t i = 0; i < count; i++) {
		buf_str(to->out, i ? between : "");
		put(to, kids[i], least);
	}
}

/* "_{…}" and the like of a qualifier, if it is there. */
static void put_script(Content *to, const char *open, const MathElement *first, const char *sign,
                       const MathElement *second)
{
	if (!first && !second)
		return;
	buf_str(to->out, open);
	if (first)
		put(to, first, BOUND_RELATION);
	buf_str(to->out, first && second ? sign : "");
	if (second)
		put(to, second, BOUND_RELATION);
	buf_char(to->out, '}');
}

/* Sums, products, integrals, limits, quantifiers. */
static bool put_bound(Content *to, const MathElement *apply, const char *name, const MathElement *const *kids,
                      size_t count)
{
	static const struct {
		const char *name, *sign, *between;
	} known[] = {{"exists", "\\exists ", ""},  {"forall", "\\forall ", ""}, {"int", "\\int ", NULL},
	             {"limit", "\\lim ", "\\to "}, {"product", "\\prod ", "="}, {"sum", "\\sum ", "="}};
	const MathElement *variable = qualifier(to, apply, "bvar"), *low = qualifier(to, apply, "lowlimit");
	for (size_t i = 0; i < BASE_LEN(known); i++) {
		if (!str_eq(known[i].name, name))
			continue;
		bool quantifier = known[i].between && !*known[i].between, integral = !known[i].between;
		buf_str(to->out, known[i].sign);
		if (quantifier && variable)
			put(to, variable, BOUND_RELATION);
		else
			put_script(to, "_{", integral ? NULL : variable, integral ? "" : known[i].between, low);
		put_script(to, "^{", qualifier(to, apply, "uplimit"), "", NULL);
		buf_str(to->out, quantifier ? "\\colon " : " ");
		put_all(to, kids, count, " ", integral || quantifier ? BOUND_RELATION : BOUND_PRODUCT);
		if (integral && variable)
			put_script(to, "\\,d{", variable, "", NULL);
		return true;
	}
	return false;
}

static bool put_derivative(Content *to, const MathElement *apply, const char *name, const MathElement *const *kids,
                           size_t count)
{
	const MathElement *variable = qualifier(to, apply, "bvar");
	const char *sign = str_eq(name, "partialdiff") ? "\\partial " : "d";
	if ((!str_eq(name, "diff") && *sign == 'd') || !variable)
		return false;
	buf_printf(to->out, "\\frac{%s}{%s", sign, sign);
	put(to, variable, BOUND_WHOLE);
	buf_str(to->out, "}");
	put_all(to, kids, count, " ", BOUND_WHOLE);
	return true;
}

static bool put_layout(Content *to, const MathElement *apply, const char *name, const MathElement *const *kids,
                       size_t count)
{
	bool root = str_eq(name, "root"), divided = str_eq(name, "divide") && count == 2,
	     power = str_eq(name, "power") && count == 2;
	if (root && count) {
		const MathElement *degree = qualifier(to, apply, "degree");
		buf_str(to->out, "\\sqrt");
		if (degree) {
			buf_char(to->out, '[');
			put(to, degree, BOUND_RELATION);
			buf_char(to->out, ']');
		}
	} else if (!divided && !power && !(str_eq(name, "factorial") && count)) {
		return false;
	}
	buf_str(to->out, divided ? "\\frac{" : "{");
	put(to, kids[0], power || str_eq(name, "factorial") ? BOUND_WHOLE : BOUND_RELATION);
	buf_str(to->out, power ? "}^{" : divided ? "}{" : "}");
	if (divided || power) {
		put(to, kids[1], BOUND_RELATION);
		buf_char(to->out, '}');
	} else if (!root) {
		buf_char(to->out, '!');
	}
	return true;
}

static bool put_signs(Content *to, const char *name, const MathElement *const *kids, size_t count, Bound least)
{
	size_t i = 0;
	while (i < BASE_LEN(signs) && !str_eq(signs[i].name, name))
		i++;
	if (i == BASE_LEN(signs))
		return false;
	bool brackets = signs[i].bound < least, times = str_eq(name, "times");
	bool tighter = signs[i].bound != BOUND_RELATION && !times && !str_eq(name, "plus"); /* a - (b - c) */
	const char *between = times && count > 1 && is(kids[1], "cn") ? "\\cdot " : signs[i].sign;
	buf_str(to->out, brackets ? "\\left(" : "");
	buf_str(to->out, count == 1 ? signs[i].sign : "");
	put_all(to, kids, count, between, tighter ? signs[i].bound + 1 : signs[i].bound);
	buf_str(to->out, brackets ? "\\right)" : "");
	return true;
}

/* A function before its arguments. */
static void put_function(Content *to, const MathElement *apply, const MathElement *head, const MathElement *const *kids,
                         size_t count)
{
	put(to, head, BOUND_WHOLE);
	put_script(to, "_{", qualifier(to, apply, "logbase"), "", NULL);
	bool low = true; /* brackets need not grow */
	for (size_t i = 0; i < count; i++)
		low = low && (is(kids[i], "ci") || is(kids[i], "cn"));
	bool bare = low && count == 1 && !is(head, "ci");
	if (!count)
		return;
	buf_str(to->out, bare ? " " : low ? "(" : "\\left(");
	put_all(to, kids, count, ", ", BOUND_RELATION);
	buf_str(to->out, bare ? "" : low ? ")" : "\\right)");
}

static void put_apply(Content *to, const MathElement *apply, Bound least)
{
	size_t all, count;
	const MathElement **whole = math_elements(to->p, apply, &all);
	const MathElement *head = all ? whole[0] : NULL;
	const MathElement **kids = arguments(to, apply, &count);
	if (!head)
		return;
	for (size_t i = 0; i < BASE_LEN(around); i++) {
		if (!str_eq(around[i].name, head->name))
			continue;
		buf_str(to->out, around[i].before);
		put_all(to, kids, count, ", ", BOUND_RELATION);
		buf_str(to->out, around[i].after);
		return;
	}
	bool done = put_signs(to, head->name, kids, count, least) || put_layout(to, apply, head->name, kids, count) ||
	            put_bound(to, apply, head->name, kids, count) || put_derivative(to, apply, head->name, kids, count);
	if (!done)
		put_function(to, apply, head, kids, count);
}

/* A name: a letter, or a word; what TeX would take for signs of its own is written so that it is not. */
static void put_name(Content *to, const char *text)
{
	size_t first;
	utf8_decode(text, strlen(text), &first);
	bool word = *text && text[first];
	buf_str(to->out, word ? "\\mathit{" : "");
	for (; *text; text++) {
		if (strchr("_%&#$", *text))
			buf_char(to->out, '\\');
		if (!strchr("\\{}^~", *text))
			buf_char(to->out, *text);
	}
	buf_str(to->out, word ? "}" : "");
}

/* A number, or two of which it is made: 1<sep/>2 is a fraction, or a power of ten. */
static void put_number(Content *to, const MathElement *element)
{
	size_t count;
	const MathElement **kids = math_elements(to->p, element, &count);
	if (count != 1 || !is(kids[0], "sep") || element->count != 3 || !element->kids[0]->text ||
	    !element->kids[2]->text) {
		buf_str(to->out, math_text_in(to->p, element));
		return;
	}
	if (math_says(element, "type", "rational"))
		buf_printf(to->out, "\\frac{%s}{%s}", element->kids[0]->text, element->kids[2]->text);
	else
		buf_printf(to->out, "%s\\times 10^{%s}", element->kids[0]->text, element->kids[2]->text);
}

static void put(Content *to, const MathElement *element, Bound least)
{
	size_t count;
	const MathElement **kids = math_elements(to->p, element, &count);
	if (!math_enter(to->p, 0)) {
		math_leave(to->p);
		return;
	}
	size_t constant = 0, list = 0;
	while (constant < BASE_LEN(constants) && !str_eq(constants[constant].name, element->name))
		constant++;
	while (list < BASE_LEN(lists) && !str_eq(lists[list].name, element->name))
		list++;
	if (is(element, "apply"))
		put_apply(to, element, least);
	else if (constant < BASE_LEN(constants))
		buf_str(to->out, constants[constant].tex);
	else if (is(element, "ci") || is(element, "csymbol"))
		put_name(to, math_text_in(to->p, element));
	else if (is(element, "cn"))
		put_number(to, element);
	else if (is(element, "semantics") && count)
		put(to, kids[0], least);
	else if (list < BASE_LEN(lists)) {
		buf_str(to->out, lists[list].open);
		put_all(to, kids, count, lists[list].between, BOUND_RELATION);
		buf_str(to->out, lists[list].close);
	} else {
		math_fail(to->p, 0, "<%s> is no element of MathML that is read", element->name);
	}
	math_leave(to->p);
}

const MathElement *math_content_in(Parser *p, const MathElement *element)
{
	size_t count;
	const MathElement **kids = math_elements(p, element, &count);
	bool within = is(element, "math") || is(element, "semantics") || is(element, "mrow");
	if (within)
		return count ? math_content_in(p, kids[0]) : NULL;
	bool content = is(element, "apply") || is(element, "ci") || is(element, "cn") || is(element, "piecewise");
	for (size_t i = 0; i < BASE_LEN(lists) && !content; i++)
		content = is(element, lists[i].name);
	return content ? element : NULL;
}

void math_write_content(Parser *p, const MathElement *element, Buf *out)
{
	put(&(Content){p, out}, element, BOUND_RELATION);
}
