"""Sphinx configuration: MyST Markdown, no network."""

import re
from html import escape
from importlib.metadata import version as _version

project = "detente"
author = "The detente founders"
copyright = "2026, the detente founders"
version = release = _version("detente")
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "generate.py"]
html_theme = "furo"
html_title = "detente"
autodoc_typehints = "description"
autodoc_member_order = "bysource"
nitpicky = False
html_math_renderer = "mathml"


def _as_mathml(node, as_block):
    """TeX as MathML, which browsers show by themselves: the pages need no script from a network."""
    from docutils.utils.math import MathError
    from docutils.utils.math.latex2mathml import tex2mathml
    from sphinx.util import logging

    text = re.sub(r"\\dots\b", r"\\ldots", node.astext())
    if as_block and r"\\" in text and r"\begin" not in text:
        text = rf"\begin{{aligned}}{text}\end{{aligned}}"
    try:
        return tex2mathml(text, as_block=as_block)
    except MathError as error:
        logging.getLogger(__name__).warning(f"formula {text!r}: {error}", location=node)
        return f"<code>{escape(text)}</code>"


def _inline_math(translator, node):
    from docutils.nodes import SkipNode

    translator.body.append(_as_mathml(node, as_block=False))
    raise SkipNode


def _block_math(translator, node):
    from docutils.nodes import SkipNode

    translator.body.append(f'<div class="math">{_as_mathml(node, as_block=True)}</div>')
    raise SkipNode


def setup(app):
    """Register the way formulas are written."""
    app.add_html_math_renderer("mathml", (_inline_math, None), (_block_math, None))
