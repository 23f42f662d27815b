"""Writes the books that `make conformance` is about beside the goldens: a long novel,
a technical book, the same with a style sheet of its own, one in Hebrew and one in Armenian.  books.py FOLDER"""
import os, random, shutil, struct, sys, zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import book

HEBREW = "מלחמה ושלום אדם בית ספר דרך יום לילה מים אור ארץ רוח עיר ים הר שמש ירח כוכב דבר זמן".split()
ARMENIAN = "պատերազմ խաղաղություն մարդ տուն գիրք ճանապարհ օր գիշեր ջուր լույս երկիր քամի քաղաք ծով լեռ արև լուսին աստղ բան ժամանակ".split()


def png(width, height, alpha):
    """A checked picture, seen through if alpha."""
    rows = b"".join(b"\0" + b"".join(bytes([x * 7 & 255, y * 5 & 255, 128] + ([255 * ((x // 8 + y // 8) % 2)] if alpha else []))
                                     for x in range(width)) for y in range(height))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def long_novel():
    source = random.Random(7)
    out = ["---\ntitle: Three Hundred and Sixty Chapters\nsubtitle: A test of length\nauthor: {name: A Name, file-as: 'Name, A'}\nlang: en\n---\n"]
    for part in range(12):
        out.append("# Part %d\n" % (part + 1))
        for chapter in range(30):
            out.append("## Chapter %d\n" % (chapter + 1))
            out += [book.paragraph(source, source.randint(30, 90), number == 2) + ("[^n]" if number == 3 and not chapter else "") + "\n"
                    for number in range(6)]
    text = "\n".join(out).replace("#chapter-1)", "#part-1)")
    return text + "\n[^n]: A note that every part calls.\n"


def technical():
    source = random.Random(8)
    out = ["---\ntitle: 'Tools & \"Tables\" <1>'\nauthor: [A Name, {name: B Name, role: ill}]\nlang: en\ntoc: true\nnumber-sections: true\n"
           "series: Books of Tests\nseries-position: 2\npublisher: Nobody\nrights: Free\nconforms-to: WCAG 2.1 AA\ncertifier: A Name\n---\n",
           "# Preface {.preface}\n", book.paragraph(source, 60, False) + "\n"]
    for chapter in range(1, 9):
        out.append("# The %s of %s\n" % tuple(book.words(chapter, 2)))
        for section in range(4):
            out.append("## %s\n" % " ".join(book.words(chapter * 10 + section, 3)).capitalize())
            out.append(book.paragraph(source, 80, True).replace("#chapter-1", "#tbl-%d" % chapter) + "[^n%d-%d]\n" % (chapter, section))
            out.append("```c\n" + "\n".join("int %s = \"%s\" && %d;" % (w, w * 9, i) for i, w in enumerate(book.words(section, 12))) + "\n```\n")
            out.append("[^n%d-%d]: %s\n" % (chapter, section, book.paragraph(source, 12, False)))
        columns = 3 if chapter % 2 else 9
        heads = [w * 3 for w in book.words(chapter, columns)]
        out.append("| " + " | ".join(heads) + " |\n|" + "--:|" * columns + "\n" +
                   "".join("| " + " | ".join(book.words(chapter * 100 + row, columns)) + " |\n" for row in range(8)))
        out.append(": Table of %d columns {#tbl-%d}\n" % (columns, chapter))
        out.append("![A figure of %d](%s.png){#fig-%d alt=\"A checked square, number %d\"}\n" %
                   (chapter, "clear" if chapter % 2 else "solid", chapter, chapter))
        out.append("As [](#fig-%d) and [](#tbl-%d) show.\n\n::: warning\nMind the **gap** <here>.\n:::\n\n::: verse\nOne line and\n"
                   "*another line*\nand [one more](https://example.com/a?b=1&c=2)\n:::\n\n---\n" % (chapter, chapter))
        out.append("| $x$ | [$y$](#tbl-%d) |\n|---|---|\n| $x^2$ | 1 |\n\n## $\\frac{a}{%d}$\n\n$$%s = 0$$\n\n$$%s = 1$$ {#eq-%d}\n" %
                   (chapter, chapter, " + ".join("a_{%d}" % i for i in range(40)), " + ".join("b_{%d}" % i for i in range(40)), chapter))
        out.append("1. one\n2. two\n\n    > quoted\n\n- [ ] open\n- [x] done\n\nTerm\n\n:   Its meaning.\n")
    return "\n".join(out) + "\n# Appendix A {.appendix}\n\nThe end.\n"


def other(lang, vocabulary, title):
    source = random.Random(9)
    sentence = lambda count: " ".join(source.choice(vocabulary) for _ in range(count)) + "."
    out = ["---\ntitle: %s\nlang: %s\ntoc: true\n---\n" % (title, lang)]
    for chapter in range(1, 7):
        out.append("# %s %d\n" % (source.choice(vocabulary), chapter))
        for number in range(6):
            out.append(sentence(70) + " **%s** *%s* [English]{lang=en}[^%d-%d]\n" % (sentence(2), sentence(2), chapter, number))
            out.append("[^%d-%d]: %s\n" % (chapter, number, sentence(6)))
    return "\n".join(out)


# The smallest of their kinds: a grey JPEG, a GIF of two pictures.
JPEG = ("ffd8ffe000104a46494600010101004800480000ffdb004300" + "10" * 64 + "ffc0000b080008000801011100" +
        "ffc400140001" + "00" * 16 + "ffc400141001" + "00" * 16 + "ffda0008010100003f003fffd9")
GIF = ("47494638396102000200800000ff000000ff00" + "21f90400320000002c000000000200020000020384510500" * 2 + "3b")
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="60" viewBox="0 0 120 60">'
       '<title>Drawn</title><script>x()</script><style>rect { fill: #333 }</style><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
       '<a xlink:href="https://example.com/"><rect width="120" height="60" onclick="x()"/></a><text x="9" y="30" fill="url(#g)">Words &amp; more</text></svg>\n')


def write_pictures(folder):
    for name, alpha in (("clear.png", True), ("solid.png", False)):
        open(os.path.join(folder, name), "wb").write(png(200, 200, alpha))
    open(os.path.join(folder, "photograph.jpg"), "wb").write(bytes.fromhex(JPEG))
    open(os.path.join(folder, "moving.gif"), "wb").write(bytes.fromhex(GIF))
    open(os.path.join(folder, "drawing.svg"), "w").write(SVG)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    write_pictures(folder)
    made = {"long-novel": long_novel(), "technical": technical(), "hebrew-book": other("he", HEBREW, "מלחמה ושלום"),
            "styled": technical().replace("---\n", "---\ncss: today.css\n", 1), "armenian-book": other("hy", ARMENIAN, "Պատերազմ և խաղաղություն"), "small-novel": book.novel(8, 20)}
    for name, text in made.items():
        open(os.path.join(folder, name + ".md"), "w", encoding="utf-8").write(text)
    shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "today.css"), folder)


if __name__ == "__main__":
    main(sys.argv[1])
