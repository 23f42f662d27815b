"""Font programs: TrueType, CFF and Type 1, as far as glyphs and widths go."""
import re, struct

import glyphnames


class TrueType:
    """glyphs: how many; width(gid) in 1/1000 em; cmaps: {(platform, encoding): {code: gid}}."""

    def __init__(self, data):
        self.tables = {}
        count = struct.unpack_from(">H", data, 4)[0]
        for i in range(count):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
            self.tables[tag.decode("latin-1")] = data[offset:offset + length]
        self.em = struct.unpack_from(">H", self.tables["head"], 18)[0] or 1000
        self.glyphs = struct.unpack_from(">H", self.tables["maxp"], 4)[0]
        self.metrics = struct.unpack_from(">H", self.tables["hhea"], 34)[0]
        self.cmaps, self.subtables = {}, 0
        if "cmap" in self.tables:
            self.read_cmaps(self.tables["cmap"])

    def width(self, gid):
        gid = min(gid, self.metrics - 1)
        return struct.unpack_from(">H", self.tables["hmtx"], 4 * gid)[0] * 1000 / self.em

    def read_cmaps(self, table):
        self.subtables = struct.unpack_from(">H", table, 2)[0]
        for i in range(self.subtables):
            platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * i)
            try:
                self.cmaps[platform, encoding] = read_cmap(table, offset)
            except struct.error:
                self.cmaps[platform, encoding] = {}

    def names(self):
        """Glyphs by name, from the post table."""
        post = self.tables.get("post", b"")
        if len(post) < 34 or struct.unpack_from(">I", post)[0] != 0x20000:
            return {}
        count = struct.unpack_from(">H", post, 32)[0]
        indexes = struct.unpack_from(">%dH" % count, post, 34)
        strings, at = [], 34 + 2 * count
        while at < len(post):
            strings.append(post[at + 1:at + 1 + post[at]].decode("latin-1"))
            at += 1 + post[at]
        return {strings[n - 258]: gid for gid, n in enumerate(indexes) if 258 <= n < 258 + len(strings)}


def read_cmap(table, at):
    kind = struct.unpack_from(">H", table, at)[0]
    if kind == 0:
        return {c: g for c, g in enumerate(table[at + 6:at + 262]) if g}
    if kind == 6:
        first, count = struct.unpack_from(">HH", table, at + 6)
        return {first + i: g for i, g in enumerate(struct.unpack_from(">%dH" % count, table, at + 10)) if g}
    if kind == 12:
        found = {}
        for i in range(struct.unpack_from(">I", table, at + 12)[0]):
            start, end, gid = struct.unpack_from(">III", table, at + 16 + 12 * i)
            found.update((c, gid + c - start) for c in range(start, min(end, start + 70000) + 1))
        return found
    return read_cmap_segments(table, at) if kind == 4 else {}


def read_cmap_segments(table, at):
    count = struct.unpack_from(">H", table, at + 6)[0] // 2
    ends = struct.unpack_from(">%dH" % count, table, at + 14)
    rest = at + 16 + 2 * count
    starts = struct.unpack_from(">%dH" % count, table, rest)
    deltas = struct.unpack_from(">%dH" % count, table, rest + 2 * count)
    found = {}
    for i in range(count):
        place = rest + 4 * count + 2 * i
        offset = struct.unpack_from(">H", table, place)[0]
        for code in range(starts[i], ends[i] + 1):
            if code == 0xFFFF:
                continue
            gid = code
            if offset:
                gid = struct.unpack_from(">H", table, place + offset + 2 * (code - starts[i]))[0]
                if not gid:
                    continue
            gid = (gid + deltas[i]) & 0xFFFF
            if gid:
                found[code] = gid
    return found


class Cff:
    """cids: gid by CID of a CID-keyed font, else None; names: gid by name; encoding: gid by code."""

    def __init__(self, data):
        self.data = data
        _, at = self.index(data[2])
        tops, at = self.index(at)
        strings, at = self.index(at)
        self.global_subrs, at = self.index(at)
        self.strings = [s.decode("latin-1") for s in strings]
        top = self.dict(tops[0])
        self.chars, _ = self.index(int(top[17][0]))
        self.scale = top.get(1207, [0.001])[0] * 1000
        keyed = 1230 in top
        charset = self.charset(int(top.get(15, [0])[0]))
        self.cids = {cid: gid for gid, cid in enumerate(charset)} if keyed else None
        self.names = {} if keyed else {self.string(sid): gid for gid, sid in enumerate(charset)}
        self.encoding = {} if keyed else self.read_encoding(int(top.get(16, [0])[0]))
        self.selected = self.select(int(top[1237][0])) if keyed else [0] * len(self.chars)
        fonts = [self.dict(d) for d in self.index(int(top[1236][0]))[0]] if keyed else [top]
        self.privates = [self.private(font) for font in fonts]

    @property
    def glyphs(self):
        return len(self.chars)

    def index(self, at):
        count = struct.unpack_from(">H", self.data, at)[0]
        if not count:
            return [], at + 2
        size, base = self.data[at + 2], at + 3
        offsets = [int.from_bytes(self.data[base + i * size:base + (i + 1) * size], "big") for i in range(count + 1)]
        start = base + (count + 1) * size - 1
        return [self.data[start + a:start + b] for a, b in zip(offsets, offsets[1:])], start + offsets[-1]

    @staticmethod
    def dict(data):
        found, operands, at = {}, [], 0
        while at < len(data):
            b = data[at]
            at += 1
            if b <= 21:
                key = b
                if b == 12:
                    key, at = 1200 + data[at], at + 1
                found[key], operands = operands, []
            elif b == 30:
                text = ""
                while not text.endswith("f"):
                    text += "%02x" % data[at]
                    at += 1
                    if "f" in text:
                        text = text[:text.index("f") + 1]
                text = text[:-1].replace("c", "E-").replace("a", ".").replace("b", "E").replace("e", "-")
                operands.append(float(text or 0))
            elif b in (28, 29):
                size = 2 if b == 28 else 4
                operands.append(int.from_bytes(data[at:at + size], "big", signed=True))
                at += size
            elif b <= 246:
                operands.append(b - 139)
            else:
                operands.append((b - 247) * 256 + data[at] + 108 if b <= 250 else -(b - 251) * 256 - data[at] - 108)
                at += 1
        return found

    def string(self, sid):
        if sid < len(glyphnames.CFF_STRINGS):
            return glyphnames.CFF_STRINGS[sid]
        return self.strings[sid - 391] if 391 <= sid < 391 + len(self.strings) else "sid%d" % sid

    def charset(self, at):
        count = len(self.chars)
        if at < 3:
            return list(range(count))
        found, kind = [0], self.data[at]
        at += 1
        while len(found) < count:
            first = struct.unpack_from(">H", self.data, at)[0]
            left = 0 if kind == 0 else self.data[at + 2] if kind == 1 else struct.unpack_from(">H", self.data, at + 2)[0]
            found.extend(range(first, first + left + 1))
            at += (2, 3, 4)[kind]
        return found[:count]

    def read_encoding(self, at):
        if at < 2:
            standard = glyphnames.ENCODINGS["/StandardEncoding"]
            return {code: self.names[name] for code, name in standard.items() if name in self.names}
        kind, count = self.data[at] & 0x7F, self.data[at + 1]
        if kind == 0:
            return {c: i + 1 for i, c in enumerate(self.data[at + 2:at + 2 + count])}
        found, gid = {}, 1
        for i in range(count):
            first, left = self.data[at + 2 + 2 * i:at + 4 + 2 * i]
            for code in range(first, first + left + 1):
                found[code] = gid
                gid += 1
        return found

    def select(self, at):
        count = len(self.chars)
        if self.data[at] == 0:
            return list(self.data[at + 1:at + 1 + count])
        ranges = struct.unpack_from(">H", self.data, at + 1)[0]
        found, at = [], at + 3
        for _ in range(ranges):
            first, font, end = struct.unpack_from(">HBH", self.data, at)
            found.extend([font] * (end - first))
            at += 3
        return found

    def private(self, font):
        size, at = (int(v) for v in font.get(18, [0, 0]))
        private = self.dict(self.data[at:at + size])
        subrs = self.index(at + int(private[19][0]))[0] if 19 in private else []
        return private.get(20, [0])[0], private.get(21, [0])[0], subrs

    def width(self, gid):
        default, nominal, subrs = self.privates[self.selected[gid]]
        extra = first_operand(self.chars[gid], subrs, self.global_subrs)
        return (default if extra is None else nominal + extra) * self.scale


def bias(subrs):
    return 107 if len(subrs) < 1240 else 1131 if len(subrs) < 33900 else 32768


def first_operand(code, subrs, global_subrs):
    """The width that a Type 2 charstring begins with, None if it has none (Adobe note 5177, 3.1)."""
    stack, frames = [], [(code, 0)]
    while frames:
        data, at = frames.pop()
        while at < len(data):
            b = data[at]
            at += 1
            if b == 28:
                stack.append(int.from_bytes(data[at:at + 2], "big", signed=True))
                at += 2
            elif b == 255:
                stack.append(int.from_bytes(data[at:at + 4], "big", signed=True) / 65536)
                at += 4
            elif b >= 247:
                stack.append((b - 247) * 256 + data[at] + 108 if b <= 250 else -(b - 251) * 256 - data[at] - 108)
                at += 1
            elif b >= 32:
                stack.append(b - 139)
            elif b in (10, 29):
                table = subrs if b == 10 else global_subrs
                frames.append((data, at))
                data, at = table[int(stack.pop()) + bias(table)], 0
            elif b == 11:
                break
            else:
                usual = {1: 0, 3: 0, 18: 0, 23: 0, 19: 0, 20: 0, 21: 2, 22: 1, 4: 1, 14: 0}.get(b, len(stack))
                odd = len(stack) % 2 if b in (1, 3, 18, 23, 19, 20) else len(stack) in (1, 5) if b == 14 else len(stack) > usual
                return stack[0] if odd else None
    return None


class Type1:
    """names: gid by name; a gid is the name's place."""

    def __init__(self, data):
        clear, _, rest = data.partition(b"eexec")
        rest = rest.lstrip(b"\r\n \t")
        if re.match(rb"[0-9A-Fa-f\s]{8}", rest):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", rest)
            rest = bytes.fromhex(digits[:len(digits) // 2 * 2].decode())
        private = decrypt(rest, 55665)[4:]
        skip = re.search(rb"/lenIV\s+(\d+)", private)
        skip = int(skip.group(1)) if skip else 4
        self.chars, at = {}, max(private.find(b"/CharStrings"), 0)
        entry = re.compile(rb"/(\S+)\s+(\d+)\s+(?:RD|-\||\S+) ")
        while True:
            match = entry.search(private, at)
            if not match:
                break
            length = int(match.group(2))
            if match.group(1) == b"CharStrings":
                at = match.start() + 12
                continue
            at = match.end() + length
            self.chars[match.group(1).decode("latin-1")] = decrypt(private[match.end():at], 4330)[skip:]
        matrix = re.search(rb"/FontMatrix\s*\[\s*([\d.eE+-]+)", clear)
        self.scale = float(matrix.group(1)) * 1000 if matrix else 1
        self.names = {name: i for i, name in enumerate(self.chars)}
        self.encoding = self.read_encoding(clear)

    @property
    def glyphs(self):
        return len(self.chars)

    def read_encoding(self, clear):
        found = {int(c): n.decode("latin-1") for c, n in re.findall(rb"dup\s+(\d+)\s*/(\S+)\s+put", clear)}
        names = found or glyphnames.ENCODINGS["/StandardEncoding"]
        return {code: self.names[name] for code, name in names.items() if name in self.names}

    def width(self, gid):
        stack, data, at = [], list(self.chars.values())[gid], 0
        while at < len(data):
            b = data[at]
            at += 1
            if b == 255:
                stack.append(int.from_bytes(data[at:at + 4], "big", signed=True))
                at += 4
            elif b >= 247:
                stack.append((b - 247) * 256 + data[at] + 108 if b <= 250 else -(b - 251) * 256 - data[at] - 108)
                at += 1
            elif b >= 32:
                stack.append(b - 139)
            elif b == 12 and data[at] == 12:
                below = stack.pop()
                stack[-1] /= below
                at += 1
            else:
                return stack[1 if b == 13 else 2] * self.scale
        return 0


def decrypt(data, key):
    out = bytearray()
    for c in data:
        out.append(c ^ key >> 8)
        key = ((c + key) * 52845 + 22719) & 0xFFFF
    return bytes(out)


def read(data, kind):
    """The program of a FontFile (1), FontFile2 (2) or FontFile3 (3); None if it cannot be read."""
    try:
        if kind == 1:
            return Type1(data)
        if kind == 2 or data[:4] == b"\0\1\0\0":
            return TrueType(data)
        if data[:4] == b"OTTO":
            return Cff(TrueType(data).tables["CFF "])
        return Cff(data)
    except (struct.error, KeyError, IndexError, ValueError):
        return None
