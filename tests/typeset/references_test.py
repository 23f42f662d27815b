"""Numbers of pages in the text: each is that of the page where its target stands, even where no setting
agrees with itself, as a number's width decides on which page its target falls."""
import re, tempfile

import geometry, rules



def document(lines, words):
    """A heading near the foot of page 9, and long before it a paragraph that says its page.  As "page 10" makes the paragraph
    a line longer, all that follows comes a line lower, and the heading may come to the next page."""
    filler = "".join("Short line.\n\n" for _ in range(lines))
    references = " ".join("[](#a) a" for _ in range(10)) + " a" * words
    return "---\ntitle: T\nlang: en\ntoc: false\n---\n\n# First\n\n%s.\n\n%s## A {#a}\n\n%s\n" % (references, filler, "Last words. " * 99)


def test_numbers_are_right_where_none_settles(run):
    seen = set()
    for lines in (283, 284, 285):
        for words in range(44, 60, 8):
            with tempfile.TemporaryDirectory() as folder:
                open(folder + "/t.md", "w").write(document(lines, words))
                status, _, errors = run("build", "--to", "pdf", "-o", folder, folder + "/t.md")
                assert status == 0, errors
                layout = geometry.Layout(folder + "/t.pdf")
            target = next(line for page in range(len(layout.pages)) for line in layout.lines(page) if layout.kind(line.block) == "H2")
            numbers = set(re.findall(r"page\s(\d+)", layout.reading()))
            assert numbers == {str(target.page - 1)}, "%d lines, %d words: page %s instead of %d" % (lines, words, numbers, target.page - 1)
            rules.check(layout, rules.Style())
            seen |= numbers
    assert seen == {"9", "10"}, seen
