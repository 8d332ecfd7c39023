"""The brief as PDF, set by Typst."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from detente.brief.contents import Brief, Bullets, Figure, Notes, Table, Text, right_to_left


def render(brief: Brief) -> bytes:
    """PDF of the brief, A4. The template reads the contents as data: nothing in them is set as markup."""
    import typst

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        charts: list[str] = []
        contents = {
            "title": brief.title, "rtl": right_to_left(brief.title), "subtitle": brief.subtitle, "labels": brief.labels, "run": brief.run,
            "sections": [
                {
                    "title": section.title, "rtl": right_to_left(section.title), "depth": section.depth,
                    "blocks": [_block(block, charts) | {"stays": stays} for block, stays in section.laid_out],
                }
                for section in brief.sections
            ],
        }  # fmt: skip
        for number, svg in enumerate(charts):
            (folder / f"chart-{number}.svg").write_text(svg, encoding="utf-8")
        (folder / "brief.json").write_text(json.dumps(contents), encoding="utf-8")
        template = files("detente.brief").joinpath("templates/brief.typ").read_text(encoding="utf-8")
        (folder / "brief.typ").write_text(template, encoding="utf-8")
        pdf = typst.compile(str(folder / "brief.typ"), root=str(folder))
        return bytes(pdf)


def _block(block: Any, charts: list[str]) -> dict[str, Any]:
    kind = type(block).__name__
    if isinstance(block, Figure):
        charts.append(block.svg)
        return {
            "kind": kind,
            "file": f"chart-{len(charts) - 1}.svg",
            "alt": block.alternative,
            "caption": block.caption,
        }
    data = {"kind": kind, **asdict(block)}
    if isinstance(block, Text):
        data["rtl"] = block.right_to_left
    if isinstance(block, Bullets):
        data["items"] = [asdict(item) | {"rtl": item.right_to_left} for item in block.items]
    if isinstance(block, Notes):
        data["notes"] = [asdict(note) | {"rtl": right_to_left(note.text)} for note in block.notes]
    if isinstance(block, Table):
        data["whole"] = block.whole
    return data
