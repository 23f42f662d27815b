"""Pictures of pixels: what a PDF can hold goes in as it is, what an e-book cannot hold is made smaller, and seen alike."""
import importlib.util, os, re, struct, subprocess, tempfile, zipfile, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("pictures", os.path.join(HERE, "..", "hostile", "images_test.py"))
pictures = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pictures)
chunk, png = pictures.chunk, pictures.png


def build(run, folder, name, data, *args):
    open(folder + "/" + name, "wb").write(data)
    open(folder + "/t.md", "w").write("---\ntitle: T\nlang: en\n---\n\n![A caption](%s){alt=x}\n" % name)
    return run("build", "-o", folder, *args, folder + "/t.md")


def unfiltered(rows, width, channels):
    """The samples of a PNG's rows of 8 bits a sample, by the filters' definition."""
    stride, out, above = width * channels, b"", bytes(width * channels)
    for at in range(0, len(rows), stride + 1):
        kind, row = rows[at], bytearray(rows[at + 1:at + 1 + stride])
        for i in range(stride):
            left, corner = (row[i - channels], above[i - channels]) if i >= channels else (0, 0)
            near = min((abs(above[i] - corner), 0, left), (abs(left - corner), 1, above[i]), (abs(left + above[i] - 2 * corner), 2, corner))[2]
            row[i] = row[i] + (0, left, above[i], (left + above[i]) // 2, near)[kind] & 255
        out, above = out + bytes(row), bytes(row)
    return out


def parsed(data):
    """Width, height, depth, kind, palette, deflated rows."""
    at, palette, rows = 33, b"", b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        palette, rows, at = (body if kind == b"PLTE" else palette), rows + (body if kind == b"IDAT" else b""), at + 12 + length
    return (*struct.unpack(">IIBB", data[16:26]), palette, rows)


def test_png_rows_go_in_as_they_are(run):
    palette = chunk(b"PLTE", bytes(range(48)))
    cases = {"rgb": png(9, 5, 8, 2, b"".join(bytes([y]) + bytes(range(27)) for y in range(5))), "grey": png(9, 3, 8, 0, (b"\4" + bytes(range(9))) * 3),
             "bits": png(9, 2, 1, 0, b"\0\xaa\x80\2\xff\0"), "two": png(9, 1, 2, 0, b"\1abc"), "palette": png(9, 2, 4, 3, b"\0\1\x23\x45\x67\x80" * 2, palette),
             "bytes": png(9, 1, 8, 3, b"\0" + bytes(range(9)), palette)}
    for name, data in cases.items():
        for grey in (False, True)[:2 if name in ("rgb", "grey") else 1]:
            with tempfile.TemporaryDirectory() as d:
                status, _, said = build(run, d, name + ".png", data, *["--grey"] * grey)
                assert status == 0, said
                raw = open(d + "/t.pdf", "rb").read()
                width, height, depth, kind, colors, rows = parsed(data)
                assert (rows in raw) == (not grey or kind == 0), (name, grey)
                head = re.search(rb"/Subtype/Image/Width 9/Height %d/.*?>>\nstream" % height, raw).group(0)
                assert kind != 3 or grey or b"/Indexed/DeviceRGB 15<%s>" % colors.hex().upper().encode() in head, head
                assert grey or b"/Predictor 15/Colors %d/BitsPerComponent %d/Columns 9" % (3 if kind == 2 else 1, depth) in head, head
                listed = subprocess.run(["pdfimages", "-png", d + "/t.pdf", d + "/p"], capture_output=True, text=True)
                assert not listed.stderr, (name, listed.stderr)


def test_what_goes_in_is_seen_alike(run):
    with tempfile.TemporaryDirectory() as d:
        rows = b"".join(bytes([y % 5]) + bytes((7 * x * y + x) % 256 for x in range(90)) for y in range(20))
        status, _, said = build(run, d, "a.png", png(30, 20, 8, 2, rows))
        assert status == 0, said
        subprocess.run(["pdfimages", "-png", d + "/t.pdf", d + "/p"], check=True)
        width, height, depth, kind, _, deflated = parsed(open(d + "/p-000.png", "rb").read())
        assert (width, height, depth, kind) == (30, 20, 8, 2)
        assert unfiltered(zlib.decompress(deflated), 30, 3) == unfiltered(rows, 30, 3)


def test_damaged_rows_do_not_go_in(run):
    fine = png(9, 5, 8, 2, (b"\0" + bytes(27)) * 5)
    at = fine.index(b"IDAT") + 12
    cases = {"sum": fine[:at] + bytes([fine[at] ^ 1]) + fine[at + 1:], "short": png(9, 50, 8, 2, (b"\0" + bytes(27)) * 5),
             "filter": png(9, 5, 8, 2, (b"\7" + bytes(27)) * 5), "none": png(9, 5, 8, 3, (b"\0" + bytes(9)) * 5)}
    for name, data in cases.items():
        with tempfile.TemporaryDirectory() as d:
            status, _, said = build(run, d, "a.png", data)
            assert status == 0 and re.search(r"t\.md:6:1: warning: the image '[^']*a\.png' cannot be shown: it is a damaged PNG", said), (name, status, said)
            with open(d + "/t.pdf", "rb") as made:
                assert b"/Subtype/Image" not in made.read(), name


def in_book(folder):
    book = zipfile.ZipFile(folder + "/t.epub")
    return next(book.read(name) for name in book.namelist() if "/images/a." in name)


def test_large_pictures_are_made_smaller_in_the_book(run):
    red, blue = b"\xff\0\0", b"\0\0\xff"
    flat = b"".join(b"\0" + (red * 1200 + blue * 1201 if y < 1000 else blue * 2401) for y in range(2001))
    clear = b"".join(b"\0" + (b"\xff\0\0\xff" * 1200 + b"\0\0\xff\0" * 1200) for y in range(2000))
    grey = b"".join(b"\0" + bytes([y % 256]) * 2400 for y in range(2000))
    for kind, channels, rows, size, wanted in ((2, 3, flat, (2401, 2001), 3), (6, 4, clear, (2400, 2000), 6), (0, 1, grey, (2400, 2000), 0)):
        with tempfile.TemporaryDirectory() as d:
            status, _, said = build(run, d, "a.png", png(*size, 8, kind, rows))
            assert status == 0, said
            width, height, depth, found, palette, deflated = parsed(in_book(d))
            assert (width, height, depth, found) == ((size[0] + 1) // 2, (size[1] + 1) // 2, 8, wanted)
            samples = zlib.decompress(deflated)
            if kind == 2:  # few colours are a palette still
                assert palette == red + blue and samples[0] == 0 and samples[1:1202] == bytes(600) + b"\1" * 601 and samples[-1202:] == b"\0" + b"\1" * 1201
            elif kind == 6:
                whole = unfiltered(samples[:2 * 4801], 1200, 4)
                assert whole == (b"\xff\0\0\xff" * 600 + b"\0\0\xff\0" * 600) * 2
            else:
                assert unfiltered(samples[:1201], 1200, 1) == b"\1" * 1200


def test_photographs_are_made_smaller_by_eighths(run):
    with tempfile.TemporaryDirectory() as d:
        build(run, d, "a.png", pictures.RED)
        subprocess.run(["pdftoppm", "-r", "350", "-f", "1", "-l", "1", "-jpeg", d + "/t.pdf", d + "/photo"], check=True)
        photo = next(name for name in os.listdir(d) if name.startswith("photo"))
        status, _, said = build(run, d, "a.jpg", open(d + "/" + photo, "rb").read())
        assert status == 0, said
        data = in_book(d)
        at = data.index(b"\xff\xc0")
        height, width = struct.unpack(">HH", data[at + 5:at + 9])
        assert 3000000 < width * height <= 4000000 and abs(height / width - 210 / 148) < 0.01, (width, height)


def test_words_stand_for_what_is_damaged(run):
    """Wherever a picture may stand, in both editions; of a cover one is drawn, and decoration is not missed."""
    damaged, whole = (png(9, height, 8, 2, (b"\0" + bytes(27)) * 5) for height in (50, 5))
    head = {"title": "T", "lang": "en", "cover-image": "a.png", "logo": "a.png", "break-image": "a.png"}
    text = "---\n" + "".join("%s: %s\n" % pair for pair in head.items()) + "---\n\nIn ![a line](a.png) and ![well](b.png).[^1] [There](#f)\n\n---\n\n" \
        "![Of *this*](a.png){#f alt=\"Seen words\"}\n\n|x|\n|-|\n|![a cell](a.png)|\n\n![](a.png){alt=\"\"}\n\n::: print-only\n![Of print](c.png)\n:::\n\n[^1]: ![a note](a.png)\n"
    with tempfile.TemporaryDirectory() as d:
        for name, data in (("a.png", damaged), ("b.png", whole), ("c.png", damaged), ("t.md", text.encode())):
            with open(d + "/" + name, "wb") as out:
                out.write(data)
        status, _, said = run("build", "t.md", cwd=d)
        assert status == 0 and re.findall(r"image '(.)\.png' cannot be shown", said) == ["a", "c"], said
        book, printed = zipfile.ZipFile(d + "/t.epub"), subprocess.run(["pdftotext", d + "/t.pdf", "-"], capture_output=True, text=True).stdout
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
        assert all(words in printed and words in pages for words in ("[a line]", "Seen words", "[a cell]")) and "a note" in printed and "a note" in pages, printed + pages
        assert "Of print" in printed and "Of print" not in pages and re.search(r'<figure id="f">\s*<div class="missing-image">', pages), pages
        assert [name for name in book.namelist() if name.endswith(".png")] == ["OEBPS/images/cover.png", "OEBPS/images/b.png"], book.namelist()
