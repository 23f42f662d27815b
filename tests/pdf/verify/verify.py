"""Whether a PDF file conforms to PDF/UA-1 and PDF/A-2a, rule by rule.

A rule is named as validators name it: "ua1 7.1-3" is test 3 of clause 7.1 of ISO 14289-1, "a2 6.2.8-3" test 3 of clause 6.2.8 of ISO 19005-2;
"x …" are rules of our own, stricter than either.
"""
import sys

import content, document, metadata, structure
from reader import Pdf


def check(path):
    """All breaches: [(rule, place, what)]."""
    return check_pdf(Pdf(path))


def check_pdf(pdf):
    found = []

    def report(rule, place, what):
        found.append((rule, place, what))
    tree = structure.Tree(pdf)
    document.check_file(pdf, report)
    document.check_values(pdf, report)
    document.check_catalog(pdf, tree, report)
    document.check_pages(pdf, tree, report)
    structure.check(tree, report)
    metadata.check(pdf, report)
    walker = content.Walker(pdf, tree, report)
    walker.pages()
    document.check_fonts(pdf, walker, report)
    return found


def main():
    status = 0
    for path in sys.argv[1:]:
        found = check(path)
        counts = {}
        for rule, place, what in found:
            counts[rule] = counts.get(rule, 0) + 1
            if counts[rule] <= 3:
                print("%s: %s: %s: %s" % (path, rule, place, what))
        for rule, count in counts.items():
            if count > 3:
                print("%s: %s: %d in all" % (path, rule, count))
        print("%s: %s" % (path, "%d breaches" % len(found) if found else "conforms"))
        status = status or bool(found)
    return status


if __name__ == "__main__":
    sys.exit(main())
