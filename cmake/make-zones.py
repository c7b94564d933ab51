#!/usr/bin/env python3
"""Writes lib/cel/zone_table.h from a compiled time zone database:

    cmake/make-zones.py /usr/share/zoneinfo > lib/cel/zone_table.h

Run by hand when the database changes; the file is part of the source, so that every build of a
release answers alike. What is kept of each zone is its offset from UTC since 1970 (before that the
database itself promises nothing) and the rule for the years behind its last listed change.
"""
import datetime
import os
import re
import struct
import sys

HEAD = """\
/* zone_table.h - time zones as tables. Layer: cel, inner.
 * Made by cmake/make-zones.py from the IANA time zone database VERSION, which is in the public
 * domain. Not to be edited. */
#ifndef ONTRACK_CEL_ZONE_TABLE_H
#define ONTRACK_CEL_ZONE_TABLE_H

#include <stdint.h>

/* clang-format off */

/* A yearly change: at `second` of the local day that is the `week`th (5: the last) `weekday` (0:
 * Sunday) of `month`. */
typedef struct change {
    int8_t month, week, weekday;
    int32_t second;
} change;

/* Offsets by half-years; where both are one there is no summer time. */
typedef struct yearly {
    int32_t standard, summer;
    change begins, ends; /* the summer */
} yearly;

/* `first` holds from 1970, then `count` changes from `change` on, then the rule. */
typedef struct zone {
    int32_t first;
    uint16_t change, count, rule;
} zone;
"""

EPOCH = datetime.date(1970, 1, 1).toordinal()
LAST_YEAR = 2037  # of the changes that a database lists one by one


def block(data, at, width):
    """Counts of a TZif block and where its parts begin."""
    is_utc, is_std, leaps, times, types, letters = struct.unpack(">6I", data[at + 20:at + 44])
    body = at + 44
    end = body + times * (width + 1) + types * 6 + letters + leaps * (width + 4) + is_std + is_utc
    return body, times, types, end


def read(path):
    """First offset, changes and rule text of a zone; None when the file is none."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] != b"TZif":
        return None
    _, _, _, second = block(data, 0, 4)
    body, count, types, end = block(data, second, 8)
    times = struct.unpack(f">{count}q", data[body:body + 8 * count])
    kinds = data[body + 8 * count:body + 9 * count]
    first = body + 9 * count
    offsets = [struct.unpack(">i", data[first + 6 * i:first + 6 * i + 4])[0] for i in range(types)]
    return offsets[0], [(t, offsets[k]) for t, k in zip(times, kinds)], data[end:].decode().strip()


def seconds(text):
    sign, hours, minutes, rest = re.fullmatch(r"([+-]?)(\d+)(?::(\d+))?(?::(\d+))?", text).groups()
    total = int(hours) * 3600 + int(minutes or 0) * 60 + int(rest or 0)
    return -total if sign == "-" else total


def rule(text):
    """Offsets and the two yearly changes of a POSIX TZ text: (standard, summer, begins, ends)."""
    name = r"(?:<[^>]+>|[A-Za-z]+)"
    std, other, dst, begins, ends = re.fullmatch(
        rf"{name}([-+0-9:]+)(?:({name})([-+0-9:]*),([^,]+),([^,]+))?", text).groups()
    standard = -seconds(std)
    if other is None:
        return standard, standard, (0, 0, 0, 0), (0, 0, 0, 0)
    days = [re.fullmatch(r"M(\d+)\.(\d)\.(\d)(?:/(.*))?", day).groups() for day in (begins, ends)]
    changes = [(int(m), int(w), int(d), seconds(time or "2")) for m, w, d, time in days]
    return standard, -seconds(dst) if dst else standard + 3600, *changes


def day(year, month, week, weekday):
    """Days since 1970 of a weekday of a month: the first, ..., the last (week 5)."""
    first = datetime.date(year, month, 1)
    found = first.toordinal() + (weekday - first.isoweekday()) % 7 + 7 * (week - 1)
    behind = datetime.date(year + month // 12, month % 12 + 1, 1).toordinal()
    return found - EPOCH - (7 if found >= behind else 0)


def expected(changes_of):
    """The changes that a rule gives, year by year."""
    standard, summer, begins, ends = changes_of
    if standard == summer:
        return []
    found = []
    for year in range(1970, LAST_YEAR + 1):
        found.append((day(year, *begins[:3]) * 86400 + begins[3] - standard, summer))
        found.append((day(year, *ends[:3]) * 86400 + ends[3] - summer, standard))
    return sorted(found)


def shorten(first, listed, text):
    """A zone since 1970, without what its rule says anyway."""
    offset, changes = first, []
    for time, to in listed:
        if to != offset and time >= 0:
            changes.append((time, to))
        offset = to
        if time < 0:
            first = to
    follows = rule(text)
    said = [change for change in expected(follows) if changes and change[0] <= changes[-1][0]]
    kept = None
    while changes and said and changes[-1] == said[-1]:
        kept = changes.pop()
        said.pop()
    if kept is not None:
        changes.append(kept)  # from here on the rule speaks
    return first, tuple(changes), follows


def version(root):
    with open(os.path.join(root, "tzdata.zi"), encoding="ascii") as file:
        return file.readline().split()[-1]


def zones(root):
    found = {}
    for folder, _, files in os.walk(root):
        for file in files:
            path = os.path.join(folder, file)
            name = os.path.relpath(path, root)
            kept = not name.startswith(("posix/", "right/")) and name not in (
                "localtime", "posixrules", "Factory")
            zone = read(path) if kept else None
            if zone is not None:
                found[name] = shorten(*zone)
    return found


def rows(items, width):
    for at in range(0, len(items), width):
        print("    " + " ".join(f"{item}," for item in items[at:at + width]))


def write(root):
    named = zones(root)
    unique = sorted(set(named.values()))
    rules = sorted({zone[2] for zone in unique})
    offsets = sorted({offset for zone in unique for _, offset in zone[1]})
    print(HEAD.replace("VERSION", version(root)))
    print("/* Offsets from UTC in seconds that `change_offsets` counts into. */")
    print("static const int32_t offsets[] = {")
    rows(offsets, 10)
    print("};\n\n/* When offsets change, in seconds since 1970, zone by zone. */")
    print("static const uint32_t change_times[] = {")
    changes = [change for zone in unique for change in zone[1]]
    rows([f"{time}u" for time, _ in changes], 8)
    print("};\n\n/* To which offset they change. */\nstatic const uint8_t change_offsets[] = {")
    rows([offsets.index(offset) for _, offset in changes], 24)
    print("};\n\nstatic const yearly rules[] = {")
    for standard, summer, begins, ends in rules:
        print(f"    {{{standard}, {summer}, {{{', '.join(map(str, begins))}}}, "
              f"{{{', '.join(map(str, ends))}}}}},")
    print("};\n\nstatic const zone zones[] = {")
    at = 0
    for first, listed, follows in unique:
        print(f"    {{{first}, {at}, {len(listed)}, {rules.index(follows)}}},")
        at += len(listed)
    print("};\n\n/* In the order of their bytes. */\nstatic const struct {\n    const char *name;\n"
          "    uint16_t zone;\n} names[] = {")
    for name in sorted(named):
        print(f'    {{"{name}", {unique.index(named[name])}}},')
    print("};\n\n#endif")


if __name__ == "__main__":
    write(sys.argv[1])
