#!/usr/bin/env python3
"""Holds `ontrack evaluate` against independent SQL over published exports, student by student.

usage: run.py ONTRACK SHARED_DATA. ontrack reads each export by a layout of examples/layouts, the SQL
reads the published files themselves. Exit status 77 when the data or sqlite is not there.
"""

import sys
from pathlib import Path

try:
    import sqlite3  # noqa: F401
except ImportError:
    print("SKIPPED: this Python has no sqlite3")
    sys.exit(77)

import reference
from exports import CASES

HERE = Path(__file__).parent
LAYOUTS = HERE.parent.parent / "examples" / "layouts"


def run_case(cli, name, layout, source, tables, dates):
    """Compares one export at each of its as-of dates; returns how many differences there were."""
    data = tables(source)
    sql = (HERE / f"{name}.sql").read_text(encoding="utf-8")
    wrong = 0
    for as_of in dates:
        want = reference.expected(data, sql, as_of)
        got, _ = reference.evaluated(
            cli, source, LAYOUTS / f"{layout}.json", HERE / f"{name}.json", as_of)
        students, values, differences = reference.compare(f"{name} {as_of}", got, want)
        measures = len(next(iter(want.values())))
        print(f"{name} {as_of}: {students} students, {measures} measures, "
              f"{values} values compared, {differences} differ")
        wrong += differences
    return wrong


def main():
    cli, shared = sys.argv[1], Path(sys.argv[2])
    wrong = ran = 0
    for name, layout, folder, tables, dates in CASES:
        if not (shared / folder).is_dir():
            print(f"SKIPPED: {name}: the export is not here")
            continue
        ran += 1
        wrong += run_case(cli, name, layout, shared / folder, tables, dates)
    if ran == 0:
        return 77
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
