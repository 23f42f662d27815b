/*
 * What a drawing costs to render, counted on its clean tree before anything renders it.  A few hundred bytes can ask
 * for hours of filters, for a billion elements, for all memory; what is beyond any page's worth is told with what to
 * do about it.
 *
 * Whatever is referred to (used, a mask, a clip, a marker, a pattern) counts as often as it is: what an element costs
 * is remembered on it, so that counting takes time by the drawing's size alone.  The estimate errs to the dear side
 * only where CSS leaves open what it applies to.
 */
#include "image/inner.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Each summed over all that is shown. */
typedef struct {
	double elements, letters;
	double pixels;                    /* of images inside */
	double steps;                     /* of filters and masks: one is a few nanoseconds' work on a pixel */
	double length, dashes, crossings; /* of lines */
} Cost;

/* What costs more than a drawing may, and what is said of it.  Half a gigabyte and a few seconds are below these. */
static const struct {
	size_t part; /* its offset in Cost */
	double most;
	const char *why;
} budget[] = {
        {offsetof(Cost, elements), 100000,
         "draws more than 100,000 elements, those counted that are used again; simplify it, or save it as PNG"},
        {offsetof(Cost, letters), 30000,
         "has text of more than 30,000 letters; set the text in the source, or save the drawing as PNG"},
        {offsetof(Cost, pixels), 1 << 25,
         "holds images of more than 33 million pixels; scale them down before they are embedded"},
        {offsetof(Cost, steps), 1e9,
         "has filters or masks over too large an area; make the drawing or the filters smaller, or save it as PNG"},
        {offsetof(Cost, dashes), 300000,
         "has lines of more than 300,000 dashes; make them longer or draw the lines whole, or save it as PNG"},
        {offsetof(Cost, crossings), 4e6,
         "has lines that cross themselves more than four million times; simplify it, or save it as PNG"},
};

enum {
	DEEPEST = 1000,           /* elements in elements, and references from one to the next */
	MOST_MATCHES = 100000000, /* steps, of rules of style against elements */
	MOST_MARKED = 5000,       /* vertices with a marker: librsvg looks for each from the first one on */
	LONGEST_TEXT = 8000,      /* in letters, which are looked at in a like way */
	MOST_ORDER = 15,          /* of a convolution; librsvg aborts beyond twenty or so */
	MOST_FACES = 500,         /* each of which is looked for among all fonts */
	LARGEST_LETTERS = 100000, /* as many times as they say, or CSS px */
	MASK_STEPS = 100000       /* of a mask, be it ever so small */
};

/* A rule of CSS that refers to something or dashes lines. */
typedef struct {
	const char *selector, *declarations; /* each to its end, which follows */
	size_t selector_len, len;
	bool dashes; /* it says some */
} Rule;

typedef struct {
	Arena *arena;
	Map *ids, *faces;
	Rule *rules;
	size_t rule_count, rule_cap;
	ImgSelectors selectors;
	ImgTreeSize size;
	bool lists_fonts;        /* of which there are many */
	double area;             /* of the canvas, in pixels */
	Cost marker, mid_marker; /* the dearest that shapes may inherit, at ends and at all vertices */
	const char *why;         /* there is no need to count further */
} Counter;

/* What is remembered on an element. */
typedef struct {
	Cost cost;
	bool counted;
	bool counting; /* a circle of references, which is not drawn */
	double dashes; /* in a unit of length, its own or inherited */
	double scale;  /* at most so many times what it says of its size */
	uint64_t face; /* what it and what it stands in say of its letters */
} Memo;

static void add(Cost *to, const Cost *cost, double times)
{
	to->elements += cost->elements * times;
	to->letters += cost->letters * times;
	to->pixels += cost->pixels * times;
	to->steps += cost->steps * times;
	to->length += cost->length * times;
	to->dashes += cost->dashes * times;
	to->crossings += cost->crossings * times;
}

static bool is_one_of(const xmlNode *node, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!strcmp((const char *)node->name, names[i]))
			return true;
	}
	return false;
}

static bool is_called(const xmlNode *node, const char *name)
{
	return is_one_of(node, &name, 1);
}

/* Whether an element is drawn only where another refers to it. */
static bool is_definition(const xmlNode *node)
{
	static const char *const names[] = {"defs",   "symbol",         "clipPath",       "mask",  "marker", "pattern",
	                                    "filter", "linearGradient", "radialGradient", "style", "title",  "desc"};
	return is_one_of(node, names, BASE_LEN(names));
}

static bool is_shape(const xmlNode *node)
{
	static const char *const names[] = {"path", "line", "polyline", "polygon"};
	return is_one_of(node, names, BASE_LEN(names));
}

static const char *value_of(const xmlAttr *attr)
{
	return attr->children && attr->children->content ? (const char *)attr->children->content : "";
}

static const char *attribute(const xmlNode *node, const char *name)
{
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
		if (!strcmp((const char *)attr->name, name))
			return value_of(attr);
	}
	return "";
}

/* The largest of the numbers in an attribute; otherwise if there is none. */
static double largest(const xmlNode *node, const char *name, double otherwise)
{
	double most = 0, number;
	const char *at = attribute(node, name);
	if (!*at)
		return otherwise;
	while (*at) {
		size_t used = number_read(at, strlen(at) < 40 ? strlen(at) : 40, &number);
		if (used && number > most)
			most = number;
		at += used ? used : 1;
	}
	return most;
}

/* At most how many vertices a shape has, by its numbers and letters. */
static double vertices(const xmlNode *node)
{
	double count = 2;
	bool inside = false;
	const char *at = attribute(node, is_called(node, "path") ? "d" : "points");
	for (; *at; at++) {
		bool digit = (*at >= '0' && *at <= '9') || *at == '.';
		count += digit && !inside ? 0.5 : 0;
		count += (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z') ? 0.5 : 0;
		inside = digit;
	}
	return count;
}

/* ---- filters ------------------------------------------------------------- */

/* Steps that a primitive takes on each pixel. */
static double primitive_steps(const xmlNode *node)
{
	double radius;
	if (is_called(node, "feTurbulence"))
		return 20 * (1 + largest(node, "numOctaves", 1));
	if (is_called(node, "feConvolveMatrix"))
		return 4 + 2 * largest(node, "order", 3) * largest(node, "order", 3);
	if (is_called(node, "feMorphology")) {
		radius = largest(node, "radius", 0);
		return 4 + (2 * radius + 1) * (2 * radius + 1);
	}
	if (is_called(node, "feGaussianBlur") || is_called(node, "feDropShadow"))
		return 20;
	return is_called(node, "feDiffuseLighting") || is_called(node, "feSpecularLighting") ? 20 : 5;
}

static double filter_steps(Counter *counter, const xmlNode *filter)
{
	double steps = 10;
	for (const xmlNode *node = filter->children; node; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		steps += primitive_steps(node);
		if (is_called(node, "feMerge")) /* each of its layers is laid on */
			steps += 5 * (double)xmlChildElementCount((xmlNodePtr)node);
		if (is_called(node, "feConvolveMatrix") && largest(node, "order", 3) > MOST_ORDER)
			counter->why = "has a filter feConvolveMatrix of an order above 15; blur it, or save it as PNG";
	}
	return steps;
}

/* ---- references ---------------------------------------------------------- */

static const Cost *cost_of(Counter *counter, xmlNodePtr node, unsigned depth);

/* Where a property's shapes have their markers. */
static bool is_mid_marker(const char *property, size_t len)
{
	return (len == 6 && !strncasecmp(property, "marker", len)) ||
	       (len == 10 && !strncasecmp(property, "marker-mid", len));
}

/* Keeps the dearest of the markers that shapes may inherit. */
static void inherit(Counter *counter, bool mid, xmlNodePtr marker)
{
	Cost *most = mid ? &counter->mid_marker : &counter->marker;
	const Cost *cost = cost_of(counter, marker, 0);
	if (cost->elements > most->elements)
		*most = *cost;
}

static void add_markers(Counter *counter, const xmlNode *shape, bool mid, const Cost *marker, Cost *cost)
{
	double count = marker->elements > 0 ? vertices(shape) : 0;
	if (count > MOST_MARKED)
		counter->why = "has a line with markers and more than 5,000 points; simplify it, or save it as PNG";
	add(cost, marker, mid ? count : 2);
}

/* What one reference adds to an element; node NULL: it is inherited, for which markers alone count. */
static void add_target(Counter *counter, const xmlNode *node, bool mid, xmlNodePtr target, unsigned depth, Cost *cost)
{
	bool marker = is_called(target, "marker");
	if (!node) {
		if (marker)
			inherit(counter, mid, target);
		return;
	}
	if (is_called(target, "filter")) {
		cost->steps += counter->area * filter_steps(counter, target);
		return;
	}
	if (is_called(target, "mask"))
		cost->steps += counter->area * 10 + MASK_STEPS;
	if (marker && is_shape(node))
		add_markers(counter, node, mid, cost_of(counter, target, depth + 1), cost);
	else if (!marker)
		add(cost, cost_of(counter, target, depth + 1), 1);
}

/* The reference url(#id) that text begins with; its length, 0 if it is none. */
static size_t read_reference(Counter *counter, const char *text, xmlNodePtr *target)
{
	static const char quotes[] = " \t\r\n\"'";
	if (strncasecmp(text, "url(", 4))
		return 0;
	const char *id = text + 4 + strspn(text + 4, quotes);
	if (*id != '#')
		return 4;
	size_t len = strcspn(++id, " \t\r\n\"')");
	*target = map_get(counter->ids, arena_strndup(counter->arena, id, len));
	return (size_t)(id - text) + len;
}

/* Adds all references of a property's value, and the functions of a filter. */
static void add_value(Counter *counter, const xmlNode *node, const char *property, size_t property_len,
                      const char *value, size_t len, unsigned depth, Cost *cost)
{
	bool filter = property_len == 6 && !strncasecmp(property, "filter", 6);
	for (size_t at = 0; at < len;) {
		xmlNodePtr target = NULL;
		size_t used = value[at] == 'u' || value[at] == 'U' ? read_reference(counter, value + at, &target) : 0;
		if (target)
			add_target(counter, node, is_mid_marker(property, property_len), target, depth, cost);
		if (node && filter && value[at] == '(')
			cost->steps += counter->area * 20;
		at += used ? used : 1;
	}
}

/* "property: value; …" */
static void add_declarations(Counter *counter, const xmlNode *node, const char *css, size_t len, unsigned depth,
                             Cost *cost)
{
	const char *end = css + len;
	while (css < end) {
		css += strspn(css, "; \t\r\n");
		size_t name = strcspn(css, ":;}"), whole = name + strcspn(css + name, ";}");
		if (css + whole > end)
			break;
		add_value(counter, node, css, name, css + name, whole - name, depth, cost);
		css += whole ? whole : 1;
	}
}

static bool is_word_in(const char *word, size_t len, const char *list)
{
	for (list += strspn(list, " \t\r\n"); *list; list += strspn(list, " \t\r\n")) {
		size_t item = strcspn(list, " \t\r\n");
		if (item == len && !memcmp(list, word, len))
			return true;
		list += item;
	}
	return false;
}

/* Whether a selector may mean an element: one of its words is its name, its id or a class of it. */
static bool may_match(const Rule *rule, const xmlNode *node)
{
	const char *word = rule->selector, *end = word + rule->selector_len;
	const char *class = attribute(node, "class"), *id = attribute(node, "id");
	while (word < end) {
		size_t len = strcspn(word, " \t\r\n.#>+~,*[]:(){}");
		if (!len) {
			if (strchr("*[:", *word))
				return true;
			word++;
			continue;
		}
		if (is_word_in(word, len, (const char *)node->name) || is_word_in(word, len, id) ||
		    is_word_in(word, len, class))
			return true;
		word += len;
	}
	return false;
}

/* What its attributes refer to; node NULL: as what those in it inherit. */
static void add_attributes(Counter *counter, const xmlNode *from, const xmlNode *node, unsigned depth, Cost *cost)
{
	for (const xmlAttr *attr = from->properties; attr && !counter->why; attr = attr->next) {
		const char *value = value_of(attr), *name = (const char *)attr->name;
		if (!strcmp(name, "style"))
			add_declarations(counter, node, value, strlen(value), depth, cost);
		else if (strchr(value, '('))
			add_value(counter, node, name, strlen(name), value, strlen(value), depth, cost);
	}
}

/* The same of what style sheets say of it, too. */
static void add_styles(Counter *counter, const xmlNode *from, const xmlNode *node, unsigned depth, Cost *cost)
{
	add_attributes(counter, from, node, depth, cost);
	for (size_t i = 0; i < counter->rule_count && !counter->why; i++) {
		const Rule *rule = &counter->rules[i];
		if (may_match(rule, from))
			add_declarations(counter, node, rule->declarations, rule->len, depth, cost);
	}
}

/* ---- elements ------------------------------------------------------------ */

/* Bytes of base64, as far as it is some. */
static void read_base64(const char *text, Buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	unsigned count = 0;
	for (; *text && *text != '='; text++) {
		const char *digit = strchr(digits, *text);
		if (!digit)
			continue;
		bits = bits << 6 | (uint32_t)(digit - digits);
		count += 6;
		if (count >= 8)
			buf_char(out, (char)(bits >> (count -= 8) & 255));
	}
}

static double image_pixels(const char *href)
{
	const char *data = strstr(href, "base64,");
	Buf bytes = {0};
	ImgInfo info = {0};
	const char *why; /* what it has too many of is told in any case */
	if (!data)
		return 0;
	read_base64(data + 7, &bytes);
	if (bytes.len)
		img_probe_pixels(bytes.data, bytes.len, &info, &why);
	buf_free(&bytes);
	return (double)info.width * info.height;
}

static void add_reference(Counter *counter, xmlNodePtr node, unsigned depth, Cost *cost)
{
	const char *href = attribute(node, "href");
	xmlNodePtr target = *href == '#' ? map_get(counter->ids, href + 1) : NULL;
	if (target) {
		const Cost *used = cost_of(counter, target, depth + 1);
		add(cost, used, 1);
		cost->dashes += used->length * ((const Memo *)node->_private)->dashes; /* which it inherits there */
	}
	if (is_called(node, "image") || is_called(node, "feImage"))
		cost->pixels += image_pixels(href);
}

static void add_children(Counter *counter, xmlNodePtr node, unsigned depth, Cost *cost)
{
	bool text = is_called(node, "text") || is_called(node, "tspan") || is_called(node, "textPath");
	for (xmlNodePtr child = node->children; child && !counter->why; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			cost->letters += text && child->content ? (double)strlen((const char *)child->content) : 0;
		else if (!is_definition(child))
			add(cost, cost_of(counter, child, depth + 1), 1);
	}
}

/* What an element's own line costs; dashes: in a unit of its length. */
static void add_lines(const xmlNode *node, double dashes, Cost *cost)
{
	static const char *const sizes[] = {"x1", "y1", "x2", "y2", "width", "height", "r", "rx", "ry"};
	enum { ROUND = 8 }; /* at least what goes around is longer than what is said of it */
	bool points = is_called(node, "polyline") || is_called(node, "polygon");
	ImgLines lines = {0};
	if (points || is_called(node, "path"))
		img_svg_measure(attribute(node, points ? "points" : "d"), points, &lines);
	for (size_t i = 0; dashes > 0 && i < BASE_LEN(sizes); i++)
		lines.length += ROUND * largest(node, sizes[i], 0);
	cost->length += lines.length;
	cost->dashes += lines.length * dashes;
	cost->crossings += lines.crossings;
}

/* What it costs to draw an element with all that is in it and all that it refers to. */
static const Cost *cost_of(Counter *counter, xmlNodePtr node, unsigned depth)
{
	static const Cost none;
	Memo *memo = node->_private;
	if (depth > DEEPEST)
		counter->why =
		        "has elements that stand in others or refer to them in more than 1000 steps; simplify it";
	if (counter->why || memo->counting)
		return &none;
	if (memo->counted)
		return &memo->cost;
	memo->counted = memo->counting = true;
	/* What is see-through is drawn apart, and laid on then. */
	memo->cost.elements = *attribute(node, "opacity") || strstr(attribute(node, "style"), "opacity") ? 3 : 1;
	add_styles(counter, node, node, depth, &memo->cost);
	add_reference(counter, node, depth, &memo->cost);
	add_children(counter, node, depth, &memo->cost);
	add_lines(node, memo->dashes, &memo->cost);
	if (is_shape(node)) {
		add_markers(counter, node, false, &counter->marker, &memo->cost);
		add_markers(counter, node, true, &counter->mid_marker, &memo->cost);
	}
	if (is_called(node, "text") && memo->cost.letters > LONGEST_TEXT)
		counter->why = "has a text of more than 8,000 letters; divide it, or set it in the source";
	memo->counting = false;
	return &memo->cost;
}

/* ---- dashes -------------------------------------------------------------- */

/* How an element's lines are dashed, by what it says itself, by style sheets, or as what it stands in. */
static double dashes_of(const Counter *counter, const xmlNode *node)
{
	const char *own = attribute(node, "stroke-dasharray"), *style = attribute(node, "style");
	const Memo *parent = node->parent->type == XML_ELEMENT_NODE ? node->parent->_private : NULL;
	double dashes = *own ? img_svg_dashes(own, strlen(own)) : parent ? parent->dashes : 0;
	for (size_t i = 0; i < counter->rule_count; i++) {
		const Rule *rule = &counter->rules[i];
		if (rule->dashes && may_match(rule, node))
			dashes = img_svg_declared_dashes(rule->declarations, rule->len, dashes);
	}
	return img_svg_declared_dashes(style, strlen(style), dashes);
}

/* ---- letters ------------------------------------------------------------- */

/* What an element says of its letters, with what it inherits, as one number: where that differs, so may the font. */
static uint64_t face_of(const xmlNode *node, uint64_t inherited)
{
	const char *style = strstr(attribute(node, "style"), "font");
	uint64_t face = style ? inherited * 31 + str_hash(style, strlen(style)) : inherited;
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
		if (str_starts((const char *)attr->name, "font"))
			face = face * 31 + str_hash(value_of(attr), strlen(value_of(attr)));
	}
	return face;
}

/* Notes what an element's letters are; what is wrong if they are of too many kinds, or too large. */
static const char *take_letters(const Counter *counter, const xmlNode *node, const Memo *memo)
{
	if (!is_called(node, "text") && !is_called(node, "tspan") && !is_called(node, "use"))
		return NULL;
	map_set(counter->faces, arena_printf(counter->arena, "%llx", (unsigned long long)memo->face), node);
	if (counter->lists_fonts)
		return "names more than 100 fonts in one list; name a few";
	if (map_count(counter->faces) > MOST_FACES)
		return "has letters of more than 500 fonts and sizes; use fewer, or save it as PNG";
	return is_called(node, "text") && memo->scale * largest(node, "font-size", 1) > LARGEST_LETTERS
	               ? "has letters larger than a page can be; make them smaller"
	               : NULL;
}

/* ---- what must be known before ------------------------------------------- */

/* Keeps the rules of a style sheet that refer to something or dash lines. */
static void take_rules(Counter *counter, const char *css)
{
	while (*css) {
		size_t selector = strcspn(css, "{}"), len = css[selector] ? strcspn(css + selector + 1, "{}") : 0;
		if (!css[selector])
			return;
		if (css[selector] == '}') {
			css += selector + 1;
			continue;
		}
		img_svg_count_selectors(css, selector, &counter->selectors);
		Rule rule = {css, css + selector + 1, selector, len, false};
		css = rule.declarations + len;
		counter->lists_fonts |=
		        img_svg_is_long_list(rule.declarations, len) && strstr(rule.declarations, "font");
		rule.dashes = img_svg_declared_dashes(rule.declarations, len, -1) >= 0;
		if (!rule.dashes && !memchr(rule.declarations, '(', len))
			continue;
		counter->rules = base_grow(counter->rules, counter->rule_count, &counter->rule_cap, sizeof rule);
		counter->rules[counter->rule_count++] = rule;
	}
}

static void take_element(Counter *counter, xmlNodePtr node)
{
	const char *id = attribute(node, "id");
	img_svg_take_size(node, &counter->size);
	node->_private = NULL;
	const char *family = attribute(node, "font-family"), *style = attribute(node, "style");
	counter->lists_fonts |= img_svg_is_long_list(family, strlen(family)) ||
	                        (img_svg_is_long_list(style, strlen(style)) && strstr(style, "font"));
	if (*id && !map_has(counter->ids, id))
		map_set(counter->ids, id, node);
	for (xmlNodePtr text = is_called(node, "style") ? node->children : NULL; text; text = text->next) {
		if (text->content)
			take_rules(counter, (const char *)text->content);
	}
}

/* Markers that a group has are those of any shape; dashes are those of what stands in it. */
static void take_inherited(Counter *counter, xmlNodePtr root)
{
	static const Memo none = {.scale = 1};
	for (xmlNodePtr node = root; node; node = img_svg_next(node, root, false)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		Memo *memo = arena_alloc(counter->arena, sizeof *memo);
		const Memo *parent = node != root ? node->parent->_private : &none;
		memo->dashes = dashes_of(counter, node);
		memo->scale = parent->scale * img_svg_scale(attribute(node, "transform"));
		memo->face = face_of(node, parent->face);
		node->_private = memo;
		const char *why = take_letters(counter, node, memo);
		counter->why = counter->why ? counter->why : why;
	}
	for (xmlNodePtr node = root; node; node = img_svg_next(node, root, false)) {
		if (node->type == XML_ELEMENT_NODE && !is_shape(node))
			add_styles(counter, node, NULL, 0, NULL);
	}
}

static const char *over_budget(const Cost *cost)
{
	for (size_t i = 0; i < BASE_LEN(budget); i++) {
		if (*(const double *)(const void *)((const char *)cost + budget[i].part) > budget[i].most)
			return budget[i].why;
	}
	return NULL;
}

const char *img_svg_cost(xmlNodePtr root, double width, double height)
{
	Counter counter = {.arena = arena_new(), .area = width * height * 9 / 16};
	counter.ids = map_new(counter.arena);
	counter.faces = map_new(counter.arena);
	for (xmlNodePtr node = root; node; node = img_svg_next(node, root, false)) {
		if (node->type == XML_ELEMENT_NODE)
			take_element(&counter, node);
	}
	Cost whole = {.elements = counter.size.elements};
	if (img_svg_match_cost(&counter.selectors, &counter.size) > MOST_MATCHES)
		counter.why = "has too many rules of style for its elements; simplify it, or save it as PNG";
	else if (!over_budget(&whole))
		take_inherited(&counter, root);
	if (!counter.why && !over_budget(&whole))
		whole = *cost_of(&counter, root, 0);
	const char *why = counter.why ? counter.why : over_budget(&whole);
	free(counter.rules);
	arena_free(counter.arena);
	return why;
}
