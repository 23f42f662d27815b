"""What holds on every page that bifolio sets: each rule looks at a Layout and names the places where
it is broken.  Widows and short pages may be more than can be met: the rules for them only list."""
import os, re, unicodedata

from geometry import SEEN

HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = {"": 1, "pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72}
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


class Style:
    """The values of a style that lines and pages are measured by, in points."""

    def __init__(self, name="default", more="", paper=None):
        self.values, self.grown = {}, 1
        for text in [self.file("default"), self.file(name), more]:
            for line in text.split("\n"):
                section = line.split(":")[0] if line[:1].strip() else section
                for key, value in re.findall(r'([\w-]+): ("[^"]*"|[-\w.]+)', line.partition("#")[0]):
                    self.values[section + "." + key] = value
        self.width, self.height = self["page.width"], self["page.height"]
        self.inner, self.outer, self.top, self.bottom = (self["page." + side] for side in ("inner", "outer", "top", "bottom"))
        if paper:
            self.take_paper(*paper)
        self.size, self.leading, self.columns, self.gap = self["text.size"], self["text.leading"], int(self["page.columns"]), self["page.column-gap"]
        self.measure = (self.width - self.inner - self.outer - (self.columns - 1) * self.gap) / self.columns
        self.lines = int((self.height - self.top - self.bottom + .01) / self.leading)
        self.even = self.values["page.even"] == "true"
        self.grid = self.columns > 1 or self["text.paragraph-space"] % self.leading == 0

    def file(self, name):
        return open(os.path.join(HERE, "..", "..", "assets", "styles", name + ".yaml")).read()

    def __getitem__(self, key):
        number, unit = re.match(r"(-?[\d.]+)(\w*)", self.values[key]).groups()
        return float(number) * UNITS[unit] * (1 if key.startswith("page.") else self.grown)

    def take_paper(self, width, height):
        x, y = width / self.width, height / self.height
        self.inner, self.outer, self.top, self.bottom = self.inner * x, self.outer * x, self.top * y, self.bottom * y
        self.width, self.height, size = width, height, self["text.size"]
        more = 1 if x > 1.35 else .5 if x > 1.15 else 0
        self.grown = int((size + more) * 1000 / size) / 1000 if size <= 12 else 1
        columns, gap = self["page.columns"], self["page.column-gap"]
        over = width - self.inner - self.outer - 30 * self["text.size"] * columns - (columns - 1) * gap
        self.inner, self.outer = self.inner + max(0, over) * .4, self.outer + max(0, over) * .6

    def columns_of(self, page, rtl):
        left = self.inner if (page % 2 == 0) != rtl or self.values["page.mirrored"] == "false" else self.outer
        return [left + i * (self.measure + self.gap) for i in range(self.columns)]

    def beside(self, page, rtl):
        """Where notes in the margin begin, and their width; None if the style has none."""
        if self.values["notes.place"] != "side":
            return None
        right, width, gap = (page % 2 == 0) != rtl or self.values["page.mirrored"] == "false", self["notes.side-width"], self["notes.side-gap"]
        left = self.columns_of(page, rtl)[0]
        return (left + self.measure + gap if right else left - gap - width, width)


def here(piece, what):
    return "page %d: %r %s" % (piece.page + 1, piece, what)


def is_body(layout, piece):
    return piece.elem is not None and not layout.under(piece.elem, "Note")


def grid(layout, style):
    """Baselines of the text itself are whole leadings apart on all pages: those of a leaf's two sides coincide."""
    base = style.top + (style.leading + style.size * .7) / 2
    for page in range(len(layout.pages)) if style.grid else ():
        for line in layout.lines(page):
            path = layout.path(line.block)
            if path[0] != "P" or "Sect" not in path or set(path[1:]) - {"Sect", "Document"} or abs(line.size - style.size) > SEEN:
                continue
            off = (line.y - base + style.leading / 2) % style.leading - style.leading / 2
            if abs(off) > SEEN:
                yield here(line.pieces[0], "stands %.2f pt off the grid" % off)


def spans(layout, piece):
    """Whether it is of what may stand over all columns."""
    return any(layout.under(piece.elem, kind) for kind in ("Table", "Figure", "Caption"))


def inside(layout, style, rtl=False):
    """Lines are inside the measure but for the letters that hang in the margin, and on the page."""
    foot = style.top + (style.lines + 1) * style.leading
    for page, pieces in enumerate(layout.pages):
        lefts, (width, height) = style.columns_of(page, rtl), layout.sizes[page]
        for piece in pieces:
            if piece.artifact or piece.turned:
                width, height = sorted((width, height), reverse=piece.turned)
                if piece.slanted:
                    continue
                if piece.x0 < 0 or piece.y0 < 0 or piece.x1 > width or piece.y1 > height:
                    yield here(piece, "is not on the paper")
                continue
            first, last = (piece.first, piece.last) if piece.kind == "text" else (0, 0)
            wide = style.columns * (style.measure + style.gap) - style.gap
            beside = style.beside(page, rtl)
            if beside and layout.under(piece.elem, "Note"):
                hanging = layout.under(piece.elem, "Lbl") and style["notes.side-gap"]
                columns = [(beside[0] - (0 if rtl else hanging or 0), beside[1] + (hanging or 0))]
            else:
                columns = [(left, style.measure) for left in lefts] + ([(lefts[0], wide)] if page == 0 or spans(layout, piece) else [])
            if piece.x1 > piece.x0 and not any(piece.x0 + first > left - SEEN and piece.x1 - last < left + measure + SEEN for left, measure in columns):
                yield here(piece, "is outside the measure: from %.1f to %.1f" % (piece.x0, piece.x1))
            if piece.y1 < style.top - SEEN or piece.y1 > foot + SEEN:
                yield here(piece, "is above or below the page's text")


def is_mark(text):
    return all(unicodedata.category(c)[0] in "MCZ" for c in text)


def overlap(layout, style):
    """No text over another's small letters, nor over an image."""
    for page in layout.pages:
        boxes = [piece for piece in page if piece.kind != "rect" and not piece.slanted and piece.x1 > piece.x0 and (piece.kind == "image" or not is_mark(piece.text))]
        boxes.sort(key=lambda piece: piece.y0)
        for i, piece in enumerate(boxes):
            for other in boxes[i + 1:]:
                if other.y0 >= piece.y1 - SEEN:
                    break
                if piece.turned == other.turned and min(piece.x1, other.x1) - max(piece.x0, other.x0) > 1:
                    yield here(piece, "and %r lie over each other" % other)


def notes(layout, style):
    """A note begins on the page where its mark is first, unless another goes on from that page to the next, notes
    take half of it or it holds nothing but a table and its notes; then on the next that can hold it."""
    marks, bodies, tops, spans = {}, {}, {}, {}
    for elem in layout.tree.elements:
        held = layout.held.get(id(elem))
        if not held:
            continue
        number = "".join(piece.text for piece in held if piece.kind == "text").strip()
        if layout.kind(elem) == "Lbl" and layout.kind(elem.parent) == "Note":
            bodies[number] = held[0].page
        elif layout.under(elem, "Reference") and not layout.under(elem, "TOCI"):
            marks.setdefault(number, held[0])
        note = layout.under(elem, "Note")
        for piece in held if note else ():
            spans.setdefault(id(note), set()).add(piece.page)
            tops[piece.page] = min(piece.y1, tops.get(piece.page, piece.y1))
    full = {page for page, top in tops.items() if top < style.height / 2}
    full |= {page for pages in spans.values() for page in range(min(pages), max(pages))}
    full |= {page for page, pieces in enumerate(layout.pages) if any(piece.turned for piece in pieces) or
             all(layout.under(piece.elem, "Table") for piece in pieces if is_body(layout, piece))}
    for number, mark in marks.items():
        page = bodies.get(number)
        if page != mark.page and not (page and page > mark.page and full.issuperset(range(mark.page, page))):
            yield here(mark, "has its note on page %s" % (page is not None and page + 1))


def order(layout, style):
    """Notes that are counted through the text are called in their order, from page to page, where there are no columns.
    Turned tables may stand after the text that the heading above them needs."""
    pages = {}
    for elem in layout.tree.elements:
        held = layout.held.get(id(elem))
        number = "".join(piece.text for piece in held or [] if piece.kind == "text").strip()
        if held and number.isdecimal() and layout.under(elem, "Reference") and not layout.under(elem, "TOCI", "Note"):
            pages.setdefault(int(number), held[0])
    marks = [pages[number] for number in sorted(pages)]
    for before, mark in zip(marks, marks[1:]) if style.columns == 1 else ():
        if mark.page < before.page and not before.turned:
            yield here(mark, "calls its note before %s is called" % before.text)


def asides(layout, style):
    """A note in the margin begins on its mark's line, or below where another note is in the way; it goes on on the next
    page only from where its own ends."""
    if not style.beside(0, False):
        return
    marks, left = {}, []
    for elem in layout.tree.elements:
        held = [piece for piece in layout.held.get(id(elem), []) if piece.kind == "text"]
        if held and layout.under(elem, "Reference") and not layout.under(elem, "TOCI", "Note"):
            marks.setdefault("".join(piece.text for piece in held).strip(), held[0])
    for page in range(len(layout.pages)):
        below, left = None, sorted(layout.lines(page), key=lambda line: line.y)
        for line in left:
            note = layout.under(line.block, "Note")
            label = "".join(piece.text for piece in line.pieces if layout.path(piece.elem)[:2] == ["Lbl", "Note"]).strip()
            if label and marks[label].page == page and not marks[label].turned:
                mark = next(other for other in left if marks[label] in other.pieces)
                if line.y < mark.y - SEEN:
                    yield here(line.pieces[0], "is %.1f pt above its mark's line" % (mark.y - line.y))
                elif line.y > mark.y + SEEN and (below is None or line.y - below > 2 * style["notes.leading"]):
                    yield here(line.pieces[0], "is %.1f pt below its mark's line, and nothing is between" % (line.y - mark.y))
            below = line.y if note else below


def lowest(layout, page, column=None):
    """The body's last piece on a page, or in the columns from one x on."""
    pieces = [piece for piece in layout.pages[page] if is_body(layout, piece) and not piece.turned and (column is None or column[0] <= piece.x1 <= column[1])]
    return max(pieces, key=lambda piece: piece.y1, default=None)


def headings(layout, style):
    """Below a heading there is something of its section: on the page, in its column.  A part's stands alone on its page."""
    for page in range(len(layout.pages) - 1):
        for left in style.columns_of(page, False) if style.columns > 1 else [None]:
            last = lowest(layout, page, left and (left, left + style.measure + style.gap / 2))
            heading = last and layout.under(last.elem, *HEADINGS)
            after = next((piece for pieces in layout.pages[page + 1:page + 3] for piece in pieces
                          if is_body(layout, piece) and not layout.under(piece.elem, "Figure", "Caption")), None) # a page may be between that is blank, or of figures
            alone = all(layout.under(piece.elem, "H1") for piece in layout.pages[page] if piece.elem)
            if heading and not alone and not (after and layout.under(after.elem, "H1")):
                yield here(last, "is a heading at a foot")


def paragraphs(layout):
    """Of each paragraph: its lines on each page that it is on."""
    found = {}
    for page in range(len(layout.pages)):
        for line in layout.lines(page):
            if layout.kind(line.block) == "P":
                found.setdefault(id(line.block), (line.block, {}))[1].setdefault(page, []).append(line)
    return found.values()


def widows(layout, style):
    """No line of a paragraph is alone on a page."""
    for block, parts in paragraphs(layout):
        for page, lines in parts.items() if len(parts) > 1 else ():
            baselines = {round(line.y) for line in lines}
            if len(baselines) == 1:
                yield here(lines[0].pieces[0], "is alone of its paragraph")


def feet(layout, style):
    """By page: where what is on it ends, a sign between parts of the text too."""
    return [max((piece.y1 for piece in pieces if (piece.elem is not None or piece.kind == "text" and piece.artifact == "Layout") and not piece.turned), default=0)
            for pieces in layout.pages]


def spreads(layout, style):
    """Facing pages that are full end within a line of each other, if the style asks for it.  A page is not full
    before one that opens something or is empty."""
    if not style.even:
        return
    ends = feet(layout, style)
    openings = [any(layout.kind(line.block) in HEADINGS and line.y > style.top + 2 * style.leading or layout.kind(line.block) == "H1"
                    for line in layout.lines(page)[:1]) or not layout.lines(page) for page in range(len(layout.pages))]
    for page in range(1, len(ends) - 2, 2):
        if openings[page + 1] or openings[page + 2] or not (ends[page] and ends[page + 1]):
            continue
        if abs(ends[page] - ends[page + 1]) >= style.leading - SEEN:
            yield "pages %d and %d end at %.1f and %.1f" % (page + 1, page + 2, ends[page], ends[page + 1])


def furniture(layout, style):
    """Running heads and folios are two leadings and more from the nearest line."""
    for page, pieces in enumerate(layout.pages):
        lines = [line.y for line in layout.lines(page) if not line.pieces[0].turned]
        for piece in pieces if lines else ():
            if piece.kind != "text" or piece.artifact not in ("Header", "Footer"):
                continue
            apart = min(lines) - piece.y if piece.artifact == "Header" else piece.y - max(lines)
            if apart < 2 * style.leading - SEEN:
                yield here(piece, "is %.1f pt from the text" % apart)


def base_of(size, leading):
    return (leading + size * .7) / 2


def head_of(layout, style, line):
    """Size, leading, white above and below of a heading; None if the line is of none."""
    block, path = line.block, layout.path(line.block)
    if path[0] not in HEADINGS or "Sect" not in path:
        return None
    values = [style["heading-%s.%s" % (path[0][1], key)] for key in ("size", "leading", "before", "after")]
    return values if abs(line.size - values[0]) < SEEN else None


def parted(layout, page, above, below):
    """Whether the sign of a break, or a picture, stands between two heights of a page."""
    return any((piece.kind == "text" and piece.artifact == "Layout" and above < piece.y < below) or
               (piece.kind == "image" and above < piece.y0 and piece.y1 < below) for piece in layout.pages[page])


def is_text(layout, style, line):
    return layout.kind(line.block) == "P" and layout.kind(line.block.parent) == "Sect" and abs(line.size - style.size) < SEEN


def blocks_of(lines):
    """Lines of one block as one."""
    for line in lines:
        if not lines or line is lines[0] or line.block is not before.block:
            block = [line]
            yield block
        else:
            block.append(line)
        before = line


def is_placed(layout, style, blocks):
    """Whether the last of these blocks is the caption of a figure with text above it."""
    path = layout.path(blocks[-1][0].block)
    return path[0] == "Caption" and path[1] != "Table" and style.values["figure.caption-side"] == "below" and \
        any(is_text(layout, style, block[0]) for block in blocks)


def white(layout, style):
    """Around headings between paragraphs is the style's white, but for a line more above one in ten; so it is below a
    figure that stands where the text comes to it, but for half a line.  Those of several
    lines have them a little nearer to each other, or less near, so that this is so; those that begin a page, whose
    first line is where others begin, have what is left below."""
    base, seen, widened = base_of(style.size, style.leading), 0, []
    for page in range(len(layout.pages)) if style.columns == 1 else ():
        blocks = list(blocks_of(layout.lines(page)))
        for at, (above, block, below) in enumerate(zip(blocks, blocks[1:], blocks[2:])):
            above, line, below = above[-1], block[0], below[0]
            head = head_of(layout, style, line)
            if not head or layout.kind(below.block) in HEADINGS or parted(layout, page, above.y, below.y):
                continue
            size, leading, before, after = head
            leading = block[1].y - line.y if len(block) > 1 else leading
            over = line.y - above.y - (style.leading - base + before + base_of(size, leading))
            if abs(below.y - line.y) < 1: # it has run into its paragraph
                after = base_of(size, leading) - leading - base
            under = below.y - block[-1].y - (leading - base_of(size, leading) + after + base)
            opening = any(len(other) > 1 for other in blocks[:at + 2]) and all(layout.kind(other[0].block) in HEADINGS for other in blocks[:at + 2])
            under -= under if opening and -SEEN < under < style.leading else 0
            seen += 1
            if is_placed(layout, style, blocks[:at + 1]):
                over -= above.size * 5 / 4 - base_of(above.size, above.size * 5 / 4) - (style.leading - base)
                if min(abs(over), abs(over - style.leading / 2)) > SEEN:
                    yield here(line.pieces[0], "has %.1f pt more between it and a figure than its style" % over)
            elif is_text(layout, style, above) and abs(over - style.leading) < SEEN and style.even:
                widened.append(line)
            elif is_text(layout, style, above) and abs(over) > SEEN:
                yield here(line.pieces[0], "has %.1f pt more above than its style" % over)
            if is_text(layout, style, below) and abs(under) > SEEN:
                yield here(line.pieces[0], "has %.1f pt more below than its style" % under)
    if len(widened) * 10 > max(seen, 10):
        yield "%d of %d headings have a line too much above, as on page %d" % (len(widened), seen, widened[0].page + 1)


def is_code(layout, line):
    return all(layout.under(piece.elem, "Code") for piece in line.pieces)


def grounds_of(layout, style, page):
    """The grounds of listings that are as wide as the text: there is nothing but code on them."""
    lines, found = layout.lines(page), []
    for ground in layout.pages[page]:
        if ground.kind == "rect" and ground.artifact == "Background" and ground.x1 - ground.x0 > style.measure - 1:
            inside = [line for line in lines if ground.y0 < line.y < ground.y1]
            if inside and all(is_code(layout, line) for line in inside):
                found.append((ground, inside))
    return found


def listings(layout, style):
    """Between the ground of a listing and the text above and below it is the same white everywhere; it may have a twelfth
    of a line less where nothing above it on the page stands on the grid.  No line of a listing is alone on a page."""
    base, apart, parts = base_of(style.size, style.leading), style["quote.before"] + .5, {}
    for page in range(len(layout.pages)) if style.columns == 1 else ():
        found = grounds_of(layout, style, page)
        grounds, code = [ground for ground, _ in found], [line for _, lines in found for line in lines]
        lines = [line for line in layout.lines(page) if line not in code]
        for line in code:
            parts.setdefault(id(line.block), {}).setdefault(page, {})[round(line.y)] = line
        for ground in grounds:
            above = max((line for line in lines if line.y < ground.y0), key=lambda line: line.y, default=None)
            below = min((line for line in lines if line.y > ground.y1), key=lambda line: line.y, default=None)
            if above and is_text(layout, style, above) and not parted(layout, page, above.y, ground.y0) and not any(above.y < other.y0 < ground.y0 for other in grounds):
                over = ground.y0 - above.y - (style.leading - base + apart)
                if abs(over) > SEEN:
                    yield here(above.pieces[0], "has %.1f pt more between it and a listing than others" % over)
            if below and is_text(layout, style, below) and not parted(layout, page, ground.y1, below.y) and not any(ground.y1 < other.y1 < below.y for other in grounds):
                under, free = below.y - ground.y1 - (apart + base), not any(is_text(layout, style, line) and line.y < ground.y0 for line in lines)
                if not -SEEN - style.leading / 12 * free < under < SEEN:
                    yield here(below.pieces[0], "has %.1f pt more between it and a listing than others" % under)
    for found in parts.values():
        for page, rows in found.items() if len(found) > 1 else ():
            if len(rows) == 1:
                yield here(next(iter(rows.values())).pieces[0], "is alone of its listing")


def edges(style, page, rtl=False):
    """Where the text of a page begins and ends."""
    left = style.inner if (page % 2 == 0) != rtl or style.values["page.mirrored"] == "false" else style.outer
    return left, left + style.columns * (style.measure + style.gap) - style.gap


def axis(layout, style, rtl=False):
    """Titles, the headings of chapters, captions, pictures and running heads stand on one axis: in the middle, or at the
    start of the line.  Captions of more than three lines are set as text; notes and boxes have edges of their own."""
    middle, hung = style.values["title.align"] == "center", {}
    for page in range(len(layout.pages)):
        left, right = edges(style, page, rtl)
        columns = [left + i * (style.measure + style.gap) for i in range(style.columns)]
        boxes = []
        for line in layout.lines(page):
            kind, around = layout.kind(line.block), layout.path(line.block)
            if kind in ("Title", "Subtitle", "H1") or (kind == "Caption" and around[1] != "Table"):
                back = hung.get(line.block, 0) # a number stands out before a heading's other lines
                boxes.append((line.pieces[0], min(p.x0 for p in line.pieces) - back, max(p.x1 for p in line.pieces) + (back if rtl else 0)))
                words = [p for p in line.pieces if p.text.strip()]
                if kind != "Caption" and len(words) < len(line.pieces) and len(words) > 1 and not middle:
                    hung.setdefault(line.block, words[0].x1 - words[1].x1 if rtl else words[1].x0 - words[0].x0)
        boxes += [(p, p.x0, p.x1) for p in layout.pages[page] if p.kind == "image" and p.elem is not None and not layout.under(p.elem, "Note", "P")]
        boxes += [(p, p.x0, p.x1) for p in layout.pages[page] if p.artifact == "Header" and middle]
        for piece, x0, x1 in boxes:
            off = min(abs((x0 + x1 - edge - edge - style.measure) / 2 if middle else x1 - edge - style.measure if rtl else x0 - edge) for edge in columns)
            if off > 2:
                yield here(piece, "is %.1f pt off the axis" % off)


def sizes(layout, style):
    """Text has three sizes at most within two points of its own: its own, a small one, a listing's.  Superiors and
    formulas have theirs, and tables that are set smaller to fit."""
    found = {}
    for pieces in layout.pages:
        for piece in pieces:
            if piece.kind == "text" and abs(piece.size - style.size) <= 2 + SEEN and piece.elem is not None and not layout.under(piece.elem, "Formula", "Lbl", "Reference"):
                found.setdefault(round(piece.size, 1), piece)
    if len(found) > 3:
        yield here(list(found.values())[-1], "makes %d sizes: %s" % (len(found), sorted(found)))


def openings(layout, style):
    """What opens chapters begins on one baseline: with a label or a title, of one line or more."""
    found = {}
    for page in range(len(layout.pages)):
        lines = layout.lines(page)
        opens = lines and layout.kind(lines[0].block) in ("H1", "H2") and any(layout.kind(line.block) == "P" for line in lines)
        heads = any(piece.artifact == "Header" for piece in layout.pages[page])
        if opens and not heads and lines[0].y > style.top + style["chapter.sinkage"] / 2:
            found.setdefault(round(lines[0].y), lines[0].pieces[0])
    if max(found, default=0) - min(found, default=0) > 1:
        yield here(list(found.values())[-1], "does not begin where others do: %s" % sorted(found))


def words(text):
    return re.findall(r"[^\W_]+", text.replace("\u00ad", ""))


GENERATED = ("TOC", "Title", "Subtitle")


def said(layout):
    """The words of the text, and of each note by its number, in the order of the structure."""
    found = {}
    for elem in layout.tree.elements:
        if layout.kind(elem) == "Note":
            label = next(kid for kid in elem.kids if layout.kind(kid) == "Lbl")
            number = int("".join(piece.text for piece in layout.held[id(label)]))
            found[number] = words(layout.reading(elem, GENERATED + ("Note", "Reference")))
    return words(layout.reading(None, GENERATED + ("Note", "Reference"))), [found[number] for number in sorted(found)]


def same_words(wanted, found):
    """The same words in the same order: none is lost, doubled or moved."""
    for at, (one, other) in enumerate(zip(wanted + [None], found + [None])):
        assert one == other, "the words part from the source's after '%s': %s, not %s" % (" ".join(wanted[max(0, at - 4):at]), other, one)


ALL = (grid, inside, overlap, notes, order, asides, headings, furniture, white, listings)
DESIGN = (axis, sizes, openings) # of documents that say nothing of it themselves


def check(layout, style, spare=0, **options):
    """spare: so many faults are forgiven."""
    faults = []
    for rule in ALL:
        faults += rule(layout, style, **(options if rule is inside else {}))
    assert len(faults) <= spare, "%d faults on pages:\n%s" % (len(faults), "\n".join(faults[:12]))
