/* Style sheets of the author's: their names in the book, and of what they show. */
#include "epub/plan.h"

#include <string.h>

/* A name of plain letters in the folder that they share, which no other of them has. */
static const char *name_of(Ep *ep, Map *taken, const char *path, const char *ending)
{
	const char *stem = path_stem(ep->arena, path);
	Buf name = {0};
	buf_str(&name, "sheets/");
	for (; *stem && name.len < 60; stem++) {
		bool plain = (*stem >= 'a' && *stem <= 'z') || (*stem >= 'A' && *stem <= 'Z') ||
		             (*stem >= '0' && *stem <= '9') || *stem == '-';
		buf_char(&name, plain ? *stem : '_');
	}
	ep_make_unique(taken, &name, ending);
	const char *copy = arena_strndup(ep->arena, name.data, name.len);
	buf_free(&name);
	return copy;
}

void ep_plan_sheets(Ep *ep)
{
	const EpubJob *job = ep->job;
	Map *taken = map_new(ep->arena);
	ep->sheets = arena_alloc(ep->arena, (job->sheet_count + 1) * sizeof *ep->sheets);
	ep->shown = arena_alloc(ep->arena, (job->shown_count + 1) * sizeof *ep->shown);
	for (size_t i = 0; i < job->sheet_count; i++)
		ep->sheets[i] = name_of(ep, taken, job->sheets[i].path, ".css");
	for (size_t i = 0; i < job->shown_count; i++)
		ep->shown[i] = name_of(ep, taken, job->shown[i].path, job->shown[i].ending);
}

/* As it was written, but that files have the names that they have in the book. */
void ep_sheet(const Ep *ep, size_t index, Buf *out)
{
	const EpubSheet *sheet = &ep->job->sheets[index];
	const CssSheet *css = &sheet->css;
	size_t from = 0;
	for (size_t i = 0; i < css->file_count; i++) {
		const CssFile *file = &css->files[i];
		buf_add(out, css->text + from, file->at - from);
		buf_str(out, ep->shown[sheet->shown[i]] + strlen("sheets/"));
		from = file->at + file->len;
	}
	buf_add(out, css->text + from, css->len - from);
}
