"""What other dialects write is read, or told at its place."""
import re, subprocess, tempfile, zipfile

from making import lay, tree as read


def test_page_breaks(run):
    for text in ("\\newpage", "\\pagebreak", "\\clearpage", "{{< pagebreak >}}", "{pagebreak}"):
        dump, errors = read(run, "a\n\n%s\n\nb" % text)
        assert dump == '  Para\n    Str "a"\n  PageBreak\n  Para\n    Str "b"' and not errors, dump + errors
        dump, errors = read(run, "a %s" % text)
        assert "PageBreak" not in dump, dump
    dump, _ = read(run, "`\\newpage`")
    assert "PageBreak" not in dump, dump


def test_alerts_are_boxes(run):
    for name, kind in (("NOTE", "note"), ("tip", "tip"), ("Warning", "warning"), ("CAUTION", "warning"), ("IMPORTANT", "warning")):
        dump, errors = read(run, "> [!%s]\n> *Words*.\n>\n> More." % name)
        assert dump == '  Div (%s) .%s\n    Para\n      Emph\n        Str "Words"\n      Str "."\n    Para\n      Str "More."' % (kind, name.lower()), dump
        dump, errors = read(run, "> [!%s]\n>\n> Words." % name)
        assert dump == '  Div (%s) .%s\n    Para\n      Str "Words."' % (kind, name.lower()), dump
    for text in ("> [!NOTE]x", "> [!NOTES]\n> x", "[!NOTE]\nx", "> x\n> [!NOTE]\n"):
        dump, _ = read(run, text)
        assert "Div" not in dump, dump


def test_raw_formats(run):
    dump, errors = read(run, "a `<b>x</b>`{=html} `\\LaTeX`{=latex} b\n\n```{=html}\n<p class=c>y</p>\n```\n\n```{=latex}\nz\n```\n\n```{=epub}\n<hr>\n```")
    assert "Strong" in dump and "Para .c" in dump and "HorizontalRule" in dump and "LaTeX" not in dump and '"z"' not in dump, dump
    assert ":6:" in errors and ":12:1: note: what is raw latex" in errors, errors


def test_addresses_are_links(run):
    dump, _ = read(run, 'See https://example.org/a_b_c?d=1&e, (http://example.org/x_(y)) or "www.example.org/~z". No: awww.x.y, xhttps://a.b, https://, www. `https://c.d` [https://e.f](https://g.h)')
    assert re.findall(r'Link external url="([^"]*)"', dump) == ["https://example.org/a_b_c?d=1&e", "http://example.org/x_(y)", "http://www.example.org/~z", "https://g.h"], dump
    assert "".join(re.findall(r'Str "([^"]*)"', dump)).startswith("See https://example.org/a_b_c?d=1&e, (http://example.org/x_(y)) or www.example.org/~z. No: awww.x.y, xhttps://a.b, https://, www."), dump


def test_addresses_of_mail_are_links(run):
    dump, _ = read(run, "Mail a.b@example.com, me+x@y.org. Not x@y @me@a.b git@github.com:a/b u@h.c/x http://u@h.com/p `c@d.ef` é@x.org nor a@b_c.d (m@n.op)")
    assert re.findall(r'Link external url="([^"]*)"', dump) == ["mailto:a.b@example.com", "mailto:me+x@y.org", "http://u@h.com/p", "mailto:m@n.op"], dump
    assert '. Not x@y @me@a.b git@github.com:a/b u@h.c/x "' in dump, dump


def test_keys_of_spans_that_nobody_reads(run):
    _, errors = read(run, "[a]{languge=fr} [b]{count=1} [c]{lang=fr title=x data-y=z ruby=w only=print}")
    assert "-:6:1: warning: the key 'languge' means nothing here, so it is left out; " in errors and "-:6:17: warning: the key 'count'" in errors and errors.count("key '") == 2, errors


def test_what_is_not_read_is_told_where_it_stands(run):
    dump, errors = read(run, "a\nb [@key, p. 3] \\index{x}\n\n\\begin{center}\nx\n\\end{center}\n\nSee @fig-one, \\@ref(fig:two), {{< video x >}}\n\n[TOC]\n\n"
                             "!!! note\n    x\n\n+---+---+\n| a | b |\n+---+---+\n\n(@) x\n\n`[@key]` `\\ref{x}` a@b-c !!! x + -- y")
    for place, said in (("7:3", "citations"), ("7:16", "index"), ("9:1", "TeX"), ("13:5", "(#fig-name)"), ("13:16", "(#name)"), ("13:31", "shortcodes"), ("15:1", "contents"),
                        ("17:1", "box"), ("20:1", "table"), ("24:1", "list")):
        assert re.search(r"-:%s: warning: [^\n]*%s" % (place, re.escape(said)), errors), place + said + errors
    assert "[@key, p. 3]" in dump and "-:26:" not in errors, dump + errors


def test_lines_behind_bars_are_verse(run):
    dump, errors = read(run, "| One *two*\n|    three\n| four\n\nAfter.")
    assert dump == ('  Div (verse) .verse\n    Para\n      Str "One "\n      Emph\n        Str "two"\n      LineBreak\n      Str "\u00a0\u00a0\u00a0three"\n'
                    '      LineBreak\n      Str "four"\n  Para\n    Str "After."') and not errors, dump + errors
    for text in ("| One\ntwo", "| One", "| One | two\n| three | four", "|One\n|two"):
        dump, _ = read(run, text)
        assert "Div" not in dump, dump


def test_verse_keeps_its_indents(run):
    dump, _ = read(run, "::: verse\nOne\n    two *three\n  four*\n\n> - five\n>    six\n:::\n\nSeven\n    eight")
    assert re.findall(r'Str "([^"]*)"', dump) == ["One", "\u00a0" * 4 + "two ", "three", "\u00a0\u00a0four", "five", "\u00a0six", "Seven", "eight"], dump


def test_pages_end_where_html_says(run):
    for text in ('<div style="page-break-after: always;"></div>', "<div style='color:red;break-before:page'></div>", "<!-- pagebreak -->", '<div class="page-break"></div>'):
        dump, errors = read(run, "a\n\n%s\n\nb" % text)
        assert "PageBreak" in dump and dump.count("\n") == 4 and not errors, dump + errors
    dump, _ = read(run, '<div style="page-break-inside: avoid"></div>\n\n<!-- pagebreaks -->\n\nb <!-- pagebreak --> c')
    assert "PageBreak" not in dump, dump


GRID = "+---+-----+\n| A | - b |\n|   | - c |\n+===+:===:+\n| d | e   |\n|   |     |\n| f | g   |\n+---+-----+\n| wide    |\n+---+-----+"
SIMPLE = "  Right   Left\n-------   ------\n     12   12\n    123   `c`"
BARE = "-------   ------\n     12   12\n    123   x\n-------   ------"
LINES = "------------------\n Head   Of\n one    two\n------- ----------\n  a      b\n         c\n\n  d      e\n------------------"
HEAD = b"---\ntitle: T\nlang: en\n---\n\n"
PANDOC = "---\ntitle: T\nlang: en\ndialect: pandoc\n---\n\n"


def cells(dump):
    """Rows of cells, each its texts; with the table's alignments before them."""
    head = re.search(r"Table ([a-z ]*)", dump).group(1).split()
    rows = [[re.findall(r'(?:Str|Code) "([^"]*)"', cell) for cell in re.split(r"\n +Cell ", row)[1:]] for row in re.split(r"\n +Row\b", dump)[1:]]
    return head, rows


def test_pandocs_tables_are_read_where_its_dialect_is_said(run):
    wanted = ((GRID, (["default", "center"], [[["A"], ["b", "c"]], [["d", "f"], ["e", "g"]], [["wide"]]])),
              (SIMPLE, (["right", "left"], [[["Right"], ["Left"]], [["12"], ["12"]], [["123"], ["c"]]])),
              (BARE, (["right", "left"], [[["12"], ["12"]], [["123"], ["x"]]])),
              (LINES, (["center", "left"], [[["Head", "one"], ["Of", "two"]], [["a"], ["b", "c"]], [["d"], ["e"]]])))
    for text, (aligns, rows) in wanted:
        for before, after in (("", ""), ("> ", "\n\n> after"), ("", "\n\n: Caption {#tbl-x}")):
            source = PANDOC + "before\n\n" + "\n".join(before + line for line in text.split("\n")) + after
            status, dump, errors = run("dump", "-", stdin=source.encode())
            found, all_rows = cells("\n".join(line for line in dump.split("\n") if "Caption" not in line))
            assert status == 0 and "error" not in errors and found[:2] == aligns, dump + errors
            all_rows[-1][-1] = all_rows[-1][-1][:len(rows[-1][-1])]
            assert all_rows == rows, (dump, all_rows, rows)
            assert "HorizontalRule" not in dump and ("#tbl-x" in dump) == ("tbl-x" in after), dump
    assert "colspan" in run("dump", "-", stdin=(PANDOC + GRID).encode())[1]


def test_what_is_written_for_pandoc_is_in_its_dialect(run):
    text, table = "---\ntitle: T\nlang: en\n%s---\n\n" + BARE + "\n", lambda *args, **more: "Table right left" in run("dump", *args, **more)[1]
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"a.qmd": text % "", "b.Rmd": text % "", "c.md": text % "", "d.qmd": text % "dialect: commonmark_x\n", "q/_quarto.yml": "book:\n  title: Q\n  chapters: [x.md]\nlang: en\n", "q/x.md": BARE})
        assert [table(name, cwd=d) for name in ("a.qmd", "b.Rmd", "q", "c.md", "d.qmd")] == [True, True, True, False, False]


def test_bars_in_code_and_formulas_divide_no_row_of_pandocs(run):
    rows = "| $\\max(0, 1-|x|)$ | `a | b` |\n| $\\|y\\|$ | ``b ` | c`` |\n| $5 | $6 |\n|$7|$8|\n| \\| ` | end |\n\nWords | of `a | b`, $|z|$.\n\n    a | `b | c`\n"
    status, dump, errors = run("dump", "-", stdin=(PANDOC + "| A | B |\n|---|---|\n" + rows).encode())
    wanted = ["A", "B", "\\\\max(0, 1-|x|)", "a | b", "\\\\|y\\\\|", "b ` | c", "$5", "$6", "$7", "$8", "| `", "end", "Words | of ", "a | b", ", ", "|z|", ".", "a | `b | c`"]
    assert (status, errors) == (0, "") and re.findall(r'(?:Str|Code|Math|CodeBlock) "(.*?)"', dump) == wanted, (dump, errors)


def test_cells_have_the_texts_notes_and_places(run):
    text = "# Head\n\n+------------+\n| a[^n] [b]  |\n+------------+\n| ~~~        |\n| x  y       |\n| ~~~        |\n+------------+\n\nlast[^m]\n\n[^m]: two\n\n[^n]: one\n\n[b]: https://example.com/\n"
    status, dump, errors = run("dump", "-", stdin=(PANDOC + text).encode())
    assert re.search(r'Note 1 @\d+:\d+\n.*\n +Str "one"', dump) and 'url="https://example.com/"' in dump and 'CodeBlock "x  y"' in dump, dump
    assert "closed" not in errors and "Plain @10:3" in dump and "CodeBlock \"x  y\" @12:3" in dump, dump


def test_no_table_where_there_is_none(run):
    for text in ("---\n\na\n\n---", "a\n---", "a\n--- ---", "    code  x\n    ----- ---\n    1     2", "~~~\n" + BARE + "\n~~~", "- - -", "+---+\n| a |", "a\n\n" + re.sub("(?m)^", "    ", BARE), "~~~\n" + GRID + "\n~~~"):
        own = run("dump", "-", stdin=(PANDOC + text).encode())
        usual = run("dump", "-", stdin=(PANDOC.replace("dialect: pandoc\n", "") + text).encode())
        lines = [[re.sub(r" @\d+:\d+", "", line) for line in dump.split("\n")] for _, dump, _ in (own, usual)]
        assert lines[0] == lines[1] and "Table" not in own[1], own[1]


def test_tables_of_the_other_dialect_are_told_once(run):
    for text in (GRID, SIMPLE, BARE, LINES):
        _, dump, errors = run("dump", "-", stdin=(HEAD + text.encode() + b"\n\nx\n\n" + text.encode()))
        assert "Table" not in dump and errors.count("no table in this dialect") == 1 and ":6:" in errors and "dialect: pandoc" in errors and "1 more" in errors, errors


def test_signs_that_close_a_heading_stand_before_attributes(run):
    for text, words in (("# X ## {#id}", "X"), ("# Y# {#id}", "Y#"), ("# # {#id}", "#"), ("# C \\# {#id}", "C #"), ("# F \\## # {#id}", "F ##"), ("G # {#id}\n===", "G #")):
        assert read(run, text)[0] == '  Header 1 #id\n    Str "%s"' % words, read(run, text)


def test_examples_are_counted_through(run):
    text = "(@) One\n(@b) Two, after (@c)\n\nSee (@b), @b, a@b and @d.\n\n(@c) Three"
    _, dump, errors = run("dump", "-", stdin=(PANDOC + text).encode())
    assert "OrderedList 1 decimal two-parens" in dump and "OrderedList 3 decimal two-parens" in dump, dump
    assert 'Str "Two, after (3)"' in dump and 'Str "See (2), 2, a@b and @d."' in dump, dump
    _, dump, errors = run("dump", "-", stdin=HEAD + text.encode())
    assert "OrderedList" not in dump and "dialect: pandoc" in errors, errors


def test_notes_stand_in_the_text(run):
    for head in (PANDOC, HEAD.decode()):
        text = 'A^[Of *a* [link](https://x.y), `]` and $x^[2]$ with\none^[inside].] b x^[2]^ `^[no]` \\^[no] ^[] ^[up](https://x.y)^ "c"^[last]^[too]\n\n| a^[cell] | b |\n|--|--|\n\n# H^[head]\n\nCalled[^d]\n\n[^d]: defined'
        _, dump, errors = run("dump", "-", stdin=(head + text).encode())
        assert not re.search("warning: (?!this table)", errors) and dump.count("NoteRef") == 7, dump + errors
        notes = re.split(r"\nNote \d", dump)[1:]
        assert [re.search(r'Str "([^"]*)"', note).group(1) for note in notes] == ["Of ", "last", "too", "cell", "head", "defined", "inside"], dump
        assert "NoteRef 7" in notes[0] and dump.count("Superscript") == 2 and 'Code "^[no]"' in dump and "^[no] ^[]" in dump and "Superscript" in dump, dump


def test_boxes_have_their_own_words_and_titles(run):
    text = '::: {.note title="Mind \\"the\\" *gap*"}\nx\n:::\n\n::: important\nx\n:::\n\n> [!CAUTION]\n> x\n\n::: {#other title="A *plain* one"}\nx\n:::\n'
    for lang, important, caution, title in (("en", "Important", "Caution", "Mind “the” gap"), ("de", "Wichtig", "Vorsicht", "Mind „the“ gap"), ("pl", "Ważne", "Przestroga", "Mind „the” gap")):
        with tempfile.TemporaryDirectory() as d:
            open(d + "/b.md", "w").write("---\ntitle: T\nauthor: A\nlang: %s\n---\n\n%s" % (lang, text))
            status, _, errors = run("build", "b.md", cwd=d)
            assert status == 0 and not errors, errors
            words = subprocess.run(["pdftotext", "-raw", d + "/b.pdf", "-"], capture_output=True).stdout.decode().split("\n")
            book = zipfile.ZipFile(d + "/b.epub")
            page = "".join(book.read(n).decode() for n in book.namelist() if n.endswith("opening.xhtml"))
        assert [words[words.index(said)] for said in (title, important, caution, "A plain one")], words
        assert re.findall(r'admonition-title">([^<]*)<', page) == [title, important, caution] and "<strong>A <em>plain</em> one</strong>" in page, page


def test_more_that_is_told(run):
    dump, errors = read(run, "*[HTML]: Hyper\n\n*[Not]* one\n\nA ==b c== d ++e f++ g. i++ and j++; C++ and C++, a==b==c `==x==` a == b == c\n\nA> An aside\n\nA>B c\n\n!include x.md\n\n{mainmatter}\n\n"
                             "??? note\n    x")
    places = [line.split(": warning: ")[0][2:] for line in errors.splitlines()]
    assert sorted(places, key=lambda place: [int(n) for n in place.split(":")]) == ["6:1", "10:3", "10:13", "12:1", "16:1", "18:1"] and "(and 1 more like it)" in errors, errors
    assert "*[HTML]: Hyper" in dump and "==b c== d ++e f++ g" in dump, dump


EASTERN = [("这是**真，**她说", "这是 *真，* 她说"), ("这是**“重点”**的", "这是 *“重点”* 的"), ("这里**（括号）**后面", "这里 *（括号）* 后面"), ("他说**真的？**她", "他说 *真的？* 她"),
           ("**名为`.md`。**后面", "*名为.md。* 后面"), ("彼は**すごい！**と", "彼は *すごい！* と"), ("**Hello!**世界", "*Hello!* 世界"), ("**参见[链接](http://a.b/c)**的", "*参见链接* 的"),
           ('这是**"重点"**的', "这是 *重点* 的"), ("*「斜」*と", "*「斜」* と"), ("**한국어(영어)**는", "*한국어(영어)* 는"), ("\\*\\*真，\\*\\*她", "**真，**她"), ("`**真，**她`", "**真，**她"),
           ("a *b* c，d", "a *b* c，d"), ("** 真，** 她", "** 真，** 她")]


def test_names_of_rules_and_citations(run):
    _, errors = read(run, "r[items.fn]\n\nr[items.fn.x]\nWords or[a] [#key], [#2](https://a.b) and [x][#y].\n\nWords {{< var title >}}.")
    assert "-:6:1: warning: rules have no names here" in errors and "(and 1 more like it)" in errors and "-:9:13: warning: citations" in errors, errors
    assert errors.count("\n") == 3 and "shortcode" not in errors, errors


def test_one_mark_is_told_once(run):
    for text, count in (("a {{%x%}} b", 1), ("a {%x%} b {{%y%}}", 2), ("\\begin{align} x \\end{align} y", 1), ("\\begin{align} \\begin{foo}", 2)):
        _, errors = read(run, text)
        assert errors.count("is not read here") + errors.count("are not read here") == count, errors


def test_emphasis_beside_eastern_signs(run):
    for text, wanted in EASTERN:
        for source in (text, "| x |\n|---|\n| %s |" % text):
            dump, errors = read(run, source, lang="zh")
            found = ""
            for line in dump.split('"x"')[-1].split("\n"):
                name, _, words = line.strip().partition(" ")
                if name in ("Strong", "Emph"):
                    found, depth = found + " *", len(line) - len(line.lstrip())
                elif name in ("Str", "Code"):
                    inside = found.count(" *") % 2
                    if inside and len(line) - len(line.lstrip()) <= depth:
                        found += "* "
                    found += words.strip('"')
            found += "*" * (found.count("*") % 2 and text[-1] == "*")
            assert found.replace(" ", "") == wanted.replace(" ", "") and not errors, (text, found, dump, errors)
            assert "\x01" not in dump and 'Str ""' not in dump, dump


def test_a_callout_is_called_by_its_heading(run):
    dump, errors = read(run, '::: {.callout-warning}\n## "Mind" *this*\n\nWords.\n:::\n\n::: {.callout-tip title="Own"}\n## Heading\n:::\n\n::: note\n## Stays\n:::')
    assert "title=\"“Mind” this\"" in dump and "Header 2 #heading" in dump and "Header 2 #stays" in dump and "#mind" not in dump and not errors, dump + errors


def test_titles_where_no_language_is_said(run):
    for text in ("::: callout-note\n## A \"title\"\n\nWords.\n:::\n", "> [!info] A \"title\"\n> Words.\n", "::: {.note title='A \"title\"'}\nWords.\n:::\n"):
        status, dump, errors = run("dump", "-", stdin=text.encode())
        assert status == 0 and "A “title”" in dump, dump + errors


def test_a_raised_word_before_a_note(run):
    dump, errors = read(run, "m^2^[^a] and ^,^[^b] and x^[in place]\n\n[^a]: One.\n\n[^b]: Two.")
    assert dump.count("NoteRef") == 3 and dump.count("Superscript") == 2 and not errors, dump + errors


def test_what_has_gone_leaves_no_space(run):
    dump, _ = read(run, "Words <!-- a comment -->\n\n<!-- b --> More\n\n- Item <!-- c -->\n\n# Head <!-- d -->\n\nA <!-- e --> b")
    texts = re.findall(r'Str "([^"]*)"', dump)
    assert texts[:4] == ["Words", "More", "Item", "Head"] and "".join(texts[4:]).split() == ["A", "b"], dump
