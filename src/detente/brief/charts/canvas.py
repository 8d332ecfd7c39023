"""A drawing of texts, lines, boxes and shapes at places in points, for pictures that have no axes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from detente.brief.charts.style import INK, WIDTH

Align = Literal["left", "center", "right"]


@dataclass
class Canvas:
    """Things drawn in order, from the left and from the top; those alike in kind and look become one layer."""

    height: float
    width: float = WIDTH
    layers: dict[tuple[tuple[str, Any], ...], list[dict[str, Any]]] = field(default_factory=dict)

    def text(
        self, x: float, y: float, text: str, *, align: Align = "left", size: float = 11, bold: bool = False,
        color: str = INK,
    ) -> None:  # fmt: skip
        """A line of text, its middle at the height ``y``."""
        look = {"type": "text", "align": align, "baseline": "middle", "fontSize": size, "color": color}
        self._add(look | {"fontWeight": "bold" if bold else "normal"}, x=x, y=y, text=text)

    def line(self, x: float, y: float, x2: float, y2: float, *, width: float = 1, color: str = INK,
             dash: tuple[int, ...] = ()) -> None:  # fmt: skip
        """A straight line."""
        look = {"type": "rule", "color": color, "strokeWidth": width, "strokeDash": dash}
        self._add(look, x=x, y=y, x2=x2, y2=y2)

    def box(self, x: float, y: float, x2: float, y2: float, *, fill: str, stroke: str | None = None) -> None:
        """A filled rectangle."""
        self._add({"type": "rect", "fill": fill, "stroke": stroke or fill}, x=x, y=y, x2=x2, y2=y2)

    def shape(self, x: float, y: float, shape: str, *, size: float = 90, fill: str = "white", stroke: str = INK,
              width: float = 1.5) -> None:  # fmt: skip
        """A shape of Vega, by its name or as a path; ``size`` is its area."""
        look = {"type": "point", "filled": True, "fill": fill, "stroke": stroke, "strokeWidth": width}
        self._add(look | {"shape": shape, "size": size, "opacity": 1}, x=x, y=y)

    def chart(self) -> Any:
        """The drawing as an Altair chart."""
        import altair as alt

        across = alt.Scale(domain=[0, self.width], range=[0, self.width], nice=False, zero=False)
        down = alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False)
        layers = []
        for look, rows in self.layers.items():
            mark = {name: list(value) if isinstance(value, tuple) else value for name, value in look}
            channels: dict[str, Any] = {
                "x": alt.X("x:Q", scale=across, axis=None),
                "y": alt.Y("y:Q", scale=down, axis=None),
            }
            if "x2" in rows[0]:
                channels |= {"x2": "x2:Q", "y2": "y2:Q"}
            if "text" in rows[0]:
                channels["text"] = "text:N"
            layers.append(alt.Chart(alt.Data(values=rows), mark=alt.MarkDef(**mark)).encode(**channels))
        return alt.layer(*layers).properties(width=self.width, height=self.height)

    def _add(self, look: dict[str, Any], **row: Any) -> None:
        self.layers.setdefault(tuple(look.items()), []).append(row)
