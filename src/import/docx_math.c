/* Office's formulas (ECMA-376, part 1, 22.1) as TeX. */
#include "import/docx.h"

#include <stdlib.h>
#include <string.h>

static bool put_math(Docx *docx, const xmlNode *node, Buf *out);

static bool put_children(Docx *docx, const xmlNode *top, Buf *out)
{
	bool known = true;
	for (const xmlNode *node = top ? top->children : NULL; node; node = node->next)
		known = (node->type != XML_ELEMENT_NODE || put_math(docx, node, out)) && known;
	return known;
}

/* What an element's parts become: a part's name in braces of its own, between what TeX has around it. */
static const struct {
	const char *name, *form; /* "@num@": the part of that name */
} forms[] = {
        {"f", "\\frac{@num@}{@den@}"},       {"sSup", "{@e@}^{@sup@}"},
        {"sSub", "{@e@}_{@sub@}"},           {"sSubSup", "{@e@}_{@sub@}^{@sup@}"},
        {"sPre", "{}_{@sub@}^{@sup@}{@e@}"}, {"limLow", "{@e@}_{@lim@}"},
        {"limUpp", "{@e@}^{@lim@}"},         {"box", "{@e@}"},
        {"borderBox", "\\boxed{@e@}"},       {"phant", "{@e@}"},
};

static bool put_form(Docx *docx, const xmlNode *node, const char *form, Buf *out)
{
	bool known = true;
	while (*form) {
		size_t len = strcspn(form, "@");
		buf_add(out, form, len);
		form += len;
		if (!*form)
			break;
		size_t name = strcspn(form + 1, "@");
		known = put_children(docx, xml_child(node, arena_strndup(docx->import->doc->arena, form + 1, name)),
		                     out) &&
		        known;
		form += name + 2;
	}
	return known;
}

static const char *property(Docx *docx, const xmlNode *node, const char *group, const char *name)
{
	return xml_get_below(docx->import, xml_child(node, group), name, "val");
}

static void put_text(const char *text, Buf *out)
{
	for (; *text; text++) {
		if (*text == '\\')
			buf_str(out, "\\backslash ");
		else if (strchr("#$%&_{}", *text))
			buf_printf(out, "\\%c", *text);
		else if (*text == '^' || *text == '~')
			buf_printf(out, "\\text{%c}", *text);
		else
			buf_char(out, *text);
	}
}

static void put_run(Docx *docx, const xmlNode *run, Buf *out)
{
	bool plain = property(docx, run, "rPr", "sty") && str_eq(property(docx, run, "rPr", "sty"), "p");
	const char *text = xml_text(docx->import, run);
	bool word = plain && strlen(text) > 1 &&
	            text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
	buf_str(out, word ? "\\mathrm{" : "");
	put_text(text, out);
	buf_str(out, word ? "}" : "");
}

static bool put_root(Docx *docx, const xmlNode *node, Buf *out)
{
	const xmlNode *degree = xml_child(node, "deg");
	Buf text = {0};
	bool known = put_children(docx, degree, &text);
	buf_str(out, "\\sqrt");
	if (text.len)
		buf_printf(out, "[%s]", text.data);
	buf_free(&text);
	return put_form(docx, node, "{@e@}", out) && known;
}

static void put_delimiter(const char *sign, const char *other, Buf *out)
{
	sign = sign ? sign : other;
	if (!*sign)
		buf_char(out, '.');
	else
		put_text(sign, out);
	buf_char(out, ' ');
}

static bool put_delimited(Docx *docx, const xmlNode *node, Buf *out)
{
	const char *between = property(docx, node, "dPr", "sepChr");
	bool known = true, first = true;
	buf_str(out, "\\left");
	put_delimiter(property(docx, node, "dPr", "begChr"), "(", out);
	for (const xmlNode *part = node->children; part; part = part->next) {
		if (!xml_is(part, "e"))
			continue;
		if (!first)
			put_text(between ? between : "|", out);
		first = false;
		known = put_children(docx, part, out) && known;
	}
	buf_str(out, "\\right");
	put_delimiter(property(docx, node, "dPr", "endChr"), ")", out);
	return known;
}

static bool put_sum(Docx *docx, const xmlNode *node, Buf *out)
{
	const char *sign = property(docx, node, "naryPr", "chr");
	put_text(sign ? sign : "\u222B", out);
	bool known = true;
	if (xml_child(node, "sub") && xml_child(node, "sub")->children)
		known = put_form(docx, node, "_{@sub@}", out);
	if (xml_child(node, "sup") && xml_child(node, "sup")->children)
		known = put_form(docx, node, "^{@sup@}", out) && known;
	return put_form(docx, node, "{@e@}", out) && known;
}

static bool put_accent(Docx *docx, const xmlNode *node, Buf *out)
{
	static const char *const accents[][2] = {{"\u0302", "\\hat"},  {"\u0303", "\\tilde"}, {"\u0304", "\\bar"},
	                                         {"\u0305", "\\bar"},  {"\u20D7", "\\vec"},   {"\u0307", "\\dot"},
	                                         {"\u0308", "\\ddot"}, {"\u030C", "\\check"}, {"\u0306", "\\breve"}};
	const char *sign = property(docx, node, "accPr", "chr");
	size_t i = 0;
	while (sign && i < BASE_LEN(accents) && !str_eq(accents[i][0], sign))
		i++;
	if (i == BASE_LEN(accents))
		return false;
	buf_str(out, accents[i][1]);
	return put_form(docx, node, "{@e@}", out);
}

/* A line or a sign along what it is of: below it, unless it says that it is above. */
static bool put_along(Docx *docx, const xmlNode *node, Buf *out)
{
	static const char *const signs[][2] = {
	        {"\u2190", "leftarrow"}, {"\u2192", "rightarrow"}, {"\u2194", "leftrightarrow"}};
	bool line = xml_is(node, "bar");
	const char *group = line ? "barPr" : "groupChrPr", *sign = property(docx, node, group, "chr");
	const char *name = line ? "line" : "brace";
	for (size_t i = 0; i < BASE_LEN(signs) && !line; i++)
		name = str_eq(signs[i][0], sign) ? signs[i][1] : name;
	buf_printf(out, "\\%s%s", str_eq(property(docx, node, group, "pos"), "top") ? "over" : "under", name);
	return put_form(docx, node, "{@e@}", out);
}

/* Rows of cells, or lines of a system. */
static bool put_matrix(Docx *docx, const xmlNode *node, Buf *out)
{
	bool known = true, lines = xml_is(node, "eqArr");
	buf_str(out, lines ? "\\begin{aligned}" : "\\begin{matrix}");
	for (const xmlNode *row = node->children; row; row = row->next) {
		bool first = true;
		if (lines ? !xml_is(row, "e") : !xml_is(row, "mr"))
			continue;
		for (const xmlNode *cell = row->children; cell && !lines; cell = cell->next) {
			if (!xml_is(cell, "e"))
				continue;
			buf_str(out, first ? "" : " & ");
			first = false;
			known = put_children(docx, cell, out) && known;
		}
		if (lines)
			known = put_children(docx, row, out) && known;
		buf_str(out, " \\\\ ");
	}
	buf_str(out, lines ? "\\end{aligned}" : "\\end{matrix}");
	return known;
}

static bool put_function(Docx *docx, const xmlNode *node, Buf *out)
{
	const xmlNode *name = xml_child(node, "fName");
	const char *text = xml_text(docx->import, name);
	static const char *const known[] = {"sin", "cos", "tan", "log", "ln",  "exp",
	                                    "max", "min", "lim", "det", "sup", "inf"};
	for (size_t i = 0; i < BASE_LEN(known); i++) {
		if (!str_eq(text, known[i]))
			continue;
		buf_printf(out, "\\%s ", text);
		return put_form(docx, node, "{@e@}", out);
	}
	return put_form(docx, node, "{@fName@}{@e@}", out);
}

static bool put_math(Docx *docx, const xmlNode *node, Buf *out)
{
	static const struct {
		const char *name;
		bool (*put)(Docx *docx, const xmlNode *node, Buf *out);
	} kinds[] = {{"rad", put_root},       {"d", put_delimited},    {"nary", put_sum},          {"acc", put_accent},
	             {"m", put_matrix},       {"eqArr", put_matrix},   {"func", put_function},     {"bar", put_along},
	             {"groupChr", put_along}, {"oMath", put_children}, {"oMathPara", put_children}};
	if (xml_is(node, "r")) {
		put_run(docx, node, out);
		return true;
	}
	for (size_t i = 0; i < BASE_LEN(forms); i++) {
		if (xml_is(node, forms[i].name))
			return put_form(docx, node, forms[i].form, out);
	}
	for (size_t i = 0; i < BASE_LEN(kinds); i++) {
		if (xml_is(node, kinds[i].name))
			return kinds[i].put(docx, node, out);
	}
	size_t len = strlen((const char *)node->name); /* properties say how it looks */
	return (len > 2 && str_eq((const char *)node->name + len - 2, "Pr")) || !node->children;
}

bool docx_math(Docx *docx, const xmlNode *math, Buf *out)
{
	return put_math(docx, math, out) && out->len;
}
