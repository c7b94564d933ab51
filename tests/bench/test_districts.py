"""The generated districts: one district in four shapes, one answer, whatever the threads."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import answer
import macro

SHAPES = ("daily", "bydate", "quoted", "exceptions")
STUDENTS = 800


class Districts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.room = tempfile.TemporaryDirectory()
        room = pathlib.Path(cls.room.name)
        cls.districts = {s: macro.District(os.environ["ONTRACK_GENERATE"], room, STUDENTS, s) for s in SHAPES}

    @classmethod
    def tearDownClass(cls):
        cls.room.cleanup()

    def answer(self, shape, threads):
        out = self.districts[shape].folder / f"out-{threads}.csv"
        command = macro.evaluate(os.environ["ONTRACK"], self.districts[shape], threads, out=out)
        subprocess.run(list(map(str, command)), check=True, stderr=subprocess.DEVNULL)
        return out.read_bytes()

    def test_every_shape_and_number_of_threads_gives_the_same_bytes(self):
        first = self.answer("daily", 1)
        for shape in SHAPES:
            for threads in (1, 2, 8):
                self.assertEqual(self.answer(shape, threads), first, (shape, threads))

    def test_a_small_district_is_the_beginning_of_a_larger_one(self):
        room = pathlib.Path(self.room.name)
        small = macro.District(os.environ["ONTRACK_GENERATE"], room, 300).folder / "attendance.csv"
        large = self.districts["daily"].folder / "attendance.csv"
        self.assertTrue(large.read_bytes().startswith(small.read_bytes()))

    def test_every_figure_is_that_of_plain_counting(self):
        expected = answer.of(self.districts["daily"].folder)
        lines = self.answer("daily", 1).decode().splitlines()
        self.assertEqual(answer.differences(expected, lines), [])
        self.assertEqual(len(lines) - 1, STUDENTS)
        for name in answer.FLAGS:
            flagged = sum(name in row["flags"] for row in expected.values())
            self.assertTrue(0 < flagged < STUDENTS, f"{name} is flagged for {flagged}")

    def test_a_figure_that_is_wrong_is_a_difference(self):
        expected = answer.of(self.districts["daily"].folder)
        head, first, *rest = self.answer("daily", 1).decode().splitlines()
        rate = head.split(",").index("attendance.rate")
        cells = first.split(",")
        cells[rate] = "0.9" if cells[rate] != "0.9" else "0.8"
        found = answer.differences(expected, [head, ",".join(cells), *rest[1:]])
        self.assertEqual([line.split(":")[0] for line in found],
                         ["S0000000 attendance.rate", "S0000001 has no line"])


if __name__ == "__main__":
    unittest.main()
