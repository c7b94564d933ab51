-- What ontrack must answer for the OpenSDP sample, from the published files alone. A school year ends
-- on June 30 of its number; its totals and credits are known from that day on, to its end.
WITH
today AS (
    SELECT CAST(strftime('%Y', :as_of) AS INTEGER) + (strftime('%m', :as_of) > '06') AS year
),
total AS (
    SELECT sid, CAST(ndays_possible AS INTEGER) AS possible,
        CAST(ndays_possible AS INTEGER) - CAST(ndays_attend AS INTEGER) AS absent
    FROM student_year JOIN today ON student_year.year = CAST(today.year AS TEXT)
    WHERE student_year.year || '-06-30' <= :as_of
),
credit AS (
    SELECT sid, sum(CAST(credits_attempted AS REAL)) AS attempted,
        sum(CAST(credits_earned AS REAL)) AS earned
    FROM hs_annual JOIN today ON hs_annual.year = CAST(today.year AS TEXT)
    WHERE hs_annual.year || '-06-30' <= :as_of GROUP BY sid
)
SELECT s.sid,
    t.possible AS "attendance.days_enrolled",
    t.absent AS "attendance.days_absent",
    (t.possible - t.absent) || '/' || t.possible AS "attendance.rate",
    c.attempted AS "credits.attempted",
    c.earned AS "credits.earned",
    NULL AS "behavior.incidents"
FROM students s
LEFT JOIN total t ON t.sid = s.sid
LEFT JOIN credit c ON c.sid = s.sid
