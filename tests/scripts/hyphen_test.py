"""How words are divided, by language: what stands at the line ends of a narrow page."""
import os, subprocess, tempfile


def line_ends(run, words):
    """What is before a hyphen that was put in, as it is read back and as it is seen, and all of the text without such."""
    with tempfile.TemporaryDirectory() as d:
        open(d + "/s.yaml", "w").write("page: {width: 80mm}\nchapter: {new-page: false}\n")
        text = "\n\n".join("[%s %s]{lang=%s}" % ("o" * i, " ".join([word] * 5), lang) for word, lang in words for i in range(1, 14))
        open(d + "/a.md", "w").write("---\ntitle: T\nlang: en\nstyle: s.yaml\n---\n\n%s\n" % text)
        status, _, errors = run("build", "--to", "pdf", "-o", d, d + "/a.md")
        assert status == 0, errors
        read = subprocess.run(["pdftotext", d + "/a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    lines = read.split("\n")
    ends = {line.split()[-1] for line in lines if line.endswith("\u00ad")}
    return ends, read.replace("\u00ad\n", "").replace("\u00ad", "")


def parts(word):
    """Every beginning of a word that is divided as shown: "ab-c-d" has ab, abc."""
    pieces = word.split("-")
    return {"".join(pieces[:i]) for i in range(1, len(pieces))}


def test_words_are_divided_as_their_languages_do(run):
    cases = {"de": "Schiff-fahrts-ge-sell-schaft Wach-stube Ur-in-stinkt", "de-CH": "Gross-mut-ter", "fr": "consti-tu-tion-nel-le-ment", "it": "nell'ac-qua nel-l’acqua",
             "ru": "сак-ком-па-ни-ро-вав-ший", "uk": "маг-не-ти-зу-ва-лась", "el": "δη-μο-κρα-τία", "pt-BR": "cons-ti-tu-ci-o-nal-mente", "nn": "ar-beids-plass",
             "cs": "me-ga-lo-man-ství", "en-AU": "or-gan-isa-tion", "en": "or-ga-ni-za-tion", "bs": "pri-ja-telj-stvo", "sr-Latn": "pri-ja-telj-stvo"}
    ends, _ = line_ends(run, [(word.replace("-", ""), lang) for lang, words in cases.items() for word in words.split()])
    found = {end.strip("\u00ad").replace("’", "'") for end in ends}
    allowed = {lang: set().union(*(parts(word) for word in words.split())) for lang, words in cases.items()}
    for lang in cases:
        assert found & allowed[lang], "nothing was divided in " + lang
    assert found <= set().union(*allowed.values()), found - set().union(*allowed.values())


def test_a_division_may_change_letters_that_are_read_as_they_were(run):
    ends, text = line_ends(run, [("asszonnyal", "hu")])
    assert "as\u00ad\u00ad" in ends and text.count("asszonnyal") == 5 * 13, ends
    ends, text = line_ends(run, [("paral·lela", "ca")])
    assert "paral·\u00ad" in ends and text.count("paral·lela") == 5 * 13, ends


def test_nothing_is_divided_without_a_dictionary(run):
    ends, _ = line_ends(run, [("internationalization", lang) for lang in ("sw", "zh-Latn", "x-none")])
    assert not ends, ends
