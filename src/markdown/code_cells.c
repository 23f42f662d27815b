/* Code that others run, and directives that others write as code. */
#include "markdown/tree.h"

#include <string.h>

#define SHOWN ", so it is shown as code; write "

/* What stands in braces where a language would, by its words; the others are languages. */
static const struct {
	const char *said;
	const char *names[16];
} directives[] = {
        {"this is no box here" SHOWN "::: note and, at its end, :::",
         {"note", "tip", "warning", "danger", "important", "caution", "hint", "attention", "error", "seealso",
          "admonition", "todo", "dropdown", "margin", "epigraph"}},
        {"this is no picture here" SHOWN "![words](file){#id}", {"figure", "image"}},
        {"this is no formula here" SHOWN "it between $$", {"math"}},
        {"this is no listing here" SHOWN "its language behind the fence, as in ```python",
         {"code-block", "code", "code-cell", "literalinclude"}},
        {"this makes no contents here" SHOWN "toc: true in the front matter",
         {"toctree", "contents", "tableofcontents"}},
        {"this is no table here" SHOWN "a bar between cells and |---| under the first row",
         {"table", "list-table", "csv-table"}},
        {"this is reStructuredText, which is not read here" SHOWN "it in Markdown", {"eval-rst"}},
        {NULL, {"mermaid", "dot", "graphviz", "d2", "plantuml"}}, /* drawings are told by themselves */
};

static const char runs[] =
        "nothing runs code here, so it is shown without what it gives; run it before, and put in what it "
        "gives";

/* What is said of a name: of a drawing nothing. */
static const char *said_of_cell(const char *name)
{
	for (size_t i = 0; i < BASE_LEN(directives); i++) {
		for (const char *const *own = directives[i].names; *own; own++) {
			if (str_eq(name, *own))
				return directives[i].said;
		}
	}
	return runs;
}

MdCellKind md_check_cell(Maker *maker, Pos pos, const char *name, bool silent)
{
	const char *said = said_of_cell(name);
	MdCellKind kind = said == runs ? MD_CELL_RUN : said ? MD_CELL_DIRECTIVE : MD_CELL_DRAWN;
	if (kind == MD_CELL_RUN && silent)
		said = "nothing runs code here, and this is not to be shown (echo), so nothing of it is left; put in "
		       "what "
		       "it gives";
	if (said)
		tally_add(&maker->tally, pos, "dialect-other", said);
	return kind;
}

/* "r mean(x)", as R Markdown has it in a line. */
void md_check_inline_cell(Maker *maker, const DocNode *code)
{
	const char *text = code->u.code.text;
	if (str_starts(text, "r ") && strpbrk(text + 2, "($["))
		tally_add(&maker->tally, code->pos, "dialect-other", runs);
}
