"""What repeats across the pages of a source: lines that many of its pages share are furniture.

A survey is a table of counts. Surveys of different pages add up, in any order, so that workers can
each survey their pages. Digits are all one in the eyes of a survey ("12 comments", "© 2019").
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from copydesk.buffers import utf8_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

SURVEY_SCHEMA = {"source": pl.String, "line": pl.UInt64, "pages": pl.UInt32, "of_pages": pl.UInt32}
"""Columns of a survey. ``line``: hash of the line; ``pages``: pages that have it, out of ``of_pages``."""

# Shares of a source's pages.
MOST, SOME = 0.5, 0.1
# Fewer pages of a source say nothing about what its pages share.
LEAST_PAGES = 4
# A line on fewer pages than this is no furniture: one story may have been collected twice.
LEAST_REPEATS = 3
# Most lines that a finished survey keeps of one source.
MOST_LINES = 5_000

_HASHED = 64  # code points of a line that count
_AT_ONCE = 4_000  # lines; larger arrays fit no cache
_OF_LENGTH = 0x9E3779B97F4A7C15  # the multiplier of the length: 2**64 divided by the golden ratio
_ANY_DIGIT = 0x30


def survey_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Count for each source how many of its pages have a line.

    Args:
        lines: source, page, text.

    Returns:
        A survey, sorted by source and line. It still has the lines that were seen once, so that it can
        be added to others; `merge_surveys` drops them.
    """
    seen = lines.select("source", "page", line=hash_lines(lines["text"]))
    counts = seen.group_by("source", "line").agg(pages=pl.col("page").n_unique().cast(pl.UInt32))
    pages = seen.group_by("source").agg(of_pages=pl.col("page").n_unique().cast(pl.UInt32))
    return counts.join(pages, on="source").select(SURVEY_SCHEMA.keys()).sort("source", "line")


def merge_surveys(surveys: Sequence[pa.Table]) -> pa.Table:
    """Add up what workers surveyed, and keep what tells furniture: the most repeated lines of each source.

    Every source keeps at least one row, so that a line that is new to a known source is told from a line
    of an unknown source. The order of the surveys does not matter.
    """
    frames = [pl.DataFrame(pl.from_arrow(survey)) for survey in surveys]
    whole = pl.concat([pl.DataFrame(schema=SURVEY_SCHEMA), *frames])
    totals = pl.concat([_pages_of_sources(survey) for survey in (whole[:0], *frames)])
    totals = totals.group_by("source").agg(pl.col("of_pages").sum())
    counts = whole.group_by("source", "line").agg(pl.col("pages").sum())
    repeated = counts.filter(pl.col("pages") >= LEAST_REPEATS)
    others = counts.join(repeated, on="source", how="anti")
    # few lines are left to be sorted: most stand on one page only
    ranked = pl.concat([repeated, others]).sort("source", "pages", "line", descending=[False, True, False])
    place = pl.int_range(pl.len()).over("source")
    kept = ranked.filter((place == 0) | ((pl.col("pages") >= LEAST_REPEATS) & (place < MOST_LINES)))
    kept = kept.join(totals, on="source").select(SURVEY_SCHEMA.keys())
    return kept.sort("source", "line").to_arrow()


def _pages_of_sources(survey: pl.DataFrame) -> pl.DataFrame:
    return survey.select("source", "of_pages").unique()


def look_up_shared(lines: pl.DataFrame, survey: pl.DataFrame) -> pl.Series:
    """Tell of every line what share of the pages of its source have it.

    Args:
        lines: source, text.
        survey: a survey of pages of the same sources.

    Returns:
        Grades as Float32: 1 for a line that at least half of the pages have, 0.25 from a tenth of them on,
        else 0; null where the source has too few pages to tell.
    """
    if survey.is_empty() or lines.is_empty():
        return pl.Series("shared", [None] * len(lines), dtype=pl.Float32)
    hashed = lines.select("source", line=hash_lines(lines["text"]))
    known = _pages_of_sources(survey).filter(pl.col("of_pages") >= LEAST_PAGES)
    repeated = survey.filter(pl.col("pages") >= LEAST_REPEATS).select("source", "line", "pages")
    found = hashed.join(known, on="source", how="left", maintain_order="left").join(
        repeated, on=["source", "line"], how="left", maintain_order="left"
    )
    return found.select(_grade().cast(pl.Float32).alias("shared")).to_series()


def telling_lines(survey: pl.DataFrame) -> pl.DataFrame:
    """Give what of a survey `look_up_shared` tells apart: source, line and the grade of its share.

    Every source that has enough pages has a row with a null line, so that it is told from others.
    """
    known = survey.filter(pl.col("of_pages") >= LEAST_PAGES)
    graded = known.filter(pl.col("pages") >= LEAST_REPEATS).select(
        "source", "line", _grade().alias("grade")
    )
    line, grade = graded.schema["line"], graded.schema["grade"]
    sources = (
        known.select("source")
        .unique()
        .with_columns(pl.lit(None, line).alias("line"), pl.lit(None, grade).alias("grade"))
    )
    return pl.concat([graded.filter(pl.col("grade") > 0), sources])


def _grade() -> pl.Expr:
    """The grade of a share: of most pages, of some, of none to speak of.

    Grades instead of shares, because a page more or less in a source must not change its other pages.
    """
    share = pl.col("pages").fill_null(0) / pl.col("of_pages")
    return pl.when(share >= MOST).then(1.0).when(share >= SOME).then(0.25).when(share >= 0).then(0.0)


@cache
def _multipliers() -> npt.NDArray[np.uint64]:
    """Make the odd 64-bit multipliers of the line hash, by SplitMix64 (Steele, Lea and Flood 2014)."""
    mask = (1 << 64) - 1
    numbers = []
    for step in range(1, 2 * _HASHED + 1):
        mixed = (step * _OF_LENGTH) & mask
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        numbers.append((mixed ^ (mixed >> 31)) | 1)
    return np.array(numbers, dtype=np.uint64)


def hash_lines(text: pl.Series) -> pl.Series:
    """Hash lines to 64 bits, the same on every machine and with every version of every library.

    Multilinear hashing (Lemire and Kaser 2014) of the first 64 code points as UTF-16, every digit taken
    for 0: the sum of each unit times a fixed random number of its place, and of the line's length.
    """
    parts = [_hash(text.slice(at, _AT_ONCE)) for at in range(0, len(text), _AT_ONCE)]
    return pl.Series("line", np.concatenate(parts) if parts else [], dtype=pl.UInt64)


def _hash(text: pl.Series) -> npt.NDArray[np.uint64]:
    data, bounds = utf8_of(text.str.slice(0, _HASHED).str.pad_end(_HASHED, "\0"))  # a zero adds nothing
    units = np.frombuffer(data.tobytes().decode().encode("utf-16-le"), dtype="<u2")
    units = np.where((units >= 0x30) & (units <= 0x39), np.uint16(_ANY_DIGIT), units).astype(np.uint64)
    whole = text.str.len_chars().to_numpy().astype(np.uint64) * np.uint64(_OF_LENGTH)
    pairs = np.flatnonzero(data >= 0xF0)  # signs outside the basic plane are two units each
    if not pairs.size:
        sums: npt.NDArray[np.uint64] = units.reshape(-1, _HASHED) @ _multipliers()[:_HASHED]
        return sums + whole
    length = _HASHED + np.diff(np.searchsorted(pairs, bounds))
    ends = np.cumsum(length)
    starts = ends - length
    units *= _multipliers()[np.arange(len(units)) - np.repeat(starts, length)]
    products = np.concatenate(([np.uint64(0)], np.cumsum(units, dtype=np.uint64)))
    sums = products[ends] - products[starts]
    return sums + whole
