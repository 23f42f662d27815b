"""The contents, and the lists of figures, tables and listings, in print and in the e-book."""
import os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", part) for part in ("epub", "pdf", "pdf/verify", "typeset")]
import verify
from rules import Style
from table_test import picture
from making import Made

FRONT = "---\ntitle: T\nlang: %s\ntoc: true\nlof: true\nlot: true\nlol: true\nnumber-sections: true\n%s---\n\n"
LONG = " has a name that is so long that it needs more than one line of the contents, as names do"


def source(chapters):
    out = []
    for i in range(1, chapters + 1):
        out.append("# Chapter %s%s\n\nText.\n\n![Drawing %d](a.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Numbers %d\n\n```c {caption=\"Code %d\"}\nx\n```\n" % ("abcdefghijklmnopqrstuvwxyz"[i - 1], LONG if i == 2 else "", i, i, i))
        out += ["## Section %d\n\nText.\n\n### Deeper\n\nText.\n" % k for k in range(3)]
    return "\n".join(out)


def built(run, text, lang="en", more="", *args, style=""):
    made = Made(run, FRONT % (lang, more) + text, "--style", "FOLDER/s.yaml", *args, files={"a.png": picture(40, 90), "s.yaml": style or "{}\n"})
    assert not verify.check(made.path("t.pdf")), verify.check(made.path("t.pdf"))
    return made.layout, made.files["nav.xhtml"].decode()


def entries(layout):
    """Each line of the contents: page, baseline, its pieces of text, dots and all, from left to right."""
    lines = {}
    for number, page in enumerate(layout.pages):
        marked = {round(piece.y, 1) for piece in page if piece.kind == "text" and layout.under(piece.elem, "TOCI")} if page else set()
        for piece in page:
            if piece.kind == "text" and round(piece.y, 1) in marked:
                lines.setdefault((number, round(piece.y, 1)), []).append(piece)
    return [(key, sorted(pieces, key=lambda piece: piece.x0)) for key, pieces in sorted(lines.items())]


def test_leaders_and_numbers_stand_under_each_other(run):
    style = Style()
    layout, _ = built(run, source(12))
    numbers, ends, dots = set(), set(), set()
    for (page, _), pieces in entries(layout):
        left = style.columns_of(page, False)[0]
        leader = [piece for piece in pieces if re.fullmatch(r"[. ]{3,}", piece.text)]
        if leader:
            numbers.add(round(pieces[-1].x1 - left - style.measure, 0))
            ends.add(round(leader[0].x1 - left, 0))
            dots.add(round((leader[0].x0 - left) / (style.size / 2), 1) % 1)
    assert numbers == {0} and len(ends) == 1 and len(dots) == 1, (numbers, ends, dots)


def test_styles_say_how_contents_look(run):
    def widths(style, word):
        layout, _ = built(run, source(1), style=style)
        return [piece.x1 - piece.x0 for _, pieces in entries(layout) for piece in pieces if word in piece.text][0]

    bold, plain = "contents: {weight: 700}\n", "contents: {weight: 400}\n"
    assert widths(bold, "Chapter") > widths(plain, "Chapter") + 1 and widths(bold, "Deeper") == widths(plain, "Deeper")
    bare, _ = built(run, source(3), style="contents: {leaders: false}\n")
    assert entries(bare) and not any(re.fullmatch(r"[. ]{3,}", piece.text) for _, pieces in entries(bare) for piece in pieces)


def test_no_page_ends_with_an_entry_that_has_others_below(run):
    layout, _ = built(run, source(12))
    lines = entries(layout)
    assert len({page for (page, _), _ in lines}) > 2
    for ((page, _), pieces), ((after, _), below) in zip(lines, lines[1:]):
        depth = lambda row: row[0].text.strip().count(".") if re.match(r"[\d.]+$", row[0].text.strip()) else 0
        assert page == after or depth(below) <= depth(pieces), (pieces, below)


def test_long_entries_stand_under_their_words(run):
    layout, _ = built(run, source(3))
    line = next(i for i, (_, pieces) in enumerate(entries(layout)) if "Chapter" in "".join(p.text for p in pieces) and "has" in "".join(p.text for p in pieces))
    first, second = entries(layout)[line][1], entries(layout)[line + 1][1]
    words = next(piece for piece in first if "Chapter" in piece.text)
    assert abs(second[0].x0 - words.x0) < 1, (first, second)
    assert max(piece.x1 for piece in first) < Style().columns_of(0, False)[0] + Style().measure - 2 * Style().size + 3


def test_lists_of_figures_tables_and_listings(run):
    layout, nav = built(run, source(13))
    text = "\n".join("".join(piece.text for piece in pieces) for _, pieces in entries(layout))
    for i in (1, 13):
        for word in ("Drawing", "Numbers", "Code"):
            assert re.search(r"\b%d\s*%s\s*%d\b[ .]*\d" % (i, word, i), text), (word, i, text)
    titles = [piece.text for page in layout.pages[:9] for piece in page if piece.kind == "text" and piece.text.strip() in ("Contents", "Figures", "Tables", "Listings")]
    assert titles == ["Contents", "Figures", "Tables", "Listings"], titles
    for kind, word, name in (("loi", "Figures", "Drawing"), ("lot", "Tables", "Numbers"), ("lol", "Listings", "Code")):
        part = re.search(r'<nav [^>]*id="%s".*?</nav>' % kind, nav, re.S).group()
        assert "hidden" not in part and "<h2 id=\"%s-title\">%s</h2>" % (kind, word) in part and part.count("<li>") == 13, part
        assert re.search(r'<li><a href="[^"]+#[^"]+">.*?%s 13' % name, part), part


def test_lists_in_other_languages_and_directions(run):
    for lang, words in (("de", ("Abbildungen", "Tabellen", "Listings")), ("fr", ("Figures", "Tableaux", "Listings"))):
        layout, nav = built(run, source(2), lang)
        found = [piece.text.strip() for page in layout.pages for piece in page if piece.kind == "text"]
        assert all(word in found and ">%s</h2>" % word in nav for word in words), (lang, found)
    layout, _ = built(run, source(3), "he")
    for (page, _), pieces in entries(layout):
        if any(re.fullmatch(r"[. ]{3,}", piece.text) for piece in pieces):
            assert re.fullmatch(r"[\divx]+", pieces[0].text.strip()) and abs(pieces[0].x0 - Style().columns_of(page, True)[0]) < 3, pieces


def test_short_captions_stand_in_lists(run):
    layout, nav = built(run, '# A\n\nText.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: A caption of many words {#tbl-x short="Few words"}\n\n# B\n\n# C\n')
    assert "Few words" in nav and any("Few" in piece.text for page in layout.pages for piece in page if piece.kind == "text")
