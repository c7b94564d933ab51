-- What ontrack must answer for the Contoso sample, from the published files alone. A mark counts once
-- its term is over.
WITH
mark_known AS (
    SELECT m.student_id AS id, m.section_id, m.alpha_grade_earned AS letter, e.name AS term_name,
        CAST(m.credits_attempted AS INTEGER) AS attempted, CAST(m.credits_earned AS INTEGER) AS earned,
        CASE m.alpha_grade_earned WHEN 'A' THEN 4 WHEN 'B' THEN 3 WHEN 'C' THEN 2 WHEN 'D' THEN 1
            ELSE 0 END AS points,
        coalesce((SELECT c.title FROM section s JOIN course c ON c.id = s.course
                  WHERE s.section = m.section_id), '') AS title
    FROM mark m JOIN session e ON e.term = m.term_id
    WHERE m.student_id <> 'student_id' AND e."end" <= :as_of
)
SELECT s."SIS ID",
    sum(attempted) AS "credits.attempted",
    sum(earned) AS "credits.earned",
    sum(letter = 'F') AS "credits.failures",
    sum(letter IN ('D', 'F')) AS low_marks,
    sum(points * attempted) || '/' || sum(attempted) AS "credits.gpa",
    sum(CASE WHEN term_name LIKE 'Fall%' THEN earned ELSE 0 END) AS fall_earned,
    sum(title LIKE 'Math%' AND letter = 'F') AS math_failures,
    NULL AS "attendance.rate",
    NULL AS "behavior.incidents"
FROM student s JOIN mark_known k ON k.id = s."SIS ID"
GROUP BY s."SIS ID"
