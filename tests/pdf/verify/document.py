"""The file, its catalog, annotations, actions, fonts."""
import re

import programs
from content import FILTERS
from fonts import PREDEFINED
from reader import Stream, bytes_of, text_of

ANNOTATIONS = {"/" + n for n in ("Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink "
                                 "Popup FileAttachment Widget PrinterMark TrapNet Watermark Redact").split()}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
NAMED = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")


def both(report, clause, test):
    """A report under the names that a rule of fonts has in both standards."""
    rules = ["a2 6.2.11%s-%s" % (clause, test)]
    if not clause.startswith((".7.3", ".2")):
        rules.append("ua1 7.21%s-%s" % (".7" if clause == ".7.2" else clause, test))

    def tell(place, what):
        for rule in rules:
            report(rule, place, what)
    return tell


# ---- the file (ISO 19005-2, 6.1) ----------------------------------------------


def check_file(pdf, report):
    raw = pdf.raw
    if not re.match(rb"%PDF-1\.[0-7][\r\n]", raw):
        report("a2 6.1.2-1", "file", "header %r" % raw[:12])
        if not re.match(rb"%PDF-1\.[0-7][\r\n]", raw[raw.find(b"%PDF"):]):
            report("ua1 6.1-1", "file", "header %r" % raw[:12])
    second = re.match(rb"[^\r\n]*\r?\n?(.{0,5})", raw[max(raw.find(b"%PDF"), 0):], re.S).group(1)
    if len(second) < 5 or second[:1] != b"%" or any(c <= 127 for c in second[1:5]):
        report("a2 6.1.2-2", "file", "second line %r" % second)
    if not pdf.list(pdf.trailer.get("/ID")) or not bytes_of(pdf.at(pdf.list(pdf.trailer["/ID"])[0])):
        report("a2 6.1.3-1", "trailer", "no ID")
    if "/Encrypt" in pdf.trailer:
        report("a2 6.1.3-2", "trailer", "encrypted")
        rights = pdf.dict(pdf.trailer["/Encrypt"]).get("/P")
        if rights is None or not rights & 512:
            report("ua1 7.16-1", "trailer", "no right to extract for accessibility")
    if not re.search(rb"%%EOF(\r\n|\r|\n)?\Z", raw):
        report("a2 6.1.3-3", "file", "data after the end")
    check_syntax(pdf, raw, report)
    if len(pdf.objects) > 8388607:
        report("a2 6.1.13-7", "file", "%d objects" % len(pdf.objects))


def check_syntax(pdf, raw, report):
    """Spelling of objects, streams and cross-reference tables in the file's bytes."""
    if re.search(rb"(?<!start)xref(?![ ]*(\r\n|\r|\n)\d+ \d+[ ]*[\r\n])[\x00\t\n\x0c\r ]", raw) or re.search(
            rb"(?<!start)xref[ ]*(?:\r\n|\r|\n)\d+(?:  | *\t)", raw):
        report("a2 6.1.4-2", "file", "the spelling of xref")
    spans = []
    for match in re.finditer(rb"(?:(?<=[\r\n\x00\t\x0c ])|(?<=endobj))(\d+)([\x00\t\n\x0c\r ]+)(\d+)([\x00\t\n\x0c\r ]+)obj([\x00\t\n\x0c\r ]*)", raw):
        if spans and match.start() < spans[-1]:
            continue
        if "/Encrypt" not in pdf.trailer and "%d %d R" % (int(match.group(1)), int(match.group(3))) not in pdf.objects and \
                not re.search(rb"/Type */(XRef|ObjStm)", raw[match.end():match.end() + 400]):
            continue
        before = raw[match.start() - 1:match.start()]
        if before not in (b"\n", b"\r") or match.group(2) != b" " or match.group(4) != b" " or match.group(5)[:1] not in (b"\r", b"\n"):
            report("a2 6.1.9-1", "object %d" % int(match.group(1)), "spacing around obj")
        spans.append(check_object(pdf, raw, match, report))


def check_object(pdf, raw, match, report):
    """One object's bytes; returns where it ends."""
    place = "object %d" % int(match.group(1))
    end = raw.find(b"endobj", match.end())
    key = re.compile(rb">>[\x00\t\n\x0c\r ]*stream(\r\n|\n|\r|)").search(raw, match.end(), end if end > 0 else len(raw))
    value = pdf.objects.get("%d %d R" % (int(match.group(1)), int(match.group(3))))
    stop = end
    if key and (value is None or isinstance(value, Stream)):
        stop = check_stream(pdf, raw, (match.end(), key), value, place, report)
        end = raw.find(b"endobj", stop)
        end = end if end > 0 else stop
    tail = re.compile(rb"(?:\r\n|\r|\n)endobj[\r\n]").match(raw, end - (2 if raw[end - 2:end] == b"\r\n" else 1))
    if end > 0 and not tail and raw[end:end + 6] == b"endobj":
        report("a2 6.1.9-1", place, "spacing around endobj")
    for token in re.findall(rb"(?<!<)<([^<>]*)>(?!>)", strip_strings(raw[match.end():key.start() if key else end])):
        digits = re.sub(rb"[\x00\t\n\x0c\r ]", b"", token)
        if len(digits) % 2:
            report("a2 6.1.6-1", place, "a string with an odd digit")
        if re.search(rb"[^0-9A-Fa-f]", digits):
            report("a2 6.1.6-2", place, "a string with another character")
    return end if end > 0 else match.end()


def strip_strings(data):
    return re.sub(rb"\((?:\\.|[^()\\])*\)", b"()", data, flags=re.S)


def check_stream(pdf, raw, at, value, place, report):
    start, key = at
    if key.group(1) not in (b"\r\n", b"\n"):
        report("a2 6.1.7.1-2", place, "no line end after stream")
    entries = value.dict if value else {}
    written = re.search(rb"/Length(?![0-9])[\x00\t\n\x0c\r ]*(\d+)(?:[\x00\t\n\x0c\r ]+(\d+)[\x00\t\n\x0c\r ]+R)?", raw[start:key.start()])
    length = None
    if written and not written.group(2):
        length = int(written.group(1))
    elif written:
        length = pdf.objects.get("%d %d R" % (int(written.group(1)), int(written.group(2))))
    ending = raw.find(b"endstream", key.end() + (length if isinstance(length, int) and key.end() + length < len(raw) else 0))
    if isinstance(length, int) and raw[key.end() + length:ending].strip(b"\r\n") == b"" and ending > 0:
        if raw[key.end() + length:ending] not in (b"\r\n", b"\n", b"\r"):
            report("a2 6.1.7.1-2", place, "line ends before endstream")
    else:
        report("a2 6.1.7.1-1", place, "Length %s" % length)
        ending = raw.find(b"endstream", key.end())
        if raw[ending - 1:ending] not in (b"\r", b"\n"):
            report("a2 6.1.7.1-2", place, "no line end before endstream")
    if {"/F", "/FFilter", "/FDecodeParms"} & set(entries):
        report("a2 6.1.7.1-3", place, "a stream in another file")
    return ending if ending > 0 else key.end()


# ---- values of all objects ----------------------------------------------------


def check_values(pdf, report):
    for ref, value in list(pdf.objects.items()):
        place = "object " + ref.split()[0]
        if isinstance(value, Stream):
            check_filters(pdf, value.dict, place, report)
        stack = [value.dict if isinstance(value, Stream) else value]
        while stack:
            at = stack.pop()
            if isinstance(at, dict):
                check_dictionary(pdf, at, place, report)
                stack.extend(at.values())
                for key in at:
                    check_name(key, place, report)
            elif isinstance(at, list):
                stack.extend(at)
            elif isinstance(at, str):
                check_string(at, place, report)
            elif not isinstance(at, bool) and isinstance(at, int) and not -2147483648 <= at <= 2147483647:
                report("a2 6.1.13-1", place, str(at))
            elif isinstance(at, float) and abs(at) > 3.403e38:
                report("a2 6.1.13-2", place, str(at))
            elif isinstance(at, float) and 0 < abs(at) < 1.175e-38:
                report("a2 6.1.13-5", place, str(at))


def check_string(value, place, report):
    if value.startswith("/"):
        check_name(value, place, report)
    elif value.startswith(("u:", "b:")) and len(bytes_of(value)) >= 32768:
        report("a2 6.1.13-3", place, "a string of %d bytes" % len(bytes_of(value)))


def check_name(name, place, report):
    length = len(name.encode("utf-8", "surrogatepass")) - 1
    if length > 127:
        report("a2 6.1.13-4", place, "a name of %d bytes" % length)


def check_filters(pdf, entries, place, report):
    filters, parms = pdf.at(entries.get("/Filter")), pdf.at(entries.get("/DecodeParms"))
    filters = filters if isinstance(filters, list) else [filters] if filters else []
    for i, name in enumerate(filters):
        name = pdf.at(name)
        told = pdf.dict(parms[i] if isinstance(parms, list) and i < len(parms) else parms)
        if name not in FILTERS and not (name == "/Crypt" and pdf.at(told.get("/Name", "/Identity")) == "/Identity"):
            report("a2 6.1.7.2-1", place, "filter %s" % name)


def check_dictionary(pdf, at, place, report):
    if pdf.at(at.get("/Type")) in ("/Filespec", "/F") or "/EF" in at:
        if "/EF" in at:
            if not (text_of(pdf.at(at.get("/F"))) and text_of(pdf.at(at.get("/UF")))):
                report("a2 6.8-2", place, "an embedded file without F and UF")
                report("ua1 7.11-1", place, "an embedded file without F and UF")
            report("a2 6.8-5", place, "an embedded file")
    if "/S" in at and (pdf.at(at.get("/Type")) == "/Action" or pdf.at(at["/S"]) in ("/URI", "/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm")):
        check_action(pdf, at, place, report)
    if pdf.at(at.get("/S")) == "/MCD" and pdf.at(at.get("/Type")) in ("/MediaClip", None):
        if "/CT" not in at:
            report("ua1 7.18.6.2-1", place, "a media clip of no type")
        alternatives = [text_of(pdf.at(v)) for v in pdf.list(at.get("/Alt"))]
        if not alternatives or len(alternatives) % 2 or None in alternatives:
            report("ua1 7.18.6.2-2", place, "a media clip without alternatives")


def check_action(pdf, action, place, report):
    kind = pdf.at(action.get("/S"))
    if kind not in ACTIONS:
        report("a2 6.5.1-1", place, "action %s" % kind)
    if kind == "/Named" and pdf.at(action.get("/N")) not in NAMED:
        report("a2 6.5.1-2", place, "named action %s" % pdf.at(action.get("/N")))


# ---- catalog and pages --------------------------------------------------------


def check_catalog(pdf, tree, report):
    root = pdf.root
    marks = pdf.dict(root.get("/MarkInfo"))
    if pdf.at(marks.get("/Marked")) is not True:
        report("ua1 6.2-1", "catalog", "not marked")
        report("a2 6.7.2.2-1", "catalog", "not marked")
    if pdf.at(marks.get("/Suspects")) is True:
        report("ua1 7.1-4", "catalog", "suspects")
    if pdf.get(root, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        report("ua1 7.1-10", "catalog", "DisplayDocTitle is not set")
    if not pdf.dict(root.get("/StructTreeRoot")):
        report("ua1 7.1-11", "catalog", "no structure")
        report("a2 6.7.3.3-1", "catalog", "no structure")
    if "/Lang" in root:
        tree.language(text_of(pdf.at(root["/Lang"])), "catalog", report)
    elif pdf.dict(pdf.dict(root.get("/Outlines")).get("/First")):
        report("ua1 7.2-2", "outline", "of no language")
    for key, rule in (("/AA", "6.5.2-1"), ("/Requirements", "6.11-1")):
        if key in root:
            report("a2 " + rule, "catalog", key)
    if "/AlternatePresentations" in pdf.dict(root.get("/Names")):
        report("a2 6.10-1", "catalog", "alternate presentations")
    if pdf.at(root.get("/NeedsRendering")) is True:
        report("a2 6.4.2-2", "catalog", "NeedsRendering")
    if set(pdf.dict(root.get("/Perms"))) - {"/UR3", "/DocMDP"}:
        report("a2 6.1.12-1", "catalog", "permissions")
    check_intents(pdf, report)
    check_optional(pdf, report)
    check_form(pdf, pdf.dict(root.get("/AcroForm")), report)


def check_intents(pdf, report):
    profiles = set()
    for intent in pdf.list(pdf.root.get("/OutputIntents")):
        entries = pdf.dict(intent)
        if "/DestOutputProfile" in entries:
            profiles.add(str(entries["/DestOutputProfile"]))
            data = pdf.data(entries["/DestOutputProfile"])
            if data[12:16] not in (b"prtr", b"mntr") or data[16:20] not in (b"RGB ", b"CMYK", b"GRAY") or data[8] >= 5:
                report("a2 6.2.3-1", "output intent", "class %r, space %r" % (data[12:16], data[16:20]))
            if data[16:20] != {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}.get(pdf.get(entries["/DestOutputProfile"], "/N")):
                report("x intent-n", "output intent", "N does not agree with the profile")
        if pdf.at(entries.get("/S")) == "/GTS_PDFX" and "/DestOutputProfileRef" in entries:
            report("a2 6.2.3-3", "output intent", "DestOutputProfileRef")
    if len(profiles) > 1:
        report("a2 6.2.3-2", "output intent", "two profiles")


def check_optional(pdf, report):
    properties = pdf.dict(pdf.root.get("/OCProperties"))
    if not properties:
        return
    groups = {str(g) for g in pdf.list(properties.get("/OCGs"))}
    names = []
    for config in [properties.get("/D")] + pdf.list(properties.get("/Configs")):
        entries = pdf.dict(config)
        name = text_of(pdf.at(entries.get("/Name")))
        if not name:
            report("ua1 7.10-1", "optional content", "a configuration without name")
            report("a2 6.9-1", "optional content", "a configuration without name")
        elif name in names:
            report("a2 6.9-2", "optional content", "two configurations %r" % name)
        names.append(name)
        if "/AS" in entries:
            report("ua1 7.10-2", "optional content", "AS")
            report("a2 6.9-4", "optional content", "AS")
        if "/Order" in entries and not groups <= set(leaves(pdf, entries["/Order"])):
            report("a2 6.9-3", "optional content", "a group that is not in Order")


def leaves(pdf, value):
    value = pdf.at(value) if not isinstance(value, str) or isinstance(pdf.at(value), list) else value
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(pdf, part)]
    return [str(value)]


def check_form(pdf, form, report):
    if not form:
        return
    if pdf.at(form.get("/NeedAppearances")) is True:
        report("a2 6.4.1-3", "form", "NeedAppearances")
    if "/XFA" in form:
        report("a2 6.4.2-1", "form", "XFA")
    stack, seen = list(pdf.list(form.get("/Fields"))), set()
    while stack:
        ref = stack.pop()
        field = pdf.dict(ref)
        if str(ref) in seen or not field:
            continue
        seen.add(str(ref))
        stack.extend(pdf.list(field.get("/Kids")))
        if "/AA" in field:
            report("a2 6.4.1-2", "field", "AA")
        if "/TU" in field and "/Lang" not in pdf.root and not tree_lang(pdf, field):
            report("ua1 7.2-25", "field", "TU of no language")


def tree_lang(pdf, entries):
    return False if "/StructParent" not in entries else None


def check_pages(pdf, tree, report):
    for number, (ref, page) in enumerate(pdf.pages(), 1):
        place = "page %d" % number
        annotations = pdf.list(page.get("/Annots"))
        if annotations and pdf.at(page.get("/Tabs")) != "/S":
            report("ua1 7.18.3-1", place, "Tabs is %s" % page.get("/Tabs"))
        for key, rule in (("/AA", "6.5.2-2"), ("/PresSteps", "6.10-2")):
            if key in page:
                report("a2 " + rule, place, key)
        for key in BOXES:
            box = [pdf.at(v) for v in pdf.list(page.get(key))]
            if len(box) == 4 and not all(3 <= abs(b - a) <= 14400 for a, b in (box[0::2], box[1::2])):
                report("a2 6.1.13-11", place, "%s %s" % (key, box))
        for annotation in annotations:
            check_annotation(pdf, tree, pdf.dict(annotation), annotation, page, place, report)


def struct_parent(pdf, tree, annotation):
    """The element that an annotation's key leads to, with its standard type."""
    ref = tree.parents.get(pdf.at(annotation.get("/StructParent")))
    entries = pdf.dict(ref)
    return entries, tree.standard(pdf.at(entries.get("/S"))) if entries else None, ref


def outside(pdf, annotation, page):
    rect = [pdf.at(v) for v in pdf.list(annotation.get("/Rect"))]
    box = [pdf.at(v) for v in pdf.list(page.get("/CropBox", page.get("/MediaBox")))]
    if len(rect) < 4 or len(box) < 4:
        return False
    return max(rect[0::2]) <= box[0] or min(rect[0::2]) >= box[2] or max(rect[1::2]) <= box[1] or min(rect[1::2]) >= box[3]


def check_annotation(pdf, tree, annotation, ref, page, place, report):
    kind, flags = pdf.at(annotation.get("/Subtype")), pdf.at(annotation.get("/F"))
    check_annotation_entries(pdf, annotation, kind, flags, place, report)
    entries, role, parent = struct_parent(pdf, tree, annotation)
    if outside(pdf, annotation, page) or (flags or 0) & 2:
        return
    contents = text_of(pdf.at(annotation.get("/Contents")))
    alternative = text_of(pdf.at(entries.get("/Alt")))
    if kind not in ("/Widget", "/PrinterMark", "/Link") and role != "Annot":
        report("ua1 7.18.1-1", place, "%s inside %s" % (kind, role))
    if kind != "/Widget" and not contents and not alternative:
        report("ua1 7.18.1-2", place, "%s says nothing" % kind)
    if contents is not None and not (tree.lang or (isinstance(parent, str) and tree.has_lang(parent))):
        report("ua1 7.2-24", place, "Contents of no language")
    if kind == "/Widget":
        check_widget(pdf, annotation, role, alternative, place, report)
    elif kind == "/TrapNet":
        report("ua1 7.18.2-1", place, "TrapNet")
    elif kind == "/PrinterMark" and entries:
        report("ua1 7.18.8-1", place, "a printer's mark in the structure")
    elif kind == "/Link":
        check_link(pdf, tree, annotation, ref, (role, parent, contents), place, report)


def check_link(pdf, tree, annotation, ref, told, place, report):
    role, parent, contents = told
    if role != "Link":
        report("ua1 7.18.5-1", place, "a link inside %s" % role)
    if not contents:
        report("ua1 7.18.5-2", place, "a link says nothing")
    objects = [pdf.dict(k).get("/Obj") for k in pdf.list([]) + kids_of(pdf, parent)]
    if role == "Link" and ref not in objects:
        report("x link-objr", place, "its element does not hold the link")
    if "/A" not in annotation and "/Dest" not in annotation:
        report("x link-target", place, "a link that leads nowhere")


def kids_of(pdf, ref):
    kids = pdf.get(ref, "/K")
    return kids if isinstance(kids, list) else [kids]


def check_widget(pdf, annotation, role, alternative, place, report):
    if role != "Form":
        report("ua1 7.18.4-1", place, "a field inside %s" % role)
    field, told = annotation, None
    while field and told is None:
        told = text_of(pdf.at(field.get("/TU")))
        field = pdf.dict(field.get("/Parent"))
    if not told and not alternative:
        report("ua1 7.18.1-3", place, "a field says nothing")


def check_annotation_entries(pdf, annotation, kind, flags, place, report):
    if kind not in ANNOTATIONS:
        report("a2 6.3.1-1", place, "annotation %s" % kind)
    if kind != "/Popup" and flags is None:
        report("a2 6.3.2-1", place, "an annotation without flags")
    if flags is not None and (not flags & 4 or flags & (1 | 2 | 32 | 256)):
        report("a2 6.3.2-2", place, "flags %d" % flags)
    rect = [pdf.at(v) for v in pdf.list(annotation.get("/Rect"))]
    flat = len(rect) == 4 and rect[0] == rect[2] and rect[1] == rect[3]
    looks = pdf.dict(annotation.get("/AP"))
    if "/AP" not in annotation and not flat and kind not in ("/Popup", "/Link"):
        report("a2 6.3.3-1", place, "no appearance")
    if "/AP" in annotation and set(looks) != {"/N"}:
        report("a2 6.3.3-2", place, "appearances %s" % sorted(looks))
    elif "/AP" in annotation:
        button = kind == "/Widget" and field_type(pdf, annotation) == "/Btn"
        stream = isinstance(pdf.at(looks["/N"]), Stream)
        if button and (stream or not pdf.dict(looks["/N"])):
            report("a2 6.3.3-3", place, "a button's appearance is no dictionary")
        if not button and not stream:
            report("a2 6.3.3-4", place, "an appearance is no stream")
    if kind == "/Widget" and ("/A" in annotation or "/AA" in annotation):
        report("a2 6.4.1-1", place, "a field with an action")


def field_type(pdf, field):
    while field:
        if "/FT" in field:
            return pdf.at(field["/FT"])
        field = pdf.dict(field.get("/Parent"))
    return None


# ---- fonts ---------------------------------------------------------------------


def check_fonts(pdf, walker, report):
    for key, font in walker.fonts.items():
        used = walker.used[key]
        place = "font %s" % (font.name or key)
        check_font_entries(pdf, font, place, report)
        if font.subtype == "/Type3":
            check_type3(pdf, font, walker, report)
        visible = any(not hidden for _, hidden, _ in used)
        if font.subtype not in ("/Type3", "/Type0") and visible and not font.file:
            both(report, ".4.1", 1)(place, "not embedded")
        if font.composite and visible and not font.file:
            both(report, ".4.1", 1)(place, "not embedded")
        if font.composite:
            check_composite(pdf, font, place, report)
        elif font.subtype == "/TrueType":
            check_truetype(pdf, font, place, report)
        check_sets(pdf, font, place, report)
        for code, hidden, actual in used:
            check_glyph(font, code, hidden, actual, place, report)


def check_font_entries(pdf, font, place, report):
    if font.dict.get("/Type") != "/Font":
        both(report, ".2", 1)(place, "Type is %s" % font.dict.get("/Type"))
    if font.subtype not in ("/Type1", "/MMType1", "/TrueType", "/Type3", "/Type0"):
        both(report, ".2", 2)(place, "Subtype is %s" % font.subtype)
    if font.subtype != "/Type3" and not font.name:
        both(report, ".2", 3)(place, "no BaseFont")
    if not font.composite and font.file:
        first, last = (pdf.at(font.dict.get(k)) for k in ("/FirstChar", "/LastChar"))
        widths = font.pdf.at(font.dict.get("/Widths"))
        if first is None:
            both(report, ".2", 4)(place, "no FirstChar")
        if last is None:
            both(report, ".2", 5)(place, "no LastChar")
        if None not in (first, last) and (not isinstance(widths, list) or len(widths) != last - first + 1):
            both(report, ".2", 6)(place, "Widths do not fit the codes")
    kind = pdf.get(font.descriptor, font.file, "/Subtype") if font.file else None
    if font.file == "/FontFile3" and kind not in ("/Type1C", "/CIDFontType0C", "/OpenType"):
        both(report, ".2", 7)(place, "font file of %s" % kind)
    if font.file and font.program is None:
        report("x font-program", place, "the program cannot be read")
    if font.file and font.descriptor.get("/FontName") != (font.cid_font if font.composite else font.dict).get("/BaseFont"):
        report("x font-name", place, "the descriptor is named otherwise")


def check_type3(pdf, font, walker, report):
    walker.place = "a Type 3 font"
    for proc in pdf.dict(font.dict.get("/CharProcs")).values():
        from content import Mark
        walker.content(pdf.data(proc), font.dict.get("/Resources"), [Mark("Artifact", {})], None, 1)


def check_composite(pdf, font, place, report):
    value = font.encoding_value
    if isinstance(value, Stream):
        check_cmap(pdf, font, value, place, report)
    elif not (isinstance(value, str) and PREDEFINED.fullmatch(value)):
        both(report, ".3.3", 1)(place, "CMap %s" % value)
    if font.cid_font.get("/Subtype") == "/CIDFontType2" and font.file and not (isinstance(
            pdf.get(font.cid_font, "/CIDToGIDMap"), Stream) or pdf.get(font.cid_font, "/CIDToGIDMap") == "/Identity"):
        both(report, ".3.2", 1)(place, "no CIDToGIDMap")
    if not isinstance(value, Stream) and str(value) not in ("/Identity-H", "/Identity-V"):
        check_predefined(pdf, font, value, place, report)


ORDERINGS = (("GB1", "GB"), ("CNS1", "B5|CNS|ETen|HKscs"), ("Korea1", "KS"), ("Japan1", "JIS|RKSJ|EUC|^/[HV]$"))
SUPPLEMENTS = {"UniGB-UTF16": 4, "GBK2K": 4, "UniCNS-UTF16": 4, "HKscs": 3, "UniJIS-UTF16": 5, "UniKS-UTF16": 2}


def check_predefined(pdf, font, value, place, report):
    ordering = next((o for o, pattern in ORDERINGS if re.search(pattern, str(value))), None)
    info = pdf.dict(font.cid_font.get("/CIDSystemInfo"))
    if ordering and (text_of(pdf.at(info.get("/Ordering"))) != ordering or text_of(pdf.at(info.get("/Registry"))) != "Adobe"):
        both(report, ".3.1", 1)(place, "the CMap is for %s" % ordering)


def check_cmap(pdf, font, value, place, report):
    inside = font.cmap.info
    if inside.get("/WMode", 0) != pdf.at(value.dict.get("/WMode", 0)):
        both(report, ".3.3", 2)(place, "WMode differs")
    if font.cmap.largest_cid() > 65535:
        report("a2 6.1.13-10", place, "CID %d" % font.cmap.largest_cid())
    used = pdf.at(value.dict.get("/UseCMap"))
    if used is not None and not (isinstance(used, str) and PREDEFINED.fullmatch(used)) or isinstance(used, Stream):
        both(report, ".3.3", 3)(place, "UseCMap %s" % used)
    elif font.cmap.uses and not PREDEFINED.fullmatch(font.cmap.uses):
        both(report, ".3.3", 3)(place, "usecmap %s" % font.cmap.uses)
    info, own = pdf.dict(font.cid_font.get("/CIDSystemInfo")), pdf.dict(value.dict.get("/CIDSystemInfo"))
    same = all(text_of(pdf.at(info.get(k))) == text_of(pdf.at(own.get(k))) for k in ("/Registry", "/Ordering"))
    if str(pdf.at(value.dict.get("/CMapName"))).startswith("/Identity-"):
        return
    if not own or not same or pdf.at(info.get("/Supplement", 0)) > pdf.at(own.get("/Supplement", 0)):
        both(report, ".3.1", 1)(place, "the CMap's collection is another")
    written = [inside.get(k) for k in ("/Registry", "/Ordering")]
    if own and [text_of(pdf.at(own.get(k))) for k in ("/Registry", "/Ordering")] != [v.decode("latin-1") if v else v for v in written]:
        report("x cmap-info", place, "the CMap's dictionary and file differ")


def check_truetype(pdf, font, place, report):
    program = font.program
    value = font.encoding_value
    if not font.symbolic:
        base = value if isinstance(value, str) else pdf.dict(value).get("/BaseEncoding")
        differences = [pdf.at(v) for v in pdf.list(pdf.dict(value).get("/Differences"))]
        compliant = all(glyph_listed(n[1:]) for n in differences if isinstance(n, str)) and (
            not differences or not isinstance(program, programs.TrueType) or (3, 1) in program.cmaps)
        if base not in ("/MacRomanEncoding", "/WinAnsiEncoding") or not compliant:
            both(report, ".6", 2)(place, "encoding %s" % base)
    elif value is not None:
        both(report, ".6", 3)(place, "a symbolic font with an encoding")
    if isinstance(program, programs.TrueType):
        count, symbol = program.subtables, (3, 0) in program.cmaps
        if not font.symbolic and not count > (1 if symbol else 0):
            both(report, ".6", 1)(place, "%d cmaps" % count)
        if font.symbolic and count != 1 and not symbol:
            both(report, ".6", 4)(place, "%d cmaps" % count)


def glyph_listed(name):
    import glyphnames
    return glyphnames.unicode_of(name) is not None or name == ".notdef"


def check_sets(pdf, font, place, report):
    """CharSet and CIDSet, where they are, tell all glyphs."""
    subset = re.match(r"[A-Z]{6}\+", font.name)
    if not subset or font.program is None:
        return
    listed = text_of(pdf.at(font.descriptor.get("/CharSet")))
    if listed is not None and hasattr(font.program, "names") and not font.composite and not isinstance(font.program, programs.TrueType):
        if set(re.findall(r"/([^/\s]+)", listed)) - {".notdef"} != set(font.program.names) - {".notdef"}:
            both(report, ".4.2", 1)(place, "CharSet does not list the glyphs")
    if isinstance(pdf.get(font.descriptor, "/CIDSet"), Stream):
        bits = pdf.data(font.descriptor["/CIDSet"])
        have = {8 * i + b for i, byte in enumerate(bits) for b in range(8) if byte & 128 >> b}
        cids = getattr(font.program, "cids", None)
        wanted = set(cids) if cids else set(range(font.program.glyphs))
        if have - {0} != wanted - {0}:
            both(report, ".4.2", 2)(place, "CIDSet does not list the glyphs")


PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))


def check_glyph(font, code, hidden, actual, place, report):
    text = font.text(code)
    if text is None or (not text and font.composite):
        both(report, ".7.2", 1)(place, "code %d is read as nothing" % code)
    elif set(text) & {"\0", "\uFFFE", "\uFEFF"}:
        both(report, ".7.2", 2)(place, "code %d is read as %r" % (code, text))
    elif not actual and any(a <= ord(c) <= b for c in text for a, b in PRIVATE):
        both(report, ".7.3", 1)(place, "code %d is read as %r" % (code, text))
    if font.subtype == "/Type3":
        return
    name = font.names.get(code)
    gid = font.gid(code)
    unnamed = name is None and font.based and not font.symbolic
    if name == ".notdef" or ((font.composite or unnamed) and font.program and gid in (None, 0)):
        both(report, ".8", 1)(place, "code %d shows .notdef" % code)
    if hidden or font.program is None:
        return
    if gid is None:
        both(report, ".4.1", 2)(place, "code %d has no glyph" % code)
    elif 0 <= gid < font.program.glyphs:
        shown, told = font.program.width(gid), font.width(code)
        if not isinstance(told, (int, float)) or abs(shown - told) > 1:
            both(report, ".5", 1)(place, "code %d is %s wide, not %s" % (code, round(shown, 2), told))
