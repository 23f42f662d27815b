"""What a long text takes of memory grows with it, and by so many bytes for each of its own at most.

Two sizes of each are built: what the program itself takes is the same in both.
"""
import os, subprocess, tempfile

BIFOLIO = os.environ["BIFOLIO"]
HEAD = "---\ntitle: T\nlang: en\n---\n\n"
WORDS = "the sun and a mountain stand by remarkable water in the evening considered "
# What a size makes, the two sizes, and the most bytes for each of its own.
KINDS = {
    "prose": (lambda size: (WORDS * 6 + "\n\n") * size, 700, 2700, 24),
    "one paragraph": (lambda size: WORDS * size, 10000, 30000, 70),
    "a line of code": (lambda size: "```\n" + "let value = call(one, two); " * size + "\n```\n", 10000, 40000, 60),
    "one word of code": (lambda size: "```\n" + "x" * size + "\n```\n", 200000, 1200000, 25),
    "one word in each paragraph": (lambda size: "word\n\n" * size, 8000, 30000, 165),
    "a table of many cells": (lambda size: "|" + "x|" * 60 + "\n|" + "-|" * 60 + "\n" + ("|" + "ab|" * 60 + "\n") * size, 30, 180, 860),
    "headings": (lambda size: "".join("# Heading %d\n\nText.\n\n" % i for i in range(size)), 1000, 4000, 315),
    "notes": (lambda size: "".join("Word[^%d].\n\n[^%d]: A note.\n\n" % (i, i) for i in range(size)), 1000, 4000, 232),
}


def taken(text):
    """The greatest resident memory of a build, in bytes."""
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/a.md", "w") as out:
            out.write(HEAD + text)
        process = subprocess.Popen([BIFOLIO, "build", "--jobs", "1", "a.md"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert not process.returncode, process.returncode
        return usage.ru_maxrss * 1024


def test_memory_grows_with_the_text_alone(run):
    if "asan" in BIFOLIO:
        return
    wrong = []
    for name, (make, less, more, most) in KINDS.items():
        small, large = make(less), make(more)
        each = (taken(large) - taken(small)) / (len(large) - len(small))
        if each > most:
            wrong.append("%s: %.0f bytes for each, not %d" % (name, each, most))
    assert not wrong, "\n".join(wrong)


def test_more_blocks_than_can_be_set_are_told_where_they_begin(run):
    """In a text that is parsed in pieces, in one that is not, in a list, in the second of two files."""
    most = 600000
    for texts, place in (("word\n\n" * (most + 9),), "0.md:%d:1" % (2 * most + 6)), \
                        (("word\n\n" * most + "One [more].\n\nOne.\n",), "0.md:%d:1" % (2 * most + 6)), \
                        (("- a\n" * (most + 9),), "0.md:%d:3" % (most + 6)), \
                        (("word\n\n" * (most - 2) + "[Three]\n", "# Head\n\nOne.\n\nFour.\n"), "1.md:3:1"):
        with tempfile.TemporaryDirectory() as folder:
            for number, text in enumerate(texts):
                with open(folder + "/%d.md" % number, "w") as out:
                    out.write(HEAD * (number == 0) + text)
            status, _, errors = run("check", *("%d.md" % number for number in range(len(texts))), cwd=folder)
            lines = [line for line in errors.split("\n") if ": error: " in line]
            assert status == 1 and len(lines) == 1 and lines[0].startswith(place + ": error: from here on there are more"), \
                (place, status, errors[:500])


def test_an_import_of_more_is_warned_of(run):
    """It is made, since its author divides it."""
    with tempfile.TemporaryDirectory() as folder:
        for count, warned in (1000, False), (600100, True):
            with open(folder + "/a.txt", "w") as out:
                out.write("A word of it, or more than that.\n\n" * count)
            status, _, errors = run("import", "-o", folder + "/%d.md" % count, "a.txt", cwd=folder)
            assert status == 0 and ("a.txt: warning: this has more paragraphs" in errors) == warned, (count, status, errors[:300])
            with open(folder + "/%d.md" % count) as made:
                assert made.read().count("A word of it") == count, count
