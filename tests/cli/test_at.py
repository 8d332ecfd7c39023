"""``--at DATE`` on every command that answers from a case."""

from __future__ import annotations

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from detente.cli.main import app

ANSWERS = ("brief", "ceasefire", "deals", "forecast", "leverage", "sensitivity", "stability", "trust")


@pytest.mark.parametrize("name", ANSWERS)
def test_it_takes_a_day_and_refuses_what_is_none(name):
    options = {text for it in get_command(app).commands[name].params for text in it.opts}
    assert "--at" in options
    refused = CliRunner().invoke(app, [name, "vienna-2015", "--at", "2015-02-30"])
    assert refused.exit_code != 0


@pytest.mark.parametrize("case", ["vienna-2015", "prisoners-dilemma"])
def test_stability_answers_for_a_day(case):
    answer = CliRunner().invoke(app, ["stability", case, "--at", "2015-09-01", "--json"])
    assert answer.exit_code == 0
    assert '"nash"' in answer.output
