"""The demo generator, and the command line on its school."""

import filecmp
import json
import re
import unittest

from program import DEMO, SCHOOL, Case, rows, run


class Generator(Case):
    def generate(self, *arguments):
        target = self.room / "school"
        self.done(run(target, *arguments, program=DEMO))
        return target

    def test_the_committed_school_is_its_output(self):
        made = self.generate()
        names = sorted(path.name for path in SCHOOL.iterdir())
        self.assertEqual(sorted(path.name for path in made.iterdir()), names)
        same, different, missing = filecmp.cmpfiles(SCHOOL, made, names, shallow=False)
        self.assertEqual((different, missing), ([], []))
        self.assertLess(sum(path.stat().st_size for path in SCHOOL.iterdir()), 1_500_000)

    def test_another_seed_is_another_school(self):
        made = self.generate("--seed", "1", "--students", "30")
        text = (made / "students.csv").read_text(encoding="utf-8")
        self.assertEqual(len(rows(text)), 30)
        self.assertNotIn(text.splitlines()[1], (SCHOOL / "students.csv").read_text(encoding="utf-8"))

    def test_a_folder_that_cannot_be_made_answers_1(self):
        self.assertEqual(run(self.room / "no" / "such", program=DEMO).returncode, 1)
        self.assertEqual(run(program=DEMO).returncode, 2)


class School(unittest.TestCase):
    def evaluate(self, *arguments):
        finished = run("evaluate", SCHOOL, *arguments)
        self.assertEqual(finished.returncode, 0, finished.stderr)
        return finished

    def test_says_what_is_dirty(self):
        said = self.evaluate("-f", "csv").stderr
        self.assertIn("as of 2026-03-13", said)
        self.assertRegex(said, r"rows: [\d,]+ read = [\d,]+ used \+ [1-9]\d* duplicate \+ 0 conf")
        self.assertRegex(said, r"\+ [1-9]\d* out of scope \+ 5 rejected")
        self.assertRegex(said, r"attendance: 1 code in \d+ rows: FLD")
        self.assertRegex(said, r"attendance of school JOA is known through 2026-03-06 only, \d+ school")

    def test_status_is_spread_and_every_flagged_student_can_be_explained(self):
        found = rows(self.evaluate("-f", "csv").stdout)
        self.assertGreater(len(found), 350)
        statuses = [row["status"] for row in found]
        self.assertGreater(statuses.count("on_track"), len(found) // 3)
        self.assertGreater(len(set(statuses)), 2)
        for row in [row for row in found if row["flags"]][:5]:
            told = run("explain", SCHOOL, row["student_id"])
            self.assertEqual(told.returncode, 0)
            self.assertIn(f"Status: {row['status']}", told.stdout)
            for rule in row["flags"].split(";"):
                self.assertRegex(told.stdout, rf"(?m)^  {re.escape(rule)} \(")

    def test_csv_and_jsonl_agree(self):
        table = rows(self.evaluate("-f", "csv").stdout)
        lines = [json.loads(line) for line in self.evaluate("-f", "jsonl").stdout.splitlines()]
        self.assertEqual(
            [(row["student_id"], row["status"], row["flags"]) for row in table],
            [(one["student_id"], one["status"], ";".join(flag["rule"] for flag in one["flags"]))
             for one in lines],
        )


if __name__ == "__main__":
    unittest.main()
