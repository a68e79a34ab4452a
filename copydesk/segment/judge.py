"""Which pages hold no article, and why."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from copydesk.buffers import utf8_of
from copydesk.segment.furniture import read_lexicon

# A body of fewer words is no article; in scripts without spaces two letters count as a word.
LEAST_WORDS = 12
# Among many links so little prose is the teasers of a list; news in brief is hardly shorter.
LISTING_WORDS = 45
LISTING_WORDS_MARKED = 16  # where an extractor, which knows the links, found the prose
# So many paragraphs that break off, most of all there are, are the teasers of a list.
LEAST_TEASERS = 3
_CUT = r"(?:\.\.\.|…)\]?$"
# An error page, wall or form says no more than this.
WALL_WORDS = 40


def judge_pages(lines: pl.DataFrame) -> pl.DataFrame:
    """Judge from its lines and their roles whether a page holds an article.

    Args:
        lines: page, text, role, and tag where a page is of markup.

    Returns:
        One row a page: page, reason (null: it holds an article; `too_short`; `not_an_article`), detail.
    """
    in_body = pl.col("role") == "body"
    lines = lines.select(
        "page",
        "text",
        "tag",
        in_body.alias("in_body"),
        _amounts(lines["text"]).alias("amount"),
        cut=pl.col("text").str.contains(_CUT),
    )
    amount, in_body = pl.col("amount"), pl.col("in_body")
    pages = lines.group_by("page", maintain_order=True).agg(
        body=amount.filter(in_body).sum(),
        paragraphs=in_body.sum(),
        teasers=(in_body & pl.col("cut")).sum(),
        marked=pl.col("tag").is_not_null().any(),
        links=(~in_body & amount.is_between(3, 25)).sum(),
    )
    pages = pages.with_columns(wall=pl.col("page").is_in(_walls(lines, pages).implode()))
    listing = (
        (pl.col("links") >= 12)
        & (pl.col("links") > 4 * pl.col("paragraphs"))
        & (pl.col("body") < pl.when("marked").then(LISTING_WORDS_MARKED).otherwise(LISTING_WORDS))
    )
    listing |= (pl.col("teasers") >= LEAST_TEASERS) & (2 * pl.col("teasers") > pl.col("paragraphs"))
    short = pl.col("body") < LEAST_WORDS
    walled = (pl.col("body") < WALL_WORDS) & pl.col("wall")
    no_article, too_short = pl.lit("not_an_article"), pl.lit("too_short")
    return pages.select(
        "page",
        reason=pl.when(listing | walled).then(no_article).when(short).then(too_short),
        detail=pl.when(listing)
        .then(pl.format("{} headlines or links and {} words of prose", "links", "body"))
        .when(walled)
        .then(pl.format("an error page, wall or form with {} words of prose", "body"))
        .when(short)
        .then(pl.format("{} words of prose", "body")),
    )


def _amounts(text: pl.Series) -> pl.Series:
    """Count the words of lines; in scripts without spaces two letters count as a word."""
    data, bounds = utf8_of(text)
    words = np.diff(np.searchsorted(np.flatnonzero(data == ord(" ")), bounds)) + 1
    letters = text.str.len_chars().to_numpy().astype(np.int64)
    return pl.Series(np.where(np.diff(bounds) > 2 * letters, letters // 2, words))


def _walls(lines: pl.DataFrame, pages: pl.DataFrame) -> pl.Series:
    """Give the pages with little prose of which a line says what errors, walls and forms say."""
    short = pages.filter(pl.col("body") < WALL_WORDS)["page"]
    asked = lines.filter(pl.col("page").is_in(short.implode()))
    return asked.filter(pl.col("text").str.to_lowercase().str.contains(_no_article()))["page"]


@cache
def _no_article() -> str:
    """Make the pattern of what errors, walls and forms say."""
    return "|".join(read_lexicon("lines")["no_article"])
