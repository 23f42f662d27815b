/*
 * fontconfig's configurations.  Fonts are found by their families' names (fonts.c), for which their folders
 * suffice; the rules of all that is installed, some fifty files, take longer to read than the fonts, and are
 * read when a name or a character is found nowhere, and for drawings that ask by alias.
 */
#include "text/face.h"

#include <stdlib.h>

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
