"""Every block knows where it begins: the source at a node's place is what the node was made of."""
import os, re

DOCUMENT = """---
title: Places
lang: en
---

# Heading one

Paragraph with ünïcode *emph*.

> Quoted para
> > Deeper para

- Item one
- Item two

  Second para

1. Number

   a. Letter
   b. Letter two

Term
:   Definition

    More of it

::: note
In a div

::::: tip
Deeper in
:::::
:::

| Head | Äh |
|------|----|
| Cell | Other |

: Caption

```
code
```

    indented

![Figure](dot.png)

Text[^n]

***

Setext
------

<div>
Raw
</div>

[^n]: Note body
"""
BEGINS = {
    "Header": ("# Heading", "Setext"), "Para": ("Paragraph", "Quoted", "Deeper", "Item", "Second", "Text", "In a", "Number", "Note body"),
    "Plain": ("Definition", "More", "Letter", "Head", "Äh", "Cell", "Other", ": Caption", "![Figure", "Raw", "<div>"), "BlockQuote": (">",),
    "BulletList": ("- Item",), "OrderedList": ("1.", "a."), "Item": ("- Item", "1.", "a.", "b."), "DefinitionList": ("Term",), "Term": ("Term",),
    "Definition": (":",), "Div": (":::", "<div>"), "Table": ("| Head",), "CodeBlock": ("```", "indented"), "Figure": ("![",),
    "HorizontalRule": ("***",), "Note": ("[^n]", "Note body"), "Caption": (": Caption", "![Figure"),
}
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden")


def test_blocks_stand_where_they_say(run):
    status, dump, errors = run("dump", "-", stdin=DOCUMENT.encode(), cwd=GOLDEN)
    assert status == 0, errors
    lines, seen = DOCUMENT.split("\n"), set()
    for name, line, col in re.findall(r"^ *(\w+).* @(\d+):(\d+)$", dump, re.M):
        text = lines[int(line) - 1][int(col) - 1:]
        if name in BEGINS:
            seen.add(name)
            assert text.lstrip(" |").startswith(BEGINS[name]) or text.startswith(BEGINS[name]), "%s at %s:%s is %r\n%s" % (name, line, col, text, dump)
    assert seen == set(BEGINS), set(BEGINS) - seen


def test_messages_stand_where_their_cause_is(run):
    text = "---\ntitle: T\nlang: en\n---\n\nünï [x](#no) and $\\zz$\n\n> - <zz>a</zz> ![](no.png)\n\n| a |\n|---|\n| [x](#nowhere) |\n"
    status, dump, errors = run("dump", "-", stdin=text.encode())
    for place in ("6:5: warning: nothing here has the id 'no'", "6:19: warning: '\\zz' is not known", "8:5: warning: the tag <zz>", "8:16: warning: the image 'no.png'",
                  "12:3: warning: nothing here has the id 'nowhere'"):
        assert "-:" + place in errors, place + " is not in\n" + errors
