"""Two readings of one source, brought to one form: `bifolio dump` and Pandoc's JSON.

A tree is [name, details, children]; text is a node "Str".  What the two call by different names, and nothing else, is
made the same here; differences that are meant are listed in compare.py.
"""
import difflib, json, re

TOKEN = re.compile(r' (?:([^\s"=]+)=)?"((?:[^"\\]|\\.)*)"| ([^\s"]+)')
ESCAPE = re.compile(r'\\(x[0-9a-f]{2}|.)', re.S)


def unquote(text):
    def one(match):
        code = match.group(1)
        return "\n" if code == "n" else chr(int(code[1:], 16)) if len(code) == 3 else code
    return ESCAPE.sub(one, text)


def parse_line(line):
    """Name, words, text, id, classes and pairs of one line of a dump."""
    name = re.match(r"\w+", line).group(0)
    words, text, ident, classes, pairs = [], "", "", [], []
    for key, value, word in TOKEN.findall(line[len(name):]):
        if key:
            pairs.append((key, unquote(value)))
        elif not word:
            text = unquote(value)
        elif word.startswith("#"):
            ident = word[1:]
        elif word.startswith(".") and len(word) > 1:
            classes.append(word[1:])
        elif not re.match(r"@\d+:\d+$", word):
            words.append(word)
    return name, words, text, ident, classes, pairs


def dump_lines(dump):
    """(depth, parsed line) for each line that is a node of the text."""
    for line in dump.split("\n"):
        if re.match(r"(Meta|  Person|  Subject)\b", line) or not line.strip():
            continue
        depth = (len(line) - len(line.lstrip(" "))) // 2
        yield depth, parse_line(line.strip())


def show_attr(ident, classes, pairs):
    pairs = sorted("%s=%s" % pair for pair in pairs)
    return " ".join((["#" + ident] if ident else []) + ["." + c for c in classes] + pairs)


def field(pairs, name):
    for key, value in pairs:
        if key == name:
            return value
    return ""


OWN = {"Link": ("url", "title", "to"), "Image": ("url", "title", "alt"), "Figure": ("label",), "Table": ("label",),
       "Quoted": ("open", "close"), "Header": ("number",)}


def own_node(parsed):
    name, words, text, ident, classes, pairs = parsed
    own = OWN.get(name, ()) + ("in",)
    attr = show_attr(ident, classes, [p for p in pairs if p[0] not in own])
    if name == "Str":
        return None if "generated" in words else ["Str", text, []]
    if name in ("Code", "CodeBlock"):
        return [name, (show_attr(ident, sorted(classes), pairs) + " " + repr(text)).strip(), []]
    if name in ("RawBlock", "RawInline"):
        return [name, repr(text), []]
    if name.islower():
        return None  # what a formula is made of
    if name == "Math":
        return [name, ("display " if "display" in words else "inline ") + repr(text), []]
    if name in ("Link", "Image"):
        url = field(pairs, "url") or ("#" + field(pairs, "to") if name == "Link" and field(pairs, "to") else "")
        return [name, " ".join(x for x in (attr, url, repr(field(pairs, "title"))) if x), []]
    if name in ("Header", "OrderedList", "Quoted"):
        return [name, " ".join(words + ([attr] if attr else [])), []]
    if name == "Table":
        return [name, " ".join(words + ([attr] if attr else [])), []]
    if name == "Item" and words:
        return [name, " ".join(words), []]
    if name in ("SmallCaps", "Underline"):
        attr = show_attr(ident, [c for c in classes if c not in ("smallcaps", "underline", "ul")], [])
    if name == "PageBreak":
        return ["Div", attr, []]
    return [name, attr if name not in ("Cell", "Note", "NoteRef") else " ".join(words), []]


def from_dump(dump):
    stack, tops = [], []
    for depth, parsed in dump_lines(dump):
        node = own_node(parsed)
        if node is None:
            continue
        del stack[depth:]
        (stack[-1][2] if stack else tops).append(node)
        stack.append(node)
    notes = {node[1]: node[2] for node in tops[1:]}
    return tidy(resolve(tops[0], notes, ()))


def resolve(node, notes, inside):
    """Notes stand where they are called; tasks, figures and tables take Pandoc's form."""
    name, details, children = node
    if name == "NoteRef":
        body = [] if details in inside else [resolve(c, notes, inside + (details,)) for c in notes.get(details, [])]
        return ["Note", "", body]
    children = [resolve(c, notes, inside) for c in children]
    if name == "Item" and details:
        details = put_task(details, children)
    if name == "Figure":
        image = children[0][2][0]
        return ["Para", "", [["Image", " ".join(x for x in (details, image[1]) if x), image[2]]]]
    if name == "Cell":
        details = ""
    return [name, details, children]


def put_task(mark, children):
    if children and children[0][0] in ("Para", "Plain"):
        children[0][2].insert(0, ["Str", mark + " ", []])
    return ""


def tidy(node):
    """Texts side by side are one, with single spaces; parts of tables without rows go."""
    name, details, children = node
    if name == "Str":
        details = re.sub(r"[ \t]+", " ", details)
    out = []
    for child in children:
        child = tidy(child)
        if child[0] in ("TableHead", "TableBody") and not child[2] or name == "Cell" and not child[2]:
            continue
        if child[0] == "Str" and out and out[-1][0] == "Str":
            out[-1] = ["Str", out[-1][1] + child[1], []]
        elif child[0] == "Str" and not child[1]:
            continue
        else:
            out.append(child)
    return [name, details, out]


# ---- Pandoc's JSON ----

STYLES = {"DefaultStyle": "decimal", "Decimal": "decimal", "LowerAlpha": "lower-alpha", "UpperAlpha": "upper-alpha",
          "LowerRoman": "lower-roman", "UpperRoman": "upper-roman", "Example": "decimal"}
DELIMS = {"DefaultDelim": "period", "Period": "period", "OneParen": "paren", "TwoParens": "two-parens"}


def attr_of(attr):
    return show_attr(attr[0], attr[1], [tuple(p) for p in attr[2]])


def nodes(items):
    return [pandoc_node(item) for item in items]


def parts(name, groups):
    return [[name, "", nodes(group)] for group in groups]


def rows(part):
    return [["Row", "", [["Cell", "", nodes(cell[4])] for cell in row[1]]] for row in part]


def pandoc_table(c):
    aligns = [spec[0]["t"][5:].lower() for spec in c[2]]
    body = [row for part in c[4] for row in part[3]]
    attr = attr_of(c[0])
    return ["Table", " ".join(aligns + ([attr] if attr else [])),
            [["TableHead", "", rows(c[3][1])], ["TableBody", "", rows(body)]]]


def pandoc_span(c):
    for name, types in (("SmallCaps", ("smallcaps",)), ("Underline", ("underline", "ul"))):
        if any(t in c[0][1] for t in types):
            return [name, show_attr(c[0][0], [x for x in c[0][1] if x not in types], []), nodes(c[1])]
    return ["Span", attr_of(c[0]), nodes(c[1])]


def pandoc_list(item):
    kind, c = item["t"], item.get("c")
    if kind == "OrderedList":
        start, style, delim = c[0]
        return [kind, "%d %s %s" % (start, STYLES[style["t"]], DELIMS[delim["t"]]), parts("Item", c[1])]
    if kind == "BulletList":
        return [kind, "", parts("Item", c)]
    return [kind, "", [n for term, defs in c for n in [["Term", "", nodes(term)]] + parts("Definition", defs)]]


def pandoc_node(item):
    kind, c = item["t"], item.get("c")
    if kind == "Str":
        return ["Str", "[x]" if c == "[X]" else c, []]
    if kind == "Space":
        return ["Str", " ", []]
    if kind in ("BulletList", "OrderedList", "DefinitionList"):
        return pandoc_list(item)
    if kind == "Header":
        return [kind, " ".join(x for x in (str(c[0]), attr_of(c[1])) if x), nodes(c[2])]
    if kind in ("Code", "CodeBlock"):
        return [kind, (attr_of([c[0][0], sorted(c[0][1]), c[0][2]]) + " " + repr(c[1])).strip(), []]
    if kind in ("RawBlock", "RawInline"):
        return [kind, repr(c[1]), []]
    if kind == "Math":
        return [kind, ("display " if c[0]["t"] == "DisplayMath" else "inline ") + repr(c[1]), []]
    if kind in ("Link", "Image"):
        return [kind, " ".join(x for x in (attr_of(c[0]), c[2][0], repr(c[2][1])) if x), nodes(c[1])]
    if kind == "Quoted":
        return [kind, "double" if c[0]["t"] == "DoubleQuote" else "single", nodes(c[1])]
    if kind == "Span":
        return pandoc_span(c)
    if kind == "Div":
        return [kind, attr_of(c[0]), nodes(c[1])]
    if kind == "Table":
        return pandoc_table(c)
    if kind in ("SoftBreak", "LineBreak", "HorizontalRule"):
        return [kind, "", []]
    return [kind, "", nodes(c)]


def from_pandoc(text):
    return tidy(["Document", "", nodes(json.loads(text)["blocks"])])


# ---- showing ----

def lines(node, depth=0):
    out = ["%s%s %s" % ("  " * depth, node[0], repr(node[1]) if node[0] == "Str" else node[1])]
    for child in node[2]:
        out += lines(child, depth + 1)
    return out


def difference(ours, theirs):
    return "\n".join(difflib.unified_diff(lines(theirs), lines(ours), "pandoc", "bifolio", lineterm="", n=2))


def has(node, names):
    return node[0] in names or any(has(child, names) for child in node[2])
