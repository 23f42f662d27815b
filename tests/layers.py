#!/usr/bin/env python3
"""The way the data goes: which room may include which room's headers."""
import pathlib
import re
import sys

ALLOWED = {
    "base": "",
    "yaml": "base",
    "document": "base",
    "image": "base",
    "source": "base document yaml image",
    "style": "base yaml",
    "text": "base",
    "typeset": "base document style text",
    "paint": "base typeset style text image document",
    "epub": "base document style text image paint",
    "pdf": "base document style text typeset image paint",
    "cli": "base",
}

root = pathlib.Path(__file__).resolve().parent.parent / "src"
faults = files = 0
for path in sorted(root.glob("*/*.[ch]")):
    room = path.parent.name
    files += 1
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+"([^"/]+)/', line)
        if not found:
            continue
        other = found.group(1)
        if room not in ALLOWED or other != room and other not in ALLOWED[room].split():
            print(f"src/{room}/{path.name}:{number}: {room} may not include {other}")
            faults += 1
print(f"layers: {files} files, {faults} faults")
sys.exit(faults > 0)
