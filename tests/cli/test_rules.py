"""ontrack rules and ontrack measures."""

import json
import unittest

from program import RULES, Case, run


class List(unittest.TestCase):
    def test_every_built_in_shows_checks_and_passes_its_tests(self):
        text = run("rules", "list").stdout
        names = [line.split()[0] for line in text.splitlines() if not line.startswith(" ")]
        self.assertIn("jeffco-grade9", names)
        self.assertEqual(text.count("(the default)"), 1)
        for name in names:
            with self.subTest(name=name):
                self.assertEqual(json.loads(run("rules", "show", name).stdout)["id"], name)
                checked = run("rules", "check", name)
                self.assertEqual((checked.returncode, checked.stderr), (0, ""))
                tested = run("rules", "test", name)
                self.assertEqual(tested.returncode, 0, tested.stdout)


class Show(Case):
    def test_a_file_is_shown_as_it_was_written(self):
        self.assertEqual(self.done(run("rules", "show", self.rules)).stdout, RULES)
        self.assertEqual(run("rules", "show", "-", stdin=RULES).stdout, RULES)

    def test_resolved_gives_the_same_rule_set_again(self):
        first = self.done(run("rules", "show", "--resolved", self.rules)).stdout
        again = self.done(run("rules", "show", "--resolved", "-", stdin=first)).stdout
        self.assertEqual(first, again)
        self.assertIn('"incidents"', first)

    def test_resolved_has_what_was_inherited(self):
        child = self.write(
            "child.json", '{"ontrack": 1, "id": "child", "version": "1", "extends": "rules.json"}'
        )
        text = self.done(run("rules", "show", "--resolved", child)).stdout
        self.assertEqual(json.loads(text)["rules"][1]["id"], "incidents")


class Check(Case):
    def test_a_right_one_is_told_in_one_line(self):
        finished = self.done(run("rules", "check", "jeffco-grade9", "oregon-grade9"))
        self.assertEqual(finished.stderr, "")
        self.assertRegex(
            finished.stdout,
            r"(?m)^oregon-grade9: ok, oregon-grade9 [0-9.]+: \d+ rules, \d+ tests, fingerprint [0-9a-f]{16}$",
        )

    def test_wrong_ones_answer_2_and_the_others_are_checked_too(self):
        wrong = self.write("wrong.json", RULES.replace('"version": "7",', '"version": "7", "more": 1,'))
        finished = self.done(run("rules", "check", wrong, self.rules, self.room / "none.json"), 2)
        self.assertIn("wrong.json", finished.stderr)
        self.assertIn("none.json", finished.stderr)
        self.assertIn("rules.json: ok", finished.stdout)

    def test_notes_are_advice(self):
        bare = RULES.replace('"misuse": "None but tests.", "source": "tests/cli",', "")
        bare = bare.replace(', "respond": ["Call home"]', "")
        bare = bare[: bare.index(',\n  "tests"')] + "}"
        finished = self.done(run("rules", "check", "-", stdin=bare))
        for note in ("'absence': says nothing about what to do", "does not say where it comes",
                     "[no-misuse]", "no tests travel with it"):
            self.assertIn(note, finished.stdout)


class Test(Case):
    def test_a_line_a_test_and_a_closing_one(self):
        finished = self.done(run("rules", "test", self.rules))
        self.assertEqual(finished.stdout, "ok   plain: two incidents\n1 passed, 0 failed\n")

    def test_a_failed_one_answers_1_and_says_what_came(self):
        failing = self.write("f.json", RULES.replace('"flags": ["incidents"]', '"flags": []'))
        finished = self.done(run("rules", "test", failing, self.rules), 1)
        self.assertIn("FAIL plain: two incidents\n     incidents: expected not", finished.stdout)
        self.assertTrue(finished.stdout.endswith("1 passed, 1 failed\n"))

    def test_a_wrong_rule_set_answers_2(self):
        self.done(run("rules", "test", self.room / "none.json"), 2)

    def test_no_tests_are_said(self):
        bare = RULES[: RULES.index(',\n  "tests"')] + "}"
        finished = self.done(run("rules", "test", "-", stdin=bare))
        self.assertEqual(finished.stdout, "0 passed, 0 failed\n")
        self.assertIn("no tests travel with it", finished.stderr)


class Measures(unittest.TestCase):
    def test_every_one_is_listed_within_the_width(self):
        for width in (60, 80, 120):
            finished = run("measures", "--width", width)
            self.assertEqual(finished.returncode, 0)
            self.assertLessEqual(max(map(len, finished.stdout.splitlines())), width)
            for name in ("attendance.rate", "behavior.incidents", "credits.attainable",
                         "discipline.days", "transitions.school_changes", "student.age"):
                self.assertRegex(finished.stdout, rf"(?m)^{name}\b")
        self.assertRegex(finished.stdout, r"Options: window, categories")


if __name__ == "__main__":
    unittest.main()
