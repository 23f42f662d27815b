"""Numbers of displays: which have one, where it stands, what references make of it."""
import re

from making import Made

MEASURE = 105 * 72 / 25.4
FRONT = "---\ntitle: Numbers\nauthor: A\nlang: %s\n%s---\n\n"


def built(run, text, more="", lang="en"):
    """The layout of print, its words, the e-book's text, and what was said."""
    made = Made(run, FRONT % (lang, more) + text)
    pages = [page for name, page in made.spine if "title" not in name and "cover" not in name and "nav" not in name]
    return made.layout, made.text("-layout"), "".join(pages), made.errors


def print_numbers(layout):
    """What stands at the right edge in brackets, no part of a formula."""
    found = [piece for page in layout.pages for piece in page if piece.kind == "text" and re.fullmatch(r"\([^() ]+\)", piece.text) and layout.kind(piece.elem) == "P"]
    edge = max([piece.x1 for piece in found], default=0)
    return [piece.text for piece in found if abs(piece.x1 - edge) < .06]


def book_numbers(page):
    return re.findall(r'<span class="equation-number">(.*?)</span>', page) + re.findall(r"<mtext>(\(\d+\))</mtext></mtd></mtr>", page)


def plain(page):
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", page))


def both(run, text, numbers, front=""):
    layout, words, page, errors = built(run, text, front)
    assert print_numbers(layout) == numbers, (print_numbers(layout), numbers)
    assert sorted(book_numbers(page)) == sorted(numbers), (book_numbers(page), numbers)
    return layout, words, page, errors


def test_an_id_numbers_a_display(run):
    layout, words, page, errors = both(run, "# C\n\nBefore.\n\n$$a = b$$ {#eq-a}\n\n$$c = d$$\n\n$$\ne = f\n$$ {#eq-e}\n\nEnd.\n", ["(1)", "(2)"])
    assert not errors
    assert 'id="eq-a"' in page and "{" not in plain(page)
    number = next(piece for piece in layout.pages[0] if piece.text == "(1)")
    assert abs(number.x1 - min(piece.x0 for piece in layout.pages[0]) - MEASURE) < .5


def test_references_are_numbers_and_words_where_sentences_begin(run):
    text = "# C\n\n$$a = b$$ {#eq-a}\n\n[](#eq-a) begins, [](#eq-a) does not. [](#eq-a) does. “So.” [](#eq-a) too; by [](#eq-a).\n"
    _, words, page, _ = built(run, text)
    assert "Equation 1 begins, (1) does not. Equation 1 does. “So.” Equation 1 too; by (1)." in plain(page.replace("\u00a0", " ")), plain(page)
    said = re.sub(r"\s+", " ", words.replace("\u00a0", " "))
    assert "Equation 1 begins, (1) does not." in said and "page" not in said


def test_words_of_languages(run):
    for lang, name in (("hu", "1.\u00a0egyenlet"), ("ja", "式1")):
        _, _, page, _ = built(run, "# C\n\n$$a = b$$ {#eq-a}\n\n[](#eq-a) x.\n", lang=lang)
        assert ">%s</a>" % name in page, page


def test_labels_tags_and_lines(run):
    text = r"""# C

$$\begin{align}
a &= b \label{one} \\
  &= c \notag \\
d &= e \label{eq:two} \\
f &= g \tag{x}\label{three}
\end{align}$$

$$\begin{equation}\label{four} h = i\end{equation}$$

By $\eqref{one}$, [](#eq:two), [](#three), $\eqref{four}$ and $x + \ref{eq:two}$.
"""
    layout, words, page, errors = built(run, text)
    assert not errors, errors
    assert print_numbers(layout) == ["(1)", "(2)", "(x)", "(3)"]
    assert "By (1), (2), (x), (3) and x+2." in plain(page), plain(page)
    assert page.count("<mtext>(1)</mtext></mtd></mtr>") == 1 and page.count('<mtd class="edge number"></mtd></mtr>') == 1


def test_numbers_stand_at_the_left_of_text_from_the_right(run):
    """As far from the left edge as they stand from the right one elsewhere; the lines of an alignment keep to each other."""
    text = "$$\\begin{align} x &= y + y + y \\label{p} \\\\ z &= w \\label{q} \\end{align}$$\n"
    places = {}
    for lang in "en", "he":
        layout = built(run, text, lang=lang)[0]
        pieces = [piece for page in layout.pages for piece in page if piece.kind == "text"]
        numbers = [piece for piece in pieces if re.fullmatch(r"\([12]\)", piece.text)]
        lines = [piece.x0 for piece in pieces if "=" in piece.text]
        assert len(numbers) == 2 and len(lines) == 2 and abs(lines[0] - lines[1]) < 5, pieces
        places[lang] = numbers[0]
    margins = 60  # at most: a page's inner and outer one change sides
    assert places["en"].x1 > MEASURE + margins / 2 and places["he"].x0 < margins + 30, [(at.x0, at.x1) for at in places.values()]


def test_parts_of_one_number(run):
    text = ("$$\\begin{subequations}\\label{w} \\begin{align} a &= b \\label{p} \\\\ c &= d \\notag \\\\ e &= f \\end{align} \\end{subequations}$$\n\n"
            "$$g = h$$ {#next}\n\nSee [](#w), [](#p), $\\eqref{w}$ and [](#next).\n")
    layout, words, page, errors = built(run, text, "number-equations: all\n")
    assert print_numbers(layout) == ["(1a)", "(1b)", "(2)"] and not errors, (print_numbers(layout), errors)
    assert "See (1), (1a), (1) and (2)." in plain(page).replace("\u00a0", " "), page


def test_a_tag_stands_in_both_editions(run):
    _, _, page, _ = both(run, "# C\n\n$$a = b \\tag{*}$$ {#eq-a}\n\nSee [](#eq-a).\n", ["(*)"])
    assert "See (*)." in plain(page)


def test_all_or_those_that_are_called(run):
    text = "# C\n\n$$a$$ {#eq-a}\n\n$$b$$\n\n$$c \\notag$$\n\n$$\\begin{align*} d &= e\\end{align*}$$\n\n$$\\begin{align} f &= g\\\\ h &= i\\nonumber\\\\ j &= k\\end{align}$$\n\n$$l$$ {#eq-l}\n\nBy [](#eq-l).\n"
    both(run, text, ["(1)", "(2)", "(3)", "(4)", "(5)"], "number-equations: all\n")
    both(run, text, ["(1)"], "number-equations: referenced\n")
    both(run, text, ["(1)", "(2)"])
    status, _, errors = run("check", "-", stdin=(FRONT % ("en", "number-equations: some\n") + text).encode())
    assert status == 1 and "named, referenced or all" in errors


def test_by_chapter(run):
    text = "# One\n\n$$a$$ {#eq-a}\n\n$$b$$ {#eq-b}\n\n# Two\n\n$$c$$ {#eq-c}\n\nBy [](#eq-b). [](#eq-c).\n"
    for front in ("", "number-sections: true\n"):
        _, _, page, _ = both(run, text, ["(1.1)", "(1.2)", "(2.1)"], "equations-by-chapter: true\n" + front)
        assert "By (1.2). Equation\u00a02.1." in plain(page).replace("Equation 2.1", "Equation\u00a02.1"), plain(page)


def test_labels_that_nobody_has(run):
    _, _, page, errors = built(run, "# C\n\n$$a \\label{x}$$\n\n$$b \\label{x}$$\n\nBy $\\eqref{y} + z$.\n")
    assert "t.md:13:4: warning: no numbered formula here has the label 'y'" in errors, errors
    assert "t.md:11:1: warning: the id 'x' is taken since line 9" in errors, errors


def test_brackets_where_the_front_matter_asks(run):
    text = "# On \\(x_1\\)\n\nA \\(a + b\\), `\\(c\\)`, \\\\(d\\\\), \\(e.\n\n\\[\nf = g\n\\] {#eq-f}\n\n| A | \\(h\\) |\n|---|---|\n| 1 | 2 |\n"
    _, _, page, errors = both(run, text, ["(1)"], "math-brackets: true\n")
    assert not errors and page.count("<math ") == 4 and "<code>\\(c\\)</code>" in page and "\\(d\\), \\(e." in page, page
    assert '<th scope="col"><math ' in page.replace("\n", "").replace("\t", "")
    assert "<math " not in built(run, text)[2]
    _, _, _, errors = built(run, "# C\n\nA line\nand \\(\\foo\\).\n", "math-brackets: true\n")
    assert "t.md:11:7: warning: '\\foo' is not known" in errors, errors


def test_displays_begin_where_the_style_says(run):
    text = "# C\n\nBefore it.\n\n$$a = b$$ {#eq-a}\n\n$$\\begin{align} c &= d\\\\ e &= f\\end{align}$$\n"
    layout = Made(run, FRONT % ("en", "style: s.yaml\n") + text, "--to", "pdf", files={"s.yaml": "formula: {align: start, indent: 20}\n"}).layout
    first = min(piece.x0 for piece in layout.pages[0] if piece.kind == "text")
    begins = [piece.x0 - first for piece in layout.pages[0] if piece.kind == "text" and piece.text[:1] in ("a", "c", "e") and layout.kind(piece.elem) == "Formula"]
    assert len(begins) == 3 and all(abs(begin - 20) < 1 for begin in begins), begins


def test_a_sentence_goes_on_after_its_display(run):
    """What begins with a small letter after a display is no new paragraph to the eye; what begins with a capital is."""
    layout, _, page, _ = built(run, "# C\n\nIf\n\n$$a = b$$\n\nwhere it stands.\n\n$$c = d$$\n\nWhere another begins.\n\nnot after a display.\n")
    begins = {piece.text.split()[0]: piece.x0 for piece in layout.pages[0] if piece.kind == "text" and piece.text.split()[:1] and piece.text.split()[0] in ("If", "where", "Where", "not")}
    assert abs(begins["where"] - begins["If"]) < 1 and begins["Where"] > begins["If"] + 5 and begins["not"] > begins["If"] + 5, begins
    assert page.count('class="goes-on"') == 1 and '<p class="goes-on">where' in page


def test_environments_alone_are_displays_where_the_front_matter_asks(run):
    text = "# C\n\nAs\n\n\\begin{align}\na &= b \\label{x} \\\\\nc &= \\begin{pmatrix} d \\end{pmatrix}\n\\end{align}\n\nand $\\eqref{x}$, \\begin{tabular}e\\end{tabular}.\n"
    _, _, page, errors = both(run, text, ["(1)"], "math-brackets: true\n")
    assert "write ::: and a class" in errors and page.count("<math ") == 1 and "and (1), \\begin{tabular}e\\end{tabular}." in plain(page), page
    _, _, page, errors = built(run, text)
    assert "<math " not in page and "write it between $$, or math-brackets: true" in errors, errors
    _, _, _, errors = built(run, "# C\n\n\\begin{gather}\n\\foo\n\\end{gather}\n", "math-brackets: true\n")
    assert "t.md:11:1: warning: '\\foo' is not known" in errors, errors


def test_numbered_displays_are_imported_as_they_were(run):
    made = Made(run, FRONT % ("en", "") + "# C\n\n$$a = b$$ {#eq-a}\n\nBy [](#eq-a).\n", "--to", "epub")
    status, _, errors = run("import", made.epub, "-o", made.path("u.md"))
    assert status == 0, errors
    assert "\n$$a = b$$ {#eq-a}\n\nBy [(1)](#eq-a).\n" in made.read("u.md"), made.read("u.md")


def test_multline_is_one_formula(run):
    text = "# C\n\n$$\\begin{multline} a + b \\\\ + c \\end{multline}$$\n\n$$d$$\n"
    both(run, text, ["(1)", "(2)"], "number-equations: all\n")
    dumped = run("dump", "-", stdin=(FRONT % ("en", "") + text).encode())[1]
    assert dumped.count('op bin "+"') == 2, dumped


def test_a_faulty_display_has_no_number(run):
    _, _, page, errors = built(run, "# C\n\n$$\\foo \\label{a}$$ {#eq-f}\n\n$$b$$\n\nBy [](#eq-f).\n", "number-equations: all\n")
    assert "'\\foo' is not known" in errors and book_numbers(page) == ["(1)"], page


def test_wide_displays_can_be_reached(run):
    """One that is wider than a phone scrolls, by the keyboard, too; its number stays beside it."""
    sum_of = " + ".join("a_{%d}" % i for i in range(30))
    _, _, page, _ = built(run, "# C\n\n$$%s = 0$$\n\n$$%s = 1$$ {#eq-w}\n\n$$a = b$$ {#eq-n}\n\nInline $%s$.\n" % ((sum_of,) * 3))
    assert page.count('<span class="scrolled" tabindex="0"><math') == 2, page
    wide = re.search(r'<span class="equation" id="eq-w"><span class="scrolled" tabindex="0"><math.*?</math></span> <span class="equation-number">', page)
    assert wide and '<span class="equation" id="eq-n"><span><math' in page, page


def test_wide_formulas_in_lines_can_be_reached(run):
    """One that is wider than a phone's line scrolls on its place; links hold nothing that keys reach."""
    wide = " + ".join("a_{%d}" % i for i in range(30))
    _, _, page, _ = built(run, "# C\n\nThat $%s$, and $a = b$, and [$%s = 0$](https://example.org).\n" % (wide, wide))
    assert '<span class="together"><span class="scrolled-line" tabindex="0"><math' in page, page
    assert re.search(r'<a [^>]*><span class="scrolled-line"><math', page) and page.count('"scrolled-line"') == 2, page
    assert re.search(r'and <span class="together"><math', page), page


def test_formulas_in_names_are_called_by_their_words(run):
    """What is called by its words (headings, heads of tables, links) has a name where those are a formula."""
    text = "# $E = mc^2$ {#sec-e}\n\n| $x_1$ | b |\n|---|---|\n| $y$ | $z$ |\n\n[$\\alpha^2$](#sec-e), $w${alt=weight} and [$v${alt=speed}](#sec-e)."
    _, _, page, _ = built(run, text)
    assert re.findall(r' aria-label="([^"]*)"', re.sub(r"<(?!math)[^>]*>", "", page)) == ["E = mc²", "x₁", "α²", "speed"], page


def test_no_line_begins_with_a_formula_s_comma(run):
    """Browsers part a formula from what stands behind it: its comma or full stop is kept with it."""
    _, _, page, _ = built(run, "# C\n\nThe $x$, $y$. And $z$ (or $w$), *$v$*, $u$\nend $t$-th.\n")
    held = re.findall(r'<span class="together"><math.*?</math>([^<]*)</span>', page)
    assert held == [",", ".", "),"] and plain(page).count("x, y.") == 1, (held, page)
