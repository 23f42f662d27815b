"""What sections are to a book: said by the author, else by the shape; the same in both editions."""
import re

import making
from making import Made

WORDS = "The harbour lay quiet in the morning, and the boats came back one by one. " * 90 + "\n\n"


def made(run, text, front=""):
    """The pages' labels and texts, and the e-book's sections (term, role, number, heading, matter of the file)."""
    built, sections = Made(run, making.front("author: A\nnumber-sections: true\n" + front) + text), []
    for _, page in built.spine:
        matter = re.search(r'<body epub:type="(\w+)matter"', page)
        for found in re.finditer(r'<section(?: class="[^"]*" epub:type="([^"]*)")?(?: role="doc-([^"]*)")?[^>]*>\s*(?:<div[^>]*pagebreak[^>]*></div>\s*)?'
                                 r'<h\d[^>]*>(.*?)</h\d>', page, re.S):
            term, role, head = found.groups()
            if term == "titlepage":
                continue
            number = re.search(r'<span class="number">(.*?)</span>', head)
            head = re.sub(r'<span class="number">.*?</span>|<[^>]+>', "", head).strip()
            sections.append((head, term, number and number.group(1), matter and matter.group(1)))
            assert role in (term, None), (term, role)
    return built.text("-layout").split("\f"), sections


def folio_of(pages, head):
    """The folio of the first page that begins with a heading."""
    found = [page.split() for page in pages if " ".join(page.split()).startswith(head)]
    assert found, head
    return found[0][-1]


def numbers(sections):
    return [(head, number) for head, _, number, _ in sections]


PARTS = ("# Preface {.unnumbered}\n\n" + WORDS + "# The Sea\n\n## One\n\n" + WORDS + "### In one\n\n" + WORDS + "## Two\n\n" + WORDS
         + "# The Land\n\n## Three\n\n" + WORDS + "### In three\n\n" + WORDS
         + "# Appendices {.appendix .unnumbered}\n\n## Tables {.appendix}\n\n" + WORDS + "### In tables\n\nt\n\n## Sources\n\nt\n")


def test_parts_by_shape(run):
    pages, sections = made(run, PARTS)
    assert sections == [
        ("Preface", "preface", None, "front"), ("The Sea", "part", "I", "body"), ("One", "chapter", "1", "body"),
        ("In one", None, "1.1", "body"), ("Two", "chapter", "2", "body"), ("The Land", "part", "II", "body"),
        ("Three", "chapter", "3", "body"), ("In three", None, "3.1", "body"), ("Appendices", "part", None, "back"),
        ("Tables", "appendix", "A", "back"), ("In tables", None, "A.1", "back"), ("Sources", "appendix", "B", "back")], sections
    folio = folio_of(pages, "Preface")
    assert re.fullmatch("[ivx]+", folio), folio
    assert folio_of(pages, "1 One") == "3" and folio_of(pages, "A Tables").isdigit()


def test_parts_said(run):
    """All at one level, as some write them; and deeper, where only one of two is said to be a part."""
    flat = ("# Sea {.part}\n\n# One\n\n" + WORDS + "## In one\n\n" + WORDS + "# Two\n\n" + WORDS + "# Land {.part}\n\n# Three\n\n" + WORDS
            + "# Tables {.appendix}\n\n" + WORDS + "## In tables\n\nt\n")
    wanted = [("Sea", "I"), ("One", "1"), ("In one", "1.1"), ("Two", "2"), ("Land", "II"), ("Three", "3"), ("Tables", "A"), ("In tables", "A.1")]
    pages, sections = made(run, flat)
    assert numbers(sections) == wanted, sections
    assert folio_of(pages, "1 One") == "3" and "3 Three" not in " ".join(pages[[p.split()[:2] for p in pages].index(["II", "Land"])].split())
    said = "# Sea {.part}\n\nWords of the part.\n\n## One\n\n" + WORDS * 2 + "# Alone\n\n" + WORDS + "## In it\n\n" + WORDS
    assert numbers(made(run, said)[1]) == [("Sea", None), ("One", "1"), ("Alone", "2"), ("In it", "2.1")]


def test_matter_around(run):
    """A div says it for all that it holds; front and back matter have no numbers, and no section of what has none."""
    text = ("::: frontmatter\n# Before\n\n" + WORDS + "# Thanks\n\n" + WORDS + "::::\n\n").replace("::::", ":::")
    text += "# One\n\n" + WORDS + "# Between {-}\n\n" + WORDS + "## In between\n\n" + WORDS + "# Two\n\n" + WORDS + "## In two\n\nt\n\n"
    text += "# After {.backmatter}\n\n" + WORDS + "# More {.appendix}\n\n" + WORDS
    pages, sections = made(run, text)
    assert [(head, number, matter) for head, _, number, matter in sections] == [
        ("Before", None, "front"), ("Thanks", None, "front"), ("One", "1", "body"), ("Between", None, "body"),
        ("In between", None, "body"), ("Two", "2", "body"), ("In two", "2.1", "body"), ("After", None, "back"), ("More", "A", "back")], sections
    assert [bool(re.fullmatch("[ivx]+", folio_of(pages, head))) for head in ("Before", "Thanks", "1 One")] == [True, True, False]
    assert folio_of(pages, "1 One") == "1"


def test_what_stands_in_no_part_is_beside_the_parts(run):
    for text in ("# Foreword {.frontmatter}\n\nx\n\n# Preface\n\nx\n\n# Sea {.part}\n\n# One\n\nx\n\n# Index {.backmatter}\n\nx\n\n# Thanks\n\nx\n",
                 "# Foreword\n\nx\n\n# Preface\n\nx\n\n# Sea {.part}\n\n# One\n\nx\n\n::: backmatter\n# Index\n\nx\n\n# Thanks\n\nx\n:::\n"):
        nav = re.search(r'epub:type="toc"(.*?)</nav>', Made(run, making.front("author: A\n") + text).files["nav.xhtml"].decode(), re.S).group(1)
        inner = [re.findall(r">(\w+)</a>", found) for found in re.findall(r"</a>\s*<ol>(.*?)</ol>", nav, re.S)]
        assert inner == [["One"]] and len(re.findall("<li>", nav)) == 6, nav


def test_what_follows_an_appendix_is_one_or_of_the_end(run):
    text = "# One\n\nx\n\n# Tools {.appendix}\n\n## In tools\n\nx\n\n# Ships\n\n## In ships\n\nx\n\n# Bibliography\n\nx\n\n# People\n\nx\n\n"
    pages, sections = made(run, text + "# Again {.chapter}\n\nx\n\n# More\n\nx\n")
    assert sections == [("One", "chapter", "1", "body"), ("Tools", "appendix", "A", "back"), ("In tools", None, "A.1", "back"), ("Ships", "appendix", "B", "back"),
                        ("In ships", None, "B.1", "back"), ("Bibliography", "bibliography", None, "back"), ("People", None, None, "back"),
                        ("Again", "chapter", "2", "body"), ("More", "chapter", "3", "body")], sections
    printed = " ".join(" ".join(pages).split())
    assert "B Ships B.1 In ships x Bibliography x People x" in printed, printed
    _, sections = made(run, "# P {.part}\n\n## One\n\nx\n\n## T {.appendix}\n\nx\n\n## U\n\nx\n\n# Q {.part}\n\n## Two\n\nx\n")
    assert numbers(sections) == [("P", "I"), ("One", "1"), ("T", "A"), ("U", "B"), ("Q", "II"), ("Two", "2")], sections
    _, sections = made(run, "# One\n\nx\n\n# Over {.appendix .unnumbered}\n\n## T {.appendix}\n\nx\n\n# People\n\nx\n")
    assert numbers(sections) == [("One", "1"), ("Over", None), ("T", "A"), ("People", None)], sections


def test_bookdown_s_parts_and_appendices(run):
    _, sections = made(run, "# Hello {-}\n\nx\n\n# (PART) The Sea {-}\n\n# One\n\nx\n\n# (PART\\*) The Land {-}\n\n# Two\n\n## In two\n\nx\n\n"
                       "# (APPENDIX) Appendices {-}\n\n# Tools\n\n## In tools\n\nx\n\n# Ships\n\nx\n")
    assert sections == [("Hello", "chapter", None, "body"), ("The Sea", "part", "I", "body"), ("One", "chapter", "1", "body"), ("The Land", "part", None, "body"), ("Two", "chapter", "2", "body"),
                        ("In two", None, "2.1", "body"), ("Appendices", "part", None, "back"), ("Tools", "appendix", "A", "back"), ("In tools", None, "A.1", "back"),
                        ("Ships", "appendix", "B", "back")], sections


def test_numbers_without_parts(run):
    pages, sections = made(run, "# Introduction\n\n## A\n\n### Deep\n\n# Interlude {-}\n\n## In it\n\n# Second\n\n## Its section\n\n# Appendix {.appendix}\n\n## Of it\n")
    assert numbers(sections) == [("Introduction", "1"), ("A", "1.1"), ("Deep", "1.1.1"), ("Interlude", None), ("In it", None),
                                 ("Second", "2"), ("Its section", "2.1"), ("Appendix", "A"), ("Of it", "A.1")], sections


def test_six_levels_stand_below_parts_that_are_written_as_chapters(run):
    deep = "".join("%s Deep %d\n\nWords.\n\n" % ("#" * level, level) for level in (2, 3, 4, 5, 6, 6))
    _, sections = made(run, "# The Sea {.part}\n\n# Storm\n\n%s# The Land {.part}\n\n# Calm\n\nWords.\n" % deep)
    assert numbers(sections)[5:8] == [("Deep 5", "1.1.1.1.1"), ("Deep 6", "1.1.1.1.1.1"), ("Deep 6", "1.1.1.1.1.2")], sections


def test_sections_are_known_by_their_names_in_the_language_of_the_book(run):
    cases = {"de": "Vorwort Kapitel Nachwort Anhang", "fr": "Préface Chapitre Postface Annexe", "ru": "ПРЕДИСЛОВИЕ Глава Послесловие Приложение", "es": "Prefacio Capítulo Posfacio Apéndice",
             "zh": "前言 第一章 后记 附录", "en": "Preface Chapter Afterword Appendix", "de-CH": "Vorwort Kapitel Nachwort Anhang", "sw": "Preface Chapter Afterword Appendix"}
    for lang, names in cases.items():
        made = Made(run, making.front("number-sections: true\n", lang=lang) + "".join("# %s\n\n%s\n\n" % (name, "Words. " * 400) for name in names.split()), "--to", "epub")
        kinds = re.findall(r'<section class="([a-z]+)" epub:type="\1"', "".join(text for name, text in made.spine))
        wanted = ["titlepage"] + (["chapter"] * 4 if lang == "sw" else ["preface", "chapter", "afterword", "appendix"])
        assert [kind for kind in kinds if kind != "titlepage"] == wanted[1:], "%s: %s" % (lang, kinds)


def test_a_style_counts_sections_where_the_text_says_nothing(run):
    text, styles = "# One\n\nWords.\n\n## Two\n\nSee [](#one).\n", (("style: report\n", ["1", "1.1"]), ("style: report\nnumber-sections: false\n", [None, None]), ("", [None, None]))
    for front, wanted in styles:
        built = Made(run, making.front("author: A\n" + front) + text)
        found = re.findall(r"<h\d[^>]*>(?:<span class=\"number\">(.*?)</span>)?[^<]*(?:One|Two)</h", "".join(page for _, page in built.spine))
        pages = [re.search(r"([\d.]+ )?%s$" % head, built.text("-layout"), re.M).group().split()[:-1] for head in ("One", "Two")]
        assert [number or None for number in found] == wanted and [number[0] if number else None for number in pages] == wanted, (front, found, pages)


BOOK = "# The Sea {.part}\n\n# Storm\n\n## Night\n\nSee [](#storm), [](#night) and [](#maps). [](#storm) ends.\n\n# Maps {.appendix}\n\n## First\n\nIn [](#first).\n"


def test_references_name_what_a_section_is(run):
    """A chapter of a book with parts, a part and an appendix by their names; others are sections."""
    front = "---\ntitle: T\nlang: %s\nnumber-sections: true\n---\n\n"
    for lang, wanted in (("en", ["chapter 1", "section 1.1", "appendix A", "Chapter 1", "section A.1"]),
                         ("de", ["Kapitel 1", "Abschnitt 1.1", "Anhang A", "Kapitel 1", "Abschnitt A.1"])):
        status, dump, errors = run("dump", "-", stdin=(front % lang + BOOK).encode())
        found = [name.replace("\u00a0", " ") for name in re.findall(r'Str "([^"]*)" generated', dump)]
        assert status == 0 and found == wanted, (found, errors)
    dump = run("dump", "-", stdin=(front % "en" + "# One\n\nSee [](#two).\n\n# Two\n").encode())[1]
    assert "section\u00a02" in dump and "hapter" not in dump, dump


def test_a_heading_of_no_words_is_told_and_not_counted(run):
    status, dump, errors = run("dump", "-", stdin=(making.front("number-sections: true\n") + "# One\n\nx\n\n#\n\ny\n\n<h2></h2>\n\n# Two\n\nz\n").encode())
    assert status == 0 and re.findall(r'Header \d number="(\S+)"', dump) == ["1", "2"], dump
    assert re.findall(r"-:(\d+):1: warning: this heading has no words", errors) == ["11", "15"] and errors.count("warning") == 2, errors
    nav = Made(run, making.front() + "# One\n\nx\n\n#\n\n# Two\n\nz\n").files["nav.xhtml"].decode()
    assert re.findall(r"<li><a href=\"[^\"]*\">([^<]*)</a></li>", nav.split("</nav>")[0]) == ["One", "Two"], nav
