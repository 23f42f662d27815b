"""Tables with cells over several rows and columns, with blocks of every kind, with rows higher than a page."""
import os, re, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from narrow_test import check_page, words_of

FRONT = "---\ntitle: T\nlang: en\n---\n\n"


def built(run, text):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "t.md")
        open(source, "w").write(FRONT + text)
        status, _, errors = run("build", "--to", "pdf", "-o", folder, source)
        assert status == 0, errors
        xml = subprocess.run(["pdftotext", "-bbox", folder + "/t.pdf", "-"], capture_output=True, text=True).stdout
        raw = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", folder + "/t.pdf", "-"], capture_output=True).stdout
        return xml.split("<page ")[1:], raw.decode("latin-1"), errors


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
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/t.md", "w").write(text)
        status, _, errors = run("build", "--to", "pdf", "-o", folder, folder + "/t.md")
        assert status == 0, errors
        page = subprocess.run(["pdftotext", "-layout", folder + "/t.pdf", "-"], capture_output=True, text=True).stdout
    lines = [" ".join(line.split()) for line in page.split("\n")]
    assert "Arsenic ICP-MS after acid digestion 0.0002 mg/l 0.01" in lines, page
    assert "E. coli Membrane filtration, 44 °C 1 per 100 ml 0" in lines, page
