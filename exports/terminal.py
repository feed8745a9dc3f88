"""Tables as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

from craftgraph.exports.texts import Texts, catalogue


def headings(columns: Sequence[str], language: str, question: str | None = None) -> list[str]:
    """Return what columns are called in a language; a name of the asker's own stays as it is.

    :param question: the saved question that the columns answer.

    >>> headings(["party", "my_own"], "nl"), headings(["factor"], "nl", "success-factors")
    (['Partij', 'my_own'], ['Wat goed werkt'])
    """
    texts = Texts(language)
    kinds = [f"column.{question}.", "column.", "terminal.column."] if question else ["terminal.column."]
    keys = [[kind + name for kind in kinds if kind + name in catalogue()] for name in columns]
    return [texts(found[0]) if found else name for found, name in zip(keys, columns, strict=True)]


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: frozenset[str] = frozenset(),
    heads: Sequence[str] | None = None,
) -> None:
    """Print a table; into a file or pipe it is as wide as it needs to be, so that nothing is cut off.

    :param right: the columns to align right.
    :param heads: what to head the columns with; their names when None.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown = list(heads or columns)
    for column, head in zip(columns, shown, strict=True):
        table.add_column(Text(head), justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        widest = [
            max(cell_len(line) for row in [shown, *rows] for line in (row[at].splitlines() or [""]))
            for at in range(len(columns))
        ]
        console = Console(highlight=False, width=max(sum(widest) + 3 * len(columns) + 4, 20))
    console.print(table)
