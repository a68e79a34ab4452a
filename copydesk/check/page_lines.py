"""Lines of the articles' pages: there, in the same split, and with the words that alignment points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path, parquet_parts, place_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part
    from copydesk.findings.subject import Release


def check(release: Release) -> Iterator[Finding]:
    """Check every article against the lines of its split."""
    every = release.frame("lines", ["address", "raw_start", "raw_end", "text"])
    for split in release.splits("articles"):
        lines = every.filter(pl.col("split") == split).drop_nulls()
        pages = lines.select(pl.col("address").unique(maintain_order=True)).with_row_index("page")
        lines = lines.join(pages, on="address", how="left").select(
            pl.col("page").alias("in_page"),
            pl.col("raw_end"),
            pl.col("text").alias("line"),
            pl.col("raw_start").alias("line_start"),
            place_key("raw_start", "page"),
        )
        lines = lines.sort("key")
        for file in release.files:
            if (file.table, file.split) == ("articles", split):
                for part in parquet_parts(file.path, file.table, split):
                    yield from _part(part, pages, lines)


def _part(part: Part, pages: pl.DataFrame, lines: pl.DataFrame) -> Iterator[Finding]:
    numbered = part.frame.join(pages, on="address", how="left", maintain_order="left")
    for row in numbered["page"].is_null().arg_true():
        message = f"the page has no lines in the split {part.split}"
        yield part.finding(row, message, path="address", value=part.frame["address"][row])
    rows = pl.int_range(pl.len(), dtype=pl.Int64).alias("at")
    texts = numbered.with_columns(rows).select("at", "page", "text", "alignment").drop_nulls()
    runs = explode(texts, "alignment", "at", "page", "text").drop_nulls()
    runs = runs.with_columns(place_key("raw_start", "page")).sort("key")
    runs = runs.join_asof(lines, on="key")
    inside = (pl.col("in_page") == pl.col("page")) & (pl.col("raw_start") < pl.col("raw_end"))
    inside = inside.fill_null(value=False)
    for row in runs.filter(~inside).sort("at", "index").iter_rows(named=True):
        message = f"points to {row['raw_start']} in the page, where there is no line"
        yield part.finding(row["at"], message, path=item_path("alignment", row["index"], "raw_start"))
    length = pl.min_horizontal("length", pl.col("raw_end") - pl.col("raw_start"))
    piece = pl.col("text").str.slice(pl.col("text_start"), length)
    piece = piece.str.split("\n").list.first().str.strip_chars()
    runs = runs.filter(inside).with_columns(piece.alias("piece"))
    apart = ~pl.col("line").str.contains(pl.col("piece"), literal=True)
    for row in runs.filter(apart).sort("at", "index").iter_rows(named=True):
        message = f"points to a line without the words {row['piece'][:60]!r}"
        yield part.finding(row["at"], message, path=item_path("alignment", row["index"]))
