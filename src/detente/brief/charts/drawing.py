"""From a chart to SVG, and from SVG to a picture of pixels."""

from __future__ import annotations

import re
from typing import Any


def svg_of(chart: Any) -> str:
    """SVG of an Altair chart, drawn without a browser or a network."""
    import altair as alt
    import vl_convert

    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    spec = chart.to_dict(validate=False)  # tests hold the charts against the schema; here it would take half the time
    return _line_by_line(vl_convert.vegalite_to_svg(_cleaned(spec), vl_version=version))


_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def clean(text: str) -> str:
    """Text without the signs that SVG cannot hold, at which the renderer would end the whole program.

    >>> clean("a\\x07b")
    'ab'
    """
    return _NOT_XML.sub("", text)


def _cleaned(part: Any) -> Any:
    """A specification with all its texts clean."""
    if isinstance(part, dict):
        return {name: _cleaned(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_cleaned(value) for value in part]
    return clean(part) if isinstance(part, str) else part


def png(svg: str, scale: float = 3) -> bytes:
    """The chart as a picture for programs that cannot show SVG; ``scale`` in pixels per point."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=scale))


_LABEL = re.compile(
    r'<text ([^>]*?)transform="translate\(([-\d.]+),([-\d.]+)\)"([^>]*)>((?:<tspan[^>]*>[^<]*</tspan>)+)</text>'
)
_LINE = re.compile(r'<tspan(?:[^>]*? dy="([-\d.]+)")?[^>]*>([^<]*)</tspan>')


def _line_by_line(svg: str) -> str:
    """Make each line of a label a text of its own: resvg misplaces right-to-left lines within one text."""

    def parted(label: re.Match[str]) -> str:
        before, x, y, after, lines = label.groups()
        texts, down = [], float(y)
        for step, words in _LINE.findall(lines):
            down += float(step or 0)
            texts.append(f'<text {before}transform="translate({x},{down:g})"{after}>{words}</text>')
        return "".join(texts)

    return _LABEL.sub(parted, svg)
