"""The text of what dump prints, and of what it was made from, so that both can be compared."""
import html, re


class Tree:
    def __init__(self, dump):
        self.lines = dump.split("\n")

    def text(self):
        """All texts in order, notes last; between blocks and breaks stands \\1."""
        out, image = [], None
        for line in self.lines[1:]:
            depth = len(line) - len(line.lstrip(" "))
            if image is not None and depth > image:
                continue
            image = None
            name, _, rest = line.strip().partition(" ")
            if name in ("Str", "Code", "CodeBlock", "Math"):
                match = re.match(r'"((?:[^"\\]|\\.)*)"', rest)
                out.append(re.sub(r"\\(.)", lambda sign: {"n": "\n", "t": "\t"}.get(sign.group(1), sign.group(1)), match.group(1)))
            elif name == "Image":
                image = depth
            else:
                out.append("\x01")
        return "".join(out)


def text_of(text, page=False):
    """Without what typography does: white space, quotation marks, dots, marks between blocks."""
    text = html.unescape(text) if page else text
    text = text.replace("\u2026", "...")
    return re.sub(r"[\s\x01\"'‘’“”„«»‹›]+", "", text)
