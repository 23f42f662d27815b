/* What options are given, and what goes with what. */
#include "cli/table.h"

#include <stdlib.h>
#include <string.h>

static const char *const handout_names[] = {
        [CLI_BOOKLET] = "booklet",         [CLI_TWO_UP] = "2up",          [CLI_FOUR_UP] = "4up", [CLI_NOTES] = "notes",
        [CLI_LARGE_PRINT] = "large-print", [CLI_ONE_SHEET] = "one-sheet",
};

const char *cli_handout_name(CliHandout handout)
{
	return handout_names[handout];
}

/* Bits of the names in a list with commas; false if one is not among them. */
static bool read_names(const char *list, const char *const *names, size_t count, unsigned *out)
{
	*out = 0;
	while (*list) {
		size_t len = strcspn(list, ","), i = 0;
		while (i < count && (strlen(names[i]) != len || memcmp(names[i], list, len)))
			i++;
		if (i == count)
			return false;
		*out |= 1u << i;
		list += len;
		list += *list == ',';
	}
	return *out != 0;
}

static bool read_number(const char *text, size_t most, size_t *out)
{
	size_t number = 0;
	for (; *text >= '0' && *text <= '9' && number <= most; text++)
		number = number * 10 + (size_t)(*text - '0');
	*out = number;
	return !*text && number >= 1 && number <= most;
}

/* Of paper, in points: millimetres unless another unit is named. */
static bool read_thickness(const char *text, double *out)
{
	Dimension thickness, most = {2, UNIT_MM};
	if (!dimension_read(text, UNIT_MM, &thickness) || !dimension_is_absolute(&thickness))
		return false;
	*out = dimension_points(&thickness);
	return *out >= 0 && *out <= dimension_points(&most);
}

static bool set_diagnostics(CliOptions *options, const char *value)
{
	options->diagnostics = str_eq(value, "json") ? DIAG_JSON : DIAG_TEXT;
	return str_eq(value, "json") || str_eq(value, "text");
}

/* One layout alone is wanted of impose. */
static bool set_layout(CliOptions *options, CliHandout layout)
{
	bool first = !options->handouts || options->handouts == 1u << layout;
	options->handouts |= 1u << layout;
	return first;
}

static bool set_nup(CliOptions *options, const char *value)
{
	return (str_eq(value, "2") && set_layout(options, CLI_TWO_UP)) ||
	       (str_eq(value, "4") && set_layout(options, CLI_FOUR_UP));
}

static bool set_flip(CliOptions *options, const char *value)
{
	options->flip_long = str_eq(value, "long");
	return options->flip_long || str_eq(value, "short");
}

/* "memory=MB,cpu=SECONDS,time=SECONDS", any of them. */
static bool set_limits(CliLimits *limits, const char *list)
{
	enum { MOST = 1000000, DIGITS = 8 };
	size_t memory = 0;
	const struct {
		const char *name;
		size_t *value;
	} parts[] = {{"memory=", &memory}, {"cpu=", &limits->seconds}, {"time=", &limits->wall_seconds}};
	while (*list) {
		size_t i = 0;
		char number[DIGITS];
		while (i < BASE_LEN(parts) && !str_starts(list, parts[i].name))
			i++;
		if (i == BASE_LEN(parts))
			return false;
		list += strlen(parts[i].name);
		size_t len = strcspn(list, ",");
		if (len >= sizeof number)
			return false;
		memcpy(number, list, len);
		number[len] = '\0';
		if (!read_number(number, MOST, parts[i].value))
			return false;
		list += len;
		list += *list == ',';
	}
	limits->memory = memory << 20;
	return limits->memory || limits->seconds || limits->wall_seconds;
}

static bool set_sheets_option(CliOptions *options, CliOptionId id, const char *value)
{
	enum { MOST_SHEETS = 1000 };
	switch (id) {
	case CLI_OPT_HANDOUT:
		return read_names(value, handout_names, BASE_LEN(handout_names), &options->handouts);
	case CLI_OPT_BOOKLET:
		return set_layout(options, CLI_BOOKLET);
	case CLI_OPT_NUP:
		return set_nup(options, value);
	case CLI_OPT_NOTES:
		return set_layout(options, CLI_NOTES);
	case CLI_OPT_FLIP:
		return set_flip(options, value);
	case CLI_OPT_SIGNATURE:
		return read_number(value, MOST_SHEETS, &options->signature);
	case CLI_OPT_THICKNESS:
		return read_thickness(value, &options->thickness);
	case CLI_OPT_FIT_SHEETS:
		return read_number(value, MOST_SHEETS, &options->fit_sheets);
	case CLI_OPT_MARKS:
		return options->marks = true;
	case CLI_OPT_RTL:
		return options->rtl = true;
	default:
		return false;
	}
}

bool cli_set_option(CliOptions *options, CliOptionId id, const char *value)
{
	static const char *const formats[] = {"epub", "pdf"};   /* as bits: CLI_TO_EPUB, CLI_TO_PDF */
	static const char *const traces[] = {"lines", "pages"}; /* CLI_TRACE_LINES, CLI_TRACE_PAGES */
	switch (id) {
	case CLI_OPT_OUTPUT:
		options->output = value;
		return *value;
	case CLI_OPT_TO:
		return read_names(value, formats, BASE_LEN(formats), &options->to);
	case CLI_OPT_PAPER:
		return paper_read(value, &options->paper);
	case CLI_OPT_STYLE:
		options->style = value;
		return *value;
	case CLI_OPT_DRAFT:
		return options->draft = true;
	case CLI_OPT_GREY:
		return options->grey = true;
	case CLI_OPT_WATERMARK:
		options->watermark = value;
		return *value;
	case CLI_OPT_DEPFILE:
		options->depfile = value;
		return *value;
	case CLI_OPT_DIAGNOSTICS:
		return set_diagnostics(options, value);
	case CLI_OPT_STRICT:
		return options->strict = true;
	case CLI_OPT_LIST:
		return options->list = true;
	case CLI_OPT_TIMINGS:
		return options->timings = true;
	case CLI_OPT_TRACE:
		return read_names(value, traces, BASE_LEN(traces), &options->trace);
	case CLI_OPT_LIMITS:
		return set_limits(&options->limits, value);
	case CLI_OPT_REQUIRE_SANDBOX:
		return options->require_sandbox = true;
	case CLI_OPT_VERBOSE:
		return options->verbose = true;
	case CLI_OPT_HELP:
		options->command = CLI_HELP;
		return true;
	case CLI_OPT_VERSION:
		options->command = CLI_VERSION;
		return true;
	default:
		return set_sheets_option(options, id, value);
	}
}

const char *cli_find_conflict(const CliOptions *options, unsigned long given)
{
	unsigned long of_booklets =
	        1ul << CLI_OPT_FLIP | 1ul << CLI_OPT_SIGNATURE | 1ul << CLI_OPT_THICKNESS | 1ul << CLI_OPT_MARKS;
	if (options->command == CLI_IMPOSE && !options->handouts)
		return "no layout: give --booklet, --nup 2, --nup 4 or --notes";
	if ((given & of_booklets) && !(options->handouts & 1u << CLI_BOOKLET))
		return "--flip, --signature, --thickness and --marks are for booklets alone";
	if ((given & 1ul << CLI_OPT_FIT_SHEETS) && !(options->handouts & 1u << CLI_ONE_SHEET))
		return "--fit-sheets is for --handout one-sheet alone";
	if ((given & 1ul << CLI_OPT_RTL) && !options->handouts)
		return "--rtl is for handouts alone";
	return NULL;
}
