"""What styles say of heads, contents, lists, captions and features: in print by place, in the e-book by its style sheet."""
import os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), HERE]
from making import Made, front, marks

WORDS = "It was late in the year and nobody came along the road any more. "
BOOK = "# Leaving {.part}\n\n# The road\n\n%s\n\n## Mud\n\n%s\n\n## Snow\n\n%s\n\n# Arriving {.part}\n\n# Home\n\n%s\n" % ((WORDS * 90,) * 4)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><rect width="100" height="60" fill="#888"/></svg>'


def styled(run, style, text, more="", **options):
    files = {"s.yaml": style, "p.svg": SVG}
    return Made(run, front("style: s.yaml\n" + more) + text, files=files, **options)


def rule_of(css, selector):
    return "".join(re.findall(r"(?:^|\n)%s \{([^}]*)\}" % re.escape(selector), css))


def heads(made):
    return ["".join(piece.text for piece in page if piece.artifact == "Header").strip() for page in made.layout.pages]


def test_heads_say_part_and_section(run):
    found = heads(styled(run, "title: {block-below-pages: 1}\nrunning: {left: part, right: section}\n", BOOK))
    left, right = [head for head in found[1::2] if head], [head for head in found[::2] if head]
    assert set(left) == {"Leaving", "Arriving"} and left == sorted(left, reverse=True), left
    assert [head for at, head in enumerate(right) if head not in right[:at]] == ["The road", "Mud", "Snow", "Home"] or set(right) <= {"The road", "Mud", "Snow", "Home"} and "Snow" in right, right


def test_heads_in_the_middle(run):
    for align in ("outer", "center"):
        made = styled(run, "title: {block-below-pages: 1}\nrunning: {align: %s}\n" % align, BOOK)
        page, pieces = next((at, [p for p in page if p.artifact == "Header"]) for at, page in enumerate(made.layout.pages) if any(p.artifact == "Header" for p in page))
        body = [p for p in made.layout.pages[page] if p.kind == "text" and p.artifact is None]
        off = (min(p.x0 for p in pieces) + max(p.x1 for p in pieces) - min(p.x0 for p in body) - max(p.x1 for p in body)) / 2
        assert (abs(off) < 3) == (align == "center"), (align, off)


def test_contents_by_depth_and_size(run):
    made = styled(run, "title: {block-below-pages: 1}\ncontents: {depth: 2, sizes: [12, 9]}\n", BOOK, "toc: true\n")
    lines = [line for page in range(4) for line in made.layout.lines(page) if made.layout.under(line.block, "TOC")]
    assert [round(line.size, 1) for line in lines] == [12, 9, 12, 9] and not any("Mud" in line.text for line in lines), [line.text for line in lines]
    assert "Mud" not in made.files["nav.xhtml"].decode() and "The road" in made.files["nav.xhtml"].decode()
    deeper = styled(run, "contents: {depth: 2}\n", BOOK, "toc: true\ntoc-depth: 3\n")
    assert "Mud" in deeper.files["nav.xhtml"].decode(), "the source's own depth comes first"


def test_numbers_of_lists_by_depth(run):
    text = "1. one\n    1. two\n        1. three\n            1. four\n\n- a\n    1. five\n\n<!-- -->\n\nA) six\n"
    made = styled(run, "list: {numbers: [decimal, lower-alpha, upper-roman]}\n", text)
    labels = [piece.text.strip() for piece in made.layout.pages[0] if piece.elem is not None and made.layout.kind(piece.elem) == "Lbl"]
    assert [label for label in labels if label != "•"] == ["1.", "a.", "I.", "1.", "1.", "A)"], labels
    css = made.files["style.css"].decode()
    assert "lower-alpha" in rule_of(css, "ol ol:not([type])") and "upper-roman" in rule_of(css, "ol ol ol:not([type])")


def test_captions_on_the_other_side(run):
    text = "Above.\n\n![What it shows](p.svg)\n\n| A |\n|---|\n| cell |\n\n: What it holds\n\nBelow.\n"
    for side, other, over in (("below", "above", False), ("above", "below", True)):
        made = styled(run, "figure: {caption-side: %s}\ntable: {caption-side: %s}\n" % (side, other), text)
        ys = {word: next(line.y for line in made.layout.lines(0) if word in line.text) for word in ("shows", "holds", "cell")}
        drawn = max(p.y1 for p in made.layout.pages[0] if p.kind != "text" and p.y1 - p.y0 > 30)
        assert (ys["shows"] < drawn - 40) == over and (ys["holds"] > ys["cell"]) == over, (side, ys, drawn)
        css = made.files["style.css"].decode()
        assert ("caption-side: top" in css) == over and ("caption {\n\tcaption-side: bottom" in css) == over


def test_features_of_the_face(run):
    made = styled(run, "features: {text: [-liga], numbers: [zero, nope], headings: [ss99]}\n", "# Office\n\nAn office of 100.\n")
    assert "s.yaml:1:44: warning: the text's font has no feature 'nope'; it has " in made.errors.replace(":45:", ":44:").replace(":43:", ":44:"), made.errors
    assert "ss99" in made.errors
    assert '"liga" 0, "zero" 1, "nope" 1' in rule_of(made.files["style.css"].decode(), "body")
    plain = styled(run, "text: {protrusion: 0}\n", "An office of 100.\n")
    parted = styled(run, "text: {protrusion: 0}\nfeatures: {text: [-liga]}\n", "An office of 100.\n")
    glyphs = [[len(piece.text) and piece.x1 - piece.x0 for piece in made.layout.pages[0] if "office" in piece.text][0] for made in (plain, parted)]
    assert abs(glyphs[0] - glyphs[1]) > .05, "the ligature is there in both"
    wrong = styled(run, "features: {text: [ligatures]}\n", "Text.\n", status=1)
    assert "s.yaml:1:18" in wrong.errors and "tags of OpenType" in wrong.errors, wrong.errors


def test_a_picture_at_breaks(run):
    made = styled(run, "break: {ornament: '+'}\n", "One.\n\n* * *\n\nTwo.\n", "break-image: p.svg\n")
    drawn = [p for p in made.layout.pages[0] if p.kind != "text" and abs(p.y1 - p.y0 - 10.5) < 1]
    one, two = (next(line.y for line in made.layout.lines(0) if word in line.text) for word in ("One", "Two"))
    assert drawn and drawn[0].elem is None and one < drawn[0].y1 < two and "+" not in made.words, [(p.kind, p.y0, p.y1) for p in made.layout.pages[0]]
    assert "url(\"images/p.svg\")" in rule_of(made.files["style.css"].decode(), "hr") and "hr::before" not in made.files["style.css"].decode()


def test_wrong_values_are_told(run):
    made = styled(run, "list: {numbers: [decimals]}\ncontents: {sizes: [1]}\nrunning: {left: chapters}\nfigure: {caption-side: left}\n", "Text.\n", status=1)
    for part in ("s.yaml:1:18", "decimal, lower-alpha", "s.yaml:2:19", "up to three sizes", "s.yaml:3:17", "s.yaml:4:24", "above or below"):
        assert part in made.errors, (part, made.errors)


def test_heads_have_a_rule_and_folios_a_distance_of_their_own(run):
    feet = []
    for more in ("", ", rule: 0.7, foot-distance: 55"):
        made = styled(run, "title: {block-below-pages: 100}\nrunning: {distance: 40%s}\n" % more, BOOK)
        page = made.layout.pages[2]
        head, foot = (next(p for p in page if p.artifact == kind and p.kind == "text") for kind in ("Header", "Footer"))
        lines = [p for p in page if p.kind == "rect" and head.y < p.y0 < head.y + 10]
        feet.append(foot.y - max(p.y for p in page if p.kind == "text" and not p.artifact))
        assert len(lines) == bool(more), lines
    left, right = min(p.x0 for p in page if not p.artifact), max(p.x1 for p in page if not p.artifact)
    assert abs(lines[0].y1 - lines[0].y0 - .7) < .05 and abs(lines[0].x0 - left) < 2 and abs(lines[0].x1 - right) < 3, lines
    assert abs(feet[1] - feet[0] - 15) < .1, feet


FLOATS = "# One\n\n%s\n\n![First](p.svg)\n\n%s\n\n![Second](p.svg)\n\n%s\n\n| A |\n|---|\n| cell |\n\n: Third\n\n%s\n" % ((WORDS * 40,) * 4)


def test_figures_stand_where_the_style_says(run):
    """At their marks; at a page's head; on pages without text; nothing lost, in one column or two."""
    for place, columns in (("near", 1), ("here", 1), ("top", 1), ("page", 1), ("top", 2), ("page", 2)):
        made = styled(run, "title: {block-below-pages: 100}\nfigure: {place: %s}\npage: {columns: %d}\n" % (place, columns), FLOATS)
        found = [(made.layout.lines(page), next(line for line in made.layout.lines(page) if word in line.text))
                 for word in ("First", "Second", "Third") for page in range(len(made.layout.pages)) if any(word in line.text for line in made.layout.lines(page))]
        assert len(found) == 3, (place, columns)
        for lines, caption in found:
            above = [line for line in lines if line.y < caption.y and line.text.startswith("It was")]
            text = [line for line in lines if "late" in line.text]
            assert place not in ("top", "page") or columns == 2 or not above, (place, caption.text)
            assert place != "page" or not [line for line in text if abs(line.pieces[0].x0 - caption.pieces[0].x0) < 30], (columns, caption.text)
        words = re.findall(r"\w+", " ".join(made.words.split()))
        assert words.count("late") == 160 and words.count("cell") == 1, (place, columns, words.count("late"))


def test_all_listings_have_numbers(run):
    text = "```\none\ntwo\n```\n\n``` {.python .numberLines startFrom=7}\nthree\n```\n\n```\n%s\n```\n" % ("word " * 20)
    for style, numbers in (("{}\n", ["7"]), ("code: {numbers: true, turnover: '+'}\n", ["1", "2", "7", "1"])):
        made = styled(run, style, text)
        beside = [said for _, said in marks(run, front() + text, "--style", made.path("s.yaml"))]
        assert [said for said in beside if said.isdigit()] == numbers, beside
        assert [said for said in beside if not said.isdigit()] == ["+" if "+" in style else "\u21aa"], beside
        assert made.pages.count("<pre class=\"lines numbered\"") == (3 if "+" in style else 1), made.pages
        assert "numbered" in made.files["style.css"].decode()
