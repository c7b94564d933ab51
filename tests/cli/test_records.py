"""Conditions over records, through the program: lists of records in `when`, `applies_to`, --where."""

import json
import unittest

from program import Case, rows, run

RULES = {
    "ontrack": 1, "id": "records", "version": "1", "title": "Records", "misuse": "None but tests.",
    "source": "tests/cli", "levels": ["on_track", "watch"],
    "codes": {
        "attendance": [{"match": "^A$", "category": ["absent", "unexcused"]},
                       {"match": "^E$", "category": ["absent", "excused"]},
                       {"match": "^P$", "category": ["present"]}],
        "subject": [{"match": "^MATH$", "category": ["math", "core"]},
                    {"match": "^ENG$", "category": ["english", "core"]}],
        "mark": [{"match": "^[A-D]$", "category": "passing"}, {"match": "^F$", "category": "failing"}],
        "incident": [{"match": "^F", "category": "fight"}, {"match": "^T", "category": "threat"}],
        "action": [{"match": "^OSS", "category": "oss"}],
    },
    "rules": [
        {"id": "math", "indicator": "credits", "level": "watch",
         "when": "courses.exists(c, 'math' in c.subjects && c.failed)",
         "because": "A failed math course among {courses}", "respond": []},
    ],
}
GRADES = """student_id,course_code,credits_attempted,term,subject,credits_earned,mark,posted_date
s1,ALG1,0.5,S1,MATH,,F,2025-09-05
s1,ENG1,0.5,S1,ENG,,B,2025-09-05
s1,ART1,0.5,S1,ART,,,
s2,ALG1,0.5,S1,MATH,,Q,2025-09-05
s2,ENG1,0.5,S1,ENG,,F,2025-12-05
s3,ALG1,0.5,S1,MATH,0.5,C,2025-09-05
"""
ACTIONS = """student_id,date,code,days
s2,2025-09-04,OSS3,3
s2,2025-09-05,OSS,
s2,2025-09-20,OSS9,9
s3,2025-06-04,OSS9,9
"""
INCIDENTS = """student_id,date,code,incident_id
s2,2025-09-03,F1,i1
s2,2025-09-03,T1,i1
s2,2025-09-04,T1,
"""
INTERVENTIONS = """student_id,name,start_date,end_date,indicator,tier
s1,Tutoring,2025-09-02,2025-10-30,credits,2
s2,Mentor,2025-09-02,2025-09-09,behavior,2
s3,Mentor,2025-10-01,,behavior,2
s3,Old,2025-02-01,2025-03-01,behavior,2
"""


class Records(Case):
    def setUp(self):
        super().setUp()
        for name, text in (("grades", GRADES), ("actions", ACTIONS), ("incidents", INCIDENTS),
                           ("interventions", INTERVENTIONS)):
            self.table(name, text)
        self.add("attendance", "s2,2025-09-08,E\n")
        self.rules = self.write("rules.json", json.dumps(RULES))

    def kept(self, condition):
        finished = self.done(self.evaluate("-f", "csv", "--as-of", "2025-09-12", "--where", condition))
        return [row["student_id"] for row in rows(finished.stdout)]

    def unknown(self):
        finished = self.done(self.evaluate("-f", "jsonl", "--as-of", "2025-09-12"))
        found = map(json.loads, finished.stdout.splitlines())
        return {one["student_id"]: [u["why"] for u in one["unknown"]] for one in found}

    def test_lists(self):
        for condition, kept in (
            # courses: a mark that is not mapped is neither; a result posted later is not there yet
            ("courses.exists(c, 'math' in c.subjects && c.failed)", ["s1"]),
            ("courses.exists(c, c.subject == 'ENG' && c.failed)", []),
            ("courses.exists(c, c.in_progress)", ["s1"]),
            ("courses.filter(c, has(c.failed) && !c.failed).map(c, c.code) == ['ART1', 'ENG1']", ["s1"]),
            ("courses.exists(c, c.credits_earned == 0.5)", ["s1", "s3"]),
            ("courses.exists(c, !has(c.credits_earned))", ["s2"]),
            ("courses.exists(c, 'passing' in c.marks && c.passed)", ["s1", "s3"]),
            ("courses.exists(c, has(c.posted) && c.posted.getDate() == 5)", ["s1", "s2", "s3"]),
            ("courses.filter(c, c.failed).size() == credits.failures", ["s1", "s3"]),
            # absences: Tuesday the 2nd and Friday the 5th
            ("absences.size() == 2", ["s1"]),
            ("absences.exists(a, a.date.getDayOfWeek() == 2 && 'unexcused' in a.categories)", ["s1"]),
            ("absences.all(a, a.missed == 1)", ["s1", "s2", "s3"]),
            ("absences.size() == attendance.days_absent", ["s1", "s2", "s3"]),
            ("absences.exists(a, a.date >= timestamp('2025-09-08T00:00:00Z'))", ["s2"]),
            # lines with one id are one incident with the categories of all
            ("incidents.size() == 2 && behavior.incidents == 2", ["s2"]),
            ("incidents.exists(i, 'fight' in i.categories && 'threat' in i.categories)", ["s2"]),
            ("incidents.map(i, i.code) == ['F1', 'T1']", ["s2"]),
            # neither last school year nor after the as-of date
            ("actions.size() == 2", ["s2"]),
            ("actions.filter(a, has(a.days)).map(a, a.days) == [3]", ["s2"]),
            ("actions.exists(a, a.days > 2)", ["s2"]),
            ("actions.size() == 0", ["s1", "s3"]),
            ("enrollments.exists(e, e.school == 'JHS' && !has(e.exit))", ["s1", "s2"]),
            ("enrollments[0].entry == timestamp('2025-09-01T00:00:00Z')", ["s1", "s2", "s3"]),
            ("interventions.exists(i, i.name == 'Tutoring' && !has(i.end))", ["s1"]),
            ("interventions.exists(i, i.end - i.start == duration('168h'))", ["s2"]),
            ("interventions.size() == 0", ["s3"]),
        ):
            with self.subTest(condition=condition):
                self.assertEqual(self.kept(condition), kept)

    def test_what_is_not_known_is_said(self):
        self.assertEqual(self.unknown(), {"s1": [], "s2": ["courses: a mark is not mapped"], "s3": []})
        (self.data / "grades.csv").unlink()
        why = ["courses: the table grades was not given"]
        self.assertEqual(self.unknown(), {"s1": why, "s2": why, "s3": why})

    def test_a_list_without_its_table_is_unknown(self):
        for table, name in (("grades", "courses"), ("attendance", "absences"), ("actions", "actions"),
                            ("incidents", "incidents"), ("transitions", "transitions"),
                            ("enrollments", "enrollments"), ("interventions", "interventions")):
            with self.subTest(list=name):
                (self.data / f"{table}.csv").unlink(missing_ok=True)
                self.assertEqual(self.kept(f"{name}.size() >= 0"), [])

    def test_the_reason_and_the_values_count_records(self):
        finished = self.done(self.evaluate("-f", "jsonl", "--as-of", "2025-09-12"))
        first = json.loads(finished.stdout.splitlines()[0])
        self.assertEqual(first["flags"][0]["message"], "A failed math course among 3")
        self.assertEqual(first["flags"][0]["values"]["courses"], 3)

    def test_mistakes_have_their_place(self):
        for condition, words in (
            ("courses.exists(c, c.subjcts == [])",
             'where:1:21: a course has no field "subjcts"; did you mean "subjects"?'),
            ("corses.size() > 1", 'where:1:1: undeclared name "corses"; did you mean "courses"?'),
            ("absences.exists(a, a.date > 3)", '">" does not take timestamp and int'),
        ):
            with self.subTest(condition=condition):
                self.assertIn(words, self.done(self.evaluate("--where", condition), 2).stderr)

    def test_applies_to_may_read_records(self):
        rules = dict(RULES, applies_to="courses.exists(c, c.code == 'ART1')")
        self.rules = self.write("rules.json", json.dumps(rules))
        finished = self.done(self.evaluate("-f", "csv", "--as-of", "2025-09-12"))
        self.assertEqual([row["student_id"] for row in rows(finished.stdout)], ["s1"])

    def test_defaults_of_the_measures_hold(self):
        rules = dict(RULES, defaults={"attendance": {"categories": ["excused"]}})
        self.rules = self.write("rules.json", json.dumps(rules))
        self.assertEqual(self.kept("absences.size() == 1"), ["s2"])

    def test_a_name_of_the_rule_set_hides_a_list(self):
        rules = dict(RULES, measures={"courses": {"measure": "credits.failures"}},
                     rules=[dict(RULES["rules"][0], when="courses > 0", because="{courses}")])
        self.rules = self.write("rules.json", json.dumps(rules))
        finished = self.done(self.evaluate("-f", "csv", "--as-of", "2025-09-12"))
        self.assertEqual([row["flags"] for row in rows(finished.stdout)], ["math", "", ""])

    def test_rule_tests_take_records_not_numbers(self):
        case = {"name": "x", "given": {"courses": 3}, "expect": {"flags": []}}
        self.rules = self.write("rules.json", json.dumps(dict(RULES, tests=[case])))
        finished = self.done(run("rules", "test", self.rules), 2)
        self.assertIn("/tests/0/given/courses", finished.stderr)
        self.assertIn("write them as tables", finished.stderr)
        case = {"name": "failed math", "as_of": "2025-09-12",
                "records": {"students": [{"student_id": "a", "grade_level": "9"}],
                            "grades": [{"student_id": "a", "course_code": "M", "subject": "MATH",
                                        "credits_attempted": 0.5, "mark": "F"}]},
                "expect": {"flags": ["math"]}}
        self.rules = self.write("rules.json", json.dumps(dict(RULES, tests=[case])))
        self.done(run("rules", "test", self.rules))


if __name__ == "__main__":
    unittest.main()
