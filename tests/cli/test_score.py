"""``detente score`` as it is typed."""

from __future__ import annotations

import json

import pytest

import detente as library
from tests.cli.test_commands import detente  # noqa: F401  (a fixture)

SAID = "question,method,probability\na,anna,35%\nb,anna,0.9\na,boris,0.5\nb,boris,0.5\n"
CAME = "question,outcome\na,no\nb,yes\n"
POINTS = "issue,method,median\na,weighted_mean,40\nb,weighted_mean,70\n"
RESULTS = "issue,outcome\na,50\nb,50\n"


@pytest.fixture
def said(tmp_path):
    path = tmp_path / "said.csv"
    path.write_text(SAID, encoding="utf-8")
    return path


@pytest.fixture
def came(tmp_path):
    path = tmp_path / "came.csv"
    path.write_text(CAME, encoding="utf-8")
    return path


@pytest.fixture
def points(tmp_path):
    said, came = tmp_path / "points.csv", tmp_path / "results.csv"
    said.write_text(POINTS, encoding="utf-8")
    came.write_text(RESULTS, encoding="utf-8")
    return said, came


def test_events_for_people(said, came, detente):  # noqa: F811
    answer = detente("score", said, came)
    words = " ".join(answer.out.split())
    assert (answer.code, answer.err) == (0, "")
    assert "Scores on 2 events" in words
    assert "boris against anna" in words
    assert "undetermined" in words
    assert "2 independent groups only" in words


def test_points_for_people(points, detente):  # noqa: F811
    words = " ".join(detente("score", *points).out.split())
    assert "The CRPS of a forecast that is a single point is its absolute error." in words


def test_for_programs(said, came, detente):  # noqa: F811
    answer = detente("score", said, came, "--json", "--seed", "3", "--resamples", "50", "--against", "boris")
    assert (answer.code, answer.err) == (0, "")
    expected = library.score(said, came, seed=3, resamples=50, against="boris")
    assert json.loads(answer.out) == json.loads(expected.model_dump_json())


@pytest.mark.parametrize(("suffix", "start"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!doctype html>")])
def test_the_calibration_plot(suffix, start, said, came, tmp_path, detente):  # noqa: F811
    file = tmp_path / f"plot{suffix}"
    answer = detente("score", said, came, "--json", "--plot", file)
    assert answer.code == 0
    assert f"Wrote {file}" in answer.err
    data = file.read_bytes()
    assert data.startswith(start)
    assert b"<script" not in data
    if suffix != ".png":
        assert b"anna (2 events)" in data


def test_markup_in_a_method_s_name_stays_text(tmp_path, came, detente):  # noqa: F811
    said = tmp_path / "odd.csv"
    said.write_text("question,method,probability\na,<script>x</script>,0.5\nb,[bold]y,0.5\n", encoding="utf-8")
    file = tmp_path / "plot.html"
    answer = detente("score", said, came, "--plot", file)
    assert b"<script" not in file.read_bytes()
    assert "[bold]y" in answer.out


def test_the_histogram_of_distributions(tmp_path, detente):  # noqa: F811
    names = ",".join(f"p{point}" for point in range(101))
    cells = ",".join(["0.1"] * 10 + ["0"] * 91)
    said, came = tmp_path / "said.csv", tmp_path / "came.csv"
    said.write_text(f"issue,method,median,{names}\na,dense,,{cells}\na,point,5{',' * 101}\n", encoding="utf-8")
    came.write_text("issue,outcome\na,3\n", encoding="utf-8")
    answer = detente("score", said, came, "--plot", tmp_path / "plot.svg")
    assert answer.code == 0
    assert "Not drawn, as they give points: point." in answer.err
    assert "dense (1 outcome)" in (tmp_path / "plot.svg").read_text(encoding="utf-8")


def test_bad_input_ends_with_1_and_words(said, came, points, tmp_path, detente):  # noqa: F811
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    for arguments, words in (
        ((tmp_path / "no.csv", came), "no such file"),
        ((said, tmp_path / "no.csv"), "no such file"),
        ((empty, came), "empty"),
        ((tmp_path, came), "directory"),
        ((came, came), "no column holds a forecast"),
        ((said, points[1]), "has an outcome"),
        ((said, said), "no column outcome"),
        ((said, came, "--against", "clara"), "clara"),
        ((*points, "--plot", tmp_path / "plot.svg"), "no method gives probabilities"),
        ((said, came, "--plot", tmp_path / "no" / "plot.svg"), "cannot write"),
    ):
        answer = detente("score", *arguments)
        assert (answer.code, answer.out) == (1, ""), arguments
        assert answer.err.startswith("detente: ")
        assert words in answer.err.casefold()
        assert "Traceback" not in answer.err


def test_a_bad_command_ends_with_2(said, came, tmp_path, detente):  # noqa: F811
    for arguments in (
        (said,),
        (said, came, "--plot", tmp_path / "plot.pdf"),
        (said, came, "--bins", "0"),
        (said, came, "--seed", "-1"),
        (said, came, "--resamples", "-1"),
    ):
        answer = detente("score", *arguments)
        assert (answer.code, answer.out) == (2, ""), arguments
