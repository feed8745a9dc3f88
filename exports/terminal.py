"""Tables as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[str] = frozenset()) -> None:
    """Print a table; into a file or pipe it is as wide as it needs to be, so that nothing is cut off."""
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(Text(column), justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        widest = [
            max(cell_len(line) for row in [columns, *rows] for line in (row[at].splitlines() or [""]))
            for at in range(len(columns))
        ]
        console = Console(highlight=False, width=max(sum(widest) + 3 * len(columns) + 4, 20))
    console.print(table)
