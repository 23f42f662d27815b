/* Equations: which displays have numbers, and which. */
#include "document/resolve.h"

#include <string.h>

/* ---- what a display holds ---- */

/* The lines that may be numbered each: those of multline are one formula. */
static const MathNode *lines_of(const DocNode *math)
{
	const MathNode *lines = math->u.math.display && math->u.math.tree ? math_lines(math->u.math.tree) : NULL;
	return lines && !lines->u.table.multline ? lines : NULL;
}

static const char *tag_text(Doc *doc, const MathNode *tag)
{
	Buf text = {0};
	if (tag)
		math_plain_node(tag, &text);
	const char *copy = tag ? arena_strndup(doc->arena, text.len ? text.data : "", text.len) : NULL;
	buf_free(&text);
	return copy;
}

static bool names_lines(const MathNode *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		if (lines->kids[i]->u.row.label || lines->kids[i]->u.row.tag)
			return true;
	}
	return false;
}

/* Each line has a number of its own where its author labels or tags lines or, all being numbered, wrote an environment
 * that does and gave the whole no id. */
static bool counts_lines(const Doc *doc, const DocNode *math, const MathNode *lines)
{
	if (!lines)
		return false;
	bool all = doc->meta.equations == DOC_EQUATIONS_ALL && math->u.math.tree->numbered;
	return names_lines(lines) || (all && !doc_id(math));
}

/* Tags are what they are; what counts gets its number later. */
static void find_equations(Doc *doc, DocNode *math)
{
	const MathTree *tree = math->u.math.tree;
	const MathNode *lines = lines_of(math);
	bool rows = counts_lines(doc, math, lines);
	size_t count = rows ? lines->count : 1;
	DocEquation *equations = arena_alloc(doc->arena, count * sizeof *equations);
	for (size_t i = 0; i < count; i++) {
		const MathNode *row = rows ? lines->kids[i] : NULL;
		equations[i].number = tag_text(doc, row ? row->u.row.tag : tree->tag);
		equations[i].label = row ? row->u.row.label : tree->label;
	}
	if (rows && tree->label && !doc_id(math))
		doc_attr(doc, math)->id = tree->label;
	for (size_t i = 0; i < count && !doc_id(math); i++) {
		if (equations[i].label)
			doc_attr(doc, math)->id = equations[i].label;
	}
	math->u.math.equations = equations;
	math->u.math.equation_count = (uint32_t)count;
}

void res_equations(Doc *doc)
{
	DocNode *top;
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++) {
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type == DOC_MATH && node->u.math.display && node->u.math.tree)
				find_equations(doc, node);
		}
	}
}

/* ---- who is called ---- */

DocEquation *res_equation(const DocNode *target, size_t row)
{
	if (!target || target->type != DOC_MATH || !target->u.math.equation_count)
		return NULL;
	size_t count = target->u.math.equation_count, i = row ? row - 1 : 0;
	while (!row && i + 1 < count && !target->u.math.equations[i].number)
		i++; /* the whole is called by the first of its numbers */
	return &target->u.math.equations[i];
}

const char *res_equation_number(const DocEquation *equation, size_t row)
{
	return !equation ? NULL : !row && equation->whole ? equation->whole : equation->number;
}

size_t res_equation_row(const DocNode *target, const char *label)
{
	size_t count = target && target->type == DOC_MATH ? target->u.math.equation_count : 0;
	for (size_t i = 0; i < count; i++) {
		if (str_eq(target->u.math.equations[i].label, label))
			return i + 1;
	}
	return 0;
}

static void call(Doc *doc, const DocNode *node)
{
	DocEquation *equation = NULL;
	if (node->type == DOC_LINK)
		equation = res_equation(node->u.link.target, node->u.link.row);
	if (equation)
		equation->called = true;
	for (MathRef *ref = node->type == DOC_MATH && node->u.math.tree ? node->u.math.tree->refs : NULL; ref;
	     ref = ref->next) {
		const DocNode *target = map_get(doc->ids, ref->label);
		equation = res_equation(target, res_equation_row(target, ref->label));
		if (equation)
			equation->called = true;
	}
}

/* ---- counting ---- */

typedef struct {
	Doc *doc;
	unsigned count;
	long chapters, appendices;
	const char *chapter; /* that stands before the numbers; NULL */
} Counter;

/* A chapter's own number; where chapters have none, as it would be. */
static void enter_chapter(Counter *counter, const DocNode *header)
{
	const DocSection *section = header->u.header.section;
	if (!counter->doc->meta.equations_by_chapter || !section || section->rank != 1 ||
	    section->division == DOC_DIVISION_PART)
		return;
	bool body = section->matter == DOC_MATTER_BODY && !header->u.header.unnumbered;
	Buf number = {0};
	counter->count = 0;
	if (header->u.header.number)
		buf_str(&number, header->u.header.number);
	else if (section->appendix && !counter->doc->meta.number_sections)
		doc_number(&number, ++counter->appendices, DOC_NUM_UPPER_ALPHA);
	else if (body && !counter->doc->meta.number_sections)
		buf_int(&number, ++counter->chapters);
	counter->chapter = number.len ? arena_strndup(counter->doc->arena, number.data, number.len) : NULL;
	buf_free(&number);
}

static bool is_counted(const Doc *doc, const DocNode *math, const DocEquation *equation, const MathNode *row)
{
	const MathTree *tree = math->u.math.tree;
	bool named = equation->label || (!row && doc_id(math)), all = row ? tree->numbered : !tree->starred;
	if (equation->number || (row ? row->u.row.no_number : tree->no_number))
		return false;
	switch (doc->meta.equations) {
	case DOC_EQUATIONS_REFERENCED:
		return equation->called;
	case DOC_EQUATIONS_ALL:
		return named || all;
	default:
		return named;
	}
}

/* "(2.3)"; "(2.3b)" of its second part. */
static const char *counted_number(const Counter *counter, long part)
{
	Buf number = {0};
	buf_printf(&number, "(%s%s%u", counter->chapter ? counter->chapter : "", counter->chapter ? "." : "",
	           counter->count);
	if (part)
		doc_number(&number, part, DOC_NUM_LOWER_ALPHA);
	buf_char(&number, ')');
	const char *copy = arena_strndup(counter->doc->arena, number.data, number.len);
	buf_free(&number);
	return lang_digits(counter->doc->arena, counter->doc->meta.lang, copy);
}

static void count_equations(Counter *counter, DocNode *math)
{
	const MathNode *lines = lines_of(math);
	bool rows = counts_lines(counter->doc, math, lines), parts = rows && math->u.math.tree->parts;
	long part = 0;
	for (size_t i = 0; i < math->u.math.equation_count; i++) {
		DocEquation *equation = &math->u.math.equations[i];
		if (!is_counted(counter->doc, math, equation, rows ? lines->kids[i] : NULL))
			continue;
		counter->count += !parts || !part;
		equation->whole = parts ? counted_number(counter, 0) : NULL;
		equation->number = counted_number(counter, parts ? ++part : 0);
	}
}

/* References within formulas show the numbers that they call. */
static void refer(Doc *doc, const DocNode *math, Diag *diag)
{
	for (MathRef *ref = math->u.math.tree->refs; ref; ref = ref->next) {
		const DocNode *target = map_get(doc->ids, ref->label);
		size_t row = res_equation_row(target, ref->label);
		const char *number = res_equation_number(res_equation(target, row), row);
		if (number)
			math_refer(ref, ref->bracketed ? number : math_bare_number(doc->arena, number));
		else
			diag_report(diag, DIAG_WARNING, math->pos, "link-broken",
			            "no numbered formula here has the label '%s', so the label is shown; give one "
			            "\\label{%s} or {#%s}",
			            ref->label, ref->label, ref->label);
	}
}

void res_count_equations(Doc *doc, Diag *diag)
{
	DocNode *top;
	Counter counter = {.doc = doc};
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			call(doc, node);
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++)
		for (DocNode *node = top; node; node = doc_next_mutable(node, top, false)) {
			if (node->type == DOC_HEADER)
				enter_chapter(&counter, node);
			else if (node->type == DOC_MATH)
				count_equations(&counter, node);
		}
	for (size_t i = 0; (top = res_top(doc, i)) != NULL; i++)
		for (const DocNode *node = top; node; node = doc_next(node, top, false))
			if (node->type == DOC_MATH && node->u.math.tree)
				refer(doc, node, diag);
}
