"""Tables as plain text, as a Python prompt shows them."""

from __future__ import annotations

from collections.abc import Sequence

_ROWS = 10
_WIDTH = 40


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return the first ten rows under their column names, long cells cut off, and how many rows there are.

    >>> print(text_table(["party", "ties"], [["rova", "12"], ["tiem", ""]]))
    party  ties
    -----  ----
    rova   12
    tiem
    2 rows
    """
    shown = [[_cell(cell) for cell in row] for row in [columns, *rows[:_ROWS]]]
    widths = [max(len(row[at]) for row in shown) for at in range(len(columns))]
    lines = [shown[0], ["-" * width for width in widths], *shown[1:]]
    texts = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    count = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    return "\n".join([*texts, f"{count}, of which the first {_ROWS}" if len(rows) > _ROWS else count])


def _cell(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
