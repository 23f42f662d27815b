/* What the program carries: build/gen/assets.inc lists every file of assets/,
 * which the assembler takes in whole. */
#include "base/base.h"

#define ASSET(symbol, path, file, size)                                                                                \
	__asm__(".section .rodata\n.balign 16\n" #symbol ":\n.incbin \"" file "\"\n" #symbol                           \
	        "_end:\n.byte 0\n.previous\n");                                                                        \
	extern const char symbol[];
#include "assets.inc"
#undef ASSET

const Asset *asset_at(size_t index)
{
#define ASSET(symbol, path, file, size) {path, symbol, size},
	static const Asset known[] = {
#include "assets.inc"
	};
#undef ASSET
	return index < BASE_LEN(known) ? &known[index] : NULL;
}

const Asset *asset_get(const char *name)
{
	const Asset *asset;
	size_t i = 0;
	while ((asset = asset_at(i++)) && !str_eq(asset->name, name)) {
	}
	return asset;
}
