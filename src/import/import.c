/* What a file is, and who reads it. */
#include "import/inner.h"
#include "source/source.h"

#include <stdlib.h>

typedef bool Reader(Import *import, const Buf *data);
static Reader *const readers[] = {
        [FILE_TEXT] = import_text, [FILE_HTML] = import_html, [FILE_FRAGMENT] = import_html, [FILE_DOCX] = import_docx,
        [FILE_ODT] = import_odt,   [FILE_EPUB] = import_epub, [FILE_RTF] = import_rtf,       [FILE_FOREIGN] = NULL,
};

/* A heading that says the title once more, before all else, is not needed; nor is the title of a page without one. */
static void drop_title(Doc *doc)
{
	DocNode *first = doc->root->first;
	Buf words = {0};
	if (!first || first->type != DOC_HEADER || !doc->meta.title || doc_id(first))
		return;
	doc_plain_text(first, &words);
	if (words.data && str_eq(words.data, doc->meta.title))
		doc_unlink(first);
	buf_free(&words);
}

/* The source is written all the same: whoever divides it needs it. */
static void warn_too_long(Import *import)
{
	if (import->doc->blocks > DOC_MOST_BLOCKS)
		diag_report(import->diag, DIAG_WARNING, import_at(import), "document-too-long",
		            "this has more paragraphs and headings than can be set at once, which are %d; divide what "
		            "becomes of it into volumes",
		            DOC_MOST_BLOCKS);
}

static bool read_tree(const ImportRequest *request, Reader *reader, Diag *diag, ImportResult *result)
{
	Doc *doc = doc_new();
	Import import = {.request = request, .result = result, .diag = diag, .doc = doc};
	import.tally.arena = doc->arena;
	import.ids = map_new(doc->arena);
	import.pictures = map_new(doc->arena);
	bool read = reader(&import, request->data);
	if (read) {
		src_finish_elements(doc);
		import_tidy(&import);
		drop_title(doc);
		import_write(&import, &result->source);
		warn_too_long(&import);
	}
	tally_tell(&import.tally, diag);
	doc_free(doc);
	return read;
}

static bool is_source(const char *file)
{
	return file && (str_ends(file, ".md") || str_ends(file, ".markdown") || str_ends(file, ".qmd") ||
	                str_ends(file, ".Rmd"));
}

bool import_read(const ImportRequest *request, Diag *diag, ImportResult *result)
{
	const char *what;
	const Buf *data = request->data;
	FileKind kind = file_kind(data->data ? data->data : "", data->len, &what);
	result->arena = arena_new();
	if (kind == FILE_TEXT && is_source(request->file))
		diag_report(diag, DIAG_WARNING, (Pos){.file = request->file}, "import-markdown",
		            "this is called like Markdown, which needs no import; it is taken for plain text, and its "
		            "signs are "
		            "kept as such; to publish it, write bifolio build %s",
		            request->file);
	const char *markup = file_markup(request->file, data->data ? data->data : "", data->len);
	if (markup && (kind == FILE_TEXT || kind == FILE_FRAGMENT)) {
		diag_report(
		        diag, DIAG_ERROR, (Pos){.file = request->file}, "import-unknown",
		        "this looks like %s, which cannot be imported; make a source of it, as pandoc -t commonmark_x "
		        "does",
		        markup);
		return false;
	}
	if (readers[kind])
		return read_tree(request, readers[kind], diag, result);
	diag_report(diag, DIAG_ERROR, (Pos){.file = request->file}, "import-unknown",
	            "this looks like %s, which cannot be imported; save it as text, HTML or DOCX where it was made",
	            what);
	return false;
}

void import_free(ImportResult *result)
{
	for (size_t i = 0; i < result->count; i++)
		buf_free(&result->pictures[i].data);
	free(result->pictures);
	buf_free(&result->source);
	arena_free(result->arena);
}
