"""Layouts: exports are read as they are, and what was recognised is told."""

import json
import pathlib
import re
import shutil
import tempfile
import unittest

from program import SOURCE, run

MARKS = """Student No,Att Date,Per1,Per2,Per3
7001,9/3/2025,,2,2
7001,9/4/2025,9,,
"""
LAYOUT = {
    "ontrack_layout": 1, "id": "ours", "version": "1", "title": "Ours", "dates": "M/D/YYYY",
    "files": [
        {"file": "kids", "to": [{
            "table": "students",
            "drop": [{"value": "Gr", "is": "", "because": "no grade"}],
            "columns": {"student_id": "No", "grade_level": "Gr", "birth_date": "Born"}}]},
    ],
}

def example():
    """The layout of the worked example in docs/layouts.md, and its files."""
    page = (SOURCE / "docs" / "layouts.md").read_text(encoding="utf-8")
    page = page[page.index("## A worked example"):page.index("## The document")]
    blocks = re.findall(r"```(?:json)?\n(.*?)```", page, re.DOTALL)
    return {"Kids.csv": blocks[0], "attend 2025-10-01.csv": blocks[1], "codes.csv": blocks[2]}, blocks[3]


class WithFolder(unittest.TestCase):
    def folder(self, files):
        path = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, path)
        for name, text in files.items():
            (path / name).write_text(text, encoding="utf-8")
        return path


class Evaluate(WithFolder):
    def test_the_worked_example_of_the_docs(self):
        files, layout = example()
        data = self.folder(files)
        documents = self.folder({"ours.json": layout})
        finished = run("layout", "check", data, "--layout", documents / "ours.json")
        self.assertEqual(finished.returncode, 0, finished.stderr)
        for line in ("Kids.csv -> students: 1 row, 1 record", "Kids.csv -> enrollments: 1 row, 1 record",
                     "attend 2025-10-01.csv -> attendance: 1 row, 2 records"):
            self.assertIn(line + "\n", finished.stdout)
        evaluated = run("evaluate", data, "--layout", documents / "ours.json", "-f", "csv")
        self.assertEqual(evaluated.returncode, 0, evaluated.stderr)
        self.assertTrue(evaluated.stdout.splitlines()[1].startswith("7001,JHS,09,"), evaluated.stdout)

    def test_an_unknown_key_is_told_with_its_place_in_the_export(self):
        files, layout = example()
        files["attend 2025-10-01.csv"] = MARKS
        data = self.folder(files)
        documents = self.folder({"ours.json": layout})
        rejects = documents / "rejects.csv"
        finished = run("evaluate", data, "--layout", documents / "ours.json",
                       "--rejects", rejects)
        self.assertEqual(finished.returncode, 0, finished.stderr)
        lines = rejects.read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines[0], "file,line,column,reason,Student No,Att Date,Per1,Per2,Per3")
        self.assertEqual(lines[1:], ['attend 2025-10-01.csv,3,3,"no row of the lookup ""codes"" has '
                                     'this key",7001,9/4/2025,9,,'])

    def test_what_the_layout_leaves_out_and_ignores_is_said(self):
        data = self.folder({"kids.csv": "No,Gr,Born\n1,9,1/2/2010\n2,,1/2/2010\n", "zoo.csv": ""})
        documents = self.folder({"ours.json": json.dumps(LAYOUT)})
        finished = run("evaluate", data, "--layout", documents / "ours.json",
                       "--as-of", "2025-10-01")
        self.assertEqual(finished.returncode, 0, finished.stderr)
        self.assertIn("left out by the layout: kids.csv for students, 1 row: no grade", finished.stderr)
        self.assertIn("ignored, no file of the layout has this name: zoo.csv", finished.stderr)

    def test_without_its_students_a_folder_cannot_be_read(self):
        data = self.folder({"zoo.csv": ""})
        finished = run("evaluate", data, "--layout", "oneroster-1.2")
        self.assertEqual(finished.returncode, 1)
        self.assertIn("users.csv is missing; the layout \"oneroster-1.2\" reads the students from it",
                      finished.stderr)

    def test_a_wrong_layout_answers_2_with_its_place(self):
        wrong = json.loads(json.dumps(LAYOUT))
        wrong["files"][0]["to"][0]["columns"]["grade_levl"] = {"constant": "9", "defualt": ""}
        documents = self.folder({"ours.json": json.dumps(wrong)})
        finished = run("evaluate", documents, "--layout", documents / "ours.json")
        self.assertEqual(finished.returncode, 2)
        self.assertIn("/files/0/to/0/columns/grade_levl", finished.stderr)
        self.assertIn('did you mean "default"?', finished.stderr)


class List(unittest.TestCase):
    def test_names_and_titles(self):
        finished = run("layout", "list")
        self.assertEqual(finished.returncode, 0)
        names = [line.split()[0] for line in finished.stdout.splitlines() if line[0] != " "]
        self.assertEqual(names, ["edfi", "infinite-campus", "oneroster-1.2", "ontrack", "powerschool"])


class Show(WithFolder):
    def test_a_shown_layout_is_the_same_as_a_file(self):
        shown = run("layout", "show", "ontrack").stdout
        self.assertEqual(json.loads(shown)["id"], "ontrack")
        documents = self.folder({"mine.json": shown})
        school = SOURCE / "examples" / "demo" / "school"
        with_file = run("evaluate", school, "--layout", documents / "mine.json", "-f", "csv")
        without = run("evaluate", school, "-f", "csv")
        self.assertEqual(with_file.returncode, 0)
        self.assertEqual(with_file.stdout, without.stdout)

    def test_a_file_is_not_shown(self):
        documents = self.folder({"ours.json": json.dumps(LAYOUT)})
        finished = run("layout", "show", documents / "ours.json")
        self.assertEqual((finished.returncode, finished.stdout), (2, ""))


class Check(WithFolder):
    def test_tells_what_was_recognised(self):
        data = self.folder({"kids.csv": "No,Gr,Shoe\n1,9,38\n2,,41\n", "zoo.csv": ""})
        documents = self.folder({"ours.json": json.dumps(LAYOUT)})
        finished = run("layout", "check", data, "--layout", documents / "ours.json")
        self.assertEqual(finished.returncode, 0, finished.stderr)
        self.assertEqual(finished.stdout.split("\nUnknown")[0], """ours: Ours

kids.csv -> students: 2 rows, 1 record
    student_id   No
    grade_level  Gr
    birth_date   Born  (not in the export)
    not read: Shoe
    left out: 1 row: no grade

Files that the layout does not name: zoo.csv
""")
        self.assertIn("    grades          credits.*\n", finished.stdout)

    def test_takes_the_layout_that_fits_best(self):
        rows = (
            ({"users.csv": "sourcedId,grades,role,familyName\n1,09,student,X\n"}, "oneroster-1.2"),
            ({"student.csv": "studentUniqueId,lastSurname\n1,X\n"}, "edfi"),
            ({"students.csv": "student_id,grade_level\n1,9\n"}, "ontrack"),
            ({"Students.csv": "ID,STUDENT_NUMBER,GRADE_LEVEL,SCHOOLID,ENTRYDATE,EXITDATE,DOB\n"},
             "powerschool"),
            ({"students.csv": "personID,grade,calendarID,birthdate\n"}, "infinite-campus"),
        )
        for files, name in rows:
            with self.subTest(name):
                data = self.folder(files)
                finished = run("layout", "check", data)
                self.assertEqual(finished.returncode, 0, finished.stderr)
                self.assertTrue(finished.stdout.startswith(name + ": "), finished.stdout)

    def test_says_when_none_fits(self):
        data = self.folder({"zoo.csv": "a,b\n"})
        finished = run("layout", "check", data)
        self.assertEqual((finished.returncode, finished.stdout), (1, ""))
        self.assertIn("no built-in layout can read students from this folder", finished.stderr)
        self.assertEqual(run("layout", "check", data / "none").returncode, 1)


class BuiltIn(WithFolder):
    """Small exports made up for the traps of each product; what they become, seen by explain's data."""

    def counts(self, files, layout, *wanted):
        data = self.folder(files)
        rejects = self.folder({}) / "rejects.csv"
        finished = run("evaluate", data, "--layout", layout, "--rejects", rejects, "-f", "csv")
        self.assertEqual(finished.returncode, 0, finished.stderr)
        told = run("layout", "check", data, "--layout", layout).stdout
        for line in wanted:
            self.assertIn(line + "\n", told)
        return rejects.read_text(encoding="utf-8").splitlines()[1:]

    def test_powerschool(self):
        rejects = self.counts({
            "Students.csv": "ID,STUDENT_NUMBER,GRADE_LEVEL,SCHOOLID,ENTRYDATE,EXITDATE,DOB\n"
                            "1,7001,9,101,2025-08-18,2026-05-29,2011-02-03\n2,7002,9,101,,,\n",
            "attendance_code.csv": "id,att_code,presence_status_cd,schoolid,yearid\n5,UX,Absent,101,35\n"
                                   "6,,Present,101,35\n",
            "attendance.csv": "id,att_date,attendance_codeid,schoolid,studentid,yearid\n"
                              "1,2025-09-02,5,101,1,35\n2,2025-09-03,6,101,1,35\n3,2025-09-04,9,101,1,35\n",
            "storedgrades.csv": "studentid,sectionid,termid,storecode,grade,potentialcrhrs,earnedcrhrs,"
                                "excludefromgraduation,course_number,datestored\n"
                                "1,3,3500,Q1,B,0,0,0,ENG9,2025-10-20\n1,3,3500,S1,B,0.5,0.5,0,ENG9,2026-01-20\n"
                                "1,-3,3500,S1,,0.5,,0,ART,\n1,4,3500,S1,A,0.5,0.5,1,GYM,2026-01-20\n",
        }, "powerschool", "Students.csv -> enrollments: 2 rows, 1 record",
            "attendance.csv -> attendance: 3 rows, 2 records, 1 rejected",
            "storedgrades.csv -> grades: 4 rows, 1 record",
            "    left out: 1 row: the stored grade carries no credit",
            "    left out: 1 row: a dropped section", "    left out: 1 row: excluded from graduation")
        self.assertEqual(len(rejects), 1)
        self.assertTrue(rejects[0].startswith("attendance.csv,4,3,attendance_code has no row of this number"))

    def test_infinite_campus(self):
        self.assertEqual(self.counts({
            "students.csv": "personID,grade,calendarID,birthdate\n1,09,55,02/03/2011\n",
            "enrollments.csv": "personID,calendarID,startDate,endDate,noShow,stateExclude\n"
                               "1,55,08/18/2025,,0,0\n1,56,08/18/2025,,1,0\n1,57,08/18/2025,,0,1\n",
            "attendance.csv": "personID,date,status,excuse,periodName\n1,09/02/2025,A,U,1\n",
            "behavior.csv": "personID,incidentID,incidentDate,stateEventCode,role\n1,8,09/02/2025,10,Offender\n"
                            "1,9,09/02/2025,10,Victim\n",
            "resolutions.csv": "personID,incidentID,startDate,code,schoolDaysDuration\n1,8,09/03/2025,OSS,1.5\n",
        }, "infinite-campus", "enrollments.csv -> enrollments: 3 rows, 1 record", "    left out: 1 row: No Show",
            "    left out: 1 row: State Exclude", "behavior.csv -> incidents: 2 rows, 1 record",
            "resolutions.csv -> actions: 1 row, 1 record"), [])

    def test_edfi_descriptors_as_uris(self):
        self.assertEqual(self.counts({
            "Students.csv": "StudentUniqueId,LastSurname\n1,X\n",
            "StudentSchoolAssociations.csv":
                "StudentUniqueId,SchoolId,EntryDate,EntryGradeLevel\n"
                "1,101,2024-08-18,uri://ed-fi.org/GradeLevelDescriptor#Eighth grade\n"
                "1,102,2025-08-18,uri://ed-fi.org/GradeLevelDescriptor#Ninth grade\n",
        }, "edfi", "StudentSchoolAssociations.csv -> enrollments: 2 rows, 2 records"), [])
        data = self.folder({
            "Students.csv": "StudentUniqueId\n1\n",
            "StudentSchoolAssociations.csv": "StudentUniqueId,SchoolId,EntryDate,EntryGradeLevel\n"
                                             "1,102,2025-08-18,uri://x#Ninth grade\n"})
        shown = run("evaluate", data, "--layout", "edfi", "-f", "csv", "--as-of", "2025-09-01").stdout
        self.assertTrue(shown.splitlines()[1].startswith("1,102,09,"), shown)


class Examples(WithFolder):
    def test_every_example_loads(self):
        found = sorted((SOURCE / "examples" / "layouts").glob("*.json"))
        self.assertGreaterEqual(len(found), 5)
        for path in found:
            with self.subTest(path.name):
                finished = run("layout", "check", self.folder({}), "--layout", path)
                self.assertEqual(finished.returncode, 1, finished.stderr)
                self.assertIn("is missing; the layout", finished.stderr)

    def test_aeries_joins_by_school_and_number(self):
        data = self.folder({
            "STU.csv": "ID,SC,SN,GR,TG,DEL\n9001,1,12,9,,\n9002,2,12,9,,\n9003,1,13,9,L,\n",
            "ATT.csv": "SC,SN,DT,AL,A1,A2,A6\n1,12,09/02/2025,,3,,A\n2,12,09/02/2025,,,,\n1,99,09/02/2025,,3,,\n",
            "ADS.csv": "PID,DT,CD,CD2,IID\n9001,09/02/2025,F,D,77\n"})
        told = run("layout", "check", data, "--layout", SOURCE / "examples" / "layouts" / "aeries.json").stdout
        for line in ("STU.csv -> students: 3 rows, 2 records",
                     "    left out: 1 row: no longer active at this school",
                     "ATT.csv -> attendance: 3 rows, 2 records, 1 rejected",
                     "    left out: 1 row: no slot is filled", "ADS.csv -> incidents: 1 row, 2 records"):
            self.assertIn(line + "\n", told)


class Published(unittest.TestCase):
    """The exports beside the project, each by its layout alone."""

    ROWS = (
        ("edfi_grandbend", "edfi", 960), ("edfi_grandbend", "edfi-grand-bend", 960),
        ("oneroster/Test_full_data_set", "oneroster-1.2", 3),
        ("oneroster/v1p2_full_dataset", "oneroster-1.2", 3),
        ("oneroster/oneroster_test_data", "oneroster-1.2", 1),
        ("contoso_sis", "contoso", 400), ("studentinsights", "aspen-x2", 5),
        ("opensdp_synth", "opensdp", 1500),
    )

    def test_students_of_each(self):
        shared = SOURCE.parent / "shared" / "data"
        if not shared.is_dir():
            self.skipTest("the published exports are not here")
        for folder, layout, students in self.ROWS:
            with self.subTest(folder):
                own = SOURCE / "examples" / "layouts" / f"{layout}.json"
                finished = run("layout", "check", shared / folder,
                               "--layout", own if own.is_file() else layout)
                self.assertEqual(finished.returncode, 0, finished.stderr)
                found = re.search(r" -> students: [\d,]+ rows?, ([\d,]+) records?\n", finished.stdout)
                self.assertEqual(found.group(1).replace(",", ""), str(students))


if __name__ == "__main__":
    unittest.main()
