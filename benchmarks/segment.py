"""What survey and segment cost a page, and which step takes the time.

Run: python benchmarks/segment.py [PAGES]. CPU time, on invented pages of 30 lines and 3 KB.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Annotated

import polars as pl
import typer

from copydesk.lines import split_lines
from copydesk.segment import segment_lines
from copydesk.segment.furniture import find_furniture
from copydesk.segment.headline import find_headlines
from copydesk.segment.letters import count_letters
from copydesk.segment.observe import observe
from copydesk.segment.region import find_region
from copydesk.segment.wrapped import join_wrapped
from copydesk.survey import look_up_shared, merge_surveys, survey_lines

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = [
    "the",
    "a",
    "of",
    "harbour",
    "council",
    "said",
    "river",
    "and",
    "to",
    "in",
    "bridge",
    "ministry",
    "not",
    "for",
    "had",
    "winter",
    "Brenna",
    "Harn",
    "is",
    "it",
    "was",
]
HEAD = ["The Harn Packet", "Home", "News", "Politics", "Sport", "Share this article"]
FOOT = [
    "Related stories",
    "Most read",
    "Comments",
    "Subscribe to our newsletter",
    "Copyright 2012 The Harn Packet",
]
MICROSECONDS = 1e6


def sentence(chance: random.Random, least: int, most: int) -> str:
    """Write some words, the first one with a capital."""
    return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()


def invented_page(chance: random.Random) -> str:
    """Write a page of 30 lines: menu, headline, byline, date, paragraphs, links and notices."""
    body = [f"{sentence(chance, 15, 45)}. {sentence(chance, 8, 20)}." for _ in range(12)]
    links = [sentence(chance, 5, 9) for _ in range(4)]
    head = [*HEAD, "", sentence(chance, 7, 11), "By Ada Stell", "4 May 2012", ""]
    return "\n".join([*head, *body, "", *FOOT[:2], *links, *FOOT[2:]])


def cost(step: Callable[[], object], pages: int) -> float:
    """Give the least CPU time of five runs, in microseconds a page."""
    times = []
    for _ in range(5):
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    return min(times) / pages * MICROSECONDS


def main(pages: Annotated[int, typer.Argument(min=1, help="How many pages.")] = 1_000) -> None:
    """Print the cost of the stages and of each step of segment."""
    chance = random.Random(7)
    texts = [invented_page(chance) for _ in range(pages)]
    lines = split_lines(range(pages), texts).frame.with_columns(
        source=pl.lit("harn"),
        metadata_title=pl.lit(None, dtype=pl.String),
        shared=pl.lit(None, dtype=pl.Float32),
    )
    survey = pl.DataFrame(pl.from_arrow(merge_surveys([survey_lines(lines).to_arrow()])))
    print(f"{pages} pages of {len(lines) / pages:.0f} lines, {sum(map(len, texts)) / pages:.0f} characters")
    print(f"{'survey, count':<22}{cost(lambda: survey_lines(lines), pages):8.1f} us a page")
    print(f"{'survey, look up':<22}{cost(lambda: look_up_shared(lines, survey), pages):8.1f}")
    whole = cost(lambda: segment_lines(lines), pages)
    print(f"{'segment':<22}{whole:8.1f}")
    letters, lowered, seen = count_letters(lines["text"]), lines["text"].str.to_lowercase(), observe(lines)
    first, _, _ = find_region(seen)
    for name, step in {
        "wrapped lines": lambda: join_wrapped(lines),
        "letters": lambda: count_letters(lines["text"]),
        "furniture": lambda: find_furniture(lowered, letters.length),
        "observe, all of it": lambda: observe(lines),
        "best stretch": lambda: find_region(seen),
        "headline": lambda: find_headlines(lines, seen, first),
    }.items():
        part = cost(step, pages)
        print(f"  {name:<20}{part:8.1f} {part / whole:7.0%}")


if __name__ == "__main__":
    typer.run(main)
