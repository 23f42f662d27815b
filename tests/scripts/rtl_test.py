"""Right-to-left text: its edges, what runs against it, its tables; measured in the finished PDF."""
import os, re, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import join_test as join

MM = 72 / 25.4
LEFT, RIGHT = 25 * MM, (25 + 105) * MM


def places(run, text, lang="he"):
    """Where each word of the body begins."""
    lines, _ = join.built(run, text, lang)
    return {word: x0 for line in join.body(lines) for x0, _, word in line}


def test_signs_hang_out_at_both_edges(run):
    stops, _ = join.built(run, " ".join(["אבגדה."] * 60), "he")
    letters, _ = join.built(run, " ".join(["אבגדהם"] * 60), "he")
    full = [line for line in join.body(stops)[:-1]]
    plain = [line for line in join.body(letters)[:-1]]
    assert len(full) > 3 and len(plain) > 3
    assert all(abs(min(x0 for x0, _, _ in line) - LEFT) < 0.3 for line in plain), "letters end at the left edge"
    assert all(0.8 < LEFT - min(x0 for x0, _, _ in line) < 3 for line in full), "stops hang out at the left"
    quoted, _ = join.built(run, " ".join(["«אבגדה"] * 60), "he")
    assert all(0.3 < max(x1 for _, x1, _ in line) - RIGHT < 3 for line in join.body(quoted)[1:-1]), "opening signs hang out at the right"


def test_one_word_against_the_line_leaves_its_edges(run):
    text = " ".join(["word."] * 60)
    alone, _ = join.built(run, text, "en")
    mixed, _ = join.built(run, text.replace("word.", "אב", 1), "en")
    ends = [[max(x1 for _, x1, _ in line) for line in join.body(lines)[:-1]] for lines in (alone, mixed)]
    assert len(ends[0]) > 3 and all(abs(a - b) < 0.1 for a, b in zip(ends[0][1:], ends[1][1:])), ends


def test_code_and_spans_keep_their_direction(run):
    for text in ("אב `- a` גד", "אב [- a]{dir=ltr} גד", "אב [- a]{lang=en} גד"):
        at = places(run, text)
        assert at["-"] < at["a"] < at["א"], (text, at)
    at = places(run, "ab [- אב]{lang=he} cd", "en")
    assert at["ab"] < at["א"] < at["-"] < at["cd"], at


def test_each_line_of_a_listing_has_its_own_direction(run):
    """A sign at a line's start stands at its left, whatever letters the lines above end in; so in lines of verse, at the right."""
    for text, sign in (("```diff\n-אב\n+גד\n הו\n```\n", (1, 1)), ("::: verse\n-ab\n+cd\n:::\n", (-1, -1))):
        status, dump, errors = run("dump", "--pages", "-", stdin=("---\ntitle: T\nlang: he\n---\n\n" + text).encode())
        found = {word: float(x) for x, word in re.findall(r'body \w+#\d+ ([\d.]+),[\d.]+ .*"(\S+)"', dump)}
        words = ("אב", "גד") if "diff" in text else ("ab", "cd")
        sides = tuple((found[word] > found[mark]) - (found[word] < found[mark]) for mark, word in zip("-+", words))
        assert status == 0 and sides == sign, (text, dump, errors)


def test_a_column_s_side_is_the_page_s(run):
    lines, _ = join.built(run, "| אאאאאאא | בבבבבבב |\n|---:|:---|\n| ג | ד |\n", "he")
    head, row = join.body(lines)
    edge = {letter: (min(x0 for x0, _, word in line if word[0] == letter), max(x1 for _, x1, word in line if word[0] == letter))
            for line, letters in ((head, "אב"), (row, "גד")) for letter in letters}
    assert abs(edge["ג"][1] - edge["א"][1]) < 0.6 and abs(edge["ד"][0] - edge["ב"][0]) < 0.6, edge
    assert edge["ד"][1] < edge["ג"][0], "the first column is at the right"
