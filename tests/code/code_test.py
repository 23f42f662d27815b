"""What the words of code are: samples beside the classes that they are to have, names of languages, faults, and how
the e-book shows it.

A sample is sample.LANGUAGE with sample.LANGUAGE.tokens beside it: a line for each word or run of words that has a
class.  The samples keep to what the specifications of all supported systems agree about.
"""
import glob, os, re, sys

from making import Made, front, spent

HERE = os.path.dirname(os.path.abspath(__file__))


def source(text, lang, front=""):
    return ("---\ntitle: T\nlang: en\n%s---\n\n~~~~ %s\n%s\n~~~~\n" % (front, lang, text)).encode()


def tokens(dump):
    """(class, text) of each token of a tree, without the blanks around it."""
    found = re.findall(r'^ +([a-z]+) "(.*)"$', dump, re.M)
    return [(kind, text.strip()) for kind, text in found]


def of(run, text, lang):
    status, dump, errors = run("dump", "-", stdin=source(text, lang))
    assert status == 0, errors
    return tokens(dump), errors


def check_sample(run, path):
    found, errors = of(run, open(path).read().rstrip("\n"), path.rsplit(".", 1)[1])
    assert not errors, errors
    made = "".join('%s "%s"\n' % token for token in found)
    golden = path + ".tokens"
    if "--golden" in sys.argv:
        open(golden, "w").write(made)
    assert made == open(golden).read(), "%s differs:\n%s" % (os.path.basename(golden), made)


def test_samples(run):
    paths = sorted(path for path in glob.glob(HERE + "/sample.*") if not path.endswith(".tokens"))
    assert len(paths) >= 15
    for path in paths:
        check_sample(run, path)


ALIASES = {"rs": "rust", "py": "python", "c++": "cpp", "C++": "cpp", "js": "javascript", "ts": "typescript", "sh": "bash",
           "yml": "yaml", "golang": "go", "hs": "haskell", "rust,ignore,no_run": "rust", "sh-session": "console",
           "{.python .input}": "python", "{.numberLines .python}": "python", "Python": "python", "language-go": "go",
           "{.java #lst-room}": "java"}


def test_names(run):
    for alias, name in ALIASES.items():
        text = open(HERE + "/sample." + name).read()
        assert of(run, text, alias) == of(run, text, name), alias


def test_every_name_leads_to_a_specification(run):
    """The program's table has no name that the specifications do not know."""
    names = []
    for line in open(HERE + "/../../assets/code/languages"):
        if not line.startswith(("#", "none:")):
            names += line.split(":", 1)[1].split()
    assert len(names) > 250 and len(set(names)) == len(names)
    text = "---\ntitle: T\nlang: en\n---\n\n" + "".join("``` %s\ngraph { x }\n```\n\n" % name for name in names)
    status, dump, errors = run("dump", "-", stdin=text.encode())
    assert status == 0 and "specification" not in errors and "no language" not in errors, errors


def test_keywords_of_more_than_a_word(run):
    """They are looked up by their first word, and matched whole; in lines of ASCII and in others."""
    for after in "", " # \u00e4":
        found, _ = of(run, "as.list(x); aslist(y); x$as.list" + after, "r")
        assert [text for kind, text in found if kind == "builtin"] == ["as.list"], found
        found, _ = of(run, "  FOREIGN KEY, FOREIGNKEY, xselect, select" + after.replace("#", "--"), "sql")
        assert [text for kind, text in found if kind == "keyword"] == ["FOREIGN KEY", "select"], found


def test_unknown_language(run):
    text = source("x", "pyhton").decode() + "\n```pyhton\ny\n```\n\n```text\nz\n```\n\n```qqqqqq\nz\n```\n"
    status, dump, errors = run("dump", "-", stdin=text.encode())
    assert status == 0 and errors.count("warning") == 2, errors
    assert ':6:1: warning: "pyhton" is no language that is known, so its code is in one colour; did you mean "python"?' in errors, errors
    assert '"qqqqqq"' in errors and 'write "text"' in errors, errors


def test_inline(run):
    status, dump, errors = run("dump", "-", stdin=b"---\ntitle: T\nlang: en\n---\n\n`let x = 1;`{.rust} `let`{.own} `let`\n")
    assert tokens(dump) == [("keyword", "let"), ("number", "1")] and not errors, dump + errors


def test_raw_html(run):
    text = b'---\ntitle: T\nlang: en\n---\n\n<pre><code class="language-c">int x = 1;</code></pre>\n'
    status, dump, errors = run("dump", "-", stdin=text)
    assert tokens(dump) == [("type", "int"), ("number", "1")] and not errors, dump + errors


def test_classes_of_html_need_not_be_languages(run):
    made = Made(run, front() + '<pre class="own-box">a</pre>\n\n<pre class="python">import b</pre>\n\n<pre><code class="language-none-such">c</code></pre>\n')
    assert re.findall(r"<pre[^>]*><code[^>]*>", made.pages) == ['<pre class="own-box"><code>', '<pre><code class="language-python">', '<pre><code class="language-none-such">'], made.pages
    assert "own-box" not in made.errors and '"none-such" is no language' in made.errors, made.errors


def test_unicode_lines_match_as_ascii_ones(run):
    plain = 'def f(name):\n    return name + "x"  # note'
    found, _ = of(run, plain.replace("name", "n\u00e4me"), "python")
    assert found == [(kind, text.replace("name", "n\u00e4me")) for kind, text in of(run, plain, "python")[0]]
    found, _ = of(run, "\u00e9if = 1", "python")
    assert ("keyword", "if") not in found, found


def test_contexts_go_on_over_lines(run):
    found, _ = of(run, "cat <<END\nif true\nEND\nif true; then", "bash")
    assert ("keyword", "if") in [(kind, text.split(" ")[0]) for kind, text in found][-3:], found
    assert sum(text.startswith("if") for _, text in found) == 1, found


def test_costly_code_ends_in_one_colour(run):
    """Lines that take long are told, and the build goes on, in bounded time."""
    for lang, text in (("c", "/* " + "http://" * 30000), ("json", "[" * 20000), ("sql", "'" * 100001),
                       ("python", "f(" * 40000), ("html", "<a " * 40000), ("javascript", "${`" * 20000)):
        begin = spent()
        status, dump, errors = run("dump", "-", stdin=source(text, lang))
        assert status == 0, errors
        assert spent() - begin < 10, lang
        assert not errors or "takes too long to read as" in errors, errors


def test_long_code_takes_its_time_alone(run):
    text = open(HERE + "/sample.c").read() * 4000
    begin = spent()
    status, dump, errors = run("dump", "-", stdin=source(text, "c"))
    assert status == 0 and not errors and spent() - begin < 5, errors
    assert len(tokens(dump)) >= 4000 * 20


def book(run, text):
    files = Made(run, text, "--to", "epub").files
    return {name: data.decode() for name, data in files.items() if name.endswith((".xhtml", ".css"))}


def test_ebook_elements(run):
    page = book(run, source('let x = "a<b"; // note', "rust,ignore"))["opening.xhtml"]
    assert ('<pre><code class="language-rust"><span class="code-keyword">let</span> x = '
            '<span class="code-string">"a&lt;b"</span>; <span class="code-comment">// note</span></code></pre>') in page, page


def test_ebook_lines_hold_whole_words(run):
    """Where lines are elements, no word's element reaches over a line's end."""
    text = "/* a comment of two lines,\nthe second one of which is the longer one of them */\nint x;"
    page = book(run, source(text, "c"))["opening.xhtml"]
    code = re.search(r"<code[^>]*>(.*)</code>", page, re.S).group(1)
    assert re.sub(r"<[^>]*>", "", code) == text, code
    lines = re.findall(r"<span>((?:[^<]|<span class[^>]*>[^<]*</span>|<wbr/>)*)</span>", code)
    assert [re.sub(r"<[^>]*>", "", line).rstrip("\n") for line in lines] == text.split("\n"), code


def light(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= .04045 else ((part + .055) / 1.055) ** 2.4 for part in parts]
    return .2126 * red + .7152 * green + .0722 * blue


def contrast(one, other):
    low, high = sorted((light(one), light(other)))
    return (high + .05) / (low + .05)


def mixed(text, colour, part):
    """What color-mix makes in sRGB of a part of the text's colour and another."""
    return "#" + "".join("%02x" % round(int(text[i:i + 2], 16) * part + int(colour[i:i + 2], 16) * (1 - part)) for i in (1, 3, 5))


# Text and ground of reading systems' themes: day, night, sepia, grey.
THEMES = (("#000000", "#ffffff"), ("#333333", "#ffffff"), ("#d8d8d8", "#121212"), ("#ffffff", "#000000"), ("#cccccc", "#222222"),
          ("#5f4b32", "#fbf0d9"), ("#5f4b32", "#f4ecd8"))


def test_ebook_colours_can_be_read(run):
    """WCAG 2, AA, in every theme whatever the system wishes for, since colours go by the text's; also where a line stands out.
    A variable stands in each, without which Chromium keeps a colour as it was mixed when a reader changes the theme."""
    css = book(run, source("let x = 1;", "rust"))["style.css"]
    colours = re.findall(r"\bcolor: color-mix\(in srgb, currentColor var\(--text-share, (\d+)%\), (#\w{6})\);", css)
    marks = re.findall(r"span.marked \{[^}]*color-mix\(in srgb, currentColor (\d+)%, transparent\)", css)
    assert len(set(colours)) == 8 and len(marks) == 1 and "prefers-color-scheme" not in css, (colours, marks)
    for part, colour in colours:
        for text, ground in THEMES:
            word = mixed(text, colour, int(part) / 100)
            for below in (ground, mixed(text, ground, int(marks[0]) / 100)):
                assert contrast(word, below) >= 4.5, (colour, text, below)


def test_tabs_of_the_ebook_are_columns(run):
    """A line that hangs begins a tab before the edge that columns are counted from; its number does not shift it."""
    css = book(run, source("\tx();\ny();", "{.c .numberLines hl_lines=1}"))["style.css"]
    hangs = re.findall(r"> code > span \{[^}]*text-indent: ([^;]*);\s*\}", css)
    assert hangs == ["-4ch", "calc(-2em - 4ch)", "calc(-3.25em - 4ch)"] and "tab-size: 4" in css and re.findall(r"code > span::before \{[^}]*\swidth: ([^;]*)", css) == ["2em", "3.25em"], hangs


def test_no_code_no_rules(run):
    assert "code-keyword" not in book(run, source("plain", "text"))["style.css"]
