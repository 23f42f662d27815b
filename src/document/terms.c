/* The program's own words by language, and numbers in words of letters. */
#include "document/document.h"

/* In the order of DocTerm; "%s" is the title of the book. */
static const struct {
	const char *lang;
	const char *terms[DOC_TERMS];
} table[] = {
        {"en", {"Contents", "Figure", "Table", "Note", "Tip", "Warning", "Notes", "page", "Cover", "Title page", "Figures",
                "Tables", "Back to the text", "Cover of %s", "Section", "Chapter", "Landmarks", "Pages", "QR code"}},
        {"de", {"Inhalt", "Abbildung", "Tabelle", "Hinweis", "Tipp", "Warnung", "Anmerkungen", "Seite", "Umschlag", "Titelseite",
                "Abbildungen", "Tabellen", "Zurück zum Text", "Umschlag von %s", "Abschnitt", "Kapitel", "Orientierungspunkte", "Seiten", "QR-Code"}},
        {"fr", {"Table des matières", "Figure", "Tableau", "Remarque", "Conseil", "Attention", "Notes", "page", "Couverture",
                "Page de titre", "Figures", "Tableaux", "Retour au texte", "Couverture de %s", "Section", "Chapitre", "Repères", "Pages", "Code QR"}},
        {"es", {"Índice", "Figura", "Tabla", "Nota", "Consejo", "Advertencia", "Notas", "página", "Cubierta", "Portada", "Figuras",
                "Tablas", "Volver al texto", "Cubierta de %s", "Sección", "Capítulo", "Puntos de referencia", "Páginas", "Código QR"}},
        {"it", {"Indice", "Figura", "Tabella", "Nota", "Consiglio", "Attenzione", "Note", "pagina", "Copertina", "Frontespizio",
                "Figure", "Tabelle", "Torna al testo", "Copertina di %s", "Sezione", "Capitolo", "Punti di riferimento", "Pagine", "Codice QR"}},
        {"pt", {"Índice", "Figura", "Tabela", "Nota", "Dica", "Aviso", "Notas", "página", "Capa", "Folha de rosto", "Figuras",
                "Tabelas", "Voltar ao texto", "Capa de %s", "Seção", "Capítulo", "Pontos de referência", "Páginas", "Código QR"}},
        {"nl", {"Inhoud", "Figuur", "Tabel", "Opmerking", "Tip", "Waarschuwing", "Noten", "pagina", "Omslag", "Titelpagina",
                "Figuren", "Tabellen", "Terug naar de tekst", "Omslag van %s", "Paragraaf", "Hoofdstuk", "Oriëntatiepunten", "Pagina’s", "QR-code"}},
        {"sv", {"Innehåll", "Figur", "Tabell", "Anmärkning", "Tips", "Varning", "Noter", "sida", "Omslag", "Titelsida", "Figurer",
                "Tabeller", "Tillbaka till texten", "Omslag till %s", "Avsnitt", "Kapitel", "Landmärken", "Sidor", "QR-kod"}},
        {"pl", {"Spis treści", "Rysunek", "Tabela", "Uwaga", "Wskazówka", "Ostrzeżenie", "Przypisy", "strona", "Okładka",
                "Strona tytułowa", "Rysunki", "Tabele", "Powrót do tekstu", "Okładka: %s", "Sekcja", "Rozdział", "Punkty orientacyjne", "Strony", "Kod QR"}},
        {"hu", {"Tartalom", "ábra", "táblázat", "Megjegyzés", "Tipp", "Figyelmeztetés", "Jegyzetek", "oldal", "Borító", "Címlap",
                "Ábrák", "Táblázatok", "Vissza a szöveghez", "%s borítója", "Szakasz", "Fejezet", "Tájékozódási pontok", "Oldalak", "QR-kód"}},
        {"ru", {"Оглавление", "Рисунок", "Таблица", "Примечание", "Совет", "Внимание", "Примечания", "с.", "Обложка", "Титульный лист",
                "Рисунки", "Таблицы", "Назад к тексту", "Обложка: %s", "Раздел", "Глава", "Ориентиры", "Страницы", "QR-код"}},
        {"uk", {"Зміст", "Рисунок", "Таблиця", "Примітка", "Порада", "Увага", "Примітки", "с.", "Обкладинка", "Титульна сторінка",
                "Рисунки", "Таблиці", "Назад до тексту", "Обкладинка: %s", "Розділ", "Глава", "Орієнтири", "Сторінки", "QR-код"}},
        {"el", {"Περιεχόμενα", "Σχήμα", "Πίνακας", "Σημείωση", "Συμβουλή", "Προσοχή", "Σημειώσεις", "σελίδα", "Εξώφυλλο",
                "Σελίδα τίτλου", "Σχήματα", "Πίνακες", "Πίσω στο κείμενο", "Εξώφυλλο: %s", "Ενότητα", "Κεφάλαιο", "Ορόσημα", "Σελίδες", "Κωδικός QR"}},
        {"hy", {"Բովանդակություն", "Նկար", "Աղյուսակ", "Նշում", "Խորհուրդ", "Զգուշացում", "Ծանոթագրություններ", "էջ", "Կազմ",
                "Տիտղոսաթերթ", "Նկարներ", "Աղյուսակներ", "Վերադառնալ տեքստին", "Կազմ՝ %s", "Բաժին", "Գլուխ", "Կողմնորոշիչներ", "Էջեր", "QR կոդ"}},
        {"he", {"תוכן העניינים", "איור", "טבלה", "הערה", "עצה", "אזהרה", "הערות", "עמוד", "כריכה", "עמוד השער", "איורים", "טבלאות",
                "חזרה לטקסט", "כריכה: %s", "סעיף", "פרק", "ציוני דרך", "עמודים", "קוד QR"}},
        {"ar", {"المحتويات", "شكل", "جدول", "ملاحظة", "نصيحة", "تحذير", "الحواشي", "صفحة", "الغلاف", "صفحة العنوان", "الأشكال",
                "الجداول", "عودة إلى النص", "غلاف %s", "قسم", "فصل", "المعالم", "الصفحات", "رمز QR"}},
        {"ja", {"目次", "図", "表", "注", "ヒント", "警告", "注釈", "ページ", "表紙", "扉", "図一覧", "表一覧", "本文へ戻る", "%sの表紙", "節", "章",
                "ランドマーク", "ページ一覧", "QRコード"}},
        {"zh", {"目录", "图", "表", "注", "提示", "警告", "注释", "页", "封面", "书名页", "插图", "表格", "返回正文", "%s封面", "节", "章", "地标", "页码", "二维码"}},
};

const char *doc_term(const char *lang, DocTerm term)
{
	for (size_t i = 0; i < BASE_LEN(table); i++) {
		if (doc_same_language(table[i].lang, lang))
			return table[i].terms[term];
	}
	return table[0].terms[term];
}

/* a … z, aa, ab: as spreadsheets count. */
static void put_alpha(Buf *out, long number, char first)
{
	char digits[16];
	int count = 0;
	for (; number > 0 && count < 16; number = (number - 1) / 26)
		digits[count++] = (char)(first + (number - 1) % 26);
	while (count)
		buf_char(out, digits[--count]);
}

static void put_roman(Buf *out, long number, bool upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = {
	        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"}, {100, "c", "C"},
	        {90, "xc", "XC"}, {50, "l", "L"}, {40, "xl", "XL"}, {10, "x", "X"}, {9, "ix", "IX"},
	        {5, "v", "V"}, {4, "iv", "IV"}, {1, "i", "I"},
	};
	for (size_t i = 0; i < BASE_LEN(signs); i++) {
		for (; number >= signs[i].value; number -= signs[i].value)
			buf_str(out, upper ? signs[i].upper : signs[i].lower);
	}
}

void doc_number(Buf *out, long number, DocNumStyle style)
{
	bool alpha = style == DOC_NUM_LOWER_ALPHA || style == DOC_NUM_UPPER_ALPHA;
	if (number < 1 || style == DOC_NUM_DECIMAL || (!alpha && number > 3999))
		buf_int(out, number);
	else if (alpha)
		put_alpha(out, number, style == DOC_NUM_LOWER_ALPHA ? 'a' : 'A');
	else
		put_roman(out, number, style == DOC_NUM_UPPER_ROMAN);
}
