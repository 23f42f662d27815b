"""Where the parts of blocks stand: numbers, turned lines, signatures, ornaments."""
import re

from making import Made

HEAD = "---\ntitle: T\nlang: en\n%s---\n\n"


def made(run, text, style, more=""):
    return Made(run, HEAD % more + text, "--to", "pdf", "--style", "FOLDER/s.yaml", files={"s.yaml": style})


def lines_of(run, text, style="", front=""):
    """Every line of the text as (page, x0, x1, baseline's y, text); words are joined by spaces."""
    lines = []
    for number, page in enumerate(made(run, text, "text: {hyphenate: false}\n" + style, front).boxes):
        for x0, _, x1, y1, word in page:
            if lines and lines[-1][0] == number and abs(lines[-1][3] - y1) < 1 and x0 > lines[-1][1]:
                last = lines[-1]
                lines[-1] = (number, last[1], x1, last[3], last[4] + " " + word)
            else:
                lines.append((number, x0, x1, y1, word))
    return lines


def words_of(run, text, style=""):
    """Every word with its box."""
    return [word for page in made(run, text, style or "{}").boxes for word in page]


def test_numbers_end_and_texts_begin_at_one_edge(run):
    for numbers in (["8.", "9.", "10.", "11."], ["i.", "ii.", "iii.", "iv.", "v.", "vi.", "vii.", "viii."], ["98)", "99)", "100)"]):
        boxes = words_of(run, "Body\n\n" + "".join("%s text\n" % n for n in numbers))
        margin = [b[0] for b in boxes if b[4] == "Body"][0]
        labels, texts = [b for b in boxes if b[4] in numbers], [b for b in boxes if b[4] == "text"]
        assert len(labels) == len(texts) == len(numbers), boxes
        assert max(b[2] for b in labels) - min(b[2] for b in labels) < .1, labels
        assert max(b[0] for b in texts) - min(b[0] for b in texts) < .1, texts
        assert min(b[0] for b in labels) > margin - .5, "a number stands outside the text"


POEM = """::: verse
The shortest
the longest line of all the lines of this poem here
   and one more

%s
:::
"""


def test_verse_stands_on_its_longest_line(run):
    lines = lines_of(run, "A long enough line of prose to know the measure of the page by, and another, and another.\n\n" + POEM % "— Name")
    prose = [l for l in lines if l[4].startswith("A long")][0]
    longest, = [l for l in lines if l[4].startswith("the longest")]
    shortest, = [l for l in lines if l[4] == "The shortest"]
    name, = [l for l in lines if l[4] == "— Name"]
    assert abs(longest[1] - shortest[1]) < 1
    assert abs((longest[1] + longest[2]) - (prose[1] + prose[2])) < 8, "the poem is not in the middle"
    assert abs(name[2] - longest[2]) < 1, "the name does not end under the longest line's end"


def test_a_name_longer_than_the_poem(run):
    name = "— a name that is longer than any line of the poem"
    lines = lines_of(run, "::: verse\nAn old\nsilent pond\n\n%s\n:::\n" % name)
    assert [l for l in lines if l[4] == name], lines


def test_lines_too_long_are_turned_over_with_an_indent(run):
    words = " ".join("word%d" % i for i in range(30))
    lines = lines_of(run, "::: verse\n%s\n:::\n\n```\n    %s\n```\n" % (words, words))
    verse = [l for l in lines if "word" in l[4]]
    assert len(verse) > 4
    starts = [i for i, l in enumerate(verse) if l[4].startswith("word0 ")]
    for begin, end in (starts[0], starts[1]), (starts[1], len(verse)):
        turned = [l[1] for l in verse[begin + 1:end]]
        assert turned and max(turned) - min(turned) < 2, turned
        assert min(turned) > verse[begin][1] + 5, "what is turned over begins at the line's edge"


def test_who_said_it_stands_at_the_right_with_what_he_said(run):
    lines = lines_of(run, "> A quotation that is long enough to fill a line of the page at this measure, and some.\n>\n> — Somebody, *Work*\n\n"
                          "> — Hello.\n>\n> — Hello you.\n")
    quote = max(l[2] for l in lines if "quotation" in l[4])
    name, = [l for l in lines if "Somebody" in l[4]]
    assert abs(name[2] - quote) < 4, (name, quote)
    first, second = [l for l in lines if "Hello" in l[4]]
    assert second[1] - first[1] < 20, "a dialogue's last line is no signature"


def test_initials_of_quotations_and_emphasis(run):
    chapter = "# Chapter\n\n%s is followed by words enough to go round an initial of three lines, which needs a good length of text, " \
              "so that there is more of it here, and still more, until the paragraph has become quite long enough for it.\n\n"
    for opening, letter, mark in (('"Quoted" text', "Q", "“"), ("*Emphatic* text", "E", ""), ("École text", "É", ""), ("1984", "", ""), ("so", "", "")):
        boxes = words_of(run, (chapter % opening) * 8, "chapter: {drop-cap: 3, lead-words: 2}\ntitle: {block-below-pages: 1}\n")
        large = [b for b in boxes if b[3] - b[1] > 30 and b[4] != "T"]
        assert [b[4] for b in large][:8] == [letter] * (8 if letter else 0), (opening, large)
        if mark:
            marks = [b for b in boxes if b[4] == mark]
            assert len(marks) == 8 and all(m[2] < l[0] + 3 for m, l in zip(marks, large)), "the mark hangs beside the letter"


def test_long_headings_are_balanced_under_their_text(run):
    lines = lines_of(run, "# A heading that is a little longer than one line of the page can be\n\nText.\n", "", "number-sections: true\n")
    head = [l for l in lines if "heading" in l[4] or l[4].endswith("can be")]
    assert len(head) == 2, head
    widths = [l[2] - l[1] for l in head]
    assert min(widths) > .6 * max(widths), "the last line is left alone"
    assert head[1][1] > head[0][1] + 8, "what turns over stands under the number"


def test_a_break_shows_the_style_s_ornament(run):
    text = "One.\n\n---\n\nTwo.\n"
    assert [b[4] for b in words_of(run, text, 'break: {ornament: "* * *"}\n')].count("*") == 3
    plain = words_of(run, text, 'break: {ornament: "", before: 0, after: 0}\n')
    one, two = [b for b in plain if b[4] in ("One.", "Two.")]
    assert 26 < two[1] - one[1] < 28, "a blank line"


def test_lists_of_html_are_numbered_as_html_says(run):
    lines = [line[4] for line in lines_of(run, "<ol start=98 type=1><li>x<li>y<li>z</ol><ol type=i reversed><li value=4>x<li>y</ol>")]
    assert lines[1:6] == ["98. x", "99. y", "100. z", "iv. x", "iii. y"], lines


def test_numbers_that_go_down_end_at_one_edge(run):
    boxes = words_of(run, "<ol reversed>" + "".join("<li>text" for _ in range(11)) + "</ol>")
    numbers = [box[2] for box in boxes if re.match(r"\d+\.$", box[4])]
    assert len(numbers) == 11 and max(numbers) - min(numbers) < 0.6, numbers


def test_a_paragraph_of_spaces_is_an_empty_line(run):
    lines = lines_of(run, "a\n\n&nbsp;\n\nb\n\nc\n")
    y = {line[4]: line[3] for line in lines}
    assert abs((y["b"] - y["a"]) - 2 * (y["c"] - y["b"])) < 0.1, lines


def test_words_in_the_middle_and_at_the_right(run):
    text = "Left\n\n::: center\nMiddle\n\nMiddling\n:::\n\n<p align=right>Right</p>\n\n<center>Centre</center>\n\n<div style='text-align:right'>\n\nRighter\n\n</div>\n\nFull " + "words " * 60
    boxes = {box[4]: box for box in words_of(run, text)}
    left, right = boxes["Left"][0], max(box[2] for box in words_of(run, text))
    for word in ("Middle", "Middling", "Centre"):
        assert abs(boxes[word][0] + boxes[word][2] - left - right) < 4, (word, boxes[word], left, right)
    for word in ("Right", "Righter"):
        assert abs(boxes[word][2] - right) < 4, (word, boxes[word], right)


def test_a_few_short_items_stay_together(run):
    """Wherever they come to stand on a page; of more, none is alone at a foot or a top."""
    for lines in range(23, 27):
        filler = "\\\n".join("Line %d" % i for i in range(lines))
        for count in (3, 6):
            boxes = made(run, filler + "\n\n" + "".join("- item%d\n" % i for i in range(count)) + "\nEnd.\n", "page: {even: false}\n").boxes
            pages = [sum(word[4].startswith("item") for word in page) for page in boxes]
            assert 1 not in pages and (count > 4 or max(pages) == count), (lines, count, pages)
