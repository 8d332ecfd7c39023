"""The docs as a reader gets them: complete, with formulas a browser shows without a network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for name in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(name, reason="the docs are built with the extra `docs`")
    target = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(target / "trees")]
    done = subprocess.run(
        [*command, str(ROOT / "docs"), str(target / "html")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return target / "html"


def test_formulas_are_shown_without_a_network(built: Path) -> None:
    formulas = 0
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        formulas += text.count("<math")
        assert r"\(" not in re.sub(r"<(pre|code|script)\b.*?</\1>", "", text, flags=re.S), page.name
    assert formulas > 0


def test_pages_load_nothing_from_elsewhere(built: Path) -> None:
    for page in built.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|img|iframe)[^>]*\ssrc="([^"]*)"|<link[^>]*\shref="([^"]*)"', text)
        assert [it for pair in loaded for it in pair if re.match(r"(?:\w+:)?//", it)] == [], page.name
