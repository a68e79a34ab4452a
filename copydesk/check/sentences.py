"""Sentences: each inside one paragraph, none over the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path, outside_of_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part


def check(part: Part) -> Iterator[Finding]:
    """Check the sentences against the paragraphs and against each other."""
    if not part.has("sentences"):
        return
    for row in outside_of_paragraphs(part.frame, "sentences").iter_rows(named=True):
        yield _finding(part, row, "is not inside one paragraph")
    spans = explode(part.frame, "sentences")
    following = pl.col("start").shift(-1).over("row")
    for row in spans.filter(pl.col("end") > following).iter_rows(named=True):
        yield _finding(part, row, "overlaps the sentence after it")


def _finding(part: Part, row: dict[str, int], fault: str) -> Finding:
    message = f"{row['start']}-{row['end']} {fault}"
    path = item_path("sentences", row["index"])
    return part.finding(row["row"], message, path=path, value=[row["start"], row["end"]])
