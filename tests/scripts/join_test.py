"""Letters that join, and characters that are in no font, measured in the finished PDF."""
import re

from making import Made, front


def built(run, text, lang, extra=""):
    """The boxes of the words of each line, (x0, x1, word), and what was said."""
    made = Made(run, front(extra, lang=lang) + text + "\n", "--to", "pdf")
    boxes = made.text("-bbox")
    lines, last = [], -99
    words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', boxes)
    for y, x0, x1, word in sorted(((float(y0) + float(y1)) / 2, float(x0), float(x1), word) for x0, y0, x1, y1, word in words):
        if y > last + 6:
            lines.append([])
        lines[-1].append((x0, x1, re.sub("[\u202a-\u202e]", "", word)))
        last = y
    return lines, made.errors


def width(line):
    return max(x1 for _, x1, _ in line) - min(x0 for x0, _, _ in line)


def body(lines):
    return lines[1:]  # below the title; a single page has no folio


def test_letters_join_across_a_change_of_style(run):
    for lang, one, other in (("ar", "سلسلة", "سل[سلة]{.x}"), ("ar", "سلسلة", "سل[س]{.x}[لة]{.y}"), ("ar", "كِتَاب", "كِ[تَا]{.x}ب"),
                             ("fa", "پیشینه", "پی[شینه](#t)"), ("syr", "ܫܠܡܐ", "ܫܠ[ܡܐ]{.x}"), ("nqo", "ߒߞߏߒ", "ߒ[ߞߏ]{.x}ߒ")):
        lines, _ = built(run, "# T {#t}\n\n%s\n\n%s" % (one, other), lang, "dir: rtl\n")
        whole, parts = body(lines)[-2:]
        assert abs(width(whole) - width(parts)) < 0.1, "%s is %.2f wide in one piece, %.2f in parts" % (one, width(whole), width(parts))


def test_letters_do_not_join_across_a_space(run):
    lines, _ = built(run, "سل‌سلة\n\nسل[‌سلة]{.x}\n\nسلسلة", "ar", "dir: rtl\n")
    apart, parts, joined = body(lines)
    assert abs(width(apart) - width(parts)) < 0.1
    assert width(apart) > width(joined) + 1


def test_what_no_font_has_takes_its_room_and_is_told_once(run):
    lines, errors = built(run, "a\U0010FFF0\U0010FFF0b\n\na\U0010FFF0\U0010FFF0\U0010FFF0\U0010FFF0b\n\nab", "en")
    two, four, none = body(lines)
    assert width(two) - width(none) > 8
    assert abs(width(four) - 2 * width(two) + width(none)) < 0.1
    assert errors.count("U+10FFF0") == 1 and "t.md:6:1: warning" in errors, errors
