"""Help, complaints about the command line, the man page."""

import re
import unittest

from program import ONTRACK, SOURCE, Case, run

COMMANDS = [
    ("evaluate",),
    ("explain",),
    ("aggregate",),
    ("diff",),
    ("rules",),
    ("rules", "list"),
    ("rules", "show"),
    ("rules", "check"),
    ("rules", "test"),
    ("layout",),
    ("layout", "list"),
    ("layout", "show"),
    ("layout", "check"),
    ("measures",),
]

WRONG = [
    # arguments, what standard error must say
    ([], "a command is missing"),
    (["evalute"], "did you mean 'evaluate'?"),
    (["compare", "a", "b"], "unknown command 'compare'"),
    (["validate", "d"], "unknown command 'validate'"),
    (["layout"], "a command is missing"),
    (["layout", "show"], "NAME is missing"),
    (["layout", "show", "edfy"], "did you mean 'edfi'?"),
    (["layout", "check"], "DIR is missing"),
    (["--verison"], "unknown option '--verison'"),
    (["rules"], "a command is missing"),
    (["rules", "chek"], "did you mean 'check'?"),
    (["rules", "show"], "RULESET is missing"),
    (["rules", "show", "a", "b"], "one argument too many"),
    (["rules", "list", "a"], "one argument too many"),
    (["rules", "test"], "RULESET is missing"),
    (["rules", "check"], "FILE is missing"),
    (["evaluate"], "DIR is missing"),
    (["evaluate", "d", "e"], "one argument too many"),
    (["evaluate", "d", "--strct"], "did you mean '--strict'?"),
    (["evaluate", "d", "--ruelset=x"], "did you mean '--ruleset'?"),
    (["evaluate", "d", "--since", "2025-1-1"], "--since takes a day as YYYY-MM-DD"),
    (["evaluate", "d", "--layout", "edfy"], "did you mean 'edfi'?"),
    (["evaluate", "d", "--cores", "2"], "unknown option '--cores'"),
    (["evaluate", "d", "-f", "html"], "--format takes table|csv|jsonl, not 'html'"),
    (["evaluate", "d", "-f", ""], "--format takes table|csv|jsonl, not ''"),
    (["evaluate", "d", "-fcs"], "--format takes table|csv|jsonl, not 'cs'"),
    (["evaluate", "d", "-q"], "unknown option '-q'"),
    (["evaluate", "d", "-r"], "a value is missing after '-r'"),
    (["evaluate", "d", "--strict=yes"], "no value goes with the option '--strict=yes'"),
    (["evaluate", "d", "--width", "wide"], "--width takes a whole number above 0, not 'wide'"),
    (["evaluate", "d", "--width", "0"], "--width takes a whole number above 0, not '0'"),
    (["evaluate", "d", "--width", "8x"], "--width takes a whole number above 0, not '8x'"),
    (["evaluate", "d", "--as-of", "2025-02-30"], "--as-of takes a day as YYYY-MM-DD"),
    (["evaluate", "d", "--as-of", "3/13/2026"], "--as-of takes a day as YYYY-MM-DD"),
    (["explain", "d"], "STUDENT_ID is missing"),
    (["explain", "d", "s1", "-f", "csv"], "unknown option '-f'"),
    (["measures", "x"], "one argument too many"),
]


class Usage(unittest.TestCase):
    def test_what_is_wrong_is_said_and_answers_2(self):
        for arguments, said in WRONG:
            with self.subTest(arguments=arguments):
                finished = run(*arguments)
                self.assertEqual(finished.returncode, 2)
                self.assertEqual(finished.stdout, "")
                self.assertIn(said, finished.stderr)
                self.assertIn("ontrack", finished.stderr)

    def test_an_unknown_thing_points_to_the_help(self):
        self.assertIn("Try 'ontrack evaluate --help'.", run("evaluate", "d", "-q").stderr)
        self.assertIn("Try 'ontrack rules --help'.", run("rules", "chek").stderr)

    def test_controls_of_the_command_line_are_not_echoed(self):
        self.assertNotIn("\x1b", run("evaluate", "d", "--\x1b[31m").stderr)

    def test_every_command_has_help_that_fits_80_columns(self):
        for command in [(), *COMMANDS]:
            for option in ("--help", "-h"):
                with self.subTest(command=command, option=option):
                    finished = run(*command, option)
                    self.assertEqual(finished.returncode, 0)
                    self.assertEqual(finished.stderr, "")
                    self.assertTrue(finished.stdout.startswith("Usage: " + " ".join(("ontrack", *command))))
                    self.assertLessEqual(max(map(len, finished.stdout.splitlines())), 80)

    def test_help_wins_over_what_else_is_there(self):
        self.assertEqual(run("evaluate", "--help", "--nonsense").returncode, 0)

    def test_version_names_program_and_library(self):
        finished = run("--version")
        self.assertEqual(finished.returncode, 0)
        self.assertRegex(finished.stdout, r"\Aontrack (\d+\.\d+\.\d+)\nlibrary \1\n\Z")


class Golden(unittest.TestCase):
    def test_help_of_evaluate(self):
        golden = SOURCE / "tests" / "cli" / "help_evaluate.txt"
        self.assertEqual(run("evaluate", "--help").stdout, golden.read_text(encoding="utf-8"))


def options_of_help(*command):
    text = run(*command, "--help").stdout
    return set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", text, re.MULTILINE))


def options_of_page():
    """The long options of the man page, by section."""
    page = (SOURCE / "docs" / "ontrack.1").read_text(encoding="utf-8").replace("\\-", "-")
    sections = re.split(r"^\.SS (.*)$", page, flags=re.MULTILINE)
    return {
        name: set(re.findall(r"^\.TP\n.*?(--[\w-]+)", text, re.MULTILINE))
        for name, text in zip(sections[1::2], sections[2::2])
    }


class ManPage(unittest.TestCase):
    def test_has_every_option_of_the_help_and_no_other(self):
        page = options_of_page()
        for command in COMMANDS:
            if command in (("rules",), ("layout",)):
                continue
            with self.subTest(command=command):
                self.assertEqual(page[" ".join(command)], options_of_help(*command) - {"--help"})

    def test_names_help_and_version(self):
        self.assertLessEqual({"--help", "--version"}, options_of_page()["Everywhere"])


if __name__ == "__main__":
    unittest.main()
