"""What a page of HTML holds is what the source that is made of it reads as: every sign, every mark, in order."""
import html, os, random, re, tempfile, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from reading import Tree, text_of

SIGNS = ["*", "_", "`", "[", "]", "(", ")", "<", ">", "&", "$", "^", "~", "{", "}", "|", "\\", "#", "+", "-", "=", ":", "!", "@", "%", ".", ",", "1", "a", "B", "é", "日", " ", " ",
         "word", "--", "---", "1.", "(b)", "iv.", ":smile:", "&amp;", "<b>", "http://e.org/a_b", "[^1]", "[x](y)", "![", "Table:", ":::", "***", "```", "{#id}", "\u00a0", "“", "”", "snake_case", "- ", "+ ", "# "]
INLINE = ["em", "strong", "b", "i", "s", "sub", "sup", "code", "u", "span", "a"]


def words(random):
    return "".join(random.choice(SIGNS) for _ in range(random.randint(1, 6)))


def inline(random, depth=0):
    out = []
    for _ in range(random.randint(1, 4)):
        tag = random.choice(INLINE) if random.random() < .5 and depth < 2 else None
        if tag in ("code",):
            out.append("<code>%s</code>" % html.escape(words(random)))
        elif tag == "a":
            out.append('<a href="https://e.org/%s">%s</a>' % (random.choice("ab_"), html.escape(words(random))))
        elif tag:
            attributes = ' class="smallcaps"' if tag == "span" else ""
            out.append("<%s%s>%s</%s>" % (tag, attributes, inline(random, depth + 1), tag))
        else:
            out.append(html.escape(words(random)))
        if random.random() < .1:
            out.append("<br>")
    return "".join(out)


def block(random, depth=0):
    kind = random.choice(["p", "p", "p", "h2", "ul", "ol", "blockquote", "table", "pre", "dl", "spans"])
    if depth > 2 or kind in ("p", "h2"):
        return "<%s>%s</%s>" % ("h2" if kind == "h2" else "p", inline(random), "h2" if kind == "h2" else "p")
    if kind in ("ul", "ol"):
        items = ["<li>%s%s</li>" % (inline(random), block(random, depth + 1) if random.random() < .3 else "") if random.random() < .6 else
                 "<li>%s</li>" % "".join(block(random, depth + 1) for _ in range(random.randint(1, 2))) for _ in range(random.randint(1, 3))]
        return "<%s>%s</%s>" % (kind, "".join(items), kind)
    if kind == "blockquote":
        return "<blockquote>%s</blockquote>" % "".join(block(random, depth + 1) for _ in range(random.randint(1, 2)))
    if kind == "pre":
        return "<pre>%s</pre>" % html.escape("a %s\n  b %s" % (words(random), words(random)))
    if kind == "dl":
        return "<dl><dt>%s</dt><dd>%s</dd></dl>" % (inline(random), inline(random))
    rows = "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % inline(random) for _ in range(2)) for _ in range(2))
    if kind == "spans":
        rows = "<tr><td colspan=2>%s</td></tr>%s" % (block(random, depth + 1), rows)
    return "<table><tr><th>%s</th><th>%s</th></tr>%s</table>" % (inline(random), inline(random), rows)


def extracted(page):
    """The text of a page as it is read, without what is between the words."""
    return text_of(re.sub(r"<[^>]*>", "\x01", page.replace("<br>", " ")), page=True)


def test_signs_are_themselves(run):
    wrong = []
    for seed in range(40):
        chance = random.Random(seed)
        page = "<!DOCTYPE html><html lang=en><body>" + "".join(block(chance) for _ in range(6)) + "</body></html>"
        with tempfile.TemporaryDirectory() as folder:
            open(folder + "/a.html", "w", encoding="utf-8").write(page)
            status, out, errors = run("import", "a.html", "-o", "a.md", cwd=folder)
            assert status == 0, errors
            status, dump, errors = run("dump", "a.md", cwd=folder)
            source = open(folder + "/a.md", encoding="utf-8").read()
            got, want = text_of(Tree(dump).text()), extracted(page)
            if status or got != want:
                at = next((i for i, pair in enumerate(zip(got, want)) if pair[0] != pair[1]), min(len(got), len(want)))
                wrong.append("%d: %r is %r\n%s%s" % (seed, want[max(0, at - 20):at + 20], got[max(0, at - 20):at + 20], errors if status else "", source[:0]))
    assert not wrong, "%d:\n%s" % (len(wrong), "\n".join(wrong[:10]))


BLOCKS = "Header BulletList OrderedList Item BlockQuote CodeBlock Table Row Cell DefinitionList Term Definition HorizontalRule".split()


def shape(dump):
    """The blocks, each as deep as it stands in others."""
    found, above = [], []
    for spaces, name in re.findall(r"(?m)^( *)(\w+)", dump):
        if name in BLOCKS:
            while above and above[-1] >= len(spaces):
                above.pop()
            found.append("%d %s" % (len(above), name))
            above.append(len(spaces))
    return found


def test_blocks_stand_in_each_other(run):
    """The same HTML, once in a source and once imported, is the same tree of blocks."""
    for seed in range(25):
        chance = random.Random(seed)
        body = "".join(block(chance) for _ in range(6)).replace("\n", " ")
        with tempfile.TemporaryDirectory() as folder:
            open(folder + "/a.html", "w", encoding="utf-8").write("<!DOCTYPE html><html lang=en><body>%s</body></html>" % body)
            open(folder + "/b.md", "w", encoding="utf-8").write("---\nlang: en\n---\n\n<div>%s</div>\n" % body)
            assert run("import", "a.html", "-o", "a.md", cwd=folder)[0] == 0
            got, want = (shape(run("dump", name, cwd=folder)[1]) for name in ("a.md", "b.md"))
            assert got == want, "%d:\n%s\n%s" % (seed, want, got)
