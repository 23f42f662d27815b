/* Properties of characters. */
#include "text/face.h"

#include <utf8proc.h>

uint32_t txt_script(uint32_t codepoint)
{
	return hb_unicode_script(hb_unicode_funcs_get_default(), codepoint);
}

bool txt_is_capital(uint32_t codepoint)
{
	return utf8proc_category((utf8proc_int32_t)codepoint) == UTF8PROC_CATEGORY_LU;
}
