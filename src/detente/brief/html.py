"""The brief as one HTML file that needs nothing else: no script, no request, pictures inside."""

from __future__ import annotations

from base64 import b64encode

from detente.brief.contents import Block, Brief, Text, right_to_left


def render(brief: Brief) -> bytes:
    """HTML of the brief; every text of the case is escaped, and charts are pictures that cannot run anything."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.brief"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["data_uri"] = _data_uri
    environment.filters["direction"] = _direction
    environment.tests["block"] = _is_block
    return environment.get_template("brief.html.j2").render(brief=brief).encode()


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _direction(text: str | Text) -> str:
    rtl = text.right_to_left if isinstance(text, Text) else right_to_left(text)
    return "rtl" if rtl else "ltr"


def _is_block(block: Block, kind: str) -> bool:
    return type(block).__name__ == kind
