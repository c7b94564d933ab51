"""The known answers: each size, in each shape, with 1, 2 and 8 threads, gives the right bytes.

The smallest size is held against plain counting (answer.py). A district is the beginning of a larger
one, so the lines of a larger answer begin with those of the smaller; every other run of a size must
give the bytes of its first.
"""

import macro

import answer

THREADS = (1, 2, 8)


def lines(cli, district, threads):
    out = district.folder / "ontrack.out"
    macro.Run(macro.evaluate(cli, district, threads, out=out))
    return out.read_bytes().splitlines()


def same(cli, make, students, begins):
    """Of a size: its answer, and how many of the runs gave it. `begins`: the lines it begins with."""
    first, agreed = None, 0
    for shape in macro.SHAPES:
        for threads in THREADS:
            told = lines(cli, make(students, shape), threads)
            first = told if first is None else first
            agreed += told == first and told[: len(begins)] == begins
    return first, agreed


def rows(cli, make, sizes):
    """A row for each size, ascending: runs that gave the known answer."""
    found, begins = [], []
    for students in sizes:
        begins, agreed = same(cli, make, students, begins)
        if students == sizes[0]:
            expected = answer.of(make(students).folder)
            agreed = 0 if answer.differences(expected, [line.decode() for line in begins]) else agreed
        every = len(macro.SHAPES) * len(THREADS)
        found.append(macro.Row(f"known answer, {students} students: runs that give it", f"{every}", [agreed]))
    return found
