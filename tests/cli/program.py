"""Running the programs under test, and folders to run them on."""

import csv
import io
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ONTRACK = os.environ["ONTRACK"]
DEMO = os.environ["ONTRACK_DEMO"]
SOURCE = pathlib.Path(os.environ["ONTRACK_SOURCE"])
SCHOOL = SOURCE / "examples" / "demo" / "school"
HERE = pathlib.Path(__file__).resolve().parent

RULES = """{
  "ontrack": 1, "id": "plain", "version": "7", "title": "Plain",
  "misuse": "None but tests.", "source": "tests/cli",
  "levels": ["on_track", "watch", "off_track"],
  "codes": {"attendance": [{"match": "^A$", "category": ["absent"]},
                           {"match": "^P$", "category": ["present"]}]},
  "rules": [
    {"id": "absence", "indicator": "attendance", "level": "watch",
     "when": "attendance.rate < 0.9",
     "because": "Present on {attendance.rate} of the days", "respond": ["Call home"]},
    {"id": "incidents", "indicator": "behavior", "level": "off_track",
     "when": "behavior.incidents >= 2",
     "because": "{behavior.incidents} incidents", "respond": ["Meet", "Write it down"]}
  ],
  "tests": [{"name": "two incidents", "given": {"behavior.incidents": 2, "attendance.rate": 1.0},
             "expect": {"flags": ["incidents"]}}]
}
"""

STUDENTS = """student_id,grade_level,school_id,last_name,first_name,advisor
s1,9,JHS,Núñez,Zoë,Lee
s2,9,JHS,Smith,"Ann, Marie",Lee
s3,09,JOA,=cmd,Bo,Ray
"""
ENROLLMENTS = """student_id,school_id,entry_date,exit_date
s1,JHS,2025-09-01,
s2,JHS,2025-09-01,
s3,JOA,2025-09-01,
"""
DAYS = [f"2025-09-{day:02}" for day in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12)]
CALENDAR = "date\n" + "\n".join(DAYS) + "\n"
ATTENDANCE = "student_id,date,code\n" + "".join(
    f"{student},{day},{'A' if (student, day) in (('s1', DAYS[1]), ('s1', DAYS[4])) else 'P'}\n"
    for student in ("s1", "s2", "s3")
    for day in DAYS
)
INCIDENTS = """student_id,date,code,description
s2,2025-09-03,X,"first
line"
s2,2025-09-04,X,
"""
TABLES = {
    "students": STUDENTS,
    "enrollments": ENROLLMENTS,
    "calendar": CALENDAR,
    "attendance": ATTENDANCE,
    "incidents": INCIDENTS,
}


def run(*arguments, program=ONTRACK, stdin=None, environment=None, cwd=None):
    """The finished program; its output as text."""
    surroundings = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    surroundings.update(environment or {})
    return subprocess.run(
        [program, *map(str, arguments)],
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=surroundings,
        cwd=cwd,
        timeout=300,
        check=False,
    )


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


class Case(unittest.TestCase):
    """A test with a folder of its own, a small data folder and a rule set in it."""

    def setUp(self):
        self.room = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.room)
        self.data = self.room / "data"
        self.data.mkdir()
        self.rules = self.write("rules.json", RULES)
        for name, text in TABLES.items():
            self.table(name, text)

    def write(self, name, text):
        path = self.room / name
        path.write_text(text, encoding="utf-8")
        return path

    def table(self, name, text):
        (self.data / f"{name}.csv").write_text(text, encoding="utf-8")

    def add(self, name, text):
        with open(self.data / f"{name}.csv", "a", encoding="utf-8") as stream:
            stream.write(text)

    def evaluate(self, *arguments, **more):
        return run("evaluate", self.data, "-r", self.rules, *arguments, **more)

    def done(self, finished, status=0):
        self.assertEqual(finished.returncode, status, finished.stderr)
        return finished
