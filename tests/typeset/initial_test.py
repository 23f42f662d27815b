"""Initials that open chapters, by the style."""
from making import Made, front


def test_an_initial_stands_on_the_third_baseline(run):
    sentence = "Once upon a time a printer set a long line of letters and saw that it was even. "
    text = "".join("# Chapter %d\n\n%s\n\n%s\n\n" % (i, sentence * 12, sentence * 20) for i in range(1, 9))
    made = Made(run, front("author: A\n") + text, "--to", "pdf", "--style", "FOLDER/s.yaml", files={"s.yaml": "chapter: {drop-cap: 3}\n"})
    assert made.structure.count('"Once upon a time a printer') >= 16, "an initial has left its word"
    found = 0
    for boxes in made.boxes:
        for x0, y0, x1, y1, word in boxes:
            if word != "O":
                continue
            found += 1
            assert y1 - y0 > 30, "the initial is not large"
            rest = [b for b in boxes if b[4] == "nce"]
            assert rest and abs(rest[0][0] - x1) < 3, "the word does not go on beside its initial"
            under = [b for b in boxes if b[0] < x1 - 1 and y0 + 12 < (b[1] + b[3]) / 2 < y1 - 12 and b[4] != "O"]
            assert not under, "%s runs into the initial" % under[0][4]
    assert found == 8, "%d initials of 8" % found
