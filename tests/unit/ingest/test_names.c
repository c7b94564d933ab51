#include "ingest/names.h"

#include <criterion/criterion.h>

Test(names, match_without_case_blanks_and_dashes)
{
    static const struct {
        const char *written, *name;
        bool match;
    } rows[] = {
        {"student_id", "student_id", true},
        {"StudentID", "student_id", true},
        {" STUDENT - id ", "student_id", true},
        {"student\tid", "student_id", true},
        {"student_ids", "student_id", false},
        {"student_i", "student_id", false},
        {"student.id", "student_id", false},
        {"", "student_id", false},
        {"_", "date", false},
        {"d\xC3\xA4te", "date", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(
            ontrack__name_matches(ontrack_text_of(rows[i].written), ontrack_text_of(rows[i].name)),
            rows[i].match, "\"%s\"", rows[i].written);
}

Test(names, one_wildcard_stands_for_anything_or_for_digits)
{
    static const struct {
        const char *written, *pattern;
        bool match;
        const char *digits;
    } rows[] = {
        {"A1", "A#", true, "1"},
        {"a_12", "A#", true, "12"},
        {"A 07 ", "A#", true, "07"},
        {"A", "A#", false, ""},
        {"AL", "A#", false, ""},
        {"A1b", "A#", false, ""},
        {"A1b", "A#B", true, "1"},
        {"2020grade", "#_Grade", true, "2020"},
        {"attendance_2025-09", "attendance*", true, ""},
        {"attendance", "Attendance_*", true, ""},
        {"my attendance", "attendance*", false, ""},
        {"my attendance", "*attendance", true, ""},
        {"daily.attendance.x", "daily*x", true, ""},
        {"aa", "a*a", true, ""},
        {"a", "a*a", false, ""},
        {"plain", "plain", true, ""},
        {"", "a*", false, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ontrack_text digits;
        const bool match = ontrack__name_like(ontrack_text_of(rows[i].written),
                                              ontrack_text_of(rows[i].pattern), &digits);
        cr_expect_eq(match, rows[i].match, "\"%s\" like \"%s\"", rows[i].written, rows[i].pattern);
        cr_expect(digits.size == strlen(rows[i].digits) &&
                      (digits.size == 0 || memcmp(digits.data, rows[i].digits, digits.size) == 0),
                  "\"%s\" like \"%s\": %.*s", rows[i].written, rows[i].pattern, (int)digits.size,
                  digits.data);
    }
}

Test(names, a_pattern_has_letters_and_one_wildcard)
{
    static const struct {
        const char *name;
        bool well_formed, pattern;
    } rows[] = {
        {"plain", true, false}, {"A#", true, true},     {"x*", true, true}, {"A##", false, true},
        {"a*b*", false, true},  {"*", false, true},     {"", false, false}, {"_-", false, false},
        {"a*#", false, true},   {"#_ - ", false, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const ontrack_text name = ontrack_text_of(rows[i].name);
        cr_expect_eq(ontrack__name_is_well_formed(name), rows[i].well_formed, "%s", rows[i].name);
        cr_expect_eq(ontrack__name_is_pattern(name), rows[i].pattern, "%s", rows[i].name);
    }
}

Test(names, endings_go_whatever_their_case)
{
    ontrack_text name = ontrack_text_of("Students.CSV.gz");
    cr_expect(ontrack__name_take_ending(&name, ".gz"));
    cr_expect(ontrack__name_take_ending(&name, ".csv"));
    cr_expect_not(ontrack__name_take_ending(&name, ".csv"));
    cr_expect_eq(name.size, 8);
    cr_expect(
        ontrack__name_is_word(ontrack_text_of("ToBeDeleted"), ontrack_text_of("tobedeleted")));
    cr_expect_not(ontrack__name_is_word(ontrack_text_of("to be"), ontrack_text_of("tobe")));
}
