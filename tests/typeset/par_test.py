"""Paragraphs, measured in the finished PDF: how even, how wide, how divided."""
import html, random, re, statistics
from making import Made, front

MM = 72 / 25.4
SIZE = 10.5
LEFT = {1: 18 * MM, 0: 25 * MM}  # the measure's left edge on rectos and versos, by page % 2
MEASURE = 105 * MM
HYPHENS = "-\u2010\u00ad"

WORDS = """the of and to in that it was he for as with his on be at by had not are but from have an they which one you were her all she there would
their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first
any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each
just those people how too little state good very make world still own see men work long get here between both life being under never day same another know
while last might us great old year off come since against go came right used take three himself few house use during without again place around however home
small found thought went say part once general high upon school every does got united left number course war until always away something fact though water
less public put think almost hand enough far took head yet government system set better told nothing night end why called eyes find going look asked later
knew point next program city business give group toward young days let room present several order national possible rather second face per among form
important often things looked early white case become large need big four within felt along children saw best church ever least power development light
thing seemed family interest want members mind country area others done turned although open god service problem certain kind different began door help
understanding relationship particularly administration consideration responsibility extraordinary circumstances nevertheless international""".split()


def prose(paragraphs, seed):
    rng, out = random.Random(seed), []
    for _ in range(paragraphs):
        sentences = []
        for _ in range(rng.randint(1, 9)):
            words = [rng.choice(WORDS) for _ in range(rng.randint(4, 24))]
            if len(words) > 9:
                words[rng.randint(3, len(words) - 4)] += rng.choice([",", ";", "—and"])
            sentences.append(" ".join(words).capitalize() + rng.choice([".", ".", "?", "!"]))
        out.append(" ".join(sentences))
    return "\n\n".join(out)


def lines_of(run, body, style="", lang="en-US"):
    """The lines of the PDF made from body: (page, words), a word being (x0, y0, x1, y1, text)."""
    xml = Made(run, front(lang=lang) + body + "\n", "--to", "pdf", *(["--style", "FOLDER/s.yaml"] if style else []), files={"s.yaml": style}).text("-bbox")
    lines, page = [], 0
    for match in re.finditer(r'<page |<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<', xml):
        if match.group(1) is None:
            page += 1
            continue
        word = tuple(float(match.group(i)) for i in range(1, 5)) + (html.unescape(match.group(5)),)
        last = lines[-1] if lines else None
        if last and last[0] == page and abs(last[1][-1][3] - word[3]) < 1 and word[0] > last[1][-1][0]:
            last[1].append(word)
        else:
            lines.append((page, [word]))
    return lines


def height(words):
    return statistics.median(word[3] - word[1] for word in words)


def body_of(lines):
    usual = statistics.mode(round(height(words), 1) for _, words in lines for _ in words)
    return [(page, words) for page, words in lines if abs(height(words) - usual) < 0.3]


def full(page, words, measure=MEASURE):
    return len(words) >= 5 and words[-1][2] > LEFT[page % 2] + measure - 1.5


def gaps(words):
    return [b[0] - a[2] for a, b in zip(words, words[1:])]


def text_of(words):
    return " ".join(word[4] for word in words)


def ends_divided(words):
    return words[-1][4][-1:] in HYPHENS


def test_even_spaces(run):
    lines = body_of(lines_of(run, prose(150, 1)))
    spaces = [statistics.mean(gaps(words)) for page, words in lines if full(page, words)]
    natural = statistics.median(gap for page, words in lines if not full(page, words) for gap in gaps(words))
    assert len(spaces) > 400, "too few full lines to judge: %d" % len(spaces)
    spread = statistics.pstdev(spaces) / statistics.mean(spaces)
    assert spread <= 0.13, "word spaces vary by %.3f" % spread
    assert max(spaces) <= 2.02 * natural, "a space of %.2f times its width" % (max(spaces) / natural)
    assert 0.95 <= statistics.mean(spaces) / natural <= 1.06
    steps = [abs(statistics.mean(gaps(b[1])) - statistics.mean(gaps(a[1]))) for a, b in zip(lines, lines[1:]) if full(*a) and full(*b)]
    assert statistics.mean(steps) <= 0.13 * natural, "neighbours differ by %.3f" % (statistics.mean(steps) / natural)


def test_half_a_word_ends_no_paragraph(run):
    """Nor what stands above a display within one."""
    for after in ("", "\n$$x$$"):
        text = "\n\n".join("The %s went on and said to her sister that %s%s" % (" ".join(WORDS[k:k + k % 17 + 3]), word, after)
                           for k in range(60) for word in ("understanding.", "responsibility.", "administration!", "Elizabeth."))
        lines = body_of(lines_of(run, text, "page: {width: 103mm}"))
        stubs = [(text_of(a), text_of(b)) for (_, a), (_, b) in zip(lines, lines[1:]) if ends_divided(a) and len(b) == 1 and b[0][4][-1] in ".!"]
        assert len(lines) > 200 and not stubs, stubs


def test_where_the_language_wants_it_the_first_paragraph_is_indented(run):
    def indents(lang):
        lines = body_of(lines_of(run, "## A heading\n\n" + "\n\n".join(["Some words of a text."] * 3), lang=lang))
        return [words[0][0] - LEFT[page % 2] > 10 for page, words in lines if words[0][4] == "Some"]
    assert indents("en") == [False, True, True] and indents("fr") == indents("ru") == [True, True, True]


def test_names_are_seldom_divided(run):
    def divided(word, lang):
        lines = body_of(lines_of(run, "\n\n".join("So %s that %s" % ("o" * (k % 13), " ".join([word, "went"] * 30)) for k in range(26)), lang=lang))
        return sum(ends_divided(words) for _, words in lines)
    assert divided("Particularly", "en") < .7 * divided("particularly", "en")
    assert divided("Unterhaltungen", "de") >= divided("unterhaltungen", "de") * .8  # every noun has a capital


def test_lines_keep_the_measure(run):
    for seed, wide, style in ((2, 148, ""), (3, 103, "page: {width: 103mm}"), (4, 173, "page: {width: 173mm}")):
        measure = (wide - 43) * MM
        lines = body_of(lines_of(run, prose(40, seed), style))
        assert len(lines) > 60
        for page, words in lines:
            left = LEFT[page % 2]
            over = words[-1][2] - left - measure
            assert words[0][0] > left - 0.4 * SIZE, "a line begins %.1f pt outside: %s" % (left - words[0][0], text_of(words))
            assert over < 0.4 * SIZE, "a line ends %.1f pt outside: %s" % (over, text_of(words))
        doubled = 2 * 0.275 * SIZE - 0.1  # spaces give no more than that: the line ends short
        ends = [words[-1][2] - LEFT[page % 2] - measure for page, words in lines
                if full(page, words, measure) and words[-1][4][-1] in "abcdegn" and gaps(words)[0] < doubled]
        assert ends and max(map(abs, ends)) < 0.3, "letters that do not hang out end at the edge"


def test_hyphens(run):
    text = "\n\n".join("# Internationalization administration responsibility\n\n" + prose(12, seed) for seed in range(6, 10))
    lines = lines_of(run, text, "page: {width: 113mm}")
    body, row, longest, count = body_of(lines), 0, 0, 0
    for _, words in body:
        row = row + 1 if ends_divided(words) else 0
        longest, count = max(longest, row), count + (row > 0)
    assert count, "nothing was divided on a narrow measure"
    assert longest <= 2, "%d lines in a row end in a hyphen" % longest
    usual, heads = height(body[len(body) // 2][1]), 0
    for _, words in lines:
        if height(words) > usual * 1.2:
            heads += 1
            assert not ends_divided(words), "a heading is divided: " + text_of(words)
    assert heads >= 4, "no headings were found"
    assert all(len(words[-1][4]) > 2 for _, words in body if ends_divided(words)), "one letter alone before a hyphen"


def test_switches(run):
    text = prose(25, 11)
    plain = body_of(lines_of(run, text, "text: {protrusion: 0, expansion: 0}"))
    hung = body_of(lines_of(run, text))

    def spread(lines):
        widths = [w[2] - w[0] for _, words in lines for w in words if w[4] == "the"]
        return (max(widths) - min(widths)) / statistics.mean(widths)

    def hanging(lines):
        return max(words[-1][2] - LEFT[page % 2] - MEASURE for page, words in lines if full(page, words) and words[-1][4][-1] in ".," + HYPHENS)

    assert spread(plain) < 0.005, "letters are not to be stretched"
    assert 0.01 < spread(hung) < 0.045, "letters stretch by two in a hundred either way, not %.3f" % spread(hung)
    assert hanging(plain) < 0.3, "nothing is to hang out"
    assert hanging(hung) > 1, "full stops and hyphens hang out"


def test_runts_are_few(run):
    lines = body_of(lines_of(run, prose(200, 12)))
    last = [words[-1][2] - words[0][0] for (page, words), above in zip(lines[1:], lines) if not full(page, words) and full(*above)]
    short = sum(width < 2 * SIZE for width in last)
    assert len(last) > 80 and short <= len(last) * 0.03, "%d of %d last lines are remnants" % (short, len(last))


def test_no_hole_where_a_line_cannot_be_filled(run):
    text = "We see it in internationalizations and then see it once more in constitutionalisations."
    lines = lines_of(run, "\n\n".join([text] * 3), "page: {width: 83mm}\ntext: {hyphenate: false}")
    widest = max(gap for _, words in body_of(lines) for gap in gaps(words))
    assert widest < 0.275 * SIZE * 2.1, "a hole of %.1f pt" % widest


RAGGED = "page: {width: 100mm, height: 210mm, inner: 20mm, outer: 20mm, top: 20mm, bottom: 20mm}\ntext: {rag: ragged}\n"


def rags(lines, left):
    """The lengths of each paragraph's lines but the last, in ems, and its words' widths in order."""
    out, indented = [], SIZE * 0.5
    for _, words in lines:
        if not out or words[0][0] > left + indented:
            out.append([[], []])
        out[-1][0].append((words[-1][2] - left) / SIZE)
        out[-1][1].append([(word[2] - word[0], word[4]) for word in words])
    return [(lengths[:-1], words) for lengths, words in out if len(lengths) > 3]


def greedy(words, measure, space, first):
    """The lengths that the same words give line by line, without the last."""
    lengths, width = [], first
    for line in words:
        for wide, _ in line:
            if width > first and width + space + wide > measure:
                lengths.append(width / SIZE)
                width = first = 0
            width += wide + (space if width > first else 0)
    return lengths


def stairs(lengths):
    """Stretches of three lines or more that lead outward or inward, a fourth line counting once more."""
    steps = [0 if abs(b - a) < 0.35 else 1 if b > a else -1 for a, b in zip(lengths, lengths[1:])]
    return sum(a != 0 and a == b for a, b in zip(steps, steps[1:]))


def test_ragged_lines_are_alike_without_shapes(run):
    left, measure = 20 * MM, 60 * MM
    lines = body_of(lines_of(run, prose(120, 11), RAGGED))
    found = rags(lines, left)
    space = statistics.median(gap for _, words in lines for gap in gaps(words))
    ours = [length for lengths, _ in found for length in lengths]
    theirs = [greedy(words, measure, space, 13.5) for _, words in found]
    assert len(ours) > 1000 and max(ours) * SIZE < measure + 0.5 * SIZE
    assert statistics.pstdev(ours) < 0.85 * statistics.pstdev(sum(theirs, [])), "no more alike than line by line"
    shapes, plain = sum(stairs(lengths) for lengths, _ in found), sum(map(stairs, theirs))
    assert shapes * 4 < plain * 3, "%d flights of stairs, line by line %d" % (shapes, plain)
    hyphens = sum(words[-1][4][-1] in HYPHENS for _, words in lines) / len(lines)
    assert hyphens < 0.03, "%.1f %% of ragged lines end in a hyphen" % (100 * hyphens)


def test_no_hyphen_in_headings_nor_where_a_leaf_is_turned(run):
    parts = ["# " + " ".join(WORDS[-12:-2:1 + i % 3]).capitalize() + "\n\n" + prose(7, i) for i in range(40)]
    lines = lines_of(run, "\n\n".join(parts), "page: {width: 115mm, height: 150mm}\n")
    usual = statistics.mode(round(height(words), 1) for _, words in lines for _ in words)
    headings = [words for _, words in lines if height(words) > usual + 3]
    assert len(headings) > 60, "headings of several lines"
    assert not [words for words in headings if ends_divided(words)]
    last = {page: words for page, words in lines if abs(height(words) - usual) < 0.3 and not text_of(words).isdigit()}
    assert len(last) > 100
    turns = [(page, text_of(words)) for page, words in last.items() if page % 2 and ends_divided(words)]
    assert not turns, "divided where a leaf is turned: %s" % turns


def test_code_in_a_line_has_the_spaces_of_the_text(run):
    made = Made(run, front() + "one two `three four` five\n\n```\nsix seven\n```\n", "--to", "pdf")
    boxes = {word[4]: word for page in made.boxes for word in page}
    gap = lambda a, b: boxes[b][0] - boxes[a][2]
    assert abs(gap("three", "four") - gap("one", "two")) < .3 < gap("six", "seven") - gap("one", "two"), boxes


def test_blanks_of_forms_keep_their_line(run):
    """They are shortened where a line is little too long, and stand with what they are for where it is more."""
    fields = "Name: %s Class: %s Date: %s" % ("_" * 36, "_" * 12, "_" * 20)
    (_, words), *rest = body_of(lines_of(run, fields))
    assert not rest and [word[4].strip("_") for word in words if word[4].strip("_")] == ["Name:", "Class:", "Date:"], (words, rest)
    blanks = [word[4] for word in words if not word[4].strip("_")]
    assert words[-1][2] < LEFT[1] + MEASURE + 1 and len(blanks[0]) > 2 * len(blanks[1]) and len(blanks[1]) > 5, blanks
    lines = body_of(lines_of(run, "It is asked of whoever comes what the name of the town was where it had been, and when it was that: %s and then why." % ("_" * 30)))
    assert all(words[0][4].strip("_") for _, words in lines), lines
