"""Which pages hold no article, and why."""

from __future__ import annotations

from functools import cache

import polars as pl

from copydesk.segment.furniture import read_lexicon

# A body of fewer words, or letters in scripts without spaces, is no article.
LEAST_WORDS = 30
LEAST_IDEOGRAPHS = 60


def judge_pages(lines: pl.DataFrame) -> pl.DataFrame:
    """Judge from its lines and their roles whether a page holds an article.

    Args:
        lines: page, text, role.

    Returns:
        One row a page: page, reason (null: it holds an article; `too_short`; `not_an_article`), detail.
    """
    text, in_body = pl.col("text"), pl.col("role") == "body"
    words = text.str.count_matches(" ", literal=True) + 1
    wide = text.str.len_bytes() > 2 * text.str.len_chars()
    amount = pl.when(wide).then(text.str.len_chars() * LEAST_WORDS // LEAST_IDEOGRAPHS).otherwise(words)
    pages = lines.group_by("page", maintain_order=True).agg(
        body=amount.filter(in_body).sum(),
        paragraphs=in_body.sum(),
        wall=text.str.to_lowercase().str.contains(_no_article()).any(),
        links=(~in_body & amount.is_between(3, 25)).sum(),
    )
    listing = (
        (pl.col("links") >= 12)
        & (pl.col("links") > 4 * pl.col("paragraphs"))
        & (pl.col("body") < 4 * LEAST_WORDS)
    )
    short = pl.col("body") < LEAST_WORDS
    walled = short & pl.col("wall")
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


@cache
def _no_article() -> str:
    """Make the pattern of what errors, walls and forms say."""
    return "|".join(read_lexicon("lines")["no_article"])
