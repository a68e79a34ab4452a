"""Lines of a page: ascending in number and place, without overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.release import REJECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part


def check(part: Part) -> Iterator[Finding]:
    """Check every line against the one before it."""
    lines = part.frame.with_row_index("row")
    start, end, number = pl.col("raw_start"), pl.col("raw_end"), pl.col("number")
    same = pl.col("address") == pl.col("address").shift(1)
    if part.split == REJECTED:
        same &= number > number.shift(1)  # pages that repeat an address stand there one after the other
    for wrong, path, message in (
        (start >= end, "raw_end", "is not after raw_start"),
        (same & (number <= number.shift(1)), "number", "is not above that of the line before it"),
        (same & (start < end.shift(1)), "raw_start", "is before the end of the line before it"),
    ):
        for row in lines.filter(wrong).iter_rows(named=True):
            yield part.finding(row["row"], message, path=path, value=row[path])
