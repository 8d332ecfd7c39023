"""From pages to a first case: parties, candidate issues and stances with their quotes, all of it proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.case.edits import Edit, apply
from detente.case.model import Case
from detente.case.writer import yaml_text
from detente.errors import SourceError
from detente.sources.article import Article
from detente.sources.coding import Coding
from detente.sources.drafting.candidates import Found, Side
from detente.sources.drafting.parties import entries, keys_of
from detente.sources.drafting.reading import parts
from detente.sources.drafting.sides import sides
from detente.sources.drafting.stances import with_stances
from detente.sources.drafting.tokens import sentences, tokens
from detente.sources.drafting.topics import Spoken, spoken_of
from detente.sources.evidence.accepting import copy_pages, with_quotes
from detente.sources.evidence.pages import Page
from detente.sources.evidence.proposals import Cited, PageInfo, ProposalsFile
from detente.sources.evidence.proposing import proposals_from

MOST_PARTIES = 12
LONGEST_PAGE = 300_000
"""Characters of an article from which a case is drafted; a longer page is no report, and is left out and said to be."""
LONGEST_QUOTE = 400
"""Characters of a sentence that is quoted as a whole."""
HEAD = """\
# A first case drafted from coverage alone. EVERYTHING IN IT IS A PROPOSAL: no person has confirmed a word of it.
# Go through it from top to bottom: strike parties and issues that do not belong, word the scales, correct the ranges.
# What `why` calls a proposal is one until you reword it. `detente evidence THIS-FILE` shows what stands behind each number.
"""
REMARKS = {
    "parties": "# Proposed parties. Capability is missing: say how strong each is on any one scale, or all count the same.",
    "issues": "# Proposed issues. The scales are general ones: reword marks and questions for this conflict.",
    "positions": "# Proposed positions: ranges from the words quoted. Salience is missing: say how much each issue matters.",
    "sources": "# The pages read, each in a copy beside this file. They are not graded: add grade (A1 to F6) to each.",
    "evidence": "# The words that each proposal rests on, exactly as the pages have them.",
}


@dataclass(frozen=True)
class Drafted:
    """A drafted case as text and as a case, the pages to copy beside it, and what a person should know."""

    case: Case
    text: str
    copies: tuple[tuple[Path, Path], ...]
    notes: tuple[str, ...]


def draft(
    pages: Sequence[tuple[Path, Article]], folder: Path, code: Callable[[Article, Case], Coding], name: str = "draft"
) -> Drafted:
    """Draft a case from pages that have a file each; ``folder`` is where it will be written, ``code`` the coder.

    Raises :class:`SourceError` where the pages name fewer than two parties or speak about nothing.
    """
    long = [path.name for path, article in pages if len(article.text) > LONGEST_PAGE]
    pages = [(path, article) for path, article in pages if len(article.text) <= LONGEST_PAGE]
    if long and not pages:
        raise SourceError(
            f"{', '.join(long)}: too long for a report", advice=f"give articles of at most {LONGEST_PAGE:,} characters"
        )
    articles = [article for _, article in pages]
    found, issues = sides(articles), spoken_of(articles)
    chosen = found.sides[:MOST_PARTIES]
    if len(chosen) < 2:
        named = ", ".join(it.name for it in chosen) or "none"
        raise SourceError(
            f"the pages name too few parties for a case: {named}",
            advice="add pages that name both sides, or write a case by hand",
        )
    if not issues:
        raise SourceError(
            "the pages tell of nothing that is spoken about", advice="add pages that report what parties say"
        )
    drafter = _Drafter(pages, folder, name, found, chosen, issues)
    case = drafter.with_positions(code)
    left = [f"{name} is too long for a report and was left out" for name in long]
    return Drafted(case, _text(case), tuple(drafter.copies), (*left, *drafter.notes()))


def write(made: Drafted, path: Path) -> None:
    """Write a drafted case with its pages beside it."""
    from detente.case.writer import save

    copy_pages(made.copies)
    save(made.text, path)


class _Drafter:
    def __init__(
        self, pages: Sequence[tuple[Path, Article]], folder: Path, name: str, found: Found, chosen: list[Side],
        issues: list[Spoken],
    ) -> None:  # fmt: skip
        self.pages, self.folder, self.name, self.unplaced, self.issues = pages, folder, name, found.unplaced, issues
        self.left_out, self.called = [it.name for it in found.sides[MOST_PARTIES:]], found.called
        self.copies: list[tuple[Path, Path]] = []
        self.keys = keys_of([it.name for it in chosen])
        self.sides = dict(zip(self.keys, chosen, strict=True))
        self.file = self._file()

    def _file(self) -> ProposalsFile:
        """The pages as those of a proposals file that lies where the case will."""
        about = {
            f"page{number}": PageInfo(
                file=str(path.resolve()),
                title=article.title or "",
                publisher=article.publisher or "",
                date=article.date,
            )
            for number, (path, article) in enumerate(self.pages, 1)
        }
        return ProposalsFile(self.folder / "draft", None, self.name, "", about, {}, {})

    def base(self) -> Case:
        """The case without positions: parties with their aliases, issues, and the words that name them."""
        dates = [article.date for _, article in self.pages if article.date is not None]
        raw: dict[str, Any] = {"detente": 1, "id": self.name, "title": self._title()}
        if dates:
            raw["as_of"] = max(dates).isoformat()
        raw["description"] = (
            f"Proposal drafted from {len(self.pages)} page(s) of coverage alone; nobody has confirmed it."
        )
        raw["unknowns"] = [
            "All of it: parties, issues and positions were proposed by a program from coverage and await a person.",
            "What is said in private, and whether the parties mean what they say in public.",
            *([f"For whom these speak: {', '.join(self.unplaced[:12])}."] if self.unplaced else []),
            *([f"Whether these are parties too: {', '.join(self.left_out[:12])}."] if self.left_out else []),
        ]
        raw["parties"] = entries(self.sides, self.called)
        raw["issues"] = {
            it.id: it.issue.model_dump(exclude_defaults=True)
            | {
                "why": f"Proposal: spoken of in {it.sentences} sentence{'' if it.sentences == 1 else 's'}; the scale is a general one."
            }
            for it in self.issues
        }
        case = Case.model_validate(raw)
        for key, side in self.sides.items():
            places = list(dict.fromkeys(side.people.values())) or ([side.first] if side.first else [])
            case = self._with_words(case, ("parties", key), places)
        for it in self.issues:
            case = self._with_words(case, ("issues", it.id), [it.first])
        return case

    def with_positions(self, code: Callable[[Article, Case], Coding]) -> Case:
        """The case with a position for every party that speaks about an issue."""
        case = self.base()
        coded = [Page(str(path), with_stances(code(article, case), case.issues), path) for path, article in self.pages]
        for it in proposals_from(coded, case, self.folder).proposals.values():
            if it.loc[0] != "positions":
                continue
            scale = case.issues[it.loc[2]]
            value = it.value if it.value is not None else [scale.low, scale.high]
            case, ids = self._cited(case, it.quotes)
            held = {"position": value, "evidence": ids, "why": f"Proposal: {it.why}"}
            case = apply(case, [Edit(loc=it.claim, value=held)])
        return case

    def _cited(self, case: Case, quotes: tuple[Cited, ...]) -> tuple[Case, list[str]]:
        """The case with some quotes as evidence, and their ids."""
        made, ids = with_quotes(case, self.folder, self.file, quotes, tuple(self.copies))
        self.copies = list(made.copies)
        return apply(case, made.edits), ids

    def _with_words(self, case: Case, claim: tuple[str, str], places: Sequence[tuple[int, int, int]]) -> Case:
        """The case with exact words of the pages as evidence of a party or an issue."""
        wide = [(page, *sentence_around(self.pages[page][1], start, end)) for page, start, end in places[:3]]
        quotes = tuple(
            Cited(page=f"page{page + 1}", quote=self.pages[page][1].text[start:end], span=(start, end))
            for page, start, end in dict.fromkeys(wide)
        )
        if not quotes:
            return case
        case, ids = self._cited(case, quotes)
        return apply(case, [Edit(loc=(*claim, "evidence"), value=ids)])

    def _title(self) -> str:
        return next((f"Draft: {article.title}" for _, article in self.pages if article.title), "Draft from coverage")

    def notes(self) -> list[str]:
        """What a person should know beside the file."""
        found = []
        if self.unplaced:
            found.append(f"people whose side the pages do not tell: {', '.join(self.unplaced[:12])}")
        if self.left_out:
            found.append(f"named less, and left out: {', '.join(self.left_out[:12])}")
        return found


def sentence_around(article: Article, start: int, end: int) -> tuple[int, int]:
    """The sentence that a span of an article lies in, without a dateline; the span itself where there is none so short.

    Its closing mark belongs to it, so that a quote reads as the page has it.
    """
    for offset, text in parts(article):
        for sentence in sentences(tokens(text, offset)):
            first, last = sentence[0].start, sentence[-1].end
            if first <= start and end <= last and last - first <= LONGEST_QUOTE:
                while last < offset + len(text) and article.text[last] in '.!?”"’':
                    last += 1
                return first, last
    return start, end


def _text(case: Case) -> str:
    """The case as a file with the remarks that mark it as a proposal."""
    raw = case.raw()
    for section in ("parties", "issues", "positions"):
        for entry in raw.get(section, {}).values():
            for claim in entry.values() if section == "positions" else [entry]:
                for name in ("evidence", "why"):  # what it is comes before what it rests on
                    claim.update({name: claim.pop(name)} if name in claim else {})
    lines = yaml_text(raw).splitlines()
    out = []
    for line in lines:
        name = line.partition(":")[0]
        if name in REMARKS and not line.startswith(" "):
            out += ["", REMARKS[name]]
        out.append(line)
    return HEAD + "\n".join(out) + "\n"
