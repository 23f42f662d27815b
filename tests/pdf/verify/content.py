"""Content streams: what is shown with which font, colour and mark."""
import re

from fonts import Font
from reader import Stream, bytes_of, operators, text_of

KNOWN = set("b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc "
            "SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split())
PAINT = set("b B b* B* f F f* s S".split())
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
BLENDS = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn", "/HardLight",
          "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"}
FILTERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/DCTDecode", "/JPXDecode"}
INLINE_FILTERS = (FILTERS - {"/JBIG2Decode", "/JPXDecode"}) | {"/AHx", "/A85", "/Fl", "/RL", "/CCF", "/DCT"}
DEVICES = {"/DeviceRGB": "RGB ", "/DeviceCMYK": "CMYK", "/DeviceGray": None}
SHORT = {"/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/G": "/DeviceGray"}
LANG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\Z")


class Mark:
    def __init__(self, tag, entries):
        self.tag, self.entries = tag, entries
        self.mcid = entries.get("/MCID")

    def has(self, key):
        return key in self.entries


class Walker:
    """Walks every page's content; report(rule, place, what) for each breach."""

    def __init__(self, pdf, tree, report):
        self.pdf, self.tree, self.report = pdf, tree, report
        self.fonts, self.used, self.checked, self.forms = {}, {}, set(), set()
        self.lang = text_of(pdf.get(pdf.root, "/Lang")) is not None
        self.output = self.output_space()
        self.separations = {}

    def output_space(self):
        for intent in self.pdf.list(self.pdf.root.get("/OutputIntents")):
            if self.pdf.get(intent, "/S") == "/GTS_PDFA1" and self.pdf.get(intent, "/DestOutputProfile"):
                return self.pdf.data(self.pdf.dict(intent)["/DestOutputProfile"])[16:20].decode("latin-1")
        return None

    def pages(self):
        for number, (ref, page) in enumerate(self.pdf.pages(), 1):
            self.place = "page %d" % number
            self.transparent = False
            contents = page.get("/Contents")
            parts = self.pdf.list(contents) or ([contents] if contents else [])
            data = b"\n".join(self.pdf.data(part) for part in parts)
            self.page_key = page.get("/StructParents")
            self.mcids = {}
            self.content(data, page.get("/Resources"), [], self.page_key, 0)
            for annotation in self.pdf.list(page.get("/Annots")):
                self.appearances(self.pdf.dict(annotation))
            group = self.pdf.dict(page.get("/Group"))
            if "/CS" in group:
                self.space(group["/CS"], page.get("/Resources"))
            if self.transparent and self.output is None and "/CS" not in group:
                self.report("a2 6.2.10-2", self.place, "transparency without a blending colour space")
            self.tree.page_content(ref, self.mcids, self.report, self.place)

    def appearances(self, annotation):
        for look in self.pdf.dict(annotation.get("/AP")).values():
            streams = [look] if isinstance(self.pdf.at(look), Stream) else self.pdf.dict(look).values()
            for stream in streams:
                if isinstance(self.pdf.at(stream), Stream):
                    self.form(stream, [Mark("Artifact", {})], None, 0, None)

    # ---- one stream

    def content(self, data, resources, marks, key, depth, outer=None):
        pdf, stack, marks = self.pdf, [], list(marks)
        base = len(marks)
        state = {"font": None, "mode": 0, "fill": "/DeviceGray", "stroke": "/DeviceGray"}
        for word, operands in operators(data):
            self.numbers(word, operands)
            if word not in KNOWN:
                self.report("a2 6.2.2-1", self.place, "operator %r" % word)
            elif word == "q":
                stack.append(dict(state))
                if len(stack) > 28:
                    self.report("a2 6.1.13-8", self.place, "q nested %d deep" % len(stack))
            elif word == "Q":
                state = stack.pop() if stack else state
            elif word in ("BDC", "BMC"):
                marks.append(self.mark(word, operands, resources, marks, key))
            elif word == "EMC":
                if len(marks) > base:
                    marks.pop()
            elif word == "Tf" and len(operands) == 2:
                state["font"] = self.font(resources, operands[0])
            elif word == "Tr":
                state["mode"] = operands[0]
            elif word in ("Tj", "TJ", "'", '"'):
                self.item(marks, key)
                self.color(state["fill" if state["mode"] in (0, 2, 4, 6) else "stroke"], resources) if state["mode"] not in (3, 7) else None
                self.show(state, operands, marks, key)
            elif word in PAINT:
                self.item(marks, key)
                if word.lower() != "s":
                    self.color(state["fill"], resources)
                if word[0] in "bBsS":
                    self.color(state["stroke"], resources)
            elif word in ("rg", "RG", "k", "K", "g", "G"):
                state["fill" if word.islower() else "stroke"] = {"r": "/DeviceRGB", "k": "/DeviceCMYK", "g": "/DeviceGray"}[word[0].lower()]
            elif word in ("cs", "CS") and operands:
                state["fill" if word == "cs" else "stroke"] = operands[0]
            elif word in ("scn", "SCN") and operands and isinstance(operands[-1], str) and operands[-1].startswith("/"):
                self.pattern(operands[-1], resources, marks, key, depth)
            elif word == "sh" and operands:
                self.item(marks, key)
                shading = self.resource(resources, "/Shading", operands[0])
                self.space(self.pdf.get(shading, "/ColorSpace"), resources)
            elif word == "ri":
                self.intent(operands[0] if operands else None)
            elif word == "gs" and operands:
                self.graphics_state(self.resource(resources, "/ExtGState", operands[0]))
            elif word == "BI":
                self.item(marks, key)
                self.inline(operands[0], resources)
            elif word == "Do" and operands:
                self.do(self.resource(resources, "/XObject", operands[0], raw=True), marks, key, depth, resources)

    def resource(self, resources, kind, name, raw=False):
        found = self.pdf.dict(self.pdf.get(resources, kind)).get(name)
        if found is None:
            self.report("a2 6.2.2-2", self.place, "%s is not among the stream's own resources" % name)
        return found if raw else self.pdf.at(found)

    def numbers(self, word, operands):
        for value in operands:
            if isinstance(value, bool):
                continue
            if isinstance(value, int) and not -2147483648 <= value <= 2147483647:
                self.report("a2 6.1.13-1", self.place, str(value))
            elif isinstance(value, bytes):
                self.string(value, value.hexadecimal and value.digits)
            elif isinstance(value, str) and len(value) > 128:
                self.report("a2 6.1.13-4", self.place, "a name of %d bytes" % (len(value) - 1))

    def string(self, value, digits):
        if len(value) >= 32768:
            self.report("a2 6.1.13-3", self.place, "a string of %d bytes" % len(value))
        if digits and len(digits) % 2:
            self.report("a2 6.1.6-1", self.place, "a string with an odd digit")
        if digits and re.search(rb"[^0-9A-Fa-f]", digits):
            self.report("a2 6.1.6-2", self.place, "a string with another character")

    # ---- marks

    def mark(self, word, operands, resources, marks, key):
        tag = operands[0][1:] if operands and isinstance(operands[0], str) else ""
        entries = operands[1] if len(operands) > 1 else {}
        if isinstance(entries, str):
            entries = self.pdf.dict(self.pdf.get(resources, "/Properties", entries))
        mark = Mark(tag, entries)
        where = self.place
        if mark.mcid is not None:
            if (key, mark.mcid) in self.mcids:
                self.report("x mcid-unique", where, "marked content %s twice" % mark.mcid)
            self.mcids[key, mark.mcid] = tag
        if tag == "Artifact" and self.tagged(marks, key):
            self.report("ua1 7.1-1", where, "an artifact inside tagged content")
        if tag != "Artifact" and self.tagged(marks + [mark], key) and any(m.tag == "Artifact" for m in marks):
            self.report("ua1 7.1-2", where, "tagged content inside an artifact")
        told = self.lang or any(m.has("/Lang") for m in marks + [mark]) or self.tree.has_lang(self.element(marks + [mark], key))
        for rule, entry in (("30", "/ActualText"), ("31", "/Alt"), ("32", "/E")):
            if tag == "Span" and mark.has(entry) and not told:
                self.report("ua1 7.2-" + rule, where, "%s of no language" % entry)
        if mark.has("/Lang"):
            self.tree.language(entries["/Lang"] if isinstance(entries["/Lang"], str) else entries["/Lang"].decode("latin-1"), where, self.report)
        return mark

    def element(self, marks, key):
        for mark in reversed(marks):
            if mark.mcid is not None:
                return self.tree.parent_of(key, mark.mcid)
        return None

    def tagged(self, marks, key):
        return any(m.mcid is not None and self.tree.reaches_root(self.tree.parent_of(key, m.mcid)) for m in marks)

    def item(self, marks, key):
        tagged = self.tagged(marks, key)
        if not tagged and not any(m.tag == "Artifact" for m in marks):
            self.report("ua1 7.1-3", self.place, "content that is neither tagged nor an artifact")

    # ---- text

    def font(self, resources, name):
        ref = self.pdf.dict(self.pdf.get(resources, "/Font")).get(name)
        if ref is None:
            self.report("a2 6.2.2-2", self.place, "font %s is not among the stream's own resources" % name)
            return None
        key = ref if isinstance(ref, str) else id(ref)
        if key not in self.fonts:
            self.fonts[key] = Font(self.pdf, ref)
            self.used[key] = set()
        return key

    def show(self, state, operands, marks, key):
        if state["font"] is None or not operands:
            return
        element = self.element(marks, key)
        if not (self.lang or any(m.has("/Lang") for m in marks) or self.tree.has_lang(element)):
            self.report("ua1 7.2-34", self.place, "text of no language")
        actual = any(m.has("/ActualText") for m in marks) or "/ActualText" in self.pdf.dict(element)
        font, used = self.fonts[state["font"]], self.used[state["font"]]
        value = operands[-1]
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, bytes):
                self.string(part, part.hexadecimal and part.digits)
                used.update((code, state["mode"] == 3, actual) for code in font.codes(part))

    # ---- colour and images

    def color(self, space, resources):
        self.space(space, resources)

    def space(self, value, resources, nested=0):
        pdf, value = self.pdf, self.pdf.at(value)
        if value is None or nested > 8:
            return
        if isinstance(value, str):
            value = SHORT.get(value, value)
            if value in DEVICES:
                default = pdf.dict(pdf.get(resources, "/ColorSpace")).get("/Default" + value[7:])
                if default is not None and nested < 8:
                    self.space(default, resources, 9)
                elif self.output is None or DEVICES[value] not in (None, self.output):
                    rule = {"/DeviceRGB": "2", "/DeviceCMYK": "3", "/DeviceGray": "4"}[value]
                    self.report("a2 6.2.4.3-" + rule, self.place, "%s with the output intent %s" % (value, self.output))
                return
            named = pdf.dict(pdf.get(resources, "/ColorSpace")).get(value)
            if named is not None:
                self.space(named, resources, nested + 1)
            return
        items = [pdf.at(v) for v in value] if isinstance(value, list) else []
        if not items:
            return
        kind = items[0]
        if kind == "/ICCBased":
            self.profile(value[1])
        elif kind == "/Indexed" or kind == "/I" or kind == "/Pattern":
            self.space(value[1] if len(value) > 1 else None, resources, nested + 1)
        elif kind == "/Separation":
            self.separation(value, items, resources, nested)
        elif kind == "/DeviceN":
            self.device_n(value, items, resources, nested)
        elif len(items) == 1:
            self.space(kind, resources, nested + 1)

    def separation(self, value, items, resources, nested):
        self.space(value[2], resources, nested + 1)
        same = (str(items[2]), str(value[3]))
        if self.separations.setdefault(items[1], same) != same:
            self.report("a2 6.2.4.4-2", self.place, "two kinds of %s" % items[1])

    def device_n(self, value, items, resources, nested):
        self.space(value[2], resources, nested + 1)
        names = self.pdf.list(value[1])
        if len(names) > 32:
            self.report("a2 6.1.13-9", self.place, "%d colorants" % len(names))
        attributes = self.pdf.dict(value[4]) if len(value) > 4 else {}
        told = set(self.pdf.dict(attributes.get("/Colorants"))) | set(self.pdf.list(self.pdf.get(attributes, "/Process", "/Components")))
        if set(names) - told - {"/None", "/Cyan", "/Magenta", "/Yellow", "/Black"}:
            self.report("a2 6.2.4.4-1", self.place, "a colorant that is not described")
        for spot in self.pdf.dict(attributes.get("/Colorants")).values():
            self.space(spot, resources, nested + 1)

    def profile(self, ref):
        data = self.pdf.data(ref)
        kind, space = data[12:16], data[16:20]
        if len(data) < 20 or kind not in (b"prtr", b"mntr", b"scnr", b"spac") or space not in (b"RGB ", b"CMYK", b"GRAY", b"Lab ") or data[8] >= 5:
            self.report("a2 6.2.4.2-1", self.place, "a profile of class %r, space %r" % (kind, space))

    def pattern(self, name, resources, marks, key, depth):
        pattern = self.resource(resources, "/Pattern", name)
        if self.pdf.get(pattern, "/PatternType") == 2:
            self.space(self.pdf.get(pattern, "/Shading", "/ColorSpace"), resources)
            if self.pdf.get(pattern, "/ExtGState"):
                self.graphics_state(self.pdf.get(pattern, "/ExtGState"))
        elif isinstance(pattern, Stream) and id(pattern) not in self.checked:
            self.checked.add(id(pattern))
            ref = self.pdf.dict(self.pdf.get(resources, "/Pattern"))[name]
            self.content(self.pdf.data(ref), pattern.dict.get("/Resources"), marks + [Mark("Artifact", {})], key, depth + 1)

    def intent(self, name):
        if name not in INTENTS:
            self.report("a2 6.2.6-1", self.place, "rendering intent %s" % name)

    def inline(self, entries, resources):
        filters = entries.get("/F", entries.get("/Filter"))
        for name in filters if isinstance(filters, list) else [filters] if filters else []:
            if name not in INLINE_FILTERS:
                self.report("a2 6.1.10-1", self.place, "an inline image's filter %s" % name)
        if entries.get("/I", entries.get("/Interpolate")):
            self.report("a2 6.2.8-3", self.place, "an image is interpolated")
        if entries.get("/IM", entries.get("/ImageMask")) is not True:
            self.space(entries.get("/CS", entries.get("/ColorSpace")), resources)

    def graphics_state(self, state):
        pdf, where = self.pdf, self.place
        entries = pdf.dict(state)
        if "/TR" in entries:
            self.report("a2 6.2.5-1", where, "a transfer function")
        if "/TR2" in entries and pdf.at(entries["/TR2"]) != "/Default":
            self.report("a2 6.2.5-2", where, "a transfer function")
        if "/HTP" in entries:
            self.report("a2 6.2.5-3", where, "a halftone phase")
        if "/HT" in entries:
            self.halftone(pdf.dict(entries["/HT"]), None)
        if "/RI" in entries:
            self.intent(pdf.at(entries["/RI"]))
        blend = pdf.at(entries.get("/BM"))
        for mode in blend if isinstance(blend, list) else [blend] if blend else []:
            if pdf.at(mode) not in BLENDS:
                self.report("a2 6.2.10-1", where, "blend mode %s" % mode)
        mask = pdf.at(entries.get("/SMask"))
        if isinstance(mask, dict):
            self.transparent = True
            self.form(mask.get("/G"), [Mark("Artifact", {})], None, 0, None)
        if blend not in (None, "/Normal", "/Compatible") or pdf.at(entries.get("/ca", 1)) != 1 or pdf.at(entries.get("/CA", 1)) != 1:
            self.transparent = True

    def halftone(self, entries, colorant):
        kind = entries.get("/HalftoneType")
        if kind not in (1, 5):
            self.report("a2 6.2.5-4", self.place, "halftone type %s" % kind)
        if "/HalftoneName" in entries:
            self.report("a2 6.2.5-5", self.place, "a halftone with a name")
        primary = colorant in (None, "/Cyan", "/Magenta", "/Yellow", "/Black")
        if colorant != "/Default" and primary == ("/TransferFunction" in entries):
            self.report("a2 6.2.5-6", self.place, "a halftone's transfer function")
        if kind == 5:
            for name, part in entries.items():
                if isinstance(self.pdf.at(part), (dict, Stream)):
                    self.halftone(self.pdf.dict(part), name)

    # ---- XObjects

    def do(self, ref, marks, key, depth, resources):
        xobject = self.pdf.at(ref)
        if not isinstance(xobject, Stream) or depth > 20:
            return
        kind = xobject.dict.get("/Subtype")
        if kind == "/Image":
            self.item(marks, key)
            self.image(xobject, resources)
        elif kind == "/Form":
            self.form(ref, marks, key, depth, resources)
        elif kind == "/PS":
            self.report("a2 6.2.9-3", self.place, "a PostScript XObject")

    def image(self, image, resources, mask=False):
        entries, where = image.dict, self.place
        if "/SMask" in entries and isinstance(self.pdf.at(entries["/SMask"]), Stream):
            self.transparent = True
        if id(image) in self.checked:
            return
        self.checked.add(id(image))
        if "/Alternates" in entries:
            self.report("a2 6.2.8-1", where, "an image with alternates")
        if "/OPI" in entries:
            self.report("a2 6.2.8-2", where, "an image with OPI")
        if self.pdf.at(entries.get("/Interpolate")) is True:
            self.report("a2 6.2.8-3", where, "an image is interpolated")
        bits, stencil = self.pdf.at(entries.get("/BitsPerComponent")), self.pdf.at(entries.get("/ImageMask")) is True
        if not stencil and bits not in (None, 1, 2, 4, 8, 16):
            self.report("a2 6.2.8-4", where, "an image of %s bits" % bits)
        if stencil and bits not in (None, 1):
            self.report("a2 6.2.8-5", where, "a mask of %s bits" % bits)
        if "/Intent" in entries:
            self.intent(self.pdf.at(entries["/Intent"]))
        filters = self.pdf.at(entries.get("/Filter"))
        if not stencil and filters != "/JPXDecode":
            self.space(entries.get("/ColorSpace"), resources)
        for name in ("/SMask", "/Mask"):
            other = self.pdf.at(entries.get(name))
            if isinstance(other, Stream):
                self.image(other, resources, True)

    def form(self, ref, marks, key, depth, resources):
        form = self.pdf.at(ref)
        if not isinstance(form, Stream) or depth > 20:
            return
        entries, where = form.dict, self.place
        if self.pdf.get(entries.get("/Group"), "/S") == "/Transparency":
            self.transparent = True
        own = entries.get("/StructParents", key)
        if "/StructParents" in entries and id(form) in self.forms:
            self.report("ua1 7.20-2", where, "a form with a structure of its own is shown twice")
        elif id(form) not in self.forms:
            self.form_entries(entries, where)
        if id(form) in self.forms and "/StructParents" not in entries and not self.unmarked(marks, key):
            return
        self.forms.add(id(form))
        if "/StructParents" in entries:
            saved, self.mcids = self.mcids, {}
        self.content(self.pdf.data(ref), entries.get("/Resources", resources), marks, own, depth + 1)
        if "/StructParents" in entries:
            self.tree.page_content(None, self.mcids, self.report, where)
            self.mcids = saved

    def unmarked(self, marks, key):
        return not self.tagged(marks, key) and not any(m.tag == "Artifact" for m in marks)

    def form_entries(self, entries, where):
        if "/OPI" in entries or "/PS" in entries or entries.get("/Subtype2") == "/PS":
            self.report("a2 6.2.9-1", where, "a form with OPI or PostScript")
        if "/Ref" in entries:
            self.report("a2 6.2.9-2", where, "a reference XObject")
            self.report("ua1 7.20-1", where, "a reference XObject")
        group = self.pdf.dict(entries.get("/Group"))
        if "/CS" in group:
            self.space(group["/CS"], entries.get("/Resources"))
