"""What other dialects write is read, or told at its place."""
import re

from making import tree as read


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
    for text in ("> [!NOTE] x", "> [!NOTES]\n> x", "[!NOTE]\nx", "> x\n> [!NOTE]\n"):
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
