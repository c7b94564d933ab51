"""Reading C sources for the guards: comments and texts blanked, includes, definitions, uses."""

import re
from pathlib import Path

_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL
)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
_NAME = re.compile(r"\bontrack_\w+")
_DEFINED = re.compile(
    r"^(?!static\b|typedef\b|extern\b)(?:[A-Za-z_][\w \t*]*?[ \t*])"
    r"(ontrack_\w+)[ \t\n]*(?:\([^;{}]*\)\s*\{|(?:\[[^\]]*\])*[ \t\n]*=)",
    re.MULTILINE,
)


def blank(text, keep_texts=False):
    """The text with comments (and string texts) replaced by blanks, lines kept."""

    def replace(match):
        token = match.group(0)
        if keep_texts and token[0] in "\"'":
            return token
        return re.sub(r"[^\n]", " ", token)

    return _TOKEN.sub(replace, text)


def includes(text):
    """(line, '<' or '"', path) of every #include that is not inside a comment."""
    code = blank(text, keep_texts=True)
    return [
        (code.count("\n", 0, found.start(2)) + 1, found.group(1), found.group(2))
        for found in _INCLUDE.finditer(code)
    ]


def definitions(text):
    """Shared and public names that a .c file defines at its outermost level."""
    return set(_DEFINED.findall(blank(text)))


def uses(text):
    """Every shared or public name that a file mentions in code."""
    return set(_NAME.findall(blank(text)))


def files(root, *suffixes):
    """C files below a folder in a fixed order; none when the folder is not there."""
    root = Path(root)
    return sorted(p for p in root.rglob("*") if p.suffix in suffixes and p.is_file())
