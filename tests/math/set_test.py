"""Formulas in print: where what stands, what it is read as, what holds it."""
import os, re, struct, subprocess, tempfile

import making
from making import Made

HERE = os.path.dirname(os.path.abspath(__file__))
FACE = "TeX Gyre Termes Math"
LEADING, MEASURE = 13.5, 105 * 72 / 25.4
# Places in the table's MathConstants (the OpenType specification): two percents, two heights, then values of four bytes.
NAMES = {"axis": 5, "sub_down": 8, "sup_up": 11, "numerator_up": 32, "denominator_down": 34, "rule": 38}


def constants():
    """What the face's MATH table says, in ems."""
    path = subprocess.run(["fc-match", "-f", "%{file}", FACE], capture_output=True, text=True, check=True).stdout
    data = open(path, "rb").read()
    tables = {data[at:at + 4]: struct.unpack(">II", data[at + 8:at + 16]) for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)}
    start = tables[b"MATH"][0]
    start += struct.unpack(">H", data[start + 4:start + 6])[0]
    units = struct.unpack(">H", data[tables[b"head"][0] + 18:tables[b"head"][0] + 20])[0]
    found = {name: struct.unpack(">h", data[start + 8 + 4 * (place - 4):start + 10 + 4 * (place - 4)])[0] / units for name, place in NAMES.items()}
    found["percent"] = struct.unpack(">h", data[start:start + 2])[0] / 100
    return found


def built(run, text, front="", *args):
    """The layout of the PDF made from the text, its words by pdftotext, and what was said."""
    made = Made(run, making.front(front, "Formulas") + text, "--to", "pdf", *args)
    return made.layout, made.words, made.errors


def pieces(layout):
    """What is in formulas, in order."""
    return [piece for page in layout.pages for piece in page if piece.elem is not None and layout.kind(piece.elem) == "Formula"]


def the(found, text):
    return next(piece for piece in found if piece.text == text)


def near(a, b, what):
    assert abs(a - b) < .06, "%s: %.3f is not %.3f" % (what, a, b)


def test_scripts_stand_where_the_face_says(run):
    face = constants()
    found = pieces(built(run, "A formula $x^2$ and $y_3$ in words.")[0])
    for letter, script, shift in (("x", "2", -face["sup_up"]), ("y", "3", face["sub_down"])):
        base, small = the(found, letter), the(found, script)
        near(small.y - base.y, shift * base.size, "the shift of " + script)
        near(small.size, base.size * face["percent"], "the size of " + script)


def test_fractions_are_parted_at_the_axis(run):
    face = constants()
    found = pieces(built(run, "$$z = \\frac{a}{b}$$")[0])
    base = next(piece for piece in found if piece.text.startswith("z"))
    bar = next(piece for piece in found if piece.kind == "rect")
    near((bar.y0 + bar.y1) / 2, base.y - face["axis"] * base.size, "the bar's middle")
    near(bar.y1 - bar.y0, face["rule"] * base.size, "the bar")
    for letter in "ab":
        piece = the(found, letter)
        near((piece.x0 + piece.x1) / 2, (bar.x0 + bar.x1) / 2, "the middle of " + letter)
        assert (piece.y < bar.y0) == (letter == "a"), letter


def test_fences_grow_with_what_they_hold(run):
    found = pieces(built(run, "$$\\left(\\frac{a}{b}\\right)$$\n\n$$(c)$$")[0])
    large, small = [piece.first for piece in found if piece.text.startswith("(")]
    assert large > 1.2 * small, "%.2f, %.2f" % (large, small)


def test_formulas_are_elements_with_a_description(run):
    layout = built(run, "Einstein: $E = mc^2$, and $a$ by its own words.\n\n$$x^2 + y^2 = z^2$$")[0]
    found = [elem for elem in layout.tree.elements if layout.kind(elem) == "Formula"]
    told = [layout.tree.pdf.at(elem.dict["/Alt"]) for elem in found]
    assert told == ["u:E = mc^2", "u:a", "u:x^2 + y^2 = z^2"], told


def test_formulas_are_copied_as_one_would_type_them(run):
    words = built(run, "Einstein: $E = mc^2$ it is.\n\n$$\\frac{a+b}{2} \\ge \\sqrt{ab}$$\n\n$$\\left\\{ \\sum_{i=0}^n x_i \\right\\}$$")[1]
    assert "Einstein: E = mc² it is." in words, words
    assert "(a + b)/2 ≥ √(ab)" in words, words


def test_lines_of_text_stay_on_the_grid(run):
    text = "Some words with $x^2$, with $\\frac{a}{b}$ and $\\sum_{i=0}^n x_i$ in them. " * 6
    layout = built(run, text + "\n\nA display\n$$\\int_0^1 \\frac{x}{2}\\,dx$$\nand words after it. " + text)[0]
    for page in layout.pages:
        bases = [piece.y for piece in page if piece.kind == "text" and piece.elem is not None and layout.kind(piece.elem) == "P"
                 and abs(piece.size - 10.5) < .1]
        for y in bases:
            off = (y - bases[0]) % LEADING
            assert min(off, LEADING - off) < .06, "%.2f off the grid" % off


LONG = "f(x_1, x_2, x_3) = " + " + ".join("a_{%d} x_1^{%d} x_2^{%d}" % (i, i, i + 1) for i in range(14))


def test_nothing_is_wider_than_the_measure(run):
    cases = {"broken": "$$%s$$" % LONG, "of one piece": "$$\\sqrt{%s}$$" % LONG, "aligned": "$$\\begin{align} x &= %s \\end{align}$$" % LONG,
             "in words": "Some words $%s$ around it." % LONG, "in words, of one piece": "Words $\\sqrt{%s}$ around." % LONG}
    for name, text in cases.items():
        layout, _, errors = built(run, text)
        for piece in pieces(layout):
            left = layout.sizes[0][0] - MEASURE - 25 * 72 / 25.4
            assert piece.x0 > left - 1 and piece.x1 < left + MEASURE + 1, "%s: %s at %.1f to %.1f" % (name, piece, piece.x0, piece.x1)
        assert ("math-too-wide" in errors or "of its size" in errors) == (name in ("of one piece", "in words, of one piece")), name + ": " + errors


def test_lines_end_after_relations_and_operators(run):
    layout = built(run, "Words that lead to a formula which is long: $%s$ and so on." % LONG)[0]
    ends, last = [], None
    for piece in pieces(layout):
        if last is not None and piece.y > last.y + 5 and piece.size == last.size:
            ends.append(last.text.strip()[-1:])
        last = piece if piece.size > 8 else last
    assert ends and set(ends) <= set("+=,"), ends


def test_number_stands_at_the_edge(run):
    layout = built(run, "$$x = y \\tag{3}$$")[0]
    number = next(piece for piece in layout.pages[0] if ")" in piece.text)
    right = layout.sizes[0][0] - 25 * 72 / 25.4
    assert abs(number.x1 - right) < 2, "%.1f is not at %.1f" % (number.x1, right)


def test_no_face_is_opened_for_nothing(run):
    layout = built(run, "Some words alone.")[0]
    assert not any(b"Math" in str(font.dict if hasattr(font, "dict") else font).encode() for font in layout.fonts.values())


def test_without_a_face_the_source_is_shown_and_that_is_said_once(run):
    with tempfile.TemporaryDirectory() as folder:
        style = os.path.join(folder, "plain.yaml")
        open(style, "w").write("faces:\n  math: [No Such Face]\n")
        _, words, errors = built(run, "A formula $x^2$, another $y_3$.", "", "--style", style)
    assert "x^2" in words and "y_3" in words, words
    assert len(re.findall("no face for mathematics", errors)) == 1, errors


def test_cells_headings_captions_and_notes_hold_formulas(run):
    text = "# The law $E = mc^2$\n\nWords.[^1]\n\n[^1]: A note with $a^2$.\n\n| a | b |\n|---|---|\n| $x_1$ | $\\frac{1}{2}$ |\n\nTable: Of $z$.\n"
    layout = built(run, text)[0]
    kinds = {layout.kind(layout.block(piece.elem.parent)) for piece in pieces(layout)}
    assert {"H1", "TD", "Caption"} <= kinds, kinds


def measured(lines):
    """Width, height and depth in points of formulas at 10 pt; lines as measure.c reads them."""
    measure = os.path.join(os.path.dirname(os.environ["BIFOLIO"]), "measure")
    done = subprocess.run([measure, "10"], input="".join(line + "\n" for line in lines), capture_output=True, text=True, check=True)
    return [tuple(map(float, line.split())) for line in done.stdout.splitlines()]


def compared(file):
    """What LuaLaTeX has and what we have of each formula in a file: (name, its sizes, our sizes)."""
    lines = [line for line in open(os.path.join(HERE, file), encoding="utf-8").read().splitlines() if not line.startswith("#")]
    names = [line.split("  ", 1)[1] for line in lines]
    return zip(names, [tuple(map(float, line.split("  ", 1)[0].split())) for line in lines], measured(names))


def test_formulas_measure_what_they_do_in_lualatex(run):
    off, count = [], 0
    for name, (width, height, depth), own in compared("lualatex.dim"):
        whole, count = height + depth, count + 1
        if abs(own[0] - width) > .02 * width or abs(own[1] - height) > .02 * whole or abs(own[2] - depth) > .02 * whole:
            off.append("%s: %s, not %s" % (name, own, (width, height, depth)))
    assert len(off) <= .02 * count, "\n".join(off)


def test_rooms_and_columns_are_those_of_lualatex(run):
    off = ["%s: %s, not %s" % (name, own, its) for name, its, own in compared("lualatex_close.dim") if max(abs(a - b) for a, b in zip(its, own)) > .1]
    assert not off, "\n".join(off)


def test_a_proof_ends_at_the_edge(run):
    """\\qedhere's sign stands where a number would, on the line that says it; among words after them."""
    layout, _, errors = built(run, "$$x = y \\qedhere$$\n\n$$\\begin{align*} a &= b \\\\ &= c \\qedhere \\end{align*}$$\n\nWords $z\\qedhere$.\n")
    assert not errors, errors
    signs = [piece for page in layout.pages for piece in page if piece.kind == "text" and piece.text.strip() == "□"]
    lines = {piece.text.strip()[-1]: piece.y for page in layout.pages for piece in page if piece.kind == "text" and piece.text.strip()[-1:] in ("y", "c")}
    assert len(signs) == 3, signs
    near(signs[0].y, lines["y"], "the sign's line")
    near(signs[1].y, lines["c"], "the sign's line")
    near(signs[0].x1, signs[1].x1, "the edge")
    assert signs[2].x1 < signs[0].x1 - 50


def test_ten_thousand_formulas_a_second(run):
    lines = ["t \\frac{x_{%d}^2 + y}{\\sqrt{%d}} = \\sum_{i=0}^n a_{%d}" % (i, i, i) for i in range(4000)]
    began = os.times()
    assert len(measured(lines)) == len(lines)
    ended = os.times()
    took = ended.children_user + ended.children_system - began.children_user - began.children_system
    assert took < 1.5, "%.2f s" % took  # a machine that is busy may take its time


def test_rows_that_are_too_wide_go_on_below(run):
    """Lines of align and aligned are broken at operators, below where their last cell begins, and keep their size."""
    long = " + ".join("x_{%d} y_{%d}" % (i, i) for i in range(14))
    for name in ("align", "aligned"):
        layout, _, errors = built(run, "$$\\begin{%s} f(a) &= b \\\\ &= %s \\\\ &= c \\end{%s}$$\n" % (name, long, name))
        assert not errors, errors
        found, left = pieces(layout), {}
        for piece in found:
            if piece.size > 8:
                left[round(piece.y, 1)] = min(piece.x0, left.get(round(piece.y, 1), 1000))
        first, second, third, last = [left[y] for y in sorted(left)]
        assert abs(second - last) < .1 and first < second and 15 < third - second < 25, left
        assert max(piece.x1 for piece in found) - min(piece.x0 for piece in found) < MEASURE + .1


def test_contents_and_heads_set_formulas(run):
    """What repeats a heading or a caption sets its formulas, with the folio as large as the words; it is an entry's, no second formula."""
    front = "---\ntitle: A book\nauthor: A\nlang: en\ntoc: true\nlot: true\nnumber-sections: true\n---\n\n"
    text = ("# On $\\sum_{i=1}^n x_i$\n\n" + "Words of a page. " * 900 + "\n\n| a |\n|---|\n| b |\n\n: Of $\\frac{a}{b}$\n\n"
            "# *Plain* words, without [a link](https://example.com) or $x$[^1]\n\nWords.\n\n[^1]: Note.\n")
    made = Made(run, front + text)
    contents = next(page for page in made.layout.pages if any(piece.kind == "text" and ".." in piece.text.replace(" ", "") for piece in page))
    entries = [piece for piece in contents if piece.kind == "text" and made.layout.kind(piece.elem) == "Link" and piece.size < 12]
    sums = [piece for page in made.layout.pages for piece in page if piece.kind == "text" and "∑" in piece.text]
    assert len(sums) >= 3, "the heading, its entry and a running head: %d" % len(sums)
    words = "".join(piece.text for piece in entries)
    assert "∑" in words and "x[" not in words and "link (" not in words, words
    sizes = {piece.size for piece in entries if piece.text.strip().isdigit() and piece.x0 > 200}
    assert sizes == {max(piece.size for piece in entries)}, sizes


def test_short_displays_stay_together(run):
    """No page ends after the first line of a display or before its last, where it may end before the whole."""
    text = "".join("%s\n\n$$a_{%d} = b$$\n\n$$\\begin{gather*} p_{%d} = 1 \\\\ q_{%d} = 2 \\\\ r_{%d} = 3 \\end{gather*}$$\n\n" % ("Words of a line. " * (7 + 5 * i % 23), i, i, i, i) for i in range(60))
    layout, _, _ = built(run, text)
    lines = [[piece.text[0] for piece in page if piece.kind == "text" and piece.text in ("p", "q", "r", "𝑝", "𝑞", "𝑟")] for page in layout.pages]
    assert sum(map(len, lines)) == 180, lines
    divided = [number for number, page in enumerate(lines, 1) if page and (page[0] not in "p𝑝" or page[-1] not in "r𝑟")]
    assert len(layout.pages) > 8 and not divided, divided
