"""The Ed-Fi sample (Grand Bend, 960 students) as canonical tables.

What the export does not hold is taken so: every student is in grade 9 and enrolled from the first
to the last day of the sessions, at the school of their attendance events, or at the first school
when they have none. The sessions say how many instructional days they have (81 and 88), not which;
they are the weekdays on which any event was recorded, and then the earliest other weekdays.
"""

import datetime

from reference import read, write

AS_OF = ("2022-05-27", "2021-12-01")
DEFAULT_SCHOOL = "255901001"
TABLES = (
    "student session student_school_attendance_event discipline_incident"
    " student_incident_association discipline_action"
).split()


def tables(source):
    return {name: read(source / f"{name}.csv") for name in TABLES}


def calendar(data):
    """Every school has the same sessions."""
    marked = {row["event_date"] for row in data["student_school_attendance_event"]}
    days = []
    for begin, end, count in sorted(
        {(s["begin_date"], s["end_date"], int(s["total_instructional_days"])) for s in data["session"]}
    ):
        day, last = map(datetime.date.fromisoformat, (begin, end))
        weekdays = []
        while day <= last:
            if day.weekday() < 5:
                weekdays.append(day.isoformat())
            day += datetime.timedelta(1)
        weekdays.sort(key=lambda date: (date not in marked, date))
        days += sorted(weekdays[:count])
    return days


def adapt(data, folder):
    events = data["student_school_attendance_event"]
    school = {row["student_unique_id"]: row["school_id"] for row in events}
    first = min(row["begin_date"] for row in data["session"])
    last = max(row["end_date"] for row in data["session"])
    ids = [row["student_unique_id"] for row in data["student"]]
    incidents = {row["incident_identifier"]: row for row in data["discipline_incident"]}

    write(folder, "students", ["student_id", "grade_level", "school_id", "birth_date"],
          [(row["student_unique_id"], "9", school.get(row["student_unique_id"], DEFAULT_SCHOOL),
            row["birth_date"]) for row in data["student"]])
    write(folder, "enrollments", ["student_id", "school_id", "entry_date", "exit_date"],
          [(one, school.get(one, DEFAULT_SCHOOL), first, last) for one in ids])
    write(folder, "calendar", ["date"], [(day,) for day in calendar(data)])
    write(folder, "terms", ["term", "start_date", "end_date", "kind", "school_id"],
          [(row["session_name"], row["begin_date"], row["end_date"], "semester", row["school_id"])
           for row in data["session"]])
    write(folder, "feeds", ["table", "through_date"], [("attendance", last)])
    write(folder, "attendance", ["student_id", "date", "code"],
          [(row["student_unique_id"], row["event_date"], row["category"]) for row in events])
    write(folder, "incidents", ["student_id", "date", "code", "incident_id"],
          [(row["student_unique_id"], incidents[row["incident_identifier"]]["incident_date"],
            row["behavior"], row["incident_identifier"])
           for row in data["student_incident_association"]])
    write(folder, "actions", ["student_id", "date", "code", "days", "incident_id"],
          [(row["student_unique_id"], row["discipline_date"], row["discipline"],
            row["actual_action_length"], row["incident_identifiers"])
           for row in data["discipline_action"]])
