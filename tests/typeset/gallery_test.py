"""The gallery: each style of ours with its sample, built without a warning, conforming, by the rules; and the values that
styles have, as pages show them."""
import glob, os, re, subprocess, sys

from making import Made, front

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
SAMPLES = sorted(glob.glob(ROOT + "/content/gallery/*.md"))


def built(run, style, text, *options):
    made = Made(run, text, "--style", "FOLDER/s.yaml", *options, files={"s.yaml": style})
    css = "".join(data.decode() for name, data in made.files.items() if name.endswith(".css"))
    return words(made.path("t.pdf")), css, fonts(made.path("t.pdf"))


def words(pdf):
    """(x from, y from, x to, y to, word) of each word, page by page; and the page's width and height first."""
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for page in out.split("<page ")[1:]:
        size = re.match(r'width="([\d.]+)" height="([\d.]+)"', page)
        boxes = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<', page)
        pages.append((float(size[1]), float(size[2]), [tuple(map(float, box[:4])) + (box[4],) for box in boxes]))
    return pages


def fonts(pdf):
    return subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout


def find(page, word):
    return next(box for box in page[2] if box[4] == word)


def test_every_style_has_a_line_and_most_a_sample(run):
    status, out, _ = run("style", "--list")
    named = dict(line.split(None, 1) for line in out.splitlines())
    assert status == 0 and len(named) > 10
    for name, line in named.items():
        assert line.startswith("For ") and line.endswith(".") and len(line) < 120, (name, line)
        assert run("style", name)[0] == 0
    for sample in SAMPLES:
        assert os.path.basename(sample)[:-3] in named, sample


def test_samples_conform(run):
    sys.path.insert(0, os.path.join(HERE, "..", "pdf", "verify"))
    import verify
    for sample in SAMPLES:
        name = os.path.basename(sample)[:-3]
        assert re.search(r"^style: %s$" % name, open(sample).read(), re.M), sample
        made = Made(run, None, "--strict", source=sample)
        breaches = verify.check(made.pdf)
        assert not made.errors and not breaches, (name, made.errors, breaches[:5])


LONG = "---\ntitle: The Name\nauthor: Who Wrote\nlang: en\n---\n\n# Alpha\n\n" + ("Plenty of ordinary words stand here. " * 60 + "\n\n") * 8 + "# Beta\n\n" + ("Plenty of ordinary words stand here. " * 60 + "\n\n") * 8


def test_heads_and_folios_stand_where_the_style_says(run):
    pages, _, _ = built(run, "running: {left: author, right: title, folio: outer}\ntitle: {block-below-pages: 100}\n", LONG)
    left, right = pages[1], pages[2]
    assert find(left, "Wrote")[1] < 70 and find(right, "Name")[1] < 70
    assert find(left, "2")[0] < 90 and find(right, "3")[2] > right[0] - 90, "not at the outer edges"
    pages, _, _ = built(run, "running: {left: none, right: none, folio: head}\ntitle: {block-below-pages: 100}\n", LONG)
    assert find(pages[1], "2")[3] < 70 and find(pages[2], "3")[3] < 70
    assert [box[4] for box in pages[1][2] if box[1] < 55] == ["2"], "a head is left"
    pages, _, _ = built(run, "running: {folio: none}\ntitle: {block-below-pages: 100}\n", LONG)
    assert not any(box[4] == "2" for box in pages[1][2])


def test_margins_that_are_not_mirrored(run):
    for mirrored, same in (("true", False), ("false", True)):
        pages, _, _ = built(run, "page: {inner: 25mm, outer: 15mm, mirrored: %s}\ntitle: {block-below-pages: 100}\n" % mirrored, LONG)
        edges = [min(box[0] for box in page[2] if box[1] > 100) for page in pages[1:3]]
        assert (abs(edges[0] - edges[1]) < 4) == same, (mirrored, edges)


def test_titles(run):
    for align in ("start", "center"):
        pages, css, look = built(run, "title: {align: %s, weight: 700, sans: true, block-below-pages: 1, height: 120}\n" % align, LONG)
        width, _, _ = pages[0]
        first, last = find(pages[0], "The"), find(pages[0], "Name")
        middle = (first[0] + last[2]) / 2
        assert (abs(middle - (width + 18 * 72 / 25.4 - 25 * 72 / 25.4) / 2) < 2) == (align == "center"), (align, middle)
        assert "Biolinum" in look and 170 < first[1] < 200, (look, first)
        assert re.search(r"\.titlepage h1 \{[^}]*font-weight: bold;[^}]*text-align: %s;" % align, css), css
    pages, _, _ = built(run, "title: {show: false, block-below-pages: 100}\nrunning: {left: none, right: none}\n", LONG)
    assert not any(box[4] == "Name" for page in pages for box in page[2])


LISTS = "---\ntitle: T\nlang: en\n---\n\n- one\n    - two\n        - three\n            - four\n"


def test_bullets_by_depth(run):
    pages, css, _ = built(run, "list: {bullets: ['+', '=']}\n", LISTS)
    marks = [box[4] for box in sorted(pages[0][2], key=lambda box: box[1]) if box[4] in "+="]
    assert marks == ["+", "=", "+", "="], marks
    assert re.search(r'ul ul, ol ul \{\s*list-style-type: "=";', css), css


TABLE = "---\ntitle: T\nlang: en\n---\n\n| Aa | Bb |\n|----|----|\n| cc | dd |\n| ee | ff |\n\n: What it is {#t}\n\nSee [](#t).\n"


DEFINED = """---
title: T
lang: en
---

ALDA
:   Speaks for a while about what she has seen, and does not stop before the second line of the page has begun below her name.

BRUNO
:   Answers.

Somebody whose name is far too long to stand beside what is said by him, whatever it may be that he says
:   Nothing.
"""


def test_definitions_stand_as_the_style_says(run):
    for form, beside in (("below", False), ("run-in", True), ("beside", True)):
        pages, css, _ = built(run, "definition: {form: %s, term: small-caps, indent: 60}\n" % form, DEFINED)
        term, first, turned, answer = (find(pages[0], word) for word in ("ALDA", "Speaks", "Answers.", "Nothing."))
        assert (abs(term[3] - first[3]) < 1) == beside, (form, term, first)
        lines = sorted({round(box[0], 1) for box in pages[0][2] if first[3] + 8 < box[3] < first[3] + 20})
        if form == "run-in":
            assert 5 < first[0] - term[2] < 9 and abs(min(lines) - term[0] - 60) < 2, (first, term, lines)
        if form == "beside":
            assert abs(first[0] - term[0] - 60) < 2 and abs(min(lines) - first[0]) < 2, (first, term, lines)
        long = find(pages[0], "Somebody")
        assert answer[3] > long[3] + 10, "a long term has a line of its own"
        assert bool(re.search(r"\ndt \{[^}]*float: left", css)) == beside and re.search(r"\ndt \{[^}]*font-variant: small-caps", css), css


def test_a_paragraph_after_a_quotation_is_new_or_goes_on(run):
    text = "---\ntitle: T\nlang: en\n---\n\nAbove.\n\n> A letter.\n\nAnew it begins.\n\n> Words\n\nthat end here.\n\n::: verse\nA poem.\n:::\n\nAgain it begins.\n"
    made = Made(run, text)
    page, html, css = words(made.pdf)[0], made.pages, made.files["style.css"].decode()
    flush = find(page, "Above.")[0]
    assert [round((find(page, word)[0] - flush) / 13.5) for word in ("Anew", "that", "Again")] == [1, 0, 1]
    assert html.count('<p class="anew">') == 2 and "<p>that end here." in html and "p + p, p.anew {" in css, html


def test_marks_stand_at_the_right_and_answers_have_lines(run):
    text = "---\ntitle: T\nlang: en\n---\n\nHow high? [7]{.marks}\n\n::: {.answer lines=3}\n:::\n\n" + "Many words of a question. " * 6 + "[8]{.marks}\n"
    made = Made(run, text)
    page, html = words(made.pdf)[0], made.pages
    rules = [piece for piece in made.layout.pages[0] if piece.kind == "rect" and piece.x1 - piece.x0 > 250]
    edge = page[0] - 25 * 72 / 25.4
    assert all(abs(find(page, mark)[2] - edge) < 2 for mark in "78"), [find(page, mark) for mark in "78"]
    gaps = [b.y0 - a.y0 for a, b in zip(rules, rules[1:])]
    assert len(rules) == 3 and all(abs(gap - 13.5 * 1.6) < .2 for gap in gaps), rules
    assert all(rule.y1 - rule.y0 < 1 for rule in rules), "lines have run together"
    assert html.count('<span class="marks">') == 2 and html.count('<div class="answer-line"></div>') == 3


def test_lines_of_an_answer_stay_together(run):
    """Wherever the page ends, the four of a question are on one; of many none is alone."""
    for lines in (4, 20):
        layout = Made(run, "---\ntitle: T\nlang: en\nstyle: worksheet\n---\n\n" + "\n\n".join("Words.\n\nQuestion %d?\n\n::: {.answer lines=%d}\n:::" % (i, lines) for i in range(9))).layout
        count, parts = 0, []
        for page in layout.pages:
            pieces = sorted((piece for piece in page if piece.kind == "rect" or "Question" in piece.text), key=lambda piece: piece.y0)
            for piece in pieces:
                count, parts = (0, parts + [count]) if piece.kind == "text" and count else (count + (piece.kind == "rect"), parts)
            count, parts = 0, parts + [count]
        assert sum(parts) == 9 * lines and min(part for part in parts if part) > 1 and (lines > 8 or set(parts) <= {0, 4}), (lines, parts)


def test_spaces_and_hyphens_keep_the_bounds_of_the_style(run):
    text = "---\ntitle: T\nlang: en\n---\n\n" + "\n\n".join(" ".join(["incomprehensibilities", "a", "considerable"] * (k % 9 + 6)) for k in range(40)) + "\n"
    def gaps(style):
        pages, _, _ = built(run, "page: {width: 90mm}\n" + style, text)
        lines = [(a, b) for page in pages for a, b in zip(page[2], page[2][1:]) if abs(a[3] - b[3]) < .5]
        ends = [a[4] for page in pages for a, b in zip(page[2], page[2][1:]) if abs(a[3] - b[3]) > .5 and a[4][-1] == "\u00ad"]
        return [b[0] - a[2] for a, b in lines], ends
    plain, ends = gaps("")
    bound, fewer = gaps("text: {widest: 120, narrowest: 95, before-hyphen: 6, after-hyphen: 7}\n")
    assert max(bound) < .8 * max(plain) and max(bound) < 1.3 * 1.1 * .25 * 10.5, (max(plain), max(bound))
    short = [end for end in fewer if len(end.strip("\u00ad")) < 6]
    assert not short and any(len(end.strip("\u00ad")) < 6 for end in ends), (short, ends)


def test_tables_and_captions(run):
    narrow, _, _ = built(run, "{}\n", TABLE)
    wide, css, look = built(run, "table: {full-width: true, head: '#ddeeff', stripe: '#f4f4f4'}\nfigure: {label: bold, caption: start}\n", TABLE)
    gap = lambda pages: find(pages[0], "Bb")[0] - find(pages[0], "Aa")[0]
    assert gap(wide) > 3 * gap(narrow), (gap(wide), gap(narrow))
    assert re.search(r"\ntable \{[^}]*width: 100%", css) and re.search(r"caption \.label \{\s*font-weight: bold", css), css


def test_emphasis_without_italics(run):
    text = "---\ntitle: T\nlang: en\n---\n\nPlain and *stressed* words.\n"
    _, css, look = built(run, "text: {italics: false}\n", text)
    assert "LinLibertineOB" in look.replace("-", "") or "OB" in look, look
    assert "Italic" not in look and "OI" not in look and re.search(r"\nem, cite \{[^}]*font-weight: bold", css), look


def test_the_first_paragraph_is_indented_on_request(run):
    text = "---\ntitle: T\nlang: en\n---\n\n# H\n\nFirst " + "words and more words " * 20 + "\n"
    edges = [find(built(run, "text: {first-indent: %s}\n" % flag, text)[0][0], "First")[0] for flag in ("false", "true")]
    assert 10 < edges[1] - edges[0] < 17, edges


def test_the_highest_picture(run):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="2000"><rect width="200" height="2000" fill="#888"/></svg>'
    gaps = []
    for height in (70, 30):
        made = Made(run, front("style: s.yaml\n") + "Above.\n\n![A bar](p.svg)\n\nBelow.\n", "--to", "pdf",
                    files={"p.svg": svg, "s.yaml": "figure: {height: %d}\n" % height})
        page = words(made.pdf)[0]
        gaps.append(find(page, "Below.")[1] - find(page, "Above.")[1])
    assert 160 < gaps[0] - gaps[1] < 190, gaps


def test_boxes_differ_by_more_than_their_name(run):
    text = "---\ntitle: T\nlang: en\n---\n\n" + "\n\n".join("::: %s\nText.\n:::" % kind for kind in ("note", "tip", "important", "warning", "caution"))
    made = Made(run, text)
    assert made.pages.count('class="admonition grave ') == 3 and made.pages.count('<aside class="admonition ') == 5, made.pages
    style = run("style")[1]
    for kind in ("note", "tip", "important", "warning", "caution"):
        color = re.search(r'^  %s: "#(\w\w)(\w\w)(\w\w)"' % kind, style, re.M).groups()
        red = "%.4f" % (int(color[0], 16) / 255)
        assert red.rstrip("0")[1:4] in made.objects, (kind, red)


def test_a_part_is_of_two_lines(run):
    text = "---\ntitle: T\nlang: en\n---\n\n# Part One: The Sea {.part}\n\n# Water\n\nText.\n"
    pages, _, _ = built(run, "title: {block-below-pages: 1}\n", text)
    page = next(page for page in pages if any(box[4] == "One" for box in page[2]) and any(box[4] == "Sea" for box in page[2]) and not any(box[4] == "Water" for box in page[2]))
    assert find(page, "Sea")[1] > find(page, "One")[3] - 6 and abs(find(page, "The")[0] - find(page, "Part")[0]) < 2


def test_a_term_in_any_look_has_its_definition_beside_it(run):
    text = front() + "".join("%s\n:   %s.\n\n" % (term, said) for term, said in (("H~2~O", "Water"), ("x^2^", "Square"), ("~~gone~~", "Was"), ("[line]{.underline}", "Below")))
    page = built(run, "definition: {form: beside, indent: 60}\n", text)[0][0]
    for term, said in (("H", "Water."), ("x", "Square."), ("gone", "Was."), ("line", "Below.")):
        left, right = next(box for box in page[2] if box[4].startswith(term)), find(page, said)
        assert abs(left[3] - right[3]) < 4 and 55 < right[0] - left[0] < 65, (term, page[2])


def values(style):
    """The numbers of a style's file, by section and key."""
    found = {}
    for section, inner in re.findall(r"^([a-z0-9-]+): *(\{.*\}|(?:[^\n{]*\n(?:  .*\n)+))", style, re.M):
        for key, value in re.findall(r"([a-z-]+): ([a-z0-9.]+)", inner):
            found[section, key] = value
    return found


def test_headings_take_whole_lines(run):
    default, odd = values(run("style")[1]), []
    for line in run("style", "--list")[1].splitlines():
        style = {**default, **values(run("style", line.split()[0])[1])}
        leading = float(style["text", "leading"])
        if style["page", "grid"] != "true":
            continue
        for level in "123456":
            sum_ = sum(float(style["heading-" + level, key]) for key in ("before", "leading", "after"))
            if abs(sum_ / leading - round(sum_ / leading)) > 0.001:
                odd.append((line.split()[0], level, sum_, leading))
    assert not odd, odd


def test_one_recipe_is_no_book(run):
    """Its ingredients and its method stand below its name, not on pages of their own behind a title page."""
    text = "---\ntitle: Cake\nlang: en\n---\n\nA cake.\n\n## Ingredients\n\n%s\n## Method\n\n%s" % ("- butter, soft and cut\n" * 14, "1. Beat it until it is pale, then add the next egg.\n" * 12)
    made = Made(run, text, "--to", "pdf", "--style", "recipe")
    pages = words(made.pdf)
    assert len(pages) == 2 and [find(pages[0], word)[4] for word in ("Cake", "Ingredients", "butter,")], pages
