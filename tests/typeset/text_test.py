"""What stands at line ends, how letters are drawn and what is read back: looked up in the finished PDF."""
import re, subprocess

from making import Made, front

FILLER = "and then some words of several lengths went along the line until it was full".split()


def build(run, text, lang="en", extra="", style=None):
    """The PDF's path is lent to a function: build(run, text)(lambda pdf: …)."""
    more, files = (extra + "style: s.yaml\n", {"s.yaml": style}) if style else (extra, {})
    made = Made(run, front(more, lang=lang) + text + "\n", "--to", "pdf", files=files)
    return lambda look, made=made: look(made.path("t.pdf"))


def tool(*args):
    return subprocess.run(args, capture_output=True, check=True).stdout.decode()


def lines_of(pdf):
    """The lines of text, without heads and folios."""
    lines = [line.strip() for line in tool("pdftotext", "-layout", pdf, "-").replace("\f", "").split("\n")]
    return [line for line in lines if line and line != "T" and not re.fullmatch(r"\d+|T +\d+|\d+ +T", line)]


def spread(phrase, count=40):
    """Paragraphs in which the phrase comes after every number of letters."""
    return "\n\n".join("%s %s %s" % ("x" * (1 + i % 9), " ".join((FILLER * 3)[:6 + i]), (phrase + " ") * 6) for i in range(count))


def ends(run, phrase, lang):
    return [line.split()[-1] for line in build(run, spread(phrase), lang)(lines_of)]


def starts(run, phrase, lang):
    return [line.split()[0] for line in build(run, spread(phrase), lang)(lines_of)]


def test_words_that_end_no_line(run):
    cases = [("en", "with Mr. Smithson", {"Mr."}), ("en", "by J. R. R. Tolkien", {"J.", "R."}), ("en", "on p. 12 only", {"p."}),
             ("en", "vol. IV there", {"vol."}), ("ru", "это А. С. Пушкин", {"А.", "С."}), ("fr", "chez Mme Dupont", {"Mme"}),
             ("de", "das ist z. B. so", {"z."}), ("de", "siehe § 12 dort", {"§"}), ("pl", "wiele razy w lesie", {"w"}), ("cs", "mnoho lidí v lese", {"v"}),
             ("sk", "veľa ľudí s nami", {"s"}), ("es", "con Sra. Morales", {"Sra."}), ("el", "και ο κ. Παπάς", {"κ."}), ("en", "dates 25 km", {"25"}),
             ("en", "a sum of 1 000 000 souls", {"1"})]
    for lang, phrase, words in cases:
        found = words & set(ends(run, phrase, lang))
        assert not found, (lang, phrase, found)


def test_words_may_end_a_line_where_nothing_binds(run):
    assert "w" in ends(run, "many times w was there", "en")
    assert "with" in ends(run, "with Smithson there", "en")


def test_dashes_and_ellipses_begin_no_line(run):
    for phrase in ("so it was – they said", "so it was — they said", "so it was—they said", "so it was … they said"):
        found = [word for word in starts(run, phrase, "en") if word[0] in "–—…"]
        assert not found, (phrase, found)


def test_a_hyphen_has_two_letters_on_each_side(run):
    assert "e-" not in ends(run, "many an e-mail came", "en")
    assert "well-" in ends(run, "many a well-known man came", "en")


def test_code_and_addresses_are_cut_without_hyphens(run):
    words = ["/usr/share/hyphen/hyph_de_DE.dic", "std::collections::HashMap::with_capacity", "AbstractSingletonProxyFactoryBean",
             "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "--no-install-recommends"]
    text = "\n\n".join("Some words %s and `%s` there `%s` and again `%s` as well." % ("o" * i, word, word, word) for word in words for i in range(1, 12))
    address = "https://example.org/a/long/path/to/some-document.html?query=value&other=thing"
    text += "\n\n" + "\n\n".join("Some %s then %s then." % ("o" * i, address) for i in range(1, 12))
    lines = build(run, text)(lines_of)
    joined = "".join(lines)
    for word in words:
        assert joined.count(word) == 33, (word, joined.count(word))
    assert joined.count(address) == 11
    assert any(line.startswith(("/share/", "/hyphen/", "/hyph_")) for line in lines) and any(line.endswith(("::", "with_")) for line in lines)
    assert not any(line.startswith(("recommends`", "-")) and "recommends" not in line and "document" not in line for line in lines)


def test_an_address_goes_on_with_the_sign_that_it_is_cut_at(run):
    addresses = ["https://example.org/a/long/path/to/some-document-of-words.html?query=value&other=thing",
                 "https://downloads.example.org/releases/stable/2024/05/server-installer-4.11.2-x86_64-unknown-linux-gnu.tar.gz"]
    text = "\n\n".join("Some words of it %s and then <%s> went there, and more of them." % ("o" * i, address) for i in range(1, 30) for address in addresses)
    def check(pdf):
        lines = [line for line in lines_of(pdf) if "Some" in line or "://" in line or "/" in line]
        wrong = [line for line in lines if line.endswith(("-", "/", ".", "?", "=", "_")) and not line.endswith(("://", "them."))]
        assert not wrong, wrong
        assert sum(line.startswith(("-", "/", ".", "_")) for line in lines_of(pdf)) > 20
        lengths = re.findall(r'<line xMin="([\d.]+)".*?xMax="([\d.]+)"', tool("pdftotext", "-bbox-layout", pdf, "-"))
        first = [float(right) - float(left) for left, right in lengths]
        assert sum(width < 250 for width in first) < len(first) * .4, "lines before an address are short"
    build(run, text)(check)


def test_a_code_line_too_long_wraps(run):
    code = "static_assert(sizeof(struct very_long_name) == sizeof(another_structure_name) && some_other_condition_that_is_long, \"message\");"
    lines = build(run, "```\n%s\nshort\n```" % code)(lines_of)
    assert code.replace(" ", "") in "".join(lines).replace(" ", "")
    assert "short" in lines


def test_thai_is_broken_between_its_words(run):
    text = "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์เช่นเดียวกับภาษาจีนและออกเสียงแยกคำต่อคำ" * 3
    boxes = build(run, text, "th")(lambda pdf: tool("pdftotext", "-bbox-layout", pdf, "-"))
    lines = re.findall(r'<line xMin="([\d.]+)".*?xMax="([\d.]+)"', boxes)
    assert len(lines) > 4 and max(float(right) for _, right in lines) < 420


def test_graphemes_stay_whole(run):
    family, flag, accent = "👨‍👩‍👧‍👦", "🇫🇷", "e\u0301\u0323"
    for cluster in (family, flag):
        text = "\n\n".join("x" * i + (cluster * 40) for i in range(1, 6))
        for line in build(run, text)(lines_of):
            assert not line.startswith("\u200d") and not line.endswith("\u200d"), line
            assert line.count("🇫") == line.count("🇷"), line
