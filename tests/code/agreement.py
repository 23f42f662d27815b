#!/usr/bin/env python3
"""How far the words' classes agree with those of Pygments and highlight.js: a table of languages, no judgement.

usage: agreement.py [--show] FOLDER: FOLDER/LANGUAGE/ has samples in each language, as the e-book's fences name it.
--show also prints the pieces that differ from both, the most frequent first.  What is not installed has no column:
Pygments is Debian's python3-pygments, highlight.js a package of npm that node finds (NODE_PATH).

Each character that is no space is a comment's, a string's, a number's, a keyword's, of a name that the language gives
(a type, a constant, what is built in) or another's; what is such a name to one may be a keyword or nothing to another,
and they agree.  A column is the part of characters on which two agree.  Where Pygments and highlight.js differ
from each other, none can agree with both: "either" is the part on which bifolio agrees with one of them at least.

What specifications leave out or say worse than these two is in assets/code/amendments/: with it Ruby has 99 % on "either"
(90 without), Scala 99 (90), Terraform's language 99 (82), LaTeX 99 (89), CMake 99 (92), Objective-C 99 (95).
"""
import collections, html, os, re, subprocess, sys, tempfile, zipfile

try:
    import pygments
    from pygments import lexers, token
except ImportError:
    pygments = None

HERE = os.path.dirname(os.path.abspath(__file__))
BIFOLIO = os.environ.get("BIFOLIO", HERE + "/../../build/bifolio")
OWN = {"comment": "c", "doc": "c", "string": "s", "escape": "s", "number": "n", "keyword": "k", "type": "t", "builtin": "t",
       "constant": "t"}
HLJS = {"comment": "c", "doctag": "c", "quote": "c", "string": "s", "regexp": "s", "char": "s", "number": "n", "keyword": "k", "built_in": "t",
        "type": "t", "literal": "t"}
# Their names, where they are not ours.
NAMES = {"hljs": {"common-lisp": "lisp", "commonlisp": "lisp", "cuda": "cpp", "docker": "dockerfile", "html": "xml", "objc": "objectivec",
                  "pascal": "delphi", "systemverilog": "verilog", "toml": "ini"},
         "pygments": {"commonlisp": "common-lisp", "makefile": "make", "objc": "objective-c", "pascal": "delphi"}}
NODE = """const h = require('highlight.js'), t = require('fs').readFileSync(0, 'utf8');
process.stdout.write(h.getLanguage(process.argv[1]) ? h.highlight(t, {language: process.argv[1], ignoreIllegals: true}).value : '');"""


def of_elements(text, letter):
    """The characters of a text with elements, and what the innermost element says of each."""
    characters, said, open_ = [], [], ["."]
    for tag, piece in re.findall(r"(<[^>]*>)|([^<]+)", text):
        if tag.startswith("</"):
            open_.pop()
        elif tag and not tag.endswith("/>"):
            open_.append(letter(tag, open_[-1]))
        else:
            piece = html.unescape(piece)
            characters.append(piece)
            said += [open_[-1]] * len(piece)
    return "".join(characters), said


def own(text, lang):
    fence = "~" * (2 + max((len(run) for run in re.findall("~+", text)), default=1) + 1)
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/t.md", "w") as out:
            out.write("---\ntitle: T\nlang: en\n---\n\n%s %s\n%s\n%s\n" % (fence, lang, text, fence))
        subprocess.run([BIFOLIO, "build", "--to", "epub", "t.md"], cwd=folder, capture_output=True, check=True)
        pages = "".join(data.decode() for data in map(zipfile.ZipFile(folder + "/t.epub").read, ["OEBPS/opening.xhtml"]))
    code = re.search(r"<pre[^>]*><code[^>]*>(.*?)</code>", pages, re.S).group(1)
    name = re.compile(r'class="code-([a-z]+)"')
    return of_elements(code, lambda tag, outer: name.search(tag).group(1) if name.search(tag) else outer)


def of_hljs(text, lang):
    done = subprocess.run(["node", "-e", NODE, NAMES["hljs"].get(lang, lang)], input=text, capture_output=True, text=True)
    scope = re.compile(r'class="(?:hljs-|language-)?([a-z_]+)')
    return of_elements(done.stdout, lambda tag, outer: HLJS.get(scope.search(tag).group(1), ".")) if done.returncode == 0 else ("", "")


def letter_of(kind):
    if kind in token.Comment and kind not in token.Comment.Preproc and kind not in token.Comment.PreprocFile:
        return "c"
    if kind in token.String.Interpol:
        return "."
    if kind in token.String or kind in token.Number:
        return "s" if kind in token.String else "n"
    if any(kind in given for given in (token.Keyword.Type, token.Keyword.Constant, token.Name.Builtin)):
        return "t"
    return "k" if kind in token.Keyword or kind in token.Operator.Word else "."


def agree(one, other):
    return one == other or ("t" in (one, other) and {one, other} <= set("kt."))


def of_pygments(text, lang):
    try:
        lexer = lexers.get_lexer_by_name(NAMES["pygments"].get(lang, lang), stripnl=False)
    except pygments.util.ClassNotFound:
        return "", ""
    pieces = [(value, letter_of(kind)) for kind, value in lexer.get_tokens(text)]
    return "".join(value for value, _ in pieces), "".join(letter * len(value) for value, letter in pieces)


def inked(found):
    """The characters that are no spaces, each with what is said of it."""
    return [(c, said) for c, said in zip(*found) if not c.isspace()]


def available():
    tools = {"pygments": of_pygments} if pygments else {}
    probe = subprocess.run(["sh", "-c", "node -e \"require('highlight.js')\""], capture_output=True)
    return {**tools, **({"hljs": of_hljs} if probe.returncode == 0 else {})}


class Count:
    def __init__(self):
        self.same, self.all, self.shown = collections.Counter(), collections.Counter(), collections.Counter()

    def add(self, pair, same):
        self.same[pair] += same
        self.all[pair] += 1

    def part(self, pair):
        return 100 * self.same[pair] / self.all[pair] if self.all[pair] else None


def show(count, text, ours, others):
    """Runs of letters on which all others differ from ours, with the piece of text."""
    at = 0
    while at < len(ours):
        key = (ours[at][1], tuple(other[at][1] for other in others))
        end = at + 1
        while end < len(ours) and (ours[end][1], tuple(other[end][1] for other in others)) == key:
            end += 1
        if not any(agree(OWN.get(key[0], "."), letter) for letter in key[1]):
            count.shown["%s/%s %s" % (key[0], "".join(key[1]), "".join(c for c, _ in ours[at:end])[:40])] += end - at
        at = end


def compare(count, text, lang, tools):
    ours = inked(own(text, lang))
    found = {name: inked(read(text, lang)) for name, read in tools.items()}
    found = {name: other for name, other in found.items() if [c for c, _ in other] == [c for c, _ in ours]}
    for at, (_, name) in enumerate(ours):
        letter = OWN.get(name, ".")
        theirs = {name: other[at][1] for name, other in found.items()}
        for tool, other in theirs.items():
            count.add(tool, agree(letter, other))
        if len(theirs) == 2:
            count.add("each other", agree(*theirs.values()))
        if theirs:
            count.add("either", any(agree(letter, other) for other in theirs.values()))
    if found:
        show(count, text, ours, list(found.values()))
    return len(found)


def main():
    folder, tools = sys.argv[-1], available()
    columns = [*tools, "each other", "either"]
    print("%-14s %9s %s" % ("language", "bytes", " ".join("%10s" % column for column in columns)))
    for lang in sorted(os.listdir(folder)):
        count = Count()
        for name in sorted(os.listdir(os.path.join(folder, lang))):
            text = open(os.path.join(folder, lang, name), encoding="utf-8").read().strip("\n")
            if compare(count, text, lang, tools) < len(tools):
                print("  %s/%s: not all read the same characters" % (lang, name), file=sys.stderr)
        parts = [count.part(column) for column in columns]
        print("%-14s %9d %s" % (lang, count.all["either"], " ".join("%10s" % ("" if part is None else "%.1f" % part) for part in parts)))
        for piece, size in count.shown.most_common(12 if "--show" in sys.argv else 0):
            print("      %6d %s" % (size, piece))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
