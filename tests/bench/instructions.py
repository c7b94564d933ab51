#!/usr/bin/env python3
"""Counts the instructions of each step of bench_micro, which no other program on the machine can
disturb, and tells how they differ from those on record.

usage: instructions.py BENCH_MICRO [--record]      needs valgrind

instructions.json beside this file holds the counts of the release build by gcc 12 on x86-64. A change
is for a person to judge: nothing fails here, except a program that does not run.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

RECORD = pathlib.Path(__file__).resolve().parent / "instructions.json"


def total(program, case):
    """Instructions of a whole run of one round of a case."""
    with tempfile.NamedTemporaryFile() as out:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", program, case, "1"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def main():
    if len(sys.argv) < 2 or shutil.which("valgrind") is None:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    program = sys.argv[1]
    names = subprocess.run([program, "--list"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    before = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    nothing = total(program, "nothing")  # making the input
    now = {name: total(program, name) - nothing for name in names if name != "nothing"}
    for name, instructions in now.items():
        old = before.get(name)
        change = f"{instructions / old - 1:+8.1%}" if old else "     new"
        print(f"{name:<15} {instructions:>12,} instructions {change}")
    if "--record" in sys.argv[2:]:
        RECORD.write_text(json.dumps(now, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
