"""The same display list by two painters: cairo's pictures of pages, and the PDF as poppler paints it, look alike.

Painters smooth the edges of letters each in its own way, so both pictures are blurred by a pixel; what then differs
clearly must be no more than specks.  Hairlines are left out: poppler sets them on whole pixels."""
import glob, os, re, struct, subprocess, tempfile, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDENS = sorted(glob.glob(HERE + "/../golden/*.md"))
DPI = 72  # a pixel is a point
CLEAR = 72  # of 255: two painters of one letter differ by less
SPECK = 16  # pixels side by side; of goldens the letters of a title differ most, by 11; a word that is off by 2 pt by 22
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
    data, pages = subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", pdf], capture_output=True, check=True).stdout, []
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
            pages[-1].append([float(n) for n in box.groups()])
    return pages


def wipe(rows, boxes):
    for x, y, width, height in boxes:
        for row in rows[max(0, int(y) - 2):int(y + height) + 3]:
            for at in range(max(0, int(x) - 2), min(len(row), int(x + width) + 3)):
                row[at] = 255


def blurred(rows):
    wide = [[a + b + c for a, b, c in zip(row, row[1:], row[2:])] for row in rows]
    return [[(a + b + c) // 9 for a, b, c in zip(*three)] for three in zip(wide, wide[1:], wide[2:])]


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
    return largest((x, y) for y, (a, b) in enumerate(zip(blurred(one), blurred(other)))
                   for x, (v, w) in enumerate(zip(a, b)) if abs(v - w) > CLEAR)


def differences(run, source, change=None):
    """Of each page, by how much the PDF, to which something may have been done, is apart from the display list."""
    with tempfile.TemporaryDirectory() as folder:
        status, _, errors = run("build", "--to", "pdf,png", "--dpi", str(DPI), "-o", folder, source)
        assert status == 0, errors
        stem = folder + "/" + os.path.basename(source)[:-3]
        if change:
            subprocess.run(["qpdf", "--qdf", "--object-streams=disable", stem + ".pdf", stem + ".qdf"], check=True)
            whole = open(stem + ".qdf", "rb").read()
            changed = change(whole)
            assert changed != whole and len(changed) == len(whole), "nothing was done to the PDF"
            open(stem + ".pdf", "wb").write(changed)
        ours, theirs = [png(path) for path in sorted(glob.glob(stem + "-*.png"))], by_poppler(stem + ".pdf")
    assert ours and len(ours) == len(theirs), (source, len(ours), len(theirs))
    return [apart(*page) for page in zip(ours, theirs, hairlines(run, source))]


def test_pages_are_the_same_pictures(run):
    for source in GOLDENS:
        found = differences(run, source)
        assert max(found) <= SPECK, "%s: its pages differ by %s pixels in one place" % (os.path.basename(source), found)


def test_what_is_off_by_two_points_is_noticed(run):
    for name in ("french", "html", "inline"):
        found = differences(run, HERE + "/../golden/%s.md" % name,
                            lambda pdf: re.sub(rb"(?m)^51\.02 (\d+\.\d\d Td)", rb"53.02 \1", pdf, count=1))
        assert max(found) > 3 * SPECK, (name, found)


def test_a_missing_drawing_is_noticed(run):
    found = differences(run, HERE + "/../golden/notes.md", lambda pdf: re.sub(rb"/X\d Do", b"      ", pdf))
    assert found[0] <= SPECK and found[1] > 20 * SPECK, found
