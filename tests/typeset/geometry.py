"""What stands where on a finished PDF's pages: read from its content streams and its structure
tree, so that positions are those of the pen and every piece of text knows its element."""
import os, re, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "pdf", "verify"))
from fonts import Font
from reader import Pdf, read_string
from structure import Elem, Tree

STRING = rb"\((?:[^()\\]|\\.)*\)"
OPERATOR = re.compile(
    rb"\[(?P<array>(?:" + STRING + rb"|[^\]()])*)\]TJ|(?P<string>" + STRING + rb")Tj|(?P<td>[-\d.]+ [-\d.]+) Td|/F(?P<font>\d+) (?P<size>[-\d.]+) Tf"
    rb"|(?P<scale>[-\d.]+) Tz|(?P<begin>BT)\n|/(?P<tag>\w+)(?P<mark><<(?:<[0-9A-Fa-f]*>|[^>(]|" + STRING + rb"|>(?!>)|>>(?!BDC))*>>)BDC|(?P<end>EMC)"
    rb"|(?P<turn>q 0 1 -1 0 [-\d.]+ 0 cm)\n|(?P<slant>q [.\d]+ [.\d]+ -[.\d]+ [.\d]+ [-\d.]+ [-\d.]+ cm)\n|q [-\d.]+ 0 0 [-\d.]+ (?P<shape>[-\d.]+ [-\d.]+) cm\n[^Q]*Q\n|(?P<back>Q)\n|(?P<rect>[-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+) re f|q (?P<image>[-\d.]+ 0 0 [-\d.]+ [-\d.]+ [-\d.]+) cm /X\d+ Do Q", re.S)
SHOWN = re.compile(rb"(" + STRING + rb")|([-\d.]+)", re.S)
SEEN = .06  # points: what the pen's place is rounded to, and a little
BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "TH", "TD", "Caption", "Title", "Subtitle", "TOCI"}


class Plain(Font):
    """Codes, widths and text; the glyphs themselves are not looked at."""

    def read_program(self):
        return None, None

    def glyph(self, code):
        known = self.__dict__.setdefault("known", {})
        if code not in known:
            known[code] = (self.text(code) or "", self.width(code) / 1000)
        return known[code]


class Piece:
    """Text of one font shown in one go, a rectangle or an image.  x0, x1, y0, y1: its box, from the
    page's top left; of text y is the baseline, first and last the widths of the glyphs at its ends.
    What is turned is measured as on a page that lies on its side."""

    def __init__(self, page, elem, artifact, **values):
        self.page, self.elem, self.artifact = page, elem, artifact
        self.__dict__.update(values)

    def __repr__(self):
        return "'%s'" % self.text.strip() if self.kind == "text" else self.kind


class Line:
    """Text of one block on one baseline."""

    def __init__(self, page, block, y):
        self.page, self.block, self.y, self.pieces = page, block, y, []

    @property
    def text(self):
        return "".join(piece.text for piece in self.pieces)

    @property
    def size(self):
        return max(piece.size for piece in self.pieces)


class Layout:
    def __init__(self, path):
        self.pdf = Pdf(path)
        self.tree = Tree(self.pdf)
        self.kinds = {id(elem): self.tree.pdf.at(elem.dict.get("/S"))[1:] for elem in self.tree.elements}
        self.pages, self.sizes, self.held, self.shown, self.fonts = [], [], {}, {}, {}
        self.shapes = []  # glyphs that are no text: page, x, baseline
        for number, (ref, page) in enumerate(self.pdf.pages()):
            box = page["/MediaBox"]
            self.sizes.append((box[2] - box[0], box[3] - box[1]))
            self.pages.append(self.read(number, ref, page))

    # ---- content

    def read(self, number, ref, page):
        data = b"\n".join(self.pdf.data(part) for part in self.pdf.list(page["/Contents"]) or [page["/Contents"]])
        fonts, height = self.pdf.dict(page["/Resources"], "/Font"), self.sizes[number][1]
        marks, pieces, x, y, font, size, scale, turned, slanted = [], [], 0.0, 0.0, None, 0.0, 1.0, False, False
        for at in OPERATOR.finditer(data):
            kind = at.lastgroup
            if kind == "td":
                dx, dy = at.group("td").split()
                x, y = x + float(dx), y + float(dy)
            elif kind in ("array", "string"):
                piece = self.text(number, marks, at.group(kind), fonts, font, size, scale, x, height - y)
                if piece.text:
                    pieces.append(piece)
                    self.shown.setdefault((ref, marks[-1][2]), []).append(piece)
            elif kind == "size":
                font, size = at.group("font").decode(), float(at.group("size"))
            elif kind == "scale":
                scale = float(at.group("scale")) / 100
            elif kind == "begin":
                x = y = 0.0
            elif kind in ("turn", "slant", "back"):
                turned, slanted = kind == "turn", kind == "slant"
                height = self.sizes[number][0 if turned else 1]
                upright, (font, size, scale) = (font, size, scale), (font, size, scale) if turned or slanted else upright
            elif kind == "shape":  # of a sign beside the text, which stands for nothing
                left, up = at.group("shape").split()
                self.shapes.append((number, float(left), height - float(up)))
            elif kind == "mark":
                marks.append(self.mark(ref, at.group("tag").decode(), at.group("mark"), marks))
            elif kind == "end":
                marks.pop()
            else:
                pieces.append(self.box(number, marks, kind, at.group(kind), height))
            if pieces and kind in ("array", "string", "rect", "image"):
                pieces[-1].turned, pieces[-1].slanted = turned, slanted
        for piece in pieces:
            if piece.elem is not None:
                self.held.setdefault(id(piece.elem), []).append(piece)
        return pieces

    def mark(self, ref, tag, entries, marks):
        mcid = re.search(rb"/MCID (\d+)", entries)
        if tag == "Artifact":
            return None, re.search(rb"/Type/(\w+)(?:/Subtype/(\w+))?", entries).group(entries.count(b"/Subtype") + 1).decode(), None
        return (self.tree.marks_of[ref, int(mcid.group(1))], None, int(mcid.group(1))) if mcid else marks[-1]

    def text(self, number, marks, shown, fonts, name, size, scale, x, y):
        font = self.fonts.get(fonts["/F" + name]) or self.fonts.setdefault(fonts["/F" + name], Plain(self.pdf, fonts["/F" + name]))
        text, ends = [], []
        for string, step in SHOWN.findall(shown):
            if step:
                x -= float(step) / 1000 * size * scale
                continue
            for code in font.codes(read_string(string, 1)[0]):
                char, width = font.glyph(code)
                width *= size * scale
                text.append(char)
                if width and not char.isspace():
                    ends.append((x, x + width))
                x += width
        left, right = min(ends, default=(x, x)), max(ends, default=(x, x))
        elem, artifact, _ = marks[-1]
        return Piece(number, elem, artifact, kind="text", text="".join(text), x0=left[0], x1=right[1], y=y, size=size, first=left[1] - left[0],
                     last=right[1] - right[0], y0=y - .45 * size, y1=y)

    def box(self, number, marks, kind, values, height):
        values = [float(value) for value in values.split()]
        width, high, x, y = (values[i] for i in ((0, 3, 4, 5) if kind == "image" else (2, 3, 0, 1)))
        elem, artifact, _ = marks[-1]
        return Piece(number, elem, artifact, kind=kind, text="", x0=x, x1=x + width, y0=height - y - high, y1=height - y)

    # ---- structure

    def kind(self, elem):
        return self.kinds.get(id(elem), "")

    def chain(self, elem):
        """The element and those around it, up to the document's."""
        while elem is not None and elem is not self.tree.top:
            yield elem
            elem = elem.parent

    def path(self, elem):
        return [self.kind(at) for at in self.chain(elem)]

    def block(self, elem):
        """The innermost element around that is a block of text."""
        return self.under(elem, *BLOCKS) or elem

    def under(self, elem, *kinds):
        return next((at for at in self.chain(elem) if self.kind(at) in kinds), None)

    def lines(self, page):
        """The lines of the page's blocks in the order of the content; artifacts left out."""
        found, open_lines = [], {}
        for piece in self.pages[page]:
            if piece.kind != "text" or piece.elem is None:
                continue
            block = self.block(piece.elem)
            line = open_lines.get(id(block))
            if line is None or abs(line.y - piece.y) > .5 * max(line.size, piece.size):
                line = open_lines[id(block)] = Line(page, block, piece.y)
                found.append(line)
            elif piece.size > line.size:
                line.y = piece.y
            line.pieces.append(piece)
        return found

    def reading(self, top=None, skip=()):
        """The text below an element in the order of reading, blocks apart, without elements of some kinds."""
        out, stack = [], [(top or self.tree.top, None, True)]
        while stack:
            at, page, begins = stack.pop()
            if not isinstance(at, Elem):
                out += [piece.text for piece in self.shown.get((page, at), [])]
                continue
            if begins and at is not top and self.kind(at) in skip:
                continue
            if self.kind(at) in BLOCKS or self.kind(at) == "Note":
                out.append(" ")
            if begins:
                stack.append((at, page, False))
                stack += reversed(self.kids(at, page))
        return "".join(out)


    def kids(self, elem, page):
        """What an element holds, each with its page: elements, ids of marked content."""
        page = elem.dict.get("/Pg", page)
        value = self.tree.pdf.at(elem.dict.get("/K"))
        found, elems = [], iter(elem.kids)
        for kid in value if isinstance(value, list) else [value] if value is not None else []:
            entry = self.tree.pdf.at(kid)
            if isinstance(entry, int):
                found.append((entry, page, True))
            elif "/S" in entry:
                found.append((next(elems), page, True))
            elif entry.get("/Type") == "/MCR":
                found.append((entry["/MCID"], entry.get("/Pg", page), True))
        return found
