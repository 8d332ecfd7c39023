"""From frozen results to the contents of a brief."""

from __future__ import annotations

from collections.abc import Mapping

from detente.brief.contents import Brief, Notes, Section, Text
from detente.brief.evidence import Evidence
from detente.brief.sections import (
    ceasefire,
    changes,
    coverage,
    deals,
    deals_package,
    forecast,
    leverage,
    methods,
    parties,
    stability,
    standing,
    story,
    summary,
    trust,
    unknowns,
)
from detente.case.model import Case
from detente.results.ceasefire import Ceasefire
from detente.results.deals import Deals
from detente.results.forecast import Forecast, ForecastComparison
from detente.results.leverage import Leverage
from detente.results.stability.analysis import Lasting
from detente.results.trust import Trust
from detente.sources import Article
from detente.sources.verification import Verification


def compose(
    case: Case,
    answer: Forecast,
    comparison: ForecastComparison,
    agreements: Deals | None,
    articles: Mapping[str, Article],
    verifications: Mapping[str, Verification],
    ceasefires: Ceasefire | None = None,
    held_trust: Trust | None = None,
    levers: Leverage | None = None,
    lasting: Lasting | None = None,
) -> Brief:
    """The contents of the brief on a case, in reading order.

    ``comparison`` has the other methods beside the answer, ``agreements`` the deals
    (None where the case has no packages); ``articles`` are the pages of the case's sources that were read, by source id; ``verifications`` tell of
    each piece of evidence whether its quote was found. ``ceasefires`` has the ceasefire designs (None where there are none).
    ``held_trust`` is what the parties expect of each other (None where nothing is known). ``levers`` is what facts did and measures would
    do (None where the case has neither). ``lasting`` is which situations last (None without a graph model).
    """
    evidence = Evidence(case, verifications)
    read = coverage.coverage(case, articles)
    page = story.story(case, levers, ceasefires, held_trust, evidence)
    sections: list[Section] = [
        summary.summary(case, answer),
        *([page] if page is not None else []),
        *_about(case),
        *forecast.sections(case, answer, comparison, evidence),
        methods.methods(case, comparison),
        *([deals.deals(case, agreements)] if agreements is not None else []),
        *_drafts(case, agreements),
        *([stability.stability(case, lasting, evidence)] if lasting is not None else []),
        *([leverage.leverage(case, levers, evidence)] if levers is not None else []),
        *(ceasefire.sections(case, ceasefires, evidence) if ceasefires is not None else ()),
        *([trust.trust(case, held_trust, evidence)] if held_trust is not None else []),
        changes.changes(case, answer),
        unknowns.unknowns(case, answer, evidence),
        parties.parties(case, evidence),
        *([read] if read is not None else []),
    ]
    sections.append(standing.standing(case, evidence))
    if case.evidence:
        sections.append(Section("evidence", "Evidence", (Text(GRADES, style="small"), Notes(evidence.all()))))
    labels = tuple(sorted({source.label for source in case.sources.values() if source.label and source.file}))
    as_of = f"As of {case.as_of:%d %B %Y}".replace("As of 0", "As of ") if case.as_of else "No date given"
    return Brief(
        title=case.title or case.id,
        subtitle=as_of,
        labels=tuple(f"Uses a page {label}; see the coverage." for label in labels),
        sections=tuple(sections),
        run=_run(answer),
    )


GRADES = (
    "Grades are Admiralty grades: reliability of the source A (reliable) to F (cannot be judged), credibility of what it "
    "says 1 (confirmed) to 6 (cannot be judged)."
)


def _drafts(case: Case, agreements: Deals | None) -> list[Section]:
    if agreements is None or agreements.package is None:
        return []
    return [deals_package.draft(case, agreements, agreements.package)]


def _about(case: Case) -> list[Section]:
    texts = [text for text in (case.description, case.citation) if text]
    return [Section("about", "About this case", tuple(Text(text) for text in texts))] if texts else []


def _run(answer: Forecast) -> tuple[tuple[str, str], ...]:
    run = answer.run
    return (
        ("Program", f"detente {run.version}"),
        ("Case", f"{run.case}, digest {run.case_digest}"),
        ("Method", run.method.replace("_", " ")),
        ("Draws and seed", f"{run.draws} draws, seed {run.seed}"),
        (
            "Repeat with",
            f"detente brief CASE -o brief.html --method {run.method} --draws {run.draws} --seed {run.seed}",
        ),
    )
