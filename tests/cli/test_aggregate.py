"""ontrack aggregate."""

import csv
import io
import unittest

from program import Case, run


class Aggregate(Case):
    def rows(self, *arguments):
        done = self.done(run("aggregate", self.data, "-r", self.rules, "-f", "csv", *arguments))
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def test_all_counts_where_nothing_is_small_enough_to_hide(self):
        rows = self.rows("--smallest", "1")
        counts = {(r["group"], r["topic"], r["level"]): r["students"] for r in rows}
        self.assertEqual(counts["JHS", "status", "watch"], "1")
        self.assertEqual(counts["JHS", "status", "off_track"], "1")
        self.assertEqual(counts["JHS", "behavior", "on_track"], "1")
        self.assertEqual(counts["JOA", "status", "on_track"], "1")
        self.assertEqual(counts["(all)", "status", "on_track"], "1")
        self.assertEqual({r["of"] for r in rows if r["group"] == "(all)"}, {"3"})

    def test_three_students_are_too_few_for_any_count(self):
        rows = self.rows()
        self.assertEqual({r["students"] for r in rows}, {"suppressed", "0"})
        self.assertEqual({r["of"] for r in rows}, {"suppressed"})
        self.assertEqual({r["share"] for r in rows}, {""})

    def test_several_columns_and_an_attribute(self):
        rows = self.rows("--by", "grade_level,advisor", "--smallest", "1")
        groups = {(r["by"], r["group"]) for r in rows}
        self.assertEqual(
            groups,
            {("grade_level", "09"), ("grade_level", "(all)"), ("advisor", "Lee"),
             ("advisor", "Ray"), ("advisor", "(all)")},
        )

    def test_a_condition_may_ask_for_an_attribute_where_no_group_does(self):
        rows = self.rows("--where", "student.attributes.advisor == 'Lee'", "--smallest", "1")
        self.assertEqual({r["of"] for r in rows if r["group"] == "(all)"}, {"2"})

    def test_the_table_tells_what_a_star_means(self):
        done = self.done(run("aggregate", self.data, "-r", self.rules))
        self.assertIn("status by school_id\n", done.stdout)
        self.assertIn("* suppressed: fewer than 10 students", done.stdout)

    def test_a_column_that_nobody_has_is_said(self):
        done = self.done(run("aggregate", self.data, "-r", self.rules, "--by", "advsior"))
        self.assertIn("no student has a value in the column 'advsior'", done.stderr)

    def test_what_was_set_aside_and_unmapped_is_said(self):
        self.add("incidents", "s2,no day,X,\n")
        self.add("attendance", "s2,2025-09-12,Z\n")
        done = self.done(run("aggregate", self.data, "-r", self.rules, "--threads", "2"))
        self.assertIn("incidents: 3 read, 1 rejected", done.stderr)
        self.assertIn("'ontrack evaluate --rejects FILE'", done.stderr)
        self.assertIn("attendance: 1 code in 1 row: Z (1)", done.stderr)

    def test_a_list_with_a_hole_is_refused(self):
        for by in ("", "a,,b", "a,", ",".join(["a"] * 17)):
            done = run("aggregate", self.data, "-r", self.rules, "--by", by)
            self.assertEqual(done.returncode, 2, by)
            self.assertIn("--by takes 1 to 16 column names", done.stderr)


if __name__ == "__main__":
    unittest.main()
