/* Families and faces. */
#include "text/stretches.h"

#include <stdlib.h>

/* fontconfig and Pango know no other door for this than the environment. */
void txt_process_begin(void)
{
	setenv("FC_LANG", "en", 1);
	setenv("PANGO_LANGUAGE", "en", 1);
}

static void init_lock(pthread_mutex_t *lock)
{
	pthread_mutexattr_t kind;
	pthread_mutexattr_init(&kind);
	pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(lock, &kind);
	pthread_mutexattr_destroy(&kind);
}

TxtFonts *txt_fonts_new(Diag *diag)
{
	TxtFonts *fonts = base_calloc(1, sizeof *fonts);
	init_lock(&fonts->lock);
	fonts->arena = arena_new();
	fonts->diag = diag;
	fonts->cache = txt_cache_new();
	fonts->stretches = txt_stretches_new();
	fonts->hyphenators = map_new(fonts->arena);
	fonts->missing = map_new(fonts->arena);
	fonts->config = txt_config_plain();
	if (!fonts->config || FT_Init_FreeType(&fonts->ft))
		diag_report(diag, DIAG_ERROR, (Pos){0}, "fonts-none",
		            "the system's fonts cannot be read; install fontconfig");
	return fonts;
}

static void free_family(Family *family)
{
	free(family->wishes);
	for (int i = 0; i < 4; i++) {
		if (family->fallbacks[i / 2][i % 2].set)
			FcFontSetDestroy(family->fallbacks[i / 2][i % 2].set);
	}
}

void txt_fonts_free(TxtFonts *fonts)
{
	if (!fonts)
		return;
	for (size_t i = 0; i < fonts->face_count; i++) {
		TxtFace *face = fonts->faces[i];
		hb_font_destroy(face->hb);
		FT_Done_Face(face->ft); /* of a pinned font, it reads what the other has */
		hb_face_destroy(face->hb_face);
		free(face->unicode);
		txt_math_free(face->math);
	}
	for (size_t i = 0; i < fonts->family_count; i++)
		free_family(&fonts->families[i]);
	txt_cache_free(fonts->cache);
	txt_stretches_free(fonts->stretches);
	if (fonts->ft)
		FT_Done_FreeType(fonts->ft);
	if (fonts->beside)
		FcFontSetDestroy(fonts->beside);
	if (fonts->config)
		FcConfigDestroy(fonts->config);
	if (fonts->full)
		FcConfigDestroy(fonts->full);
	free(fonts->faces);
	free(fonts->families);
	pthread_mutex_destroy(&fonts->lock);
	arena_free(fonts->arena);
	free(fonts);
}

static bool is_asked_for(const Family *family, const char *const *names, size_t count, TxtGeneric generic)
{
	bool same = family->generic == generic && family->count == count;
	for (size_t i = 0; same && i < count; i++)
		same = str_eq(family->names[i], names[i]);
	return same;
}

static void add_family(TxtFonts *fonts, const char *const *names, size_t count, TxtGeneric generic)
{
	fonts->families = base_grow(fonts->families, fonts->family_count, &fonts->family_cap, sizeof *fonts->families);
	Family *family = &fonts->families[fonts->family_count++];
	*family = (Family){.generic = generic};
	for (size_t i = 0; i < count && i < BASE_LEN(family->names); i++)
		family->names[family->count++] = arena_strdup(fonts->arena, names[i]);
}

TxtFamily txt_family(TxtFonts *fonts, const char *const *names, size_t count, TxtGeneric generic)
{
	size_t at = 0;
	pthread_mutex_lock(&fonts->lock);
	while (at < fonts->family_count && !is_asked_for(&fonts->families[at], names, count, generic))
		at++;
	if (at == fonts->family_count)
		add_family(fonts, names, count, generic);
	pthread_mutex_unlock(&fonts->lock);
	return (TxtFamily)at;
}

/* The first of the family's names that is installed; else any face with letters. */
TxtFace *txt_face_of(TxtFonts *fonts, const TxtStyle *style)
{
	bool bold = style->weight >= 600, italic = style->italic;
	pthread_mutex_lock(&fonts->lock);
	const Family *family = &fonts->families[style->family];
	TxtFace *face = family->faces[bold][italic];
	for (size_t i = 0; i < family->count && !face; i++)
		face = txt_face_named(fonts, family->names[i], bold, italic);
	if (!face)
		face = txt_fallback(fonts, style, (TxtAsked){0}, "a", 1);
	fonts->families[style->family].faces[bold][italic] = face;
	pthread_mutex_unlock(&fonts->lock);
	return face;
}

bool txt_writes(TxtFonts *fonts, const TxtStyle *style, const char *text, size_t len)
{
	const TxtFace *face = txt_face_of(fonts, style);
	return face && txt_face_writes(face, text, len);
}

void txt_metrics(TxtFonts *fonts, const TxtStyle *style, TxtMetrics *out)
{
	const TxtFace *face = txt_face_of(fonts, style);
	*out = (TxtMetrics){style->size * 3 / 4,  style->size / 4,  style->size / 2,
	                    style->size * 7 / 10, style->size / 10, style->size / 20};
	if (!face)
		return;
	out->ascent = txt_scaled(face->info.ascent, face, style->size);
	out->descent = -txt_scaled(face->info.descent, face, style->size);
	out->x_height = txt_scaled(face->info.x_height, face, style->size);
	out->cap_height = txt_scaled(face->info.cap_height, face, style->size);
	out->underline = -txt_scaled(face->ft->underline_position, face, style->size);
	out->underline_size = txt_scaled(face->ft->underline_thickness, face, style->size);
}
