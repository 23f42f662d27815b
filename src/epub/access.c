/* What the book offers those who cannot see it, or not well: computed, not claimed. */
#include "epub/inner.h"

#include <string.h>
#include <strings.h>

/* ---- the summary --------------------------------------------------------- */

typedef enum { SAY_TEXT, SAY_IMAGES, SAY_SOME_IMAGES, SAY_PAGES, SAY_COUNT } Say;

static const struct {
	const char *lang, *say[SAY_COUNT];
} sayings[] = {
        {"en",
         {"All text can be resized and read aloud; headings, contents and links lead through it.",
          "Images have alternative texts.", "Some images have no alternative text.",
          "The pages of the print edition are marked."}},
        {"de",
         {"Der ganze Text lässt sich vergrößern und vorlesen; Überschriften, Inhaltsverzeichnis und Verweise führen "
          "durch ihn.",
          "Bilder haben Alternativtexte.", "Einige Bilder haben keinen Alternativtext.",
          "Die Seiten der gedruckten Ausgabe sind gekennzeichnet."}},
        {"fr",
         {"Tout le texte peut être agrandi et lu à voix haute ; titres, table des matières et liens y guident le "
          "lecteur.",
          "Les images ont des textes de remplacement.", "Certaines images n’ont pas de texte de remplacement.",
          "Les pages de l’édition imprimée sont indiquées."}},
        {"es",
         {"Todo el texto puede ampliarse y leerse en voz alta; los títulos, el índice y los enlaces guían por él.",
          "Las imágenes tienen textos alternativos.", "Algunas imágenes no tienen texto alternativo.",
          "Se indican las páginas de la edición impresa."}},
        {"it",
         {"Tutto il testo può essere ingrandito e letto ad alta voce; titoli, indice e collegamenti vi fanno da guida.",
          "Le immagini hanno testi alternativi.", "Alcune immagini non hanno un testo alternativo.",
          "Le pagine dell’edizione a stampa sono indicate."}},
        {"pt",
         {"Todo o texto pode ser ampliado e lido em voz alta; títulos, índice e ligações guiam por ele.",
          "As imagens têm textos alternativos.", "Algumas imagens não têm texto alternativo.",
          "As páginas da edição impressa estão assinaladas."}},
        {"nl",
         {"Alle tekst kan worden vergroot en voorgelezen; koppen, inhoudsopgave en links leiden erdoorheen.",
          "Afbeeldingen hebben alternatieve teksten.", "Sommige afbeeldingen hebben geen alternatieve tekst.",
          "De pagina’s van de gedrukte uitgave zijn gemarkeerd."}},
        {"sv",
         {"All text kan förstoras och läsas upp; rubriker, innehåll och länkar leder genom den.",
          "Bilderna har alternativtexter.", "Några bilder saknar alternativtext.",
          "Den tryckta utgåvans sidor är utmärkta."}},
        {"pl",
         {"Cały tekst można powiększać i odczytywać na głos; prowadzą po nim nagłówki, spis treści i odnośniki.",
          "Obrazy mają teksty alternatywne.", "Niektóre obrazy nie mają tekstu alternatywnego.",
          "Oznaczono strony wydania drukowanego."}},
        {"hu",
         {"A teljes szöveg nagyítható és felolvastatható; címek, tartalomjegyzék és hivatkozások vezetnek benne.",
          "A képekhez szöveges leírás tartozik.", "Néhány képnek nincs szöveges leírása.",
          "A nyomtatott kiadás oldalai jelölve vannak."}},
        {"ru",
         {"Весь текст можно увеличивать и слушать; по нему ведут заголовки, оглавление и ссылки.",
          "У изображений есть текстовые описания.", "У некоторых изображений нет текстового описания.",
          "Отмечены страницы печатного издания."}},
        {"uk",
         {"Увесь текст можна збільшувати й слухати; ним ведуть заголовки, зміст і посилання.",
          "Зображення мають текстові описи.", "Деякі зображення не мають текстового опису.",
          "Позначено сторінки друкованого видання."}},
        {"el",
         {"Όλο το κείμενο μπορεί να μεγεθυνθεί και να εκφωνηθεί· επικεφαλίδες, περιεχόμενα και σύνδεσμοι οδηγούν μέσα "
          "του.",
          "Οι εικόνες έχουν εναλλακτικά κείμενα.", "Ορισμένες εικόνες δεν έχουν εναλλακτικό κείμενο.",
          "Σημειώνονται οι σελίδες της έντυπης έκδοσης."}},
        {"hy",
         {"Ամբողջ տեքստը կարելի է մեծացնել և լսել. վերնագրերը, բովանդակությունը և հղումները ուղեկցում են ընթերցողին։",
          "Պատկերներն ունեն այլընտրանքային տեքստեր։", "Որոշ պատկերներ չունեն այլընտրանքային տեքստ։",
          "Նշված են տպագիր հրատարակության էջերը։"}},
        {"he",
         {"אפשר להגדיל את כל הטקסט ולהאזין לו; כותרות, תוכן עניינים וקישורים מוליכים בו.", "לתמונות יש טקסט חלופי.",
          "לחלק מן התמונות אין טקסט חלופי.", "עמודי המהדורה המודפסת מסומנים."}},
        {"ar",
         {"يمكن تكبير النص كله والاستماع إليه، وتقود فيه العناوين والمحتويات والروابط.", "للصور نصوص بديلة.",
          "بعض الصور بلا نص بديل.", "صفحات الطبعة الورقية معلَّمة."}},
        {"ja",
         {"本文はすべて拡大と読み上げができ、見出し・目次・リンクでたどれます。", "画像には代替テキストがあります。",
          "代替テキストのない画像があります。", "紙版のページが示されています。"}},
        {"zh",
         {"全部文字可以放大和朗读，并可通过标题、目录和链接浏览。", "图片附有替代文字。", "部分图片没有替代文字。",
          "标出了纸质版的页码。"}},
};

static void put_summary(const Ep *ep, Buf *out)
{
	size_t row = 0;
	Buf text = {0};
	for (size_t i = 0; i < BASE_LEN(sayings); i++)
		if (doc_same_language(sayings[i].lang, ep->meta->lang))
			row = i;
	const char *const *say = sayings[row].say;
	/* Chinese and Japanese sentences stand without a space between. */
	const char *gap =
	        doc_same_language(sayings[row].lang, "ja") || doc_same_language(sayings[row].lang, "zh") ? "" : " ";
	buf_str(&text, say[SAY_TEXT]);
	if (ep->content.described || ep->content.undescribed)
		buf_printf(&text, "%s%s", gap, say[ep->content.undescribed ? SAY_SOME_IMAGES : SAY_IMAGES]);
	if (ep->page_count)
		buf_printf(&text, "%s%s", gap, say[SAY_PAGES]);
	buf_str(out, "\t\t<meta property=\"schema:accessibilitySummary\"");
	if (!doc_same_language(sayings[row].lang, ep->meta->lang))
		ep_attr(out, "xml:lang", sayings[row].lang);
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
