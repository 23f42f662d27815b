"""Names of glyphs and the encodings of simple fonts (ISO 32000-1, annex D)."""
import re

LETTERS = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"
DIGITS = "zero one two three four five six seven eight nine"
ACCENTED = ("Agrave Aacute Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave Iacute "
            "Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis multiply Oslash Ugrave Uacute Ucircumflex "
            "Udieresis Yacute Thorn germandbls agrave aacute acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex "
            "edieresis igrave iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide oslash ugrave "
            "uacute ucircumflex udieresis yacute thorn ydieresis").split()
# 0x20 to 0x7E; an apostrophe and a grave stand at 0x27 and 0x60 in all but the standard encoding.
ASCII = ("space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period "
         "slash " + DIGITS + " colon semicolon less equal greater question at " + LETTERS + " bracketleft backslash bracketright "
         "asciicircum underscore grave " + LETTERS.lower() + " braceleft bar braceright asciitilde").split()
LATIN = ("exclamdown cent sterling currency yen brokenbar section dieresis copyright ordfeminine guillemotleft logicalnot hyphen "
         "registered macron degree plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior "
         "ordmasculine guillemotright onequarter onehalf threequarters questiondown").split() + ACCENTED
WINDOWS = ("Euro - quotesinglbase florin quotedblbase ellipsis dagger daggerdbl circumflex perthousand Scaron guilsinglleft OE - Zcaron "
           "- - quoteleft quoteright quotedblleft quotedblright bullet endash emdash tilde trademark scaron guilsinglright oe - zcaron "
           "Ydieresis").split()
# What the standard encoding has above ASCII, each with its code.
STANDARD = ("0xA1 exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft "
            "guilsinglright fi fl 0xB1 endash dagger daggerdbl periodcentered 0xB6 paragraph bullet quotesinglbase quotedblbase quotedblright "
            "guillemotright ellipsis perthousand 0xBF questiondown 0xC1 grave acute circumflex tilde macron breve dotaccent dieresis 0xCA ring "
            "cedilla 0xCD hungarumlaut ogonek caron emdash 0xE1 AE 0xE3 ordfeminine 0xE8 Lslash Oslash OE ordmasculine 0xF1 ae 0xF5 dotlessi 0xF8 lslash "
            "oslash oe germandbls")
MORE = {"fraction": 0x2044, "fi": 0xFB01, "fl": 0xFB02, "breve": 0x2D8, "dotaccent": 0x2D9, "ring": 0x2DA, "hungarumlaut": 0x2DD,
        "ogonek": 0x2DB, "caron": 0x2C7, "Lslash": 0x141, "lslash": 0x142, "dotlessi": 0x131, "minus": 0x2212, "nbspace": 0xA0,
        "sfthyphen": 0xAD, "ff": 0xFB00, "ffi": 0xFB03, "ffl": 0xFB04, "Delta": 0x394, "Omega": 0x3A9, "pi": 0x3C0, "infinity": 0x221E,
        "approxequal": 0x2248, "notequal": 0x2260, "lessequal": 0x2264, "greaterequal": 0x2265, "radical": 0x221A, "integral": 0x222B,
        "summation": 0x2211, "product": 0x220F, "partialdiff": 0x2202, "lozenge": 0x25CA, "apple": 0xF8FF, "alpha": 0x3B1, "beta": 0x3B2}


def standard_encoding():
    names = dict(enumerate(ASCII, 0x20))
    names[0x27], names[0x60] = "quoteright", "quoteleft"
    code = 0
    for word in STANDARD.split():
        if word.startswith("0x"):
            code = int(word, 16)
            continue
        names[code] = word
        code += 1
    return names


def windows_encoding():
    names = dict(enumerate(ASCII, 0x20))
    names.update((c, n) for c, n in enumerate(WINDOWS, 0x80) if n != "-")
    names.update(enumerate(LATIN, 0xA1))
    names[0xA0] = "space"
    return names


WIN = windows_encoding()
UNICODE = {name: ord(bytes([code]).decode("cp1252")) for code, name in reversed(WIN.items())}
UNICODE.update(MORE)
NAME_OF = {value: name for name, value in UNICODE.items()}
MAC = {c: NAME_OF[ord(bytes([c]).decode("mac_roman"))] for c in range(0x20, 0x100)
       if c != 0x7F and ord(bytes([c]).decode("mac_roman")) in NAME_OF}
MAC[0xCA] = "space"
ENCODINGS = {"/WinAnsiEncoding": WIN, "/MacRomanEncoding": MAC, "/StandardEncoding": standard_encoding()}

# The strings that every CFF font knows, up to the accented letters (Adobe note 5176, annex A).
CFF_STRINGS = [".notdef"] + [n for _, n in sorted(standard_encoding().items())] + (
    "onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn threequarters twosuperior "
    "registered minus eth multiply threesuperior copyright Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex "
    "Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex "
    "Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring atilde ccedilla eacute ecircumflex edieresis "
    "egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex odieresis ograve otilde scaron uacute ucircumflex udieresis "
    "ugrave yacute ydieresis zcaron").split()


def unicode_of(name):
    """The text of a glyph's name; None for a name that tells nothing."""
    base = name.split(".")[0]
    match = re.fullmatch(r"uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6})", base)
    if match:
        return bytes.fromhex(match.group(1)).decode("utf-16-be", "replace") if match.group(1) else chr(int(match.group(2), 16))
    return chr(UNICODE[base]) if base in UNICODE else None
