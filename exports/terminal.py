"""Tables as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

from craftgraph.exports.texts import Texts, catalogue


def headings(columns: Sequence[str], language: str) -> list[str]:
    """Return what columns are called in a language; a name of the asker's own stays as it is.

    >>> headings(["party", "my_own"], "nl")
    ['partij', 'my_own']
    """
    texts = Texts(language)
    keys = [[f"terminal.column.{name}", f"column.{name}"] for name in columns]
    found = [next((key for key in pair if key in catalogue()), None) for pair in keys]
    return [texts(key) if key else name for key, name in zip(found, columns, strict=True)]


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: frozenset[str] = frozenset(),
    language: str | None = None,
) -> None:
    """Print a table; into a file or pipe it is as wide as it needs to be, so that nothing is cut off.

    :param right: the columns to align right.
    :param language: the language to head the columns in; their own names when None.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = headings(columns, language) if language else list(columns)
    for column, head in zip(columns, heads, strict=True):
        table.add_column(Text(head), justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        widest = [
            max(cell_len(line) for row in [heads, *rows] for line in (row[at].splitlines() or [""]))
            for at in range(len(columns))
        ]
        console = Console(highlight=False, width=max(sum(widest) + 3 * len(columns) + 4, 20))
    console.print(table)
