"""Drawings that ask for more than they are worth, and some that look as if they did."""
import base64, math, random, struct, zlib

PAGE = "---\ntitle: T\nlang: en\n---\n\n![A figure.](a.svg)\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%d" height="%d">%s</svg>'
AREA, ELEMENTS = "filters or masks over too large an area; make", "more than 100,000 elements.*; simplify"


def png(width, height):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = zlib.compress((b"\0" + b"\0" * ((width + 7) // 8)) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def drawing(name, body, message=None, width=90, height=60):
    text = SVG % (width, height, body)
    status, message = (1, r"^a\.md:6:1: error: the image 'a\.svg' cannot be used: it .*" + message) if message else (0, None)
    return (name, {"a.md": PAGE, "a.svg": text}, ["build", *["--strict"] * status, "a.md"], status, message)


def filtered(primitives, uses=1, region=""):
    return '<filter id="f"%s>%s</filter>' % (region, primitives) + '<rect width="9" height="9" filter="url(#f)"/>' * uses


def nested(count, width, first='<rect width="1" height="1"/>'):
    groups = '<g id="a0">%s</g>' % first
    for i in range(count):
        groups += '<g id="a%d">%s</g>' % (i + 1, '<use xlink:href="#a%d"/>' % i * width)
    return "<defs>%s</defs>" % groups + '<use xlink:href="#a%d"/>' % count


def masks(count, each):
    inner = '<mask id="p0"><rect width="9" height="9" fill="white"/></mask>'
    for i in range(count):
        inner += '<mask id="p%d">%s</mask>' % (i + 1, '<rect width="9" height="9" fill="white" mask="url(#p%d)"/>' % i * each)
    return inner + '<rect width="9" height="9" mask="url(#p%d)"/>' % count


def marked(count, attributes='marker-mid="url(#m)"', around="%s"):
    return '<marker id="m"><circle r="1"/></marker>' + around % ('<path %s d="M0 0%s"/>' % (attributes, " L3 4" * count))


def embedded(width, height):
    return '<image width="50" height="50" xlink:href="data:image/png;base64,%s"/>' % base64.b64encode(png(width, height)).decode()


BLUR, TURBULENCE = '<feGaussianBlur stdDeviation="9"/>', '<feTurbulence numOctaves="%d" baseFrequency="9"/>'
CONVOLVE = '<feConvolveMatrix order="%d" kernelMatrix="%s"/>'
GRAPH = "---\ntitle: T\nlang: en\n---\n\n```dot\n%s\n```\n"


def text_of_graphs(name, count):
    dense = "digraph {" + ";".join("n%d -> n%d" % (i, j) for i in range(26) for j in range(i)) + "}"
    return ("drawings: " + name, {"a.md": "---\ntitle: T\nlang: en\n---\n\n" + ("```dot\n" + dense + "\n```\n\n") * count}, ["check", "a.md"], 0, "all graphs up to it")


def graph(name, text, message=None, status=0):
    return (name, {"a.md": GRAPH % text}, ["build", *["--limits", "cpu=5"] * bool(status), "a.md"], status, message)


def scribble(count, element='<path d="M0 0L%s"/>', reach=80, between=" "):
    chance = random.Random(1)
    return element % between.join("%d %d" % (chance.randrange(reach), chance.randrange(reach)) for _ in range(count))


def coast(count):
    return '<path fill="none" stroke="red" d="M0 9%s"/>' % "".join("L%.3f %.3f" % (90 * i / count, 30 + 20 * math.sin(i / 9)) for i in range(count))


CROSS, DASHES = "cross themselves more than four million times", "more than 300,000 dashes"
TO_AND_FRO = '<path %s d="M0 0' + "l60 60l-60 -60" * 3000 + '"/>'
CASES = [
    drawing("a scribble", scribble(1000)),
    drawing("a scribble without end", scribble(60000), CROSS),
    drawing("a scribble of a polygon", scribble(60000, '<polygon points="%s"/>'), CROSS),
    drawing("a scribble of curves", scribble(60000, '<path d="M0 0C%s"/>'), CROSS),
    drawing("a scribble of arcs", scribble(60000, between="A30,30 0 01"), CROSS),
    drawing("a scribble in a corner", scribble(60000, '<path d="M0 0L%sL9999999 9999999"/>'), CROSS),
    drawing("a scribble used often", '<defs><g id="s">%s</g></defs>' % scribble(1000) + '<use xlink:href="#s"/>' * 300, CROSS),
    drawing("a coast of many points", coast(60000)),
    drawing("dashes", '<path stroke-dasharray="3 2" stroke="red" d="M0 0H90"/>'),
    drawing("dashes without end", TO_AND_FRO % 'stroke-dasharray="1"', DASHES),
    drawing("dashes far out", '<rect width="1000000000" height="9" style="stroke-dasharray:1" stroke="red"/>', DASHES),
    drawing("dashes of a group", '<g stroke-dasharray="1,1">%s</g>' % TO_AND_FRO % "", DASHES),
    drawing("dashes of a style", "<style>.d { stroke: red; stroke-dasharray: 1px }</style>" + TO_AND_FRO % 'class="d"', DASHES),
    drawing("dashes of what uses it", '<defs><g id="s">%s</g></defs><use stroke-dasharray="1" xlink:href="#s"/>' % TO_AND_FRO % "", DASHES),
    drawing("a long line that is whole beside dashes", "<style>.d { stroke-dasharray: 1px }</style>" + TO_AND_FRO % "" + '<path class="d" d="M0 0h90"/>'),
    drawing("layers of a filter", filtered("<feMerge>" + '<feMergeNode in="SourceGraphic"/>' * 50000 + "</feMerge>"), AREA, 900, 900),
    drawing("words of many sizes", "".join('<text font-size="%d" y="9">a</text>' % (i + 1) for i in range(90))),
    drawing("words of sizes without end", "".join('<text font-size="%d.%d" y="9">a</text>' % (i % 50, i) for i in range(3000)), "more than 500 fonts and sizes"),
    drawing("words of fonts without end", "".join('<text style="font-family:F%d" y="9">a</text>' % i for i in range(3000)), "more than 500 fonts and sizes"),
    *[drawing("a list of fonts without end: " + name, begin % ",".join("F%d" % i for i in range(20000)) + '<text y="9">a</text></g>', "names more than 100 fonts in one list; name a few")
      for name, begin in (("an attribute", '<g font-family="%s">'), ("a style", '<g style="font-family:%s">'), ("a sheet", "<style>text{font:9px %s}</style><g>"))],
    drawing("a list of fonts", '<text y="9" font-family="%s" style="font:9px a, b, c">a</text>' % ",".join("F%d" % i for i in range(20)) + '<path stroke="red" style="stroke-dasharray:%s" d="M0 0h9"/>' % ",".join(["9"] * 300)),
    *[drawing("rules of style: " + name, "<style>%s</style>" % rules + "<g>" * 100 + element * count + "</g>" * 100, "too many rules of style for its elements; simplify it") for name, rules, element, count in (
        ("of what is above", "x g g{fill:red}" * 9000, "<g/>", 600), ("in one list", ",".join(["x > g g"] * 9000) + "{fill:red}", "<g/>", 600), ("of what is beside", "x~rect{fill:red}", "<rect/>", 30000),
        ("of numbers", "rect:nth-child(7){fill:red}", "<rect/>", 30000), ("of parts of words", "[a*=b]{fill:red}" * 900, '<rect a="%s"/>' % ("c" * 9000), 200))],
    drawing("rules of style as programs write them", "<style>%s</style>" % "".join("#a .b%d g rect, .c%d > path, .d:nth-child(%d), [x=y] {fill:red}" % (i, i, i) for i in range(30)) + ("<g class='b1'>" + "<rect/>" * 20 + "</g>") * 60),
    drawing("words of sizes of groups", "".join('<g font-size="%dpx"><text y="9">a</text></g>' % (i + 1) for i in range(900)), "more than 500 fonts and sizes"),
    drawing("letters larger than any page", '<text font-size="1e9" y="9">a</text>', "has letters larger than a page can be"),
    drawing("letters made larger than any page", '<g transform="translate(9) scale(1e9)"><text y="9">a</text></g>', "has letters larger than a page can be"),
    drawing("letters made large and small", '<g transform="matrix(90 0 0 90 9000000 0)"><text font-size=".1" y="9">a</text></g>'),
    drawing("classes without end", "<style>%s</style>" % "".join(".a%d{fill:var(--a)}" % i for i in range(900)) + '<rect class="%s"/>' % " ".join("a%d" % i for i in range(900)) * 300, "too many rules of style"),
    drawing("a blur", filtered(BLUR), width=900, height=900),
    drawing("twenty blurs of a large drawing", filtered(BLUR * 20), AREA, 9000, 9000),
    drawing("a blur used often", filtered(BLUR, 500), AREA, 900, 900),
    drawing("a blur by a style", '<style>.b{filter:url(#f)}</style>' + filtered(BLUR, 1).replace('filter="url(#f)"', 'class="a b"') * 500, AREA, 900, 900),
    drawing("a blur by a function", '<rect width="9" height="9" style="filter:blur(3px)"/>' * 500, AREA, 900, 900),
    drawing("turbulence", filtered(TURBULENCE % 3), width=900, height=900),
    drawing("turbulence without end", filtered(TURBULENCE % 2499), AREA, 900, 900),
    drawing("a wide morphology", filtered('<feMorphology radius="400"/>'), AREA, 900, 900),
    drawing("a convolution", filtered(CONVOLVE % (3, "1 " * 9))),
    drawing("a convolution of order 16", filtered(CONVOLVE % (16, "1 " * 256)), "order above 15"),
    drawing("a convolution of order 30", filtered(CONVOLVE % (30, "1 " * 900)), "order above 15"),
    drawing("a filter on each of nested groups", nested(3, 9, filtered(BLUR)), AREA, 900, 900),
    drawing("elements used again", nested(3, 10)),
    drawing("elements used again without end", nested(8, 10), ELEMENTS),
    drawing("more elements than numbers", nested(200, 10), ELEMENTS),
    drawing("very many elements", "<g/>" * 100001, ELEMENTS),
    drawing("many see-through elements", '<circle r="3" opacity=".5"/>' * 50000, ELEMENTS),
    drawing("see-through elements", '<circle r="3" opacity=".5"/>' * 2000),
    drawing("a circle of uses", '<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g><rect width="9" height="9"/>'),
    drawing("a chain of uses", "".join('<use id="a%d" xlink:href="#a%d"/>' % (i, i + 1) for i in range(5000)), "in more than 1000 steps; simplify"),
    drawing("masks in masks", masks(3, 2)),
    drawing("masks in masks without end", masks(20, 2), ELEMENTS),
    drawing("masks over a large drawing", '<mask id="m"><rect width="9" height="9"/></mask>' + '<rect width="9" height="9" mask="url(#m)"/>' * 90, AREA, 2000, 2000),
    drawing("patterns in patterns", "".join('<pattern id="p%d" width="1" height="1">%s</pattern>' % (i, '<rect width="1" height="1" fill="url(#p%d)"/>' % (i + 1) * 9) for i in range(9)) + '<rect width="9" height="9" fill="url(#p0)"/>', ELEMENTS),
    drawing("markers", marked(500)),
    drawing("markers without end", marked(6000), "markers and more than 5,000 points"),
    drawing("markers of a group", marked(6000, "", '<g marker-mid="url(#m)">%s</g>'), "markers and more than 5,000 points"),
    drawing("markers of a style", '<style>path { stroke: red; marker: url(#m) }</style>' + marked(6000, ""), "markers and more than 5,000 points"),
    drawing("a line with an arrow", marked(500, 'marker-end="url(#m)"')),
    drawing("a long line with an arrow", marked(20000, 'marker-end="url(#m)"'), "markers and more than 5,000 points"),
    drawing("a long line beside one with an arrow", marked(20000, "") + '<line x2="9" marker-end="url(#m)"/>'),
    drawing("a long line beside those with an arrow by a style", '<style>.e { marker-end: url(#m) }</style>' + marked(20000, "") + '<line class="e" x2="9"/>'),
    drawing("words", '<text y="9">%s</text>' % ("word " * 300)),
    drawing("a long text", '<text y="9">%s</text>' % ("word " * 2000), "a text of more than 8,000 letters; divide"),
    drawing("a long text in parts", '<text y="9">%s</text>' % ("<tspan>word</tspan> " * 3000), "a text of more than 8,000 letters"),
    drawing("many texts", '<text y="9">some words more</text>' * 3000, "more than 30,000 letters; set the text in the source"),
    drawing("very many attributes", "<rect %s/>" % " ".join('a%d="1"' % i for i in range(50000)), "more than 1000 attributes; save"),
    drawing("many attributes", "<rect %s/>" % " ".join('a%d="1"' % i for i in range(900))),
    drawing("rules for elements", "<style>%s</style>%s" % ("".join(".a%d{fill:red}" % i for i in range(5000)), "<g/>" * 5000), "too many rules of style"),
    drawing("an image inside", embedded(90, 90)),
    drawing("an image of many pixels inside", embedded(9000, 9000), "33 million pixels; scale"),
    drawing("an image of too many pixels inside", embedded(20000, 20000), "33 million pixels; scale"),
    drawing("an image used often", '<g id="i">%s</g>' % embedded(1000, 1000) + '<use xlink:href="#i"/>' * 50, "33 million pixels"),
    ("entities", {"a.md": PAGE, "a.svg": '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG % (9, 9, "&a;")}, ["build", "--strict", "a.md"], 1, "declares entities"),
    drawing("very large", "<g/>", "larger than a page can be", 10 ** 7, 10),
    drawing("deep", "<g>" * 300 + "</g>" * 300, "not well-formed XML"),
    drawing("cut", "<g>", "not well-formed XML"),
    graph("a graph", "digraph { a -> b }"),
    graph("a graph of groups in groups", "digraph {" + "".join("subgraph cluster%d {" % i for i in range(2000)) + "a" + "}" * 2001),
    graph("a graph of tables in tables", "digraph {a [label=<" + "<table><tr><td>" * 900 + "x" + "</td></tr></table>" * 900 + ">]}"),
    graph("a graph's cell over all", 'digraph {a [label=<<table><tr><td colspan="65000" rowspan="65000">x</td></tr></table>>]}', "more than can be laid out"),
    graph("a graph's edge of a hundred million ranks", "digraph { a -> b [minlen=100000000] }", "more than can be laid out"),
    graph("a graph's weights", "digraph { a -> b [weight=2000000000]; b -> c [weight=2000000000] }", "more than can be laid out"),
    graph("a graph's sides", "graph { a [shape=polygon sides=100000000 peripheries=100000000] }", "more than can be laid out"),
    graph("a graph that shows a file", 'graph { a [image="/etc/passwd"] }', "not taken"),
    graph("a graph's ground that shows a file", 'graph { _background="I 0 0 9 9 11 -/etc/passwd"; a }', "not taken"),
    graph("a graph of a hundred thousand signs", 'digraph { a [label="%s"] }' % ("x" * 100000), "more than can be laid out"),
    graph("a graph of controls", 'digraph { a [label="x\x01y"] }'),
    graph("a graph of all with all", "digraph {" + ";".join("n%d -> n%d" % (i, j) for i in range(60) for j in range(i)) + "}", "more edges beside each other than can be laid out"),
    graph("a graph at random", "digraph {" + ";".join("n%d -> n%d" % (i * 7919 % 300, i * i * 104729 % 300) for i in range(900)) + "}", "more edges beside each other than can be laid out"),
    graph("a graph that asks for rounds", "digraph { nslimit=\"1e9\"; nslimit1=\"1e9\";" + ";".join("n%d -> n%d" % (i * 7919 % 97, i * i * 104729 % 97) for i in range(250)) + "}"),
    graph("a graph that asks for many rounds", "digraph { mclimit=\"1e9\"; a -> b }", "more than can be laid out"),
    text_of_graphs("graphs without end", 30),
]
