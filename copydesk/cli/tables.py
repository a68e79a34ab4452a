"""Tables of figures, printed whole: a narrow terminal folds their lines rather than cut numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_ENOUGH = 10_000  # columns that no table needs


def print_whole(console: Console, table: Table) -> None:
    """Print a table as wide as it needs to be."""
    width = console.width
    room = console.options.update(max_width=_ENOUGH)
    console.width = max(width, console.measure(table, options=room).maximum)
    console.print(table)
    console.width = width
