"""Styles of strangers: values that no page can have, bases in circles, fonts that are none."""
import struct

SOURCE = "---\ntitle: T\nlang: en\n---\n\n# A\n\nText of *some* words.\n"
FONT = r"^(\./)?fonts/a\.(ttf|otf|woff2?): .*this font is not used: "


def style(name, text, message="^s.yaml.*error: ", status=1):
    return ("style: " + name, {"a.md": SOURCE, "s.yaml": text}, ["check", "--style", "s.yaml", "a.md"], status, message)


def sheet(name, text):
    return ("sheet: " + name, {"a.md": SOURCE, "s.css": text}, ["build", "--to", "epub", "-o", ".", "--css", "s.css", "a.md"], 1, "error: ")


def font(name, data, suffix="ttf", message=FONT):
    return ("font: " + name, {"a.md": SOURCE, "fonts/a." + suffix: data}, ["check", "a.md"], 0, message)


def table(count, entries):
    return b"\0\1\0\0" + struct.pack(">HHHH", count, 16, 0, 0) + b"".join(tag + struct.pack(">III", 0, at, size) for tag, at, size in entries)


CASES = [
    style("a size", "text: {size: 11}\n", None, 0),
    *[style("a size of " + size, "text: {size: %s}\n" % size) for size in ("0", "-5", "1e300", "nan", "inf", "99999999999999999999", "10qq", "''", "[]", "0x7fffffff", "1000")],
    *[style("a page's width of " + width, "page: {width: %s}\n" % width) for width in ("0", "-5mm", "1mm", "99999mm", "nan", "1e99mm")],
    *[style("columns: " + columns, "page: {columns: %s}\n" % columns) for columns in ("0", "-1", "7", "2147483648", "x")],
    style("margins that leave nothing", "page: {inner: 90mm, outer: 90mm}\n", "error: "),
    style("leading without end", "text: {leading: 100000}\n"),
    style("no leading", "text: {leading: 0}\n"),
    style("a colour that is none", "text: {color: 'url(javascript:alert(1))'}\n"),
    style("a base of itself", "base: s.yaml\n"),
    style("a base elsewhere", "base: ../../etc/passwd\n"),
    style("a face that is markup", "faces: {serif: ['</style><script>']}\n", "", 0),
    style("a face of a long name", "faces: {serif: ['%s']}\n" % ("x" * 50000), "there is no font", 0),
    style("faces without end", "faces: {serif: [%s]}\n" % ", ".join("F%d" % i for i in range(5000)), "there is no font", 0),
    style("anchors that double", "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join("%s: &%s [%s]\n" % (b, b, ", ".join(["*" + a] * 9)) for a, b in zip("abcdefgh", "bcdefghi"))),
    style("maps in maps", "text: " + "{a: " * 5000 + "x" + "}" * 5000 + "\n"),
    style("a list", "- a\n"),
    style("another coding", "text: {size: 11}\n".encode("utf-16"), "error: "),
    style("keys twice", "text: {size: 11}\ntext: {size: 12}\n", ""),
    style("keys that are none", "".join("k%d: v\n" % i for i in range(5000))),
    *[sheet(name, text) for name, text in {
        "brackets without end": "(" * 300000, "blocks without end": "a{" * 300000, "a word without end": "p { a: " + "b" * 500000,
        "addresses without end": "p { a: b }" + "q { a: url(none.png) }" * 20000, "a way out": "p { a: url(../../../../etc/passwd) }",
        "a whole disk": "p { a: url(/dev/zero) }", "another's file": "@import 'http://127.0.0.1/a.css';", "a program": "p { a: url('javascript:alert(1)') }",
        "escapes": "p { a: \\75\\72\\6c(http://a.b/c.png) } q { a: url('\\2f\\2f a.b/c.png') }", "bytes": bytes(range(256)) * 1000}.items()],
    sheet("a fault a word, on one line", "a{" + "direction:url(b);" * 55000 + "}"),
    sheet("more than a megabyte", "p { a: b }" * 110000),
    font("nothing", b""),
    font("a text", b"not a font\n"),
    font("zeros", bytes(100000)),
    font("the head alone", b"\0\1\0\0\0\5"),
    font("tables beyond the end", table(2, [(b"head", 0xfffffff0, 54), (b"cmap", 100, 0xffffffff)])),
    font("tables without end", b"\0\1\0\0\xff\xff" + bytes(1000)),
    font("tables over each other", table(4, [(tag, 12, 64) for tag in (b"head", b"hhea", b"maxp", b"loca")]) + bytes(200)),
    font("a collection without end", b"ttcf\0\1\0\0\xff\xff\xff\xff" + bytes(64), "ttf"),
    font("a collection of itself", b"ttcf\0\1\0\0\0\0\0\1\0\0\0\0" + bytes(64), "ttf"),
    font("packed, of a size without end", b"wOFF\0\1\0\0" + struct.pack(">IHHI", 44, 1, 0, 0xffffffff) + bytes(100), "woff"),
    font("packed, cut", b"wOF2\0\1\0\0" + struct.pack(">IHHI", 48, 1, 0, 1000) + b"\xff" * 40, "woff2"),
    font("compact, damaged", b"OTTO\0\1\0\0\0\0\0\0CFF \0\0\0\0\0\0\0\x1c\0\0\0\x08\1\0\4\4\xff\xff\xff\xff", "otf"),
    font("a text in an old language", b"%!PS-AdobeFont-1.0: A\n" + b"{" * 50000, "otf"),
]
