"""The rule set of the benchmarks' reference task, over a folder whose answers were worked out by hand."""

import unittest

from program import SOURCE, Case, rows, run

BENCH = SOURCE / "tests" / "bench"

STUDENTS = """student_id,grade_level,school_id
even,09,A
late,09,A
moved,09,B
never,09,A
ninety,09,A
"""
ENROLLMENTS = """student_id,school_id,entry_date,exit_date,entry_code
even,A,2024-08-08,,E1
late,A,2024-09-16,,E2
moved,A,2024-08-08,2024-09-10,E1
moved,B,2024-09-11,2024-09-17,E3
moved,A,2024-09-18,,E3
ninety,A,2024-08-08,,E1
"""
# Twenty school days.
DAYS = [f"2024-09-{day:02}" for day in (*range(2, 7), *range(9, 14), *range(16, 21), *range(23, 28))]
CALENDAR = "school_id,date,day_type\n" + "".join(
    f"{school},{day},instructional\n" for school in "AB" for day in DAYS
)
TERMS = """term,start_date,end_date,kind
S1,2024-08-08,2025-01-17,semester
S2,2025-01-18,2025-06-06,semester
"""
MARKS = {
    ("even", DAYS[0]): "UA",
    ("even", DAYS[1]): "HU",
    ("even", DAYS[2]): "HE",
    ("even", DAYS[3]): "T",
    ("even", DAYS[4]): "ACT",
    ("late", DAYS[19]): "MED",
    ("moved", DAYS[7]): "SUS",
    ("ninety", DAYS[0]): "EA",
    ("ninety", DAYS[19]): "UA",
}
LAST_YEAR = "even,2024-05-20,UA\n"
# S2 has not ended by the last date in the data. A course is listed twice, one was dropped.
GRADES = """student_id,term,course_code,course_title,subject,credits_attempted,credits_earned,letter
even,S1,ENG1,"English, Honors",ELA,0.50,0.50,A-
even,S1,ENG1,"English, Honors",ELA,0.50,0.50,A-
even,S1,MTH1,Algebra,MATH,1.00,0.00,F
even,S2,MTH1,Algebra,MATH,1.00,1.00,D-
even,S2,SCI1,Biology,SCI,0.50,0.00,W
even,S2,ART1,Art,ART,0.25,0.00,F
even,S2,PED1,Sports,PE,4.00,4.00,P
late,S1,SOC1,Civics,SOC,0.50,0.00,I
ninety,S1,ENG1,English,ELA,6.00,6.00,B+
ninety,S2,ENG2,English,ELA,0.25,0.00,F
"""
INCIDENTS = """student_id,date,code,description
even,2024-05-20,FIGHT,last year
even,2024-09-03,PHONE,"one
line more"
even,2024-09-03,VAPE,
moved,2024-09-12,TARDY,
"""
ACTIONS = """student_id,date,action,days
even,2024-09-03,DET,0
moved,2024-09-12,OSS,1
moved,2024-09-12,OSS,1
moved,2024-09-13,ISS,0.5
"""

COLUMNS = """days_enrolled attendance_rate unexcused_days credits_attempted credits_earned core_f gpa incidents
incidents_major suspension_days moves flag_attendance flag_credits flag_core_f flag_suspension flag_moves
flag_count""".split()
# even: 18 of 20 days; gpa (3.7 * 0.5 * 2 + 0 * 1 + 0.7 * 1 + 0 * 0.25) / 3.25 = 4.4 / 3.25
# late: 10 days from 16 September, one missed; ninety: (3.3 * 6 + 0) / 6.25
ANSWERS = {
    "even": "20 0.9 1.5 7.75 6 1 1.353846154 2 1 0 0 1 0 1 0 0 2",
    "late": "10 0.9 0 0.5 0 0 - 0 0 0 0 1 1 0 0 0 2",
    "moved": "20 0.95 0 0 0 0 - 1 0 2.5 2 0 1 0 1 1 3",
    "never": "0 - 0 0 0 0 - 0 0 0 0 0 1 0 0 0 1",
    "ninety": "20 0.9 1 6.25 6 1 3.168 0 0 0 0 1 0 1 0 0 2",
}


def cell(row, source):
    """COLUMN, COLUMN:WORD (1 where the word is in it) or COLUMN:# (the number of words)."""
    column, colon, word = source.partition(":")
    words = [one for one in row[column].split(";") if one]
    if not colon:
        return row[column]
    return str(len(words)) if word == "#" else str(int(word in words))


def enrolled(student, day):
    return {"never": False, "late": day >= "2024-09-16"}.get(student, True)


class Reference(Case):
    def setUp(self):
        super().setUp()
        self.table("students", STUDENTS)
        self.table("enrollments", ENROLLMENTS)
        self.table("calendar", CALENDAR)
        self.table("terms", TERMS)
        self.table("grades", GRADES)
        self.table("incidents", INCIDENTS)
        self.table("actions", ACTIONS)
        places = dict(
            pair.split("=") for pair in (BENCH / "reference.map").read_text(encoding="utf-8").split()
        )
        self.places = [places.get(column, column) for column in COLUMNS]

    def answers(self):
        finished = self.done(
            run("evaluate", self.data, "-r", BENCH / "reference.json", "--strict", "-f", "csv")
        )
        return {
            row["student_id"]: " ".join(cell(row, place) or "-" for place in self.places)
            for row in rows(finished.stdout)
        }

    def test_a_row_for_each_day(self):
        daily = "student_id,date,code\n" + LAST_YEAR
        for student in ANSWERS:
            for day in DAYS:
                if enrolled(student, day):
                    daily += f"{student},{day},{MARKS.get((student, day), 'P')}\n"
        self.table("attendance", daily)
        self.assertEqual(self.answers(), ANSWERS)

    def test_exceptions_alone(self):
        exceptions = "student_id,date,code\n" + LAST_YEAR
        exceptions += "".join(f"{student},{day},{code}\n" for (student, day), code in MARKS.items())
        # A school's attendance is known through its last mark: somebody of B is marked that day.
        self.table("feeds", f"table,through_date,school_id\nattendance,{DAYS[-1]},B\n")
        self.table("attendance", exceptions)
        self.assertEqual(self.answers(), ANSWERS)


class Options(Case):
    def test_words_that_are_none(self):
        for option, words in (
            ("repeats", '"once" or "each"'),
            ("results", '"at_term_end" or "as_recorded"'),
            ("without_rows", '"unknown" or "zero"'),
        ):
            with self.subTest(option=option):
                rules = self.write(
                    "own.json",
                    f"""{{"ontrack": 1, "id": "x", "version": "1", "extends": "jeffco-grade9",
                    "measures": {{"mine": {{"measure": "credits.earned", "{option}": "always"}}}}}}""",
                )
                checked = run("rules", "check", rules)
                self.assertEqual(checked.returncode, 2)
                self.assertIn(f"/measures/mine/{option}: must be {words}", checked.stderr)


if __name__ == "__main__":
    unittest.main()
