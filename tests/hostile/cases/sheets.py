"""PDFs of strangers, to be put on sheets: bombs, chains, trees without end, pages that are none."""
import zlib

BOMB, DAMAGED = "a stream of this PDF unpacks to more than any page needs; make it anew", "this PDF is damaged .*; make it anew"
DEEP = "(this PDF has a tree of pages or another chain deeper than any needs|the program fell over something in this PDF); make it anew"  # qpdf goes down them on the stack; sanitizers catch it first
PAGES = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>"}


def page(more=b"", box=b"0 0 300 400"):
    return b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]" + more + b">>"


def stream(data, entries=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def pdf(objects, version=b"1.7", trailer=b""):
    """A whole file of numbered objects."""
    pieces, places, at = [b"%PDF-" + version + b"\n"], {}, 6 + len(version)
    for number, body in sorted(objects.items()):
        places[number] = at
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(pieces[-1])
    last = max(objects)
    table = b"".join(b"%010d 00000 n \n" % places[i] if i in places else b"0000000000 00000 f \n" for i in range(1, last + 1))
    return b"".join(pieces) + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, table, last + 1, trailer, at)


def packed(size, times):
    """So many zeros and more, packed one in another: a piece of them again and again, which takes no time to make."""
    packer = zlib.compressobj(9)
    head = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + data[len(head):] * (size >> 20) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data)
    return data


def flates(times):
    return b"/Filter[" + b"/FlateDecode" * times + b"]"


def case(name, data, message=None, status=1, options=("--nup", "2")):
    if message is None:
        return (name, {"a.pdf": data}, ["impose", *options, "a.pdf"], 0, None)
    return (name, {"a.pdf": data}, ["impose", *options, "a.pdf"], status, r"^a\.pdf: error: " + message)


def content(data, entries=b"", more=b""):
    return pdf({**PAGES, 3: page(b"/Contents 4 0 R" + more), 4: stream(data, entries)})


def form(data, entries):
    return pdf({**PAGES, 3: page(b"/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>"), 4: stream(b"/A Do"),
                5: stream(data, b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]" + entries)})


def chain(count, first):
    """Dictionaries, each of which names the next."""
    objects = {number: b"<</N %d 0 R>>" % (number + 1) for number in range(10, 10 + count)}
    return pdf({**PAGES, **objects, 10 + count: b"null", **first})


def tree(depth):
    kids = {number: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1 if number > 10 else 2, number + 1) for number in range(10, 10 + depth)}
    return pdf({1: PAGES[1], 2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **kids, 10 + depth: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 300 400]>>" % (9 + depth)})


def xref_stream(data, entries):
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    at = len(body)
    return body + b"9 0 obj\n" + stream(data, b"/Type/XRef/Size 10/Root 1 0 R/W[1 4 2]" + entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


ZEROS = packed(160 << 20, 2)
TEXT = b"0 0 m 9 9 l S\n"
GOOD = content(TEXT)
CASES = [
    case("a page", GOOD),
    case("a page that is packed", content(zlib.compress(TEXT), b"/Filter/FlateDecode")),
    case("a page that is packed twice", content(zlib.compress(zlib.compress(TEXT)), flates(2))),
    case("a form that is packed twice", form(zlib.compress(zlib.compress(TEXT)), flates(2))),
    case("a page packed by three", content(zlib.compress(zlib.compress(zlib.compress(TEXT))), flates(3))),
    case("a page packed by five", content(TEXT, flates(5)), BOMB),
    case("a page that is a bomb", content(packed(70 << 20, 1), b"/Filter/FlateDecode"), BOMB),
    case("a page that is a bomb in a bomb", content(ZEROS, flates(2)), BOMB),
    case("a form that is a bomb in a bomb", form(packed(300 << 20, 2), flates(2)), BOMB),
    case("forms that are bombs together", pdf({**PAGES, 3: page(b"/Contents 4 0 R/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>"), 4: stream(b"/A Do"),
                                               **{i: stream(ZEROS, b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]" + flates(2)) for i in (5, 6)}}), BOMB),
    case("a page in parts that is a bomb", pdf({**PAGES, 3: page(b"/Contents[4 0 R 4 0 R]"), 4: stream(ZEROS, flates(2))}), BOMB),
    case("packed by two ways", content(zlib.compress(b"\x00a\x80"), b"/Filter[/FlateDecode/RunLengthDecode]"), BOMB),
    case("packed as text", content(zlib.compress(TEXT).hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]")),
    case("a filter that nobody knows", content(TEXT, b"/Filter/Secret"), DAMAGED),
    case("a filter of a wrong kind", content(TEXT, b"/Filter 7"), DAMAGED),
    case("packed data that is none", content(b"no data at all", b"/Filter/FlateDecode"), DAMAGED),
    case("a table of places that is a bomb", xref_stream(packed(70 << 20, 2), flates(2)), ""),
    case("a table of places with columns without end", xref_stream(zlib.compress(bytes(70)), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>"), ""),
    case("a tree of pages that is deep", tree(50)),
    case("a tree of pages without end", tree(150000), DEEP),
    case("a tree of pages in a circle", pdf({1: PAGES[1], 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}), ""),
    case("a chain in the resources", chain(100, {3: page(b"/Resources<</XObject<</A 10 0 R>>>>")})),
    case("a chain in the resources without end", chain(200000, {3: page(b"/Resources<</XObject<</A 10 0 R>>>>")}), DEEP),
    case("a chain in the layers without end", chain(200000, {1: b"<</Type/Catalog/Pages 2 0 R/OCProperties 10 0 R>>", 3: page()}), DEEP),
    case("resources in a circle", pdf({**PAGES, 3: page(b"/Resources 5 0 R"), 5: b"<</XObject<</A 5 0 R>>>>"})),
    case("arrays in arrays", pdf({**PAGES, 3: page(b"/Resources<</X " + b"[" * 100000 + b"]" * 100000 + b">>")}), ""),
    case("no pages", pdf({1: PAGES[1], 2: b"<</Type/Pages/Kids[]/Count 0>>"}), "this PDF has no pages"),
    ("pages that are none", {"a.pdf": pdf({1: PAGES[1], 2: b"<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>", 3: page()})}, ["impose", "--nup", "2", "a.pdf"], (0, 1), ""),  # newer qpdf leaves them out
    case("more pages said than there are", pdf({1: PAGES[1], 2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", 3: page()})),
    case("a page often", pdf({1: PAGES[1], 2: b"<</Type/Pages/Kids[" + b"3 0 R " * 3000 + b"]/Count 3000>>", 3: page(b"/Contents 4 0 R"), 4: stream(TEXT)}), DAMAGED),
    *[case("a page's box: " + box.decode(), pdf({**PAGES, 3: page(box=box)}), "(page 1 of this PDF has no usable size|this PDF is damaged .*); make it anew")
      for box in (b"0 0 0 0", b"0 0 1e300 1", b"0 0 99999999999999999999 5", b"1 2 3", b"/A /B /C /D", b"-9999999 0 9 9", b"5 5 5 900", b"0 0 200000 9")],
    case("a page's box the other way", pdf({**PAGES, 3: page(box=b"300 400 0 0")})),
    case("a page turned by much", pdf({**PAGES, 3: page(b"/Rotate 9223372036854775807")})),
    case("a page turned by a word", pdf({**PAGES, 3: page(b"/Rotate/North")})),
    case("a unit without end", pdf({**PAGES, 3: page(b"/UserUnit 1000000000")})),
    case("a file outside", content(TEXT, b"/F(/etc/passwd)/FFilter/FlateDecode")),
    case("an encrypted file", pdf({**PAGES, 3: page()}, trailer=b"/Encrypt<</Filter/Standard/V 9/R 9/O(x)/U(y)/P 0>>/ID[(a)(b)]"), ""),
    case("nothing", b"", "this file is empty; name a PDF"),
    case("a text", b"not a PDF at all\n", DAMAGED),
    case("zeros", bytes(100000), DAMAGED),
    case("the head alone", GOOD[:20], DAMAGED),
    case("the half", GOOD[:len(GOOD) // 2], DAMAGED),
    case("a trailer that leads elsewhere", GOOD.replace(b"startxref\n", b"startxref\n9"), DAMAGED),
    case("a trailer before the file", GOOD.replace(b"startxref\n", b"startxref\n-"), DAMAGED),
    case("a table of places in a circle", pdf({**PAGES, 3: page()}, trailer=b"/Prev 9"), DAMAGED),
    case("a size without end", pdf({**PAGES, 3: page()}, trailer=b"").replace(b"/Size 4", b"/Size 2147483647"), ""),
    case("a catalog that is none", pdf({1: b"(x)", 2: PAGES[2], 3: page()}), ""),
    case("a title that is none", pdf({**PAGES, 3: page(), 5: b"<</Title 5 0 R>>"}, trailer=b"/Info 5 0 R")),
    case("a script at the start", pdf({**PAGES, 1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", 3: page()})),
]
