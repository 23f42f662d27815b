/* Fonts beside the source or the style, which this run alone knows, and what families there are by name. */
#include "text/face.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FILE_MAX = 64 << 20, MOST_FILES = 500 };

static bool is_font_name(const char *name)
{
	static const char *const kinds[] = {".otf", ".ttf", ".otc", ".ttc", ".woff", ".woff2"};
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot && i < BASE_LEN(kinds); i++) {
		if (!strcasecmp(dot, kinds[i]))
			return true;
	}
	return false;
}

/* Whether all outlines can be read: HarfBuzz 6 falls over some that cannot when it pins them. */
static bool has_whole_outlines(FT_Face face)
{
	for (FT_Long i = 0; i < face->num_glyphs; i++) {
		if (FT_Load_Glyph(face, (FT_UInt)i, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING))
			return false;
	}
	return true;
}

/* What keeps a file from being used; NULL: nothing does. */
static const char *fault_of(TxtFonts *fonts, const char *path)
{
	FT_Face face;
	if (FT_New_Face(fonts->ft, path, 0, &face))
		return "no font can be read from it; bring the font anew";
	const char *fault = NULL;
	if (!FT_IS_SCALABLE(face) || !FT_IS_SFNT(face))
		fault = "it is of an old kind; bring it as OpenType (.otf or .ttf)";
	else if (FT_HAS_MULTIPLE_MASTERS(face) && !txt_can_pin(face))
		fault = "it is a variable font without named styles in TrueType outlines; bring a file of each style";
	else if (FT_HAS_MULTIPLE_MASTERS(face) && !has_whole_outlines(face))
		fault = "its outlines are broken; bring the font anew";
	FT_Done_Face(face);
	return fault;
}

static void add_faces(TxtFonts *fonts, const char *path)
{
	int count;
	FcFreeTypeQueryAll((const FcChar8 *)path, (unsigned)-1, NULL, &count, fonts->beside);
}

static void add_file(TxtFonts *fonts, const char *folder, const char *name)
{
	const char *path = path_join(fonts->arena, folder, name), *fault;
	Buf data = {0};
	PathStatus status = path_read_under(folder, folder, name, FILE_MAX, &data);
	buf_free(&data);
	if (status == PATH_NOT_FILE)
		return;
	fault = status == PATH_OK          ? fault_of(fonts, path)
	        : status == PATH_OUTSIDE   ? "it lies elsewhere; bring the file itself"
	        : status == PATH_TOO_LARGE ? "it is larger than 64 MB"
	                                   : "it cannot be read; see its permissions";
	if (fault)
		diag_report(fonts->diag, DIAG_WARNING, (Pos){.file = path}, "font-unusable",
		            "this font is not used: %s", fault);
	else
		add_faces(fonts, path);
}

void txt_fonts_beside(TxtFonts *fonts, const char *folder)
{
	const char **names = arena_alloc(fonts->arena, MOST_FILES * sizeof *names);
	size_t count = path_names_under(fonts->arena, folder, folder, "fonts", names, MOST_FILES);
	if (!fonts->beside)
		fonts->beside = FcFontSetCreate();
	for (size_t i = 0; i < count && fonts->beside; i++) {
		if (is_font_name(names[i]))
			add_file(fonts, folder, path_join(fonts->arena, "fonts", names[i]));
	}
}

size_t txt_files_beside(const TxtFonts *fonts, const char **paths, size_t most)
{
	size_t count = 0;
	FcChar8 *path;
	for (int i = 0; fonts->beside && i < fonts->beside->nfont && count < most; i++) {
		if (FcPatternGetString(fonts->beside->fonts[i], FC_FILE, 0, &path) == FcResultMatch &&
		    (!count || !str_eq(paths[count - 1], (const char *)path)))
			paths[count++] = (const char *)path;
	}
	return count;
}

const char *txt_family_beside(const TxtFonts *fonts, const char *name)
{
	const char *file = strrchr(name, '/');
	FcChar8 *path, *family;
	file = file ? file + 1 : name;
	for (int i = 0; is_font_name(name) && fonts->beside && i < fonts->beside->nfont; i++) {
		FcPattern *font = fonts->beside->fonts[i];
		if (FcPatternGetString(font, FC_FILE, 0, &path) == FcResultMatch &&
		    str_eq(strrchr((const char *)path, '/') + 1, file) &&
		    FcPatternGetString(font, FC_FAMILY, 0, &family) == FcResultMatch)
			return (const char *)family;
	}
	return name;
}

/* Adds the names of a set's families; returns how many there are. */
static size_t add_names(const FcFontSet *set, const char **names, size_t count)
{
	FcChar8 *family;
	for (int i = 0; set && i < set->nfont; i++) {
		if (txt_is_plain_font(set->fonts[i]) &&
		    FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &family) == FcResultMatch)
			names[count++] = (const char *)family;
	}
	return count;
}

const char *txt_nearest_family(TxtFonts *fonts, const char *name)
{
	const FcFontSet *sets[] = {fonts->beside, FcConfigGetFonts(fonts->config, FcSetSystem)};
	size_t most = 0, count = 0;
	for (size_t i = 0; i < BASE_LEN(sets); i++)
		most += sets[i] ? (size_t)sets[i]->nfont : 0;
	const char **names = base_calloc(most + 1, sizeof *names);
	for (size_t i = 0; i < BASE_LEN(sets); i++)
		count = add_names(sets[i], names, count);
	const char *nearest = str_nearest(name, names, count);
	free(names);
	return nearest;
}
