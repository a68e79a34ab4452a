"""The lines of pages, as one table for a whole batch: trimmed, repaired, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from copydesk.buffers import utf8_of
from copydesk.offsets import chained, shifted
from copydesk.repair import MAY_NEED_REPAIR, repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.markup import MarkupLine
    from copydesk.record import Run

SCHEMA = {
    "page": pl.UInt32,
    "number": pl.UInt32,
    "text": pl.String,
    "raw_start": pl.Int32,
    "raw_end": pl.Int32,
    "gap": pl.UInt16,
    "indent": pl.UInt16,
    "bullet": pl.Boolean,
    "tag": pl.String,
    "body": pl.Boolean,
}
"""Columns of a line table. ``gap``: blank lines before; ``indent``: white space before, in code points."""

_OTHER_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BULLET = r"^(?:[•·‣▪◦●○■□►▸⁃]\s*|[*+\-–]\s+)"
_LARGEST_GAP = 65_535
_AT_ONCE = 1 << 17  # bytes; arrays that fit the cache are quicker


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a batch of pages, and the alignment of those that were repaired.

    ``repaired`` maps the page and the number of a line to the alignment of its text with the decoded
    page. A line that is not there stands on the page letter for letter from ``raw_start`` on.
    """

    frame: pl.DataFrame
    repaired: dict[tuple[int, int], list[Run]]


def split_lines(pages: Sequence[int], texts: Sequence[str]) -> Lines:
    """Split text dumps into their lines; blank ones are left out and counted as gaps.

    Args:
        pages: The number of each page in its batch.
        texts: The decoded pages.
    """
    breaks = pl.Series([_with_line_feeds(text) for text in texts], dtype=pl.String).str.split("\n")
    counts = breaks.list.len().to_numpy()
    first_of_page = np.cumsum(counts) - counts
    raw = breaks.explode()
    size = raw.str.len_chars().to_numpy().astype(np.int64)
    ends = np.cumsum(size + 1)
    filled = np.flatnonzero(size)
    page = np.repeat(np.arange(len(counts)), counts)[filled]
    page_base = np.concatenate(([0], ends))[first_of_page]
    without_indent = raw.gather(filled).str.strip_chars_start()
    indent = size[filled] - without_indent.str.len_chars().to_numpy()
    bullet, text = _without_bullets(without_indent.str.strip_chars_end())
    start = (ends - size - 1)[filled] - page_base[page] + indent + bullet
    return _finished(
        pl.DataFrame(
            {
                "page": np.asarray(pages, np.uint32)[page],
                "number": filled - first_of_page[page] + 1,
                "text": text,
                "raw_start": start,
                "raw_end": start + text.str.len_chars().to_numpy(),
                "indent": np.minimum(indent, _LARGEST_GAP),
                "bullet": bullet > 0,
            }
        ).with_columns(pl.lit(None, pl.String).alias("tag"), pl.lit(None, pl.Boolean).alias("body"))
    )


def _without_bullets(text: pl.Series) -> tuple[npt.NDArray[np.int64], pl.Series]:
    """Take the bullets off lines: give the length of each line's bullet, and the lines."""
    size = np.zeros(len(text), dtype=np.int64)
    marked = text.str.contains(_BULLET).arg_true()
    if marked.is_empty():
        return size, text
    lines = text.gather(marked)
    size[marked] = lines.str.extract(f"({_BULLET})").str.len_chars()
    return size, text.scatter(marked, lines.str.replace(_BULLET, ""))


def _with_line_feeds(text: str) -> str:
    """The text with every line break one line feed in the same place."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    for char in _OTHER_BREAKS:
        if char in text:
            text = text.replace(char, "\n")
    return text


def markup_lines(pages: Sequence[int], markups: Sequence[Sequence[MarkupLine]]) -> Lines:
    """Put the visible lines of HTML pages into a line table."""
    rows = [(page, line) for page, lines in zip(pages, markups, strict=True) for line in lines]
    counts = [len(lines) for lines in markups]
    frame = pl.DataFrame(
        {
            "page": pl.Series([page for page, _ in rows], dtype=pl.UInt32),
            "number": [number for count in counts for number in range(1, count + 1)],
            "text": pl.Series([line.text for _, line in rows], dtype=pl.String),
            "raw_start": [line.raw_start for _, line in rows],
            "raw_end": [line.raw_end for _, line in rows],
            "tag": pl.Series([line.tag for _, line in rows], dtype=pl.String),
            "body": pl.Series([line.body for _, line in rows], dtype=pl.Boolean),
        },
    ).with_columns(
        (pl.col("tag") == "li").alias("bullet"),
        pl.lit(0).alias("indent"),
    )
    known = {
        (page, number): list(line.runs)
        for page, lines in zip(pages, markups, strict=True)
        for number, line in enumerate(lines, 1)
    }
    return _finished(frame, known)


def paragraph_lines(pages: Sequence[int], texts: Sequence[str]) -> Lines:
    """Split extracted articles into their paragraphs: every line is one of the body."""
    lines = split_lines(pages, texts)
    return Lines(lines.frame.with_columns(pl.lit(value=True).alias("body")), lines.repaired)


def _finished(frame: pl.DataFrame, known: dict[tuple[int, int], list[Run]] | None = None) -> Lines:
    """Repair the lines that need it, drop those of which nothing is left, and count the gaps."""
    known = known or {}
    suspect = _suspects(frame["text"])
    if len(suspect):
        texts = frame["text"].gather(suspect).to_list()
        keys = frame.select("page", "number", "raw_start")[suspect].rows()
        repairs = [repair(text) for text in texts]
        changed = pl.Series([text for text, _ in repairs], dtype=pl.String)
        frame = frame.with_columns(frame["text"].scatter(suspect, changed))
        for (page, number, raw_start), old, (new, runs) in zip(keys, texts, repairs, strict=True):
            if (page, number) in known:
                known[page, number] = chained(runs, known[page, number])
            elif new != old:
                known[page, number] = shifted(runs, raw=raw_start)
    frame = frame.filter(pl.col("text") != "")  # repaired away, or a bullet with nothing behind it
    number, page = frame["number"].to_numpy().astype(np.int64), frame["page"].to_numpy()
    before = np.where(page[1:] == page[:-1], number[:-1], 0)
    gap = np.clip(number - np.r_[np.zeros(min(1, len(number)), np.int64), before] - 1, 0, _LARGEST_GAP)
    frame = frame.with_columns(pl.Series("gap", gap))
    return Lines(frame.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()), known)


def _suspects(text: pl.Series) -> pl.Series:
    """Find the lines that may need repair."""
    data, bounds = utf8_of(text)
    # Plain ASCII, but for the signs below, has nothing to repair; this is quicker to see than a pattern.
    places = [np.zeros(0, np.int64)]
    for start in range(0, data.size, _AT_ONCE):
        part = data[start : start + _AT_ONCE + 1]
        strange = (part >= 0x7F) | (part < 0x20) | (part == ord("&"))
        strange[:-1] |= (part[:-1] == ord(" ")) & (part[1:] == ord(" "))
        places.append(np.flatnonzero(strange) + start)
    asked = np.flatnonzero(np.diff(np.searchsorted(np.concatenate(places), bounds)))
    found = text.gather(asked).str.contains(MAY_NEED_REPAIR).arg_true()
    return pl.Series(asked[found], dtype=pl.UInt32)


def concatenated(parts: Sequence[Lines]) -> Lines:
    """Join the line tables of different pages into one, sorted by page and line."""
    if len(parts) == 1:
        return parts[0]
    frame = pl.concat([part.frame for part in parts]).sort("page", "number", maintain_order=True)
    return Lines(frame, {key: runs for part in parts for key, runs in part.repaired.items()})
