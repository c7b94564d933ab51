"""The schemas in docs/ know exactly the keys that the loader knows."""

import json
import re
import unittest

from program import SOURCE


def schema_keys(node):
    """Names of members that the schema declares, anywhere in it."""
    keys = set()
    if isinstance(node, dict):
        keys |= set(node.get("properties", {}))
        for child in node.values():
            keys |= schema_keys(child)
    elif isinstance(node, list):
        for child in node:
            keys |= schema_keys(child)
    return keys


def loader_keys(*files):
    """Names of keys in the tables of these files of lib/rulesets."""
    keys = set()
    for name in files:
        text = (SOURCE / "lib" / "rulesets" / name).read_text(encoding="utf-8")
        text = text.replace("\\\n", "\n")
        keys |= set(re.findall(r'\{\s*"([a-z0-9_]+)",\s*(?:[A-Z| ]+),\s*(?:REQUIRED|OPTIONAL)\s*\}', text))
    return keys


class Schema(unittest.TestCase):
    def test_keys_are_those_of_the_loader(self):
        names = ("ruleset.schema.json", "rule-tests.schema.json")
        schemas = [
            json.loads((SOURCE / "docs" / name).read_text(encoding="utf-8")) for name in names
        ]
        loader = loader_keys("shape.c", "shape_tests.c")
        self.assertGreater(len(loader), 50)
        self.assertEqual(set().union(*map(schema_keys, schemas)), loader)


if __name__ == "__main__":
    unittest.main()
