/* Fonts, styles, colours, boxes, and what is not seen. */
#include "math/inner.h"

#include <stdlib.h>
#include <string.h>

/* ---- fonts ---- */

/* \mathrm and kin: arg is the alphabet. */
MathNode *math_read_font(Parser *p, const Command *command, size_t offset)
{
	MathVariant font = p->font;
	bool bold = p->bold;
	p->font = (MathVariant)command->arg;
	p->bold = false;
	MathNode *row = math_argument(p, command->name);
	p->font = font;
	p->bold = bold;
	(void)offset;
	return math_group_of(p, row);
}

/* \rm and kin: to the group's end. */
MathNode *math_read_old_font(Parser *p, const Command *command, size_t offset)
{
	(void)offset;
	p->font = (MathVariant)command->arg;
	p->bold = false;
	return NULL;
}

MathNode *math_read_bold(Parser *p, const Command *command, size_t offset)
{
	bool bold = p->bold;
	(void)offset;
	p->bold = true;
	MathNode *row = math_argument(p, command->name);
	p->bold = bold;
	return row;
}

/* ---- styles ---- */

/* \displaystyle and kin, to the group's end: arg is TeX's number of the style. */
MathNode *math_read_style(Parser *p, const Command *command, size_t offset)
{
	unsigned outside = p->style;
	p->style = (unsigned)command->arg;
	MathNode *style = math_wrap(p, MATH_STYLE, MATH_NO_CLASS, offset, math_rest(p));
	p->style = outside;
	style->u.style.displaystyle = command->arg ? MATH_OFF : MATH_ON;
	style->u.style.level_given = true;
	style->u.style.level = command->arg > 1 ? command->arg - 1 : 0;
	return style;
}

/* \large and kin: arg is the size in percent. */
MathNode *math_read_size(Parser *p, const Command *command, size_t offset)
{
	MathNode *style = math_wrap(p, MATH_STYLE, MATH_NO_CLASS, offset, math_rest(p));
	style->u.style.percent = command->arg;
	return style;
}

/* \scalebox{factor}{…} */
MathNode *math_read_scale(Parser *p, const Command *command, size_t offset)
{
	MathArg by = math_arg(p, command->name), option;
	MathLength em = {0, 0};
	const char *text = arena_printf(p->scratch, "%.*sem", (int)by.len, by.text);
	math_option(p, &option);
	if (!p->failed && (!math_length(text, strlen(text), &em) || em.em <= 0))
		math_fail(p, by.offset, "'\\%s' takes a factor such as 1.5", command->name);
	MathNode *row = math_text_of(p, math_arg(p, command->name), MATH_NORMAL);
	MathNode *style = math_wrap(p, MATH_STYLE, MATH_ORD, offset, row);
	style->u.style.percent = em.em / 10;
	return style;
}

/* ---- colours ---- */

typedef struct {
	const char *name, *hex;
} Colour;

/* Those of LaTeX's xcolor, and dvips's that are met. */
static const Colour colours[] = {
        {"black", "#000000"},       {"blue", "#0000ff"},      {"brown", "#bf8040"},     {"cyan", "#00ffff"},
        {"darkgray", "#404040"},    {"gray", "#808080"},      {"grey", "#808080"},      {"green", "#00ff00"},
        {"lightgray", "#bfbfbf"},   {"lime", "#bfff00"},      {"magenta", "#ff00ff"},   {"olive", "#808000"},
        {"orange", "#ff8000"},      {"pink", "#ffbfbf"},      {"purple", "#bf0040"},    {"red", "#ff0000"},
        {"teal", "#008080"},        {"violet", "#800080"},    {"white", "#ffffff"},     {"yellow", "#ffff00"},
        {"navy", "#000080"},        {"maroon", "#800000"},    {"aqua", "#00ffff"},      {"fuchsia", "#ff00ff"},
        {"silver", "#c0c0c0"},      {"darkgreen", "#006400"}, {"darkblue", "#00008b"},  {"darkred", "#8b0000"},
        {"ForestGreen", "#009b55"}, {"RoyalBlue", "#0071bc"}, {"NavyBlue", "#006eb8"},  {"Red", "#ed1b23"},
        {"Green", "#00a64f"},       {"Blue", "#2d2f92"},      {"Orange", "#f58137"},    {"Purple", "#99479b"},
        {"Magenta", "#ec008c"},     {"Cyan", "#00aeef"},      {"Maroon", "#af3235"},    {"BrickRed", "#b6321c"},
        {"OliveGreen", "#3c8031"},  {"TealBlue", "#00aeb3"},  {"Plum", "#92268f"},      {"Violet", "#58429b"},
        {"Gray", "#949698"},        {"Black", "#221e1f"},     {"Brown", "#792500"},     {"Emerald", "#00a99d"},
        {"crimson", "#dc143c"},     {"indigo", "#4b0082"},    {"gold", "#ffd700"},      {"turquoise", "#40e0d0"},
        {"steelblue", "#4682b4"},   {"tomato", "#ff6347"},    {"salmon", "#fa8072"},    {"skyblue", "#87ceeb"},
        {"darkorange", "#ff8c00"},  {"firebrick", "#b22222"}, {"royalblue", "#4169e1"}, {"forestgreen", "#228b22"},
        {"limegreen", "#32cd32"},   {"Dandelion", "#fdbc42"}, {"Mahogany", "#a9341f"},  {"RedOrange", "#f26035"},
};

/* "#rgb", "#rrggbb", or the same without its sign; NULL. */
static const char *hex_colour(Parser *p, const char *text)
{
	text += *text == '#';
	size_t len = strlen(text);
	char out[8] = "#";
	if (strspn(text, "0123456789abcdefABCDEF") != len || (len != 3 && len != 6))
		return NULL;
	for (size_t i = 0; i < 6; i++) {
		char c = text[len == 6 ? i : i / 2];
		out[i + 1] = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
	}
	return arena_strndup(p->arena, out, 7);
}

/* A share of 1, or of 255, as a byte. */
static int colour_part(const char **at, long whole)
{
	char *end;
	long value = 0, scale = 1;
	*at += strspn(*at, " ,");
	value = strtol(*at, &end, 10);
	value = value < 0 || value > 255 ? 0 : value;
	if (*end == '.') {
		for (end++; *end >= '0' && *end <= '9'; end++) {
			if (scale < 10000)
				value = value * 10 + (*end - '0'), scale *= 10;
		}
	}
	*at = end;
	long byte = (value * 255 + scale * whole / 2) / (scale * whole);
	return byte > 255 ? 255 : (int)byte;
}

static const char *model_colour(Parser *p, const char *model, const char *text)
{
	bool bytes = str_eq(model, "RGB");
	if (str_eq(model, "HTML"))
		return hex_colour(p, text);
	if (str_eq(model, "gray")) {
		int grey = colour_part(&text, 1);
		return arena_printf(p->arena, "#%02x%02x%02x", (unsigned)grey, (unsigned)grey, (unsigned)grey);
	}
	if (!bytes && !str_eq(model, "rgb"))
		return NULL;
	unsigned parts[3];
	for (size_t i = 0; i < 3; i++)
		parts[i] = (unsigned)colour_part(&text, bytes ? 255 : 1);
	return arena_printf(p->arena, "#%02x%02x%02x", parts[0], parts[1], parts[2]);
}

/* "red!30": so much of it, white for the rest. */
static const char *mixed_colour(Parser *p, const char *hex, const char *mix)
{
	unsigned long share = strtoul(mix, NULL, 10);
	unsigned long value = strtoul(hex + 1, NULL, 16);
	unsigned parts[3];
	share = share > 100 ? 100 : share;
	for (int i = 0; i < 3; i++)
		parts[i] = (unsigned)(((value >> (16 - 8 * i) & 255) * share + 255 * (100 - share) + 50) / 100);
	return arena_printf(p->arena, "#%02x%02x%02x", parts[0], parts[1], parts[2]);
}

static const char *named_colour(Parser *p, const char *text)
{
	size_t len = strcspn(text, "!");
	for (size_t i = 0; i < BASE_LEN(colours); i++) {
		if (strlen(colours[i].name) == len && !strncmp(colours[i].name, text, len))
			return text[len] ? mixed_colour(p, colours[i].hex, text + len + 1) : colours[i].hex;
	}
	return hex_colour(p, text);
}

static const char *take_colour(Parser *p, const char *command)
{
	MathArg model, arg;
	bool given = math_option(p, &model);
	arg = math_arg(p, command);
	const char *text = math_arg_text(p, arg);
	const char *hex = given ? model_colour(p, math_arg_text(p, model), text) : named_colour(p, text);
	if (!hex)
		math_fail(p, arg.offset, "the colour '%s' is not known; give it as #rrggbb", text);
	return hex;
}

MathNode *math_read_color(Parser *p, const Command *command, size_t offset)
{
	const char *colour = take_colour(p, command->name);
	MathNode *style = math_wrap(p, MATH_STYLE, MATH_NO_CLASS, offset, math_rest(p));
	style->u.style.colour = colour;
	return style;
}

/* arg: 0 the text's colour, 1 what is behind it, 2 the same with a frame's own colour. */
MathNode *math_read_textcolor(Parser *p, const Command *command, size_t offset)
{
	const char *frame = command->arg == 2 ? take_colour(p, command->name) : NULL;
	const char *colour = take_colour(p, command->name);
	MathNode *row = command->arg ? math_text_of(p, math_arg(p, command->name), MATH_NORMAL)
	                             : math_argument(p, command->name);
	MathNode *style = math_wrap(p, MATH_STYLE, MATH_ORD, offset, row);
	if (command->arg)
		style->u.style.background = colour;
	else
		style->u.style.colour = colour;
	if (!frame)
		return style;
	MathNode *box = math_wrap(p, MATH_ENCLOSE, MATH_ORD, offset, style);
	box->u.enclose.lines = MATH_BOX;
	box->u.enclose.colour = frame;
	return box;
}

/* ---- lines around and through, and room ---- */

/* arg: the lines; text: not NULL where words are in the box. */
MathNode *math_read_box(Parser *p, const Command *command, size_t offset)
{
	MathNode *row = command->text ? math_text_of(p, math_arg(p, command->name), MATH_NORMAL)
	                              : math_argument(p, command->name);
	MathNode *box = math_wrap(p, MATH_ENCLOSE, MATH_ORD, offset, row);
	box->u.enclose.lines = (unsigned)command->arg;
	return box;
}

/* arg: 0 all of it, 1 its width alone, 2 its height and depth alone. */
MathNode *math_read_phantom(Parser *p, const Command *command, size_t offset)
{
	MathNode *phantom = math_wrap(p, MATH_PHANTOM, MATH_ORD, offset, math_argument(p, command->name));
	if (!command->arg)
		return phantom;
	MathNode *padded = math_wrap(p, MATH_PADDED, MATH_ORD, offset, phantom);
	padded->u.padded.no_width = command->arg == 2;
	padded->u.padded.align = MATH_LEFT;
	padded->u.padded.no_height = padded->u.padded.no_depth = command->arg == 1;
	return padded;
}

MathNode *math_read_smash(Parser *p, const Command *command, size_t offset)
{
	MathArg option;
	bool given = math_option(p, &option);
	MathNode *padded = math_wrap(p, MATH_PADDED, MATH_ORD, offset, math_argument(p, command->name));
	padded->u.padded.no_height = !given || *math_arg_text(p, option) == 't';
	padded->u.padded.no_depth = !given || *math_arg_text(p, option) == 'b';
	return padded;
}

/* \rlap and kin: arg is where it stands; text not NULL where it holds words. */
MathNode *math_read_lap(Parser *p, const Command *command, size_t offset)
{
	MathNode *row = command->text ? math_text_of(p, math_arg(p, command->name), MATH_NORMAL)
	                              : math_argument(p, command->name);
	MathNode *padded = math_wrap(p, MATH_PADDED, MATH_ORD, offset, row);
	padded->u.padded.no_width = true;
	padded->u.padded.align = (MathAlign)command->arg;
	return padded;
}

/* \raisebox{length}{words}; arg: 1 \raise, -1 \lower, which take a box. */
MathNode *math_read_raise(Parser *p, const Command *command, size_t offset)
{
	MathLength length = {0, 0};
	MathArg by = {"", 0, offset, true};
	Buf text = {0};
	if (!command->arg)
		by = math_arg(p, command->name);
	for (char c; command->arg && (c = math_next_byte(p)) && c != '\\' && c != '{' && text.len < 20; p->input->at++)
		buf_char(&text, c);
	if (command->arg)
		by = (MathArg){arena_strndup(p->arena, text.data ? text.data : "", text.len), text.len, offset, true};
	buf_free(&text);
	if (!p->failed && !math_length(by.text, by.len, &length))
		math_fail(p, by.offset, "'%.*s' is no length; write one such as 2pt or 0.5em", (int)by.len, by.text);
	MathNode *row = command->arg ? math_argument(p, command->name)
	                             : math_text_of(p, math_arg(p, command->name), MATH_NORMAL);
	MathNode *padded = math_wrap(p, MATH_PADDED, MATH_ORD, offset, row);
	int sign = command->arg < 0 ? -1 : 1;
	padded->u.padded.voffset = (MathLength){sign * length.em, sign * length.pt};
	return padded;
}

/* \mathrel and kin: arg is the class. */
MathNode *math_read_class(Parser *p, const Command *command, size_t offset)
{
	MathNode *row = math_argument(p, command->name);
	MathClass class = (MathClass)command->arg;
	if (row->kind == MATH_ROW && row->class == MATH_INNER)
		row->class = class;
	else if (row->kind == MATH_OP || (row->kind == MATH_ID && class != MATH_LARGE))
		row->class = class;
	else
		row = math_wrap(p, MATH_ROW, class, offset, row);
	if (row->kind == MATH_OP)
		row->u.op.movable_limits = class == MATH_LARGE;
	return row;
}
