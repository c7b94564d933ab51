"""docs/ruleset.schema.json knows exactly the keys that the loader knows."""

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


class Schema(unittest.TestCase):
    def test_keys_are_those_of_the_loader(self):
        schema = json.loads((SOURCE / "docs" / "ruleset.schema.json").read_text(encoding="utf-8"))
        shape = (SOURCE / "lib" / "rulesets" / "shape.c").read_text(encoding="utf-8")
        shape = shape.replace("\\\n", "\n")
        loader = set(re.findall(r'\{\s*"([a-z0-9_]+)",\s*(?:[A-Z| ]+),\s*(?:REQUIRED|OPTIONAL)\s*\}', shape))
        self.assertGreater(len(loader), 50)
        self.assertEqual(schema_keys(schema), loader)


if __name__ == "__main__":
    unittest.main()
