-- What ontrack must answer for the Ed-Fi sample, from the published files alone. :as_of is the day
-- asked about. A fraction is written "n/d".
WITH RECURSIVE
span AS (SELECT DISTINCT begin_date, end_date FROM session),
each_day(begin_date, end_date, d) AS (
    SELECT begin_date, end_date, begin_date FROM span
    UNION ALL
    SELECT begin_date, end_date, date(d, '+1 day') FROM each_day WHERE d < end_date
),
school_day AS ( -- the weekdays of the sessions by the as-of date, numbered
    SELECT d, begin_date, row_number() OVER (ORDER BY d) AS n, count(*) OVER () AS days
    FROM each_day WHERE strftime('%w', d) NOT IN ('0', '6') AND d <= :as_of
),
mark AS ( -- one line a student and school day; a tardy counts beside an absence of the same day
    SELECT e.student_unique_id AS id, s.d, s.n, s.days, s.begin_date,
        max(e.category LIKE '%Absence') AS absent,
        max(e.category = 'Unexcused Absence') AS unexcused,
        count(DISTINCT CASE WHEN e.category IN ('Tardy', 'Partial') THEN e.category END) AS tardy
    FROM student_school_attendance_event e JOIN school_day s ON s.d = e.event_date
    GROUP BY e.student_unique_id, s.d
),
attendance AS (
    SELECT id, sum(absent) AS absent, sum(unexcused) AS unexcused, sum(tardy) AS tardies,
        sum(absent AND begin_date = (SELECT min(begin_date) FROM span)) AS fall,
        sum(absent AND n > days - 20) AS recent,
        sum(absent AND n <= 30) AS early
    FROM mark GROUP BY id
),
run AS ( -- islands of absent school days in a row
    SELECT id, count(*) AS length FROM (
        SELECT id, n - row_number() OVER (PARTITION BY id ORDER BY n) AS island
        FROM mark WHERE absent
    ) GROUP BY id, island
),
month AS (
    SELECT id, count(*) AS days FROM mark WHERE absent GROUP BY id, substr(d, 1, 7)
),
incident AS (
    SELECT a.student_unique_id AS id, count(DISTINCT i.incident_identifier) AS incidents,
        count(DISTINCT CASE WHEN i.behavior = 'State Offense' THEN i.incident_identifier END) AS serious,
        CAST(julianday(:as_of) - julianday(max(i.incident_date)) AS INTEGER) AS since
    FROM student_incident_association a
    JOIN discipline_incident i USING (incident_identifier, school_id)
    WHERE i.incident_date <= :as_of GROUP BY a.student_unique_id
),
action AS ( -- the same action under two identifiers is one
    SELECT id, count(*) AS actions, sum(days) AS days, sum(code = 'Expulsion') AS expulsions
    FROM (SELECT DISTINCT student_unique_id AS id, discipline_date, discipline AS code,
              CAST(actual_action_length AS INTEGER) AS days, incident_identifiers
          FROM discipline_action WHERE discipline_date <= :as_of)
    GROUP BY id
),
whole AS (SELECT count(*) AS days FROM school_day)
SELECT s.student_unique_id,
    w.days AS "attendance.days_enrolled",
    coalesce(a.absent, 0) AS "attendance.days_absent",
    (w.days - coalesce(a.absent, 0)) || '/' || w.days AS "attendance.rate",
    coalesce(a.unexcused, 0) AS unexcused_days,
    coalesce(a.tardies, 0) AS "attendance.tardies",
    coalesce(a.fall, 0) AS fall_absent,
    coalesce(a.recent, 0) AS recent_absent,
    coalesce(a.early, 0) AS early_absent,
    (20 - coalesce(a.recent, 0)) || '/20' AS recent_rate,
    coalesce((SELECT max(length) FROM run WHERE id = s.student_unique_id), 0)
        AS "attendance.longest_absence",
    coalesce((SELECT max(days) FROM month WHERE id = s.student_unique_id), 0)
        AS "attendance.most_absent_in_month",
    coalesce(i.incidents, 0) AS "behavior.incidents",
    coalesce(i.serious, 0) AS state_offenses,
    i.since AS "behavior.days_since_incident",
    coalesce(c.actions, 0) AS "discipline.actions",
    coalesce(c.days, 0) AS "discipline.days",
    coalesce(c.expulsions, 0) AS expulsions,
    0 AS "transitions.school_changes",
    1 AS "transitions.schools",
    NULL AS "credits.earned"
FROM student s CROSS JOIN whole w
LEFT JOIN attendance a ON a.id = s.student_unique_id
LEFT JOIN incident i ON i.id = s.student_unique_id
LEFT JOIN action c ON c.id = s.student_unique_id
