"""XMP (ISO 19005-2, 6.6) and what it has in common with the information dictionary."""
import re
import xml.etree.ElementTree as ET

from reader import Stream, text_of

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC, XMP, PDF = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
EXTENSION, SCHEMA = "http://www.aiim.org/pdfa/ns/extension/", "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY, TYPE, FIELD = (("http://www.aiim.org/pdfa/ns/%s#" % n) for n in ("property", "type", "field"))
# The predefined schemas that a text document uses, with the types of XMP 2005.
KNOWN = {
    DC: dict(contributor="Bag", coverage="Text", creator="Seq", date="Seq Date", description="Alt", format="Text", identifier="Text", language="Bag",
             publisher="Bag", relation="Bag", rights="Alt", source="Text", subject="Bag", title="Alt", type="Bag"),
    XMP: dict(Advisory="Bag", BaseURL="Text", CreateDate="Date", CreatorTool="Text", Identifier="Bag", Label="Text", MetadataDate="Date",
              ModifyDate="Date", Nickname="Text", Rating="Integer", Thumbnails="Alt"),
    PDF: dict(Keywords="Text", PDFVersion="Text", Producer="Text", Trapped="Text"),
    PDFA: dict(part="Integer", conformance="Text", amd="Text", corr="Text"),
}
VALUES = {"Integer": r"[+-]?\d+", "Boolean": "True|False", "Real": r"[+-]?(\d+\.?\d*|\.\d+)",
          "Date": r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"}
BASIC = {"Text", "Integer", "Boolean", "Date", "Real", "URI", "URL", "ProperName", "MIMEType", "AgentName", "RenditionClass", "Lang Alt", "XPath",
         "ResourceRef", "ResourceEvent", "Version", "Job", "Dimensions", "Thumbnail", "Colorant", "GUID", "Locale", "Rational", "Part", "Layer",
         "OECF/SFR", "CFAPattern", "DeviceSettings", "Flash", "GPSCoordinate", "Font", "any", "beatSpliceStretch", "Marker", "Media",
         "ProjectLink", "resampleParams", "Time", "timeScaleStretch", "Timecode"}


def check(pdf, report):
    ref = pdf.root.get("/Metadata")
    if not isinstance(pdf.at(ref), Stream):
        report("ua1 7.1-8", "catalog", "no metadata")
        report("a2 6.6.2.1-1", "catalog", "no metadata")
        for rule in ("ua1 5-1", "ua1 7.1-9", "a2 6.6.4-1"):
            report(rule, "metadata", "no metadata")
        return
    data = pdf.data(ref)
    head = re.search(rb"<\?xpacket([^>]*)\?>", data)
    for key, rule in ((b"bytes", "2"), (b"encoding", "3")):
        if head and re.search(rb"\b" + key + rb"\s*=", head.group(1)):
            report("a2 6.6.2.1-" + rule, "metadata", "%s in the packet's head" % key.decode())
    if pdf.at(pdf.at(ref).dict.get("/Filter")):
        report("x metadata-filter", "metadata", "compressed")
    root = parse(data, report)
    if root is None:
        return
    properties = list(tops(root))
    check_identification(data, properties, report)
    schemas = check_extensions(properties, data, report)
    check_properties(properties, schemas, report)
    check_info(pdf, properties, report)


def parse(data, report):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        report("a2 6.6.2.1-5", "metadata", "not UTF-8")
    try:
        root = ET.fromstring(re.sub(rb"<\?xpacket[^>]*\?>", b"", data).strip(b"\xef\xbb\xbf \r\n\t\0"))
    except (ET.ParseError, ValueError) as error:
        report("a2 6.6.2.1-4", "metadata", str(error))
        return None
    rdf = [e for e in root.iter() if e.tag == RDF + "RDF"]
    if not rdf:
        report("a2 6.6.2.1-4", "metadata", "no RDF")
        return None
    return rdf[0]


def tops(rdf):
    """(namespace, name, value): an element, or the text of an attribute."""
    for description in rdf:
        for key, value in description.attrib.items():
            if key.startswith("{") and not key.startswith((RDF, "{http://www.w3.org/XML")):
                yield key[1:].split("}") + [value]
        for child in description:
            yield child.tag[1:].split("}") + [child]


def plain(value):
    return value if isinstance(value, str) else (value.text or "")


def find(properties, space, name):
    return next((v for s, n, v in properties if (s, n) == (space, name)), None)


def prefixes(data, space):
    return set(re.findall(rb"xmlns:([^\s=]+)\s*=\s*[\"']" + re.escape(space.encode()) + rb"[\"']", data))


def check_identification(data, properties, report):
    part = find(properties, PDFUA, "part")
    if not any(s == PDFUA for s, _, _ in properties):
        report("ua1 5-1", "metadata", "no PDF/UA identification")
    elif part is None or plain(part).strip() != "1":
        report("ua1 5-2", "metadata", "pdfuaid:part is %s" % (None if part is None else plain(part)))
    wrong = prefixes(data, PDFUA) - {b"pdfuaid"}
    for rule, name in (("3", "part"), ("4", "amd"), ("5", "corr")):
        if wrong and find(properties, PDFUA, name) is not None:
            report("ua1 5-" + rule, "metadata", "the prefix of %s" % name)
    if find(properties, DC, "title") is None:
        report("ua1 7.1-9", "metadata", "no dc:title")
    if not any(s == PDFA for s, _, _ in properties):
        report("a2 6.6.4-1", "metadata", "no PDF/A identification")
        return
    part, level = find(properties, PDFA, "part"), find(properties, PDFA, "conformance")
    if part is None or plain(part).strip() != "2":
        report("a2 6.6.4-2", "metadata", "pdfaid:part")
    if level is None or plain(level) != "A":
        report("a2 6.6.4-3", "metadata", "pdfaid:conformance")
    wrong = prefixes(data, PDFA) - {b"pdfaid"}
    for rule, name in (("4", "part"), ("5", "conformance"), ("6", "amd"), ("7", "corr")):
        if wrong and find(properties, PDFA, name) is not None:
            report("a2 6.6.4-" + rule, "metadata", "the prefix of %s" % name)


def items(value, kind):
    """The items of a container of that kind; None if it is none."""
    if isinstance(value, str) or value is None:
        return None
    container = value.find(RDF + kind)
    return None if container is None else container.findall(RDF + "li")


def fields(item):
    """The fields of a structure, with its attributes."""
    found = {k: v for k, v in item.attrib.items() if k.startswith("{") and not k.startswith(RDF)}
    inner = item.find(RDF + "Description")
    for holder in [item] if inner is None else [item, inner]:
        found.update((k, v) for k, v in holder.attrib.items() if k.startswith("{") and not k.startswith(RDF))
        found.update((child.tag, child) for child in holder if child.tag != RDF + "Description")
    return found


def told(values, space, name):
    value = values.get("{%s}%s" % (space, name))
    return None if value is None else plain(value)


def check_extensions(properties, data, report):
    """Returns {(namespace, property): type} of the extension schemas."""
    schemas, container = {}, find(properties, EXTENSION, "schemas")
    if container is None:
        return schemas
    found = items(container, "Bag")
    if found is None or prefixes(data, EXTENSION) != {b"pdfaExtension"}:
        report("a2 6.6.2.3.3-1", "extension schemas", "no bag")
        return schemas
    for item in found:
        values = fields(item)
        if {k for k in values} - {"{%s}%s" % (SCHEMA, n) for n in ("schema", "namespaceURI", "prefix", "property", "valueType")}:
            report("a2 6.6.2.3.2-1", "extension schemas", "a field that is not known")
        for rule, name in (("2", "schema"), ("3", "namespaceURI"), ("4", "prefix")):
            if told(values, SCHEMA, name) is None or prefixes(data, SCHEMA) != {b"pdfaSchema"}:
                report("a2 6.6.2.3.3-" + rule, "extension schemas", name)
        space = (told(values, SCHEMA, "namespaceURI") or "").strip()
        types = check_types(values, data, report)
        for entry in check_entries(values, report):
            check_property(entry, types, data, report)
            schemas[space, told(entry, PROPERTY, "name")] = told(entry, PROPERTY, "valueType")
    return schemas


def check_entries(values, report):
    value = values.get("{%s}property" % SCHEMA)
    found = items(value, "Seq")
    if value is not None and found is None:
        report("a2 6.6.2.3.3-5", "extension schemas", "properties are no sequence")
    return [fields(item) for item in found or []]


def check_types(values, data, report):
    value, names = values.get("{%s}valueType" % SCHEMA), set()
    found = items(value, "Seq")
    if value is not None and found is None:
        report("a2 6.6.2.3.3-6", "extension schemas", "types are no sequence")
    for item in found or []:
        entry = fields(item)
        names.add(told(entry, TYPE, "type"))
        for rule, name in (("11", "type"), ("12", "namespaceURI"), ("13", "prefix"), ("14", "description")):
            if told(entry, TYPE, name) is None:
                report("a2 6.6.2.3.3-" + rule, "extension schemas", "a type without %s" % name)
        field = entry.get("{%s}field" % TYPE)
        if field is not None and items(field, "Seq") is None:
            report("a2 6.6.2.3.3-15", "extension schemas", "fields are no sequence")
        for part in items(field, "Seq") or []:
            for rule, name in (("16", "name"), ("17", "valueType"), ("18", "description")):
                if told(fields(part), FIELD, name) is None:
                    report("a2 6.6.2.3.3-" + rule, "extension schemas", "a field without %s" % name)
    return names


def check_property(entry, types, data, report):
    right = prefixes(data, PROPERTY) == {b"pdfaProperty"}
    kind = told(entry, PROPERTY, "valueType")
    base = re.sub(r"^(open |closed )?([Cc]hoice( of)?|[Bb]ag|[Ss]eq|[Aa]lt) ", "", kind or "")
    base = re.sub(r"^(open |closed )?[Cc]hoice( of)? ?", "", base) or "Text"
    checks = (("7", told(entry, PROPERTY, "name") is not None), ("8", kind is not None and (base in BASIC or base in types)),
              ("9", told(entry, PROPERTY, "category") in ("internal", "external")), ("10", told(entry, PROPERTY, "description") is not None))
    for rule, holds in checks:
        if not holds or not right:
            report("a2 6.6.2.3.3-" + rule, "extension schemas", "a property of type %r" % kind)


def check_properties(properties, schemas, report):
    for space, name, value in properties:
        if space == EXTENSION:
            continue
        kind = KNOWN[space].get(name) if space in KNOWN else schemas.get((space, name))
        kind = kind or schemas.get((space, name))
        place = "metadata %s" % name
        if kind is None:
            report("a2 6.6.2.3.1-1", place, "in no schema")
        elif not fits(value, kind):
            report("a2 6.6.2.3.1-2", place, "not of type %s" % kind)


def fits(value, kind):
    if kind == "Lang Alt":
        kind = "Alt"
    for container in ("Bag", "Seq", "Alt"):
        if kind.lower().startswith(container.lower()):
            found = items(value, container)
            inner = kind[len(container):].strip()
            if found is None or (kind == "Alt" and not all(XML_LANG in item.attrib for item in found)):
                return False
            return all(len(item) == 0 and re.fullmatch(VALUES.get(inner, "(?s:.*)"), plain(item)) for item in found)
    if not isinstance(value, str) and len(value):
        return False
    return bool(re.fullmatch(VALUES.get(kind, "(?s:.*)"), plain(value)))


def check_info(pdf, properties, report):
    """The information dictionary says the same as the XMP (good practice, and a rule of PDF/A-1)."""
    info = pdf.dict(pdf.trailer.get("/Info"))
    pairs = (("/Title", DC, "title"), ("/Author", DC, "creator"), ("/Subject", DC, "description"), ("/Keywords", PDF, "Keywords"),
             ("/Producer", PDF, "Producer"), ("/Creator", XMP, "CreatorTool"), ("/CreationDate", XMP, "CreateDate"), ("/ModDate", XMP, "ModifyDate"))
    for key, space, name in pairs:
        have, value = text_of(pdf.at(info.get(key))), find(properties, space, name)
        found = items(value, "Alt") or items(value, "Seq") or [] if value is not None else []
        said = "; ".join(plain(item) for item in found[:None if key == "/Author" else 1]) if found else None if value is None else plain(value)
        if have is not None and key.endswith("Date"):
            have, said = re.sub(r"\D", "", have)[:14], re.sub(r"\D", "", said or "")[:14]
        if have is not None and (have != said or (len(found) > 1 and key != "/Author")):
            report("x info-xmp", "metadata", "%s is %r, %s is %r" % (key, have, name, said))
