#!/usr/bin/env python3
"""DuckDB doing the reference task, or adding up attendance that lies in its memory.

usage: anchor.py task FOLDER THREADS OUT [daily|exceptions]    prints seconds
       anchor.py memory FOLDER                                 prints M rows/s: by number; by text id
needs the Python package duckdb. The seconds are those of its statement alone, not of the start of
the interpreter. Types are given and dates are dates, the fastest of the ways that were tried.
"""

import pathlib
import sys
import time

try:
    import duckdb
except ImportError:
    sys.exit("anchor.py: the Python package duckdb is not there; pip install duckdb")

COLUMNS = {
    "students": "student_id VARCHAR, grade_level VARCHAR, school_id VARCHAR, last_name VARCHAR, first_name VARCHAR, "
                "counselor VARCHAR",
    "enrollments": "student_id VARCHAR, school_id VARCHAR, entry_date DATE, exit_date DATE",
    "attendance": "student_id VARCHAR, date DATE, code VARCHAR",
    "calendar": "date DATE, school_id VARCHAR",
    "grades": "student_id VARCHAR, course_code VARCHAR, course_title VARCHAR, subject VARCHAR, term VARCHAR, "
              "credits_attempted DOUBLE, credits_earned DOUBLE, mark VARCHAR, posted_date DATE",
    "incidents": "student_id VARCHAR, date DATE, code VARCHAR, description VARCHAR",
    "actions": "student_id VARCHAR, date DATE, code VARCHAR, days DOUBLE",
}
YEAR = "BETWEEN DATE '2024-08-01' AND DATE '2025-06-02'"
HALVES = """sum(CASE WHEN code IN ('UA', 'EA', 'MED', 'SUS') THEN 2 WHEN code IN ('HU', 'HE') THEN 1 ELSE 0 END) AS missed2,
            sum(CASE code WHEN 'UA' THEN 2 WHEN 'HU' THEN 1 ELSE 0 END) AS unexcused2"""
# Days enrolled: a row for each day, or, where only exceptions are recorded, the calendar's.
DAYS = {"daily": ("marks", ""), "exceptions": ("enrolled.days", "LEFT JOIN enrolled USING (student_id)")}
POINTS = """CASE mark WHEN 'A' THEN 40 WHEN 'A-' THEN 37 WHEN 'B+' THEN 33 WHEN 'B' THEN 30 WHEN 'B-' THEN 27
    WHEN 'C+' THEN 23 WHEN 'C' THEN 20 WHEN 'C-' THEN 17 WHEN 'D+' THEN 13 WHEN 'D' THEN 10 WHEN 'D-' THEN 7
    WHEN 'F' THEN 0 END"""
TASK = """
COPY (
WITH enrolled AS (
    SELECT student_id, count(c.date) AS days FROM enrollments e LEFT JOIN calendar c
        ON c.date BETWEEN e.entry_date AND coalesce(e.exit_date, DATE '2025-06-02') GROUP BY student_id),
missed AS (SELECT student_id, count(*) AS marks, {halves} FROM attendance WHERE date {year} GROUP BY student_id),
credit AS (
    SELECT student_id, sum(attempted) AS attempted, sum(earned) AS earned,
           count(*) FILTER (mark = 'F' AND subject IN ('ELA', 'MATH', 'SCI', 'SOC')) AS core_f,
           sum(points * attempted) AS points, sum(CASE WHEN points IS NOT NULL THEN attempted END) AS weight
    FROM (SELECT *, CAST(credits_attempted * 100 AS BIGINT) AS attempted,
                 CAST(credits_earned * 100 AS BIGINT) AS earned, {points} AS points FROM grades)
    GROUP BY student_id),
incident AS (
    SELECT student_id, count(*) AS n, count(*) FILTER (code IN ('FIGHT', 'BULLY', 'VAPE', 'THEFT', 'DRUG', 'WEAPON'))
        AS major FROM incidents WHERE date {year} GROUP BY student_id),
suspension AS (
    SELECT student_id, count(*) AS n, sum(days) AS days FROM actions WHERE date {year} AND code IN ('ISS', 'OSS')
    GROUP BY student_id),
move AS (
    SELECT student_id, count(*) FILTER (school_id <> before) AS moves FROM (
        SELECT student_id, school_id, lag(school_id) OVER (PARTITION BY student_id ORDER BY entry_date) AS before
        FROM enrollments) GROUP BY student_id),
joined AS (
    SELECT s.student_id, coalesce({days}, 0) AS days, coalesce(missed2, 0) AS missed2,
           coalesce(unexcused2, 0) AS unexcused2, coalesce(attempted, 0) AS attempted, coalesce(earned, 0) AS earned,
           coalesce(core_f, 0) AS core_f, points, weight, coalesce(incident.n, 0) AS incidents,
           coalesce(major, 0) AS major, coalesce(suspension.n, 0) AS suspensions,
           coalesce(suspension.days, 0) AS suspended, coalesce(moves, 0) AS moves
    FROM students s {join} LEFT JOIN missed USING (student_id)
    LEFT JOIN credit USING (student_id) LEFT JOIN incident USING (student_id)
    LEFT JOIN suspension USING (student_id) LEFT JOIN move USING (student_id))
SELECT student_id, days AS "attendance.days_enrolled",
       CASE WHEN days > 0 THEN printf('%.9f', 1 - missed2 / (2.0 * days)) END AS "attendance.rate",
       printf('%.1f', unexcused2 / 2.0) AS unexcused_days, printf('%.2f', attempted / 100.0) AS "credits.attempted",
       printf('%.2f', earned / 100.0) AS "credits.earned", core_f,
       CASE WHEN weight > 0 THEN printf('%.9f', points / (10.0 * weight)) END AS "credits.gpa",
       incidents AS "behavior.incidents", major AS incidents_major, printf('%.1f', suspended) AS suspension_days,
       suspensions, moves AS "transitions.school_changes",
       concat_ws(';', CASE WHEN days > 0 AND 10 * (2 * days - missed2) <= 18 * days THEN 'attendance' END,
                 CASE WHEN earned < 600 THEN 'credits' END, CASE WHEN core_f >= 1 THEN 'core-f' END,
                 CASE WHEN suspensions >= 1 THEN 'suspension' END, CASE WHEN moves >= 2 THEN 'moves' END) AS flags
FROM joined
) TO '{out}' (HEADER, DELIMITER ',', QUOTE '')"""


def table(folder, name):
    """The file of a table as a relation with the types of its columns given."""
    types = dict(column.split(" ") for column in COLUMNS[name].split(", "))
    return (f"read_csv('{folder / name}.csv', header = true, auto_detect = false, delim = ',', quote = '\"', "
            f"escape = '\"', columns = {types})")


def seconds(connection, statement, clock=time.monotonic):
    began = clock()
    connection.execute(statement)
    return clock() - began


def task(folder, threads, out, layout="daily"):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}; SET preserve_insertion_order = false")
    days, join = DAYS[layout]
    statement = TASK.format(days=days, join=join, halves=HALVES, year=YEAR, points=POINTS, out=out)
    for name in COLUMNS:
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {table(folder, name)}")
    print(f"{seconds(connection, statement):.4f}")


def memory(folder, rounds=5):
    """Rows by student; ids as numbers, then as text; one thread; the least processor time of the rounds, as bench_push
    has it."""
    connection = duckdb.connect()
    kinds = "ENUM('P', 'T', 'ACT', 'UA', 'EA', 'MED', 'SUS', 'HU', 'HE')"
    connection.execute("SET threads = 1")
    connection.execute(f"""CREATE TABLE marks AS SELECT student_id, CAST(substr(student_id, 2) AS INTEGER) AS number,
        date, CAST(code AS {kinds}) AS code FROM {table(folder, 'attendance')} ORDER BY student_id, date""")
    rows = connection.execute("SELECT count(*) FROM marks").fetchone()[0]
    for key in ("number", "student_id"):
        statement = f"""CREATE OR REPLACE TEMP TABLE sums AS SELECT {key}, count(*) AS days, {HALVES}
            FROM marks WHERE date {YEAR} GROUP BY {key}"""
        print(f"{rows / 1e6 / min(seconds(connection, statement, time.process_time) for _ in range(rounds)):.1f}")


if __name__ == "__main__":
    jobs = {("task", 5): task, ("task", 6): task, ("memory", 3): memory}
    job = jobs.get((sys.argv[1] if len(sys.argv) > 1 else "", len(sys.argv)))
    if job is None:
        sys.exit("\n".join(__doc__.splitlines()[2:4]))
    job(pathlib.Path(sys.argv[2]), *sys.argv[3:])
