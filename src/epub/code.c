/* Code whose words have classes: an element for each, which the style sheet gives a look. */
#include "epub/plan.h"
#include "text/text.h"

bool ep_has_tokens(const DocNode *node)
{
	return (node->type == DOC_CODE || node->type == DOC_CODE_BLOCK) && node->u.code.tokens;
}

uint32_t ep_line_of(EpLine *line, const DocNode *node, size_t at)
{
	if (line->node != node || at < line->at)
		*line = (EpLine){node, 0, 1};
	for (; line->at < at; line->at++)
		line->number += node->u.code.text[line->at] == '\n';
	return line->number;
}

void ep_begin_line(Buf *out, EpLine *line, const DocNode *node, size_t at)
{
	const DocListing *listing = node->u.code.listing;
	bool marked = listing && listing->marked_count && doc_line_stands_out(listing, ep_line_of(line, node, at));
	buf_str(out, marked ? "<span class=\"marked\">" : "<span>");
}

void ep_end_line(Buf *out, EpLine *line, const DocNode *node, size_t at)
{
	const DocListing *listing = node->type == DOC_CODE_BLOCK ? node->u.code.listing : NULL;
	const char *callouts =
	        listing && listing->called_count ? doc_line_callout(listing, ep_line_of(line, node, at)) : NULL;
	if (!callouts)
		return;
	buf_str(out, "<span class=\"callout\"");
	ep_attr(out, "data-callout", callouts);
	buf_str(out, "></span>");
}

static bool is_cut(const uint8_t *cuts, size_t at)
{
	return cuts && (cuts[at] == TXT_BREAK_MUST || cuts[at] == TXT_BREAK_ADDRESS);
}

/* Up to end, or up to where it is cut; where to go on. */
static size_t put_word(Buf *out, EpLine *place, const DocNode *node, CodeClass class, size_t from, size_t end,
                       const uint8_t *cuts)
{
	bool tagged = class != CODE_PLAIN;
	if (tagged) {
		buf_str(out, "<span class=\"code-");
		buf_str(out, code_class_name(class));
		buf_str(out, "\">");
	}
	size_t at = from;
	bool line = false;
	while (at < end && !line) {
		size_t piece = at;
		while (piece < end && !is_cut(cuts, piece))
			piece++;
		bool cut = piece < end;
		line = cut && cuts[piece] == TXT_BREAK_MUST;
		ep_escape(out, node->u.code.text + at, piece - at + (cut && !line));
		if (line) {
			ep_end_line(out, place, node, piece);
			buf_char(out, '\n');
		}
		at = piece + cut;
		if (cut && !line)
			buf_str(out, "<wbr/>");
	}
	buf_str(out, tagged ? "</span>" : "");
	if (line) { /* lines are elements around those of words */
		buf_str(out, "</span>");
		ep_begin_line(out, place, node, at);
	}
	return at;
}

static const CodeRun *run_at(const CodeTokens *tokens, size_t at)
{
	size_t low = 0, high = tokens->count - 1;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (tokens->runs[middle].end > at)
			high = middle;
		else
			low = middle + 1;
	}
	return &tokens->runs[low];
}

void ep_put_tokens(Buf *out, EpLine *line, const DocNode *node, size_t from, size_t end, const uint8_t *cuts)
{
	const CodeRun *run = run_at(node->u.code.tokens, from);
	while (from < end) {
		from = put_word(out, line, node, run->class, from, run->end < end ? run->end : end, cuts);
		run += from >= run->end;
	}
}
