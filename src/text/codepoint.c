/* Properties of characters. */
#include "text/face.h"

#include <unicode/ucasemap.h>
#include <utf8proc.h>

uint32_t txt_script(uint32_t codepoint)
{
	return hb_unicode_script(hb_unicode_funcs_get_default(), codepoint);
}

bool txt_is_capital(uint32_t codepoint)
{
	return utf8proc_category((utf8proc_int32_t)codepoint) == UTF8PROC_CATEGORY_LU;
}

const char *txt_upper(Arena *arena, const char *lang, const char *text, size_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	UCaseMap *map = ucasemap_open(lang ? lang : "", 0, &status);
	int32_t room = (int32_t)len * 3 + 1; /* no letter becomes more than three (SpecialCasing.txt) */
	char *upper = arena_alloc(arena, (size_t)room);
	int32_t made = U_SUCCESS(status) ? ucasemap_utf8ToUpper(map, upper, room, text, (int32_t)len, &status) : 0;
	if (map)
		ucasemap_close(map);
	return U_SUCCESS(status) && made < room ? upper : arena_strndup(arena, text, len);
}
