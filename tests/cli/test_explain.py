"""ontrack explain."""

import unittest

from program import RULES, Case, run


class Explain(Case):
    maxDiff = None

    def explain(self, student, *arguments, rules=None):
        return run("explain", self.data, student, "-r", rules or self.rules, *arguments)

    def test_one_student_whole(self):
        self.assertEqual(
            self.done(self.explain("s1", "--as-of", "2025-09-12")).stdout,
            """\
s1  Núñez, Zoë
grade 09, school JHS
as of 2025-09-12
rule set plain 7: Plain

Status: watch
    attendance      watch
    behavior        on_track
    credits         no rule looks at it
    discipline      no rule looks at it
    transitions     no rule looks at it

Flags: rules that fired
  absence (attendance, watch)
    Present on 0.8000 of the days
    when: attendance.rate < 0.9
    attendance.rate is 0.8, 0.1 below 0.9; 10 more present days, the next ones,
    would clear it
    respond: Call home

Rules that did not fire
  incidents (behavior, off_track)
    when: behavior.incidents >= 2
    behavior.incidents is 0, 2 below 2; 2 more would flag

Measures
    attendance.rate     0.8 share (8 of 10 days)
    behavior.incidents  0 count

Records
    enrollments         1
    attendance          10
""",
        )

    def test_records_after_the_day_are_counted(self):
        text = self.done(self.explain("s2", "--as-of", "2025-09-03")).stdout
        self.assertIn(
            "attendance          10, of which 7 dated after the as-of date are not looked at", text
        )
        self.assertIn("incidents           2, of which 1 dated after the as-of date is not", text)
        self.assertIn("behavior.incidents is 1, 1 below 2; 1 more would flag", text)

    def test_what_could_not_be_decided_says_why(self):
        (self.data / "incidents.csv").unlink()
        text = self.done(self.explain("s1")).stdout
        self.assertIn("Rules that could not be decided", text)
        self.assertIn("behavior.incidents is unknown: ", text)

    def test_a_longer_condition_speaks_of_its_parts(self):
        rules = self.write(
            "both.json",
            RULES.replace("behavior.incidents >= 2", "behavior.incidents >= 2 && attendance.rate < 1.0")
        )
        text = self.done(self.explain("s1", rules=rules)).stdout
        self.assertIn("would turn this part of the\n", text.replace(" over", "\n"))

    def test_who_is_outside_the_rule_set(self):
        rules = self.write(
            "grade12.json",
            RULES.replace('"levels"', '"applies_to": "student.grade_level == \'12\'", "levels"'),
        )
        text = self.done(self.explain("s1", rules=rules)).stdout
        self.assertIn("does not apply to this student", text)
        self.assertIn("student.grade_level == '12'", text)

    def test_an_unknown_student_answers_1_and_is_not_named(self):
        finished = self.done(self.explain("s-secret"), 1)
        self.assertEqual(finished.stdout, "")
        self.assertIn("no student of the data has this id", finished.stderr)
        self.assertNotIn("s-secret", finished.stderr)

    def test_an_id_that_begins_with_a_dash(self):
        self.add("students", "-9,9,JHS,Dash,Di,Lee\n")
        self.assertIn("Dash, Di", self.done(run("explain", "-r", self.rules, "--", self.data, "-9")).stdout)

    def test_words_about_the_day_and_rejected_rows(self):
        self.assertIn("as of 2025-09-12", self.explain("s1").stderr)
        self.assertEqual(self.explain("s1", "--as-of", "2025-09-12").stderr, "")
        self.add("attendance", "s1,2025-99-12,P\n")
        self.assertIn("1 row was rejected", self.explain("s1").stderr)

    def test_periods_name_no_days(self):
        self.table(
            "attendance",
            "student_id,date,code,period\n"
            + "".join(f"s1,2025-09-0{day},{'A' if period == 1 else 'P'},{period}\n"
                      for day in range(1, 6) for period in range(1, 7)),
        )
        text = self.done(self.explain("s1")).stdout
        self.assertIn("attendance.rate is ", text)
        self.assertNotIn(" days)", text)
        self.assertNotIn("present day", text)

    def test_wrong_rules_answer_2(self):
        self.done(self.explain("s1", rules="jeffco-grade8"), 2)


if __name__ == "__main__":
    unittest.main()
