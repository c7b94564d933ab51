"""docs/walkthroughs.md, typed: every file saved, every command run, every line shown looked for."""

import os
import pathlib
import re
import subprocess
import unittest

from program import ONTRACK, SOURCE, Case

PAGE = SOURCE / "docs" / "walkthroughs.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def steps():
    """(heading, [(kind, text, file)]) for each walk-through; `file` is what a text is saved as."""
    for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        found, last = [], 0
        for fence in FENCE.finditer(part):
            names = re.findall(r"Save this as\s+`([^`]+)`", part[last : fence.start()])
            found.append((fence[1], fence[2], names[-1] if names else None))
            last = fence.end()
        yield part.splitlines()[0], found


class Walkthroughs(Case):
    def type(self, command):
        surroundings = dict(os.environ, PATH=f"{pathlib.Path(ONTRACK).parent}:{os.environ['PATH']}")
        done = subprocess.run(["bash", "-e", "-c", command], cwd=self.room, env=surroundings, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}")
        return done.stdout

    def test_each(self):
        (self.room / "examples").symlink_to(SOURCE / "examples")
        shown = ""
        headings = []
        for heading, found in steps():
            headings.append(heading)
            for kind, text, name in found:
                if name is not None:
                    path = self.room / name
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(text, encoding="utf-8")
                elif kind == "sh":
                    shown = self.type(text)
                else:
                    self.assertEqual(kind, "text", text)
                    for line in text.splitlines():
                        self.assertIn(line, shown, heading)
        self.assertEqual(len(headings), 3)


if __name__ == "__main__":
    unittest.main()
