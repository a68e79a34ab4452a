"""The floor that builds and labels are measured against, and the table of how far above it they lie."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pyarrow.json as pj
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def floor_seconds(plain: Path, folder: Path) -> float:
    """Read articles from JSON lines with pyarrow and write them as Parquet; the best of three runs."""
    found = []
    for _ in range(3):
        start = time.process_time()
        pq.write_table(pj.read_json(plain), folder / "floor.parquet", compression="zstd")
        found.append(time.process_time() - start)
    return min(found)


def print_table(plain: Path, count: int, rows: Iterable[tuple[str, float]], floor: float) -> None:
    """Print what each row takes an article, beside the floor, and which share of the last row it is.

    Args:
        plain: The articles as JSON lines.
        count: How many they are.
        rows: What was measured, and its CPU seconds; the last is the whole.
        floor: The CPU seconds of the floor.
    """
    rows = [("floor: pyarrow, JSON lines to Parquet", floor), *rows]
    table = Table(title=f"{count:,} articles of {plain.stat().st_size / count:,.0f} bytes, CPU time")
    for head in ("what", "us an article", "articles/s", "share", "x floor"):
        table.add_column(head, justify="left" if head == "what" else "right")
    for what, seconds in rows:
        per, share = seconds / count, seconds / rows[-1][1]
        table.add_row(
            what, f"{per * 1e6:,.1f}", f"{1 / per:,.0f}", f"{share:.1%}", f"{seconds / floor:,.2f}"
        )
    Console().print(table)
