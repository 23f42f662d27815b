"""The same display list by two painters: cairo's pictures of pages, and the PDF as poppler paints it, look alike."""
import glob, os, re, struct, subprocess, tempfile, zlib

BIFOLIO = os.environ["BIFOLIO"]
HERE = os.path.dirname(os.path.abspath(__file__))
GOLDENS = sorted(glob.glob(HERE + "/../golden/*.md"))
DPI, CELL = 48, 12  # a cell is 18 pt square
BOUND = 20  # of 255, by how much a cell's mean darkness may differ: edges of letters are smoothed in other ways


def png(path):
    """(width, height, rows of greys) of a PNG of 8 bits, without interlace."""
    data, at, body = open(path, "rb").read(), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", data[at + 8:at + 21])
            assert depth == 8 and not interlace, (depth, interlace)
        if kind == b"PLTE":
            palette = data[at + 8:at + 8 + size]
        if kind == b"IDAT":
            body += data[at + 8:at + 8 + size]
        at += size + 12
    step = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    raw, above, rows = zlib.decompress(body), bytearray(width * step), []
    for y in range(height):
        start = y * (width * step + 1)
        row = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + width * step]), above, step)
        rows.append(row[1::step] if colour in (2, 6) else bytes(palette[3 * i + 1] for i in row) if colour == 3 else row[::step])
        above = row
    return width, height, rows


def unfilter(kind, row, above, step):
    for i in range(len(row)):
        a, b, c = row[i - step] if i >= step else 0, above[i], above[i - step] if i >= step else 0
        near = min((a, b, c), key=lambda v: abs(a + b - c - v))
        row[i] = row[i] + (0, a, b, (a + b) // 2, near)[kind] & 255
    return row


def pgm(path):
    data = open(path, "rb").read()
    head = re.match(rb"P6\s(\d+)\s(\d+)\s255\s", data)
    width, height = int(head[1]), int(head[2])
    return width, height, [data[head.end() + 3 * width * y:head.end() + 3 * width * (y + 1)][1::3] for y in range(height)]


def cells(rows):
    return [sum(sum(row[x:x + CELL]) for row in rows[y:y + CELL]) / CELL ** 2
            for y in range(0, len(rows) - CELL, CELL) for x in range(0, len(rows[0]) - CELL, CELL)]


def both(folder, source, *args):
    """Each page by cairo and by poppler."""
    subprocess.run([BIFOLIO, "build", "--to", "pdf,png", "--dpi", str(DPI), "-o", folder, *args, source], check=True, capture_output=True)
    stem = folder + "/" + os.path.basename(source)[:-3]
    subprocess.run(["pdftoppm", "-r", str(DPI), stem + ".pdf", folder + "/p"], check=True)
    ours, theirs = sorted(glob.glob(stem + "-*.png")), sorted(glob.glob(folder + "/p-*.ppm"))
    assert ours and len(ours) == len(theirs), (source, len(ours), len(theirs))
    return list(zip(ours, theirs))


def worst(ours, theirs):
    (width, height, a), (other_width, other_height, b) = png(ours), pgm(theirs)
    assert abs(width - other_width) <= 1 and abs(height - other_height) <= 1, (ours, width, other_width)
    size = min(height, other_height), min(width, other_width)
    return max(abs(x - y) for x, y in zip(cells([r[:size[1]] for r in a[:size[0]]]), cells([r[:size[1]] for r in b[:size[0]]])))


def test_pages_are_the_same_pictures(run):
    for source in GOLDENS:
        with tempfile.TemporaryDirectory() as folder:
            for ours, theirs in both(folder, source):
                found = worst(ours, theirs)
                assert found <= BOUND, "%s: a cell differs by %d" % (os.path.basename(ours), found)


def test_what_is_elsewhere_is_noticed(run):
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for name, text in (("a", "WWWWWWWW MMMMMMMM WWWWWWWW\\\nMMMMMMMM WWWWWWWW MMMMMMMM"), ("b", "i.")):
            os.mkdir(folder + "/" + name)
            with open(folder + "/x.md", "w") as out:
                out.write("---\ntitle: T\nlang: en\n---\n\n" + text + "\n")
            pages.append(both(folder + "/" + name, folder + "/x.md")[0])
        assert worst(*pages[0]) <= BOUND < worst(pages[0][0], pages[1][1])
