"""The wheel: exactly the tree's files under one name, and at work far from the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

TREE = Path(__file__).parents[1]
# Where the package's files lie in the tree, and in the wheel.
PLACES = {
    "graph_icp": "graph_icp",
    "loaders": "graph_icp/loaders",
    "queries": "graph_icp/queries",
}
# Folders that tools make, by name.
MADE = re.compile(r"^(\..*|__pycache__|build|dist|.*\.egg-info)$")
KINDS = (".py", ".sql", ".cypher", ".html", ".txt", "py.typed", ".css", ".js", ".svg", "NOTICE")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree's own files: what git tracks or would track, and nothing built."""
    copy = tmp_path_factory.mktemp("tree")
    for name in own_files():
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(TREE / name, target)
    return copy


@pytest.fixture(scope="module")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-build-isolation"] if has_build_tools() else []
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", *isolation, "-w", folder, tree)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a fresh environment with the wheel, and what it needs lent by this one."""
    home = tmp_path_factory.mktemp("far") / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", vars={"base": str(home), "platbase": str(home)})
    run(
        *(sys.executable, "-m", "pip", "--python", python_in(paths["scripts"])),
        *("install", "--no-deps", "--no-index", wheel),
    )
    # Plain paths alone: the .pth files there, an editable install among them, are not followed.
    lent = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    Path(paths["purelib"], "lent.pth").write_text("\n".join(dict.fromkeys(lent)))
    return Path(paths["scripts"])


def own_files() -> list[str]:
    """Return the tree's files: by git, or in a tree without it, all that nothing has made."""
    if (TREE / ".git").exists():
        listing = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        names = run("git", "-C", TREE, *listing).split("\0")
        return [name for name in names if name and (TREE / name).is_file()]
    files = [file.relative_to(TREE) for file in TREE.rglob("*") if file.is_file()]
    return [str(file) for file in files if not any(map(MADE.search, file.parts))]


def has_build_tools() -> bool:
    """Tell whether this environment can build the wheel without fetching what builds it."""
    settings = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))
    (needed,) = settings["build-system"]["requires"]
    name, least = needed.split(">=")
    try:
        return int(version(name).split(".")[0]) >= int(least)
    except PackageNotFoundError:
        return False


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command that must succeed, without this process's PYTHON settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    plain.pop("GRAPH_ICP_STORE", None)
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        cwd=cwd,
        encoding="utf-8",
        env=plain | {"PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def python_in(scripts: str | Path) -> Path:
    return Path(scripts, "python.exe" if os.name == "nt" else "python")


def test_the_wheel_has_one_top_level_name(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        tops = {name.split("/")[0] for name in opened.namelist()}

    (about,) = tops - {"graph_icp"}
    assert about.startswith("graph_icp-")
    assert about.endswith(".dist-info")


def test_the_wheel_holds_exactly_the_files_of_the_tree(wheel: Path, tree: Path) -> None:
    expected = {
        f"{place}/{file.relative_to(tree / folder).as_posix()}"
        for folder, place in PLACES.items()
        for file in (tree / folder).rglob("*")
        if file.is_file()
    }
    with zipfile.ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if name.startswith("graph_icp/")}
        different = [
            name for name in held & expected if opened.read(name) != source(tree, name).read_bytes()
        ]

    assert held == expected
    assert not different
    assert not [name for name in held if not name.endswith(KINDS)]


def source(tree: Path, name: str) -> Path:
    """Return the file of the tree that becomes a file of the wheel."""
    for folder, place in reversed(PLACES.items()):
        if name.startswith(f"{place}/"):
            return tree / folder / name.removeprefix(f"{place}/")
    raise AssertionError(name)


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    settings = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        (about,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        told = opened.read(about).decode()

    assert f"\nVersion: {settings['version']}\n" in told
    assert "\nLicense-Expression: Apache-2.0\n" in told
    assert [name for name in names if name.endswith("/LICENSE")]
    needed = [line for line in told.splitlines() if line.startswith("Requires-Dist: ")]
    assert len([line for line in needed if "extra ==" not in line]) == len(settings["dependencies"])


def test_the_package_is_imported_from_where_it_was_installed(
    installed: Path, tmp_path: Path
) -> None:
    code = (
        "import graph_icp, graph_icp.loaders, graph_icp.queries\n"
        "print(graph_icp.__file__, *graph_icp.loaders.__path__, *graph_icp.queries.__path__)\n"
        "print(graph_icp.__version__)"
    )

    places, number = run(python_in(installed), "-c", code, cwd=tmp_path).splitlines()

    for place in places.split():
        assert Path(place).resolve().is_relative_to(installed.parent.resolve())
        assert not Path(place).resolve().is_relative_to(TREE)
    assert f'version = "{number}"' in (TREE / "pyproject.toml").read_text(encoding="utf-8")


def test_the_installed_command_works_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    command = installed / "graph-icp"

    shown = run(command, "demo", cwd=tmp_path)

    domains = re.findall(r"\S+\.example", shown)
    assert len(domains) == 10
    store = ("--store", "graph-icp-demo/demo.duckdb")
    run(command, "neighbourhood", domains[0], "-o", "picture.html", *store, cwd=tmp_path)
    assert (tmp_path / "picture.html").stat().st_size > 100_000
    run(command, "similar", domains[0], "-o", "alike.xlsx", *store, cwd=tmp_path)
    assert (tmp_path / "alike.xlsx").is_file()
