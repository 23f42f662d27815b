"""Pictures that are damaged, odd or meant to harm: each ends in a right picture or in an error at its line."""
import os, re, resource, shutil, struct, subprocess, tempfile, zlib, zipfile

BIFOLIO = os.environ["BIFOLIO"]
SANITIZED = "asan" in BIFOLIO  # the sanitizers' shadow takes all of the address space


def limits():
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))


def build(folder, *names, strict=False):
    """Builds a source that shows the pictures, each in its own paragraph from line 6 on."""
    with open(folder + "/a.md", "w") as out:
        out.write("---\ntitle: T\nlang: en\n---\n\n" + "\n\n".join("![A caption](%s){alt=x}" % name for name in names) + "\n")
    done = subprocess.run([BIFOLIO, "build", *["--strict"] * strict, "a.md"], cwd=folder, capture_output=True, text=True, errors="replace", preexec_fn=limits, timeout=120)
    assert done.returncode in (0, 1) and "fell over" not in done.stderr, (names, done.returncode, done.stderr)
    return done.returncode, done.stderr


def write(folder, name, data):
    with open(folder + "/" + name, "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())
    return name


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, depth, color, rows, extra=b"", interlace=0):
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def flat(width, height, pixel):
    return (b"\0" + pixel * width) * height


RED = png(8, 8, 8, 2, flat(8, 8, b"\xff\0\0"))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" viewBox="0 0 40 40">%s</svg>'


def colours(folder):
    """The middle pixel of each picture as the PDF shows it, on pages' order."""
    subprocess.run(["pdftoppm", "-r", "72", folder + "/a.pdf", folder + "/p"], check=True)
    found = set()
    for name in sorted(os.listdir(folder)):
        if name.startswith("p-"):
            data = open(folder + "/" + name, "rb").read().split(b"\n", 3)[3]
            found |= {data[i:i + 3] for i in range(0, len(data), 3)}
    return found


def near(found, wanted):
    return any(all(abs(a - b) <= 6 for a, b in zip(pixel, wanted)) for pixel in found)


def test_every_kind_of_png_is_seen(run):
    palette = chunk(b"PLTE", b"\0\0\xff\xff\0\0") + chunk(b"tRNS", b"\xff\xff")
    interlaced = b"\0\0\x80\0" * (8 * 8 * 2)
    kinds = {
        "16.png": png(8, 8, 16, 2, flat(8, 8, b"\xff\xff\0\0\0\0")),
        "palette.png": png(8, 8, 8, 3, flat(8, 8, b"\1"), palette),
        "bits.png": png(8, 8, 1, 3, b"\0\xff" * 8, palette),
        "alpha.png": png(8, 8, 8, 6, flat(8, 8, b"\xff\0\0\xff")),
        "clear.png": png(8, 8, 8, 4, flat(8, 8, b"\0\0")),
        "grey.png": png(8, 8, 2, 0, b"\0\xaa\xaa" * 8),
        "keyed.png": png(8, 8, 8, 2, flat(8, 8, b"\xff\0\0"), chunk(b"tRNS", b"\0\1\0\2\0\3")),
        "profile.png": png(8, 8, 8, 2, flat(8, 8, b"\xff\0\0"), chunk(b"iCCP", b"x\0\0" + zlib.compress(b"no profile at all" * 20))),
        "text.png": png(8, 8, 8, 2, flat(8, 8, b"\xff\0\0"), chunk(b"zTXt", b"k\0\0" + zlib.compress(b"\0" * 50000000))),
    }
    for name, data in kinds.items():
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, name, data))
            assert status == 0, (name, said)
            wanted = {"grey.png": (170, 170, 170), "clear.png": (255, 255, 255)}.get(name, (255, 0, 0))
            assert near(colours(d), wanted), (name, colours(d))


def told(folder, name, *arguments):
    """The status and what is said of a source that shows the picture, line 6."""
    with open(folder + "/a.md", "w") as out:
        out.write("---\ntitle: T\nlang: en\n---\n\n![A caption](%s)\n" % name)
    done = subprocess.run([BIFOLIO, *arguments, "a.md"], cwd=folder, capture_output=True, text=True, preexec_fn=limits, timeout=120)
    return done.returncode, done.stderr


def test_what_is_damaged_further_in_is_told_alike_by_all(run):
    """By check and for either edition, though the one takes a picture as it is and the other decodes it."""
    chunks = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), chunk(b"IDAT", zlib.compress(flat(8, 8, b"\xff\0\0")))
    photo = jpeg([(76, 85, 255), (9, 99, 30)] * 99)
    scan = photo.index(b"\xff\xda")
    bad = {
        "sum.png": RED.replace(chunks[1], chunks[1][:-1] + bytes([chunks[1][-1] ^ 1])), "head.png": RED.replace(chunks[0], chunks[0][:-1] + bytes([chunks[0][-1] ^ 1])),
        "short.png": png(8, 9, 8, 2, flat(8, 8, b"\xff\0\0")), "alpha.png": png(8, 9, 8, 6, flat(8, 8, b"\xff\0\0\1")), "deep.png": png(8, 9, 16, 2, flat(8, 8, bytes(6))),
        "interlaced.png": png(8, 8, 8, 2, b"\0" * 20, interlace=1), "filter.png": png(8, 8, 8, 2, (b"\5" + b"\xff\0\0" * 8) * 8), "none.png": png(8, 8, 8, 2, b""),
        "cut.jpg": photo[:len(photo) - 60], "scan.jpg": photo[:scan], "tables.jpg": photo.replace(b"\xff\xdb", b"\xff\xfe"), "torn.jpg": photo[:-60] + b"\xff\x58" + photo[-58:], "second.jpg": photo[:-2] + photo[photo.index(b"\xff\xc0"):],
        "short.gif": gif(64, 64, (0, 0, 64, 64, 0, b"\0" * 4096))[:200], "short.webp": webp(vp8l(40, 30, (1, 2, 3, 255)))[:-6],
    }
    fine = {"trailing.png": RED + b"more", "empty.png": RED.replace(chunks[1], chunk(b"IDAT", b"") + chunks[1]), "no-end.jpg": photo[:-2], "after.jpg": photo + b"more", "comment.jpg": photo[:-2] + b"\xff\xff\xfe\0\x06\xff\x58\xff\xd8\xff\xd9"}
    with tempfile.TemporaryDirectory() as d:
        for name, data in {**bad, **fine}.items():
            write(d, name, data)
            said = [told(d, name, *arguments) for arguments in (("check",), ("build", "--to", "epub"), ("build", "--to", "pdf"), ("build", "--jobs", "1"))]
            assert len(set(said)) == 1, (name, said)
            status, text = said[0]
            if name in fine:
                assert status == 0 and not text, (name, text)
            else:
                assert status == 0 and re.fullmatch(r"a\.md:6:1: warning: the image '%s' can[^\n]*; save it anew\n" % name, text), (name, text)
                assert told(d, name, "check", "--strict") == (1, text.replace("warning", "error")), name
        if shutil.which("qpdf"):
            assert told(d, "no-end.jpg", "build", "--to", "pdf")[0] == 0
            done = subprocess.run(["qpdf", "--check", d + "/a.pdf"], capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
        with open(d + "/s.css", "w") as out:
            out.write("p { background: url(sum.png) }\n")
        status, text = told(d, "after.jpg", "build", "--css", "s.css")
        assert status == 1 and re.match(r"s\.css:1:\d+: error: 'sum\.png' is a damaged PNG", text), text


def test_what_is_damaged_within_a_jpeg_is_told_and_shown(run):
    """The rest of it can be seen, so it stays in both editions; check says the same."""
    photo = jpeg([(76, 85, 255), (9, 99, 30)] * 200)
    middle = (photo.index(b"\xff\xda") + len(photo)) // 2
    rotten = photo[:middle] + photo[-2:]
    padded = photo[:-2] + bytes(64) + photo[-2:]
    with tempfile.TemporaryDirectory() as d:
        for name, data in (("rotten.jpg", rotten), ("padded.jpg", padded)):
            write(d, name, data)
            said = {told(d, name, *arguments) for arguments in (("check",), ("build", "--to", "epub"), ("build", "--to", "pdf"), ("build", "--to", "pdf", "--grey"), ("build", "--jobs", "1"))}
            flaw = "a.md:6:1: warning: the image '%s' is damaged within: a part of it is grey or out of place; save it anew\n" % name
            assert said == {(0, flaw if name == "rotten.jpg" else "")}, (name, said)
            book = zipfile.ZipFile(d + "/a.epub")
            assert data in [book.read(entry) for entry in book.namelist()], name


def test_wrong_names_do_not_matter(run):
    with tempfile.TemporaryDirectory() as d:
        status, said = build(d, write(d, "a.jpg", RED), write(d, "b.svg", RED))
        assert status == 0, said
        book = zipfile.ZipFile(d + "/a.epub")
        package = next(book.read(name).decode() for name in book.namelist() if name.endswith(".opf"))
        kinds = re.findall(r'media-type="(image/[a-z+]+)"', package)
        assert kinds and set(kinds) == {"image/png"}, kinds


def test_damaged_pictures_are_errors_at_their_lines(run):
    jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x0b\x08\xff\xff\xff\xff\1\1\x11\0\xff\xda\0\x08\1\1\0\0?\0"
    bad = {
        "empty.png": b"", "nothing.png": b"\x89PNG\r\n\x1a\n", "zero.png": png(0, 8, 8, 2, b""),
        "huge.png": png(0x7fffffff, 0x7fffffff, 8, 2, b"\0"), "bomb.png": png(60000, 60000, 8, 0, b"\0" * 1000),
        "short.png": RED[:len(RED) - 30], "text.png": b"not a picture",
        "huge.jpg": jpeg, "empty.jpg": b"\xff\xd8\xff", "lossless.jpg": jpeg.replace(b"\xff\xc0", b"\xff\xc3"),
        "short.gif": b"GIF89a", "zero.gif": b"GIF89a\0\0\0\0\0\0\0;", "short.webp": b"RIFF\0\0\0\0WEBPVP8 ",
        "text.svg": b"<html/>", "broken.svg": b"<svg", "two.svg": b"<svg/><svg/>",
    }
    with tempfile.TemporaryDirectory() as d:
        names = [write(d, name, data) for name, data in bad.items()]
        status, said = build(d, *names, strict=True)
        lines = {int(line) for line in re.findall(r"^a\.md:(\d+):1: error: ", said, re.M)}
        missing = [name for number, name in enumerate(names) if 6 + 2 * number not in lines]
        assert status == 1 and not [name for name in missing if name not in ("short.png", "huge.jpg")], (missing, said)
        assert sorted(os.listdir(d)) == sorted(names + ["a.md"])
    for name in ("short.png", "huge.jpg"):  # found when they are decoded, if not before
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, name, bad[name]), strict=True)
            assert status == 1 and re.search(r"^a\.md:6:1: error: ", said, re.M), (name, said)


def test_bombs_in_svg_are_refused_or_harmless(run):
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha">' + "".join('<!ENTITY %s "%s">' % (chr(98 + i), ("&%s;" % chr(97 + i)) * 10) for i in range(9)) + "]>"
    deep = "<g>" * 3000 + "</g>" * 3000
    for name, data in {
        "laughs.svg": laughs + SVG % "<text>&j;</text>", "external.svg": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG % "<text y='20'>&x;</text>",
        "deep.svg": SVG % deep,
        "cycle.svg": SVG % '<g id="a"><use xlink:href="#a"/></g>', "pattern.svg": SVG % '<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="9" height="9" fill="url(#p)"/>',
        "box.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e30 1e30"/>', "size.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="99999999999"/>',
        "nan.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="nan" height="-5" viewBox="nan 0 inf -1"/>',
        "blur.svg": SVG % '<filter id="f" x="-99" y="-99" width="9999" height="9999"><feGaussianBlur stdDeviation="9999"/></filter><rect filter="url(#f)" width="9" height="9"/>',
    }.items():
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, name, data))
            assert status == 0 or re.search(r"^a\.md:6:1: error: ", said, re.M), (name, status, said)


def test_nothing_leads_out_of_an_svg(run):
    with tempfile.TemporaryDirectory() as d, tempfile.TemporaryDirectory() as other:
        write(other, "secret.png", RED)
        write(d, "near.png", RED)
        secret = other + "/secret.png"
        parts = ['<image width="40" height="40" xlink:href="file://%s"/>' % secret, '<image width="40" height="40" href="%s"/>' % secret,
                 '<image width="40" height="40" href="near.png"/>', '<image width="40" height="40" href="http://example.org/x.png"/>',
                 '<style>@import url("file:///etc/passwd"); rect { fill: url(%s) }</style><rect width="9" height="9"/>' % secret,
                 '<rect width="9" height="9" style="fill:url(http://example.org/#a)" onclick="alert(1)"/>', '<script>alert(1)</script>',
                 '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script/></body></foreignObject>',
                 '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a>', '<use xlink:href="file://%s#a"/>' % secret,
                 '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>']
        status, said = build(d, *[write(d, "%d.svg" % i, SVG % part) for i, part in enumerate(parts)])
        assert status == 0, said
        assert not near(colours(d), (255, 0, 0)), "a file was read"
        book = zipfile.ZipFile(d + "/a.epub")
        for name in book.namelist():
            if name.endswith(".svg"):
                text = book.read(name).decode()
                assert not re.search(r"example|secret|near\.png|script|onclick|passwd|foreign|import", text), (name, text)


def segment(marker, body):
    return bytes([0xff, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(blocks, extra=b"", names=b"\1\2\3\4"):
    """A baseline JPEG of flat blocks of 8 x 8, each a tuple of samples, side by side."""
    count, bits, last = len(blocks[0]), "", [0] * 4
    for block in blocks:
        for number, sample in enumerate(block):
            step = sample - 128 - last[number]
            last[number] = sample - 128
            size = abs(step).bit_length()
            bits += format(size, "04b") + (format(step if step > 0 else step + (1 << size) - 1, "0%db" % size) if size else "") + "0"
    bits += "1" * (-len(bits) % 8)
    data = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xff", b"\xff\0")
    frame = struct.pack(">BHHB", 8, 8, 8 * len(blocks), count) + b"".join(bytes([names[i], 0x11, 0]) for i in range(count))
    tables = segment(0xdb, b"\0" + b"\x08" * 64) + segment(0xc4, b"\0" + b"\0\0\0\x0c" + b"\0" * 12 + bytes(range(12))) + \
        segment(0xc4, b"\x10" + b"\1" + b"\0" * 15 + b"\0")
    scan = bytes([count]) + b"".join(bytes([names[i], 0]) for i in range(count)) + b"\0\x3f\0"
    return b"\xff\xd8" + extra + tables + segment(0xc0, frame) + segment(0xda, scan) + data + b"\xff\xd9"


def adobe(transform):
    return segment(0xee, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))


def exif(orientation):
    return segment(0xe1, b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0" + bytes([orientation]) + b"\0" * 7)


def test_every_kind_of_jpeg_is_seen(run):
    kinds = {
        "plain.jpg": (jpeg([(76, 85, 255)]), (254, 0, 0)), "grey.jpg": (jpeg([(90,)]), (90, 90, 90)),
        "rgb.jpg": (jpeg([(255, 0, 0)], adobe(0), b"RGB"), (255, 0, 0)), "cmyk.jpg": (jpeg([(0, 255, 255, 0)]), (255, 0, 0)),
        "adobe.jpg": (jpeg([(255, 0, 0, 255)], adobe(0)), (255, 0, 0)),
        "profile.jpg": (jpeg([(76, 85, 255)], segment(0xe2, b"ICC_PROFILE\0\1\1" + b"no profile" * 30)), (254, 0, 0)),
    }
    for name, (data, wanted) in kinds.items():
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, name, data))
            assert status == 0 and near(colours(d), wanted), (name, said)


def test_a_camera_s_picture_stands_upright(run):
    red, blue = (76, 85, 255), (29, 255, 107)
    for orientation, wanted in ((1, "row red blue"), (3, "row blue red"), (6, "column red blue"), (8, "column blue red")):
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, "p.jpg", jpeg([red, blue], exif(orientation))))
            assert status == 0, said
            subprocess.run(["pdftoppm", "-r", "72", "-f", "1", "-l", "1", d + "/a.pdf", d + "/p"], check=True)
            name = next(name for name in os.listdir(d) if name.startswith("p-"))
            _, size, _, data = open(d + "/" + name, "rb").read().split(b"\n", 3)
            width = int(size.split()[0])
            seen = {}
            for at in range(0, len(data), 3):
                for colour, pixel in (("red", (254, 0, 0)), ("blue", (0, 0, 254))):
                    if colour not in seen and near([data[at:at + 3]], pixel):
                        seen[colour] = (at // 3 % width, at // 3 // width)
            assert len(seen) == 2, (orientation, seen)
            axis = "row" if abs(seen["red"][1] - seen["blue"][1]) < 2 else "column"
            order = sorted(seen, key=lambda colour: seen[colour][axis == "column"])
            assert " ".join([axis, *order]) == wanted, (orientation, seen)


def gif(width, height, frame, palette=b"\xff\0\0\0\0\xff", before=b""):
    """A GIF of one frame, given as its place, its flags and its pixels of two colours; two bits a pixel in clear codes."""
    left, top, w, h, flags, pixels = frame
    bits, codes = "", []
    for at in range(0, len(pixels), 2):  # a clear code before every other pixel keeps all codes three bits wide
        codes += [4] + list(pixels[at:at + 2])
    for code in codes + [5]:
        bits = format(code, "03b") + bits
    data = int(bits, 2).to_bytes((len(bits) + 7) // 8, "little")
    blocks = b"".join(bytes([len(data[i:i + 255])]) + data[i:i + 255] for i in range(0, len(data), 255))
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + palette + before + b"," + struct.pack("<HHHHB", left, top, w, h, flags) + b"\2" + blocks + b"\0;"


CLEAR = b"!\xf9\4\1\0\0\1\0"  # the second colour is none


def vp8l(width, height, color):
    """A lossless WebP of one colour: each of its codes has one symbol, so its pixels take no bits."""
    fields = [(0x2f, 8), (width - 1, 14), (height - 1, 14), (color[3] < 255, 1), (0, 3), (0, 1), (0, 1), (0, 1)]
    for symbol in (color[1], color[0], color[2], color[3], 0):
        fields += [(1, 1), (0, 1), (1, 1), (symbol, 8)]
    value = at = 0
    for field, size in fields:
        value |= int(field) << at
        at += size
    return riff(b"VP8L", value.to_bytes((at + 7) // 8 + 1, "little"))


def riff(kind, body):
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp(chunks):
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def u24(value):
    return struct.pack("<I", value)[:3]


def moving(width, height, left, top, frame_width, frame_height, color):
    head = riff(b"VP8X", b"\x12\0\0\0" + u24(width - 1) + u24(height - 1)) + riff(b"ANIM", b"\0" * 6)
    frame = u24(left // 2) + u24(top // 2) + u24(frame_width - 1) + u24(frame_height - 1) + u24(100) + b"\0"
    return webp(head + riff(b"ANMF", frame + vp8l(frame_width, frame_height, color)) + riff(b"ANMF", frame + vp8l(frame_width, frame_height, (0, 0, 255, 255))))


def test_gif_and_webp_are_seen(run):
    red, white, blue = (255, 0, 0), (255, 255, 255), (0, 0, 255)
    lines = b"\0\0\0\0" + b"\1\1\1\1" * 7
    kinds = {
        "plain.gif": (gif(4, 4, (0, 0, 4, 4, 0, b"\0" * 16)), [red], [blue]),
        "two.gif": (gif(4, 8, (0, 0, 4, 8, 0, lines)), [red, blue], []),
        "interlaced.gif": (gif(4, 8, (0, 0, 4, 8, 0x40, lines)), [red, blue], []),
        "clear.gif": (gif(4, 4, (0, 0, 4, 4, 0, b"\1" * 16), before=CLEAR), [white], [blue]),
        "part.gif": (gif(9, 9, (4, 4, 4, 4, 0, b"\1" * 16)), [white, blue], [red]),
        "outside.gif": (gif(4, 4, (2, 2, 4, 4, 0, b"\1" * 16)), [white, blue], [red]),
        "local.gif": (gif(4, 4, (0, 0, 4, 4, 0x80, b"")).replace(b"\x80\2", b"\x80\0\xff\0\0\xff\0\2", 1), None, []),
        "moves.gif": (gif(1, 1, (0, 0, 1, 1, 0, b"\0"), before=b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0" + CLEAR), [red], []),
        "plain.webp": (webp(vp8l(40, 30, (255, 0, 0, 255))), [red], []),
        "clear.webp": (webp(vp8l(40, 30, (255, 0, 0, 0))), [white], [red]),
        "large.webp": (webp(vp8l(16000, 1700, (255, 0, 0, 255))), [red], []),
        "moves.webp": (moving(40, 30, 0, 0, 40, 30, (255, 0, 0, 255)), [red], [blue]),
        "part.webp": (moving(40, 30, 8, 8, 4, 4, (255, 0, 0, 255)), [red, white], [blue]),
    }
    for name, (data, there, away) in kinds.items():
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, name, data))
            if there is None:  # no pixels at all
                assert status == 0 and "is a damaged GIF" in said, (name, said)
                continue
            assert status == 0, (name, said)
            book = zipfile.ZipFile(d + "/a.epub")
            kept = [book.read(item) for item in book.namelist() if item.endswith(name)]
            assert kept == [data], name + " is not in the e-book as it is"
            found = colours(d)
            assert all(near(found, colour) for colour in there) and not any(near(found, colour) for colour in away), (name, sorted(found)[:9])


def test_damaged_gif_and_webp(run):
    whole, still, moves = gif(64, 64, (0, 0, 64, 64, 0, b"\0" * 4096)), webp(vp8l(40, 30, (1, 2, 3, 255))), moving(40, 30, 0, 0, 40, 30, (1, 2, 3, 255))
    bad = {
        "short.gif": whole[:200], "huge.gif": gif(65535, 65535, (0, 0, 1, 1, 0, b"\0")), "frame.gif": gif(4, 4, (0, 0, 65535, 65535, 0, b"\0")),
        "colours.gif": b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;", "none.gif": b"GIF89a\1\0\1\0\0\0\0;", "code.gif": whole.replace(b"\2\xff", b"\x0f\xff"),
        "short.webp": still[:len(still) - 6], "shorter.webp": moves[:60], "wide.webp": moving(40, 30, 8, 8, 40, 30, (1, 2, 3, 255)),
        "noise.webp": webp(riff(b"VP8L", b"\x2f" + bytes(range(200)))), "lossy.webp": webp(riff(b"VP8 ", b"\0\0\0\x9d\1\x2a\x10\0\x10\0" + b"\xaa" * 30)),
    }
    for name, data in bad.items():
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, name, data), strict=True)
            assert status == 1 and re.search(r"^a\.md:6:1: error: the image '%s' can" % name, said, re.M), (name, status, said)
            assert sorted(os.listdir(d)) == sorted([name, "a.md"])
    others = {"a.avif": b"\0\0\0\x1cftypavif", "a.bmp": b"BM\0\0", "a.tif": b"II*\0\x08\0", "a.heic": b"\0\0\0\x18ftypheic"}
    for name, data in others.items():
        with tempfile.TemporaryDirectory() as d:
            status, said = build(d, write(d, name, data + b"\0" * 40), strict=True)
            assert status == 1 and re.search(r"^a\.md:6:1: error: .* is (AVIF|BMP|TIFF|HEIC), .*; save it as ", said, re.M), (name, said)
