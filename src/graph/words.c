/* What a drawing of a graph says, from its texts. */
#include "graph/inner.h"

#include <string.h>

#include <libxml/xmlreader.h>

/* What is heard of a drawing before it is too much. */
enum { LONGEST = 1500, ID = 24 };

typedef struct {
	Arena *arena;
	Map *texts;      /* of nodes and edges, by their ids: Buf */
	Buf title;       /* what stands beside them: the graph's label, and those of its parts */
	Buf *at;         /* where the text at hand goes */
	bool text, part; /* within a text; within a node or an edge */
	int depth;       /* of that part */
} Reading;

static void enter(Reading *own, xmlTextReaderPtr reader)
{
	const char *name = (const char *)xmlTextReaderConstLocalName(reader);
	if (str_eq(name, "text"))
		own->text = true;
	if (!str_eq(name, "g") || own->part || xmlTextReaderIsEmptyElement(reader))
		return;
	xmlChar *id = xmlTextReaderGetAttribute(reader, (const xmlChar *)"id");
	if (id && (str_starts((char *)id, "node") || str_starts((char *)id, "edge"))) {
		own->at = arena_alloc(own->arena, sizeof *own->at);
		map_set(own->texts, (char *)id, own->at);
		own->part = true;
		own->depth = xmlTextReaderDepth(reader);
	}
	xmlFree(id);
}

static void leave(Reading *own, xmlTextReaderPtr reader)
{
	own->text = false;
	if (!own->part || xmlTextReaderDepth(reader) != own->depth)
		return;
	own->part = false;
	own->at = &own->title;
}

static void read_texts(Reading *own, const char *svg, size_t len)
{
	xmlTextReaderPtr reader = xmlReaderForMemory(svg, (int)len, NULL, NULL,
	                                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	while (reader && xmlTextReaderRead(reader) == 1) {
		int type = xmlTextReaderNodeType(reader);
		const char *value = (const char *)xmlTextReaderConstValue(reader);
		if (type == XML_READER_TYPE_ELEMENT) {
			enter(own, reader);
		} else if (type == XML_READER_TYPE_END_ELEMENT) {
			leave(own, reader);
		} else if (own->text && value) {
			buf_str(own->at, own->at->len ? " " : "");
			buf_str(own->at, value);
		}
	}
	xmlFreeTextReader(reader);
}

static const Buf *text_of(const Reading *own, const char *kind, unsigned number)
{
	static const Buf none = {0};
	char id[ID];
	snprintf(id, sizeof id, "%s%u", kind, number);
	const Buf *text = map_get(own->texts, id);
	return text ? text : &none;
}

/* A node without words stands for what is there all the same. */
static void put_node(const Reading *own, unsigned number, Buf *out)
{
	const Buf *text = text_of(own, "node", number);
	buf_str(out, text->len ? text->data : "•");
}

static void put_part(const Reading *own, const GraphShape *shape, const GraphPart *part, Buf *out)
{
	const Buf *said = text_of(own, "edge", part->edge);
	put_node(own, part->tail, out);
	if (!part->edge)
		return;
	buf_str(out, shape->directed ? " → " : " – ");
	put_node(own, part->head, out);
	if (said->len)
		buf_printf(out, " (%s)", said->data);
}

static void put_all(const Reading *own, const GraphShape *shape, Buf *out)
{
	buf_add(out, own->title.data, own->title.len);
	for (size_t i = 0; i < shape->count && out->len < LONGEST; i++) {
		buf_str(out, i ? "; " : out->len ? ": " : "");
		put_part(own, shape, &shape->parts[i], out);
		if (out->len >= LONGEST && i + 1 < shape->count)
			buf_str(out, "; …");
	}
}

const char *graph_words(Arena *arena, const GraphShape *shape, const char *svg, size_t len)
{
	Reading own = {.arena = arena, .texts = map_new(arena)};
	Buf words = {0};
	own.at = &own.title;
	read_texts(&own, svg, len);
	if (own.title.len || map_count(own.texts))
		put_all(&own, shape, &words);
	const char *copy = arena_strndup(arena, words.data ? words.data : "", words.len);
	for (size_t i = 0; i < map_count(own.texts); i++)
		buf_free(map_value(own.texts, i));
	buf_free(&own.title);
	buf_free(&words);
	return copy;
}
