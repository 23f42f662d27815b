/* What the program carries: build/gen/assets.inc lists every file of assets/,
 * which the assembler takes in whole. */
#include "base/base.h"

#include <string.h>

#define ASSET(symbol, path, file, size)                                                                                \
	__asm__(".section .rodata\n.balign 16\n" #symbol ":\n.incbin \"" file "\"\n" #symbol                           \
	        "_end:\n.byte 0\n.previous\n");                                                                        \
	extern const char symbol[];
#include "assets.inc"
#undef ASSET

const Asset *asset_get(const char *name)
{
#define ASSET(symbol, path, file, size) {path, symbol, size},
	static const Asset known[] = {
#include "assets.inc"
	        {NULL, NULL, 0},
	};
#undef ASSET
	for (const Asset *asset = known; asset->name; asset++)
		if (!strcmp(asset->name, name))
			return asset;
	return NULL;
}
