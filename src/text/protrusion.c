/* What hangs out at a line's edges. */
#include "text/text.h"

/* Protrusion of a character into the margin, in 1/1000 of its own width: what hangs out where a line starts with
 * it, and where one ends (Thanh, Micro-typographic extensions).  Right-to-left text mirrors sign and side alike. */
typedef struct {
	int16_t start, end;
} Protrusion;

/* After the tables of Thành's thesis and of microtype, for a serif face; other scripts by the shape of their signs. */
static Protrusion protrusion_of(uint32_t codepoint)
{
	static const Protrusion ascii[0x80] = {
	        ['!'] = {0, 100}, ['"'] = {300, 300}, ['\''] = {500, 500}, ['('] = {100, 0}, [')'] = {0, 200},
	        [','] = {0, 600}, ['-'] = {400, 600}, ['.'] = {0, 700},    [':'] = {0, 400}, [';'] = {0, 300},
	        ['?'] = {0, 100}, ['A'] = {50, 50},   ['F'] = {0, 50},     ['J'] = {50, 0},  ['K'] = {0, 50},
	        ['L'] = {0, 50},  ['T'] = {50, 50},   ['V'] = {50, 50},    ['W'] = {50, 50}, ['X'] = {50, 50},
	        ['Y'] = {50, 50}, ['k'] = {0, 50},    ['r'] = {0, 50},     ['t'] = {0, 70},  ['v'] = {50, 50},
	        ['w'] = {50, 50}, ['x'] = {50, 50},   ['y'] = {50, 70},
	};
	static const struct {
		uint32_t codepoint;
		Protrusion out;
	} table[] = {
	        {0xA1, {150, 0}},     {0xAB, {200, 100}},   {0xB7, {0, 400}},     {0xBB, {100, 200}},
	        {0xBF, {100, 0}},     {0x37E, {0, 300}},    {0x387, {0, 500}},    {0x391, {50, 50}},
	        {0x393, {0, 60}},     {0x394, {50, 50}},    {0x39B, {50, 50}},    {0x3A4, {50, 50}},
	        {0x3A5, {50, 50}},    {0x3A7, {50, 50}},    {0x3B3, {50, 50}},    {0x3BD, {50, 50}},
	        {0x3C4, {50, 70}},    {0x3C7, {50, 50}},    {0x410, {50, 50}},    {0x413, {0, 60}},
	        {0x41B, {50, 0}},     {0x422, {50, 50}},    {0x423, {50, 50}},    {0x425, {50, 50}},
	        {0x433, {0, 60}},     {0x442, {50, 50}},    {0x443, {50, 70}},    {0x445, {50, 50}},
	        {0x55D, {0, 300}},    {0x589, {0, 600}},    {0x5BE, {0, 500}},    {0x5C3, {0, 400}},
	        {0x5F3, {0, 400}},    {0x5F4, {0, 300}},    {0x60C, {0, 400}},    {0x61B, {0, 300}},
	        {0x61F, {0, 100}},    {0x6D4, {0, 500}},    {0x964, {0, 300}},    {0x2010, {400, 600}},
	        {0x2013, {200, 300}}, {0x2014, {150, 200}}, {0x2018, {500, 500}}, {0x2019, {500, 600}},
	        {0x201A, {400, 400}}, {0x201C, {400, 300}}, {0x201D, {300, 500}}, {0x201E, {300, 300}},
	        {0x2026, {0, 200}},   {0x2039, {300, 200}}, {0x203A, {200, 300}},
	};
	size_t low = 0, high = BASE_LEN(table);
	if (codepoint < BASE_LEN(ascii))
		return ascii[codepoint];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (table[middle].codepoint < codepoint)
			low = middle + 1;
		else
			high = middle;
	}
	return low < BASE_LEN(table) && table[low].codepoint == codepoint ? table[low].out : (Protrusion){0, 0};
}

Length txt_hang(uint32_t codepoint, Length advance, Length size, bool start)
{
	enum { PARTS = 4 }; /* of an em: no ink of a sign that hangs out is wider */
	Protrusion protrusion = protrusion_of(codepoint);
	int64_t share = start ? protrusion.start : protrusion.end, hang = share * advance / 1000, most = size / PARTS;
	return (Length)(hang < most ? hang : most);
}

/* The advance of the glyph of the character at a byte of a word. */
static Length advance_at(const TxtShape *shape, size_t byte)
{
	for (uint32_t r = 0; r < shape->count; r++) {
		const TxtRun *run = &shape->runs[r];
		for (uint32_t g = 0; g < run->count; g++) {
			if (run->glyphs[g].cluster == byte)
				return run->glyphs[g].advance;
		}
	}
	return 0;
}

Length txt_hang_part(const TxtShape *shape, const char *text, size_t from, size_t to, Length size, bool start)
{
	size_t used, at = start ? from : utf8_back(text, to);
	uint32_t c = utf8_decode(text + at, to - at, &used);
	Protrusion protrusion = protrusion_of(c);
	return (start ? protrusion.start : protrusion.end) ? txt_hang(c, advance_at(shape, at), size, start) : 0;
}
