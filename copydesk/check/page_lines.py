"""Lines of the articles' pages: there, in the same split, and with the words that alignment points to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from copydesk.findings.parts import explode, item_path, place_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.findings import Finding
    from copydesk.findings.parts import Part
    from copydesk.findings.subject import Release


_COLUMNS = {"address": pl.String, "raw_start": pl.Int32, "raw_end": pl.Int32, "text": pl.String}


def check(release: Release) -> Iterator[Finding]:
    """Check every article against the lines of its split."""
    for split in release.splits("articles"):
        lines = _Lines(release.split_parts("lines", split))
        for part in release.split_parts("articles", split):
            yield from _part(part, lines.of(part.frame["address"]))


@dataclass
class _Lines:
    """The lines of a split, read on as far as the articles at hand need: both stand in the same order."""

    parts: Iterator[Part]
    held: pl.DataFrame | None = None

    def of(self, addresses: pl.Series) -> pl.DataFrame:
        """Give the lines of some pages; those after them stay for the next."""
        wanted = addresses.drop_nulls().unique().to_list()
        while self._needs_more(wanted) and (part := next(self.parts, None)) is not None:
            more = part.frame.select("address", "raw_start", "raw_end", "text").drop_nulls()
            self.held = more if self.held is None else pl.concat([self.held, more])
        if self.held is None:
            return pl.DataFrame(schema=_COLUMNS)
        theirs = self.held["address"].is_in(wanted)
        found, self.held = self.held.filter(theirs), self.held.filter(~theirs)
        return found

    def _needs_more(self, wanted: list[str]) -> bool:
        if self.held is None or self.held.is_empty():
            return True
        there = self.held["address"]
        return there[-1] in wanted or not set(wanted) <= set(there.unique())


def _numbered(lines: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pages with a number each, and the lines in the order of page and place."""
    pages = lines.select(pl.col("address").unique(maintain_order=True)).with_row_index("page")
    numbered = lines.join(pages, on="address", how="left").select(
        pl.col("page").alias("in_page"),
        "raw_end",
        pl.col("text").alias("line"),
        place_key("raw_start", "page"),
    )
    return pages, numbered.sort("key")


def _part(part: Part, given: pl.DataFrame) -> Iterator[Finding]:
    pages, lines = _numbered(given)
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
