/* The program's own words by language, and numbers in words of letters. */
#include "document/resolve.h"

#include <string.h>

/* In the order of DocTerm; "%s" is the title of the book.  A country's or script's own words come before its
 * language's. */
static const struct {
	const char *lang;
	const char *terms[DOC_TERMS];
} table[] = {
        {"en",
         {"Contents", "Figure", "Table", "Note", "Tip", "Warning", "page", "Cover", "Title page", "Figures", "Tables",
          "Back to the text", "Cover of %s", "Section", "Landmarks", "Pages", "QR code"}},
        {"de",
         {"Inhalt", "Abbildung", "Tabelle", "Hinweis", "Tipp", "Warnung", "Seite", "Umschlag", "Titelseite",
          "Abbildungen", "Tabellen", "Zurück zum Text", "Umschlag von %s", "Abschnitt", "Orientierungspunkte", "Seiten",
          "QR-Code"}},
        {"fr",
         {"Table des matières", "Figure", "Tableau", "Remarque", "Conseil", "Attention", "page", "Couverture",
          "Page de titre", "Figures", "Tableaux", "Retour au texte", "Couverture de %s", "Section", "Repères", "Pages",
          "Code QR"}},
        {"es",
         {"Índice", "Figura", "Tabla", "Nota", "Consejo", "Advertencia", "página", "Cubierta", "Portada", "Figuras",
          "Tablas", "Volver al texto", "Cubierta de %s", "Sección", "Puntos de referencia", "Páginas", "Código QR"}},
        {"it",
         {"Indice", "Figura", "Tabella", "Nota", "Consiglio", "Attenzione", "pagina", "Copertina", "Frontespizio",
          "Figure", "Tabelle", "Torna al testo", "Copertina di %s", "Sezione", "Punti di riferimento", "Pagine",
          "Codice QR"}},
        {"pt-PT",
         {"Índice", "Figura", "Tabela", "Nota", "Sugestão", "Aviso", "página", "Capa", "Folha de rosto", "Figuras",
          "Tabelas", "Voltar ao texto", "Capa de %s", "Secção", "Pontos de referência", "Páginas", "Código QR"}},
        {"pt",
         {"Sumário", "Figura", "Tabela", "Nota", "Dica", "Aviso", "página", "Capa", "Folha de rosto", "Figuras",
          "Tabelas", "Voltar ao texto", "Capa de %s", "Seção", "Pontos de referência", "Páginas", "Código QR"}},
        {"nl",
         {"Inhoud", "Figuur", "Tabel", "Opmerking", "Tip", "Waarschuwing", "pagina", "Omslag", "Titelpagina", "Figuren",
          "Tabellen", "Terug naar de tekst", "Omslag van %s", "Paragraaf", "Oriëntatiepunten", "Pagina’s", "QR-code"}},
        {"sv",
         {"Innehåll", "Figur", "Tabell", "Anmärkning", "Tips", "Varning", "sida", "Omslag", "Titelsida", "Figurer",
          "Tabeller", "Tillbaka till texten", "Omslag till %s", "Avsnitt", "Landmärken", "Sidor", "QR-kod"}},
        {"pl",
         {"Spis treści", "Rysunek", "Tabela", "Uwaga", "Wskazówka", "Ostrzeżenie", "strona", "Okładka",
          "Strona tytułowa", "Rysunki", "Tabele", "Powrót do tekstu", "Okładka: %s", "Sekcja", "Punkty orientacyjne",
          "Strony", "Kod QR"}},
        {"hu",
         {"Tartalom", "Ábra", "Táblázat", "Megjegyzés", "Tipp", "Figyelmeztetés", "oldal", "Borító", "Címlap", "Ábrák",
          "Táblázatok", "Vissza a szöveghez", "%s borítója", "Szakasz", "Tájékozódási pontok", "Oldalak", "QR-kód"}},
        {"ru",
         {"Оглавление", "Рисунок", "Таблица", "Примечание", "Совет", "Внимание", "с.", "Обложка", "Титульный лист",
          "Рисунки", "Таблицы", "Назад к тексту", "Обложка: %s", "Раздел", "Ориентиры", "Страницы", "QR-код"}},
        {"uk",
         {"Зміст", "Рисунок", "Таблиця", "Примітка", "Порада", "Увага", "с.", "Обкладинка", "Титульна сторінка",
          "Рисунки", "Таблиці", "Назад до тексту", "Обкладинка: %s", "Розділ", "Орієнтири", "Сторінки", "QR-код"}},
        {"el",
         {"Περιεχόμενα", "Σχήμα", "Πίνακας", "Σημείωση", "Συμβουλή", "Προσοχή", "σελίδα", "Εξώφυλλο", "Σελίδα τίτλου",
          "Σχήματα", "Πίνακες", "Πίσω στο κείμενο", "Εξώφυλλο: %s", "Ενότητα", "Ορόσημα", "Σελίδες", "Κωδικός QR"}},
        {"hy",
         {"Բովանդակություն", "Նկար", "Աղյուսակ", "Նշում", "Խորհուրդ", "Զգուշացում", "էջ", "Կազմ", "Տիտղոսաթերթ",
          "Նկարներ", "Աղյուսակներ", "Վերադառնալ տեքստին", "Կազմ՝ %s", "Բաժին", "Կողմնորոշիչներ", "Էջեր", "QR կոդ"}},
        {"he",
         {"תוכן העניינים", "איור", "טבלה", "הערה", "עצה", "אזהרה", "עמוד", "כריכה", "עמוד השער", "איורים", "טבלאות",
          "חזרה לטקסט", "כריכה: %s", "סעיף", "ציוני דרך", "עמודים", "קוד QR"}},
        {"ar",
         {"المحتويات", "شكل", "جدول", "ملاحظة", "نصيحة", "تحذير", "صفحة", "الغلاف", "صفحة العنوان", "الأشكال",
          "الجداول", "عودة إلى النص", "غلاف %s", "قسم", "المعالم", "الصفحات", "رمز QR"}},
        {"ja",
         {"目次", "図", "表", "注", "ヒント", "警告", "ページ", "表紙", "扉", "図一覧", "表一覧", "本文へ戻る",
          "%sの表紙", "節", "ランドマーク", "ページ一覧", "QRコード"}},
        {"zh-Hant",
         {"目錄", "圖", "表", "註", "提示", "警告", "頁", "封面", "書名頁", "插圖", "表格", "返回正文", "%s封面", "節",
          "地標", "頁碼", "QR碼"}},
        {"zh",
         {"目录", "图", "表", "注", "提示", "警告", "页", "封面", "书名页", "插图", "表格", "返回正文", "%s封面", "节",
          "地标", "页码", "二维码"}},
        {"ca",
         {"Índex", "Figura", "Taula", "Nota", "Consell", "Avís", "pàgina", "Coberta", "Portada", "Figures", "Taules",
          "Torna al text", "Coberta de %s", "Secció", "Punts de referència", "Pàgines", "Codi QR"}},
        {"gl",
         {"Índice", "Figura", "Táboa", "Nota", "Consello", "Aviso", "páxina", "Cuberta", "Portada", "Figuras", "Táboas",
          "Volver ao texto", "Cuberta de %s", "Sección", "Puntos de referencia", "Páxinas", "Código QR"}},
        {"eu",
         {"Aurkibidea", "Irudia", "Taula", "Oharra", "Aholkua", "Abisua", "orrialdea", "Azala", "Titulu-orria",
          "Irudiak", "Taulak", "Itzuli testura", "Azala: %s", "Atala", "Mugarriak", "Orrialdeak", "QR kodea"}},
        {"ro",
         {"Cuprins", "Figura", "Tabelul", "Notă", "Sfat", "Atenție", "pagina", "Copertă", "Pagina de titlu", "Figuri",
          "Tabele", "Înapoi la text", "Coperta: %s", "Secțiunea", "Repere", "Pagini", "Cod QR"}},
        {"cs",
         {"Obsah", "Obrázek", "Tabulka", "Poznámka", "Tip", "Varování", "strana", "Obálka", "Titulní strana", "Obrázky",
          "Tabulky", "Zpět do textu", "Obálka: %s", "Oddíl", "Orientační body", "Strany", "QR kód"}},
        {"sk",
         {"Obsah", "Obrázok", "Tabuľka", "Poznámka", "Tip", "Upozornenie", "strana", "Obálka", "Titulná strana",
          "Obrázky", "Tabuľky", "Späť do textu", "Obálka: %s", "Oddiel", "Orientačné body", "Strany", "QR kód"}},
        {"sl",
         {"Kazalo", "Slika", "Tabela", "Opomba", "Nasvet", "Opozorilo", "stran", "Naslovnica", "Naslovna stran",
          "Slike", "Tabele", "Nazaj na besedilo", "Naslovnica: %s", "Razdelek", "Orientacijske točke", "Strani",
          "Koda QR"}},
        {"hr",
         {"Sadržaj", "Slika", "Tablica", "Napomena", "Savjet", "Upozorenje", "stranica", "Naslovnica",
          "Naslovna stranica", "Slike", "Tablice", "Natrag na tekst", "Naslovnica: %s", "Odjeljak", "Orijentiri",
          "Stranice", "QR kod"}},
        {"bs",
         {"Sadržaj", "Slika", "Tabela", "Napomena", "Savjet", "Upozorenje", "stranica", "Naslovnica",
          "Naslovna stranica", "Slike", "Tabele", "Nazad na tekst", "Naslovnica: %s", "Odjeljak", "Orijentiri",
          "Stranice", "QR kod"}},
        {"sr-Latn",
         {"Sadržaj", "Slika", "Tabela", "Napomena", "Savet", "Upozorenje", "strana", "Korice", "Naslovna strana",
          "Slike", "Tabele", "Nazad na tekst", "Korice: %s", "Odeljak", "Orijentiri", "Strane", "QR kod"}},
        {"sr",
         {"Садржај", "Слика", "Табела", "Напомена", "Савет", "Упозорење", "страна", "Корице", "Насловна страна",
          "Слике", "Табеле", "Назад на текст", "Корице: %s", "Одељак", "Оријентири", "Стране", "QR код"}},
        {"mk",
         {"Содржина", "Слика", "Табела", "Забелешка", "Совет", "Предупредување", "страница", "Корица",
          "Насловна страница", "Слики", "Табели", "Назад кон текстот", "Корица: %s", "Дел", "Ориентири", "Страници",
          "QR-код"}},
        {"bg",
         {"Съдържание", "Фигура", "Таблица", "Забележка", "Съвет", "Внимание", "с.", "Корица", "Заглавна страница",
          "Фигури", "Таблици", "Обратно към текста", "Корица: %s", "Раздел", "Ориентири", "Страници", "QR код"}},
        {"be",
         {"Змест", "Малюнак", "Табліца", "Заўвага", "Парада", "Увага", "с.", "Вокладка", "Тытульны ліст", "Малюнкі",
          "Табліцы", "Назад да тэксту", "Вокладка: %s", "Раздзел", "Арыенціры", "Старонкі", "QR-код"}},
        {"da",
         {"Indhold", "Figur", "Tabel", "Bemærk", "Tip", "Advarsel", "side", "Omslag", "Titelblad", "Figurer",
          "Tabeller", "Tilbage til teksten", "Omslag til %s", "Afsnit", "Pejlemærker", "Sider", "QR-kode"}},
        {"nb",
         {"Innhold", "Figur", "Tabell", "Merk", "Tips", "Advarsel", "side", "Omslag", "Tittelside", "Figurer",
          "Tabeller", "Tilbake til teksten", "Omslag til %s", "Avsnitt", "Landemerker", "Sider", "QR-kode"}},
        {"no",
         {"Innhold", "Figur", "Tabell", "Merk", "Tips", "Advarsel", "side", "Omslag", "Tittelside", "Figurer",
          "Tabeller", "Tilbake til teksten", "Omslag til %s", "Avsnitt", "Landemerker", "Sider", "QR-kode"}},
        {"nn",
         {"Innhald", "Figur", "Tabell", "Merk", "Tips", "Åtvaring", "side", "Omslag", "Tittelside", "Figurar",
          "Tabellar", "Tilbake til teksten", "Omslag til %s", "Avsnitt", "Landemerke", "Sider", "QR-kode"}},
        {"is",
         {"Efnisyfirlit", "Mynd", "Tafla", "Athugasemd", "Ábending", "Viðvörun", "bls.", "Kápa", "Titilsíða", "Myndir",
          "Töflur", "Aftur í texta", "Kápa: %s", "Kafli", "Kennileiti", "Síður", "QR-kóði"}},
        {"fi",
         {"Sisällys", "Kuva", "Taulukko", "Huomautus", "Vihje", "Varoitus", "sivu", "Kansi", "Nimiösivu", "Kuvat",
          "Taulukot", "Takaisin tekstiin", "Kansi: %s", "Osio", "Maamerkit", "Sivut", "QR-koodi"}},
        {"et",
         {"Sisukord", "Joonis", "Tabel", "Märkus", "Nõuanne", "Hoiatus", "lk", "Kaas", "Tiitelleht", "Joonised",
          "Tabelid", "Tagasi teksti juurde", "Kaas: %s", "Jaotis", "Orientiirid", "Leheküljed", "QR-kood"}},
        {"lv",
         {"Saturs", "Attēls", "Tabula", "Piezīme", "Padoms", "Brīdinājums", "lpp.", "Vāks", "Titullapa", "Attēli",
          "Tabulas", "Atpakaļ uz tekstu", "Vāks: %s", "Sadaļa", "Orientieri", "Lappuses", "QR kods"}},
        {"lt",
         {"Turinys", "Paveikslas", "Lentelė", "Pastaba", "Patarimas", "Įspėjimas", "p.", "Viršelis",
          "Antraštinis lapas", "Paveikslai", "Lentelės", "Atgal į tekstą", "Viršelis: %s", "Skyrius", "Orientyrai",
          "Puslapiai", "QR kodas"}},
        {"tr",
         {"İçindekiler", "Şekil", "Tablo", "Not", "İpucu", "Uyarı", "sayfa", "Kapak", "Başlık sayfası", "Şekiller",
          "Tablolar", "Metne dön", "Kapak: %s", "Bölüm", "Yer işaretleri", "Sayfalar", "QR kodu"}},
        {"af",
         {"Inhoud", "Figuur", "Tabel", "Opmerking", "Wenk", "Waarskuwing", "bladsy", "Omslag", "Titelblad", "Figure",
          "Tabelle", "Terug na die teks", "Omslag van %s", "Afdeling", "Bakens", "Bladsye", "QR-kode"}},
        {"eo",
         {"Enhavo", "Figuro", "Tabelo", "Noto", "Konsilo", "Averto", "paĝo", "Kovrilo", "Titolpaĝo", "Figuroj",
          "Tabeloj", "Reen al la teksto", "Kovrilo de %s", "Sekcio", "Orientiloj", "Paĝoj", "QR-kodo"}},
        {"ga",
         {"Clár ábhair", "Fíor", "Tábla", "Nóta", "Leid", "Rabhadh", "leathanach", "Clúdach", "Leathanach teidil",
          "Fíoracha", "Táblaí", "Ar ais go dtí an téacs", "Clúdach: %s", "Rannán", "Sainchomharthaí", "Leathanaigh",
          "Cód QR"}},
        {"cy",
         {"Cynnwys", "Ffigur", "Tabl", "Nodyn", "Awgrym", "Rhybudd", "tudalen", "Clawr", "Tudalen deitl", "Ffigurau",
          "Tablau", "Yn ôl i’r testun", "Clawr: %s", "Adran", "Tirnodau", "Tudalennau", "Cod QR"}},
        {"sq",
         {"Përmbajtja", "Figura", "Tabela", "Shënim", "Këshillë", "Kujdes", "faqe", "Kopertina", "Faqja e titullit",
          "Figurat", "Tabelat", "Kthehu te teksti", "Kopertina: %s", "Seksioni", "Pika orientimi", "Faqet", "Kodi QR"}},
        {"la",
         {"Index", "Figura", "Tabula", "Nota", "Consilium", "Monitum", "pagina", "Involucrum", "Pagina titularis",
          "Figurae", "Tabulae", "Ad textum redi", "Involucrum: %s", "Sectio", "Loci praecipui", "Paginae", "Codex QR"}},
        {"ka",
         {"სარჩევი", "სურათი", "ცხრილი", "შენიშვნა", "რჩევა", "გაფრთხილება", "გვ.", "ყდა", "სატიტულო გვერდი",
          "სურათები", "ცხრილები", "ტექსტზე დაბრუნება", "ყდა: %s", "ნაწილი", "ორიენტირები", "გვერდები", "QR კოდი"}},
        {"fa",
         {"فهرست مطالب", "شکل", "جدول", "یادداشت", "نکته", "هشدار", "صفحهٔ", "جلد", "صفحهٔ عنوان", "شکل‌ها",
          "جدول‌ها", "بازگشت به متن", "جلد %s", "بخش", "نشانه‌ها", "صفحه‌ها", "کد QR"}},
        {"ur",
         {"فہرست", "شکل", "جدول", "نوٹ", "مشورہ", "تنبیہ", "صفحہ", "سرورق", "عنوان کا صفحہ", "اشکال", "جداول",
          "متن پر واپس", "سرورق: %s", "حصہ", "نشانات", "صفحات", "کیو آر کوڈ"}},
        {"ko",
         {"차례", "그림", "표", "참고", "팁", "경고", "쪽", "표지", "속표지", "그림 목록", "표 목록",
          "본문으로 돌아가기", "%s 표지", "절", "주요 위치", "쪽 목록", "QR 코드"}},
        {"vi",
         {"Mục lục", "Hình", "Bảng", "Ghi chú", "Mẹo", "Cảnh báo", "trang", "Bìa", "Trang tên sách", "Hình", "Bảng",
          "Quay lại văn bản", "Bìa của %s", "Phần", "Mốc", "Trang", "Mã QR"}},
        {"id",
         {"Daftar Isi", "Gambar", "Tabel", "Catatan", "Tip", "Peringatan", "halaman", "Sampul", "Halaman judul",
          "Gambar", "Tabel", "Kembali ke teks", "Sampul %s", "Bagian", "Penanda", "Halaman", "Kode QR"}},
        {"ms",
         {"Kandungan", "Rajah", "Jadual", "Nota", "Petua", "Amaran", "halaman", "Kulit", "Halaman judul", "Rajah",
          "Jadual", "Kembali ke teks", "Kulit %s", "Bahagian", "Penanda", "Halaman", "Kod QR"}},
        {"th",
         {"สารบัญ", "รูปที่", "ตารางที่", "หมายเหตุ", "คำแนะนำ", "คำเตือน", "หน้า", "ปก", "หน้าชื่อเรื่อง", "รูป", "ตาราง",
          "กลับไปที่เนื้อหา", "ปก %s", "ส่วน", "จุดสังเกต", "หน้า", "คิวอาร์โค้ด"}},
        {"hi",
         {"विषय-सूची", "चित्र", "तालिका", "टिप्पणी", "सुझाव", "चेतावनी", "पृष्ठ", "आवरण", "शीर्षक पृष्ठ", "चित्र", "तालिकाएँ",
          "पाठ पर लौटें", "%s का आवरण", "अनुभाग", "मुख्य स्थल", "पृष्ठ", "QR कोड"}},
};

/* Where a number does not follow its word and a space. */
static const struct {
	const char *lang, *figure, *table, *page;
} forms[] = {
        {"hu", "%s.\u00A0ábra", "%s.\u00A0táblázat", "%s.\u00A0oldal"},
        {"eu", "%s.\u00A0irudia", "%s.\u00A0taula", "%s.\u00A0orrialdea"},
        {"lv", "%s.\u00A0attēls", "%s.\u00A0tabula", "%s.\u00A0lpp."},
        {"lt", "%s\u00A0pav.", "%s\u00A0lentelė", "p.\u00A0%s"},
        {"ja", "図%s", "表%s", "%sページ"},
        {"zh-Hant", "圖%s", "表%s", "第%s頁"},
        {"zh", "图%s", "表%s", "第%s页"},
        {"ko", "그림\u00A0%s", "표\u00A0%s", "%s쪽"},
};

static bool speaks(const char *lang, const char *tag)
{
	return res_speaks(lang, tag) ||
	       (str_eq(tag, "zh-Hant") &&
	        (res_speaks(lang, "zh-TW") || res_speaks(lang, "zh-HK") || res_speaks(lang, "zh-MO")));
}

const char *doc_term(const char *lang, DocTerm term)
{
	for (size_t i = 0; lang && i < BASE_LEN(table); i++) {
		if (speaks(lang, table[i].lang))
			return table[i].terms[term];
	}
	return table[0].terms[term];
}

const char *doc_numbered(Arena *arena, const char *lang, DocTerm term, const char *number)
{
	for (size_t i = 0; lang && i < BASE_LEN(forms); i++) {
		if (!speaks(lang, forms[i].lang))
			continue;
		const char *form = term == DOC_TERM_FIGURE  ? forms[i].figure
		                   : term == DOC_TERM_TABLE ? forms[i].table
		                                            : forms[i].page;
		const char *gap = strstr(form, "%s");
		return arena_printf(arena, "%.*s%s%s", (int)(gap - form), form, number, gap + 2);
	}
	return arena_printf(arena, "%s\u00A0%s", doc_term(lang, term), number);
}

const char *doc_comma(const char *lang)
{
	static const struct {
		const char *lang, *comma;
	} commas[] = {{"ar", "، "}, {"fa", "، "}, {"ur", "، "}, {"ps", "، "}, {"ug", "، "}, {"ja", "、"}, {"zh", "、"}};
	for (size_t i = 0; lang && i < BASE_LEN(commas); i++) {
		if (res_speaks(lang, commas[i].lang))
			return commas[i].comma;
	}
	return ", ";
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
	        {1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
	        {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
	        {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"},
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
