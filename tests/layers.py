"""The way the data goes: a room includes from itself and from those below it alone."""
import glob, os, re, sys

BELOW = {
    "base": "",
    "yaml": "base",
    "document": "base",
    "image": "base",
    "cli": "base",
    "source": "base yaml document image",
    "style": "base yaml",
    "text": "base",
    "typeset": "base document style text",
    "paint": "base document style text typeset image",
    "epub": "base document style text image paint",
    "pdf": "base document style text typeset image paint",
}


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    wrong = 0
    for path in sorted(glob.glob(root + "/src/*/*.[ch]")):
        room = os.path.basename(os.path.dirname(path))
        for line in open(path):
            match = re.match(r'#include "([a-z]+)/', line)
            if match and match.group(1) != room and match.group(1) not in BELOW[room].split():
                print("%s: %s may not include %s" % (os.path.relpath(path, root), room, match.group(1)))
                wrong += 1
    print("layers: %d arrows against the order" % wrong)
    return 1 if wrong else 0


sys.exit(main())
