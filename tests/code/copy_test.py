"""What is copied out of the PDF, as pdftotext has it, is read by the language's own tools: lines keep their indents, what is
turned over ends where the language lets a line end, numbers and prompts are left out.

Each program has a line that is too long for the page.  A checker that is not installed is left out; ten are there where
the tests are.
"""
import json, os, re, shutil, sqlite3, statistics, subprocess, sys, tempfile, textwrap, tomllib, xml.dom.minidom

from making import Made, front

C = """
#include <stdio.h>

static int add(int first_of_them, int second_of_them)
{
	return first_of_them + second_of_them;
}

int main(void)
{
	for (int i = 0; i < 3; i++) {
		if (printf("%d %s\\n", add(i, 2 * i + 1), i > 1 ? "more than one of them" : "at most one of them, and no more") < 0)
			return 1;
	}
	return 0;
}
"""
PYTHON = '''
def longest(lines, least=1, otherwise="nothing that is long enough for that", more_of_it=None):
    """Of some lines."""
    found = [line.rstrip() for line in lines if len(line) >= least and not line.startswith("#")]

    for line in found:
        if line == "":
            continue
        else:
            more_of_it = line
    return max(found, key=len, default=otherwise)


assert "bc" == longest(["a", "bc", "# a comment that is the longest of them"], otherwise=None)
'''
SH = """
count() {
    while read -r line; do
        case $line in
        \\#*) ;;
        *) printf '%s\\n' "$line" ;;
        esac
    done
}
printf 'one\\ntwo\\n# three\\n' | count | sort --reverse --unique --key=1,1 --field-separator=: | head -n 1
"""
BASH = """
declare -A seen=()
for word in one two one; do
    if [[ -n ${seen[$word]} ]]; then
        continue
    fi
    seen[$word]=1
done
[[ ${#seen[@]} -eq 2 ]] && [[ -n ${seen[one]} ]] && [[ -n ${seen[two]} ]] && [[ -z ${seen[three]} ]]
"""
PERL = """
use strict;
use warnings;

my %count;
for my $word (qw(one two one)) {
    $count{$word}++ if $word =~ /^[a-z]+$/;
}
my @sorted = sort { $count{$b} <=> $count{$a} || $a cmp $b } grep { $count{$_} > 0 } keys %count;
print "$sorted[0]\\n";
"""
AWK = """
BEGIN { total = 0 }
{
    if ($1 ~ /^[0-9]+$/) {
        total += $1
    }
}
END { printf("%d of %d lines, %s\\n", total, NR, total > 100 && NR > 10 ? "a good deal" : "not much at all") }
"""
JSON = """
{
    "name": "words",
    "list": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"],
    "deep": {
        "true": true
    }
}
"""
XML = """
<book>
    <chapter number="1" title="The first of all chapters" author="Nobody of whom one knows" year="1901">
        <p>Words &amp; words.</p>
    </chapter>
</book>
"""
TOML = """
title = "Words"

[table]
list = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
"""
SQL = """
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);
INSERT INTO word (text) VALUES ('one'), ('two'), ('three'), ('four'), ('five'), ('six'), ('seven');
SELECT text, count(*) AS number FROM word WHERE text LIKE 't%' AND id > 1 GROUP BY text ORDER BY number;
"""
JAVASCRIPT = """
function longest(lines, least = 1, otherwise = "nothing that is long enough for that", more = null) {
    const found = lines.filter((line) => line.length >= least && !line.startsWith("#"));
    return found.length ? found.reduce((a, b) => (b.length > a.length ? b : a)) : otherwise;
}
console.log(longest(["a", "bc"]));
"""
RUST = """
fn longest<'a>(lines: &[&'a str], least: usize, otherwise: &'a str) -> &'a str {
    lines.iter().filter(|line| line.len() >= least).max_by_key(|line| line.len()).copied().unwrap_or(otherwise)
}

fn main() {
    println!("{}", longest(&["a", "bc"], 1, "nothing"));
}
"""
GO = """
package main

import "fmt"

func longest(lines []string, least int, otherwise string) (found string) {
	for _, line := range lines {
		if len(line) >= least && len(line) > len(found) && line != otherwise && line[0] != '#' {
			found = line
		}
	}
	return found
}

func main() { fmt.Println(longest([]string{"a", "bc"}, 1, "nothing")) }
"""
PROGRAMS = {"c": C, "python": PYTHON, "sh": SH, "bash": BASH, "perl": PERL, "awk": AWK, "json": JSON, "xml": XML, "toml": TOML, "sql": SQL,
            "javascript": JAVASCRIPT, "rust": RUST, "go": GO}
COMMANDS = {"c": ["cc", "-Wall", "-Werror", "-o", "FOLDER/out"], "python": [sys.executable], "sh": ["sh", "-e"], "bash": ["bash", "-e"], "perl": ["perl"],
            "awk": ["awk", "-f", "FILE", os.devnull], "javascript": ["node"], "rust": ["rustc", "--out-dir", "FOLDER"], "go": ["gofmt", "-e", "-l"]}
READERS = {"json": json.loads, "xml": xml.dom.minidom.parseString, "toml": tomllib.loads, "sql": lambda text: sqlite3.connect(":memory:").executescript(text)}
ENDINGS = {"c": ".c", "rust": ".rs", "go": ".go"}


def check(lang, text):
    """Runs or reads a program; what its tool says against it."""
    if lang in READERS:
        try:
            READERS[lang](text)
        except Exception as fault:
            return str(fault)
        return ""
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/copied" + ENDINGS.get(lang, "")
        with open(path, "w") as out:
            out.write(text)
        command = [part.replace("FOLDER", folder).replace("FILE", path) for part in COMMANDS[lang]]
        done = subprocess.run(command + ([] if path in command else [path]), capture_output=True, text=True)
        return done.stderr if done.returncode else ""


def lines_of(made, page):
    """A page's lines with their letters where they stand, as pdftotext has them of a face of one width."""
    words = [piece for piece in made.layout.pages[page] if piece.kind == "text" and piece.elem is not None and made.layout.under(piece.elem, "Code")]
    letter = statistics.median((word.x1 - word.x0) / len(word.text.rstrip("\n")) for word in words if word.text.strip())
    lines = made.text("-fixed", "%.3f" % letter, "-f", str(page + 1), "-l", str(page + 1)).strip("\f\n").split("\n")
    return textwrap.dedent("\n".join(line for line in lines if not re.fullmatch(r"T|\d+", line.strip()))).strip("\n") + "\n"


def pages(run):
    """Each listing, on a page of its own."""
    text = front() + "Words.\n" + "".join("\n::: pagebreak\n:::\n\n``` {.%s .numberLines hl_lines=3}\n%s\n```\n" % (lang, code.strip()) for lang, code in PROGRAMS.items())
    made = Made(run, text, "--to", "pdf")
    assert not made.errors, made.errors
    first = len(made.layout.pages) - len(PROGRAMS)
    return [lines_of(made, first + at) for at in range(len(PROGRAMS))]


def test_what_is_copied_is_a_program(run):
    found, done = pages(run), []
    assert len(found) == len(PROGRAMS), found
    for (lang, code), page in zip(PROGRAMS.items(), found):
        if lang in COMMANDS and not shutil.which(COMMANDS[lang][0]):
            continue
        assert len([line for line in page.split("\n") if line]) > len([line for line in code.split("\n") if line]), "a line is turned over\n" + page
        assert not check(lang, code.lstrip()), lang
        fault = check(lang, page)
        assert not fault, lang + ": " + fault + page
        done.append(lang)
    assert len(done) >= 10, done


def test_what_is_typed_in_a_session_is_copied(run):
    made = Made(run, front() + "``` {.console .numberLines}\n$ for i in 1 2; do\n>     echo $i and more words\n> done\n```\n", "--to", "pdf")
    assert lines_of(made, 0) == "for i in 1 2; do\n    echo $i and more words\ndone\n", lines_of(made, 0)
