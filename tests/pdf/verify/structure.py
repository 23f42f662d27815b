"""The structure tree: roles, nesting, tables, languages, parents."""
import re

from content import LANG
from reader import Stream, text_of

STANDARD = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD "
               "THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split())
PASSED = {"NonStruct", "Div", "Part"}
# Parents that an element must have, and children that one may have, by the tests of clause 7.2.
PARENTS = {"TR": ("4", {"Table", "THead", "TBody", "TFoot"}), "THead": ("5", {"Table"}), "TBody": ("6", {"Table"}), "TFoot": ("7", {"Table"}),
           "TH": ("8", {"TR"}), "TD": ("9", {"TR"}), "LI": ("17", {"L"}), "LBody": ("18", {"LI"}), "TOCI": ("26", {"TOC"})}
CHILDREN = {"Table": ("3", {"TR", "THead", "TBody", "TFoot", "Caption"}), "TR": ("10", {"TH", "TD"}), "L": ("19", {"L", "LI", "Caption"}),
            "LI": ("20", {"Lbl", "LBody"}), "TOC": ("27", {"TOC", "TOCI", "Caption"}), "THead": ("36", {"TR"}), "TBody": ("37", {"TR"}),
            "TFoot": ("38", {"TR"})}


class Elem:
    def __init__(self, ref, entries, parent):
        self.ref, self.dict, self.parent, self.kids = ref, entries, parent, []


class Tree:
    def __init__(self, pdf):
        self.pdf = pdf
        self.root_ref = pdf.root.get("/StructTreeRoot")
        self.root = pdf.dict(self.root_ref)
        self.roles = pdf.dict(self.root.get("/RoleMap"))
        self.lang = pdf.root.get("/Lang") is not None
        self.parents = self.number_tree(self.root.get("/ParentTree"))
        self.top = Elem(self.root_ref, self.root, None)
        self.elements, self.refs = [], {}
        self.rooted, self.langs = {}, {}
        self.marks_of, self.by_page = {}, None
        self.build()

    def number_tree(self, node):
        found, stack, seen = {}, [node], set()
        while stack:
            at = self.pdf.dict(stack.pop())
            if id(at) in seen:
                continue
            seen.add(id(at))
            nums = self.pdf.list(at.get("/Nums"))
            found.update(zip(nums[0::2], nums[1::2]))
            stack.extend(self.pdf.list(at.get("/Kids")))
        return found

    def build(self):
        """Lists all elements in order; marks_of: (page, id) of the content that each holds."""
        stack = [(self.top, self.root.get("/K"), None)]
        order = []
        while stack:
            elem, kids, page = stack.pop()
            if elem is not self.top:
                order.append(elem)
            page = elem.dict.get("/Pg", page)
            values = self.pdf.at(kids)
            values = values if isinstance(values, list) else [kids] if kids is not None else []
            found = []
            for kid in values:
                value = self.pdf.at(kid)
                if isinstance(value, dict) and "/S" in value:
                    key = kid if isinstance(kid, str) else id(value)
                    if key in self.refs:
                        continue
                    child = Elem(kid, value, elem)
                    self.refs[key] = child
                    elem.kids.append(child)
                    found.append((child, value.get("/K"), page))
                elif isinstance(value, int):
                    self.marks_of[page, value] = elem
                elif isinstance(value, dict) and value.get("/Type") == "/MCR":
                    self.marks_of[value.get("/Stm", value.get("/Pg", page)), value.get("/MCID")] = elem
            stack.extend(reversed(found))
        self.elements = order

    # ---- asked by content

    def parent_of(self, key, mcid):
        array = self.pdf.at(self.parents.get(key))
        return array[mcid] if isinstance(array, list) and isinstance(mcid, int) and 0 <= mcid < len(array) else None

    def chain(self, ref):
        seen, node = set(), self.pdf.dict(ref)
        while node and id(node) not in seen:
            seen.add(id(node))
            yield node
            node = self.pdf.dict(node.get("/P"))

    def reaches_root(self, ref):
        if not isinstance(ref, str):
            return False
        if ref not in self.rooted:
            self.rooted[ref] = any(n is self.root or n.get("/Type") == "/StructTreeRoot" for n in self.chain(ref))
        return self.rooted[ref]

    def has_lang(self, ref):
        if not isinstance(ref, str):
            return False
        if ref not in self.langs:
            self.langs[ref] = any("/Lang" in n for n in self.chain(ref))
        return self.langs[ref]

    def page_content(self, page, mcids, report, place):
        """Marks and the parent tree agree: each mark has a parent, each parent a mark."""
        for (key, mcid), tag in mcids.items():
            if tag == "Artifact":
                continue
            parent = self.parent_of(key, mcid)
            if not self.reaches_root(parent):
                report("x parent-tree", place, "marked content %s has no element" % mcid)
                continue
            held = self.marks_of.get((page, mcid))
            if page is not None and held is not None and self.pdf.dict(held.ref) is not self.pdf.dict(parent):
                report("x parent-tree", place, "marked content %s has another element in the parent tree" % mcid)
            if page is not None and held is None:
                report("x parent-tree", place, "no element holds marked content %s" % mcid)
        if page is not None and self.root:
            found = {m for (_, m) in mcids}
            for mcid in self.marks_by_page().get(page, []):
                if mcid not in found:
                    report("x mcid-used", place, "an element holds marked content %s, which there is not" % mcid)

    def marks_by_page(self):
        if self.by_page is None:
            self.by_page = {}
            for where, mcid in self.marks_of:
                self.by_page.setdefault(where, []).append(mcid)
        return self.by_page

    # ---- roles

    def standard(self, name):
        """The standard type of a role; None if it is mapped to none."""
        seen = set()
        name = str(name)[1:] if name else None
        while name and name not in STANDARD and name not in seen:
            seen.add(name)
            mapped = self.pdf.at(self.roles.get("/" + name))
            name = mapped[1:] if isinstance(mapped, str) else None
        return name if name in STANDARD else None

    def kind(self, elem):
        return self.standard(self.pdf.at(elem.dict.get("/S")))

    def parent_kind(self, elem):
        parent = elem.parent
        while parent and parent is not self.top and self.kind(parent) in PASSED:
            parent = parent.parent
        return self.kind(parent) if parent and parent is not self.top else "StructTreeRoot"

    def children(self, elem):
        """Children that count: those of elements that only group are taken for their parent's."""
        found = []
        for kid in elem.kids:
            found += self.children(kid) if self.kind(kid) in PASSED else [kid]
        return found

    def attribute(self, elem, owner, key):
        values = self.pdf.at(elem.dict.get("/A"))
        for value in values if isinstance(values, list) else [values]:
            entries = self.pdf.dict(value)
            if entries.get("/O") == owner and key in entries:
                return self.pdf.at(entries[key])
        classes = self.pdf.at(elem.dict.get("/C"))
        for name in classes if isinstance(classes, list) else [classes] if classes else []:
            entries = self.pdf.dict(self.pdf.get(self.root, "/ClassMap", name))
            if entries.get("/O") == owner and key in entries:
                return self.pdf.at(entries[key])
        return None

    def language(self, value, place, report):
        if value is not None and not LANG.match(value):
            report("ua1 7.2-29", place, "language %r" % value)
            if value:
                report("a2 6.7.4-1", place, "language %r" % value)

    def inherited(self, elem):
        return self.lang or any("/Lang" in n for n in self.chain(elem.ref))


# ---- rules -------------------------------------------------------------------


def check(tree, report):
    check_roles(tree, report)
    headings, notes, last, used = [], {}, 0, set()
    for elem in tree.elements:
        name, kind = str(tree.pdf.at(elem.dict.get("/S")))[1:], tree.kind(elem)
        place = "%s %s" % (name, elem.ref if isinstance(elem.ref, str) else "")
        check_element(tree, elem, kind, place, report)
        used.add("H" if kind == "H" else "Hn" if kind and re.fullmatch("H[1-6]", kind) else "")
        if kind and re.fullmatch("H[1-6]", kind):
            if int(kind[1]) > last + 1:
                report("ua1 7.4.2-1", place, "after a heading of level %d" % last)
            last = int(kind[1])
        if kind == "Note":
            check_note(tree, elem, notes, place, report)
        if kind == "Table":
            check_table(tree, elem, place, report)
    if {"H", "Hn"} <= used:
        report("ua1 7.4.4-2", "structure", "both H and H1, H2…")
        report("ua1 7.4.4-3", "structure", "both H and H1, H2…")


def check_roles(tree, report):
    for name in tree.roles:
        seen, at = set(), name
        while isinstance(at, str) and at not in seen and at in tree.roles:
            seen.add(at)
            at = tree.pdf.at(tree.roles[at])
        if at in seen:
            report("ua1 7.1-6", "RoleMap", "%s is mapped in a circle" % name)
            report("a2 6.7.3.4-2", "RoleMap", "%s is mapped in a circle" % name)
        if name[1:] in STANDARD and tree.pdf.at(tree.roles[name]) != name:
            report("ua1 7.1-7", "RoleMap", "the standard role %s is mapped" % name)
            report("a2 6.7.3.4-3", "RoleMap", "the standard role %s is mapped" % name)


def check_element(tree, elem, kind, place, report):
    pdf, entries = tree.pdf, elem.dict
    if kind is None:
        report("ua1 7.1-5", place, "the role is mapped to no standard one")
        report("a2 6.7.3.4-1", place, "the role is mapped to no standard one")
    if not pdf.dict(entries.get("/P")):
        report("ua1 7.1-12", place, "no parent")
    elif pdf.dict(entries["/P"]) is not elem.parent.dict:
        report("x parent", place, "the parent that it names is another")
    if kind in PARENTS and tree.parent_kind(elem) not in PARENTS[kind][1]:
        report("ua1 7.2-" + PARENTS[kind][0], place, "inside %s" % tree.parent_kind(elem))
    if kind in CHILDREN:
        others = [tree.kind(k) for k in tree.children(elem) if tree.kind(k) not in CHILDREN[kind][1] | {None}]
        if others:
            report("ua1 7.2-" + CHILDREN[kind][0], place, "holds %s" % ", ".join(others))
    for rule, key in (("21", "/ActualText"), ("22", "/Alt"), ("23", "/E")):
        if key in entries and not tree.inherited(elem):
            report("ua1 7.2-" + rule, place, "%s of no language" % key)
    if "/Lang" in entries:
        tree.language(text_of(pdf.at(entries["/Lang"])), place, report)
    alternative = text_of(pdf.at(entries.get("/Alt"))) or text_of(pdf.at(entries.get("/ActualText"))) is not None
    if kind in ("Figure", "Formula") and not alternative:
        report("ua1 7.3-1" if kind == "Figure" else "ua1 7.7-1", place, "no alternative text")
    if kind == "Figure" and elem.dict.get("/K") is not None and tree.attribute(elem, "/Layout", "/BBox") is None:
        report("x figure-bbox", place, "a figure without a box")
    kinds = [tree.kind(k) for k in tree.children(elem)]
    if kinds.count("H") > 1:
        report("ua1 7.4.4-1", place, "two headings H")
    if kind in ("Table", "TOC", "L") and "Caption" in kinds:
        check_captions(kind, kinds, place, report)
    if kind == "Table":
        check_parts(kinds, place, report)
    if kind == "L" and tree.attribute(elem, "/List", "/ListNumbering") is None and "Lbl" in [
            tree.kind(k) for item in tree.children(elem) for k in tree.children(item)]:
        report("x list-numbering", place, "labels without ListNumbering")
    if kind == "Form" and tree.attribute(elem, "/PrintField", "/Role") is None and len(objects_of(tree, elem)) != 1:
        report("ua1 7.18.4-2", place, "not one field")
    if kind == "Link" and not objects_of(tree, elem):
        report("x link-objr", place, "a link without its annotation")


def objects_of(tree, elem):
    kids = tree.pdf.at(elem.dict.get("/K"))
    return [k for k in (kids if isinstance(kids, list) else [kids]) if tree.pdf.dict(k).get("/Type") == "/OBJR"]


def check_captions(kind, kinds, place, report):
    inner = "Caption" in kinds[1:]
    if kind == "TOC" and inner:
        report("ua1 7.2-28", place, "a caption that is not first")
    if kind == "L" and inner:
        report("ua1 7.2-40", place, "a caption that is not first")
    if kind == "Table" and "Caption" in kinds[1:-1]:
        report("ua1 7.2-16", place, "a caption that is neither first nor last")
    if kind == "Table" and kinds.count("Caption") > 1:
        report("ua1 7.2-39", place, "two captions")


def check_parts(kinds, place, report):
    for rule, part in (("11", "THead"), ("12", "TFoot")):
        if kinds.count(part) > 1:
            report("ua1 7.2-" + rule, place, "more than one %s" % part)
    for rule, part in (("13", "TFoot"), ("14", "THead")):
        if part in kinds and "TBody" not in kinds:
            report("ua1 7.2-" + rule, place, "%s without TBody" % part)


def check_note(tree, elem, notes, place, report):
    name = text_of(tree.pdf.at(elem.dict.get("/ID")))
    if not name:
        report("ua1 7.9-1", place, "a note without ID")
    elif name in notes:
        report("ua1 7.9-2", place, "ID %r twice" % name)
    notes[name] = elem


def rows_of(tree, table):
    for kid in tree.children(table):
        if tree.kind(kid) == "TR":
            yield kid
        elif tree.kind(kid) in ("THead", "TBody", "TFoot"):
            yield from (k for k in tree.children(kid) if tree.kind(k) == "TR")


def cells_of(tree, row):
    return [k for k in tree.children(row) if tree.kind(k) in ("TH", "TD")]


def span(tree, cell, key):
    return tree.attribute(cell, "/Table", key) or 1


def check_table(tree, table, place, report):
    """The cells fill a rectangle, and where headers have no Scope each TD names its own (7.2 and 7.5)."""
    rows = list(rows_of(tree, table))
    height = index = 0
    while index < len(rows):
        cells = cells_of(tree, rows[index])
        tall = span(tree, cells[0], "/RowSpan") if cells else 0
        height += tall
        index += max(tall, 1)
    if not height:
        return
    width = sum(span(tree, c, "/ColSpan") for c in cells_of(tree, rows[0]))
    grid = fill_grid(tree, rows, width, height, place, report)
    if grid:
        check_headers(tree, grid, place, report)


def fill_grid(tree, rows, width, height, place, report):
    grid = [[None] * width for _ in range(height)]
    for y, row in enumerate(rows):
        x = 0
        for cell in cells_of(tree, row):
            wide, tall = span(tree, cell, "/ColSpan"), span(tree, cell, "/RowSpan")
            while y < height and x < width and grid[y][x]:
                x += 1
            if x + wide > width:
                return report("ua1 7.2-42", place, "row %d is wider than the first" % y)
            if y + tall > height:
                return report("ua1 7.2-41", place, "column %d is longer than the table" % x)
            for j in range(tall):
                for i in range(wide):
                    if grid[y + j][x + i]:
                        return report("ua1 7.2-15", place, "cells overlap in row %d" % (y + j))
                    grid[y + j][x + i] = cell
            x += wide
    for y, row in enumerate(grid):
        if None in row:
            return report("ua1 7.2-43", place, "row %d has %d of %d columns" % (y, width - row.count(None), width))
    return grid


def check_headers(tree, grid, place, report):
    heads = {id(c): c for row in grid for c in row if tree.kind(c) == "TH"}
    names = {text_of(tree.pdf.at(c.dict.get("/ID"))) for c in heads.values()} - {None, ""}
    if all(tree.attribute(c, "/Table", "/Scope") for c in heads.values()):
        return
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            first = (y == 0 or grid[y - 1][x] is not cell) and (x == 0 or row[x - 1] is not cell)
            if tree.kind(cell) != "TD" or not first:
                continue
            told = [text_of(tree.pdf.at(h)) for h in tree.attribute(cell, "/Table", "/Headers") or []]
            if (told and set(told) <= names) or has_header(tree, grid, y, x, cell):
                continue
            unknown = set(told) - names
            report("ua1 7.5-1" if not unknown else "ua1 7.5-2", place, "the cell in row %d, column %d has no header" % (y, x))
            return


def scope_is(tree, cell, wish):
    if tree.kind(cell) != "TH":
        return False
    return tree.attribute(cell, "/Table", "/Scope") in ("/Both", wish)


def has_header(tree, grid, y, x, cell):
    for i in range(x, x + span(tree, cell, "/ColSpan")):
        if search(tree, [grid[j][i] for j in range(y - 1, -1, -1)], "/Column"):
            return True
    for j in range(y, y + span(tree, cell, "/RowSpan")):
        if search(tree, [grid[j][i] for i in range(x - 1, -1, -1)], "/Row"):
            return True
    return False


def search(tree, cells, wish):
    found = False
    for cell in cells:
        if scope_is(tree, cell, wish):
            return True
        if tree.kind(cell) == "TH":
            found = True
        elif found:
            return False
    return False
