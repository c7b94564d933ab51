#!/usr/bin/env python3
"""Counts the tests behind ctest's reports.

usage: count.py [--show] [--checks FILE] REPORT.xml...
A program of ctest's may hold many tests: Criterion's and unittest's closing lines say how many. Any
other script is one. --checks: a file with a line "pass" or "fail" for each check that ctest did not
run. --show prints what failed or was skipped. Exit status 1 when anything failed or nothing ran.
"""

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

CRITERION = re.compile(r"Synthesis: Tested: (\d+) \| Passing: (\d+) \| Failing: (\d+) \| Crashing: (\d+)")
UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.MULTILINE)
PLAIN_TEXT = re.compile(r"\x1b\[[0-9;]*m")


def count(case):
    """(passed, failed, skipped) of one program."""
    status = case.get("status")
    output = PLAIN_TEXT.sub("", case.findtext("system-out") or "")
    if status in ("notrun", "disabled") or case.find("skipped") is not None:
        return 0, 0, 1
    broken = status == "fail" or case.find("failure") is not None
    criterion = [tuple(map(int, found)) for found in CRITERION.findall(output)]
    if criterion:
        passed = sum(row[1] for row in criterion)
        failed = sum(row[0] - row[1] for row in criterion)
        return passed, max(failed, int(broken)), 0
    ran = sum(int(found) for found in UNITTEST.findall(output))
    if ran and not broken:
        return ran, 0, 0
    return int(not broken), int(broken), 0


def read(path, show):
    total = [0, 0, 0]
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        one = count(case)
        total = [a + b for a, b in zip(total, one)]
        if show and (one[1] or one[2]):
            print(f"{'FAIL' if one[1] else 'skip'} {case.get('name')}")
            print("\n".join((case.findtext("system-out") or "").splitlines()[-60:]))
    return total


def closing(total):
    return f"{total[0]} passed, {total[1]} failed" + (f", {total[2]} skipped" if total[2] else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--checks")
    parser.add_argument("reports", nargs="*")
    asked = parser.parse_args()
    total = [0, 0, 0]
    if asked.checks:
        lines = Path(asked.checks).read_text(encoding="utf-8").split()
        total = [lines.count("pass"), lines.count("fail"), 0]
    for report in asked.reports:
        if not Path(report).is_file():
            print(f"no report {report}: ctest did not finish")
            return 1
        one = read(report, asked.show)
        total = [a + b for a, b in zip(total, one)]
        if asked.show:
            print(f"{Path(report).stem}: {closing(one)}")
    if not asked.show:
        print(closing(total))
    return 0 if total[1] == 0 and total[0] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
