#!/usr/bin/env python3
"""Compares the built-in time zones with this machine's: zones.py CEL_LINES [PER_ZONE]"""
import datetime
import json
import random
import subprocess
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
SKIPPED = ("localtime", "posixrules", "Factory")


def main():
    driver, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    dice = random.Random(1)
    asked, lines = [], []
    for name in sorted(set(zoneinfo.available_timezones()) - set(SKIPPED)):
        zone = zoneinfo.ZoneInfo(name)
        for i in range(count):
            seconds = dice.randrange(0, 4102444800 if i % 8 else 200000000000)
            local = (EPOCH + datetime.timedelta(seconds=seconds)).astimezone(zone)
            t = f"timestamp({seconds})"
            lines.append("[" + ", ".join(f"{t}.{get}('{name}')" for get in (
                "getFullYear", "getDayOfYear", "getHours", "getMinutes", "getSeconds")) + "]")
            asked.append([local.year, local.timetuple().tm_yday - 1, local.hour, local.minute,
                          local.second])
    done = subprocess.run([driver], input="\n".join(lines) + "\n", capture_output=True, text=True,
                          check=True)
    wrong = 0
    for line, wanted, answer in zip(lines, asked, done.stdout.splitlines()):
        got = [int(item.get("int", -1)) for item in json.loads(answer).get("list", [])]
        if got != wanted:
            wrong += 1
            if wrong <= 20:
                print(f"{line}\n  ontrack {answer}\n  python  {wanted}")
    print(f"{len(lines) - wrong} of {len(lines)} agree")
    return wrong != 0


if __name__ == "__main__":
    sys.exit(main())
