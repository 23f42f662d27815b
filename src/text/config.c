/*
 * fontconfig's configurations.  Fonts are found by their families' names (fonts.c), for which their folders
 * suffice; the rules of all that is installed, some fifty files, take longer to read than the fonts, and are
 * read when a name or a character is found nowhere, and for drawings that ask by alias.
 */
#include "text/face.h"

#include <stdlib.h>
#include <unistd.h>

/* The folders of Debian's fonts.conf. */
static const char PLAIN[] =
        "<fontconfig>"
        "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"
        "<dir prefix=\"xdg\">fonts</dir><dir>~/.fonts</dir>"
        "<selectfont><rejectfont><glob>*.dpkg-tmp</glob><glob>*.dpkg-new</glob></rejectfont></selectfont>"
        "<cachedir>/var/cache/fontconfig</cachedir>"
        "<cachedir prefix=\"xdg\">fontconfig</cachedir><cachedir>~/.fontconfig</cachedir>"
        "</fontconfig>";

/* Whether the user names a configuration instead of the system's. */
static bool is_named(void)
{
	return getenv("FONTCONFIG_FILE") || getenv("FONTCONFIG_PATH") || getenv("FONTCONFIG_SYSROOT");
}

FcConfig *txt_config_plain(void)
{
	FcConfig *config = is_named() ? NULL : FcConfigCreate();
	if (config && FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)PLAIN, FcTrue) &&
	    FcConfigBuildFonts(config) && FcConfigSetCurrent(config))
		return config;
	if (config)
		FcConfigDestroy(config);
	return FcInit() ? FcConfigReference(NULL) : NULL;
}

/* Only a configuration that was read from files has any. */
static bool is_full(FcConfig *config)
{
	FcStrList *files = FcConfigGetConfigFiles(config);
	bool any = files && FcStrListNext(files);
	if (files)
		FcStrListDone(files);
	return any;
}

FcConfig *txt_config_full(void)
{
	FcConfig *current = FcConfigReference(NULL), *full;
	if (!current || is_full(current))
		return current;
	FcConfigDestroy(current);
	full = FcInitLoadConfigAndFonts();
	if (full)
		FcConfigSetCurrent(full);
	return full;
}

/* What a configuration names: its files, its folders of fonts, its caches. */
static size_t add_all(FcStrList *list, Arena *arena, const char **paths, size_t count, size_t most)
{
	FcChar8 *path;
	while (list && count < most && (path = FcStrListNext(list)) != NULL)
		paths[count++] = arena_strdup(arena, (const char *)path);
	if (list)
		FcStrListDone(list);
	return count;
}

/* Whether the machine or the user says more than Debian does. */
static bool is_customised(void)
{
	static const char *const files[] = {"/etc/fonts/local.conf", "/.config/fontconfig/fonts.conf", "/.fonts.conf"};
	const char *home = getenv("HOME");
	bool found = is_named() || getenv("XDG_CONFIG_HOME") || !access(files[0], F_OK);
	for (size_t i = 1; i < BASE_LEN(files) && home && !found; i++) {
		Arena *arena = arena_new();
		found = !access(arena_printf(arena, "%s%s", home, files[i]), F_OK);
		arena_free(arena);
	}
	return found;
}

size_t txt_font_paths(Arena *arena, const char **paths, size_t most)
{
	bool custom = is_customised();
	size_t count = 0;
	FcConfig *config = FcConfigCreate();
	if (config && (custom ? FcConfigParseAndLoad(config, NULL, FcTrue)
	                      : FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)PLAIN, FcTrue))) {
		count = add_all(FcConfigGetFontDirs(config), arena, paths, count, most);
		count = add_all(FcConfigGetCacheDirs(config), arena, paths, count, most);
		count = add_all(FcConfigGetConfigFiles(config), arena, paths, count, most);
	}
	if (config)
		FcConfigDestroy(config);
	if (count < most)
		paths[count++] = "/etc/fonts";
	return count;
}
