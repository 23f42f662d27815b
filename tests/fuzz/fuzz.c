/*
 * What a stranger may bring, made up by libFuzzer: each target is a run of the program over one file of the fuzzer's,
 * in this process, from the command line to finished bytes.  FUZZ=NAME says which target; see tests/fuzz/run.
 *
 * What must hold of any bytes: no crash, nothing that the sanitizers find, no end of memory or time; what is told as
 * done has been made, and the e-book's pages and formulas are well-formed XML.
 */
#include "app/app.h"
#include "base/base.h"
#include "image/image.h"
#include "math/math.h"
#include "text/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <zip.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PAGE "---\ntitle: T\nlang: en\n---\n\n"

typedef struct {
	const char *name;
	const char *file;           /* that the data becomes */
	const char *before, *after; /* what stands around it there */
	const char *arguments;      /* divided by single spaces */
	const char *source;         /* a.md, where the data is another file */
	void (*check)(const void *data, size_t len);
} Target;

static void check_drawing(const void *data, size_t len);
static void check_picture(const void *data, size_t len);
static void check_formula(const void *data, size_t len);

static const Target targets[] = {
        {"front", "a.md", "---\n", "\n---\n\nText.\n", "check a.md", NULL, NULL},
        {"markdown", "a.md", "", "", "dump a.md", NULL, NULL},
        {"html", "a.md", "<div>\n", "\n", "dump a.md", NULL, NULL},
        {"math", "a.md", PAGE "$$\n", "\n$$\n", "check a.md", NULL, check_formula},
        {"code", "a.md", PAGE "```", "\n```\n", "dump a.md", NULL, NULL},
        {"graph", "a.md", PAGE "```dot\n", "\n```\n", "dump a.md", NULL, NULL},
        {"import", "a.txt", "", "", "import a.txt", NULL, NULL},
        {"svg", "a.svg", "", "", "build --to pdf a.md", PAGE "![A](a.svg)\n", check_drawing},
        {"image", "a.png", "", "", "build --to pdf --grey a.md", PAGE "![A](a.png)\n", check_picture},
        {"impose", "a.pdf", "", "", "impose --booklet --marks -o b.pdf a.pdf", NULL, NULL},
        {"style", "s.yaml", "", "", "check --style s.yaml a.md", PAGE "# A\n\nText of *some* words.\n", NULL},
        {"css", "s.css", "", "", "build --to epub --css s.css a.md", PAGE "Text.\n", NULL},
        {"project", "a.yaml", "", "", "check a.yaml", PAGE "# A\n\nText.\n", NULL},
        {"font", "fonts/a.ttf", "", "", "build --to epub,pdf --style f.yaml a.md",
         PAGE "# A\n\nText of *some* words.\n", NULL},
        {"whole", "a.md", "", "", "build --handout booklet a.md", NULL, NULL},
};

/* ---- what must hold ------------------------------------------------------ */

static void must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "FUZZ: %s\n", what);
	abort();
}

static void must_be_xml(const char *text, size_t len, const char *what)
{
	xmlDocPtr tree =
	        xmlReadMemory(text, (int)len, "a.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE);
	must(tree, what);
	xmlFreeDoc(tree);
}

static void check_formula(const void *data, size_t len)
{
	if (utf8_check(len ? data : "", len) < len) /* no source is read then */
		return;
	Arena *arena = arena_new();
	MathFault fault = {0};
	Buf out = {0};
	const MathTree *tree = math_parse(arena, len ? data : "", len, true, math_macros_new(arena), &fault);
	must(tree || (fault.message && fault.offset <= len), "a formula is neither read nor at fault");
	if (tree) {
		math_write(tree, NULL, NULL, 0, &out);
		must_be_xml(out.data, out.len, "MathML is not well-formed");
		math_plain(tree, &out);
	}
	buf_free(&out);
	arena_free(arena);
}

/* What is clean stays as it is, and asks for nothing. */
static void check_drawing(const void *data, size_t len)
{
	Buf once = {0}, twice = {0};
	if (!img_svg_clean(data, len, &once)) {
		must(!img_svg_clean(once.data, once.len, &twice), "a clean drawing is none");
		must(once.len == twice.len && !memcmp(once.data, twice.data, once.len),
		     "cleaning leaves something to clean");
	}
	buf_free(&once);
	buf_free(&twice);
}

static void check_picture(const void *data, size_t len)
{
	ImgInfo info = {0};
	ImgPixels pixels;
	if (img_probe(data, len, &info) || info.type == IMG_SVG || (size_t)info.width * info.height > 1 << 24)
		return;
	if (img_decode(data, len, &info, 1000, &pixels))
		return;
	must((size_t)pixels.width * pixels.height <= 1000 && pixels.color, "a picture is larger than was asked for");
	img_pixels_free(&pixels);
}

/* All pages of an e-book. */
static void check_book(const Buf *book)
{
	zip_source_t *source = zip_source_buffer_create(book->data, book->len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	must(zip, "the e-book is no container");
	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
		zip_stat_t info;
		must(!zip_stat_index(zip, (zip_uint64_t)i, 0, &info), "the container is damaged");
		if (!str_ends(info.name, ".xhtml") && !str_ends(info.name, ".opf") && !str_ends(info.name, ".svg"))
			continue;
		char *text = base_alloc(info.size);
		zip_file_t *file = zip_fopen_index(zip, (zip_uint64_t)i, 0);
		must(file && zip_fread(file, text, info.size) == (zip_int64_t)info.size, "the container is damaged");
		must_be_xml(text, info.size, info.name);
		zip_fclose(file);
		free(text);
	}
	zip_discard(zip);
}

static void check_result(const CliOptions *options, ExitStatus status, const AppResult *result, const Diag *diag)
{
	must(status == EXIT_DONE || status == EXIT_SOURCE, "the system is at fault");
	must((status == EXIT_DONE) == !diag_errors(diag), "the status is not the messages'");
	if (status != EXIT_DONE || (options->command != CLI_BUILD && options->command != CLI_IMPOSE))
		return;
	must(result->count > 0, "nothing was made");
	for (size_t i = 0; i < result->count; i++) {
		const Buf *data = &result->outputs[i].data;
		must(data->len > 100, "an output is empty");
		if (str_ends(result->outputs[i].path, ".epub"))
			check_book(data);
		else
			must(str_starts(data->data, "%PDF-"), "a PDF is none");
	}
}

/* ---- a run --------------------------------------------------------------- */

static void write_file(const char *name, const char *before, const void *data, size_t size, const char *after)
{
	FILE *file = fopen(name, "wb");
	must(file, "a file cannot be written");
	fputs(before, file);
	fwrite(data, 1, size, file);
	fputs(after, file);
	fclose(file);
}

static void parse(const char *arguments, Arena *arena, CliOptions *options)
{
	char *argv[16] = {arena_strdup(arena, "bifolio")}, *rest = arena_strdup(arena, arguments);
	int argc = 1;
	for (char *word = strtok(rest, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	must(cli_parse(argc, argv, arena, options), "the target's arguments are wrong");
}

static void run(const Target *target)
{
	Arena *arena = arena_new();
	CliOptions options;
	AppResult result = {0};
	Buf said = {0};
	parse(target->arguments, arena, &options);
	Diag *diag = diag_new(false);
	AppJob job = {.options = &options};
	ExitStatus status = app_run(&job, diag, &result);
	diag_pack(diag, &said);
	check_result(&options, status, &result, diag);
	buf_free(&said);
	app_result_free(&result);
	diag_free(diag);
	arena_free(arena);
}

static const Target *target_of_name(const char *name)
{
	for (size_t i = 0; i < BASE_LEN(targets); i++) {
		if (str_eq(targets[i].name, name))
			return &targets[i];
	}
	fprintf(stderr, "FUZZ says no target; it is one of:");
	for (size_t i = 0; i < BASE_LEN(targets); i++)
		fprintf(stderr, " %s", targets[i].name);
	fprintf(stderr, "\n");
	exit(EXIT_USAGE);
}

static const Target *target_of_run(void)
{
	return target_of_name(getenv("FUZZ") ? getenv("FUZZ") : "");
}

/* The files are made in the folder that FUZZ_FOLDER names, where nothing else lies. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	const Target *target = target_of_run();
	txt_process_begin();
	must(getenv("FUZZ_FOLDER") && !chdir(getenv("FUZZ_FOLDER")), "FUZZ_FOLDER is no folder");
	mkdir("fonts", 0777);
	write_file("f.yaml", "faces: {serif: [a]}\n", "", 0, "");
	if (target->source)
		write_file("a.md", "", target->source, strlen(target->source), "");
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const Target *target = target_of_run();
	if (target->check)
		target->check(data, size);
	write_file(target->file, target->before, data, size, target->after);
	run(target);
	return 0;
}
