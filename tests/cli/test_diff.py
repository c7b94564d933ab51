"""ontrack diff."""

import json
import unittest

from program import Case, run


class Diff(Case):
    def result(self, name, *arguments):
        path = self.data / name
        self.done(run("evaluate", self.data, "-r", self.rules, "-f", "jsonl", "-o", path, *arguments))
        return path

    def test_a_week_later(self):
        old, new = self.result("old", "--as-of", "2025-09-03"), self.result("new")
        lines = self.done(run("diff", old, new)).stdout.splitlines()
        self.assertIn("s2  status on_track -> off_track", lines)
        self.assertTrue(any(l.startswith("    newly met  incidents (off_track)") for l in lines), lines)

    def test_a_result_against_itself(self):
        old = self.result("old")
        done = self.done(run("diff", old, old))
        self.assertEqual(done.stdout.splitlines()[0],
                         "0 students changed, 3 did not; 0 only in the old result, 0 only in the new one")
        self.assertEqual(done.stderr, "")

    def test_json_lines(self):
        old, new = self.result("old", "--as-of", "2025-09-03"), self.result("new")
        rows = [json.loads(l) for l in self.done(run("diff", old, new, "-f", "jsonl")).stdout.splitlines()]
        self.assertEqual([r["student_id"] for r in rows], ["s1", "s2", "s3"])
        self.assertEqual(rows[1]["status"]["change"], "worsened")
        self.assertEqual(rows[1]["rules"][0]["name"], "incidents")

    def test_what_is_no_result_is_named(self):
        old = self.result("old")
        done = run("diff", old, self.data / "students.csv")
        self.assertEqual(done.returncode, 1)
        self.assertIn("students.csv:1: this is no result", done.stderr)
        self.assertEqual(run("diff", old, self.data / "none").returncode, 1)
        self.assertEqual(run("diff", "-", "-").returncode, 2)
        self.assertEqual(run("diff", old).returncode, 2)

    def test_standard_input(self):
        old = self.result("old")
        done = run("diff", old, "-", stdin=old.read_text(encoding="utf-8"))
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
