"""Alignment: runs that ascend in text and page, do not overlap, and end inside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part


def check(part: Part) -> Iterator[Finding]:
    """Check the runs of every article."""
    size = pl.col("text").str.len_chars().cast(pl.Int64).alias("size")
    runs = explode(part.frame, "alignment", size)
    for side, name in (("text_start", "text"), ("raw_start", "page")):
        end = pl.col(side).cast(pl.Int64) + pl.col("length")
        overlap = runs.filter(pl.col(side) < end.shift(1).over("row"))
        message = f"begins in the {name} before the run before it ends"
        yield from _findings(part, overlap, side, message)
    end = pl.col("text_start").cast(pl.Int64) + pl.col("length")
    yield from _findings(part, runs.filter(end > pl.col("size")), "length", "ends beyond the text")
    bare = part.frame.select((pl.col("alignment").list.len() == 0).alias("bare"))
    for row in bare["bare"].arg_true():
        message = "is empty: no character of the text can be found in the page"
        yield part.finding(row, message, path="alignment")


def _findings(part: Part, rows: pl.DataFrame, field: str, message: str) -> Iterator[Finding]:
    for row in rows.iter_rows(named=True):
        path = item_path("alignment", row["index"], field)
        yield part.finding(row["row"], message, path=path, value=row[field])
