"""Writes books of random HTML, the same on every run: every element in every other, attributes, ends that are missing
or stray.  Whatever it says, the e-book is valid and no word is lost.  fragments.py FOLDER [COUNT [SEED]]"""
import os, random, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import books

ELEMENTS = """a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption center cite code
col colgroup data dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6
head header hr html i iframe img input ins kbd label legend li link main map mark meta nav noframes object ol optgroup option
p param picture pre progress q ruby rp rt s samp script section select small source span strike strong style sub summary sup
table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr x-y""".split()
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
ATTRIBUTES = ['id="i%d"', "id='a b%d'", 'id="1%d"', 'class="note c%d"', "class=verse", 'class="x&quot;y <z>"', 'lang="fr"', "lang=zz-%d", 'dir="rtl"',
              'title="a &amp; b%d"', 'data-n="%d"', "data-Up=%d", 'data-="%d"', 'style="text-align: right; width: 35%%"', "align=center",
              'start="-%d"', "type=i", "reversed", 'value="%d"', "colspan=2", "rowspan=0", "rowspan=%d", 'href="https://example.org/%d"',
              'href="#i%d"', 'href="javascript:x(%d)"', "name=n%d", 'width="%d"', "height=2cm", 'onclick="x()"', "open", "a:b=c", "=x", '"', "<"]
TEXTS = ["word%dz", "word%dz &amp; more", " word%dz ", "\n", "word%dz &nbsp; &bogus; &#0; &#x110000;", "1 < 2 word%dz", "*word%dz*"]


DROPPED = {"area", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "noframes", "object", "script", "style", "template"}


def make(rng, count, elements=ELEMENTS):
    """A fragment of these elements; its words are numbered from count on."""
    out, opened = [], []
    for _ in range(rng.randint(3, 24)):
        roll = rng.random()
        if roll < 0.5:
            name = rng.choice(elements)
            attributes = [rng.choice(ATTRIBUTES) for _ in range(rng.choice((0, 0, 0, 1, 2)))]
            attributes = " ".join(a % rng.randint(1, 30) if "%d" in a else a.replace("%%", "%") for a in attributes)
            source = ' src="dot.png" alt="dot"' if name == "img" else ""
            out.append("<%s%s%s%s>" % (name.upper() if rng.random() < 0.1 else name, source, " " + attributes if attributes else "",
                                       "/" if rng.random() < 0.05 else ""))
            if name not in VOID:
                opened.append(name)
        elif roll < 0.8:
            text = rng.choice(TEXTS)
            out.append(text % count if "%d" in text else text)
            count += "%d" in text
        elif roll < 0.95 and opened:
            out.append("</%s>" % opened.pop(rng.randrange(len(opened)) if rng.random() < 0.2 else -1))
        elif roll < 0.97:
            out.append("</%s>" % rng.choice(ELEMENTS))
        else:
            out.append(rng.choice(["<!-- gone -->", "\n\n", "\n\n- word\n\n", "\n\n| a |\n|---|\n| b |\n\n", "<![CDATA[c]]>", "<?pi?>", "[^1]"]))
    if rng.random() < 0.7:
        out += ["</%s>" % name for name in reversed(opened)]
    return "".join(out), count


def write(folder, count=40, seed=1):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "dot.png"), "wb") as file:
        file.write(books.png(20, 20, False))
    for index in range(count):
        rng, words, parts = random.Random(seed * 1000 + index), 0, []
        for part in range(12):
            text, words = make(rng, words)
            place = rng.choice(["%s", "word %s", "> %s", "- %s", "| a |\n|---|\n| %s |", "# %s", "::: note\n%s\n:::"])
            parts.append(place % (text if place in ("%s", "> %s") else " ".join(text.split())))
            if part % 4 == 0:
                parts.append("# Heading %d" % part)
        with open(os.path.join(folder, "html-%03d.md" % index), "w") as file:
            file.write("---\ntitle: HTML %d\nlang: en\nauthor: A Name\n---\n\n%s\n\n[^1]: A note.\n" % (index, "\n\n".join(parts)))


if __name__ == "__main__":
    write(sys.argv[1], *(int(arg) for arg in sys.argv[2:]))
