"""Pictures: as wide as is said, inside the page, beside one another, in lines, links, headings and cells; nothing of a figure is lost."""
import re, struct, zlib

from making import Made

FRONT = "---\ntitle: T\nlang: en\n---\n\n"
LEFT, RIGHT = 18 / 25.4 * 72, (148 - 25) / 25.4 * 72  # of a recto's text
MEASURE = RIGHT - LEFT


def png(width, height):
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + \
        chunk(b"IDAT", zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height)) + chunk(b"IEND", b"")


def boxes(run, text):
    """The pictures as left, bottom, width, height; its words; what was said."""
    sizes = {"small": (20, 20), "wide": (2400, 100), "tall": (100, 3000), "photo": (600, 400)}
    files = {name + ".png": png(*size) for name, size in sizes.items()}
    files["icon.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    files["plan.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><rect width="400" height="100"/></svg>'
    made = Made(run, FRONT + text, "--to", "pdf", files=files)
    found = re.findall(r"^q ([\d.]+) 0 0 ([\d.]+) ([\d.-]+) ([\d.-]+) cm /X", made.objects, re.M)
    return [(float(x), float(y), float(w), float(h)) for w, h, x, y in found], made.text("-l", "1").split(), made.errors


def test_words_of_drawings_in_large_print(run):
    """A drawing is as wide as its smallest words need to be as large as the style's smallest, 15 pt of code."""
    front, measure = FRONT.replace("lang", "style: large-print\nlang"), (210 - 48) / 25.4 * 72
    for letters, wanted in (('font-size="40"', 150), ('font-size="6"', 250), ('style="fill: red; font-size: 4.5pt"', 250), ('transform="scale(2)" font-size="3"', 250), ('font-size="2"', measure)):
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="200" height="100"><text x="9" y="30" %s>Words</text></svg>' % letters
        made = Made(run, front + "![Caption](d.svg){width=150pt alt=x}\n", "--to", "pdf", files={"d.svg": drawing})
        picture, = [piece for page in made.layout.pages for piece in page if piece.kind == "image"]
        assert abs(picture.x1 - picture.x0 - wanted) < 1, (letters, picture)
        assert ("smallest words" in made.errors) == (wanted == measure), made.errors


def test_widths_are_as_said(run):
    for width, wanted in (("50%", MEASURE / 2), ("3cm", 85.04), ("30mm", 85.05), ("100px", 75), ("100", 75), ("1.5in", 108), ("60pt", 60), ("200%", MEASURE), ("nonsense", MEASURE)):
        (x, y, w, h), = boxes(run, "![A](photo.png){width=%s alt=x}\n" % width)[0]
        assert abs(w - wanted) < 0.2 and abs(h - w * 2 / 3) < 0.2, (width, w, h)
        assert abs(x - LEFT) < 0.2, (width, "not at the start of the line")
    for text, wanted in (("![A](icon.svg){alt=x}", 30), ("![A](plan.svg){alt=x}", MEASURE), ("![A](small.png){alt=x}", 15), ("![A](photo.png){alt=x height=100pt}", 150)):
        assert abs(boxes(run, text + "\n")[0][0][2] - wanted) < 0.2, text
    for text, width, height in (("![A](photo.png){alt=x width=3cm height=1cm}", 85.04, 28.35), ('<img src="photo.png" alt="x" style="color: red; WIDTH : 50% ">', MEASURE / 2, MEASURE / 3),
                                ("<img src=photo.png alt=x height=90>", 101.25, 67.5), ("![A](photo.png){alt=x width=2000 height=100}", MEASURE, MEASURE / 20)):
        (_, _, w, h), = boxes(run, text + "\n")[0]
        assert abs(w - width) < 0.2 and abs(h - height) < 0.2, (text, w, h)


def test_none_is_larger_than_the_page(run):
    for text in ("![A](wide.png){alt=x}", "![A](tall.png){alt=x}", "words ![a](wide.png) words", "words ![a](tall.png) words", "- ![a](wide.png) words",
                 "# Head ![a](wide.png)", "| a | b |\n|---|---|\n| ![a](wide.png) | ![b](tall.png) |", "> ![a](photo.png) ![b](photo.png)"):
        found, _, errors = boxes(run, "Before\n\n" + text + "\n")
        assert found and "wider" not in errors, (text, errors)
        for x, y, w, h in found:
            assert x > LEFT - 0.1 and x + w < RIGHT + 0.1 and y > 70 and y + h < 540, (text, (x, y, w, h))


def test_two_stand_beside_one_another(run):
    found = boxes(run, "![](photo.png){width=45% alt=a} ![](photo.png){width=45% alt=b}\n")[0]
    (x, y, w, h), (x2, y2, w2, h2) = found
    assert y == y2 and x2 > x + w and abs(x - LEFT) < 0.5, found


def test_nothing_of_a_figure_is_lost(run):
    text = "<figure><p><img src='small.png' alt='a'></p><p><img src='photo.png' alt='b' width='20%'></p><p>Words beside.</p><figcaption>The caption</figcaption></figure>\n\nAfter.\n"
    found, words, _ = boxes(run, text)
    assert len(found) == 2 and "beside." in words and words.index("beside.") < words.index("caption") < words.index("After."), words
