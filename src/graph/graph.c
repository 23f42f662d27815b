/* Graphs, laid out and drawn by libgvc. */
#include "graph/inner.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <graphviz/gvc.h>

/* What is called of Graphviz, and what of its ways of reading is taken as it is. */
typedef struct {
	__typeof__(gvContext) *context;
	__typeof__(gvLayout) *layout;
	__typeof__(gvFreeLayout) *free_layout;
	__typeof__(gvRenderData) *render;
	__typeof__(gvFreeRenderData) *free_data;
	__typeof__(agread) *read;
	__typeof__(agclose) *close;
	__typeof__(agseterrf) *set_told;
	__typeof__(agattr) *attribute;
	__typeof__(agnxtattr) *next_attribute;
	__typeof__(agxget) *get;
	__typeof__(agxset) *set;
	__typeof__(agfstnode) *first_node;
	__typeof__(agnxtnode) *next_node;
	__typeof__(agfstout) *first_edge;
	__typeof__(agnxtout) *next_edge;
	__typeof__(agnnodes) *node_count;
	__typeof__(agnedges) *edge_count;
	__typeof__(agdegree) *degree;
	__typeof__(agisdirected) *is_directed;
	Agmemdisc_t *memory;
	Agiddisc_t *ids;
	Agiodisc_t *files;
} Graphviz;
static const char *const names[] = {"gvContext", "gvLayout", "gvFreeLayout", "gvRenderData", "gvFreeRenderData",
                                    "agread",    "agclose",  "agseterrf",    "agattr",       "agnxtattr",
                                    "agxget",    "agxset",   "agfstnode",    "agnxtnode",    "agfstout",
                                    "agnxtout",  "agnnodes", "agnedges",     "agdegree",     "agisdirected",
                                    "AgMemDisc", "AgIdDisc", "AgIoDisc"};
_Static_assert(sizeof(Graphviz) == sizeof names, "a name for each");

/* Faces that are there, as a drawing names them. */
#define FACES "Linux Libertine O,Linux Libertine,serif"

/* How much is laid out: time grows faster than what there is of it. */
enum {
	MOST_BYTES = 1 << 16,
	MOST_NODES = 1000,
	MOST_EDGES = 2000,
	LONGEST_EDGE = 100,
	MOST_SIDES = 100,
	MOST_WEIGHT = 10000,
	MOST_CELLS = 200,
	MOST_ROUNDS = 10, /* times as many as the library goes by itself */
};

/* What laying out costs, by what was measured: edges times those that a tree would not have, a hundred thousand in a
 * second or two.  From EASY on the library is not to go on for long where it gains little. */
enum { EASY = 10000, MOST_COST = 250000, MOST_IN_ALL = 1500000 };

/* ---- reading --------------------------------------------------------------- */

/* The text, given line by line: so it is known where reading ended. */
typedef struct {
	const char *text;
	size_t len, at;
	uint32_t line;
} Lines;

static int next_part(void *closure, char *out, int size)
{
	Lines *lines = closure;
	size_t len = lines->len - lines->at;
	const char *start = lines->text + lines->at, *end = memchr(start, '\n', len);
	if (end)
		len = (size_t)(end - start) + 1;
	if (len > (size_t)size)
		len = (size_t)size;
	lines->line += len && (!lines->at || start[-1] == '\n');
	lines->at += len;
	memcpy(out, start, len);
	return (int)len;
}

/* What the library has to say goes by: its places are none of a source. */
static int say_nothing(char *text)
{
	(void)text;
	return 0;
}

static Agraph_t *read_graph(const Graphviz *gv, const char *text, size_t len, uint32_t *line)
{
	Lines lines = {text, len, 0, 0};
	Agiodisc_t files = *gv->files;
	files.afread = next_part;
	Agdisc_t ways = {gv->memory, gv->ids, &files};
	Agraph_t *graph = gv->read(&lines, &ways);
	*line = lines.line;
	return graph;
}

/* ---- attributes ------------------------------------------------------------ */

/* What a graph leaves open. */
static const struct {
	int kind;
	const char *name, *value;
} customs[] = {{AGRAPH, "bgcolor", "transparent"}, {AGRAPH, "fontname", FACES}, {AGRAPH, "fontsize", "11"},
               {AGNODE, "fontname", FACES},        {AGNODE, "fontsize", "11"},  {AGEDGE, "fontname", FACES},
               {AGEDGE, "fontsize", "10"}};

static Agsym_t *attribute(const Graphviz *gv, Agraph_t *graph, int kind, const char *name, const char *value)
{
	return gv->attribute(graph, kind, (char *)(uintptr_t)name, (char *)(uintptr_t)value);
}

static void set_customs(const Graphviz *gv, Agraph_t *graph)
{
	for (size_t i = 0; i < BASE_LEN(customs); i++)
		if (!attribute(gv, graph, customs[i].kind, customs[i].name, NULL))
			attribute(gv, graph, customs[i].kind, customs[i].name, customs[i].value);
}

/* Attributes that name files, or ask for more than a graph of its size should; above most, if that is not 0. */
static const struct {
	int kind;
	const char *name;
	long most;
} bounds[] = {{AGRAPH, "_background", 0},       {AGRAPH, "stylesheet", 0},       {AGNODE, "image", 0},
              {AGNODE, "shapefile", 0},         {AGNODE, "sides", MOST_SIDES},   {AGNODE, "peripheries", MOST_SIDES},
              {AGEDGE, "minlen", LONGEST_EDGE}, {AGEDGE, "weight", MOST_WEIGHT}, {AGRAPH, "mclimit", MOST_ROUNDS}};

static GraphStatus check_value(const char *value, long most)
{
	if (!most)
		return *value ? GRAPH_PICTURES : GRAPH_DRAWN;
	return !(strtod(value, NULL) <= (double)most) ? GRAPH_TOO_LARGE : GRAPH_DRAWN;
}

/* A label of HTML's kind may show a file, and have cells over more rows and columns than there is memory for. */
static GraphStatus check_labels(const char *text, size_t len)
{
	GraphStatus status = GRAPH_DRAWN;
	for (size_t i = 0; i + 6 < len && !status; i++) {
		if (!strncasecmp(text + i, "<img", 4))
			status = GRAPH_PICTURES;
		else if (!strncasecmp(text + i, "span=", 5))
			status = check_value(text + i + 5 + strspn(text + i + 5, "\"' "), MOST_CELLS);
	}
	return status;
}

/* Whether a value of an object of that kind, an edge or a node, is out of bounds. */
static GraphStatus check_objects(const Graphviz *gv, Agraph_t *graph, int kind, Agsym_t *symbol, long most)
{
	GraphStatus status = kind == AGRAPH ? check_value(gv->get(graph, symbol), most) : GRAPH_DRAWN;
	for (Agnode_t *node = gv->first_node(graph); node && kind != AGRAPH && !status;
	     node = gv->next_node(graph, node)) {
		if (kind == AGNODE)
			status = check_value(gv->get(node, symbol), most);
		for (Agedge_t *edge = kind == AGEDGE ? gv->first_edge(graph, node) : NULL; edge && !status;
		     edge = gv->next_edge(graph, edge))
			status = check_value(gv->get(edge, symbol), most);
	}
	return status;
}

static GraphStatus check_bounds(const Graphviz *gv, Agraph_t *graph)
{
	GraphStatus status = GRAPH_DRAWN;
	if (gv->node_count(graph) > MOST_NODES || gv->edge_count(graph) > MOST_EDGES)
		return GRAPH_TOO_LARGE;
	for (size_t i = 0; i < BASE_LEN(bounds) && !status; i++) {
		Agsym_t *symbol = attribute(gv, graph, bounds[i].kind, bounds[i].name, NULL);
		if (symbol)
			status = check_objects(gv, graph, bounds[i].kind, symbol, bounds[i].most);
	}
	return status;
}

/* What laying the graph out costs; an edge's label is a node to the library. */
static size_t cost_of(const Graphviz *gv, Agraph_t *graph)
{
	size_t nodes = (size_t)gv->node_count(graph), edges = (size_t)gv->edge_count(graph), labels = 0;
	Agsym_t *label = attribute(gv, graph, AGEDGE, "label", NULL);
	for (Agnode_t *node = gv->first_node(graph); node && label; node = gv->next_node(graph, node)) {
		for (Agedge_t *edge = gv->first_edge(graph, node); edge; edge = gv->next_edge(graph, edge))
			labels += *gv->get(edge, label) != '\0';
	}
	return edges > nodes ? (edges + labels) * (edges - nodes) : 0;
}

/* Enters the cost, and sees to it that the graph takes no more. */
static GraphStatus take_cost(const Graphviz *gv, Agraph_t *graph, size_t *spent)
{
	static const char *const limits[] = {"nslimit", "nslimit1"};
	size_t cost = cost_of(gv, graph);
	if (cost > MOST_COST || *spent + cost > MOST_IN_ALL)
		return GRAPH_TOO_DENSE;
	for (size_t i = 0; i < BASE_LEN(limits) && cost > EASY; i++) {
		Agsym_t *limit = attribute(gv, graph, AGRAPH, limits[i], NULL);
		if (limit)
			gv->set(graph, limit, (char[]){"1"});
		else
			attribute(gv, graph, AGRAPH, limits[i], "1");
	}
	*spent += cost;
	return GRAPH_DRAWN;
}

/* A layout that begins at random begins as the clock says, unless it is given a number. */
static void set_seed(const Graphviz *gv, Agraph_t *graph)
{
	Agsym_t *start = attribute(gv, graph, AGRAPH, "start", NULL);
	const char *value = start ? gv->get(graph, start) : "";
	if (str_starts(value, "rand") && !value[strcspn(value, "0123456789")])
		gv->set(graph, start, (char[]){"1"});
}

/* ---- drawing --------------------------------------------------------------- */

/* The library numbers what has no id of its own. */
static void drop_id(const Graphviz *gv, void *object, Agsym_t *id)
{
	if (id)
		gv->set(object, id, (char[]){""});
}

/* What leads where, in the order of the text. */
static GraphShape shape_of(const Graphviz *gv, Arena *arena, Agraph_t *graph)
{
	size_t nodes = (size_t)gv->node_count(graph), edges = (size_t)gv->edge_count(graph);
	GraphShape shape = {gv->is_directed(graph), arena_alloc(arena, (nodes + edges + 1) * sizeof(GraphPart)), 0};
	Agsym_t *node_id = attribute(gv, graph, AGNODE, "id", NULL),
	        *edge_id = attribute(gv, graph, AGEDGE, "id", NULL);
	for (Agnode_t *node = gv->first_node(graph); node; node = gv->next_node(graph, node)) {
		drop_id(gv, node, node_id);
		for (Agedge_t *edge = gv->first_edge(graph, node); edge; edge = gv->next_edge(graph, edge)) {
			drop_id(gv, edge, edge_id);
			shape.parts[shape.count++] = (GraphPart){AGSEQ(node), AGSEQ(edge), AGSEQ(edge->node)};
		}
		if (!gv->degree(graph, node, TRUE, TRUE))
			shape.parts[shape.count++] = (GraphPart){AGSEQ(node), 0, 0};
	}
	return shape;
}

static GraphStatus draw(const Graphviz *gv, GVC_t *context, Agraph_t *graph, Arena *arena, GraphDrawing *out)
{
	GraphShape shape = shape_of(gv, arena, graph);
	char *svg = NULL;
	unsigned len = 0;
	bool laid_out = !gv->layout(context, graph, "dot");
	bool drawn = laid_out && !gv->render(context, graph, "svg", &svg, &len) && svg;
	if (drawn) {
		out->svg = arena_strndup(arena, svg, len);
		out->len = len;
		out->words = graph_words(arena, &shape, out->svg, len);
	}
	if (svg)
		gv->free_data(svg);
	if (laid_out)
		gv->free_layout(context, graph);
	return drawn ? GRAPH_DRAWN : GRAPH_NOT_LAID_OUT;
}

/* A context comes before reading: it says what labels are that nobody gives.  It stays: Graphviz compares the next
 * graph's faces with the name of the last one's, which a context takes along. */
static GraphStatus read_and_draw(const Graphviz *gv, Arena *arena, const char *text, size_t len, size_t *spent,
                                 GraphDrawing *out)
{
	GVC_t *context = gv->context();
	Agraph_t *graph = context ? read_graph(gv, text, len, &out->line) : NULL;
	GraphStatus status = graph ? check_bounds(gv, graph) : GRAPH_NOT_READ;
	status = status ? status : take_cost(gv, graph, spent);
	if (!status) {
		set_customs(gv, graph);
		set_seed(gv, graph);
		status = draw(gv, context, graph, arena, out);
	}
	if (graph)
		gv->close(graph);
	return status;
}

GraphStatus graph_draw(Arena *arena, const char *text, size_t len, size_t *spent, GraphDrawing *out)
{
	Graphviz gv;
	*out = (GraphDrawing){0};
	if (!late_load("libgvc.so.6", names, BASE_LEN(names), &gv))
		return GRAPH_NO_LIBRARY;
	GraphStatus status = len > MOST_BYTES ? GRAPH_TOO_LARGE : check_labels(text, len);
	if (status)
		return status;
	gv.set_told(say_nothing);
	return read_and_draw(&gv, arena, text, len, spent, out);
}
