/* Drawings that are there as code: a picture beside the source takes its place, or Graphviz draws it. */
#include "source/drawings.h"
#include "graph/graph.h"

#include <string.h>

/* The first of two keys that a listing has; NULL. */
static const char *either(const DocNode *code, const char *one, const char *other)
{
	const char *value = doc_key(code, one);
	return value ? value : doc_key(code, other);
}

static void copy_size(Doc *doc, const DocNode *code, DocNode *image)
{
	static const char *const keys[] = {"width", "height"};
	for (size_t i = 0; i < BASE_LEN(keys); i++)
		if (doc_key(code, keys[i]))
			doc_set_key(doc, image, keys[i], doc_key(code, keys[i]));
}

/* A figure in the code's place; what its picture shows is said by alt=, else by the caption, else by words. */
static DocNode *replace(Doc *doc, DocNode *code, const char *words, DocNode **image)
{
	const char *alt = either(code, "alt", "fig-alt"), *caption = either(code, "caption", "fig-cap");
	DocNode *figure = doc_node(doc, DOC_FIGURE, code->pos), *plain = doc_node(doc, DOC_PLAIN, code->pos);
	*image = doc_node(doc, DOC_IMAGE, code->pos);
	alt = alt ? alt : words ? words : caption;
	if (alt)
		doc_set_key(doc, *image, "alt", alt);
	if (code->attr)
		copy_size(doc, code, *image);
	doc_replace(code, figure);
	doc_append(figure, plain);
	doc_append(plain, *image);
	if (doc_id(code))
		doc_attr(doc, figure)->id = doc_id(code);
	return figure;
}

/* ---- graphs ------------------------------------------------------------------ */

/* Where in the source a line of the code stands; of a file that was taken in, where that is named. */
static Pos line_of(const DocNode *code, uint32_t line)
{
	bool included = doc_key(code, "include") != NULL;
	return included ? code->pos : (Pos){code->pos.file, code->pos.line + line, 1};
}

static void tell_graph(const DocNode *code, GraphStatus status, uint32_t line, SrcDrawings *drawings, Diag *diag)
{
	static const char *const why[] = {
	        [GRAPH_NO_LIBRARY] =
	                "nothing here draws it; install libgvc6, or name a picture of it by figure=graph.svg",
	        [GRAPH_NOT_READ] = "it is no DOT from here on; check this line, and what the one before it leaves open",
	        [GRAPH_TOO_LARGE] = ("it has more than can be laid out: at most 1000 nodes, 2000 edges, 64 KB, 100 "
	                             "sides and ranks, cells over 200 others; divide it"),
	        [GRAPH_TOO_DENSE] = ("it, or all graphs up to it, have more edges beside each other than can be laid "
	                             "out in seconds; leave some out, or name a picture of it by figure=graph.svg"),
	        [GRAPH_PICTURES] = "a graph's own pictures and style sheets are not taken; leave them out of it",
	        [GRAPH_NOT_LAID_OUT] = "Graphviz cannot lay it out; check its attributes, layout= among them",
	};
	if (status == GRAPH_NO_LIBRARY && drawings->told & 1)
		return;
	drawings->told |= status == GRAPH_NO_LIBRARY;
	diag_report(diag, DIAG_WARNING, line_of(code, status == GRAPH_NOT_READ ? line : 0), "drawing-graph",
	            "this graph is shown as code, for %s", why[status]);
}

/* The picture that a graph's code describes; no path that is named in a source is written so. */
static const DocImage *picture_of(Doc *doc, const DocNode *code, const GraphDrawing *drawn, unsigned number)
{
	ImgInfo info;
	if (img_probe(drawn->svg, drawn->len, &info))
		return NULL;
	DocImage *picture = arena_alloc(doc->arena, sizeof *picture);
	*picture = (DocImage){.path = arena_printf(doc->arena, "./graph-%u.svg", number),
	                      .data = drawn->svg,
	                      .len = drawn->len,
	                      .info = info,
	                      .pos = code->pos};
	return picture;
}

static DocNode *draw_graph(Doc *doc, DocNode *code, SrcDrawings *drawings, Diag *diag)
{
	GraphDrawing drawn;
	GraphStatus status =
	        graph_draw(doc->arena, code->u.code.text, code->u.code.len, &drawings->graphs_spent, &drawn);
	const DocImage *picture = status ? NULL : picture_of(doc, code, &drawn, drawings->count + 1);
	if (!picture) {
		tell_graph(code, status ? status : GRAPH_NOT_LAID_OUT, drawn.line, drawings, diag);
		return NULL;
	}
	DocNode *image, *figure = replace(doc, code, drawn.words, &image);
	drawings->count++;
	image->u.image.image = picture;
	image->u.image.url = picture->path;
	return figure;
}

/* ---- all ----------------------------------------------------------------------- */

/* Languages of drawings, and what makes a picture of one. */
static const struct {
	const char *language, *command;
} others[] = {{"mermaid", "mmdc -i drawing.mmd -o drawing.svg"},
              {"plantuml", "plantuml -tsvg drawing.puml"},
              {"d2", "d2 drawing.d2 drawing.svg"}};

/* Told once for each: it is shown as code. */
static void tell_other(const DocNode *code, SrcDrawings *drawings, Diag *diag)
{
	for (size_t i = 0; i < BASE_LEN(others); i++) {
		unsigned bit = 2u << i;
		if (!doc_has_class(code, others[i].language) || drawings->told & bit)
			continue;
		drawings->told |= bit;
		diag_report(diag, DIAG_WARNING, code->pos, "drawing-code",
		            "%s is shown as code, for nothing here draws it; make a picture beside the source (%s) and "
		            "name it here by figure=drawing.svg",
		            others[i].language, others[i].command);
	}
}

DocNode *src_drawing(Doc *doc, DocNode *code, SrcDrawings *drawings, Diag *diag)
{
	if (!code->attr)
		return NULL;
	const char *url = doc_key(code, "figure");
	if (url) {
		DocNode *image, *figure = replace(doc, code, NULL, &image);
		image->u.image.url = url;
		return figure;
	}
	if (doc_has_class(code, "dot") || doc_has_class(code, "graphviz") || doc_has_class(code, "gv"))
		return draw_graph(doc, code, drawings, diag);
	tell_other(code, drawings, diag);
	return NULL;
}
