/* YAML values from libyaml's events: a stack of open lists and maps, no recursion. */
#include "yaml/yml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEEPEST = 64 };

/* A list or map that is still open; its items gather here. */
typedef struct {
	YmlValue *value;
	size_t cap;
	Map *keys;       /* of a map: those that it has */
	const char *key; /* of a map: read, its value to come */
	Pos key_pos;
} Open;

typedef struct {
	Arena *arena;
	Diag *diag;
	Pos first;
	Open open[DEEPEST];
	size_t depth;
	YmlValue *root;
	bool failed;
} Builder;

static Pos place(const Builder *builder, yaml_mark_t mark)
{
	Pos pos = builder->first;
	pos.col = (uint32_t)mark.column + (mark.line ? 1 : pos.col);
	pos.line += (uint32_t)mark.line;
	return pos;
}

static void fail(Builder *builder, Pos pos, const char *code, const char *text)
{
	diag_report(builder->diag, DIAG_ERROR, pos, code, "%s", text);
	builder->failed = true;
}

static void push_item(Builder *builder, Open *open, YmlValue *item)
{
	YmlValue *value = open->value;
	if (value->count == open->cap) {
		size_t cap = open->cap ? open->cap * 2 : 8;
		YmlValue **items = arena_alloc(builder->arena, cap * sizeof *items);
		const char **keys = arena_alloc(builder->arena, cap * sizeof *keys);
		Pos *places = arena_alloc(builder->arena, cap * sizeof *places);
		if (value->count) {
			memcpy(items, value->items, value->count * sizeof *items);
			memcpy(keys, value->keys, value->count * sizeof *keys);
			memcpy(places, value->key_pos, value->count * sizeof *places);
		}
		*value = (YmlValue){value->kind, value->pos, NULL, false, value->count, keys, places, items};
		open->cap = cap;
	}
	value->keys[value->count] = open->key;
	value->key_pos[value->count] = open->key_pos;
	value->items[value->count++] = item;
}

/* Takes a scalar as the key that the open map waits for. */
static bool take_key(Builder *builder, Open *open, const YmlValue *item)
{
	if (open->value->kind != YML_MAP || open->key)
		return false;
	if (item->kind != YML_SCALAR) {
		fail(builder, item->pos, "yaml-key", "a key must be plain text; write key: value");
		return true;
	}
	if (!open->keys)
		open->keys = map_new(builder->arena);
	if (map_has(open->keys, item->text))
		diag_report(builder->diag, DIAG_ERROR, item->pos, "yaml-twice", "the key '%s' is given twice; keep one",
		            item->text);
	map_set(open->keys, item->text, item);
	open->key = item->text;
	open->key_pos = item->pos;
	return true;
}

static void add_value(Builder *builder, YmlValue *item)
{
	if (!builder->depth) {
		builder->root = item;
		return;
	}
	Open *open = &builder->open[builder->depth - 1];
	if (take_key(builder, open, item))
		return;
	push_item(builder, open, item);
	open->key = NULL;
}

static YmlValue *new_value(Builder *builder, YmlKind kind, const yaml_event_t *event)
{
	YmlValue *value = arena_alloc(builder->arena, sizeof *value);
	value->kind = kind;
	value->pos = place(builder, event->start_mark);
	return value;
}

static bool is_null(const char *text)
{
	return !*text || str_eq(text, "~") || str_eq(text, "null");
}

static void add_scalar(Builder *builder, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	YmlValue *value = new_value(builder, YML_SCALAR, event);
	value->text = arena_strndup(builder->arena, text, len);
	value->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (strlen(value->text) != len)
		fail(builder, value->pos, "yaml-nul", "a value holds a NUL character; take it out");
	if (value->plain && is_null(value->text))
		value->kind = YML_NULL;
	add_value(builder, value);
}

static void open_value(Builder *builder, YmlKind kind, const yaml_event_t *event)
{
	YmlValue *value = new_value(builder, kind, event);
	if (builder->depth == DEEPEST) {
		fail(builder, value->pos, "yaml-deep", "lists and maps are nested too deep; make it flatter");
		return;
	}
	add_value(builder, value);
	builder->open[builder->depth++] = (Open){.value = value};
}

static bool has_anchor_or_tag(const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_ALIAS_EVENT:
		return true;
	case YAML_SCALAR_EVENT:
		return event->data.scalar.anchor || event->data.scalar.tag;
	case YAML_SEQUENCE_START_EVENT:
		return event->data.sequence_start.anchor || event->data.sequence_start.tag;
	case YAML_MAPPING_START_EVENT:
		return event->data.mapping_start.anchor || event->data.mapping_start.tag;
	default:
		return false;
	}
}

static void take_event(Builder *builder, const yaml_event_t *event)
{
	if (has_anchor_or_tag(event)) {
		fail(builder, place(builder, event->start_mark), "yaml-anchor",
		     "aliases, anchors and tags (*, &, !) are not read; write the value out, or quote it");
		return;
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		add_scalar(builder, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		open_value(builder, YML_LIST, event);
		break;
	case YAML_MAPPING_START_EVENT:
		open_value(builder, YML_MAP, event);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		builder->depth--;
		break;
	default:
		break;
	}
}

/* libyaml's own words, with its place. */
static void parser_error(Builder *builder, const yaml_parser_t *parser)
{
	Pos pos = place(builder, parser->problem_mark);
	diag_report(builder->diag, DIAG_ERROR, pos, "yaml-syntax",
	            "this is not YAML: %s; quote the value or mend the indent",
	            parser->problem ? parser->problem : "unreadable");
	builder->failed = true;
}

const YmlValue *yml_parse(const char *text, size_t len, Pos first, Arena *arena, Diag *diag)
{
	Builder builder = {.arena = arena, .diag = diag, .first = first};
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		base_no_memory();
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	for (bool more = true; more && !builder.failed;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			parser_error(&builder, &parser);
			break;
		}
		take_event(&builder, &event);
		more = event.type != YAML_STREAM_END_EVENT && event.type != YAML_DOCUMENT_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	if (builder.failed)
		return NULL;
	if (!builder.root) {
		builder.root = arena_alloc(arena, sizeof *builder.root);
		builder.root->pos = first;
	}
	return builder.root;
}

const YmlValue *yml_get(const YmlValue *map, const char *key)
{
	if (!map || map->kind != YML_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (!strcmp(map->keys[i], key))
			return map->items[i];
	return NULL;
}

bool yml_bool(const YmlValue *value, bool *out)
{
	static const char *const yes[] = {"true", "yes", "on", "True", "TRUE", "Yes"};
	static const char *const no[] = {"false", "no", "off", "False", "FALSE", "No"};
	if (!value || value->kind != YML_SCALAR || !value->plain)
		return false;
	for (size_t i = 0; i < BASE_LEN(yes); i++) {
		bool is_yes = str_eq(value->text, yes[i]);
		if (is_yes || str_eq(value->text, no[i])) {
			*out = is_yes;
			return true;
		}
	}
	return false;
}

bool yml_int(const YmlValue *value, long *out)
{
	if (!value || value->kind != YML_SCALAR || !*value->text)
		return false;
	char *end;
	errno = 0;
	long number = strtol(value->text, &end, 10);
	if (errno || *end)
		return false;
	*out = number;
	return true;
}

void yml_tell_wrong(Diag *diag, const char *code, const char *key, const YmlValue *value, const char *what)
{
	enum { MOST_SHOWN = 40 };
	bool shown = value->kind == YML_SCALAR && *value->text && strlen(value->text) <= MOST_SHOWN;
	const char *before = shown ? ", '" : "", *said = shown ? value->text : "", *after = shown ? "'" : "";
	diag_report(diag, DIAG_ERROR, value->pos, code, "'%s' cannot have this value%s%s%s; give it %s", key, before,
	            said, after, what);
}
