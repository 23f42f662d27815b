"""What strangers bring besides: values that are bombs or circles, tables of impossible spans, signs that combine, names, pictures and fonts that are none."""
import struct, zlib

HEAD = "---\ntitle: T\nlang: en\n---\n\n"


def text(name, body, status=0, message="", files=None, command="build", head=HEAD):
    return ("kinds: " + name, {"a.md": head + body, **(files or {})}, [command, "a.md"], status, message)


def front(name, lines, status=1, message=r"^a\.md(:\d+:\d+)?: (error|warning): "):
    return text(name, "Text.\n", status, message, head="---\ntitle: T\nlang: en\n" + lines + "---\n\n")


def picture(name, file, data, why):
    return text("a picture: " + name, "![A](%s)\n" % file, 0, r"^a\.md:6:1: warning: the image .* cannot be (used|shown): " + why, {file: data})


def drawing(name, body, message=None, size='width="100" height="100"'):
    return text("a drawing: " + name, "![A](a.svg)\n", 0, message,
                {"a.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>%s</svg>' % (size, body)})


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks, head=struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IEND", b"")


def font(name, data):
    return ("kinds: a font: " + name, {"a.md": HEAD + "Text.\n", "fonts/a.ttf": data, "s.yaml": "faces: {serif: [a.ttf]}\n"},
            ["build", "--style", "s.yaml", "a.md"], 0, r"^fonts/a\.ttf: warning: this font is not used: no font can be read from it")


def table(name, cell, count=1, message="this table has no head"):
    return text("a table: " + name, "<table>\n<tr>%s</tr>\n<tr><td>b</td></tr>\n</table>\n" % (cell * count), 0, r"^a\.md:6:1: warning: " + message)


PIXELS = chunk(b"IDAT", zlib.compress(b"\0" * 14))
CASES = [
    front("aliases of aliases", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join("%s: &%s [%s]\n" % (n, n, ",".join(["*" + p] * 9)) for p, n in zip("abcdefgh", "bcdefghi"))),
    front("an alias of itself", "subject: &a [*a]\n"), front("an alias of nothing", "subject: *none\n"),
    front("a flow without end", "subject: " + "[" * 9000 + "\n"), front("a deep flow", "subject: " + "[" * 5000 + "]" * 5000 + "\n"),
    front("a deep map", "subject: " + "{a: " * 5000 + "}" * 5000 + "\n"), front("a key often", "author: A\n" * 2000),
    front("a tag that runs", "subject: !!python/object/apply:os.system [ls]\n", 1, r"^a\.md:4:10: error: aliases, anchors and tags"), front("a language of much", "lang: " + "x-" * 5000 + "y\n"),
    front("a date that is none", "date: 99999999999999999999-99-99\n", 1, r"^a\.md:4:7: error: 'date' cannot have this value"), front("a number without end", "toc-depth: " + "9" * 4000 + "\n", 1, r"^a\.md:4:12: error: 'toc-depth' cannot have this value"),
    front("a title of much", "description: " + "word " * 100000 + "\n", 0, ""), front("names without end", "author: [" + "A B, " * 2000 + "C]\n", 0, ""),
    table("a cell over a thousand million columns", '<td colspan="1000000000">a</td>'), table("a cell over a thousand million rows", '<td rowspan="1000000000">a</td>'),
    table("a span that is no number", '<td colspan="-1" rowspan="x">a</td>'), table("cells without end", "<td>a</td>", 1000, "this table is wider than the page"),
    table("spans in spans", '<td colspan="1000" rowspan="1000">a</td>', 50),
    text("tables in tables", "<table><tr><td>" * 300 + "a" + "</td></tr></table>" * 300 + "\n", 0, r"^a\.md:6:16: warning: the tag <table> means nothing here"),
    text("MathML that is deep", "<math>" + "<mrow>" * 20000 + "<mi>x</mi>" + "</mrow>" * 20000 + "</math>\n", 0, r"^a\.md:6:1: warning: more than 150 groups"),
    text("MathML of wrong kinds", "<math><mfrac><mi>x</mi></mfrac><msub/><mtable><mi>y</mi></mtable></math>\n", 0, r"^a\.md:6:1: warning: <mfrac> holds 1 elements, not 2"),
    text("a formula that is deep", "$" + "{" * 5000 + "x" + "}" * 5000 + "$\n", 0, r"^a\.md:6:152: warning: more than 150 groups"),
    text("a fraction in fractions", "$" + r"\frac{1}{" * 500 + "x" + "}" * 500 + "$\n", 0, r"^a\.md:6:\d+: warning: more than 150 groups"),
    text("macros that double", r"$\def\a{xx}" + "".join(r"\def\%s{\%s\%s}" % (n, p, p) for p, n in zip("abcdefghijklmnopqrstu", "bcdefghijklmnopqrstuv")) + r"\v$" + "\n", 0, r"^a\.md:6:\d+: warning: macros are expanded without end"),
    text("a macro of itself", r"$\def\a{\a}\a$" + "\n", 0, r"^a\.md:6:12: warning: macros are expanded without end"),
    text("an include of itself", '::: {include="b.md"}\n:::\n', 1, r"^b\.md:1:1: error: 'b\.md' would take itself in", {"b.md": '::: {include="b.md"}\n:::\n'}),
    text("an include of another in a circle", '::: {include="b.md"}\n:::\n', 1, r"^c\.md:1:1: error: 'b\.md' would take itself in", {"b.md": '::: {include="c.md"}\n:::\n', "c.md": '::: {include="b.md"}\n:::\n'}),
    text("an include from outside", '::: {include="../../../../etc/passwd"}\n:::\n', 1, r"^a\.md:\d+:\d+: error: "),
    text("an include of a device", '::: {include="/dev/zero"}\n:::\n', 1, r"^a\.md:\d+:\d+: error: "),
    text("marks by the hundred thousand", "a" + "\u0301\u0323" * 30000 + "\n"), text("joiners by the hundred thousand", "a\u200d" * 30000 + "\n"),
    text("planes without signs", "".join(chr(c) for c in range(0x30000, 0x30400)) + "\n"), text("signs for private use", "".join(chr(c) for c in range(0xE000, 0xE200)) + "\n"),
    text("directions that do not close", "\u2066\u2067\u2068" * 5000 + "abc \u05d0\n"), text("overrides around code", "`\u202eabc\u202c` and \u202e`abc`\n"),
    text("keys of citations and brackets without end", " [a" * 100000 + " @x" * 100000 + "]\n", 0, "citations are not read here"),
    text("a figure of nothing", "<figure><br></figure>\n\n<figure></figure>\n", 0, None),
    text("tags of languages", "a" + "".join(chr(0xE0000 + c) for c in range(0x20, 0x7f)) * 200 + "\n"), text("selectors", "a" + "\ufe0f" * 50000 + "\n"),
    text("a span of a language of much", "[a]{lang=%s}\n" % ("x-" * 5000 + "y"), 0, None), text("an id of much", "# A {#%s}\n" % ("a" * 100000), 0, None),
    text("classes without end", "[a]{" + ".a " * 20000 + "}\n", 0, None), text("a class like a language of code", "```%s\na\n```\n" % ("c" * 10000), 0, r"^a\.md:6:1: warning: "),
    text("code that regular expressions fear", "```python\n" + '"' * 20000 + "\n" + "(" * 20000 + "\n```\n"), text("code of comments that stay open", "```c\n" + "/*" * 30000 + "\n```\n"),
    text("a table drawn without end", "+" + "-" * 20000 + "+\n|" + " " * 20000 + "|\n+" + "-" * 20000 + "+\n", 0, r"^a\.md:6:1: warning: this is no table in this dialect"),
    text("a table drawn with many corners", ("+-" * 500 + "+\n" + "|a" * 500 + "|\n") * 20 + "+-" * 500 + "+\n", 0, r"^a\.md:6:1: warning: this is no table in this dialect"),
    picture("half a head", "a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIH", "it is a damaged PNG"), picture("no pixels", "a.png", png(), "it is a damaged PNG"), picture("no size", "a.png", png(PIXELS, head=struct.pack(">IIBBBBB", 0, 0, 8, 2, 0, 0, 0)), "it has no size"),
    picture("bits that are none", "a.png", png(PIXELS, head=struct.pack(">IIBBBBB", 2, 2, 7, 2, 0, 0, 0)), "it is a damaged PNG"), picture("a palette that is not there", "a.png", png(PIXELS, head=struct.pack(">IIBBBBB", 2, 2, 8, 3, 0, 0, 0)), "it is a damaged PNG"),
    picture("a GIF of a size without pixels", "a.gif", b"GIF89a\xff\xff\xff\xff\0\0\0;", "it has too many pixels"), picture("half a JPEG", "a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\xff\xff\xff\xff\3", "it has no size"),
    picture("a WebP that says too much", "a.webp", b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff" + bytes(30), "it is a damaged WebP"), picture("a PDF", "b.pdf", b"%PDF-1.7\n", "it is a PDF; save it"),
    picture("a text", "a.png", b"not a picture\n", "it is no picture that is known here"), picture("nothing", "a.png", b"", "it is empty"),
    drawing("coordinates without end", '<path d="M0 0 L1e300 1e300 L-1e300 5"/>'), drawing("turned by nothing", '<g transform="matrix(0 0 0 0 0 0)"><rect width="9" height="9"/></g>'),
    drawing("a size without end", "<rect/>", r"^a\.md:6:1: warning: the image .* cannot be used: it is larger than a page", size='width="1e30" height="1e30"'), drawing("a view of nothing", "<rect/>", size='viewBox="0 0 0 0"'),
    drawing("a use of itself", '<g id="a"><use xlink:href="#a"/></g>'), drawing("a pattern of itself", '<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="9" height="9" fill="url(#p)"/>'),
    drawing("a path of many points", '<path d="M0 0' + " L1 1" * 50000 + '"/>'), drawing("a dash of nothing", '<path d="M0 0L99 99" stroke="red" stroke-dasharray="1e-9 1e-9"/>'),
    font("nothing", b""), font("a text", b"no font\n"), font("half a head", b"\0\1\0\0\xff\xff"), font("tables beyond the end", b"\0\1\0\0\0\1\0\0\0\0\0\0head\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff"),
    font("a collection of itself", b"ttcf\0\1\0\0\0\0\0\1\0\0\0\0"), font("WOFF2 of nothing", b"wOF2" + bytes(60)),
]
