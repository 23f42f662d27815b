/* What the book offers those who cannot see it, or not well: computed, not claimed. */
#include "epub/plan.h"

#include <string.h>
#include <strings.h>

/* ---- the summary --------------------------------------------------------- */

static void put_summary(const Ep *ep, Buf *out)
{
	const Language *language = lang_find(ep->meta->lang);
	const char *const *says = language->says;
	const char *gap = lang_find(language->says_in)->spaces == LANG_SPACES_NONE ? "" : " ";
	Buf text = {0};
	buf_str(&text, says[LANG_SAYS_TEXT]);
	if (ep->content.described || ep->content.undescribed)
		buf_printf(&text, "%s%s", gap,
		           says[ep->content.undescribed ? LANG_SAYS_SOME_IMAGES : LANG_SAYS_IMAGES]);
	if (ep->page_count)
		buf_printf(&text, "%s%s", gap, says[LANG_SAYS_PAGES]);
	buf_str(out, "\t\t<meta property=\"schema:accessibilitySummary\"");
	if (!lang_same(language->says_in, ep->meta->lang))
		ep_attr(out, "xml:lang", language->says_in);
	buf_char(out, '>');
	ep_text(out, text.data);
	buf_str(out, "</meta>\n");
	buf_free(&text);
}

/* ---- the claim ----------------------------------------------------------- */

/* The exact string of EPUB Accessibility 1.1, 4.3, for what the author wrote: that
 * string, or no more than WCAG's version and level; NULL for anything else. */
static const char *exact_claim(const Ep *ep, const char *text)
{
	static const char *const versions[] = {"2.0", "2.1", "2.2"}, *const levels[] = {"AAA", "AA", "A"};
	for (size_t v = 0; v < BASE_LEN(versions); v++)
		for (size_t l = 0; l < BASE_LEN(levels); l++) {
			const char *whole = arena_printf(ep->arena, "EPUB Accessibility 1.1 - WCAG %s Level %s",
			                                 versions[v], levels[l]);
			const char *brief = arena_printf(ep->arena, "WCAG %s %s", versions[v], levels[l]);
			if (!strcasecmp(text, whole) || !strcasecmp(text, brief) ||
			    !strcasecmp(text, strstr(whole, "WCAG")))
				return whole;
		}
	return NULL;
}

/* A claim stands only with the name of who makes it. */
static void put_claim(const Ep *ep, Buf *out)
{
	const DocMeta *meta = ep->meta;
	bool claims = ep_has_text(meta->conforms_to), certified = ep_has_text(meta->certifier);
	const char *claim = claims ? exact_claim(ep, meta->conforms_to) : NULL;
	if (claims && !claim)
		diag_report(
		        ep->job->diag, DIAG_WARNING, meta->pos, "claim-unknown",
		        "'%s' is no claim of EPUB Accessibility, so it is left out; write 'WCAG 2.1 AA' or the like",
		        meta->conforms_to);
	if (claims != certified)
		diag_report(
		        ep->job->diag, DIAG_WARNING, meta->pos, "claim-alone",
		        "a claim of conformance takes both conforms-to: and certifier:, so it is left out; add '%s'",
		        claims ? "certifier" : "conforms-to");
	if (!claim || !certified)
		return;
	buf_str(out, "\t\t<meta property=\"dcterms:conformsTo\" id=\"claim\">");
	ep_text(out, claim);
	buf_str(out, "</meta>\n\t\t<meta refines=\"#claim\" property=\"a11y:certifiedBy\">");
	ep_text(out, meta->certifier);
	buf_str(out, "</meta>\n");
}

/* ---- the whole ----------------------------------------------------------- */

static void put_modes(const EpContent *content, Buf *out)
{
	bool images = content->described || content->undescribed;
	if (content->text || !images)
		ep_property(out, "schema:accessMode", "textual");
	if (images)
		ep_property(out, "schema:accessMode", "visual");
	if (images)
		ep_property(out, "schema:accessModeSufficient", "textual,visual");
	if (!content->undescribed)
		ep_property(out, "schema:accessModeSufficient", "textual");
}

static void put_features(const Ep *ep, Buf *out)
{
	const EpContent *content = &ep->content;
	const struct {
		const char *name;
		bool has;
	} features[] = {
	        {"structuralNavigation", content->headings},
	        {"tableOfContents", true},
	        {"readingOrder", true},
	        {"displayTransformability", true},
	        {"ARIA", true},
	        {"alternativeText", content->described && !content->undescribed},
	        {"MathML", content->math},
	        {"latex", content->math},
	        {"pageBreakMarkers", ep->page_count != 0},
	        {"pageNavigation", ep->page_count != 0},
	};
	for (size_t i = 0; i < BASE_LEN(features); i++)
		if (features[i].has)
			ep_property(out, "schema:accessibilityFeature", features[i].name);
}

void ep_accessibility(const Ep *ep, Buf *out)
{
	put_modes(&ep->content, out);
	put_features(ep, out);
	if (ep->page_count)
		ep_property(out, "pageBreakSource", ep->meta->uuid_pdf);
	/* A GIF or a WebP may flash; nothing else that a book holds moves or sounds. */
	ep_property(out, "schema:accessibilityHazard", ep->content.animated ? "unknown" : "none");
	put_summary(ep, out);
	put_claim(ep, out);
}
