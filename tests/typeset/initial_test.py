"""Initials that open chapters, by the style."""
import os, re, subprocess, tempfile


def test_an_initial_stands_on_the_third_baseline(run):
    sentence = "Once upon a time a printer set a long line of letters and saw that it was even. "
    text = "".join("# Chapter %d\n\n%s\n\n%s\n\n" % (i, sentence * 12, sentence * 20) for i in range(1, 9))
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/s.yaml", "w").write("chapter: {drop-cap: 3}\n")
        open(folder + "/t.md", "w").write("---\ntitle: T\nlang: en\nauthor: A\n---\n\n" + text)
        status, _, errors = run("build", "--to", "pdf", "--style", folder + "/s.yaml", "-o", folder, folder + "/t.md")
        assert status == 0, errors
        struct = subprocess.run(["pdfinfo", "-struct-text", folder + "/t.pdf"], capture_output=True, text=True).stdout
        assert struct.count('"Once upon a time a printer') >= 16, "an initial has left its word"
        xml = subprocess.run(["pdftotext", "-bbox", folder + "/t.pdf", "-"], capture_output=True, text=True).stdout
        found = 0
        for page in xml.split("<page ")[1:]:
            boxes = [(float(a), float(b), float(c), float(d), w) for a, b, c, d, w in
                     re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', page)]
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
