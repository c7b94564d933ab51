#!/usr/bin/env python3
"""What the compiled library may ask of the system, and what it may keep.

usage: objects.py FOLDER: the folder of the library's object files, one sub-folder a layer. No
writable data, and no call that prints, exits, starts a thread, or reads a clock, the locale or the
environment; files are opened by ingest alone. Exit status 1 when anything was printed.
"""

import subprocess
import sys
from pathlib import Path

FORBIDDEN = {
    "the terminal": "printf vprintf puts putchar perror __printf_chk __vprintf_chk stdout stderr",
    "the end of the process": "exit _exit abort atexit raise __assert_fail signal sigaction",
    "a clock": "time clock clock_gettime gettimeofday localtime localtime_r gmtime gmtime_r strftime",
    "the locale": "setlocale uselocale localeconv strtod strtof atof strcoll toupper tolower isalpha",
    "the environment": "getenv secure_getenv setenv putenv environ",
    "threads": "pthread_create thrd_create fork",
    "chance": "rand srand random srandom rand_r getrandom",
}
FILES = "fopen fopen64 open open64 opendir readdir readdir64 stat stat64 fread read remove tmpfile"
FILE_LAYER = "ingest"
# number.c shows strtod no radix character, which is all that the locale changes; it says how.
EXCEPTIONS = {("base/number.c.o", "strtod")}
WRITABLE = (".data", ".bss", ".tdata", ".tbss", "*COM*")


def symbols(path):
    """(section, name) of every symbol of one object file."""
    out = subprocess.run(
        ["objdump", "-t", str(path)], check=True, capture_output=True, text=True
    ).stdout
    for line in out.splitlines():
        left, tab, right = line.partition("\t")
        if tab and left.split():
            yield left.split()[-1], left[17:24], right.split()[-1]


def is_writable(section):
    """Constants that hold addresses live in .data.rel.ro, which the loader closes."""
    return any(
        section == name or section.startswith(name + ".") for name in WRITABLE
    ) and not section.startswith(".data.rel.ro")


def check_object(path, layer):
    problems = []
    calls = {name: why for why, names in FORBIDDEN.items() for name in names.split()}
    for section, flags, name in symbols(path):
        if (f"{layer}/{path.name}", name) in EXCEPTIONS:
            continue
        if section == "*UND*" and name in calls:
            problems.append(f"{layer}/{path.name}: {name} reaches {calls[name]}")
        if section == "*UND*" and name in FILES.split() and layer != FILE_LAYER:
            problems.append(f"{layer}/{path.name}: {name} opens files outside {FILE_LAYER}")
        if is_writable(section) and ("O" in flags or section == "*COM*"):
            problems.append(f"{layer}/{path.name}: {name} can be changed ({section})")
    return problems


def check(folder):
    paths = sorted(Path(folder).rglob("*.o"))
    if not paths:
        return [f"{folder}: no object files"]
    return [problem for p in paths for problem in check_object(p, p.parent.name)]


def main():
    problems = check(sys.argv[1])
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
