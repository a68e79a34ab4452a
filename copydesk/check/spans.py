"""Spans of all layers: inside the text, not empty, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path
from copydesk.registry import layers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part


def check(part: Part) -> Iterator[Finding]:
    """Check start < end <= len(text), and that no span begins before the one before it."""
    size = pl.col("text").str.len_chars().cast(pl.Int64).alias("size")
    for column in ("paragraphs", *layers()):
        if not part.has(column) or not _holds_spans(part, column):
            continue
        spans = explode(part.frame, column, size)
        start, end = pl.col("start"), pl.col("end")
        earlier = start < start.shift(1).over("row")
        for row in spans.filter((start >= end) | (end > pl.col("size")) | earlier).iter_rows(named=True):
            if row["start"] >= row["end"]:
                message = f"is empty: it starts at {row['start']} and ends at {row['end']}"
            elif row["end"] > row["size"]:
                message = f"ends at {row['end']}, but the text has {row['size']} characters"
            else:
                message = f"starts at {row['start']}, before the one before it: spans are in reading order"
            path = item_path(column, row["index"])
            yield part.finding(row["row"], message, path=path, value=[row["start"], row["end"]])


def _holds_spans(part: Part, column: str) -> bool:
    kind = part.frame.schema[column]
    if not isinstance(kind, pl.List) or not isinstance(kind.inner, pl.Struct):
        return False
    return {"start", "end"} <= {field.name for field in kind.inner.fields}
