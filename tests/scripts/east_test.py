"""Chinese, Japanese and Korean, measured in the finished PDF where their fonts are installed, and read as a tree anywhere."""
import os, re, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import join_test as join
from making import Made, front

RIGHT = (18 + 105) * 72 / 25.4
EM = 10.5
JAPANESE = """夕方になると、川の向こうから「おうい、帰るぞ」という声が聞こえた（父の声だった）。わたしたちは、ボールをけるのをやめて、ゆっくりと坂道をのぼっていった。
きょうはちょっとだけ、バスにのってみよう。「「いいの？」と聞いたら」、「いいよ」と言った。"""
CHINESE = """傍晚的时候，河对岸传来一声“喂，回家了”（那是父亲的声音）。我们不再踢球，慢慢地沿着坡道往上走。《小城故事》、《远方》，她都读过；他说：“好。”我问：“为什么？”"""
NO_START = "、。，．」』）》〉】；：！？”’ゃゅょっャュョッー"
NO_END = "「『（《〈【“‘"


def missing(name):
    if subprocess.run(["fc-list", name], capture_output=True, text=True).stdout.strip():
        return False
    print("skipped: %s is not installed" % name)
    return True


def lines_of(run, text, lang):
    lines, _ = join.built(run, text, lang)
    return [(min(x for x, _, _ in line), max(x for _, x, _ in line), "".join(word for _, _, word in sorted(line))) for line in join.body(lines)]


def paragraphs(text, count):
    text = text.replace("\n", "")
    return "\n\n".join(text[:i] + text for i in range(3, 3 + count))


def test_lines_are_full_and_keep_the_rules(run):
    if missing("Noto Serif CJK JP"):
        return
    for lang, text in (("ja", JAPANESE), ("en", JAPANESE), ("zh-Hans", CHINESE)):
        lines = lines_of(run, paragraphs(text, 4), lang)  # a page at most
        assert len(lines) > 9
        full = [line for line in lines if line[1] > RIGHT - EM]
        assert len(full) > 6, lines
        for x0, x1, words in lines:
            assert words[0] not in NO_START, "a line begins with " + words
            assert words[-1] not in NO_END, "a line ends with " + words
        for _, x1, words in full:
            halved = words[-1] in "、。，」』）》”；：！？" and not (lang != "zh-Hans" and words[-1] in "！？")
            assert abs(x1 - RIGHT - halved * EM / 2) < 0.3, "a line ends %.2f pt from the edge: %s" % (x1 - RIGHT, words)


def test_signs_next_to_each_other_share_an_em(run):
    if missing("Noto Serif CJK JP"):
        return
    lines = lines_of(run, "# 題\n\n口口口口\n\n口」「口\n\n口、「口\n\n口。」口\n\n口A口\n\n「口口」", "ja")[1:]
    widths = [x1 - x0 for x0, x1, _ in lines]
    four = widths[0]
    for at, ems in ((1, 3.5), (2, 3.5), (3, 3.5)):
        assert abs(widths[at] - four * ems / 4) < 0.1, (lines[at], four)
    assert abs(lines[5][0] + EM / 2 - lines[0][0]) < 0.1, "a bracket's empty half is outside of the line"
    letter = join.built(run, "A", "ja")[0][1][0]
    assert abs(widths[4] - (2 + 0.5) * EM - (letter[1] - letter[0])) < 0.15, "a quarter em on each side of a letter"


def test_the_face_is_the_language_s(run):
    if missing("Noto Serif CJK JP"):
        return
    faces = {"ja": "jp", "zh": "sc", "zh-Hant": "tc", "zh-TW": "tc", "zh-HK": "hk", "ko": "kr"}
    for langs in (("ja", "zh", "zh-HK"), ("zh-Hant", "ko"), ("zh-TW",)):
        fonts = Made(run, front() + " ".join("[直骨 *直*]{lang=%s}" % lang for lang in langs), "--to", "pdf").fonts
        expected = {kind + "CJK" + faces[lang] for kind in ("Serif", "Sans") for lang in langs}
        assert set(re.findall(r"Noto(S\w+?CJK\w\w)-", fonts)) == expected, (langs, fonts)


def test_korean_is_divided_between_words_first(run):
    if missing("Noto Serif CJK KR"):
        return
    words = "저녁이 되자 강 건너편에서 아버지의 목소리가 들려왔다 우리는 공을 차던 것을 멈추고 천천히 언덕길을 올라갔다".split()
    lines, _ = join.built(run, " ".join(words * 8), "ko")
    ends = [line[-1][2] for line in join.body(lines)]
    assert sum(end in words for end in ends) >= len(ends) * 0.7, ends


def test_a_line_s_end_between_ideographs_is_no_space(run):
    status, dump, errors = run("dump", "-", stdin="---\ntitle: T\nlang: ja\n---\n\nこれは\n改行\n*です*\nWord\nです\n\n안녕\n하세요\n".encode())
    assert status == 0, errors
    assert dump.count("SoftBreak") == 3, dump
    assert "これは改行です" in Made(run, front(lang="ja") + "これは\n改行\nです\n", "--to", "epub").pages


def test_without_its_own_fonts_a_text_is_of_one_hand(run):
    """Small fonts of other scripts have a sign or two of East Asia's, which must not stand among those of a large one."""
    if missing("Droid Sans Fallback"):
        return
    fonts = Made(run, front(lang="ja") + "一つ目は二つ目より三つ多い。「十」と言った。", "--to", "pdf").fonts
    hands = set(re.findall(r"\+(\S+)", fonts)) - {"LinLibertineO", "LinLibertineOB"}
    assert len(hands) == 1, fonts
