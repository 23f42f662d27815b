"""A document of every kind of block within every other, set on several pages: every
word once, inside the paper, none over another, notes at the foot of their page."""
import html, os, re, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WORD = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">|<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</word>')


class Words:
    """Words that occur once each, the same in every run; a note's is its mark's in capitals."""

    def __init__(self):
        self.count, self.notes, self.state = 0, [], 7

    def next(self):
        self.count += 1
        n, out = self.count, ""
        for _ in range(4):
            n, out = n // 26, out + chr(97 + n % 26)
        return "q" + out

    def some(self, most):
        self.state = (self.state * 1103515245 + 12345) % 2 ** 31
        return " ".join(self.next() for _ in range(1 + self.state // 1000 % most))

    def noted(self, most):
        mark = self.next()
        self.notes.append("[^%s]: N%s %s\n" % (mark, mark, self.some(30)))
        return "%s %s[^%s] %s" % (self.some(most), mark, mark, self.some(most))


def inside(prefix, text, first=None):
    lines = text.rstrip("\n").split("\n")
    return "\n".join(((first or prefix) if i == 0 else prefix) + line if line or i == 0 else prefix.rstrip() for i, line in enumerate(lines)) + "\n"


def table(words, columns, caption):
    row = lambda: "| " + " | ".join(words.some(3) if (k + columns) % 4 else "" for k in range(columns)) + " |\n"
    rows = row() + "|" + "--|" * columns + "\n" + "".join(row() for _ in range(2 + columns))
    return rows + ("\n: " + words.noted(3) + "\n" if caption else "")


LEAVES = {
    "para": lambda w: w.noted(60) + "\n\n" + w.some(80) + "\n",
    "code": lambda w: "```\n" + "\n".join(w.some(3) for _ in range(7)) + "\n```\n",
    "table": lambda w: table(w, 1 + w.count % 4, False),
    "captioned": lambda w: table(w, 3, True),
    "picture": lambda w: w.some(9) + "\n\n![](shape.svg){width=%d%% alt=x}\n" % (20 + w.count % 80),
    "heading": lambda w: "### " + w.noted(4) + "\n\n" + w.some(20) + "\n",
    "rule": lambda w: w.some(5) + "\n\n---\n\n" + w.some(5) + "\n",
    "nothing": lambda w: "",
}
HOLDERS = {
    "bullets": lambda t: inside("  ", t, "- ") + "-\n",
    "numbers": lambda t: inside("    ", t, "9.  ") + "10. \n",
    "quote": lambda t: inside("> ", t) + "\n>\n",
    "definition": lambda t: "term" + "\n\n" + inside("    ", t, ":   "),
    "note": lambda t: ":::: note\n" + t + "\n::::\n",
    "verse": lambda t: ":::: verse\n" + t + "\n::::\n",
    "epigraph": lambda t: ":::: epigraph\n" + t + "\n::::\n",
    "pullquote": lambda t: ":::: pullquote\n" + t + "\n::::\n",
}


def torture(front):
    words, out = Words(), ["---\ntitle: Torture\nlang: en\n%s---\n" % front]
    for holder in HOLDERS.values():
        out.append("# " + words.noted(6) + "\n")
        for leaf in LEAVES.values():
            out += [words.some(90) + "\n", holder(leaf(words)), ""]
    for outer in HOLDERS.values():
        for holder in HOLDERS.values():
            out += [words.some(30) + "\n", outer(holder(words.noted(20) + "\n").replace("::::", ":::::")), ""]
    for leaf in LEAVES.values():
        for _ in range(3):
            out += [words.some(120) + "\n", leaf(words)]
            out += [words.some(90) + "\n", "![%s](shape.svg){width=%d%% alt=x}\n" % (words.noted(9), 20 + words.count % 80)]
    return words, "\n".join(out + words.notes)


def pages_of(pdf):
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True).stdout.decode()
    pages = []
    for found in WORD.finditer(text):
        if found.group(1):
            pages.append((float(found.group(1)), float(found.group(2)), []))
        else:
            pages[-1][2].append(tuple(float(found.group(k)) for k in range(3, 7)) + (html.unescape(found.group(7)),))
    return pages


def check(run, style, front="", *options):
    words, source = torture(front)
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/t.md", "w") as file:
            file.write(source)
        with open(folder + "/s.yaml", "w") as file:
            file.write("text: {hyphenate: false}\n" + style)
        with open(folder + "/shape.svg", "w") as file:
            file.write('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="70"><rect width="90" height="70"/></svg>')
        status, _, errors = run("build", "--to", "pdf", "--style", folder + "/s.yaml", "-o", folder, *options, folder + "/t.md")
        assert status == 0, errors[:2000]
        pages = pages_of(folder + "/t.pdf")
    at = {}
    for index, (width, height, boxes) in enumerate(pages):
        for x0, y0, x1, y1, text in boxes:
            assert x0 > -1 and y0 > -1 and x1 < width + 1 and y1 < height + 1, "page %d: '%s' is not on the paper" % (index + 1, text)
            for word in re.findall(r"N?q[a-z]{4}", text):
                at.setdefault(word, []).append((index, (y0 + y1) / 2, height))
        overlaps(index, boxes)
    once(words, source, at)
    for note in re.findall(r"\bN(q[a-z]{4})", source):
        marks, foot = [page for page, _, _ in at[note]], at["N" + note][0][0]  # a heading's word is in the contents too
        assert foot in marks, "the note of %s is on page %d, its mark on %d" % (note, foot + 1, marks[-1] + 1)


def overlaps(index, boxes):
    """Boxes are as high as the face, so their middle halves are compared."""
    slim = sorted((y0 + (y1 - y0) * .3, y1 - (y1 - y0) * .3, x0, x1, text) for x0, y0, x1, y1, text in boxes)
    for i, (y0, y1, x0, x1, text) in enumerate(slim):
        for other in slim[i + 1:]:
            if other[0] >= y1:
                break
            assert other[2] >= x1 - 1 or other[3] <= x0 + 1, "page %d: '%s' stands over '%s'" % (index + 1, text, other[4])


def once(words, source, at):
    """A word of a heading may also stand in a running head, one of a table's head in its repetition."""
    repeated = set(re.findall(r"q[a-z]{4}", " ".join(re.findall(r"^#.*|^[> ]*.*\|\n[> :]*\|--.*|^.*\n.*\|--.*", source, re.M))))
    for word in set(re.findall(r"\bN?q[a-z]{4}\b", re.sub(r"\[\^[^\]]*\]", "", source))):
        assert word in at, "'%s' is lost" % word
        assert len(at[word]) == 1 or word in repeated, "'%s' stands there %d times" % (word, len(at[word]))


def test_default(run):
    check(run, "")


def test_columns(run):
    check(run, "page: {width: 210mm, height: 297mm, columns: 2, column-gap: 14}\n")


def test_right_to_left(run):
    check(run, "", "dir: rtl\n")


def test_small_and_large_paper(run):
    check(run, "", "", "--paper", "a6")
    check(run, "", "", "--paper", "letter")
