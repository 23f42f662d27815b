"""Raw HTML: its text stays, its tags become nodes or go with a word."""
import re

from making import Made, front, tree as read


def words(dump):
    return re.findall(r'Str "([^"]*)"', dump)


def test_tags_of_the_tree_become_nodes(run):
    dump, errors = read(run, 'a <b>bold <i>both</i></b> <span class="x y" lang=\'fr\' id=s title="a &gt; b">mot</span> '
                             '<kbd>C</kbd> <sub>2</sub><del>d</del><br>end')
    assert "Strong\n      Str \"bold \"\n      Emph\n        Str \"both\"" in dump, dump
    assert 'Span #s .x .y lang="fr" title="a > b"' in dump, dump
    assert "Span .kbd" in dump and "Subscript" in dump and "Strikeout" in dump and "LineBreak" in dump, dump
    assert not errors, errors


def test_unclosed_and_crossed_tags_lose_nothing(run):
    for text in ("a <b>b <i>c</b> d</i> e", "<b>a b c d e", "a</b> b </i>c d e", "<p>a<p>b<div>c<ul><li>d<li>e", "<td>a</td><td>b</td>c<tr>d e"):
        dump, errors = read(run, text)
        assert "".join(words(dump)).replace(" ", "") == "abcde", text + "\n" + dump


def test_items_without_an_end(run):
    dump, errors = read(run, "<ul><li>one<li>two</ul>")
    assert dump.count("Item") == 2 and "Div" not in dump, dump


def test_cells_stay_apart(run):
    dump, errors = read(run, "<table>\n<tr><td>one</td><td>two</td></tr>\n</table>")
    assert words(dump) == ["one", "two"] and dump.count("Cell") == 2, dump
    dump, errors = read(run, "a <table><tr><td>one</td><td>two</td></tr></table>")
    assert words(dump) == ["a", "one", "two"] and dump.count("Cell") == 2 and "<table>" not in errors, dump + errors
    dump, errors = read(run, "# a <table><tr><td>one</td><td>two</td></tr></table>")
    assert "".join(words(dump)) == "a one two" and "Table" not in dump, dump
    assert ":6:5: warning: the tag <table>" in errors and "<td>" in errors and "1 more like it" in errors, errors


def table(dump):
    """The rows of the first table: its cells' alignment and spans with their words."""
    rows, part = [], ""
    for line in dump.split("\n"):
        name = line.split()[0] if line.strip() else ""
        if name in ("TableHead", "TableBody"):
            part = name
        elif name == "Row":
            rows.append([part])
        elif name == "Cell":
            rows[-1].append(" ".join(word for word in line.split()[1:] if word[0] != "@") + ":")
        elif name == "Str" and rows and line.startswith("          "):
            rows[-1][-1] += " " + line.split('"')[1]
    return rows


def test_tables_of_html(run):
    dump, errors = read(run, "<table>\n<caption>Of <em>it</em></caption>\n<tfoot><tr><td>foot<td align=right>9</tfoot>\n<thead><tr><th rowspan=2>a<th colspan=2>b</thead>"
                             "\n<tr><th>c<th>d\n<tbody>\n<tr><th>e</th><td style='color: red; text-align: center'>f</td><td>g<tr><td colspan=9>h\n\n"
                             "- item\n\n</td></tr></table>\n\nAfter.")
    assert table(dump) == [
        ["TableHead", "default: a", "default colspan=2: b"],
        ["TableBody", "default: c", "default: d", "default:"],
        ["TableBody", "default: e", "center: f", "default: g"],
        ["TableBody", "default colspan=3: h item"],
        ["TableBody", "default: foot", "right: 9", "default:"]], table(dump)
    assert "BulletList" in dump and dump.index("Caption") < dump.index("TableHead") and "After." in dump and not errors, errors


def test_tables_without_shape(run):
    dump, _ = read(run, "<table>x<tr>y<td>1<td rowspan=0>2<tr><td>3<tr></tr><p>z</p><tr><td>4<td>5</table>")
    assert table(dump) == [["TableBody", "default: 1", "default rowspan=3: 2", "default:"], ["TableBody", "default: 3", "default:"],
                           ["TableBody", "default: 4", "default: 5"]], table(dump)
    assert sorted(words(dump)) == list("12345xyz"), dump
    for text in ("<table></table>\n\nx", "<table><caption>x</caption></table>", "<table><thead></thead><tr></tr></table>\n\nx", "<td>x", "<tr>x</tr>", "<table><tr>x"):
        dump, _ = read(run, text)
        assert words(dump) == ["x"] and "Table" not in dump, dump
    dump, _ = read(run, "<table><tr>" + "<td colspan=70000 rowspan=70000>c" * 600 + "<tr><td>d</table>")
    assert sum(len(word) for word in words(dump)) == 601, dump[:2000]


def test_a_table_in_a_table_is_text(run):
    dump, errors = read(run, "<table><tr><td>a<table><tr><td>b</table></td><td>c</table>")
    assert words(dump) == ["a", "b", "c"] and dump.count("Table ") == 1 and "warning: the tag <table>" in errors, dump + errors


def test_comments_go_and_cdata_stays(run):
    dump, errors = read(run, "a <!-- gone -->b\n\n<!-- gone\n\ntoo -->\n\n<![CDATA[ kept & whole ]]>\n\n<?php gone ?>\n\nc")
    assert "gone" not in dump and "too" not in dump, dump
    assert [w.strip() for w in words(dump)] == ["a b", "kept & whole", "c"], dump


def test_scripts_go_whole_and_frames(run):
    dump, errors = read(run, 'a <script>var x = "<b>no</b>";</script>b <SCRIPT src=x>no</SCRIPT >c <iframe src="u">no</iframe>d\n\n'
                             "<style>\nno { }\n</style>\n\ne")
    assert "no" not in dump, dump
    assert re.sub(r"\W", "", "".join(words(dump))) == "abcde", dump
    assert ":6:3: warning: <script>" in errors and "<style>" in errors and "<iframe>" in errors, errors


def test_entities_in_blocks(run):
    dump, errors = read(run, "<p>a &amp; b &copy; &#8212; &#x41; &unknown; 1 < 2 & <em>c</em> d</p>")
    assert words(dump) == ["a & b © — A &unknown; 1 < 2 & ", "c", " d"], dump


def test_code_in_pre(run):
    dump, errors = read(run, "<pre><code>\nif (a &lt; b)\n    go();\n</code></pre>")
    assert 'CodeBlock "if (a < b)\\n    go();"' in dump, dump


def test_tags_with_brackets_in_attributes(run):
    dump, errors = read(run, 'a <x-y z="b>c" w=\'d>e\'>kept</x-y>')
    assert re.sub(r"\s", "", "".join(words(dump))) == "akept", dump
    assert ":6:3: warning: the tag <x-y>" in errors, errors


def test_one_message_a_tag(run):
    dump, errors = read(run, "<zz>a</zz> " * 50 + "<yy>b</yy>")
    assert errors.count("<zz>") == 1 and "49 more like it" in errors and errors.count("<yy>") == 1, errors


def test_markdown_inside_blocks(run):
    dump, errors = read(run, "<details>\n<summary>Sum</summary>\n\nBody *text*.\n\n</details>\n\nafter")
    assert dump.startswith("  Div\n    Para\n      Str \"Sum\"\n    Para\n      Str \"Body \"\n      Emph"), dump
    assert "\n  Para\n    Str \"after\"" in dump, dump


def test_targets_above_what_begins_go_with_it(run):
    dump, errors = read(run, '<a id="one"></a>\n<a id="two"></a>\n\n[]{#three}\n\n## Heading\n\n<a name="four"></a>\n\nWords.\n\n<a id="five"></a>\n\n![A](none.png)\n')
    assert dump.startswith('  Header 2 #heading\n    Span #one\n    Span #two\n    Span #three\n    Str "Heading"\n  Para\n    Span #four\n    Str "Words."\n'
                           '  Para\n    Span #five\n  Figure'), dump


def test_captions_in_paragraphs_of_their_own(run):
    caption = '\n\n<span class="caption">Figure 15-1: An `A` of *B*</span>\n\nAfter.\n'
    for picture in ('<img src="none.png" alt="Seen">', "![](none.png)", "![Seen](none.png)"):
        dump, errors = read(run, picture + caption)
        assert re.search(r'^  Figure label="Figure\W15-1"\n', dump) and dump.count("Caption") == 1 and re.search(
            r'\n    Caption\n      Plain\n        Str "An "\n        Code "A"\n        Str " of "\n        Emph\n          Str "B"\n  Para\n    Str "After."', dump), (picture, dump)
    dump, errors = read(run, '<img src="none.png" alt="Seen">\n\n<p class="caption" id="fig-b">Words</p>\n')
    assert dump.startswith('  Figure label="Figure\u00a01" #fig-b\n') and '    Caption\n      Plain\n        Str "Words"' in dump, dump
    dump, errors = read(run, 'Before.' + caption + '\n<img src="none.png" alt="Seen"> in words.' + caption)
    assert "Caption" not in dump, dump


def test_listings_of_books(run):
    dump, errors = read(run, '<Listing number="1-1" file-name="main.rs">\n\n```rust\nfn main() {}\n```\n\n</Listing>\n\n'
                             '<span class="filename">Filename: main.rs</span>\n\n{{#include ../x.rs}}')
    assert 'Plain\n        Code "main.rs" .filename\n    CodeBlock "fn main() {}" .rust' in dump and "Span .filename" in dump, dump
    assert 'Str "{{#include ../x.rs}}"' in dump, dump
    assert "<Listing>" not in errors, errors


def test_tags_that_nothing_closes_are_told_and_text_if_nobody_knows_them(run):
    dump, errors = read(run, "a Vec<int> of <b>bold and <i>both</b> end</s>\n\n<Your name> here")
    assert words(dump) == ["a Vec<int> of ", "bold and ", "both", " end", "<Your name> here"], dump
    for place, said in ((":6:6:", "<int>"), (":6:27:", "<i> is not closed"), (":6:42:", "</s> closes nothing"), (":8:1:", "<Your>")):
        assert place in errors and said in errors, errors
    assert "<b>" not in errors, errors


def test_a_quotation_mark_that_is_missing_takes_nothing_with_it(run):
    dump, errors = read(run, '<div title="a\n\n**b** c\n\n<em>d</em> "e"\n\n<!-- f\n\n</div>\n\ng')
    assert re.sub(r"\W", "", "".join(words(dump))) == "bcde" and "Emph" in dump and "bifolio" not in dump, dump
    assert ":6:1: warning: the tag <div> has no end" in errors, errors


def test_blocks_among_words_stand_apart(run):
    dump, errors = read(run, "one <div>two</div> three\n\n# a<p>b</p>c\n\n- x<ul><li>y<li>z</ul>\n\n| a |\n|---|\n| <p>p</p><p>q</p> |\n| m<ol><li>n</ol> |")
    assert words(dump)[:3] == ["one", "two", "three"] and 'Str "a b c"' in re.sub(r'"\n *Span\n *Str "|"\n *Str "', "", dump), dump
    assert words(dump)[-5:] == ["a", "p", "q", "m", "n"] and dump.count("OrderedList") == 1 and dump.count("BulletList") == 2, dump


def test_definitions(run):
    dump, errors = read(run, "<dl><dt>T<dd>D<dd>E</dd><div><dt>U</dt><dd><p>F</div></dl>\n\n<dl><dd>G</dl><dl>H<dt>I</dl>")
    assert words(dump) == list("TDEUFGHI") and not errors, dump + errors
    kinds = re.findall(r"(Term|Definition)\b", dump)
    assert kinds == ["Term", "Definition", "Definition", "Term", "Definition", "Term", "Definition", "Term", "Definition", "Term", "Definition"], dump


def test_figures_have_one_caption_at_their_end(run):
    dump, _ = read(run, "<figure><figcaption>one</figcaption><p>two</p><figcaption>three</figcaption><br></figure>")
    assert dump == ('  Figure label="Figure\u00a01"\n    Para\n      Str "two"\n    Caption\n      Plain\n        Str "one"\n      Plain\n        Str "three"'), dump


def test_paragraphs_around_markdown(run):
    dump, errors = read(run, '<p class="x">\n\nOne *two*.\n\nThree.\n\n</p>')
    assert dump.startswith("  Div .x\n    Para\n") and dump.count("Para") == 2 and not errors, dump


def test_numbers_of_lists(run):
    dump, _ = read(run, "<ol start=4 type=a><li>x<li value=9>y<li>z</ol><ol reversed><li>x<li>y<li value=7>z</ol><ol start=-1 type=q><li>x</ol>")
    assert re.findall(r"OrderedList (.*)", dump) == ['4 lower-alpha period start="4"', '3 decimal period reversed reversed=""', '-1 decimal period start="-1"'], dump


def test_spans_that_mean_something(run):
    dump, _ = read(run, 'a <span class="smallcaps">b</span> <span class="ul">c</span> <a href="https://e.example/" title="t">d</a> <span data-n=1>e</span>')
    assert "SmallCaps" in dump and "Underline" in dump and 'title="t"' in dump and 'data-n="1"' in dump, dump


def test_lines_of_spaces_are_kept(run):
    dump, _ = read(run, "a\n\n&nbsp;\n\n&nbsp;&nbsp;b\n\n<p>&nbsp;</p>")
    assert dump == '  Para\n    Str "a"\n  Para\n    LineBreak\n  Para\n    Str "\u00a0\u00a0b"\n  Para\n    LineBreak', dump


def test_words_with_their_readings(run):
    dump, errors = read(run, '<ruby>漢<rp>[</rp><rt>かん</rt><rp>]</rp>字<rt>じ</ruby> [東京]{ruby="とう"} <ruby>a<rt>b<rt>c</ruby>', lang="ja")
    assert not errors and dump.count("Ruby\n") + dump.count("Ruby ruby") == 3 and dump.count("Reading") == 5 and "[" not in dump, dump + errors
    dump, errors = read(run, "<rt>alone</rt> <ruby>no</ruby> <rp>(</rp> <ruby><ruby>a<rt>b</rt></ruby><rt>c</rt></ruby> <ruby>d<rt></rt></ruby>")
    assert "".join(words(dump)) == "(alone) no ( a(b)(c) d" and dump.count("Reading") == 1, dump
    made = Made(run, front(lang="ja") + '# 題\n\n<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>と[東京]{ruby="とうきょう"}。\n')
    assert "<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>と<ruby>東京<rt>とうきょう</rt></ruby>。" in made.pages, made.pages
    assert "漢（かん）字（じ）と東京（とうきょう）。" in "".join(made.words.split()), made.words


def test_what_looks_like_no_tag_is_text(run):
    dump, errors = read(run, "a<b and c>d, Vec<u> and x<s> y. A <b hidden>bold</b> word, <i>open.")
    assert "".join(words(dump)) == "a<b and c>d, Vec<u> and x<s> y. A bold word, open.", dump
    assert re.findall(r"-:6:(\d+): warning: <(\w+)> is never closed and looks like no tag", errors) == [("2", "b"), ("17", "u"), ("26", "s")], errors
    assert "<i> is not closed" in errors and "Strong" in dump and "Emph" in dump, errors


def test_tags_that_change_nothing_go(run):
    dump, errors = read(run, '<picture><source srcset="b.png">c</picture> <time datetime="2020">2020</time> <bdi>d</bdi> <data value="1">e</data>')
    assert "".join(words(dump)) == "c 2020 d e" and errors.count("means nothing") == 0 and "<source> is left out" in errors, dump + errors


def test_instructions_are_told(run):
    for text, place in (("<?php echo 1 ?> after\n", "6:1"), ("> a <?php x ?> after\n", "6:5")):
        dump, errors = read(run, text)
        assert "after" in dump and errors == "-:%s: warning: <?php ... ?> is run by no one here and left out; write what it gives\n" % place, dump + errors
    assert not read(run, '<?xml version="1.0"?>\n\nx\n')[1]


def test_blocks_of_any_name_are_kept(run):
    text = "<address>Ann<br>Street 1</address>\n\n<nav><ul><li>One</li></ul></nav>\n\n<hgroup><h2>A</h2><p>b</p></hgroup>\n\n<fieldset><legend>L</legend><p>x</p></fieldset>\n\n" \
           "<dialog open><p>d</p></dialog>\n\n<search><p>s</p></search>\n\n<menu><li>m</li></menu>\n\nThe <acronym title=\"World\">W</acronym> here.\n"
    dump, errors = read(run, text)
    assert not errors and "LineBreak" in dump and dump.count("BulletList") == 2 and '.abbr title="World"' in dump and "Header 2" in dump, dump + errors
    for tag in ("form", "option", "label"):
        dump, errors = read(run, "<%s>words</%s>" % (tag, tag))
        assert "words" in dump and "the tag <%s> means nothing here" % tag in errors, dump + errors


def test_what_is_too_deep_is_told_once(run):
    """The tags that close what could not be opened any more are no one's fault."""
    for open_tag, close in (("<div>\n", "</div>\n"), ("<span>", "</span>")):
        dump, errors = read(run, open_tag * 500 + "\nwords deep\n\n" + close * 500 + "\n\nAfter.\n")
        assert "words deep" in dump and "After." in dump and errors.count("warning: ") == 1 and "nested more than a hundred" in errors, errors


def test_lists_count_as_their_style_says(run):
    dump, errors = read(run, '<ol style="list-style-type: upper-roman"><li>a</li></ol>\n\n<ol style="list-style: lower-latin"><li>b</li></ol>\n\n<ul style="list-style:square"><li>c</li></ul>\n\n<ul style="list-style:disc"><li>d</li></ul>\n')
    assert re.findall(r"OrderedList 1 (\S+)", dump) == ["upper-roman", "lower-alpha"], dump
    assert errors.count("warning: ") == 1 and "-:10:1: warning: 'list-style' in a style attribute means nothing here" in errors, errors


def test_a_fence_ends_a_div_whose_html_is_open(run):
    """No blank line need stand before it; in what has an end of its own colons are words."""
    text = "::: note\n<ol><li>x</li></ol>\n:::\n\nOne.\n\n:::: tip\n::: note\n<div>\nwords</div>\n:::\nstill\n::::\n\nTwo.\n\n::: note\n<pre>\n:::\n</pre>\n:::\n\n> ::: tip\n> <p>q</p>\n> :::\n>\n> Three.\n"
    dump, errors = read(run, text)
    assert not errors, errors
    lines = [line for line in re.sub(r" @\d+:\d+", "", dump).splitlines() if re.search(r"Div|One|Two|Three|still|CodeBlock", line)]
    assert lines == ["  Div (note) .note", '    Str "One."', "  Div (tip) .tip", "    Div (note) .note", "      Div", '      Str "still"', '    Str "Two."',
                     "  Div (note) .note", '    CodeBlock ":::"', "    Div (tip) .tip", '      Str "Three."'], dump


def test_ends_that_break_lines_as_in_browsers(run):
    """</br> is <br>, </p> keeps the words around it apart; neither breaks where no words are."""
    dump, errors = read(run, "one</br>two</p>three\n\n| a</br>b |\n|---|\n| c |\n\n<div></p><p>x</p></div>\n")
    words = re.sub(r"\s+", " ", re.sub(r" @\d+:\d+", "", dump))
    assert 'Str "one" LineBreak Str "two" LineBreak Str "three"' in words and 'Str "a" LineBreak Str "b"' in words and words.count("LineBreak") == 3, dump
    assert "</br>" not in errors and errors.count("</p> closes nothing") == 1, errors
    assert read(run, '<img src="a.png" alt="a" width="30px;">')[1].count("warning") == 1  # that it is not there
