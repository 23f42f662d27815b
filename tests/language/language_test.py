"""A file a language: what is in them is what the program says, and a new one is a new language."""
import glob, os, re, subprocess, tempfile, unicodedata

from making import Made, dumped

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BUILD = os.path.dirname(os.path.abspath(os.environ["BIFOLIO"]))
FILES = sorted(glob.glob(ROOT + "/assets/languages/*.yaml"))
WORDS = re.findall(r"^  ([a-z-]+):", open(ROOT + "/assets/languages/en.yaml").read().split("words:\n")[1].split("references:")[0], re.M)
FULL = "name: Volapük\ndirection: right-to-left\nwords:\n" + "".join("  %s: v-%s\n" % (word, word) for word in WORDS)
FULL = FULL.replace("v-cover-of", '"v %s"')
MAIN = """#include "language/language.h"
int main(void)
{
	const Language *found = lang_find("vo-Latn-DE");
	printf("%s %s %d %s|%s\\n", found->tag, found->name, found->rtl, found->words[LANG_QR_CODE], lang_find("de")->name);
}
"""


def table(*added):
    """What the generator prints for the files that there are and those added, (name, text); its messages."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name, _ in added]
        for path, (_, text) in zip(paths, added):
            open(path, "w").write(text)
        done = subprocess.run([BUILD + "/gen/languages", *FILES, *paths], capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr


def test_the_files_are_whole(run):
    status, out, errors = table()
    assert (status, errors) == (0, ""), errors
    for path in FILES:
        assert '{.tag = "%s"' % os.path.basename(path)[:-5] in out, path
    # What is left out is another's: each row has every word, and the sentences of the summary.
    for row in re.findall(r"^\t\{\.tag.*$", out, re.M):
        assert row.count(".words[") == len(WORDS) == 24 and row.count(".says[") == 4, row[:80]


def test_a_file_is_a_language(run):
    status, out, errors = table(("vo.yaml", FULL))
    assert status == 0, errors
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/languages.inc", "w").write(out)
        open(folder + "/main.c", "w").write(MAIN)
        subprocess.run([*os.environ.get("CC", "cc").split(), "-std=c17", "-D_XOPEN_SOURCE=700", "-I" + folder, "-I" + ROOT + "/src",
                        "-o", folder + "/main", folder + "/main.c", ROOT + "/src/language/language.c",
                        ROOT + "/src/base/memory.c", ROOT + "/src/base/heap.c"], check=True)
        found = subprocess.run([folder + "/main"], capture_output=True, text=True).stdout
    assert found == "vo Volapük 1 v-qr-code|German\n", found


def test_mistakes_are_told_at_their_place(run):
    half = FULL.replace("  pages: v-pages\n", "")
    for text, place, what in [("name: V\ncolour: red\n", "2:1", "no 'colour'"), (half, "4:3", "'words' lacks 'pages'"),
                              ("name: V\ndirection: up\n", "2:12", "'direction' has to be"), ("nom: V\n", "1:1", "name: …"),
                              ("name: V\ncomma: 50%\n", "2:8", "without %"), ("name: V\narticles: [le la]\n", "2:11", "words"),
                              (FULL.replace("v %s", "v"), "23:13", "one %s"), ("name: V\nlike: xx\n", "1:1", "no file"),
                              ("name: V\nalso: [de]\n", "2:8", "two files")]:
        status, out, errors = table(("vo.yaml", text))
        assert status == 1 and out == "" and "vo.yaml:%s: error: " % place in errors and what in errors, (text, errors)


def dump(run, lang, text):
    return dumped(run, text, lang)[0]


def test_tags_find_the_nearest_file(run):
    for lang, marks in [("de", "„“"), ("de-AT-1996", "„“"), ("DE-ch", "«»"), ("de-LI", "«»"), ("es", "«»"), ("es-MX", "“”"),
                        ("sw", "“”"), ("zh-TW", "「」")]:
        assert 'Quoted double open="%s" close="%s"' % tuple(marks) in dump(run, lang, '"a"'), (lang, marks)


def test_a_script_has_its_direction(run):
    for lang, rtl in [("ar", True), ("ar-Latn", False), ("az", False), ("az-Arab", True), ("he-IL", True), ("yi", True)]:
        found = dump(run, lang, "a")
        assert ("rtl" in found) == rtl, (lang, found)


COUNTED = """---
title: T
lang: %s
date: 2024-05-13
toc: true
number-sections: true
style: s.yaml
---

# One {.part}

# Two

%s[^a]

1. three
2. four

# Three

| A |
|---|
| 7 |

: Five {#t}

See [](#t).

# Six {.appendix}

Text.

[^a]: Note.
"""


def test_numbers_are_in_one_hand(run):
    """Folios, dates, notes, lists, sections, captions and references: in the language's digits, or all in ours; what
    stands before the body in its letters."""
    for lang, digits, front in (("ar", "٠١٢٣٤٥٦٧٨٩", "ج"), ("fa", "۰۱۲۳۴۵۶۷۸۹", "ج"), ("bn", "০১২৩৪৫৬৭৮৯", "iii"), ("he", None, "ג"), ("hi", None, "iii"), ("ar-MA", None, "ج"), ("en", None, "iii")):
        made = Made(run, COUNTED % (lang, "Text. " * 9), files={"s.yaml": "title: {block-below-pages: 1}\n"})
        folios = ["".join(p.text for p in page if p.artifact == "Footer").strip() for page in made.layout.pages]
        ours = "".join(c for c in made.words + "".join(folios) + made.pages if unicodedata.category(c) == "Nd" and c not in "0123456789")
        paper = "".join(c for c in made.words.replace("7", "") + "".join(folios) if unicodedata.category(c) == "Nd")
        assert front in folios, (lang, folios)
        if digits:
            assert paper and set(paper) <= set(digits), (lang, set(paper))
            assert 'role="doc-noteref">%s</a>' % digits[1] in made.pages and "list-style-type: " in made.files["style.css"].decode(), lang
            assert digits[2] + digits[0] + digits[2] + digits[4] in made.words, "the date: %s" % made.words[:60]
        else:
            assert paper and not ours, (lang, ours)
