"""Quotation marks, apostrophes, primes and dates: what was typed, and what is set in the language at hand."""
import os, re


def set_text(dump):
    """The text of a tree with its quotation marks; a line a paragraph."""
    out, ends = "", []
    for line in dump.split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        while ends and ends[-1][0] >= depth:
            out += ends.pop()[1]
        text = re.match(r' *Str "(.*)"', line)
        quoted = re.search(r'Quoted .*open="(.*?)" close="(.*?)"', line)
        if text:
            out += text.group(1).replace('\\"', '"')
        elif quoted:
            out += quoted.group(1)
            ends.append((depth, quoted.group(2)))
        elif "SoftBreak" in line:
            out += " "
        elif re.match(r" *Para\b", line):
            out += "\n"
    return out.strip().replace("\u202f", "_")


def read(run, text, lang="en"):
    status, dump, errors = run("dump", "-", stdin=("---\ntitle: T\nlang: %s\n---\n\n%s" % (lang, text)).encode())
    return set_text(dump)


ENGLISH = (
    ("5'10\" tall, 5' 10\", a 12\" disc, 6' of it, 48°51'24\" N", "5′10″ tall, 5′ 10″, a 12″ disc, 6′ of it, 48°51′24″ N"),
    ("the '68 revolt, 5' 10\" tall", "the ’68 revolt, 5′ 10″ tall"),
    ("1'000'000 and the 1990's", "1’000’000 and the 1990’s"),
    ("\"She was 25\" in '45' and \"in 1945.\"", "“She was 25” in ‘45’ and “in 1945.”"),
    ("'Tis the season, '90s and '80s, rock 'n' roll", "’Tis the season, ’90s and ’80s, rock ’n’ roll"),
    ("'90s music was the kids' favourite", "’90s music was the kids’ favourite"),
    ("'I like the '90s,' he said", "‘I like the ’90s,’ he said"),
    ("\"'Tis true,\" he said", "“’Tis true,” he said"),
    ("\"'Twas brillig,' he read.\"", "“‘Twas brillig,’ he read.”"),
    ("don't, dogs', O'Brien's \"it's\"", "don’t, dogs’, O’Brien’s “it’s”"),
    ("\"A *quoted* [link \"in\" it](x)\" (\"a\" ['b'])", "“A quoted link ‘in’ it” (“a” [‘b’])"),
    ("*\"a\"* \"*a*\" \"*a*,\" **\"a\"**", "“a” “a” “a,” “a”"),
    ("said---\"or so\"---he; \"Why?\"---\"Because.\"", "said—“or so”—he; “Why?”—“Because.”"),
    ("\"...\" \"...and\" \"-- no\" '\"Nested,\" she.'", "“…” “…and” “– no” ‘“Nested,” she.’"),
    ("\"a \"b\" c\" 'a 'b' c'", "“a ‘b’ c” ‘a “b” c’"),
    ("\"First of two\n\n\"Second.\"", "“First of two\n“Second.”"),
    ("'First of two\n\n'Second.'", "‘First of two\n‘Second.’"),
    ("\\\"straight\\\" and \"no newline at the end\"", "\"straight\" and “no newline at the end”"),
    ("U+0022 (\") and ('), a \" b, 's' and 't'", "U+0022 (\") and ('), a \" b, ‘s’ and ‘t’"),
    ("_\" **A**_ b, _c.\"_ d", "“ A b, c.” d"),
    ("צה\"ל ג'ורג' פרופ' כהן", "צה״ל ג׳ורג׳ פרופ׳ כהן"),
)


def test_english(run):
    for typed, wanted in ENGLISH:
        found = read(run, typed)
        assert found == wanted, "%s is set %s" % (typed, found)


LANGUAGES = dict([
    ("en-GB", "“a ‘b’ c”"), ("de", "„a ‚b‘ c“"), ("de-CH", "«a ‹b› c»"), ("fr", "«_a “b” c_»"), ("fr-CH", "«_a ‹_b_› c_»"), ("fr-CA", "«_a “b” c_»"),
    ("es", "«a “b” c»"), ("es-ES", "«a “b” c»"), ("es-MX", "“a ‘b’ c”"), ("sr-Latn", "„a ’b’ c”"), ("it", "«a “b” c»"), ("pt-BR", "“a ‘b’ c”"), ("pt-PT", "«a “b” c»"), ("ca", "«a “b” c»"),
    ("nl", "“a ‘b’ c”"), ("sv", "”a ’b’ c”"), ("fi", "”a ’b’ c”"), ("da", "»a ›b‹ c«"), ("nb", "«a ‘b’ c»"), ("pl", "„a «b» c”"), ("cs", "„a ‚b‘ c“"),
    ("hu", "„a »b« c”"), ("ro", "„a «b» c”"), ("hr", "„a ‘b’ c”"), ("ru", "«a „b“ c»"), ("uk", "«a „b“ c»"), ("bg", "„a ’b’ c“"), ("el", "«a “b” c»"),
    ("hy", "«a “b” c»"), ("ka", "„a «b» c“"), ("he", "”a ’b’ c”"), ("ar", "«a “b” c»"), ("fa", "«a ‹b› c»"), ("ja", "「a『b』c」"), ("ko", "“a ‘b’ c”"),
    ("zh", "“a‘b’c”"), ("zh-TW", "「a『b』c」"), ("zh-Hant-HK", "「a『b』c」"), ("tr", "“a ‘b’ c”"), ("et", "„a ‚b‘ c“"), ("PT-pt", "«a “b” c»"), ("xx", "“a ‘b’ c”"),
])


def test_languages_in_one_document(run):
    """Each in a span of its own, the quotations in it nested and one without an end."""
    typed = "\n\n".join("[\"a 'b' c\"]{lang=%s}" % lang for lang in LANGUAGES)
    found = read(run, typed).split("\n")
    for (lang, wanted), line in zip(LANGUAGES.items(), found):
        assert line == (wanted if " " in wanted else wanted.replace("『", " 『").replace("』", "』 ").replace("‘", " ‘").replace("’", "’ ")), lang + ": " + line
    assert read(run, "\"Erster\n\n\"Zweiter\"", "de") == "„Erster\n„Zweiter“"


DATES = (
    ("en", "2026-11-24", "24 November 2026"), ("en-US", "2026-11-24", "November 24, 2026"), ("en-CA", "2026-11-24", "November 24, 2026"),
    ("en-GB", "2026-05-01", "1 May 2026"), ("en", "2026-11", "November 2026"), ("en", "2026", "2026"), ("de", "2026-11-24", "24. November 2026"),
    ("de-AT", "2026-01-02", "2. Jänner 2026"), ("fr", "2026-11-24", "24 novembre 2026"), ("fr", "2026-11-01", "1er novembre 2026"),
    ("es", "2026-11-24", "24 de noviembre de 2026"), ("it", "2026-11-01", "1º novembre 2026"), ("pt-BR", "2026-03-01", "1º de março de 2026"),
    ("pt-PT", "2026-03-01", "1 de março de 2026"), ("ca", "2026-04-24", "24 d’abril de 2026"), ("ru", "2026-11-24", "24 ноября 2026 г."),
    ("ru", "2026-11", "ноябрь 2026 г."), ("uk", "2026-11", "листопад 2026 р."), ("pl", "2026-10-03", "3 października 2026"), ("cs", "2026-10-03", "3. října 2026"),
    ("el", "2026-11-24", "24 Νοεμβρίου 2026"), ("hu", "2026-11-24", "2026. november 24."), ("fi", "2026-11-24", "24. marraskuuta 2026"),
    ("hy", "2026-11-24", "24 նոյեմբերի, 2026 թ."), ("he", "2026-11-24", "24 בנובמבר 2026"), ("ar-EG", "2026-11-24", "٢٤ نوفمبر ٢٠٢٦"),
    ("fa", "2026-11-24", "۲۴ نوامبر ۲۰۲۶"), ("ja", "2026-11-24", "2026年11月24日"), ("ja", "2026-11", "2026年11月"), ("zh-TW", "2026", "2026年"),
    ("ko", "2026-11-24", "2026년 11월 24일"), ("th", "2026-11-24", "24 พฤศจิกายน 2026"), ("xx", "2026-11-24", "2026-11-24"),
)


def test_dates(run):
    for lang, iso, wanted in DATES:
        status, dump, errors = run("dump", "-", stdin=("---\ntitle: T\nlang: %s\ndate: %s\n---\n" % (lang, iso)).encode())
        found = dump.split("\n")[0].replace("\u00a0", " ").replace("\u202f", " ")  # by ICU's age
        found = found.replace(" del 2026", " de 2026")  # Catalan, by its age too
        assert 'date="%s" date-text="%s"' % (iso, wanted) in found, lang + ": " + found


def test_dates_in_words(run):
    for date, status, level in (("Spring '23", 0, "note"), ("24/11/2026", 1, "error"), ("2026-13-01", 1, "error")):
        done, dump, errors = run("dump", "-", stdin=("---\ntitle: T\nlang: en\ndate: %s\n---\n" % date).encode())
        assert done == status and "-:4:7: %s: " % level in errors, errors
        assert ('date-text="Spring ’23"' in dump) == (level == "note") and ' date="' not in dump, dump


def test_front_matter_is_set_like_text(run):
    status, dump, errors = run("dump", "-", stdin="""---
title: '*Or*, "Don''t" -- a `tale`...'
subtitle: Vraiment ? "Oui"
author: [Flann O'Brien, 1984. A Novel, "<b> of"]
lang: fr
---
""".encode())
    assert 'title="Or, «\u202fDon’t\u202f» – a tale…" subtitle="Vraiment\u202f? «\u202fOui\u202f»"' in dump, dump
    assert 'name="Flann O’Brien"' in dump and 'name="1984. A Novel"' in dump and 'name="<b> of"' in dump, dump


OWN_WORDS = "ru el hy he ar ca ro cs da no fi tr fa ko".split()
LABELS = {"en": ("Figure_1", "Table_1"), "de-AT": ("Abbildung_1", "Tabelle_1"), "hu": ("1._ábra", "1._táblázat"), "ja": ("図1", "表1"), "zh-HK": ("圖1", "表1"),
          "lv": ("1._attēls", "1._tabula"), "sr-Latn-RS": ("Slika_1", "Tabela_1"), "sr": ("Слика_1", "Табела_1"), "xx": ("Figure_1", "Table_1")}


def labels_in(run, lang):
    text = "---\ntitle: T\nlang: %s\n---\n\n[](#t) [](#f)\n\n| a |\n|---|\n| b |\n\n: c {#t}\n\n![c](dot.png){#f alt=a}\n" % lang
    status, dump, errors = run("dump", "-", cwd=os.path.dirname(__file__) + "/../golden", stdin=text.encode())
    assert status == 0, errors
    return tuple(re.search(r"%s.* label=\"(.*?)\"" % kind, dump).group(1).replace("\u00a0", "_") for kind in ("Figure", "Table"))


def test_the_program_s_words(run):
    for lang, wanted in LABELS.items():
        assert labels_in(run, lang) == wanted, lang
    for lang in OWN_WORDS:
        assert labels_in(run, lang)[1] != "Table_1", lang + " has no words of its own"
