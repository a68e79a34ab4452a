"""Coverage over time: the articles of a release by month, quarter or year, source and topic."""

import sys
from itertools import pairwise
from pathlib import Path
from textwrap import fill
from typing import Annotated

import polars as pl
import typer
from matplotlib import colormaps, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import copydesk
from copydesk.cli import run_script

PERIODS = {"1mo": "month", "1q": "quarter", "1y": "year"}
SHOWN = 9  # series with a colour of their own
GREYS = {"no topic": "0.88", "all others": "0.55"}
COLOURS = [colormaps["tab10"](number) for number in range(10) if number != 7]  # 7 is grey


def read_articles(release: str) -> tuple[pl.DataFrame, str]:
    """Read source, topic and period of every article, and how long a period is."""
    topic = pl.col("topic").cast(pl.String).fill_null("no topic")
    articles = copydesk.scan(None, release)
    day = pl.col("published")
    days = articles.select((day.max() - day.min()).dt.total_days()).collect().item()
    if days is None:
        sys.exit(f"{release}: no article has a date, so there is no coverage over time to draw")
    every = "1mo" if days < 3 * 366 else "1q" if days < 8 * 366 else "1y"
    return articles.select(day.dt.truncate(every).alias("period"), "source", topic).collect(), every


def draw(axes: Axes, dated: pl.DataFrame, column: str, every: str) -> None:
    """Draw a stack of bars a period, with a colour for each of the most frequent values of a column."""
    periods = pl.date_range(dated["period"].min(), dated["period"].max(), every, eager=True).to_list()
    widths = [(later - first).days * 0.85 for first, later in pairwise(periods)] or [25]
    ranked = dated[column].value_counts().sort("count", column, descending=[True, False])[column].to_list()
    groups = {name: [name] for name in ranked[:SHOWN]} | {"all others": ranked[SHOWN:]}
    colours = iter(COLOURS)
    floor = [0] * len(periods)
    for name, members in groups.items():
        if members:
            counts = dict(dated.filter(pl.col(column).is_in(members))["period"].value_counts().rows())
            heights = [counts.get(period, 0) for period in periods]
            colour = GREYS.get(name) or next(colours)
            width = [*widths, widths[-1]][: len(periods)]
            axes.bar(periods, heights, width, floor, color=colour, label=fill(name, 28), align="edge")
            floor = [low + height for low, height in zip(floor, heights, strict=True)]
    axes.set_ylabel(f"articles a {PERIODS[every]}")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False, title=column, alignment="left")


def main(
    release: Annotated[str, typer.Argument(help="A release: a folder, a Hub id or a URL.")],
    out: Annotated[Path, typer.Option(help="The picture to write: .png or .svg.")] = Path("coverage.png"),
) -> None:
    """Show how many articles there are over time, by source and by topic."""
    rcParams["svg.hashsalt"] = "copydesk"  # the same picture is the same bytes
    articles, every = read_articles(release)
    with pl.Config(tbl_rows=-1, fmt_str_lengths=60, tbl_width_chars=140):
        print(articles.group_by("period", "source", "topic").len("articles").sort(pl.all()))
    dated = articles.drop_nulls("period")
    figure = Figure(figsize=(11, 7.5), layout="constrained")
    for axes, column in zip(figure.subplots(2, 1, sharex=True), ("source", "topic"), strict=True):
        draw(axes, dated, column, every)
    undated = len(articles) - len(dated)
    figure.suptitle(f"Coverage over time ({len(dated):,} articles, {undated:,} more without a date)")
    figure.savefig(out, dpi=150, metadata={"Date": None} if out.suffix == ".svg" else None)


if __name__ == "__main__":
    run_script(main)
