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
                self.assertEqual(json.loads(run("rules", "show", name, "--json").stdout)["id"], name)
                checked = run("rules", "check", name)
                self.assertEqual((checked.returncode, checked.stderr), (0, ""))
                tested = run("rules", "test", name)
                self.assertEqual(tested.returncode, 0, tested.stdout)


class Show(Case):
    def test_json_is_the_file_as_it_was_written(self):
        self.assertEqual(self.done(run("rules", "show", "--json", self.rules)).stdout, RULES)
        self.assertEqual(run("rules", "show", "--json", "-", stdin=RULES).stdout, RULES)

    def test_resolved_json_gives_the_same_rule_set_again(self):
        first = self.done(run("rules", "show", "--resolved", "--json", self.rules)).stdout
        again = self.done(run("rules", "show", "--resolved", "--json", "-", stdin=first)).stdout
        self.assertEqual(first, again)
        self.assertIn('"incidents"', first)

    def test_resolved_json_has_what_was_inherited(self):
        child = self.write(
            "child.json", '{"ontrack": 1, "id": "child", "version": "1", "extends": "rules.json"}'
        )
        text = self.done(run("rules", "show", "--resolved", "--json", child)).stdout
        self.assertEqual(json.loads(text)["rules"][1]["id"], "incidents")

    def test_words_fill_the_numbers_in(self):
        text = self.done(run("rules", "show", "jeffco-grade9", "--width", "200")).stdout
        for line in (
            "Ninth grade on track: 6 credits by the end of the year",
            "Applies where: student.grade_level is '09'",
            "  chronically-absent: at_risk",
            "    when attendance.rate is at most 90%",
            "    only from 20 known school days on",
            "    At most [reachable] of 6 credits are still within reach this year",
            "    when core_failed is at least 1 course",
            "    then: Call home this week",
            "  chronic_rate: 90%. Attendance at or below this is chronic absence: 10 % or more of enrolled days missed (CDE)",
            "    with the last 20 instructional days",
            "    with subjects core; recovered erase",
        ):
            self.assertIn(line + "\n", text)
        self.assertIn("Misuse: Not for discipline", text)
        self.assertIn("Codes that it knows", text)
        self.assertNotIn("written in", text)

    def test_a_condition_that_has_no_such_words_stands_as_it_is(self):
        when = "student.attributes['advisor'] == 'Lee' ? true : false"
        rules = self.write("own.json", RULES.replace("attendance.rate < 0.9", when))
        self.assertIn("when " + when, self.done(run("rules", "show", rules, "--width", "200")).stdout)

    def test_every_built_in_is_told_within_the_width(self):
        for line in run("rules", "list").stdout.splitlines():
            if line.startswith(" "):
                continue
            name = line.split()[0]
            with self.subTest(name=name):
                text = self.done(run("rules", "show", name, "--resolved")).stdout
                words = text.split("Codes that it knows")[0]
                self.assertLessEqual(max(map(len, words.splitlines())), 80)
                self.assertIn("Rules on ", words)

    def test_resolved_tells_where_things_come_from(self):
        child = self.write("child.json", json.dumps({
            "ontrack": 1, "id": "child", "version": "1", "extends": "jeffco-grade9",
            "parameters": {"chronic_rate": {"value": 0.85}},
            "rules": [{"id": "entered-late", "indicator": "transitions", "level": "watch",
                       "when": "transitions.entry_delay > 20", "because": "Late"}]}))
        text = self.done(run("rules", "show", "--resolved", child, "--width", "200")).stdout
        self.assertRegex(text, r"(?s)  chronic_rate: 85%\..*?given in: [^\n]*child.json\n")
        self.assertRegex(text, r"(?s)  drop_days: 40 days\..*?given in: jeffco-grade9\n")
        self.assertRegex(text, r"(?s)  entered-late: watch\n.*?written in: [^\n]*child.json\n")
        self.assertRegex(text, r"(?s)  gap-in-enrollment: watch\n.*?written in: jeffco-grade9\n")

    def test_resolved_puts_the_overrides_of_a_place_in_place(self):
        decided = {"reason": "A pilot", "author": "The board", "from": "2025-08-01", "until": "2026-06-30"}
        file = self.write("o.json", json.dumps({
            "ontrack_overrides": 1, "id": "district", "ruleset": "jeffco-grade9",
            "overrides": [
                {"id": "bar", "scope": {"school": "JHS"}, "parameter": "chronic_rate", "value": 0.8, **decided},
                {"id": "off", "scope": {"grade": "9"}, "rule": "entered-late", "off": True, **decided}]}))

        def show(*more):
            return self.done(run("rules", "show", "jeffco-grade9", "--overrides", file, "--width", "200", *more)).stdout

        self.assertIn("attendance.rate is at most 90%", show())
        text = show("--school", "JHS", "--grade", "09")
        self.assertIn("attendance.rate is at most 80%", text)
        self.assertIn("override bar of district, for school JHS, 2025-08-01 to 2026-06-30", text)
        self.assertIn("0.8 instead of 0.9", text)
        self.assertIn("by: The board", text)
        self.assertIn("  entered-late: switched off\n", text)
        self.assertIn("attendance.rate is at most 90%", show("--school", "JHS", "--as-of", "2026-07-01"))
        self.done(run("rules", "show", "jeffco-grade9", "--overrides", file, "--json"), 2)


class Check(Case):
    def test_a_right_one_is_told_in_one_line(self):
        finished = self.done(run("rules", "check", "jeffco-grade9", "oregon-grade9"))
        self.assertEqual(finished.stderr, "")
        self.assertRegex(
            finished.stdout,
            r"(?m)^oregon-grade9: ok, oregon-grade9 [0-9.]+: \d+ rules?, \d+ tests?, fingerprint [0-9a-f]{16}$",
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
