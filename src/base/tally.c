/* Messages with their number. */
#include "base/base.h"

typedef struct {
	Pos pos;
	const char *code;
	size_t count;
} Told;

void tally_add(Tally *tally, Pos pos, const char *code, const char *text)
{
	if (!tally->told)
		tally->told = map_new(tally->arena);
	Told *told = map_get(tally->told, text);
	if (!told) {
		told = arena_alloc(tally->arena, sizeof *told);
		*told = (Told){.pos = pos, .code = code};
		map_set(tally->told, text, told);
	}
	told->count++;
}

void tally_tell(const Tally *tally, Diag *diag)
{
	for (size_t i = 0; tally->told && i < map_count(tally->told); i++) {
		const Told *told = map_value(tally->told, i);
		const char *text = map_key(tally->told, i);
		diag_report_many(diag, DIAG_WARNING, told->pos, told->code, told->count - 1, text);
	}
}
