"""Numbers of pages in the text: each is that of the page where its target stands, even where no setting
agrees with itself, as a number's width decides on which page its target falls."""
import os, re, tempfile

import rules
from making import Made, front, tree



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
            layout = Made(run, document(lines, words), "--to", "pdf").layout
            target = next(line for page in range(len(layout.pages)) for line in layout.lines(page) if layout.kind(line.block) == "H2")
            numbers = set(re.findall(r"page\s(\d+)", layout.reading()))
            assert numbers == {str(target.page - 1)}, "%d lines, %d words: page %s instead of %d" % (lines, words, numbers, target.page - 1)
            rules.check(layout, rules.Style())
            seen |= numbers
    assert seen == {"9", "10"}, seen


NAMED = """See [](#fig), [](#tab), [](#row), [](#lst), [](#box), [](#tip), [](#item), [](#plain), [](#empty) and [](#code).

![A](dot.png){#fig}

<table id="tab"><caption>T</caption><tr id="row"><td>x</td></tr></table>

``` {#lst caption="L"}
x
```

``` {#code}
x
```

::: {.warning #box title="Mind"}
x
:::

::: {.tip #tip}
x
:::

4. four
5. [five]{#none}
6. {#item}six

::: {#plain}
A paragraph of some length, which goes on after forty letters.
:::

[]{#empty}

***

Words around it, []{#nothing} as it is. [](#nothing)
"""


def test_no_id_is_printed(run):
    with tempfile.TemporaryDirectory() as d:
        open(d + "/t.md", "w").write("---\ntitle: T\nauthor: A\nlang: en\n---\n\n" + NAMED)
        open(d + "/dot.png", "wb").write(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../golden/dot.png"), "rb").read())
        status, dump, errors = run("dump", "t.md", cwd=d)
    assert status == 0, errors
    said = dict(re.findall(r'Link reference url="#(\w+)"[^\n]*\n +Str "([^"]*)" generated', dump))
    assert said["fig"] == "Figure\u00a01" and said["tab"] == said["row"] == "Table\u00a01" and said["lst"] == "Listing\u00a01" and said["code"] == "Listing", said
    assert said["box"] == "“Mind”" and said["tip"] == "Tip" and said["plain"] == "“A paragraph of some length, which goes…”", said
    assert said["nothing"] == "“Words around it, as it is.”" and errors.count("nothing says") == 2, (said, errors)
    assert said["empty"] == "page" and re.search(r":7:\d+: warning: nothing says what '#empty' is called; write the words between", errors), (said, errors)


def test_captions_have_numbers_by_the_style(run):
    text = "---\ntitle: T\nlang: en\n---\n\n| a |\n|--|\n| b |\n\n: Cap\n\n``` {#l caption=\"Lst\"}\nx\n```\n\n%s\n"
    for style, link, wanted in (("default", "", 1), ("novel", "", 0), ("novel", "[](#l)", 1)):
        made = Made(run, text % link, "--style", style)
        words, page = made.text("-raw"), made.pages
        assert ("Table 1. Cap" in words.replace("\u00a0", " ")) == (wanted and not link), words
        assert ("Listing 1. Lst" in words.replace("\u00a0", " ")) == bool(wanted) == ('class="label">Listing' in page), words


def test_a_number_that_no_caption_shows_is_told(run):
    made = Made(run, front() + '![](dot.png){#fig-a alt="A dot"}\n\nSee [](#fig-a).\n\n![Shown](dot.png){#fig-c}\n\nAnd [](#fig-c).\n', files={"dot.png": open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "dot.png"), "rb").read()})
    assert made.errors.count("\n") == 1 and re.match(r"t.md:6:1: warning: this is called by its number, which no caption shows", made.errors), made.errors


OWN = [
    ("en", "Figure 7: A mill", "Figure 7", "A mill"), ("en", "**Fig. 3.** A *mill*", "Figure 3", "A mill"), ("en", "**Figure A.2** A mill", "Figure A.2", "A mill"),
    ("en", "*Figure 15-1*: A mill", "Figure 15-1", "A mill"), ("en", "FIGURE 4", "Figure 4", ""), ("en", "Figure 12 shows a mill", "Figure 1", "Figure 12 shows a mill"),
    ("en", "Figure 3-D images", "Figure 1", "Figure 3-D images"), ("de", "Abb. 2b – Mühle", "Abbildung 2b", "Mühle"), ("fr", "Figure 4 : Moulin", "Figure 4", "Moulin"),
    ("hu", "2. ábra. Malom", "2. ábra", "Malom"), ("lt", "3 pav. Malūnas", "3 pav.", "Malūnas"), ("ru", "Рис. 5 — Мельница", "Рисунок 5", "Мельница"), ("ja", "図2　水車", "図2", "水車"),
]


def test_a_caption_that_says_its_number_keeps_it(run):
    for lang, caption, label, words in OWN:
        dump, errors = tree(run, "![%s](none.png){#fig-a}\n\n[](#fig-a)\n" % caption, lang=lang)
        said = "".join(re.findall(r'Str "([^"]*)"', dump[dump.index("    Caption"):dump.index("\n  Para")]))
        called = re.search(r'Str "([^"]*)" generated', dump).group(1).replace("\u00a0", " ")
        assert (called, said) == (label, words), (caption, called, said)
    dump, _ = tree(run, "![Figure 4: A](a.png)\n\n![B](b.png)\n\n| a |\n|---|\n| b |\n\n: Table 2.1: C\n")
    assert [label.replace("\u00a0", " ") for label in re.findall(r'label="([^"]*)"', dump)] == ["Figure 4", "Figure 5", "Table 2.1"], dump
    made = Made(run, front("style: novel\n") + "| a |\n|---|\n| b |\n\n: Table 2.1: C\n")
    assert "Table 2.1. C" in made.words.replace("\u00a0", " "), made.words


SMALL = [("en", "See", "Figure 1", "section 1"), ("en", "Done.", "Figure 1", "Section 1"), ("de", "Vgl.", "Abbildung 1", "Abschnitt 1"), ("fr", "Voir", "figure 1", "section 1"),
         ("fr", "(cf.", "figure 1", "section 1"), ("fr", "Fini.", "Figure 1", "Section 1"), ("ru", "См.", "рисунок 1", "раздел 1"), ("el", "Βλ.", "σχήμα 1", "ενότητα 1"),
         ("hu", "Lásd", "1. ábra", "1. szakasz"), ("sr-Latn", "Vidi", "slika 1", "odeljak 1")]


def test_a_reference_is_small_within_a_sentence_where_its_language_has_it_so(run):
    for lang, before, figure, section in SMALL:
        made = "---\ntitle: T\nlang: %s\nnumber-sections: true\n---\n\n# One {#s}\n\n%s [](#f), %s [](#s).\n\n![Cap](a.png){#f}\n" % (lang, before, before)
        status, dump, errors = run("dump", "-", stdin=made.encode())
        said = [word.replace("\u00a0", " ") for word in re.findall(r'Str "([^"]*)" generated', dump)]
        assert status == 0 and said == [figure, section], (lang, before, said)
        assert 'label="%s%s' % (figure[0].upper(), figure[1:3]) in dump.replace("\u00a0", " "), dump
