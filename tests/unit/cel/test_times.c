#include "support.h"

#define NOON "timestamp('2026-11-26T12:34:56.789Z')"
#define FIRST "timestamp('0001-01-01T00:00:00Z')"
#define LAST "timestamp('9999-12-31T23:59:59.999999999Z')"
#define NO_TIMESTAMP                                                                               \
    "the text is no timestamp of the years 1 to 9999: write it as in '2026-09-01T00:00:00Z'"
#define TIMESTAMP_RANGE "the timestamp is out of range: the years 1 to 9999"
#define DURATION_RANGE "the duration is out of range: 292 years either way"

static const outcome_row conversions[] = {
    {"timestamp('2026-11-26T00:00:00Z')", "2026-11-26T00:00:00Z"},
    {"timestamp(1795651200)", "2026-11-26T00:00:00Z"},
    {"timestamp(" NOON ") == " NOON, "true"},
    {"timestamp(253402300799)", "9999-12-31T23:59:59Z"},
    {"int(timestamp('1969-12-31T23:59:59.5Z'))", "-1"},
    {"int(" NOON ")", "1795696496"},
    {"string(" NOON ")", "'2026-11-26T12:34:56.789Z'"},
    {"duration('90m')", "5400s"},
    {"duration(duration('1s'))", "1s"},
    {"string(duration('1m1ms'))", "'60.001s'"},
    {"type(" NOON ")", "type google.protobuf.Timestamp"},
    {"type(duration('1s')) == google.protobuf.Duration", "true"},
    {"google.protobuf.Timestamp == type(" NOON ")", "true"},
    {".google.protobuf.Timestamp", "type google.protobuf.Timestamp"},
    {"type(google.protobuf.Timestamp)", "type type"},
    {"dyn(" NOON ") == dyn(duration('1s'))", "false"},
    {"timestamp(true)", "refused 1:1: \"timestamp\" does not take bool"},
    {"duration(1)", "refused 1:1: \"duration\" does not take int"},
    {"int(duration('1s'))", "refused 1:1: \"int\" does not take duration"},
    {"timestamp", "refused 1:1: undeclared name \"timestamp\""},
    {"google.protobuf.Any", "refused 1:1: message types are not supported"},
    /* a text in the expression is read when it is compiled */
    {"timestamp('2026-02-30T00:00:00Z')", "refused 1:11: " NO_TIMESTAMP},
    {"timestamp(-62135596801)", "refused 1:11: " TIMESTAMP_RANGE},
    {"duration('1 day')", "refused 1:10: the text is no duration within 292 years: write it as in "
                          "'36h' or '1h30m'"},
    {"timestamp('' + '')", "error 0: " NO_TIMESTAMP},
    {"timestamp(behavior.incidents)", "1970-01-01T00:00:03Z"},
};

Test(times, conversions)
{
    EXPECT_OUTCOMES(conversions);
}

static const outcome_row arithmetic[] = {
    {NOON " + duration('1h')", "2026-11-26T13:34:56.789Z"},
    {"duration('-24h') + " NOON, "2026-11-25T12:34:56.789Z"},
    {NOON " - duration('12h34m56.789s')", "2026-11-26T00:00:00Z"},
    {NOON " - timestamp('2026-11-25T12:34:56Z')", "86400.789s"},
    {"timestamp('2026-11-25T12:34:56Z') - " NOON, "-86400.789s"},
    {"duration('1h') + duration('-1m')", "3540s"},
    {"duration('1h') - duration('2h')", "-3600s"},
    {LAST " + duration('1ns')", "error 44: " TIMESTAMP_RANGE},
    {LAST " - duration('-1ns')", "error 44: " TIMESTAMP_RANGE},
    {FIRST " - duration('1ns')", "error 34: " TIMESTAMP_RANGE},
    {FIRST " + duration('1ns')", "0001-01-01T00:00:00.000000001Z"},
    {LAST " - " FIRST, "error 44: " DURATION_RANGE},
    {FIRST " - " LAST, "error 34: " DURATION_RANGE},
    {"duration('9223372036s') + duration('1s')", "error 24: " DURATION_RANGE},
    {"duration('-9223372036s') - duration('1s')", "error 25: " DURATION_RANGE},
    {NOON " + " NOON, "refused 1:39: \"+\" does not take timestamp and timestamp"},
    {"duration('1h') - " NOON, "refused 1:16: \"-\" does not take duration and timestamp"},
    {NOON " + 1", "refused 1:39: \"+\" does not take timestamp and int"},
    {"duration('1h') * 2", "refused 1:16: \"*\" does not take duration and int"},
    {"-duration('1h')", "refused 1:1: \"-\" does not take duration"},
};

Test(times, arithmetic)
{
    EXPECT_OUTCOMES(arithmetic);
}

static const outcome_row comparisons[] = {
    {NOON " < " NOON " + duration('1ns')", "true"},
    {NOON " <= " NOON " && " NOON " >= " NOON, "true"},
    {FIRST " < " LAST " && " LAST " > " FIRST, "true"},
    {"timestamp('2026-01-01T00:00:00+01:00') == timestamp('2025-12-31T23:00:00Z')", "true"},
    {"timestamp('1969-12-31T23:59:59.9Z') < timestamp('1970-01-01T00:00:00Z')", "true"},
    {"duration('60s') == duration('1m') && duration('-1s') < duration('0')", "true"},
    {"duration('2s') >= duration('2s') && duration('3s') != duration('2s')", "true"},
    {"duration('1s') in [duration('1000ms')]", "true"},
    {NOON " == duration('1s')", "refused 1:39: \"==\" does not take timestamp and duration"},
    {NOON " < 1", "refused 1:39: \"<\" does not take timestamp and int"},
    {"{" NOON ": 1}", "refused 1:2: a map's key is bool, int, uint or string, not timestamp"},
};

Test(times, comparisons)
{
    EXPECT_OUTCOMES(comparisons);
}

static const outcome_row parts[] = {
    {NOON ".getFullYear()", "2026"},
    {NOON ".getMonth()", "10"},
    {NOON ".getDate()", "26"},
    {NOON ".getDayOfMonth()", "25"},
    {NOON ".getDayOfWeek()", "4"},
    {NOON ".getDayOfYear()", "329"},
    {NOON ".getHours()", "12"},
    {NOON ".getMinutes()", "34"},
    {NOON ".getSeconds()", "56"},
    {NOON ".getMilliseconds()", "789"},
    {NOON ".getHours('America/Denver')", "5"},
    {NOON ".getMinutes('+05:45')", "19"},
    {NOON ".getSeconds('Asia/Kathmandu')", "56"},
    {NOON ".getMilliseconds('UTC')", "789"},
    {NOON ".getDate('+11:30')", "27"},
    {NOON ".getDayOfMonth('+11:30')", "26"},
    {NOON ".getDayOfWeek('+11:30')", "5"},
    {"timestamp('2026-01-01T00:00:00Z').getFullYear('-00:01')", "2025"},
    {"timestamp('2026-01-01T00:00:00Z').getMonth('-00:01')", "11"},
    {"timestamp('2024-12-31T00:00:00Z').getDayOfYear()", "365"},
    {"timestamp('2025-12-31T00:00:00Z').getDayOfYear()", "364"},
    {"timestamp('2024-02-29T00:00:00Z').getDayOfYear()", "59"},
    {"timestamp('2024-03-01T00:00:00Z').getDayOfYear()", "60"},
    {"timestamp('2023-03-01T00:00:00Z').getDayOfYear()", "59"},
    {"timestamp('1969-12-31T23:59:59.999Z').getSeconds()", "59"},
    {"timestamp('1969-12-31T23:59:59.999Z').getMilliseconds()", "999"},
    {FIRST ".getFullYear('-01:00')", "0"},
    {FIRST ".getDayOfYear('-01:00')", "365"}, /* the year 0 is a leap year */
    {LAST ".getFullYear('+01:00')", "10000"},
    {NOON ".getHours('America/Denvr')",
     "refused 1:48: there is no time zone \"America/Denvr\"; did you mean \"America/Denver\"?"},
    {NOON ".getHours('nowhere at all')",
     "refused 1:48: there is no time zone \"nowhere at all\": write it as in 'America/Denver', "
     "'-07:00' or 'UTC'"},
    {NOON ".getHours('x' + 'y')", "error 38: there is no such time zone: write it as in "
                                  "'America/Denver', '-07:00' or 'UTC'"},
    {"timestamp(-1).getHours('America/Denver')",
     "error 14: time zones have names from 1970 on: before, write an offset, such as '-07:00'"},
    {NOON ".getHours(7)", "refused 1:39: \"getHours\" does not take timestamp and int"},
    {"getHours(" NOON ")", "refused 1:1: \"getHours\" stands behind a value, as in x.getHours()"},
    {"'x'.getHours()", "refused 1:5: \"getHours\" does not take string"},
    {NOON ".getHour()",
     "refused 1:39: there is no function \"getHour\"; did you mean \"getHours\"?"},
};

Test(times, parts_of_a_timestamp)
{
    EXPECT_OUTCOMES(parts);
}

static const outcome_row units[] = {
    {"duration('10000s').getHours()", "2"},
    {"duration('3730s').getMinutes()", "62"},
    {"duration('3730.9s').getSeconds()", "3730"},
    {"duration('123.321456789s').getMilliseconds()", "321"},
    {"duration('-3730.9s').getSeconds()", "-3730"},
    {"duration('-1.234s').getMilliseconds()", "-234"},
    {"duration('-90m').getHours()", "-1"},
    {"duration('1h').getDate()", "refused 1:16: \"getDate\" does not take duration"},
    {"duration('1h').getHours('UTC')",
     "refused 1:16: \"getHours\" does not take duration and string"},
};

Test(times, durations_in_units)
{
    EXPECT_OUTCOMES(units);
}
