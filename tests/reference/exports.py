"""The published exports, each as tables of texts for SQL: the files as they are, none of ontrack's words.

The layouts of examples/layouts say to ontrack what the queries (*.sql) say here, so that the two can be
held against each other.
"""

import datetime

from reference import read


def edfi(source):
    names = ("student session student_school_attendance_event discipline_incident"
             " student_incident_association discipline_action")
    return {name: read(source / f"{name}.csv") for name in names.split()}


def contoso(source):
    section = "id title number x1 section x2 x3 x4 course x5 term school".split()
    course = "id title number about course x1 x2 x3 calendar".split()
    session = "id name begin end term x1 x2 x3 calendar x4 x5".split()
    data = {
        "student": read(source / "students.csv"),
        "mark": read(source / "studentsectionmark.csv"),
        "section": read(source / "m365" / "Section.csv", section),
        "course": read(source / "m365" / "Course.csv", course),
        "session": read(source / "m365" / "Session.csv", session),
    }
    for row in data["session"]: # the one form of date that SQL can compare
        for name in ("begin", "end"):
            row[name] = datetime.datetime.strptime(row[name], "%m/%d/%Y").date().isoformat()
    return data


def opensdp(source):
    return {name: read(source / f"{name}.csv") for name in ("students", "student_year", "hs_annual")}


# name, layout, folder, tables, as-of dates
CASES = [
    ("edfi", "edfi-grand-bend", "edfi_grandbend", edfi, ("2022-05-27", "2021-12-01")),
    ("contoso", "contoso", "contoso_sis", contoso, ("2020-06-30", "2020-01-10")),
    ("opensdp", "opensdp", "opensdp_synth", opensdp, ("2012-06-30", "2015-06-30", "2015-06-29")),
]
