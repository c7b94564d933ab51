"""ontrack rules check: findings, their places, exit status, JSON, data."""

import json
import re
import unittest

from program import RULES, SOURCE, Case, run

NEVER = RULES.replace("attendance.rate < 0.9", "attendance.rate > 0.9 && attendance.rate < 0.5")
WARNED = RULES.replace("attendance.rate < 0.9", "attendance.rate < 0.9 || attendance.rate > 2.0")


class Findings(Case):
    def test_an_error_answers_1_with_its_place(self):
        path = self.write("never.json", NEVER)
        finished = self.done(run("rules", "check", path), 1)
        self.assertIn(
            f"{path}: error: /rules/0/when 1:42: 'absence': the rule can never fire: "
            "attendance.rate > 0.9 and attendance.rate < 0.5 exclude each other [never-fires]\n",
            finished.stdout,
        )
        self.assertRegex(finished.stdout, r": not ok, plain 7: 2 rules, 1 test, .*; 1 error, 1 note\n\Z")

    def test_a_warning_answers_1_with_strict_alone(self):
        path = self.write("warned.json", WARNED)
        self.assertIn("[never-true]", self.done(run("rules", "check", path)).stdout)
        self.assertIn("not ok", self.done(run("rules", "check", path, "--strict"), 1).stdout)

    def test_notes_never_fail(self):
        self.done(run("rules", "check", self.rules, "--strict"))

    def test_the_worst_of_several_files_counts(self):
        bad = self.write("bad.json", "{")
        never = self.write("never.json", NEVER)
        finished = self.done(run("rules", "check", never, bad, self.rules), 2)
        self.assertIn("rules.json: ok", finished.stdout)
        self.assertIn("never.json: not ok", finished.stdout)

    def test_what_is_inherited_names_its_document(self):
        self.write("never.json", NEVER)
        child = self.write(
            "child.json", '{"ontrack": 1, "id": "child", "version": "1", "extends": "never.json"}'
        )
        finished = self.done(run("rules", "check", child), 1)
        self.assertIn("child.json: error: never.json /rules/0/when 1:42: 'absence'", finished.stdout)

    def test_inherited_lines_are_their_authors_matter(self):
        line = '{"match": "^A$", "category": ["absent"]}'
        parent = RULES.replace(line, f"{line}, {line}")
        self.write("parent.json", parent)
        child = self.write(
            "child.json", '{"ontrack": 1, "id": "child", "version": "1", "extends": "parent.json"}'
        )
        self.assertIn("line-never-reached", run("rules", "check", self.room / "parent.json").stdout)
        self.assertNotIn("line-never-reached", run("rules", "check", child).stdout)


class Json(Case):
    def test_is_an_object_a_line(self):
        path = self.write("never.json", NEVER)
        finished = self.done(run("rules", "check", path, "-f", "json"), 1)
        lines = [json.loads(line) for line in finished.stdout.splitlines()]
        self.assertEqual(
            {k: v for k, v in lines[0].items() if k != "message"},
            {"file": str(path), "severity": "error", "kind": "never-fires", "rule": "absence",
             "path": "/rules/0/when", "line": 1, "column": 42},
        )
        self.assertIn("not ok", finished.stderr)


class Data(Case):
    def found(self, *arguments):
        finished = run("rules", "check", self.rules, "--data", self.data, "-f", "json", *arguments)
        return finished, [json.loads(line) for line in finished.stdout.splitlines()]

    def test_codes_without_a_line_and_lines_without_a_code(self):
        self.add("attendance", "s3,2025-09-15,Q\ns2,2025-09-15,Q\n")
        _, found = self.found()
        unmapped = [one for one in found if one["kind"] == "unmapped-code"]
        self.assertEqual([one["rows"] for one in unmapped if '"Q"' in one["message"]], [2])
        finished, found = self.found("--as-of", "2025-09-02")
        kinds = [one["kind"] for one in found]
        self.assertNotIn("unmapped-code", kinds)
        self.assertEqual(finished.returncode, 0)

    def test_lines_that_no_code_meets(self):
        text = RULES.replace('{"match": "^P$"', '{"match": "^Z$", "category": "late"}, {"match": "^P$"')
        path = self.write("more.json", text)
        finished = self.done(run("rules", "check", path, "--data", self.data))
        self.assertIn("note: /codes/attendance/1/match: no code of the data meets this line", finished.stdout)

    def test_a_wrong_date_or_folder(self):
        self.done(run("rules", "check", self.rules, "--data", self.data, "--as-of", "x"), 2)
        self.done(run("rules", "check", self.rules, "--data", self.room / "none"), 1)

    def test_data_in_latin_1_is_read_when_told_so(self):
        (self.data / "students.csv").write_bytes(b"student_id,grade_level,last_name\ns1,9,Nu\xf1ez\n")
        refused = self.done(run("rules", "check", self.rules, "--data", self.data), 1)
        self.assertIn("students.csv:2:3:", refused.stderr)
        self.done(run("rules", "check", self.rules, "--data", self.data, "--latin1"))


class Page(unittest.TestCase):
    def test_it_explains_every_finding(self):
        page = (SOURCE / "docs" / "rule-check.md").read_text(encoding="utf-8")
        header = (SOURCE / "lib" / "review" / "findings.h").read_text(encoding="utf-8")
        rows = re.findall(r'X\([A-Z_]+, "([a-z-]+)", (ERROR|WARNING|NOTE)\)', header)
        self.assertGreater(len(rows), 20)
        sections = {"ERROR": "## Errors", "WARNING": "## Warnings", "NOTE": "## Notes"}
        for name, severity in rows:
            section = page.split(sections[severity])[1].split("\n## ")[0]
            self.assertIn(f"`{name}`", section, severity)


if __name__ == "__main__":
    unittest.main()
