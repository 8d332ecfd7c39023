"""Every console example of the README and the docs is run, in the order of its page, and prints what the page says."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(console|python|yaml|sh)\n(.*?)^```", re.S | re.M)


def blocks(page: Path, kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall(page.read_text(encoding="utf-8")) if found == kind]


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "detente", command
    result = subprocess.run(
        [sys.executable, "-m", "detente", *words[1:]], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env=os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"}, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout + result.stderr


def matches(wanted: str, got: str) -> bool:
    """True where ``...`` stands for any text and all else is the same but for spacing."""
    parts = [re.escape(" ".join(part.split())) for part in wanted.split("...")]
    return re.fullmatch(r"\s*" + r".*".join(parts) + r"\s*", " ".join(got.split()), re.S) is not None


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")], ids=lambda page: page.stem)
def test_console_examples(page: Path, tmp_path: Path) -> None:
    if "-o my-case" not in page.read_text(encoding="utf-8"):
        run("detente cases vienna-2015 -o my-case", tmp_path)
    for block in blocks(page, "console"):
        for example in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, wanted = example.partition("\n")
            got = run(command, tmp_path)
            assert matches(wanted, got), f"{command}\nwanted:\n{wanted}\ngot:\n{got}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.stem)
def test_python_examples(page: Path) -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for block in blocks(page, "python"):
        runner.run(parser.get_doctest(block, {}, page.name, str(page), 0))
    assert runner.summarize().failed == 0


def test_the_smallest_case_is_sound_and_has_an_answer() -> None:
    from detente import forecast, parse_case

    (text,) = blocks(ROOT / "docs/how-to/write-a-case.md", "yaml")
    file = parse_case(text)
    assert file.findings == ()
    answer = forecast(file.sound).issues["share"]
    assert answer.outcome == pytest.approx((60 * 80 * 80 + 40 * 75 * 30) / (60 * 80 + 40 * 75))


def test_the_experts_of_the_page_fit_the_smallest_case() -> None:
    from detente import parse_case

    (smallest,) = blocks(ROOT / "docs/how-to/write-a-case.md", "yaml")
    file = parse_case("".join([smallest, *blocks(ROOT / "docs/how-to/what-matters.md", "yaml")]))
    assert file.errors == ()
    assert {finding.code for finding in file.findings} == {"written-number-unused", "few-seed-questions"}
    pool = file.sound.pools["parties.north.capability"]
    assert {it.expert: it.weight for it in pool.members} == {"anna": 1.0, "ben": 0.0}


def test_generated_pages_are_current() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for file, text in module.pages().items():
        assert (ROOT / "docs/reference" / file).read_text(encoding="utf-8") == text, (
            f"run python docs/generate.py ({file})"
        )


def test_every_command_stands_in_the_readme() -> None:
    from typer.main import get_command

    from detente.cli.main import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"`detente {name}" in readme


def test_set_up_commands_of_the_readme_are_make_targets() -> None:
    (block,) = blocks(ROOT / "README.md", "sh")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", block, flags=re.M):
        assert re.search(rf"^{target}:", makefile, flags=re.M)


INLINE = re.compile(r"`(detente [^`\n]+)`")


def inline_commands() -> list[tuple[str, str]]:
    """Commands within the running text, which are too short to be run but must exist as they are written."""
    found = []
    for page in PAGES:
        prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
        found += [(page.stem, command) for command in INLINE.findall(prose)]
    return found


@pytest.mark.parametrize(("page", "command"), inline_commands())
def test_a_command_in_the_text_exists_with_its_options(page: str, command: str) -> None:
    from typer.main import get_command

    from detente.cli.main import app

    words = command.split(" > ")[0].split()[1:]
    if words[0].isupper() or words[0].startswith("-"):
        return
    known = get_command(app).commands[words[0]]  # type: ignore[attr-defined]
    if len(words) > 1 and words[1] in getattr(known, "commands", {}):
        known = known.commands[words[1]]
    options = {name for it in known.params for name in (*it.opts, *it.secondary_opts)} | {"--help", "-h"}
    assert {word.split("=")[0] for word in words[1:] if re.match(r"--?[a-z]", word)} <= options
