"""Small capitals of scripts for which the faces have none: made of capitals, read as typed."""
import os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import join_test as join


def test_small_capitals_are_made_of_capitals(run):
    for small, large in (("нннннннн", "НННННННН"), ("ῆῆῆῆῆῆῆῆ", "ΗΗΗΗΗΗΗΗ"), ("նննննննն", "ՆՆՆՆՆՆՆՆ")):
        lines, errors = join.built(run, "%s\n\n[%s]{.smallcaps}\n\n[%s]{.smallcaps}" % (large, small, large), "en")
        plain, made, capitals = join.body(lines)
        assert not errors and "".join(word for _, _, word in made) == small, made
        assert abs(join.width(plain) - join.width(capitals)) < 0.1, "capitals stay"
        assert 0.68 < join.width(made) / join.width(plain) < 0.88, (small, join.width(made), join.width(plain))

