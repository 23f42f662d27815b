/* Shaping, and the cache of shaped words. */
#include "text/face.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* What else a shape depends on: its direction, whether it joins letters before and after it, whether its signs are
 * those of East Asia. */
enum { MANNER_RTL = 1, MANNER_JOINED = 2, MANNER_JOINING = 4, MANNER_WIDE = 8 };

/* The shape stands first: a lent shape is its entry. */
typedef struct {
	TxtShape shape;
	const char *text;
	uint32_t len;
	uint16_t style;
	uint8_t manner; /* MANNER_… */
	bool divided;   /* the divisions are known */
	uint16_t division_count;
	const TxtDivision *divisions;
} Entry;

/* The hash stands beside the entry, which is far away. */
typedef struct {
	uint64_t hash; /* 0: free */
	Entry *entry;
} Slot;

struct TxtCache {
	Arena *arena;
	Slot *slots;
	size_t count, cap; /* cap is a power of two */
	TxtStyle *styles;
	size_t style_count, style_cap, last_style;
	hb_buffer_t *buffer;
};

TxtCache *txt_cache_new(void)
{
	TxtCache *cache = base_calloc(1, sizeof *cache);
	cache->arena = arena_new();
	cache->cap = 4096;
	cache->slots = base_calloc(cache->cap, sizeof *cache->slots);
	cache->buffer = hb_buffer_create();
	return cache;
}

void txt_cache_free(TxtCache *cache)
{
	hb_buffer_destroy(cache->buffer);
	arena_free(cache->arena);
	free(cache->slots);
	free(cache->styles);
	free(cache);
}

/* ---- the cache ---- */

static bool same_style(const TxtStyle *a, const TxtStyle *b)
{
	return a->family == b->family && a->weight == b->weight && a->italic == b->italic &&
	       a->features == b->features && a->size == b->size && a->tracking == b->tracking &&
	       (a->lang == b->lang || str_eq(a->lang, b->lang));
}

static uint16_t style_id(TxtCache *cache, const TxtStyle *style)
{
	if (cache->style_count && same_style(&cache->styles[cache->last_style], style))
		return (uint16_t)cache->last_style;
	for (size_t i = 0; i < cache->style_count; i++) {
		if (same_style(&cache->styles[i], style)) {
			cache->last_style = i;
			return (uint16_t)i;
		}
	}
	cache->styles = base_grow(cache->styles, cache->style_count, &cache->style_cap, sizeof *cache->styles);
	cache->styles[cache->style_count] = *style;
	cache->last_style = cache->style_count;
	return (uint16_t)cache->style_count++;
}

static void grow_cache(TxtCache *cache)
{
	size_t cap = cache->cap * 2;
	Slot *slots = base_calloc(cap, sizeof *slots);
	for (size_t i = 0; i < cache->cap; i++) {
		size_t at = cache->slots[i].hash & (cap - 1);
		if (!cache->slots[i].hash)
			continue;
		while (slots[at].hash)
			at = (at + 1) & (cap - 1);
		slots[at] = cache->slots[i];
	}
	free(cache->slots);
	cache->slots = slots;
	cache->cap = cap;
}

/* The slot of a text: filled if it is known. */
static Slot *find_slot(TxtCache *cache, uint64_t hash, uint16_t style, uint8_t manner, const char *text, size_t len)
{
	for (size_t at = hash & (cache->cap - 1);; at = (at + 1) & (cache->cap - 1)) {
		const Entry *entry = cache->slots[at].entry;
		if (!cache->slots[at].hash ||
		    (cache->slots[at].hash == hash && entry->len == len && entry->style == style &&
		     entry->manner == manner && !memcmp(entry->text, text, len)))
			return &cache->slots[at];
	}
}

/* ---- runs of one face ---- */

static size_t features_of(const TxtStyle *style, hb_feature_t *out)
{
	static const struct {
		uint8_t bit;
		const char *name;
	} table[] = {
	        {TXT_SMALL_CAPS, "smcp"}, {TXT_OLDSTYLE, "onum"}, {TXT_TABULAR, "tnum"},
	        {TXT_SUPERIOR, "sups"},   {TXT_INFERIOR, "subs"},
	};
	size_t count = 0;
	/* Figures rise and fall with letters that do. */
	bool lining = !(style->features & TXT_OLDSTYLE) || lang_find(style->lang)->letters.lining;
	for (size_t i = 0; i < BASE_LEN(table); i++) {
		bool asked = style->features & table[i].bit && !(table[i].bit == TXT_OLDSTYLE && lining);
		if (asked)
			hb_feature_from_string(table[i].name, -1, &out[count++]);
	}
	if (lining)
		hb_feature_from_string("lnum", -1, &out[count++]);
	if (style->features & TXT_NO_LIGATURES || style->tracking > 0)
		hb_feature_from_string("-liga", -1, &out[count++]);
	return count;
}

/* A letter that joins what is outside of the text is shown a joiner there: all that shaping asks of it. */
static void fill_buffer(TxtCache *cache, const TxtStyle *style, const Entry *entry, uint32_t from, uint32_t to)
{
	static const char joiner[] = "\u200D";
	hb_buffer_t *buffer = cache->buffer;
	hb_buffer_clear_contents(buffer);
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
	if (!from && entry->manner & MANNER_JOINED)
		hb_buffer_add_utf8(buffer, joiner, 3, 3, 0);
	hb_buffer_add_utf8(buffer, entry->text, (int)entry->len, from, (int)(to - from));
	if (to == entry->len && entry->manner & MANNER_JOINING)
		hb_buffer_add_utf8(buffer, joiner, 3, 0, 0);
	hb_buffer_set_direction(buffer, entry->manner & MANNER_RTL ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_language(buffer, hb_language_from_string(style->lang ? style->lang : "en", -1));
	hb_buffer_guess_segment_properties(buffer);
}

/* ---- made-up small capitals ---- */

/* A letter's capital, itself if it has none; Greek ones have no accents. */
static uint32_t capital_of(uint32_t c)
{
	utf8proc_int32_t parts[4], letter = (utf8proc_int32_t)c;
	bool greek = (c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000);
	if (greek && utf8proc_category(letter) == UTF8PROC_CATEGORY_LL &&
	    utf8proc_decompose_char(letter, parts, BASE_LEN(parts), UTF8PROC_DECOMPOSE, NULL) > 1)
		letter = parts[0];
	return (uint32_t)utf8proc_toupper(letter);
}

static bool is_small(uint32_t c)
{
	return c == 0xDF || capital_of(c) != c;
}

/* The capitals of a text, each of the cluster of its letter; what joins and marks is none. */
static void fill_capitals(TxtCache *cache, const TxtStyle *style, const Entry *entry, uint32_t from, uint32_t to)
{
	hb_buffer_t *buffer = cache->buffer;
	size_t used;
	hb_buffer_clear_contents(buffer);
	hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
	for (uint32_t at = from; at < to; at += (uint32_t)used) {
		uint32_t c = utf8_decode(entry->text + at, to - at, &used);
		hb_buffer_add(buffer, c == 0xDF ? 'S' : capital_of(c), at);
		if (c == 0xDF)
			hb_buffer_add(buffer, 'S', at);
	}
	hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
	hb_buffer_set_language(buffer, hb_language_from_string(style->lang ? style->lang : "en", -1));
	hb_buffer_guess_segment_properties(buffer);
}

/* ---- what faces have ---- */

/* Whether the face has other glyphs for a text with some features than without, for its small letters at least if
 * these are small capitals: else they are made up from the plain ones. */
static bool has_glyphs_for(TxtCache *cache, const TxtFace *face, const TxtStyle *style, uint8_t bits,
                           const Entry *entry, uint32_t from, uint32_t to)
{
	uint32_t plain[32], count;
	hb_feature_t features[8];
	size_t used;
	TxtStyle without = *style;
	without.features &= (uint8_t)~bits;
	fill_buffer(cache, style, entry, from, to);
	hb_shape(face->hb, cache->buffer, features, (unsigned)features_of(&without, features));
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(cache->buffer, &count);
	uint32_t kept = count < BASE_LEN(plain) ? count : BASE_LEN(plain);
	for (uint32_t i = 0; i < kept; i++)
		plain[i] = infos[i].codepoint;
	fill_buffer(cache, style, entry, from, to);
	hb_shape(face->hb, cache->buffer, features, (unsigned)features_of(style, features));
	infos = hb_buffer_get_glyph_infos(cache->buffer, &count);
	for (uint32_t i = 0; i < count && i < kept; i++) {
		uint32_t at = infos[i].cluster;
		if (infos[i].codepoint == plain[i] &&
		    (!(bits & TXT_SMALL_CAPS) || is_small(utf8_decode(entry->text + at, entry->len - at, &used))))
			return false;
	}
	return count > 0;
}

static Length scale(const TxtFace *face, int64_t units, Length size)
{
	int64_t em = face->info.units_per_em ? face->info.units_per_em : 1000, value = units * size;
	return (Length)((value + (value < 0 ? -em / 2 : em / 2)) / em);
}

static bool draws_nothing(const char *text, uint32_t at, uint32_t len)
{
	size_t used;
	return at < len && txt_is_ignorable(utf8_decode(text + at, len - at, &used));
}

/* A character that no font has is shown by the face's own sign for that, at its width. */
static void substitute(const TxtRun *run, const TxtStyle *style, TxtGlyph *glyph)
{
	static const uint32_t signs[] = {0xFFFD, 0x25A1, '?', ' '};
	for (size_t i = 0; i < BASE_LEN(signs) && !glyph->id; i++)
		hb_font_get_nominal_glyph(run->face->hb, signs[i], &glyph->id);
	glyph->advance = scale(run->face, txt_glyph_advance(run->face, glyph->id), run->size) + style->tracking;
	glyph->x = glyph->y = 0;
}

/* A sign whose ink is in one half of its em is set on that half. */
static void halve(const TxtRun *run, const TxtStyle *style, const Entry *entry, TxtGlyph *glyph)
{
	size_t used;
	const char *at = entry->text + glyph->cluster;
	if ((unsigned char)*at < 0xE2 || glyph->advance < run->size * 9 / 10)
		return;
	TxtHalf half = txt_half_of(utf8_decode(at, entry->len - glyph->cluster, &used), style->lang,
	                           entry->manner & MANNER_WIDE);
	if (half == TXT_RIGHT_HALF)
		glyph->x -= run->size / 2;
	if (half != TXT_WHOLE)
		glyph->advance -= run->size / 2;
}

static void take_glyphs(TxtCache *cache, TxtRun *run, const TxtStyle *style, const Entry *entry)
{
	uint32_t count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(cache->buffer, &count);
	const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(cache->buffer, NULL);
	TxtGlyph *glyphs = arena_alloc(cache->arena, (count + 1) * sizeof *glyphs);
	for (uint32_t i = 0; i < count; i++) {
		if (draws_nothing(entry->text, infos[i].cluster, entry->len) && !places[i].x_advance)
			continue;
		bool ends = i + 1 == count || infos[i + 1].cluster != infos[i].cluster;
		TxtGlyph *glyph = &glyphs[run->count++];
		glyph->id = infos[i].codepoint;
		glyph->cluster = infos[i].cluster;
		glyph->advance = scale(run->face, places[i].x_advance, run->size) + (ends ? style->tracking : 0);
		glyph->x = scale(run->face, places[i].x_offset, run->size);
		glyph->y = scale(run->face, places[i].y_offset, run->size);
		if (!glyph->id) {
			substitute(run, style, glyph);
			run->lacks = true;
		}
		halve(run, style, entry, glyph);
		run->advance += glyph->advance;
	}
	run->glyphs = glyphs;
}

/* A face that stands in is set as large as its small letters, or what of it is as high, look beside the style's. */
static Length fitting_size(const TxtFace *face, const TxtFace *own, Length size, uint32_t script)
{
	static const hb_script_t scripts[] = {HB_SCRIPT_LATIN,    HB_SCRIPT_GREEK,    HB_SCRIPT_CYRILLIC,
	                                      HB_SCRIPT_ARMENIAN, HB_SCRIPT_GEORGIAN, HB_SCRIPT_COPTIC,
	                                      HB_SCRIPT_CHEROKEE, HB_SCRIPT_TAMIL};
	size_t i = 0;
	while (i < BASE_LEN(scripts) && scripts[i] != script)
		i++;
	if (face == own || own->info.fixed_pitch || i == BASE_LEN(scripts) || face->info.x_height <= 0 ||
	    own->info.x_height <= 0)
		return size;
	int64_t ours = (int64_t)own->info.x_height * face->info.units_per_em,
	        its = (int64_t)face->info.x_height * own->info.units_per_em;
	int64_t fitting = size * ours / its;
	return (Length)(fitting < size * 4 / 5 ? size * 4 / 5 : fitting > size * 6 / 5 ? size * 6 / 5 : fitting);
}

/* A stretch, or what of it is of one case where small capitals are made up. */
typedef struct {
	TxtStretch of;
	bool capitals;
} Portion;

/* As high as small letters and a little more. */
static Length small_capital_size(const TxtFace *face, Length size)
{
	int64_t share = face->info.cap_height > 0 ? (int64_t)face->info.x_height * 1080 / face->info.cap_height : 0;
	return (Length)(size * (share < 700 ? 700 : share > 820 ? 820 : share) / 1000);
}

static void shape_run(TxtFonts *fonts, TxtRun *run, const Portion *portion, const TxtStyle *style, const Entry *entry)
{
	size_t length;
	TxtCache *cache = fonts->cache;
	const TxtFace *face = portion->of.face;
	hb_feature_t features[8];
	TxtStyle used = *style;
	const uint8_t heights = TXT_SUPERIOR | TXT_INFERIOR;
	*run = (TxtRun){
	        .face = face, .start = portion->of.start, .end = portion->of.end, .rtl = entry->manner & MANNER_RTL};
	run->size = fitting_size(face, txt_face_of(fonts, style), style->size,
	                         txt_script(utf8_decode(entry->text + run->start, entry->len - run->start, &length)));
	if (style->features & heights && !has_glyphs_for(cache, face, style, heights, entry, run->start, run->end)) {
		run->size = run->size * 65 / 100;
		run->rise = style->features & TXT_SUPERIOR ? style->size * 33 / 100 : -style->size * 14 / 100;
		used.features &= (uint8_t)~heights;
	}
	if (portion->capitals) {
		run->size = small_capital_size(face, run->size);
		used.tracking += run->size / 40;
		fill_capitals(cache, &used, entry, run->start, run->end);
	} else {
		fill_buffer(cache, &used, entry, run->start, run->end);
	}
	hb_shape(face->hb, cache->buffer, features, (unsigned)features_of(&used, features));
	take_glyphs(cache, run, &used, entry);
}

static uint32_t add_portion(Portion *out, uint32_t count, uint32_t most, Portion portion)
{
	Portion *last = count ? &out[count - 1] : NULL;
	bool goes_on = last && last->of.face == portion.of.face && last->capitals == portion.capitals &&
	               last->of.end == portion.of.start;
	if (goes_on || count == most)
		last->of.end = portion.of.end;
	else
		out[count++] = portion;
	return count;
}

/* Cuts a stretch by case; marks go with their letters. */
static uint32_t cut_by_case(const Entry *entry, TxtStretch stretch, Portion *out, uint32_t count, uint32_t most)
{
	size_t used;
	bool capitals = false;
	for (uint32_t at = stretch.start; at < stretch.end; at += (uint32_t)used) {
		uint32_t c = utf8_decode(entry->text + at, stretch.end - at, &used);
		uint32_t script = txt_script(c);
		capitals = script == HB_SCRIPT_INHERITED ? capitals : is_small(c);
		count = add_portion(out, count, most, (Portion){{stretch.face, at, at + (uint32_t)used}, capitals});
	}
	return count;
}

static bool has_small_letters_in(const Entry *entry, TxtStretch stretch)
{
	size_t used;
	uint32_t at = stretch.start;
	while (at < stretch.end && !is_small(utf8_decode(entry->text + at, stretch.end - at, &used)))
		at += (uint32_t)used;
	return at < stretch.end;
}

static void shape_entry(TxtFonts *fonts, Entry *entry, const TxtStyle *style, Pos pos)
{
	enum { MOST = 64 };
	TxtStretch stretches[MOST];
	Portion portions[MOST];
	uint32_t found = txt_itemize(fonts, style, entry->manner & MANNER_WIDE, entry->text, entry->len, pos, stretches,
	                             MOST),
	         count = 0;
	for (uint32_t i = 0; i < found; i++) {
		bool made = style->features & TXT_SMALL_CAPS && has_small_letters_in(entry, stretches[i]) &&
		            !has_glyphs_for(fonts->cache, stretches[i].face, style, TXT_SMALL_CAPS, entry,
		                            stretches[i].start, stretches[i].end);
		count = made ? cut_by_case(entry, stretches[i], portions, count, MOST)
		             : add_portion(portions, count, MOST, (Portion){stretches[i], false});
	}
	TxtRun *runs = arena_alloc(fonts->cache->arena, (count + 1) * sizeof *runs);
	for (uint32_t i = 0; i < count; i++) {
		TxtRun *run = &runs[entry->manner & MANNER_RTL ? count - 1 - i : i];
		shape_run(fonts, run, &portions[i], style, entry);
		entry->shape.advance += run->advance;
	}
	entry->shape.runs = runs;
	entry->shape.count = count;
}

static const TxtShape *shape(TxtFonts *fonts, const TxtStyle *style, uint8_t manner, const char *text, size_t len,
                             Pos pos)
{
	TxtCache *cache = fonts->cache;
	uint16_t id = style_id(cache, style);
	uint64_t hash = str_hash(text, len) ^ ((uint64_t)id * 0x9E3779B97F4A7C15u) ^ (manner * 0x5851F42D4C957F2Du);
	hash ^= hash >> 29;
	hash |= 1;
	Slot *slot = find_slot(cache, hash, id, manner, text, len);
	if (slot->hash)
		return &slot->entry->shape;
	if (cache->count * 2 >= cache->cap) {
		grow_cache(cache);
		slot = find_slot(cache, hash, id, manner, text, len);
	}
	Entry *entry = arena_alloc(cache->arena, sizeof *entry);
	*entry = (Entry){
	        .text = arena_strndup(cache->arena, text, len), .len = (uint32_t)len, .style = id, .manner = manner};
	*slot = (Slot){hash, entry};
	cache->count++;
	shape_entry(fonts, entry, style, pos);
	return &entry->shape;
}

const TxtShape *txt_shape(TxtFonts *fonts, const TxtStyle *style, bool rtl, const char *text, size_t len, Pos pos)
{
	return shape(fonts, style, rtl ? MANNER_RTL : 0, text, len, pos);
}

/* No letter of a script that joins is of fewer bytes; most words end where they need not be looked at. */
static bool may_join(const char *text, size_t at)
{
	return (unsigned char)text[at] >= 0xD8 && (unsigned char)text[at - 1] >= 0x80;
}

const TxtShape *txt_shape_part(TxtFonts *fonts, const TxtStyle *style, bool rtl, const char *text, size_t len,
                               size_t from, size_t to, Pos pos)
{
	uint8_t manner = rtl ? MANNER_RTL : 0;
	if (from && may_join(text, from) && txt_joins(text, len, from))
		manner |= MANNER_JOINED;
	if (to < len && may_join(text, to) && txt_joins(text, len, to))
		manner |= MANNER_JOINING;
	if (txt_signs_are_wide(text, len, from, to, style->lang))
		manner |= MANNER_WIDE;
	return shape(fonts, style, manner, text + from, to - from, pos);
}

Length txt_space(TxtFonts *fonts, const TxtStyle *style)
{
	return txt_shape(fonts, style, false, " ", 1, (Pos){0})->advance;
}

/* The advance of the glyphs of a word's first bytes. */
static Length advance_to(const TxtShape *shape, uint32_t bytes)
{
	Length sum = 0;
	for (uint32_t r = 0; r < shape->count; r++) {
		const TxtRun *run = &shape->runs[r];
		for (uint32_t g = 0; g < run->count; g++)
			sum += run->glyphs[g].cluster < bytes ? run->glyphs[g].advance : 0;
	}
	return sum;
}

/* The advance of what is shown before a division, of which other letters than the word's may be part. */
static Length shown_advance(TxtFonts *fonts, const Entry *entry, const TxtPoint *point, const char *extra)
{
	Length advance = advance_to(&entry->shape, point->cut - point->drop);
	const TxtStyle style = fonts->cache->styles[entry->style];
	return *extra ? advance + shape(fonts, &style, entry->manner, extra, strlen(extra), (Pos){0})->advance
	              : advance;
}

static void divide(TxtFonts *fonts, Entry *entry)
{
	enum { LONGEST = 200 };
	TxtPoint points[LONGEST];
	Arena *arena = fonts->cache->arena;
	entry->divided = true;
	if (entry->len < 5 || entry->len > LONGEST)
		return;
	size_t count = txt_word_points(fonts, fonts->cache->styles[entry->style].lang, entry->text, entry->len, points);
	TxtDivision *divisions = count ? arena_alloc(arena, count * sizeof *divisions) : NULL;
	for (size_t i = 0; i < count; i++) {
		const char *extra = *points[i].extra ? arena_strdup(arena, points[i].extra) : "";
		divisions[i] = (TxtDivision){
		        .cut = points[i].cut,
		        .before = advance_to(&entry->shape, points[i].cut),
		        .shown = shown_advance(fonts, entry, &points[i], extra),
		        .drop = points[i].drop,
		        .extra = extra,
		};
	}
	entry->division_count = (uint16_t)count;
	entry->divisions = divisions;
}

size_t txt_divisions(TxtFonts *fonts, const TxtShape *shape, const TxtDivision **out)
{
	Entry *entry = (Entry *)shape;
	if (!entry->divided)
		divide(fonts, entry);
	*out = entry->divisions;
	return entry->division_count;
}

uint32_t txt_script(uint32_t codepoint)
{
	return hb_unicode_script(hb_unicode_funcs_get_default(), codepoint);
}

bool txt_is_capital(uint32_t codepoint)
{
	return utf8proc_category((utf8proc_int32_t)codepoint) == UTF8PROC_CATEGORY_LU;
}
