#!/usr/bin/env python3
"""Compares bifolio's reading with that of Pandoc 2.17, by hand; `make check` needs no Pandoc.

    tests/source/compare.py [SPEC.txt]

reads every document of tests/source/documents, and CommonMark's specification if its spec.txt is named, with
`bifolio dump` and with `pandoc -f commonmark_x`.  It tells each difference that is not in INTENDED, and each that is
there and no more.  What is meant to differ everywhere is brought to one form by trees.py: task items are nodes, small
capitals and underlining are types of their own, an image alone is a figure, a code block's language is its first
class, white space in text is one space, an empty cell is still a cell.  Raw HTML becomes nodes, so documents with any
are left out; html_test.py and the goldens look at it.  Debian 13's cmark-gfm reads comments as CommonMark 0.31 does,
so that examples 625 and 626 differ there.
"""
import os, re, subprocess, sys
import trees

HERE = os.path.dirname(os.path.abspath(__file__))
BIFOLIO = os.environ.get("BIFOLIO", os.path.join(HERE, "../../build/bifolio"))

RULE = "CommonMark's thematic breaks; Pandoc reads nested lists"
FENCE = "an unclosed block of code ends with its last line, without a blank one"
DEFINITION = "a definition's colon is followed by a space, so that ::: and :smile: after a line of text begin none"
UNMATCHED = "a quotation mark without a partner is curled by its place; Pandoc always opens"
TABLE = "GitHub's tables: a row needs no bar, and a table may interrupt a paragraph"
ID = "every heading has an id, and no two the same"
INTENDED = {
    "attributes: attribute values": "single quotation marks and escapes in values are read, entities are not",
    "attributes: reference with attributes": "definitions of references take no attributes",
    "attributes: raw attributes": "raw HTML becomes nodes, and what is raw in another format goes",
    "inlines: links": "bare addresses are links",
    "attributes: heading ids": ID,
    "attributes: ids given and made": ID,
    "attributes: block attributes": "Pandoc 2.17 fails", "attributes: attributes before a rule": "Pandoc 2.17 fails",
    "definitions: a colon without a space": DEFINITION,
    "divs: closing without opening": DEFINITION,
    "divs: around lists and code": "a fence in a block of code is code",
    "divs: with attributes and word": "as Pandoc's own Markdown has it",
    "divs: two words": DEFINITION,
    "divs: trailing colons": "as Pandoc's own Markdown has it",
    "divs: a shorter closing fence": DEFINITION,
    "inlines: apostrophes": "the n of rock 'n' roll lost letters on both sides",
    "inlines: unmatched": UNMATCHED,
    "inlines: across emphasis": "emphasis goes before quotation where the two cross",
    "inlines: primes": UNMATCHED,
    "inlines: superscript and subscript": "runs of ~ of unequal length do not pair",
    "inlines: marks beside words": UNMATCHED,
    "lists: roman numbers that are none": "a marker is a whole Roman number, so that no word is lost as one",
    "lists: a task with nothing": "an empty task is a task",
    "notes: lazy": "CommonMark's lazy lines go on in notes, too",
    "tables: a line without pipes": TABLE,
    "tables: paragraph before": TABLE,
    "spec: 11": RULE, "spec: 51": RULE, "spec: 53": RULE, "spec: 54": RULE, "spec: 60": RULE, "spec: 61": RULE,
    "spec: 105": RULE, "spec: 127": FENCE, "spec: 137": FENCE, "spec: 139": FENCE,
    "spec: 1": "tabs in code stay", "spec: 2": "tabs in code stay", "spec: 3": "tabs in code stay",
    "spec: 28": "a number beyond Unicode is U+FFFD", "spec: 79": ID, "spec: 91": UNMATCHED,
    "spec: 96": "what stands between two --- at the head is front matter, here a broken one",
    "spec: 500": "a link to nowhere is told and keeps its text alone",
}


def documents(path):
    """(title, text) of each document of one file."""
    pieces = re.split(r"^=== (.*)\n", open(path).read(), flags=re.M)
    for title, text in zip(pieces[1::2], pieces[2::2]):
        yield title, text


def examples(path):
    found = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", open(path).read(), re.M | re.S)
    for number, text in enumerate(found):
        yield "spec: %d" % (number + 1), text.replace("→", "\t")


def read(command, text):
    return subprocess.run(command, input=text.encode(), capture_output=True, cwd=HERE).stdout.decode()


def compare(text):
    json = read(["pandoc", "-f", "commonmark_x", "-t", "json"], text)
    if not json:
        return "Pandoc fails"
    theirs, ours = trees.from_pandoc(json), trees.from_dump(read([BIFOLIO, "dump", "-"], text))
    if trees.has(theirs, ("RawBlock", "RawInline")):
        return ""
    return trees.difference(ours, theirs)


def main():
    sources = []
    for name in sorted(os.listdir(HERE + "/documents")):
        if name.endswith(".txt"):
            sources += [("%s: %s" % (name[:-4], title), text) for title, text in documents(HERE + "/documents/" + name)]
    for path in sys.argv[1:]:
        sources += examples(path)
    wrong = 0
    for name, text in sources:
        found = compare(text)
        if bool(found) != (name in INTENDED):
            wrong += 1
            print("---- " + name + "\n" + (found or "differs no more"))
    print("%d documents, %d not as meant" % (len(sources), wrong))
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
