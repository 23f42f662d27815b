"""Every value that a style has does something: on the pages of a book that has some of everything, in the PDF's own boxes,
or in the e-book.  What needs another value to be seen has it from NEEDS; the manual's table is the list."""
import functools, os, re, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), HERE]
import rules
from making import Made, lay

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="%d"><rect width="120" height="%d" fill="#888"/></svg>'
WORDS = "It was late in the year 1987 and nobody came along the incomprehensibly long road any more, *not even* the postman. "
TABLES = "\n\n".join("| Name | Count |\n|------|-------|\n" + "\n".join("| row %d | %d |" % (k, k) for k in range(5 + i % 3)) + "\n\n" + WORDS for i in range(9))
TEXT = """---
title: Everything
subtitle: And a little more
author: Ines Halloran
publisher: Saltmarsh
logo: bar.svg
lang: en
toc: true
papersize: a6
style: s.yaml
---

# The road and what lies along it

::: epigraph
Somebody said so.
:::

%s

%s[^1]

## Mud {#mud}

> %s

%s[^2]

### Deep mud

- one
    - two
        - three
- four

1. first
    1. under it
2. second

#### Deeper

Term
:   Said of it, and so much said that it takes more than a line of the page.

Other
:   %s

##### Deepest

| Very long lines of verse that have to be turned over on a page as narrow as this one is
| and a short one

***

###### Run in {#run}

%s

# Leaving {.part}

# The town

::: pullquote
Nobody came.
:::

``` {.python caption="What it does"}
def name(value):
    return "a string that is far too long for one line of this page" + str(value)  # 17

%s
```

``` {.c hl_lines=1}
int x;
```

$$ a^2 + b^2 = c^2 $$

| Name | Count |
|------|-------|
%s

: Many rows {#rows}

| Name | Count |
|------|-------|
| a    | 1     |
| b    | 2     |

: Few rows {#few}

![A bar](bar.svg){#bar}

![Tall](tall.svg){#tall}

See [](#few) and [a link](https://example.org/).

::: note
A note.
:::

::: tip
A tip.
:::

::: important
Important.
:::

::: warning
A warning.
:::

::: caution
Caution.
:::

# Arriving {.part}

# Home

%s[^3]

# Away again

%s

# And again

%s

# Once more

Nobody.

# Never again

Nobody.

# Again

Nobody.

[^1]: A note, and %s
[^2]: Another.
[^3]: The last.
""" % (WORDS * 6, WORDS * 9, WORDS, WORDS * 8, WORDS, WORDS * 2, "\n".join("    line_%d()" % i for i in range(30)),
       "\n".join("| row %d | %d |" % (i, i) for i in range(40)), WORDS * 30, TABLES, "\n\n".join(WORDS * (2 + i % 3) for i in range(40)), WORDS)

# What another value has to be for this one to be seen.
WIDE = "page: {width: 200mm, outer: 90mm}"
NEVER = {("heading-part", "separator"), ("heading-label", "separator")} # these have no numbers
NEEDS = {
    "faces.sans": "title: {sans: true}",
    "page.column-gap": "page: {columns: 2}", "page.crop-marks": "page: {bleed: 9}",
    "part.label-word": "part: {label: arabic}", "part.label-place": "part: {label: arabic}", "part.ornament": "part: {label: arabic}",
    "chapter.label-word": "chapter: {label: arabic}", "chapter.label-place": "chapter: {label: arabic}", "chapter.ornament": "chapter: {label: arabic}",
    "heading-label": "chapter: {label: arabic}",
    **{"heading-%d" % level: "outline: {numbers: true}" for level in range(1, 7)},
    "notes": WIDE, "notes.side-width": WIDE + "\nnotes: {place: side}", "notes.side-gap": WIDE + "\nnotes: {place: side}",
    "formula.indent": "formula: {align: start}",
    "verse.indent": "verse: {centered: false}",
    "penalties.widow": "text: {size: 12}\npage: {even: false}", "penalties.orphan": "text: {size: 12}\npage: {even: false}",
}


def rows():
    """(section, key, kind, rest) of each value; a heading's once for each section that has it."""
    text = open(os.path.join(HERE, "..", "..", "src", "style", "values.inc")).read()
    words = {name: re.findall(r'"([^"]+)"', found) for name, found in re.findall(r"WORDS_OF\((\w+), (.*?)\)\n(?=/\*|WORDS_OF|\n#)", text, re.S)}
    names = dict(re.findall(r'SECTION\((\w+), "([\w-]+)"\)', text))
    for kind, section, key, rest in re.findall(r'^([A-Z]+)\((\w+), (?:\w+, )"([\w-]+)"(?:, (.*?))?\)', text, re.M):
        for name in ["heading-%s" % level for level in (1, 2, 3, 4, 5, 6, "part", "label")] if section == "heading" else [names[section]]:
            yield name, key, kind, rest, words


OTHER = {"COLOR": '"#123456"', "TEXT": '"+"', "MARKS": "['+', '=']", "TAGS": "[-liga, lnum]", "FAMILY": "[DejaVu Serif]", "SIZES": "[8]", "CHOICES": "[upper-roman]"}
COUNTS = ["none", "arabic", "roman", "words"]


def other(value, kind, rest, words):
    """Values that are not the one given; of numbers some, one of which is to be seen."""
    if kind in OTHER:
        return [OTHER[kind]]
    if kind == "FLAG":
        return ["false" if value == "true" else "true"]
    if kind == "CHOICE":
        return [word for word in words.get(rest, COUNTS) if word != value]
    least, most = (float(bound) for bound in rest.split(", "))
    number = float(re.match(r"-?[\d.]+", value).group()) * (72 / 25.4 if value.endswith("mm") else 1)
    weight = [700 if number < 700 else 400] if (least, most) == (100, 900) else []
    tries = weight or [number * 1.4 + 1, number * 5 + 40, number / 2, least, most]
    return [["%g" % (round(at) if kind == "NUMBER" else at) for at in tries if least <= at <= most]]


def files(style):
    return {"t.md": TEXT, "s.yaml": style, "bar.svg": SVG % (40, 40), "tall.svg": SVG % (900, 900)}


def merged(needed, name, key, value):
    """A style's file with what a value needs, and the value."""
    said, line = "%s: %s" % (key, value), re.search(r"^%s: \{(.*)\}$" % name, needed, re.M)
    if not line:
        return "%s\n%s: {%s}\n" % (needed, name, said)
    return needed.replace(line.group(), "%s: {%s, %s}" % (name, line.group(1), said)) + "\n"


class Editions:
    """What a style makes of the text: its pages as they are dumped; if these are asked, the PDF and the style sheet."""

    def __init__(self, run, style):
        self.run, self.style = run, style

    @functools.cached_property
    def pages(self):
        with tempfile.TemporaryDirectory() as folder:
            lay(folder, files(self.style))
            status, out, errors = self.run("dump", "--pages", folder + "/t.md")
            assert status == 0, (self.style, errors)
            return out.replace(folder, "")

    @functools.cached_property
    def all(self):
        made = Made(self.run, TEXT, files=files(self.style))
        return open(made.pdf, "rb").read(), made.files["style.css"], [len(made.files[name]) for name in sorted(made.files)]

    def differ(self, other):
        return self.pages != other.pages or self.all != other.all


def silent(run, of_headings):
    """The values, of headings or others, that change nothing."""
    default, known = rules.Style("default").values, {}
    for name, key, kind, rest, words in rows():
        if name.startswith("heading") != of_headings or (name, key) in NEVER or (kind not in OTHER and "%s.%s" % (name, key) not in default):
            continue
        needed = NEEDS.get("%s.%s" % (name, key), NEEDS.get(name, ""))
        if needed not in known:
            known[needed] = Editions(run, needed + "\n" if needed else "{}\n")
        for value in other(default.get("%s.%s" % (name, key), ""), kind, rest, words):
            tries = value if isinstance(value, list) else [value]
            if not any(Editions(run, merged(needed, name, key, one)).differ(known[needed]) for one in tries):
                yield "%s: {%s: %s}" % (name, key, " or ".join(tries))


def test_every_value_of_headings_has_an_effect(run):
    found = list(silent(run, True))
    assert not found, "\n".join(found)


def test_every_other_value_has_an_effect(run):
    found = list(silent(run, False))
    assert not found, "\n".join(found)
