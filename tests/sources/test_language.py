from __future__ import annotations

import pytest

from detente.errors import MethodError
from detente.sources.language import LONGEST_PARSED, parsed, parsed_all, pipeline


def test_offsets_count_characters_of_the_paragraph():
    text = "“Nobody left,” the envoy — a judge — said."
    for word in parsed(text):
        assert text[word.idx : word.idx + len(word)] == word.text


def test_a_batch_keeps_its_order_and_repeats():
    texts = ["Talks opened.", "Nobody left early.", "Talks opened."]
    assert [doc.text for doc in parsed_all(texts)] == texts
    assert parsed_all([]) == []


def test_paragraphs_parsed_lately_are_remembered():
    assert parsed("The envoys met.") is parsed("The envoys met.")


def test_an_endless_paragraph_is_cut():
    assert len(parsed("word " * 10_000).text) == LONGEST_PARSED


def test_names_are_not_looked_for():
    assert "ner" not in pipeline().pipe_names


def test_a_pipeline_that_is_not_installed_is_a_clear_error():
    with pytest.raises(MethodError, match="cannot be loaded") as caught:
        pipeline("xx_no_such_model")
    assert "install" in caught.value.advice


def test_a_pipeline_without_grammar_is_a_clear_error(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(MethodError, match="does not parse"):
        pipeline(str(tmp_path / "blank"))
