"""Fonts of one's own: beside the source or the style, by family or by file, and what is said of those that are not there."""
import os, re, struct, zlib

from making import Made

LIBERTINE = "/usr/share/fonts/opentype/linux-libertine/LinLibertine_%s.otf"
TEXT = "---\ntitle: T\nlang: en\nstyle: s.yaml\n---\n\nPlain words and *emphasis* and **strength**.\n"


def renamed(data, name):
    """The font with another family's name, in names of the same length."""
    for coded in (lambda text: text.encode("utf-16-be"), str.encode):
        for old in ("Linux Libertine O", "LinLibertineO"):
            data = data.replace(coded(old), coded(name.ljust(len(old), "x")[:len(old)]))
    return data


def woff(data):
    """The font as WOFF 1.0 packs it."""
    count, = struct.unpack(">H", data[4:6])
    tables, body, at = b"", b"", 44 + 20 * count
    for i in range(count):
        tag, sum_, start, length = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
        packed = min(zlib.compress(data[start:start + length]), data[start:start + length], key=len)
        tables += struct.pack(">4sIIII", tag, at + len(body), len(packed), length, sum_)
        body += packed + bytes(-len(packed) % 4)
    total = 12 + 16 * count + sum((struct.unpack(">I", data[24 + 16 * i:28 + 16 * i])[0] + 3) & ~3 for i in range(count))
    return struct.pack(">4s4sIHHIHHIIIII", b"wOFF", data[:4], at + len(body), count, 0, total, 1, 0, 0, 0, 0, 0, 0) + tables + body


def built(run, style, files, *options, where="fonts"):
    laid = {"%s/%s" % (where, name): data for name, data in files.items()}
    made = Made(run, TEXT, "--depfile", "FOLDER/t.d", *options, files={"s.yaml": style, **laid})
    return made.errors, made.fonts, [name for name in made.files if "fonts/" in name], made.read("t.d")


def face(which):
    return open(LIBERTINE % which, "rb").read()


def test_a_family_beside_the_source_by_name_by_file_and_packed(run):
    own = {"own-%s.otf" % which: renamed(face(which), "Houseface") for which in ("R", "RI", "RB")}
    for wish in ("Housefacexxxxxxxx", "fonts/own-R.otf"):
        errors, fonts, carried, rule = built(run, "faces: {serif: [%s]}\nebook: {embed-fonts: true}\n" % wish, own)
        assert not errors, errors
        assert fonts.count("+Houseface") == 3 and "LinLibertine" not in fonts, fonts
        assert any("Houseface" in name for name in carried), carried
        assert "own-RI.otf" in rule, rule
    packed = {name.replace(".otf", ".woff"): woff(data) for name, data in own.items()}
    errors, packed_fonts, _, _ = built(run, "faces: {serif: [own-R.woff]}\n", packed)
    assert not errors and packed_fonts.count("+Houseface") == 3, (errors, packed_fonts)


def test_a_name_that_is_nowhere_is_told_with_the_nearest(run):
    errors, fonts, _, _ = built(run, "faces:\n  serif: [Linux Libertin O, Linux Libertine O]\n  mono: Kqzxj Wyvqk\n", {})
    assert re.search(r"s\.yaml:2:11: warning: .*'Linux Libertin O'; did you mean 'Linux Libertine O'", errors), errors
    assert re.search(r"s\.yaml:3:9: warning: .*'Kqzxj Wyvqk'", errors), errors
    assert "LinLibertine" in fonts, fonts
    assert not built(run, "base: classic\n", {})[0], "a style of ours names what need not be there"


DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"


def tables_of(data):
    return {tag: data[start:start + length] for tag, _, start, length in (struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i]) for i in range(struct.unpack(">H", data[4:6])[0]))}


def font_of(tables):
    head, body, at = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0), b"", 12 + 16 * len(tables)
    for tag in sorted(tables):
        head += struct.pack(">4sIII", tag, 0, at + len(body), len(tables[tag]))
        body += tables[tag] + bytes(-len(tables[tag]) % 4)
    return head + body


def variable(data, wider):
    """A TrueType font with an axis of weight, on which each simple glyph of 700 is so much wider, and two named styles."""
    tables = tables_of(data)
    place = struct.unpack(">%dI" % (len(tables[b"loca"]) // 4), tables[b"loca"])
    variations, offsets = b"", [0]
    for start, end in zip(place, place[1:]):
        glyph = tables[b"glyf"][start:end]
        contours = struct.unpack(">h", glyph[:2])[0] if glyph else 0
        points = struct.unpack(">H", glyph[8 + 2 * contours:10 + 2 * contours])[0] + 1 if contours > 0 else 0
        told = struct.pack(">BBHBhB", 1, 0x80, points + 1, 0x40, wider, 0x80)  # the point that is its advance
        variations += struct.pack(">HHHHh", 1, 10, len(told), 0xA000, 0x4000) + told + b"\0" if contours >= 0 else b""
        offsets.append(len(variations))
    fixed = lambda number: number << 16
    tables[b"gvar"] = struct.pack(">IHHIHHI", 0x10000, 1, 0, 20 + 4 * len(offsets), len(place) - 1, 1, 20 + 4 * len(offsets)) + struct.pack(">%dI" % len(offsets), *offsets) + variations
    tables[b"fvar"] = struct.pack(">IHHHHHH", 0x10000, 16, 2, 1, 20, 2, 8) + struct.pack(">4sIIIHH", b"wght", fixed(400), fixed(400), fixed(700), 0, 1) + \
        struct.pack(">HHI", 2, 0, fixed(400)) + struct.pack(">HHI", 2, 0, fixed(700))
    coded = lambda text: text.encode("utf-16-be")
    tables[b"name"] = tables[b"name"].replace(coded("DejaVu Serif"), coded("Houseface xx"))
    return font_of(tables)


def test_a_variable_font_is_pinned_to_what_is_used(run):
    own = variable(open(DEJAVU, "rb").read(), 400)
    for name, data in (("own.ttf", own), ("own.woff", woff(own))):
        made = Made(run, TEXT + "\nPlain\n\n**Plain**\n", files={"fonts/" + name: data, "s.yaml": "faces: {serif: %s}\nebook: {embed-fonts: true}\n" % name})
        assert not made.errors and len([name for name in made.files if "fonts/" in name]) == 2, (made.errors, made.files)
        plain, strong = [piece for page in made.layout.pages for piece in page if piece.text == "Plain"]
        wider = strong.x1 - strong.x0 - (plain.x1 - plain.x0)
        assert abs(wider - 5 * 400 / 2048 * plain.size) < .05, wider


def test_a_variable_font_with_broken_outlines_is_told(run):
    tables = tables_of(variable(open(DEJAVU, "rb").read(), 400))
    tables[b"loca"] = tables[b"loca"][:400] + b"\0\0\0\3" + tables[b"loca"][404:]
    errors, fonts, _, _ = built(run, "{}\n", {"own.ttf": font_of(tables)})
    assert "own.ttf: warning: this font is not used: its outlines are broken" in errors, errors


def test_files_that_are_no_fonts_are_told_and_left(run):
    errors, fonts, _, _ = built(run, "{}\n", {"broken.otf": b"not a font", "readme.txt": b"hello"})
    assert re.search(r"fonts/broken\.otf.*warning", errors) and "readme" not in errors, errors


def with_os2(data, at, value):
    """The font with another number of two bytes in a table."""
    data = bytearray(data)
    for i in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, start, _ = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
        if tag == b"OS/2":
            data[start + at:start + at + 2] = struct.pack(">H", value)
    return bytes(data)


def test_a_weight_that_is_none_is_that_of_text(run):
    """A guess of how thick its stems are is made of it, by its square."""
    stems = {}
    for weight in (400, 700, 56320):
        made = Made(run, TEXT.replace("*", ""), files={"fonts/own.otf": with_os2(renamed(face("R"), "Houseface"), 4, weight), "s.yaml": "faces: {serif: fonts/own.otf}\n"})
        stems[weight] = re.findall(r"/FontName /\w+\+Houseface.*?/StemV (-?\d+)", made.objects, re.S)
    assert stems[56320] == stems[400] != stems[700], stems


def test_a_font_that_may_not_be_embedded_is_refused(run):
    data = with_os2(renamed(face("R"), "Houseface"), 8, 2)
    made = Made(run, TEXT, files={"fonts/own.otf": data, "s.yaml": "faces: {serif: own.otf}\n"}, status=1)
    assert "cannot be embedded" in made.errors and "Houseface" in made.errors, made.errors
    assert not os.path.exists(made.pdf)
