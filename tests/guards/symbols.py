#!/usr/bin/env python3
"""The surface is a list: headers, lib/ontrack.map and the built library name the same symbols.

usage: symbols.py ROOT [LIBRARY]. Also asks for a comment before every public function, and that no
two headers give one name to two types. Exit status 1 when anything was printed.
"""

import re
import subprocess
import sys
from pathlib import Path

import source


def declared(root):
    """{name: (file, has a comment)} of every function that a public header declares."""
    names = {}
    top = Path(root) / "include"
    for path in sorted([*top.rglob("*.h"), *top.rglob("*.h.in")]):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r"^ONTRACK_API\b[^;]*?\b(ontrack_\w+)\(", text, re.MULTILINE):
            before = text[: found.start()].rstrip()
            documented = before.endswith("*/") and "/**" in before[before.rfind("/*") :][:3]
            names[found.group(1)] = (path.relative_to(root).as_posix(), documented)
    return names


def listed(root):
    """Names of the version script, node by node, in their written order."""
    text = source.blank((Path(root) / "lib" / "ontrack.map").read_text(encoding="utf-8"))
    return re.findall(r"\b(ontrack_[\w*]+)\s*;", text)


def exported(library):
    """Names that the built library defines for others, versions cut off."""
    out = subprocess.run(
        ["nm", "-D", "--defined-only", str(library)], check=True, capture_output=True, text=True
    ).stdout
    rows = [line.split() for line in out.splitlines()]
    return {row[-1].split("@")[0] for row in rows if len(row) == 3 and row[1] != "A"}


def types(root):
    """{name: [file, ...]} of every type that a header defines, public and inner ones."""
    names = {}
    for path in sorted(p for top in ("include", "lib") for p in (Path(root) / top).rglob("*.h")):
        code = source.blank(path.read_text(encoding="utf-8"))
        for found in re.finditer(r"^\} (ontrack_\w+);", code, re.MULTILINE):
            names.setdefault(found.group(1), []).append(path.relative_to(root).as_posix())
    return names


def check(root, library=None):
    problems = [
        f"{name}: a type of {' and of '.join(files)}"
        for name, files in sorted(types(root).items())
        if len(files) > 1
    ]
    names, listing = declared(root), listed(root)
    if listing != sorted(set(listing)):
        problems.append("lib/ontrack.map: names are not sorted or stand twice")
    problems += [f"{names[n][0]}: {n} has no comment" for n in sorted(names) if not names[n][1]]
    problems += _differences("lib/ontrack.map", set(listing), "the public headers", set(names))
    if library is not None:
        problems += _differences("the library", exported(library), "lib/ontrack.map", set(listing))
    return problems


def _differences(left_name, left, right_name, right):
    return [f"{left_name}: {name} is not in {right_name}" for name in sorted(left - right)] + [
        f"{left_name}: lacks {name}, which is in {right_name}" for name in sorted(right - left)
    ]


def main():
    problems = check(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
