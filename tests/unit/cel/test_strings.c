#include "support.h"

static const outcome_row bytes[] = {
    {"b'abc'", "b'616263'"},
    {"B\"a\"", "b'61'"},
    {"b''", "b''"},
    {"b'\xC3\xBF' == b'\\303\\277'", "true"},
    {"b'\\xff\\XfF\\377'", "b'ffffff'"},
    {"b'\\000\\n\\''", "b'000a27'"},
    {"rb'x'", "refused 1:3: expected an operator or the end, not a text"},
    {"br'\\n\\u00ff'", "b'5c6e5c7530306666'"},
    {"b'''it's\nfine'''", "b'697427730a66696e65'"},
    {"b'\\u00ff'", "refused 1:3: bytes have no escape \\u or \\U: write \\x with two digits"},
    {"b'\\U000000ff'", "refused 1:3: bytes have no escape \\u or \\U: write \\x with two digits"},
    {"b'abc", "refused 1:1: a text is not closed: its last quote is missing"},
    {"size(b'\xC3\xBF')", "2"},
    {"b'abc'.size()", "3"},
    {"b'a' + b'\\xff' + b''", "b'61ff'"},
    {"b'a' < b'b' && b'a' < b'aa' && b'\\xff' > b'z' && b'' <= b'' && b'b' >= b'a'", "true"},
    {"b'a' == b'a' && b'a' != b'b'", "true"},
    {"b'a' in [b'b', b'a']", "true"},
    {"bytes('\xC3\xBF') == b'\\xC3\\xBF'", "true"},
    {"bytes(b'\\xff')", "b'ff'"},
    {"string(b'\\303\\277') == '\xC3\xBF'", "true"},
    {"string(b'')", "''"},
    {"string(b'\\000\\xff')", "error 0: the bytes are not valid UTF-8"},
    {"string(b'\\xed\\xa0\\x80')", "error 0: the bytes are not valid UTF-8"},
    {"bytes('\\377') == b'\\377'", "false"},
    {"type(b'') == bytes", "true"},
    {"dyn(b'a') == dyn('a')", "false"},
    {"b'a' == 'a'", "refused 1:6: \"==\" does not take bytes and string"},
    {"b'a' + 'a'", "refused 1:6: \"+\" does not take bytes and string"},
    {"{b'a': 1}", "refused 1:2: a map's key is bool, int, uint or string, not bytes"},
    {"b'a'.contains(b'a')", "refused 1:6: \"contains\" does not take bytes and bytes"},
    {"b'a'[0]", "refused 1:5: \"[]\" does not take bytes and int"},
    {"bytes(1)", "refused 1:1: \"bytes\" does not take int"},
};

Test(strings, bytes)
{
    EXPECT_OUTCOMES(bytes);
}
