"""Paragraphs that were broken into lines of at most some width are put together again.

Mail-like dumps wrap at 60 to 80 columns. Such a line says little by itself, so all later steps look at
whole blocks, and every line of a block gets the block's role.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

# Columns of a hard-wrapped page: mail wraps at 72, dumps at up to 100, columns of ideographs near 35.
NARROWEST, WIDEST = 30, 100
# A page counts as wrapped when so many of its line breaks stand inside a sentence.
LEAST_BREAKS = 3
LEAST_SHARE = 0.35

_OPEN_END = r"[^.!?…。！？؟।:：\"”’»)\]]$"


def join_wrapped(lines: pl.DataFrame) -> tuple[pl.DataFrame, npt.NDArray[np.int64]]:
    """Put the lines of hard-wrapped paragraphs together.

    Args:
        lines: the lines of a batch, sorted by page and position.

    Returns:
        The blocks, with the columns of `lines` (those of the block's first line; the text is that of
        all its lines), and for each line the index of its block.
    """
    continues = _continues(lines)
    block = np.cumsum(~continues) - 1
    if not continues.any():
        return lines, block
    whole = (
        lines.select("text", block=pl.Series(block))
        .group_by("block", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
    )
    return lines.filter(pl.Series(~continues)).with_columns(whole["text"]), block


def _continues(lines: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell for each line whether it goes on with the paragraph of the line before it."""
    page = lines["page"].to_numpy()
    length = lines["text"].str.len_chars().to_numpy().astype(np.int64)
    nothing = np.zeros(len(page), dtype=bool)
    if len(page) < 2:
        return nothing
    starts = np.flatnonzero(np.r_[True, page[1:] != page[:-1]])
    sizes = np.diff(np.r_[starts, len(page)])
    narrow = np.where(length <= WIDEST, length, 0)
    width = np.repeat(np.maximum.reduceat(narrow, starts), sizes)
    long_lines = np.repeat(np.add.reduceat((length > WIDEST).astype(np.int64), starts), sizes)
    maybe = (width >= NARROWEST) & (long_lines * 20 <= np.repeat(sizes, sizes))
    if not maybe.any():
        return nothing
    follows: npt.NDArray[np.bool_] = (
        maybe
        & (lines["gap"].to_numpy() == 0)
        & ~lines["bullet"].to_numpy()
        & lines["tag"].is_null().to_numpy()
        & _same_column(lines)
    )
    follows[starts] = False
    word = lines["text"].str.find(" ", literal=True).cast(pl.Int64).fill_null(-1).to_numpy()
    before = np.r_[0, length[:-1]]
    # A word that would still have fitted on the line before it says that the break was meant.
    forced = np.where(word >= 0, before + 1 + word > width, before >= 0.9 * width)
    follows &= forced & (before >= 0.5 * width)
    inside = follows & lines["text"].str.contains(_OPEN_END).shift(1, fill_value=False).to_numpy()
    inside &= (
        lines["text"].str.contains(r"^[^\p{Lu}\p{N}]|^\P{Ll}{20,}$").to_numpy()
    )  # telexes are all capitals
    breaks = np.repeat(np.add.reduceat(inside.astype(np.int64), starts), sizes)
    all_breaks = np.repeat(np.add.reduceat(follows.astype(np.int64), starts), sizes)
    follows &= (breaks >= LEAST_BREAKS) & (breaks >= LEAST_SHARE * all_breaks)
    return follows


def _same_column(lines: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell whether a line starts where the line before it does, or hangs under its bullet."""
    indent = lines["indent"].to_numpy().astype(np.int64)
    bullet = lines["bullet"].to_numpy()
    left, hangs = np.r_[0, indent[:-1]], np.r_[False, bullet[:-1]]
    same: npt.NDArray[np.bool_] = (
        (indent == left) | (hangs & (indent > left)) | ((indent == 0) & (left > 0) & (left <= 8))
    )
    return same
