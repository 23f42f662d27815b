/* A formula in TeX: the parser, given the commands that it reads. */
#include "math/inner.h"

#include <stdlib.h>

const MathTree *math_parse(Arena *arena, const char *tex, size_t len, bool display, MathMacros *macros,
                           MathFault *fault)
{
	static const MathCommands commands = {math_command, math_nearest};
	*fault = (MathFault){0, NULL};
	MathTree *tree = arena_alloc(arena, sizeof *tree);
	*tree = (MathTree){.display = display, .source = arena_strndup(arena, tex, len), .len = len};
	MathRowNotes notes = {0};
	/* The stack is there from the start: a row of nothing, too, has a place on it. */
	Parser p = {.arena = arena,
	            .scratch = arena_new(),
	            .macros = macros,
	            .commands = &commands,
	            .fault = fault,
	            .font = MATH_VARIANTS,
	            .style = display ? 0 : 1,
	            .notes = &notes,
	            .tree = tree};
	p.stack = base_grow(NULL, 0, &p.cap, sizeof(MathNode *));
	if (len > MATH_LONGEST)
		math_fail(&p, 0, "a formula is %d bytes long at most; divide this one", MATH_LONGEST);
	MathNode *root = math_row_of(&p, (MathArg){tree->source, p.failed ? 0 : len, 0, false});
	tree->root = root->kind == MATH_ROW ? root : math_wrap(&p, MATH_ROW, MATH_INNER, 0, root);
	tree->tag = notes.tag;
	tree->no_number = notes.no_number;
	tree->label = notes.label;
	free(p.stack);
	arena_free(p.scratch);
	return p.failed ? NULL : tree;
}
