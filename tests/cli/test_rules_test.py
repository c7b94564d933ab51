"""ontrack rules test: test files, what differs, coverage, JUnit."""

import json
import re
import unittest
import xml.etree.ElementTree

from program import RULES, SOURCE, Case, run

DOCUMENT = {
    "ruleset": "rules.json",
    "tests": [
        {"name": "two incidents", "given": {"behavior.incidents": 2}, "expect": {"flags": ["incidents"]}},
        {
            "name": "nine of ten days & more",
            "as_of": "2025-09-12",
            "records": {
                "calendar": [{"from": "2025-09-01", "days": 10}],
                "enrollments": [{"school_id": "JHS", "entry_date": "2025-09-01"}],
                "attendance": [{"days": 9, "code": "P"}, {"days": 1, "code": "A"}],
                "incidents": [],
            },
            "expect": {"flags": [], "measures": {"attendance.rate": "9/10"}},
        },
    ],
}


class TestCase(Case):
    def document(self, *tests, ruleset="rules.json", name="tests.json"):
        return self.write(name, json.dumps({"ruleset": ruleset, "tests": list(tests)}))


class Documents(TestCase):
    def test_a_document_tests_a_rule_set_beside_it(self):
        path = self.write("tests.json", json.dumps(DOCUMENT))
        finished = self.done(run("rules", "test", path))
        self.assertEqual(
            finished.stdout,
            "ok   plain: two incidents\nok   plain: nine of ten days & more\n2 passed, 0 failed\n",
        )
        self.assertEqual(finished.stderr, "")

    def test_a_document_tests_a_built_in(self):
        path = self.document(
            {"name": "a", "given": {"credits.earned": 5}, "expect": {"status": "unknown"}},
            ruleset="oregon-grade9",
        )
        finished = run("rules", "test", path)
        self.assertIn("oregon-grade9: a", finished.stdout)

    def test_from_standard_input(self):
        text = json.dumps({"ruleset": "jeffco-grade9", "tests": []})
        self.done(run("rules", "test", "-", stdin=text))

    def test_only_files_beside_it_are_opened(self):
        for name in ("../rules.json", "/etc/passwd", ".hidden"):
            finished = self.done(run("rules", "test", self.document(ruleset=name)), 2)
            self.assertIn("in the folder of this one", finished.stderr)

    def test_wrong_documents_answer_2_with_their_place(self):
        rows = (
            ({"name": "a", "given": {"x": 1}, "expect": {"flags": []}}, "/tests/0/given/x"),
            ({"name": "a", "given": {}, "expect": {"flags": ["x"]}}, "/tests/0/expect/flags/0"),
            ({"name": "a", "given": {}, "expects": {}}, "/tests/0/expects"),
            ({"name": "a", "records": {"grade": []}, "expect": {"flags": []}}, "/tests/0/records/grade"),
        )
        for test, place in rows:
            with self.subTest(place=place):
                finished = self.done(run("rules", "test", self.document(test)), 2)
                self.assertIn(f"tests.json: {place}: ", finished.stderr)


class Differences(TestCase):
    def test_are_told_in_words_with_the_values_read(self):
        path = self.document(
            {
                "name": "wrong in every way",
                "given": {"behavior.incidents": 1, "attendance.rate": "17/20"},
                "expect": {
                    "flags": ["incidents"], "unknown": [], "status": "off_track",
                    "indicators": {"behavior": "off_track"}, "measures": {"attendance.rate": 0.8501},
                },
            }
        )
        finished = self.done(run("rules", "test", path), 1)
        self.assertEqual(
            finished.stdout,
            "FAIL plain: wrong in every way\n"
            "     absence: expected not to fire, got fired (attendance.rate 0.85 (17/20))\n"
            "     incidents: expected to fire, got clear (behavior.incidents 1)\n"
            "     status: expected off_track, got watch\n"
            "     behavior: expected off_track, got on_track\n"
            "     attendance.rate: expected 0.8501 (8501/10000), got 0.85 (17/20)\n"
            "0 passed, 1 failed\n",
        )

    def test_control_characters_reach_no_terminal(self):
        path = self.document({"name": "a\x1b[2J", "given": {}, "expect": {"flags": ["incidents"]}})
        self.assertNotIn("\x1b", self.done(run("rules", "test", path), 1).stdout)


class Holding(TestCase):
    def test_a_rule_that_must_hold_is_looked_at_on_its_weekly_dates(self):
        self.write("rules.json", RULES.replace('"level": "off_track",', '"level": "off_track", "for": 3,'))
        records = {"incidents": [{"from": "2025-09-01", "days": 2, "code": "X"}]}
        rows = (("2025-09-15", []), ("2025-09-16", ["incidents"]), ("2025-10-01", ["incidents"]))
        tests = [
            {"name": day, "as_of": day, "records": records, "expect": {"flags": flags}}
            for day, flags in rows
        ]
        tests.append({"name": "given on each", "given": {"behavior.incidents": 2},
                      "expect": {"flags": ["incidents"]}})
        self.done(run("rules", "test", self.document(*tests)))


OVERRIDES = {
    "ontrack_overrides": 1, "id": "ours", "ruleset": "plain",
    "overrides": [
        {"id": "calm", "rule": "incidents", "off": True, "reason": "r", "author": "a",
         "from": "2025-09-01", "until": "2025-12-31"},
        {"id": "later", "rule": "absence", "set": {"when": "attendance.rate < 0.5"}, "reason": "r",
         "author": "a", "from": "2025-09-01", "until": "2025-12-31"},
    ],
}


class Overrides(TestCase):
    TEST = {
        "name": "a", "as_of": "2025-10-01",
        "given": {"behavior.incidents": 3, "attendance.rate": 0.6},
        "expect": {"flags": [], "off": ["incidents"], "unknown": []},
    }

    def setUp(self):
        super().setUp()
        self.overrides = self.write("ours.json", json.dumps(OVERRIDES))

    def test_hold_in_a_document_that_names_them(self):
        path = self.write("tests.json", json.dumps(
            {"ruleset": "rules.json", "overrides": ["ours.json"], "tests": [self.TEST]}))
        self.done(run("rules", "test", path))
        self.done(run("rules", "test", path, "--coverage"))

    def test_hold_where_the_command_line_names_them(self):
        path = self.document(self.TEST)
        finished = self.done(run("rules", "test", path), 1)
        self.assertIn("incidents: expected to be off, got fired (behavior.incidents 3)", finished.stdout)
        self.done(run("rules", "test", path, "--overrides", self.overrides))

    def test_one_that_is_off_does_not_fire(self):
        path = self.document({**self.TEST, "expect": {"flags": ["incidents"]}})
        finished = self.done(run("rules", "test", path, "--overrides", self.overrides), 1)
        self.assertIn("got off (an override switched it off)", finished.stdout)

    def test_hold_on_their_days_alone(self):
        path = self.document({**self.TEST, "as_of": "2026-01-01"})
        self.done(run("rules", "test", path, "--overrides", self.overrides), 1)

    def test_hold_over_parameters(self):
        rules = RULES.replace('"levels"', '"parameters": {"p": {"value": 0.9}, "q": {"value": 2}}, "levels"', 1)
        rules = rules.replace("attendance.rate < 0.9", "attendance.rate < params.p")
        self.write("rules.json", rules.replace(">= 2", ">= params.q"))
        bar = {"id": "bar", "parameter": "p", "value": 0.5, "reason": "r", "author": "a",
               "from": "2025-09-01", "until": "2025-12-31"}
        self.write("ours.json", json.dumps({**OVERRIDES, "overrides": [bar]}))
        path = self.document({**self.TEST, "params": {"p": 0.7, "q": 4}, "expect": {"flags": []}})
        finished = self.done(run("rules", "test", path), 1)
        self.assertIn("absence: expected not to fire", finished.stdout)
        self.assertNotIn("incidents:", finished.stdout)
        self.done(run("rules", "test", path, "--overrides", self.overrides))

    def test_only_files_beside_it_are_opened(self):
        path = self.write("tests.json", json.dumps(
            {"ruleset": "rules.json", "overrides": ["../ours.json"], "tests": []}))
        self.assertIn("/overrides: name a file", self.done(run("rules", "test", path), 2).stderr)


class Choosing(TestCase):
    def test_by_name(self):
        path = self.write("tests.json", json.dumps(DOCUMENT))
        finished = self.done(run("rules", "test", path, "--run", "^nine"))
        self.assertEqual(
            finished.stdout,
            "ok   plain: nine of ten days & more\n1 passed, 0 failed, 1 left out by --run\n",
        )
        missed = self.done(run("rules", "test", path, "--run", "^ten"), 1)
        self.assertIn("no test has a name like that", missed.stderr)
        wrong = self.done(run("rules", "test", path, "--run", "("), 2)
        self.assertIn("pattern", wrong.stderr)


class Coverage(TestCase):
    def test_what_is_missing_is_told(self):
        finished = self.done(run("rules", "test", self.rules, "--coverage"))
        self.assertEqual(
            finished.stdout,
            "ok   plain: two incidents\n"
            "plain: of 2 rules 0 fired and clear, 0 unknown; of 2 comparisons 0 true and false, 1 "
            "with both sides equal\n"
            "  absence: never fired, never unknown\n"
            "  absence, 1:17, attendance.rate < 0.9: never true, never with both sides equal\n"
            "  incidents: never clear, never unknown\n"
            "  incidents, 1:20, behavior.incidents >= 2: never false\n"
            "1 passed, 0 failed\n",
        )

    def test_strict_fails_then(self):
        self.done(run("rules", "test", self.rules, "--strict"), 1)
        self.done(run("rules", "test", "jeffco-grade9", "--strict"))


class JUnit(TestCase):
    def test_is_what_continuous_integration_reads(self):
        path = self.write("tests.json", json.dumps(DOCUMENT))
        failing = self.write("f.json", RULES.replace('"flags": ["incidents"]', '"flags": []'))
        out = self.room / "junit.xml"
        self.done(run("rules", "test", path, failing, self.room / "none.json", "--junit", out), 2)
        root = xml.etree.ElementTree.parse(out).getroot()
        self.assertEqual(root.attrib, {"tests": "4", "failures": "1", "errors": "1"})
        suites = list(root)
        self.assertEqual([suite.get("name") for suite in suites],
                         [str(path), str(failing), str(self.room / "none.json")])
        self.assertEqual([case.get("name") for case in suites[0]],
                         ["two incidents", "nine of ten days & more"])
        self.assertIn("expected not to fire", suites[1][0][0].get("message"))
        self.assertEqual(suites[2][0][0].tag, "error")

    def test_on_standard_output_it_stands_alone(self):
        finished = self.done(run("rules", "test", self.rules, "--junit", "-"))
        xml.etree.ElementTree.fromstring(finished.stdout)
        self.assertIn("1 passed, 0 failed", finished.stderr)

    def test_a_file_that_cannot_be_written_answers_1(self):
        self.done(run("rules", "test", self.rules, "--junit", self.room / "no" / "x.xml"), 1)


class Page(TestCase):
    def blocks(self, name):
        page = (SOURCE / "docs" / name).read_text(encoding="utf-8")
        return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]

    def test_its_examples_run(self):
        whole, one = self.blocks("rule-tests.md")
        self.done(run("rules", "test", self.write("page.json", json.dumps(whole))))
        self.write("overrides.json", json.dumps(self.blocks("overrides.md")[0]))
        document = {"ruleset": whole["ruleset"], "overrides": "overrides.json", "tests": [one]}
        finished = self.done(run("rules", "test", self.write("north.json", json.dumps(document))))
        self.assertIn("1 passed", finished.stdout)
        one["records"]["students"][0]["school_id"] = "SOUTH"
        finished = self.done(run("rules", "test", self.write("north.json", json.dumps(document))), 1)
        self.assertIn("nearly-chronically-absent: expected not to fire", finished.stdout)

    def test_it_names_every_key(self):
        page = (SOURCE / "docs" / "rule-tests.md").read_text(encoding="utf-8")
        shape = (SOURCE / "lib" / "rulesets" / "shape_tests.c").read_text(encoding="utf-8")
        for key in re.findall(r'\{"([a-z_]+)", [A-Z| ]+,', shape):
            self.assertRegex(page, f'[`"]{key}[`"]')


if __name__ == "__main__":
    unittest.main()
