/* Shaping. */
#include "text/cache.h"

#include <utf8proc.h>

/* ---- runs of one face ---- */

static hb_feature_t feature(hb_tag_t tag, uint32_t value)
{
	return (hb_feature_t){tag, value, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

enum { MOST_FEATURES = 8 + 2 * TXT_TAGS };

static size_t add_tags(const TxtTags *tags, hb_feature_t *out)
{
	for (size_t i = 0; i < tags->count; i++)
		out[i] = feature(tags->tags[i], !tags->off[i]);
	return tags->count;
}

static bool has_figures(const TxtEntry *entry)
{
	for (size_t i = 0; i < entry->len; i++) {
		if (entry->text[i] >= '0' && entry->text[i] <= '9')
			return true;
	}
	return false;
}

static size_t features_of(const TxtStyle *style, const TxtEntry *entry, bool caseless, hb_feature_t *out)
{
	static const struct {
		uint8_t bit;
		hb_tag_t tag;
	} table[] = {
	        {TXT_SMALL_CAPS, HB_TAG('s', 'm', 'c', 'p')}, {TXT_OLDSTYLE, HB_TAG('o', 'n', 'u', 'm')},
	        {TXT_TABULAR, HB_TAG('t', 'n', 'u', 'm')},    {TXT_SUPERIOR, HB_TAG('s', 'u', 'p', 's')},
	        {TXT_INFERIOR, HB_TAG('s', 'u', 'b', 's')},
	};
	size_t count = 0;
	/* Figures rise and fall with letters that do. */
	bool lining = !(style->features & TXT_OLDSTYLE) || caseless;
	for (size_t i = 0; i < BASE_LEN(table); i++) {
		bool asked = style->features & table[i].bit && !(table[i].bit == TXT_OLDSTYLE && lining);
		if (asked)
			out[count++] = feature(table[i].tag, 1);
	}
	if (lining)
		out[count++] = feature(HB_TAG('l', 'n', 'u', 'm'), 1);
	if (style->features & TXT_NO_LIGATURES || style->tracking > 0)
		out[count++] = feature(HB_TAG('l', 'i', 'g', 'a'), 0);
	if (style->more)
		count += add_tags(&style->more->text, out + count);
	if (style->more && style->more->numbers.count && has_figures(entry))
		count += add_tags(&style->more->numbers, out + count);
	return count;
}

/* Adds [from, to) of a text, with what parts ligatures at its joints. */
static void add_parts(hb_buffer_t *buffer, const TxtEntry *entry, uint32_t from, uint32_t to)
{
	enum { NON_JOINER = 0x200C };
	for (size_t i = 0; i < entry->joint_count; i++) {
		uint32_t joint = entry->joints[i];
		if (joint <= from || joint >= to)
			continue;
		hb_buffer_add_utf8(buffer, entry->text, (int)entry->len, from, (int)(joint - from));
		hb_buffer_add(buffer, NON_JOINER, (uint32_t)utf8_back(entry->text, joint));
		from = joint;
	}
	hb_buffer_add_utf8(buffer, entry->text, (int)entry->len, from, (int)(to - from));
}

/* A letter that joins what is outside of the text is shown a joiner there: all that shaping asks of it. */
static void fill_buffer(TxtBench *bench, const TxtStyle *style, const TxtEntry *entry, uint32_t from, uint32_t to)
{
	static const char joiner[] = "\u200D";
	hb_buffer_t *buffer = bench->buffer;
	hb_buffer_clear_contents(buffer);
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
	hb_buffer_set_flags(buffer,
	                    entry->joint_count ? HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES : HB_BUFFER_FLAG_DEFAULT);
	if (!from && entry->manner & MANNER_JOINED)
		hb_buffer_add_utf8(buffer, joiner, 3, 3, 0);
	add_parts(buffer, entry, from, to);
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
static void fill_capitals(TxtBench *bench, const TxtStyle *style, const TxtEntry *entry, uint32_t from, uint32_t to)
{
	hb_buffer_t *buffer = bench->buffer;
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
static bool has_glyphs_for(TxtBench *bench, const TxtFace *face, const TxtStyle *style, uint8_t bits,
                           const TxtEntry *entry, uint32_t from, uint32_t to)
{
	uint32_t plain[32], count;
	hb_feature_t features[MOST_FEATURES];
	size_t used;
	TxtStyle without = *style;
	without.features &= (uint8_t)~bits;
	fill_buffer(bench, style, entry, from, to);
	hb_shape(face->hb, bench->buffer, features,
	         (unsigned)features_of(&without, entry, entry->kept->caseless, features));
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(bench->buffer, &count);
	uint32_t kept = count < BASE_LEN(plain) ? count : BASE_LEN(plain);
	for (uint32_t i = 0; i < kept; i++)
		plain[i] = infos[i].codepoint;
	fill_buffer(bench, style, entry, from, to);
	hb_shape(face->hb, bench->buffer, features,
	         (unsigned)features_of(style, entry, entry->kept->caseless, features));
	infos = hb_buffer_get_glyph_infos(bench->buffer, &count);
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
	bool plain = at < len && text[at] >= ' ' && text[at] < 0x7F;
	return at < len && !plain && txt_is_ignorable(utf8_decode(text + at, len - at, &used));
}

/* A character that no font has is shown by the face's own sign for that, at its width. */
static void substitute(const TxtRun *run, const TxtStyle *style, TxtGlyph *glyph)
{
	glyph->id = txt_replacement(run->face);
	glyph->advance = scale(run->face, txt_glyph_advance(run->face, glyph->id), run->size) + style->tracking;
	glyph->x = glyph->y = 0;
}

/* A sign whose ink is in one half of its em is set on that half. */
static void halve(const TxtRun *run, const TxtStyle *style, const TxtEntry *entry, TxtGlyph *glyph)
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

static void take_glyphs(TxtBench *bench, TxtRun *run, const TxtStyle *style, const TxtEntry *entry)
{
	uint32_t count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(bench->buffer, &count);
	const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(bench->buffer, NULL);
	TxtGlyph *glyphs = arena_alloc(bench->arena, count * sizeof *glyphs);
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

static void shape_run(TxtFonts *fonts, TxtBench *bench, TxtRun *run, const Portion *portion, const TxtStyle *style,
                      const TxtEntry *entry)
{
	size_t length;
	const TxtFace *face = portion->of.face;
	hb_feature_t features[MOST_FEATURES];
	TxtStyle used = *style;
	const uint8_t heights = TXT_SUPERIOR | TXT_INFERIOR;
	*run = (TxtRun){
	        .face = face, .start = portion->of.start, .end = portion->of.end, .rtl = entry->manner & MANNER_RTL};
	run->size = fitting_size(face, txt_face_of(fonts, style), style->size,
	                         txt_script(utf8_decode(entry->text + run->start, entry->len - run->start, &length)));
	if (style->features & heights && !has_glyphs_for(bench, face, style, heights, entry, run->start, run->end)) {
		run->size = run->size * 65 / 100;
		run->rise = style->features & TXT_SUPERIOR ? style->size * 33 / 100 : -style->size * 14 / 100;
		used.features &= (uint8_t)~heights;
	}
	if (portion->capitals) {
		run->size = small_capital_size(face, run->size);
		used.tracking += run->size / 40;
		fill_capitals(bench, &used, entry, run->start, run->end);
	} else {
		fill_buffer(bench, &used, entry, run->start, run->end);
	}
	hb_shape(face->hb, bench->buffer, features,
	         (unsigned)features_of(&used, entry, entry->kept->caseless, features));
	take_glyphs(bench, run, &used, entry);
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
static uint32_t cut_by_case(const TxtEntry *entry, TxtStretch stretch, Portion *out, uint32_t count, uint32_t most)
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

static bool has_small_letters_in(const TxtEntry *entry, TxtStretch stretch)
{
	size_t used;
	uint32_t at = stretch.start;
	while (at < stretch.end && !is_small(utf8_decode(entry->text + at, stretch.end - at, &used)))
		at += (uint32_t)used;
	return at < stretch.end;
}

static void shape_entry(TxtFonts *fonts, TxtBench *bench, TxtEntry *entry, Pos pos)
{
	const TxtStyle *style = &entry->kept->style;
	enum { MOST = 64 };
	TxtStretch stretches[MOST];
	Portion portions[MOST];
	txt_find_joints(fonts, bench, entry);
	uint32_t found = txt_itemize(fonts, style, entry->manner & MANNER_WIDE, entry->text, entry->len, pos, stretches,
	                             MOST),
	         count = 0;
	for (uint32_t i = 0; i < found; i++) {
		bool made = style->features & TXT_SMALL_CAPS && has_small_letters_in(entry, stretches[i]) &&
		            !has_glyphs_for(bench, stretches[i].face, style, TXT_SMALL_CAPS, entry, stretches[i].start,
		                            stretches[i].end);
		count = made ? cut_by_case(entry, stretches[i], portions, count, MOST)
		             : add_portion(portions, count, MOST, (Portion){stretches[i], false});
	}
	TxtRun *runs = arena_alloc(bench->arena, count * sizeof *runs);
	for (uint32_t i = 0; i < count; i++) {
		TxtRun *run = &runs[entry->manner & MANNER_RTL ? count - 1 - i : i];
		shape_run(fonts, bench, run, &portions[i], style, entry);
		entry->shape.advance += run->advance;
	}
	entry->shape.runs = runs;
	entry->shape.count = count;
	entry->shape.hang_start = txt_hang_part(&entry->shape, entry->text, 0, entry->len, style->size, true);
	entry->shape.hang_end = txt_hang_part(&entry->shape, entry->text, 0, entry->len, style->size, false);
}

static const TxtEntry *make_entry(TxtFonts *fonts, const TxtKey *key, Pos pos)
{
	TxtBench *bench = txt_cache_bench(fonts->cache);
	TxtEntry *entry = txt_cache_entry(bench, key);
	shape_entry(fonts, bench, entry, pos);
	entry = txt_cache_add(fonts->cache, key, entry);
	txt_cache_give_back(fonts->cache, bench);
	return entry;
}

const TxtEntry *txt_shape_entry(TxtFonts *fonts, const TxtStyle *style, uint8_t manner, const char *text, size_t len,
                                Pos pos)
{
	TxtKey key = txt_cache_key(fonts->cache, style, manner, text, len);
	const TxtEntry *entry = txt_cache_find(fonts->cache, &key);
	return entry ? entry : make_entry(fonts, &key, pos);
}

const TxtShape *txt_shape(TxtFonts *fonts, const TxtStyle *style, bool rtl, const char *text, size_t len, Pos pos)
{
	return &txt_shape_entry(fonts, style, rtl ? MANNER_RTL : 0, text, len, pos)->shape;
}

const TxtShape *txt_whole(TxtFonts *fonts, const TxtStyle *style, const char *text, size_t len)
{
	TxtKey key = txt_cache_key(fonts->cache, style, 0, text, len);
	const TxtEntry *entry = txt_cache_find(fonts->cache, &key);
	return entry && atomic_load_explicit(&entry->whole, memory_order_relaxed) ? &entry->shape : NULL;
}

void txt_keep_whole(const TxtShape *shape)
{
	TxtEntry *entry = (TxtEntry *)shape; /* as it divides: what holds of it holds for all */
	atomic_store_explicit(&entry->whole, true, memory_order_relaxed);
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
	return &txt_shape_entry(fonts, style, manner, text + from, to - from, pos)->shape;
}

Length txt_space(TxtFonts *fonts, const TxtStyle *style)
{
	return txt_shape(fonts, style, false, " ", 1, (Pos){0})->advance;
}
