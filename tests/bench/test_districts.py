"""The generated districts: one district in four shapes, one answer, whatever the threads."""

import csv
import os
import pathlib
import subprocess
import tempfile
import unittest

import macro

SHAPES = ("daily", "bydate", "quoted", "exceptions")


class Districts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.room = tempfile.TemporaryDirectory()
        room = pathlib.Path(cls.room.name)
        cls.districts = {s: macro.District(os.environ["ONTRACK_GENERATE"], room, 1200, s) for s in SHAPES}

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
        for shape in SHAPES[:3]:
            for threads in (1, 2, 8):
                self.assertEqual(self.answer(shape, threads), first, (shape, threads))

    def test_exceptions_beside_a_calendar_give_the_same_numbers(self):
        self.assertEqual(self.answer("exceptions", 2), self.answer("daily", 2))

    def test_a_small_district_is_the_beginning_of_a_larger_one(self):
        room = pathlib.Path(self.room.name)
        small = macro.District(os.environ["ONTRACK_GENERATE"], room, 300).folder / "attendance.csv"
        large = self.districts["daily"].folder / "attendance.csv"
        self.assertTrue(large.read_bytes().startswith(small.read_bytes()))

    def test_days_and_credits_are_those_that_were_written(self):
        folder = self.districts["daily"].folder
        days, credits = {}, {}
        with open(folder / "attendance.csv", newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                days[row["student_id"]] = days.get(row["student_id"], 0) + 1
        with open(folder / "grades.csv", newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                earned = credits.get(row["student_id"], 0) + float(row["credits_earned"])
                credits[row["student_id"]] = earned
        for row in csv.DictReader(self.answer("daily", 1).decode().splitlines()):
            student = row["student_id"]
            self.assertEqual(float(row["attendance.days_enrolled"]), days.get(student, 0), student)
            self.assertEqual(float(row["credits.earned"]), credits.get(student, 0), student)


if __name__ == "__main__":
    unittest.main()
