/* Properties of characters. */
#include "text/face.h"

#include <string.h>
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

/* Whether the character at a byte above ASCII is plain, by its first three bytes: two of them are a letter below the
 * Armenian ones that is no mark; of three, General Punctuation but for what joins, turns and isolates. */
static bool is_plain_at(const char *text, size_t len)
{
	unsigned char c = (unsigned char)text[0], next = len > 1 ? (unsigned char)text[1] : 0,
	              last = len > 2 ? (unsigned char)text[2] : 0;
	if (c < 0xD6)
		return c < 0xCC || (c > 0xCD && c != 0xD2);
	bool space = last <= 0x8A, dash = last >= 0x90 && last <= 0xA9; /* U+2000 to U+200A, and from U+2010 on */
	return c == 0xE2 &&
	       ((next == 0x80 && (space || dash || last == 0xAF)) || (next == 0x81 && last < 0xA6) || next == 0x82);
}

bool txt_is_plain(const char *text, size_t len)
{
	uint64_t eight;
	for (size_t i = 0; i < len; i++) {
		for (; i + sizeof eight <= len; i += sizeof eight) {
			memcpy(&eight, text + i, sizeof eight);
			if (eight & 0x8080808080808080u)
				break;
		}
		if (i < len && (unsigned char)text[i] >= 0xC0 && !is_plain_at(text + i, len - i))
			return false;
	}
	return true;
}
