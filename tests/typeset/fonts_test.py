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


def test_files_that_are_no_fonts_are_told_and_left(run):
    errors, fonts, _, _ = built(run, "{}\n", {"broken.otf": b"not a font", "readme.txt": b"hello"})
    assert re.search(r"fonts/broken\.otf.*warning", errors) and "readme" not in errors, errors


def test_a_font_that_may_not_be_embedded_is_refused(run):
    data = bytearray(renamed(face("R"), "Houseface"))
    for i in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, start, _ = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
        if tag == b"OS/2":
            data[start + 8:start + 10] = b"\0\2"
    made = Made(run, TEXT, files={"fonts/own.otf": bytes(data), "s.yaml": "faces: {serif: own.otf}\n"}, status=1)
    assert "cannot be embedded" in made.errors and "Houseface" in made.errors, made.errors
    assert not os.path.exists(made.pdf)
