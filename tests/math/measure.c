/* Measures formulas: for each line of standard input, "d" or "t" (display or text style), a space and TeX, its
 * width, height and depth in points at the size given; and with a second argument all its boxes. */
#include "typeset/math/math.h"

#include <stdlib.h>
#include <string.h>

static double points(Length length)
{
	return (double)length / LENGTH_PT;
}

static void show(const TsItems *items)
{
	for (size_t i = 0; i < items->count; i++) {
		const TsItem *item = &items->items[i];
		printf("\t%s %.3f %.3f %.3f %.3f", item->kind == TS_GLYPHS ? "glyphs" : "rule", points(item->x),
		       points(-item->y), points(item->width), points(item->height));
		if (item->kind == TS_GLYPHS)
			printf(" %.3f %.*s", points(item->u.glyphs.size), (int)item->u.glyphs.len, item->u.glyphs.text);
		printf("\n");
	}
}

static void measure(TmathContext *context, const char *line, TmathStyle *style, Arena *arena, bool boxes)
{
	MathFault fault;
	style->display = *line == 'd';
	const MathTree *tree = math_parse(arena, line + 2, strlen(line + 2), style->display, NULL, &fault);
	const TmathFormula *formula = tree && tmath_can_set(context, (Pos){0}) ? tmath_set(context, tree, style) : NULL;
	TsItems items = {.arena = arena};
	Length x = 0;
	if (!formula) {
		printf("fault: %s\n", tree ? "no face" : fault.message);
		return;
	}
	printf("%.4f %.4f %.4f\n", points(formula->width), points(formula->height), points(formula->depth));
	for (size_t i = 0; boxes && i < formula->count; i++) {
		tmath_paint(context, formula->pieces[i].box, x, 0, &(TsItem){0}, &items);
		x += formula->pieces[i].width + formula->pieces[i].space;
	}
	show(&items);
}

int main(int argc, char **argv)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;
	Arena *arena = arena_new();
	Diag *diag = diag_new(false);
	Style style = {.faces.math.names = {"TeX Gyre Termes Math"}};
	const char *const text[] = {"TeX Gyre Termes Math", "Linux Libertine O"};
	TsJob job = {.style = &style, .fonts = txt_fonts_new(diag), .diag = diag};
	TmathContext *context = tmath_context_new(&job);
	TmathStyle set = {.text = {.family = txt_family(job.fonts, text, 2, TXT_SERIF),
	                           .weight = 400,
	                           .size = argc > 1 ? (Length)(atof(argv[1]) * LENGTH_PT) : 10 * LENGTH_PT}};
	while ((len = getline(&line, &cap, stdin)) > 1) {
		line[len - 1] = '\0';
		measure(context, line, &set, arena, argc > 2);
	}
	diag_print(diag, stderr, DIAG_TEXT, false);
	free(line);
	return 0;
}
