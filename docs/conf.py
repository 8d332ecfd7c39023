"""Sphinx configuration: MyST Markdown, no network."""

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
