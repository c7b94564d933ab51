"""However many threads work, the program answers the same bytes."""

import gzip
import os
import threading
import unittest

from program import Case

COUNTS = (1, 2, 8)


def students(count):
    return "student_id,grade_level,school_id,advisor\n" + "".join(
        f"s{i},9,{'JHS' if i % 3 else 'JOA'},a{i % 7}\n" for i in range(count)
    )


def attendance(count, end="\n", quote=""):
    """Rows of many blocks, some of students whom nobody knows, some to be set aside."""
    rows = [["student_id", "date", "code", "minutes"]]
    for i in range(count):
        for day in range(1, 29):
            code = "A" if (i * day) % 11 == 0 else "P"
            if i % 199 == 5 and day == 3:
                code = ""
            owner = f"x{i}" if i % 40 == 7 else f"s{i}"
            rows.append([owner, f"2025-09-{day:02}", code, str(i % 400)])
    return "".join(",".join(f"{quote}{cell}{quote}" for cell in row) + end for row in rows)


class Threads(Case):
    def setUp(self):
        super().setUp()
        self.table("students", students(1000))
        self.table("enrollments", "student_id,school_id,entry_date\n")
        self.table("incidents", "student_id,date,code\n")

    def answers(self, status=0, feed=None):
        """What each count of threads gives: output, words and the rejects; all the same."""
        every = []
        for count in COUNTS:
            rejects = self.room / "rejects.csv"
            rejects.unlink(missing_ok=True)
            writer = feed() if feed else None
            done = self.evaluate("-f", "csv", "--rejects", rejects, "--threads", count, "--as-of", "2025-09-28")
            if writer:
                writer.join()
            self.assertEqual(done.returncode, status, done.stderr)
            kept = rejects.read_bytes() if rejects.exists() else b""
            every.append((done.stdout, done.stderr, kept))
        self.assertEqual(every[0], every[1])
        self.assertEqual(every[0], every[2])
        return every[0]

    def test_rows_as_they_come(self):
        whole = attendance(1000)
        self.table("attendance", whole)
        output, words, rejects = self.answers()
        self.assertEqual(output.count("\n"), 1001)
        self.assertIn("rejected", words)
        self.assertEqual(rejects.count(b"\n"), 1 + 5)
        cases = {
            "quoted": attendance(1000, quote='"'),
            "CRLF": attendance(1000, end="\r\n"),
            "CR": attendance(1000, end="\r"),
            "no last line end": whole.rstrip("\n"),
        }
        for label, text in cases.items():
            with self.subTest(label):
                (self.data / "attendance.csv").write_bytes(text.encode())
                self.assertEqual(self.answers(), (output, words, rejects))

    def test_gzip(self):
        (self.data / "attendance.csv").unlink()
        with gzip.open(self.data / "attendance.csv.gz", "wb") as stream:
            stream.write(attendance(1000).encode())
        self.assertEqual(self.answers()[0].count("\n"), 1001)

    def test_pipe(self):
        path = self.data / "attendance.csv"
        path.unlink()
        os.mkfifo(path)
        text = attendance(1000).encode()

        def feed():
            writer = threading.Thread(target=path.write_bytes, args=(text,))
            writer.start()
            return writer

        self.assertEqual(self.answers(feed=feed)[0].count("\n"), 1001)

    def test_a_malformed_quote_in_the_middle(self):
        text = attendance(1000)
        middle = text.index("\n", len(text) // 2) + 1
        line = text.count("\n", 0, middle) + 1
        for broken in ('s1,"2025-09-01,P,1\n', 's1,2025-09-01,P"",1\n', 's1,"a"b,P,1\n'):
            with self.subTest(broken):
                self.table("attendance", text[:middle] + broken + text[middle:])
                words = self.answers(status=1)[1]
                self.assertRegex(words, f"attendance.csv:({line}|{line + 1}):")

    def test_a_header_that_is_cut_off(self):
        for text in ("student_id,date,co", "student_id,date,code", '"student_id', ""):
            with self.subTest(text):
                self.table("attendance", text)
                self.answers(status=0 if text.endswith("code") else 1)

    def test_bytes_that_are_no_text(self):
        text = attendance(1000).encode()
        middle = text.index(b"\n", len(text) // 2) + 1
        (self.data / "attendance.csv").write_bytes(text[:middle] + b"s1,\xff" + text[middle:])
        self.answers(status=1)

    def test_formats(self):
        self.table("attendance", attendance(1000))
        for form in ("table", "jsonl"):
            outputs = {
                self.done(self.evaluate("-f", form, "--threads", count)).stdout
                for count in COUNTS
            }
            self.assertEqual(len(outputs), 1, form)

    def test_too_many(self):
        self.assertIn("at most 256", self.done(self.evaluate("--threads", 257), 2).stderr)


if __name__ == "__main__":
    unittest.main()
