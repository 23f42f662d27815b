"""RTF documents as sources: what Word, LibreOffice and Pandoc write."""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from html_test import imported, png

HEAD = (r"{\rtf1\ansi\ansicpg1252\deff0\deflang1031{\fonttbl{\f0\froman Times;}{\f1\fnil\fcharset204 Cyr;}}{\colortbl;\red0\green0\blue0;}"
        r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Quotations;}{\s3 Preformatted Text;}{\s4 Title;}{\*\cs5 Char;}}{\info{\title From the program}{\author A. Name}{\creatim\yr2021\mo3\dy4}}")
FRONT = '---\ntitle: "%s"\nauthor: "A. Name"\nlang: de-DE\ndate: 2021-03-04\n---\n\n'


def source_of(run, body, title="From the program"):
    source, dump, errors, faults, files = imported(run, (HEAD + body + "}").encode("latin-1"))
    assert source.startswith(FRONT % title), source
    return source[len(FRONT % title):], errors, files


def test_words(run):
    text, errors, files = source_of(run, r"\pard Plain {\b bo}{\b ld} {\i it} H{\sub 2}O x{\super 2\nosupersub  y} {\scaps Small} {\ul u} {\strike s}\par"
                                         "\n" r"caf\'e9 \'93q\'94 {\f1 \'ec\'e8\'f0} \u1078? \uc2\u8364\'80\'80! \uc1\u-10179?\u-8703? a\~b\_c\emdash\{x\}\par" "\n" r"one\line two\tab three\page {\v gone}four{\*\unknown gone}\par")
    assert text == ("Plain **bold** *it* H~2~O x^2^ y [Small]{.smallcaps} [u]{.underline} ~~s~~\n\ncaf\u00e9 \u201cq\u201d \u043c\u0438\u0440 \u0436 \u20ac! \U0001f601 a\u00a0b\u2011c\u2014\\{x}\n\none\\\ntwo three\n\n\\newpage\n\nfour\n"), text
    assert errors.count("hidden text is left out") == 1, errors


def test_blocks(run):
    item = lambda sign, text, level=0, number=1: r"\pard\ls%d\ilvl%d{\listtext\tab %s\tab}%s\par" % (number, level, sign, text)
    text, errors, files = source_of(run, r"{\header gone\par}\pard\s4 The Title\par\pard\s1 Head\par\pard First.\par" + item("3.", "three") + item("a)", "deep", 1) + item("4.", "four") + r"\pard Between\par" + item("5.", "five") +
                                    item(r"\u8226 ?", "dot", 0, 2) + r"\pard\s2 said\par\pard\s2 twice\par\pard\s3 int x;\par\pard\s3   y;\par"
                                    r"{\pard \fi-360\li360 \bullet \tx360\tab typed\par}{\pard \fi-360\li720 1.\tx360\tab deeper\par}\pard End\par", "The Title")
    assert errors.count("heads and feet of pages are left out") == 1, errors
    assert text == "# Head\n\nFirst.\n\n3. three\n   <!-- -->\n   a) deep\n4. four\n\nBetween\n\n5. five\n\n- dot\n\n> said\n>\n> twice\n\n```\nint x;\n  y;\n```\n\n- typed\n  1. deeper\n\nEnd\n", text


def test_tables_notes_links_and_pictures(run):
    row = lambda cells, more="", widths=(1000, 2000): r"\trowd%s%s\pard\intbl %s\row" % (more, "".join(r"\cellx%d" % width for width in widths), "".join(cell + r"\cell " for cell in cells))
    text, errors, files = source_of(run, r"\pard Table\par" + row(["A|B", "B"], r"\trhdr") + row(["1", "2"]) + r"\pard Next\par\trowd\clvmgf\cellx1\cellx2\pard\intbl down\cell x\cell\row\trowd\clvmrg\cellx1\cellx2\pard\intbl\cell y\cell\row"
                                    r"\pard Note\chftn{\footnote\pard\chftn  The {\i note}.\par Two.} and {\field{\*\fldinst HYPERLINK ""\"https://e.org/\"" r"}{\fldrslt{\ul out}}}, {\field{\*\fldinst PAGE}{\fldrslt 7}}.\par"
                                    r"{\pard {\*\bkmkstart there}{\*\bkmkend there}Here\par}{\pard see {\field{\*\fldinst HYPERLINK \\l ""\"there\"" r"}{\fldrslt above}}\par}"
                                    r"\pard{\pict\pngblip\picwgoal1440 " + png(3).hex() + r"}\par\pard a{\deleted gone}{\*\annotation gone}b\par")
    assert text == ("Table\n\n| A\\|B | B |\n|---|---|\n| 1 | 2 |\n\nNext\n\n<table>\n<tbody>\n<tr>\n<td rowspan=\"2\">down</td>\n<td>x</td>\n</tr>\n<tr>\n<td>y</td>\n</tr>\n</tbody>\n</table>\n\nNote[^1] and [out](https://e.org/), 7.\n\n"
                    "[]{#there}Here\n\nsee [above](#there)\n\n![](a-media/picture.png){width=\"25mm\"}\n\nab\n\n[^1]: The *note*.\n\n    Two.\n"), text
    assert files["picture.png"] == png(3) and "a comment is left out" in errors and "a tracked deletion is carried out" in errors, errors
