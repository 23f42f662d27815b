/* The table itself. */
#include "cli/table.h"

#include <stdlib.h>

enum {
	BUILD = CLI_BIT(CLI_BUILD),
	CHECK = CLI_BIT(CLI_CHECK),
	IMPORT = CLI_BIT(CLI_IMPORT),
	IMPOSE = CLI_BIT(CLI_IMPOSE),
	DUMP = CLI_BIT(CLI_DUMP),
	BARE = CLI_BIT(CLI_HELP),
	ALL = BUILD | CHECK | IMPORT | IMPOSE | DUMP
};

const CliOptionInfo cli_options[] = {
        {CLI_OPT_OUTPUT, 'o', "output", "PATH",
         "the folder for the outputs, made if it is not there; for import and impose, the file to write",
         BUILD | IMPORT | IMPOSE},
        {CLI_OPT_TO, 0, "to", "FORMATS",
         "what to make: epub, pdf, png (each page as a picture), svg, or several with commas; epub,pdf by default",
         BUILD},
        {CLI_OPT_PAPER, 0, "paper", "SIZE", "the page: a4, a5, letter or WxHmm, such as 120x190mm",
         BUILD | CHECK | DUMP},
        {CLI_OPT_PAPER, 0, "paper", "SIZE",
         "the sheet: a4, letter, a3 or WxHmm; by default the system's paper, else A4", IMPOSE},
        {CLI_OPT_STYLE, 0, "style", "STYLE",
         "a style of ours (bifolio style --list names them), or a YAML file with values of your own",
         BUILD | CHECK | DUMP},
        {CLI_OPT_CSS, 0, "css", "FILE",
         "a style sheet that is added to the e-book's own, with the pictures and fonts that it shows; may be given "
         "again",
         BUILD | CHECK},
        {CLI_OPT_ROOT, 0, "root", "DIR",
         "the folder that pictures are read from and nothing outside of it; by default the innermost that holds all "
         "sources",
         BUILD | CHECK | DUMP},
        {CLI_OPT_MEDIA, 0, "media", "DIR",
         "the folder for a document's pictures; by default STEM-media beside the file named by -o", IMPORT},
        {CLI_OPT_HANDOUT, 0, "handout", "KINDS",
         "handouts beside the print PDF: booklet, 2up, 4up, trifold, notes, large-print, one-sheet, or several with "
         "commas",
         BUILD},
        {CLI_OPT_FIT_SHEETS, 0, "fit-sheets", "SHEETS",
         "sheets, printed on both sides, that one-sheet is set to fit: 1 if not given", BUILD},
        {CLI_OPT_DRAFT, 0, "draft", NULL, "print with numbered lines, wide leading and a wide margin to write on",
         BUILD},
        {CLI_OPT_GREY, 0, "grey", NULL, "print without colours, for black-and-white printers", BUILD},
        {CLI_OPT_DPI, 0, "dpi", "DOTS", "pixels an inch of pages as png: 110 if not given, 2400 at most", BUILD},
        {CLI_OPT_WATERMARK, 0, "watermark", "TEXT", "light words behind the text of each printed page", BUILD},
        {CLI_OPT_BOOKLET, 0, "booklet", NULL, "two pages a side, in the order in which sheets are folded and stitched",
         IMPOSE},
        {CLI_OPT_NUP, 0, "nup", "2|4", "so many pages a side, in reading order", IMPOSE},
        {CLI_OPT_TRIFOLD, 0, "trifold", NULL, "three panels a side, six a sheet, to be folded into each other", IMPOSE},
        {CLI_OPT_NOTES, 0, "notes", NULL, "each page beside ruled space to write on", IMPOSE},
        {CLI_OPT_FLIP, 0, "flip", "EDGE",
         "the edge over which the printer turns a booklet's sheets: short (the default) or long", BUILD | IMPOSE},
        {CLI_OPT_SIGNATURE, 0, "signature", "SHEETS", "sheets of each signature of a booklet; by default all are one",
         BUILD | IMPOSE},
        {CLI_OPT_THICKNESS, 0, "thickness", "MM",
         "of a booklet's paper, such as 0.1: pages move towards the fold against creep", BUILD | IMPOSE},
        {CLI_OPT_MARKS, 0, "marks", NULL, "marks on a booklet where to fold, stitch and cut", BUILD | IMPOSE},
        {CLI_OPT_RTL, 0, "rtl", NULL, "read from the right, bound on the right; known of itself for books of ours",
         BUILD | IMPOSE},
        {CLI_OPT_PAGES, 0, "pages", NULL, "print what stands where on the pages, an item a line, in points", DUMP},
        {CLI_OPT_STRICT, 0, "strict", NULL, "take warnings for errors", ALL},
        {CLI_OPT_NOW, 0, "now", NULL,
         "without a date: and SOURCE_DATE_EPOCH, say in the outputs when the newest file of the source was changed",
         BUILD},
        {CLI_OPT_DEPFILE, 0, "depfile", "FILE", "write what the outputs depend on, in Make's syntax", BUILD},
        {CLI_OPT_DIAGNOSTICS, 0, "diagnostics", "FORMAT", "how messages are printed: text or json, one object a line",
         ALL},
        {CLI_OPT_TIMINGS, 0, "timings", NULL, "print the CPU time of each stage on standard error", BUILD | IMPOSE},
        {CLI_OPT_JOBS, 0, "jobs", "NUMBER",
         "what is done at once: as much as there are processors if not given, 1 with --timings; the outputs are the "
         "same",
         BUILD},
        {CLI_OPT_TRACE, 0, "trace", "WHAT",
         "say on standard error why each break was taken: lines, pages or lines,pages", BUILD | CHECK},
        {CLI_OPT_LIST, 0, "list", NULL, "say what styles there are, and what each is for", CLI_BIT(CLI_STYLE)},
        {CLI_OPT_LIMITS, 0, "limits", "LIMITS",
         "what a run may take at most: memory=MB, cpu=SECONDS, time=SECONDS, or several with commas; by default more "
         "than any source of its size needs",
         ALL},
        {CLI_OPT_REQUIRE_SANDBOX, 0, "require-sandbox", NULL,
         "fail where the system has no sandbox to read sources in (see version --verbose)", ALL},
        {CLI_OPT_VERBOSE, 0, "verbose", NULL, "print, too, the licence and what of a sandbox this system has",
         CLI_BIT(CLI_VERSION)},
        {CLI_OPT_HELP, 'h', "help", NULL, "print this help",
         ALL | BARE | CLI_BIT(CLI_HELP_ON) | CLI_BIT(CLI_VERSION) | CLI_BIT(CLI_MAN) | CLI_BIT(CLI_COMPLETION) |
                 CLI_BIT(CLI_STYLE)},
        {CLI_OPT_VERSION, 'V', "version", NULL, "print the version", BARE},
};
const size_t cli_option_count = BASE_LEN(cli_options);

const CliCommandInfo cli_commands[] = {
        {CLI_BUILD, "build",
         "[-o DIR] [--to epub,pdf,png,svg] [--paper SIZE] [--handout KINDS] SOURCE.md...|book.yaml|DIR",
         "make the e-book and the print PDF",
         "Writes DIR/STEM.epub and DIR/STEM.pdf, STEM being the first source's name. Several sources are the "
         "parts of one book, in order; the first holds the front matter, that of the others names their chapters. A "
         "book "
         "of many files can have one that describes it: book.yaml, which is front matter with sources:, root: and "
         "options of this command such as to: or paper:, or the files of mdBook, Quarto and bookdown. Name it or its "
         "folder. - reads "
         "standard "
         "input. Handouts are "
         "DIR/STEM-booklet.pdf and so on, on A4 or Letter: the system's paper, but the one that suits a given size of "
         "page. "
         "large-print and one-sheet are set anew, the others are the print PDF's pages on sheets. Pages as pictures "
         "are "
         "DIR/STEM-001.png and so on, with as many digits as the last one needs.",
         SIZE_MAX},
        {CLI_CHECK, "check", "[--strict] SOURCE.md...", "report every diagnostic, write nothing",
         "Reads and sets the document as build does and prints what it finds.", SIZE_MAX},
        {CLI_IMPORT, "import", "[-o SOURCE.md] [--media DIR] FILE",
         "turn what other programs write into structured source",
         "FILE is plain text, HTML, DOCX, ODT, EPUB or RTF; what it is, is known by what it holds, whatever its name. "
         "Prints the source, or "
         "writes it to the file named by -o, with the pictures beside it, and says what it took for what and what "
         "is left out. A picture is never written over another file.",
         1},
        {CLI_IMPOSE, "impose", "--booklet|--nup 2|--nup 4|--trifold|--notes IN.pdf [-o OUT.pdf]",
         "put the pages of any PDF on sheets of paper",
         "Writes OUT.pdf, or IN-booklet.pdf, IN-2up.pdf and so on, and says how many sheets there are. Pages stay "
         "text, "
         "at their own size where they fit; what lies on them as annotations is left out. A booklet is padded with "
         "blanks at "
         "its end, printed on both sides, folded in the middle and stitched through the fold.",
         1},
        {CLI_DUMP, "dump", "[--pages] SOURCE.md...", "print the resolved tree, or the pages",
         "One node or one item a line, for people and for tests. --paper and --style are for --pages alone.", SIZE_MAX},
        {CLI_STYLE, "style", "[--list] [NAME]", "print a style's file, with every value explained",
         "NAME is default (as without it) or another that --list names. All values, their units and what they do are "
         "in default; a file of your own says with base: NAME what it stands on, and holds what differs.",
         1},
        {CLI_HELP_ON, "help", "[COMMAND|TOPIC]", "print help, on a command or a topic if one is named",
         "Topics are markdown (how a source is written), metadata (its front matter), styles, handouts and editions.",
         1},
        {CLI_VERSION, "version", "", "print the version", "The same as --version.", 0},
        {CLI_MAN, "man", "[TOPIC]", "print a page of the manual",
         "In mdoc, for mandoc and groff: the program's page, or that on a topic as help has it.", 1},
        {CLI_COMPLETION, "completion", "[bash|zsh|fish]", "print a shell's completion",
         "For bash if no shell is named, to be sourced; make install puts all three where shells look for them.", 1},
};
const size_t cli_command_count = BASE_LEN(cli_commands);

const CliCommandInfo *cli_find_command(const char *name)
{
	for (size_t i = 0; i < cli_command_count; i++)
		if (str_eq(cli_commands[i].name, name))
			return &cli_commands[i];
	return NULL;
}

const char *cli_environment(const char *name)
{
	return getenv(name);
}
