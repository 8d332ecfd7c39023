from __future__ import annotations

import copy
import json
from typing import get_args

import jsonschema
import pytest
from hypothesis import given

from detente.case import Case, Change, Number, catalog, checks, reference
from detente.case.fields import inner, is_model, unwrapped
from detente.case.reader import open_case
from tests.cases import cases

SMALL = {
    "detente": 1,
    "id": "small",
    "parties": {"a": {"capability": 2}},
    "issues": {"price": {"scale": {"0": "free", "100": "dear"}}},
    "positions": {"a": {"price": {"position": [10, 20], "salience": 50}}},
    "measures": {"m": {"by": "a", "what": "x", "effects": [{"party": "a", "capability": "+[1, 2]"}]}},
    "deals": {"values": {"a": {"weights": {"price": 3}, "reservation": 5, "price": {"0": 1}}}},
}


@pytest.fixture(scope="module")
def validator():
    return jsonschema.Draft202012Validator(reference.json_schema(), format_checker=jsonschema.FormatChecker())


def as_json(case):
    """The raw case as an editor sees it: keys are text."""
    return json.loads(json.dumps(case.raw()))


def models():
    """Every type of the format."""
    found, queue = [], [Case]
    while queue:
        model = queue.pop()
        if model in found or model in (Number, Change):
            continue
        found.append(model)
        for info in model.model_fields.values():
            kind = unwrapped(info.annotation)
            while not is_model(kind) and inner(kind) is not None:
                kind = inner(kind)
            if is_model(kind):
                queue.append(kind)
    return found


FIELDS = [(model, name, info) for model in models() for name, info in model.model_fields.items()]


def holds(annotation, kind):
    return annotation is kind or any(holds(part, kind) for part in get_args(annotation))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(reference.json_schema())


@pytest.mark.parametrize("path", [path for _, path in catalog.catalog()], ids=lambda path: path.parent.name)
def test_the_schema_accepts_every_case_of_the_catalog(path, validator):
    validator.validate(as_json(open_case(path).sound))


@given(case=cases())
def test_the_schema_accepts_every_sound_case(validator, case):
    validator.validate(as_json(case))


def test_the_schema_accepts_the_small_case(validator):
    validator.validate(SMALL)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("colour",), "red"),
        (("detente",), 2),
        (("id",), None),
        (("id",), "a.b"),
        (("as_of",), "yesterday"),
        (("parties",), []),
        (("parties", "a", "kind"), "planet"),
        (("parties", "a", "colour"), "red"),
        (("parties", "a", "capability"), "lots"),
        (("parties", "a", "capability"), []),
        (("parties", "a", "capability"), [1, 2, 3, 4]),
        (("parties", "a", "capability"), -1),
        (("parties", "a", "capability"), [-1, 5]),
        (("parties", "a", "capability"), {"low": 1, "best": 2, "high": 3}),
        (("positions", "a", "price", "salience"), 101),
        (("positions", "a", "price", "salience"), [50, 101]),
        (("positions", "a", "price"), {"salience": 3}),
        (("positions", "a.b"), {}),
        (("measures", "m", "effects", 0, "capability"), "12"),
        (("measures", "m", "effects", 0, "capability"), 12),
        (("deals", "values", "a", "price"), 5),
        (("relations",), [{"from": "a"}]),
    ],
)
def test_the_schema_rejects_what_the_reader_rejects(place, value, validator):
    wrong = copy.deepcopy(SMALL)
    holder = wrong
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    assert list(validator.iter_errors(wrong))


@pytest.mark.parametrize(
    ("model", "name", "info"), FIELDS, ids=[f"{model.__name__}.{name}" for model, name, _ in FIELDS]
)
def test_every_field_says_what_it_means(model, name, info):
    assert info.description
    assert info.description.endswith((".", "?"))


NUMBERED = [(model, name, info) for model, name, info in FIELDS if holds(info.annotation, Number)]


@pytest.mark.parametrize(
    ("model", "name", "info"), NUMBERED, ids=[f"{model.__name__}.{name}" for model, name, _ in NUMBERED]
)
def test_every_number_has_a_unit(model, name, info):
    assert isinstance(info.json_schema_extra, dict)
    assert info.json_schema_extra.get("unit")


def test_the_page_of_fields_tells_every_field_of_every_type():
    page = reference.field_reference()
    for model in models():
        section = page.split(f"\n## {model.__name__}\n")[1].split("\n## ")[0]
        for name, info in model.model_fields.items():
            assert section.count(f"\n| `{info.alias or name}` |") == 1, (model, name)


def test_the_tables_of_the_pages_have_as_many_cells_in_every_row():
    for page in (reference.field_reference(), reference.check_reference()):
        for table in page.split("\n\n"):
            rows = [line.replace("\\|", "") for line in table.splitlines() if line.startswith("|")]
            assert len({row.count("|") for row in rows}) <= 1


def test_the_page_of_fields_tells_ranges_defaults_and_what_is_required():
    page = reference.field_reference()
    assert "| `salience` | number | 0 to 100 | 0 to 100 | 50, and said so |" in page
    assert "| `id` | text |  |  | required |" in page


def test_the_page_of_checks_tells_every_check():
    page = reference.check_reference()
    for check in checks.ALL:
        assert f"| `{check.__name__}` | " in page
