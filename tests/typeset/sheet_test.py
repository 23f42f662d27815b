"""What a sheet has beside its text: bleed, crop marks, binding, numbers of how many, words behind the text."""
import math, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "pdf", "verify")]
import verify
from making import Made

TEXT = "---\ntitle: T\nlang: en\n---\n\n" + ("It was late in the year and nobody came along the road any more. " * 20 + "\n\n") * 4


def laid(run, style="", *args):
    made = Made(run, TEXT, "--to", "pdf", "--style", "FOLDER/s.yaml", *args, files={"s.yaml": style or "base: default\n"})
    assert not verify.check(made.path("t.pdf")), verify.check(made.path("t.pdf"))
    layout = made.layout
    layout.boxes = [{name: [float(x) for x in page[name]] for name in ("/MediaBox", "/TrimBox", "/BleedBox") if name in page} for _, page in layout.pdf.pages()]
    sheets = made.path("t-booklet.pdf")
    layout.sheet = subprocess.run(["pdfinfo", sheets], capture_output=True, text=True).stdout if os.path.exists(sheets) else ""
    return layout


def test_bleed_and_crop_marks(run):
    plain, bled, marked = laid(run), laid(run, "page: {bleed: 9}\n"), laid(run, "page: {bleed: 9, crop-marks: true}\n", "--handout", "booklet")
    width, height = plain.boxes[0]["/MediaBox"][2:]
    assert plain.boxes[0] == {"/MediaBox": [0, 0, width, height], "/TrimBox": [0, 0, width, height]}
    assert bled.boxes[0]["/MediaBox"] == bled.boxes[0]["/BleedBox"] == [-9, -9, width + 9, height + 9] and bled.boxes[0]["/TrimBox"] == plain.boxes[0]["/TrimBox"]
    assert marked.boxes[0]["/BleedBox"] == bled.boxes[0]["/BleedBox"] and marked.boxes[0]["/MediaBox"][0] < -9 - 12
    marks = [piece for piece in marked.pages[0] if piece.kind == "rect" and piece.artifact]
    assert len(marks) == 8 and not any(piece.kind == "rect" for piece in plain.pages[0])
    off = height - marked.sizes[0][1]  # the page's y is counted from the medium's height
    for mark in marks:
        wide = mark.x1 - mark.x0 > mark.y1 - mark.y0
        along, across = (mark.x0, mark.x1), (mark.y0 + mark.y1) / 2 + off
        if not wide:
            along, across = (mark.y0 + off, mark.y1 + off), (mark.x0 + mark.x1) / 2
        size, other = (width, height) if wide else (height, width)
        assert min(abs(across), abs(across - other)) < .2, "in line with the trimmed edge"
        assert along[1] <= -9 + .1 or along[0] >= size + 9 - .1, "outside of the bleed"
    text = [(piece.x0, piece.y) for piece in plain.pages[0] if piece.kind == "text"]
    assert text == [(piece.x0, round(piece.y + off, 2)) for piece in marked.pages[0] if piece.kind == "text"] or \
        all(abs(a[0] - b.x0) < .02 and abs(a[1] - b.y - off) < .02 for a, b in zip(text, [p for p in marked.pages[0] if p.kind == "text"])), "the text is where it was"
    assert re.search(r"Page size:\s+841\.\d+ x 595|Page size:\s+595\.\d+ x 841|Page size:\s+792 x 612", marked.sheet), marked.sheet


def test_binding(run):
    plain, bound = laid(run), laid(run, "page: {binding: 20}\n")
    left = lambda layout, page: min(piece.x0 for piece in layout.pages[page] if piece.kind == "text" and not piece.artifact)
    assert abs(left(bound, 0) - left(plain, 0) - 20) < 1 and abs(left(bound, 1) - left(plain, 1)) < 1, "at the spine alone"


def test_folios_say_of_how_many(run):
    layout = laid(run, "running: {total: true}\n")
    count = len(layout.pages)
    assert count > 1
    for number, page in enumerate(layout.pages):
        assert any(piece.artifact == "Footer" and piece.text.strip() == "%d / %d" % (number + 1, count) for piece in page), [p.text for p in page if p.artifact]


def test_a_watermark_runs_along_the_diagonal(run):
    for word in ("DRAFT", "Not for distribution, not even among friends"):
        layout = laid(run, "", "--watermark", word)
        for page, (width, height) in zip(layout.pages, layout.sizes):
            pieces = [piece for piece in page if piece.slanted]
            assert "".join(piece.text for piece in pieces).replace(" ", "") == word.replace(" ", "") and all(piece.artifact for piece in pieces)
            long = max(piece.x1 for piece in pieces) - min(piece.x0 for piece in pieces)
            middle = (max(piece.x1 for piece in pieces) + min(piece.x0 for piece in pieces)) / 2
            assert abs(middle - width / 2) < 2 and long < .75 * math.hypot(width, height) and long > .3 * width, (long, middle)
        raw = Made(run, TEXT, "--to", "pdf", "--watermark", word).objects
        c, s = (float(x) for x in re.search(r"q ([\d.]+) ([\d.]+) -[\d.]+ [\d.]+ [-\d. ]+cm", raw).groups())
        assert abs(s / c - height / width) < .01, "up the diagonal"
