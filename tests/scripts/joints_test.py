"""German ligatures are of a compound's part: they cross no joint, and none is missing within a stem."""
import os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "typeset"))
from geometry import SHOWN, Layout
from making import Made, front
from reader import read_string

# | is a joint, - belongs to the word's ligature; other letters of a ligature stand together.
PARTED = """Auf|lage Auf|lösung Kauf|leute Schiff|fahrt auf|finden Dorf|jugend höf|lich Brief|linie Hof|leute Lauf|feuer auf|fallen auf|führen
Tief|flug Dorf|fest Kopf|leiste Wolf|fell Stoff|fülle Ruf|linie auf|laden auf|legen auf|lehnen auf|listen auf|fliegen hilf|los schlaf|los straf|los Golf|lehrer
Lauf|leine Kampf|lärm Sumpf|land Brief|freund auf|fordern auf|flackern ablauf|fähig begreif|lich glimpf|lich Auf|findung rauf|lustig"""
WHOLE = """Schiffe Grafik Pflaume Kaffee offen öffentlich hoffen treffen Koffer Affe Griffe finden fliegen Flasche Flöte Konflikt Reflex
Profil Offizier Pfiff schaffen Waffe Stoffe Begriffe Fiktion Gefieder streifig Zwiefach Efeu"""


class Letters(Layout):
    """What single glyphs stand for."""

    def text(self, number, marks, shown, fonts, name, size, scale, x, y):
        piece = super().text(number, marks, shown, fonts, name, size, scale, x, y)
        font = self.fonts[fonts["/F" + name]]
        piece.glyphs = [font.glyph(code)[0] for string, _ in SHOWN.findall(shown) if string for code in font.codes(read_string(string, 1)[0])]
        return piece


def glyphs_of(run, words, lang):
    made = Made(run, front(lang=lang) + "\\\n".join(words) + "\n", "--to", "pdf")
    pieces = [piece for page in Letters(made.pdf).pages for piece in page if piece.kind == "text" and piece.elem is not None]
    found, text = {}, [glyph for piece in pieces for glyph in piece.glyphs if glyph.strip()]
    for word in words:
        at = 0
        while at < len(text):
            end = at
            while len("".join(text[at:end])) < len(word) and end < len(text):
                end += 1
            if "".join(text[at:end]) == word:
                found[word] = text[at:end]
                break
            at += 1
    assert not set(words) - set(found), set(words) - set(found)
    return found


def crosses(glyphs, joint):
    at = 0
    for glyph in glyphs:
        if at < joint < at + len(glyph):
            return True
        at += len(glyph)
    return False


def test_no_ligature_crosses_a_joint(run):
    joints = {word.replace("|", ""): word.index("|") for word in PARTED.split()}
    found = glyphs_of(run, list(joints), "de")
    wrong = [word for word, glyphs in found.items() if crosses(glyphs, joints[word])]
    assert not wrong, wrong
    assert "fi" in found["auffinden"] and "ff" in found["Schifffahrt"] and "fl" in found["auffliegen"]
    elsewhere = glyphs_of(run, list(joints), "en")
    assert sum(crosses(glyphs, joints[word]) for word, glyphs in elsewhere.items()) > 20


def test_stems_keep_their_ligatures(run):
    here, elsewhere = (glyphs_of(run, WHOLE.split(), lang) for lang in ("de", "en"))
    wrong = [word for word in here if here[word] != elsewhere[word]]
    assert not wrong, [(word, here[word], elsewhere[word]) for word in wrong]
