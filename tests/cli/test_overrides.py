"""--overrides: a rule set changed for some, for a time; students exempt beside what is computed."""

import json
import re
import unittest

from program import SOURCE, Case, rows, run

HEAD = {"ontrack_overrides": 1, "id": "district", "ruleset": "plain"}
DECIDED = {"reason": "A pilot", "author": "The board", "from": "2025-08-01", "until": "2026-06-30"}


def override(id, **changes):
    return {"id": id, **DECIDED, **changes}


class Overrides(Case):
    def document(self, name="overrides.json", **members):
        return str(self.write(name, json.dumps({**HEAD, **members})))

    def flags(self, *arguments):
        found = rows(self.done(self.evaluate("-f", "csv", *arguments)).stdout)
        return {row["student_id"]: row["flags"] for row in found}

    def test_without_one_nothing_is_changed(self):
        self.assertEqual(self.flags(), {"s1": "absence", "s2": "incidents", "s3": ""})

    def test_a_rule_is_changed_for_the_school_alone(self):
        change = {"set": {"when": "attendance.rate <= 1.0"}}
        for scope, expected in (
            (None, {"s1": "absence", "s2": "absence;incidents", "s3": "absence"}),
            ({"school": "JOA"}, {"s1": "absence", "s2": "incidents", "s3": "absence"}),
            ({"school": ["JHS", "X"]}, {"s1": "absence", "s2": "absence;incidents", "s3": ""}),
            ({"school": "JHS", "grade": "10"}, {"s1": "absence", "s2": "incidents", "s3": ""}),
            ({"grade": "9"}, {"s1": "absence", "s2": "absence;incidents", "s3": "absence"}),
        ):
            with self.subTest(scope=scope):
                one = override("all", rule="absence", **change)
                if scope is not None:
                    one["scope"] = scope
                file = self.document(overrides=[one])
                self.assertEqual(self.flags("--overrides", file), expected)

    def test_a_rule_that_is_off_is_neither_a_flag_nor_unknown(self):
        file = self.document(overrides=[override("none", rule="absence", off=True)])
        found = rows(self.done(self.evaluate("-f", "csv", "--overrides", file)).stdout)
        self.assertEqual([row["flags"] for row in found], ["", "incidents", ""])
        self.assertEqual([row["unknown"] for row in found], ["", "", ""])
        self.assertEqual([row["status"] for row in found], ["on_track", "off_track", "on_track"])
        self.assertEqual([row["attendance"] for row in found], ["", "", ""])

    def test_the_last_document_wins_where_two_are_as_narrow(self):
        first = self.document(overrides=[override("a", rule="absence", off=True)])
        second = self.document("more.json", id="school", overrides=[override("b", rule="absence", off=False)])
        self.assertEqual(self.flags("--overrides", first, "--overrides", second)["s1"], "absence")
        self.assertEqual(self.flags("--overrides", second, "--overrides", first)["s1"], "")

    def test_the_as_of_date_decides_whether_it_holds(self):
        for days, flag in (
            ({"from": "2025-09-12", "until": "2025-09-12"}, ""),
            ({"from": "2025-09-13", "until": "2025-09-30"}, "absence"),
            ({"from": "2025-08-01", "until": "2025-09-11"}, "absence"),
        ):
            with self.subTest(days=days):
                file = self.document(overrides=[override("off", rule="absence", off=True) | days])
                finished = self.done(self.evaluate("-f", "csv", "--overrides", file))
                self.assertEqual(rows(finished.stdout)[0]["flags"], flag)
                self.assertEqual("ended on 2025-09-11" in finished.stderr, days["until"] == "2025-09-11")

    def test_results_say_which_override_it_was(self):
        file = self.document(overrides=[override("all", rule="absence", scope={"school": "JOA"},
                                                 set={"when": "attendance.rate <= 1.0"})])
        lines = self.done(self.evaluate("-f", "jsonl", "--overrides", file)).stdout.splitlines()
        found = [json.loads(line) for line in lines]
        self.assertNotIn("overrides", found[0]["flags"][0])
        self.assertEqual(found[2]["flags"][0]["overrides"], [{
            "id": "all", "document": "district", "scope": "school JOA",
            "change": "when attendance.rate <= 1.0 instead of attendance.rate < 0.9",
            "reason": "A pilot", "author": "The board", "from": "2025-08-01", "until": "2026-06-30"}])

    def test_a_rule_may_have_to_hold_on_and_says_since_when(self):
        for weeks, flags, since in ((1, "absence", None), (2, "absence", "2025-09-05"), (3, "", None)):
            with self.subTest(weeks=weeks):
                file = self.document(overrides=[override("a", rule="absence", set={"for": weeks})])
                self.assertEqual(self.flags("--overrides", file)["s1"], flags)
                line = self.done(self.evaluate("-f", "jsonl", "--overrides", file)).stdout.splitlines()[0]
                held = [flag.get("held_since") for flag in json.loads(line)["flags"]]
                self.assertEqual(held, [since] if flags else [])
        explained = run("explain", self.data, "s1", "-r", self.rules, "--overrides", file).stdout
        self.assertIn("must hold on 3 weekly dates in a row; it has since 2025-09-05", explained)

    def test_an_exemption_stands_beside_what_was_computed(self):
        exempt = {"student": "s1", "rules": ["absence"], **DECIDED}
        file = self.document(exemptions=[exempt, {**exempt, "student": "nobody"}])
        finished = self.done(self.evaluate("-f", "csv", "--overrides", file))
        found = rows(finished.stdout)
        self.assertEqual([row["flags"] for row in found], ["absence", "incidents", ""])
        self.assertEqual([row["status"] for row in found], ["watch", "off_track", "on_track"])
        self.assertEqual([row["exempt"] for row in found], ["absence", "", ""])
        self.assertEqual(list(found[0])[-1], "exempt")
        self.assertIn("1 exemption names a student who is not in the data", finished.stderr)
        self.assertNotIn("nobody", finished.stderr)
        line = self.done(self.evaluate("-f", "jsonl", "--overrides", file)).stdout.splitlines()[0]
        self.assertEqual(json.loads(line)["flags"][0]["exempt"]["reason"], "A pilot")
        self.assertIn("exempt: Present on", self.done(self.evaluate("--overrides", file)).stdout)

    def test_a_wrong_one_answers_2_with_file_and_pointer(self):
        file = self.document(overrides=[override("x", rule="absense", off=True)])
        finished = self.done(self.evaluate("--overrides", file), 2)
        self.assertEqual(finished.stdout, "")
        self.assertIn("overrides.json", finished.stderr)
        self.assertIn("/overrides/0/rule", finished.stderr)
        self.assertIn('did you mean "absence"', finished.stderr)
        self.done(self.evaluate("--overrides", str(self.room / "none.json")), 2)

    def test_the_documented_example_is_proved_by_its_test(self):
        page = (SOURCE / "docs" / "overrides.md").read_text(encoding="utf-8")
        overrides, tests = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
        overrides, tests = self.write("district.json", overrides), self.write("tests.json", tests)
        finished = self.done(run("rules", "test", tests, "--overrides", overrides))
        self.assertIn("2 passed, 0 failed", finished.stdout)
        self.assertIn("is read by no rule", self.done(run("rules", "test", tests), 2).stderr)

    def test_a_place_that_nobody_is_in_is_told(self):
        file = self.document(overrides=[override("x", rule="absence", off=True, scope={"school": "JHSS"})])
        self.assertIn("names the school JHSS", self.done(self.evaluate("--overrides", file)).stderr)


if __name__ == "__main__":
    unittest.main()
