"""Texts that take in others."""
import os, re, subprocess, tempfile

from making import lay

DOT = open(os.path.dirname(os.path.abspath(__file__)) + "/../golden/dot.png", "rb").read()
HEAD = "---\ntitle: T\nlang: en\n---\n\n"


def test_texts_are_read_where_they_are_named(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"m.md": HEAD + '# One\n\n::: {include="part/a.md"}\nold\n:::\n\n::: {include="part/a.md" lines="5"}\n:::\n\nLast [](#sec).\n',
                "part/a.md": "---\ntitle: x\n---\n\n## Sec\n\nA ![d](dot.png)[^n] [x]\n\n::: {include=\"b.md\"}\n:::\n\n[^n]: note\n\n[x]: #one\n",
                "part/b.md": "\ufeffB *text* {{title}}", "part/dot.png": DOT})
        status, _, errors = run("build", "--depfile", "m.d", "m.md", cwd=d)
        assert status == 0 and not errors, errors
        words = subprocess.run(["pdftotext", os.path.join(d, "m.pdf"), "-"], capture_output=True).stdout.decode()
        assert re.search(r"One\s+Sec\s+A\s+1\s*x\s+B text T\s+## Sec\s+Last “Sec”", words) and "old" not in words, words
        rule = open(os.path.join(d, "m.d")).read().split()
        assert {"m.md", "part/a.md", "part/b.md"} <= set(rule) and rule.count("part/a.md") == 1, rule


def test_what_cannot_be_taken_in_is_told(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"in/m.md": HEAD + '::: {include="a.md"}\n:::\n\n::: {include="../out.md"}\n:::\n\n::: {include="none.md"}\n:::\n\n::: {include="m.md"}\n:::\n',
                "in/a.md": "x\n\n::: {include=\"b.md\"}\n:::\n", "in/b.md": "::: {include=\"./a.md\"}\n:::\n", "out.md": "secret"})
        status, _, errors = run("check", "--root", ".", "m.md", cwd=os.path.join(d, "in"))
        assert status == 1 and "secret" not in errors, errors
        for said in (r"b\.md:1:1: error: '\./a\.md' would take itself in", r"m\.md:9:1: error: '\.\./out\.md' is not included: it leads out of the folder", r"m\.md:12:1: error: 'none\.md' is not included: there is no such file",
                     r"m\.md:15:1: error: 'm\.md' would take itself in"):
            assert re.search(said, errors), said + errors


def test_notes_take_in_nothing_twice(run):
    with tempfile.TemporaryDirectory() as d:
        lay(d, {"m.md": HEAD + '::: {include="a.md"}\n:::\n\n::: {include="a.md"}\n:::\n', "a.md": "# Same\n\na[^n]\n\n[^n]: note\n"})
        status, dump, errors = run("dump", "m.md", cwd=d)
        assert status == 0 and dump.count('Str "Same"') == 2 and "#same-1" in dump and "NoteRef 2" in dump, dump + errors
