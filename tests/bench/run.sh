#!/bin/sh
# Times `ontrack evaluate` over generated districts and prints ratios, for a person to read: nothing is
# asserted, since seconds differ between machines. Ratios of pairs taken in turns are what to compare.
#
# usage: run.sh ONTRACK [STUDENTS]      (10000 when not given; also a tenth of it)
# ONTRACK_BENCH names the folder with the generator gen.c; else ../shared/bench beside the project.
set -eu
cli=$1
students=${2:-10000}
here=$(cd "$(dirname "$0")" && pwd)
bench=${ONTRACK_BENCH:-$here/../../../shared/bench}
[ -f "$bench/gen.c" ] || { echo "SKIPPED: no gen.c in $bench"; exit 77; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
small=$((students / 10))

cc -std=c11 -O2 -D_GNU_SOURCE -w "$bench/gen.c" -o "$room/gen"
for n in "$small" "$students"; do
    mkdir -p "$room/$n" "$room/$n-bydate" "$room/$n-exceptions"
    "$room/gen" -n "$n" -o "$room/$n" -a daily,exceptions,bydate >/dev/null
    for file in students enrollments calendar terms grades incidents actions; do
        ln -s "$room/$n/$file.csv" "$room/$n-bydate/$file.csv"
        ln -s "$room/$n/$file.csv" "$room/$n-exceptions/$file.csv"
    done
    mv "$room/$n/attendance_bydate.csv" "$room/$n-bydate/attendance.csv"
    mv "$room/$n/exceptions.csv" "$room/$n-exceptions/attendance.csv"
done

python3 -B "$here/pairs.py" "$cli" "$room" "$students" "$small"
