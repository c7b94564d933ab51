"""The guards over planted violations: each must be found, and the clean tree must pass.

run: python3 -m unittest discover -s tests/guards
"""

import subprocess
import tempfile
import unittest
from pathlib import Path

import layers
import objects
import pages
import source
import symbols

PAGE = """
## Layers

| folder | holds | may include |
| --- | --- | --- |
| base | | |
| json | | base |
| records | | base |
| measures | | base, records |
| rulesets | | base, measures (catalogue.h) |

## Outside libraries

| header | home |
| --- | --- |
| `pcre2.h` | `base/pattern.c` |
| `jansson.h` | `json/json.c` |
"""

CLEAN = {
    "docs/architecture.md": PAGE,
    "include/ontrack/a.h": "#include <stddef.h>\n",
    "lib/base/text.h": "int ontrack__text(void);\n",
    "lib/base/text.c": '#include "base/text.h"\nint ontrack__text(void)\n{\n    return 1;\n}\n',
    "lib/base/pattern.c": "#include <pcre2.h>\n",
    "lib/json/json.c": '#include "base/text.h"\n#include <jansson.h>\n',
    "lib/records/row.h": '#include "base/text.h"\n',
    "lib/measures/catalogue.h": '#include "records/row.h"\n',
    "lib/measures/credits.h": "\n",
    "lib/rulesets/load.c": '#include "measures/catalogue.h"\n#include <ontrack/a.h>\n',
    "examples/tool/main.c": '#include "help.h"\n#include <ontrack/a.h>\n',
    "examples/tool/help.h": "\n",
}

# label, file, its text, a part of the complaint
PLANTED = [
    ("upward include", "lib/base/text.c", '#include "json/json.h"\n', "not a file of lib/"),
    ("upward layer", "lib/base/up.c", '#include "records/row.h"\n', "base may not include records"),
    ("header outside the named ones", "lib/rulesets/x.c", '#include "measures/credits.h"\n',
     "rulesets may include only catalogue.h of measures"),
    ("layer that is not named", "lib/rulesets/x.c", '#include "records/row.h"\n',
     "rulesets may not include records"),
    ("folder without a row", "lib/extra/x.c", "\n", "folder has no row"),
    ("second home", "lib/base/other.c", "#include <pcre2.h>\n", "in more than one file"),
    ("wrong home", "lib/records/x.c", "#  include <jansson.h>\n", "belongs in json/json.c"),
    ("dependency in a public header", "include/ontrack/b.h", "#include <jansson.h>\n",
     "jansson.h in a public header"),
    ("inner header in a public one", "include/ontrack/b.h", '#include "base/text.h"\n',
     "in a public header"),
    ("tool reads an inner header", "examples/tool/x.c", '#include "base/text.h"\n',
     "no file of examples/"),
    ("tool climbs to an inner header", "examples/tool/x.c", '#include "../../lib/base/text.h"\n',
     "no file of examples/"),
    ("tool reads a dependency", "examples/tool/x.c", "#include <jansson.h>\n", "own matter"),
    ("binding reads an inner header", "bindings/python/x.c", '#include "base/text.h"\n',
     "no file of bindings/"),
    ("headers in a circle", "lib/base/text.h", '#include "base/loop.h"\n', "base/loop <-> base/text"),
    ("call without an include", "lib/base/up.c", "int f(void)\n{\n    return ontrack__row();\n}\n",
     "uses ontrack__row of records"),
    ("circle of two modules by a call", "lib/base/text.c",
     "int ontrack__text(void)\n{\n    return ontrack__loop();\n}\n", "base/loop <-> base/text"),
]
HELPERS = {
    "lib/base/loop.h": "\n",
    "lib/base/loop.c": '#include "base/text.h"\nint ontrack__loop(void)\n{\n    return 2;\n}\n',
    "lib/records/row.c": "int ontrack__row(void)\n{\n    return 3;\n}\n",
}


def lay(root, files):
    for name, text in files.items():
        path = Path(root) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class LayersTest(unittest.TestCase):
    def test_clean_tree_passes(self):
        with tempfile.TemporaryDirectory() as root:
            lay(root, CLEAN | HELPERS)
            self.assertEqual(layers.check(root), [])

    def test_each_planted_violation_is_found(self):
        for label, name, text, complaint in PLANTED:
            with self.subTest(label), tempfile.TemporaryDirectory() as root:
                lay(root, CLEAN | HELPERS | {"lib/base/loop.h": '#include "base/text.h"\n', name: text})
                self.assertTrue(
                    any(complaint in problem for problem in layers.check(root)),
                    layers.check(root),
                )

    def test_circle_in_the_table_is_found(self):
        with tempfile.TemporaryDirectory() as root:
            lay(root, CLEAN | {"docs/architecture.md": PAGE.replace("| base | | |", "| base | | json |")})
            self.assertIn("layers in a circle", layers.check(root)[0])

    def test_include_in_a_comment_does_not_count(self):
        self.assertEqual(source.includes('/* #include "x.h" */\n// #include "y.h"\n'), [])
        self.assertEqual(source.includes('\n#include "x.h" // why\n'), [(2, '"', "x.h")])

    def test_definitions_are_told_from_uses(self):
        text = (
            "static int ontrack_not(void)\n{\n}\n"
            "const char *ontrack__name(int a,\n                   int b)\n{\n    ontrack__use();\n}\n"
            "const ontrack__list ontrack__table = {1};\n"
            "int ontrack__declared(void);\n"
        )
        self.assertEqual(source.definitions(text), {"ontrack__name", "ontrack__table"})


HEADER = "/** Does. */\nONTRACK_API int ontrack_do(int a,\n                           int b);\n"
MAP = "ONTRACK_0.1 {\n    global:\n        ontrack_do;\n    local:\n        *;\n};\n"


class SymbolsTest(unittest.TestCase):
    def problems(self, header=HEADER, listing=MAP):
        with tempfile.TemporaryDirectory() as root:
            lay(root, {"include/ontrack/a.h": header, "lib/ontrack.map": listing})
            return symbols.check(root)

    def test_agreement_passes(self):
        self.assertEqual(self.problems(), [])

    def test_missing_comment(self):
        self.assertIn("has no comment", self.problems(HEADER.replace("/** Does. */", ""))[0])
        self.assertIn("has no comment", self.problems(HEADER.replace("/**", "/*"))[0])

    def test_name_missing_from_the_map(self):
        self.assertIn("lacks ontrack_do", self.problems(listing=MAP.replace("_do", "_done"))[-1])

    def test_wildcard_and_order(self):
        self.assertTrue(self.problems(listing=MAP.replace("ontrack_do;", "ontrack_do*;")))
        twice = MAP.replace("ontrack_do;", "ontrack_do;\n        ontrack_do;")
        self.assertIn("not sorted", self.problems(listing=twice)[0])

    def test_two_types_of_one_name(self):
        twice = {"lib/a/x.h": "typedef struct t {\n    int a;\n} ontrack__t;\n",
                 "lib/b/y.h": "/* ontrack__u\n} ontrack__u;\n*/\ntypedef enum t {\n    A\n} ontrack__t;\n"}
        with tempfile.TemporaryDirectory() as root:
            lay(root, {"include/ontrack/a.h": HEADER, "lib/ontrack.map": MAP} | twice)
            self.assertEqual(symbols.check(root), ["ontrack__t: a type of lib/a/x.h and of lib/b/y.h"])

    def test_built_library(self):
        with tempfile.TemporaryDirectory() as root:
            code = "int ontrack_do(int a, int b) { return a + b; }\nint stray(void) { return 0; }\n"
            lay(root, {"include/ontrack/a.h": HEADER, "lib/ontrack.map": MAP, "x.c": code})
            library = Path(root) / "x.so"
            subprocess.run(
                ["cc", "-shared", "-fPIC", f"{root}/x.c", "-o", str(library)], check=True
            )
            self.assertEqual(
                symbols.check(root, library), ["the library: stray is not in lib/ontrack.map"]
            )


class ObjectsTest(unittest.TestCase):
    # label, layer, code, a part of the complaint (empty: nothing may be found)
    ROWS = [
        ("constant table with addresses", "base",
         "static const char *const t[] = {\"a\"}; const char *f(int i) { return t[i]; }", ""),
        ("counter", "base", "static int n; int f(void) { return ++n; }", "n can be changed"),
        ("variable", "base", "int n = 3;", "n can be changed"),
        ("local static", "base", "int f(void) { static int n = 1; return ++n; }", "can be changed"),
        ("clock", "cel", "long time(long *); long f(void) { return time(0); }", "a clock"),
        ("printing", "cel", "int puts(const char *); int f(void) { return puts(\"x\"); }", "terminal"),
        ("exit", "cel", "void abort(void); void f(void) { abort(); }", "end of the process"),
        ("file in the waist", "records", "int open(const char *, int); int f(void) { return open(0, 0); }",
         "opens files"),
        ("file at the door", "ingest", "int open(const char *, int); int f(void) { return open(0, 0); }", ""),
    ]

    def test_rows(self):
        for label, layer, code, complaint in self.ROWS:
            with self.subTest(label), tempfile.TemporaryDirectory() as root:
                lay(root, {f"{layer}/x.c": code})
                path = Path(root) / layer / "x.o"
                subprocess.run(
                    ["cc", "-O0", "-fPIC", "-fno-builtin", "-c", f"{root}/{layer}/x.c", "-o", str(path)],
                    check=True,
                )
                found = " ".join(objects.check(root))
                self.assertTrue(complaint in found if complaint else not found, found)

    def test_empty_folder_is_no_success(self):
        with tempfile.TemporaryDirectory() as root:
            self.assertTrue(objects.check(root))


class PagesTest(unittest.TestCase):
    def test_what_is_missing_is_found(self):
        with tempfile.TemporaryDirectory() as root:
            lay(root, {
                "README.md": "`a` [docs](docs/x.md) [out](https://example.org/y)\n",
                "docs/x.md": "[back](../README.md) [lost](gone.md)\n",
                "lib/rulesets/builtin/a.json": "{}",
                "lib/rulesets/builtin/b.json": "{}",
            })
            self.assertEqual(pages.check(root), [
                "README.md: does not name the rule set b", "docs/x.md: no such place: gone.md",
            ])


if __name__ == "__main__":
    unittest.main()
