"""A long text is parsed in pieces, and becomes the tree that it is as a whole.

A bracket anywhere may be a reference, whose definition may be anywhere: a text that has one is parsed as a whole.  So
the same text with a bracket below it tells what is to come of it.
"""
import random

from making import dumped

KINDS = (
    lambda word: "%s %s, and *%s* with **%s %s**.\n%s went on\\\nand on.\n" % tuple(word() for _ in range(6)),
    lambda word: "%s\n" % word(),
    lambda word: "“%s, ‘%s’,” \"%s\" -- %s... 'so'\n" % tuple(word() for _ in range(4)),
    lambda word: "# %s %s {#%s%d}\n" % (word(), word(), word(), random.randrange(10 ** 9)),
    lambda word: "%s\n%s\n" % (word(), "-" * random.randint(3, 9)),
    lambda word: "- %s\n- %s\n\n  %s\n\n- %s\n" % tuple(word() for _ in range(4)),
    lambda word: "a. %s\n\nb. %s\n" % (word(), word()),
    lambda word: "ii. %s\n\niii. %s\n" % (word(), word()),
    lambda word: "1. %s\n\n   %s\n\n2. %s\n" % (word(), word(), word()),
    lambda word: "%s\n\n:   %s\n\n    %s\n\n%s\n\n:   %s\n" % tuple(word() for _ in range(5)),
    lambda word: "> %s\n>\n> %s\n\n> %s\n" % tuple(word() for _ in range(3)),
    lambda word: "    %s(%s)\n\n    %s\n" % tuple(word() for _ in range(3)),
    lambda word: "%s | %s\n---|---\n%s | %s\n\nTable: %s\n" % tuple(word() for _ in range(5)),
    lambda word: "Table: %s\n\n| %s | %s |\n|---|---|\n| %s | %s |\n" % tuple(word() for _ in range(5)),
    lambda word: "%s `%s` $%s^2$ and *%s*{.%s}.\n" % tuple(word() for _ in range(5)),
    lambda word: "***\n",
)


def make(size, plain):
    """So much of it is paragraphs, between which cuts are; the rest are all kinds, or those alone that a cut would divide."""
    words = ["Sun", "mountain", "Über", "evening", "the", "von", "Élan", "水", "of", "xi", "a", "river"]
    parts, length = [], 0
    while length < size:
        kind = random.choice(KINDS[:3] if random.random() < plain else KINDS[5:15] if plain < 0.2 else KINDS)
        parts.append(kind(lambda: random.choice(words)))
        length += len(parts[-1].encode()) + 1
    return "\n".join(parts)


def test_pieces_become_the_same_tree(run):
    random.seed(7)
    for plain in 0.1, 0.5:
        text = make(1400000, plain)
        pieces, told = dumped(run, text)
        whole, told_whole = dumped(run, text + "\nBelow [it.\n")
        pieces, whole = pieces.rstrip().split("\n"), whole.rstrip().split("\n")
        assert len(whole) == len(pieces) + 2 and "Below [it" in whole[-1], whole[-3:]
        for number, line in enumerate(pieces[1:], 1):
            assert line == whole[number], "line %d: %s, not %s" % (number, line, whole[number])
        assert told == told_whole, "%s\n---\n%s" % (told[:2000], told_whole[:2000])
