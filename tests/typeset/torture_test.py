"""Documents of every kind of block, within every other and at random, set in several styles: what
holds on any page (rules.py) holds on theirs, and every word is there once, in its place."""
import random, re

import geometry, rules
from making import Made

HEBREW = "אבגדהוזחטיכלמנסעפצרשת"
ENDS = ["", "", "", "s", "ed", "ing", "ment", "ation", "ally", "iousness"]
SHAPES = {"shape": (90, 70), "wide": (400, 60), "tall": (100, 300), "dot": (9, 9)}


class Words:
    """Words that occur once each, the same in every run; texts: what is said, and in which note."""

    def __init__(self, seed=7):
        self.random, self.count, self.notes, self.body, self.said, self.marks = random.Random(seed), 0, [], [], [], {}

    def next(self, hebrew=False):
        self.count += 1
        n, out = self.count, ""
        letters = HEBREW if hebrew else "abcdefghijklmnopqrstuvwxyz"
        for _ in range(4):
            n, out = n // len(letters), out + letters[n % len(letters)]
        out = "ק" + out if hebrew else "q" + out + self.random.choice(ENDS)
        self.body.append(out)
        return out

    def some(self, most, hebrew=False):
        return " ".join(self.next(hebrew) for _ in range(1 + self.random.randrange(most)))

    def noted(self, most, count=1, long=30):
        """Words with so many notes called at one place."""
        before, marks = self.some(most), ""
        for _ in range(count):
            mark = "n%d" % (len(self.notes) + 1)
            marks += "[^%s]" % mark
            body, self.body = self.body, []
            self.notes.append("[^%s]: %s\n%s" % (mark, self.some(long), self.more_of_a_note()))
            self.marks[mark], self.body = self.body, body
        return "%s%s %s" % (before, marks, self.some(most))

    def more_of_a_note(self):
        """Some notes hold lists, code, quotations."""
        kind = self.random.randrange(24)
        if kind > 2:
            return ""
        form = ("- %s\n- %s\n", "```\n%s\n%s\n```\n", "> %s\n>\n> %s\n")[kind]
        return "\n" + inside("    ", form % (self.some(4), self.some(4)))

    def notes_in_order(self, source):
        """What each note says, by the order of the marks in the tree: a table's caption comes first."""
        return [self.marks[mark] for mark in re.findall(r"\[\^(n\d+)\](?!:)", source)]


def inside(prefix, text, first=None):
    lines = text.rstrip("\n").split("\n")
    return "\n".join(((first or prefix) if i == 0 else prefix) + line if line or i == 0 else prefix.rstrip() for i, line in enumerate(lines)) + "\n"


def table(words, columns, rows, caption):
    """A caption is written first, as it is read first."""
    above = "Table: " + words.noted(3) + "\n\n" if caption else ""
    cell = lambda: words.noted(2) if words.random.random() < .04 else words.some(3)
    row = lambda: "| " + " | ".join(cell() if (k + columns) % 4 else "" for k in range(columns)) + " |\n"
    return above + row() + "|" + "--|" * columns + "\n" + "".join(row() for _ in range(rows))


def picture(words, name, width, caption):
    return "![%s](%s.svg){width=%d%% alt=x}\n" % (words.noted(9) if caption else "", name, width)


LEAVES = {
    "para": lambda w: w.noted(60) + "\n\n" + w.some(80) + "\n",
    "code": lambda w: "```\n" + "\n".join(w.some(3) for _ in range(7)) + "\n```\n",
    "table": lambda w: table(w, 1 + w.count % 4, 3 + w.count % 4, False),
    "captioned": lambda w: table(w, 3, 5, True),
    "picture": lambda w: w.some(9) + "\n\n" + picture(w, "shape", 20 + w.count % 80, False),
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


def nested(words):
    """Every leaf in every holder, every holder in every other, floats among text."""
    out = []
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
            out += [words.some(90) + "\n", picture(words, "shape", 20 + words.count % 80, True)]
    return out


def nested_list(words, rng, depth=0):
    out = ""
    for _ in range(rng.randint(1, 5)):
        text = words.some(rng.choice([5, 40])) + "\n"
        out += inside("  ", text + (nested_list(words, rng, depth + 1) if depth < 3 and rng.random() < .3 else ""), "- ")
    return out


RANDOM = [
    (50, lambda w, r: w.some(r.choice([8, 60, 200])) + "\n"),
    (12, lambda w, r: w.noted(r.choice([5, 60]), r.choice([1, 1, 1, 2, 5]), r.choice([10, 40, 40, 400])) + "\n"),
    (4, lambda w, r: "#" * r.choice([2, 2, 3, 4]) + " " + w.some(r.choice([5, 5, 40])) + "\n"),
    (4, nested_list),
    (3, lambda w, r: "```\n" + "\n".join(w.some(3) for _ in range(r.choice([1, 5, 20, 80]))) + "\n```\n"),
    (3, lambda w, r: table(w, r.randint(1, 12), r.choice([1, 4, 12, 45]), r.random() < .5)),
    (4, lambda w, r: picture(w, r.choice(list(SHAPES)), r.choice([10, 40, 70, 100]), r.random() < .8)),
    (3, lambda w, r: ":::: verse\n" + "\\\n".join(w.some(7) for _ in range(r.randint(2, 20))) + "\n::::\n"),
    (3, lambda w, r: inside("> ", w.some(90) + "\n\n" + w.some(30) + "\n")),
    (3, lambda w, r: w.some(2) + "\n\n" + inside("    ", w.some(40), ":   ")),
    (2, lambda w, r: ":::: warning\n" + w.some(60) + "\n\n" + nested_list(w, r) + "\n::::\n"),
    (2, lambda w, r: ":::: {lang=he dir=rtl}\n" + w.some(60, True) + "\n::::\n"),
    (2, lambda w, r: "---\n"),
]


def at_random(words, seed=1, blocks=70, kinds=RANDOM):
    rng, out = random.Random(seed), []
    for i in range(blocks):
        if i % 35 == 0:
            out.append("# " + words.some(rng.choice([4, 4, 25])) + "\n")
        make = rng.choices([make for _, make in kinds], [weight for weight, _ in kinds])[0]
        out += [make(words, rng), "<!-- -->\n"]
    return out


def novel(words, blocks=140):
    """Long paragraphs and short ones, now and then a note: what can be set without a fault."""
    return at_random(words, 4, blocks, RANDOM[:1] + RANDOM[2:3] + [(9, lambda w, r: w.noted(60, 1, 20) + "\n")])


def manual(words, seed=11, blocks=110):
    """Short paragraphs and listings, one after the other: pages that little can be done about."""
    code = lambda w, r: w.some(r.choice([4, 12, 30])) + ":\n\n```\n" + "\n".join("" if r.random() < .12 else w.some(3) for _ in range(r.choice([2, 5, 8, 14]))) + "\n```\n"
    kinds = [(9, lambda w, r: w.some(r.choice([25, 60, 90])) + "\n"), (1, RANDOM[2][1]), (7, code)]
    return at_random(words, seed, blocks, kinds)


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"><rect width="9" height="9"/></svg>'


def built(run, source, style="", *options):
    drawings = {name + ".svg": DRAWING % size for name, size in SHAPES.items()}
    return Made(run, source, "--to", "pdf", *(["--style", "FOLDER/s.yaml"] if style else []), *options, files={"s.yaml": style, **drawings})


def mine(found):
    return [word for word in found if word[0] in "qק"]


def laid_out(run, make, style="", front="", *options):
    """The layout of a document, its words compared with what was said."""
    words = Words()
    source = "---\ntitle: Torture\nlang: en\n%s---\n\n" % front + "\n".join(make(words))
    layout = built(run, source + "\n\n" + "\n".join(words.notes), style, *options).layout
    body, notes = rules.said(layout)
    rules.same_words(words.body, mine(body))
    for wanted, found in zip(words.notes_in_order(source), notes):
        rules.same_words(wanted, mine(found))
    assert len(notes) == len(words.notes)
    return layout


def check(run, make, style="", front="", *options, named="default", paper=None, spare=0):
    layout = laid_out(run, make, style, front, *options)
    rules.check(layout, rules.Style(named, style, paper), spare, rtl="dir: rtl" in front)
    return layout


COLUMNS = "page: {width: 210mm, height: 297mm, columns: 2, column-gap: 14}\n"


def test_default(run):
    check(run, nested)


def test_columns(run):
    check(run, nested, COLUMNS)
    check(run, at_random, COLUMNS)


def test_right_to_left(run):
    check(run, nested, "", "dir: rtl\n")


def test_small_paper(run):
    # a row of a table may call more notes than the page has room for
    check(run, nested, "", "", "--paper", "a6", paper=(297.64, 419.53), spare=1)


def test_large_paper(run):
    check(run, nested, "", "", "--paper", "letter", paper=(612, 792))


def at_random_in(run, named, seed):
    layout = check(run, lambda words: at_random(words, seed), "", "style: %s\n" % named, named=named)
    style = rules.Style(named)
    for rule in (rules.widows, rules.spreads):  # where notes and floats leave no other way
        faults = list(rule(layout, style))
        assert len(faults) <= 1 + len(layout.pages) / 12, "\n".join(faults)


def test_at_random(run):
    at_random_in(run, "default", 1)


def test_at_random_in_a_classical_book(run):
    at_random_in(run, "classic", 2)


def test_at_random_in_a_handout(run):
    at_random_in(run, "handout", 3)


def test_at_random_in_large_print(run):
    at_random_in(run, "large-print", 1)


def test_at_random_with_notes_in_the_margin(run):
    for seed in (1, 2):
        check(run, lambda words: at_random(words, seed), "", "style: sidenotes\n", named="sidenotes")


def test_notes_longer_than_pages(run):
    """They leave no heading alone, start where they are called, and are called in their order by turned tables, too."""
    for named, seed in (("classic", 4033), ("default", 4068), ("manual", 4091)):
        check(run, lambda words: at_random(words, seed), "", "style: %s\n" % named, named=named)


def test_no_line_stands_alone_over_notes(run):
    for named, seed in (("classic", 4042), ("novel", 4018)):
        layout = laid_out(run, lambda words: at_random(words, seed), "", "style: %s\n" % named)
        faults = list(rules.widows(layout, rules.Style(named)))
        assert not faults, faults


def test_figures_where_the_style_says(run):
    for place, seed in (("here", 3), ("top", 6), ("top", 33), ("top", 5059), ("page", 5), ("page", 5067)):
        check(run, lambda words: at_random(words, seed), "figure: {place: %s}\n" % place)


def test_a_novel(run):
    layout = check(run, novel)
    faults = list(rules.widows(layout, rules.Style())) + list(rules.spreads(layout, rules.Style()))
    assert not faults, "\n".join(faults)


def test_manuals_end_on_one_line(run):
    """Of ten spreads one at most does not, where listings leave no other way."""
    style, pages, faults = rules.Style(), 0, []
    for seed in range(14, 18):
        layout = check(run, lambda words: manual(words, seed))
        pages, faults = pages + len(layout.pages), faults + list(rules.spreads(layout, style))
    assert len(faults) <= pages / 20, "%d of %d pages: %s" % (len(faults), pages, "\n".join(faults))


# ---- the rules themselves: each finds what is wrong

def pieces_of(layout, wanted):
    return [piece for pieces in layout.pages for piece in pieces if piece.elem and piece.kind == "text" and wanted(piece)]


def shift_line(layout):
    block = pieces_of(layout, lambda piece: layout.path(piece.elem)[:2] == ["P", "Sect"] and piece.size == 10.5)[5].elem
    for piece in layout.held[id(block)]:
        piece.y += 2


def leave_measure(layout):
    next(pieces for pieces in layout.pages[3:] if pieces)[-1].x1 += 400


def leave_paper(layout):
    next(piece for pieces in layout.pages for piece in pieces if piece.artifact).y1 += 900


def lie_over(layout):
    one, other = pieces_of(layout, lambda piece: True)[13:15]
    other.y0, other.y1, other.x0, other.x1 = one.y0, one.y1, one.x0, one.x1


def move_note(layout):
    notes = pieces_of(layout, lambda piece: layout.under(piece.elem, "Note"))
    for piece in notes:
        piece.page += layout.under(piece.elem, "Note") is layout.under(notes[0].elem, "Note")


def call_late(layout):
    mark = pieces_of(layout, lambda piece: layout.under(piece.elem, "Reference") and not layout.under(piece.elem, "TOCI", "Note"))[0]
    mark.page = len(layout.pages)


def cut_after_heading(layout):
    heading = pieces_of(layout, lambda piece: layout.kind(piece.elem) == "H2")[-1]
    pieces = layout.pages[heading.page]
    del pieces[pieces.index(heading) + 1:]


def leave_a_line(layout):
    block, parts = next((block, parts) for block, parts in rules.paragraphs(layout) if len(parts) > 1)
    page = layout.pages[max(parts)]
    page[:] = parts[max(parts)][0].pieces + [piece for piece in page if piece.elem is None or layout.block(piece.elem) is not block]


def shorten_page(layout):
    pieces = layout.pages[5]
    last = max(piece.y1 for piece in pieces if piece.elem)
    pieces[:] = [piece for piece in pieces if piece.y1 < last - 20]


def lift_folio(layout):
    next(piece for piece in layout.pages[5] if piece.artifact == "Footer").y -= 60


def notes_of(layout):
    return [line for page in range(len(layout.pages)) for line in layout.lines(page) if layout.under(line.block, "Note")]


def lift_aside(layout):
    for piece in notes_of(layout)[0].pieces:
        piece.y -= 3


def lower_aside(layout):
    note = layout.under(notes_of(layout)[0].block, "Note")
    for line in notes_of(layout):
        for piece in line.pieces if layout.under(line.block, "Note") is note else ():
            piece.y += 40


def push_aside(layout):
    notes_of(layout)[0].pieces[0].x1 += 200


def lower_heading(layout):
    heading = pieces_of(layout, lambda piece: layout.kind(piece.elem) == "H2")[1]
    for piece in layout.held[id(heading.elem)]:
        piece.y += 4


BROKEN = [(rules.grid, shift_line), (rules.inside, leave_measure), (rules.inside, leave_paper), (rules.overlap, lie_over), (rules.notes, move_note), (rules.order, call_late),
          (rules.headings, cut_after_heading), (rules.widows, leave_a_line), (rules.spreads, shorten_page),
          (rules.furniture, lift_folio), (rules.white, lower_heading)]


BROKEN_ASIDE = [(rules.asides, lift_aside), (rules.asides, lower_aside), (rules.inside, push_aside)]


def lower_ground(layout):
    ground = next(ground for page in range(len(layout.pages)) for ground, _ in rules.grounds_of(layout, rules.Style(), page))
    ground.y0, ground.y1 = ground.y0 + 2, ground.y1 + 2


BROKEN_CODE = [(rules.listings, lower_ground)]


def find_faults(run, broken, named, more, make=lambda words: novel(words, 40)):
    words = Words()
    source = "---\ntitle: T\nlang: en\n%s---\n\n" % more + "\n".join(make(words) + words.notes)
    made = built(run, source)
    for rule, spoil in broken:
        layout = geometry.Layout(made.pdf)
        assert not list(rule(layout, rules.Style(named))), rule.__name__
        spoil(layout)
        assert list(rule(layout, rules.Style(named))), "'%s' does not find what %s does" % (rule.__name__, spoil.__name__)


def test_the_rules_find_faults(run):
    find_faults(run, BROKEN, "default", "")


def test_the_rules_find_faults_in_a_manual(run):
    find_faults(run, BROKEN_CODE, "default", "", manual)


def test_the_rules_find_faults_in_the_margin(run):
    find_faults(run, BROKEN_ASIDE, "sidenotes", "style: sidenotes\n")


def test_lost_and_doubled_words_are_found(run):
    words = "one two three four".split()
    for other in (words[:2] + words[3:], words[:2] + words[1:], words[:3], [words[1], words[0]] + words[2:]):
        try:
            rules.same_words(words, other)
        except AssertionError:
            continue
        raise AssertionError("%s passes for %s" % (other, words))
