"""Write a drawing of the path as SVG, with text alternatives and without inline style."""

from __future__ import annotations

from html import escape

from throughgate.desk.path.drawing import Box, Drawing, Gate, Label, Stop, Stroke, TextLine, Words
from throughgate.desk.path.scale import Phase


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _stroke(stroke: Stroke) -> str:
    return (
        f'<line class="{stroke.style}" x1="{_n(stroke.x1)}" y1="{_n(stroke.y1)}"'
        f' x2="{_n(stroke.x2)}" y2="{_n(stroke.y2)}"/>'
    )


def _isolated(text: str) -> str:
    """Return the text kept apart from its neighbours' writing direction, escaped."""
    return escape(f"\u2068{text}\u2069") if any("\u0590" <= c <= "\u08ff" for c in text) else escape(text)


def _linked(inner: str, url: str, css: str = "") -> str:
    mark = f' class="{css}"' if css else ""
    return f'<a href="{escape(url)}"{mark}>{inner}</a>' if url else inner


def _text(line: TextLine, label: Label) -> str:
    anchor = f' text-anchor="{label.anchor}"' if label.anchor != "start" else ""
    cut = f"<title>{escape(line.full)}</title>" if line.full and line.full != line.text else ""
    css = f' class="{line.style}"' if line.style else ""
    return f'<text{css} x="{_n(label.x)}" y="{_n(line.baseline)}"{anchor}>{_isolated(line.text)}{cut}</text>'


def _label(label: Label, *, links: bool = True) -> str:
    return "".join(_linked(_text(line, label), line.url if links else "") for line in label.lines)


def _marker(stop: Stop) -> str:
    x, y = _n(stop.x), _n(stop.y)
    css = stop.kind + (" is-done" if stop.done else "")
    if len(stop.pins) > 1:
        return (
            f'<circle class="many {css}" cx="{x}" cy="{y}" r="9"/>'
            f'<text class="number" x="{x}" y="{_n(stop.y + 4)}" text-anchor="middle">{len(stop.pins)}</text>'
        )
    if stop.kind == "mark":
        corner = f'x="{_n(stop.x - 5.5)}" y="{_n(stop.y - 5.5)}"'
        return f'<rect class="mark" {corner} width="11" height="11" rx="2"/>'
    if stop.kind == "cert":
        corners = ((0, -7.5), (7.5, 0), (0, 7.5), (-7.5, 0))
        points = " ".join(f"{_n(stop.x + dx)},{_n(stop.y + dy)}" for dx, dy in corners)
        return f'<polygon class="cert" points="{points}"/>'
    radius = {"sheet": 6, "note": 4.5}.get(stop.kind, 7)
    return f'<circle class="{css}" cx="{x}" cy="{y}" r="{radius}"/>'


def _stop(stop: Stop, words: Words, drawing: Drawing, more: str) -> str:
    today = drawing.line.dates.today
    said = "\n".join(
        " · ".join(part for part in (words.day(pin.on, today), pin.title, pin.detail) if part)
        for pin in stop.pins
    )
    title = f"<title>{escape(said)}</title>"
    marker = _marker(stop)
    if len(stop.pins) == 1:
        label = _label(stop.label, links=False) if stop.label else ""
        # The area between the lines of a label answers to the pointer as well.
        area = _rect(stop.label.box, "touch") if stop.label and stop.pins[0].url else ""
        inner = _linked(f"{title}{area}{marker}{label}", stop.pins[0].url, "stop")
    else:
        label = _label(stop.label) if stop.label else ""
        listed = any(line.url for line in stop.label.lines) if stop.label else False
        inner = f"{title}{marker}{label}"
        if more and not listed:
            inner = _linked(inner, more, "stop")
    return f"<g>{inner}</g>"


def _rect(box: Box, css: str, radius: float = 0) -> str:
    corner = f' rx="{_n(radius)}"' if radius else ""
    return (
        f'<rect class="{css}" x="{_n(box.left)}" y="{_n(box.top)}" width="{_n(max(0, box.right - box.left))}"'
        f' height="{_n(max(0, box.bottom - box.top))}"{corner}/>'
    )


def _gate(gate: Gate, *, scale: float = 1) -> str:
    half, rise, top = 17 * scale, 22 * scale, 10 * scale
    css = "gate" if gate.sure else "gate unsure"
    return (
        f'<path class="{css}" d="M{_n(gate.x - half)} {_n(gate.y + top)} V{_n(gate.y - rise)}'
        f' a{_n(half)} {_n(half)} 0 0 1 {_n(2 * half)} 0 V{_n(gate.y + top)}"/>'
    )


def render(drawing: Drawing, words: Words, *, name: str, title: str, sentence: str, more: str = "") -> str:
    """Return the SVG; `name` makes its ids unique on the page, `more` is where clusters lead (#id)."""
    linked = bool(more) or any(pin.url for stop in drawing.stops for pin in stop.pins)
    # Links inside an image would be hidden from screen readers: with links it is a group.
    role = "group" if linked else "img"
    back = [
        _rect(drawing.maybe, "maybe", 8) if drawing.maybe else "",
        *(_stroke(stroke) for stroke in drawing.ticks),
        *(_stroke(stop.lead) for stop in drawing.stops if stop.lead),
        *(_stroke(stroke) for stroke in drawing.strokes),
        _gate(drawing.gate) if drawing.gate else "",
    ]
    if drawing.line.phase in {Phase.UNKNOWN, Phase.OVERDUE}:
        last = drawing.strokes[-2] if drawing.strokes[-1].style == "today-line" else drawing.strokes[-1]
        back.append(f'<circle class="open-end" cx="{_n(last.x2)}" cy="{_n(last.y2)}" r="5"/>')
    front = [
        *(_label(label) for label in drawing.labels),
        *(
            _stop(stop, words, drawing, more)
            for stop in sorted(drawing.stops, key=lambda stop: stop.pins[0].order)
        ),
    ]
    return (
        f'<svg viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="{role}" direction="ltr"'
        f' aria-labelledby="{name}-title {name}-sentence">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-sentence">{escape(sentence)}</desc>'
        f'<g aria-hidden="true">{"".join(back)}</g>{"".join(front)}</svg>'
    )
