"""Paragraphs: they cover the text and are joined by one blank line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part

_JOINT = "\n\n"


def check(part: Part) -> Iterator[Finding]:
    """Check the paragraphs against those that the text's blank lines make."""
    given = explode(part.frame, "paragraphs").select("row", "index", "start", "end")
    made = _made(part.frame)
    both = given.join(made, on=["row", "index"], how="full", coalesce=True).sort("row", "index")
    wrong = both.filter(
        pl.col("start").ne_missing(pl.col("made_start")) | pl.col("end").ne_missing(pl.col("made_end"))
    )
    # one wrong border moves all that follow, so only the first of an article is told
    for row in wrong.unique("row", keep="first", maintain_order=True).iter_rows(named=True):
        path = item_path("paragraphs", row["index"])
        if row["made_start"] is None:
            message = "is one too many: the text has no such paragraph"
        elif row["start"] is None:
            message = f"is missing: the text has a paragraph at {row['made_start']}-{row['made_end']}"
        else:
            right = f"{row['made_start']}-{row['made_end']}"
            message = f"is {row['start']}-{row['end']}, but by its blank lines the text has it at {right}"
        yield part.finding(row["row"], message, path=path, value=[row["start"], row["end"]])
    ragged = made.filter(pl.col("ragged")).unique("row", keep="first", maintain_order=True)
    for row in ragged.iter_rows(named=True):
        message = "is empty, or begins or ends with white space: one blank line joins paragraphs"
        yield part.finding(row["row"], message, path=item_path("paragraphs", row["index"]))


def _made(frame: pl.DataFrame) -> pl.DataFrame:
    """The paragraphs that the blank lines of the text make."""
    pieces = pl.col("text").str.split(_JOINT).alias("piece")
    made = frame.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), pieces).drop_nulls()
    made = made.with_columns(pl.int_ranges(0, pl.col("piece").list.len(), dtype=pl.Int64).alias("index"))
    made = made.explode("index", "piece")
    length = pl.col("piece").str.len_chars().cast(pl.Int64)
    end = (length + len(_JOINT)).cum_sum().over("row") - len(_JOINT)
    bare = pl.col("piece").str.strip_chars()
    return made.select(
        "row",
        "index",
        (end - length).cast(pl.Int32).alias("made_start"),
        end.cast(pl.Int32).alias("made_end"),
        ((bare != pl.col("piece")) | (bare == "")).alias("ragged"),
    )
