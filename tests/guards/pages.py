#!/usr/bin/env python3
"""The pages keep up: README.md names every built-in rule set, and no link of a page leads nowhere.

usage: pages.py ROOT. Exit status 1 when anything was printed.
"""

import re
import sys
from pathlib import Path


def check(root):
    root = Path(root)
    problems = []
    front = (root / "README.md").read_text(encoding="utf-8")
    for path in sorted((root / "lib" / "rulesets" / "builtin").glob("*.json")):
        if f"`{path.stem}`" not in front:
            problems.append(f"README.md: does not name the rule set {path.stem}")
    for page in sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")]):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                problems.append(f"{page.relative_to(root)}: no such place: {target}")
    return problems


def main():
    problems = check(sys.argv[1])
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
