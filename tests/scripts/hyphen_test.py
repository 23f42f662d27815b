"""How words are divided, by language: what stands at the line ends of a narrow page."""
import re
from making import Made, front


def line_ends(run, words):
    """What is before a hyphen that was put in, as it is read back and as it is seen, and all of the text without such."""
    text = "\n\n".join("[%s %s]{lang=%s}" % ("o" * i, " ".join([word] * 5), lang) for word, lang in words for i in range(1, 14))
    read = Made(run, front("style: s.yaml\n") + text + "\n", "--to", "pdf", files={"s.yaml": "page: {width: 80mm}\nchapter: {new-page: false}\n"}).words
    ends = {line.split()[-1] for line in read.split("\n") if line.endswith("\u00ad")}
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


def narrow(run, text, lang):
    style = "page: {width: 60mm, height: 120mm}\nchapter: {new-page: false}\n"
    return Made(run, front("style: s.yaml\n", lang=lang) + text, files={"s.yaml": style})


def test_an_author_s_soft_hyphen_shows_one_where_it_parts_a_word_and_nothing_elsewhere(run):
    soft = "incom\u00adpre\u00adhen\u00adsible"
    made = narrow(run, "# Soft\u00adness\n\n" + "\n\n".join("o" * i + " words words words " + soft + " on." for i in range(1, 14)), "en")
    ends = [line for line in made.words.split("\n") if line.endswith("\u00ad")]
    assert ends and {end.split()[-1] for end in ends} <= {"Soft\u00ad", "incom\u00ad", "incompre\u00ad", "incomprehen\u00ad", "comprehen\u00ad", "pre\u00ad", "hen\u00ad"}, ends
    assert made.words.replace("\u00ad\n", "").count("incomprehensible") == 13, made.words
    lines = [line for page in range(len(made.layout.pages)) for line in made.layout.lines(page)]
    shown = sum(line.pieces[-1].text.endswith("\u00ad") for line in lines)
    assert shown == len(ends), "a hyphen is seen where a line ends: %d of %d" % (shown, len(ends))
    assert soft in made.pages and 'id="softness"' in made.pages, made.pages
    assert "Softness" in made.objects and "Soft\u00adness" not in made.files["nav.xhtml"].decode()


def test_soft_hyphens_count_where_nothing_else_is_divided(run):
    made = Made(run, front("style: s.yaml\n") + "The words incom\u00adpre\u00adhen\u00adsible\n", files={"s.yaml": "text: {hyphenate: false}\npage: {width: 60mm}\n"})
    assert "\u00ad\n" in made.words, made.words


def test_a_compound_has_its_hyphen_on_both_lines_where_languages_want_it(run):
    for lang, word in (("pl", "biało-czerwony"), ("pt", "segunda-feira"), ("cs", "česko-slovenský"), ("en", "well-known")):
        made = narrow(run, "\n\n".join("%s %s, %s, %s i %s." % ("o" * i, word, word, word, word) for i in range(1, 10)), lang)
        first, second = word.split("-")
        again = [line for line in made.words.split("\n") if line.startswith("-" + second[:3])]
        assert bool(again) == (lang != "en"), "%s: %s" % (lang, made.words)
        if lang != "en":
            assert made.words.replace("\u00ad\n", "").count(word) == 4 * 9, made.words
    made = narrow(run, "\n\n".join("%s 1914-1918, 1914-1918 i 1914-1918." % ("o" * i) for i in range(1, 10)), "pl")
    assert not re.search(r"\n-1918", made.words), made.words


ARMENIAN = "Ամեն ոք ունի ազգային լիազոր դատարանների միջոցով իր իրավունքների արդյունավետ վերականգնման իրավունք, եթե խախտվում են հիմնական իրավունքները։ "


def test_a_language_without_patterns_is_ragged_where_it_would_be_uneven(run):
    """Long words that nobody can divide leave holes; short ones do not."""
    vietnamese = "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi, mọi con người đều được tạo hóa ban cho lý trí. "
    for lang, text, ragged in (("hy", ARMENIAN, True), ("vi", vietnamese, False)):
        made = Made(run, front(lang=lang) + text * 12 + "\n", "--to", "pdf")
        lines = [line for page in range(len(made.layout.pages)) for line in made.layout.lines(page) if made.layout.kind(line.block) == "P"][:-1]
        ends = [max(piece.x1 for piece in line.pieces) for line in lines]
        assert len(ends) > 8 and (max(ends) - min(ends) > 10) == ragged, (lang, ends)
