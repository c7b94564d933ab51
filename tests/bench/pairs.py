#!/usr/bin/env python3
"""Runs commands in turns and prints the median of their ratios. usage: pairs.py ONTRACK ROOM N SMALL"""

import os
import statistics
import subprocess
import sys
import time

RUNS = 5


def run(cli, folder):
    """Seconds of one run, and the peak memory of the child in MiB."""
    command = [cli, "evaluate", folder, "-r", "jeffco-grade9", "--as-of", "2025-06-06", "-f", "csv"]
    began = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {process.returncode}")
    return time.monotonic() - began, usage.ru_maxrss / 1024


def main():
    cli, room, students, small = sys.argv[1:]
    pairs = [
        (f"{students} students / {small} students", students, small),
        (f"{students}: rows by date / rows by student", f"{students}-bydate", students),
        (f"{students}: exceptions only / daily rows", f"{students}-exceptions", students),
    ]
    for folder in (students, small):
        run(cli, f"{room}/{folder}")  # puts the files into the page cache
    for label, left, right in pairs:
        ratios, seconds, peak = [], [], 0.0
        for _ in range(RUNS):
            a, memory = run(cli, f"{room}/{left}")
            b, _ = run(cli, f"{room}/{right}")
            ratios.append(a / b)
            seconds.append(a)
            peak = max(peak, memory)
        print(
            f"{label}: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}),"
            f" {statistics.median(seconds):.2f} s, peak {peak:.0f} MiB"
        )
    rows = sum(1 for _ in open(f"{room}/{students}/attendance.csv", "rb")) - 1
    print(f"attendance rows of {students} students, daily: {rows}")


if __name__ == "__main__":
    main()
