"""Writes many small books, each another mixture of what a source can hold, the same on
every run.  many.py FOLDER [COUNT]"""
import os, random, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import book, books

TITLES = ["A Book", "'Tools & \"Tables\" <1>'", "Der Krieg", "דרך הים", "本の題", "'  '", "'A title: so long that it takes lines '"]
LANGS = ["en", "en-GB", "de", "fr", "he", "ar", "ja", "zh-Hant", "hy", "grc", "pt-BR", "tlh", "sr-Latn-RS", "el", "th"]
STYLES = ["default", "classic", "handout", "large-print"]
IDS = ["plain", "ünï-wörlds", "1st", "a.b-c_d", "toc", "note-1", "page-1", "שלום", "日本", "landmarks", "style", "nav", "a:b", "x" * 90]

FRONT = {
    "subtitle": ["On & about <it>"],
    "author": ["A Name", "[A Name, 'B & C']", "[{name: A Name, role: ill, file-as: 'Name, A'}, {name: B, role: trl}, C]", "[A, B, C, D]"],
    "date": ["2023", "2023-09", "2023-09-19"],
    "dir": ["rtl", "ltr"],
    "rights": ["© 2023 & all <others>"],
    "publisher": ["Nobody & Sons"],
    "identifier": ["urn:isbn:9783161484100", "978-3-16-148410-0", "doi:10.1000/182", "'my own: 1'", "https://example.com/book?a=1&b=2"],
    "description": ["What it is & <why>"],
    "subject": ["[Tests, 'Books & such']"],
    "series": ["'Books & Tests'"],
    "series-position": ["2", "2.5", "two"],
    "cover-image": ["solid.png", "clear.png", "drawing.svg", "photograph.jpg"],
    "cover-alt": ["'A square \"and\" & more'"],
    "toc": ["true", "false"],
    "toc-depth": ["1", "2", "6"],
    "number-sections": ["true"],
    "url": ["https://example.com/a?b=1&c=2"],
    "certifier": ["A Name"],
    "conforms-to": ["WCAG 2.1 AA", "something"],
}

# Headings: level and words.
SHAPES = [
    [],
    [(1, "Only")],
    [(1, "One"), (1, "Two"), (1, "Three")],
    [(1, "Part One"), (2, "First"), (2, "Second"), (1, "Part Two"), (2, "Third")],
    [(1, "The Book"), (2, "First"), (3, "Of it"), (2, "Second")],
    [(1, "The Book"), (2, "Part I"), (3, "First"), (3, "Second"), (2, "Part II"), (3, "Third")],
    [(2, "Second level"), (4, "Fourth"), (1, "First"), (6, "Sixth"), (3, "Third")],
    [(1, "Preface"), (1, "Foreword {.foreword}"), (1, "Copyright {.copyright-page}")],
    [(1, "Dedication {.dedication}"), (1, "Introduction"), (1, "Prologue"), (1, "One {.chapter}"), (1, "Epilogue"), (1, "Afterword"),
     (1, "Appendix A"), (1, "Glossary"), (1, "Bibliography"), (1, "Colophon"), (1, "Acknowledgments"), (1, "Errata {.errata}")],
    [(1, "Same"), (1, "Same"), (2, "Same"), (2, "Same"), (1, "Same")],
    [(1, ""), (2, "*Emphasis*, `code` and \"quotes\""), (1, "A note[^head] in a heading"), (1, "[A link](https://example.com/)"), (1, "!!!")],
    [(1, "![A picture](solid.png)"), (1, "Unlisted {.unlisted .unnumbered}"), (1, "[שלום]{lang=he}"), (2, "H~2~O & <b>bold</b>")],
    [(1, "Abstract {.abstract}"), (1, "Contributors {.contributors}"), (1, "Imprint {.imprint}"), (1, "Volume 1 {.volume}"), (2, "Conclusion")],
]


def blocks(chance, ids):
    """One block of every kind, ids among them."""
    some = lambda: " ".join(book.words(chance.random(), chance.randint(3, 40)))
    link = lambda: "[%s](#%s)" % (chance.choice(["to it", "", "*there*"]), chance.choice(ids))
    return [
        some() + ".",
        some() + " " + link() + " and " + link() + "[^a] and again[^a].",
        "![A square](%s){#%s alt=\"%s\"}" % (chance.choice(["solid.png", "clear.png", "drawing.svg", "photograph.jpg", "moving.gif"]), ids[0], some()),
        "![](%s)" % chance.choice(["solid.png", "drawing.svg"]),
        "![A caption with *emphasis*, [a link](https://example.com/) and a note[^b]](clear.png){width=%s}" % chance.choice(["50%", "3cm", "200px", "40"]),
        "Words ![in line](solid.png){alt=\"\"} and ![drawn](drawing.svg \"a title\").",
        "| a | b |\n|---|--:|\n| 1 | " + link() + " |\n| 2 | x[^c] |\n\n: A table {#%s}" % ids[1],
        "| " + " | ".join(w * 3 for w in book.words(chance.random(), 12)) + " |\n|" + ":-:|" * 12 + "\n| " + "x | " * 12,
        "|  |  |\n|---|---|\n| 1 | 2 |",
        "| a |\n|---|",
        ": A lone caption",
        "- a\n- b\n\n    1. c\n    2. d\n\n    para",
        "- [ ] open\n- [x] done\n    - [ ] in it",
        "(iv) four\n(v) five\n\n<!-- -->\n\nC. see\nD. dee",
        "#. one\n#. two",
        "Term *one* {#t}\n\n:   Its meaning[^a].\n\n:   Another.\n\n    In two paragraphs.\n\nTerm two\n:   Short.",
        "> Quoted.\n>\n> > Twice. %s\n>\n> ## A heading in it" % link(),
        "```python\nif a < b && \"c\":\n\tpass\n```",
        "```{.c++ #%s}\nint a;\n```" % ids[2],
        "    indented & <code>",
        "* * *",
        "::: note\nMind.\n\n# A heading in a box\n:::",
        "::: {.tip #%s}\n%s\n:::" % (ids[3], some()),
        "::: warning\n![](solid.png)\n\n::: note\nInner.\n:::\n:::",
        "::: epigraph\nWords of another.\n\n--- Somebody\n:::",
        "::: verse\nOne *line\nand* another\nand [a third](https://example.com/)\n\nA second stanza\nof two lines\n:::",
        "::: pullquote\nPulled.\n:::",
        "::: dedication\nFor you.\n:::",
        "::: {.mine lang=fr}\nDes mots. [English]{lang=en} [עברית]{lang=he dir=rtl}\n\n## A heading in a div {#%s}\n\nText.\n:::" % ids[4],
        "::: pagebreak\n:::",
        "$$\\int_0^1 x < y \\,dx$$\n\nand $a^2 & b$ in line.",
        "<div id=\"%s\" class=\"x\"><p align=\"center\">Raw &amp; <b>bold <i>both</i></b><br>next</p><hr></div>" % ids[5],
        "<table><tr><th>a<td>b</table>\n\n<ul><li>one<li>two</ul>\n\n<script>alert(1)</script>\n\n<iframe src=\"https://example.com/\"></iframe>",
        "<img src=\"solid.png\" alt=\"raw\"> <a name=\"old\">anchor</a> <span lang=\"de\">Wort</span> <kbd>K</kbd> <abbr title=\"x\">X</abbr> <q>q</q> <!-- c -->",
        "<details><summary>More</summary>\n\nHidden.\n\n</details>\n\n<center>Middle</center> <font color=\"red\">red</font> <ruby>漢<rt>kan</rt></ruby>",
        "<dl><dt>t<dd>d</dl>\n\n<blockquote>q</blockquote>\n\n<pre>p\n q</pre>\n\n<h3 id=\"raw\">Raw heading</h3>\n\n<svg><circle/></svg>\n\n<math><mi>x</mi></math>",
        "[small]{.smallcaps} ~~struck~~ [under]{.underline} H~2~O x^2^ `code` \"quoted 'inner'\" [spanned]{#%s .c k=v} :smile: \\\nbroken" % ids[6],
        "[mail](mailto:a@b.c) [bad](http://) [odd](javascript:alert(1)) [file](other.html#x) [up](../x) [sp](<https://example.com/a b\"c>) "
        "<https://example.com/?q=[1]|2> [tel](tel:+1) [e]() [proto](//example.com/) [u](https://ex.com/ü#a#b)",
        "a\u00adb\u200bc \u202eright\u202c \U0001f600 \ue000 \u0301 \ufdd0 &nbsp; &#0; &#x1F; end",
        "[*linked note[^d] in emphasis*](https://example.com/) and ![alt[^e]](solid.png)",
        "^[An inline note with `code`,\n[a link](#%s) and *words*.]" % ids[0] + " After.",
        "[Glossed]{title=\"a title\"} **[strong link](#%s)** [![pictured](solid.png)](https://example.com/)" % ids[3],
    ]


NOTES = "\n[^a]: A note, with a [link](#%s) and a note[^f].\n\n[^b]: Of a caption.\n\n[^c]: Of a table.\n\n    > In parts.\n\n    ```\n    code\n    ```\n\n" \
        "[^d]: Of a link.\n\n[^e]: Of a picture.\n\n[^f]: Of a note.\n\n[^head]: Of a heading.\n"


def front(chance):
    lines = []
    if chance.random() < 0.8:
        lines.append("title: " + chance.choice(TITLES))
    if chance.random() < 0.9:
        lines.append("lang: " + chance.choice(LANGS))
    if chance.random() < 0.6:
        lines.append("style: " + chance.choice(STYLES))
    share = chance.random() * 0.7
    lines += ["%s: %s" % (key, chance.choice(values)) for key, values in FRONT.items() if chance.random() < share]
    return "---\n%s\n---\n" % "\n".join(lines)


def mixed(number):
    """The book of this number."""
    chance = random.Random(number)
    ids = chance.sample(IDS, 7)
    shape, all_blocks = SHAPES[number % len(SHAPES)], blocks(chance, ids)
    most = chance.choice([0, 1, 3, 9])
    out = [front(chance)]
    for level, words in [(0, "")] + shape:
        if level:
            out.append("#" * level + " " + words)
        out += chance.sample(all_blocks, chance.randint(0, most)) if level or chance.random() < 0.4 else []
    if chance.random() < 0.2:
        chance.shuffle(all_blocks)
        out += all_blocks
    return "\n\n".join(out) + "\n" + NOTES % ids[0]


def special():
    """Books at the ends of what there is."""
    head = "---\ntitle: T\nlang: en\n%s---\n\n"
    return {
        "nothing": "",
        "no-words": head % "",
        "one-word": "Word",
        "three-thousand-chapters": head % "toc: true\n" + "".join("# Chapter %d\n\nWords.\n\n" % n for n in range(1, 3001)),
        "long-table": head % "" + "| a | b |\n|---|---|\n" + "".join("| %d | %s |\n" % (n, "words " * 9) for n in range(6000)),
        "one-figure": head % "" + "# A\n\n![Cap](solid.png)\n",
        "all-lists": head % "toc: true\n" + "# A\n\n![Cap](solid.png)\n\n![Cap](clear.png)\n\n| a |\n|---|\n| b |\n\n: One\n\n| a |\n|---|\n| b |\n\n: Two\n",
        "deep": head % "" + "".join("%s level %d\n\n" % ("#" * min(n, 6), n) for n in range(1, 9)) + "> " * 40 + "deep\n\n" + "".join("  " * n + "- x\n" for n in range(30)),
        "only-front": head % "toc: true\n" + "# Preface {.preface}\n\nWords.\n",
        "only-back": head % "toc: true\n" + "# Appendix {.appendix}\n\nWords.\n",
        "only-unlisted": head % "toc: true\n" + "# A {.unlisted}\n\nWords.\n\n# B {.unlisted}\n\nWords.\n",
        "one-note": head % "" + "Word^[note]\n",
        "only-note": head % "" + "^[note]\n",
        "only-picture": head % "" + "![](solid.png)\n",
        "only-rule": head % "" + "***\n",
        "only-break": head % "" + "::: pagebreak\n:::\n",
        "only-raw": head % "" + "<script>x</script>\n",
    }


def main(folder, count):
    os.makedirs(folder, exist_ok=True)
    books.write_pictures(folder)
    made = special()
    made.update({"mixed-%03d" % number: mixed(number) for number in range(count)})
    for name, text in made.items():
        open(os.path.join(folder, name + ".md"), "w", encoding="utf-8", newline="\n").write(text)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40)
