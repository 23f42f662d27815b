/* One run, as the files of this room see it. */
#ifndef APP_INNER_H
#define APP_INNER_H

#include "app/app.h"
#include "document/document.h"
#include "epub/epub.h"
#include "source/source.h"
#include "style/style.h"
#include "text/text.h"
#include "typeset/typeset.h"

typedef struct {
	const AppJob *job;
	const CliOptions *options; /* the job's, with what a book's own file says */
	CliOptions own;            /* they themselves, where there is such a file */
	SrcProject project;        /* that file; no parts: there is none */
	Diag *diag;
	AppResult *result;
	Arena *arena;                     /* the result's: what is in it outlives the run */
	Doc *doc;                         /* the print edition's, or both editions' */
	Doc *ebook;                       /* the e-book's own, where the two differ; NULL */
	const Style *style, *print_style; /* as it is asked for; as the options change it for print */
	const char *style_file;           /* NULL: a style of ours */
	EpubSheet *sheets;                /* of the author's, for the e-book */
	size_t sheet_count;
	EpubShown *shown; /* by them */
	size_t shown_count, shown_cap;
	Pool *pool;
	Map *looks; /* at pictures, by their paths: see damage.c */
	TxtFonts *fonts;
	const char **font_files; /* that lie beside the source or the style */
	size_t font_file_count;
	TsTrace trace;
	TsEdition *edition;
	Buf epub, pdf, handouts[CLI_HANDOUTS];
	const char *made[CLI_HANDOUTS]; /* what there is to say of each */
} AppRun;

/* run.c */
void app_begins(const AppRun *run, const char *what);
void app_ended(const AppRun *run, const char *stage);
bool app_read_source(AppRun *run, SrcEdition edition, Doc **out); /* the styles, too; the first is run->doc */
TsJob app_job(const AppRun *run, const Style *style);             /* what a style makes of the document */
TsJob app_print_job(const AppRun *run, const Style *style);       /* a print edition in a style */

/* sheets.c: style sheets for the e-book, and what they show; errors are diag's */
void app_load_sheets(AppRun *run);

/* commands.c: what each command does with a run */
void app_build(AppRun *run);
void app_check(AppRun *run);
void app_dump(AppRun *run);
void app_import(AppRun *run);
void app_impose(AppRun *run);

/* edition.c */
bool app_prepare(AppRun *run); /* everything up to finished pages: what check needs, and both editions */
bool app_write_pdf(AppRun *run, const TsEdition *edition, const Style *style, Buf *out);
bool app_make_pdf(AppRun *run);
/* The e-book, which is made while others are; the second waits for it and takes what the first gave. */
typedef struct AppBook AppBook;
AppBook *app_begin_epub(AppRun *run);
bool app_end_epub(AppRun *run, AppBook *book);

/* Looks through the pictures, before the document is complete: tells which are damaged, and has their words shown. */
void app_drop_damaged(AppRun *run, Doc *doc);

/* effects.c: of what the user's style says, that which nothing on paper shows is told; after the edition is set */
void app_tell_idle(const AppRun *run);

/* formulas.c: pictures of formulas, if the style asks for any; what it names is free with the run's arena, but for
 * these. */
typedef struct {
	EpubFormula *all;
	size_t count, cap;
	size_t *of; /* by a node's serial, from 1 */
} AppFormulas;
void app_draw_formulas(AppRun *run, AppFormulas *out);
void app_free_formulas(AppFormulas *formulas);

/* pictures.c: each page as a picture */
bool app_make_pictures(AppRun *run);

/* handouts.c */
bool app_make_handouts(AppRun *run);
bool app_make_sheets(AppRun *run, CliHandout handout, const Buf *pdf, const char *name);

/* outputs.c: what was made goes into the result, which takes the bytes */
void app_add_output(AppRun *run, const char *path, Buf *data, const char *said);
const char *app_target(const AppRun *run, const char *suffix); /* STEM and suffix, in the folder of outputs */
void app_add_editions(AppRun *run);
void app_add_handout(AppRun *run, CliHandout handout);
void app_add_dependencies(AppRun *run);
/* The folder for the pictures of what is imported; NULL: none is known. */
const char *app_media_folder(const CliOptions *options, Arena *arena);
/* The folder that is made for outputs; NULL: it must be there. */
const char *app_output_folder(const CliOptions *options, Arena *arena, size_t outputs);
/* A path as the options have it, if a run by them may write there; NULL. */
const char *app_expected_output(const CliOptions *options, Arena *arena, const char *path);

/* styles.c */
bool app_load_styles(AppRun *run);
void app_load_fonts(
        AppRun *run); /* those beside the source and the style too; names that there are not are warned of */
const Style *app_load_style(AppRun *run, Paper paper); /* the document's, on a paper; NULL after an error */
const Style *app_greyed(const AppRun *run, const Style *style);
Paper app_page_paper(const AppRun *run); /* that was asked for; none: the style's own */

#endif
