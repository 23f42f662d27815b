/* The style of a run: who names it, and what the options make of it. */
#include "app/inner.h"

#include <string.h>

enum { STYLE_MAX = 1 << 20 };

/* The user's is anywhere, and an error if it is not to be had.  The document's lies under its own folder; texts go from
 * hand to hand without it, so then the default does, with a warning. */
static void tell_unread(AppRun *run, const char *name, PathStatus status)
{
	bool of_user = run->options->style != NULL, file = strpbrk(name, "./") != NULL;
	const char *advice =
	        sty_advice(run->arena, name, of_user ? ", or a YAML file" : ", or a YAML file beside the source");
	if (of_user)
		diag_report(run->diag, DIAG_ERROR, (Pos){0}, "style-unreadable", "cannot read the style '%s'; %s", name,
		            advice);
	else
		diag_report(run->diag, status == PATH_UNREADABLE ? DIAG_ERROR : DIAG_WARNING, run->doc->meta.style_pos,
		            "style-unreadable", "the style '%s' is not taken, so both editions have the default: %s",
		            name,
		            file ? path_reason(run->arena, status, STYLE_MAX)
		                 : arena_printf(run->arena, "there is none of that name; %s", advice));
}

/* What a style's file says, over what it stands on. */
static void read_style_file(AppRun *run, const char *name, StyRequest *request)
{
	bool of_user = run->options->style != NULL;
	const char *file = run->doc->meta.style_pos.file, *folder = path_folder(run->arena, file ? file : "");
	Buf text = {0};
	PathStatus status = of_user ? path_read(name, STYLE_MAX, &text)
	                            : path_read_under(run->doc->root_folder, folder, name, STYLE_MAX, &text);
	if (status == PATH_OK) {
		request->overlay = arena_strndup(run->arena, text.data ? text.data : "", text.len);
		request->overlay_len = text.len;
		request->overlay_file = run->style_file = of_user ? name : path_join(run->arena, folder, name);
	} else {
		tell_unread(run, name, status);
	}
	buf_free(&text);
}

const Style *app_load_style(AppRun *run, Paper paper)
{
	const DocMeta *meta = &run->doc->meta;
	const char *name = run->options->style ? run->options->style : meta->style;
	StyRequest request = {.paper = paper, .lang = meta->lang};
	if (name && sty_named(name))
		request.base = name;
	else if (name)
		read_style_file(run, name, &request);
	return sty_load(&request, run->arena, run->diag);
}

static void check_family(AppRun *run, const StyFamily *family)
{
	for (size_t i = 0; i < STY_NAMES && family->names[i]; i++) {
		if (!family->pos[i].file || txt_has_family(run->fonts, family->names[i]))
			continue;
		const char *nearest = txt_nearest_family(run->fonts, family->names[i]);
		diag_report(run->diag, DIAG_WARNING, family->pos[i], "font-missing", "there is no font '%s'; %s%s%s",
		            family->names[i],
		            nearest ? "did you mean '"
		                    : "install it, or put its files into a folder 'fonts' beside the source",
		            nearest ? nearest : "", nearest ? "'?" : "");
	}
}

/* Asked for in vain, a feature is no fault of what is set: a warning. */
static void check_features(AppRun *run, const StyFamily *tags, bool sans)
{
	const StyFamily *family = sans ? &run->style->faces.sans : &run->style->faces.serif;
	size_t count = 0;
	while (count < STY_NAMES && family->names[count])
		count++;
	TxtStyle style = {.weight = 400, .size = run->style->text.size, .lang = run->doc->meta.lang};
	style.family = txt_family(run->fonts, family->names, count, sans ? TXT_SANS : TXT_SERIF);
	for (size_t i = 0; i < STY_NAMES && tags->names[i]; i++) {
		const char *tag = tags->names[i] + (*tags->names[i] == '-'), *names = "";
		if (!txt_has_feature(run->fonts, &style, tag, run->arena, &names))
			diag_report(run->diag, DIAG_WARNING, tags->pos[i], "font-feature",
			            "the text's font has no feature '%s'; it has %s", tag, *names ? names : "none");
	}
}

static void name_fonts(AppRun *run)
{
	enum { MOST_FILES = 1000 };
	const char *files[MOST_FILES];
	run->font_file_count = txt_files_beside(run->fonts, files, MOST_FILES);
	run->font_files = arena_alloc(run->arena, (run->font_file_count + 1) * sizeof *run->font_files);
	for (size_t i = 0; i < run->font_file_count; i++)
		run->font_files[i] = arena_strdup(run->arena, files[i]);
}

void app_load_fonts(AppRun *run)
{
	const char *folder = path_folder(run->arena, run->options->sources[0]),
	           *other = run->style_file ? path_folder(run->arena, run->style_file) : folder;
	run->fonts = txt_fonts_new(run->diag);
	txt_fonts_beside(run->fonts, folder);
	if (!path_same(folder, other))
		txt_fonts_beside(run->fonts, other);
	name_fonts(run);
	check_family(run, &run->style->faces.serif);
	check_family(run, &run->style->faces.sans);
	check_family(run, &run->style->faces.mono);
	check_features(run, &run->style->features.text, run->style->text.sans);
	check_features(run, &run->style->features.numbers, run->style->text.sans);
	check_features(run, &run->style->features.headings, run->style->heading[0].sans);
}

Paper app_page_paper(const AppRun *run)
{
	return run->options->paper.width ? run->options->paper : run->doc->meta.paper;
}

const Style *app_greyed(const AppRun *run, const Style *style)
{
	return style && run->options->grey ? sty_grey(style, run->arena) : style;
}

bool app_load_styles(AppRun *run)
{
	run->style = app_load_style(run, app_page_paper(run));
	if (!run->style)
		return false;
	run->print_style = run->options->draft ? sty_draft(run->style, run->arena) : run->style;
	run->print_style = app_greyed(run, run->print_style);
	return true;
}
