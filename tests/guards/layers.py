#!/usr/bin/env python3
"""Holds the sources against the two tables of docs/architecture.md.

Reads every #include of lib/, include/, examples/ and bindings/, and which module defines each
shared function, and prints one line for each thing that the tables do not allow. A module is a
file pair x.c and x.h. Exit status 1 when anything was printed.
"""

import re
import sys
from pathlib import Path

import source


class Tables:
    """What docs/architecture.md says: layer -> {layer: allowed headers or None}, library homes."""

    def __init__(self, path):
        text = Path(path).read_text(encoding="utf-8")
        self.layers = {}
        self.homes = {}
        for cells in _rows(text, "Layers"):
            self.layers[cells[0]] = _allowed(cells[-1])
        for cells in _rows(text, "Outside libraries"):
            self.homes[cells[0].strip("`")] = cells[1].strip("`")


def _rows(text, heading):
    """Cells of the first table below a heading, without its head."""
    section = re.split(rf"^#+ {re.escape(heading)}\s*$", text, flags=re.MULTILINE)
    if len(section) < 2:
        raise SystemExit(f"docs/architecture.md: no section '{heading}'")
    rows = []
    for line in section[1].splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    return rows[2:]


def _allowed(cell):
    """'base, measures (catalogue.h, options.h)' as {layer: set of headers, or None for all}."""
    found = re.findall(r"(\w+)(?:\s*\(([^)]*)\))?", cell)
    return {
        name: {h.strip() for h in headers.split(",")} if headers else None
        for name, headers in found
    }


def _layer(path):
    return path.split("/")[0]


def _module(path):
    return path.rsplit(".", 1)[0]


def table_circles(tables):
    graph = {layer: set(allowed) for layer, allowed in tables.layers.items()}
    return [f"docs/architecture.md: layers in a circle: {c}" for c in circles(graph)]


def circles(graph):
    """One text for each strongly connected part with more than one node.

    graph: {node: nodes}, or {node: {node: why}}, and then the text says why each arrow is there.
    """
    found, index, low, stack, on = [], {}, {}, [], set()

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        on.add(node)
        for after in sorted(graph.get(node, ())):
            if after not in index:
                visit(after)
                low[node] = min(low[node], low[after])
            elif after in on:
                low[node] = min(low[node], index[after])
        if low[node] == index[node]:
            part = []
            while not part or part[-1] != node:
                part.append(stack.pop())
                on.discard(part[-1])
            if len(part) > 1:
                found.append(_circle_text(graph, sorted(part)))

    for node in sorted(graph):
        if node not in index:
            visit(node)
    return found


def _circle_text(graph, part):
    arrows = [
        f"{node} {graph[node][after]}"
        for node in part
        if isinstance(graph[node], dict)
        for after in part
        if after in graph[node]
    ]
    return " <-> ".join(part) + (f" ({'; '.join(arrows)})" if arrows else "")


def check_library(root, tables):
    """Includes and calls inside lib/."""
    lib = Path(root) / "lib"
    problems, graph, homes, owner, texts = [], {}, {}, {}, {}
    for path in source.files(lib, ".c", ".h"):
        name = path.relative_to(lib).as_posix()
        texts[name] = path.read_text(encoding="utf-8")
        graph.setdefault(_module(name), {})
        if _layer(name) not in tables.layers:
            problems.append(f"lib/{name}: folder has no row in docs/architecture.md")
        if name.endswith(".c"):
            owner.update(dict.fromkeys(source.definitions(texts[name]), _module(name)))
    for name, text in texts.items():
        for line, mark, wanted in source.includes(text):
            where = f"lib/{name}:{line}"
            if wanted in tables.homes:
                homes.setdefault(wanted, []).append(name)
            elif mark == '"':
                problems += _check_include(where, name, wanted, texts, tables)
                if wanted in texts and _module(wanted) != _module(name):
                    graph[_module(name)].setdefault(_module(wanted), f"includes {wanted}")
        if name.endswith(".c"):
            problems += _check_calls(name, text, owner, graph, tables)
    problems += _check_homes(homes, tables)
    problems += [f"lib: modules in a circle: {c}" for c in circles(graph)]
    return problems


def _check_include(where, name, wanted, texts, tables):
    if wanted not in texts:
        return [f'{where}: "{wanted}" is not a file of lib/ (write it from lib/)']
    own, other = _layer(name), _layer(wanted)
    if own == other:
        return []
    allowed = tables.layers.get(own, {})
    if other not in allowed:
        return [f"{where}: {own} may not include {other}"]
    headers = allowed[other]
    if headers is not None and wanted.split("/", 1)[1] not in headers:
        return [f"{where}: {own} may include only {', '.join(sorted(headers))} of {other}"]
    return []


def _check_calls(name, text, owner, graph, tables):
    problems, own = [], _module(name)
    for used in sorted(source.uses(text)):
        other = owner.get(used)
        if other is None or other == own:
            continue
        graph[own][other] = f"uses {used}"
        allowed = tables.layers.get(_layer(name), {})
        if _layer(other) != _layer(name) and _layer(other) not in allowed:
            problems.append(f"lib/{name}: uses {used} of {_layer(other)}")
    return problems


def _check_homes(homes, tables):
    problems = []
    for header, users in sorted(homes.items()):
        home = tables.homes[header]
        if len(users) > 1:
            problems.append(f"lib: <{header}> in more than one file: {', '.join(users)}")
        problems += [
            f"lib/{user}: <{header}> belongs in {home}" for user in users if user != home
        ]
    return problems


def check_public(root, tables):
    """Public headers include public headers and the C library alone."""
    problems = []
    top = Path(root) / "include"
    for path in source.files(top, ".h"):
        for line, mark, wanted in source.includes(path.read_text(encoding="utf-8")):
            where = f"include/{path.relative_to(top).as_posix()}:{line}"
            if mark == '"' or wanted in tables.homes:
                problems.append(f"{where}: {wanted} in a public header")
    return problems


def check_users(root, tables):
    """Examples and bindings stand on the public headers alone."""
    problems = []
    for folder in ("examples", "bindings"):
        top = Path(root) / folder
        for path in source.files(top, ".c", ".h", ".cpp", ".hpp"):
            for line, mark, wanted in source.includes(path.read_text(encoding="utf-8")):
                where = f"{folder}/{path.relative_to(top).as_posix()}:{line}"
                if wanted in tables.homes:
                    problems.append(f"{where}: {wanted} is the library's own matter")
                if mark == '"' and not _is_inside(path.parent / wanted, top):
                    problems.append(f'{where}: "{wanted}" is no file of {folder}/')
    return problems


def _is_inside(path, folder):
    return path.is_file() and folder.resolve() in path.resolve().parents


def check(root):
    tables = Tables(Path(root) / "docs" / "architecture.md")
    return (
        table_circles(tables)
        + check_library(root, tables)
        + check_public(root, tables)
        + check_users(root, tables)
    )


def main():
    problems = check(sys.argv[1] if len(sys.argv) > 1 else ".")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
