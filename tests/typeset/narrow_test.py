"""What is wider than the page: columns, words, code.  Nothing sticks out, nothing lies over its neighbour, nothing is lost."""
import os, re, time

from making import Made, front

WORDS = "river people slowly across banks international fox along 2718281828 lazy".split()


def table(columns, rows):
    cells = [[WORDS[(r * 7 + c * 3) % len(WORDS)] + " " + WORDS[(r + c) % len(WORDS)] for c in range(columns)] for r in range(rows)]
    lines = ["| " + " | ".join(row) + " |" for row in [["Head %d" % c for c in range(columns)]] + cells]
    lines.insert(1, "|" + "---|" * columns)
    return "\n".join(lines), cells


def boxes_of(run, text):
    made = Made(run, front() + text, "--to", "pdf")
    return made.text("-bbox").split("<page ")[1:], made.errors


def words_of(page):
    return [(float(a), float(b), float(c), float(d), w) for a, b, c, d, w in
            re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<', page)]


def check_page(page):
    found, width = words_of(page), float(re.match(r'width="([\d.]+)"', page).group(1))
    for x0, y0, x1, y1, word in found:
        assert x0 > 45 and x1 < width - 45, word + " stands outside the margins"
    for i, (x0, y0, x1, y1, word) in enumerate(found):
        for a0, b0, a1, b1, other in found[i + 1:i + 60]:
            high = min(y1, b1) - max(y0, b0) > 0.5 * (y1 - y0)
            assert not (high and min(x1, a1) - max(x0, a0) > 1), "%s lies over %s" % (word, other)


def test_tables_of_every_width(run):
    for columns in (2, 5, 8, 12, 18):
        text, cells = table(columns, 9)
        pages, errors = boxes_of(run, "Before.\n\n" + text + "\n\nAfter.\n")
        for page in pages:
            check_page(page)
        letters = re.sub(r"[\s\u00ad-]", "", "".join(w[4] for page in pages for w in words_of(page)))
        wanted = sum(len(cell.replace(" ", "")) for row in cells for cell in row)
        assert len(letters) >= wanted, "%d letters of %d" % (len(letters), wanted)
        assert ("wider than the page" in errors) == (columns >= 12), errors  # else set smaller, turned, or hyphenated


def test_long_words_and_code(run):
    word, line = "x" * 300, "call(" + "argument," * 40 + ")"
    pages, errors = boxes_of(run, "A %s b.\n\n- item %s\n\n> %s\n\n```\n%s\n%s\n```\n" % (word, word, word, line, word))
    assert "wider" not in errors, errors
    text = ""
    for page in pages:
        check_page(page)
        text += "".join(w[4] for w in words_of(page))
    assert text.count("x") == 1200 and text.count("argument,") == 40


def test_a_right_to_left_table_begins_at_the_right(run):
    text = "::: {lang=he dir=rtl}\n| אאא | בבב | גגג |\n|---|---|---|\n| 111 | 222 | 333 |\n:::\n"
    pages, _ = boxes_of(run, text)
    found = {w[4]: w for w in words_of(pages[0])}
    width = float(re.match(r'width="([\d.]+)"', pages[0]).group(1))
    assert found["111"][0] > found["222"][2] and found["222"][0] > found["333"][2], "columns run from the left"
    assert width - found["111"][2] < 90, "the table stands at the left"


def test_marks_without_end(run):
    begin = time.process_time() + sum(os.times()[2:4])
    pages, _ = boxes_of(run, "x" + "\u0301" * 60000 + " end\n")
    assert "end<" in pages[-1] and sum(os.times()[2:4]) + time.process_time() - begin < 5


def test_chains_are_cut_where_they_are_glued(run):
    words = ["%s%d" % (WORDS[i % len(WORDS)], i) for i in range(120)]
    marks = "".join("[^%d]" % i for i in range(90)) + "\n\n" + "\n\n".join("[^%d]: n." % i for i in range(90))
    for glue in ("-", "\u00a0", "\u202f", "/"):
        pages, errors = boxes_of(run, "Before " + glue.join(words) + " after.\n\n- - - " + glue.join(words) + "\n")
        assert "wider" not in errors, (glue, errors)
        for page in pages:
            check_page(page)
        text = re.sub(r"[\s\u00ad]", "", "".join(w[4] for page in pages for w in words_of(page)))
        assert all(text.count(word) >= 2 for word in words[10:]), glue
    pages, errors = boxes_of(run, "Word" + marks)
    assert "wider" not in errors, errors
    for page in pages:
        check_page(page)
