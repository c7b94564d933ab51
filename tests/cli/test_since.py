"""ontrack evaluate --since."""

import json
import unittest

from program import Case, rows, run


class Since(Case):
    def test_csv_says_what_changed(self):
        done = self.done(self.evaluate("--since", "2025-09-03", "-f", "csv"))
        changes = {r["student_id"]: (r["since_status"], r["changes"]) for r in rows(done.stdout)}
        self.assertEqual(changes["s2"], ("on_track", "incidents:newly met"))
        self.assertEqual(changes["s1"][0], "watch")
        self.assertEqual(changes["s3"], ("on_track", ""))

    def test_without_it_there_is_no_such_column(self):
        header = self.done(self.evaluate("-f", "csv")).stdout.splitlines()[0]
        self.assertNotIn("since", header)

    def test_the_table_marks_flags_and_lists_who_was_cleared(self):
        self.table("incidents", "student_id,date,code\n")
        self.write("rules.json", self.rules.read_text(encoding="utf-8").replace("< 0.9", "<= 0.5"))
        done = self.done(self.evaluate("--since", "2025-09-02"))
        self.assertIn("cleared: absence", done.stdout)
        self.assertIn("2 students on track are not listed", done.stdout)

    def test_diff_of_two_dates_tells_the_same(self):
        old, new = self.room / "old", self.room / "new"
        self.done(self.evaluate("--as-of", "2025-09-03", "-f", "jsonl", "-o", old))
        self.done(self.evaluate("--since", "2025-09-03", "-f", "jsonl", "-o", new))
        told = {}
        for line in self.done(run("diff", old, new, "-f", "jsonl")).stdout.splitlines():
            row = json.loads(line)
            told[row["student_id"]] = [(r["name"], r["change"]) for r in row["rules"]]
            for rule in row["rules"]:
                self.assertIn(rule["causes"], ([], ["new data"]))
        for line in new.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            self.assertEqual(row["since"]["as_of"], "2025-09-03")
            changes = [(c["rule"], c["change"]) for c in row["changes"]]
            self.assertCountEqual(changes, told[row["student_id"]])

    def test_a_late_edit_is_told_from_new_data(self):
        old, new = self.room / "old", self.room / "new"
        self.done(self.evaluate("--as-of", "2025-09-04", "-f", "jsonl", "-o", old))
        self.add("incidents", "s3,2025-09-03,X,\ns3,2025-09-04,X,\ns1,2025-09-10,X,\ns1,2025-09-11,X,\n")
        self.done(self.evaluate("--since", "2025-09-04", "-f", "jsonl", "-o", new))
        causes = {}
        for line in self.done(run("diff", old, new, "-f", "jsonl")).stdout.splitlines():
            row = json.loads(line)
            causes[row["student_id"]] = {r["name"]: r["causes"] for r in row["rules"]}
        self.assertEqual(causes["s3"]["incidents"], ["late edit"])
        self.assertEqual(causes["s1"]["incidents"], ["new data"])

    def test_a_changed_rule_is_told_from_both(self):
        old, new = self.room / "old", self.room / "new"
        self.done(self.evaluate("--as-of", "2025-09-12", "-f", "jsonl", "-o", old))
        self.write("rules.json", self.rules.read_text(encoding="utf-8").replace(">= 2", ">= 3"))
        self.done(self.evaluate("--as-of", "2025-09-12", "-f", "jsonl", "-o", new))
        for line in self.done(run("diff", old, new, "-f", "jsonl")).stdout.splitlines():
            row = json.loads(line)
            if row["student_id"] == "s2":
                self.assertEqual(row["rules"][0]["change"], "cleared")
                self.assertEqual(row["rules"][0]["causes"], ["changed rule"])

    def test_a_day_that_is_not_earlier_is_refused(self):
        done = self.evaluate("--since", "2025-09-12", "--as-of", "2025-09-12")
        self.assertEqual(done.returncode, 1)
        self.assertIn("since must be a day before the as-of date; give an earlier one", done.stderr)


if __name__ == "__main__":
    unittest.main()
