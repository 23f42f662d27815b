"""Tables with cells over several rows and columns, with blocks of every kind, with rows higher than a page."""
import os, re, struct, sys, zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from making import Made, front
from narrow_test import check_page, words_of
from rules import Style


def built(run, text):
    made = Made(run, front() + text, "--to", "pdf")
    return made.text("-bbox").split("<page ")[1:], made.objects, made.errors


def test_cells_over_rows_and_columns(run):
    pages, raw, _ = built(run, "<table><thead><tr><th rowspan=2>Region<th colspan=2>Halves<tr><th>One<th>Two</thead>"
                               "<tr><th rowspan=2>North<td>11<td>12<tr><td colspan=2>unknown</table>\n")
    at = {w[4]: w for w in words_of(pages[0])}
    check_page(pages[0])
    assert at["Halves"][0] == at["One"][0] < at["Two"][0] and at["Halves"][1] < at["One"][1] == at["Two"][1] == at["Region"][1], "heads"
    assert at["North"][1] == at["11"][1] < at["unknown"][1] and at["unknown"][0] == at["11"][0], "body"
    attributes = [set(re.findall(r"/(ColSpan|RowSpan) (\d)", a)) | set(re.findall(r"/(Scope) /(\w+)", a)) for a in re.findall(r"/A <<(.*?)>>", raw, re.S) if "/Table" in a]
    assert {("Scope", "Column"), ("RowSpan", "2")} in attributes and {("Scope", "Column"), ("ColSpan", "2")} in attributes, attributes
    assert {("Scope", "Row"), ("RowSpan", "2")} in attributes and {("ColSpan", "2")} in attributes, attributes


def test_cells_hold_blocks(run):
    pages, _, _ = built(run, "<table><tr><td>\n\nA paragraph.\n\n- item one\n- item two\n\n</td><td>\n\n```\ncode\n  more\n```\n\n> quoted[^1]\n\n"
                             "</td></tr><tr><td>\n\n1. first\n\n</td><td>end</td></tr></table>\n\nAfter.\n\n[^1]: The note.\n")
    check_page(pages[0])
    found = [w[4] for w in words_of(pages[0])]
    for word in "paragraph. item one two code more first end After. note.".split():
        assert found.count(word) == (2 if word == "item" else 1), (word, found)


def test_a_row_higher_than_a_page_goes_on(run):
    words = ["w%04d" % i for i in range(900)]
    pages, _, _ = built(run, "| Left | Right |\n|---|---|\n| first | x |\n| %s | beside |\n| last | y |\n\nAfter.\n" % " ".join(words))
    found = []
    for page in pages:
        check_page(page)
        assert max(w[3] for w in words_of(page)) < 560, "below the page"
        found += [w[4] for w in words_of(page) if re.match(r"w\d{4}$", w[4])]
    assert found == words and len([page for page in pages if "w0" in page]) > 1
    rows = [w[4] for page in pages for w in words_of(page) if w[4] in ("last", "After.")]
    assert rows == ["last", "After."], rows


def test_a_head_alone_and_numbers(run):
    pages, raw, _ = built(run, "| a | b |\n|---|---|\n\n| one | two |\n|---|---|\n| x | y |\n\n: With words {#t}\n\nAs [](#t) shows.\n")
    assert raw.count("/S /THead") == 1 and raw.count("/S /TBody") == 2, "a head without rows"
    assert "Table" in pages[0] and not re.search(r">Table<[^\n]*\n[^\n]*>2", pages[0]), "what has no caption has no number"


def columns_of(run, cells, align="---"):
    """The words of a table of one column, with a letter before each that tells the row."""
    rows = "".join("| q%d | %s |\n" % (i, cell) for i, cell in enumerate(cells))
    pages, _, _ = built(run, "| a | head |\n|---|%s|\n%s" % (align, rows))
    found = words_of(pages[0])
    return [found[next(i for i, w in enumerate(found) if w[4] == "q%d" % row) + 1] for row in range(len(cells))]


def test_numbers_stand_under_each_other(run):
    edges = lambda cells, align="---": [round(w[2], 1) for w in columns_of(run, cells, align)]
    starts = lambda cells, align="---": [round(w[0], 1) for w in columns_of(run, cells, align)]
    assert len(set(edges(["1990", "12", "1,234,567", "−3"]))) == 1
    assert len(set(edges(["$5", "€1,200", "—", "40%"]))) == 1
    for align in ("---", "--:"):
        right = edges(["0.5", "12.25", "3"], align)
        assert right[0] < right[1] and right[2] < right[0], right
    right = edges(["1.234,5", "12,75", "3"])
    assert right[2] < right[0] < right[1], "a comma before tenths"
    for words in (["1.2.3", "1.10"], ["12", "x"], ["2020-01-02", "2021-01-02"], ["10:30", "9:15"], ["1 2", "3"], ["only", "12"]):
        assert max(starts(words)) - min(starts(words)) < 1, words
    assert max(starts(["1", "100"], ":--")) - min(starts(["1", "100"], ":--")) < 1, "as the author aligned it"


def test_width_goes_where_it_saves_lines(run):
    """Columns share what is left so that few cells of few words take more lines."""
    text = """---
title: T
lang: en
papersize: a4
---

| Substance | Method | Limit of detection | Unit | Guideline value |
|:----|:----|---:|:----|---:|
| Nitrate | Ion chromatography | 0.05 | mg/l | 50 |
| Arsenic | ICP-MS after acid digestion | 0.0002 | mg/l | 0.01 |
| *E. coli* | Membrane filtration, 44 °C | 1 | per 100 ml | 0 |
| Iron | Photometry with phenanthroline | 0.01 | mg/l | 0.3 |
"""
    page = Made(run, text, "--to", "pdf").text("-layout")
    lines = [" ".join(line.split()) for line in page.split("\n")]
    assert "Arsenic ICP-MS after acid digestion 0.0002 mg/l 0.01" in lines, page
    assert "E. coli Membrane filtration, 44 °C 1 per 100 ml 0" in lines, page


ZERO = "table: {rule-width: 0}\nnotes: {rule: 0}\nadmonition: {rule: 0}\n"
WORDS = "It was late in the year and nobody came along the road any more. " * 9


def laid(run, text, style="", lang="en"):
    made = Made(run, front("style: s.yaml\n", lang=lang) + text, "--to", "pdf",
                files={"s.yaml": style or "base: default\n", "a.png": picture(600, 90), "b.png": picture(600, 30)})
    return made.layout


def picture(size, gray):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + bytes([gray]) * size) * size
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def rects(layout, page=0):
    return [piece for piece in layout.pages[page] if piece.kind == "rect"]


def word(layout, text, page=0):
    return next(piece for piece in layout.pages[page] if piece.kind == "text" and text in piece.text)


def test_rules_of_no_thickness_are_not_drawn(run):
    text = "Text.[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Note.\n"
    assert len(rects(laid(run, text))) == 4 and not rects(laid(run, text, ZERO))


def test_columns_are_apart_and_flush_with_the_measure(run):
    style = Style()
    cell = "many words of one cell, which are so long that the row needs more than one line"
    layout = laid(run, "| left | right |\n|---|---|\n| %s | %s |\n" % (cell, cell))
    rule, left, right = rects(layout)[0], word(layout, "left"), word(layout, "right")
    assert abs(rule.x0 - style.inner) < .1 and abs(rule.x1 - rule.x0 - style.measure) < .1, "as wide as the text"
    assert abs(left.x0 + left.first - style.inner - left.first) < 1, "the first column begins with the text"
    ends = max(piece.x1 for piece in layout.pages[0] if piece.kind == "text" and piece.x0 < right.x0 - 5 and layout.under(piece.elem, "TD"))
    assert right.x0 - ends >= 12 - .1, (right.x0, ends)
    few = laid(run, "| left | right |\n|---|---|\n| x | y |\n")
    assert abs(word(few, "right").x0 - word(few, "left").x1 - 12) < 1.5, "twelve points"
    assert abs(word(few, "right").x1 - rects(few)[0].x1) < .5, "the last ends with the rule"
    grounds = laid(run, "| left | right |\n|---|---|\n| x | y |\n", "table: {head: '#ddeeff'}\n")
    assert abs(word(grounds, "left").x0 - rects(grounds)[0].x0 - 6) < 1, "on a ground text keeps off its edge"


def test_nine_tenths_fill_the_measure(run):
    style = Style()
    for letters, filled in ((44, False), (47, True)):
        layout = laid(run, "| %s | b |\n|---|---|\n| x | y |\n" % ("n" * 9 + " " + "n" * (letters - 10)))
        width = rects(layout)[0].x1 - rects(layout)[0].x0
        assert (abs(width - style.measure) < .1) == filled, (letters, width / style.measure)


def test_pictures_in_cells_fill_their_columns(run):
    style = Style()
    layout = laid(run, "| ![A](a.png){alt=a} | ![B](b.png){alt=b} |\n|---|---|\n| first | second |\n")
    images = [piece for piece in layout.pages[0] if piece.kind == "image"]
    assert len(images) == 2 and all(abs(image.x1 - image.x0 - (style.measure - 12) / 2) < 1 for image in images), [i.x1 - i.x0 for i in images]
    beside = laid(run, "| picture | words |\n|---|---|\n| ![A](a.png){alt=a} | %s |\n" % WORDS)
    image = next(piece for piece in beside.pages[0] if piece.kind == "image")
    assert style.measure / 4 < image.x1 - image.x0 < style.measure * 3 / 4


def rows_by_page(layout):
    """The numbers that stand in the tables' first columns, by page."""
    return [[int(m.group()) for piece in page if piece.kind == "text" and layout.under(piece.elem, "TD") for m in [re.match(r"\d+$", piece.text.strip())] if m]
            for page in layout.pages]


def test_a_low_table_stays_whole(run):
    table = "| Week | What |\n|--:|---|\n" + "".join("| %d | Introduction |\n" % i for i in range(1, 7))
    for lines in (4, 10, 16):
        layout = laid(run, WORDS + "\n\n" + WORDS + "\n\n" + "It was late.\n\n" * lines + table + "\n" + WORDS)
        assert [1, 2, 3, 4, 5, 6] in rows_by_page(layout), (lines, rows_by_page(layout))
    divided = [rows_by_page(laid(run, "It was late.\n\n" * lines + table, "table: {keep: 0}\n")) for lines in (23, 25, 26)]
    assert any(len([page for page in pages if page]) == 2 for pages in divided), "as the style says"
    assert all(len(page) != 1 for pages in divided for page in pages), "never a row alone: %s" % divided


def test_what_goes_on_says_so(run):
    table = "| Week | What |\n|--:|---|\n" + "".join("| %d | Introduction |\n" % i for i in range(1, 50)) + "\n: All weeks {#tbl-w}\n\nAs [](#tbl-w) shows.\n"
    layout = laid(run, table)
    said = [[piece for piece in page if piece.kind == "text" and "(continued)" in piece.text] for page in layout.pages]
    assert [len(page) for page in said[:2]] == [0, 1] and said[1][0].artifact and "Table\u00a01 (continued)" in said[1][0].text, said
    assert said[1][0].y < word(layout, "Week", 1).y, "above the head that is repeated"
    for lang, said in (("de", "Fortsetzung"), ("ja", "続き")):
        page = laid(run, table, "", lang).pages[1]
        assert any(said in piece.text for piece in page if piece.kind == "text")
    assert not any("continued" in piece.text for page in laid(run, table, "table: {continued: false}\n").pages for piece in page if piece.kind == "text")


def test_heads_that_are_repeated_have_their_ground(run):
    table = "| Week | What |\n|--:|---|\n" + "".join("| %d | Introduction |\n" % i for i in range(1, 50))
    layout = laid(run, table, "table: {head: '#ddeeff'}\n")
    for page in (0, 1):
        head = word(layout, "Week", page)
        assert any(rect.y0 < head.y < rect.y1 for rect in rects(layout, page)), page
