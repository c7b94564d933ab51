"""ontrack evaluate: data, words, files, exit status."""

import csv
import json
import os
import pty
import random
import shutil
import signal
import stat
import subprocess
import time
import unittest

from program import ONTRACK, RULES, SCHOOL, TABLES, Case, rows, run


class Data(Case):
    def test_csv_has_a_row_a_student_by_id(self):
        found = rows(self.done(self.evaluate("-f", "csv")).stdout)
        self.assertEqual([row["student_id"] for row in found], ["s1", "s2", "s3"])
        self.assertEqual([row["status"] for row in found], ["watch", "off_track", "on_track"])
        self.assertEqual([row["flags"] for row in found], ["absence", "incidents", ""])
        self.assertEqual(list(found[0])[:4], ["student_id", "school_id", "grade_level", "status"])

    def test_jsonl_has_an_object_a_student(self):
        lines = self.done(self.evaluate("-f", "jsonl")).stdout.splitlines()
        found = [json.loads(line) for line in lines]
        self.assertEqual([one["student_id"] for one in found], ["s1", "s2", "s3"])
        self.assertEqual(found[0]["as_of"], "2025-09-12")
        self.assertEqual(found[0]["ruleset"]["id"], "plain")
        self.assertEqual(found[1]["flags"][0]["respond"], ["Meet", "Write it down"])

    def test_table_names_the_flagged_and_fits_its_width(self):
        text = self.done(self.evaluate("--width", "60")).stdout
        self.assertIn("s1", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 60)
        self.assertNotIn("\x1b", text)

    def test_where_keeps_those_for_whom_it_holds(self):
        for condition, kept in (
            ("student.school_id == 'JOA'", ["s3"]),
            ("student.attributes['advisor'] == 'Lee'", ["s1", "s2"]),
            ("attendance.rate < 0.9", ["s1"]),
            ("false", []),
        ):
            with self.subTest(condition=condition):
                finished = self.done(self.evaluate("-f", "csv", "--where", condition))
                self.assertEqual([row["student_id"] for row in rows(finished.stdout)], kept)

    def test_a_wrong_condition_answers_2_with_its_place(self):
        finished = self.done(self.evaluate("--where", "student.school_id = 'JOA'"), 2)
        self.assertEqual(finished.stdout, "")
        self.assertIn("where:1:", finished.stderr)

    def test_as_of_hides_what_came_later(self):
        text = self.done(self.evaluate("-f", "csv", "--as-of", "2025-09-03")).stdout
        found = {row["student_id"]: row for row in rows(text)}
        self.assertEqual(found["s1"]["flags"], "absence")
        self.assertEqual(found["s2"]["flags"], "")

    def test_shuffled_rows_give_the_same_bytes(self):
        dice = random.Random(7)
        before = {form: self.done(self.evaluate("-f", form)) for form in ("csv", "jsonl", "table")}
        for _ in range(3):
            for name, text in TABLES.items():
                with open(self.data / f"{name}.csv", newline="", encoding="utf-8") as stream:
                    header, *lines = list(csv.reader(stream))
                dice.shuffle(lines)
                with open(self.data / f"{name}.csv", "w", newline="", encoding="utf-8") as stream:
                    csv.writer(stream).writerows([header, *lines])
            for form, wanted in before.items():
                after = self.evaluate("-f", form)
                self.assertEqual((after.stdout, after.stderr), (wanted.stdout, wanted.stderr))

    def test_utf8_goes_through(self):
        self.assertIn("Núñez", self.done(run("explain", self.data, "s1", "-r", self.rules)).stdout)

    def test_latin1_is_named_and_then_taken(self):
        (self.data / "students.csv").write_bytes(
            "student_id,grade_level,last_name\ns1,9,Núñez\n".encode("latin-1")
        )
        self.assertIn("students.csv", self.done(self.evaluate(), 1).stderr)
        self.done(self.evaluate("--latin1"))

    def test_a_ruleset_from_standard_input(self):
        finished = run("evaluate", self.data, "-r", "-", "-f", "csv", stdin=RULES)
        self.assertEqual(self.done(finished).stdout, self.evaluate("-f", "csv").stdout)

    def test_options_may_come_in_any_shape_and_order(self):
        wanted = self.evaluate("-f", "csv").stdout
        for arguments in (
            ["-fcsv", f"-r{self.rules}", self.data],
            ["--format=csv", f"--ruleset={self.rules}", "--", self.data],
            [self.data, "--format", "csv", "--ruleset", self.rules],
            ["-f", "table", self.data, "-f", "csv", "-r", self.rules],
        ):
            self.assertEqual(run("evaluate", *arguments).stdout, wanted)


class Words(Case):
    def test_quiet_when_there_is_nothing_to_say(self):
        self.assertEqual(self.done(self.evaluate("--as-of", "2025-09-12")).stderr, "")

    def test_the_day_is_said_when_it_was_not_asked_for(self):
        self.assertIn("as of 2025-09-12, the last date", self.evaluate().stderr)

    def test_rows_set_aside_are_counted_by_table(self):
        self.add("attendance", "s1,2025-09-12,P\nnobody,2025-09-12,P\ns1,2025-99-12,P\n")
        said = self.done(self.evaluate()).stderr
        total = sum(text.count("\n") for text in TABLES.values()) - len(TABLES) - 1 + 3
        self.assertIn(
            f"rows: {total} read = {total - 3} used + 1 duplicate + 0 conflicting + 1 out of scope"
            " + 1 rejected",
            said,
        )
        self.assertIn(
            "  attendance: 33 read, 1 duplicate, 1 of students who are not in students.csv, "
            "1 rejected\n",
            said,
        )
        self.assertNotIn("  incidents", said)
        self.assertIn("--rejects FILE", said)

    def test_no_word_names_a_student(self):
        self.add("attendance", "s1,2025-99-12,P\nnobody-of-this-name,2025-09-12,P\n")
        said = self.done(self.evaluate("--strict"), 1).stderr
        for secret in ("nobody-of-this-name", "Núñez", "2025-99-12", "s1"):
            self.assertNotIn(secret, said)

    def test_codes_without_a_meaning_are_counted(self):
        self.add("attendance", "s3,2025-09-15,Q\ns3,2025-09-16,Q\ns3,2025-09-17,Z\x1b\n")
        said = self.done(self.evaluate()).stderr
        self.assertIn("attendance: 2 codes in 3 rows: Q (2), Z? (1)", said)

    def test_many_codes_are_cut_short(self):
        self.add("attendance", "".join(f"s3,2025-10-{i:02},C{i:02}\n" for i in range(1, 14)))
        said = self.done(self.evaluate()).stderr
        self.assertIn("attendance: 13 codes in 13 rows: C01 (1), ", said)
        self.assertIn("C10 (1) and 3 more", said)
        self.assertNotIn("C11", said)

    def test_a_feed_that_ends_early_is_named(self):
        self.table("feeds", "table,through_date,school_id\nincidents,2025-09-10,JHS\n")
        said = self.done(self.evaluate("--as-of", "2025-09-12")).stderr
        self.assertIn("incidents of school JHS", said)

    def test_files_that_are_no_table_are_named(self):
        self.table("notes", "a\n1\n")
        self.assertIn("ignored, no table has this name: notes.csv", self.evaluate().stderr)

    def test_cells_taken_as_not_given_are_counted(self):
        self.table("students", "student_id,grade_level,birth_date\ns1,9,soon\ns2,9,\ns3,9,\n")
        said = self.done(self.evaluate()).stderr
        self.assertIn("students.csv: 1 cell could not be read and was taken as not given", said)
        self.assertIn("line 2, column 3", said)
        self.assertNotIn("soon", said)


class Failure(Case):
    def test_what_answers_1(self):
        for label, spoil in (
            ("no folder", lambda: shutil.rmtree(self.data)),
            ("no students", lambda: (self.data / "students.csv").unlink()),
            ("no column", lambda: self.table("attendance", "student_id,date\ns1,2025-09-01\n")),
            ("an unclosed quote", lambda: self.add("incidents", 's1,2025-09-01,"X')),
        ):
            with self.subTest(label=label):
                self.setUp()
                spoil()
                finished = self.done(self.evaluate("-f", "csv"), 1)
                self.assertEqual(finished.stdout, "")
                self.assertEqual(len(finished.stderr.splitlines()), 1)

    def test_missing_students_are_named(self):
        (self.data / "students.csv").unlink()
        self.assertIn("students.csv", self.evaluate().stderr)

    def test_a_wrong_rule_set_answers_2_with_its_place(self):
        wrong = self.write("wrong.json", RULES.replace("behavior.incidents >= 2", "behaviour >= 2"))
        finished = self.done(run("evaluate", self.data, "-r", wrong), 2)
        self.assertIn("wrong.json", finished.stderr)
        self.assertIn("/rules/1/when", finished.stderr)
        self.assertEqual(finished.stdout, "")

    def test_a_rule_set_that_is_not_there_answers_2(self):
        for name, said in (
            ("jeffco-grade8", "did you mean 'jeffco-grade9'?"),
            ("zzz", "'ontrack rules list' tells the names"),
            ("no/such.json", "no/such.json: No such file"),
            (str(self.room), "Is a directory"),
        ):
            with self.subTest(name=name):
                self.assertIn(said, self.done(run("evaluate", self.data, "-r", name), 2).stderr)

    def test_extends_finds_a_file_beside_it_and_no_other(self):
        child = '{"ontrack": 1, "id": "child", "version": "1", "extends": "%s"}'
        for base, status in (("rules.json", 0), ("../rules.json", 2), (str(self.rules), 2)):
            with self.subTest(base=base):
                path = self.write("child.json", child % base)
                self.done(run("evaluate", self.data, "-r", path), status)

    def test_a_full_disk_answers_1(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        for command in (
            ("evaluate", self.data, "-r", self.rules, "-f", "csv"),
            ("explain", self.data, "s1", "-r", self.rules),
            ("aggregate", self.data, "-r", self.rules),
            ("rules", "show", self.rules),
        ):
            with self.subTest(command=command), open("/dev/full", "w", encoding="utf-8") as full:
                finished = subprocess.run(
                    [ONTRACK, *command], stdout=full, stderr=subprocess.PIPE, check=False
                )
                self.assertEqual(finished.returncode, 1)
                self.assertIn(b"standard output: No space left on device", finished.stderr)


class Strict(Case):
    def test_clean_data_pass(self):
        for target in ("-", self.room / "out.csv"):
            self.done(self.evaluate("--strict", "-f", "csv", "-o", target))
        self.assertEqual(
            (self.room / "out.csv").read_text(encoding="utf-8"), self.evaluate("-f", "csv").stdout
        )

    def test_what_must_not_be_passed_over(self):
        for label, spoil in (
            ("rows were rejected", lambda: self.add("attendance", "s1,2025-99-12,P\n")),
            ("codes have no meaning", lambda: self.add("attendance", "s3,2025-09-15,Q\n")),
            ("rows are in conflict", lambda: self.add("students", "s3,9,JHS,=cmd,Bo,Ray\n")),
            (
                "cells could not be read",
                lambda: self.table("students", "student_id,grade_level,birth_date\ns1,9,x\n"),
            ),
        ):
            with self.subTest(label=label):
                self.setUp()
                spoil()
                for target in ("-", self.room / "out.csv"):
                    finished = self.done(self.evaluate("--strict", "-f", "csv", "-o", target), 1)
                    self.assertEqual(finished.stdout, "")
                    self.assertIn(f"--strict: {label}", finished.stderr)
                self.assertEqual(list(self.room.glob("*out.csv*")), [])
                self.done(self.evaluate("-f", "csv"))

    def test_rows_out_of_scope_pass(self):
        self.add("attendance", "nobody,2025-09-12,P\n")
        self.done(self.evaluate("--strict"))


class Files(Case):
    def test_o_writes_what_standard_output_would_get(self):
        target = self.room / "out.csv"
        finished = self.done(self.evaluate("-f", "csv", "-o", target))
        self.assertEqual(finished.stdout, "")
        self.assertEqual(
            target.read_text(encoding="utf-8"), self.evaluate("-f", "csv", "-o", "-").stdout
        )
        self.assertEqual(stat.S_IMODE(target.stat().st_mode), 0o600)
        self.assertEqual({path.name for path in self.room.iterdir()}, {"data", "rules.json", "out.csv"})

    def test_o_replaces_and_a_failed_run_does_not(self):
        target = self.write("out.csv", "old\n")
        self.add("incidents", 's1,2025-09-01,"X')
        self.done(self.evaluate("-f", "csv", "-o", target), 1)
        self.assertEqual(target.read_text(encoding="utf-8"), "old\n")
        self.table("incidents", TABLES["incidents"])
        self.done(self.evaluate("-f", "csv", "-o", target))
        self.assertTrue(target.read_text(encoding="utf-8").startswith("student_id,"))
        self.assertEqual({path.name for path in self.room.iterdir()}, {"data", "rules.json", "out.csv"})

    def test_o_in_the_folder_of_the_call(self):
        self.done(self.evaluate("-f", "csv", "-o", "here.csv", cwd=self.room))
        self.assertTrue((self.room / "here.csv").is_file())

    def test_o_refuses_what_is_no_file(self):
        (self.room / "link.csv").symlink_to(self.room / "elsewhere.csv")
        for target in (self.room / "link.csv", "/dev/null", self.data):
            with self.subTest(target=target):
                finished = self.done(self.evaluate("-o", target), 1)
                self.assertIn("is no ordinary file", finished.stderr)
        self.assertTrue((self.room / "link.csv").is_symlink())

    def test_o_in_a_folder_that_cannot_be_written(self):
        closed = self.room / "closed"
        closed.mkdir()
        self.done(self.evaluate("-o", self.room / "none" / "out.csv"), 1)
        if os.geteuid() == 0:
            self.skipTest("root may write anywhere")
        closed.chmod(0o500)
        finished = self.done(self.evaluate("-o", closed / "out.csv"), 1)
        self.assertIn("Permission denied", finished.stderr)

    def test_a_killed_run_leaves_nothing(self):
        os.mkfifo(self.room / "slow.json")
        running = subprocess.Popen(
            [ONTRACK, "evaluate", self.data, "-r", "-", "-o", self.room / "out.csv"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with running:
            os.mkfifo(self.data / "grades.csv")
            running.stdin.write(RULES.encode())
            running.stdin.close()
            for _ in range(500):
                if list(self.room.glob(".out.csv.*")):
                    break
                time.sleep(0.01)
            self.assertTrue(list(self.room.glob(".out.csv.*")))
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=60)
        self.assertEqual(running.returncode, -signal.SIGTERM)
        self.assertEqual(list(self.room.glob("*out.csv*")), [])

    def test_both_outputs_cannot_share_a_place(self):
        for arguments in (
            ["--rejects", "-"],
            ["--rejects", "-", "-o", "-"],
            ["--rejects", self.room / "x", "-o", self.room / "x"],
        ):
            self.assertIn("same place", self.done(self.evaluate(*arguments), 2).stderr)


class Rejects(Case):
    def test_nothing_rejected_leaves_the_header(self):
        self.done(self.evaluate("--rejects", self.room / "r.csv"))
        self.assertEqual((self.room / "r.csv").read_text(encoding="utf-8"), "file,line,column,reason\n")

    def test_rows_with_place_reason_and_cells(self):
        self.add("attendance", "s1,2025-99-12,P\n")
        self.add("incidents", 's1,,X,"two, ""quoted""\nlines"\n')
        finished = self.done(self.evaluate("--rejects", "-", "-o", self.room / "out"))
        found = {row["file"]: row for row in rows(finished.stdout)}
        self.assertEqual(found["attendance.csv"]["line"], "32")
        self.assertEqual(found["attendance.csv"]["column"], "2")
        self.assertEqual(found["attendance.csv"]["date"], "2025-99-12")
        self.assertEqual(found["incidents.csv"]["description"], 'two, "quoted"\nlines')
        self.assertEqual(found["incidents.csv"]["line"], "5")
        self.assertNotIn("2025-99-12", found["attendance.csv"]["reason"])
        self.assertEqual(
            finished.stdout.splitlines()[0],
            "file,line,column,reason,student_id,date,code,description",
        )
        self.assertEqual(stat.S_IMODE((self.room / "out").stat().st_mode), 0o600)

    def test_cells_beyond_the_header_are_kept(self):
        self.add("attendance", "s1,2025-09-15,P,more,still\n")
        self.done(self.evaluate("--rejects", self.room / "r.csv"))
        found = rows((self.room / "r.csv").read_text(encoding="utf-8"))
        self.assertEqual((found[0]["surplus_1"], found[0]["surplus_2"]), ("more", "still"))

    def test_mended_rows_fed_back_give_the_same_result(self):
        wanted = self.evaluate("-f", "jsonl").stdout
        good = TABLES["attendance"].replace(f"s1,{'2025-09-05'},A", "s1,2025-09-XX,A")
        self.table("attendance", good)
        self.table("incidents", TABLES["incidents"].replace("s2,2025-09-04", "s2,"))
        self.done(self.evaluate("--rejects", self.room / "r.csv", "--as-of", "2025-09-12"))
        mended = rows((self.room / "r.csv").read_text(encoding="utf-8"))
        self.assertEqual(len(mended), 2)
        for row in mended:
            row["date"] = {"attendance.csv": "2025-09-05", "incidents.csv": "2025-09-04"}[row["file"]]
            path = self.data / row["file"]
            with open(path, newline="", encoding="utf-8") as stream:
                table = list(csv.DictReader(stream))
            bad = {"attendance.csv": "2025-09-XX", "incidents.csv": ""}[row["file"]]
            table = [kept for kept in table if kept["date"] != bad] + [row]
            # The row goes back with all columns of the rejects file: the door takes what it knows.
            with open(path, "w", newline="", encoding="utf-8") as stream:
                writer = csv.DictWriter(stream, list(row))
                writer.writeheader()
                writer.writerows(table)
        finished = self.done(self.evaluate("-f", "jsonl", "--strict"))
        self.assertEqual(finished.stdout, wanted)


class Pipes(Case):
    def test_a_reader_that_goes_away_is_met_in_silence(self):
        for form in ("csv", "jsonl", "table"):
            running = subprocess.Popen(
                [ONTRACK, "evaluate", SCHOOL, "-f", form],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            with running:
                running.stdout.close()
                self.assertEqual(running.stderr.read(), b"")
                running.wait(timeout=60)
            self.assertEqual(running.returncode, 0)

    def on_terminal(self, *arguments, environment=None):
        """What a run shows on a terminal."""
        inner, outer = pty.openpty()
        surroundings = {"PATH": os.environ["PATH"], "TERM": "xterm", **(environment or {})}
        running = subprocess.Popen(
            [ONTRACK, *map(str, arguments)], stdout=outer, stderr=outer, env=surroundings
        )
        os.close(outer)
        shown = b""
        while True:
            try:
                piece = os.read(inner, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        os.close(inner)
        self.assertEqual(running.wait(timeout=60), 0)
        return shown

    def test_colors_on_a_terminal_unless_they_are_not_wanted(self):
        arguments = ["evaluate", self.data, "-r", self.rules]
        self.assertIn(b"\x1b[", self.on_terminal(*arguments))
        self.assertNotIn(b"\x1b[", self.on_terminal(*arguments, environment={"NO_COLOR": "1"}))
        self.assertNotIn(b"\x1b[", self.on_terminal(*arguments, environment={"TERM": "dumb"}))
        self.assertIn(b"\x1b[", self.on_terminal(*arguments, environment={"NO_COLOR": ""}))
        to_file = self.room / "out.txt"
        self.on_terminal(*arguments, "-o", to_file)
        self.assertNotIn("\x1b", to_file.read_text(encoding="utf-8"))

    def test_a_bar_only_on_a_terminal_and_only_after_a_second(self):
        self.assertNotIn(b"%", self.on_terminal("evaluate", self.data, "-r", self.rules, "-o",
                                                self.room / "out.csv", "-f", "csv"))
        self.assertNotIn("%", self.evaluate("-o", self.room / "out.csv").stderr)
        os.mkfifo(self.data / "grades.csv")
        feeder = subprocess.Popen(
            ["sh", "-c", 'sleep 1.2; { echo "student_id,course_code,credits_attempted";'
             ' yes "s1,C,0.5" | head -n 400000; } > "$0"', self.data / "grades.csv"]
        )
        with feeder:
            shown = self.on_terminal("evaluate", self.data, "-r", self.rules, "-o",
                                     self.room / "out.csv", "-f", "csv")
        self.assertIn(b"rows:", shown)


class Undecided(Case):
    def test_students_whom_where_cannot_decide_are_counted(self):
        for where, said in (
            ("credits.earned >= 1.0", "could not be decided for 3 students, who are left out."),
            ("1 / 0 == 1", "could not be decided for 3 students, who are left out: "),
            ("attendance.rate < 0.0 || (attendance.rate < 0.9 && 1 / 0 == 1)",
             "could not be decided for 1 student, who is left out: "),
        ):
            for threads in ("1", "2"):
                done = self.done(self.evaluate("--where", where, "--threads", threads, "-f", "csv"))
                self.assertEqual(rows(done.stdout), [], where)
                self.assertIn("warning: The condition of where " + said, done.stderr)
        self.assertNotIn("left out", self.evaluate("--where", "false").stderr)


if __name__ == "__main__":
    unittest.main()
