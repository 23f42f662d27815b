"""The same display list by two painters: cairo's pictures of pages, and the PDF as poppler paints it, look alike.

Painters smooth the edges of letters each in its own way, and cairo sets them on whole pixels, so pages are painted large
and both pictures are blurred by a pixel; what then differs clearly must be no more than specks.  Hairlines are left
out: poppler sets them on whole pixels, too."""
import glob, os, re, struct, subprocess, tempfile, zlib

from making import lay

HERE = os.path.dirname(os.path.abspath(__file__))
SCALE = 3  # pixels to a point
CLEAR = 110  # of 255: two painters of one letter differ by less
SPECK = 24  # pixels side by side; of goldens the letters of a title differ most, by 9; a letter that is off by 1 pt by 50
HAIRLINE = 2  # points


def unfilter(kind, row, above, step):
    """A row of samples (PNG, 9.2)."""
    for i in range(len(row) if kind else 0):
        a, b, c = row[i - step] if i >= step else 0, above[i], above[i - step] if i >= step else 0
        near = min((a, b, c), key=lambda v: abs(a + b - c - v))
        row[i] = row[i] + (0, a, b, (a + b) // 2, near)[kind] & 255
    return row


def png(path):
    """Rows of greys of a PNG of ours: grey or RGB, 8 bits."""
    data, at, body = open(path, "rb").read(), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", data[at + 8:at + 18])
        if kind == b"IDAT":
            body += data[at + 8:at + 8 + size]
        at += size + 12
    step = {0: 1, 2: 3}[colour]
    raw, above, rows, stride = zlib.decompress(body), bytearray(width * step), [], width * step + 1
    for y in range(height):
        row = above = unfilter(raw[y * stride], bytearray(raw[y * stride + 1:(y + 1) * stride]), above, step)
        rows.append(list(row) if step == 1 else [(r * 299 + g * 587 + b * 114 + 500) // 1000 for r, g, b in zip(row[::3], row[1::3], row[2::3])])
    return rows


def by_poppler(pdf):
    """Each page as rows of greys."""
    data, pages = subprocess.run(["pdftoppm", "-r", str(72 * SCALE), "-gray", pdf], capture_output=True, check=True).stdout, []
    while data:
        _, size, _, rest = data.split(b"\n", 3)
        width, height = map(int, size.split())
        pages.append([list(rest[y * width:(y + 1) * width]) for y in range(height)])
        data = rest[width * height:]
    return pages


def hairlines(run, source):
    """Of each page the boxes of rules that are thinner than painters agree on."""
    pages = []
    for line in run("dump", "--pages", source)[1].split("\n"):
        if line.startswith("Page "):
            pages.append([])
        box = re.match(r"  \S.* (-?[\d.]+),(-?[\d.]+) ([\d.]+)x([\d.]+)(?: #\w+)?$", line)
        if box and min(map(float, box.groups()[2:])) < HAIRLINE:
            pages[-1].append([SCALE * float(n) for n in box.groups()])
    return pages


def wipe(rows, boxes):
    for x, y, width, height in boxes:
        for row in rows[max(0, int(y) - 2 * SCALE):int(y + height) + 3 * SCALE]:
            for at in range(max(0, int(x) - 2 * SCALE), min(len(row), int(x + width) + 3 * SCALE)):
                row[at] = 255


def blurred(three):
    """The middle row of three."""
    up = [a + b + c for a, b, c in zip(*three)]
    return [(a + b + c) // 9 for a, b, c in zip(up, up[1:], up[2:])]


def spots(one, other):
    """Where the pictures clearly differ; rows that are alike are left at once."""
    alike = [a == b for a, b in zip(one, other)]
    for y in range(len(alike) - 2):
        if not all(alike[y:y + 3]):
            for x, (v, w) in enumerate(zip(blurred(one[y:y + 3]), blurred(other[y:y + 3]))):
                if abs(v - w) > CLEAR:
                    yield x, y


def largest(spots):
    """The most of them that lie side by side."""
    most, spots = 0, set(spots)
    while spots:
        rest, count = [spots.pop()], 0
        while rest:
            x, y = rest.pop()
            count += 1
            near = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & spots
            spots -= near
            rest += near
        most = max(most, count)
    return most


def apart(one, other, boxes):
    """By how many pixels in one place two pictures of a page clearly differ."""
    assert abs(len(one) - len(other)) <= 1 and abs(len(one[0]) - len(other[0])) <= 1, "pages of two sizes"
    wipe(one, boxes)
    wipe(other, boxes)
    return largest(spots(one, other))


def differences(run, source, change=None, *options):
    """Of each page, by how much the PDF, to which something may have been done, is apart from the display list."""
    with tempfile.TemporaryDirectory() as folder:
        status, _, errors = run("build", "--to", "pdf,png", "--dpi", str(72 * SCALE), *options, "-o", folder, source)
        assert status == 0, errors
        stem = folder + "/" + os.path.basename(source)[:-3]
        if change:
            subprocess.run(["qpdf", "--qdf", "--object-streams=disable", stem + ".pdf", stem + ".qdf"], check=True)
            whole = open(stem + ".qdf", "rb").read()
            changed = change(whole)
            assert changed != whole, "nothing was done to the PDF"
            open(stem + ".pdf", "wb").write(subprocess.run(["fix-qdf"], input=changed, capture_output=True, check=True).stdout)
        ours, theirs = [png(path) for path in sorted(glob.glob(stem + "-*.png"))], by_poppler(stem + ".pdf")
    assert ours and len(ours) == len(theirs), (source, len(ours), len(theirs))
    return [apart(*page) for page in zip(ours, theirs, hairlines(run, source))]


def check_golden(run, name):
    found = differences(run, HERE + "/../golden/%s.md" % name)
    assert max(found) <= SPECK, "%s: its pages differ by %s pixels in one place" % (name, found)


def each(name):
    return lambda run: check_golden(run, name)


for golden in sorted(glob.glob(HERE + "/../golden/*.md")):
    globals()["test_pages_are_the_same_pictures_of_" + os.path.basename(golden)[:-3]] = each(os.path.basename(golden)[:-3])


def test_a_letter_that_is_off_by_a_point_is_noticed(run):
    """Of 10.5 pt, to the right and back; and a line, down."""
    letter = differences(run, HERE + "/../golden/inline.md", lambda pdf: re.sub(rb"\(w\)8\(or\)(-?\d+)", rb"(w)-87(o)95(r)\1", pdf, count=1))
    assert letter[0] > 1.5 * SPECK, letter
    line = differences(run, HERE + "/../golden/french.md", lambda pdf: re.sub(rb"(?m)^51\.02 (\d+)\.", lambda at: b"51.02 %d." % (int(at.group(1)) - 1), pdf, count=1))
    assert line[0] > 1.5 * SPECK, line


def test_a_missing_drawing_is_noticed(run):
    found = differences(run, HERE + "/../golden/notes.md", lambda pdf: re.sub(rb"/X\d Do", b"      ", pdf))
    assert found[0] <= SPECK and found[1] > 100 * SPECK, found


TURNED = """---
title: T
lang: en
---

Words, $\\cancel{x} + \\bcancel{y} = z$.

::: {.landscape}
| One | Two | Three |
|-----|-----|-------|
| a   | b   | c     |
:::
"""


def test_pages_that_are_turned_and_slanted_words(run):
    """A broadside page, a watermark along the diagonal, strokes through letters."""
    with tempfile.TemporaryDirectory() as folder:
        lay(folder, {"t.md": TURNED})
        found = differences(run, folder + "/t.md", None, "--watermark", "DRAFT")
    assert len(found) == 2 and max(found) <= SPECK, found
