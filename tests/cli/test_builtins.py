"""Every built-in rule set: its own tests pass and stand on each of its bars."""

import re
import unittest

from program import run


def names():
    listed = run("rules", "list").stdout
    return [line.split()[0] for line in listed.splitlines() if line and not line.startswith(" ")]


class Builtins(unittest.TestCase):
    def test_each_rule_and_comparison_is_tested_on_both_sides_and_on_the_bar(self):
        self.assertEqual(len(names()), 20)
        for name in names():
            finished = run("rules", "test", "--coverage", "--strict", name)
            self.assertEqual(finished.returncode, 0, finished.stdout)
            told = re.search(r"of (\d+) rules (\d+) fired and clear, (\d+) unknown; "
                             r"of (\d+) comparisons (\d+) true and false, (\d+) with both sides equal",
                             finished.stdout)
            self.assertIsNotNone(told, finished.stdout)
            self.assertEqual(len(set(told.groups()[:3])), 1, told.group())
            self.assertEqual(len(set(told.groups()[3:])), 1, told.group())

    def test_each_has_a_test_from_records(self):
        for name in names():
            self.assertIn("from records", run("rules", "test", name).stdout, name)


if __name__ == "__main__":
    unittest.main()
