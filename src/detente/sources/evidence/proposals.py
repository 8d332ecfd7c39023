"""Proposed edits as a file that a person can read, change and answer: nothing here touches the case."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.case.claims import Key, Sensitivity
from detente.case.document import Document, DocumentError, decode, parse, plain
from detente.case.edits import Edit
from detente.case.writer import save, spliced, yaml_text
from detente.errors import CaseError
from detente.sources.coding import Toward
from detente.sources.evidence.grades import Credibility, Reliability
from detente.sources.evidence.pages import folded

Answer = Literal["accepted", "changed", "rejected"]
Kind = Literal["new", "supports", "against"]

HEAD = """\
# Proposals from coverage for one case. Nothing of this is in the case until a person accepts it:
#   detente evidence review THIS-FILE --case CASE
# `value` is what accepting writes; `suggests` is shown and not written. `does` says what accepting does:
#   new: writes the value with its evidence; supports: adds the quotes as evidence and leaves the number;
#   against: adds the quotes as evidence against the number and leaves the number.
# `reliability` (of the source, A to F) and `credibility` (of what it says, 1 to 6) are Admiralty grades, kept apart.
# You may change anything here; a quote is accepted only if its page holds exactly these words.
"""


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(_Closed):
    """Exact words of a page: the span counts characters of the article's text."""

    page: str
    quote: Annotated[str, Field(min_length=1)]
    span: tuple[int, int]
    by: Key | None = None
    toward: Toward | None = None
    reliability: Reliability = "F"
    credibility: Credibility = 6
    sensitivity: Sensitivity = "public"


class Proposal(_Closed):
    """One proposed edit: the place in the case, what accepting does there, the quotes and the reasoning."""

    field: str
    does: Kind
    value: Any = None
    suggests: Any = None
    why: str = ""
    quotes: Annotated[tuple[Cited, ...], Field(min_length=1)]
    answer: Answer | None = None

    @property
    def loc(self) -> tuple[str, ...]:
        """The place in steps."""
        return tuple(self.field.split("."))

    @property
    def claim(self) -> tuple[str, ...]:
        """The place of the claim that the evidence belongs to: that of a number without its last step."""
        return self.loc[:-1] if self.loc[0] not in ("events", "facts") else self.loc

    @property
    def subject(self) -> str:
        """What the quotes speak to, whatever name it was given: a position, the acts of one party, of one toward another."""
        if isinstance(self.value, dict) and self.loc[0] == "events":
            return f"events.{self.value.get('from')}.{self.value.get('to')}"
        if isinstance(self.value, dict) and self.loc[0] == "facts":
            return f"facts.{self.value.get('by')}"
        return ".".join(self.claim)


class PageInfo(_Closed):
    """A page that quotes come from; ``source`` is the id of the case's source that it is, where it is one."""

    file: str
    title: str = ""
    publisher: str = ""
    date: datetime.date | None = None
    source: Key | None = None


@dataclass(frozen=True)
class ProposalsFile:
    """A proposals file as read: what can be used of it, and for every other proposal what is wrong with it."""

    path: Path
    document: Document | None
    case: str
    case_digest: str
    pages: Mapping[str, PageInfo]
    proposals: Mapping[str, Proposal]
    wrong: Mapping[str, str]

    @property
    def open(self) -> list[str]:
        """Ids of the proposals without an answer, in the order of the file."""
        return [key for key, it in self.proposals.items() if it.answer is None]


def proposal_id(subject: str, quotes: Iterable[Cited]) -> str:
    """A short id that is the same for the same place and words."""
    words = "|".join([subject, *sorted({folded(it.quote) for it in quotes})])
    return "p" + hashlib.sha256(words.encode()).hexdigest()[:8]


def proposals_text(
    case: str, digest: str, pages: Mapping[str, PageInfo], proposals: Mapping[str, Proposal], folder: Path
) -> str:
    """The text of a proposals file in a folder; its pages are named from there."""
    data: dict[str, Any] = {"detente_proposals": 1, "case": case, "case_digest": digest}
    data["pages"] = {
        key: it.model_dump(mode="json", exclude_defaults=True) | {"file": _from(folder, it.file)}
        for key, it in pages.items()
    }
    data["proposals"] = {key: _plain(it) for key, it in proposals.items()}
    return HEAD + yaml_text(data)


def _plain(it: Proposal) -> dict[str, Any]:
    shown = it.model_dump(mode="json", exclude_defaults=True)
    shown["quotes"] = [
        {name: getattr(one, name) if name != "span" else list(one.span) for name in Cited.model_fields
         if getattr(one, name) is not None}
        for one in it.quotes
    ]  # fmt: skip
    return shown


def _from(folder: Path, file: str) -> str:
    try:
        return Path(os.path.relpath(file, folder)).as_posix() if Path(file).is_absolute() else file
    except ValueError:  # on another drive
        return file


def read_proposals(path: str | Path) -> ProposalsFile:
    """Read a proposals file; a proposal edited into nonsense is set aside with the reason, the others stay usable.

    Raises :class:`CaseError` where the file is missing, is no YAML or holds no proposals.
    """
    path = Path(path)
    try:
        document = parse(decode(path.read_bytes()))
        raw = plain(document.root)
    except OSError as error:
        raise CaseError(
            f"{path}: {error.strerror}", advice="`detente evidence propose PAGE --case CASE` writes one"
        ) from None
    except DocumentError as error:
        raise CaseError(f"{path}:{error.line}:{error.column}: {error.message}", advice=error.advice) from None
    if not isinstance(raw, dict) or raw.get("detente_proposals") != 1:
        raise CaseError(
            f"{path} is no file of proposals", advice="it starts with `detente_proposals: 1`; give the case as --case"
        )
    wrong: dict[str, str] = {}
    pages = _each(PageInfo, raw.get("pages"), "page", wrong)
    proposals = _each(Proposal, raw.get("proposals"), "proposal", wrong)
    for key in [key for key, it in proposals.items() if not _usable(it, pages)]:
        wrong[key] = _unusable(proposals.pop(key), pages)
    return ProposalsFile(
        path, document, str(raw.get("case", "")), str(raw.get("case_digest", "")), pages, proposals, wrong
    )


def write_answer(path: Path, key: str, answer: Answer) -> None:
    """Save the answer to one proposal at once; everything else in the file stays as it is."""
    document = read_proposals(path).document
    assert document is not None
    text = spliced(document, Edit(loc=("proposals", key, "answer"), value=answer))
    save(document.mark + text, path)


def _each(model: type[Any], raw: Any, what: str, wrong: dict[str, str]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        if raw is not None:
            wrong[f"{what}s"] = f"the {what}s are not a list by name"
        return {}
    found = {}
    for key, value in raw.items():
        try:
            found[str(key)] = model.model_validate(value)
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            where = ".".join(map(str, detail["loc"]))
            wrong[str(key)] = f"`{where}`: {detail['msg']}" if where else str(detail["msg"])
    return found


FIELDS = ("positions", "events", "facts")
"""Sections of a case that proposals are about."""


def _usable(it: Proposal, pages: Mapping[str, PageInfo]) -> bool:
    return not _unusable(it, pages)


def _unusable(it: Proposal, pages: Mapping[str, PageInfo]) -> str:
    """Why a proposal cannot be used, as far as the file itself shows it; empty where nothing speaks against it."""
    lengths = {"positions": 4, "events": 2, "facts": 2}
    if len(it.loc) != lengths.get(it.loc[0], -1) or not all(it.loc):
        return f"`{it.field}` is no place for a proposal; write positions.PARTY.ISSUE.position, events.ID or facts.ID"
    unknown = next((one.page for one in it.quotes if one.page not in pages), None)
    if unknown is not None:
        return f"the page `{unknown}` does not stand under `pages`"
    if it.loc[0] in ("events", "facts") and it.does == "new" and not isinstance(it.value, dict):
        return "`value` has to say date, parties and what happened"
    return ""
