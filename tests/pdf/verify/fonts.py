"""A font dictionary with its program: codes, CIDs, widths, text."""
import re

import glyphnames, programs
from reader import Stream, operators, text_of

PREDEFINED = re.compile("/(Identity|GB(pc|K|Kp|K2K|)(-EUC|)|UniGB-(UCS2|UTF16)|B5pc|HKscs-B5|ETen(ms)?-B5|CNS-EUC|UniCNS-(UCS2|UTF16)|83pv-RKSJ"
                        "|90(ms|msp|pv)-RKSJ|(Add|Ext)-RKSJ|EUC|UniJIS-(UCS2|UCS2-HW|UTF16)|KSC-EUC|KSC(ms-UHC|ms-UHC-HW|pc-EUC)"
                        "|UniKS-(UCS2|UTF16))-[HV]|/[HV]")


class CMap:
    """spaces: [(first, last)] of byte strings; cids and texts by code."""

    def __init__(self, data):
        self.spaces, self.cids, self.texts, self.ranges, self.info, self.uses = [], {}, {}, [], {}, None
        last = None
        for word, operands in operators(data):
            if word == "def" and len(operands) >= 2 and isinstance(operands[-2], str):
                self.info[operands[-2]] = operands[-1]
            elif word == "usecmap" and operands:
                self.uses = operands[-1]
            elif word == "endcodespacerange":
                self.spaces += list(zip(operands[0::2], operands[1::2]))
            elif word == "endcidrange":
                self.ranges += [(number(a), number(b), c) for a, b, c in triples(operands)]
            elif word == "endcidchar":
                self.cids.update((number(a), b) for a, b in zip(operands[0::2], operands[1::2]))
            elif word == "endbfchar":
                self.texts.update((number(a), text(b)) for a, b in zip(operands[0::2], operands[1::2]))
            elif word == "endbfrange":
                for first, end, to in triples(operands):
                    self.add_range(number(first), number(end), to)

    def add_range(self, first, end, to):
        for code in range(first, min(end, first + 0xFFFF) + 1):
            if isinstance(to, list):
                self.texts[code] = text(to[code - first]) if code - first < len(to) else ""
            else:
                last = int.from_bytes(to[-1:], "big") + code - first
                self.texts[code] = text(to[:-1] + bytes([last & 255])) if last < 256 else text(
                    (int.from_bytes(to, "big") + code - first).to_bytes(max(len(to), 4), "big")[-len(to):])

    def cid(self, code):
        if code in self.cids:
            return self.cids[code]
        for first, end, cid in self.ranges:
            if first <= code <= end:
                return cid + code - first
        return None

    def largest_cid(self):
        return max([0] + list(self.cids.values()) + [c + b - a for a, b, c in self.ranges])

    def split(self, data):
        at = 0
        while at < len(data):
            for size in (1, 2, 3, 4):
                code = data[at:at + size]
                if any(len(a) == size and all(x <= c <= y for x, c, y in zip(a, code, b)) for a, b in self.spaces):
                    break
            else:
                size = min([len(a) for a, _ in self.spaces] or [1])
            yield number(data[at:at + size])
            at += size


def triples(values):
    return zip(values[0::3], values[1::3], values[2::3])


def number(data):
    return int.from_bytes(data, "big")


def text(data):
    return data.decode("utf-16-be", "surrogatepass") if len(data) > 1 else data.decode("latin-1")


class Font:
    def __init__(self, pdf, ref):
        self.pdf, self.ref, self.dict = pdf, ref, pdf.dict(ref)
        self.subtype = self.dict.get("/Subtype")
        self.composite = self.subtype == "/Type0"
        self.cid_font = pdf.dict(pdf.get(self.dict, "/DescendantFonts", 0)) if self.composite else {}
        self.descriptor = pdf.dict((self.cid_font if self.composite else self.dict).get("/FontDescriptor"))
        self.encoding_value = pdf.get(self.dict, "/Encoding")
        self.cmap = CMap(pdf.data(self.dict["/Encoding"])) if isinstance(self.encoding_value, Stream) else None
        to_unicode = pdf.get(self.dict, "/ToUnicode")
        self.to_unicode = CMap(pdf.data(self.dict["/ToUnicode"])) if isinstance(to_unicode, Stream) else None
        self.file, self.program = self.read_program()
        self.names = self.encoding_names() if not self.composite else {}
        self.cid_widths = self.read_cid_widths() if self.composite else {}
        self.cid_to_gid = pdf.data(self.cid_font.get("/CIDToGIDMap")) if isinstance(
            pdf.get(self.cid_font, "/CIDToGIDMap"), Stream) else None

    @property
    def name(self):
        return str(self.dict.get("/BaseFont") or "")[1:]

    @property
    def symbolic(self):
        return bool(self.descriptor.get("/Flags", 0) & 4)

    def read_program(self):
        for kind, key in ((1, "/FontFile"), (2, "/FontFile2"), (3, "/FontFile3")):
            if isinstance(self.pdf.get(self.descriptor, key), Stream):
                return key, programs.read(self.pdf.data(self.descriptor[key]), kind)
        return None, None

    def encoding_names(self):
        """What the dictionary says of codes: {code: name}."""
        value = self.encoding_value
        if isinstance(value, str):
            return dict(glyphnames.ENCODINGS.get(value, {}))
        entries = self.pdf.dict(value)
        names = dict(glyphnames.ENCODINGS.get(entries.get("/BaseEncoding"), {}))
        if entries and not names and not self.symbolic and self.subtype != "/Type3":
            names = dict(glyphnames.ENCODINGS["/StandardEncoding"])
        code = 0
        for item in self.pdf.list(entries.get("/Differences")):
            item = self.pdf.at(item)
            if isinstance(item, str):
                names[code] = item[1:]
                code += 1
            elif item is not None:
                code = int(item)
        return names

    def read_cid_widths(self):
        found, items, at = {}, [self.pdf.at(v) for v in self.pdf.list(self.cid_font.get("/W"))], 0
        while at + 1 < len(items):
            first = int(items[at])
            if isinstance(items[at + 1], list):
                found.update((first + i, self.pdf.at(w)) for i, w in enumerate(items[at + 1]))
                at += 2
            else:
                found.update((c, items[at + 2]) for c in range(first, int(items[at + 1]) + 1)) if at + 2 < len(items) else None
                at += 3
        return found

    # ---- by code

    def codes(self, data):
        if not self.composite:
            return list(data)
        if self.cmap and self.cmap.spaces:
            return list(self.cmap.split(data))
        return [number(data[i:i + 2]) for i in range(0, len(data), 2)]

    def cid(self, code):
        if self.cmap and not (self.cmap.uses or self.pdf.get(self.encoding_value, "/UseCMap")):
            return self.cmap.cid(code)
        return code if str(self.encoding_value).startswith("/Identity") else None

    def gid(self, code):
        """The glyph of a code: None if there is none, -1 if that cannot be told."""
        if self.program is None:
            return -1
        return self.composite_gid(code) if self.composite else self.simple_gid(code)

    def composite_gid(self, code):
        if self.cmap is None and not str(self.encoding_value).startswith("/Identity"):
            return -1
        cid = self.cid(code)
        if cid is None:
            return None if self.cmap and not self.cmap.uses else -1
        if isinstance(self.program, programs.Cff) and self.program.cids is not None:
            return self.program.cids.get(cid)
        if self.cid_to_gid is not None:
            cid = number(self.cid_to_gid[2 * cid:2 * cid + 2]) if 2 * cid + 1 < len(self.cid_to_gid) else 0
        return cid if 0 < cid < self.program.glyphs else None

    @property
    def based(self):
        """Whether an encoding that is named says of every code what it shows."""
        value = self.encoding_value
        return (value if isinstance(value, str) else self.pdf.dict(value).get("/BaseEncoding")) in glyphnames.ENCODINGS

    def simple_gid(self, code):
        if isinstance(self.program, programs.TrueType):
            return self.truetype_gid(code)
        name = self.names.get(code)
        if name is None:
            return None if self.based else self.program.encoding.get(code)
        gid = self.program.names.get(name)
        return gid if gid is not None or not isinstance(self.program, programs.Cff) or name in glyphnames.UNICODE else -1

    def truetype_gid(self, code):
        maps = self.program.cmaps
        if self.symbolic or not self.encoding_value:
            symbol = maps.get((3, 0), {})
            for value in (code, 0xF000 + code, 0xF100 + code, 0xF200 + code):
                if value in symbol:
                    return symbol[value]
            return maps.get((1, 0), {}).get(code) if (1, 0) in maps or (3, 0) in maps else -1
        name = self.names.get(code)
        if name is None and self.based:
            return None
        value = glyphnames.unicode_of(name) if name else None
        if value and (3, 1) in maps:
            return maps[3, 1].get(ord(value[0])) or self.program.names().get(name)
        if (1, 0) in maps and name:
            back = [c for c, n in glyphnames.MAC.items() if n == name]
            return maps[1, 0].get(back[0]) if back else -1
        return -1

    def width(self, code):
        """By the dictionary."""
        if self.composite:
            cid = self.cid(code)
            return self.cid_widths.get(cid, self.cid_font.get("/DW", 1000)) if cid is not None else self.cid_font.get("/DW", 1000)
        widths, first = self.pdf.list(self.dict.get("/Widths")), self.pdf.get(self.dict, "/FirstChar", default=0)
        if 0 <= code - first < len(widths):
            return self.pdf.at(widths[code - first])
        return self.pdf.get(self.descriptor, "/MissingWidth", default=0)

    def text(self, code):
        """What a code is read as, None if nothing tells."""
        if self.to_unicode and code in self.to_unicode.texts:
            return self.to_unicode.texts[code]
        if self.composite:
            info = self.pdf.dict(self.cid_font.get("/CIDSystemInfo"))
            known = text_of(info.get("/Registry")) == "Adobe" and text_of(info.get("/Ordering")) in ("Japan1", "CNS1", "GB1", "Korea1", "KR")
            return "?" if known else None
        names = self.names
        if not names and not self.symbolic and self.subtype != "/Type3":
            names = glyphnames.ENCODINGS["/StandardEncoding"]
        name = names.get(code)
        if name is None and isinstance(self.program, (programs.Cff, programs.Type1)):
            gid = self.program.encoding.get(code)
            name = next((n for n, g in self.program.names.items() if g == gid), None)
        return glyphnames.unicode_of(name) if name else None
