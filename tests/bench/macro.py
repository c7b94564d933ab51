"""The large benchmarks: whole runs of the program over generated districts, as ratios of pairs.

Two things are timed in turns; a row is the median of the ratios of the pairs, with the least and the
greatest. Seconds differ from machine to machine and hour to hour, ratios of pairs far less.
"""

import hashlib
import importlib.util
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
TABLES = ("students", "enrollments", "attendance", "grades", "incidents", "actions")
SHAPES = ("daily", "bydate", "quoted", "exceptions")
AS_OF = "2025-06-02"


class Run:
    """A finished command: its wall and processor seconds."""

    def __init__(self, command):
        began = time.monotonic()
        with subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - began
        self.cpu = usage.ru_utime + usage.ru_stime
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}: status {process.returncode}")


# A process begins with the peak of the one that started it, so a small one does that and tells it.
PEAK = """
import os, sys
silent = [(os.POSIX_SPAWN_OPEN, n, "/dev/null", os.O_WRONLY, 0) for n in (1, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
print(os.wait4(child, 0)[2].ru_maxrss)
"""


def peak(command):
    """The peak memory of a command in MiB; about 8 where it is less."""
    words = [sys.executable, "-S", "-E", "-c", PEAK, *map(str, command)]
    return int(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout) / 1024


class Row:
    """A line of the table: a figure, its goal, and what was measured."""

    def __init__(self, name, goal, values, unit="", note=""):
        self.name, self.goal, self.unit, self.note = name, goal, unit, note
        self.median = statistics.median(values) if values else None
        self.low, self.high = (min(values), max(values)) if values else (None, None)

    def text(self):
        if self.median is None:
            return f"{self.name:<58} {self.goal:>12}  not measured: {self.note}"
        spread = f"({self.low:.3g} to {self.high:.3g})" if self.low != self.high else ""
        return f"{self.name:<58} {self.goal:>12}  {self.median:8.3g}{self.unit} {spread} {self.note}".rstrip()

    def data(self):
        return {
            "figure": self.name, "goal": self.goal, "unit": self.unit, "median": self.median,
            "low": self.low, "high": self.high, "note": self.note,
        }


class District:
    """A generated folder, made once for each size and shape; the name tells the generator apart."""

    def __init__(self, generator, room, students, shape="daily"):
        made_by = hashlib.sha256(HERE.joinpath("generate.c").read_bytes()).hexdigest()[:8]
        self.students, self.shape = students, shape
        self.folder = room / f"{students}-{shape}-{made_by}"
        if not (self.folder / "actions.csv").exists():
            subprocess.run([generator, str(students), str(self.folder), shape], check=True)

    def files(self):
        return [self.folder / f"{table}.csv" for table in TABLES]


def evaluate(cli, district, threads, rules=HERE / "reference.json", out="/dev/null"):
    words = [cli, "evaluate", district.folder, "-r", rules, "--as-of", AS_OF]
    return [*words, "-f", "csv", "--threads", threads] + ([] if out == "/dev/null" else ["-o", out])


def pairs(left, right, count, what=lambda run: run.wall):
    """Ratios of `count` pairs of runs in turns; the first runs fill the page cache."""
    Run(left), Run(right)
    return [what(Run(left)) / what(Run(right)) for _ in range(count)]


# ---- against DuckDB ----


def has_duckdb():
    return importlib.util.find_spec("duckdb") is not None


def anchor(*words):
    """What anchor.py prints, as numbers."""
    command = [sys.executable, HERE / "anchor.py", *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [float(line) for line in done.stdout.split()]


def duckdb_rows(cli, daily, exceptions, count):
    """Against DuckDB doing the same task with as many threads, its statement alone."""
    rows = []
    for name, goal, data, threads in (
        ("daily: wall / DuckDB, two threads each", "<= 0.45", daily, 2),
        ("daily: wall / DuckDB, one thread each", "<= 0.40", daily, 1),
        ("exceptions only: wall / DuckDB, two threads each", "<= 0.40", exceptions, 2),
    ):
        if not has_duckdb():
            rows.append(Row(name, goal, [], note="needs the Python package duckdb"))
            continue
        words = ("task", data.folder, threads, data.folder / "anchor.out", data.shape)
        ours = evaluate(cli, data, threads, out=data.folder / "ontrack.out")
        anchor(*words), Run(ours)
        rows.append(Row(name, goal, [Run(ours).wall / anchor(*words)[0] for _ in range(count)]))
    return rows


# ---- against itself ----


def growth_rows(cli, small, daily, large, count):
    """Time and memory from one size to ten times as many; `large` is None where it is left out."""
    name, memory = "ten times the students, two threads", "memory a student between these sizes"
    if large is None:
        return [Row(name, "<= 10.5", [], note="--quick leaves it out"),
                Row(memory, "<= 400", [], note="--quick leaves it out")]
    grown = peak(evaluate(cli, large, 2)) - peak(evaluate(cli, daily, 2))
    return [
        Row(name, "<= 10.5", pairs(evaluate(cli, large, 2), evaluate(cli, daily, 2), count),
            note=f"{large.students} / {daily.students}"),
        Row(memory, "<= 400", [grown * 1024 * 1024 / (large.students - daily.students)], " bytes"),
        Row(f"ten times the students, from {small.students}", "<= 10.5",
            pairs(evaluate(cli, daily, 2), evaluate(cli, small, 2), count)),
    ]


def whole_runs(cli, scan, make, students, count, quick):
    """The rows that time the whole program; `make` gives the district of a size and shape."""
    small, daily = make(students // 10), make(students)
    by_date, exceptions = make(students, "bydate"), make(students, "exceptions")
    start = [Run(evaluate(cli, make(1), 1, "jeffco-grade9")).wall * 1000 for _ in range(count)]
    return duckdb_rows(cli, daily, exceptions, count) + [
        Row("processor time / bare csv_parse, one thread", "<= 0.9",
            pairs(evaluate(cli, daily, 1), [scan, *daily.files()], count, lambda run: run.cpu)),
        Row("rows by date / rows by student, one thread", "<= 1.2",
            pairs(evaluate(cli, by_date, 1), evaluate(cli, daily, 1), count)),
        Row("two threads / one", "<= 0.62", pairs(evaluate(cli, daily, 2), evaluate(cli, daily, 1), count)),
    ] + growth_rows(cli, small, daily, None if quick else make(students * 10), min(count, 3)) + [
        Row(f"peak memory at {small.students} students", "<= 24", [peak(evaluate(cli, small, 2))], " MiB"),
        Row("one student, start to end", "<= 20", start, " ms"),
    ]


def against(cli, other, make, students, count):
    """The same runs by two builds of the program."""
    rows = []
    for shape in SHAPES:
        data = make(students, shape)
        for threads in (1, 2):
            ratios = pairs(evaluate(cli, data, threads), evaluate(other, data, threads), count)
            rows.append(Row(f"{shape}, {threads} thread{'s'[: threads - 1]}: this / the other", "", ratios))
    return rows


def write(rows, path):
    """The table as text on standard output and, where a path is given, as JSON."""
    for row in rows:
        print(row.text())
    if path is not None:
        pathlib.Path(path).write_text(json.dumps([row.data() for row in rows], indent=2) + "\n")
