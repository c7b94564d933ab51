"""The Contoso SIS sample (400 students, 4,800 marks) as canonical tables.

A course is worth 5 units, so six credits are 60 units. The marks name a section and a term; a
section is taken as the course, and its course title, where the section is listed, as the subject.
The header lines inside the marks are passed on as they stand: ontrack must set them aside.
"""

import datetime

from reference import read, write

AS_OF = ("2020-06-30", "2020-01-10")
SECTION = "id title number x1 section x2 x3 x4 course x5 term school".split()
COURSE = "id title number about course x1 x2 x3 calendar".split()
SESSION = "id name begin end term x1 x2 x3 calendar x4 x5".split()


def iso(text):
    return datetime.datetime.strptime(text, "%m/%d/%Y").date().isoformat()


def tables(source):
    data = {
        "student": read(source / "students.csv"),
        "mark": read(source / "studentsectionmark.csv"),
        "section": read(source / "m365" / "Section.csv", SECTION),
        "course": read(source / "m365" / "Course.csv", COURSE),
        "session": read(source / "m365" / "Session.csv", SESSION),
    }
    for row in data["session"]: # the one form of date that SQL can compare
        row["begin"], row["end"] = iso(row["begin"]), iso(row["end"])
    return data


def adapt(data, folder):
    titles = {row["id"]: row["title"] for row in data["course"]}
    subjects = {row["section"]: titles.get(row["course"], "") for row in data["section"]}
    columns = "student_id course_code credits_attempted term subject credits_earned mark".split()

    def grade(row):
        if row["student_id"] == "student_id":
            return columns
        return (row["student_id"], row["section_id"], row["credits_attempted"], row["term_id"],
                subjects.get(row["section_id"], ""), row["credits_earned"], row["alpha_grade_earned"])

    write(folder, "students", "student_id grade_level school_id birth_date".split(),
          [(row["SIS ID"], row["Grade"], row["School SIS ID"], iso(row["Birthdate"]))
           for row in data["student"]])
    write(folder, "terms", "term start_date end_date kind school_id".split(),
          [(row["term"], row["begin"], row["end"], "semester", row["calendar"].replace("edp_cal", ""))
           for row in data["session"]])
    write(folder, "grades", columns, [grade(row) for row in data["mark"]])
