"""Sources that would cost a naive reader quadratic time, or its stack: read in moments, without a crash."""
import glob, os, random, re

from making import spent

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 10  # seconds, for each; what is not linear takes minutes

INLINES = {
    "brackets": "[" * 100000,
    "images": "![" * 50000,
    "emphasis": "*a_" * 40000,
    "quotes": '"a' * 50000,
    "scripts": "~a~~^" * 30000,
    "maths": "${" * 50000,
    "attributes": "{.a" * 30000,
    "processing": "a<?" * 50000,
    "emoji": ":a" * 50000,
    "notes": "[^a]" * 30000,
    "pictures": "![[]()" * 40000,
    "rows": "aaa\nbbb\n-\v" * 40000,
}
BLOCKS = {
    "divs": "::: a\n" * 10000,
    "columns": "|a" * 30000 + "|\n" + "|-" * 30000 + "|\n",
    "bars": "|a|b|\n|-|-|\n" + "|x" * 100000 + "|\n",
    "rows of HTML": "<table>" + "<tr><td>x" * 60000 + "</table>\n",
    "cells": "|a" * 400 + "|\n" + "|-" * 400 + "|\n" + "|x\n" * 2000,
    "definitions": "T\n" + ": a\n" * 20000,
    "headings": "# a\n" * 20000,
    "lists": "a) " * 3000 + "x",
    "yaml": "---\na: " + "[" * 20000 + "\n---\n",
    "html": "<b><i>" * 5000 + "a" + "</i></b>" * 5000,
    "tags": "<x>a</x> " * 20000,
    "links": "a <a href='b'>" * 20000,
    "open": "<b>a<p>b<tr><td><ul><li>" * 5000,
    "crossed": "<div><b>\n" * 20000 + "a" + "</i></q>" * 20000,
    "unquoted": "<div a='\n\nb\n\n" * 10000,
    "instructions": "<div>" + "<?a " * 20000 + "\n\nb\n\n" + "<div><!-" * 20000,
}
DEEP_MARKERS = {
    "empty lines": "- " * 15000 + "x" + "\n" * 15000,
    "emphasis": ">" * 50000 + "a*" * 50000,
    "mixed": "> - 1. a) + * " * 5000 + "x\n" * 5000,
    "steps": "".join(" " * i + "- x\n" for i in range(0, 3000, 2)) + "\n" * 20000,
}
DEEP = {"quotes": ">" * 10000 + " deep\n", "lists": "- " * 10000 + "deep\n", "tags": "<div>\n" * 5000 + "deep\n"}


def read(run, text):
    begun = spent()
    status, dump, errors = run("dump", "-", stdin=text if isinstance(text, bytes) else text.encode())
    assert status in (0, 1), "status %d" % status
    assert spent() - begun < LIMIT, "it took %.1f s" % (spent() - begun)
    assert len(errors.split("\n")) < 30, "messages flood: " + errors[:500]
    return dump, errors


def test_inlines(run):
    for name, text in INLINES.items():
        read(run, text)


def test_blocks(run):
    for name, text in BLOCKS.items():
        read(run, text)


def test_deep_nesting_is_set_flat_with_its_text(run):
    for name, text in DEEP.items():
        dump, errors = read(run, text)
        assert "deep" in dump, name
        depth = max((len(line) - len(line.lstrip(" "))) // 2 for line in dump.split("\n"))
        assert depth <= 110, "%s: %d levels" % (name, depth)
        assert "a hundred levels" in errors, errors


def test_markers_that_nest_too_deep_are_text(run):
    for name, text in DEEP_MARKERS.items():
        dump, errors = read(run, text)
        assert "one level too deep" in errors and "a hundred levels" in errors, name + errors
    dump, errors = read(run, "- " * 45 + "x\n\n" + "* " * 200 + "\n\n```\n" + ">" * 200 + "\n```\n\nend >" + " -" * 200)
    assert 'CodeBlock "' + ">" * 200 + '"' in dump and dump.count("BulletList") == 45 and dump.count("HorizontalRule") == 1, dump
    assert "end >" + " -" * 200 in dump and "too deep" not in errors, errors


def test_what_costs_too_much_is_plain_text_and_told(run):
    dump, errors = read(run, "a<?" * 50000 + " end")
    assert dump.count("a<?") == 50000 and 'end"' in dump and "plain text" in errors
    dump, errors = read(run, BLOCKS["columns"])
    assert "plain text" in errors
    dump, errors = read(run, "<div " + " ".join("a%d=b" % i for i in range(50000)) + ">\n\nend\n")
    assert "a49999=b>" in dump and 'Str "end"' in dump and "plain text" in errors
    dump, errors = read(run, "<p>" + "word <b title='of <many> words'>word</b> " * 20000)
    assert dump.count("Strong") == 20000 and "plain text" not in errors


def test_bars_without_end_stay_in_the_text(run):
    many = "|x" * 1500 + "|"
    dump, errors = read(run, "|a|b|\n|-|-|\n|c|d|\n" + many + "\n\nEnd %s\n\n```\n%s\n```\n\n<div title='%s'>\n\nwords\n\n</div>\n" % (many, many, many))
    assert 'CodeBlock "%s"' % many in dump and dump.count(many) == 4 and "plain text" in errors, (dump[:300], dump.count(many), errors)


def test_addresses_used_too_often(run):
    """One long address, and one used once that is longer still."""
    long, once = "x" * 100000, "y" * 200000
    dump, errors = read(run, "[r]: http://e.example/%s\n\n[o]: http://e.example/%s\n\n[one][o]\n\n" % (long, once) + "[word][R] " * 5000)
    assert errors.count("too long to be used so often") == 1, errors
    assert len(dump) < 1000000 and once in dump and len(re.findall(r"\bword\b", dump)) == 5000
    # Later parsers have a bound of their own, and leave what is beyond it as it was typed.
    assert "(and 4999 more like it)" in errors or dump.count("[word][R]") >= 4998, errors


def test_many_faults_are_told_in_time(run):
    for text in ("---\ntitle: T\nlang: en\n%s---\n" % "".join("k%d: v\n" % i for i in range(20000)),
                 "".join("[x](#no%d) " % i for i in range(5000)) + "".join("\n\n# h%d" % i for i in range(1900))):
        begun = spent()
        status, dump, errors = run("dump", "--diagnostics", "json", "-", stdin=text.encode())
        assert status == 0 and errors.count("\n") >= 5000 and "did you mean" not in errors.split("\n")[-2]
        assert spent() - begun < LIMIT / 2


def test_mutations(run):
    """The goldens with pieces put in, taken out and doubled; always the same ones."""
    pieces = ["*", "[", "]", "{.a}", "^", "~~", "$", "`", "\n\n", "> ", "a) ", ": ", "::: a\n", "|", "[^1]", '"', "<b>", "</div>",
              "<!--", "\\", "---\n", "\t", "\0", "<table>", "![", "# "]
    chance = random.Random(7)
    for path in sorted(glob.glob(HERE + "/../golden/*.md")):
        source = open(path, encoding="utf-8").read()
        for _ in range(6):
            text = source
            for _ in range(12):
                at = chance.randrange(len(text))
                text = text[:at] + chance.choice(pieces) * chance.choice((1, 1, 7)) + text[at + chance.choice((0, 0, 5)):]
            status, dump, errors = run("dump", "-", stdin=text.encode(), cwd=HERE + "/../golden")
            assert status in (0, 1) and dump, "status %d for a mutation of %s" % (status, os.path.basename(path))
