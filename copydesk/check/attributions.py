"""Attributions: content in one paragraph, speaker and cue in the text, speakers whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path, outside_of_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part

_COLUMN = "attributions"


def check(part: Part) -> Iterator[Finding]:
    """Check every attribution of a part."""
    if not part.has(_COLUMN):
        return
    for row in outside_of_paragraphs(part.frame, _COLUMN).iter_rows(named=True):
        message = f"the content {row['start']}-{row['end']} is not inside one paragraph"
        yield part.finding(row["row"], message, path=item_path(_COLUMN, row["index"]))
    size = pl.col("text").str.len_chars().cast(pl.Int64).alias("size")
    rows = explode(part.frame, _COLUMN, size)
    for name in ("speaker", "cue"):
        yield from _mentions(part, rows, name)
    unnamed = pl.col("speaker_start").is_not_null() & pl.col("speaker").is_null()
    yield from _findings(part, rows.filter(unnamed), "speaker", "is null, but there is a mention")
    unkind = pl.col("speaker").is_null() != pl.col("speaker_kind").is_null()
    message = "goes with speaker: both are null or neither"
    yield from _findings(part, rows.filter(unkind), "speaker_kind", message)
    yield from _findings(part, rows.filter(pl.col("utterance") < 1), "utterance", "counts from 1")


def _mentions(part: Part, rows: pl.DataFrame, name: str) -> Iterator[Finding]:
    """Check where the mentions of speakers or cues stand."""
    start, end = pl.col(f"{name}_start"), pl.col(f"{name}_end")
    half = rows.filter(start.is_null() != end.is_null())
    message = f"and {name}_end are both null or neither"
    yield from _findings(part, half, f"{name}_start", message)
    empty = rows.filter(start >= end)
    message = f"is not before {name}_end"
    yield from _findings(part, empty, f"{name}_start", message)
    beyond = rows.filter(end > pl.col("size"))
    yield from _findings(part, beyond, f"{name}_end", "is beyond the end of the text")


def _findings(part: Part, rows: pl.DataFrame, field: str, message: str) -> Iterator[Finding]:
    for row in rows.iter_rows(named=True):
        path = item_path(_COLUMN, row["index"], field)
        yield part.finding(row["row"], message, path=path, value=row[field])
