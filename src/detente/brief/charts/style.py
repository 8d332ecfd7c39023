"""Measures, colours and type of the charts."""

from __future__ import annotations

WIDTH = 560
ROW = 19
LETTER = 6.7  # width that a letter of a label may take
INK = "#1d2733"
TONE = "#1f4e79"
BAND = "#c9d6e4"
AXIS = "#8a8f98"
GRID = "#e3e6ea"
FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
