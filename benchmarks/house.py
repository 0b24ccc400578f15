"""Figures of the house: rooms, modules, long functions, import circles and query files.

    python benchmarks/house.py
    python benchmarks/house.py ../another/checkout     # to compare

A room is a folder of Python modules. The lines of a function are counted with and without its
docstring. Circles are of modules and of rooms side by side, by every import that stands in a file,
lazy ones and those for types included; `from a import b` is an import of the module a.b where
there is one, else of a.
"""

from __future__ import annotations

import argparse
import ast
import statistics
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("graph_icp", "loaders")
LONG = 40
QUERIES = (".sql", ".cypher")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

Modules = dict[str, tuple[Path, ast.Module]]


def main() -> None:
    """Print the figures of a checkout."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    here = Path(__file__).parents[1]
    parser.add_argument("checkout", type=Path, nargs="?", default=here, help="default: this one")
    checkout = parser.parse_args().checkout
    modules = read(checkout)
    print_rooms(checkout, modules)
    print_functions(modules)
    print_circles(modules)
    files = [each for each in (checkout / "queries").rglob("*") if each.suffix in QUERIES]
    kinds = Counter(each.suffix for each in files)
    told = ", ".join(f"{kinds[suffix]} {suffix}" for suffix in QUERIES)
    print(f"query files: {len(files)} ({told}) in {len({each.parent for each in files})} folders")


def read(checkout: Path) -> Modules:
    """Return by module name its file and syntax tree."""
    modules = {}
    for package in PACKAGES:
        for file in sorted((checkout / package).rglob("*.py")):
            parts = file.relative_to(checkout).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            modules[name] = file, ast.parse(file.read_text(encoding="utf-8"))
    return modules


def print_rooms(checkout: Path, modules: Modules) -> None:
    """Print a line a room: its files but for `__init__`, and their lines."""
    rooms: dict[str, list[int]] = {}
    for file, _ in modules.values():
        if file.name != "__init__.py":
            room = file.parent.relative_to(checkout).as_posix()
            lines = len(file.read_text(encoding="utf-8").splitlines())
            rooms.setdefault(room, []).append(lines)
    print(f"{'room':40} {'files':>5} {'median':>7} {'largest':>8}")
    for room, lines in sorted(rooms.items()):
        print(f"{room:40} {len(lines):5} {statistics.median(lines):7.0f} {max(lines):8}")
    every = [each for lines in rooms.values() for each in lines]
    most = max(len(lines) for lines in rooms.values())
    print(f"{'all':40} {len(every):5} {statistics.median(every):7.0f} {max(every):8}")
    print(f"most files in a room: {most}; modules over 250 lines: {sum(n > 250 for n in every)}")


def print_functions(modules: Modules) -> None:
    """Print how many functions are long, and those that are without their docstring."""
    whole, long = [], []
    for name, (_, tree) in modules.items():
        for each in ast.walk(tree):
            if isinstance(each, FUNCTIONS):
                lines = length(each)
                whole.append(lines)
                if lines - docstring(each) > LONG:
                    long.append(f"{name}.{each.name} ({lines - docstring(each)})")
    over = sum(lines > LONG for lines in whole)
    print(
        f"functions: {len(whole)}; over {LONG} lines {over} ({over / len(whole):.1%}), "
        f"without docstrings {len(long)} ({len(long) / len(whole):.1%})"
    )
    for each in long:
        print(f"  {each}")


def length(node: ast.stmt) -> int:
    """Return how many lines a statement takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function's docstring takes."""
    return length(function.body[0]) if ast.get_docstring(function, clean=False) else 0


def print_circles(modules: Modules) -> None:
    """Print the circles of modules, and of rooms side by side at any depth."""
    imports = nx.DiGraph()
    for name, (file, tree) in modules.items():
        package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        for other in imported(tree, package, modules):
            if other != name:
                imports.add_edge(name, other)
    circles = {frozenset(each) for each in circles_of(imports)}
    for ancestor in {name.rpartition(".")[0] for name in modules}:
        circles |= {frozenset(each) for each in circles_of(siblings(imports, ancestor))}
    print(f"import circles: {len(circles)}")
    for each in sorted(map(sorted, circles)):
        print(f"  {', '.join(each)}")


def imported(tree: ast.Module, package: str, modules: Modules) -> Iterator[str]:
    """Give the modules of the house that a module imports anywhere in its text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) + 1 - node.level]
            of = ".".join([*(parts if node.level else []), *([node.module] if node.module else [])])
            named = [f"{of}.{alias.name}" for alias in node.names]
            yield from {each if each in modules else of for each in named} & modules.keys()


def circles_of(imports: nx.DiGraph) -> Iterator[set[str]]:
    return (each for each in nx.strongly_connected_components(imports) if len(each) > 1)


def siblings(imports: nx.DiGraph, ancestor: str) -> nx.DiGraph:
    """Return the imports among what stands directly in a package, whole rooms as one."""
    inside = f"{ancestor}." if ancestor else ""
    among = nx.DiGraph()
    for one, other in imports.edges:
        if one.startswith(inside) and other.startswith(inside):
            ends = [each.removeprefix(inside).partition(".")[0] for each in (one, other)]
            if ends[0] != ends[1]:
                among.add_edge(*(inside + end for end in ends))
    return among


if __name__ == "__main__":
    main()
