/* The manual's pages on what a source, a style and the outputs hold.  Each is a text in assets/manual, laid out as
 * it is read: headings at the margin, prose two columns in, terms four and what is said of them eight; "  | " begins
 * a line of an example, "  @ " names an asset that is shown whole. */
#include "cli/table.h"

#include <string.h>

static const CliTopic topics[] = {
        {"markdown", "how a source is written", "manual/markdown.txt"},
        {"metadata", "what a source's front matter may say", "manual/metadata.txt"},
        {"styles", "how both editions look, and how to say so", "manual/styles.txt"},
        {"handouts", "the print edition on sheets of paper", "manual/handouts.txt"},
        {"editions", "what the e-book and the print PDF are", "manual/editions.txt"},
};

const CliTopic *cli_topic_at(size_t index)
{
	return index < BASE_LEN(topics) ? &topics[index] : NULL;
}

const CliTopic *cli_find_topic(const char *name)
{
	for (size_t i = 0; i < BASE_LEN(topics); i++)
		if (str_eq(topics[i].name, name))
			return &topics[i];
	return NULL;
}

typedef enum { LINE_BLANK, LINE_HEADING, LINE_PROSE, LINE_TERM, LINE_SAID, LINE_EXAMPLE, LINE_ASSET } LineKind;

/* A line without its indent and its sign. */
typedef struct {
	LineKind kind;
	const char *text;
	size_t len;
} Line;

static Line line_at(const char *text, size_t len)
{
	size_t indent = strspn(text, " ");
	Line line = {LINE_PROSE, text + indent, len > indent ? len - indent : 0};
	if (indent >= len)
		line.kind = LINE_BLANK;
	else if (!indent)
		line.kind = LINE_HEADING;
	else if (str_starts(text, "  |") || str_starts(text, "  @ "))
		line.kind = text[2] == '|' ? LINE_EXAMPLE : LINE_ASSET;
	else if (indent >= 4)
		line.kind = indent == 4 ? LINE_TERM : LINE_SAID;
	if (line.kind == LINE_EXAMPLE || line.kind == LINE_ASSET) {
		size_t sign = line.len > 1 ? 2 : 1;
		line.text += sign;
		line.len -= sign;
	}
	return line;
}

/* The asset that a line names, which the build has put there. */
static const Asset *asset_of(const Line *line)
{
	char name[80];
	snprintf(name, sizeof name, "%.*s", (int)line->len, line->text);
	return asset_get(name);
}

/* Calls each for every line of a text. */
static void each_line(const Asset *asset, void (*each)(void *closure, const Line *line), void *closure)
{
	for (const char *at = asset->data, *end = at + asset->len; at < end;) {
		size_t len = strcspn(at, "\n");
		Line line = line_at(at, len);
		each(closure, &line);
		at += len + 1;
	}
}

/* ---- as text ---- */

static void print_quoted(void *out, const Line *line)
{
	fprintf(out, "%s%.*s\n", line->len ? "    " : "", (int)line->len, line->text);
}

/* The lines of an asset as they are. */
static void print_asset(const Asset *asset, void (*print)(void *out, const Line *line), FILE *out)
{
	for (const char *at = asset->data, *end = at + asset->len; at < end;) {
		Line line = {LINE_EXAMPLE, at, strcspn(at, "\n")};
		print(out, &line);
		at += line.len + 1;
	}
}

static void print_line(void *out, const Line *line)
{
	static const char *const indents[] = {[LINE_BLANK] = "",
	                                      [LINE_HEADING] = "",
	                                      [LINE_PROSE] = "  ",
	                                      [LINE_TERM] = "    ",
	                                      [LINE_SAID] = "        "};
	if (line->kind == LINE_ASSET)
		print_asset(asset_of(line), print_quoted, out);
	else if (line->kind == LINE_EXAMPLE)
		print_quoted(out, line);
	else
		fprintf(out, "%s%.*s\n", indents[line->kind], (int)line->len, line->text);
}

void cli_help_on(const CliTopic *topic, FILE *out)
{
	fprintf(out, "bifolio %s: %s\n\n", topic->name, topic->summary);
	each_line(asset_get(topic->asset), print_line, out);
}

/* ---- as mdoc ---- */

typedef struct {
	FILE *out;
	LineKind last; /* the kind before, blank lines left out */
	bool blank;    /* there was one since */
	bool in_list, in_example;
} Man;

/* Text in which nothing is a request or an escape.  After a word, a sentence's end ends the line. */
static void man_words(FILE *out, const char *text, size_t len)
{
	if (len && strchr(".'", *text))
		fputs("\\&", out);
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\\')
			fputs("\\e", out);
		else if (text[i] == '-' && i + 1 < len && text[i + 1] == '-')
			fputs("\\-", out);
		else if (text[i] != ' ' || !i || text[i - 1] != '.')
			fputc(text[i], out);
		else
			fputs(i + 1 < len && strchr(".'", text[i + 1]) ? "\n\\&" : "\n", out);
	}
	fputc('\n', out);
}

static void man_quoted(void *out, const Line *line)
{
	if (!line->len)
		fputs("\\&", out);
	else if (strchr(".'", *line->text))
		fputs("\\&", out);
	for (size_t i = 0; i < line->len; i++) {
		if (line->text[i] == '\\')
			fputs("\\e", out);
		else if (line->text[i] == '-')
			fputs("\\-", out);
		else
			fputc(line->text[i], out);
	}
	fputc('\n', out);
}

/* Ends what a line of this kind does not belong to. */
static void man_close(Man *man, LineKind next)
{
	if (man->in_example && next != LINE_EXAMPLE)
		fputs(".Ed\n", man->out);
	man->in_example &= next == LINE_EXAMPLE;
	if (man->in_list && next != LINE_TERM && next != LINE_SAID)
		fputs(".El\n", man->out);
	man->in_list &= next == LINE_TERM || next == LINE_SAID;
}

static void man_heading(Man *man, const Line *line)
{
	fprintf(man->out, ".Sh %.*s\n", (int)line->len, line->text);
}

static void man_term(Man *man, const Line *line)
{
	if (!man->in_list)
		fputs(".Bl -tag -width Ds\n", man->out);
	man->in_list = true;
	fputs(".It Xo\n", man->out);
	man_words(man->out, line->text, line->len);
	fputs(".Xc\n", man->out);
}

static void man_line(void *closure, const Line *line)
{
	Man *man = closure;
	if (line->kind == LINE_BLANK) {
		man->blank = true;
		return;
	}
	man_close(man, line->kind);
	bool prose = line->kind == LINE_PROSE && man->last != LINE_HEADING;
	if (man->blank && (prose || (line->kind == LINE_SAID && man->last == LINE_SAID)))
		fputs(".Pp\n", man->out);
	if (line->kind == LINE_HEADING) {
		man_heading(man, line);
	} else if (line->kind == LINE_TERM) {
		man_term(man, line);
	} else if (line->kind == LINE_EXAMPLE || line->kind == LINE_ASSET) {
		if (!man->in_example)
			fputs(".Bd -literal -offset indent\n", man->out);
		man->in_example = true;
		if (line->kind == LINE_ASSET)
			print_asset(asset_of(line), man_quoted, man->out);
		else
			man_quoted(man->out, line);
	} else {
		man_words(man->out, line->text, line->len);
	}
	man->last = line->kind;
	man->blank = false;
}

void cli_man_on(const CliTopic *topic, FILE *out)
{
	Man man = {.out = out};
	fputs(".Dd $Mdocdate$\n.Dt BIFOLIO-", out);
	for (const char *at = topic->name; *at; at++)
		fputc(*at - 'a' + 'A', out);
	fprintf(out, " 5\n.Os\n.Sh NAME\n.Nm bifolio-%s\n.Nd %s\n", topic->name, topic->summary);
	each_line(asset_get(topic->asset), man_line, &man);
	man_close(&man, LINE_HEADING);
	fputs(".Sh SEE ALSO\n.Xr bifolio 1", out);
	for (size_t i = 0; i < BASE_LEN(topics); i++)
		if (&topics[i] != topic)
			fprintf(out, " ,\n.Xr bifolio-%s 5", topics[i].name);
	fputc('\n', out);
}
