"""Scripts without spaces between words, and faces that stand in, measured in the finished PDF."""
import os, re, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import join_test as join
from making import Made, front

RIGHT = (18 + 105) * 72 / 25.4


def test_lines_end_between_words_and_are_full(run):
    for lang, word in (("km", "ភាសាខ្មែរជាភាសាផ្លូវការរបស់ប្រទេសកម្ពុជា"), ("lo", "ພາສາລາວເປັນພາສາທາງການຂອງປະເທດລາວ"),
                       ("my", "မြန်မာဘာသာစကားသည်" * 2), ("th", "นี่เป็นประโยคภาษาไทยที่ไม่มีช่องว่างระหว่างคำ")):
        lines, errors = join.built(run, word * 6, lang)
        ends = [max(x1 for _, x1, _ in line) for line in join.body(lines)][:-1]
        assert len(ends) > 1 and not [line for line in errors.splitlines() if "the program's own words" not in line], (lang, errors)
        flush = sum(abs(end - RIGHT) < 1.5 for end in ends)  # long words leave some short
        assert max(ends) < RIGHT + 1.5 and flush * 3 >= len(ends) * 2, (lang, ends)


def fonts_of(run, text):
    return set(re.findall(r"\+(\S+)", Made(run, front() + text + "\n", "--to", "pdf").fonts))


def test_a_word_stands_in_one_face(run):
    found = fonts_of(run, "רֵאשִׁ֖ית q̃ⱱabc ɸʙon")
    assert found == {"LinLibertineO", "NotoSerifHebrew-Regular", "NotoSerif"} or found == {"LinLibertineO", "NotoSerifHebrew-Regular", "NotoSerif-Regular"}, found


def test_signs_shared_by_scripts_come_from_fonts_for_them(run):
    found = fonts_of(run, "456। 1،2؟ क।")
    assert found == {"LinLibertineO", "NotoSerifDevanagari-Regular", "NotoNaskhArabic-Regular"}, found


def test_emphasis_shows_where_there_are_no_italics(run):
    assert fonts_of(run, "ა *ბ*") == {"LinLibertineO", "NotoSerifGeorgian-Regular", "NotoSansGeorgian-Regular"}


def test_small_letters_are_as_high_as_those_around_them(run):
    lines, _ = join.built(run, "[սսսսսսսսսս]{lang=hy}\n\nuuuuuuuuuu", "en")
    armenian, latin = (join.width(line) for line in join.body(lines))
    assert armenian < latin * 1.25, "a face that stands in is too large: %.1f, %.1f" % (armenian, latin)
