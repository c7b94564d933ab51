"""The schemas in docs/ know exactly the keys that the loaders know."""

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


def loader_keys(folder, *files):
    """Names of keys in the tables of these files of a folder in lib."""
    keys = set()
    for name in files:
        text = (SOURCE / "lib" / folder / name).read_text(encoding="utf-8")
        text = text.replace("\\\n", "\n")
        keys |= set(re.findall(r'\{\s*"([a-z0-9_]+)",\s*(?:[A-Z| ]+),\s*(?:REQUIRED|OPTIONAL)\s*\}', text))
    return keys


class Schema(unittest.TestCase):
    def compare(self, schemas, files, least, folder="rulesets"):
        read = [json.loads((SOURCE / "docs" / name).read_text(encoding="utf-8")) for name in schemas]
        loader = loader_keys(folder, *files)
        self.assertGreater(len(loader), least)
        self.assertEqual(set().union(*map(schema_keys, read)), loader)

    def test_keys_of_rule_sets_and_their_tests(self):
        self.compare(("ruleset.schema.json", "rule-tests.schema.json"), ("shape.c", "shape_tests.c"), 50)

    def test_keys_of_override_documents(self):
        self.compare(("overrides.schema.json",), ("override_shape.c",), 20)

    def test_keys_of_layouts(self):
        self.compare(("layout.schema.json",), ("layout_shape.c",), 30, "ingest")


if __name__ == "__main__":
    unittest.main()
