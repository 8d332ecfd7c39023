"""The order of the house: import directions, names, sizes, licences."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import detente

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "detente"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 450
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}
HEAVY = {
    "dask",
    "distributed",
    "duckdb",
    "numba",
    "scipy",
    "SALib",
    "pandas",
    "numpy",
    "pydantic",
    "altair",
    "trafilatura",
    "lxml",
    "docx",
    "typst",
    "openpyxl",
    "vl_convert",
    "ruamel",
    "jinja2",
    "spacy",
}

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())


def tracked() -> list[Path]:
    """Files of the repository: known to git, or new and not ignored."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git does not list the files here")
    names = [name for name in done.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_imports_run_one_way():
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_public_names_are_sorted_and_each_has_a_home():
    assert detente.__all__ == sorted(detente.__all__)
    assert set(detente.__all__) == set(detente._HOMES)
    assert dir(detente) == detente.__all__


@pytest.mark.parametrize("name", detente.__all__)
def test_a_public_name_can_be_imported_and_is_explained(name):
    thing = getattr(detente, name)
    assert thing.__name__ == name
    assert thing.__doc__


def test_type_checkers_see_the_same_names_from_the_same_homes():
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {name.name: it.module for it in block.body if isinstance(it, ast.ImportFrom) for name in it.names}
    assert seen == detente._HOMES


def test_a_name_that_is_not_public_is_no_attribute():
    with pytest.raises(AttributeError, match="nothing"):
        detente.nothing  # noqa: B018


@each_module
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@each_module
def test_a_module_has_a_name_that_says_something(path):
    assert not NAMELESS & {part.removesuffix(".py").strip("_") for part in path.relative_to(SOURCE).parts}


@each_module
def test_a_module_is_short_enough_to_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@each_module
def test_what_a_module_exports_exists(path):
    name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    if name.endswith("__main__"):
        pytest.skip("importing it runs the command")
    module = importlib.import_module(name)
    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported)


def test_no_file_holds_a_path_of_one_machine():
    own = {str(ROOT), str(Path.home() / "x")[:-1], sys.prefix} - {"/"}
    general = re.compile(r"(?<![\w.~])(/home/(?!user\b|you\b|runner\b)\w+/|/Users/(?!you\b)\w+/|[A-Z]:\\Users\\)")
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data or path == Path(__file__):
            continue
        text = data.decode("utf-8", "replace")
        found += [(path.name, it) for it in own if it in text]
        found += [(path.name, it[0]) for it in general.finditer(text)]
    assert found == []


def test_the_help_is_quick_as_it_loads_nothing_heavy():
    program = (
        "import runpy, sys\n"
        "sys.argv = ['detente', '--help']\n"
        "try:\n    runpy.run_module('detente', run_name='__main__')\n"
        "except SystemExit as end:\n    code = end.code\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    helped, loaded = done.stdout.split("LOADED")
    assert "Usage:" in helped
    assert "typer" in loaded.split()
    assert not HEAVY & set(loaded.split())


# -- licences ----------------------------------------------------------------------------------------------------------

PERMISSIVE = re.compile(
    r"MIT|MIT-CMU|(BSD|0BSD)([ -].*)?|.*\bBSD\b.*|Apache([ -].*)?|ISC.*|PSF.*|Python Software Foundation.*|MPL[ -]2\.0( AND MIT)?|"
    r"Mozilla Public License 2\.0.*|HPND.*|Historical Permission Notice.*|(The )?Unlicense.*|CNRI-Python|Zlib|CC0-1\.0|"
    r"MIT License",
    re.IGNORECASE,
)
# Offered under several licences at once; used under the one named.
CHOSEN = {"tld": "MPL-1.1"}  # MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later


def needed_at_run_time() -> list[str]:
    """The installed distributions that detente needs without any extra, and what those need in turn."""
    found, queue = set(), [("detente", frozenset())]
    while queue:
        name, extras = queue.pop()
        for line in distribution(name).requires or ():
            it = Requirement(line)
            wanted = it.marker is None or any(it.marker.evaluate({"extra": extra}) for extra in (extras or {""}) | {""})
            key = canonicalize_name(it.name)
            if wanted and key not in found:
                found.add(key)
                queue.append((key, frozenset(it.extras)))
    return sorted(found)


def licences(name: str) -> list[str]:
    """What a distribution says about its licence: expression, classifiers, else the field of old."""
    data = distribution(name).metadata
    if data.get("License-Expression"):
        return re.split(r"\s+(?:AND|OR)\s+", data.get("License-Expression").strip("()"))
    listed = [
        it.split(" :: ")[-1] for it in data.get_all("Classifier") or [] if it.startswith("License :: OSI Approved ::")
    ]
    return listed or [(data.get("License") or "unknown").splitlines()[0]]


@pytest.mark.parametrize("name", needed_at_run_time())
def test_a_dependency_is_permissive(name):
    told = licences(name)
    if name in CHOSEN:
        assert CHOSEN[name] in told
    else:
        assert [it for it in told if not PERMISSIVE.fullmatch(it)] == []


def test_a_strong_licence_would_be_noticed():
    for name in (
        "GPL-3.0-only",
        "AGPL-3.0",
        "GNU General Public License v3 (GPLv3)",
        "LGPL-2.1-or-later",
        "unknown",
        "MPL-1.1",
    ):
        assert not PERMISSIVE.fullmatch(name)
    assert {"numpy", "pydantic", "typer", "markupsafe"} <= set(needed_at_run_time())
