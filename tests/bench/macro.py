"""The large benchmarks: whole runs of the program over generated districts, as ratios of pairs.

Two commands are run in turns; a row is the median of the ratios of the pairs, with the least and the
greatest. Seconds differ from machine to machine and hour to hour, ratios of pairs far less.
"""

import json
import os
import pathlib
import statistics
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
TABLES = ("students", "enrollments", "attendance", "grades", "incidents", "actions")


class Run:
    """A finished command: its wall and processor seconds, and its peak memory in MiB."""

    def __init__(self, command):
        began = time.monotonic()
        with subprocess.Popen(
            [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.monotonic() - began
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))}: status {process.returncode}")


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
    """A generated folder, made once for each size and shape."""

    def __init__(self, generator, room, students, shape="daily"):
        self.students, self.folder = students, room / f"{students}-{shape}"
        if not (self.folder / "actions.csv").exists():
            subprocess.run([generator, str(students), str(self.folder), shape], check=True)

    def files(self):
        return [self.folder / f"{table}.csv" for table in TABLES]


def evaluate(cli, district, threads, rules=HERE / "reference.json", out="/dev/null"):
    words = [cli, "evaluate", district.folder, "-r", rules, "--as-of", "2025-06-02"]
    return [*words, "-f", "csv", "--threads", threads] + ([] if out == "/dev/null" else ["-o", out])


def pairs(left, right, count, what=lambda run: run.wall):
    """Ratios of `count` pairs of runs in turns; the first runs fill the page cache."""
    Run(left), Run(right)
    return [what(Run(left)) / what(Run(right)) for _ in range(count)]


def duckdb_rows(cli, district, exceptions, anchor, count):
    """Against DuckDB doing the same task; `anchor` is a command with {dir}, {threads}, {layout}."""
    if anchor is None:
        note = "--duckdb COMMAND names the program to compare with"
        return [
            Row("daily: wall / DuckDB, two threads each", "<= 0.45", [], note=note),
            Row("daily: wall / DuckDB, one thread each", "<= 0.40", [], note=note),
            Row("exceptions only: wall / DuckDB, two threads each", "<= 0.40", [], note=note),
        ]

    def row(name, goal, data, layout, threads):
        command = anchor.format(dir=data.folder, threads=threads, layout=layout).split()
        return Row(name, goal, pairs(evaluate(cli, data, threads), command, count))

    return [
        row("daily: wall / DuckDB, two threads each", "<= 0.45", district, "daily", 2),
        row("daily: wall / DuckDB, one thread each", "<= 0.40", district, "daily", 1),
        row("exceptions only: wall / DuckDB, two threads each", "<= 0.40", exceptions, "exceptions", 2),
    ]


def whole_runs(cli, scan, generator, room, students, count, duckdb):
    """The rows that time the whole program."""
    daily, by_date = (District(generator, room, students, shape) for shape in ("daily", "bydate"))
    exceptions = District(generator, room, students, "exceptions")
    small = District(generator, room, max(students // 10, 100))
    peaks = {data: Run(evaluate(cli, data, 2)).peak for data in (daily, small)}
    grown = (peaks[daily] - peaks[small]) * 1024 * 1024 / (daily.students - small.students)
    start = [Run(evaluate(cli, District(generator, room, 1), 1, "jeffco-grade9")).wall * 1000
             for _ in range(count)]
    return duckdb_rows(cli, daily, exceptions, duckdb, count) + [
        Row("processor time / bare csv_parse, one thread", "<= 0.9",
            pairs(evaluate(cli, daily, 1), [scan, *daily.files()], count, lambda run: run.cpu)),
        Row("rows by date / rows by student, one thread", "<= 1.2",
            pairs(evaluate(cli, by_date, 1), evaluate(cli, daily, 1), count)),
        Row("two threads / one", "<= 0.62", pairs(evaluate(cli, daily, 2), evaluate(cli, daily, 1), count)),
        Row(f"{students} / {small.students} students", "<= 10.5",
            pairs(evaluate(cli, daily, 2), evaluate(cli, small, 2), count)),
        Row("memory a student between these sizes", "<= 400", [grown], " bytes"),
        Row(f"peak memory at {small.students} students", "<= 24", [peaks[small]], " MiB"),
        Row("one student, start to end", "<= 20", start, " ms"),
    ]


def against(cli, other, generator, room, students, count):
    """The same runs by two builds of the program."""
    rows = []
    for shape in ("daily", "bydate", "exceptions", "quoted"):
        data = District(generator, room, students, shape)
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
