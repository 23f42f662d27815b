"""Documents that nobody would try: odd.py [SEED [COUNT]] builds so many, checks every PDF rule by rule, and names the seeds that fail.

A seed makes one document, the same on each machine: every block in every other, marks in marks, pictures of all kinds, odd metadata, and the options it
is built with.
"""
import os, random, subprocess, sys, tempfile, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "verify"), os.path.join(HERE, "..", "hostile")]
os.environ.setdefault("BIFOLIO", os.path.join(HERE, "..", "..", "build", "bifolio"))
import images_test as pictures
import verify

WORDS = """plain words of the text office affine fluffy naïve Ångström coöperate 1984 3.14 MMXXIV A.B. e.g. -- --- ... "quoted" 'single' don't
שלום עולם مرحبا بالعالم Ελληνικά Кириллица Հայերեն 漢字 かな 한국어 ไทย हिन्दी ქართული""".split()
SIGNS = ["\u00ad", "\u200b", "\u200d", "\u200c", "\u2060", "\u00a0", "\u202f", "\u2028", "\u2029", "\ufeff", "\u200e", "\u200f", "\u202e", "\u2066",
         "\u0301", "\u20dd", "e\u0301\u0323\u0308", "\u0301 alone", "\u05b0", "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea",
         "1\ufe0f\u20e3", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffd", "\ufffe", "\uffff", "\U0001ffff", "\u0378", "\U00013000", "\U0001d49c",
         "\u0001", "\u0007", "\u001b", "\u007f", "\u0085", "\u009f", "\t", "ﬁ", "ſt", "ß", "İ", "ı", "ǆ", "\u2126", "\u212b", "½", "\u00b5", "\u2212", "∑", "→",
         "\u034f", "\u115f", "\u3164", "\ufff9", "\ufffb", "\U000e0001", "\U000e0041", "x" * 300, "ab\u00ad" * 40, "&nbsp;", "&#0;", "&#xD800;", "\\", "¬", "‰"]
SPAN_ATTRIBUTES = ["{lang=fr}", "{lang=he dir=rtl}", "{lang=ar dir=rtl}", "{dir=rtl}", "{dir=ltr}", "{.smallcaps}", "{lang=de .x}", "{.underline}", "{lang=zh-Hant-TW}",
                   "{lang=en-GB}", "{lang='not a language'}", "{lang=x-private}", "{lang=ja}", "{.mark}"]
BLOCK_ATTRIBUTES = ["note", "tip", "warning", "epigraph", "verse", "pullquote", "dedication", "{.x lang=he dir=rtl}", "{lang=fr}", "{dir=rtl}", "{.unknown}"]
TITLES = ["A title", "Ä 漢字 שלום", "a\\b (c) <d> & 'e' ]]>", "𝒜 \U0001f600 \U0010fffd", "x" * 700, "long words " * 90, "- # : ! *", "/Name << >> %", "\u202eturned", "\ue000"]
LANGS = ["en", "de", "fr", "he", "ar", "el", "ru", "hy", "ja", "zh-Hant", "en-GB-oxendict", "pt-BR", "und", "tlh", "x-klingon", "sr-Latn", "e_n", ""]
OPTIONS = [[], [], [], [], ["--grey"], ["--draft"], ["--watermark", "Draft שלום <&)\\ 漢"], ["--grey", "--draft", "--watermark", "\U0001f600 \ue000 \u0301"],
           ["--style", "classic"], ["--style", "handout"], ["--style", "large-print"], ["--handout", "large-print,one-sheet"], ["--paper", "60x90mm"],
           ["--paper", "letter"]]


def svg(inside, attributes='width="120" height="80"'):
    return ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>%s</svg>' % (attributes, inside)).encode()


def small_pictures():
    """One picture of each kind, by name."""
    png, flat, chunk, jpeg = pictures.png, pictures.flat, pictures.chunk, pictures.jpeg
    profile = open("/usr/share/color/icc/ghostscript/srgb.icc", "rb").read() if os.path.exists("/usr/share/color/icc/ghostscript/srgb.icc") else b"none" * 99
    palette = chunk(b"PLTE", b"\0\0\xff\xff\0\0")
    embedded = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    gradient = ('<linearGradient id="g"><stop stop-color="red"/><stop offset=".4" stop-color="#0a0" stop-opacity=".3"/><stop offset="1" stop-color="blue"/>'
                '</linearGradient><radialGradient id="r"><stop stop-color="#fff" stop-opacity="0"/><stop offset="1"/></radialGradient>')
    return {
        "rgb.png": png(8, 8, 8, 2, flat(8, 8, b"\xff\0\x80")), "deep.png": png(8, 8, 16, 2, flat(8, 8, b"\xff\xff\0\0\x12\x34")),
        "alpha.png": png(8, 8, 8, 6, flat(8, 8, b"\xff\0\0\x80")), "deep-alpha.png": png(8, 8, 16, 6, flat(8, 8, b"\xff\0\0\0\0\0\x80\0")),
        "clear.png": png(8, 8, 8, 4, flat(8, 8, b"\x40\0")), "grey.png": png(8, 8, 2, 0, b"\0\xaa\xaa" * 8), "bit.png": png(8, 8, 1, 0, b"\0\x5a" * 8),
        "deep-grey.png": png(8, 8, 16, 0, flat(8, 8, b"\x12\x34")), "palette.png": png(8, 8, 1, 3, b"\0\x5a" * 8, palette),
        "clear-palette.png": png(8, 8, 8, 3, flat(8, 8, b"\1"), palette + chunk(b"tRNS", b"\x80\x10")),
        "keyed.png": png(8, 8, 8, 2, flat(8, 8, b"\xff\0\0"), chunk(b"tRNS", b"\0\xff\0\0\0\0")), "dot.png": png(1, 1, 8, 2, flat(1, 1, b"\0\0\xff")),
        "gamma.png": png(8, 8, 8, 2, flat(8, 8, b"\xff\0\0"), chunk(b"gAMA", b"\0\0\xb1\x8f")), "thin.png": png(400, 1, 8, 0, flat(400, 1, b"\x11")),
        "profile.png": png(8, 8, 8, 2, flat(8, 8, b"\xff\0\0"), chunk(b"iCCP", b"x\0\0" + zlib.compress(profile))),
        "bad-profile.png": png(8, 8, 8, 0, flat(8, 8, b"\x55"), chunk(b"iCCP", b"x\0\0" + zlib.compress(profile))),
        "tall.png": png(2, 900, 8, 0, flat(2, 900, b"\x77")),
        "plain.jpg": jpeg([(76, 85, 255), (9, 99, 30)]), "grey.jpg": jpeg([(90,)]), "rgb.jpg": jpeg([(255, 0, 0)], pictures.adobe(0), b"RGB"),
        "cmyk.jpg": jpeg([(0, 255, 255, 0)]), "adobe.jpg": jpeg([(255, 0, 0, 255)], pictures.adobe(0)), "ycck.jpg": jpeg([(255, 90, 20, 255)], pictures.adobe(2)),
        "turned.jpg": jpeg([(76, 85, 255), (29, 255, 107)], pictures.exif(6)),
        "profile.jpg": jpeg([(76, 85, 255)], pictures.segment(0xe2, b"ICC_PROFILE\0\1\1" + profile)),
        "bad-profile.jpg": jpeg([(76,)], pictures.segment(0xe2, b"ICC_PROFILE\0\1\1" + profile)),
        "cmyk-profile.jpg": jpeg([(0, 255, 255, 0)], pictures.segment(0xe2, b"ICC_PROFILE\0\1\1" + profile)),
        "gradient.svg": svg(gradient + '<rect width="60" height="40" fill="url(#g)"/><circle cx="80" cy="40" r="30" fill="url(#r)"/>'),
        "mask.svg": svg(gradient + '<mask id="m"><rect width="60" height="80" fill="url(#g)"/></mask><rect width="120" height="80" fill="red" mask="url(#m)"/>'),
        "filter.svg": svg('<filter id="f"><feGaussianBlur stdDeviation="3"/></filter><rect x="9" y="9" width="50" height="50" filter="url(#f)"/>'),
        "text.svg": svg('<text y="20" font-family="serif">Words שלום 漢字 \ue000 e\u0301</text><text y="50" font-family="No Such Face" textLength="99">two &#x1F600;</text>'),
        "use.svg": svg('<defs><g id="a"><rect width="9" height="9"/></g></defs><use href="#a" x="3"/><use xlink:href="#a" x="33" opacity=".4"/>'),
        "opacity.svg": svg('<g opacity=".5"><rect width="50" height="50" fill="red"/><rect x="20" width="50" height="50" fill-opacity=".2"/></g>'),
        "pattern.svg": svg('<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><circle r="4" fill="#c0f"/></pattern><rect width="99" height="70" fill="url(#p)"/>'),
        "blend.svg": svg('<rect width="60" height="60" fill="#fa0"/><rect x="20" width="60" height="60" fill="#0af" style="mix-blend-mode:multiply"/>'),
        "clip.svg": svg('<clipPath id="c"><circle cx="30" cy="30" r="20"/></clipPath><g clip-path="url(#c)"><rect width="99" height="99" fill="teal"/></g>'),
        "image.svg": svg('<image width="40" height="40" xlink:href="data:image/png;base64,%s"/>' % embedded),
        "link.svg": svg('<a xlink:href="https://example.org/"><rect width="40" height="40"/></a>'), "empty.svg": svg(""),
        "stroke.svg": svg('<path d="M5 5 L100 70 Q 60 5 5 70" fill="none" stroke="#159" stroke-width="4" stroke-dasharray="6 3" marker-end="url(#k)"/>'),
        "viewbox.svg": svg('<rect width="1000" height="10" fill="#333"/>', 'viewBox="0 0 1000 10"'),
    }


class Odd:
    """One document: markdown in parts, notes and link targets kept until the end."""

    def __init__(self, seed, names):
        self.chance, self.names, self.notes, self.ids = random.Random(seed), names, [], []
        self.seed, self.count = seed, 0

    def may(self, share):
        return self.chance.random() < share

    def name(self):
        self.count += 1
        return "i%d" % self.count

    # ---- inside lines

    def word(self):
        return self.chance.choice(SIGNS) if self.may(.12) else self.chance.choice(WORDS)

    def words(self, most):
        return " ".join(self.word() for _ in range(self.chance.randint(1, most)))

    def note(self, depth):
        name = self.name()
        self.notes.append((name, depth))
        return "[^%s]" % name

    def target(self):
        self.ids.append(name := self.name())
        return name

    def link(self, inside):
        return "[%s](%s)" % (inside, self.chance.choice([
            "https://example.org/%s" % ("a/" * self.chance.randint(0, 60)), "#i%d" % self.chance.randint(1, 30), "mailto:a@example.org", "other.html", "<a b.html>",
            "https://example.org/(a)?b=1&c=<%C3%A4>".replace("<", "").replace(">", ""), "https://例え.jp/ü", "#", "tel:+1", "javascript:x", "file.pdf#page=2"]))

    def image(self, depth):
        alt = self.chance.choice(["", "a (b) \\\\ <c>", "שלום", "\U0001f600", "\ue000", "x"])
        return "![%s](%s)%s" % ("" if self.may(.3) else alt, self.chance.choice(self.names),
                                self.chance.choice(["", "{alt=x}", "{width=30%}", "{.decorative}", "{lang=fr alt=mot}", "{height=1cm}", "{#%s}" % self.target()]))

    def inline(self, depth=0):
        kind = self.chance.randrange(16) if depth < 4 else 0
        inside = lambda: self.inlines(depth + 1, 4)
        if kind < 4:
            return self.words(12)
        return {
            4: lambda: "*%s*" % inside(), 5: lambda: "**%s**" % inside(), 6: lambda: "~~%s~~" % inside(), 7: lambda: "[%s]%s" % (inside(), self.chance.choice(SPAN_ATTRIBUTES)),
            8: lambda: self.link(inside()), 9: lambda: self.image(depth), 10: lambda: "`%s`" % self.words(4).replace("`", ""), 11: lambda: self.words(2) + self.note(depth),
            12: lambda: "$%s$" % self.chance.choice(["x^2", "\\frac{a}{b}", "∑ ü"]), 13: lambda: "[](#i%d)" % self.chance.randint(1, 30),
            14: lambda: "H~%s~ x^%s^ " % (self.chance.choice("2ü"), self.chance.choice("3y")), 15: lambda: self.chance.choice(["  \n", "\\\n", "<kbd>x</kbd>", "<br>", '"', "[]{#%s}" % self.target()]),
        }[kind]()

    def inlines(self, depth=0, most=6):
        return " ".join(self.inline(depth) for _ in range(self.chance.randint(1, most)))

    # ---- blocks

    def within(self, prefix, text, first=None):
        lines = text.rstrip("\n").split("\n")
        return "\n".join(((first or prefix) if i == 0 else prefix) + line for i, line in enumerate(lines)) + "\n"

    def table(self, depth):
        columns = self.chance.randint(1, 7)
        cell = lambda: "" if self.may(.25) else self.inlines(2, 2).replace("\n", " ").replace("|", "\\|")
        row = lambda: "| " + " | ".join(cell() for _ in range(columns)) + " |\n"
        lines = row() + "|" + "".join(self.chance.choice([":-", "-:", ":-:", "-"]) + "|" for _ in range(columns)) + "\n"
        lines += "".join(row() for _ in range(self.chance.choice([0, 1, 2, 5, 40])))
        return lines + ("\n: %s {#%s}\n" % (self.inlines(2, 2).replace("\n", " "), self.target()) if self.may(.4) else "")

    def html_table(self):
        cell = lambda tag: "<%s%s>%s</%s>" % (tag, self.chance.choice(["", "", ' colspan="2"', ' rowspan="2"', ' colspan="9" rowspan="0"', ' scope="row"']), self.word(), tag)
        row = lambda: "<tr>" + "".join(cell(self.chance.choice(["td", "td", "th"])) for _ in range(self.chance.randint(0, 5))) + "</tr>"
        parts = "".join("<%s>%s</%s>" % (part, "".join(row() for _ in range(self.chance.randint(0, 4))), part) for part in self.chance.sample(["thead", "tbody", "tfoot", "tbody"], 3))
        return "<table>%s%s</table>\n" % ("<caption>c</caption>" if self.may(.5) else "", parts)

    def items(self, depth):
        mark = self.chance.choice(["- ", "* ", "1. ", "(a) ", "iv) ", "7) ", "- [ ] ", "- [x] ", "A.  "])
        pad = " " * len(mark.replace("[ ] ", "").replace("[x] ", ""))
        return ("\n" if self.may(.5) else "").join(self.within(pad, "" if self.may(.15) else self.blocks(depth + 1, 2), mark) for _ in range(self.chance.randint(1, 4)))

    def block(self, depth):
        kind = self.chance.randrange(17) if depth < 8 else 0
        if kind < 3:
            return self.inlines() + "\n"
        inside = lambda: self.blocks(depth + 1, 2)
        return {
            3: lambda: self.items(depth), 4: lambda: self.items(depth), 5: lambda: self.within("> ", inside()) if self.may(.9) else ">\n",
            6: lambda: "%s\n\n%s" % (self.inlines(2, 2).replace("\n", " "), self.within("    ", inside(), ":   ")), 7: lambda: self.table(depth), 8: lambda: self.html_table(),
            9: lambda: "#" * self.chance.randint(1, 6) + " " + ("" if self.may(.1) else self.inlines(1, 2).replace("\n", " ") + self.chance.choice(["", " {#%s}" % self.target(), " {-}", " {lang=de}", " {.unlisted .unnumbered}"])) + "\n",
            10: lambda: "```%s\n%s\n```\n" % (self.chance.choice(["", "c", "{.x #%s}" % self.target()]), "\n".join(self.words(9).replace("`", "") for _ in range(self.chance.randint(0, 30)))),
            11: lambda: self.div(depth), 12: lambda: self.div(depth), 13: lambda: "![%s](%s){#%s%s}\n" % ("" if self.may(.2) else self.inlines(2, 2).replace("\n", " "), self.chance.choice(self.names), self.target(), self.chance.choice(["", " alt=x", " width=150%", " .decorative"])),
            14: lambda: self.chance.choice(["---\n", "::: pagebreak\n:::\n", "<hr>\n", "<!-- c -->\n", "&nbsp;\n", "\\\n", "$$x^2$$\n", "<p></p>\n", "[]{}\n"]),
            15: lambda: self.image(0) + "\n", 16: lambda: self.chance.choice(SIGNS) + "\n",
        }[kind]()

    def div(self, depth):
        fence = ":" * (14 - depth)
        return "%s %s\n%s\n%s\n" % (fence, self.chance.choice(BLOCK_ATTRIBUTES), "" if self.may(.1) else self.blocks(depth + 1, 3), fence)

    def blocks(self, depth, most):
        return "\n".join(self.block(depth) for _ in range(self.chance.randint(1, most)))

    # ---- the whole

    def front(self):
        quoted = lambda text: "'%s'" % text.replace("'", "''")
        lines = ["title: " + quoted(self.chance.choice(TITLES))] if self.may(.9) else []
        lines += ["lang: " + quoted(self.chance.choice(LANGS if self.may(.4) else LANGS[:12]))] if self.may(.9) else []
        for key in ("subtitle", "description", "rights", "publisher", "series"):
            lines += ["%s: %s" % (key, quoted(self.chance.choice(TITLES)))] if self.may(.3) else []
        lines += ["author: [%s]" % ", ".join(quoted(self.chance.choice(TITLES)) for _ in range(self.chance.randint(1, 3)))] if self.may(.6) else []
        lines += ["subject: [%s]" % ", ".join(quoted(self.chance.choice(TITLES)) for _ in range(2))] if self.may(.2) else []
        for line, share in (("toc: true", .5), ("dir: rtl", .15), ("number-sections: true", .3), ("date: 2024-02-29", .5), ("url: https://example.org/?a=(b)&c", .3), ("toc-depth: 6", .2)):
            lines += [line] if self.may(share) else []
        return "---\n%s\n---\n\n" % "\n".join(lines) if lines else ""

    def source(self):
        parts = [self.front()] + [self.block(0) for _ in range(self.chance.choice([0, 1, 2, 8, 20, 40]))]
        for name, depth in self.notes:  # notes in notes come to their end
            body = self.blocks(6, 2) if depth < 4 and len(self.notes) < 60 else self.words(5)
            parts.append(self.within("    ", body, "[^%s]: " % name))
        return "\n".join(parts)


def write(seed, folder, kinds=None):
    """Writes the document of a seed; the options it is built with."""
    kinds = kinds or small_pictures()
    odd = Odd(seed, sorted(kinds))
    with open(folder + "/odd.md", "wb") as out:
        out.write(odd.source().encode("utf-8", "surrogatepass"))
    for name, data in kinds.items():
        pictures.write(folder, name, data)
    return odd.chance.choice(OPTIONS)


def faults(seed):
    """What is wrong with the PDFs of a seed's document; None if its source is refused, with reasons."""
    with tempfile.TemporaryDirectory() as folder:
        options = write(seed, folder)
        done = subprocess.run([os.environ["BIFOLIO"], "build", "--to", "pdf", *options, "odd.md"], cwd=folder, capture_output=True, text=True, errors="replace", timeout=300)
        if done.returncode:
            told = done.returncode == 1 and all(line.startswith(("odd.md:", "bifolio: error: the text does not fit")) for line in done.stderr.splitlines() if "error: " in line)
            return None if told and "error: " in done.stderr else ["status %d: %s" % (done.returncode, done.stderr[-600:])]
        found = []
        for name in sorted(os.listdir(folder)):
            if name.endswith(".pdf"):
                found += ["%s: %s: %s: %s" % ((name,) + breach) for breach in verify.check(folder + "/" + name)]
                checked = subprocess.run(["qpdf", "--check", folder + "/" + name], capture_output=True, text=True)
                found += ["%s: qpdf: %s" % (name, checked.stdout + checked.stderr)] if checked.returncode else []
        return found


def main(first=1, count=1):
    refused = failed = 0
    for seed in range(first, first + count):
        found = faults(seed)
        refused += found is None
        failed += bool(found)
        for line in (found or [])[:5]:
            print("seed %d: %s" % (seed, line), flush=True)
    print("%d documents: %d refused, %d fail" % (count, refused, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
