"""Takes rows of text; gives a table on stdout, drawn by rich on a terminal; touches stdout."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table of the rows, as wide as the terminal; cells are shown as they are, never as markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(value)) for value in row))
    width = None if sys.stdout.isatty() else 160
    console = Console(width=width, highlight=False)
    console.print(table)
    console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim")


def printable(text: str) -> str:
    """The text without control characters, which a terminal would obey."""
    return "".join(sign if sign in "\n\t" or sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
