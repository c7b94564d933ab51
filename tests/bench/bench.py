#!/usr/bin/env python3
"""Measures ontrack and prints every figure, with its goal, as text and, with --json, as JSON.

usage: bench.py [--build DIR] [--students N] [--pairs N] [--room DIR] [--json FILE]
                [--duckdb COMMAND] [--against REVISION]

Builds the release with its benchmarks into DIR, generates districts of N and N/10 students into the
room (kept for the next time) and runs everything over them. --duckdb is a command that does the task
of reference.json in DuckDB, with {dir}, {threads} and {layout} in it. --against builds another
revision too and compares the two instead. Nothing is asserted: a person reads the table.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

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
    ("bench_evaluate", r"^alone .* ([\d.]+) microseconds", "evaluation alone, jeffco-grade9", "<= 2",
     " us a student"),
    ("bench_evaluate", r"^dates .* ([\d.]+) microseconds", "forty as-of dates, each", "<= alone",
     " us a student"),
    ("bench_evaluate", r"^live .* ([\d.]+) microseconds", "one student live, reasons rendered", "<= 5", " us"),
    ("bench_push", r"^handle .*?([\d.]+) million", "push by handle", "", " M rows/s"),
    ("bench_push", r"^text id .*?([\d.]+) million", "push by text id", "", " M rows/s"),
    ("bench_micro", r"^encode\s+([\d.]+)", "packed student-year: encode", "<= 5000", " ns"),
    ("bench_micro", r"^decode\s+([\d.]+)", "packed student-year: decode", "<= 5000", " ns"),
    ("bench_micro", r"^merge\s+([\d.]+)", "packed student-year: merge", "<= 5000", " ns"),
)


def small_programs(folder, district):
    """Rows of the programs that time single steps."""
    arguments = {"bench_evaluate": [district.folder], "bench_push": [], "bench_micro": []}
    rows, said = [], {}
    for name, words in arguments.items():
        done = subprocess.run([tool(folder, name), *words], check=True, stdout=subprocess.PIPE, text=True)
        said[name] = done.stdout
    for name, pattern, figure, goal, unit in PRINTED:
        found = re.search(pattern, said[name], re.MULTILINE)
        value = [float(found[1])] if found else []
        rows.append(macro.Row(figure, goal, value, unit, "" if found else f"{name} does not print it"))
    for line in said["bench_micro"].splitlines():
        found = re.match(r"(\S+)\s+([\d.]+) (ns a \w+)", line)
        if found and found[1] not in ("encode", "decode", "merge"):
            rows.append(macro.Row(f"step: {found[1]}", "", [float(found[2])], f" {found[3]}"))
    return rows


def compare(options, folder, room):
    with tempfile.TemporaryDirectory() as other:
        tree = pathlib.Path(other) / "tree"
        subprocess.run(["git", "-C", ROOT, "worktree", "add", "-q", "--detach", tree, options.against], check=True)
        try:
            built = build(tree, pathlib.Path(other) / "build")
            return macro.against(tool(folder, "ontrack"), tool(built, "ontrack"),
                                 tool(folder, "bench_generate"), room, options.students, options.pairs)
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", tree], check=False)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n\n")[0])
    parser.add_argument("--build", default=ROOT / "build-bench", type=pathlib.Path)
    parser.add_argument("--students", default=100000, type=int)
    parser.add_argument("--pairs", default=5, type=int)
    parser.add_argument("--room", default=pathlib.Path(tempfile.gettempdir()) / "ontrack-bench", type=pathlib.Path)
    parser.add_argument("--json")
    parser.add_argument("--duckdb")
    parser.add_argument("--against")
    options = parser.parse_args()
    options.room.mkdir(parents=True, exist_ok=True)
    folder = build(ROOT, options.build)
    if options.against:
        macro.write(compare(options, folder, options.room), options.json)
        return 0
    generator = tool(folder, "bench_generate")
    rows = macro.whole_runs(tool(folder, "ontrack"), tool(folder, "bench_scan"), generator, options.room,
                            options.students, options.pairs, options.duckdb)
    district = macro.District(generator, options.room, max(options.students // 10, 100))
    macro.write(rows + small_programs(folder, district), options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
