"""Notes of a rule set: what it says of every student."""

import json
import unittest

from program import RULES, Case, run

NOTES = RULES.replace(
    '"rules": [',
    '"notes": ["Present on {attendance.rate:percent} of {attendance.days_enrolled} days",'
    ' "{{credits} {credits.earned}"], "rules": [',
    1,
)


class Notes(Case):
    def setUp(self):
        super().setUp()
        self.noted = self.write("noted.json", NOTES)

    def results(self, rules):
        done = self.done(run("evaluate", self.data, "-r", rules, "-f", "jsonl"))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_json_lines_say_them_of_flagged_and_others(self):
        notes = {r["student_id"]: r["notes"] for r in self.results(self.noted)}
        self.assertEqual(notes["s1"], ["Present on 80.0% of 10 days", "{credits} unknown"])
        self.assertEqual(notes["s3"][0], "Present on 100.0% of 10 days")

    def test_without_notes_there_is_no_such_member(self):
        self.assertNotIn("notes", self.results(self.rules)[0])

    def test_what_only_a_note_shows_is_no_column(self):
        header = self.done(run("evaluate", self.data, "-r", self.noted, "-f", "csv")).stdout.splitlines()[0]
        self.assertNotIn("credits.earned", header)

    def test_explain_shows_them(self):
        text = self.done(run("explain", self.data, "s3", "-r", self.noted)).stdout
        self.assertIn("Notes\n    Present on 100.0% of 10 days\n", text)

    def test_rules_show_tells_them_with_numbers_filled_in(self):
        text = NOTES.replace('"levels"', '"parameters": {"most": {"value": 3}}, "levels"', 1).replace(
            "{{credits} {credits.earned}", "Days allowed: {params.most}, {{so}"
        )
        rules = self.write("told.json", text)
        for more in ((), ("--resolved",)):
            told = self.done(run("rules", "show", rules, "--width", "200", *more)).stdout
            self.assertIn(
                "\nNotes, said of every student, flagged or not\n"
                "  Present on [attendance.rate] of [attendance.days_enrolled] days\n"
                "  Days allowed: 3, {so}\n",
                told,
            )
        self.assertNotIn("Notes", self.done(run("rules", "show", self.rules)).stdout)

    def test_rules_check_counts_what_only_a_note_reads(self):
        own = '"parameters": {"most": {"value": 3}, "idle": {"value": 4}}, "levels"'
        text = NOTES.replace('"levels"', own, 1).replace("{{credits}", "{params.most}")
        found = self.done(run("rules", "check", self.write("read.json", text))).stdout
        self.assertIn("/parameters/idle", found)
        self.assertNotIn("/parameters/most", found)

    def test_resolved_json_keeps_them(self):
        text = self.done(run("rules", "show", self.noted, "--resolved", "--json")).stdout
        self.assertEqual(json.loads(text)["notes"], json.loads(NOTES)["notes"])

    def test_an_heir_replaces_them(self):
        heir = self.write("heir.json", '{"ontrack": 1, "id": "heir", "version": "1", '
                          '"extends": "noted.json", "notes": ["Just this"]}')
        self.assertEqual(self.results(heir)[0]["notes"], ["Just this"])

    def test_bad_notes_are_refused_with_their_place(self):
        for bad, place in (
            ('"notes": ["{attendance.ratio}"]', "/notes/0"),
            ('"notes": ["fine", " "]', "/notes/1"),
            ('"notes": ["{attendance.rate"]', "/notes/0"),
            ('"notes": [3]', "/notes/0"),
            ('"notes": "x"', "/notes"),
        ):
            rules = self.write("bad.json", RULES.replace('"rules": [', bad + ', "rules": [', 1))
            done = run("evaluate", self.data, "-r", rules)
            self.assertEqual(done.returncode, 2, bad)
            self.assertIn(place, done.stderr, bad)


if __name__ == "__main__":
    unittest.main()
