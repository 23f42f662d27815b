/* Where shaped words may be divided. */
#include "text/cache.h"

#include <ctype.h>
#include <string.h>

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
static Length shown_advance(TxtFonts *fonts, const TxtEntry *entry, const TxtPoint *point, const char *extra)
{
	Length advance = advance_to(&entry->shape, point->cut - point->drop);
	if (!*extra)
		return advance;
	return advance + txt_shape_entry(fonts, &entry->kept->style, entry->manner, extra, strlen(extra), (Pos){0})
	                         ->shape.advance;
}

static uint8_t letters_in(const char *text, size_t from, size_t to)
{
	unsigned count = 0;
	for (size_t i = from; i < to; i++)
		count += !utf8_goes_on(text[i]) && !ispunct((unsigned char)text[i]);
	return (uint8_t)(count < UINT8_MAX ? count : UINT8_MAX);
}

/* Writes the divisions to the arena and returns them. */
static TxtDivision *find_divisions(TxtFonts *fonts, Arena *arena, const TxtEntry *entry, size_t *count)
{
	enum { LONGEST = 200 };
	TxtPoint points[LONGEST];
	const TxtStyle *style = &entry->kept->style;
	*count = entry->len < 5 || entry->len > LONGEST
	                 ? 0
	                 : txt_word_points(fonts, style->lang, entry->text, entry->len, points);
	TxtDivision *divisions = *count ? arena_alloc(arena, *count * sizeof *divisions) : NULL;
	for (size_t i = 0; i < *count; i++) {
		const char *extra = *points[i].extra ? arena_strdup(arena, points[i].extra) : "";
		divisions[i] = (TxtDivision){
		        .cut = points[i].cut,
		        .before = advance_to(&entry->shape, points[i].cut),
		        .shown = shown_advance(fonts, entry, &points[i], extra),
		        .hang = txt_hang_part(&entry->shape, entry->text, points[i].cut, entry->len, style->size, true),
		        .letters_before = letters_in(entry->text, 0, points[i].cut),
		        .letters_after = letters_in(entry->text, points[i].cut, entry->len),
		        .drop = points[i].drop,
		        .extra = extra,
		};
	}
	return divisions;
}

static void divide(TxtFonts *fonts, TxtEntry *entry)
{
	size_t count;
	TxtBench *bench = txt_cache_bench(fonts->cache);
	const TxtDivision *divisions = find_divisions(fonts, bench->arena, entry, &count);
	txt_cache_divide(fonts->cache, entry, divisions, count);
	txt_cache_give_back(fonts->cache, bench);
}

size_t txt_divisions(TxtFonts *fonts, const TxtShape *shape, const TxtDivision **out)
{
	TxtEntry *entry = (TxtEntry *)shape; /* which it begins with; how it divides is found once and kept there */
	if (!atomic_load_explicit(&entry->divided, memory_order_acquire))
		divide(fonts, entry);
	*out = entry->divisions;
	return entry->division_count;
}
