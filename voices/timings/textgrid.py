"""Praat's TextGrid, in its long text format: tiers of intervals, and of points."""

from collections.abc import Iterator, Mapping, Sequence

Row = list[tuple[float, float, str]]
"""Start, end and text; in order, without overlaps."""

Points = list[tuple[float, str]]


def textgrid(tiers: Mapping[str, Row], seconds: float, points: Mapping[str, Points] | None = None) -> str:
    """Return the text of a TextGrid; what no interval of a tier covers is an empty one.

    Args:
        seconds: length of the audio.
    """
    named: list[tuple[str, list[str]]] = [
        *((name, list(_interval_tier(_with_pauses(row, seconds)))) for name, row in tiers.items()),
        *((name, list(_point_tier(row))) for name, row in (points or {}).items()),
    ]
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", f"xmax = {_number(seconds)}"]
    lines += ["tiers? <exists>", f"size = {len(named)}", "item []:"]
    for place, (name, (kind, *content)) in enumerate(named, start=1):
        lines += [f"    item [{place}]:", f'        class = "{kind}"', f'        name = "{_quoted(name)}"']
        lines += ["        xmin = 0", f"        xmax = {_number(seconds)}", *content]
    return "\n".join(lines) + "\n"


def _interval_tier(row: Row) -> Iterator[str]:
    yield "IntervalTier"
    yield f"        intervals: size = {len(row)}"
    for place, (start, end, text) in enumerate(row, start=1):
        yield f"        intervals [{place}]:"
        yield f"            xmin = {_number(start)}"
        yield f"            xmax = {_number(end)}"
        yield f'            text = "{_quoted(text)}"'


def _point_tier(row: Points) -> Iterator[str]:
    yield "TextTier"
    yield f"        points: size = {len(row)}"
    for place, (seconds, text) in enumerate(row, start=1):
        yield f"        points [{place}]:"
        yield f"            number = {_number(seconds)}"
        yield f'            mark = "{_quoted(text)}"'


def _with_pauses(row: Sequence[tuple[float, float, str]], seconds: float) -> Row:
    filled: Row = []
    reached = 0.0
    for start, end, text in row:
        if start > reached:
            filled.append((reached, start, ""))
        filled.append((start, end, text))
        reached = end
    return [*filled, (reached, seconds, "")] if seconds > reached else filled


def _number(seconds: float) -> str:
    return f"{round(seconds, 6):.12g}"


def _quoted(text: str) -> str:
    return text.replace('"', '""')
