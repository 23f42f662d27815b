"""A PDF file as Python sees it: objects by qpdf's JSON, streams decoded, content as operators.

Values are as in that JSON: a name is "/Name", a text string "u:…", a byte string
"b:…" in hexadecimal digits, a reference "12 0 R".
"""
import base64, json, re, subprocess, zlib

REF = re.compile(r"\d+ \d+ R\Z")


class Stream:
    """A stream's dictionary, and its data when asked for."""

    def __init__(self, entries, encoded):
        self.dict, self.encoded, self.decoded = entries, encoded, None


class Pdf:
    def __init__(self, path):
        self.raw = open(path, "rb").read()
        done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=none", path],
                              capture_output=True, text=True, errors="replace")
        if not done.stdout.strip():
            raise ValueError("qpdf cannot read it: " + done.stderr.strip()[:200])
        found = json.loads(done.stdout)["qpdf"]
        self.header, self.objects = found[0], {}
        for key, entry in found[1].items():
            if key == "trailer":
                self.trailer = entry["value"]
            elif "stream" in entry:
                self.objects[key[4:]] = Stream(entry["stream"]["dict"], entry["stream"].get("data", ""))
            else:
                self.objects[key[4:]] = entry["value"]

    def at(self, value):
        """What a value is, references followed."""
        for _ in range(32):
            if not (isinstance(value, str) and REF.match(value)):
                return value
            value = self.objects.get(value)
        return None

    def get(self, holder, *keys, default=None):
        """holder[key][key]…, references followed; default where something is missing."""
        value = self.at(holder)
        for key in keys:
            if isinstance(value, Stream):
                value = value.dict
            if isinstance(value, dict):
                value = self.at(value.get(key))
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = self.at(value[key])
            else:
                return default
        return default if value is None else value

    def dict(self, value, *keys):
        value = self.get(value, *keys) if keys else self.at(value)
        value = value.dict if isinstance(value, Stream) else value
        return value if isinstance(value, dict) else {}

    def list(self, value, *keys):
        value = self.get(value, *keys) if keys else self.at(value)
        return value if isinstance(value, list) else []

    @property
    def root(self):
        return self.dict(self.trailer.get("/Root"))

    def data(self, value):
        stream = self.at(value)
        if not isinstance(stream, Stream):
            return b""
        if stream.decoded is None:
            stream.decoded = self.decode(stream)
        return stream.decoded

    def decode(self, stream):
        data = base64.b64decode(stream.encoded or "")
        filters, parms = self.get(stream, "/Filter"), self.get(stream, "/DecodeParms")
        filters = filters if isinstance(filters, list) else [filters] if filters else []
        parms = parms if isinstance(parms, list) else [parms]
        for i, name in enumerate(filters):
            name = self.at(name)
            if name in ("/FlateDecode", "/Fl"):
                data = unpredict(self, inflate(data), parms[i] if i < len(parms) else None)
            elif name in ("/ASCIIHexDecode", "/AHx"):
                digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">")[0])
                data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
            elif name in ("/ASCII85Decode", "/A85"):
                data = base64.a85decode(re.sub(rb"\s", b"", data).removesuffix(b"~>"))
        return data

    def pages(self):
        """The leaves of the page tree with what they inherit; (reference, dictionary)."""
        found, stack, seen = [], [(self.root.get("/Pages"), {})], set()
        while stack:
            ref, handed = stack.pop()
            node = self.dict(ref)
            if str(ref) in seen:
                continue
            seen.add(str(ref))
            handed = dict(handed, **{k: node[k] for k in ("/Resources", "/MediaBox", "/CropBox") if k in node})
            if "/Kids" in node:
                stack.extend((kid, handed) for kid in reversed(self.list(node["/Kids"])))
            else:
                found.append((ref, dict(handed, **node)))
        return found


def inflate(data):
    worker = zlib.decompressobj()
    try:
        return worker.decompress(data) + worker.flush()
    except zlib.error:
        return b""


def unpredict(pdf, data, parms):
    parms = pdf.dict(parms)
    if parms.get("/Predictor", 1) < 10:
        return data
    width = (parms.get("/Colors", 1) * parms.get("/BitsPerComponent", 8) + 7) // 8
    row = (parms.get("/Colors", 1) * parms.get("/BitsPerComponent", 8) * parms.get("/Columns", 1) + 7) // 8
    above, out = bytearray(row), bytearray()
    for at in range(0, len(data) - row, row + 1):
        kind, line = data[at], bytearray(data[at + 1:at + 1 + row])
        for i in range(row):
            left, up = line[i - width] if i >= width else 0, above[i]
            corner = above[i - width] if i >= width else 0
            line[i] = (line[i] + (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]) & 255
        out += line
        above = line
    return bytes(out)


def paeth(left, up, corner):
    guess = left + up - corner
    return min((left, up, corner), key=lambda v: (abs(guess - v), (left, up, corner).index(v)))


def text_of(value):
    """A text string's text; None if it is no string."""
    if not isinstance(value, str):
        return None
    if value.startswith("u:"):
        return value[2:]
    return bytes.fromhex(value[2:]).decode("latin-1") if value.startswith("b:") else None


def bytes_of(value):
    if not isinstance(value, str):
        return b""
    if value.startswith("b:"):
        return bytes.fromhex(value[2:])
    text = value[2:]
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return b"\xfe\xff" + text.encode("utf-16-be")


# ---- content streams -------------------------------------------------------

TOKEN = re.compile(rb"""[\x00\t\n\x0c\r ]*(?:
    (?P<comment>%[^\r\n]*) | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\x00\t\n\x0c\r \[\]<>(){}/%]|\Z))
  | (?P<name>/[^\x00\t\n\x0c\r \[\]<>(){}/%]*) | (?P<open><<|\[) | (?P<close>>>|\])
  | (?P<hex><[^>]*>) | (?P<string>\() | (?P<word>[^\x00\t\n\x0c\r \[\]<>(){}/%]+) | (?P<other>[{}>)]) )""", re.X)
PLAIN_STRING = re.compile(rb"([^()\\]*)\)")
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Bytes(bytes):
    """A string in a content stream."""
    hexadecimal = False


def read_string(data, at):
    plain = PLAIN_STRING.match(data, at)
    if plain:
        return Bytes(plain.group(1)), plain.end()
    out, depth = bytearray(), 1
    while at < len(data):
        c = data[at:at + 1]
        at += 1
        if c == b"\\":
            octal = re.match(rb"[0-7]{1,3}", data[at:at + 3])
            if octal:
                out.append(int(octal.group(), 8) & 255)
                at += octal.end()
                continue
            c = data[at:at + 1]
            at += 2 if data[at:at + 2] == b"\r\n" else 1
            out += b"" if c in b"\r\n" else ESCAPES.get(c, c)
            continue
        depth += (c == b"(") - (c == b")")
        if not depth:
            break
        out += c
    return Bytes(bytes(out)), at


def read_hex(token):
    digits = re.sub(rb"[\x00\t\n\x0c\r ]", b"", token[1:-1])
    clean = re.sub(rb"[^0-9A-Fa-f]", b"0", digits)
    value = Bytes(bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode()))
    value.hexadecimal, value.digits = True, digits
    return value


def read_name(token):
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), token).decode("latin-1")


def inline_image(data, at):
    """From after ID: the image's bytes and where EI ends."""
    end = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|\Z)").search(data, at + 1)
    return (data[at + 1:end.start()], end.end()) if end else (data[at:], len(data))


WORDS = {b"true": True, b"false": False, b"null": None}


def operators(data):
    """Yields (operator, operands); an inline image is ("BI", [dictionary])."""
    stack, operands, at = [], [], 0
    while True:
        match = TOKEN.match(data, at)
        if not match:
            return
        at, kind, token = match.end(), match.lastgroup, match.group(match.lastgroup)
        if kind == "comment":
            continue
        if kind == "word" and token not in WORDS:
            if stack:
                continue
            if token == b"ID":
                _, at = inline_image(data, at)
                entries = dict(zip(operands[0::2], operands[1::2]))
                yield "BI", [entries]
            elif token != b"BI":
                yield token.decode("latin-1"), operands
            operands = []
            continue
        if kind == "open":
            stack.append((operands, token))
            operands = []
            continue
        if kind == "close":
            if not stack:
                continue
            inner, (operands, opener) = operands, stack.pop()
            value = inner if opener == b"[" else dict(zip(inner[0::2], inner[1::2]))
        elif kind == "number":
            value = float(token) if b"." in token else int(token)
        elif kind == "name":
            value = read_name(token)
        elif kind == "hex":
            value = read_hex(token)
        elif kind == "string":
            value, at = read_string(data, at)
        elif kind == "word":
            value = WORDS[token]
        else:
            continue
        operands.append(value)
