#!/usr/bin/env python3
"""Measures ontrack and prints every figure, with its goal, as text and, with --json, as JSON.

usage: bench.py [--students N] [--pairs N] [--quick] [--build DIR] [--room DIR] [--json FILE]
                [--against REVISION]

Builds the release with its benchmarks into DIR, generates districts of N/10, N and ten times N
students in four shapes into the room (20 GB for 100,000; kept for the next time), checks the known
answers and runs everything. --quick leaves out the largest size. With the Python package duckdb the
same task is done by DuckDB in turns. --against builds another revision too and compares the two
instead. Nothing is asserted: a person reads the table.
"""

import argparse
import functools
import pathlib
import re
import subprocess
import sys
import tempfile

import known
import macro

ROOT = pathlib.Path(__file__).resolve().parents[2]


def build(source, folder):
    """The release of a source tree with its benchmarks."""
    quiet = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(["cmake", "-S", source, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"], **quiet)
    subprocess.run(["cmake", "--build", folder], **quiet)
    return pathlib.Path(folder)


def tool(folder, name):
    found = [p for p in (folder / "bin" / name, folder / "tests" / "bench" / name) if p.exists()]
    if not found:
        raise SystemExit(f"{folder}: {name} is not there; configure with BUILD_TESTING=ON")
    return found[0]


# What the small programs print: the start of a line, the figure, its goal, how to read the number.
PRINTED = (
    ("bench_evaluate", r"^alone .* ([\d.]+) microseconds", "evaluation alone, jeffco-grade9", "<= 2", " us a student"),
    ("bench_evaluate", r"^live .* ([\d.]+) microseconds", "one student live, reasons rendered", "<= 5", " us"),
    ("bench_micro", r"^encode\s+([\d.]+)", "packed student-year: encode", "<= 5000", " ns"),
    ("bench_micro", r"^decode\s+([\d.]+)", "packed student-year: decode", "<= 5000", " ns"),
    ("bench_micro", r"^merge\s+([\d.]+)", "packed student-year: merge", "<= 5000", " ns"),
)


def printed(said, pattern):
    found = re.search(pattern, said, re.MULTILINE)
    return float(found[1]) if found else None


def dates_row(said):
    """Forty as-of dates over a dataset that was sealed once, in evaluations of one date."""
    alone, each = (printed(said, rf"^{word} .* ([\d.]+) microseconds") for word in ("alone", "dates"))
    return macro.Row("forty as-of dates / one evaluation", "<= 40", [40 * each / alone])


PUSHED = (
    ("handles, columns", "push by handle, columns", ">= 6"),
    ("text ids, columns", "push by text id, columns", ">= 6"),
    ("handle, a row a call", "push by handle, a row a call", ""),
    ("text id, a row a call", "push by text id, a row a call", ""),
)


def push_rows(said, district):
    """Rows pushed from memory, by student, against DuckDB adding up what lies in its memory. A host that has columns
    pushes columns: the goals are theirs."""
    rows, anchors = [], macro.anchor("memory", district.folder) if macro.has_duckdb() else [None, None]
    for (way, figure, goal), anchor in zip(PUSHED, anchors * 2):
        speed = printed(said, rf"^{way} +by student +([\d.]+) million")
        rows.append(macro.Row(figure, "", [speed], " M rows/s"))
        rows.append(macro.Row(f"{figure} / DuckDB in memory, one core each", goal, [speed / anchor] if anchor else [],
                              note="" if anchor else "needs the Python package duckdb"))
    return rows


def small_programs(folder, district):
    """Rows of the programs that time single steps."""
    arguments = {"bench_evaluate": [district.folder], "bench_push": [], "bench_micro": []}
    said = {name: subprocess.run([tool(folder, name), *words], check=True, stdout=subprocess.PIPE, text=True).stdout
            for name, words in arguments.items()}
    rows = [macro.Row(figure, goal, [printed(said[name], pattern)], unit)
            for name, pattern, figure, goal, unit in PRINTED]
    rows += [dates_row(said["bench_evaluate"])] + push_rows(said["bench_push"], district)
    for line in said["bench_micro"].splitlines():
        found = re.match(r"(\S+)\s+([\d.]+) (ns a \S+)", line)
        if found and found[1] not in ("encode", "decode", "merge"):
            rows.append(macro.Row(f"step: {found[1]}", "", [float(found[2])], f" {found[3]}"))
    return rows


def compare(options, folder, make):
    with tempfile.TemporaryDirectory() as other:
        tree = pathlib.Path(other) / "tree"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "-q", "--detach", tree, options.against], check=True)
        try:
            built = build(tree, pathlib.Path(other) / "build")
            return macro.against(tool(folder, "ontrack"), tool(built, "ontrack"), make, options.students,
                                 options.pairs)
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", tree], check=False)


def every_row(options, folder, make):
    cli, sizes = tool(folder, "ontrack"), [options.students // 10, options.students]
    if not options.quick:
        sizes.append(options.students * 10)
    yield from known.rows(cli, make, sizes)
    yield from macro.whole_runs(cli, tool(folder, "bench_scan"), make, options.students, options.pairs, options.quick)
    yield from small_programs(folder, make(sizes[0]))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n\n")[0])
    parser.add_argument("--build", default=ROOT / "build-bench", type=pathlib.Path)
    parser.add_argument("--students", default=100000, type=int)
    parser.add_argument("--pairs", default=5, type=int)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--room", default=pathlib.Path(tempfile.gettempdir()) / "ontrack-bench", type=pathlib.Path)
    parser.add_argument("--json")
    parser.add_argument("--against")
    options = parser.parse_args()
    if options.students < 10 or options.students > 900000:
        parser.error("--students is from 10 to 900000")
    options.room.mkdir(parents=True, exist_ok=True)
    folder = build(ROOT, options.build)
    make = functools.partial(macro.District, tool(folder, "bench_generate"), options.room)
    macro.write(compare(options, folder, make) if options.against else list(every_row(options, folder, make)),
                options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
