#!/usr/bin/env python3
"""Writes docs/rule-sets/: a page for each built-in rule set, made from its file, and compare.md, the
same few students under all of them, made by the program. A test runs it with --check.

usage: docs/generate.py ONTRACK [--check]     ONTRACK is the program, build/bin/ontrack
"""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILTIN = ROOT / "lib" / "rulesets" / "builtin"
PAGES = ROOT / "docs" / "rule-sets"
STUDENTS = ROOT / "examples" / "comparison"
AS_OF = "2026-06-01"
BASE = "common-codes"
MADE = "<!-- Made by docs/generate.py from {}: change that, and run it. -->\n"
SECOND_HAND = " Read at second hand: "  # ends of "about", in this order
UNCONFIRMED = " Not confirmed, and left out: "
HELPERS = {"credits.expected", "credits.in_progress"}  # they say when to ask, not where the bar is
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!="}
COMPARISON = re.compile(r"([a-z_][a-z0-9_.]*)\s*(<=|>=|<|>|==)\s*([a-z_][a-z0-9_.]*|\d+(?:\.\d+)?)")


# ---- words ----

def cell(text):
    """Text inside a table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(cell(item) for item in row) + " |" for row in rows])


def listed(value):
    return ", ".join(value) if isinstance(value, list) else str(value)


def amount(value, unit):
    """0.9 of the unit share is 90 %."""
    if isinstance(value, bool) or isinstance(value, str):
        return str(value).lower()
    if unit == "share":
        return f"{round(value * 100, 4):g} %"
    return f"{value:g} {unit.removesuffix('s') if value == 1 else unit}".rstrip()


def link(name):
    return f"[{name}]({name}.md)"


# ---- one rule set ----

class RuleSet:
    def __init__(self, path):
        self.path = path
        self.name = path.stem
        self.file = json.loads(path.read_text(encoding="utf-8"))
        self.parameters = self.file.get("parameters", {})
        self.rules = self.file.get("rules", [])

    def value(self, text):
        """What a condition's or an option's text stands for, and its unit."""
        name = str(text).removeprefix("params.")
        if name == str(text):
            return text, ""
        return self.parameters[name]["value"], self.parameters[name].get("unit", "")

    def reading(self, name):
        """The measure behind a name of a condition, with its options; None for another value."""
        given = self.file.get("measures", {}).get(name, {"measure": name})
        if "." not in given["measure"]:
            return None
        indicator = given["measure"].split(".")[0]
        defaults = self.file.get("defaults", {}).get(indicator, {})
        return {**defaults, **{key: value for key, value in given.items() if key != "about"}}

    def bars(self):
        """The comparisons of all conditions: (reading, operator, amount, level), each once."""
        found = []
        for rule in self.rules:
            for name, operator, text in COMPARISON.findall(rule["when"]):
                reading = None if name.startswith("params.") else self.reading(name)
                if reading is None or reading["measure"] in HELPERS:
                    continue
                bar = (reading, operator, self.bar(text, reading), rule["level"])
                if bar not in found:
                    found.append(bar)
        return [bar for bar in found if not ends_a_band(bar, found)]

    def bar(self, text, reading):
        """What a reading is compared with: a number, or another measure."""
        value, unit = self.value(text)
        if isinstance(value, str) and not value[0].isdigit():
            return words_of(self, self.reading(value))
        return amount(float(value), unit or unit_of(reading))

    def needs(self, name):
        """What a condition's name is, in words."""
        if name in self.file.get("inputs", {}):
            return "the district's own value, from measures.csv"
        return words_of(self, self.reading(name))


def ends_a_band(bar, bars):
    """Whether it only keeps a level apart from a worse one, which has the bar itself."""
    reading, operator, value, _ = bar
    return any((reading, OPPOSITE[operator], value) == other[:3] for other in bars[:bars.index(bar)])


def unit_of(reading):
    return "share" if reading["measure"] == "attendance.rate" else ""


def words_of(rules, reading):
    """A measure and its options: "attendance.rate; window: last_calendar_days 45"."""
    words = [f"`{reading['measure']}`"]
    for key, value in reading.items():
        if key == "measure":
            continue
        if isinstance(value, dict):
            value = " ".join(f"{k} {rules.value(v)[0]}" for k, v in value.items())
        words.append(f"{key}: {listed(value if isinstance(value, list) else rules.value(value)[0])}")
    return "; ".join(words)


# ---- a page ----

def about_parts(file):
    """The "about" of a file: what it says, what of it was read at second hand, what is left out."""
    rest, _, unconfirmed = file.get("about", "").partition(UNCONFIRMED)
    about, _, second_hand = rest.partition(SECOND_HAND)
    return about, second_hand, unconfirmed


def head(rules):
    file = rules.file
    about, second_hand, unconfirmed = about_parts(file)
    parts = [f"# {file['title']}",
             f"`{rules.name}`, version {file['version']}. "
             f"[The file](../../lib/rulesets/builtin/{rules.name}.json), "
             "[all rule sets](README.md), [the same students under all of them](compare.md)."]
    if about:
        parts.append(about)
    if "misuse" in file:
        parts.append(f"**What it is not for.** {file['misuse']}")
    parts.append(f"**Source.** {file['source']}."
                 + (f" Read at second hand, {second_hand}" if second_hand else ""))
    if rules.rules:
        parts.append("**Not confirmed.** " + (
            "Left out, since it could not be confirmed: " + unconfirmed if unconfirmed else
            "Nothing in it rests on a fact that could not be confirmed."))
    return parts


def sentence(lines):
    return " ".join(lines.split())


def applies_words(shown):
    """For whom the rule set is, as `ontrack rules show` says it; "" for everybody."""
    found = re.search(r"^Applies where: (.+\n(?: +.+\n)*)", shown, re.MULTILINE)
    return sentence(found.group(1)) if found else ""


def rule_words(shown, rule):
    """A rule's reason and condition, as `ontrack rules show` says them."""
    block = re.search(rf"^  {re.escape(rule['id'])}: .*\n((?: {{4}}.*\n)+)", shown, re.MULTILINE).group(1)
    reason, _, rest = block.partition("    when ")
    condition = re.split(r"^ {4}(?=\S)", rest, maxsplit=1, flags=re.MULTILINE)[0]
    return sentence(reason), sentence(condition)


def rules_part(rules, shown):
    levels = rules.file["levels"]
    parts = ["## What it says",
             "Levels, the best first: " + ", ".join(f"`{level}`" for level in levels) +
             ". A student's status is the worst level of a rule that fired; when none fired and "
             "one could not be decided, it is unknown."]
    if "applies_to" in rules.file:
        parts.append(f"It is asked where {applies_words(shown)}: `{rules.file['applies_to']}`.")
    for rule in rules.rules:
        respond = rule["respond"] if isinstance(rule["respond"], list) else [rule["respond"]]
        reason, condition = rule_words(shown, rule)
        lines = [f"### {rule['id']}", "", f"{rule['indicator']}, level `{rule['level']}`. {reason}.", "",
                 "- when " + (f"{condition}: " if condition != rule["when"] else "") + f"`{rule['when']}`"]
        if "min_days_enrolled" in rule:
            lines.append(f"- undecided below {rule['min_days_enrolled']} known school days")
        lines.append("- then: " + "; ".join(respond))
        lines.append(f"- source: {rule['source']}")
        if "about" in rule:
            lines.append(f"- {rule['about']}")
        parts.append("\n".join(lines))
    return parts


def numbers_part(rules):
    if not rules.parameters:
        return []
    rows = [(f"`{name}`", amount(given["value"], given.get("unit", "")), given["about"])
            for name, given in rules.parameters.items()]
    return ["## Its numbers", "Each is a parameter, which a district's own rule set or override changes.",
            table(("parameter", "value", "what it is"), rows)]


def measures_part(rules):
    rows = [(f"`{name}`", rules.needs(name), given.get("about", ""))
            for kind in ("measures", "inputs") for name, given in rules.file.get(kind, {}).items()]
    if not rows:
        return []
    return ["## What it measures", "[measures.md](../measures.md) says how each is counted. "
            "Measures that its conditions name directly have no options.",
            table(("name", "is", "meaning"), rows)]


def code_rows(codes):
    return [(kind, f"`{line['match']}`", listed(line["category"]),
             "; ".join(f"{key} {line[key]}" for key in ("portion", "points") if key in line),
             line.get("about", "")) for kind, lines in codes.items() for line in lines]


def codes_part(rules):
    codes = rules.file.get("codes", {})
    parts = ["## Codes"]
    if rules.file.get("extends"):
        parts.append(f"What local codes mean comes from {link(rules.file['extends'])}"
                     + (", after lines of its own:" if codes else "."))
    if codes:
        parts.append(table(("map", "pattern", "category", "number", "about"), code_rows(codes)))
    return parts


# ---- beside the others ----

def group_of(reading):
    """Rule sets with the same of these look at the same thing."""
    return (reading["measure"],) + tuple(
        listed(sorted(reading[key]) if isinstance(reading.get(key), list) else reading.get(key, ""))
        for key in ("subjects", "categories", "marks"))


def group_words(group):
    return ", ".join([f"`{group[0]}`"] + [f"{key} {value}" for key, value in
                                         zip(("of", "of", "with marks"), group[1:]) if value])


def neighbours_part(rules, all_rules):
    groups = []
    for reading, *_ in rules.bars():
        if group_of(reading) not in groups:
            groups.append(group_of(reading))
    parts = []
    for group in groups:
        rows = []
        for other in [rules] + [one for one in all_rules if one is not rules]:
            bars = {}
            for reading, operator, bar, level in other.bars():
                if group_of(reading) == group:
                    bars.setdefault(words_of(other, reading), []).append(f"{operator} {bar} ({level})")
            rows += [(f"**{other.name}**" if other is rules else link(other.name), "; ".join(found), words)
                     for words, found in bars.items()]
        if any(not name.startswith("**") for name, *_ in rows):
            parts.append(f"### {group_words(group)}")
            parts.append(table(("rule set", "compares (for level)", "measured as"), rows))
    if not parts:
        return []
    return ["## Beside its neighbours", "Other rule sets that look at the same, with their bars. A bar of `<` "
            "leaves the number itself out, one of `<=` takes it in."] + parts


def page(rules, all_rules, shown):
    parts = head(rules)
    if rules.rules:
        parts += rules_part(rules, shown) + numbers_part(rules) + measures_part(rules)
    parts += codes_part(rules)
    if rules.rules:
        parts += neighbours_part(rules, all_rules)
        parts += ["## Tests", f"{len(rules.file['tests'])} tests travel with it: "
                  f"`ontrack rules test {rules.name}` runs them."]
    return MADE.format(f"lib/rulesets/builtin/{rules.name}.json") + "\n" + "\n\n".join(parts) + "\n"


def index(all_rules):
    rows = [(link(rules.name), rules.file["title"], ", ".join(dict.fromkeys(
        rule["indicator"] for rule in rules.rules)), len(rules.rules), len(rules.file["tests"]))
        for rules in all_rules]
    return MADE.format("lib/rulesets/builtin/") + "\n" + "\n\n".join([
        "# Built-in rule sets",
        "A page for each, made from its file. [compare.md](compare.md) holds the same few students "
        "against all of them; [rule-sets.md](../rule-sets.md) says how to write one.",
        table(("name", "title", "indicators", "rules", "tests"), rows),
        f"They extend {link(BASE)}, code maps that many exports share.",
        "## What they rest on",
        "No rule reads a fact that could not be confirmed. What circulates about a definition, and no "
        "document read for it confirms, is left out; and some sources were read at second hand:",
        table(("rule set", "read at second hand", "not confirmed, left out"),
              [(link(rules.name), *rest) for rules in all_rules
               if any(rest := about_parts(rules.file)[1:])]),
    ]) + "\n"


# ---- the same students under all rule sets ----

def run(ontrack, *arguments):
    done = subprocess.run([ontrack, *arguments], capture_output=True, text=True, encoding="utf-8",
                          check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return done.stdout


def evaluate(ontrack, name):
    lines = run(ontrack, "evaluate", STUDENTS, "-r", name, "--as-of", AS_OF, "-f", "jsonl")
    results = [json.loads(line) for line in lines.splitlines()]
    return {result["student_id"]: result for result in results}


def why(result):
    words = [flag["message"] for flag in result["flags"]]
    return "; ".join(words + [f"undecided: {why}" for why in dict.fromkeys(
        one["why"] for one in result["unknown"])])


def compare(ontrack, all_rules):
    with open(STUDENTS / "students.csv", encoding="utf-8", newline="") as file:
        students = list(csv.DictReader(file))
    results = {rules.name: evaluate(ontrack, rules.name) for rules in all_rules}
    status = [[link(name)] + [found[row["student_id"]]["status"] if row["student_id"] in found else "-"
                              for row in students]
              for name, found in results.items()]
    parts = ["# The same students under all rule sets",
             f"Ten invented students of [examples/comparison](../../examples/comparison), as of {AS_OF}, "
             "after the end of their school year. A dash: the rule set does not ask about the student.",
             table(["rule set"] + [row["first_name"] for row in students], status)]
    for row in students:
        mine = {name: found[row["student_id"]] for name, found in results.items()
                if row["student_id"] in found}
        rows = [(link(name), result["status"], why(result)) for name, result in mine.items()]
        parts += [f"## {row['first_name']}", row["story"] + ".",
                  table(("rule set", "status", "why"), rows)]
    return MADE.format("examples/comparison/, by the program") + "\n" + "\n\n".join(parts) + "\n"


# ---- writing ----

def make(ontrack):
    rule_sets = [RuleSet(path) for path in sorted(BUILTIN.glob("*.json"))]
    with_rules = [rules for rules in rule_sets if rules.rules]
    pages = {f"{rules.name}.md": page(rules, with_rules, run(ontrack, "rules", "show", rules.name)
                                      if rules.rules else "") for rules in rule_sets}
    return {**pages, "README.md": index(with_rules), "compare.md": compare(ontrack, with_rules)}


def differences(pages):
    there = {path.name for path in PAGES.glob("*.md")}
    stale = [name for name in pages
             if name not in there or (PAGES / name).read_text(encoding="utf-8") != pages[name]]
    return sorted(stale + list(there - set(pages)))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    pages = make(sys.argv[1])
    if "--check" in sys.argv[2:]:
        stale = differences(pages)
        if stale:
            sys.exit("docs/rule-sets: not what the rule sets say now: " + ", ".join(stale)
                     + "\nrun docs/generate.py " + sys.argv[1])
        return
    PAGES.mkdir(exist_ok=True)
    for name in differences(pages):
        if name in pages:
            (PAGES / name).write_text(pages[name], encoding="utf-8")
        else:
            (PAGES / name).unlink()


if __name__ == "__main__":
    main()
