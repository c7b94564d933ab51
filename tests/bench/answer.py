"""The reference task worked out by plain counting, as an answer to hold ontrack and others against.

Reads a folder of bench_generate and knows nothing of ontrack: sums in exact fractions, one dictionary
a table. Slow, and easy to check by eye.
"""

import csv
from fractions import Fraction

YEAR = ("2024-08-01", "2025-06-02")  # the school year, up to the as-of date of the benchmarks
MISSED = {"UA": 1, "EA": 1, "MED": 1, "SUS": 1, "HU": Fraction(1, 2), "HE": Fraction(1, 2)}
UNEXCUSED = ("UA", "HU")
POINTS = {
    "A": 40, "A-": 37, "B+": 33, "B": 30, "B-": 27, "C+": 23, "C": 20, "C-": 17, "D+": 13, "D": 10, "D-": 7, "F": 0,
}  # in tenths
CORE = ("ELA", "MATH", "SCI", "SOC")
MAJOR = ("FIGHT", "BULLY", "VAPE", "THEFT", "DRUG", "WEAPON")
SUSPENSIONS = ("ISS", "OSS")
FLAGS = ("attendance", "credits", "core-f", "suspension", "moves")


class Student:
    """What is added up for one student."""

    def __init__(self):
        self.days, self.missed, self.unexcused = 0, Fraction(0), Fraction(0)
        self.attempted, self.earned, self.weight, self.points = (Fraction(0) for _ in range(4))
        self.core_f = self.incidents = self.major = self.suspensions = 0
        self.suspension_days = Fraction(0)
        self.stays = []

    def moves(self):
        schools = [school for _, school in sorted(self.stays)]
        return sum(a != b for a, b in zip(schools, schools[1:]))

    def row(self):
        """Figures by the names of the columns that ontrack writes; None where nothing can be told."""
        rate = (self.days - self.missed) / self.days if self.days else None
        flagged = (
            rate is not None and rate <= Fraction(9, 10), self.earned < 6, self.core_f >= 1,
            self.suspensions >= 1, self.moves() >= 2,
        )
        return {
            "attendance.days_enrolled": self.days, "attendance.rate": rate, "unexcused_days": self.unexcused,
            "credits.attempted": self.attempted, "credits.earned": self.earned, "core_f": self.core_f,
            "credits.gpa": self.points / self.weight if self.weight else None,
            "behavior.incidents": self.incidents, "incidents_major": self.major,
            "suspension_days": self.suspension_days, "suspensions": self.suspensions,
            "transitions.school_changes": self.moves(), "flags": {name for name, is_so in zip(FLAGS, flagged) if is_so},
        }


def rows(folder, table):
    with open(folder / f"{table}.csv", newline="", encoding="utf-8-sig") as stream:
        yield from csv.DictReader(stream)


def in_year(row):
    return YEAR[0] <= row["date"] <= YEAR[1]


def take_attendance(student, row):
    missed = MISSED.get(row["code"], 0)
    student.days += 1
    student.missed += missed
    student.unexcused += missed if row["code"] in UNEXCUSED else 0


def take_grade(student, row):
    attempted = Fraction(row["credits_attempted"])
    student.attempted += attempted
    student.earned += Fraction(row["credits_earned"])
    student.core_f += row["mark"] == "F" and row["subject"] in CORE
    if row["mark"] in POINTS:
        student.weight += attempted
        student.points += attempted * POINTS[row["mark"]] / 10


def take_incident(student, row):
    student.incidents += 1
    student.major += row["code"] in MAJOR


def take_action(student, row):
    if row["code"] in SUSPENSIONS:
        student.suspensions += 1
        student.suspension_days += Fraction(row["days"])


def of(folder):
    """The answer for a folder of daily attendance: a row of figures for each student of students.csv."""
    students = {row["student_id"]: Student() for row in rows(folder, "students")}
    dated = {"attendance": take_attendance, "incidents": take_incident, "actions": take_action}
    for table, take in dated.items():
        for row in rows(folder, table):
            if row["student_id"] in students and in_year(row):
                take(students[row["student_id"]], row)
    for row in rows(folder, "grades"):
        take_grade(students[row["student_id"]], row)
    for row in rows(folder, "enrollments"):
        students[row["student_id"]].stays.append((row["entry_date"], row["school_id"]))
    return {name: student.row() for name, student in students.items()}


def agrees(cell, figure):
    """Whether a cell of CSV says the figure, of which it may keep nine places, half up."""
    if isinstance(figure, set):
        return set(cell.split(";")) - {""} == figure
    if figure is None or cell == "":
        return figure is None and cell == ""
    places = 10**9
    return Fraction(cell) == Fraction((2 * Fraction(figure) * places + 1).__floor__() // 2, places)


def differences(expected, lines):
    """Places where a result in CSV says something else: "S0000012 credits.earned: 5, not 5.5"."""
    found, missing = [], set(expected)
    for line in csv.DictReader(lines):
        missing.discard(line["student_id"])
        for name, figure in expected[line["student_id"]].items():
            if not agrees(line[name], figure):
                found.append(f"{line['student_id']} {name}: {line[name]}, not {figure}")
    return found + [f"{name} has no line" for name in sorted(missing)]
