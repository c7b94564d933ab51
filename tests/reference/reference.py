"""Loads published files into sqlite as they are, and holds ontrack's answers against SQL over them."""

import csv
import sqlite3
import subprocess
from fractions import Fraction


def read(path, names=None):
    """Rows of a CSV file as dictionaries; `names` are given for a file without a header."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file, fieldnames=names))


def load(database, table, rows):
    """Dictionaries of texts as a table of texts."""
    columns = list(rows[0])
    names = ", ".join(f'"{column}" TEXT' for column in columns)
    database.execute(f'CREATE TABLE "{table}" ({names})')
    marks = ", ".join("?" * len(columns))
    database.executemany(
        f'INSERT INTO "{table}" VALUES ({marks})', [[row[c] for c in columns] for row in rows]
    )


def expected(tables, sql, as_of):
    """{student: {measure: text or None}} of a query; a fraction comes as "3/4"."""
    database = sqlite3.connect(":memory:")
    for name, rows in tables.items():
        load(database, name, rows)
    found = database.execute(sql, {"as_of": as_of})
    columns = [column[0] for column in found.description]
    return {row[0]: dict(zip(columns[1:], row[1:])) for row in found}


def evaluated(cli, folder, layout, rules, as_of):
    """What `ontrack evaluate` says, by student, and its words on standard error."""
    command = [cli, "evaluate", folder, "--layout", layout, "-r", rules, "--as-of", as_of, "-f", "csv"]
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: {run.returncode}\n{run.stderr}")
    rows = csv.DictReader(run.stdout.splitlines())
    return {row["student_id"]: row for row in rows}, run.stderr


def agrees(got, want):
    """Whether a cell shows the value: exactly, or a fraction rounded half up to the cell's places."""
    if want is None:
        return got in ("", "unknown")
    if got in ("", "unknown"):
        return False
    value = Fraction(str(want))
    if "/" not in str(want):
        return Fraction(got) == value
    places = len(got.partition(".")[2])
    scaled = abs(value) * 10**places
    rounded = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
    return Fraction(got) == (rounded if value >= 0 else -rounded) / 10**places


def compare(label, got, want):
    """Prints the first differences; returns (students, values, differences)."""
    values = differences = 0
    for student in sorted(set(got) ^ set(want)):
        differences += 1
        print(f"{label}: student {student} is in one answer only")
    for student in sorted(set(got) & set(want)):
        for measure, value in want[student].items():
            values += 1
            if measure not in got[student]:
                raise SystemExit(f"{label}: ontrack's answer has no column {measure}")
            if not agrees(got[student][measure], value):
                differences += 1
                if differences <= 20:
                    cell = got[student][measure]
                    print(f"{label}: {student} {measure}: ontrack {cell!r}, SQL {value!r}")
    return len(want), values, differences
