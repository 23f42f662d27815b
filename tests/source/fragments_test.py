"""Random HTML: every word of it is in the tree, once."""
import os, random, re, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "epub"))
import fragments

KEPT = [name for name in fragments.ELEMENTS if name not in fragments.DROPPED]


def test_no_word_is_lost(run):
    rng = random.Random(3)
    for number in range(12):
        count, parts = 0, []
        for _ in range(40):
            text, count = fragments.make(rng, count, KEPT)
            parts.append(text.replace('"', "").replace('<!--', "<!-- -->"))
        status, dump, errors = run("dump", "-", stdin="\n\n".join(parts).encode())
        words = re.findall(r"word(\d+)z", "".join(re.findall(r'(?:Str|CodeBlock|Code) "(.*)"', dump)))
        lost = set(range(count)) - set(map(int, words))
        assert not lost, "%d: %s are lost from\n%s" % (number, sorted(lost), "\n\n".join(parts))
        assert len(words) == count, number
