/* Style sheets of the author's, for the e-book: read and checked, with the pictures and fonts that they show. */
#include "app/inner.h"
#include "image/image.h"

#include <string.h>

enum { SHEET_MAX = 1 << 20, SHOWN_MAX = 64 << 20 };

/* ---- what is shown ------------------------------------------------------- */

/* What a file is by its bytes, as the package says it; NULL: nothing that a sheet can show. */
static const char *media_of(const Buf *data, const char **ending)
{
	static const struct {
		const char *begins;
		size_t len;
		const char *media, *ending;
	} fonts[] = {
	        {"wOF2", 4, "font/woff2", ".woff2"}, {"wOFF", 4, "font/woff", ".woff"}, {"OTTO", 4, "font/otf", ".otf"},
	        {"\0\1\0\0", 4, "font/ttf", ".ttf"}, {"true", 4, "font/ttf", ".ttf"},
	};
	static const struct {
		const char *media, *ending;
	} pictures[] = {
	        [IMG_PNG] = {"image/png", ".png"},     [IMG_JPEG] = {"image/jpeg", ".jpg"},
	        [IMG_SVG] = {"image/svg+xml", ".svg"}, [IMG_GIF] = {"image/gif", ".gif"},
	        [IMG_WEBP] = {"image/webp", ".webp"},
	};
	ImgInfo info;
	for (size_t i = 0; i < BASE_LEN(fonts); i++) {
		if (data->len < fonts[i].len || memcmp(data->data, fonts[i].begins, fonts[i].len))
			continue;
		*ending = fonts[i].ending;
		return fonts[i].media;
	}
	if (img_probe(data->data ? data->data : "", data->len, &info) || (size_t)info.type >= BASE_LEN(pictures))
		return NULL;
	*ending = pictures[info.type].ending;
	return pictures[info.type].media;
}

/* What is wrong with it further in than its head: NULL, or a reason. */
static const char *look_at(const Buf *data)
{
	ImgInfo info;
	const char *why = img_probe(data->data, data->len, &info);
	return why ? why : img_check(data->data, data->len, &info);
}

/* Drawings without what leads out of them, as all that are in the book. */
static const char *clean(const char *media, Buf *data)
{
	Buf made = {0};
	if (!str_eq(media, "image/svg+xml"))
		return str_starts(media, "image/") ? look_at(data) : NULL;
	const char *fault = img_svg_clean(data->data, data->len, &made);
	buf_free(data);
	*data = made;
	return fault;
}

static void add_shown(AppRun *run, const CssFile *file, const char *path, Buf *data)
{
	const char *ending, *media = media_of(data, &ending);
	const char *fault = media ? clean(media, data) : "is neither a picture nor a font";
	if (fault) {
		diag_report(run->diag, DIAG_ERROR, file->pos, "css-shown",
		            "'%s' %s, so that no e-book can show it; name another", file->name, fault);
		return;
	}
	run->shown = base_grow(run->shown, run->shown_count, &run->shown_cap, sizeof *run->shown);
	run->shown[run->shown_count++] =
	        (EpubShown){path, media, ending, arena_strndup(run->arena, data->data, data->len), data->len};
	doc_add_file(run->doc, path);
}

/* Which of the files that are shown it is; run->shown_count after an error. */
static size_t find_shown(AppRun *run, const CssFile *file, const char *root)
{
	const char *folder = path_folder(run->arena, file->pos.file),
	           *path = path_normal(run->arena, path_join(run->arena, folder, file->name));
	for (size_t i = 0; i < run->shown_count; i++)
		if (str_eq(run->shown[i].path, path))
			return i;
	Buf data = {0};
	PathStatus status = path_read_under(root, folder, file->name, SHOWN_MAX, &data);
	size_t index = run->shown_count;
	if (status == PATH_OK)
		add_shown(run, file, path, &data);
	else
		diag_report(run->diag, DIAG_ERROR, file->pos, "css-shown", "'%s' is not taken: %s", file->name,
		            path_reason(run->arena, status, SHOWN_MAX));
	buf_free(&data);
	return index;
}

/* ---- the sheets ---------------------------------------------------------- */

/* A sheet's own folder is the root of what it shows, if it lies outside of the document's. */
static void add_sheet(AppRun *run, const char *path, const char *root, const Buf *text)
{
	EpubSheet *sheet = &run->sheets[run->sheet_count];
	*sheet = (EpubSheet){.path = path};
	doc_add_file(run->doc, path);
	if (!css_read(text->data ? text->data : "", text->len, path, run->arena, run->diag, &sheet->css))
		return;
	size_t *shown = arena_alloc(run->arena, (sheet->css.file_count + 1) * sizeof *shown);
	for (size_t i = 0; i < sheet->css.file_count; i++)
		shown[i] = find_shown(run, &sheet->css.files[i], root);
	sheet->shown = shown;
	run->sheet_count++;
}

/* The user's may lie anywhere, the document's below its own folder. */
static void load_sheet(AppRun *run, const DocSheet *named, bool of_user)
{
	const char *root = run->doc->root_folder, *folder = of_user ? "." : path_folder(run->arena, named->pos.file),
	           *path = of_user ? named->name : path_normal(run->arena, path_join(run->arena, folder, named->name));
	Buf text = {0};
	PathStatus status = path_read_under(root, folder, named->name, SHEET_MAX, &text);
	if (of_user && status != PATH_OK) {
		root = path_folder(run->arena, path);
		status = path_read(path, SHEET_MAX, &text);
	}
	if (status == PATH_OK)
		add_sheet(run, path, root, &text);
	else /* one that the text names and that is not there is left out, as pictures are */
		diag_report(run->diag, status == PATH_MISSING && !of_user ? DIAG_WARNING : DIAG_ERROR, named->pos,
		            "css-unreadable", "the style sheet '%s' is not taken: %s", named->name,
		            path_reason(run->arena, status, SHEET_MAX));
	buf_free(&text);
}

void app_load_sheets(AppRun *run)
{
	const DocMeta *meta = &run->doc->meta;
	const CliOptions *options = run->options;
	if (!(options->to & CLI_TO_EPUB))
		return;
	run->sheets = arena_alloc(run->arena, (meta->sheet_count + options->css_count + 1) * sizeof *run->sheets);
	for (size_t i = 0; i < meta->sheet_count; i++)
		load_sheet(run, &meta->sheets[i], false);
	for (size_t i = 0; i < options->css_count; i++)
		load_sheet(run, &(DocSheet){options->css[i], {0}}, true);
}
