"""Whole case files against looking at every package in exact fractions."""

import io
import json

import pytest
from ruamel.yaml import YAML

from detente.case.reader import parse_case
from detente.engines.deals import deals
from detente.errors import DetenteError
from tests.engines.deals.case_reference import answer, make

CASES = range(200)


def written(case):
    text = io.StringIO()
    YAML(typ="safe").dump(case, text)
    return text.getvalue()


def marks(packages):
    return sorted(tuple(one["package"].values()) for one in packages)


@pytest.mark.parametrize("seed", CASES)
def test_a_case_file_has_the_deals_of_looking_at_every_package(seed):
    case, meant = make(seed)
    expected = answer(meant)
    if expected is None:
        with pytest.raises(DetenteError):
            deals(parse_case(written(case)).case)
        return
    found = json.loads(deals(parse_case(written(case)).case, within=meant["within"]).model_dump_json())
    assert (found["zone"]["count"], found["zone"]["packages"]) == (expected["zone"], expected["size"])
    assert {party: it["reservation"] for party, it in found["parties"].items()} == pytest.approx(expected["res"])
    assert marks(found["frontier"]) == expected["frontier"]
    assert {name: marks(found["solutions"][name]) for name in expected["sol"]} == expected["sol"]
    assert {party: it["kills"] for party, it in found["blockers"].items()} == expected["kills"]
    for one in found["frontier"]:
        assert one["utilities"] == pytest.approx(expected["worth"][tuple(one["package"].values())])
    assert bool(found["zone"]["empty_because"]) == (expected["zone"] == 0)
