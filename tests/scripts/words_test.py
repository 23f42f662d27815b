"""Words are cut alike, whether their paragraph is plain, and each is known from before, or it is gone over byte by byte."""
import re

from making import front

# Words with all that may stand in and beside them; a line may end in some, and not at each space between them.
WORDS = """the word hyphenation don’t l’eau Dr. J. p. 12 1,000 km % § z. B. naïve élan well-known e-mail x—y – … … — and/or (a) [b] «mot» „Wort“ ‚so‘
“well” ‘so’ "q" word, word; word! word,” word.’ (word a–b 5–7 ½ 20°C $5 € C# rock’n’roll ’twas “‘nested’” mother-in-law — word—“well XIV vol. a+b a=b a.b
word…” ¿que? ¡ya! № #5 nº слово, т. е. г. Москва αβγ λόγος· *part*ly *word*, **bold**; *mark*[^1] word,[^1]""".split()


def texts():
    state = 7
    for _ in range(60):
        words = ["Text"]
        for _ in range(40):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
            words.append(WORDS[(state >> 33) % len(WORDS)])
        yield words + ["end."]


def lines(run, lang, first):
    """The lines' heights and words; first: the white behind each paragraph's first word, which is one space on the page."""
    text = "\n\n".join(" ".join(words).replace(" ", first, 1) for words in texts()) + "\n\n[^1]: A note.\n"
    status, out, errors = run("dump", "--pages", "-", stdin=(front(lang=lang) + text).encode())
    assert status == 0, errors
    found = []
    for y, words in re.findall(r'^ +\S+ .*? [\d.]+,([\d.]+) .*?"(.*)"[^"]*$', out, re.M):
        if found and found[-1][0] == y:
            found[-1][1] += words
        else:
            found.append([y, words])
    return [(y, " ".join(words.split())) for y, words in found]


def test_words_are_cut_alike_in_plain_text_and_in_other(run):
    for lang in ("en", "de", "fr", "cs", "ru"):
        plain, other = lines(run, lang, " "), lines(run, lang, "  ")
        assert len(plain) > 180, (lang, len(plain))
        for one, two in zip(plain + [None], other + [None]):
            assert one == two, (lang, one, two)
