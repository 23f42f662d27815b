"""What people bring from elsewhere is read, or told at its place: nothing of it is lost or shown raw in silence."""
import os, re, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from foreign import DOCUMENTS
from making import Made, front, tree

FIRST = 5  # the line of the front matter's last row, and the empty one


def check_told(name, wanted, errors):
    """Each message where it is wanted, and no other."""
    found = [re.match(r"-:(\d+):(\d+): (?:warning|note): (.*)", line) for line in errors.strip().split("\n") if line]
    told = ["%d:%s %s" % (int(one.group(1)) - FIRST, one.group(2), one.group(3)) for one in found]
    rest = list(told)
    for one in wanted:
        match = [line for line in rest if line.startswith(one)]
        assert match, (name, one, told)
        rest.remove(match[0])
    assert not rest, (name, rest)


def check_words(name, text, dump):
    """What is told of stays in the text, but for addresses, attributes and names of languages."""
    shown = re.sub(r'https?:[^ )>]*|title="[^"]*"|\{[^}\n]*\}|[\w.]+\.(?:png|md)|```.*|<[^>\n]*>|\\label|\[!\w+\]', " ", text)
    lost = set(re.findall(r"[A-Za-z]{4,}", shown)) - set(re.findall(r"[A-Za-z]{4,}", dump))
    assert not lost, (name, lost, dump)


def check(run, documents):
    for name, text, wanted in documents:
        dump, errors = tree(run, text)
        check_told(name, wanted, errors)
        check_words(name, re.sub(r"```\{(=latex|r|dot).*?```", "", text, flags=re.S) if name == "hidden-cells" else text.replace("```{=latex}\nx", ""), dump)


def test_each_is_told_where_it_stands(run):
    check(run, DOCUMENTS[::2])


def test_each_other_is_told_where_it_stands(run):
    check(run, DOCUMENTS[1::2])


def test_boxes_of_obsidian(run):
    dump, _ = tree(run, "> [!info]- A *folded* `one`\n> Text.\n\n> [!Bug]\n> Text.\n\n> [!TIP]+ Only a title\n\n> [!note]\n> Text.")
    assert re.findall(r"Div \((\w+)\) \.(\w+)(?: title=\"([^\"]*)\")?", dump) == [
        ("note", "info", "A folded one"), ("warning", "warning", "Bug"), ("tip", "tip", "Only a title"), ("note", "note", "")], dump
    assert dump.count('Str "Text."') == 3 and "folded" not in dump.replace('"A folded one"', ""), dump


def test_formulas_of_github(run):
    dump, _ = tree(run, "```math\nx^2\n```\n\nA $`y`$ b and `z`.")
    assert re.findall(r'Math "([^"]*)"', dump) == ["x^2", "y"] and "CodeBlock" not in dump and 'Code "z"' in dump, dump


def test_words_behind_a_language(run):
    dump, _ = tree(run, '```c title="a.c" {1,3-4} linenos\nint x;\n```\n\n```c title="An example"\nint y;\n```\n\n```c {.numberLines #id key="a b"}\nz\n```')
    assert 'hl_lines="1,3-4"' in dump and ".numberLines" in dump and 'Code "a.c" .filename' in dump, dump
    assert 'Str "An example"' in dump and '#id' in dump and 'key="a b"' in dump, dump


def test_a_table_in_a_div_has_its_caption(run):
    dump, _ = tree(run, "::: {#tbl-x .wide}\n| a |\n|---|\n| b |\n\nWhat it *says*\n:::\n\nSee [](#tbl-x).")
    assert "Div" not in dump and '#tbl-x .wide\n    Caption\n      Plain\n        Str "What it "' in dump and 'Str "Table\u00a01" generated' in dump, dump
    for other in ("::: {#tbl-x}\nWords.\n\n| a |\n|---|\n| b |\n:::", "::: {#other}\n| a |\n|---|\n| b |\n\nWords\n:::"):
        assert "Div" in tree(run, other)[0], other


def test_a_caption_right_after_its_rows_is_no_row(run):
    for mark in (":", "Table:"):
        dump, _ = tree(run, "| a |\n|---|\n| b |\n%s What it *says* {#tbl-x}\n\nSee [](#tbl-x)." % mark)
        assert '#tbl-x\n    Caption\n      Plain\n        Str "What it "' in dump and 'Str "Table\u00a01" generated' in dump, dump
    assert "Caption" not in tree(run, "| a |\n|---|\n: b |\n:c\n")[0]


def test_lines_of_a_block_go_on(run):
    dump, _ = tree(run, "| One\n|   two\n  goes on\n|\n| Three")
    assert dump.startswith("  Div (verse)") and dump.count("LineBreak") == 3 and "SoftBreak" in dump, dump
    assert tree(run, "| One\nnot indented\n| two")[0].startswith("  Para"), dump


def test_both_editions_have_it(run):
    text = "> [!info] Of Obsidian\n> In the box.\n\n```math\nx^2\n```\n\n```c title=\"a.c\"\nint x;\n```\n\n::: {#tbl-x}\n| a |\n|---|\n| b |\n\nCaption\n:::\n"
    made = Made(run, front() + text)
    for words in ("Of Obsidian", "In the box.", "a.c", "Table 1. Caption"):
        assert words in re.sub(r"\s+", " ", made.words) and words in re.sub(r"<[^>]*>", "", made.pages).replace("\u00a0", " "), (words, made.words, made.pages)
    assert 'class="admonition info"' in made.pages and "<msup>" in made.pages and "x²" in made.words, made.pages


def test_what_was_escaped_is_text_and_told_of_nothing(run):
    plain = ["::: note", "\\newpage", "{pagebreak}", "[@key] x", "\\cite{x}", "(seen)", "[^1]: x", "{{< fig >}}", "[[Wiki]]", "@fig-one", "!!! note", "== x", "%%x%%", "{{title}}"]
    text = "\n\n".join(re.sub(r"([\\\[\](){}^:@!=%])", r"\\\1", words) for words in plain)
    dump, errors = tree(run, text)
    assert not errors and re.findall(r'Para\n    Str "(.*)"', dump.replace("\\\\", "\\")) == plain, dump + errors
    _, errors = tree(run, "\\[@one] and [@two]")
    assert re.findall(r"-:(\d+:\d+): warning: (\w+)", errors) == [("6:13", "citations")], errors
